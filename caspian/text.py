"""Messages, numbers, dates and lists in each of the languages.

Messages come from the gettext catalogues in ``locale/``, which are read as the ``.po`` files they are,
so that no compiled copy can lag behind. Numbers, dates and plurals follow CLDR through Babel. Nothing
here knows about Streamlit: a :class:`Language` is passed to whatever writes for a reader.
"""

import gettext
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from caspian.languages import FALLBACK, SPOKEN

DOTTED_I = ("az", "tr")
"""The languages whose small i has its dot as a capital too."""

LOCALE_DIR = Path(__file__).parent / "locale"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
WORD_JOINER = "\u2060"

LINKED_UNASKED = re.compile(r"https?:(?=//)|\bwww(?=\.)|(?<=\w)@(?=[\w-]+\.)", re.IGNORECASE)
"""Where a text begins to look like an address to GitHub's Markdown, which then makes it a link."""

Day = date | datetime


@dataclass(frozen=True)
class Language:
    """One language: how to say, count, and date things in it. Get one with :func:`language`."""

    code: str

    @property
    def locale(self) -> str:
        """The CLDR locale for numbers, dates and lists."""
        return SPOKEN[self.code].cldr

    def gettext(self, message: str) -> str:
        """A text of the code or of the data's description; an empty one stays empty."""
        return _catalogue(self.code).gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return _catalogue(self.code).ngettext(singular, plural, count)

    def number(self, value: float, decimals: int = 0) -> str:
        """``1234.5`` as ``1,234.5``, ``1 234,5`` or ``1.234,5``; rounded half to even, zeros kept."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self.locale).replace("-", MINUS)

    def signed(self, value: float, decimals: int = 0) -> str:
        """A change, with its sign: ``+3`` or ``−3``; zero has none."""
        text = self.number(value, decimals)
        rounds_to_zero = round(value, decimals) == 0
        return self.number(0, decimals) if rounds_to_zero else ("+" + text if value > 0 else text)

    def percent(self, fraction: float, decimals: int = 0) -> str:
        """``0.86`` as ``86 %`` (with a space that does not break)."""
        return self.number(fraction * 100, decimals) + NO_BREAK_SPACE + "%"

    def share(self, part: int, whole: int) -> str:
        """A count with its share: ``39 (30 %)``; a small share keeps a decimal, of nothing there is none."""
        if not part or not whole:
            return self.number(part)
        share = part / whole
        return f"{self.number(part)} ({self.percent(share, decimals=1 if share < 0.01 else 0)})"

    def signed_percent(self, fraction: float, decimals: int = 0) -> str:
        return self.signed(fraction * 100, decimals) + NO_BREAK_SPACE + "%"

    def span(self, low: float, high: float, decimals: int = 0) -> str:
        """Two bounds as ``13–17``, or one number where they are equal."""
        ends = [self.number(low, decimals), self.number(high, decimals)]
        return ends[0] if low == high else "–".join(ends)

    def day(self, when: Day) -> str:
        """``16 November 2025`` in the language's long form."""
        return format_date(when, "long", locale=self.locale)

    def short_day(self, when: Day) -> str:
        """``16 Nov 2025`` in the language's medium form."""
        return format_date(when, "d MMM y", locale=self.locale)

    def month(self, when: Day) -> str:
        return format_date(when, "LLL y", locale=self.locale)

    def month_name(self, when: Day) -> str:
        return format_date(when, "LLL", locale=self.locale)

    def months(self, start: Day, end: Day) -> str:
        """The months of a part-year without its year: ``Jan–Oct``, or ``Jan`` for one month."""
        first, last = self.month_name(start), self.month_name(end)
        return first if first == last else f"{first}–{last}"

    def period(self, start: Day, end: Day) -> str:
        """A period as a reader writes it: ``2025``, ``Jan–Oct 2025``, ``10 Mar 2026``, or two dates."""
        whole_months = start.day == 1 and _is_month_end(end)
        if start == end:
            return self.short_day(start)
        if whole_months and start.year == end.year:
            whole_year = start.month == 1 and end.month == 12
            return str(start.year) if whole_year else f"{self.months(start, end)} {start.year}"
        return f"{self.short_day(start)} – {self.short_day(end)}"

    def years(self, first: int, last: int) -> str:
        return str(first) if first == last else f"{first}–{last}"

    def lower(self, text: str) -> str:
        """Lower case by the language's own rules: Azerbaijani has I/ı beside İ/i."""
        if self.code in DOTTED_I:
            text = text.replace("I", "ı").replace("İ", "i")
        return text.lower()

    def capital(self, text: str) -> str:
        """A text as it begins a line; the Azerbaijani i keeps its dot."""
        dotted = self.code in DOTTED_I and text.startswith("i")
        return ("İ" if dotted else text[:1].upper()) + text[1:]

    def join(self, items: Iterable[str]) -> str:
        """``a, b and c``."""
        return format_list(list(items), locale=self.locale)


@cache
def language(code: str) -> Language:
    """The language with this code.

    Raises:
        KeyError: for a code that is not among :data:`caspian.languages.LANGUAGES`.
    """
    if code not in SPOKEN:
        raise KeyError(code)
    return Language(code)


def catalogue_file(code: str) -> Path:
    """Where the translations into a language are kept."""
    return LOCALE_DIR / code / "LC_MESSAGES" / "messages.po"


def preferred(tags: Iterable[str]) -> str:
    """The first of a browser's language tags (``az-Latn-AZ``, ``ru``) that we speak, else English."""
    codes = (re.split("[-_]", tag)[0].lower() for tag in tags)
    return next((code for code in codes if code in SPOKEN), FALLBACK)


def plain_markdown(text: str) -> str:
    """Text from a cell, escaped so that Markdown shows it letter for letter, on one line.

    Every ASCII punctuation mark is escaped, which CommonMark allows (section 2.4), and with it Streamlit's
    own marks for formulas, colours and icons. A space that does not break stays one. Addresses in the text
    would become links for all that: an invisible mark inside keeps them text.
    """
    one_line = re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", LINKED_UNASKED.sub(rf"\g<0>{WORD_JOINER}", one_line))


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters; one that was cut ends in an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def fold(text: str) -> str:
    """Text for comparison: lower case, with İ, I, ı and i alike, and without the dot that lower case leaves."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def _is_month_end(when: Day) -> bool:
    return (when + _ONE_DAY).day == 1


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    with catalogue_file(code).open("rb") as file:
        return translations(read_po(file, locale=code))


def translations(catalogue: Catalog) -> gettext.NullTranslations:
    """What a catalogue answers; the English text where it has no translation, or one that nobody has read (fuzzy)."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


_ONE_DAY = datetime(2000, 1, 2) - datetime(2000, 1, 1)
