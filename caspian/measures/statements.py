"""What officials stated, beside what the rows give for each statement's own window."""

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.vocabulary import STATED_METRIC
from caspian.measures import visits
from caspian.measures.freight import series as freight
from caspian.measures.freight import transit_time
from caspian.measures.verdicts import trips

METRICS = STATED_METRIC.known
"""The computations that can stand beside a stated figure; "other" has none."""

VISITS = ("visits_outbound", "visits_inbound")


def said(dataset: Dataset, metric: str) -> pd.DataFrame:
    """The statements of a metric, oldest first and undated ones last, with what the rows give.

    Adds ``stated`` (in the figure's unit, growth as a fraction; NaN where it was given in words only), ``low`` and
    ``high`` (what the rows give in the same unit; NaN where they give nothing, and different only for delivery
    time, which is stated in bounds), ``first`` and ``last`` (the years of an annual comparison, else NaN),
    ``difference`` (rows less stated; 0 inside the bounds), ``person`` (the speaker without office and occasion,
    English) and ``about`` (country and tested series: only figures alike in it are comparable).
    """
    rows = dataset.stated_figures[dataset.stated_figures["metric"] == metric].sort_values("date", kind="stable")
    given = [_given(dataset, metric, row) for _line, row in rows.iterrows()]
    values = pd.DataFrame(given, index=rows.index, columns=["low", "high", "first", "last"], dtype="float64")
    about = [(str(row["country"]), *row["series_ids"][:1]) for _line, row in rows.iterrows()]
    table = rows.join(values).assign(
        stated=rows["stated_value"] / (100 if metric == "freight_growth" else 1),
        person=pd.Series([person(name) for name in rows["speaker_en"]], index=rows.index, dtype="str"),
        about=pd.Series(about, index=rows.index, dtype=object),
    )
    nearest = table["stated"].clip(table["low"], table["high"])
    return table.assign(difference=(nearest - table["stated"]).where(table["low"].notna()))


def person(speaker: str) -> str:
    """``Ilham Aliyev, SCO plus meeting, Tianjin`` is Ilham Aliyev."""
    return speaker.split(",")[0].strip()


def _given(dataset: Dataset, metric: str, row: pd.Series) -> tuple[float, float, float, float]:
    nothing = float("nan")
    start, end = row["window_start"], row["window_end"]
    closed = pd.notna(start) and pd.notna(end)
    if metric in VISITS and closed:
        count = _trip_count(dataset, "outbound" if metric == VISITS[0] else "inbound", row)
        return count, count, nothing, nothing
    if metric == "transit_time":
        low, high = _bounds(dataset, row["date"])
        return low, high, nothing, nothing
    if metric in ("freight_growth", "block_trains") and closed and row["series_ids"]:
        values = freight.annual_of(dataset, row["series_ids"][0])["value"]
        if metric == "freight_growth":
            change = freight.growth(values, start.year, end.year)
            value = nothing if change is None else change
        else:
            value = float(values.get(end.year, nothing))
        return value, value, start.year, end.year
    return nothing, nothing, nothing, nothing


def _trip_count(dataset: Dataset, direction: visits.Direction, row: pd.Series) -> int:
    log = visits.counted(trips(dataset, direction), visits.Rule())
    if row["country"]:
        log = log[log["partner"] == row["country"]]
    return len(visits.within(log, row["window_start"], row["window_end"]))


def _bounds(dataset: Dataset, day: pd.Timestamp) -> tuple[float, float]:
    """The bounds of delivery time in the newest rows up to a day, plans left out."""
    ends, series = [], transit_time.bounds(dataset)
    for bound in ("low", "high"):
        rows = freight.values(dataset, series.get(bound, ""))
        rows = rows[~rows["status"].isin(freight.PLANNED) & (rows["period_end"] <= day)]
        ends.append(float(rows["value"].iloc[-1]) if len(rows) else float("nan"))
    return ends[0], ends[1]


def differing(table: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    """Statements of one person about the same thing with differing figures, a table each; of :func:`said`."""
    groups = table[table["stated"].notna() & table["date"].notna()].groupby(["person", "about"], sort=False)
    return tuple(rows for _key, rows in groups if rows["stated"].nunique() > 1)


def repeated(table: pd.DataFrame, least: int = 3) -> tuple[pd.DataFrame, ...]:
    """Statements with the same figure: ``least`` or more, by two persons or more, a table each; of :func:`said`."""
    given = table[table["stated"].notna()]
    groups = given.assign(of=given["country"].astype(str)).groupby(["stated", "of"], sort=False)
    return tuple(rows for _key, rows in groups if len(rows) >= least and rows["person"].nunique() > 1)
