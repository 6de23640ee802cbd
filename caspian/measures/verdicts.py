"""The rule of the verdicts: a claim in, its verdict out, with the value computed and the rows it rests on. No words.

| claim | borne out | partly | else |
| --- | --- | --- | --- |
| count, growth, time | the value in the claim's own window fits | only another rule's or window's | not borne out |
| trade is growing | every partner's trade grew | some partners' | not borne out |
| event | of an expected kind (with each country expected) | of another kind, or with some of them | not borne out |
| project status | all projects have an expected status, and the least progress | some have | not borne out |
| qualitative, or without what its metric needs (:data:`NEEDS`) | | | not checkable |

A count fits where it equals the stated one; growth and relative time within five percentage points. The default
is: heads of state, every trip, any city; the claim's first series; the first to the last year of its window.

Of the countless windows "inside the claim's own or within a year of it" those are tried that someone could have
meant: as long as the claim's, moved by whole months up to a year; begun on a 1 January or ended on a
31 December; for annual series each pair of years. The nearest that fits is named.
"""

from collections.abc import Iterator

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import BEGUN, QUALITATIVE
from caspian.filters import focus_countries
from caspian.measures import trade, visits
from caspian.measures.finding import (
    Counted,
    Finding,
    Grown,
    Happened,
    Progressed,
    Quickened,
    Traded,
    Verdict,
)
from caspian.measures.freight import series as freight
from caspian.measures.freight import transit_time
from caspian.measures.visits import Rule

TOLERANCE = 0.05
"""How far growth or relative time may be from the stated one, as a fraction (5 percentage points)."""

YEAR = pd.DateOffset(years=1)
MONTHS_MOVED = 12


@remembered
def findings(dataset: Dataset) -> dict[str, Finding]:
    """The finding on every claim, by claim_id, in the order of the table."""
    return {str(claim["claim_id"]): find(dataset, claim) for _line, claim in dataset.claims.iterrows()}


NEEDS = {
    "visits_outbound": ("stated_value",),
    "visits_inbound": ("stated_value",),
    "titr_freight_growth": ("stated_value", "series_ids"),
    "titr_transit_time": ("stated_value",),
    "trade_growth": (),
    "event": ("expects_kinds",),
    "project_status": ("project_ids", "expects_statuses"),
    QUALITATIVE: (),
}
"""The columns without which a claim of a metric cannot be checked."""


def find(dataset: Dataset, claim: pd.Series) -> Finding:
    """The finding on one row of the claims table.

    Raises:
        KeyError: for a metric without a rule.
    """
    tests = {
        "visits_outbound": _count,
        "visits_inbound": _count,
        "titr_freight_growth": _growth,
        "titr_transit_time": _time,
        "trade_growth": _trade,
        "event": _event,
        "project_status": _project_status,
        QUALITATIVE: _qualitative,
    }
    metric = str(claim["metric"])
    needed = (claim[column] for column in NEEDS[metric])
    whole = all(len(cell) if isinstance(cell, tuple) else pd.notna(cell) for cell in needed)
    return (tests[metric] if whole else _qualitative)(dataset, claim)


def _graded(own: bool, otherwise: bool) -> Verdict:
    return "borne_out" if own else "partly" if otherwise else "not_borne_out"


def fits(value: float | None, stated: float) -> bool:
    """Whether a relative change is within five percentage points of a stated one (both fractions)."""
    return value is not None and abs(value - stated) <= TOLERANCE + 1e-9


# Counts


@remembered
def trips(dataset: Dataset, direction: visits.Direction) -> pd.DataFrame:
    return visits.going(visits.log(dataset), direction)


def _count(dataset: Dataset, claim: pd.Series) -> Finding:
    direction: visits.Direction = "outbound" if claim["metric"] == "visits_outbound" else "inbound"
    log = trips(dataset, direction)
    earliest, end, stated = visits.covered_from(dataset), claim["window_end"], claim["stated_value"]
    start = claim["window_start"] if pd.notna(claim["window_start"]) else earliest
    by_rule = {rule: len(visits.within(visits.counted(log, rule), start, end)) for rule in visits.every_rule()}
    default = visits.counted(log, Rule())
    windows = pd.DataFrame(
        _windows(start, end, earliest, visits.covered_to(dataset)),
        columns=["start", "end", "moved"],
    )
    starts = default["start_date"]
    windows["value"] = [
        int(starts.between(first, last).sum()) for first, last in zip(windows["start"], windows["end"], strict=True)
    ]
    value = by_rule[Rule()]
    fitting = windows[windows["value"] == stated]
    rules = tuple(rule for rule, count in by_rule.items() if count == stated)
    test = Counted(direction, (start, end), by_rule, windows, rules, fitting)
    verdict = _graded(value == stated, bool(rules) or len(fitting) > 0)
    return Finding(claim, verdict, value, test, (("visits", visits.within(default, start, end)),))


