"""The table of the projects page: its columns, and the rows as a reader sees them."""

import pandas as pd

from caspian.cards.projects.tracker import badges, found_signals, shown, signal_names
from caspian.cards.words import countries_text, iso
from caspian.context import Context, remembered_by
from caspian.measures.projects import Choice
from caspian.measures.signals import cited_sources
from caspian.text import Language

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


def column_names(language: Language) -> dict[str, str]:
    """The table's columns by code."""
    _ = language.gettext
    return {
        "name": _("Project"),
        "status": _("Status"),
        "sector": _("Sector"),
        "kind": _("Kind"),
        "countries": _("Countries"),
        "start": _("Start"),
        "target": _("Target date"),
        "completed": _("Completed"),
        "progress": _("Progress, %"),
        "progress_as_of": _("Progress as of"),
        "cost": _("Cost as stated, USD million"),
        "cost_note": _("What the cost covers"),
        "capacity": _("Capacity"),
        "lead_orgs": _("Leading organisations"),
        "as_of": _("As of"),
        "newest_source": _("Newest source"),
        "sources": _("Sources"),
        "signals": _("Signals"),
        "review": _("Named in the review"),
    }


BRINGS = {"cost": "cost_note", "progress": "progress_as_of"}


def with_companions(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The chosen columns, each followed by the one that it must not stand without."""
    return tuple(code for column in columns for code in (column, BRINGS.get(column, "")) if code)


@remembered_by("filters", "moment", "language")
def table(context: Context, choice: Choice, columns: tuple[str, ...]) -> pd.DataFrame:
    """The projects as a reader sees them, with the chosen columns; the index is the project's identifier.

    Dates known to their month or year are written as ``2025-03`` or ``2025``: they sort, and claim no more.
    """
    dataset, language = context.dataset, context.language
    rows = shown(context, choice)
    found = found_signals(context).loc[rows.index]
    names, code = column_names(language), language.code
    signs = signal_names(language)
    cited = cited_sources(dataset, rows)

    def dates(stem: str) -> list[str]:
        return [
            iso(day, str(precision))
            for day, precision in zip(rows[f"{stem}_date"], rows[f"{stem}_precision"], strict=True)
        ]

    makers = {
        "name": lambda: list(rows[f"name_{code}"]),
        "status": lambda: [dataset.label("project_status", str(cell), code) for cell in rows["status"]],
        "sector": lambda: [dataset.name("sectors", str(cell), code) for cell in rows["sector"]],
        "kind": lambda: [dataset.label("project_kind", str(cell), code) for cell in rows["kind"]],
        "countries": lambda: [countries_text(context, cell) for cell in rows["countries"]],
        "start": lambda: dates("start"),
        "target": lambda: dates("target"),
        "completed": lambda: dates("completed"),
        "progress": lambda: list(rows["progress_pct"]),
        "progress_as_of": lambda: list(rows["progress_as_of"]),
        "cost": lambda: list(rows["cost_usd_m"]),
        "cost_note": lambda: list(rows[f"cost_note_{code}"]),
        "capacity": lambda: list(rows[f"capacity_{code}"]),
        "lead_orgs": lambda: ["; ".join(cell) for cell in rows[f"lead_orgs_{code}"]],
        "as_of": lambda: list(rows["as_of"]),
        "newest_source": lambda: list(found["newest_source"]),
        "sources": lambda: [len(cell) for cell in cited],
        "signals": lambda: ["; ".join(signs[sign] for sign in badges(context, line)) for line in rows.index],
        "review": lambda: list(rows["in_article"]),
    }
    return pd.DataFrame(
        {names[column]: makers[column]() for column in with_companions(columns)},
        index=pd.Index(rows["project_id"], name="project_id"),
    )
