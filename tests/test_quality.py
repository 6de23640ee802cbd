"""How well the rows are founded: figures counted by hand in tests/data/small."""

from datetime import date
from pathlib import Path

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.measures import quality as measures
from tests import small as small_data


def test_only_the_world_has_no_two_letter_code(small: Dataset) -> None:
    found = measures.quality(small, "countries")
    assert (found.rows, found.sourced, found.sources) == (12, False, 0)
    assert found.empty == {"iso3": 0, "iso2": 1, "name_en": 0, "name_ru": 0, "name_az": 0, "role": 0}
    assert (found.empty_cells, found.cells) == (1, 12 * 6)


def test_rows_on_a_single_page_and_on_several(tmp_path: Path) -> None:
    two = "trend-20250806-survey;azertelecom-20191128-tkm"
    data = small_data.edited(tmp_path, routes=small_data.where(route_id="mc_sea_aktau_alat")(source_ids=two))
    found = measures.quality(data, "routes")
    assert (found.rows, found.one, found.several) == (10, 9, 1)
    assert found.covered_from is None, "coverage.csv gives no beginning"
    assert found.covered_to == pd.Timestamp("2026-03-21")


def test_one_row_of_trade_has_an_official_page(small: Dataset) -> None:
    # Kazakhstan 2024, by azertag-20251014-igc21.
    found = measures.quality(small, "trade")
    assert (found.official, found.rows) == (1, 23)
    assert found.newest == pd.Timestamp("2026-01-27")


def test_of_the_table_of_sources_all_pages_count(small: Dataset) -> None:
    # 59 empty cells: 58 pages without a day, 1 without an address.
    found = measures.quality(small, "sources")
    assert (found.sources, found.undated, found.empty_cells) == (229, 58, 58 + 1)


def test_a_table_in_two_parts_is_covered_where_both_are(tmp_path: Path) -> None:
    inbound = small_data.where(table="visits", part="inbound")(covered_from="2016-01-01")
    outbound = small_data.where(table="visits", part="outbound")(covered_to="2025-11-30")
    data = small_data.edited(tmp_path, coverage=lambda rows: outbound(inbound(rows)))
    assert measures.covered(data, "visits") == (pd.Timestamp("2016-01-01"), pd.Timestamp("2025-11-30"))
    assert measures.covered(data, "milestones")[1] == measures.covered(data, "projects")[1]
    assert measures.covered(data, "terms") == (None, None)


def test_uses_add_up_over_tables(small: Dataset) -> None:
    # The Horadiz-Aghband railway: the project, its route, and two stations of it.
    assert measures.uses(small)["trend-20250905-ha2026"] == 1 + 1 + 2
    # 16 claims and two stated figures rest on the review.
    assert measures.uses(small)["dayaz-20260105-review"] == 16 + 2


def test_a_yes_or_no_is_never_empty_and_a_list_may_be() -> None:
    rows = pd.DataFrame(
        {
            "flag": [True, False],
            "list": pd.Series([("a",), ()], dtype=object),
            "text": ["", "x"],
            "number": [float("nan"), 0.0],
            "day": pd.Series([pd.NaT, pd.Timestamp("2025-01-01")]),
        }
    )
    assert measures.empty_cells(rows) == {"flag": 0, "list": 1, "text": 1, "number": 1, "day": 1}


def test_age_counts_days_and_a_wrong_clock_makes_none_negative() -> None:
    # 28 March days after the 3rd, then 2 of April.
    assert measures.age_in_days(pd.Timestamp("2026-03-03"), date(2026, 4, 2)) == 28 + 2
    assert measures.age_in_days(pd.Timestamp("2026-03-03"), date(2026, 3, 1)) == 0
