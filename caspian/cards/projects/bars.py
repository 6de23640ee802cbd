"""What the timeline of projects draws, as a table: a row for each piece of a bar and each mark on it."""

import pandas as pd

from caspian.cards.projects.tracker import found_signals, progress_text
from caspian.cards.rows import Row, records
from caspian.charts import lines, plain
from caspian.charts.encoding import Encoding
from caspian.charts.lanes import Axis
from caspian.charts.projects import timeline as charts
from caspian.context import Context
from caspian.data.vocabulary import DELAY, REPORT
from caspian.filters import focus_countries
from caspian.measures import projects as measures
from caspian.measures.dates import first_day, last_day
from caspian.tables import heading_of
from caspian.text import Language
from caspian.words import when

MARK, OTHER_MARK, END_MARK = 10, 7, 13
"""Sizes in pixels: a milestone, one of a kind without a symbol of its own, an end that is not known."""


def table(context: Context, rows: pd.DataFrame, spans: pd.DataFrame, axis: Axis) -> pd.DataFrame:
    """A row for each piece of a bar and each mark on it, as :func:`charts.timeline` draws them, project by project.

    ``label``, ``mark`` (what a piece or mark is, in words), ``title`` (of a milestone), ``last`` (its last day),
    ``days`` and ``series`` (of pieces of bars only) are for readers and for other programs.
    """
    facts = _projects(context, rows, spans)
    drawn = pd.concat([_pieces(context, facts, spans), _open_ends(context, facts, spans), _steps(context, facts, axis)])
    drawn = drawn.sort_index(kind="stable", key=rows.index.get_indexer).reset_index(drop=True)
    names = piece_names(context.language)
    pieces = drawn["mark"].where(drawn["piece"].isin(measures.PIECES))
    return drawn.assign(series=pd.Categorical(pieces, [names[piece] for piece in measures.PIECES]))


def piece_names(language: Language) -> dict[str, str]:
    """What the pieces of a bar and the marks at its ends are called."""
    _ = language.gettext
    return {
        "begin": _("began within this month or year"),
        "done": _("up to the end or the reference date"),
        "planned": _("on to the target"),
        "end": _("ends within this month or year"),
        "overdue": _("past the target"),
        "open-start": _("start not known"),
        "open-end": _("end not known"),
    }


