"""A cell of a table: how a value is written in it, and what stands in it, by the description of its column."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

LIST, TERMS = "caspian:list", "caspian:terms"

Field = Mapping[str, Any]

# Python reads also " 1_000", "NaN" or Arabic digits as a number; a file says it plainly.
PLAIN = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "number": re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"),
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
}

# What a spreadsheet takes for a formula, also after blanks and letters that nobody sees, or with wide signs.
UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
BEGINS = rf"(?:[\t\r\n]|{UNSEEN}*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])"
FORMULA = re.compile(rf"'*{BEGINS}")
GUARD = re.compile(rf"'{BEGINS}")
"""What a file holds wherever a guarded text stands in it."""


def guarded(text: str) -> str:
    """A text for a spreadsheet: one that it would run gets an apostrophe before it."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text


def true_words(field: Field) -> tuple[str, ...]:
    """What means yes in a column of the type boolean; the product writes the first."""
    return tuple(field.get("trueValues", ("true", "True", "TRUE", "1")))


def false_words(field: Field) -> tuple[str, ...]:
    return tuple(field.get("falseValues", ("false", "False", "FALSE", "0")))


def entries(cell: str) -> tuple[str, ...]:
    """The entries of a list cell: "a; b" is ("a", "b"), an empty cell is ()."""
    return tuple(entry.strip() for entry in cell.split(";")) if cell else ()


def written(field: Field, value: Any) -> str:
    """A value of a loaded table as the files write it; empty for one unlike itself (NaN, NaT)."""
    if isinstance(value, tuple):
        return ";".join(value)
    if value is None or value != value:
        return ""
    match field.get("type"):
        case "date" if isinstance(value, pd.Timestamp):
            return value.date().isoformat()
        case "boolean":
            return (true_words(field) if value else false_words(field))[0]
        case "number" | "integer" if not isinstance(value, str):
            return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(float(value))
    return str(value)


def plain(field: Field, cell: str) -> str:
    """A cell as the product writes what stands in it: two that load alike ("38.90", "38.9") become the same."""
    kind = field.get("type", "string")
    if LIST in field:
        return written(field, entries(cell))
    if kind in ("number", "integer") and PLAIN[kind].fullmatch(cell):
        return written(field, float(cell))
    if kind == "boolean" and cell in (*true_words(field), *false_words(field)):
        return written(field, cell in true_words(field))
    return cell
