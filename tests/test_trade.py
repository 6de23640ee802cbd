"""Goods trade: coverage, like with like, two reporters beside each other, shares; figures worked out by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caspian.cards import trade as cards
from caspian.data import dataset
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures import trade
from caspian.style import LIGHT
from caspian.text import language
from tests.pages import charts, open_page, texts
from tests.support import context

PERIOD = (2015, 2026)


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return dataset.load()


@pytest.fixture(scope="module")
def rows(shipped: Dataset) -> pd.DataFrame:
    return trade.with_sums(shipped.trade)


def test_a_turnover_that_is_not_stated_is_summed_and_marked(rows: pd.DataFrame) -> None:
    row = rows[(rows["partner"] == "UZB") & (rows["reporter"] == "AZE") & rows["full_year"] & (rows["year"] == 2022)]
    assert row["turnover"].item() == pytest.approx(46.4 + 136.8)
    assert row["summed"].item()
    assert row["balance"].item() == pytest.approx(46.4 - 136.8)


def test_a_stated_turnover_is_never_replaced_by_a_sum(rows: pd.DataFrame) -> None:
    # The page states 15300 for January to July 2020, though the parts sum to 15000.
    row = rows[(rows["partner"] == "WLD") & (rows["period_end"] == pd.Timestamp(2020, 7, 31))]
    assert row["turnover"].item() == 15300
    assert not row["summed"].item()


def test_two_reporters_stand_side_by_side(rows: pd.DataFrame) -> None:
    pairs = trade.mirrors(rows, "AZE").set_index("partner")
    assert list(pairs.index) == ["KAZ", "UZB", "TJK"]
    assert (pairs["own"]["KAZ"], pairs["mirror"]["KAZ"]) == (221, 258.26)
    assert pairs.loc["UZB", "difference"] == pytest.approx(181.9 - 183.2)
    assert pairs.loc["TJK", "difference"] == pytest.approx(7.5 - 6.1)
    assert pairs["own_summed"].tolist() == [False, True, False]


def test_like_is_compared_with_like(rows: pd.DataFrame) -> None:
    pairs = trade.same_months(rows)
    latest = pairs[(pairs["partner"] == "KAZ") & (pairs["end"] == pd.Timestamp(2025, 10, 31))].iloc[0]
    # January to October 2024 is not in the rows; 2022 is: 492.071.
    assert latest["earlier_year"] == 2022
    assert latest["change"] == pytest.approx(600.3 / 492.071 - 1)
    assert latest["stated_growth"] == 0.5
    uzbek = pairs[(pairs["partner"] == "UZB") & (pairs["end"] == pd.Timestamp(2025, 7, 31))].iloc[0]
    assert uzbek["change"] == pytest.approx(268.9 / 118.28 - 1)


def test_shares_only_where_the_same_year_has_both(rows: pd.DataFrame) -> None:
    shares = trade.world_shares(rows, "AZE", "WLD")
    years = shares.groupby("partner")["start"].apply(lambda column: sorted(column.dt.year))
    assert years.to_dict() == {"KGZ": [2021], "TJK": [2021, 2022, 2023], "UZB": [2021, 2022, 2023]}
    uzbek = shares[(shares["partner"] == "UZB") & (shares["start"].dt.year == 2023)]
    assert uzbek["share"].item() == pytest.approx(178.7 / 51000)


def test_coverage_tells_full_years_parts_mirrors_and_gaps(rows: pd.DataFrame) -> None:
    cells = trade.coverage(rows, ("KAZ", "TJK", "TKM"), range(2017, 2026), "AZE")
    state = cells.set_index(["partner", "year"])["state"]
    assert state["KAZ", 2018] == "full"
    assert state["KAZ", 2020] == "mirror_full"
    assert state["KAZ", 2021] == "none"
    assert state["KAZ", 2025] == "part"
    assert state["TJK", 2019] == "mirror_part"
    assert state["TKM", 2024] == "full"
    assert state["TKM", 2025] == "none"
    last = cells[(cells["partner"] == "KAZ") & (cells["year"] == 2025)].iloc[0]
    assert last["end"] == pd.Timestamp(2025, 10, 31), "the longest period, not the first"


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Trade tables as they could be: any partners, reporters, months, with gaps."""
    cells = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["KAZ", "UZB", "WLD"]),
                st.sampled_from(["AZE", "KAZ", "UZB"]),
                st.integers(2018, 2024),
                st.integers(1, 12),
                st.none() | st.integers(0, 900),
                st.none() | st.integers(0, 900),
                st.none() | st.integers(0, 900),
            ),
            max_size=40,
            unique_by=lambda row: row[:4],
        )
    )
    return pd.DataFrame(
        [
            {
                "partner": partner,
                "reporter": reporter,
                "period_start": pd.Timestamp(year, 1, 1),
                "period_end": pd.Timestamp(year, month, 1) + pd.offsets.MonthEnd(0),
                "exports_usd_m": exports,
                "imports_usd_m": imports,
                "turnover_usd_m": turnover,
                "growth_pct": None,
            }
            for partner, reporter, year, month, exports, imports, turnover in cells
        ],
        columns=[
            *("partner", "reporter", "period_start", "period_end"),
            *("exports_usd_m", "imports_usd_m", "turnover_usd_m", "growth_pct"),
        ],
    ).astype(
        {
            "period_start": "datetime64[us]",
            "period_end": "datetime64[us]",
            **dict.fromkeys(["exports_usd_m", "imports_usd_m", "turnover_usd_m", "growth_pct"], "float64"),
        }
    )


