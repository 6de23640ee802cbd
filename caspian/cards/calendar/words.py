"""What the calendar calls its tables, kinds and entries."""

from caspian.cards.rows import Row
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.data.vocabulary import DAY
from caspian.measures import calendar as measures
from caspian.measures.calendar import KIND_TERMS, TABLES, TARGETS
from caspian.text import Language
from caspian.words import when


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


def sector_name(context: Context, sector: str) -> str:
    """A sector in words; visits are their own where the data have none for them."""
    if sector == measures.NO_SECTOR:
        return table_names(context.language)["visits"]
    return context.name("sectors", sector)


def project_name(context: Context, project: str) -> str:
    """The name of an entry's project; nothing where it has none."""
    return context.name("projects", project) if project else ""


def entry_count(count: int, language: Language) -> str:
    return language.ngettext("{n} entry", "{n} entries", count).format(n=language.number(count))


def period_text(entry: Row, language: Language) -> str:
    """When an entry is: a day, some days, a month, or a year."""
    if entry["precision"] != DAY or entry["first"] == entry["last"]:
        return when(entry["first"], str(entry["precision"]), language)
    return language.period(entry["first"], entry["last"])
