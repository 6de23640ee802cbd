"""The small dataset with a table of which only the header is left, faultless to the check."""

from pathlib import Path

from caspian.data.dataset import Dataset
from caspian.data.references import Pointer, pointers, primary_key
from tests import small
from tests.damage import Copy
from tests.small import Row

ALWAYS = ("countries", "coverage")
"""Tables that the check wants rows in: the home country and the world; how far each table was searched."""


def folder(to: Path, table: str, dataset: Dataset) -> Path:
    """A copy of ``dataset``, which is the small one as it is, without the rows of a table.

    What names one of them goes too: an entry of a list, a cell that may be empty, else the row.
    """
    data = small.copy(to)
    data.change(f"{table}.csv", small.none)
    left = True
    while left:  # what a row that goes leaves behind goes in the next round
        left = sum(_forget(data, pointer, dataset) for pointer in pointers(dataset)) > 0
    return data.folder


def _forget(data: Copy, pointer: Pointer, dataset: Dataset) -> bool:
    """Drop what a column names in vain; whether there was any."""
    file, column = f"{pointer.table}.csv", pointer.column
    there = {row[pointer.key] for row in _rows(data, pointer.target) if pointer.kind in ("", row.get("kind"))}
    field = dataset.field(pointer.table, column)
    needed = field.get("constraints", {}).get("required") or column in primary_key(dataset, pointer.table)
    before = data.read(file)

    def kept(rows: list[Row]) -> list[Row]:
        named = [[code for code in row[column].split(";") if code in there] for row in rows]
        return [
            row | {column: ";".join(codes)}
            for row, codes in zip(rows, named, strict=True)
            if codes or not (row[column] and needed)
        ]

    data.change(file, kept)
    return data.read(file) != before


def _rows(data: Copy, table: str) -> list[Row]:
    header, *rows = data.rows(f"{table}.csv")
    return [dict(zip(header, row, strict=True)) for row in rows]
