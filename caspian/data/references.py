"""How rows point to each other: keys, lists and terms, followed both ways; and a short key for every row."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from caspian.data.cells import LIST, TERMS
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered

PLAIN_PART = re.compile(r"[A-Za-z0-9_.:%-]{1,60}")
PART_MARK = "~"


@dataclass(frozen=True)
class Pointer:
    """A column whose cells name rows of another table, by the one column ``key`` of that table.

    ``kind`` is the vocabulary where the rows are terms, else empty; ``listed``: a cell may name several.
    """

    table: str
    column: str
    target: str
    key: str
    listed: bool = False
    kind: str = ""


@remembered
def pointers(dataset: Dataset) -> tuple[Pointer, ...]:
    """All columns that point, in the order of the description."""
    return tuple(
        pointer
        for name in dataset.table_names
        for field in schema_of(dataset, name)["fields"]
        if (pointer := _pointer(name, field, schema_of(dataset, name)))
    )


def _pointer(table: str, field: Mapping[str, Any], schema: Mapping[str, Any]) -> Pointer | None:
    column, listed = field["name"], field.get(LIST)
    if isinstance(listed, Mapping):
        return Pointer(table, column, listed["table"], listed["column"], listed=True)
    if TERMS in field:
        return Pointer(table, column, "terms", "term", listed=bool(listed), kind=field[TERMS])
    for key in schema.get("foreignKeys", ()):
        if names(key["fields"]) == (column,):
            reference = key["reference"]
            return Pointer(table, column, reference["resource"], names(reference["fields"])[0])
    return None


def pointer_of(dataset: Dataset, table: str, column: str) -> Pointer | None:
    """Where a column points, if it does."""
    return _by_column(dataset).get((table, column))


@remembered
def _by_column(dataset: Dataset) -> Mapping[tuple[str, str], Pointer]:
    return {(pointer.table, pointer.column): pointer for pointer in pointers(dataset)}


@remembered
def schema_of(dataset: Dataset, table: str) -> Mapping[str, Any]:
    """The schema of a table, as the description has it."""
    return next(r["schema"] for r in dataset.description["resources"] if r["name"] == table and "schema" in r)


def primary_key(dataset: Dataset, table: str) -> tuple[str, ...]:
    return names(schema_of(dataset, table).get("primaryKey", ()))


def names(columns: str | Iterable[str]) -> tuple[str, ...]:
    """Column names of a key, which a schema may give as one name or as a list of names."""
    return (columns,) if isinstance(columns, str) else tuple(columns)


def codes(cell: object) -> tuple[str, ...]:
    """The codes in a cell: of a list all, of a single value itself, of an empty cell none."""
    if isinstance(cell, tuple):
        return cell
    return () if cell == "" or cell != cell else (str(cell),)


@remembered
def by_code(dataset: Dataset, table: str, column: str) -> Mapping[str, tuple[int, ...]]:
    """The positions of a table's rows by each code that stands in a column."""
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(dataset.table(table)[column]):
        for code in codes(cell):
            found.setdefault(code, []).append(position)
    return {code: tuple(positions) for code, positions in found.items()}


def naming(dataset: Dataset, table: str, position: int) -> tuple[tuple[Pointer, str, tuple[int, ...]], ...]:
    """The rows that name a row: by column that names it, the code it is named by, and their positions."""
    row = dataset.table(table).iloc[position]
    found = []
    for pointer in pointers(dataset):
        if pointer.target == table and pointer.kind in ("", str(row.get("kind", ""))):
            code = str(row[pointer.key])
            positions = by_code(dataset, pointer.table, pointer.column).get(code, ())
            if positions:
                found.append((pointer, code, positions))
    return tuple(found)


@remembered
def row_keys(dataset: Dataset, table: str) -> tuple[str, ...]:
    """A key for each row, short enough for an address: its primary key, parts joined by ``~``.

    A part that is more than a code (a title) is there as eight digits of its hash.
    """
    columns = primary_key(dataset, table)
    parts = [dataset.table(table)[column] for column in columns]
    return tuple(PART_MARK.join(map(key_part, cells)) for cells in zip(*parts, strict=True))


@remembered
def positions(dataset: Dataset, table: str) -> Mapping[str, int]:
    """The position of each row of a table by its key."""
    return {key: position for position, key in enumerate(row_keys(dataset, table))}


def key_part(cell: object) -> str:
    """A value as it stands in a row's key: itself if it is a code, a day or a number, else its hash."""
    text = cell.date().isoformat() if isinstance(cell, pd.Timestamp) else str(cell)
    if text == "" or PLAIN_PART.fullmatch(text):
        return text
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
