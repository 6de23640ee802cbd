"""Delivery time on the Middle Corridor, as stated: pairs of bounds, before and after, never a line."""

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import BOUNDS, PLANNED
from caspian.measures.freight import series

GROUP = "transit-time"
PERIOD = ["period_start", "period_end"]


@remembered
def bounds(dataset: Dataset) -> dict[str, str]:
    """The series of each bound; a bound that no series counts is not there."""
    about = series.about(dataset)
    return {BOUNDS[int(about[one]["rank"]) - 1]: one for one in series.group(dataset, GROUP)}


def rows(dataset: Dataset) -> pd.DataFrame:
    """The rows of freight that state a bound."""
    freight = dataset.freight
    return freight[freight["series_id"].isin(bounds(dataset).values())]


def statements(dataset: Dataset) -> pd.DataFrame:
    """One row a statement, oldest first: ``start`` and ``end`` of its period, ``status`` of the stated time,
    and the bounds in days ``low``, ``high``, ``before_low``, ``before_high`` (missing where none was given).

    A statement without a time for "now" is left out. Where only one bound was given, it stands for both.
    """
    names = {one: bound for bound, one in bounds(dataset).items()}
    firm = series.firmest_first(rows(dataset)).drop_duplicates(["series_id", *PERIOD])
    firm = firm.assign(bound=firm["series_id"].map(names))
    said = firm.pivot(index=PERIOD, columns="bound", values="value").reindex(columns=list(BOUNDS)).astype("float64")
    now = firm[firm["bound"].isin(BOUNDS[:2])].drop_duplicates(PERIOD)
    said["status"] = now.set_index(PERIOD)["status"].astype(str)
    for low, high in (BOUNDS[:2], BOUNDS[2:]):
        said[low], said[high] = said[low].fillna(said[high]), said[high].fillna(said[low])
    said = said.rename_axis(index=["start", "end"], columns=None)
    return said.dropna(subset="low").reset_index().sort_values(["end", "start"], ignore_index=True)


def stated_pairs(dataset: Dataset) -> pd.DataFrame:
    """One row a statement with all four bounds in days: ``low``, ``high``, ``before_low``, ``before_high``.

    Indexed by the day of the statement (the end of the row's period), oldest first. Plans are left out.
    """
    said = statements(dataset)
    said = said[~said["status"].isin(PLANNED)].set_index("end").rename_axis("period_end")
    return said[list(BOUNDS)].dropna()


def rows_of(dataset: Dataset, stated_on: pd.Timestamp) -> pd.DataFrame:
    """The rows behind one statement."""
    found = rows(dataset)
    return found[found["period_end"] == stated_on]
