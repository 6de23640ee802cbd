"""What the calendar says: every entry on one axis, how many a month, what is next, the list, and one entry."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.rows import Row, first_url, records
from caspian.cards.words import countries_text, iso, when
from caspian.charts import calendar as charts
from caspian.charts import lines, plain
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.export import CalendarEntry
from caspian.filters import sector_ids
from caspian.measures import calendar as measures
from caspian.measures.calendar import KIND_TERMS, TABLES, TARGETS, Wanted
from caspian.text import Language

YEARS_AHEAD = 2
"""How far beyond the period the axis shows targets; the list under "Next" has them all."""

MOST_AHEAD = 14


def table_names(language: Language) -> dict[str, str]:
    """What to call the tables of the calendar."""
    _ = language.gettext
    return {"events": _("Events"), "milestones": _("Milestones"), "visits": _("Visits"), TARGETS: _("Targets")}


def kind_codes(dataset: Dataset) -> tuple[str, ...]:
    """The kinds that occur, as ``events-summit``, by table."""
    held = set(measures.entries(dataset)["kind"]) - {TARGETS}
    return tuple(sorted(held, key=lambda kind: (TABLES.index(kind.split("-")[0]), kind)))


def kind_name(context: Context, kind: str) -> str:
    """A kind in words; a target is a plan."""
    if kind == TARGETS:
        return context.language.gettext("Target (plan)")
    table, _mark, term = kind.partition("-")
    return context.label(KIND_TERMS[table], term)


def kind_names(context: Context) -> dict[str, str]:
    """The kinds in words, each with its table: two tables have a kind “summit”."""
    tables = table_names(context.language)
    return {
        kind: f"{tables[kind.split('-')[0]]}: {context.language.lower(kind_name(context, kind))}"
        for kind in kind_codes(context.dataset)
    }


@remembered_by("filters")
def shown(context: Context, wanted: Wanted) -> pd.DataFrame:
    """The entries on the page, oldest first."""
    return measures.chosen(context.dataset, context.filters, wanted)


def entry_count(count: int, language: Language) -> str:
    return language.ngettext("{n} entry", "{n} entries", count).format(n=language.number(count))


def period_text(entry: Row, language: Language) -> str:
    """When an entry is: a day, some days, a month, or a year."""
    if entry["precision"] != "day" or entry["first"] == entry["last"]:
        return when(entry["first"], str(entry["precision"]), language)
    return language.period(entry["first"], entry["last"])


def _nothing(context: Context) -> str:
    return context.language.gettext("No entry of the calendar fits the filter in {period}.").format(
        period=context.language.years(*context.filters.period)
    )


def _conditions(context: Context, wanted: Wanted) -> str:
    """The page's own choices in words."""
    _ = context.language.gettext
    tables, kinds = table_names(context.language), kind_names(context)
    parts = [", ".join(tables[table] for table in wanted.tables), ", ".join(kinds[kind] for kind in wanted.kinds)]
    if wanted.words:
        parts.append(_("Search: {words}").format(words=wanted.words))
    return " · ".join(filter(None, parts))


