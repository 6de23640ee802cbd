"""The calendar in words: what is next, the list, one entry, and the file for one's own calendar."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from caspian.cards import Rows
from caspian.cards.calendar.words import (
    kind_name,
    period_text,
    project_name,
    sector_name,
    table_names,
)
from caspian.cards.rows import first_url, records
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import DAY
from caspian.measures import calendar as measures
from caspian.measures.calendar import TARGETS, Wanted
from caspian.words import countries_text, iso

MOST_AHEAD = 14


@remembered_by("filters")
def shown(context: Context, wanted: Wanted) -> pd.DataFrame:
    """The entries on the page, oldest first."""
    return measures.chosen(context.dataset, context.filters, wanted)


@dataclass(frozen=True)
class Ahead:
    """A line of what is next."""

    entry: str
    when: str
    title: str
    kind: str
    mark: str
    """What it is as seen from the reference date: a plan, or already reported."""
    reported: bool
    url: str


@remembered_by("filters", "moment", "language")
def ahead(context: Context, wanted: Wanted) -> tuple[int, tuple[Ahead, ...]]:
    """What is next as seen from the reference date: how many lines, and the first of them."""
    language = context.language
    _ = language.gettext
    rows = measures.ahead(context.dataset, context.filters, wanted, context.moment)
    marks = {
        (False, False): _("plan"),
        (True, False): _("plan; its date has passed since the last check"),
        (False, True): _("reported since"),
    }
    first = tuple(
        Ahead(
            str(code),
            period_text(entry, language),
            context.text(entry, "title"),
            kind_name(context, str(entry["kind"])),
            marks[bool(entry["passed"]), bool(entry["reported"])],
            bool(entry["reported"]),
            first_url(entry["source_ids"], context.dataset),
        )
        for code, entry in zip(rows.index, records(rows.head(MOST_AHEAD)), strict=False)
    )
    return len(rows), first


@remembered_by("filters", "language")
def listed(context: Context, wanted: Wanted, year: int | None) -> pd.DataFrame:
    """The entries as a reader sees them, newest first, of one year or of all; the index is the entry."""
    _ = context.language.gettext
    rows = shown(context, wanted)
    if year is not None:
        rows = rows[(rows["first"].dt.year <= year) & (rows["last"].dt.year >= year)]
    rows = rows.iloc[::-1]
    return pd.DataFrame(
        {
            _("Date"): [
                iso(day, str(precision)) for day, precision in zip(rows["first"], rows["precision"], strict=True)
            ],
            _("What"): list(context.texts(rows, "title")),
            _("Kind"): [kind_name(context, kind) for kind in rows["kind"]],
            _("Project"): [project_name(context, project) for project in rows["project"]],
            _("Sector"): [sector_name(context, sector) for sector in rows["sector"]],
            _("Countries"): [countries_text(context, cell) for cell in rows["countries"]],
            _("Sources"): [len(cell) for cell in rows["source_ids"]],
        },
        index=rows.index,
    )


@remembered_by("filters")
def years(context: Context, wanted: Wanted) -> tuple[tuple[int, int], ...]:
    """Each year that has entries, newest first, and how many begin in it."""
    begun = shown(context, wanted)["first"].dt.year.value_counts()
    return tuple((int(year), int(begun[year])) for year in sorted(begun.index, reverse=True))


@dataclass(frozen=True, eq=False)
class Entry:
    """One entry of the calendar, as its card tells it."""

    title: str
    about: tuple[str, ...]
    project: str
    remark: str
    rows: Rows


@remembered_by("language")
def entry(context: Context, code: str) -> Entry:
    """The card of one entry."""
    language = context.language
    _ = language.gettext
    one = measures.entries(context.dataset).loc[[code]]
    found, rows = records(one)[0], measures.rows_behind(context.dataset, one)
    about = [
        period_text(found, language),
        kind_name(context, str(found["kind"])),
        sector_name(context, found["sector"]) if found["sector"] else "",
        countries_text(context, found["countries"]),
        _("known from a report of that day") if found["report"] else "",
    ]
    return Entry(
        context.text(found, "title"),
        tuple(part for part in about if part),
        str(found["project"]),
        str(rows[0][1]["note"].iloc[0]),
        rows,
    )


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar shows of one entry: all-day, from ``start`` to ``end``, both included."""

    uid: str
    start: date
    end: date
    title: str
    text: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    tentative: bool = False


def for_calendars(context: Context, wanted: Wanted) -> tuple[CalendarEntry, ...]:
    """The entries shown, for an iCalendar file; targets are tentative."""
    dataset, language = context.dataset, context.language
    _, tables = language.gettext, table_names(language)
    sources = dataset.sources.set_index("source_id")
    made = []
    entries = shown(context, wanted)
    for uid, found in zip(entries.index, records(entries), strict=True):
        kind, title = kind_name(context, str(found["kind"])), context.text(found, "title")
        cited = [
            f"{sources['publisher'][source]}: {sources['url'][source]}"
            for source in found["source_ids"]
            if source in sources.index
        ]
        about = [
            kind,
            project_name(context, found["project"]),
            _("Only the month or the year is known.") if found["precision"] != DAY else "",
            _("Known from a report of that day.") if found["report"] else "",
            *cited,
        ]
        made.append(
            CalendarEntry(
                uid=str(uid),
                start=found["first"].date(),
                end=found["last"].date(),
                title=f"{kind}: {title}" if found["table"] == TARGETS else title,
                text="\n".join(part for part in about if part),
                url=first_url(found["source_ids"], dataset),
                categories=(tables[str(found["table"])], sector_name(context, found["sector"])),
                tentative=bool(found["table"] == TARGETS),
            )
        )
    return tuple(made)
