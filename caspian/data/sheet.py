"""A table of the dataset as it lies in its file, cell by cell, and what is wrong with that file as a file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from caspian.data import files
from caspian.data.fault import Fault

BYTE_ORDER_MARK = "\ufeff"


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
    if not content.strip():
        return sheet, [Fault(file, None, "", "", "the file is empty: it needs at least its header")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return sheet, [_not_utf8(file, content, error)]
    faults = list(_ends(file, text))
    rows = files.cut(text.removeprefix(BYTE_ORDER_MARK))
    if rows.torn:
        faults.append(_torn(file, *rows.torn))
        if not rows.header:
            return sheet, faults
    described = [field["name"] for field in schema["fields"]]
    header_faults = list(_header(file, rows.header, described))
    width = len(rows.header)
    ragged = {row: len(cells) for row, cells in enumerate(rows.cells) if len(cells) != width}
    faults.extend(header_faults)
    faults.extend(
        Fault(file, rows.lines[row], "", "", f"the row has {cells} cells, the header has {width}")
        for row, cells in ragged.items()
    )
    padded = [(cells + [""] * width)[:width] if row in ragged else cells for row, cells in enumerate(rows.cells)]
    columns = list(zip(*padded, strict=True)) if padded else [()] * width
    by_name = dict(zip(reversed(rows.header), reversed(columns), strict=True))  # of two alike, the first
    kept = {column: by_name[column] for column in described if column in by_name}
    whole = not rows.torn and not header_faults
    return replace(sheet, columns=kept, lines=rows.lines, ragged=frozenset(ragged), whole=whole), faults


def _not_utf8(file: str, content: bytes, error: UnicodeDecodeError) -> Fault:
    line = content.count(b"\n", 0, error.start) + 1
    byte = content[error.start]
    rule = f"is not UTF-8 text: byte {error.start + 1} of the file is 0x{byte:02X}. Save it as UTF-8"
    return Fault(file, line, "", "", rule)


def _torn(file: str, line: int, what: str) -> Fault:
    rule = (
        f'a quote (") is not closed, or stands where it should be doubled ({what}); '
        "the rest of the file was not read. Was it cut off while being written?"
    )
    return Fault(file, line, "", "", rule)


def _ends(file: str, text: str) -> Iterator[Fault]:
    if text.startswith(BYTE_ORDER_MARK):
        yield Fault(file, 1, "", "", "starts with a byte order mark. Save it as UTF-8 without BOM")
    if not text.endswith(("\n", "\r")):
        line = text.count("\n") + 1
        rule = "the last line has no line end. Was the file cut off while being written?"
        yield Fault(file, line, "", "", rule)


def _header(file: str, header: list[str], described: list[str]) -> Iterator[Fault]:
    if len(header) == 1 < len(described):
        rule = f"is the only cell of the header, which has {len(described)}: separate cells by commas"
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
