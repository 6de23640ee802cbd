"""Delivery time on the Middle Corridor, as stated: pairs of bounds, before and after, never a line."""

import pandas as pd

from caspian.dataset import Dataset

BOUNDS = {
    "low": "titr-time-low-days",
    "high": "titr-time-high-days",
    "before_low": "titr-time-before-low-days",
    "before_high": "titr-time-before-high-days",
}


def stated_pairs(dataset: Dataset) -> pd.DataFrame:
    """One row a statement with all four bounds in days: ``low``, ``high``, ``before_low``, ``before_high``.

    Indexed by the day of the statement (the end of the row's period), oldest first. Targets are left out.
    """
    rows = dataset.freight[dataset.freight["series_id"].isin(BOUNDS.values())]
    bounds = {}
    for name, series_id in BOUNDS.items():
        one = rows[(rows["series_id"] == series_id) & (rows["status"] != "target")]
        bounds[name] = one.set_index("period_end")["value"]
    return pd.DataFrame(bounds).dropna().sort_index()


def rows_of(dataset: Dataset, stated_on: pd.Timestamp) -> pd.DataFrame:
    """The rows behind one statement."""
    rows = dataset.freight
    return rows[rows["series_id"].isin(BOUNDS.values()) & (rows["period_end"] == stated_on)]
