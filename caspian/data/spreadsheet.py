"""Cells as spreadsheets in Russian, Azerbaijani or English settings write them, turned into the dataset's form.

Each function gives the cell in that form, also where it has it already, or raises UnsureError: nothing is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caspian.data.cells import PLAIN, Field, false_words, guarded, true_words, unguarded

CURLY = re.compile("^[\u2018\u2019]+")
"""What typing corrections make of the apostrophes that guard a text."""


class UnsureError(ValueError):
    """A cell that cannot be turned without guessing; the message says why, and what to write."""


@dataclass(frozen=True)
class Marks:
    """The marks that surely stand before decimals and between thousands somewhere in a file."""

    decimal: frozenset[str]
    thousands: frozenset[str]


def turned(field: Field, cell: str, marks: Marks) -> str:
    """A cell of a column in the dataset's form. Raises UnsureError."""
    cell = text(cell)
    kind = field.get("type", "string")
    if kind == "string" or not cell:
        return cell
    cell = cell.lstrip("'\u2019")
    match kind:
        case "date":
            return day(cell)
        case "number":
            return number(cell, marks)
        case "integer":
            return whole_number(cell)
        case "boolean":
            return yes_or_no(cell, field)
    return cell


# Text


def text(cell: str) -> str:
    """Without spaces around it, and without the apostrophe that keeps a spreadsheet from running a text.

    The load passes over that apostrophe anyway; an apostrophe of the text's own, which it would pass over too, is
    written twice, and stays so.
    """
    kept = cell.strip()
    straight = CURLY.sub(lambda found: "'" * len(found[0]), kept)
    bare = unguarded(straight)
    if bare == straight:
        return kept
    bare = bare.strip()
    return bare if unguarded(bare) == bare else guarded(bare)


# Days

MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-./])([0-9]{{1,2}})\2([0-9]{{1,2}}){MIDNIGHT}")
DOTTED = re.compile(rf"([0-9]{{1,2}})\.([0-9]{{1,2}})\.([0-9]{{4}}){MIDNIGHT}")
SLASHED = re.compile(rf"([0-9]{{1,2}})([/-])([0-9]{{1,2}})\2([0-9]{{4}}){MIDNIGHT}")


def day(cell: str) -> str:
    """A day as YYYY-MM-DD. With dots the day comes first; with slashes only where it cannot be the month."""
    if PLAIN["date"].fullmatch(cell):
        return cell
    if found := YEAR_FIRST.fullmatch(cell):
        year, _, month, of_month = found.groups()
        days = _days((year, month, of_month))
    elif found := DOTTED.fullmatch(cell):
        of_month, month, year = found.groups()
        days = _days((year, month, of_month))
    elif found := SLASHED.fullmatch(cell):
        one, _, other, year = found.groups()
        days = _days((year, other, one), (year, one, other))
    else:
        raise UnsureError("is no day that can be read surely: write it as YYYY-MM-DD")
    if not days:
        raise UnsureError("is no day of the calendar")
    if len(days) > 1:
        raise UnsureError(f"may be {' or '.join(days)}: write the one that is meant")
    return days[0]


def _days(*candidates: tuple[str, str, str]) -> list[str]:
    """Those of (year, month, day) that are in the calendar, each once."""
    found = []
    for candidate in candidates:
        try:
            found.append(date(*map(int, candidate)).isoformat())
        except ValueError:
            continue
    return list(dict.fromkeys(found))


# Numbers

SPACES = " \u00a0\u2007\u2009\u202f"
THREE = re.compile(r"([+-]?)([1-9][0-9]{0,2})([.,])([0-9]{3})")
"""Thousands or three decimals: 1.234."""

ONE_MARK = re.compile(r"([+-]?)([0-9]+)(?:([.,])([0-9]+))?")
GROUPED = re.compile(
    rf"([+-]?)([1-9][0-9]{{0,2}}(?:([{SPACES}'\u2019.,])[0-9]{{3}})(?:\3[0-9]{{3}})*)(?:([.,])([0-9]+))?"
)
SHORTENED = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+")


def number(cell: str, marks: Marks) -> str:
    """A number with "." before decimals and nothing between thousands, its digits as they are."""
    if found := THREE.fullmatch(_signed(cell)):
        sign, whole, mark, rest = found.groups()
        other = "," if mark == "." else "."
        # The dataset's own mark needs no witness, another one does; and nothing may speak against it.
        meant = mark in marks.decimal or (mark == "." and "," not in marks.decimal)
        if not meant or other in marks.decimal or mark in marks.thousands:
            raise UnsureError(f"may be {whole}{rest} or {whole}.{rest}: write {whole}{rest}, or {whole}.{rest}0")
        return f"{sign}{whole}.{rest}"
    sign, whole, _, _, rest = _parts(cell)
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def whole_number(cell: str) -> str:
    """A whole number with nothing between thousands; decimals that are all nought go."""
    if found := THREE.fullmatch(_signed(cell)):
        raise UnsureError(f"may be {found[2]}{found[4]}, or no whole number: write it without a mark")
    sign, whole, _, _, rest = _parts(cell)
    if rest.strip("0"):
        raise UnsureError("is not a whole number")
    return f"{sign}{whole}"


def marks_in(cells: Iterable[str], delimiter: str) -> Marks:
    """What the numbers of a file tell of its marks. Spreadsheets write semicolons where the comma is for decimals."""
    decimal, thousands = set(), set()
    for cell in cells:
        if THREE.fullmatch(_signed(cell)):
            continue
        try:
            _, _, group, mark, _ = _parts(cell)
        except UnsureError:
            continue
        decimal.add(mark)
        thousands.add(group)
    if delimiter == ";" and "." not in decimal:
        decimal.add(",")
    return Marks(frozenset(decimal - {""}), frozenset(thousands - {""}))


def _parts(cell: str) -> tuple[str, str, str, str, str]:
    """Sign, digits, mark between thousands, mark before decimals, and decimals of a number."""
    if PLAIN["number"].fullmatch(cell) and SHORTENED.fullmatch(cell):
        return "", cell, "", "", ""  # the dataset's form, powers of ten included
    signed = _signed(cell)
    if found := ONE_MARK.fullmatch(signed):
        sign, whole, mark, rest = found.groups("")
        return sign, whole, "", mark, rest
    found = GROUPED.fullmatch(signed)
    if found and found[3] != found[4]:
        sign, whole, group, mark, rest = found.groups("")
        return sign, whole.replace(group, ""), group, mark, rest
    if SHORTENED.fullmatch(signed):
        raise UnsureError("was shortened, and has lost digits: give its column the format of numbers, and save again")
    raise UnsureError('is no number that can be read surely: write digits, with "." before decimals')


def _signed(cell: str) -> str:
    return cell.strip().replace("\u2212", "-")


# Yes and no

YES = ("yes", "true", "да", "истина", "bəli", "hə", "doğru")
NO = ("no", "false", "нет", "ложь", "xeyr", "yox", "yanlış")


def yes_or_no(cell: str, field: Field) -> str:
    """A yes or no in the words of its column, from those of English, Russian or Azerbaijani."""
    yes, no = true_words(field), false_words(field)
    if cell in (*yes, *no):
        return cell
    for words, known in ((yes, YES), (no, NO)):
        if _folded(cell) in map(_folded, (*words, *known)):
            return words[0]
    raise UnsureError(f"is no yes or no that is known: write {yes[0]} or {no[0]}")


def _folded(word: str) -> str:
    """In small letters, the dotted and the dotless i of Azerbaijani capitals alike."""
    return word.casefold().replace("\u0307", "").replace("ı", "i")
