"""Trips: counting rules, windows, and what the cards say of them. Expected values: tests/data/small/README.md."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caspian import text
from caspian.cards import Card
from caspian.cards.visits import counts, said, single
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures import visits
from caspian.measures.visits import Rule
from caspian.slides import native
from tests import small as small_data
from tests.small import like, where
from tests.support import context

CLAIMED = pd.Timestamp("2022-11-16"), pd.Timestamp("2025-11-16")
FROM_2023 = pd.Timestamp("2023-01-01"), CLAIMED[1]
ALWAYS = pd.Timestamp("2015-01-01"), pd.Timestamp("2025-12-31")
EVER = Filters(period=(2015, 2025))


@pytest.fixture(scope="module")
def log(small: Dataset) -> pd.DataFrame:
    return visits.log(small)


@pytest.mark.parametrize(
    ("rule", "always", "claimed", "from_2023"),
    [  # the table "By rule, out / in" of the README
        (Rule(), (9, 7), (6, 5), (5, 5)),
        (Rule(trips="bilateral"), (4, 3), (3, 1), (3, 1)),
        (Rule(cities="capital"), (8, 4), (5, 2), (5, 2)),
        (Rule("heads", "bilateral", "capital"), (4, 3), (3, 1), (3, 1)),
        (Rule(level="all"), (9, 9), (6, 6), (5, 6)),
        (Rule("all", "bilateral"), (4, 4), (3, 2), (3, 2)),
        (Rule("all", "every", "capital"), (8, 6), (5, 3), (5, 3)),
        (Rule("all", "bilateral", "capital"), (4, 4), (3, 2), (3, 2)),
    ],
)
def test_trips_in_a_window_under_each_counting_rule(
    log: pd.DataFrame, rule: Rule, always: tuple, claimed: tuple, from_2023: tuple
) -> None:
    counted = visits.counted(log, rule)
    for window, expected in ((ALWAYS, always), (CLAIMED, claimed), (FROM_2023, from_2023)):
        trips = visits.within(counted, *window)
        assert (len(visits.going(trips, "outbound")), len(visits.going(trips, "inbound"))) == expected


def test_a_trip_counts_in_the_year_of_its_start_and_for_its_partner(log: pd.DataFrame) -> None:
    by_year = visits.per_year(
        visits.going(visits.counted(log, Rule()), "outbound"), "partner", ("KAZ", "UZB"), range(2022, 2026)
    )
    # KAZ: 2023-04-10, 2025-10-20. UZB: 2022-06-21, 2025-11-15.
    assert by_year["KAZ"].tolist() == [0, 1, 0, 1]
    assert by_year["UZB"].tolist() == [1, 0, 0, 1]


def test_the_rolling_count_holds_the_last_36_months(log: pd.DataFrame) -> None:
    outbound = visits.going(visits.counted(log, Rule()), "outbound")
    series = visits.rolling(outbound, pd.Timestamp("2022-12-31"), pd.Timestamp("2025-12-31"))
    # To the end of 2022: UZB and TKM of 2022. To the end of 2025: two of 2023, one of 2024, two of 2025.
    assert (series.iloc[0], series.iloc[-1], len(series)) == (2, 5, 37)


days = st.dates(min_value=pd.Timestamp("2015-06-01").date(), max_value=pd.Timestamp("2026-06-30").date())


@given(days, days, days)
def test_adjoining_windows_add_up(log_of_shipped_data: pd.DataFrame, one, two, three) -> None:
    first, middle, last = sorted(pd.Timestamp(day) for day in (one, two, three))
    day = pd.Timedelta(days=1)
    whole = len(visits.within(log_of_shipped_data, first, last))
    parts = len(visits.within(log_of_shipped_data, first, middle)) + len(
        visits.within(log_of_shipped_data, middle + day, last)
    )
    assert whole == parts


@given(st.sampled_from(list(visits.every_rule())), days, days)
def test_a_stricter_rule_never_counts_more(log_of_shipped_data: pd.DataFrame, rule: Rule, one, two) -> None:
    first, last = sorted(pd.Timestamp(day) for day in (one, two))
    trips = visits.within(log_of_shipped_data, first, last)
    widest = Rule(level="all", trips="every", cities="any")
    assert len(visits.counted(trips, rule)) <= len(visits.counted(trips, widest))
    by_direction = [len(visits.going(visits.counted(trips, rule), way)) for way in visits.DIRECTIONS]
    assert sum(by_direction) == len(visits.counted(trips, rule))


def test_statements_of_one_country_are_for_that_country_only(small: Dataset, log: pd.DataFrame) -> None:
    of_all = visits.statements(small, log)
    # Aliyev's 13 and 14, and 30 to Azerbaijan; the review's 14 and 23, said on the day of the review.
    assert sorted(of_all["stated_value"]) == [13, 14, 14, 23, 30]
    assert set(of_all.loc[of_all["stated_value"] == 23, "date"]) == {pd.Timestamp("2026-01-05")}
    kazakh = log[log["partner"] == "KAZ"]
    assert visits.statements(small, kazakh, ("KAZ",))[["stated_value", "counted"]].to_numpy().tolist() == [[7, 2]]
    assert visits.statements(small, log, ("KAZ", "UZB")).empty


def test_a_statement_without_a_window_is_there_without_a_count(tmp_path: Path) -> None:
    data = small_data.edited(
        tmp_path, stated_figures=where(statement_id="2025-11-13-in-3y")(window_start="", window_end="", date="")
    )
    table = said.statement_table(context(data), Rule())
    last = table.iloc[-1]
    assert (last["Stated"], last["Difference"], last["Window"]) == (30, "–", "–")
    assert pd.isna(last["Rows hold"])


# What the cards say


def cards(view: Context, rule: Rule) -> Iterator[Card]:
    """The cards that hold every trip of the period, each with its rows."""
    for way in visits.DIRECTIONS:
        yield counts.per_year(view, rule, way)
    yield counts.matrix(view, rule)
    yield single.timeline(view, rule)
    yield single.shares(view, rule)


def total(card: Card) -> int:
    """Trips that a card's table holds."""
    assert card.table is not None
    return int(card.table["trips"].sum()) if "trips" in card.table else len(card.table)


