"""The languages of the product, one line each: all that is listed of them anywhere.

A language needs besides a catalogue, ``locale/<code>/LC_MESSAGES/messages.po`` (``make messages`` begins it), and
columns of its own in the tables (``title_<code>``); what it has not yet reads English. See docs/architecture.md.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Spoken(NamedTuple):
    """What there is to know of a language."""

    own_name: str
    """The language named in itself, for the choice of languages."""
    cldr: str
    """Its locale in CLDR, for numbers, dates and lists. In English dates read day, month, year."""
    english_name: str
    """How the data description marks a column in it: ``Title (Russian)``, ``…, in Russian.``"""
    alphabet: str
    """What it is written in. The check looks for letters of another one in ``Latin`` and ``Cyrillic`` texts."""


SPOKEN = {
    "en": Spoken("English", "en_GB", "English", "Latin"),
    "ru": Spoken("Русский", "ru", "Russian", "Cyrillic"),
    "az": Spoken("Azərbaycanca", "az", "Azerbaijani", "Latin"),
}

LANGUAGES = tuple(SPOKEN)
"""Their codes, in the order in which a reader chooses."""

FALLBACK = "en"
"""The language of the code's texts, which answers where another is silent."""


def columns(stem: str, present: Iterable[str]) -> list[str]:
    """Those of a table's columns that hold a text (``title``, ``name`` …) in any of the languages."""
    there = set(present)
    return [column for code in LANGUAGES if (column := f"{stem}_{code}") in there]


def stem_of(column: str) -> str:
    """What a column holds in one of the languages: ``title`` of ``title_ru``; empty for a column of no language."""
    stem, _mark, code = column.rpartition("_")
    return stem if code in SPOKEN else ""
