"""The shared filters, as they narrow tables and as they are written in the address."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caspian.data.dataset import Dataset
from caspian.filters import DATES, Filters, concerns, default_period, focus_countries, narrow, newest_year
from caspian.ui import address
from tests import small as small_data

FOCUS = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


def test_the_five_states_are_those_of_the_countries_table(small: Dataset) -> None:
    assert focus_countries(small) == FOCUS


def test_the_newest_year_is_one_in_which_something_happened(small: Dataset) -> None:
    # Milestones reach April 2026; targets reach 2030 and do not count.
    assert newest_year(small) == 2026


def test_data_in_which_nothing_is_dated_have_a_period_all_the_same(tmp_path: Path) -> None:
    """The slider of years needs two ends that are not the wrong way round."""
    nothing = dict.fromkeys(DATES, small_data.none)
    data = small_data.edited(tmp_path, **nothing)
    assert default_period(data) == (2019, 2019)


def test_old_data_have_a_period_all_the_same(tmp_path: Path) -> None:
    # Only the visit of 2015, the first row, is left: a default period from 2019 must not end before it begins.
    nothing = dict.fromkeys(DATES, small_data.none)
    data = small_data.edited(tmp_path, **nothing | {"visits": lambda rows: rows[:1]})
    assert default_period(data) == (2019, 2019)


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("KAZ", True),
        ("UZB", False),
        (("AZE", "KAZ"), True),
        (("AZE", "UZB"), False),
        (("AZE", "GEO", "TUR"), True),  # names none of the five: concerns all of them
        ("AZE", True),
        ("", True),
        ((), True),
    ],
)
def test_a_country_filter_keeps_what_names_it_or_none_of_the_five(named: object, kept: bool) -> None:
    assert concerns(pd.Series([named], dtype=object), ["KAZ"], FOCUS).tolist() == [kept]


def test_a_period_keeps_what_overlaps_it_and_plans_beyond_it(small: Dataset) -> None:
    rows = narrow(small.freight, "freight", small, Filters(period=(2022, 2023)))
    titr = rows[rows["series_id"] == "titr-freight-t"]
    happened = titr[~titr["status"].isin(["target", "forecast"])]
    assert set(happened["period_start"].dt.year) == {2022, 2023}
    # Targets of titr-freight-t are for 2025 and 2030; its forecast for 2017 lies before the period.
    assert titr.loc[~titr.index.isin(happened.index), "period_end"].dt.year.tolist() == [2025, 2030]


def test_a_row_without_a_date_is_in_every_period(small: Dataset) -> None:
    said = narrow(small.stated_figures, "stated_figures", small, Filters(period=(2024, 2024)))
    # Of 2024: Aliyev on Kyrgyzstan, Kuantyrov on freight; one statement has no date.
    assert set(said["statement_id"]) == {"2024-11-06-kgz-2y", "st-20240123-kuantyrov", "undated-tkm-2021"}


def test_a_sector_filter_leaves_tables_without_a_sector_alone(small: Dataset) -> None:
    filters = Filters(sectors=("digital",), period=(2015, 2026))
    assert set(narrow(small.projects, "projects", small, filters)["sector"]) == {"digital"}
    assert len(narrow(small.visits, "visits", small, filters)) == len(small.visits) == 18


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ([], (2019, 2026)),
        (["2021", "2023"], (2021, 2023)),
        (["2023", "2021"], (2021, 2023)),
        (["1900", "2020"], (2015, 2020)),
        (["2020", "2300"], (2020, 2026)),
        (["1900", "1950"], (2019, 2026)),
        (["2021"], (2019, 2026)),
        (["2021", "2022", "2023"], (2019, 2026)),
        (["²⁰²¹", "2022"], (2019, 2026)),
        (["-5", "x"], (2019, 2026)),
        (["99999999999999999999", "2020"], (2019, 2026)),
    ],
)
def test_years_in_the_address(values: list[str], read: tuple[int, int]) -> None:
    assert address.years("period", 2015, 2026, (2019, 2026)).read(values) == read


CONTROLS = {
    "one": address.one_of("rule", ("every", "bilateral"), "every"),
    "many": address.many_of("country", FOCUS),
    "years": address.years("period", 2015, 2026, (2019, 2026)),
    "text": address.text("q"),
    "day": address.day("asof"),
}


@pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS.keys())
@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from([*FOCUS, "bilateral", "2020", "2024", "2026-03-21"]))))
def test_whatever_the_address_says_is_read_and_written_back_the_same(
    control: address.Control, values: list[str]
) -> None:
    read = control.read(values)
    assert control.read(control.write(read)) == read


def test_a_day_in_the_address_is_a_day() -> None:
    day = address.day("asof")
    assert day.read(["2026-03-21"]) == "2026-03-21"
    assert day.read(["2026-02-30"]) == day.read(["0001-01-01"]) == day.read([]) == ""
