"""Leaders' trips: which count, when, and how many in a window."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import VISIT_TYPE
from caspian.filters import home_country

Direction = Literal["outbound", "inbound"]
DIRECTIONS: tuple[Direction, Direction] = ("outbound", "inbound")

LEVELS = ("heads", "all")
TRIPS = ("every", "bilateral")
CITIES = ("any", "capital")
VISIT_TYPES = VISIT_TYPE.known

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


def log(dataset: Dataset) -> pd.DataFrame:
    """The visits with what follows from their columns.

    Adds ``direction`` (outbound: a trip of Azerbaijan's side), ``partner`` (the other country, ISO3),
    ``year`` (of the start date) and ``in_capital`` (whether the host's capital is among the cities).
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
    )


def _capitals(dataset: Dataset) -> dict[str, str]:
    capitals = dataset.places[dataset.places["kind"] == "capital"]
    return dict(zip(capitals["country"].astype(str), capitals["name_en"], strict=True))


def counted(trips: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """The trips of a log that a rule counts."""
    kept = pd.Series(True, index=trips.index)
    if rule.level == "heads":
        kept &= trips["level"] == "head_of_state"
    if rule.trips == "bilateral":
        kept &= trips["visit_type"] != "summit"
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
    """Number of trips: a row a direction, a column a visit type."""
    seen = Counter(zip(trips["direction"], trips["visit_type"], strict=True))
    counts = {kind: [seen[way, kind] for way in DIRECTIONS] for kind in VISIT_TYPES}
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


def first_full_year(start: pd.Timestamp) -> pd.Timestamp:
    """1 January of the first calendar year that begins on or after a day."""
    return start if (start.month, start.day) == (1, 1) else pd.Timestamp(start.year + 1, 1, 1)


def covered_to(dataset: Dataset) -> pd.Timestamp:
    """Up to which day trips were searched; after it, no trip in the log means nothing."""
    return dataset.covered_to("visits")


def covered_from(dataset: Dataset) -> pd.Timestamp:
    parts = dataset.coverage[dataset.coverage["table"] == "visits"]
    return parts["covered_from"].max()


@remembered
def statements(dataset: Dataset, direction: Direction, partners: tuple[str, ...] = ()) -> pd.DataFrame:
    """What was said about trips in a direction: officials' figures and the review's claim, by date.

    Columns: ``date`` (the day it was said), ``speaker_*``, ``statement_*``, ``stated_value``,
    ``window_start``, ``window_end``, ``country`` (empty: all five), ``source_ids``. With ``partners``
    chosen, statements about exactly that one country or, for several, none are kept.
    """
    metric = f"visits_{direction}"
    said = dataset.stated_figures[dataset.stated_figures["metric"] == metric]
    claims = dataset.claims[dataset.claims["metric"] == metric].assign(date=dataset.covered_to("claims"), country="")
    both = pd.concat([said.astype({"country": str}), claims], ignore_index=True)
    about = partners[0] if len(partners) == 1 else ""
    kept = both[(both["country"].fillna("") == about) & both["date"].notna() & both["stated_value"].notna()]
    if len(partners) > 1:
        kept = kept.iloc[:0]
    return kept.sort_values("date", kind="stable", ignore_index=True)


def window_count(trips: pd.DataFrame, statement: pd.Series) -> int:
    """Trips in a statement's own window, both ends included."""
    return len(within(trips, statement["window_start"], statement["window_end"]))


def window_months(statement: pd.Series) -> int:
    """Length of a statement's window in whole months, rounded."""
    days = (statement["window_end"] - statement["window_start"]).days
    return round(days / 30.4375)