@settings(max_examples=40, deadline=None)
@given(tables())
def test_pairs_never_mix_reporters_partners_or_months(table: pd.DataFrame) -> None:
    every = trade.with_sums(table)
    months = every["period_end"].dt.month
    for _place, pair in trade.same_months(every).iterrows():
        earlier, later = every.loc[pair["earlier_line"]], every.loc[pair["later_line"]]
        assert earlier["partner"] == later["partner"] == pair["partner"]
        assert earlier["reporter"] == later["reporter"] == pair["reporter"]
        assert months[pair["earlier_line"]] == months[pair["later_line"]]
        assert earlier["year"] < later["year"]
        between = every[
            (every["partner"] == pair["partner"])
            & (every["reporter"] == pair["reporter"])
            & (months == later["period_end"].month)
            & every["year"].between(earlier["year"] + 1, later["year"] - 1)
            & every["turnover"].notna()
        ]
        assert between.empty, "the latest earlier year is taken"


@settings(max_examples=40, deadline=None)
@given(tables())
def test_mirrors_hold_every_period_that_both_report_and_no_other(table: pd.DataFrame) -> None:
    every = trade.with_sums(table)
    known = every[every["turnover"].notna()]
    own = {(r["partner"], r["period_end"]) for _i, r in known.iterrows() if r["reporter"] == "AZE"}
    other = {(r["partner"], r["period_end"]) for _i, r in known.iterrows() if r["reporter"] == r["partner"]}
    pairs = trade.mirrors(every, "AZE")
    assert {(r["partner"], r["end"]) for _i, r in pairs.iterrows()} == own & other
    assert (every.loc[pairs["own_line"], "reporter"] == "AZE").all()
    assert (every.loc[pairs["mirror_line"], "reporter"].to_numpy() == pairs["partner"].to_numpy()).all()


@settings(max_examples=40, deadline=None)
@given(tables())
def test_the_longest_period_of_a_year_is_one_row_per_reporter(table: pd.DataFrame) -> None:
    best = trade.longest(trade.with_sums(table), "turnover")
    assert not best[["partner", "reporter", "year"]].duplicated().any()
    assert best["turnover"].notna().all()


# Cards


def test_a_summed_turnover_carries_its_mark(shipped: Dataset) -> None:
    card = cards.mirrors(context(shipped, filters=Filters(("UZB",), (), PERIOD), language=language("en"), theme=LIGHT))
    assert "Σ 183.2 as Azerbaijan reports" in card.takeaway
    assert "our sum" in card.note


def test_pairs_outside_the_period_are_named(shipped: Dataset) -> None:
    card = cards.mirrors(context(shipped, filters=Filters((), (), (2019, 2026)), language=language("en"), theme=LIGHT))
    assert "Kazakhstan 2018" in card.note


def test_a_partner_without_rows_says_so(shipped: Dataset) -> None:
    card = cards.flows(
        context(shipped, filters=Filters(("TKM",), (), (2025, 2026)), language=language("en"), theme=LIGHT), "exports"
    )
    assert card.figure is None
    assert "2025–2026" in card.takeaway


def test_the_total_is_no_partner(shipped: Dataset) -> None:
    card = cards.flows(
        context(shipped, filters=Filters((), (), PERIOD), language=language("en"), theme=LIGHT), "turnover"
    )
    assert not (card.rows[0][1]["partner"] == "WLD").any()


def test_the_takeaway_follows_the_filter(shipped: Dataset) -> None:
    one = cards.flows(
        context(shipped, filters=Filters(("UZB",), (), PERIOD), language=language("en"), theme=LIGHT), "turnover"
    )
    # 252 in 2024 against 178.7 in 2023.
    assert "Uzbekistan 252 (2024, +41\u00a0% on 2023)" in one.takeaway


# The page


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_with_the_coverage_grid(code: str) -> None:
    run = open_page("trade", lang=code)
    drawn = charts(run)
    assert len(drawn) == 6
    first = next(iter(drawn))
    assert "13" in first
    assert "40" in first
    assert "nan" not in texts(run)


def test_nonsense_in_the_address_is_dropped() -> None:
    run = open_page("trade", amount="<script>", country="XXX")
    assert run.session_state["amount"] == "turnover"


def test_the_flow_lives_in_the_address() -> None:
    run = open_page("trade", amount="balance", country=["KAZ"])
    # 24 less 205 in 2019, the only full year with both as Azerbaijan reports.
    assert any("Kazakhstan −181 (2019)" in takeaway for takeaway in charts(run))
