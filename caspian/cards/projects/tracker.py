"""What the projects page says of a list of projects: signals, board, table, matrix, how well it is sourced."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.projects.status import none_fits, project_count, status_text
from caspian.cards.rows import Row, lined
from caspian.charts.projects import status as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import CANCELLED, COMPLETED, DELAY
from caspian.filters import focus_countries, sector_ids
from caspian.measures import projects as measures
from caspian.measures import signals as signal_measures
from caspian.measures.projects import NO_COUNTRY, Choice
from caspian.tables import heading_of
from caspian.text import Language, plain_markdown
from caspian.words import countries_text, when


@remembered_by("filters", "moment")
def shown(context: Context, choice: Choice) -> pd.DataFrame:
    """The projects on the page, those with the newest step first."""
    return measures.chosen(context.dataset, context.filters, choice, context.moment)


@remembered_by("filters", "moment")
def rows_shown(context: Context, choice: Choice) -> Rows:
    """The projects on the page and their milestones, as rows to be taken away."""
    projects = shown(context, choice)
    return ("projects", projects), ("milestones", measures.milestones_of(context.dataset, projects))


@remembered
def kinds(dataset: Dataset) -> tuple[str, ...]:
    """The kinds of project that occur, by code."""
    return tuple(sorted(set(dataset.projects["kind"].astype(str))))


@remembered_by("moment")
def found_signals(context: Context) -> pd.DataFrame:
    """The signals of all projects, by line of the file."""
    return signal_measures.signals(context.dataset, context.dataset.projects, context.moment)


def signal_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "overdue": _("Overdue"),
        "passed": _("Passed since the last check"),
        "delayed": _("Delays recorded"),
        "silent": _("Silent for 12 months"),
        "silent24": _("Silent for 24 months"),
        "progress": _("Progress stated"),
        "cost": _("Cost stated"),
    }


def badges(context: Context, line: int) -> tuple[str, ...]:
    """The codes of the warning signals that a project has; silence once."""
    found = found_signals(context).loc[line].to_dict()
    codes = [code for code in ("overdue", "passed") if found[code]]
    if found["delays"]:
        codes.append("delayed")
    if found["silent"]:
        codes.append("silent24" if found["silent"] > 12 else "silent")
    return tuple(codes)


@dataclass(frozen=True)
class SignalBox:
    """One signal: how many projects have it, how it is told, and the first of them."""

    code: str
    name: str
    count: int
    rule: str
    lines: tuple[tuple[str, str], ...]
    """Projects with what is said of each: identifier, text."""


HALVES = ("silent24",)
"""Signals that are told within another one."""

MOST_LINES = {"cost": 0}
"""How many projects are named, where it is not :data:`MANY_LINES`: a cost's note needs the table."""

MANY_LINES = 4


@remembered_by("filters", "moment", "language")
def signal_boxes(context: Context, choice: Choice) -> tuple[SignalBox, ...]:
    """The signals of the projects that the page's choice keeps, whichever signal is chosen."""
    names = signal_names(context.language)
    everything = Choice(choice.statuses, choice.kinds, choice.reviewed, choice.words)
    rows = shown(context, everything)
    found = found_signals(context).loc[rows.index]
    rules = _rules(context, rows, found)
    boxes = []
    for code in signal_measures.SIGNALS:
        having = rows[signal_measures.having(rows, found, code)]
        boxes.append(SignalBox(code, names[code], len(having), rules[code], _lines(context, code, having, found)))
    return tuple(boxes)


def _rules(context: Context, rows: pd.DataFrame, found: pd.DataFrame) -> dict[str, str]:
    language = context.language
    _ = language.gettext
    day = language.day(context.moment.reference)
    silent = rows[found["silent"] > 0]
    longer = int((found["silent"] > 12).sum())
    unfinished = int((~silent["status"].isin([COMPLETED, CANCELLED])).sum())
    finished = ", ".join(language.lower(context.label("project_status", status)) for status in signal_measures.FINISHED)
    return {
        "overdue": _(
            "Target date before the reference date ({date}), no completion date, status none of: {statuses}."
        ).format(date=day, statuses=finished),
        "passed": _(
            "Target date between the reference date ({date}) and today ({today}): neither met nor missed, "
            "to be checked."
        ).format(date=day, today=language.day(context.moment.today)),
        "delayed": _("A milestone of the kind “{kind}” is dated up to the reference date ({date}).").format(
            kind=language.lower(context.label("milestone_kind", DELAY)), date=day
        ),
        "silent": _(
            "The newest source is older than 12 months before the reference date ({date}); "
            "older than 24 months: {longer}; not completed: {unfinished}."
        ).format(date=day, longer=language.number(longer), unfinished=language.number(unfinished)),
        "silent24": "",
        "progress": _("Share done as somebody stated it, with the date of the statement."),
        "cost": _("As stated, with what the sum covers. Costs are of different kinds and are never added up."),
    }


