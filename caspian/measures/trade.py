"""Goods trade by partner: like is compared with like, or not at all."""

from dataclasses import dataclass

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import HAPPENED
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


@remembered
def counted(dataset: Dataset) -> pd.DataFrame:
    """The rows of the trade table that tell of something that happened, with what :func:`with_sums` adds.

    Of several counts of one period by one reporter the firmest stays.
    """
    rows = dataset.trade[dataset.trade["status"].isin(HAPPENED)]
    firmest = rows.iloc[rows["status"].astype(str).map(HAPPENED.index).to_numpy().argsort(kind="stable")]
    again = firmest[["partner", "reporter", "period_start", "period_end"]].duplicated()
    return with_sums(firmest[~again].sort_index(), home_country(dataset))


def own_turnover(dataset: Dataset) -> pd.DataFrame:
    """Rows with a turnover as Azerbaijan reports it: two reporters never share a comparison."""
    trade = counted(dataset)
    return trade[(trade["side"] == "own") & trade["turnover_usd_m"].notna()]


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

SIDES = ("own", "mirror", "other")
"""Who reports a figure: Azerbaijan, its partner, or a third country."""


def with_sums(rows: pd.DataFrame, home: str) -> pd.DataFrame:
    """Rows of the trade table with what follows from their own cells; ``home`` is Azerbaijan's code.

    Adds ``turnover`` (as stated; where it is not, exports and imports together), ``summed`` (whether that sum is
    ours), ``exports``, ``imports``, ``balance`` (exports less imports, always ours; NaN where a part is missing),
    all in USD million, ``year``, ``full_year`` and ``side`` (of :data:`SIDES`).
    """
    partner, reporter = rows["partner"].astype(str), rows["reporter"].astype(str)
    side = pd.Series("other", index=rows.index, dtype="str").mask(reporter == partner, "mirror")
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
        side=side.mask(reporter == home, "own"),
    )


def longest(rows: pd.DataFrame, flow: str) -> pd.DataFrame:
    """For each partner, reporter and year the row with the longest period that has the flow: a year, or part of one.

    Expects and returns rows of :func:`with_sums`, in the order of the years; periods that end in another year than
    they begin in are left out.
    """
    have = rows[rows[flow].notna() & (rows["period_end"].dt.year == rows["year"])]
    days = (have["period_end"] - have["period_start"]).dt.days
    have = have.assign(days=days).sort_values(["year", "days"], kind="stable")
    last = ~have[["partner", "reporter", "year"]].astype(str).duplicated(keep="last")
    return have[last].drop(columns="days")


COVERAGES = tuple(f"{side}_{how}" for side in SIDES for how in ("full", "part"))
"""How a year is covered: a full year or a part of it by Azerbaijan's figures, else by the partner's or a third's."""


def coverage(rows: pd.DataFrame, partners: tuple[str, ...], years: range) -> pd.DataFrame:
    """Which turnover there is of each partner in each year.

    Expects rows of :func:`with_sums`. One row for each partner and year: ``partner``, ``year``, ``state`` (of
    :data:`COVERAGES`; empty for none), ``start``, ``end`` (of the longest period by that reporter; NaT for none),
    ``others`` (whether another than that reporter has a figure too).
    """
    best = longest(rows, "turnover").sort_values("side", key=lambda column: column.map(SIDES.index), kind="stable")
    how = best["full_year"].map({True: "_full", False: "_part"}).astype("str")
    best = best.assign(partner=best["partner"].astype(str), state=best["side"] + how)
    keys = ["partner", "year"]
    again = best[keys].duplicated()
    every = pd.MultiIndex.from_product([partners, years], names=keys)
    found = best[~again].set_index(keys).reindex(every)
    cells = found[["state", "period_start", "period_end"]].set_axis(["state", "start", "end"], axis=1)
    others = every.isin(pd.MultiIndex.from_frame(best.loc[again, keys]))
    return cells.assign(state=cells["state"].fillna(""), others=others).reset_index()


@remembered
def comparable(dataset: Dataset) -> pd.DataFrame:
    """All pairs of :func:`same_months` in the trade table."""
    return same_months(counted(dataset))


def same_months(rows: pd.DataFrame) -> pd.DataFrame:
    """Each turnover beside the latest earlier one of the same months, by the same reporter: like with like.

    Expects rows of :func:`with_sums`. Columns: ``partner``, ``side``, ``start``, ``end`` (of the later period),
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
                    "side": row["side"],
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
        *("partner", "side", "start", "end", "earlier_year", "later_year", "earlier", "later", "change"),
        *("stated_growth", "summed", "earlier_line", "later_line"),
    ]
    return pd.DataFrame(pairs, columns=columns).iloc[::-1].reset_index(drop=True)


def mirrors(rows: pd.DataFrame) -> pd.DataFrame:
    """Periods that both Azerbaijan and the partner report, each figure beside the other: never one line.

    Expects rows of :func:`with_sums`. Columns: ``partner``, ``start``, ``end``, ``own``, ``mirror`` (turnover, USD
    million), ``difference`` (the partner's less Azerbaijan's), ``own_summed``, ``mirror_summed``, ``own_line``,
    ``mirror_line``. The oldest first.
    """
    have = rows[rows["turnover"].notna()].reset_index(names="line")
    have = have.astype({"partner": str}).rename(columns={"period_start": "start", "period_end": "end"})
    keep = ["partner", "start", "end", "turnover", "summed", "line"]
    own, other = have[have["side"] == "own"][keep], have[have["side"] == "mirror"][keep]
    both = own.merge(other, on=["partner", "start", "end"], suffixes=("_own", "_mirror"))
    both = both.rename(columns={"turnover_own": "own", "turnover_mirror": "mirror"}).rename(
        columns={f"{name}_{side}": f"{side}_{name}" for name in ("summed", "line") for side in ("own", "mirror")}
    )
    both["difference"] = both["mirror"] - both["own"]
    return both.sort_values(["start", "partner"], ignore_index=True)


def world_shares(rows: pd.DataFrame, world: str) -> pd.DataFrame:
    """A partner's share of all Azerbaijani trade, where both are known of exactly the same period.

    Expects rows of :func:`with_sums`. Columns: ``partner``, ``start``, ``end``, ``turnover``, ``total`` (USD
    million), ``share`` (a fraction), ``summed``, ``line``, ``total_line``. The oldest first.
    """
    have = rows[(rows["side"] == "own") & rows["turnover"].notna()].reset_index(names="line")
    have = have.astype({"partner": str}).rename(columns={"period_start": "start", "period_end": "end"})
    keep = ["start", "end", "turnover", "summed", "line"]
    totals = have.loc[have["partner"] == world, keep].rename(
        columns={"turnover": "total", "summed": "total_summed", "line": "total_line"}
    )
    both = have.loc[have["partner"] != world, ["partner", *keep]].merge(totals, on=["start", "end"])
    both = both[both["total"] > 0].copy()
    both["share"] = both["turnover"] / both["total"]
    both["summed"] |= both["total_summed"]
    return both.drop(columns="total_summed").sort_values(["start", "partner"], ignore_index=True)


def world_code(dataset: Dataset) -> str:
    """The code under which the table holds all of Azerbaijan's trade, a total and no partner; empty without one."""
    countries = dataset.countries
    return next(iter(countries.loc[countries["role"] == "aggregate", "iso3"].astype(str)), "")


def partners(dataset: Dataset) -> set[str]:
    """The countries that the table has rows of."""
    return {*dataset.trade["partner"].astype(str)} - {world_code(dataset)}
