"""Browsing: a table with its meaning, and the rows of it that filters, a column and a search keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from caspian import tables
from caspian.context import Context, remembered_by
from caspian.data.cells import TERMS
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.references import by_code, codes, pointer_of, primary_key, schema_of
from caspian.filters import COUNTRY_COLUMN, DATES, narrow
from caspian.languages import stem_of
from caspian.links import are_web
from caspian.measures.quality import Quality, quality
from caspian.measures.search import holding
from caspian.tables import heading_of, plain_description, speaker
from caspian.text import Language, fold

SHOWN_ROWS = 5000
"""Most rows that the grid on screen holds; a download has them all."""


@dataclass(frozen=True)
class Choice:
    """What of a table is asked for: one code in one column (or neither), and words that a row must hold."""

    table: str
    column: str = ""
    code: str = ""
    words: str = ""


@remembered_by("filters", "language")
def chosen(context: Context, choice: Choice) -> pd.DataFrame:
    """The rows that the filters, the column and the search keep, in the order of the file."""
    dataset = context.dataset
    rows = dataset.table(choice.table)
    kept = pd.Series(True, index=rows.index)
    if choice.column and choice.code:
        found = by_code(dataset, choice.table, choice.column).get(choice.code, ())
        kept &= pd.Series(range(len(rows)), index=rows.index).isin(found)
    if choice.words.strip():
        kept &= holding(_haystack(context, choice.table), choice.words)
    return narrow(rows[kept], choice.table, dataset, context.filters)


@remembered_by("language")
def _haystack(context: Context, table: str) -> list[str]:
    """The searchable text of each row: its cells as they are, and as the reader sees them."""
    rows = context.dataset.table(table)
    seen = pd.concat([rows.map(_text), tables.readable(context, rows, table).map(_text)], axis=1)
    return [fold("\n".join(cells)) for cells in seen.itertuples(index=False)]


def _text(cell: object) -> str:
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return " ".join(codes(cell))


def why_none(context: Context, table: str) -> str:
    """Why no row of a table is shown: it has none, or none fits."""
    _ = context.language.gettext
    return _("No row fits this choice.") if context.dataset.row_counts[table] else _("This table has no rows.")


def bearing(dataset: Dataset, table: str) -> frozenset[str]:
    """Which of the filters bear on a table."""
    keys = set()
    if table in COUNTRY_COLUMN:
        keys.add("country")
    if "sector" in dataset.table(table).columns:
        keys.add("sector")
    if table in DATES:
        keys.add("period")
    return frozenset(keys)


@remembered_by("filters", "language")
def grid(context: Context, choice: Choice) -> pa.Table:
    """The chosen rows as a reader sees them, made ready for the browser once."""
    rows = chosen(context, choice).head(SHOWN_ROWS)
    return pa.Table.from_pandas(readable(context, rows, choice.table), preserve_index=False)


def readable(context: Context, rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Rows in the reader's words; an address that is not of the web stands beside those that are."""
    shown = tables.readable(context, rows, table)
    link = link_heading(context)
    if table == "sources" and link in shown:
        web = are_web(rows["url"])
        other = shown[link].where(~web, "")
        shown[link] = shown[link].where(web)
        if (other != "").any():
            shown[context.language.gettext("Address (not of the web)")] = other
    return shown


def link_heading(context: Context) -> str:
    return heading_of(context, "sources", "url")


@remembered
def filter_columns(dataset: Dataset, table: str) -> tuple[str, ...]:
    """The columns of a table whose cells are codes, in its order: what rows can be chosen by."""
    return tuple(
        column
        for column in dataset.table(table).columns
        if pointer_of(dataset, table, column)
        or TERMS in (field := dataset.field(table, column))
        or field["type"] == "boolean"
        or "enum" in field.get("constraints", {})
        or (table == "sources" and column == "publisher")
        or (table == "terms" and column == "kind")
    )


def column_names(context: Context, table: str) -> dict[str, str]:
    return {column: heading_of(context, table, column) for column in filter_columns(context.dataset, table)}


