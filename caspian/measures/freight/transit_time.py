"""Delivery time on the Middle Corridor, as stated: pairs of bounds, before and after, never a line."""

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.measures.freight.series import FIRMNESS

BOUNDS = {
    "low": "titr-time-low-days",
    "high": "titr-time-high-days",
    "before_low": "titr-time-before-low-days",
    "before_high": "titr-time-before-high-days",
}


def statements(dataset: Dataset) -> pd.DataFrame:
    """One row a statement, oldest first: ``start`` and ``end`` of its period, ``status`` of the stated time,
    and the bounds in days ``low``, ``high``, ``before_low``, ``before_high`` (missing where none was given).

    A statement without a time for "now" is left out. Where only one bound was given, it stands for both.
    """
    rows = dataset.freight[dataset.freight["series_id"].isin(BOUNDS.values())]
    firm = rows.iloc[rows["status"].astype(str).map(FIRMNESS).to_numpy().argsort(kind="stable")]
    firm = firm.drop_duplicates(["series_id", "period_start", "period_end"])
    period = ["period_start", "period_end"]
    columns = {}
    for name, series_id in BOUNDS.items():
        columns[name] = firm[firm["series_id"] == series_id].set_index(period)["value"]
    said = pd.DataFrame(columns)
    now = firm[firm["series_id"].isin([BOUNDS["low"], BOUNDS["high"]])].drop_duplicates(period)
    said["status"] = now.set_index(period)["status"].astype(str)
    for low, high in (("low", "high"), ("before_low", "before_high")):
        said[low], said[high] = said[low].fillna(said[high]), said[high].fillna(said[low])
    said.index = said.index.set_names(["start", "end"])
    return said.dropna(subset="low").reset_index().sort_values(["end", "start"], ignore_index=True)


def stated_pairs(dataset: Dataset) -> pd.DataFrame:
    """One row a statement with all four bounds in days: ``low``, ``high``, ``before_low``, ``before_high``.

    Indexed by the day of the statement (the end of the row's period), oldest first. Targets are left out.
    """
    said = statements(dataset)
    said = said[said["status"] != "target"].set_index("end").rename_axis("period_end")
    return said[list(BOUNDS)].dropna()


def rows_of(dataset: Dataset, stated_on: pd.Timestamp) -> pd.DataFrame:
    """The rows behind one statement."""
    rows = dataset.freight
    return rows[rows["series_id"].isin(BOUNDS.values()) & (rows["period_end"] == stated_on)]
