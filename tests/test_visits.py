"""Trips: counting rules, windows, and what the page says of them. Expected values are counted in visits.csv."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caspian import style, text
from caspian.cards.visits import counts as cards
from caspian.cards.visits import said as said_cards
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures import visits
from caspian.measures.visits import Rule
from tests.support import context

CLAIMED = pd.Timestamp("2022-11-16"), pd.Timestamp("2025-11-16")


@pytest.fixture(scope="module")
def log(dataset: Dataset) -> pd.DataFrame:
    return visits.log(dataset)


@pytest.mark.parametrize(
    ("rule", "outbound", "inbound"),
    [
        # Outbound in the window, by start date: 2022-12-14 TKM; 2023: 04-05 TJK, 04-10 KAZ, 09-14 TJK, 10-12 KGZ,
        # 11-02 KAZ, 11-08 UZB; 2024: 07-03 KAZ, 08-08 KAZ, 08-22 UZB, 11-05 KGZ; 2025: 08-22 TKM, 10-09 TJK,
        # 10-20 KAZ, 11-15 UZB. That is 15; the two of Turkmenbashi are not in a capital; four are not summits
        # (04-05, 04-10, 08-22 of 2024, 10-20).
        (Rule(), 15, 23),
        (Rule(trips="bilateral"), 4, 5),
        (Rule(cities="capital"), 13, 15),
        # Two trips of the chairman of Turkmenistan's Halk Maslahaty, 2025-07-16 and 2025-10-07.
        (Rule(level="all"), 15, 25),
    ],
)
def test_the_claims_window_under_each_counting_rule(log: pd.DataFrame, rule: Rule, outbound: int, inbound: int) -> None:
    trips = visits.within(visits.counted(log, rule), *CLAIMED)
    assert len(visits.going(trips, "outbound")) == outbound
    assert len(visits.going(trips, "inbound")) == inbound


def test_counting_from_january_2023_gives_the_stated_fourteen(log: pd.DataFrame) -> None:
    start = visits.first_full_year(CLAIMED[0])
    assert start == pd.Timestamp("2023-01-01")
    trips = visits.within(visits.going(visits.counted(log, Rule()), "outbound"), start, CLAIMED[1])
    assert len(trips) == 14  # the 15 above without 2022-12-14


def test_no_rule_gives_fourteen_in_the_window_itself(log: pd.DataFrame) -> None:
    counts = {len(visits.going(visits.within(visits.counted(log, rule), *CLAIMED), "outbound"))
              for rule in visits.every_rule()}  # fmt: skip
    assert counts == {15, 13, 4}


def test_a_trip_counts_in_the_year_of_its_start_and_for_its_partner(log: pd.DataFrame) -> None:
    counts = visits.per_year(
        visits.going(visits.counted(log, Rule()), "outbound"), "partner", ("KAZ", "UZB"), range(2022, 2026)
    )
    # KAZ: 2022-10-13; 2023-04-10, 11-02; 2024-07-03, 08-08; 2025-10-20. UZB: 2022 three; 2023, 2024, 2025 one each.
    assert counts["KAZ"].tolist() == [1, 2, 2, 1]
    assert counts["UZB"].tolist() == [3, 1, 1, 1]


def test_the_rolling_count_holds_the_last_36_months(log: pd.DataFrame) -> None:
    outbound = visits.going(visits.counted(log, Rule()), "outbound")
    series = visits.rolling(outbound, pd.Timestamp("2022-12-31"), pd.Timestamp("2025-12-31"))
    # To the end of 2022 all eight trips of the log: one of 2021 and seven of 2022.
    assert series.iloc[0] == 8
    # To the end of 2025 the trips of 2023 (6), 2024 (4) and 2025 (4).
    assert series.iloc[-1] == 14
    assert len(series) == 37


days = st.dates(min_value=pd.Timestamp("2019-06-01").date(), max_value=pd.Timestamp("2026-06-30").date())


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


def test_statements_of_one_country_are_for_that_country_only(dataset: Dataset) -> None:
    of_all = visits.statements(dataset, "outbound")
    assert set(of_all["country"].astype(str)) <= {"", "nan"}
    assert 14 in of_all["stated_value"].tolist()
    assert visits.statements(dataset, "outbound", ("KAZ",))["stated_value"].tolist() == [7]
    assert visits.statements(dataset, "outbound", ("KAZ", "UZB")).empty


def test_the_page_says_what_the_rows_say_to_both_claims(dataset: Dataset) -> None:
    outbound, inbound = said_cards.claim_readings(context(dataset, language=text.language("en")))
    assert outbound == (
        "14 trips from Azerbaijan: stated for 16 Nov 2022 – 16 Nov 2025. The rows hold 15, and no counting rule gives "
        "14 in that window; counting from 1 January 2023 does."
    )
    assert inbound == (
        "23 trips to Azerbaijan: stated for 16 Nov 2022 – 16 Nov 2025. The rows hold 23; rules that give the stated "
        "number: Heads of state, every trip, any city."
    )


Makes = Callable[[Dataset, Filters, text.Language], str]
LIGHT, RULE = style.LIGHT, Rule()
TAKEAWAYS: dict[str, Makes] = {
    "per year": lambda d, f, lang: (
        cards.per_year(context(d, filters=f, language=lang, theme=LIGHT), RULE, "inbound").takeaway
    ),
    "both ways": lambda d, f, lang: cards.both_ways(context(d, filters=f, language=lang, theme=LIGHT)).takeaway,
    "rolling": lambda d, f, lang: said_cards.rolling(context(d, filters=f, language=lang, theme=LIGHT), RULE).takeaway,
    "matrix": lambda d, f, lang: cards.matrix(context(d, filters=f, language=lang, theme=LIGHT), RULE).takeaway,
    "timeline": lambda d, f, lang: cards.timeline(context(d, filters=f, language=lang, theme=LIGHT), RULE).takeaway,
    "shares": lambda d, f, lang: cards.shares(context(d, filters=f, language=lang, theme=LIGHT), RULE).takeaway,
}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("takeaway", TAKEAWAYS.values(), ids=TAKEAWAYS.keys())
def test_a_takeaway_names_figure_unit_and_period_and_follows_the_filter(
    dataset: Dataset, takeaway: Makes, code: str
) -> None:
    language = text.language(code)
    whole = takeaway(dataset, Filters(period=(2019, 2026)), language)
    narrowed = takeaway(dataset, Filters(countries=("TJK",), period=(2019, 2026)), language)
    unit = {"en": ("trip", "summits"), "ru": ("поезд",), "az": ("səfər",)}[code]
    assert any(word in whole.lower() for word in unit), "the unit"
    assert "202" in whole, "the period"
    assert any(mark.isdigit() for mark in whole.replace("202", "")), "the figure"
    assert whole != narrowed


def test_a_takeaway_counts_what_it_says(dataset: Dataset) -> None:
    english = text.language("en")
    card = cards.per_year(
        context(dataset, filters=Filters(period=(2019, 2026)), language=english, theme=style.LIGHT), Rule(), "inbound"
    )
    # 2025, heads of state: UZB 07-02, KGZ 07-03, TJK 07-04, and KAZ, KGZ, UZB on 10-06: six; 2024 had ten.
    assert card.takeaway == "6 trips to Azerbaijan in 2025, −4 on 2024; most in 2020–2025: Kyrgyzstan (7 of 26)."


def test_a_period_that_was_not_searched_says_so_instead_of_zero(dataset: Dataset) -> None:
    card = cards.per_year(
        context(dataset, filters=Filters(period=(2016, 2018)), language=text.language("en"), theme=style.LIGHT),
        Rule(),
        "outbound",
    )
    assert card.figure is None
    assert card.takeaway == "The trips were searched for 2020–2025 only; the chosen period lies outside."
