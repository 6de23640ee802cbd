"""The calendar: entries of three tables and targets, what is next, and the page, on the small dataset."""

import calendar as standard_library
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pandas as pd
import pytest

from caspian import export
from caspian.cards.calendar import listing, pictures
from caspian.cards.calendar.words import kind_name
from caspian.charts import calendar as calendar_charts
from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures import calendar as measures
from caspian.measures.calendar import Wanted
from caspian.text import language
from tests.pages import charts, open_page, texts
from tests.small import edited, where
from tests.support import context

MOMENT = Moment(pd.Timestamp("2026-03-21"), pd.Timestamp("2026-11-24"))
YEARS = Filters(period=(2015, 2026))


pytestmark = pytest.mark.usefixtures("on_small")


def test_the_page_does_not_stand_in_for_the_standard_library() -> None:
    open_page("calendar")
    assert standard_library.isleap(2024)


def test_every_row_of_three_tables_is_an_entry(small: Dataset) -> None:
    # Targets without a completion: car plant, highway, railway, Kazakh fibre, satellite.
    counts = measures.entries(small)["table"].value_counts()
    assert counts.to_dict() == {"milestones": 40, "events": 18, "visits": 18, "targets": 5}
    assert measures.entries(small).index.is_unique


def test_a_target_of_a_cancelled_project_is_none(tmp_path: Path) -> None:
    data = edited(tmp_path, projects=where(project_id="tdt-sat-kup")(status="cancelled"))
    assert (measures.entries(data)["table"] == "targets").sum() == 4


def test_entries_of_october_2025(small: Dataset) -> None:
    rows = measures.chosen(small, YEARS, Wanted())
    counts = measures.per_month(rows, pd.Timestamp("2025-10-01"), pd.Timestamp("2025-10-31"))
    # Milestones of the 8th (satellite) and the 30th (Kulun); trips of the 6th (two) and the 20th.
    assert dict(zip(counts["table"], counts["entries"], strict=True)) == {"events": 0, "milestones": 2, "visits": 3}
    assert set(counts["month"]) == {pd.Timestamp("2025-10-01")}


def test_a_year_only_entry_belongs_to_no_month(small: Dataset) -> None:
    filters = Filters(sectors=("digital",), period=(2018, 2018))
    rows = measures.chosen(small, filters, Wanted())
    # The Kazakh fibre line's agreement of 2018 is the only digital entry of that year.
    happened = measures.happened(rows)
    assert list(happened["project"]) == ["trans-caspian-fibre-kaz"]
    assert list(happened["precision"]) == ["year"]
    assert measures.per_month(rows, filters.start, filters.end)["entries"].sum() == 0
    assert measures.year_only(rows) == 1
    density = pictures.density(context(small, filters=filters, moment=MOMENT), Wanted())
    assert density.figure is None
    assert density.takeaway == "Known to their year only, and in no month: 1."


@pytest.mark.parametrize("words", ["consultative tashkent seventh", "СЕДЬМАЯ консультативная", "yeddinci MƏŞVƏRƏT"])
def test_search_in_three_languages(small: Dataset, words: str) -> None:
    assert list(measures.chosen(small, YEARS, Wanted(words=words)).index) == ["EV-20251116-1"]


def test_a_projects_other_name_finds_its_entries(small: Dataset) -> None:
    # Another name of the car plant: three milestones and its target.
    rows = measures.chosen(small, YEARS, Wanted(words="автозавод АЗЕРМАШ"))
    assert list(rows["project"]) == ["hajigabul-car-plant"] * 4


def test_kinds_of_two_tables_are_told_apart(small: Dataset) -> None:
    events = measures.chosen(small, YEARS, Wanted(kinds=("events-summit",)))
    visits = measures.chosen(small, YEARS, Wanted(kinds=("visits-summit",)))
    assert set(events["table"]) == {"events"}
    assert set(visits["table"]) == {"visits"}
    # visits.csv: five trips out to a summit, five in.
    assert (len(events), len(visits)) == (4, 10)


def test_country_keeps_its_own_and_what_concerns_all(small: Dataset) -> None:
    rows = measures.chosen(small, Filters(countries=("TJK",), period=(2019, 2026)), Wanted())
    counts = rows["table"].value_counts()
    # Visits: one out, one in. Milestones: talco; highway and railway, which name none of the partners: three and four.
    assert (counts["visits"], counts["milestones"]) == (2, 8)


def test_an_event_of_several_days_lasts_to_its_end(small: Dataset) -> None:
    found = measures.entries(small).loc["EV-20240423-1"]
    assert (found["first"], found["last"]) == (pd.Timestamp("2024-04-23"), pd.Timestamp("2024-04-26"))


# What is next


def next_of(dataset: Dataset, reference: str) -> pd.DataFrame:
    moment = Moment(pd.Timestamp(reference), MOMENT.today)
    return measures.ahead(dataset, YEARS, Wanted(), moment)


