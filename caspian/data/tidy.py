"""Turn a CSV file that a spreadsheet wrote into the form of the dataset's own files, and say what that changed.

All or nothing: where one cell cannot be turned without guessing, the file stays as it is.
"""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from caspian.data import csvfile
from caspian.data.cells import Field
from caspian.data.compare import round_the_difference
from caspian.data.csvfile import Rows
from caspian.data.fault import Fault, printable
from caspian.data.sheet import empty, not_utf8, torn, unended
from caspian.data.spreadsheet import Marks, UnsureError, marks_in, turned

SEPARATED = {";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class Change:
    """A cell that was turned: its line in the file as it was (the header is line 1), and its column."""

    line: int
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Tidied:
    """A file in the dataset's form.

    `content`: its bytes; as they were where nothing was to do, or something was refused. `whole`: what was changed
    that is no single cell, in words. `refused`: what cannot be turned without guessing, and what to do about it.
    """

    content: bytes
    whole: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    refused: tuple[Fault, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.whole or self.changes) and not self.refused


class _RefusedError(Exception):
    """The file as a whole cannot be turned."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = faults


def tidy(content: bytes, file: str, schema: Mapping[str, Any]) -> Tidied:
    """The content of a table's file in the dataset's form. `file` is its name in what is said. Raises nothing."""
    fields = {field["name"]: field for field in schema["fields"]}
    try:
        text, decoded = _decoded(content, file)
        rows = csvfile.cut(text, fields)
        _whole(rows, text, file, fields)
        rows, trimmed = _trimmed(rows, file)
    except _RefusedError as refused:
        return Tidied(content, refused=refused.faults)
    cells, changes, unsure = _cells(rows, file, fields)
    if unsure:
        return Tidied(content, refused=tuple(sorted(unsure, key=lambda fault: fault.line or 0)))
    whole = (*decoded, *_form(text, rows), *trimmed)
    return Tidied(_written(rows.header, cells) if whole or changes else content, whole, tuple(changes))


# The file as a whole


def _decoded(content: bytes, file: str) -> tuple[str, list[str]]:
    """The text of a file, and what its encoding was in words where it is another one than the dataset's."""
    wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        raise _RefusedError(_not_utf16(file) if wide else not_utf8(file, content, error)) from error
    if wide and "\0" in text:
        raise _RefusedError(_not_utf16(file))
    if wide:
        return text, ["UTF-16 -> UTF-8"]
    return text, ["the byte-order mark is removed"] if content.startswith(BOM_UTF8) else []


def _not_utf16(file: str) -> Fault:
    return Fault(file, None, "", "", "is neither UTF-8 nor UTF-16 text. Export the original anew as CSV UTF-8")


def _whole(rows: Rows, text: str, file: str, fields: Mapping[str, Field]) -> None:
    """Refuse what is no whole table, or another one."""
    if not rows.header and not rows.torn:
        raise _RefusedError(empty(file))
    cut_off = [torn(file, *rows.torn)] if rows.torn else list(unended(file, text.encode()))
    if cut_off:
        raise _RefusedError(*cut_off)
    if not any(name.strip() in fields for name in rows.header):
        rule = "the header names no column of the table. If the file is of another one, name it: --table"
        raise _RefusedError(Fault(file, 1, "", rows.delimiter.join(rows.header), rule))


def _form(text: str, rows: Rows) -> Iterator[str]:
    if rows.delimiter in SEPARATED:
        yield f"cells separated by {SEPARATED[rows.delimiter]} -> by commas"
    if "\r" in text:
        yield "line ends of Windows or of an old Mac -> of Unix"


def _trimmed(rows: Rows, file: str) -> tuple[Rows, list[str]]:
    """Without empty rows, and without empty columns on the right; what was removed, in words."""
    names = [name.strip() for name in rows.header]
    while names and not names[-1]:
        names.pop()
    width = len(names)
    broken = [
        Fault(file, line, "", "", _width(len(cells), len(rows.header)))
        for line, cells in zip(rows.lines, rows.cells, strict=True)
        if any(cell.strip() for cell in cells) and (len(cells) < width or any(cell.strip() for cell in cells[width:]))
    ]
    if broken:
        raise _RefusedError(*broken)
    kept = [
        (line, cells[:width])
        for line, cells in zip(rows.lines, rows.cells, strict=True)
        if any(cell.strip() for cell in cells)
    ]
    said = []
    if len(rows.header) > width or any(len(cells) > width for cells in rows.cells):
        said.append("empty columns on the right are removed")
    if gone := set(rows.lines).difference(line for line, _ in kept):
        said.append(f"empty rows are removed: {_lines(sorted(gone))}")
    if names != rows.header[:width]:
        said.append("spaces around names of the header are removed")
    return Rows(names, [cells for _, cells in kept], [line for line, _ in kept], rows.delimiter), said


def _width(cells: int, header: int) -> str:
    if cells == header:
        return "the row goes on where the header names no column"
    return f"the row has {cells} cells, the header has {header}"


def _written(header: Sequence[str], cells: Sequence[Sequence[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *cells])
    return text.getvalue().encode()


# Its cells


def _cells(rows: Rows, file: str, fields: Mapping[str, Field]) -> tuple[list[list[str]], list[Change], list[Fault]]:
    """The cells in the dataset's form, what was changed, and what cannot be turned; by column."""
    marks = _marks(rows, fields)
    cells = [list(row) for row in rows.cells]
    changes, unsure = [], []
    for place, column in enumerate(rows.header):
        known: dict[str, str | UnsureError] = {}
        for line, row in zip(rows.lines, cells, strict=True):
            old = row[place]
            if old not in known:
                known[old] = _turned(fields.get(column, {}), old, marks)
            new = known[old]
            if isinstance(new, UnsureError):
                unsure.append(Fault(file, line, column, old, str(new)))
            elif new != old:
                row[place] = new
                changes.append(Change(line, column, old, new))
    return cells, changes, unsure


def _turned(field: Field, cell: str, marks: Marks) -> str | UnsureError:
    try:
        return turned(field, cell, marks)
    except UnsureError as unsure:
        return unsure


def _marks(rows: Rows, fields: Mapping[str, Field]) -> Marks:
    numbers = [place for place, name in enumerate(rows.header) if fields.get(name, {}).get("type") == "number"]
    return marks_in((row[place] for row in rows.cells for place in numbers), rows.delimiter)


# The report


def report(tidied: Tidied, file: str, *, written: bool = True) -> Iterator[str]:
    """What was changed or refused, in lines; cells that changed in the same way are in one. `written`: not a trial."""
    if tidied.refused:
        yield printable(f"{file} stays as it is. Not to be turned without guessing:")
        yield from (f"  {fault}" for fault in tidied.refused)
        return
    if not tidied:
        yield printable(f"{file}: nothing to do")
        return
    count = f"{len(tidied.changes):,} cell{'' if len(tidied.changes) == 1 else 's'}"
    yield printable(f"{file} {'is' if written else 'would be'} changed, in {count}:")
    yield from (f"  {said}" for said in tidied.whole)
    for column in dict.fromkeys(change.column for change in tidied.changes):
        yield f"  {printable(column) or '(no name)'}"
        alike: dict[tuple[str, str], list[int]] = {}
        for change in tidied.changes:
            if change.column == column:
                alike.setdefault((change.old, change.new), []).append(change.line)
        for (old, new), lines in alike.items():
            was, now = round_the_difference(old, new)
            yield f'    {_lines(lines)}: "{was}" -> "{now}"'


def _lines(lines: Sequence[int]) -> str:
    """`line 2`, or `lines 2-4, 9`."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1][1:] = [line]
        else:
            spans.append([line])
    return f"line{'s' if len(lines) > 1 else ''} " + ", ".join("-".join(map(str, span)) for span in spans)
