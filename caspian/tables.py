"""Rows as a reader sees them: headings and codes in the reader's language."""

import csv
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import Any

import pandas as pd

from caspian.context import Context
from caspian.data.cells import LIST, guarded, written
from caspian.data.dataset import Dataset
from caspian.data.references import codes, pointer_of
from caspian.languages import FALLBACK, SPOKEN, stem_of
from caspian.text import Language


def readable(context: Context, rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The columns that the table's description names, with headings, terms and names in one language.

    Of the columns of a text in several languages one stays: the reader's own, filled up from the English one. Dates
    and numbers keep their types, so that a table can be sorted; lists become text joined by ``; ``. Columns that hold
    nothing in any row are left out.
    """
    columns = {}
    for column, told in _told(context, rows, table):
        field = context.dataset.field(table, column)
        values = _readable(told, field, speaker(context, table, column))
        if rows.empty or not _empty(values):
            columns[heading(field, context.language)] = values
    return pd.DataFrame(columns, index=rows.index)


def _told(context: Context, rows: pd.DataFrame, table: str) -> Iterator[tuple[str, pd.Series]]:
    """The columns that the description names; of a text in several languages the English one, told in the reader's."""
    for column in rows.columns:
        if not _is_field(context.dataset, table, column):
            continue
        stem = stem_of(column)
        if not stem:
            yield column, rows[column]
        elif column == f"{stem}_{FALLBACK}":
            yield column, context.texts(rows, stem)


def heading(field: Mapping[str, Any], language: Language) -> str:
    """A column's heading: its title in the description, translated, with its unit."""
    title = language.gettext(plain_title(field["title"]))
    unit = field.get("unit")
    return f"{title}, {language.gettext(unit)}" if unit else title


def heading_of(context: Context, table: str, column: str) -> str:
    """The heading of a table's column, or of a text (``title``) that has a column for each language."""
    held = column if _is_field(context.dataset, table, column) else f"{column}_{FALLBACK}"
    return heading(context.dataset.field(table, held), context.language)


def headings(context: Context, table: str, **columns: str) -> dict[str, str]:
    """Headings of columns of a table under names of one's own: ``headings(context, "visits", date="start_date")``."""
    return {name: heading_of(context, table, column) for name, column in columns.items()}


def plain_title(title: str) -> str:
    """``Title (Russian)`` without the name of the language."""
    for spoken in SPOKEN.values():
        title = title.removesuffix(f" ({spoken.english_name})")
    return title


def plain_description(description: str, column: str = "") -> str:
    """A description as pages show it: without the way to coverage.csv, which they print themselves.

    Of a ``column`` that there is in several languages, the name of the language is left out too.
    """
    description = description.split(" Up to which date it was searched")[0]
    code = column.rpartition("_")[2]
    mark = f", in {SPOKEN[code].english_name}." if code in SPOKEN else ""
    if mark and description.endswith(mark):
        return description.removesuffix(mark) + "."
    return description


def csv_for_people(rows: pd.DataFrame, table: str, dataset: Dataset) -> bytes:
    """The rows as CSV that a spreadsheet opens without running anything (UTF-8 with a byte-order mark).

    Columns and cells are written as in the dataset's own files, so that a table can be put in the place of its file.
    A text that a spreadsheet would run gets an apostrophe before it, which the check and the load pass over.
    """
    known = [column for column in rows.columns if _is_field(dataset, table, column)]
    columns = [_cells(rows[column], dataset.field(table, column)) for column in known]
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([known, *zip(*columns, strict=True)])
    return text.getvalue().encode("utf-8-sig")


def _cells(values: pd.Series, field: Mapping[str, Any]) -> list[str]:
    cells = [written(field, value) for value in values]
    return [guarded(cell) for cell in cells] if field.get("type", "string") == "string" else cells


def csv_of(table: pd.DataFrame) -> bytes:
    """Any table, with its headings as they are, as CSV that a spreadsheet opens without running anything."""
    return table.map(harmless).rename(columns=harmless).to_csv(index=False).encode("utf-8-sig")


def harmless(value: object) -> object:
    """A cell for a spreadsheet: lists and days as text, and an apostrophe before text that it would run."""
    if isinstance(value, tuple):
        value = ";".join(value)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return guarded(value) if isinstance(value, str) else value


def table_name(table: str, language: Language) -> str:
    return language.gettext(listed_word(table))


def meaning(context: Context, table: str) -> str:
    """What one row of a table is, as the description says it."""
    resource = next(r for r in context.dataset.description["resources"] if r["name"] == table)
    return context.language.gettext(plain_description(resource.get("description", "")))


def listed_word(code: str) -> str:
    """How a word of a closed list reads in English: ``visits_outbound`` as ``visits outbound``."""
    return code.lower().replace("_", " ")


def _is_field(dataset: Dataset, table: str, column: str) -> bool:
    try:
        dataset.field(table, column)
    except KeyError:
        return False
    return True


def _readable(values: pd.Series, field: Mapping[str, Any], say: Callable[[str], str]) -> pd.Series:
    """Codes and lists in words; other cells as they are."""
    if say is str and LIST not in field:
        return values
    return pd.Series([_said(cell, say) for cell in values], index=values.index, dtype="str")


def _said(cell: object, say: Callable[[str], str]) -> str:
    return "; ".join(map(say, codes(cell)))


def speaker(context: Context, table: str, column: str) -> Callable[[str], str]:
    """How to say one code of a column: a term's label, a row's name, a listed word; ``str`` where it stays as it is."""
    pointer, field = pointer_of(context.dataset, table, column), context.dataset.field(table, column)
    if pointer and pointer.kind:
        return lambda code: context.label(pointer.kind, code)
    if pointer and pointer.target != "sources":
        return lambda code: context.name(pointer.target, code)
    if field["type"] == "boolean" or "enum" in field.get("constraints", {}):
        return lambda code: context.language.gettext(listed_word(code))
    return str


def _empty(values: pd.Series) -> bool:
    return bool((values.isna() | (values.astype(str) == "")).all())
