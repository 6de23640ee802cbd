"""Edits of a dataset, drawn along its description: what a maintainer may do to any row, column or code.

An edit knows types, keys and references, and no other rule: one that the check refuses is left out (see `editions`).
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

from hypothesis import assume
from hypothesis import strategies as st

from caspian.data import dataset, files, references, rules, validate
from caspian.data.codes import ONLY_ONCE
from caspian.data.dataset import Dataset
from caspian.data.files import Files
from caspian.data.references import Pointer
from caspian.data.vocabulary import VOCABULARIES

T = TypeVar("T")
Row = dict[str, str]
Tables = dict[str, list[Row]]
Draw = Callable[[st.SearchStrategy[T]], T]
Edit = Callable[[Any, Tables], str]
"""Draws what it changes, changes it, and says in words what it did."""

DESCRIPTION = (files.SHIPPED / files.DESCRIPTION).read_bytes()
SCHEMAS = {table["name"]: table["schema"] for table in json.loads(DESCRIPTION)["resources"] if "schema" in table}
FIELDS = {table: {field["name"]: field for field in schema["fields"]} for table, schema in SCHEMAS.items()}
KEYS = {table: references.names(schema["primaryKey"]) for table, schema in SCHEMAS.items()}
REFUSED = {one.name for one in VOCABULARIES if one.unknown == "refused"}
"""Kinds of terms of which the product knows them all."""

NEW_CODES = {"terms": ("unheard_of", "unheard_too"), "sectors": ("health", "water"), "countries": ("QAA", "MNG")}
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(str)
NUMBERS = ("0", "1", "3", "-1", "-100", "90", "0.000001", "99.95", "12345.6", "1e12", "987654321098")
TEXTS = (
    "x",
    "nan",
    "0",
    "a | b\\",
    "**b** <b>b</b> [l](javascript:alert) $x$ :red[r] `c` ~~d~~",
    "=1+1",
    "Qızıl Şərq – Орда " * 120,
    "long" * 200,
)


@cache
def pointers() -> tuple[Pointer, ...]:
    return references.pointers(dataset.load(str(files.SHIPPED)))


@cache
def pointer_of(table: str, column: str) -> Pointer | None:
    return next((one for one in pointers() if (one.table, one.column) == (table, column)), None)


def taken_apart(read: Files) -> Tables:
    """The rows of all tables, as cells by column."""
    return {
        table: list(csv.DictReader(io.StringIO(read.contents[f"{table}.csv"].decode(), newline=""))) for table in FIELDS
    }


def put_together(tables: Tables) -> Files:
    """The files of these rows."""
    written = {f"{table}.csv": _csv(table, rows) for table, rows in tables.items()}
    return Files({files.DESCRIPTION: DESCRIPTION, **written}, {})


def _csv(table: str, rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(FIELDS[table]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@dataclass(frozen=True)
class Edition:
    """A dataset after edits that the check accepted, its rows, and what was done in words."""

    dataset: Dataset
    tables: Tables
    done: tuple[str, ...]

    def __repr__(self) -> str:
        return "; ".join(self.done)


@st.composite
def editions(draw: Any, whole: Files, most: int = 8) -> Edition:
    """The dataset after three to ``most`` edits; of those that the check refuses, nothing is left."""
    tables, done = taken_apart(whole), []
    for _ in range(draw(st.integers(3, most))):
        tried = deepcopy(tables)
        said = draw(st.sampled_from(EDITS))(draw, tried)
        if not validate.check(put_together(tried)):
            tables = tried
            done.append(said)
    assume(done)
    return Edition(dataset.build(put_together(tables)), tables, tuple(done))


# Edits


def put(draw: Any, tables: Tables) -> str:
    """The same cell in one row, in some or in all: another code, known or new, another day, number, text, or none."""
    table = draw(st.sampled_from([name for name in tables if tables[name]]))
    column = draw(st.sampled_from([name for name in FIELDS[table] if KEYS[table] != (name,)]))
    chosen, rows = _rows(draw, tables[table])
    value = draw(values(tables, table, column))
    for row in rows:
        row[column] = value
        _complete(draw, tables, table, row, column)
    _introduce(tables, pointer_of(table, column), value)
    return f"{table}: {column} of {chosen} is {value[:60]!r}"


def remove(draw: Any, tables: Tables) -> str:
    """One row, some or all, with everything that cannot be without them."""
    table = draw(st.sampled_from([name for name in tables if tables[name]]))
    chosen, rows = _rows(draw, tables[table])
    spared = [row for row in rows if _must_stay(table, row)]
    take_away(tables, table, [row for row in rows if row not in spared])
    return f"{table}: {chosen} removed"


def repeat(draw: Any, tables: Tables) -> str:
    """A row again under another key, once or often."""
    table = draw(st.sampled_from([name for name in tables if tables[name]]))
    model = draw(st.sampled_from(tables[table]))
    times = draw(st.sampled_from((1, 2, 40)))
    for _ in range(times):
        tables[table].append(_under_new_key(draw, tables, table, model))
    return f"{table}: {_name(table, model)} {times} times more"


def rename(draw: Any, tables: Tables) -> str:
    """Another key for a row, or for all, here and wherever it is named."""
    able = [name for name in tables if tables[name] and (len(KEYS[name]) == 1 or name == "terms")]
    table = draw(st.sampled_from(able))
    column = "term" if table == "terms" else KEYS[table][0]
    chosen, rows = _rows(draw, [row for row in tables[table] if row.get("kind") not in REFUSED or table != "terms"])
    for row in rows:
        name_anew(tables, table, row, _unused(tables, table, column, row[column]))
    return f"{table}: {chosen} renamed"


def move(draw: Any, tables: Tables) -> str:
    """All dates of a row, of some or of all, by as many days."""
    dated = [name for name in tables if tables[name] and _dates(name)]
    table = draw(st.sampled_from(dated))
    chosen, rows = _rows(draw, tables[table])
    by = draw(st.sampled_from((-3653, -366, -30, -1, 1, 30, 366, 3653)))
    for row in rows:
        _moved(table, row, by)
    return f"{table}: {chosen} moved by {by} days"


EDITS: tuple[Edit, ...] = (put, put, put, remove, repeat, rename, move)


# What may stand in a cell


def values(tables: Tables, table: str, column: str) -> st.SearchStrategy[str]:
    """Cells of the column's type, good and odd ones."""
    field = FIELDS[table][column]
    limits = field.get("constraints", {})
    pointer = pointer_of(table, column)
    if pointer:
        codes = [row[pointer.key] for row in _targets(tables, pointer)]
        if pointer.kind not in REFUSED:
            codes += NEW_CODES.get(pointer.target, ())
        some = st.sampled_from(codes) if codes else st.just("")
        given = st.lists(some, min_size=1, max_size=3, unique=True).map(";".join) if pointer.listed else some
    elif "enum" in limits:
        given = st.sampled_from(limits["enum"])
    elif field["type"] == "boolean":
        given = st.sampled_from([*field["trueValues"], *field["falseValues"]])
    elif field["type"] == "date":
        given = DAYS
    elif field["type"] in ("number", "integer"):
        given = st.sampled_from(NUMBERS)
    else:
        given = st.sampled_from(TEXTS)
    return given if limits.get("required") else st.one_of(st.just(""), given)


