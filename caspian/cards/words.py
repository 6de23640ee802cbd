"""Words that cards of several subjects share: dates as precise as they are known, countries."""

import pandas as pd

from caspian.context import Context
from caspian.text import Language


def when(day: pd.Timestamp, precision: str, language: Language) -> str:
    """A date as precise as it is known: a day, a month, or a year."""
    if precision == "year":
        return str(day.year)
    return language.month(day) if precision == "month" else language.short_day(day)


def countries_text(context: Context, codes: tuple[str, ...]) -> str:
    return ", ".join(context.name("countries", code) for code in codes)


def iso(day: object, precision: str) -> str:
    """A date as precise as it is known, as text that sorts: ``2025``, ``2025-03``, ``2025-03-21``."""
    if not isinstance(day, pd.Timestamp) or day is pd.NaT:
        return ""
    return day.date().isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
