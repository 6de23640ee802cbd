"""The calendar: entries of three tables and targets, what is next, and the page. Expected values: the CSV files."""

import calendar as standard_library
from datetime import date
from typing import Any

import icalendar
import pandas as pd
import pytest

from caspian import export
from caspian.cards import calendar as cards
from caspian.charts import calendar as calendar_charts
from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures import calendar as timeline
from caspian.measures.calendar import Wanted
from caspian.style import LIGHT
from caspian.text import NAMES, language
from tests.pages import charts, open_page, texts
from tests.support import context

MOMENT = Moment(pd.Timestamp("2026-03-21"), pd.Timestamp("2026-11-24"))
YEARS = Filters(period=(2015, 2026))


def test_the_page_does_not_stand_in_for_the_standard_library() -> None:
    open_page("calendar")
    assert standard_library.isleap(2024)


def test_every_row_of_three_tables_is_an_entry(dataset: Dataset) -> None:
    counts = timeline.entries(dataset)["table"].value_counts()
    assert counts["events"] == len(dataset.events)
    assert counts["milestones"] == len(dataset.milestones)
    assert counts["visits"] == len(dataset.visits)
    # 28 targets, one of a completed project.
    assert counts["targets"] == 27
    assert timeline.entries(dataset).index.is_unique


def test_entries_of_october_2025(dataset: Dataset) -> None:
    rows = timeline.chosen(dataset, YEARS, Wanted())
    counts = timeline.per_month(rows, pd.Timestamp("2025-10-01"), pd.Timestamp("2025-10-31"))
    assert list(counts.loc["2025-10"]) == [5, 24, 6]


def test_a_year_only_entry_belongs_to_no_month(dataset: Dataset) -> None:
    filters = Filters(sectors=("digital",), period=(2018, 2018))
    rows = timeline.chosen(dataset, filters, Wanted())
    # The Kazakh fibre line's agreement of 2018 is the only digital entry of that year.
    assert list(rows["project"]) == ["trans-caspian-fibre-kaz", *rows["project"].iloc[1:]]
    assert timeline.happened(rows)["precision"].tolist() == ["year"]
    assert timeline.per_month(rows, filters.start, filters.end).to_numpy().sum() == 0
    assert timeline.year_only(rows) == 1


@pytest.mark.parametrize("words", ["consultative tashkent seventh", "СЕДЬМАЯ консультативная", "yeddinci MƏŞVƏRƏT"])
def test_search_in_three_languages(dataset: Dataset, words: str) -> None:
    assert "EV-20251116-1" in timeline.chosen(dataset, YEARS, Wanted(words=words)).index


def test_kinds_of_two_tables_are_told_apart(dataset: Dataset) -> None:
    events = timeline.chosen(dataset, YEARS, Wanted(kinds=("events-summit",)))
    visits = timeline.chosen(dataset, YEARS, Wanted(kinds=("visits-summit",)))
    assert set(events["table"]) == {"events"}
    assert set(visits["table"]) == {"visits"}
    assert len(events) == 29


def test_country_keeps_its_own_and_what_concerns_all(dataset: Dataset) -> None:
    rows = timeline.chosen(dataset, Filters(countries=("TJK",), period=(2019, 2026)), Wanted(tables=("visits",)))
    assert len(rows) == 7


def test_an_event_of_several_days_lasts_to_its_end(dataset: Dataset) -> None:
    found = timeline.entries(dataset).loc["EV-20240423-1"]
    assert (found["first"], found["last"]) == (pd.Timestamp("2024-04-23"), pd.Timestamp("2024-04-26"))


# What is next


def next_of(dataset: Dataset, reference: str) -> pd.DataFrame:
    moment = Moment(pd.Timestamp(reference), MOMENT.today)
    return timeline.ahead(dataset, YEARS, Wanted(), moment)


@pytest.mark.parametrize(
    ("reference", "targets", "passed"),
    [
        # 27 open targets; three of 2025 are behind; five of March to June 2026 have passed by 24 November.
        ("2026-03-21", 24, 5),
        ("2025-12-31", 27, 8),
        # Ten are of 2026-12 or 2026 as a year, ten are later: 27 - 3 - 5 = 19.
        ("2026-07-01", 19, 0),
    ],
)
def test_targets_ahead(dataset: Dataset, reference: str, targets: int, passed: int) -> None:
    rows = next_of(dataset, reference)
    rows = rows[rows["table"] == "targets"]
    assert len(rows) == targets
    assert int(rows["passed"].sum()) == passed
    assert not rows["reported"].any()


