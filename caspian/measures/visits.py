"""Leaders' trips: which count, when, and how many in a window."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import HEAD_OF_STATE, SUMMIT, VISIT_TYPE, ordered
from caspian.filters import FIRST_YEAR, home_country
from caspian.measures.review import reviewed

Direction = Literal["outbound", "inbound"]
DIRECTIONS: tuple[Direction, Direction] = ("outbound", "inbound")

LEVELS = ("heads", "all")
TRIPS = ("every", "bilateral")
CITIES = ("any", "capital")
WINDOW_MONTHS = 36


@dataclass(frozen=True)
class Rule:
    """A counting rule. The default is that of the verdicts: heads of state, every trip, any city."""

    level: str = "heads"
    trips: str = "every"
    cities: str = "any"


def every_rule() -> Iterator[Rule]:
    """All eight rules, the default first."""
    return (Rule(*choice) for choice in product(LEVELS, TRIPS, CITIES))


@remembered
def log(dataset: Dataset) -> pd.DataFrame:
    """The visits with what follows from their columns.

    Adds ``direction`` (outbound: a trip of Azerbaijan's side), ``partner`` (the other country, ISO3),
    ``year`` (of the start date), ``in_capital`` (whether the host's capital is among the cities) and ``summit``
    (whether the trip was to one; any other trip is bilateral).
    """
    visits = dataset.visits
    home = home_country(dataset)
    visitor, host = visits["visitor_country"].astype(str), visits["host_country"].astype(str)
    outbound = visitor == home
    capitals = _capitals(dataset)
    return visits.assign(
        direction=outbound.map({True: "outbound", False: "inbound"}),
        partner=host.where(outbound, visitor),
        year=visits["start_date"].dt.year,
        in_capital=[capitals.get(to) in cities for to, cities in zip(host, visits["city"], strict=True)],
        summit=visits["visit_type"] == SUMMIT,
    )


def _capitals(dataset: Dataset) -> dict[str, str]:
    capitals = dataset.places[dataset.places["kind"] == "capital"]
    return dict(zip(capitals["country"].astype(str), capitals["name_en"], strict=True))


def counted(trips: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """The trips of a log that a rule counts."""
    kept = pd.Series(True, index=trips.index)
    if rule.level == "heads":
        kept &= trips["level"] == HEAD_OF_STATE
    if rule.trips == "bilateral":
        kept &= ~trips["summit"]
    if rule.cities == "capital":
        kept &= trips["in_capital"]
    return trips[kept]


def going(trips: pd.DataFrame, direction: Direction) -> pd.DataFrame:
    return trips[trips["direction"] == direction]


def within(trips: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The trips that start in a window of days, both ends included."""
    return trips[trips["start_date"].between(start, end)]


def per_year(trips: pd.DataFrame, by: str, keys: tuple[str, ...], years: range) -> pd.DataFrame:
    """Trips a year (rows) by ``by`` (columns, in the order of ``keys``); 0 where there was none."""
    seen = Counter(zip(trips[by], trips["year"], strict=True))
    return pd.DataFrame({key: [seen[key, year] for year in years] for key in keys}, index=list(years), dtype="int64")


def by_direction_and_type(trips: pd.DataFrame) -> pd.DataFrame:
    """Number of trips: a row a direction, a column a visit type that occurs."""
    seen = Counter(zip(trips["direction"], trips["visit_type"].astype(str), strict=True))
    occurring = {kind for _way, kind in seen}
    kinds = [kind for kind in ordered(VISIT_TYPE, sorted(occurring)) if kind in occurring]
    counts = {kind: [seen[way, kind] for way in DIRECTIONS] for kind in kinds}
    return pd.DataFrame(counts, index=list(DIRECTIONS), dtype="int64")


def rolling(trips: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, months: int = WINDOW_MONTHS) -> pd.Series:
    """Trips that started in the ``months`` up to each month's end from ``first`` to ``last``.

    The window is half open, so that 36 months to 31 December 2022 begin on 1 January 2020.
    """
    ends = pd.date_range(first, last, freq="ME")
    starts = trips["start_date"].sort_values()
    up_to = starts.searchsorted(ends, side="right")
    before = starts.searchsorted(ends - pd.DateOffset(months=months), side="right")
    return pd.Series(up_to - before, index=ends, name="trips", dtype="int64")


def covered_to(dataset: Dataset) -> pd.Timestamp:
    """Up to which day trips were searched; after it, no trip in the log means nothing."""
    return dataset.covered_to("visits")


def covered_from(dataset: Dataset) -> pd.Timestamp:
    """From which day on; a search without a beginning reaches back as far as the period can."""
    parts = dataset.coverage[dataset.coverage["table"] == "visits"]
    first = parts["covered_from"].max()
    return pd.Timestamp(FIRST_YEAR, 1, 1) if pd.isna(first) else first


@remembered
def stated_rows(dataset: Dataset, partners: tuple[str, ...] = ()) -> tuple[tuple[str, pd.DataFrame], ...]:
    """What was said about the number of trips: the rows of officials' figures, and of the review's claims.

    With one of the ``partners`` chosen, those about exactly that country are kept; of several, none.
    """
    metrics = [f"visits_{way}" for way in DIRECTIONS]
    figures, claims = dataset.stated_figures, dataset.claims
    figures = figures[figures["metric"].isin(metrics) & figures["stated_value"].notna()]
    claims = claims[claims["metric"].isin(metrics) & claims["stated_value"].notna()]
    if not partners:
        return ("stated_figures", figures[figures["country"] == ""]), ("claims", claims)
    about = figures["country"] == partners[0] if len(partners) == 1 else [False] * len(figures)
    return ("stated_figures", figures[about]), ("claims", claims.iloc[:0])


def statements(dataset: Dataset, trips: pd.DataFrame, partners: tuple[str, ...] = ()) -> pd.DataFrame:
    """The same as one table by date, undated ones last, beside what a log holds in each one's own window.

    Columns: ``direction``, ``date`` (the day it was said; of a claim, the day of the review), ``speaker_*`` (empty for
    a claim), ``statement_*``, ``stated_value``, ``window_start``, ``window_end``, ``months`` (length of the window,
    rounded) and ``counted`` (trips in it), both missing where the window is open.
    """
    (_figures, figures), (_claims, claims) = stated_rows(dataset, partners)
    article = reviewed(dataset)
    published = pd.Series(pd.NaT if article is None else article["published"], claims.index, dtype="datetime64[us]")
    said = pd.concat([figures, claims.assign(date=published)])
    said = said.sort_values("date", kind="stable", ignore_index=True)
    start, end = said["window_start"], said["window_end"]
    directions = said["metric"].astype(str).str.removeprefix("visits_")
    one_way = {way: going(trips, way) for way in DIRECTIONS}
    counted = [len(within(one_way[way], first, last)) for way, first, last in zip(directions, start, end, strict=True)]
    closed = start.notna() & end.notna()
    return said.assign(
        direction=directions,
        months=((end - start).dt.days / 30.4375).round(),
        counted=pd.Series(counted, dtype="float64").where(closed),
    )
