"""Pictures of the calendar: every entry on one axis, and how many there are in a month."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.calendar.listing import shown
from caspian.cards.calendar.words import (
    entry_count,
    kind_name,
    kind_names,
    period_text,
    project_name,
    sector_name,
    table_names,
)
from caspian.cards.rows import Row, records
from caspian.charts import calendar as charts
from caspian.charts import lines, plain
from caspian.charts.encoding import Encoding
from caspian.charts.lanes import Axis
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import POLITICS, YEAR
from caspian.filters import sector_ids
from caspian.measures import calendar as measures
from caspian.measures.calendar import TABLES, TARGETS, Wanted

YEARS_AHEAD = 2
"""How far beyond the period the axis shows targets; the list under "Next" has them all."""

MARK, YEAR_MARK = 8, 5
"""Sizes in pixels: of a mark, of one that only its year is known of."""


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
    filters, reference, language = context.filters, context.moment.reference, context.language
    _ = language.gettext
    rows = shown(context, wanted)
    title = _("Events, milestones and visits by sector, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("calendar-timeline", title, _nothing(context), None, ())
    limit = pd.Timestamp(max(filters.end, reference).year + YEARS_AHEAD, 12, 31)
    rows = rows[rows["first"] <= limit]
    takeaway, conditions = _timeline_takeaway(context, rows), _conditions(context, wanted)
    if rows.empty:
        return Card("calendar-timeline", title, takeaway, None, (), conditions=conditions)
    last = min(max(filters.end, reference, rows["last"].max()), limit) + pd.Timedelta(days=10)
    table = _timeline_table(context, rows)
    axis = Axis(filters.start, last, reference, language.short_day(reference))
    return Card(
        "calendar-timeline",
        title,
        takeaway,
        charts.timeline(table, axis, context.theme),
        measures.rows_behind(context.dataset, rows),
        _timeline_note(context, rows),
        conditions,
        table=table,
        columns={
            "when": _("Date"),
            "title": _("What"),
            "kind_name": _("Kind"),
            "project_name": _("Project"),
            "sector_name": _("Sector"),
        },
    )


def _timeline_table(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """A row for each entry, as :func:`charts.timeline` draws it, sector by sector."""
    lanes = (*sector_ids(context.dataset), measures.NO_SECTOR)
    rows = rows.loc[rows["sector"].map(lanes.index).sort_values(kind="stable").index]
    hollow = rows["report"] | (rows["table"] == TARGETS)
    table = pd.DataFrame(
        {
            "table": rows["table"],
            "sector": rows["sector"],
            "sector_name": [sector_name(context, sector) for sector in rows["sector"]],
            "title": context.texts(rows, "title"),
            "kind_name": [kind_name(context, kind) for kind in rows["kind"]],
            "project_name": [project_name(context, project) for project in rows["project"]],
            "when": [period_text(entry, context.language) for entry in records(rows)],
            "start": rows["first"],
            "end": rows["last"],
            "precision": rows["precision"],
            "report": rows["report"],
            "symbol": [charts.SYMBOLS[table][0] for table in rows["table"]],
            "size": [YEAR_MARK if precision == YEAR else MARK for precision in rows["precision"]],
            "colour": rows["sector"].map(context.theme.sectors),
            "look": ["outlined" if of else "solid" for of in hollow],
        }
    )
    return table.assign(card=[_hover(context, entry) for entry in records(table)])


def _timeline_note(context: Context, rows: pd.DataFrame) -> str:
    """How to read the picture."""
    language, tables = context.language, set(rows["table"])
    _ = language.gettext
    names = table_names(language)
    signs = " ".join(
        f"{sign}\u00a0{language.lower(names[table])}"
        for table, (_mark, sign) in charts.SYMBOLS.items()
        if table in tables
    )
    parts = [
        signs + ".",
        _("Hollow: known only from a report of that day, or a plan. Bar: only the month or the year is known."),
    ]
    if "visits" in tables and (sector := measures.visits_sector(context.dataset)):
        parts.append(_("Visits stand with {sector}.").format(sector=language.lower(sector_name(context, sector))))
    parts.append(_("Marks of one month stand on top of each other."))
    return " ".join(parts)


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
        sector=language.lower(sector_name(context, str(sectors.index[0]))),
        count=language.number(int(sectors.iloc[0])),
    )


def _hover(context: Context, entry: Row) -> str:
    """The card of a mark; ``entry`` is a row of the picture's table."""
    report = context.language.gettext("known from a report of that day") if entry["report"] else ""
    return lines(
        [
            f"<b>{plain(entry['title'])}</b>",
            plain(f"{entry['kind_name']}, {entry['when']}"),
            plain(report),
            plain(entry["project_name"]) if entry["project_name"] != entry["title"] else "",
        ]
    )