def _lines(context: Context, code: str, rows: pd.DataFrame, found: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """What is said of the first projects of a signal: its own date or figure. Longest waiting first."""
    order = {
        "overdue": rows["target_date"],
        "passed": rows["target_date"],
        "silent": found["newest_source"].reindex(rows.index),
        "progress": -rows["progress_pct"],
    }.get(code)
    if order is not None:
        rows = rows.loc[order.sort_values(kind="stable").index]
    lines = []
    for line, row in lined(rows.head(MOST_LINES.get(code, MANY_LINES))):
        lines.append((str(row["project_id"]), _said(context, code, line, row, found)))
    return tuple(lines)


def _said(context: Context, code: str, line: int, row: Row, found: pd.DataFrame) -> str:
    language = context.language
    if code in ("overdue", "passed"):
        _ = language.gettext
        status = language.lower(context.label("project_status", str(row["status"])))
        target = when(row["target_date"], str(row["target_precision"]), language)
        return _("target: {date}; {status}").format(date=target, status=status)
    if code == "delayed":
        delays = int(found["delays"].to_dict()[line])
        return language.ngettext("{n} delay", "{n} delays", delays).format(n=language.number(delays))
    if code == "silent":
        return language.short_day(found["newest_source"].loc[line])
    if code == "progress":
        return progress_text(row, language)
    return cost_text(context, row)


def progress_text(row: Row, language: Language) -> str:
    """``70 % (10 Oct 2025)``; nothing where none is stated."""
    if pd.isna(row["progress_pct"]):
        return ""
    stated = language.percent(row["progress_pct"] / 100)
    if pd.isna(row["progress_as_of"]):
        return stated
    return f"{stated} ({language.short_day(row['progress_as_of'])})"


def cost_text(context: Context, row: Row) -> str:
    """A stated cost with its note, which says what it covers; nothing where none is stated."""
    language, note = context.language, context.text(row, "cost_note")
    if pd.isna(row["cost_usd_m"]):
        return note
    _ = language.gettext
    decimals = 0 if float(row["cost_usd_m"]).is_integer() else 1
    amount = _("USD {amount} million").format(amount=language.number(row["cost_usd_m"], decimals))
    return f"{amount}: {note}" if note else amount


def choice_text(context: Context, choice: Choice) -> str:
    """The page's own filters in words; nothing where none is set."""
    language = context.language
    _ = language.gettext
    said = [
        f"{heading_of(context, 'projects', column)}: {', '.join(context.label(kind, term) for term in codes)}"
        for column, kind, codes in (
            ("status", "project_status", choice.statuses),
            ("kind", "project_kind", choice.kinds),
        )
        if codes
    ]
    if choice.reviewed:
        said.append(_("Named in the review"))
    if choice.words:
        said.append(_("Search: {words}").format(words=choice.words))
    if choice.signal:
        said.append(_("Signal: {name}").format(name=signal_names(language)[choice.signal]))
    return " · ".join(said)


@remembered_by("filters", "moment", "language")
def found_text(context: Context, choice: Choice) -> str:
    """How many projects are shown, of which status; or why there is none."""
    language = context.language
    _ = language.gettext
    rows = shown(context, choice)
    if rows.empty:
        return none_fits(context)
    counts = measures.status_counts(rows)
    return _("{projects} active in {period}; {statuses}.").format(
        projects=project_count(rows, language),
        period=language.years(*context.filters.period),
        statuses=status_text(context, counts),
    )


@dataclass(frozen=True)
class Column:
    """A column of the board: a status and its projects (identifier, label in Markdown)."""

    status: str
    name: str
    items: tuple[tuple[str, str], ...]


@remembered_by("filters", "moment", "language")
def board(context: Context, choice: Choice) -> tuple[Column, ...]:
    """The projects by status, in the order of the ladder; statuses that no project has are left out."""
    rows = shown(context, choice)
    columns = []
    for status in measures.status_counts(rows).index:
        own = lined(rows[rows["status"] == status])
        items = tuple((str(row["project_id"]), _board_label(context, line, row)) for line, row in own)
        columns.append(Column(status, context.label("project_status", status), items))
    return tuple(columns)


def _board_label(context: Context, line: int, row: Row) -> str:
    language = context.language
    _ = language.gettext
    about = [context.name("sectors", str(row["sector"]))]
    focus = focus_countries(context.dataset)
    named = tuple(code for code in row["countries"] if code in focus)
    about.append(countries_text(context, named) if named else _("all partner states"))
    if pd.notna(row["completed_date"]):
        done = when(row["completed_date"], str(row["completed_precision"]), language)
        about.append(_("completed: {date}").format(date=done))
    elif pd.notna(row["target_date"]):
        target = when(row["target_date"], str(row["target_precision"]), language)
        about.append(_("target: {date}").format(date=target))
    if pd.notna(row["progress_pct"]):
        about.append(progress_text(row, language))
    names = signal_names(language)
    marks = " ".join(
        f":{'red' if code == 'overdue' else 'gray'}-badge[{plain_markdown(names[code])}]"
        for code in badges(context, line)
    )
    name = plain_markdown(context.text(row, "name"))
    title = f"*{name}*" if context.filters.countries and not named else f"**{name}**"
    return f"{title} :small[:gray[{plain_markdown(' · '.join(about))}]] {marks}".strip()


@remembered_by("filters", "moment", "language")
def quality_text(context: Context, choice: Choice) -> str:
    """How well the list is sourced."""
    language = context.language
    _ = language.gettext
    found = signal_measures.quality(context.dataset, shown(context, choice), context.moment.reference)
    if not found.total or found.median_months is None or found.oldest is None:
        return ""
    return _(
        "Two or more sources: {two} of {total} ({two_share}); an official one among them: {official} "
        "({official_share}). Age of the newest source at the reference date ({date}), median: {months} months; "
        "the oldest is of {oldest}."
    ).format(
        two=language.number(found.two_or_more),
        total=language.number(found.total),
        two_share=language.percent(found.two_or_more / found.total),
        official=language.number(found.official),
        official_share=language.percent(found.official / found.total),
        date=language.short_day(context.moment.reference),
        months=language.number(found.median_months, 1),
        oldest=language.short_day(found.oldest),
    )


@remembered_by("filters", "moment", "language", "theme")
def matrix(context: Context, choice: Choice) -> Card:
    """How many projects each country has in each sector."""
    filters, language = context.filters, context.language
    _ = language.gettext
    rows = shown(context, choice)
    years = language.years(*filters.period)
    title = _("Projects by country and sector, number, active in {period}").format(period=years)
    if rows.empty:
        return Card("projects-matrix", title, none_fits(context), None, ())
    countries = filters.countries or focus_countries(context.dataset)
    sectors = filters.sectors or sector_ids(context.dataset)
    counts = measures.by_country_and_sector(context.dataset, rows, countries, sectors)
    everywhere = _("All partner states")
    table = counts.assign(
        country_name=[
            everywhere if code == NO_COUNTRY else context.name("countries", code) for code in counts["country"]
        ],
        sector_name=[context.name("sectors", code) for code in counts["sector"]],
    )
    most = table.iloc[int(table["projects"].to_numpy().argmax())]
    takeaway = _("{projects} active in {period}; most in one cell: {country}, {sector} ({count}).").format(
        projects=project_count(rows, language),
        period=years,
        country=most["country_name"],
        sector=language.lower(most["sector_name"]),
        count=language.number(most["projects"]),
    )
    note = _(
        "A project of several countries counts in the row of each, so that rows do not add up to the total. "
        "“{all}”: projects that name no partner state and concern all of them."
    ).format(all=everywhere)
    return Card(
        "projects-matrix",
        title,
        takeaway,
        charts.matrix(table, context.theme),
        (("projects", rows),),
        note,
        choice_text(context, choice),
        table=table,
        columns={
            "country_name": heading_of(context, "projects", "countries"),
            "sector_name": heading_of(context, "projects", "sector"),
            "projects": _("Projects"),
        },
    )
