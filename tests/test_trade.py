"""Goods trade: coverage, like with like, two reporters beside each other, shares; figures worked out by hand."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caspian.cards import Card
from caspian.cards.trade import compared, coverage, flows, mirrors
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures import trade
from caspian.slides import native
from tests import small as small_data
from tests.pages import charts, open_page, showing, texts
from tests.small import like, where, without
from tests.support import context

EVER = Filters(period=(2015, 2025))


@pytest.fixture(scope="module")
def rows(small: Dataset) -> pd.DataFrame:
    return trade.counted(small)


def test_a_turnover_that_is_not_stated_is_summed_and_marked(rows: pd.DataFrame) -> None:
    row = rows[(rows["partner"] == "WLD") & (rows["year"] == 2025)]
    assert row["turnover"].item() == pytest.approx(25_043 + 24_380)
    assert row["summed"].item()
    assert row["balance"].item() == pytest.approx(25_043 - 24_380)


def test_a_stated_turnover_is_never_replaced_by_a_sum(rows: pd.DataFrame) -> None:
    # The page states 229.6 for 2019, though the parts sum to 229.
    row = rows[(rows["partner"] == "KAZ") & (rows["year"] == 2019)]
    assert row["turnover"].item() == 229.6
    assert not row["summed"].item()


def test_two_reporters_stand_side_by_side(rows: pd.DataFrame) -> None:
    pairs = trade.mirrors(rows).set_index("partner")
    assert list(pairs.index) == ["UZB", "TJK", "KAZ"], "the oldest first: 2020, 2023, 2024"
    assert (pairs["own"]["KAZ"], pairs["mirror"]["KAZ"]) == (470, 533.4)
    assert pairs.loc["UZB", "difference"] == pytest.approx(80 - 82.3)
    assert pairs.loc["TJK", "difference"] == pytest.approx(7.5 - 6.1)


def test_like_is_compared_with_like(small: Dataset) -> None:
    pairs = trade.comparable(small)
    latest = pairs[(pairs["partner"] == "KAZ") & (pairs["end"] == pd.Timestamp(2025, 10, 31))].iloc[0]
    # January to October 2024 is not in the rows; 2022 is: 492.071.
    assert latest["earlier_year"] == 2022
    assert latest["change"] == pytest.approx(600.3 / 492.071 - 1)
    assert latest["stated_growth"] == 0.5
    uzbek = pairs[(pairs["partner"] == "UZB") & (pairs["later_year"] == 2024)].iloc[0]
    assert uzbek["change"] == pytest.approx(252 / 178.7 - 1)


def test_shares_only_where_the_same_year_has_both(rows: pd.DataFrame) -> None:
    shares = trade.world_shares(rows, "WLD")
    years = shares.groupby("partner")["start"].apply(lambda column: sorted(column.dt.year))
    assert years.to_dict() == {"TJK": [2022, 2023], "UZB": [2023]}
    assert shares.loc[shares["partner"] == "UZB", "share"].item() == pytest.approx(178.7 / 51_000)


def test_coverage_tells_full_years_parts_mirrors_and_gaps(rows: pd.DataFrame) -> None:
    cells = trade.coverage(rows, ("KAZ", "TJK", "TKM"), range(2017, 2026)).set_index(["partner", "year"])
    state = cells["state"]
    assert state["KAZ", 2019] == "own_full"
    assert state["KAZ", 2021] == ""
    assert state["KAZ", 2022] == "own_part"
    assert state["KAZ", 2023] == "mirror_full"
    assert state["TKM", 2024] == "own_full"
    assert cells["end"]["KAZ", 2022] == pd.Timestamp(2022, 10, 31)
    assert cells.index[cells["others"]].tolist() == [("KAZ", 2022), ("KAZ", 2024), ("TJK", 2023)]


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


@settings(max_examples=40)
@given(tables())
def test_pairs_never_mix_reporters_partners_or_months(table: pd.DataFrame) -> None:
    every = trade.with_sums(table, "AZE")
    months = every["period_end"].dt.month
    for _place, pair in trade.same_months(every).iterrows():
        earlier, later = every.loc[pair["earlier_line"]], every.loc[pair["later_line"]]
        assert earlier["partner"] == later["partner"] == pair["partner"]
        assert earlier["reporter"] == later["reporter"]
        assert earlier["side"] == later["side"] == pair["side"]
        assert months[pair["earlier_line"]] == months[pair["later_line"]]
        assert earlier["year"] < later["year"]
        between = every[
            (every["partner"] == pair["partner"])
            & (every["reporter"] == later["reporter"])
            & (months == later["period_end"].month)
            & every["year"].between(earlier["year"] + 1, later["year"] - 1)
            & every["turnover"].notna()
        ]
        assert between.empty, "the latest earlier year is taken"


@settings(max_examples=40)
@given(tables())
def test_mirrors_hold_every_period_that_both_report_and_no_other(table: pd.DataFrame) -> None:
    every = trade.with_sums(table, "AZE")
    known = every[every["turnover"].notna()]
    own = {(r["partner"], r["period_end"]) for _i, r in known.iterrows() if r["reporter"] == "AZE"}
    other = {(r["partner"], r["period_end"]) for _i, r in known.iterrows() if r["reporter"] == r["partner"]}
    pairs = trade.mirrors(every)
    assert {(r["partner"], r["end"]) for _i, r in pairs.iterrows()} == own & other
    assert (every.loc[pairs["own_line"], "reporter"] == "AZE").all()
    assert (every.loc[pairs["mirror_line"], "reporter"].to_numpy() == pairs["partner"].to_numpy()).all()


@settings(max_examples=40)
@given(tables())
def test_the_longest_period_of_a_year_is_one_row_per_reporter(table: pd.DataFrame) -> None:
    best = trade.longest(trade.with_sums(table, "AZE"), "turnover")
    assert not best[["partner", "reporter", "year"]].duplicated().any()
    assert best["turnover"].notna().all()


# Cards


def drawn(view: Context) -> list[Card]:
    return [
        coverage.coverage(view),
        *(flows.flows(view, flow) for flow in trade.FLOWS),
        flows.total(view),
        compared.compared(view),
        mirrors.mirrors(view),
        mirrors.shares(view),
    ]


def test_the_marks_of_a_picture_are_its_rows(shipped: Dataset) -> None:
    for filters in (Filters(period=(2015, 2026)), Filters(("UZB",), period=(2019, 2026))):
        view = context(shipped, filters=filters)
        for flow in trade.FLOWS:
            card = flows.flows(view, flow)
            if card.table is not None:
                assert set(card.table.index) == set(card.rows[0][1].index)
        shares = mirrors.shares(view)
        if shares.table is not None:
            lines = {*shares.table["line"], *shares.table["total_line"]}
            assert lines == set(shares.rows[0][1].index)


def test_coverage_counts_every_cell_once(small: Dataset) -> None:
    card = coverage.coverage(context(small, filters=EVER))
    # Five partners, eleven years. Full: KAZ 2, KGZ 1, TJK 2, TKM 2, UZB 3. Parts: KAZ 2022 and 2025, KGZ 2025, UZB
    # 2022 and 2025. Kazakhstan alone reports its 2023.
    assert card.takeaway.startswith(
        "10 of 55 partner-years have a full-year Azerbaijani figure; part of a year: 5; "
        "only the partner's figure: 1; none: 39."
    )
    assert card.table is not None
    # Those 16, and three years of the total.
    assert len(card.table) == 16 + 3


def test_a_summed_turnover_carries_its_mark(tmp_path: Path) -> None:
    uzbek = where(partner="UZB", reporter="AZE", period_end="2020-12-31")
    view = context(small_data.edited(tmp_path, trade=uzbek(turnover_usd_m="")), filters=EVER)
    # 23.1 and 59.1.
    assert "Σ 82.2 as Azerbaijan reports" in mirrors.mirrors(view).takeaway
    assert "our sum" in mirrors.mirrors(view).note


def test_pairs_outside_the_period_are_named(small: Dataset) -> None:
    card = mirrors.mirrors(context(small, filters=Filters(period=(2021, 2025))))
    assert "Uzbekistan 2020" in card.note
    assert card.table is not None
    assert len(card.table) == 2 * 2, "a mark a reporter"


def test_a_partner_without_rows_says_so(small: Dataset) -> None:
    card = flows.flows(context(small, filters=Filters(("TKM",), (), (2025, 2026))), "exports")
    assert card.figure is None
    assert "2025–2026" in card.takeaway


def test_the_total_is_no_partner(small: Dataset) -> None:
    card = flows.flows(context(small, filters=EVER), "turnover")
    assert not (card.rows[0][1]["partner"] == "WLD").any()


def test_the_takeaway_follows_the_filter(small: Dataset) -> None:
    one = flows.flows(context(small, filters=Filters(("UZB",), (), (2015, 2025))), "turnover")
    assert one.takeaway == ("Latest full years as Azerbaijan reports them: Uzbekistan 252 (2024, +41\u00a0% on 2023).")


def test_a_slide_has_the_same_numbers(small: Dataset) -> None:
    chart = native.chart_of(compared.compared(context(small, filters=EVER)))
    earlier, later = chart.series
    assert chart.categories[0] == "Kazakhstan (Jan–Oct 2025 / 2022)"
    assert (earlier.values[0], later.values[0]) == (492.071, 600.3)
    assert earlier.values[chart.categories.index("Kyrgyzstan")] is None


# Edits that change nothing but what they say


def test_a_third_reporter_has_a_look_of_its_own(tmp_path: Path) -> None:
    russian = like(partner="KAZ", reporter="KAZ", period_start="2023-01-01")
    view = context(
        small_data.edited(tmp_path, trade=russian(reporter="RUS", period_start="2021-01-01", period_end="2021-12-31")),
        filters=EVER,
    )
    card = flows.flows(view, "turnover")
    assert card.table is not None
    assert card.table["side"].value_counts().to_dict() == {"own": 15, "mirror": 5, "other": 1}
    assert card.figure is not None
    assert "as a third country reports" in [bar.get("name") for bar in card.figure.to_dict()["data"]]
    assert "none: 38; only a third country's: 1." in coverage.coverage(view).takeaway
    assert len(mirrors.mirrors(view).rows[0][1]) == 2 * 3, "no partner's figure stands for it"


def test_a_partner_more_is_counted_and_drawn(tmp_path: Path) -> None:
    turkish = like(partner="UZB", reporter="AZE", period_end="2023-12-31")(partner="TUR")
    view = context(small_data.edited(tmp_path, trade=turkish), filters=EVER)
    card = flows.flows(view, "turnover")
    assert card.table is not None
    assert "Türkiye" in set(card.table["name"])
    assert "Türkiye 178.7 (2023)" in card.takeaway
    # Six partners, eleven years.
    assert "11 of 66 partner-years" in coverage.coverage(view).takeaway


def test_what_is_planned_is_no_trade(tmp_path: Path) -> None:
    planned = where(partner="UZB", reporter="AZE", period_end="2024-12-31")(status="target")
    view = context(small_data.edited(tmp_path, trade=planned), filters=EVER)
    card = flows.flows(view, "turnover")
    assert "Uzbekistan 178.7 (2023)" in card.takeaway
    assert "1 target or forecast is left out" in card.note


def test_of_two_counts_of_one_period_the_firmer_stands(tmp_path: Path) -> None:
    again = like(partner="UZB", reporter="AZE", period_end="2024-12-31")(status="preliminary", turnover_usd_m="200")
    data = small_data.edited(tmp_path, trade=again)
    uzbek = trade.counted(data)
    uzbek = uzbek[(uzbek["partner"] == "UZB") & (uzbek["year"] == 2024)]
    assert uzbek["turnover"].tolist() == [252]
    assert trade.comparable(data).equals(trade.comparable(small_data.edited(tmp_path / "as it was")))


def test_without_rows_or_a_total_every_card_says_so(tmp_path: Path) -> None:
    nothing = context(small_data.edited(tmp_path, trade=lambda rows: []), filters=EVER)
    for card in drawn(nothing):
        assert card.figure is None
        assert card.takeaway.endswith(".")
    no_total = context(
        small_data.edited(tmp_path / "total", countries=without(iso3="WLD"), trade=without(partner="WLD")),
        filters=EVER,
    )
    assert flows.total(no_total).figure is None
    assert mirrors.shares(no_total).figure is None
    assert "10 of 55 partner-years" in coverage.coverage(no_total).takeaway


# The page


@pytest.fixture
def page(small_folder: Path):
    with showing(small_folder):
        yield


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_with_the_coverage_grid(page: None, code: str) -> None:
    run = open_page("trade", lang=code, period=["2015", "2025"])
    shown = charts(run)
    assert len(shown) == 6
    first = next(iter(shown))
    assert "10" in first
    assert "55" in first
    assert "nan" not in texts(run)


def test_nonsense_in_the_address_is_dropped(page: None) -> None:
    run = open_page("trade", amount="<script>", country="XXX")
    assert run.session_state["amount"] == "turnover"


def test_the_flow_lives_in_the_address(page: None) -> None:
    run = open_page("trade", amount="balance", country=["KAZ"])
    # 24 less 205 in 2019, the only full year with both as Azerbaijan reports.
    assert any("Kazakhstan −181 (2019)" in takeaway for takeaway in charts(run))
