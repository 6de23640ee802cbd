"""The small frozen dataset of tests/data/small, and variants of it that a test draws.

It holds the tables alone: their description is that of the product, so that a copy is complete only with it.
What stands in it, and every total worked out by hand, is in tests/data/small/README.md.
"""

from collections.abc import Callable
from pathlib import Path

from caspian.data import dataset
from caspian.data.dataset import Dataset
from tests.damage import Copy

FOLDER = Path(__file__).parent / "data" / "small"

Row = dict[str, str]
Change = Callable[[list[Row]], list[Row]]


def copy(to: Path) -> Copy:
    """The whole of it in a folder of its own."""
    return Copy(to, FOLDER)


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
