"""Cargo of ports, freight on the sea legs, trips and standing under the filter: expected values from the CSV files."""

import pandas as pd
import pytest

from caspian.data import dataset as data
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures import places

FOCUS = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return data.load()


@pytest.mark.parametrize(
    ("port", "year", "tonnes", "stale"),
    [
        ("alat", 2025, 8_192_200, False),
        ("aktau", 2022, 3_800_000, True),  # 2023 and later only in part-years
        ("turkmenbashi", 2021, 11_300_000, True),
    ],
)
def test_latest_full_year_cargo(dataset: Dataset, port: str, year: int, tonnes: float, stale: bool) -> None:
    latest = places.latest_cargo(dataset, port)
    assert list(latest.index) == [year]
    assert latest["value"].iloc[0] == tonnes
    assert places.is_stale(latest.iloc[0], pd.Timestamp(2026, 3, 13)) is stale


def test_port_without_figures(dataset: Dataset) -> None:
    assert places.latest_cargo(dataset, "poti").empty


def test_flows_are_of_one_year_and_one_unit(dataset: Dataset) -> None:
    assert {(flow.series, flow.year, flow.value) for flow in places.flows(dataset, "trucks", 2026)} == {
        ("baku-port-trucks-kaz", 2025, 25_500),
        ("baku-port-trucks-tkm", 2025, 34_400),
    }
    # 2024 has no figure: the newest full year before it stands.
    assert {(flow.year, flow.value) for flow in places.flows(dataset, "wagons", 2024)} == {
        (2023, 18_700),
        (2023, 18_600),
    }
    assert places.flows(dataset, "trucks", 2018) == ()


def test_rows_behind_flows(dataset: Dataset) -> None:
    rows = places.flow_rows(dataset, places.flows(dataset, "trucks", 2026))
    assert sorted(rows["value"]) == [25_500, 34_400]


def test_trips_by_direction(dataset: Dataset) -> None:
    counts = places.arcs(places.trips(dataset, Filters(period=(2019, 2026)), None), dataset)
    # visits.csv, Kazakhstan: 2022-08, 2023-11, 2024-03, 2024-07, 2024-11, 2025-10 in; 2022-10, 2023-04, 2023-11,
    # 2024-07, 2024-08, 2025-10 out.
    assert counts["KAZ", "inbound"] == 6
    assert counts["KAZ", "outbound"] == 6


def test_trips_accumulate_up_to_a_year(dataset: Dataset) -> None:
    counts = places.arcs(places.trips(dataset, Filters(period=(2019, 2026)), 2023), dataset)
    assert counts["KAZ", "inbound"] == 2
    assert counts["KAZ", "outbound"] == 3


def test_trips_of_the_chosen_partner_only(dataset: Dataset) -> None:
    counts = places.arcs(places.trips(dataset, Filters(("KAZ",), (), (2019, 2026)), None), dataset)
    assert {partner for partner, _way in counts} == {"KAZ"}


@pytest.mark.parametrize(
    ("countries", "chosen", "standing"),
    [
        (("KAZ",), (), "full"),
        (("KAZ", "AZE"), ("KAZ",), "full"),
        (("KAZ", "AZE"), ("UZB",), "dim"),  # home: a sea leg is never cut off
        (("GEO", "TUR"), ("UZB",), "dim"),  # corridor-wide: names none of the five
        (("TKM",), ("UZB",), "thread"),
    ],
)
def test_standing_under_the_country_filter(countries: tuple[str, ...], chosen: tuple[str, ...], standing: str) -> None:
    assert places.standing(countries, Filters(chosen), "AZE", FOCUS) == standing


def test_project_without_coordinates_lies_at_its_first_place(dataset: Dataset) -> None:
    table = dataset.projects
    placed = table[table["lat"].isna() & (table["place_ids"].map(len) > 0)]
    assert len(placed) > 0
    first = placed.iloc[0]
    assert places.project_sites(dataset)[first["project_id"]] == places.positions(dataset)[first["place_ids"][0]]


def test_projects_appear_when_they_started_and_turn_when_completed(dataset: Dataset) -> None:
    table = dataset.projects
    school = table[table["project_id"] == "aykol-manas-school"]  # begun 2024-04-25, completed 2025-07-03
    assert places.known_by(school, dataset, 2023).empty
    assert len(places.known_by(school, dataset, 2024)) == 1
    assert not places.completed_by(school, 2024).iloc[0]
    assert places.completed_by(school, 2025).iloc[0]
