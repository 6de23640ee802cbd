"""Goods trade by partner: like is compared with like, or not at all."""

from dataclasses import dataclass

import pandas as pd

from caspian.dataset import Dataset
from caspian.filters import home_country


@dataclass(frozen=True)
class Comparison:
    """Turnover of the same months in two years, for the partners that have both.

    ``earlier`` and ``later`` hold one row a partner, in the same order; amounts are USD million.
    ``missing`` are the partners asked for that lack one of the two periods.
    """

    earlier: pd.DataFrame
    later: pd.DataFrame
    missing: tuple[str, ...]

    @property
    def partners(self) -> tuple[str, ...]:
        return tuple(self.later["partner"].astype(str))

    @property
    def rows(self) -> pd.DataFrame:
        return pd.concat([self.earlier, self.later])


def own_turnover(dataset: Dataset) -> pd.DataFrame:
    """Rows with a turnover as Azerbaijan reports it: two reporters never share a comparison."""
    trade = dataset.trade
    return trade[(trade["reporter"] == home_country(dataset)) & trade["turnover_usd_m"].notna()]


def latest_comparison(dataset: Dataset, partners: tuple[str, ...]) -> Comparison | None:
    """The latest period against the same months of the earlier year that most partners share.

    Among the periods that end last, and then among earlier years with equally many partners, the latest
    is taken. None where no partner has the same months twice.
    """
    rows = own_turnover(dataset)
    rows = rows[rows["partner"].isin(partners)]
    periods = set(zip(rows["period_end"], rows["period_start"], strict=True))
    for end, start in sorted(periods, reverse=True):
        later = rows[(rows["period_start"] == start) & (rows["period_end"] == end)]
        earlier = _same_months_earlier(rows, start, end, set(later["partner"]))
        if earlier is not None:
            both = [code for code in partners if code in set(earlier["partner"])]
            missing = tuple(code for code in partners if code not in both)
            return Comparison(_in_order(earlier, both), _in_order(later, both), missing)
    return None


def _same_months_earlier(
    rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, partners: set[str]
) -> pd.DataFrame | None:
    best: pd.DataFrame | None = None
    for year in range(start.year - 1, rows["period_start"].dt.year.min() - 1, -1):
        shift = pd.DateOffset(years=start.year - year)
        same = rows[(rows["period_start"] == start - shift) & (rows["period_end"] == end - shift)]
        same = same[same["partner"].isin(partners)]
        if len(same) > (0 if best is None else len(best)):
            best = same
    return best


def _in_order(rows: pd.DataFrame, partners: list[str]) -> pd.DataFrame:
    chosen = rows[rows["partner"].isin(partners)]
    return chosen.sort_values("partner", key=lambda column: column.astype(str).map(partners.index))
