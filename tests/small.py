"""The small frozen dataset of tests/data/small, and variants of it that a test draws.

It holds the tables alone: their description is that of the product, so that a copy is complete only with it.
What stands in it, and every total worked out by hand, is in tests/data/small/README.md.
"""

import csv
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from caspian.data import dataset, files
from caspian.data.dataset import Dataset
from tests.damage import Copy

FOLDER = Path(__file__).parent / "data" / "small"

Row = dict[str, str]
Change = Callable[[list[Row]], list[Row]]


def copy(to: Path) -> Copy:
    """The whole of it in a folder of its own; columns that the description has got meanwhile are empty."""
    data = Copy(to, FOLDER)
    for file, columns in _new_columns().items():
        header, *rows = data.rows(file)
        data.write_rows(file, [[*header, *columns], *([*row, *("" for _ in columns)] for row in rows)])
    return data


@cache
def _new_columns() -> dict[str, list[str]]:
    """By file, the columns of the product's description that these tables do not have."""
    described = json.loads((files.SHIPPED / files.DESCRIPTION).read_bytes())["resources"]
    missing = {}
    for table in described:
        if "schema" in table:
            header = next(csv.reader([(FOLDER / table["path"]).read_text(encoding="utf-8").splitlines()[0]]))
            missing[table["path"]] = [one["name"] for one in table["schema"]["fields"] if one["name"] not in header]
    return {file: columns for file, columns in missing.items() if columns}


def folder(to: Path) -> Path:
    """The folder of a copy, for whatever reads files."""
    return copy(to).folder


def edited(to: Path, **changes: Change) -> Dataset:
    """The small dataset with the rows of some tables changed: edited(tmp_path, visits=without(visit_id="…"))."""
    data = copy(to)
    for table, change in changes.items():
        data.change(f"{table}.csv", change)
    return dataset.load(data.location)


# Changes; each fails where no row is what it says, so that no test rests on an edit that never happened.


def without(**cells: str) -> Change:
    """Drop the rows that have these cells."""
    return lambda rows: [row for row in rows if row not in _hits(rows, cells)]


def none(rows: list[Row]) -> list[Row]:
    """Keep the header only."""
    assert rows, "the table is empty already"
    return []


def where(**cells: str) -> Callable[..., Change]:
    """Put other cells into the rows that have these: where(visit_id="…")(level="other")."""
    return lambda **new: lambda rows: [row | new if row in _hits(rows, cells) else row for row in rows]


def like(**cells: str) -> Callable[..., Change]:
    """Add a row that differs from the one with these cells: like(visit_id="…")(visit_id="…", end_date="…")."""

    def changed(**new: str) -> Change:
        def change(rows: list[Row]) -> list[Row]:
            (model,) = _hits(rows, cells)
            return [*rows, model | new]

        return change

    return changed


def _hits(rows: list[Row], cells: Row) -> list[Row]:
    hits = [row for row in rows if cells.items() <= row.items()]
    assert hits, f"no row has {cells}"
    return hits
