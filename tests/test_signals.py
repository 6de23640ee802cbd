"""Signals of projects, worked out by hand from projects.csv, milestones.csv and sources.csv at several dates."""

import pandas as pd
import pytest

from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.measures import signals

TODAY = pd.Timestamp("2026-11-24")

# Targets of 2025 (written as 31 December, known to the year) of projects under construction.
LATE_2025 = {"hajigabul-car-plant", "alat-dubandi-dredging", "almaty-rail-bypass"}
# Targets of March to June 2026; the fund is operating, the others are under construction.
SPRING_2026 = {
    "asco-third-ropax",
    "aras-corridor-aghband-kalaleh",
    "turkic-investment-fund",
    "horadiz-aghband-highway",
    "issyk-kul-hotel",
}
# Targets of December 2026 under construction; alat-free-economic-zone and aktau-container-hub are operating.
LATE_2026 = {
    "tdt-sat-kup",
    "horadiz-aghband-railway",
    "darbaza-maktaaral-railway",
    "ashgabat-turkmenabat-motorway",
    "moyynty-kyzylzhar-railway",
    "aktau-dredging",
    "trans-caspian-fibre-kaz",
}


def found(dataset: Dataset, signal: str, reference: str, today: pd.Timestamp = TODAY) -> set[str]:
    projects = dataset.projects
    table = signals.signals(dataset, projects, Moment(pd.Timestamp(reference), today))
    return set(projects.loc[signals.having(projects, table, signal), "project_id"])


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("2025-12-31", set()),  # a target on the reference date itself is not before it
        ("2026-03-21", LATE_2025),
        ("2027-01-01", LATE_2025 | (SPRING_2026 - {"turkic-investment-fund"}) | LATE_2026),
    ],
)
def test_overdue(dataset: Dataset, reference: str, expected: set[str]) -> None:
    assert found(dataset, "overdue", reference) == expected


@pytest.mark.parametrize(
    ("reference", "today", "expected"),
    [
        ("2026-03-21", "2026-11-24", SPRING_2026),
        ("2026-03-21", "2026-06-30", SPRING_2026 - {"issyk-kul-hotel"}),  # its target is today: not passed yet
        ("2025-12-31", "2026-01-01", LATE_2025),
        ("2026-07-01", "2026-11-24", set()),
        ("2027-01-01", "2026-11-24", set()),  # a reference date after today leaves nothing between them
    ],
)
def test_passed_since_the_last_check(dataset: Dataset, reference: str, today: str, expected: set[str]) -> None:
    assert found(dataset, "passed", reference, pd.Timestamp(today)) == expected


def test_a_target_is_overdue_or_passed_or_ahead_never_two_of_them(dataset: Dataset) -> None:
    for reference in ("2025-06-01", "2026-03-21", "2026-08-01"):
        assert not found(dataset, "overdue", reference) & found(dataset, "passed", reference)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("2021-06-30", {"ustyurt-psa"}),  # 2021, known to the year
        (
            "2023-09-30",
            {
                "alat-fertiliser-terminal",  # 2023-08-11
                "horadiz-aghband-highway",  # 2023-02-18
                "horadiz-aghband-railway",  # 2023-09-25
                "kazakh-oil-btc",  # 2023-02-07
                "trans-caspian-fibre-kaz",  # 2021-12
                "ustyurt-psa",
            },
        ),
    ],
)
def test_delays_recorded(dataset: Dataset, reference: str, expected: set[str]) -> None:
    assert found(dataset, "delayed", reference) == expected


def test_delays_are_counted(dataset: Dataset) -> None:
    projects = dataset.projects
    table = signals.signals(dataset, projects, Moment(pd.Timestamp("2026-03-21"), TODAY))
    counts = dict(zip(projects["project_id"], table["delays"], strict=True))
    # 2023-09-25, 2023-12-12, 2025-08-21
    assert counts["horadiz-aghband-railway"] == 3
    assert sum(counts.values()) == 16


@pytest.mark.parametrize(
    ("project", "newest", "reference", "months"),
    [
        ("trans-caspian-fibre-tkm", "2020-12-01", "2026-03-21", 24),
        ("hajigabul-car-plant", "2025-02-06", "2026-03-21", 12),
        ("hajigabul-car-plant", "2025-02-06", "2026-02-06", 0),  # exactly twelve months are not more than twelve
        ("hajigabul-car-plant", "2025-02-06", "2027-02-07", 24),
        ("poti-port-expansion", "2024-03-13", "2026-03-21", 24),
        ("poti-port-expansion", "2024-03-13", "2026-03-13", 12),
        ("aykol-manas-school", "2025-07-06", "2026-03-21", 0),
    ],
)
def test_silence(dataset: Dataset, project: str, newest: str, reference: str, months: int) -> None:
    projects = dataset.projects[dataset.projects["project_id"] == project]
    row = signals.signals(dataset, projects, Moment(pd.Timestamp(reference), TODAY)).iloc[0]
    assert row["newest_source"] == pd.Timestamp(newest)
    assert row["silent"] == months


def test_what_has_no_dated_source_is_not_called_silent(dataset: Dataset) -> None:
    projects = dataset.projects.head(1).assign(project_id="new", source_ids=pd.Series([()], dtype=object).array)
    row = signals.signals(dataset, projects, Moment(pd.Timestamp("2026-03-21"), TODAY)).iloc[0]
    assert pd.isna(row["newest_source"])
    assert row["silent"] == 0


def test_a_date_means_the_whole_of_its_month_or_year() -> None:
    dates = pd.Series(["2024-02-10", "2024-02-01", "2024-01-01", None], dtype="datetime64[us]")
    precision = pd.Series(["day", "month", "year", ""])
    assert list(signals.first_day(dates, precision).dt.strftime("%F").fillna("")) == [
        "2024-02-10",
        "2024-02-01",
        "2024-01-01",
        "",
    ]
    assert list(signals.last_day(dates, precision).dt.strftime("%F").fillna("")) == [
        "2024-02-10",
        "2024-02-29",
        "2024-12-31",
        "",
    ]


def test_quality_of_sources(dataset: Dataset) -> None:
    rows = dataset.projects[
        dataset.projects["project_id"].isin(["poti-port-expansion", "trans-caspian-fibre-tkm", "hajigabul-car-plant"])
    ]
    quality = signals.quality(dataset, rows, pd.Timestamp("2026-03-21"))
    # Poti: three pages, Trend, 1tv.ge and Marinelink; the cable: four of the row and two of its milestones;
    # the car plant: four, one of them the ministry's.
    assert (quality.total, quality.two_or_more, quality.official) == (3, 3, 1)
    # The middle one of 2020-12-01, 2024-03-13 and 2025-02-06 is 738 days old.
    assert quality.median_months == pytest.approx(738 / 30.4375)
    assert quality.oldest == pd.Timestamp("2020-12-01")
