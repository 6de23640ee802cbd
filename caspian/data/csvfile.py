"""A CSV file as programs and spreadsheets write it, cut into rows.

UTF-8, with or without a byte-order mark; cells separated by commas, semicolons or tabs throughout; lines that end as
on Unix, Windows or an old Mac. What is read is the same, so that the check, the load and a comparison agree.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from caspian.data.cells import GUARD, unguarded

BYTE_ORDER_MARK = "\ufeff"
DELIMITERS = (",", ";", "\t")

# A cell may hold a megabyte of text; the csv module stops at 128 kB unless told otherwise.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


@dataclass(frozen=True)
class Rows:
    """A CSV file cut into rows, with the line of the file that each begins on (the header is line 1).

    `torn` is (line, what is wrong) where the file stops being CSV; the rows before it are kept.
    """

    header: list[str]
    cells: list[list[str]]
    lines: list[int]
    delimiter: str
    torn: tuple[int, str] | None = None


def read(content: bytes, columns: Iterable[str]) -> Rows:
    """The rows of a table with those columns, without the apostrophes that guard text in our downloads.

    Raises UnicodeDecodeError where the file is not UTF-8.
    """
    text = content.decode("utf-8")
    rows = cut(text, columns)
    if not GUARD.search(text):
        return rows  # as nearly always: 100,000 rows need not be looked through
    return replace(rows, cells=[[unguarded(cell) if cell[:1] == "'" else cell for cell in row] for row in rows.cells])


def cut(text: str, columns: Iterable[str]) -> Rows:
    """Cut a text into rows, cell by cell as they stand there; line ends inside a cell become "\\n".

    Empty lines are passed over, but counted as lines.
    """
    text = text.lstrip(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text, frozenset(columns))
    cells: list[list[str]] = []
    lines: list[int] = []
    torn = None
    for line, row in _numbered(text, delimiter):
        if isinstance(row, str):
            torn = (line, row)
        elif row:
            cells.append(row)
            lines.append(line)
    return Rows(cells[0] if cells else [], cells[1:], lines[1:], delimiter, torn)


def _delimiter(text: str, columns: frozenset[str]) -> str:
    """The delimiter by which the header names most of the columns; a comma where none does."""
    header = text.lstrip("\n").partition("\n")[0]

    def named(delimiter: str) -> int:
        _, names = next(_numbered(header, delimiter), (1, ""))
        return len(columns.intersection(name.strip() for name in names)) if isinstance(names, list) else 0

    return max(DELIMITERS, key=named)


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        yield line, str(error)


def line_of(content: bytes, position: int) -> int:
    """The line of a file in which a byte stands."""
    before = content[:position].replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r") + 1
