"""The filters that every page shares: countries, sectors, years. They narrow any table; they draw nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import PLANNED

FIRST_YEAR = 2015
"""The earliest year that the period can reach back to."""

DEFAULT_FIRST_YEAR = 2019

DATES = {
    "events": ("date", "end_date"),
    "freight": ("period_start", "period_end"),
    "milestones": ("date", "date"),
    "stated_figures": ("date", "date"),
    "trade": ("period_start", "period_end"),
    # A trip counts in the year in which it starts.
    "visits": ("start_date", "start_date"),
}
"""Which columns of a table say when its row begins and ends."""

COUNTRY_COLUMN = {
    "events": "countries",
    "projects": "countries",
    "routes": "countries",
    "places": "country",
    "stated_figures": "country",
    "trade": "partner",
}

BEARING = {
    "overview": frozenset({"country", "sector", "period"}),
    "map": frozenset({"country", "sector", "period"}),
    "visits": frozenset({"country", "period"}),
    "freight": frozenset({"country", "period"}),
    "projects": frozenset({"country", "sector", "period"}),
    "trade": frozenset({"country", "period"}),
    "calendar": frozenset({"country", "sector", "period"}),
    "claims": frozenset({"sector"}),
    "data": frozenset({"country", "sector", "period"}),
    "present": frozenset({"country", "sector", "period"}),
}
"""Which filters bear on a page; the others are shown there as having no effect."""


@dataclass(frozen=True)
class Filters:
    """What the viewer chose. An empty tuple means everything; the period is two years, both included."""

    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    period: tuple[int, int] = (DEFAULT_FIRST_YEAR, 9999)

    @property
    def start(self) -> pd.Timestamp:
        return pd.Timestamp(self.period[0], 1, 1)

    @property
    def end(self) -> pd.Timestamp:
        return pd.Timestamp(min(self.period[1], 2261), 12, 31)

    @property
    def years(self) -> range:
        """The years of the period."""
        return range(self.period[0], self.period[1] + 1)


@remembered
def focus_countries(dataset: Dataset) -> tuple[str, ...]:
    """The partner states, in the order of the countries table."""
    countries = dataset.countries
    return tuple(countries.loc[countries["role"] == "focus", "iso3"].astype(str))


def shown_countries(dataset: Dataset, filters: Filters, occurring: Iterable[str] = ()) -> tuple[str, ...]:
    """The countries whose trips, trade … are shown: those chosen; else every partner state and, after them, any
    other that occurs."""
    return filters.countries or tuple(dict.fromkeys((*focus_countries(dataset), *sorted(occurring))))


def home_country(dataset: Dataset) -> str:
    countries = dataset.countries
    return str(countries.loc[countries["role"] == "home", "iso3"].iloc[0])


def states(dataset: Dataset) -> tuple[str, ...]:
    """The states that all is about: the home country and its partners."""
    return (home_country(dataset), *focus_countries(dataset))


@remembered
def newest_year(dataset: Dataset) -> int:
    """The newest year with a row that tells of something that happened: plans and forecasts do not count.

    Never earlier than the year from which pages show by default, so that there is always a period to show.
    """
    days = [_happened(dataset.table(table))[end].max() for table, (_, end) in DATES.items()]
    return max([DEFAULT_FIRST_YEAR, *(day.year for day in days if pd.notna(day))])


def _happened(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows["status"].isin(PLANNED)] if "status" in rows.columns else rows


def default_period(dataset: Dataset) -> tuple[int, int]:
    return (DEFAULT_FIRST_YEAR, newest_year(dataset))


def sector_ids(dataset: Dataset) -> tuple[str, ...]:
    return tuple(dataset.sectors["sector_id"].astype(str))


def narrow(rows: pd.DataFrame, table: str, dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The rows of ``table`` that the filters keep, as far as the table has a country, a sector or a date.

    A row that names no partner state concerns all of them and stays.
    """
    if filters.countries and table in COUNTRY_COLUMN:
        rows = rows[concerns(rows[COUNTRY_COLUMN[table]], filters.countries, focus_countries(dataset))]
    if filters.sectors and "sector" in rows.columns:
        rows = rows[rows["sector"].isin(filters.sectors)]
    if table in DATES:
        rows = rows[overlaps(rows, *DATES[table], filters)]
    return rows


def naming(rows: pd.DataFrame, column: str, code: str) -> pd.DataFrame:
    """The rows whose list in a column names a code."""
    return rows[pd.Series([code in named for named in rows[column]], index=rows.index, dtype=bool)]


def concerns(named: pd.Series, chosen: Iterable[str], focus: Iterable[str]) -> pd.Series:
    """Whether each cell (a code, or a tuple of codes) names a chosen country, or no partner state."""
    chosen, focus = set(chosen), set(focus)

    def kept(cell: object) -> bool:
        codes = set(cell) if isinstance(cell, tuple) else {cell}
        return bool(codes & chosen) or not codes & focus

    return pd.Series([kept(cell) for cell in named], index=named.index, dtype=bool)


def overlaps(rows: pd.DataFrame, start: str, end: str, filters: Filters) -> pd.Series:
    """Whether a row's period may overlap the chosen one: one without a date stays, since it may.

    Targets and forecasts beyond the period's end stay too.
    """
    last = rows[end].fillna(rows[start])
    kept = ~(rows[start] > filters.end) & ~(last < filters.start)
    if "status" in rows.columns:
        kept |= rows["status"].isin(PLANNED) & (rows[start] > filters.end)
    return kept
