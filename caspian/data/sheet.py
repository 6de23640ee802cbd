"""A table of the dataset as it lies in its file, cell by cell, and what is wrong with that file as a file."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from caspian.data import csvfile, files
from caspian.data.fault import Fault


@dataclass(frozen=True)
class Sheet:
    """The cells of a table as text.

    `columns`: cells by described column; a row that is too short is filled up with empty cells. `lines`: the
    line of the file that each row begins on. `ragged`: rows (by position) whose number of cells is wrong,
    about which nothing else is said. `whole`: False where rows or columns may be missing, so that nothing can
    be said to be absent from the table.
    """

    name: str
    file: str
    schema: Mapping[str, Any]
    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]
    ragged: frozenset[int] = frozenset()
    whole: bool = True

    def has(self, *columns: str) -> bool:
        return all(column in self.columns for column in columns)

    def fault(self, row: int, column: str, value: str, rule: str) -> Iterator[Fault]:
        """The fault of a cell, by the position of its row; none in a row that is ragged anyway."""
        if row not in self.ragged:
            yield Fault(self.file, self.lines[row], column, value, rule)

    def warning(self, row: int, column: str, value: str, rule: str) -> Iterator[Fault]:
        """The same for what is odd in a cell, but may be right."""
        for fault in self.fault(row, column, value, rule):
            yield replace(fault, grade="warning")


def open_sheet(name: str, file: str, schema: Mapping[str, Any], content: bytes) -> tuple[Sheet, list[Fault]]:
    """Cut a file into the cells of its table, and say what keeps it from being a proper CSV file."""
    sheet = Sheet(name, file, schema, {}, (), whole=False)
    if not content.removeprefix(BOM_UTF8).strip():
        return sheet, [empty(file)]
    described = [field["name"] for field in schema["fields"]]
    try:
        found = csvfile.read(content, described)
    except UnicodeDecodeError as error:
        return sheet, [not_utf8(file, content, error)]
    faults = list(unended(file, content))
    if found.torn:
        faults.append(torn(file, *found.torn))
        if not found.header:
            return sheet, faults
    header_faults = list(_header(file, found.header, described))
    width = len(found.header)
    ragged = {row: len(cells) for row, cells in enumerate(found.cells) if len(cells) != width}
    faults.extend(header_faults)
    faults.extend(
        Fault(file, found.lines[row], "", "", f"the row has {cells} cells, the header has {width}")
        for row, cells in ragged.items()
    )
    padded = [(cells + [""] * width)[:width] if row in ragged else cells for row, cells in enumerate(found.cells)]
    columns = list(zip(*padded, strict=True)) if padded else [()] * width
    by_name = dict(zip(reversed(found.header), reversed(columns), strict=True))  # of two alike, the first
    kept = {column: by_name[column] for column in described if column in by_name}
    whole = not found.torn and not header_faults
    return replace(sheet, columns=kept, lines=found.lines, ragged=frozenset(ragged), whole=whole), faults


def empty(file: str) -> Fault:
    return Fault(file, None, "", "", "the file is empty: it needs at least its header")


def not_utf8(file: str, content: bytes, error: UnicodeDecodeError) -> Fault:
    """The fault of a file that is not UTF-8, with what to do: letters may be lost in it already."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Fault(file, 1, "", "", "is UTF-16, not UTF-8 text: `python -m caspian.tidy FILE` turns it")
    byte = f"byte {error.start + 1} of the file is 0x{content[error.start]:02X}"
    rule = f"is not UTF-8 text: {byte}. Export the original anew as CSV UTF-8: in this file letters may be lost"
    return Fault(file, csvfile.line_of(content, error.start), "", "", rule)


def torn(file: str, line: int, what: str) -> Fault:
    """The fault of a file that stops being CSV at a line."""
    rule = (
        f'a quote (") is not closed, or stands where it should be doubled ({what}); '
        "the rest of the file was not read. Was it cut off while being written?"
    )
    return Fault(file, line, "", "", rule)


def unended(file: str, content: bytes) -> Iterator[Fault]:
    """The fault of a file whose last line does not end: nothing else tells that the rest was lost."""
    if not content.endswith((b"\n", b"\r")):
        rule = "the last line has no line end. Was the file cut off while being written?"
        yield Fault(file, csvfile.line_of(content, len(content)), "", "", rule)


def _header(file: str, header: list[str], described: list[str]) -> Iterator[Fault]:
    if len(header) == 1 < len(described):
        rule = f"is the only cell of the header, which has {len(described)}: separate them by commas"
        yield Fault(file, 1, "", header[0], rule)
        return
    for column, times in Counter(header).items():
        if not column.strip():
            yield Fault(file, 1, "", "", "a column has no name in the header")
        elif column not in described:
            yield Fault(file, 1, column, "", f"the column is not described in {files.DESCRIPTION}")
        elif times > 1:
            yield Fault(file, 1, column, "", f"the column stands {times} times in the header")
    for column in described:
        if column not in header:
            yield Fault(file, 1, column, "", "the column is missing")