@remembered_by("filters", "moment", "language", "theme")
def timeline(context: Context, wanted: Wanted) -> Card:
    """Events, milestones, visits and targets on one axis, by sector."""
    filters, moment, language = context.filters, context.moment, context.language
    _ = language.gettext
    rows = shown(context, wanted)
    title = _("Events, milestones and visits by sector, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("calendar-timeline", title, _nothing(context), None, ())
    limit = pd.Timestamp(max(filters.end, moment.reference).year + YEARS_AHEAD, 12, 31)
    drawn = rows[rows["first"] <= limit]
    drawn = drawn.assign(card=[_hover(context, entry) for entry in records(drawn)])
    end = max(filters.end, moment.reference, drawn["last"].max())
    sectors = {sector: context.name("sectors", sector) for sector in sector_ids(context.dataset)}
    figure = charts.timeline(
        drawn,
        sectors,
        (filters.start, min(end, limit) + pd.Timedelta(days=10)),
        moment.reference,
        language.short_day(moment.reference),
        context.theme,
    )
    names = table_names(language)
    signs = " ".join(
        f"{charts.SIGNS[table]}\u00a0{language.lower(names[table])}"
        for table in charts.SIGNS
        if (drawn["table"] == table).any()
    )
    how = _(
        "Hollow: known only from a report of that day, or a plan. Bar: only the month or the year is known. Visits "
        "stand with politics. Marks of one month stand on top of each other."
    )
    return Card(
        "calendar-timeline",
        title,
        _timeline_takeaway(context, rows),
        figure,
        measures.rows_behind(context.dataset, rows),
        f"{signs}. {how}",
        _conditions(context, wanted),
    )


def _timeline_takeaway(context: Context, rows: pd.DataFrame) -> str:
    language = context.language
    _ = language.gettext
    happened = measures.happened(rows)
    years = language.years(*context.filters.period)
    if happened.empty:
        return _("Targets only: {n}; nothing else in {period} fits the filter.").format(
            n=language.number(len(rows)), period=years
        )
    names = table_names(language)
    counts = happened["table"].value_counts().reindex(list(TABLES), fill_value=0)
    told = ", ".join(
        f"{language.lower(names[table])}: {language.number(n)}" for table, n in zip(TABLES, counts, strict=True) if n
    )
    sectors = happened["sector"].value_counts()
    return _("{entries} in {period}; {told}; most in one sector: {sector} ({count}).").format(
        entries=entry_count(len(happened), language),
        period=years,
        told=told,
        sector=language.lower(context.name("sectors", str(sectors.index[0]))),
        count=language.number(int(sectors.iloc[0])),
    )


def _hover(context: Context, entry: Row) -> str:
    language = context.language
    _ = language.gettext
    kind = kind_name(context, str(entry["kind"]))
    project = context.name("projects", str(entry["project"])) if entry["project"] else ""
    title = str(entry[f"title_{language.code}"])
    return lines(
        [
            f"<b>{plain(title)}</b>",
            plain(f"{kind}, {period_text(entry, language)}"),
            plain(_("known from a report of that day")) if entry["report"] else "",
            plain(project) if project != title else "",
        ]
    )


@remembered_by("filters", "moment", "language", "theme")
def density(context: Context, wanted: Wanted) -> Card:
    """How many entries begin in each month."""
    filters, language = context.filters, context.language
    _ = language.gettext
    rows = measures.happened(shown(context, wanted))
    title = _("Entries a month, number, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("calendar-density", title, _nothing(context), None, ())
    counts = measures.per_month(rows, filters.start, filters.end)
    totals = counts.sum(axis=1)
    months = pd.PeriodIndex(counts.index).to_timestamp()
    busiest = months[int(totals.argmax())]
    searched = months[months <= context.moment.reference]
    takeaway = _("Busiest month: {month} ({most}); average a month: {average} ({first} – {last}).").format(
        month=language.month(busiest),
        most=entry_count(int(totals.max()), language),
        average=language.number(float(totals.head(len(searched)).mean()) if len(searched) else 0, 1),
        first=language.month(months[0]),
        last=language.month(searched[-1] if len(searched) else months[-1]),
    )
    names = table_names(language)
    cards = [
        lines(
            [
                f"<b>{plain(language.month(month))}</b>",
                *(f"{plain(names[table])}: {n}" for table, n in zip(TABLES, row, strict=True) if n),
            ]
        )
        for month, row in zip(months, counts.to_numpy(), strict=True)
    ]
    figure = charts.density(counts, names, cards, context.moment.reference, _("not yet covered"), context.theme)
    reach = ", ".join(
        f"{language.lower(names[table])}: {language.short_day(context.dataset.covered_to(table))}"
        for table in TABLES
        if counts[table].any()
    )
    note = _("Searched up to: {tables}. Known to their year only, and in no month: {n}.").format(
        tables=reach, n=language.number(measures.year_only(rows))
    )
    return Card(
        "calendar-density",
        title,
        takeaway,
        figure,
        measures.rows_behind(context.dataset, rows),
        note,
        _conditions(context, wanted),
    )


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
            str(entry[f"title_{language.code}"]),
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
    _, code = context.language.gettext, context.language.code
    rows = shown(context, wanted)
    if year is not None:
        rows = rows[(rows["first"].dt.year <= year) & (rows["last"].dt.year >= year)]
    rows = rows.iloc[::-1]
    return pd.DataFrame(
        {
            _("Date"): [
                iso(day, str(precision)) for day, precision in zip(rows["first"], rows["precision"], strict=True)
            ],
            _("What"): list(rows[f"title_{code}"]),
            _("Kind"): [kind_name(context, kind) for kind in rows["kind"]],
            _("Project"): [
                context.dataset.name("projects", project, code) if project else "" for project in rows["project"]
            ],
            _("Sector"): [context.dataset.name("sectors", sector, code) for sector in rows["sector"]],
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
        context.name("sectors", str(found["sector"])),
        countries_text(context, found["countries"]),
        _("known from a report of that day") if found["report"] else "",
    ]
    return Entry(
        str(found[f"title_{language.code}"]),
        tuple(part for part in about if part),
        str(found["project"]),
        str(rows[0][1]["note"].iloc[0]),
        rows,
    )


def for_calendars(context: Context, wanted: Wanted) -> tuple[CalendarEntry, ...]:
    """The entries shown, for an iCalendar file; targets are tentative."""
    dataset, language = context.dataset, context.language
    _, code = language.gettext, language.code
    sources = dataset.sources.set_index("source_id")
    made = []
    entries = shown(context, wanted)
    for uid, found in zip(entries.index, records(entries), strict=True):
        kind = kind_name(context, str(found["kind"]))
        project = dataset.name("projects", str(found["project"]), code) if found["project"] else ""
        cited = [
            f"{sources['publisher'][source]}: {sources['url'][source]}"
            for source in found["source_ids"]
            if source in sources.index
        ]
        about = [
            kind,
            project,
            _("Only the month or the year is known.") if found["precision"] != "day" else "",
            _("Known from a report of that day.") if found["report"] else "",
            *cited,
        ]
        title = str(found[f"title_{code}"])
        made.append(
            CalendarEntry(
                uid=str(uid),
                start=found["first"].date(),
                end=found["last"].date(),
                title=f"{kind}: {title}" if found["table"] == TARGETS else title,
                text="\n".join(part for part in about if part),
                url=first_url(found["source_ids"], dataset),
                categories=(table_names(language)[str(found["table"])], dataset.name("sectors", found["sector"], code)),
                tentative=bool(found["table"] == TARGETS),
            )
        )
    return tuple(made)
