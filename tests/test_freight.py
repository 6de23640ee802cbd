"""Freight in numbers: full years, parts of years, growth, breaks. Expected values: tests/data/small/README.md."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caspian.data.dataset import Dataset
from caspian.measures.freight import growth, transit_time
from caspian.measures.freight import series as freight
from tests import small as small_data

COLUMNS = ["series_id", "period_start", "period_end", "value", "status", "growth_pct", "source_ids", "note"]
STATUSES = ["actual", "preliminary", "estimate", "target", "forecast"]


def rows(*found: tuple[str, str, float, str]) -> pd.DataFrame:
    """Rows of the freight table: first day, last day, value, status."""
    table = pd.DataFrame(
        [("s", pd.Timestamp(a), pd.Timestamp(b), value, status, float("nan"), (), "") for a, b, value, status in found],
        columns=COLUMNS,
    ).astype({"period_start": "datetime64[us]", "period_end": "datetime64[us]", "value": "float64"})
    table.index = pd.Index(range(2, len(table) + 2), name="line")
    return table


def year(when: int, value: float, status: str = "actual") -> tuple[str, str, float, str]:
    return f"{when}-01-01", f"{when}-12-31", value, status


def pairs_of(dataset: Dataset, series_id: str) -> pd.DataFrame:
    annual = freight.annual(freight.values(dataset, series_id))
    return growth.pairs(annual, freight.break_date(dataset, series_id)).set_index(["start", "end"])


@pytest.mark.parametrize(
    ("series_id", "start", "end", "percent"),
    [
        ("titr-freight-t", 2022, 2023, 86.1),  # 2764 / 1485 = 1.861
        ("titr-freight-t", 2019, 2025, 442.7),  # 4119 / 759 = 5.427
        ("titr-freight-t", 2022, 2025, 177.4),  # 4119 / 1485 = 2.774
        ("titr-freight-t", 2024, 2025, -8.1),  # 4119 / 4484 = 0.919
        ("ady-eastwest-t", 2022, 2024, -17.9),  # 3.2 / 3.9 = 0.821
        ("aze-transit-total-t", 2022, 2024, 21.8),  # 14.5 / 11.9 = 1.218
        ("baku-port-cargo-t", 2023, 2025, 10.7),  # 8192.2 / 7400 = 1.107
    ],
)
def test_growth_between_two_years(small: Dataset, series_id: str, start: int, end: int, percent: float) -> None:
    changes = pairs_of(small, series_id)["change"].to_dict()
    assert changes[start, end] * 100 == pytest.approx(percent, abs=0.05)


def test_compound_growth(small: Dataset) -> None:
    # 2.774 to the power of 1/3 is 1.405: 1.405 * 1.405 * 1.405 = 2.773
    assert pairs_of(small, "titr-freight-t").loc[(2022, 2025), "yearly"] == pytest.approx(0.405, abs=0.0005)
    assert growth.compound(0.21, 2) == pytest.approx(0.1)  # 1.1 * 1.1 = 1.21


def test_the_pair_nearest_the_claim_inside_its_window_and_outside(small: Dataset) -> None:
    found = pairs_of(small, "titr-freight-t").reset_index()
    inside = growth.within(found, (2022, 2025))
    assert inside.sum() == 6  # four years have six pairs
    near, far = growth.nearest(found[inside], 0.9), growth.nearest(found[~inside], 0.9)
    assert near is not None
    assert far is not None
    assert (near["start"], near["end"]) == (2022, 2023)  # 86.1: 3.9 points off; the next, 49.0, is 41 off
    assert (far["start"], far["end"]) == (2019, 2022)  # 1485 / 759 = 1.957: 5.7 points off


def test_of_equally_near_pairs_the_shorter_and_later_one_is_taken() -> None:
    annual = freight.annual(rows(year(2019, 100), year(2020, 100), year(2021, 200), year(2022, 200)))
    near = growth.nearest(growth.pairs(annual, None), 1.0)
    assert near is not None
    assert (near["start"], near["end"]) == (2020, 2021)  # also 2019-2021, 2019-2022, 2020-2022


def test_nothing_is_near_where_there_are_no_pairs() -> None:
    empty = growth.pairs(freight.annual(rows(year(2020, 5))), None)
    assert empty.empty
    assert growth.nearest(empty, 0.9) is None
    assert growth.over(empty, (2019, 2025)) is None


def test_a_pair_crosses_a_break_only_when_it_starts_before_it(small: Dataset) -> None:
    found = pairs_of(small, "titr-freight-t")
    assert found.loc[(2023, 2024), "crosses"]  # the break is 2024-01-01
    assert found.loc[(2019, 2025), "crosses"]
    assert not found.loc[(2024, 2025), "crosses"]
    assert not found.loc[(2022, 2023), "crosses"]
    assert not pairs_of(small, "ady-eastwest-t")["crosses"].any()


def test_growth_from_nothing_is_no_growth() -> None:
    found = growth.pairs(freight.annual(rows(year(2020, 0), year(2021, 10), year(2022, 0))), None)
    assert list(zip(found["start"], found["end"], found["change"], strict=True)) == [(2021, 2022, -1.0)]


def test_pairs_on_estimates_are_marked(small: Dataset) -> None:
    assert not pairs_of(small, "aze-transit-total-t").loc[(2022, 2024), "firm"]  # 2022 is an estimate
    assert pairs_of(small, "titr-freight-t")["firm"].all()


def test_growth_over_a_window_goes_from_its_first_to_its_last_full_year(small: Dataset) -> None:
    whole = growth.over(pairs_of(small, "ady-eastwest-t").reset_index(), (2022, 2025))
    assert whole is not None
    assert (whole["start"], whole["end"]) == (2022, 2024)  # there is no full year 2023 or 2025


def test_of_two_counts_of_a_year_the_firmer_stays_and_plans_all_stay() -> None:
    table = rows(
        year(2024, 9, "estimate"), year(2024, 7), year(2024, 8, "preliminary"), year(2024, 5, "target"),
        year(2024, 6, "forecast"), year(2025, 4, "estimate"), ("2025-01-01", "2025-06-30", 2, "actual"),
    )  # fmt: skip
    counted = freight.annual(table)
    assert counted["value"].to_dict() == {2024: 7, 2025: 4}
    assert counted["line"].to_dict() == {2024: 3, 2025: 7}
    assert list(freight.annual(table, freight.PLANNED)["value"]) == [5, 6]
    assert freight.growth(counted["value"], 2024, 2025) == pytest.approx(4 / 7 - 1)
    assert freight.latest_change(counted["value"]) == (2025, pytest.approx(4 / 7 - 1))


def test_a_part_of_a_year_is_no_full_year() -> None:
    table = rows(
        year(2024, 1),
        ("2024-01-01", "2024-12-30", 1, "actual"),
        ("2024-01-02", "2024-12-31", 1, "actual"),
        ("2023-01-01", "2024-12-31", 1, "actual"),
    )
    assert list(freight.is_full_year(table)) == [True, False, False, False]


def test_a_chart_shows_the_longest_part_of_a_year_only_where_the_full_year_is_missing() -> None:
    table = rows(
        ("2024-01-01", "2024-06-30", 5, "actual"), year(2024, 10), year(2024, 12, "target"),
        ("2025-01-01", "2025-03-31", 2, "actual"), ("2025-01-01", "2025-09-30", 7, "preliminary"),
        ("2025-01-01", "2025-09-30", 6, "actual"), ("2025-10-01", "2026-02-28", 9, "actual"),
        ("2026-03-10", "2026-03-10", 4, "actual"),
    )  # fmt: skip
    marks = freight.marks(table)
    assert [(m.year, m.kind, m.value) for m in freight.named(marks)] == [
        (2024, "year", 10),
        (2024, "plan", 12),
        (2025, "part", 6),
    ]


def test_no_mark_of_the_data_shows_a_part_as_a_year(shipped: Dataset) -> None:
    for series_id in shipped.freight_series["series_id"]:
        marks = freight.marks_of(shipped, series_id)
        assert (freight.is_full_year(marks) == (marks["kind"] != "part")).all(), series_id
        counted = marks[marks["kind"] != "plan"]
        assert counted["year"].is_unique, series_id


def test_like_parts_of_the_middle_corridor(small: Dataset) -> None:
    found = growth.like_pairs(freight.values(small, "titr-freight-t"), pd.Timestamp("2024-01-01"))
    pairs = {
        (p.earlier_start.year, p.start.year, p.end.month): (round(p.change * 100), p.crosses)
        for p in freight.named(found)
    }
    assert pairs == {
        (2023, 2024, 6): (62, True),  # 2100 / 1300 = 1.615
        (2024, 2025, 6): (10, False),  # 2300 / 2100 = 1.095
    }


def test_february_of_a_leap_year_meets_that_of_another() -> None:
    table = rows(("2023-01-01", "2023-02-28", 4, "actual"), ("2024-01-01", "2024-02-29", 5, "actual"))
    assert list(growth.like_pairs(table, None)["change"]) == [0.25]


def test_single_days_full_years_and_plans_are_not_compared_as_parts() -> None:
    table = rows(
        year(2023, 1), year(2024, 2),
        ("2023-03-10", "2023-03-10", 1, "actual"), ("2024-03-10", "2024-03-10", 2, "actual"),
        ("2023-01-01", "2023-06-30", 1, "actual"), ("2024-01-01", "2024-06-30", 2, "target"),
        ("2022-12-01", "2023-02-28", 1, "actual"), ("2023-12-01", "2024-02-29", 2, "actual"),
    )  # fmt: skip
    assert growth.like_pairs(table, None).empty


def period(year: int, first_month: int, months: int, last_day: int) -> tuple[str, str]:
    """A period of so many months; ``last_day`` 0 is the end of its last month."""
    start = pd.Timestamp(year, first_month, 1)
    end = start + pd.DateOffset(months=months) - pd.Timedelta(days=1)
    return str(start.date()), str((end if last_day == 0 else end.replace(day=last_day)).date())


PERIODS = st.builds(
    period,
    st.integers(2019, 2024),
    st.sampled_from([1, 1, 1, 2, 7]),
    st.integers(1, 13),
    st.sampled_from([0, 0, 15, 28]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(PERIODS, st.floats(0, 1e9), st.sampled_from(STATUSES)), max_size=25))
def test_no_pair_ever_compares_unlike_periods(found) -> None:
    table = rows(*[(*ends, value, status) for ends, value, status in found])
    broken = pd.Timestamp("2022-01-01")
    for pair in freight.named(growth.like_pairs(table, broken)):
        assert pair.earlier_start.year < pair.start.year
        assert (pair.earlier_start.month, pair.earlier_start.day) == (pair.start.month, pair.start.day)
        assert pair.earlier_end.month == pair.end.month
        assert pair.earlier_end.day == pair.end.day or (pair.earlier_end.is_month_end and pair.end.is_month_end)
        assert pair.start.year == pair.end.year
        assert {pair.status, pair.earlier_status} <= set(freight.HAPPENED)
        assert pair.crosses == (pair.earlier_start < broken <= pair.start)
        assert table.loc[pair.line, "value"] == pair.value
    annual = freight.annual(table)
    assert annual.index.is_unique
    assert freight.is_full_year(annual).all()
    for pair in freight.named(growth.pairs(annual, broken)):
        assert pair.start < pair.end


def test_projection_and_the_rate_that_a_target_needs() -> None:
    carried = growth.projected(100, 2025, 0.1, 2027)
    assert carried.to_dict() == pytest.approx({2026: 110, 2027: 121})
    assert growth.needed_rate(100, 2025, 121, 2027) == pytest.approx(0.1)
    # The corridor: 10 / 4.119 = 2.428, and 1.194 ** 5 = 2.427
    assert growth.needed_rate(4_119_000, 2025, 10_000_000, 2030) == pytest.approx(0.194, abs=0.0005)
    assert growth.needed_rate(0, 2025, 10, 2030) is None
    assert growth.needed_rate(100, 2025, 121, 2025) is None
    assert growth.projected(100, 2031, 0.1, 2030).empty


def test_the_capacity_of_a_year_is_the_latest_stated_by_then() -> None:
    capacity = freight.annual(rows(year(2018, 100), year(2025, 150)))
    assert freight.capacity_in(capacity, 2017) is None
    levels = {when: freight.capacity_in(capacity, when) for when in (2018, 2024, 2025, 2026)}
    assert {when: level["value"] for when, level in levels.items() if level is not None} == {
        2018: 100, 2024: 100, 2025: 150, 2026: 150,
    }  # fmt: skip


def test_a_comparison_holds_its_series_by_rank(small: Dataset) -> None:
    # ady-freight-t has rank 1, ady-eastwest-t 2, ady-transit-t 4; the last two stand in "azerbaijan" too.
    assert freight.group(small, "rail") == ("ady-freight-t", "ady-eastwest-t", "ady-transit-t")
    assert freight.group(small, "azerbaijan")[0] == freight.leading(small, "azerbaijan") == "ady-eastwest-t"
    assert freight.group(small, "none of the data's") == ()
    assert freight.leading(small, "none of the data's") == ""
    assert freight.capacity_of(small, "btk-cargo-t") == "btk-capacity-t"
    assert freight.capacity_of(small, "tkm-port-cargo-t") == ""


def test_statements_on_delivery_time(small: Dataset) -> None:
    said = transit_time.statements(small)
    assert said[["low", "high", "before_low", "before_high"]].fillna(0).to_numpy().tolist() == [
        [19, 23, 38, 53],
        [15, 15, 0, 0],  # nothing said of earlier
        [13, 17, 28, 32],
    ]
    assert [str(day)[:10] for day in transit_time.stated_pairs(small).index] == ["2025-06-18", "2026-03-10"]


def test_a_planned_time_is_a_statement_and_no_pair_and_one_bound_stands_for_both(tmp_path: Path) -> None:
    def planned(rows: list[small_data.Row]) -> list[small_data.Row]:
        """That of March 2026 is a target and has no upper bound for now."""
        kept = [row for row in rows if (row["series_id"], row["period_start"]) != ("titr-time-high-days", "2026-03-10")]
        is_low = {"series_id": "titr-time-low-days", "period_start": "2026-03-10"}
        return [row | {"status": "target"} if is_low.items() <= row.items() else row for row in kept]

    data = small_data.edited(tmp_path, freight=planned)
    last = transit_time.statements(data).iloc[-1]
    assert (last["low"], last["high"], last["before_high"], last["status"]) == (13, 13, 32, "target")
    assert len(transit_time.stated_pairs(data)) == 1


def test_bounds_that_no_series_states_are_missing(tmp_path: Path) -> None:
    def now_only(rows: list[small_data.Row]) -> list[small_data.Row]:
        return [row for row in rows if "-before-" not in row["series_id"]]

    data = small_data.edited(tmp_path, freight=now_only, freight_series=now_only)
    said = transit_time.statements(data)
    assert list(said["low"]) == [19, 15, 13]
    assert said["before_low"].isna().all()
    assert transit_time.stated_pairs(data).empty