def test_a_step_already_taken_is_no_plan(dataset: Dataset) -> None:
    rows = next_of(dataset, "2026-03-21")
    taken = rows[rows["table"] == "milestones"]
    # 2026-04-24 twice, May 2026, 2026-06-01
    assert len(taken) == 4
    assert taken["reported"].all()


def test_next_is_marked_as_a_plan(dataset: Dataset) -> None:
    count, items = cards.ahead(context(dataset, filters=YEARS, moment=MOMENT, language=language("en")), Wanted())
    assert count == 28
    marks = {item.entry: item.mark for item in items}
    assert marks["target.tdt-sat-kup"] == "plan"
    assert marks["target.issyk-kul-hotel"] == "plan; its date has passed since the last check"
    assert marks["trans-caspian-power-cable.2026-06-01.1"] == "reported since"


# Pictures


def test_entries_of_one_month_stand_on_top_of_each_other() -> None:
    rows = pd.DataFrame(
        {
            "table": "events",
            "sector": "energy",
            "precision": ["day", "day", "day", "year"],
            "first": pd.to_datetime(["2024-05-02", "2024-05-20", "2024-06-01", "2024-01-01"]),
            "last": pd.to_datetime(["2024-05-02", "2024-05-20", "2024-06-01", "2024-12-31"]),
        }
    )
    placed, headings, _height = calendar_charts.stacked(rows, ["politics", "energy"])
    first, second, other_month, year = placed["y"]
    assert second == first - calendar_charts.STEP
    assert other_month == first
    assert year > first  # below the marks
    assert headings == {"energy": 0}


def test_takeaways_name_count_period_and_comparison(dataset: Dataset) -> None:
    filters = Filters(countries=("TJK",), period=(2019, 2026))
    card = cards.timeline(
        context(dataset, filters=filters, moment=MOMENT, language=language("en"), theme=LIGHT),
        Wanted(tables=("visits",)),
    )
    assert card.takeaway == "7 entries in 2019–2026; visits: 7; most in one sector: politics (7)."
    density = cards.density(
        context(dataset, filters=filters, moment=MOMENT, language=language("en"), theme=LIGHT),
        Wanted(tables=("visits",)),
    )
    # Seven trips in 87 months, January 2019 to March 2026, no two in one month.
    assert density.takeaway == "Busiest month: Apr 2023 (1 entry); average a month: 0.1 (Jan 2019 – Mar 2026)."


# The page and its file


@pytest.mark.parametrize("lang", NAMES)
def test_the_page_in_each_language(lang: str) -> None:
    page = open_page("calendar", lang=lang, country="KGZ")
    assert len(charts(page)) == 2
    assert all(charts(page))


def test_an_entry_by_its_address() -> None:
    page = open_page("calendar", entry="EV-20251116-1", lang="en")
    assert "Seventh consultative meeting" in texts(page)


def test_a_filter_that_keeps_nothing_says_so() -> None:
    assert "No entry of the calendar fits the filter" in texts(open_page("calendar", q="zzzz"))


def test_nonsense_in_the_address_is_dropped() -> None:
    page = open_page("calendar", entry="x", year="17", kind=["events-summit", "nothing"], show="all")
    state = page.session_state
    assert (state["entry"], state["year"], state["kind"], state["show"]) == ("", None, ["events-summit"], [])


@pytest.mark.parametrize("lang", NAMES)
def test_the_calendar_file_reads_back(dataset: Dataset, lang: str) -> None:
    filters = Filters(sectors=("culture", "digital"), period=(2024, 2024))
    wanted = Wanted(tables=("events", "targets"))
    made = cards.for_calendars(context(dataset, filters=filters, language=language(lang)), wanted)
    file = icalendar.Calendar.from_ical(export.ics(made, "Name"))
    events: dict[str, Any] = {str(event["uid"]): event for event in file.walk("VEVENT")}
    # Eleven culture events and no digital one in 2024; two digital targets (of 2026) stay beyond the period's end.
    assert len(events) == len(timeline.chosen(dataset, filters, wanted))
    days = events["EV-20240423-1@trans-caspian-monitor"]
    assert days["dtstart"].dt == date(2024, 4, 23)
    assert days["dtend"].dt == date(2024, 4, 27)  # the day after the last
    assert str(days["status"]) == "CONFIRMED"
    plan = events["target.tdt-sat-kup@trans-caspian-monitor"]
    assert (plan["dtstart"].dt, plan["dtend"].dt) == (date(2026, 1, 1), date(2027, 1, 1))
    assert str(plan["status"]) == "TENTATIVE"
    assert str(plan["summary"]).startswith(cards.kind_name(context(dataset, language=language(lang)), "targets"))
