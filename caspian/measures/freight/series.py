"""Measured series: full years, part-years, plans, and change between them."""

from collections import namedtuple
from functools import cache
from typing import Any

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import HAPPENED, PLANNED, VALUE_STATUS

FIRMNESS = {status: rank for rank, status in enumerate(VALUE_STATUS.known)}


@remembered
def about(dataset: Dataset) -> dict[str, dict[Any, Any]]:
    """What the data say of each series, by its id."""
    return {row["series_id"]: row for row in dataset.freight_series.to_dict("records")}


def unit_of(dataset: Dataset, series_id: str) -> str:
    return str(about(dataset)[series_id]["unit"])


def country_of(dataset: Dataset, series_id: str) -> str:
    """The country that a series is about; empty for the corridor as a whole."""
    return str(about(dataset)[series_id]["country"])


def capacity_of(dataset: Dataset, series_id: str) -> str:
    """The series of capacity that a series is held against; empty where none has the same scope."""
    return str(about(dataset)[series_id]["capacity_series"])


def break_date(dataset: Dataset, series_id: str) -> pd.Timestamp | None:
    """The day from which a series seems to count otherwise than before; None where it has no break."""
    broken = about(dataset)[series_id]["break_date"]
    return None if pd.isna(broken) else broken


@remembered
def groups(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """The series of each comparison, by rank; one that no series is in is not there."""
    found: dict[str, list[str]] = {}
    for series in named(dataset.freight_series.sort_values("rank", kind="stable")):
        for group in series.group:
            found.setdefault(group, []).append(series.series_id)
    return {group: tuple(ids) for group, ids in found.items()}


def group(dataset: Dataset, name: str) -> tuple[str, ...]:
    """The series of a comparison, by rank; none where the data have none."""
    return groups(dataset).get(name, ())


def leading(dataset: Dataset, name: str) -> str:
    """The first series of a comparison; empty where the data have none."""
    return next(iter(group(dataset, name)), "")


def values(dataset: Dataset, series_id: str) -> pd.DataFrame:
    """All values of a series in order of time, in the series' own full unit."""
    return _by_series(dataset).get(series_id, dataset.freight.iloc[:0]).copy(deep=False)


@remembered
def _by_series(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Every series' values in order of time: a page asks for dozens, and one pass finds them all."""
    rows = dataset.freight.sort_values(["period_end", "period_start"])
    return {str(series_id): part for series_id, part in rows.groupby("series_id", sort=False)}


def is_full_year(rows: pd.DataFrame) -> pd.Series:
    """Whether a row's period is exactly one calendar year."""
    start, end = rows["period_start"], rows["period_end"]
    return (start.dt.year == end.dt.year) & (start.dt.day_of_year == 1) & (end.dt.month == 12) & (end.dt.day == 31)


def annual(rows: pd.DataFrame, statuses: tuple[str, ...] = HAPPENED) -> pd.DataFrame:
    """The full-year rows of a series with one of the statuses, indexed by year; ``line`` is each one's in the file.

    Of several counts of one year the firmest stays, so that each year is there once; plans all stay.
    """
    full = firmest_first(rows[is_full_year(rows) & rows["status"].isin(statuses)])
    years = full["period_start"].dt.year.rename("year")
    planned = full["status"].isin(PLANNED)
    kept = full[planned | ~years.where(~planned, -1).duplicated()]
    return kept.assign(line=kept.index).set_index(years[kept.index]).sort_index(kind="stable")


def marks(rows: pd.DataFrame) -> pd.DataFrame:
    """What a chart by years can show of a series: its rows with ``year`` and ``kind``, in order of year.

    ``kind`` is "year" for a full year that happened, "part" for the longest counted part of a year that has no
    full figure, "plan" for a target or forecast of a full year. The index is that of the rows.
    """
    full, happened = is_full_year(rows), rows["status"].isin(HAPPENED)
    start, end = rows["period_start"], rows["period_end"]
    year = start.dt.year
    kinds = pd.Series("", index=rows.index)
    kinds[full & happened] = "year"
    kinds[full & ~happened] = "plan"
    counted_years = set(year[full & happened])
    kinds[~full & happened & (year == end.dt.year) & (start < end) & ~year.isin(counted_years)] = "part"
    marked = rows.assign(year=year, kind=kinds, days=(end - start).dt.days)[kinds != ""]
    marked = firmest_first(marked).sort_values("days", ascending=False, kind="stable")
    once = marked[marked["kind"] != "plan"].drop_duplicates("year")
    plans = marked[marked["kind"] == "plan"]
    return pd.concat([once, plans]).drop(columns="days").sort_values("year", kind="stable")


@remembered
def annual_of(dataset: Dataset, series_id: str, statuses: tuple[str, ...] = HAPPENED) -> pd.DataFrame:
    """The full years of a series, as :func:`annual` gives them."""
    return annual(values(dataset, series_id), statuses)


@remembered
def marks_of(dataset: Dataset, series_id: str) -> pd.DataFrame:
    """What a chart by years can show of a series, as :func:`marks` gives it."""
    return marks(values(dataset, series_id))


def firmest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows ordered by status: actual, preliminary, estimate, target, forecast."""
    return rows.iloc[rows["status"].astype(str).map(FIRMNESS).to_numpy().argsort(kind="stable")]


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


def crosses(start: pd.Timestamp, end: pd.Timestamp, broken: pd.Timestamp | None) -> bool:
    """Whether a break lies between two periods that begin on these days."""
    return broken is not None and start < broken <= end


def capacity_in(capacity: pd.DataFrame, year: int) -> pd.Series | None:
    """The capacity that held in a year: the latest one stated for it or for an earlier year; None before the first.

    ``capacity`` is an annual table of what was stated as being there (no plans).
    """
    earlier = capacity[capacity.index <= year]
    return None if earlier.empty else earlier.iloc[-1]


def named(rows: pd.DataFrame) -> list[Any]:
    """The rows of a table as named tuples, as ``itertuples`` gives them.

    That makes a class each time, which is most of what a small table costs; here one serves all tables of the same
    columns.
    """
    return list(
        map(_row_type(tuple(rows.columns))._make, zip(rows.index, *(cells for _, cells in rows.items()), strict=True))
    )


@cache
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ("Index", *columns), rename=True)