@remembered_by("language")
def code_names(context: Context, table: str, column: str) -> dict[str, str]:
    """How to call each code that stands in a column, with the number of its rows, in the order of the names."""
    say, number = speaker(context, table, column), context.language.number
    counts = {code: len(rows) for code, rows in by_code(context.dataset, table, column).items()}
    named = sorted((fold(say(code)), code) for code in counts)
    return {code: f"{say(code)} ({number(counts[code])})" for _, code in named}


def table_names(context: Context) -> dict[str, str]:
    """What each table is called, with the number of its rows."""
    language, counts = context.language, context.dataset.row_counts
    return {
        table: f"{language.capital(tables.table_name(table, language))} ({language.number(rows)})"
        for table, rows in counts.items()
    }


@remembered_by("language")
def facts(context: Context, table: str) -> tuple[str, ...]:
    """Counts, coverage and foundation of a table, each as a short sentence without its full stop."""
    language = context.language
    _, n, number = language.gettext, language.ngettext, language.number
    of = quality(context.dataset, table)
    said = [n("{n} row", "{n} rows", of.rows).format(n=number(of.rows))]
    if of.sources:
        said.append(n("{n} source", "{n} sources", of.sources).format(n=number(of.sources)))
    if of.sourced:
        said += [
            _("with one source: {n}").format(n=language.share(of.one, of.rows)),
            _("with two or more: {n}").format(n=language.share(of.several, of.rows)),
            _("with an official one: {n}").format(n=language.share(of.official, of.rows)),
        ]
    if of.sources:
        said.append(_("sources without a date: {n}").format(n=language.share(of.undated, of.sources)))
    said.append(_("empty cells: {n}").format(n=language.share(of.empty_cells, of.cells)))
    return tuple(said)


@remembered_by("language")
def reach(context: Context, table: str) -> tuple[str, ...]:
    """How far a table was searched, the newest page behind it, and what coverage.csv says is thin."""
    dataset, language = context.dataset, context.language
    _, of = language.gettext, quality(dataset, table)
    said = []
    if of.covered_from is not None and of.covered_to is not None:
        said.append(_("searched: {period}").format(period=_dates(of, language)))
    elif of.covered_to is not None:
        said.append(_("searched up to: {date}").format(date=language.short_day(of.covered_to)))
    if of.newest is not None:
        said.append(_("newest source: {date}").format(date=language.short_day(of.newest)))
    parts = dataset.coverage[dataset.coverage["table"] == table]
    return (*said, *filter(None, context.texts(parts, "note")))


def _dates(of: Quality, language: Language) -> str:
    assert of.covered_from is not None
    assert of.covered_to is not None
    ends = [language.short_day(day) for day in (of.covered_from, of.covered_to)]
    return " – ".join(dict.fromkeys(ends))


@remembered_by("language")
def dictionary(context: Context, table: str) -> pd.DataFrame:
    """The columns of a table: name in the file, heading, meaning, unit, what it points to, empty cells."""
    dataset, language = context.dataset, context.language
    _, of = language.gettext, quality(dataset, table)
    key = primary_key(dataset, table)
    lines = []
    for field in schema_of(dataset, table)["fields"]:
        name = field["name"]
        pointer, unit = pointer_of(dataset, table, name), field.get("unit", "")
        lines.append(
            {
                _("Column in the file"): name,
                _("Heading"): language.gettext(tables.plain_title(field["title"])),
                _("Meaning"): language.gettext(plain_description(field.get("description", ""), name)),
                _("Kind of value"): _kind(field, language, key=name in key),
                _("Unit"): language.gettext(unit),
                _("Points to"): tables.table_name(pointer.target, language) if pointer else "",
                _("Empty cells"): of.empty[name],
                _("Empty, %"): round(of.empty[name] / of.rows * 100, 1) if of.rows else 0.0,
            }
        )
    return pd.DataFrame(lines)


def _kind(field: Mapping[str, Any], language: Language, *, key: bool) -> str:
    _ = language.gettext
    words = {
        "string": _("text"),
        "date": _("date"),
        "number": _("number"),
        "integer": _("whole number"),
        "boolean": _("yes or no"),
    }
    kind = str(field["type"])
    said = _("list") if field.get("caspian:list") else words.get(kind, kind)
    if stem := stem_of(field["name"]):
        said += f", {field['name'].removeprefix(stem + '_')}"
    return said + ", " + _("key") if key else said