@remembered_by("filters", "moment", "language", "theme")
def density(context: Context, wanted: Wanted) -> Card:
    """How many entries begin in each month."""
    filters, language = context.filters, context.language
    _ = language.gettext
    rows = measures.happened(shown(context, wanted))
    rows = rows[rows["first"] >= filters.start]
    title = _("Entries a month, number, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("calendar-density", title, _nothing(context), None, ())
    of_no_month = _("Known to their year only, and in no month: {n}.").format(
        n=language.number(measures.year_only(rows))
    )
    table = _density_table(context, rows)
    if table.empty:
        return Card("calendar-density", title, of_no_month, None, ())
    totals = table.groupby("month")["entries"].sum()
    searched = totals[totals.index <= context.moment.reference]
    takeaway = _("Busiest month: {month} ({most}); average a month: {average} ({first} – {last}).").format(
        month=language.month(totals.index[int(totals.argmax())]),
        most=entry_count(int(totals.max()), language),
        average=language.number(float(searched.mean()) if len(searched) else 0, 1),
        first=language.month(totals.index[0]),
        last=language.month(searched.index[-1] if len(searched) else totals.index[-1]),
    )
    reach = ", ".join(
        f"{language.lower(name)}: {language.short_day(context.dataset.covered_to(of))}"
        for of, name in dict(zip(table["table"], table["table_name"], strict=True)).items()
    )
    return Card(
        "calendar-density",
        title,
        takeaway,
        charts.density(table, context.moment.reference, _("not yet covered"), context.theme),
        measures.rows_behind(context.dataset, rows),
        _("Searched up to: {tables}.").format(tables=reach) + " " + of_no_month,
        _conditions(context, wanted),
        table=table,
        columns={"month_name": _("Month"), "table_name": _("Table"), "entries": _("Entries")},
        encoding=Encoding(
            "stacked columns", "month_name", "table_name", "entries", unlabelled=tuple(table["table_name"].unique())
        ),
    )


def _density_table(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """A row for each month of the period and each table that has entries, as :func:`charts.density` draws it."""
    language, theme = context.language, context.theme
    counts = measures.per_month(rows, context.filters.start, context.filters.end)
    counts = counts[counts.groupby("table")["entries"].transform("sum") > 0]
    names = table_names(language)
    colours = {"milestones": theme.pale, "events": theme.accent, "visits": theme.sectors[POLITICS]}
    months = {month: language.month(month) for month in counts["month"].unique()}
    told = counts[counts["entries"] > 0]
    said = [f"{plain(names[table])}: {n}" for table, n in zip(told["table"], told["entries"], strict=True)]
    cards = pd.Series(said, index=told["month"], dtype=object).groupby(level=0).agg("<br>".join)
    return counts.assign(
        month_name=counts["month"].map(months),
        table_name=counts["table"].map(names),
        colour=counts["table"].map(colours),
        card=[lines([f"<b>{plain(months[month])}</b>", cards.get(month, "")]) for month in counts["month"]],
    )
