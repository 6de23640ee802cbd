"""What two versions of a dataset differ in: rows by table and primary key, columns, and whole tables.

Cells differ where they mean something else: a number that a spreadsheet wrote as 38.9 in place of 38.90 is the same.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caspian.data import csvfile, files
from caspian.data.cells import plain
from caspian.data.fault import printable
from caspian.data.references import names
from caspian.data.sheet import not_utf8, torn

LONGEST = 60
"""Characters of a cell that a line of the report shows."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of a CSV file: the line that it begins on, its cells by column, and the same as `cells.plain` has them."""

    line: int
    cells: Mapping[str, str]
    plain: Mapping[str, str]


@dataclass(frozen=True)
class Changes:
    """What differs in one table. Rows by key; `changed` has the old and the new row.

    `columns_added` and `columns_removed` are by name; cells of such columns are not compared.
    """

    table: str
    added: Mapping[Key, Row]
    removed: Mapping[Key, Row]
    changed: Mapping[Key, tuple[Row, Row]]
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.columns_added or self.columns_removed)


@dataclass(frozen=True)
class Comparison:
    """What differs in two datasets: whole tables, the description, and the rows of the tables that both have."""

    tables_added: tuple[str, ...]
    tables_removed: tuple[str, ...]
    description_changed: bool
    tables: tuple[Changes, ...]

    def __bool__(self) -> bool:
        return bool(self.tables_added or self.tables_removed or self.description_changed or any(self.tables))


class UnreadableError(Exception):
    """A folder holds no dataset that could be compared; the message says why."""


def compare(old: str, new: str) -> Comparison:
    """Compare two folders or URLs. Raises UnreadableError where one cannot be read."""
    before, after = _read(old), _read(new)
    schemas = {name: tables_of(read) for name, read in (("old", before), ("new", after))}
    shared = [name for name in schemas["new"] if name in schemas["old"]]
    return Comparison(
        tables_added=tuple(name for name in schemas["new"] if name not in schemas["old"]),
        tables_removed=tuple(name for name in schemas["old"] if name not in schemas["new"]),
        description_changed=_description(before) != _description(after),
        tables=tuple(
            found
            for name in shared
            if (found := _table(name, schemas["old"][name], schemas["new"][name], before, after))
        ),
    )


def _read(place: str) -> files.Files:
    read = files.read(place)
    if read.missing_folder:
        raise UnreadableError(f"{place}: {read.missing_folder}")
    for path, reason in read.unreadable.items():
        raise UnreadableError(f"{place}: {path} {reason}")
    return read


def _description(read: files.Files) -> Mapping[str, Any]:
    try:
        return json.loads(read.contents[files.DESCRIPTION])
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{read.place}: {files.DESCRIPTION} is not JSON: {error}") from error


def tables_of(read: files.Files) -> dict[str, Mapping[str, Any]]:
    """The descriptor of each table by its name: where its file lies, its columns and its key."""
    try:
        tables = {one["name"]: one for one in _description(read)["resources"] if "schema" in one}
        for table in tables.values():
            _ = _fields(table), names(table["schema"].get("primaryKey", ()))
            if not files.inside(table["path"]):
                raise KeyError(table["path"])
    except (AttributeError, KeyError, TypeError) as error:
        raise UnreadableError(f"{read.place}: {files.DESCRIPTION} does not describe tables: {error!r}") from error
    return tables


def _fields(table: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {field["name"]: field for field in table["schema"]["fields"]}


def _table(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any], before: files.Files, after: files.Files
) -> Changes:
    earlier, was = _cut(before, old, _fields(new))
    columns, now = _cut(after, new, _fields(new))
    both = [column for column in columns if column in earlier]
    key = [column for column in names(new["schema"].get("primaryKey", ())) if column in both] or both
    old_rows, new_rows = _by_key(was, key), _by_key(now, key)
    return Changes(
        table=name,
        added={k: row for k, row in new_rows.items() if k not in old_rows},
        removed={k: row for k, row in old_rows.items() if k not in new_rows},
        changed={
            k: (old_rows[k], row)
            for k, row in new_rows.items()
            if k in old_rows and any(old_rows[k].plain[column] != row.plain[column] for column in both)
        },
        columns_added=tuple(column for column in columns if column not in earlier),
        columns_removed=tuple(column for column in earlier if column not in columns),
    )


def _cut(
    read: files.Files, table: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]]
) -> tuple[list[str], list[Row]]:
    """The header and the rows of a table."""
    path = table["path"]
    try:
        cut = csvfile.read(read.contents[path], _fields(table))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{read.place}: {not_utf8(path, read.contents[path], error)}") from error
    if cut.torn:
        raise UnreadableError(f"{read.place}: {torn(path, *cut.torn)}")
    width = len(cut.header)
    padded = [(cells + [""] * width)[:width] for cells in cut.cells]
    return cut.header, [
        _row(line, dict(zip(cut.header, cells, strict=True)), fields)
        for line, cells in zip(cut.lines, padded, strict=True)
    ]


def _row(line: int, cells: Mapping[str, str], fields: Mapping[str, Mapping[str, Any]]) -> Row:
    return Row(line, cells, {column: plain(fields.get(column, {}), cell) for column, cell in cells.items()})


def _by_key(rows: list[Row], key: Sequence[str]) -> dict[Key, Row]:
    """Rows by key, in the order of the file; a key that stands there again is told apart by its number."""
    found: dict[Key, Row] = {}
    for row in rows:
        own = tuple(row.plain[column] for column in key)
        again = 2
        unique = own
        while unique in found:
            unique = (*own, f"({again})")
            again += 1
        found[unique] = row
    return found


# The report


def report(found: Comparison) -> Iterator[str]:
    """The comparison in lines, as the command prints it."""
    if not found:
        yield "No differences"
        return
    for sign, tables in (("+", found.tables_added), ("-", found.tables_removed)):
        yield from (f"{sign} table {name}" for name in tables)
    if found.description_changed:
        yield f"~ {files.DESCRIPTION}"
    for changes in found.tables:
        yield from _of_table(changes)


def _of_table(changes: Changes) -> Iterator[str]:
    counts = {"added": changes.added, "removed": changes.removed, "changed": changes.changed}
    yield f"{changes.table}: " + ", ".join(f"{len(rows)} {word}" for word, rows in counts.items())
    yield from (f"  + column {column}" for column in changes.columns_added)
    yield from (f"  - column {column}" for column in changes.columns_removed)
    for key, row in changes.added.items():
        yield f"  + line {row.line}: {_joined(key)}"
    for key, row in changes.removed.items():
        yield f"  - line {row.line} of the old file: {_joined(key)}"
    for key, (old, new) in changes.changed.items():
        yield f"  ~ line {new.line}: {_joined(key)}"
        for column, cell in new.cells.items():
            if column in old.cells and old.plain[column] != new.plain[column]:
                was, now = round_the_difference(old.cells[column], cell)
                yield f'      {printable(column)}: "{was}" -> "{now}"'


def _joined(key: Key) -> str:
    return ", ".join(_shown(part) for part in key)


def round_the_difference(old: str, new: str) -> tuple[str, str]:
    """Two cells for a line of a report, cut to where they begin to differ, if that lies beyond what a line shows."""
    same = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(same - LONGEST // 3, 0) if max(len(old), len(new)) > LONGEST else 0
    mark = "…" if start else ""
    return _shown(mark + old[start:]), _shown(mark + new[start:])


def _shown(cell: str) -> str:
    return printable(cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…")
