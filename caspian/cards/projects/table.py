"""The table of the projects page: its columns, and the rows as a reader sees them."""

import pandas as pd

from caspian.cards.projects.tracker import badges, found_signals, shown, signal_names
from caspian.context import Context, remembered_by
from caspian.measures.projects import Choice
from caspian.measures.signals import cited_sources
from caspian.tables import heading_of
from caspian.words import countries_text, iso

COLUMNS = (
    "name",
    "status",
    "sector",
    "kind",
    "countries",
    "start",
    "target",
    "completed",
    "progress",
    "cost",
    "capacity",
    "lead_orgs",
    "as_of",
    "newest_source",
    "sources",
    "signals",
    "review",
)
"""The columns that the table can show; a cost always brings its note, a progress its date."""

DEFAULT_COLUMNS = ("name", "status", "sector", "countries", "target", "signals", "newest_source", "sources")


BRINGS = {"cost": "cost_note", "progress": "progress_as_of"}

FIELDS = {"start": "start_date", "target": "target_date", "completed": "completed_date", "progress": "progress_pct"}
"""The dataset's name of a column, where the table's is another."""


@remembered_by("language")
def column_names(context: Context) -> dict[str, str]:
    """The table's columns by code."""
    _ = context.language.gettext
    own = {
        "name": _("Project"),
        "cost": _("Cost as stated, USD million"),
        "newest_source": _("Newest source"),
        "sources": _("Sources"),
        "signals": _("Signals"),
        "review": _("Named in the review"),
    }
    codes = (*COLUMNS, *BRINGS.values())
    return {code: own.get(code) or heading_of(context, "projects", FIELDS.get(code, code)) for code in codes}


def with_companions(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The chosen columns, each followed by the one that it must not stand without."""
    return tuple(code for column in columns for code in (column, BRINGS.get(column, "")) if code)


@remembered_by("filters", "moment", "language")
def table(context: Context, choice: Choice, columns: tuple[str, ...]) -> pd.DataFrame:
    """The projects as a reader sees them, with the chosen columns; the index is the project's identifier.

    Dates known to their month or year are written as ``2025-03`` or ``2025``: they sort, and claim no more.
    """
    rows = shown(context, choice)
    found = found_signals(context).loc[rows.index]
    names, signs = column_names(context), signal_names(context.language)
    makers = {
        "name": lambda: context.texts(rows, "name"),
        "status": lambda: [context.label("project_status", str(cell)) for cell in rows["status"]],
        "sector": lambda: [context.name("sectors", str(cell)) for cell in rows["sector"]],
        "kind": lambda: [context.label("project_kind", str(cell)) for cell in rows["kind"]],
        "countries": lambda: [countries_text(context, cell) for cell in rows["countries"]],
        "start": lambda: _dates(rows, "start"),
        "target": lambda: _dates(rows, "target"),
        "completed": lambda: _dates(rows, "completed"),
        "progress": lambda: rows["progress_pct"],
        "progress_as_of": lambda: rows["progress_as_of"],
        "cost": lambda: rows["cost_usd_m"],
        "cost_note": lambda: context.texts(rows, "cost_note"),
        "capacity": lambda: context.texts(rows, "capacity"),
        "lead_orgs": lambda: ["; ".join(cell) for cell in context.texts(rows, "lead_orgs")],
        "as_of": lambda: rows["as_of"],
        "newest_source": lambda: found["newest_source"],
        "sources": lambda: [len(cell) for cell in cited_sources(context.dataset, rows)],
        "signals": lambda: ["; ".join(signs[sign] for sign in badges(context, line)) for line in rows.index],
        "review": lambda: rows["in_article"],
    }
    columns_shown = {names[column]: list(makers[column]()) for column in with_companions(columns)}
    return pd.DataFrame(columns_shown, index=pd.Index(rows["project_id"], name="project_id"))


def _dates(rows: pd.DataFrame, stem: str) -> list[str]:
    days = zip(rows[f"{stem}_date"], rows[f"{stem}_precision"], strict=True)
    return [iso(day, str(precision)) for day, precision in days]
