"""Measured series: full years, part-years, plans, and change between them."""

import pandas as pd

from caspian.dataset import Dataset

HAPPENED = ("actual", "preliminary", "estimate")
PLANNED = ("target", "forecast")


def values(dataset: Dataset, series_id: str) -> pd.DataFrame:
    """All values of a series in order of time, in the series' own full unit."""
    rows = dataset.freight[dataset.freight["series_id"] == series_id]
    return rows.sort_values(["period_end", "period_start"])


def is_full_year(rows: pd.DataFrame) -> pd.Series:
    """Whether a row's period is exactly one calendar year."""
    start, end = rows["period_start"], rows["period_end"]
    return (start.dt.year == end.dt.year) & (start.dt.dayofyear == 1) & (end.dt.month == 12) & (end.dt.day == 31)


def annual(rows: pd.DataFrame, statuses: tuple[str, ...] = HAPPENED) -> pd.DataFrame:
    """The full-year rows of a series with one of the statuses, indexed by year."""
    full = rows[is_full_year(rows) & rows["status"].isin(statuses)]
    return full.set_index(full["period_start"].dt.year.rename("year"))


def growth(series: pd.Series, start: int, end: int) -> float | None:
    """Relative change of an annual series between two years, as a fraction (0.86 is +86 %).

    None where either year is missing or the first is zero.
    """
    if start not in series.index or end not in series.index or not series[start]:
        return None
    return float(series[end] / series[start] - 1)


def latest_change(series: pd.Series) -> tuple[int, float | None]:
    """The latest year of an annual series and its change on the year before (None where that is missing).

    Raises:
        ValueError: for a series without a year.
    """
    if series.empty:
        raise ValueError("the series has no full year")
    latest = int(series.index.max())
    return latest, growth(series, latest - 1, latest)