@pytest.mark.parametrize(
    ("reference", "targets", "passed"),
    [
        # Five open targets: the car plant's (2025) is behind; the highway's (May 2026) has passed by 24 November.
        ("2026-03-21", 4, 1),
        ("2025-12-31", 5, 2),
        ("2026-07-01", 3, 0),
    ],
)
def test_targets_ahead(small: Dataset, reference: str, targets: int, passed: int) -> None:
    rows = next_of(small, reference)
    rows = rows[rows["table"] == "targets"]
    assert len(rows) == targets
    assert int(rows["passed"].sum()) == passed
    assert not rows["reported"].any()


def test_a_step_already_taken_is_no_plan(small: Dataset) -> None:
    rows = next_of(small, "2026-03-21")
    taken = rows[rows["table"] == "milestones"]
    assert list(taken.index) == ["titr-digital-platform.2026-04-24.1"]
    assert taken["reported"].all()


def test_next_is_marked_as_a_plan(small: Dataset) -> None:
    # Four targets, the platform's milestone of April 2026, the summit of May 2026.
    count, items = listing.ahead(context(small, filters=YEARS, moment=MOMENT), Wanted())
    assert count == 6
    marks = {item.entry: item.mark for item in items}
    assert marks["target.tdt-sat-kup"] == "plan"
    assert marks["target.horadiz-aghband-highway"] == "plan; its date has passed since the last check"
    assert marks["titr-digital-platform.2026-04-24.1"] == "reported since"


# Pictures


def test_entries_of_one_month_stand_on_top_of_each_other() -> None:
    rows = pd.DataFrame(
        {
            "table": "events",
            "sector": "energy",
            "sector_name": "Energy",
            "precision": ["day", "day", "day", "year"],
            "start": pd.to_datetime(["2024-05-02", "2024-05-20", "2024-06-01", "2024-01-01"]),
            "end": pd.to_datetime(["2024-05-02", "2024-05-20", "2024-06-01", "2024-12-31"]),
        }
    )
    placed, headings, _height = calendar_charts.stacked(rows)
    first, second, other_month, year = placed["y"]
    assert second == first - calendar_charts.STEP
    assert other_month == first
    assert year > first  # below the marks
    assert headings == {"Energy": 0}


def test_takeaways_name_count_period_and_comparison(small: Dataset) -> None:
    shown = context(small, filters=Filters(countries=("KAZ",), period=(2019, 2026)), moment=MOMENT)
    card = pictures.timeline(shown, Wanted(tables=("visits",)))
    # 2019, 2022, 2023, and two in October 2025
    assert card.takeaway == "5 entries in 2019–2026; visits: 5; most in one sector: politics (5)."
    density = pictures.density(shown, Wanted(tables=("visits",)))
    # Five in 87 months, January 2019 to March 2026.
    assert density.takeaway == "Busiest month: Oct 2025 (2 entries); average a month: 0.1 (Jan 2019 – Mar 2026)."


def test_words_pictures_and_rows_count_alike(shipped: Dataset) -> None:
    shown = context(shipped, filters=YEARS, moment=MOMENT)
    card, density = (make(shown, Wanted()) for make in (pictures.timeline, pictures.density))
    assert card.table is not None
    assert density.table is not None
    happened = measures.happened(measures.chosen(shipped, YEARS, Wanted()))
    assert card.takeaway.startswith(f"{len(happened):,} entries in 2015–2026; ")
    assert (card.table["table"] != "targets").sum() == len(happened)
    assert sum(len(rows) for _table, rows in density.rows) == density.table["entries"].sum() + measures.year_only(
        happened
    )
    assert len(listing.listed(shown, Wanted(), None)) == len(measures.chosen(shipped, YEARS, Wanted()))
    assert not card.numbers().empty
    assert not density.numbers().empty


# The page and its file


@pytest.mark.parametrize("lang", LANGUAGES)
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calendar_file_reads_back(small: Dataset, lang: str) -> None:
    filters = Filters(sectors=("culture", "digital"), period=(2024, 2024))
    wanted = Wanted(tables=("events", "targets"))
    made = listing.for_calendars(context(small, filters=filters, language=language(lang)), wanted)
    file = icalendar.Calendar.from_ical(export.ics(made, "Name"))
    events: dict[str, Any] = {str(event["uid"]): event for event in file.walk("VEVENT")}
    # Two culture events and no digital one in 2024; two digital targets (of 2026) stay beyond the period's end.
    assert len(events) == 4
    days = events["EV-20240423-1@trans-caspian-monitor"]
    assert days["dtstart"].dt == date(2024, 4, 23)
    assert days["dtend"].dt == date(2024, 4, 27)  # the day after the last
    assert str(days["status"]) == "CONFIRMED"
    plan = events["target.tdt-sat-kup@trans-caspian-monitor"]
    assert (plan["dtstart"].dt, plan["dtend"].dt) == (date(2026, 1, 1), date(2027, 1, 1))
    assert str(plan["status"]) == "TENTATIVE"
    assert str(plan["summary"]).startswith(kind_name(context(small, language=language(lang)), "targets"))
