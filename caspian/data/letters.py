"""Letters that were ruined on the way into a file: lost, unseen, or read in the wrong encoding."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

SHOWN = 24
"""Characters of a long cell that are shown on each side of the spot."""

REPLACEMENT = "\ufffd"
LEFT_TO_RIGHT, RIGHT_TO_LEFT, ARABIC_MARK = "\u200e", "\u200f", "\u061c"
JOINERS = ("\u200c", "\u200d")

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
UNSEEN = re.compile(r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\ue000-\uf8ff]")
"""Marks of no width, of a line's direction, of a lost letter, and letters of one machine's own font."""

ADDRESS = re.compile(r"https?://\S+")

TITLE, SENTENCE = "title|publisher|(?!.*note_).*_[a-z]{2}", "(?!.*note_).*_[a-z]{2}"
NAME = "(name|label|capacity|speaker|lead_orgs)_[a-z]{2}|other_names"
LOST = (
    # Before a letter, or for a whole word: "?mid", "Qaz?xıstan", "?????".
    (re.compile(TITLE), re.compile(r"\?(?=\w)|(?<!\w)\?\?")),
    # At the end of a word amid a sentence, or for a dash: "Bak? limanı", "B?? ilə", "Bakı ? Aktau".
    (re.compile(SENTENCE), re.compile(r"\?\?|(?<=\w)\?(?= [a-zа-яёçəğıöşü])|(?<= )\?(?= \w)")),
    # A name asks nothing.
    (re.compile(NAME), re.compile(r"\?")),
)
"""Where a question mark is none: by pattern of a column's name. Notes and addresses may hold it anywhere."""

PLAUSIBLE = frozenset(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    "әғқңөұүһіїєґҳҷӣӯўӘҒҚҢӨҰҮҺІЇЄҐҲҶӢӮЎ"
    "çəğıöşüÇƏĞİÖŞÜäßýÝňŇžéèáñʻʼ"
    "–—‘’“”„…«»·№•°\u00a0"
)
"""What comes out where UTF-8 was read in another encoding, in the languages of these data."""


class Ruin(NamedTuple):
    """`near`: what stands round the spot. `rule`: what the text must not hold, and what to do."""

    near: str
    rule: str


def ruin(cell: str, column: str) -> Ruin | None:
    """What is ruined in a cell, the first thing only; None if nothing is."""
    return next((Ruin(near(cell, place), rule) for place, rule in _ruins(cell, column)), None)


def near(cell: str, place: int) -> str:
    """A cell, or of a long one what stands round a place."""
    if len(cell) <= 2 * SHOWN:
        return cell
    before, after = max(place - SHOWN, 0), place + SHOWN
    return ("…" if before else "") + cell[before:after] + ("…" if after < len(cell) else "")


def _ruins(cell: str, column: str) -> Iterator[tuple[int, str]]:
    if control := CONTROL.search(cell):
        yield control.start(), "holds a NUL byte" if control[0] == "\0" else "holds a control character"
    if not cell.isascii():
        yield from _unseen(cell)
        yield from _misread(cell)
    if "?" in cell:
        spared = ADDRESS.sub(lambda address: "_" * len(address[0]), cell)
        for columns, lost in LOST:
            if columns.fullmatch(column) and (found := lost.search(spared)):
                yield found.start(), 'has lost letters, for which "?" stands: export the original anew as CSV UTF-8'


def _unseen(cell: str) -> Iterator[tuple[int, str]]:
    for found in UNSEEN.finditer(cell):
        letter, place = found[0], found.start()
        if letter == REPLACEMENT:
            yield place, "has lost letters, for which U+FFFD stands: export the original anew as CSV UTF-8"
        elif not _belongs(letter, place, cell):
            yield place, f"holds U+{ord(letter):04X}, which nobody sees: delete it"


def _belongs(letter: str, place: int, cell: str) -> bool:
    """Whether an unseen sign is part of how a language is written."""
    if letter in JOINERS:  # within Persian words, Indian ones, and pictures made of pictures
        return place > 0 and unicodedata.category(cell[place - 1]) in ("Lo", "Mn", "Mc", "So", "Sk")
    if letter in (LEFT_TO_RIGHT, RIGHT_TO_LEFT, ARABIC_MARK):
        return any(unicodedata.bidirectional(other) in ("R", "AL") for other in cell if other != letter)
    return False


# UTF-8 that was read in another encoding: what stands there, written in that encoding and read as UTF-8, gives text.


class Misreading(NamedTuple):
    """An encoding in which UTF-8 may have been read: its letters' bytes, and what UTF-8 looks like in it."""

    byte_of: dict[str, int]
    looks: re.Pattern[str]
    ambiguous: bool
    """Whether what looks like one letter of two bytes may be right: "Рё" begins a Russian word, and would be "и"."""


def _misreading(encoding: str, ambiguous: bool) -> Misreading:
    letters = {
        byte: bytes([byte]).decode(encoding, "replace").replace(REPLACEMENT, chr(byte)) for byte in range(128, 256)
    }

    def one_of(first: int, last: int) -> str:
        return "[" + "".join(re.escape(letters[byte]) for byte in range(first, last + 1)) + "]"

    more = one_of(0x80, 0xBF)
    looks = re.compile(f"(?:{one_of(0xC2, 0xDF)}{more}|{one_of(0xE0, 0xEF)}{more}{more})+")
    return Misreading({letter: byte for byte, letter in letters.items()}, looks, ambiguous)


MISREADINGS = (
    _misreading("cp1252", ambiguous=False),
    _misreading("cp1251", ambiguous=True),
    _misreading("cp1254", ambiguous=True),
)


def _misread(cell: str) -> Iterator[tuple[int, str]]:
    for misreading in MISREADINGS:
        for found in misreading.looks.finditer(cell):
            meant = bytes(misreading.byte_of[letter] for letter in found[0]).decode("utf-8", "replace")
            sure = not misreading.ambiguous or len(found[0]) > 2 or (meant.isalpha() and _mixed(cell, found))
            if sure and set(meant) <= PLAUSIBLE:
                yield found.start(), "is UTF-8 that was read in another encoding: export the original anew as CSV UTF-8"
                return


def _mixed(cell: str, found: re.Match[str]) -> bool:
    """Whether Cyrillic letters stand at once beside a Latin one, as in no word of one alphabet."""
    beside = cell[: found.start()][-1:] + cell[found.end() :][:1]
    return found[0] >= "\u0400" and any(letter.isascii() and letter.isalpha() for letter in beside)
