"""The rules that `datapackage.json` itself states, applied to tables: types, constraints, keys, references.

Frictionless is the judge of every type and constraint. It is asked once per different cell of a column, which
is what makes 100,000 rows a matter of a second.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import frictionless
from frictionless.fields import BooleanField

from caspian.data import letters
from caspian.data.cells import LIST, PLAIN, TERMS
from caspian.data.fault import Fault
from caspian.data.sheet import Sheet
from caspian.data.vocabulary import VOCABULARIES

NOT_OF_TYPE = {
    "date": "is not a day of the calendar written YYYY-MM-DD",
    "number": 'is not a number (digits, with "." before decimals and nothing between thousands)',
    "integer": "is not a whole number",
}
NEITHER = "is neither "

Sheets = Mapping[str, Sheet]


def load_schema(descriptor: Mapping[str, Any]) -> frictionless.Schema:
    """The schema as Frictionless understands it; raises FrictionlessException where it does not."""
    # Only what bears on the cells: other properties may name files or addresses to be fetched.
    known = ("fields", "missingValues", "primaryKey", "foreignKeys")
    return _schema(json.dumps({key: descriptor[key] for key in known if key in descriptor}))


@lru_cache(maxsize=100)  # a description seldom changes, and is costly to take in
def _schema(descriptor: str) -> frictionless.Schema:
    return frictionless.Schema.from_descriptor(json.loads(descriptor), datapackage_version="v2")


def check(sheets: Sheets) -> Iterator[Fault]:
    """Everything in the tables that breaks a rule of their description."""
    for sheet in sheets.values():
        for field in load_schema(sheet.schema).fields:
            if sheet.has(field.name):
                yield from _cells(sheet, field)
        yield from _unique(sheet)
        yield from _foreign_keys(sheet, sheets)
        yield from _entries(sheet, sheets)


# One cell


def _cells(sheet: Sheet, field: frictionless.Field) -> Iterator[Fault]:
    cells = sheet.columns[field.name]
    judge = _judge(field)
    broken: dict[str, tuple[str, str]] = {}
    for cell in set(cells):
        if ruin := letters.ruin(cell, field.name):
            broken[cell] = ruin
        elif rule := judge(cell):
            broken[cell] = (cell, rule)
    for row, cell in enumerate(cells if broken else ()):
        if cell in broken:
            yield from sheet.fault(row, field.name, *broken[cell])


def _judge(field: frictionless.Field) -> Callable[[str], str]:
    """A function from a cell to the rule that it breaks, in words; empty if it breaks none."""
    read = field.create_cell_reader()
    plain = PLAIN.get(field.type)

    def judge(cell: str) -> str:
        if field.required and cell and not cell.strip():
            return "must not be blank"
        if cell and plain and not plain.fullmatch(cell):
            return _not_of_type(field)
        _, broken = read(cell)
        for constraint in broken or ():
            return _in_words(field, constraint)
        if cell and field.type == "number" and not math.isfinite(float(cell)):
            return "is too large a number"
        if "pattern" in field.constraints and "\n" in cell:
            return _in_words(field, "pattern")
        return ""

    return judge


def _not_of_type(field: frictionless.Field) -> str:
    if isinstance(field, BooleanField):
        return NEITHER + " nor ".join([*field.true_values, *field.false_values])
    return NOT_OF_TYPE.get(field.type, f"is not of type {field.type}")


def is_of_type(rule: str) -> bool:
    """Whether a rule is about the type of a column, which a spreadsheet's way of writing breaks."""
    return rule in NOT_OF_TYPE.values() or rule.startswith(NEITHER)


def _in_words(field: frictionless.Field, constraint: str) -> str:
    limit = field.constraints.get(constraint)
    unit = field.custom.get("unit", "")
    match constraint:
        case "type":
            return _not_of_type(field)
        case "required":
            return "must not be empty"
        case "enum" if isinstance(limit, list):
            return f"must be {one_of(map(str, limit))}"
        case "minimum" | "exclusiveMinimum":
            return f"must be {'at least' if constraint == 'minimum' else 'more than'} {limit} {unit}".rstrip()
        case "maximum" | "exclusiveMaximum":
            return f"must be {'at most' if constraint == 'maximum' else 'less than'} {limit} {unit}".rstrip()
        case "pattern":
            like = f'like "{field.example}" ' if field.example else ""
            return f"is not written as it must be, {like}(pattern {limit})"
    return f"breaks the rule {constraint} {limit}"


