"""The timeline of the projects page: from start to target or completion, with dated steps."""

from dataclasses import replace

import pandas as pd

from caspian.cards import Card
from caspian.cards.projects.status import project_count
from caspian.cards.projects.tracker import choice_text, found_signals, progress_text, shown
from caspian.cards.rows import Row, records
from caspian.cards.words import when
from caspian.charts import lines, plain
from caspian.charts.projects import timeline as charts
from caspian.context import Context, remembered_by
from caspian.filters import Filters, focus_countries, sector_ids
from caspian.measures import projects as measures
from caspian.measures.projects import Choice
from caspian.measures.signals import first_day, last_day
from caspian.text import Language

YEARS_AHEAD = 4
"""How many years beyond the period the axis reaches for targets; what lies further is written at its edge."""


@remembered_by("filters", "moment", "language", "theme")
def timeline(context: Context, choice: Choice) -> Card:
    """All projects shown, by sector, those that began first on top."""
    _ = context.language.gettext
    rows = shown(context, choice)
    years = context.language.years(*context.filters.period)
    title = _("Projects from start to target or completion, active in {period}").format(period=years)
    if rows.empty:
        nothing = _("No project fits the filter in {period}.").format(period=years)
        return Card("projects-timeline", title, nothing, None, ())
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
    title = _("{name}: start, steps, target or completion").format(name=rows.iloc[0][f"name_{context.language.code}"])
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
    ahead = rows[(rows["target_date"] >= context.moment.reference) & rows["completed_date"].isna()]
    ahead, count = ahead.sort_values("target_date", kind="stable"), len(ahead)
    while len(ahead) and charts.height(ahead["sector"].nunique(), len(ahead)) > height:
        ahead = ahead.iloc[:-1]
    if ahead.empty:
        nothing = _("No project fits the filter in {period}.").format(period=language.years(*context.filters.period))
        return Card("projects-nearest", title, nothing, None, ())
    drawn = _card(context, "projects-nearest", title, ahead)
    first = ahead.iloc[0]
    takeaway = _("Nearest target: {name} ({date}); targets ahead: {all}, drawn: {drawn}.").format(
        name=first[f"name_{language.code}"],
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
    begun, end = _ends(records(rows)[0], records(measures.spans(context.dataset, rows))[0], language)
    counted = language.ngettext("{n} milestone", "{n} milestones", len(steps)).format(n=language.number(len(steps)))
    sentence = f"{begun[0].upper()}{begun[1:]}; {end}; {counted}"
    if steps.empty:
        return sentence + "."
    newest = when(steps["date"].iloc[0], str(steps["precision"].iloc[0]), language)
    return sentence + ", " + _("the newest: {date}").format(date=newest)


def _card(context: Context, name: str, title: str, rows: pd.DataFrame) -> Card:
    bars = _bars(context, rows)
    marks = _marks(context, rows, bars)
    axis = _axis(context, bars)
    bars["y"], spots = charts.places(bars["sector"])
    marks["y"] = marks["project_id"].map(dict(zip(bars["project_id"], bars["y"], strict=True)))
    sizes = bars["sector"].value_counts()
    headings = {
        f"{context.name('sectors', sector)} ({context.language.number(int(sizes[sector]))})": y
        for sector, y in spots.items()
    }
    words = charts.Words(
        reference=context.language.short_day(context.moment.reference),
        beyond={line: f"{end.year} →" for line, end in bars["end"].items() if pd.notna(end) and end > axis[1]},
    )
    shown_marks = marks[(marks["last"] >= axis[0]) & (marks["first"] <= axis[1])]
    figure = charts.timeline(bars, shown_marks, headings, axis, context.moment.reference, words, context.theme)
    steps = context.dataset.milestones.loc[marks.index]
    takeaway = _takeaway(context, rows, bars)
    return Card(name, title, takeaway, figure, (("projects", rows), ("milestones", steps)), _note(context, marks))


def _bars(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    dataset = context.dataset
    bars = measures.spans(dataset, rows)
    code, focus = context.language.code, set(focus_countries(dataset))
    bars["project_id"] = rows["project_id"]
    bars["sector"] = rows["sector"].astype(str)
    bars["status"] = rows["status"].astype(str)
    bars["name"] = rows[f"name_{code}"]
    bars["said"] = [context.language.lower(dataset.label("project_status", status, code)) for status in bars["status"]]
    bars["late"] = found_signals(context)["overdue"].loc[rows.index]
    bars["dim"] = [bool(context.filters.countries) and not set(cell) & focus for cell in rows["countries"]]
    bars["card"] = [_project_card(context, row, span) for row, span in zip(records(rows), records(bars), strict=True)]
    order = {sector: place for place, sector in enumerate(sector_ids(dataset))}
    return bars.assign(place=bars["sector"].map(order)).sort_values(["place", "begin"], kind="stable")


def _project_card(context: Context, row: Row, span: Row) -> str:
    language = context.language
    _ = language.gettext
    status = context.label("project_status", str(row["status"]))
    begun, end = _ends(row, span, language)
    as_of = _("status as of {date}").format(date=language.short_day(row["as_of"]))
    progress = progress_text(row, language)
    return lines(
        [
            f"<b>{plain(str(row[f'name_{language.code}']))}</b>",
            plain(f"{status} ({as_of})"),
            plain(begun),
            plain(end),
            plain(_("progress: {progress}").format(progress=progress)) if progress else "",
        ]
    )


def _ends(row: Row, span: Row, language: Language) -> tuple[str, str]:
    """What is known of a project's start and of its end, in words."""
    _ = language.gettext
    begun = (
        _("start: {date}").format(date=when(row["start_date"], str(row["start_precision"]), language))
        if span["begin_known"]
        else _("start not known; first step: {date}").format(
            date=when(span["begin"], str(span["begin_precision"]), language)
        )
    )
    end = _("end not known")
    if span["end_kind"] == "completed":
        done = when(row["completed_date"], str(row["completed_precision"]), language)
        end = _("completed: {date}").format(date=done)
    elif span["end_kind"] == "target":
        target = when(row["target_date"], str(row["target_precision"]), language)
        end = _("target: {date}").format(date=target)
    return begun, end


def _marks(context: Context, rows: pd.DataFrame, bars: pd.DataFrame) -> pd.DataFrame:
    steps = measures.milestones_of(context.dataset, rows)
    names = dict(zip(bars["project_id"], bars["name"], strict=True))
    return pd.DataFrame(
        {
            "project_id": steps["project_id"],
            "kind": steps["kind"].astype(str),
            "first": first_day(steps["date"], steps["precision"]),
            "last": last_day(steps["date"], steps["precision"]),
            "report": steps["date_basis"] == "report",
            "card": [_step_card(context, row, str(names[row["project_id"]])) for row in records(steps)],
        },
        index=steps.index,
    )


def _step_card(context: Context, row: Row, project: str) -> str:
    language = context.language
    _ = language.gettext
    kind = context.label("milestone_kind", str(row["kind"]))
    basis = _("known from a report of that day") if row["date_basis"] == "report" else ""
    return lines(
        [
            f"<b>{plain(str(row[f'title_{language.code}']))}</b>",
            plain(f"{kind}, {when(row['date'], str(row['precision']), language)}"),
            plain(basis),
            plain(project),
        ]
    )


def _axis(context: Context, bars: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """From the period's start to its end, and on to the targets where they are not too far."""
    end = max(context.filters.end, context.moment.reference)
    ends = bars["end"].dropna()
    ahead = ends[ends > end].max() if len(ends) and (ends > end).any() else end
    limit = pd.Timestamp(end.year + YEARS_AHEAD, 12, 31)
    return context.filters.start, min(ahead, limit) + pd.Timedelta(days=20)


def _takeaway(context: Context, rows: pd.DataFrame, bars: pd.DataFrame) -> str:
    language = context.language
    _ = language.gettext
    both = int((bars["begin_known"] & (bars["end_kind"] != "open")).sum())
    ahead = bars[(bars["end_kind"] == "target") & (bars["end"] >= context.moment.reference)].sort_values(
        "end", kind="stable"
    )
    sentence = _("{projects}; both start and end known: {both}; targets from {date} on: {ahead}").format(
        projects=project_count(len(bars), language),
        both=language.number(both),
        date=language.short_day(context.moment.reference),
        ahead=language.number(len(ahead)),
    )
    if ahead.empty:
        return sentence + "."
    row = rows.loc[ahead.index[0]]
    nearest = _("nearest: {name} ({date})").format(
        name=row[f"name_{language.code}"], date=when(row["target_date"], str(row["target_precision"]), language)
    )
    return f"{sentence}; {nearest}."


def _note(context: Context, marks: pd.DataFrame) -> str:
    """How to read the picture: its marks, and how what is not known is drawn."""
    _ = context.language.gettext
    kinds = [kind for kind in charts.SYMBOLS if (marks["kind"] == kind).any()]
    signs = " ".join(
        f"{charts.SYMBOLS[kind][1]}\u00a0{context.language.lower(context.label('milestone_kind', kind))}"
        for kind in kinds
    )
    how = _(
        "Hollow mark: known only from a report of that day. Line under a mark, or hatching: only the month or the "
        "year is known. Outlined bar: up to the target. ◁ ▷: start or end not known. Red line: past the target."
    )
    return f"{signs}. {how}" if signs else how