def _windows(
    start: pd.Timestamp, end: pd.Timestamp, earliest: pd.Timestamp, latest: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.Timestamp, float]]:
    """Other windows someone could have meant, searched from end to end, with the months they are moved by."""
    moved = {
        (start + pd.DateOffset(months=by), end + pd.DateOffset(months=by)): float(by)
        for by in range(-MONTHS_MOVED, MONTHS_MOVED + 1)
    }
    starts = [start, *pd.date_range(start - YEAR, end, freq="YS")]
    ends = [end, *pd.date_range(start, end + YEAR, freq="YE")]
    calendar = {(first, last): float("nan") for first in starts for last in ends if first < last}
    found = [
        (first, last, by)
        for (first, last), by in (calendar | moved).items()
        if earliest <= first and last <= latest and (first, last) != (start, end)
    ]
    return sorted(found, key=lambda window: (abs(window[0] - start) + abs(window[1] - end), window[0]))


# Growth


def _growth(dataset: Dataset, claim: pd.Series) -> Finding:
    stated = claim["stated_value"] / 100
    annual = {series: freight.annual_of(dataset, series) for series in claim["series_ids"]}
    tested = next(iter(annual.values()))
    start, end = claim["window_start"], claim["window_end"]
    own = (start.year if pd.notna(start) else min([*tested.index, end.year]), end.year)
    value = freight.growth(tested["value"], *own)
    pairs = pd.DataFrame(_pairs(tested["value"], own), columns=["first", "last", "value"])
    fitting = pairs[pd.Series([fits(change, stated) for change in pairs["value"]], index=pairs.index, dtype=bool)]
    series = pd.DataFrame.from_dict({name: _outermost(rows, own) for name, rows in annual.items()}, orient="index")
    used = pd.concat([full_years(dataset, name, range(own[0] - 1, own[1] + 2)) for name in annual])
    return Finding(
        claim,
        _graded(fits(value, stated), len(fitting) > 0),
        value,
        Grown(own, series, pairs, fitting),
        (
            ("freight", used),
            ("freight_series", dataset.freight_series[dataset.freight_series["series_id"].isin(list(annual))]),
        ),
    )


def full_years(dataset: Dataset, series_id: str, years: range) -> pd.DataFrame:
    """The rows behind the annual values of a series, as they stand in the table."""
    rows = freight.values(dataset, series_id)
    full = freight.is_full_year(rows) & rows["status"].isin(freight.HAPPENED)
    return rows[full & rows["period_start"].dt.year.isin(years)]


def _pairs(values: pd.Series, own: tuple[int, int]) -> Iterator[tuple[int, int, float]]:
    """Growth between two other years inside the own ones or within a year of them, the nearest pair first."""
    years = [int(year) for year in values.index if own[0] - 1 <= year <= own[1] + 1]
    pairs = [(first, last) for first in years for last in years if first < last and (first, last) != own]
    for first, last in sorted(pairs, key=lambda pair: abs(pair[0] - own[0]) + abs(pair[1] - own[1])):
        if (change := freight.growth(values, first, last)) is not None:
            yield first, last, change


def _outermost(rows: pd.DataFrame, own: tuple[int, int]) -> dict[str, float | bool]:
    inside = rows[rows.index.isin(range(own[0], own[1] + 1))]
    if len(inside) < 2:
        return {"first": float("nan"), "last": float("nan"), "value": float("nan"), "estimated": False}
    first, last = int(inside.index.min()), int(inside.index.max())
    change = freight.growth(inside["value"], first, last)
    return {
        "first": first,
        "last": last,
        "value": float("nan") if change is None else change,
        "estimated": bool((inside.loc[[first, last], "status"] != "actual").any()),
    }


# Delivery time


def _time(dataset: Dataset, claim: pd.Series) -> Finding:
    stated = claim["stated_value"] / 100
    pairs = transit_time.stated_pairs(dataset)
    saved = 1 - (pairs["low"] + pairs["high"]) / (pairs["before_low"] + pairs["before_high"])
    pairs = pairs.assign(saved=saved, fits=[fits(share, stated) for share in saved])
    start, end = claim["window_start"], claim["window_end"]
    begins = start if pd.notna(start) else pairs.index.min()
    inside = pairs[(pairs.index >= begins) & (pairs.index <= end)]
    near = pairs[(pairs.index >= begins - YEAR) & (pairs.index <= end + YEAR)]
    own = None if inside.empty else inside.index[-1]
    value = None if own is None else float(inside["saved"].iloc[-1])
    rows = [transit_time.rows_of(dataset, day) for day in near.index.unique()]
    used = pd.concat(rows) if rows else dataset.freight.iloc[:0]
    return Finding(
        claim,
        _graded(fits(value, stated), bool(near["fits"].any())),
        value,
        Quickened(near, own),
        (("freight", used),),
    )