def _projects(context: Context, rows: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """What the picture says of each project as a whole, by line of the file."""
    dataset, language = context.dataset, context.language
    focus, sectors = set(focus_countries(dataset)), rows["sector"].astype(str)
    names = sectors.map({sector: context.name("sectors", sector) for sector in sectors})
    sizes = sectors.map(sectors.value_counts()).map(language.number)
    said = [language.lower(context.label("project_status", str(status))) for status in rows["status"]]
    return pd.DataFrame(
        {
            "project_id": rows["project_id"],
            "name": context.texts(rows, "name"),
            "said": said,
            "label": context.texts(rows, "name") + " · " + said,
            "sector_name": names,
            "heading": names + " (" + sizes + ")",
            "dim": [bool(context.filters.countries) and not focus.intersection(cell) for cell in rows["countries"]],
            "late": found_signals(context)["overdue"].loc[rows.index],
            "status": rows["status"].astype(str),
            "card": [
                _project_card(context, row, span) for row, span in zip(records(rows), records(spans), strict=True)
            ],
        },
        index=rows.index,
    )


LOOKS = {"begin": "hatched", "done": "solid", "planned": "outlined", "end": "hatched", "overdue": "solid"}
"""How each piece of a bar is drawn."""


def _pieces(context: Context, facts: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """The pieces of each project's bar, and the time that its target has been past."""
    reference, theme = context.moment.reference, context.theme
    late = spans[facts["late"]]
    overdue = pd.DataFrame({"piece": "overdue", "start": late["end"], "end": reference})
    drawn = facts.join(pd.concat([measures.pieces(spans, reference), overdue]), how="right")
    bars = drawn["piece"] != "overdue"
    own = drawn["status"].map(theme.status)
    return drawn.assign(
        mark=drawn["piece"].map(piece_names(context.language)),
        title="",
        colour=own.where(drawn["piece"] == "done", theme.muted).where(bars, theme.warning),
        look=drawn["piece"].map(LOOKS),
        symbol="",
        size=0,
        last=(drawn["end"] - pd.Timedelta(days=1)).where(drawn["end"] > drawn["start"], drawn["end"]),
        days=(drawn["end"] - drawn["start"]).dt.days,
    )


def _open_ends(context: Context, facts: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """A triangle where a start or an end is not known."""
    names, reference = piece_names(context.language), context.moment.reference
    began, ends = spans.loc[~spans["begin_known"], "begin"], spans.loc[spans["end_kind"] == "open", "begin"]
    parts = (
        ("open-start", began, "triangle-left"),
        ("open-end", ends.where(ends >= reference, reference), "triangle-right"),
    )
    return pd.concat(
        facts.loc[days.index].assign(
            piece=piece,
            start=days,
            end=days,
            last=days,
            mark=names[piece],
            title="",
            colour=context.theme.muted,
            look="outlined",
            symbol=symbol,
            size=END_MARK,
        )
        for piece, days, symbol in parts
    )


def _steps(context: Context, facts: pd.DataFrame, axis: Axis) -> pd.DataFrame:
    """The milestones that the axis reaches, with the days that each may mean, on the index of their projects."""
    steps = measures.milestones_of(context.dataset, facts)
    steps = steps.assign(
        start=first_day(steps["date"], steps["precision"]), end=last_day(steps["date"], steps["precision"])
    )
    steps = steps[(steps["end"] >= axis.first) & (steps["start"] <= axis.last)]
    lines_of = dict(zip(facts["project_id"], facts.index, strict=True))
    own = facts.loc[[lines_of[project] for project in steps["project_id"]]]
    steps = steps.set_axis(own.index)
    kinds = steps["kind"].astype(str)
    known = kinds.isin(charts.SYMBOLS)
    cards = [_step_card(context, row, name) for row, name in zip(records(steps), own["name"], strict=True)]
    return own.assign(
        piece="milestone",
        kind=kinds,
        start=steps["start"],
        end=steps["end"],
        last=steps["end"],
        mark=[context.label("milestone_kind", kind) for kind in kinds],
        title=context.texts(steps, "title"),
        colour=[context.theme.warning if kind == DELAY else context.theme.ink for kind in kinds],
        look=["outlined" if of else "solid" for of in (steps["date_basis"] == REPORT) | ~known],
        symbol=[symbol_of(kind)[0] for kind in kinds],
        size=[MARK if of else OTHER_MARK for of in known],
        card=cards,
    )


def symbol_of(kind: str) -> tuple[str, str]:
    """The mark of a kind of milestone: plotly's symbol, and the sign that stands for it in a text."""
    return charts.SYMBOLS.get(kind, charts.OTHER_SYMBOL)


def columns(context: Context) -> dict[str, str]:
    """What of the table a reader takes away."""
    _ = context.language.gettext
    return {
        "name": _("Project"),
        "sector_name": heading_of(context, "projects", "sector"),
        "said": heading_of(context, "projects", "status"),
        "mark": _("Mark"),
        "title": heading_of(context, "milestones", "title"),
        "start": _("First day"),
        "last": _("Last day"),
    }


def encoding(table: pd.DataFrame, axis: Axis) -> Encoding:
    """Bars that begin at a date: a spreadsheet stacks their pieces on one that is not seen."""
    # From the second of January: a step of a mean year then never falls back into the year before.
    first, last = pd.Timestamp(axis.first.year, 1, 2), pd.Timestamp(axis.last.year + 1, 1, 1)
    return Encoding(
        "stacked bars",
        "label",
        "series",
        "days",
        look="look",
        base="start",
        value_axis=(first, last, 365.25, "yyyy"),
        unlabelled=tuple(table["series"].cat.categories),
    )


def _project_card(context: Context, row: Row, span: Row) -> str:
    language = context.language
    _ = language.gettext
    status = context.label("project_status", str(row["status"]))
    begun, end = ends(row, span, language)
    as_of = _("status as of {date}").format(date=language.short_day(row["as_of"]))
    progress = progress_text(row, language)
    return lines(
        [
            f"<b>{plain(context.text(row, 'name'))}</b>",
            plain(f"{status} ({as_of})"),
            plain(begun),
            plain(end),
            plain(_("progress: {progress}").format(progress=progress)) if progress else "",
        ]
    )


def ends(row: Row, span: Row, language: Language) -> tuple[str, str]:
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


def _step_card(context: Context, row: Row, project: str) -> str:
    language = context.language
    _ = language.gettext
    kind = context.label("milestone_kind", str(row["kind"]))
    basis = _("known from a report of that day") if row["date_basis"] == REPORT else ""
    return lines(
        [
            f"<b>{plain(context.text(row, 'title'))}</b>",
            plain(f"{kind}, {when(row['date'], str(row['precision']), language)}"),
            plain(basis),
            plain(project),
        ]
    )