def _complete(draw: Any, tables: Tables, table: str, row: Row, column: str) -> None:
    """Cells that say something only together with one that has been put or emptied."""
    for where, *both in rules.TOGETHER:
        if where == table and column in both:
            (other,) = (name for name in both if name != column)
            if not row[column]:
                row[other] = ""
            elif not row[other]:
                row[other] = draw(values(tables, table, other).filter(bool))


def _introduce(tables: Tables, pointer: Pointer | None, value: str) -> None:
    """The rows of new codes in the tables of codes."""
    if not pointer:
        return
    known = {row[pointer.key] for row in _targets(tables, pointer)}
    for code in (code for code in NEW_CODES.get(pointer.target, ()) if code in value.split(";") and code not in known):
        texts = {"en": f"New {code}", "ru": f"Новое {code}", "az": f"Yeni {code}"}
        new = {f"{stem}_{language}": text for language, text in texts.items() for stem in ("name", "label")}
        new |= {"kind": pointer.kind, pointer.key: code, "role": "focus" if code == "QAA" else "other"}
        tables[pointer.target].append({column: new.get(column, "") for column in FIELDS[pointer.target]})


# Rows


def name_anew(tables: Tables, table: str, row: Row, new: str) -> None:
    """Another key for a row, here and wherever it is named."""
    column = "term" if table == "terms" else KEYS[table][0]
    old, row[column] = row[column], new
    for pointer in _pointing(table, row):
        for other in tables[pointer.table]:
            other[pointer.column] = ";".join(new if code == old else code for code in _codes(other, pointer))


