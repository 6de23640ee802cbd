"""The timeline of the projects page: from start to target or completion, with dated steps."""

from dataclasses import replace

import pandas as pd

from caspian.cards import Card
from caspian.cards.projects import bars
from caspian.cards.projects.status import none_fits, project_count
from caspian.cards.projects.tracker import choice_text, shown
from caspian.cards.rows import records
from caspian.charts.lanes import Axis
from caspian.charts.projects import timeline as charts
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import MILESTONE_KIND, ordered
from caspian.filters import Filters, sector_ids
from caspian.measures import projects as measures
from caspian.measures.projects import Choice
from caspian.measures.signals import open_targets
from caspian.words import when

YEARS_AHEAD = 4
"""How many years beyond the period the axis reaches for targets; what lies further is written at its edge."""


@remembered_by("filters", "moment", "language", "theme")
def timeline(context: Context, choice: Choice) -> Card:
    """All projects shown, by sector, those that began first on top."""
    _ = context.language.gettext
    rows = shown(context, choice)
    title = _("Projects from start to target or completion, active in {period}").format(
        period=context.language.years(*context.filters.period)
    )
    if rows.empty:
        return Card("projects-timeline", title, none_fits(context), None, ())
    drawn = _card(context, "projects-timeline", title, rows)
    return replace(drawn, conditions=choice_text(context, choice))


@remembered_by("moment", "language", "theme")
def of_one(context: Context, project: str) -> Card:
    """One project's own line, from its first step on; the filters do not bear on it."""
    dataset = context.dataset
    _ = context.language.gettext
    rows = dataset.projects[dataset.projects["project_id"] == project]
    first = measures.spans(dataset, rows)["begin"].min()
    steps = measures.milestones_of(dataset, rows)["date"]
    since = min(first.year, steps.min().year) if len(steps) else first.year
    filters = Filters(period=(since, max(context.moment.reference.year, since)))
    title = _("{name}: start, steps, target or completion").format(name=context.name("projects", project))
    drawn = _card(context.with_filters(filters), "project-timeline", title, rows)
    return replace(drawn, takeaway=_of_one_takeaway(context, rows))


@remembered_by("filters", "moment", "language", "theme")
def nearest(context: Context, height: int) -> Card:
    """The projects named in the review whose targets come next: as many as fit into a height in pixels."""
    language = context.language
    _ = language.gettext
    rows = shown(context, Choice(reviewed=True))
    title = _("Projects of the review with the nearest targets, active in {period}").format(
        period=language.years(*context.filters.period)
    )
    ahead = rows[open_targets(rows) & (rows["target_date"] >= context.moment.reference)]
    ahead, count = ahead.sort_values("target_date", kind="stable"), len(ahead)
    while len(ahead) and charts.height(ahead["sector"].nunique(), len(ahead)) > height:
        ahead = ahead.iloc[:-1]
    if ahead.empty:
        return Card("projects-nearest", title, none_fits(context), None, ())
    drawn = _card(context, "projects-nearest", title, ahead)
    first = ahead.iloc[0]
    takeaway = _("Nearest target: {name} ({date}); targets ahead: {all}, drawn: {drawn}.").format(
        name=context.text(first, "name"),
        date=when(first["target_date"], str(first["target_precision"]), language),
        all=language.number(count),
        drawn=language.number(len(ahead)),
    )
    return replace(drawn, takeaway=takeaway)


def _of_one_takeaway(context: Context, rows: pd.DataFrame) -> str:
    """From when to when, and how many steps are on record."""
    language = context.language
    _ = language.gettext
    steps = measures.milestones_of(context.dataset, rows)
    begun, end = bars.ends(records(rows)[0], records(measures.spans(context.dataset, rows))[0], language)
    counted = language.ngettext("{n} milestone", "{n} milestones", len(steps)).format(n=language.number(len(steps)))
    sentence = f"{begun[0].upper()}{begun[1:]}; {end}; {counted}"
    if steps.empty:
        return sentence + "."
    newest = when(steps["date"].iloc[0], str(steps["precision"].iloc[0]), language)
    return sentence + ", " + _("the newest: {date}").format(date=newest)


def _card(context: Context, name: str, title: str, rows: pd.DataFrame) -> Card:
    """The picture of some projects, drawn by sector, those that began first on top."""
    spans = measures.spans(context.dataset, rows)
    axis, sectors = _axis(context, spans), sector_ids(context.dataset)
    places = pd.DataFrame({"sector": rows["sector"].astype(str).map(sectors.index), "begin": spans["begin"]})
    drawn = places.sort_values(["sector", "begin"], kind="stable").index
    table = bars.table(context, rows.loc[drawn], spans.loc[drawn], axis)
    milestones = measures.milestones_of(context.dataset, rows)
    return Card(
        name,
        title,
        _takeaway(context, rows, spans),
        charts.timeline(table, axis, context.theme),
        (("projects", rows), ("milestones", milestones)),
        _note(context, table),
        table=table,
        columns=bars.columns(context),
        encoding=bars.encoding(table, axis),
    )


def _axis(context: Context, spans: pd.DataFrame) -> Axis:
    """From the period's start to its end, and on to the targets where they are not too far."""
    reference = context.moment.reference
    end = max(context.filters.end, reference)
    limit = pd.Timestamp(end.year + YEARS_AHEAD, 12, 31)
    last = min(max([end, *spans["end"].dropna()]), limit) + pd.Timedelta(days=20)
    return Axis(context.filters.start, last, reference, context.language.short_day(reference))


def _takeaway(context: Context, rows: pd.DataFrame, spans: pd.DataFrame) -> str:
    language, reference = context.language, context.moment.reference
    _ = language.gettext
    both = int((spans["begin_known"] & (spans["end_kind"] != "open")).sum())
    ahead = spans.loc[open_targets(rows) & (spans["end"] >= reference), "end"].sort_values(kind="stable")
    sentence = _("{projects}; both start and end known: {both}; targets from {date} on: {ahead}").format(
        projects=project_count(rows, language),
        both=language.number(both),
        date=language.short_day(reference),
        ahead=language.number(len(ahead)),
    )
    if ahead.empty:
        return sentence + "."
    row = rows.loc[ahead.index[0]]
    nearest = _("nearest: {name} ({date})").format(
        name=context.text(row, "name"), date=when(row["target_date"], str(row["target_precision"]), language)
    )
    return f"{sentence}; {nearest}."


def _note(context: Context, table: pd.DataFrame) -> str:
    """How to read the picture: its marks, and how what is not known is drawn."""
    _ = context.language.gettext
    steps = table[table["piece"] == "milestone"]
    kinds = [kind for kind in ordered(MILESTONE_KIND, steps["kind"]) if kind in set(steps["kind"])]
    signs = " ".join(
        f"{bars.symbol_of(kind)[1]}\u00a0{context.language.lower(context.label('milestone_kind', kind))}"
        for kind in kinds
    )
    how = _(
        "Hollow mark: known only from a report of that day. Line under a mark, or hatching: only the month or the "
        "year is known. Outlined bar: up to the target. ◁ ▷: start or end not known. Red line: past the target."
    )
    return f"{signs}. {how}" if signs else how
