"""Growth of a measured series: between every two years, between like parts of years, and carried forward."""

import pandas as pd

from caspian.measures.freight.series import HAPPENED, crosses, is_full_year

PAIRS = ["start", "end", "change", "yearly", "crosses", "firm"]
LIKE_PAIRS = [
    "start",
    "end",
    "value",
    "status",
    "earlier_start",
    "earlier_end",
    "earlier_value",
    "earlier_status",
    "change",
    "crosses",
    "line",
    "earlier_line",
]

Years = tuple[int, int]


def compound(change: float, years: int) -> float:
    """The even growth a year that gives a change over a number of years, both as fractions."""
    return (1 + change) ** (1 / years) - 1


def pairs(annual: pd.DataFrame, broken: pd.Timestamp | None) -> pd.DataFrame:
    """Growth between every two years of an annual table (indexed by year, with ``value`` and ``status``).

    A row has ``start`` and ``end`` (years), ``change`` (a fraction), ``yearly`` (compound, a fraction a year),
    ``crosses`` (whether the series' break lies between) and ``firm`` (whether both years are actual). Pairs that
    start from zero have no growth and are left out.
    """
    years, amounts, statuses = list(annual.index), list(annual["value"]), list(annual["status"])
    found = []
    for later in range(len(years)):
        for earlier in range(later):
            if amounts[earlier] == 0:
                continue
            start, end = int(years[earlier]), int(years[later])
            change = amounts[later] / amounts[earlier] - 1
            over_break = crosses(pd.Timestamp(start, 1, 1), pd.Timestamp(end, 1, 1), broken)
            firm = statuses[earlier] == statuses[later] == "actual"
            found.append((start, end, change, compound(change, end - start), over_break, firm))
    return pd.DataFrame(found, columns=PAIRS).sort_values(["start", "end"], ignore_index=True)


def within(found: pd.DataFrame, window: Years) -> pd.Series:
    """Whether both years of each pair lie in a window of years (both included)."""
    return (found["start"] >= window[0]) & (found["end"] <= window[1])


def nearest(found: pd.DataFrame, stated: float) -> pd.Series | None:
    """The pair whose change is nearest a stated one (a fraction); of equals the shorter, then the later one."""
    if found.empty:
        return None
    order = pd.DataFrame(
        {
            "distance": (found["change"] - stated).abs().round(9),
            "span": found["end"] - found["start"],
            "end": -found["end"],
        }
    ).sort_values(["distance", "span", "end"])
    return found.loc[order.index[0]]


def over(found: pd.DataFrame, window: Years) -> pd.Series | None:
    """The pair from the first to the last year that a series has within a window; None with fewer than two."""
    inside = found[within(found, window)]
    if inside.empty:
        return None
    whole = inside[(inside["start"] == inside["start"].min()) & (inside["end"] == inside["end"].max())]
    return None if whole.empty else whole.iloc[0]


def part_key(start: pd.Timestamp, end: pd.Timestamp) -> tuple[str, str]:
    """What two part-years must share to be compared: first and last day without the year.

    The end of a month counts as one day, so that January–February of a leap year meets that of another.
    """
    last = "end" if end.is_month_end else f"{end.day:02}"
    return f"{start.month:02}-{start.day:02}", f"{end.month:02}-{last}"


def like_pairs(rows: pd.DataFrame, broken: pd.Timestamp | None) -> pd.DataFrame:
    """Every counted part-year beside the same part of the nearest earlier year that has it.

    A row has the later period (``start``, ``end``, ``value``, ``status``), the earlier one (``earlier_…``), the
    ``change`` (a fraction), whether the break lies between, and the rows' lines. Only parts of one calendar year are
    compared: not full years, not single days (a statement is not a period), not periods over a turn of the year.
    """
    start, end = rows["period_start"], rows["period_end"]
    part = ~is_full_year(rows) & rows["status"].isin(HAPPENED) & (start < end) & (start.dt.year == end.dt.year)
    firmness = {status: rank for rank, status in enumerate(HAPPENED)}
    ordered = rows[part].assign(rank=rows.loc[part, "status"].astype(str).map(firmness).astype(int))
    ordered = ordered.sort_values(["period_start", "period_end", "rank"], kind="stable")
    ordered = ordered.drop_duplicates(["period_start", "period_end"])
    latest: dict[tuple[str, str], pd.Series] = {}
    found = []
    for line, row in ordered.iterrows():
        key = part_key(row["period_start"], row["period_end"])
        earlier = latest.get(key)
        latest[key] = row
        if earlier is None or earlier["value"] == 0:
            continue
        found.append(
            (
                row["period_start"],
                row["period_end"],
                row["value"],
                str(row["status"]),
                earlier["period_start"],
                earlier["period_end"],
                earlier["value"],
                str(earlier["status"]),
                row["value"] / earlier["value"] - 1,
                crosses(earlier["period_start"], row["period_start"], broken),
                line,
                earlier.name,
            )
        )
    return pd.DataFrame(found, columns=LIKE_PAIRS)


def projected(value: float, base_year: int, rate: float, last_year: int) -> pd.Series:
    """A value carried forward at an even rate (a fraction a year), for each year after the base up to the last."""
    years = range(base_year + 1, last_year + 1)
    return pd.Series(
        [value * (1 + rate) ** (year - base_year) for year in years],
        index=pd.Index(list(years), name="year", dtype="int64"),
        dtype="float64",
    )


def needed_rate(value: float, base_year: int, target: float, year: int) -> float | None:
    """The even growth a year that leads from a value to a target; None where no such rate is defined."""
    if value <= 0 or year <= base_year:
        return None
    return compound(target / value - 1, year - base_year)