def _rows(draw: Any, rows: list[Row]) -> tuple[str, list[Row]]:
    """One of the rows, a few or all, and how many they are in words."""
    few = st.lists(st.integers(0, max(len(rows) - 1, 0)), min_size=1, max_size=3, unique=True)
    chosen = draw(st.one_of(st.just(range(len(rows))), few)) if rows else ()
    said = "all rows" if len(chosen) == len(rows) else f"rows {', '.join(str(place + 2) for place in chosen)}"
    return said, [rows[place] for place in chosen]


def _name(table: str, row: Row) -> str:
    return " ".join(row[column][:40] for column in KEYS[table])


def _must_stay(table: str, row: Row) -> bool:
    """Rows without which there are no data: the roles that one country has, and the codes that are all known."""
    return row.get("role") in ONLY_ONCE or (table == "terms" and row["kind"] in REFUSED)


def take_away(tables: Tables, table: str, gone: Iterable[Row]) -> None:
    """Take rows away, their codes from the cells that name them, and the rows that cannot be without these."""
    gone = list(gone)
    if not gone:
        return
    tables[table] = [row for row in tables[table] if row not in gone]
    for pointer in {pointer for row in gone for pointer in _pointing(table, row)}:
        lost = {row[pointer.key] for row in gone if pointer.kind in ("", row.get("kind"))}
        orphans = []
        for row in tables[pointer.table]:
            codes = _codes(row, pointer)
            left = [code for code in codes if code not in lost]
            if len(left) == len(codes):
                continue
            if not left and FIELDS[pointer.table][pointer.column].get("constraints", {}).get("required"):
                orphans.append(row)
            row[pointer.column] = ";".join(left)
            _complete(None, tables, pointer.table, row, pointer.column)
        take_away(tables, pointer.table, orphans)


def _pointing(table: str, row: Mapping[str, str]) -> list[Pointer]:
    return [one for one in pointers() if one.target == table and one.kind in ("", row.get("kind"))]


def _codes(row: Row, pointer: Pointer) -> list[str]:
    cell = row[pointer.column]
    return (cell.split(";") if pointer.listed else [cell]) if cell else []


def _targets(tables: Tables, pointer: Pointer) -> list[Row]:
    """The rows that a column may point to: of terms, those of its kind."""
    return [row for row in tables[pointer.target] if pointer.kind in ("", row.get("kind"))]


def _under_new_key(draw: Any, tables: Tables, table: str, model: Row) -> Row:
    row = dict(model)
    if row.get("role") in ONLY_ONCE:
        row["role"] = "other"
    for column, field in FIELDS[table].items():
        limits = field.get("constraints", {})
        free = not pointer_of(table, column) and "enum" not in limits
        if (
            row[column]
            and free
            and (column in KEYS[table] or limits.get("unique") or (table, column) == ("freight_series", "rank"))
        ):
            if field["type"] == "integer":
                row[column] = str(1 + max(int(other[column] or 0) for other in tables[table]))
            elif field["type"] == "string":
                row[column] = _unused(tables, table, column, row[column])
    taken = {tuple(other[column] for column in KEYS[table]) for other in tables[table]}
    if tuple(row[column] for column in KEYS[table]) in taken:
        _moved(table, row, -draw(st.integers(1, 4000)))
    return row


def _unused(tables: Tables, table: str, column: str, like: str) -> str:
    """A code that the column does not have yet, of its pattern."""
    pattern = re.compile(FIELDS[table][column].get("constraints", {}).get("pattern", ".*"))
    taken = {row[column] for row in tables[table]}
    letters = [chr(ord("A") + place) for place in range(26)]
    ways = [f"{like}{mark}{number}" for number in range(1, 200) for mark in (" ", "-", "_", "")]
    ways += [f"Q{one}{other}" for one in letters for other in letters]
    return next(way for way in ways if pattern.fullmatch(way) and way not in taken)


def _dates(table: str) -> list[str]:
    return [column for column, field in FIELDS[table].items() if field["type"] == "date"]


def _moved(table: str, row: Row, by: int) -> None:
    for column in _dates(table):
        if row[column]:
            row[column] = str(date.fromisoformat(row[column]) + timedelta(days=by))
