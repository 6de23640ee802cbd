"""Check a dataset, and say what is wrong with it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from frictionless import FrictionlessException

from caspian.data import codes, dataset, files, letters, plausible, rules, schema
from caspian.data.cells import LIST, TERMS
from caspian.data.fault import Fault
from caspian.data.files import DESCRIPTION, Files
from caspian.data.sheet import Sheet, open_sheet

OPTIONAL = frozenset({"scenes", "subjects"})
"""Tables that a dataset may do without: the order of the presentation, and what the front page tells of the review."""

EARLIEST_ZONE = timezone(timedelta(hours=14))
"""Where a day begins first: what happened today in Tashkent is not in the future on a server in London."""

SHOWN_SINGLY = 3
"""As many faults of one cause are told one by one; of more, their number and the first lines."""

SHOWN_LINES = 5
NUMBERS = re.compile(r"[0-9]+")

__all__ = ["Fault", "Found", "InvalidData", "check", "examine", "faults", "grouped"]


class InvalidData(Exception):  # noqa: N818 — it names a state of the data, not an error of the program
    """The data cannot be used; `faults` says why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class Found(NamedTuple):
    """What the check found, each by file and line. Data with a fault cannot be shown; a warning keeps nobody."""

    faults: list[Fault]
    warnings: list[Fault]


def faults(location: str | None = None, today: date | None = None) -> list[Fault]:
    """All faults of the dataset in a folder or URL (default: see `files.place`), by file and line.

    `today` is the last day before the future (default: the one that has begun somewhere). Raises nothing.
    """
    return check(files.read(location), today)


def check(read: Files, today: date | None = None) -> list[Fault]:
    """All faults of files that were read, by file and line. Raises nothing."""
    return examine(read, today).faults


def examine(read: Files, today: date | None = None) -> Found:
    """All faults and warnings of files that were read. Raises nothing."""
    try:
        found = list(_check(read, today or datetime.now(EARLIEST_ZONE).date()))
    except Exception as error:
        rule = f"the check could not be finished ({type(error).__name__}: {error})"
        found = [Fault("dataset", None, "", "", rule)]
    found.sort(key=lambda fault: (fault.file, fault.line or 0))
    return Found(*([fault for fault in found if fault.grade == grade] for grade in ("fault", "warning")))


def grouped(found: Sequence[Fault]) -> list[Fault]:
    """The same, with one cause said once: the first of many faults of one file, column and rule stands for all.

    Its rule says how many there are, and in which lines the first ones stand.
    """
    causes: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in found:
        causes.setdefault(_cause(fault), []).append(fault)
    told = []
    for fault in found:
        alike = causes[_cause(fault)]
        if len(alike) <= SHOWN_SINGLY:
            told.append(fault)
        elif fault is alike[0]:
            told.append(_for_all(alike))
    return told


def _cause(fault: Fault) -> tuple[str, str, str]:
    """What faults of one cause have in common: "stands in line 7 already" is the same as "… line 8 already"."""
    return fault.file, fault.column, NUMBERS.sub("0", fault.rule)


def _for_all(alike: Sequence[Fault]) -> Fault:
    lines = list(dict.fromkeys(str(fault.line) for fault in alike if fault.line))
    more = " …" if len(lines) > SHOWN_LINES else ""
    rule = (
        f"{alike[0].rule}; {len(alike)} {alike[0].grade}s of this kind, in lines {', '.join(lines[:SHOWN_LINES])}{more}"
    )
    if schema.is_of_type(alike[0].rule):
        rule += "; `python -m caspian.tidy FILE` may turn them"
    return replace(alike[0], rule=rule)


def _check(read: Files, today: date) -> Iterator[Fault]:
    if read.missing_folder:
        yield Fault(read.place, None, "", "", read.missing_folder)
        return
    description, broken = _description(read)
    if broken:
        yield from broken
        return
    sheets, broken = _sheets(read, description)
    found = [*broken, *schema.check(sheets), *rules.check(sheets, today)]
    found += codes.check(sheets, {(fault.file, fault.column) for fault in found})
    yield from found
    if not any(fault.grade == "fault" for fault in found):
        yield from plausible.check(sheets)
        yield from _loads(read)


def _loads(read: Files) -> Iterator[Fault]:
    """The last check: what no rule forbids must also load."""
    try:
        dataset.build(read)
    except Exception as error:
        yield Fault("dataset", None, "", "", f"cannot be loaded ({type(error).__name__}: {error})")


