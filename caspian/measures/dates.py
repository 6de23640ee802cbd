"""Dates that may be known to their month or year only: the days that they can mean."""

import pandas as pd

from caspian.data.vocabulary import MONTH, YEAR

PERIODS = {MONTH: "M", YEAR: "Y"}


def first_day(dates: pd.Series, precision: pd.Series) -> pd.Series:
    """The first day that a date can mean: of its month or its year where it is no more precise than that."""
    first = dates.copy()
    for chosen, period in _periods(dates, precision):
        first.loc[chosen] = period.dt.start_time.astype(dates.dtype)
    return first


def last_day(dates: pd.Series, precision: pd.Series) -> pd.Series:
    """The last day that a date can mean: of its month or its year where it is no more precise than that."""
    last = dates.copy()
    for chosen, period in _periods(dates, precision):
        last.loc[chosen] = period.dt.end_time.dt.normalize().astype(dates.dtype)
    return last


def _periods(dates: pd.Series, precision: pd.Series) -> list[tuple[pd.Index, pd.Series]]:
    """The dates known to their month, and those known to their year: where they stand, and the months or years."""
    known = dates.dropna()
    precise = precision.astype(str).reindex(known.index)
    parts = ((known[precise == unit], frequency) for unit, frequency in PERIODS.items())
    return [(chosen.index, chosen.dt.to_period(frequency)) for chosen, frequency in parts]
