"""Codes that the description allows, but that the code does not know."""

from collections.abc import Collection, Iterator, Mapping

from caspian.data import vocabulary
from caspian.data.dataset import LIST
from caspian.data.fault import Fault
from caspian.data.schema import one_of
from caspian.data.sheet import Sheet
from caspian.data.vocabulary import HOME, VOCABULARIES, Vocabulary

Sheets = Mapping[str, Sheet]
Cell = tuple[Sheet, int, str]
"""Where a code stands: its table, the position of its row, its column."""

ONLY_ONCE = (HOME, "aggregate")
"""Roles that no second country may have; one must be home, the aggregate is the total of trade."""


def check(sheets: Sheets, told: Collection[tuple[str, str]]) -> Iterator[Fault]:
    """Each unknown code once, where it stands first: a fault if it is refused, else a warning.

    `told`: files and columns in which the description is broken already; nothing is said about their codes.
    """
    for one in VOCABULARIES:
        for code, cells in _unknown(one, sheets, told).items():
            yield from _unknown_code(one, code, cells)
    countries = sheets.get("countries")
    if countries and countries.has("iso3", "role") and (countries.file, "role") not in told:
        yield from _roles(countries)


def _unknown(one: Vocabulary, sheets: Sheets, told: Collection[tuple[str, str]]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for where in one.where:
        table, column = where.split(".")
        sheet = sheets.get(table)
        if not sheet or not sheet.has(column) or (sheet.file, column) in told:
            continue
        listed = any(field["name"] == column and field.get(LIST) for field in sheet.schema["fields"])
        entries = {cell: cell.split(";") if listed else [cell] for cell in set(sheet.columns[column])}
        odd = {cell: codes for cell, codes in entries.items() if cell and not set(codes) <= set(one.known)}
        for row, cell in enumerate(sheet.columns[column] if odd else ()):
            for code in odd.get(cell, ()) if row not in sheet.ragged else ():
                if code not in one.known:
                    found.setdefault(code, []).append((sheet, row, column))
    return found


def _unknown_code(one: Vocabulary, code: str, cells: list[Cell]) -> Iterator[Fault]:
    sheet, row, column = cells[0]
    times = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    if one.unknown == "refused":
        rule = f"({times}) is no code that the pages can count by: it must be {one_of(one.known)}"
        yield from sheet.fault(row, column, code, rule)
    else:
        yield from sheet.warning(row, column, code, f"({times}) has no look of its own: {one.instead}")


def _roles(countries: Sheet) -> Iterator[Fault]:
    codes, roles = countries.columns["iso3"], countries.columns["role"]
    for role in ONLY_ONCE:
        rows = [row for row, given in enumerate(roles) if given == role]
        if role == HOME and not rows and countries.whole:
            yield Fault(countries.file, None, "role", "", f"no country has the role {role}; one must have it")
        for row in rows[1:]:
            rule = f"is the role of line {countries.lines[rows[0]]} already; only one country may have it"
            yield from countries.fault(row, "role", role, rule)
    for row, (code, role) in enumerate(zip(codes, roles, strict=True)):
        if role in ("home", "focus") and code not in vocabulary.COUNTRY.known:
            rule = f"has the role {role}, but no colour of its own: {vocabulary.COUNTRY.instead}"
            yield from countries.warning(row, "iso3", code, rule)
