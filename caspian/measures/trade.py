"""Goods trade by partner: like is compared with like, or not at all."""

from dataclasses import dataclass

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
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


@remembered
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


AMOUNTS = {"exports": "exports_usd_m", "imports": "imports_usd_m", "turnover": "turnover_usd_m"}
"""The columns of the table by the flow that they hold, in USD million."""

FLOWS = ("turnover", "exports", "imports", "balance")


def with_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the trade table with what follows from their own cells.

    Adds ``turnover`` (as stated; where it is not, exports and imports together), ``summed`` (whether that sum is
    ours), ``exports``, ``imports``, ``balance`` (exports less imports, always ours; NaN where a part is missing),
    all in USD million, ``year`` and ``full_year``.
    """
    exports, imports, stated = (rows[AMOUNTS[flow]] for flow in ("exports", "imports", "turnover"))
    start, end = rows["period_start"], rows["period_end"]
    whole = (start.dt.day_of_year == 1) & (end.dt.month == 12) & (end.dt.day == 31)
    ours = exports + imports
    return rows.assign(
        turnover=stated.fillna(ours),
        summed=stated.isna() & ours.notna(),
        exports=exports,
        imports=imports,
        balance=exports - imports,
        year=start.dt.year,
        full_year=whole & (start.dt.year == end.dt.year),
    )


def longest(rows: pd.DataFrame, flow: str) -> pd.DataFrame:
    """For each partner, reporter and year the row with the longest period that has the flow: a year, or part of one.

    Expects and returns rows of :func:`with_sums`, in the order of partner and year.
    """
    have = rows[rows[flow].notna()]
    days = (have["period_end"] - have["period_start"]).dt.days
    have = have.assign(days=days).sort_values(["year", "days"], kind="stable")
    last = ~have[["partner", "reporter", "year"]].astype(str).duplicated(keep="last")
    return have[last].drop(columns="days")


COVERAGES = ("full", "part", "mirror_full", "mirror_part", "none")
"""How a year is covered: a full year or a part of it by Azerbaijan's figures, else by the partner's, or not at all."""


def coverage(rows: pd.DataFrame, partners: tuple[str, ...], years: range, home: str) -> pd.DataFrame:
    """Which turnover there is of each partner in each year.

    One row for each partner and year: ``partner``, ``year``, ``state`` (of :data:`COVERAGES`), ``start``, ``end``
    (of the longest period by that reporter; NaT for none), ``mirrored`` (whether the partner has a figure too).
    """
    best = longest(rows, "turnover")
    found = {
        (str(row["partner"]), int(row["year"]), row["reporter"] == home): (
            bool(row["full_year"]),
            row["period_start"],
            row["period_end"],
        )
        for _line, row in best.iterrows()
    }
    cells = []
    for partner in partners:
        for year in years:
            own, mirror = found.get((partner, year, True)), found.get((partner, year, False))
            full, start, end = own or mirror or (False, pd.NaT, pd.NaT)
            state = ("full" if full else "part") if own or mirror else "none"
            if mirror and not own:
                state = f"mirror_{state}"
            cells.append((partner, year, state, start, end, mirror is not None))
    return pd.DataFrame(cells, columns=["partner", "year", "state", "start", "end", "mirrored"])


def same_months(rows: pd.DataFrame) -> pd.DataFrame:
    """Each turnover beside the latest earlier one of the same months, by the same reporter: like with like.

    Expects rows of :func:`with_sums`. Columns: ``partner``, ``reporter``, ``start``, ``end`` (of the later period),
    ``earlier_year``, ``later_year``, ``earlier``, ``later`` (USD million), ``change`` (a fraction),
    ``stated_growth`` (a fraction, on the year before, as the later row's source states it; NaN without one),
    ``summed`` (whether either is our sum), ``earlier_line``, ``later_line`` (of the CSV file). The newest first.
    """
    have = rows[rows["turnover"].notna()].sort_values("period_end")
    pairs = []
    before: dict[tuple[str, str, tuple[int, ...]], int] = {}
    for line, row in have.iterrows():
        start, end = row["period_start"], row["period_end"]
        # The last day of February moves with leap years: months are compared by their names there.
        months = (start.month, start.day, end.month, 0 if (end + pd.Timedelta(days=1)).day == 1 else end.day)
        key = (str(row["partner"]), str(row["reporter"]), (*months, end.year - start.year))
        if key in before and have.at[before[key], "turnover"]:
            earlier = have.loc[before[key]]
            pairs.append(
                {
                    "partner": key[0],
                    "reporter": key[1],
                    "start": start,
                    "end": end,
                    "earlier_year": earlier["year"],
                    "later_year": row["year"],
                    "earlier": earlier["turnover"],
                    "later": row["turnover"],
                    "change": row["turnover"] / earlier["turnover"] - 1,
                    "stated_growth": row["growth_pct"] / 100,
                    "summed": bool(row["summed"] or earlier["summed"]),
                    "earlier_line": before[key],
                    "later_line": line,
                }
            )
        before[key] = line  # pyright: ignore[reportArgumentType]
    columns = [
        *("partner", "reporter", "start", "end", "earlier_year", "later_year", "earlier", "later", "change"),
        *("stated_growth", "summed", "earlier_line", "later_line"),
    ]
    return pd.DataFrame(pairs, columns=columns).iloc[::-1].reset_index(drop=True)


def mirrors(rows: pd.DataFrame, home: str) -> pd.DataFrame:
    """Periods that both Azerbaijan and the partner report, each figure beside the other: never one line.

    Expects rows of :func:`with_sums`. Columns: ``partner``, ``start``, ``end``, ``own``, ``mirror`` (turnover, USD
    million), ``difference`` (the partner's less Azerbaijan's), ``own_summed``, ``mirror_summed``, ``own_line``,
    ``mirror_line``. The oldest first.
    """
    have = rows[rows["turnover"].notna()].reset_index(names="line")
    have = have.astype({"partner": str, "reporter": str}).rename(columns={"period_start": "start", "period_end": "end"})
    keep = ["partner", "start", "end", "turnover", "summed", "line"]
    own, other = have[have["reporter"] == home][keep], have[have["reporter"] == have["partner"]][keep]
    both = own.merge(other, on=["partner", "start", "end"], suffixes=("_own", "_mirror"))
    both = both.rename(columns={"turnover_own": "own", "turnover_mirror": "mirror"}).rename(
        columns={f"{name}_{side}": f"{side}_{name}" for name in ("summed", "line") for side in ("own", "mirror")}
    )
    both["difference"] = both["mirror"] - both["own"]
    return both.sort_values(["start", "partner"], ignore_index=True)


def world_shares(rows: pd.DataFrame, home: str, world: str) -> pd.DataFrame:
    """A partner's share of all Azerbaijani trade, where both are known of exactly the same period.

    Expects rows of :func:`with_sums`. Columns: ``partner``, ``start``, ``end``, ``turnover``, ``total`` (USD
    million), ``share`` (a fraction), ``summed``, ``line``, ``total_line``. The oldest first.
    """
    have = rows[(rows["reporter"] == home) & rows["turnover"].notna()].reset_index(names="line")
    have = have.astype({"partner": str}).rename(columns={"period_start": "start", "period_end": "end"})
    keep = ["start", "end", "turnover", "summed", "line"]
    totals = have.loc[have["partner"] == world, keep].rename(
        columns={"turnover": "total", "summed": "total_summed", "line": "total_line"}
    )
    both = have.loc[have["partner"] != world, ["partner", *keep]].merge(totals, on=["start", "end"])
    both["share"] = both["turnover"] / both["total"]
    both["summed"] |= both["total_summed"]
    return both.drop(columns="total_summed").sort_values(["start", "partner"], ignore_index=True)


def world_code(dataset: Dataset) -> str:
    """The code under which the table holds all of Azerbaijan's trade: a total, not a partner."""
    countries = dataset.countries
    return str(countries.loc[countries["role"] == "aggregate", "iso3"].iloc[0])
