"""Words that the map and cards of several subjects share: countries, directions, dates as precise as they are known."""

import pandas as pd

from caspian.context import Context
from caspian.data.vocabulary import MONTH, YEAR
from caspian.text import Language


def direction_names(language: Language) -> dict[str, str]:
    """The two directions of leaders' trips, as they stand within a sentence."""
    _ = language.gettext
    return {"outbound": _("from Azerbaijan"), "inbound": _("to Azerbaijan")}


def trip_count(count: int, language: Language) -> str:
    return language.ngettext("{n} trip", "{n} trips", count).format(n=language.number(count))


def when(day: pd.Timestamp, precision: str, language: Language) -> str:
    """A date as precise as it is known: a day, a month, or a year."""
    if precision == YEAR:
        return str(day.year)
    return language.month(day) if precision == MONTH else language.short_day(day)


def countries_text(context: Context, codes: tuple[str, ...]) -> str:
    return ", ".join(context.name("countries", code) for code in codes)


def iso(day: object, precision: str) -> str:
    """A date as precise as it is known, as text that sorts: ``2025``, ``2025-03``, ``2025-03-21``."""
    if not isinstance(day, pd.Timestamp) or day is pd.NaT:
        return ""
    return day.date().isoformat()[: {YEAR: 4, MONTH: 7}.get(precision, 10)]
