"""How well the rows are founded: figures counted in the CSV files by hand."""

from datetime import date

import pandas as pd
import pytest

from caspian.data import dataset as data
from caspian.data.dataset import Dataset
from caspian.measures import quality as measures


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return data.load()


def test_only_the_world_has_no_two_letter_code(dataset: Dataset) -> None:
    found = measures.quality(dataset, "countries")
    assert (found.rows, found.sourced, found.sources) == (22, False, 0)
    assert found.empty == {"iso3": 0, "iso2": 1, "name_en": 0, "name_ru": 0, "name_az": 0, "role": 0}
    assert (found.empty_cells, found.cells) == (1, 22 * 6)


def test_three_routes_rest_on_a_single_page(dataset: Dataset) -> None:
    # ds_kardesa, mc_sea_batumi_burgas, so_mary_serhetabat: the only cells of source_ids without a semicolon.
    found = measures.quality(dataset, "routes")
    assert (found.rows, found.one, found.several) == (48, 3, 48 - 3)
    assert found.covered_from is None, "coverage.csv gives no beginning"
    assert found.covered_to == pd.Timestamp("2026-03-21")


def test_two_rows_of_trade_have_an_official_page(dataset: Dataset) -> None:
    # Kazakhstan 2024 and Kazakhstan 2025, both by azertag-20251014-igc21.
    found = measures.quality(dataset, "trade")
    assert (found.official, found.rows) == (2, 73)
    assert found.newest == pd.Timestamp("2026-02-23")


def test_of_the_table_of_sources_all_pages_count(dataset: Dataset) -> None:
    # 332 empty cells: 328 pages without a day, 4 without an address.
    found = measures.quality(dataset, "sources")
    assert (found.sources, found.undated, found.empty_cells) == (1244, 328, 328 + 4)


def test_a_table_in_two_parts_is_covered_where_both_are(dataset: Dataset) -> None:
    assert measures.covered(dataset, "visits") == (pd.Timestamp("2020-01-01"), pd.Timestamp("2025-12-31"))
    assert measures.covered(dataset, "milestones")[1] == measures.covered(dataset, "projects")[1]
    assert measures.covered(dataset, "terms") == (None, None)


def test_uses_add_up_over_tables(dataset: Dataset) -> None:
    # Two projects and two milestones cite the interview; 26 claims and two stated figures the review.
    assert measures.uses(dataset)["trend-20251218-phase2"] == 2 + 2
    assert measures.uses(dataset)["dayaz-20260105-review"] == 26 + 2


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
