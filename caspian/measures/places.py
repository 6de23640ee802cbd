"""Places of the map and what is known of them: cargo of a port, freight on its sea legs, visits, projects."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import Filters, focus_countries, narrow
from caspian.measures import routes, visits
from caspian.measures.freight import series as freight
from caspian.measures.routes import Point, each, home_port

Standing = Literal["full", "dim", "thread"]
"""How a country filter leaves a thing: named; home or corridor-wide (dimmed); of other countries (a thread)."""

UNITS = ("trucks", "wagons")
"""What is counted on the sea legs, one at a time."""

STALE_AFTER_YEARS = 2


def standing(countries: Iterable[str], filters: Filters, home: str, focus: tuple[str, ...]) -> Standing:
    """How a thing that names some countries stands under the country filter. Nothing is ever hidden by it."""
    named = set(countries)
    if not filters.countries or named & set(filters.countries):
        return "full"
    return "dim" if home in named or not named & set(focus) else "thread"


@remembered
def positions(dataset: Dataset) -> dict[str, Point]:
    """Longitude and latitude of every place, in degrees."""
    places = dataset.places
    cells = zip(places["place_id"].astype(str), places["lon"], places["lat"], strict=True)
    return {place: (float(lon), float(lat)) for place, lon, lat in cells}


def series_at(dataset: Dataset, place: str, measure: str, unit: str) -> pd.DataFrame:
    """The series measured at a place as a whole, not on one of its routes."""
    series = dataset.freight_series
    kept = (series["place_id"] == place) & (series["measure"] == measure) & (series["unit"] == unit)
    return series[kept & (series["route_ids"].map(len) == 0)]


@remembered
def main_series(dataset: Dataset, place: str, measure: str = "freight", unit: str = "t") -> str:
    """The widest count of a measure at a place: the series with the largest full-year value; empty without one."""
    best, largest = "", 0.0
    for code in series_at(dataset, place, measure, unit)["series_id"].astype(str):
        values = freight.annual_of(dataset, code)["value"]
        if len(values) and values.max() > largest:
            best, largest = code, float(values.max())
    return best


def latest_cargo(dataset: Dataset, place: str) -> pd.DataFrame:
    """The one row of ``freight`` with a port's cargo (t) of its newest full year; empty where none is known."""
    return freight.annual_of(dataset, main_series(dataset, place)).sort_index().tail(1)


def is_stale(row: pd.Series, today: pd.Timestamp) -> bool:
    """Whether a value is older than two years at the reference date."""
    return bool(row["period_end"] < today - pd.DateOffset(years=STALE_AFTER_YEARS))


@dataclass(frozen=True)
class Flow:
    """What one series counts on the sea legs of one or more ports in one full year."""

    series: str
    routes: tuple[str, ...]
    year: int
    value: float


def sea_series(dataset: Dataset) -> pd.DataFrame:
    """The series that count, at the home port, what goes along drawn routes."""
    series = dataset.freight_series
    drawn = routes.paths(dataset)
    tied = [any(route in drawn for route in named) for named in series["route_ids"]]
    return series[(series["place_id"] == home_port(dataset)) & pd.Series(tied, index=series.index, dtype=bool)]


def flows(dataset: Dataset, unit: str, until: int) -> tuple[Flow, ...]:
    """The newest full year up to ``until`` of each series that counts a unit between the home port and others by sea.

    Both directions together, as the port counts them. All flows are of one year, the newest that any has.
    """
    tied = sea_series(dataset)
    tied = tied[tied["unit"] == unit]
    values = {str(code): freight.annual_of(dataset, str(code))["value"] for code in tied["series_id"]}
    years = [int(year) for found in values.values() for year in found.index if year <= until]
    if not years:
        return ()
    year = max(years)
    return tuple(
        Flow(str(row.series_id), tuple(row.route_ids), year, float(values[str(row.series_id)][year]))
        for row in each(tied)
        if year in values[str(row.series_id)].index
    )


def flow_rows(dataset: Dataset, found: Iterable[Flow]) -> pd.DataFrame:
    """The rows of ``freight`` behind flows."""
    rows = dataset.freight
    pairs = {(flow.series, flow.year) for flow in found}
    full = freight.is_full_year(rows) & rows["status"].isin(freight.HAPPENED)
    wanted = [
        (str(code), when.year) in pairs for code, when in zip(rows["series_id"], rows["period_start"], strict=True)
    ]
    return rows[full & pd.Series(wanted, index=rows.index)]


def trips(dataset: Dataset, filters: Filters, year: int | None) -> pd.DataFrame:
    """Trips of heads of state in the period, up to a year of it, with what :func:`visits.log` adds."""
    rows = visits.counted(narrow(visits.log(dataset), "visits", dataset, filters), visits.Rule())
    if filters.countries:
        rows = rows[rows["partner"].isin(filters.countries)]
    return rows if year is None else rows[rows["year"] <= year]


def arcs(rows: pd.DataFrame, dataset: Dataset) -> dict[tuple[str, str], int]:
    """Number of trips by partner and direction, largest first, partner states only."""
    counts = rows.groupby(["partner", "direction"], observed=True).size()
    found = {(str(partner), str(way)): int(n) for (partner, way), n in counts.items()}  # pyright: ignore
    focus = focus_countries(dataset)
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {key: n for key, n in ordered if key[0] in focus}


@remembered
def capitals(dataset: Dataset) -> dict[str, str]:
    """The capital's place by country."""
    places = dataset.places[dataset.places["kind"] == "capital"]
    return dict(zip(places["country"].astype(str), places["place_id"].astype(str), strict=True))


@remembered
def capital_positions(dataset: Dataset) -> dict[str, Point]:
    """Where each country's capital lies, for the countries that have one among the places."""
    return {country: positions(dataset)[place] for country, place in capitals(dataset).items()}


@remembered
def project_sites(dataset: Dataset) -> dict[str, Point]:
    """Where each project lies: its own coordinates, else those of the first place it names; others are left out."""
    found = {}
    rows = dataset.projects
    cells = zip(rows["project_id"].astype(str), rows["lon"], rows["lat"], rows["place_ids"], strict=True)
    for project, lon, lat, named in cells:
        if pd.notna(lon) and pd.notna(lat):
            found[project] = (float(lon), float(lat))
        elif named:
            found[project] = positions(dataset)[named[0]]
    return found


@remembered
def began(dataset: Dataset) -> dict[str, pd.Timestamp]:
    """When each project started or, where no start is known, was first heard of."""
    projects = dataset.projects
    first = dataset.milestones.groupby("project_id")["date"].min()
    heard = first.reindex(projects["project_id"]).set_axis(projects.index)
    start = projects["start_date"].fillna(heard).fillna(projects["as_of"])
    start = pd.concat([start, projects["completed_date"]], axis=1).min(axis=1)
    return dict(zip(projects["project_id"].astype(str), start, strict=True))


def known_by(projects: pd.DataFrame, dataset: Dataset, year: int) -> pd.DataFrame:
    """The projects that had started by the end of a year."""
    starts = began(dataset)
    known = [starts[code] <= pd.Timestamp(year, 12, 31) for code in projects["project_id"].astype(str)]
    return projects[pd.Series(known, index=projects.index, dtype=bool)]


def completed_by(projects: pd.DataFrame, year: int) -> pd.Series:
    """Whether each project was completed by the end of a year."""
    return projects["completed_date"] <= pd.Timestamp(year, 12, 31)
