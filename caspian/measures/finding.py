"""What the rule of the verdicts finds on a claim. It is made in :mod:`caspian.measures.verdicts`."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from caspian.measures.visits import Direction, Rule

Verdict = Literal["borne_out", "partly", "not_borne_out", "not_checkable"]
VERDICTS: tuple[Verdict, ...] = ("borne_out", "partly", "not_borne_out", "not_checkable")

Rows = tuple[tuple[str, pd.DataFrame], ...]


@dataclass(frozen=True, eq=False)
class Finding:
    """What the rows say of one claim.

    ``value`` is what the default rule gives in the claim's own window: trips, or a change as a fraction (0.86 is
    +86 %; for delivery time 0.5 is half the time saved); None where the rows give none, or the claim has no
    figure. ``test`` holds the rest, by the kind of claim; None for one that cannot be checked.
    """

    claim: pd.Series
    verdict: Verdict
    value: float | None
    test: "Counted | Grown | Quickened | Traded | Happened | Progressed | None"
    rows: Rows

    @property
    def claim_id(self) -> str:
        return str(self.claim["claim_id"])


@dataclass(frozen=True, eq=False)
class Counted:
    """A count of trips: under each rule in the claim's own window, and by the default rule in other windows.

    ``own`` is the claim's window; one without a beginning begins with what was searched. ``windows`` has ``start``,
    ``end``, ``moved`` (months, NaN for a window of calendar years) and ``value``, the nearest to the claim's own first.
    """

    direction: Direction
    own: tuple[pd.Timestamp, pd.Timestamp]
    by_rule: dict[Rule, int]
    windows: pd.DataFrame
    fitting_rules: tuple[Rule, ...]
    fitting_windows: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Grown:
    """Growth of annual series: of each in the claim's own window, and of the first between other years.

    ``own`` is the first and the last year of the window. ``series`` is indexed by series_id, the tested one
    first, with ``first``, ``last`` (its outermost full years in the window, NaN with fewer than two), ``value``
    and ``estimated`` (whether either is an estimate or preliminary). ``pairs`` has ``first``, ``last``, ``value``,
    the nearest to the own years first.
    """

    own: tuple[int, int]
    series: pd.DataFrame
    pairs: pd.DataFrame
    fitting_pairs: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Quickened:
    """Stated pairs of delivery times and the share of time saved, by the middle of each range.

    ``pairs`` is indexed by the day of the statement and has the four bounds, ``saved`` and ``fits``; ``own`` is
    the latest statement in the claim's window.
    """

    pairs: pd.DataFrame
    own: pd.Timestamp | None


@dataclass(frozen=True, eq=False)
class Traded:
    """Turnover in the claim's window against the same months before, as Azerbaijan reports it.

    ``partners`` is indexed by country: what :func:`caspian.measures.trade.same_months` says of each (all missing where
    a period is), and ``grew``.
    """

    partners: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Happened:
    """The events that count: those the claim names or, if it names none, those of an expected kind in its window.

    ``matching`` are those of an expected kind; ``with_countries`` and ``without`` split the expected countries.
    """

    events: pd.DataFrame
    matching: pd.DataFrame
    with_countries: tuple[str, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Progressed:
    """The projects named: ``met`` have an expected status and the least progress.

    ``begun`` are those of the others that were started or agreed within the window.
    """

    projects: pd.DataFrame
    met: tuple[str, ...]
    begun: tuple[str, ...]