Makes = Callable[[Context], Card]
TAKEAWAYS: dict[str, Makes] = {
    "per year": lambda view: counts.per_year(view, Rule(), "inbound"),
    "both ways": counts.both_ways,
    "rolling": lambda view: said.rolling(view, Rule()),
    "matrix": lambda view: counts.matrix(view, Rule()),
    "timeline": lambda view: single.timeline(view, Rule()),
    "shares": lambda view: single.shares(view, Rule()),
}


@pytest.mark.parametrize("code", ["en", "ru", "az"])
@pytest.mark.parametrize("makes", TAKEAWAYS.values(), ids=TAKEAWAYS.keys())
def test_a_takeaway_names_figure_unit_and_period_and_follows_the_filter(
    small: Dataset, makes: Makes, code: str
) -> None:
    language = text.language(code)
    whole = makes(context(small, filters=EVER, language=language)).takeaway
    narrowed = makes(context(small, filters=Filters(("TJK",), period=(2015, 2025)), language=language)).takeaway
    unit = {"en": ("trip", "summits"), "ru": ("поезд",), "az": ("səfər",)}[code]
    assert any(word in whole.lower() for word in unit), "the unit"
    assert re.search(r"20\d\d", whole), "the period"
    assert re.search(r"\d", re.sub(r"20\d\d", "", whole)), "the figure"
    assert whole != narrowed


def test_a_takeaway_counts_what_it_says(small: Dataset) -> None:
    view = context(small, filters=EVER)
    # Heads of state to Azerbaijan: two of 2024, two of 2025 (the chairman of July 2025 is none), two of Kazakhstan.
    assert counts.per_year(view, Rule(), "inbound").takeaway == (
        "2 trips to Azerbaijan in 2025, as many as in 2024; most in 2015–2025: Kazakhstan (2 of 7)."
    )
    assert counts.both_ways(view).takeaway == (
        "7 trips to Azerbaijan and 9 trips from it in 2015–2025; in 2025: 2 and 2 (+1 on 2024)."
    )
    # Summits, out: 2015, 2019, 2022-12, 2024-11, 2025-11; in: 2023-11, 2024-07, twice on 2025-10-06.
    assert single.shares(view, Rule()).takeaway == (
        "Share of summits in 2015–2025: trips from Azerbaijan 56\u00a0% (5 of 9), "
        "trips to Azerbaijan 57\u00a0% (4 of 7)."
    )


def test_a_period_that_was_not_searched_says_so_instead_of_zero(small: Dataset) -> None:
    card = counts.per_year(context(small, filters=Filters(period=(2026, 2026))), Rule(), "outbound")
    assert card.figure is None
    assert card.takeaway == "The trips were searched for 2015–2025 only; the chosen period lies outside."


def test_a_trip_after_the_search_is_counted_all_the_same(tmp_path: Path) -> None:
    later = {"visit_id": "2026-02-01-aze-kaz", "start_date": "2026-02-01", "end_date": "2026-02-01"}
    view = context(
        small_data.edited(tmp_path, visits=like(visit_id="2025-10-20-aze-kaz")(**later)),
        filters=Filters(period=(2025, 2026)),
    )
    # 2025: KAZ and UZB; 2026: KAZ.
    assert counts.per_year(view, Rule(), "outbound").takeaway == (
        "2 trips from Azerbaijan in 2025; most in 2025–2026: Kazakhstan (2 of 3)."
    )
    only_2026 = counts.per_year(view.with_filters(Filters(period=(2026, 2026))), Rule(), "outbound")
    assert only_2026.takeaway == "1 trip from Azerbaijan in 2026; most in 2026: Kazakhstan (1 of 1)."