def _sheets(read: Files, description: Mapping[str, Any]) -> tuple[dict[str, Sheet], list[Fault]]:
    sheets, found = {}, []
    for table in _tables(description):
        path = table["path"]
        if path in read.unreadable:
            found.append(Fault(path, None, "", "", read.unreadable[path]))
            continue
        sheet, broken = open_sheet(table["name"], path, table["schema"], read.contents[path])
        sheets[table["name"]] = sheet
        found.extend(broken)
    return sheets, found


# The description


def _description(read: Files) -> tuple[Mapping[str, Any], list[Fault]]:
    """The parsed `datapackage.json`, and what is wrong with it."""
    if DESCRIPTION in read.unreadable:
        return {}, [Fault(DESCRIPTION, None, "", "", read.unreadable[DESCRIPTION])]
    try:
        text = read.contents[DESCRIPTION].decode("utf-8")
        if ruin := letters.ruin(text, DESCRIPTION):
            return {}, [Fault(DESCRIPTION, None, "", *ruin)]
        description = json.loads(text)
        return description, list(_described(description))
    except json.JSONDecodeError as error:
        return {}, [Fault(DESCRIPTION, error.lineno, "", "", f"is not JSON: {error.msg}")]
    except UnicodeDecodeError as error:
        return {}, [Fault(DESCRIPTION, None, "", "", f"is not UTF-8 text (byte {error.start + 1})")]
    except Exception as error:
        rule = f"does not describe tables as it must ({type(error).__name__}: {error})"
        return {}, [Fault(DESCRIPTION, None, "", "", rule)]


def _described(description: Any) -> Iterator[Fault]:
    """Faults of the description itself; an oddly built one may also raise anything."""
    tables = _tables(description)
    names = [table["name"] for table in tables]
    if len(set(names)) != len(names) or not all(isinstance(name, str) for name in names):
        yield _of_description("", "each table needs a name of its own")
        return
    for table in tables:
        if not files.inside(table["path"]):
            yield _of_description(table["name"], "its path must be that of one file inside the folder")
        try:
            schema.load_schema(table["schema"])
        except FrictionlessException as error:
            for reason in error.reasons or [error.error]:
                yield _of_description(table["name"], reason.note)
            return
    columns = {table["name"]: {field["name"]: field for field in table["schema"]["fields"]} for table in tables}
    for table in tables:
        for where, target, wanted in _pointers(table):
            if not set(wanted) <= set(columns.get(target, ())):
                yield _of_description(table["name"], f"{where} points to {target}.{', '.join(wanted)}, not described")
    yield from _needed(columns)


def _pointers(table: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Where a table's description points: (in words where it says so, table, columns)."""
    described = table["schema"]
    yield "primaryKey", table["name"], schema.names(described.get("primaryKey", ()))
    for key in described.get("foreignKeys", ()):
        reference = key["reference"]
        yield "a foreign key", table["name"], schema.names(key["fields"])
        yield "a foreign key", reference["resource"] or table["name"], schema.names(reference["fields"])
    for field in described["fields"]:
        if isinstance(target := field.get(LIST), Mapping):
            yield f"the list {field['name']}", target["table"], [target["column"]]
        if TERMS in field:
            yield f"the vocabulary of {field['name']}", "terms", ["kind", "term"]


def _needed(columns: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    """The pages stand on the tables and columns of the shipped description; another may only add to them."""
    try:
        shipped = _tables(json.loads((files.SHIPPED / DESCRIPTION).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return
    for table in shipped:
        if table["name"] not in columns and table["name"] in OPTIONAL:
            continue
        if table["name"] not in columns:
            yield _of_description(table["name"], "the table is not described, but the pages need it")
            continue
        for field in table["schema"]["fields"]:
            given = columns[table["name"]].get(field["name"])
            if given is None:
                yield _of_description(table["name"], f"the column {field['name']} is not described")
            elif given.get("type") != field["type"] or bool(given.get(LIST)) != bool(field.get(LIST)):
                kind = f"a list ({LIST})" if field.get(LIST) else f"of type {field['type']}"
                yield _of_description(table["name"], f"the column {field['name']} must be {kind}")


def _of_description(table: str, rule: str) -> Fault:
    return Fault(DESCRIPTION, None, "", "", f"{table}: {rule}" if table else rule)


def _tables(description: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [resource for resource in description["resources"] if "schema" in resource]