# Trade


def _trade(dataset: Dataset, claim: pd.Series) -> Finding:
    """The claim is that trade grows: with each partner state, as far as rows can be compared."""
    pairs = trade.comparable(dataset)
    pairs = pairs[(pairs["side"] == "own") & (pairs["start"] == claim["window_start"])]
    pairs = pairs[pairs["end"] == claim["window_end"]].set_index("partner")
    partners = pairs.reindex(list(focus_countries(dataset)))
    partners["grew"] = partners["change"] > 0
    compared = partners.dropna(subset=["change"])
    value = None
    if len(compared) and compared["earlier_year"].nunique() == 1:
        value = float(compared["later"].sum() / compared["earlier"].sum() - 1)
    lines = pairs.loc[compared.index, ["earlier_line", "later_line"]].to_numpy().ravel()
    return Finding(
        claim,
        _graded(len(partners) > 0 and bool(partners["grew"].all()), bool(partners["grew"].any())),
        value,
        Traded(partners),
        (("trade", dataset.trade.loc[sorted(lines)]),),
    )


# Events


def _event(dataset: Dataset, claim: pd.Series) -> Finding:
    kinds, expected = set(claim["expects_kinds"]), claim["expects_countries"]
    events = dataset.events
    if claim["event_ids"]:
        considered = events[events["event_id"].isin(claim["event_ids"])]
    else:
        considered = events[_inside(events["date"], claim) & events["kind"].isin(kinds)]
    matching = considered[considered["kind"].isin(kinds)]
    named = {country for cell in matching["countries"] for country in cell}
    reached = tuple(country for country in expected if country in named)
    without = tuple(country for country in expected if country not in named)
    verdict = _graded(len(matching) > 0 and not without, len(considered) > 0)
    return Finding(claim, verdict, None, Happened(considered, matching, reached, without), (("events", considered),))


def _inside(days: pd.Series, claim: pd.Series) -> pd.Series:
    inside = days <= claim["window_end"]
    return inside & (days >= claim["window_start"]) if pd.notna(claim["window_start"]) else inside


# Projects


def _project_status(dataset: Dataset, claim: pd.Series) -> Finding:
    projects = _named(dataset.projects, "project_id", claim["project_ids"])
    least = claim["expects_progress_pct"]
    met = projects["status"].isin(claim["expects_statuses"])
    if pd.notna(least):
        met &= ~(projects["progress_pct"] < least)  # where no progress is stated, the status speaks for it
    others = projects[~met]
    steps = dataset.milestones[dataset.milestones["project_id"].isin(others["project_id"])]
    steps = steps[steps["kind"].isin(BEGUN) & _inside(steps["date"], claim)].sort_values("date")
    started = others[_inside(others["start_date"], claim) | others["project_id"].isin(steps["project_id"])]
    test = Progressed(projects, tuple(projects.loc[met, "project_id"]), tuple(started["project_id"]))
    verdict = _graded(bool(met.all()), bool(met.any()))
    return Finding(claim, verdict, None, test, (("projects", projects), ("milestones", steps)))


def _named(table: pd.DataFrame, key: str, names: tuple[str, ...]) -> pd.DataFrame:
    """The rows named, in the order of the names."""
    rows = table[table[key].isin(names)]
    return rows.sort_values(key, key=lambda column: column.map(names.index))


# Qualitative


def _qualitative(dataset: Dataset, claim: pd.Series) -> Finding:
    """The rows that it names; of a claim that names none, the events of its sector in its window."""
    events = dataset.events[dataset.events["event_id"].isin(claim["event_ids"])]
    projects = _named(dataset.projects, "project_id", claim["project_ids"])
    series = [freight.values(dataset, series) for series in claim["series_ids"]]
    values = pd.concat(series) if series else dataset.freight.iloc[:0]
    if not len(events) + len(projects) + len(values):
        events = dataset.events
        events = events[(events["sector"] == claim["sector"]) & _inside(events["date"], claim)]
    listed = (("events", events), ("projects", projects), ("freight", values))
    return Finding(claim, "not_checkable", None, None, tuple((table, rows) for table, rows in listed if len(rows)))