def test_every_card_counts_its_rows(shipped: Dataset) -> None:
    for filters in (
        Filters(period=(2015, 2026)),
        Filters(period=(2019, 2026)),
        Filters(("KAZ", "TJK"), period=(2019, 2026)),
    ):
        view = context(shipped, filters=filters)
        for rule in (Rule(), Rule(level="all")):
            for card in cards(view, rule):
                ((table, rows),) = card.rows
                assert table == "visits"
                assert total(card) == len(rows)
            drawn = counts.both_ways(view)
            assert total(drawn) == len(drawn.rows[0][1])


def test_a_slide_has_the_same_numbers(small: Dataset) -> None:
    view = context(small, filters=EVER)
    chart = native.chart_of(counts.both_ways(view))
    assert sum(abs(value) for series in chart.series for value in series.values if value) == 16
    rolling = native.chart_of(said.rolling(view, Rule()))
    lines = {series.name: series.values for series in rolling.series if series.look == "line"}
    assert [values[rolling.categories.index("Dec 2025")] for values in lines.values()] == [5, 5]
    marks = {series.name: [value for value in series.values if value] for series in rolling.series[2:]}
    # Of two statements of one month on one direction the later stands: 14 after 13.
    assert marks == {"From Azerbaijan: as stated": [14, 14], "To Azerbaijan: as stated": [30, 23]}


# Edits that change nothing but what they say


def everything(view: Context) -> list[tuple[int, int]]:
    """Rows and trips of each card, for all leaders."""
    return [(len(card.rows[0][1]), total(card)) for card in cards(view, Rule(level="all"))]


def test_another_type_is_counted_everywhere_in_a_muted_colour(tmp_path: Path) -> None:
    data = small_data.edited(
        tmp_path,
        terms=like(kind="visit_type", term="state")(term="working", label_en="Working visit"),
        visits=where(visit_id="2025-10-20-aze-kaz")(visit_type="working"),
    )
    view = context(data, filters=EVER)
    assert everything(view) == [(9, 9), (9, 9), (18, 18), (18, 18), (18, 18)]
    table = single.shares(view, Rule(level="all")).table
    assert table is not None
    working = table[table["name"] == "Working visit"]
    assert working["trips"].tolist() == [1, 0]
    assert set(working["colour"]) == {view.theme.muted}
    assert table["name"].iloc[-1] == "Working visit", "codes that are not known come last"
    # Anything but a summit is bilateral: four of the nine trips from Azerbaijan, as before.
    assert len(counts.trips(view, Rule(trips="bilateral"))) == 4 + 3


def test_another_level_counts_with_other_leaders(tmp_path: Path) -> None:
    data = small_data.edited(
        tmp_path,
        terms=like(kind="level", term="other")(term="envoy", label_en="Envoy"),
        visits=where(visit_id="2025-10-20-aze-kaz")(level="envoy"),
    )
    view = context(data, filters=EVER)
    assert everything(view)[0] == (9, 9)
    assert len(counts.per_year(view, Rule(), "outbound").rows[0][1]) == 8


def test_a_trip_to_a_country_that_is_no_partner_is_counted_and_drawn(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, visits=where(visit_id="2025-10-20-aze-kaz")(host_country="TUR"))
    view = context(data, filters=EVER)
    assert everything(view) == [(9, 9), (9, 9), (18, 18), (18, 18), (18, 18)]
    table = counts.per_year(view, Rule(), "outbound").table
    assert table is not None
    assert table[table["name"] == "Türkiye"]["trips"].sum() == 1
    kazakh = view.with_filters(Filters(("KAZ",), period=(2015, 2025)))
    assert everything(kazakh)[0] == (2, 2), "where a country is chosen, only trips to and from it are shown"


def test_a_country_more_is_a_partner_with_a_row_of_its_own(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, countries=where(iso3="GEO")(role="focus"))
    table = counts.matrix(context(data, filters=EVER), Rule()).table
    assert table is not None
    assert table["name"].nunique() == 6
    assert (table[table["name"] == "Georgia"]["trips"] == 0).all()


def entries(figure: go.Figure) -> list[str]:
    """What stands in a legend."""
    return sorted(mark["name"] for mark in figure.to_dict()["data"] if mark.get("showlegend", True))


def test_legends_show_what_occurs(small: Dataset) -> None:
    every = single.timeline(context(small, filters=EVER), Rule()).figure
    bilateral = single.timeline(context(small, filters=EVER), Rule(trips="bilateral")).figure
    assert every is not None
    assert bilateral is not None
    assert entries(every) == [
        "from Azerbaijan, bilateral visit",
        "from Azerbaijan, summit",
        "to Azerbaijan, bilateral visit",
        "to Azerbaijan, summit",
    ]
    assert entries(bilateral) == [
        "from Azerbaijan, bilateral visit",
        "to Azerbaijan, bilateral visit",
    ]
