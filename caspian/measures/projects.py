"""Joint projects: which were active, and how far they are."""

import pandas as pd

from caspian.dataset import Dataset
from caspian.filters import Filters, narrow

STATUSES = (
    "announced",
    "study",
    "agreed",
    "construction",
    "operating",
    "completed",
    "stalled",
    "cancelled",
)
"""From an idea to a finished work; the last two left that road."""


def active(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Projects that the country and sector filters keep and that were active in the period.

    A project is active from its start or, where none is known, from its first milestone (or its own
    ``as_of``) until its completion; without one it is still open.
    """
    projects = narrow(dataset.projects, "projects", dataset, filters)
    first = dataset.milestones.groupby("project_id")["date"].min()
    began = projects["start_date"].fillna(projects["project_id"].map(first)).fillna(projects["as_of"])
    began = pd.concat([began, projects["completed_date"]], axis=1).min(axis=1)
    ended = projects["completed_date"].fillna(pd.Timestamp.max.normalize())
    return projects[(began <= filters.end) & (ended >= filters.start)]


def by_sector_and_status(projects: pd.DataFrame, sectors: tuple[str, ...]) -> pd.DataFrame:
    """Number of projects: a row a sector, a column a status, in the order of :data:`STATUSES`."""
    counts = pd.crosstab(projects["sector"].astype(str), projects["status"].astype(str))
    return counts.reindex(index=list(sectors), columns=list(STATUSES), fill_value=0)


def status_counts(projects: pd.DataFrame) -> pd.Series:
    """Number of projects by status, in the order of :data:`STATUSES`, zeros left out."""
    counts = projects["status"].astype(str).value_counts().reindex(list(STATUSES), fill_value=0)
    return counts[counts > 0]


def milestones_of(dataset: Dataset, projects: pd.DataFrame) -> pd.DataFrame:
    """The milestones of these projects, newest first."""
    rows = dataset.milestones[dataset.milestones["project_id"].isin(projects["project_id"])]
    return rows.sort_values("date", ascending=False, kind="stable")