def one_of(codes: Iterable[str]) -> str:
    return f"one of {', '.join(codes)}"


# Several cells


def _unique(sheet: Sheet) -> Iterator[Fault]:
    for field in sheet.schema["fields"]:
        if field.get("constraints", {}).get("unique") and sheet.has(field["name"]):
            yield from _repeated(sheet, [field["name"]])
    key = names(sheet.schema.get("primaryKey", ()))
    if key and sheet.has(*key):
        yield from _repeated(sheet, key)


def _repeated(sheet: Sheet, columns: Sequence[str]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(_tuples(sheet, columns)):
        if not any(key):
            continue
        if key in first:
            rule = f"stands in line {sheet.lines[first[key]]} already; it may stand only once"
            yield from sheet.fault(row, ", ".join(columns), ", ".join(key), rule)
        else:
            first[key] = row


def _foreign_keys(sheet: Sheet, sheets: Sheets) -> Iterator[Fault]:
    for key in sheet.schema.get("foreignKeys", ()):
        columns, reference = names(key["fields"]), key["reference"]
        there = sheets.get(reference["resource"] or sheet.name)
        pointed_at = names(reference["fields"])
        if not there or not there.whole or not there.has(*pointed_at) or not sheet.has(*columns):
            continue
        known = set(_tuples(there, pointed_at))
        rule = f"is not in {there.name}.{', '.join(pointed_at)} — use one of its codes"
        for row, cells in enumerate(_tuples(sheet, columns)):
            if any(cells) and cells not in known:
                yield from sheet.fault(row, ", ".join(columns), ", ".join(cells), rule)


def _entries(sheet: Sheet, sheets: Sheets) -> Iterator[Fault]:
    """Cells of a vocabulary, and each entry of a list, must exist where the description says they point."""
    for field in sheet.schema["fields"]:
        if not sheet.has(field["name"]) or not (LIST in field or TERMS in field):
            continue
        known, rule = _pointed_at(field, sheets)
        broken = {}
        for cell in set(sheet.columns[field["name"]]) - {""}:
            entries = cell.split(";") if field.get(LIST) else [cell]
            strict = field.get(LIST) is not True or TERMS in field
            if faults := list(_broken_entries(entries, known, rule, strict=strict)):
                broken[cell] = faults
        for row, cell in enumerate(sheet.columns[field["name"]] if broken else ()):
            for entry, broken_rule in broken.get(cell, ()):
                yield from sheet.fault(row, field["name"], entry, broken_rule)


def _pointed_at(field: Mapping[str, Any], sheets: Sheets) -> tuple[set[str] | None, str]:
    """What the entries of a column must be found in (None where unknown), and the rule in words."""
    if TERMS in field:
        kind, terms = field[TERMS], sheets.get("terms")
        if not terms or not terms.whole:
            return None, ""
        pairs = zip(terms.columns["kind"], terms.columns["term"], strict=True)
        closed = next((one for one in VOCABULARIES if one.name == kind and one.unknown == "refused"), None)
        advice = f"use {one_of(closed.known)}" if closed else "use one of its terms, or add it there"
        rule = f"is not in terms.csv under the kind {kind} — {advice}"
        return {term for of, term in pairs if of == kind}, rule
    target = field[LIST]
    there = sheets.get(target["table"]) if isinstance(target, Mapping) else None
    if not there or not there.whole:
        return None, ""
    return set(there.columns[target["column"]]), f"is not in {target['table']}.{target['column']}"


def _broken_entries(
    entries: Sequence[str], known: set[str] | None, rule: str, *, strict: bool
) -> Iterator[tuple[str, str]]:
    for place, entry in enumerate(entries):
        if not entry.strip():
            yield ";".join(entries), "has an empty entry between, before or after its semicolons"
        elif strict and entry != entry.strip():
            yield entry, "has a space beside the semicolon"
        elif known is not None and entry not in known:
            yield entry, rule
        elif entry in entries[:place]:
            yield entry, "stands twice in the list"


def _tuples(sheet: Sheet, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(sheet.columns[column] for column in columns), strict=True)


def names(columns: str | Sequence[str]) -> list[str]:
    """Column names of a key, which a schema may give as one name or as a list of names."""
    return [columns] if isinstance(columns, str) else list(columns)
