"""Signals of the project tracker: what is late, what has to be looked at again, what has gone quiet.

All are taken against a reference date, the day up to which the rows were searched. The wall clock only tells
which targets have passed since then: those are neither met nor missed.
"""

from dataclasses import dataclass

import pandas as pd

from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.data.vocabulary import CANCELLED, COMPLETED, DELAY, OFFICIAL, OPERATING
from caspian.measures.dates import last_day

SIGNALS = ("overdue", "passed", "delayed", "silent", "silent24", "progress", "cost")
"""The signals that a list of projects can be narrowed to; ``silent24`` is the stricter half of ``silent``."""

FINISHED = (OPERATING, COMPLETED, CANCELLED)
"""With one of these a project is not late, whatever its target was."""

SILENT_MONTHS = (12, 24)


def open_targets(projects: pd.DataFrame) -> pd.Series:
    """Which projects are still to be finished by a target date: without a completion date, not ended otherwise."""
    ended = projects["status"].isin([COMPLETED, CANCELLED])
    return projects["target_date"].notna() & projects["completed_date"].isna() & ~ended


def signals(dataset: Dataset, projects: pd.DataFrame, moment: Moment) -> pd.DataFrame:
    """The signals of each project, on the index of ``projects``.

    | column | dtype | meaning |
    | --- | --- | --- |
    | ``overdue`` | bool | target before the reference date, no completion date, status not one of FINISHED |
    | ``passed`` | bool | target from the reference date on and before today, no completion date, not cancelled |
    | ``delays`` | int64 | milestones of kind delay up to the reference date |
    | ``newest_source`` | datetime64 | newest dated source of the row and its milestones; NaT: none is dated |
    | ``silent`` | int64 | 24 or 12 where the newest source is older than that many months before it, else 0 |

    A target known to its month or year counts as its last day.
    """
    target = last_day(projects["target_date"], projects["target_precision"])
    unfinished = open_targets(projects)
    newest = newest_source(dataset, projects)
    return pd.DataFrame(
        {
            "overdue": unfinished & ~projects["status"].isin(FINISHED) & (target < moment.reference),
            "passed": unfinished & (target >= moment.reference) & (target < moment.today),
            "delays": _delays(dataset, projects, moment.reference),
            "newest_source": newest,
            "silent": _silence(newest, moment.reference),
        },
        index=projects.index,
    )


def newest_source(dataset: Dataset, projects: pd.DataFrame) -> pd.Series:
    """The day of the newest dated source of each project and its milestones; NaT where none is dated."""
    return newest_published(dataset, cited_sources(dataset, projects))


def newest_published(dataset: Dataset, cited: pd.Series) -> pd.Series:
    """The day of the newest dated source among those of each cell, tuples of identifiers; NaT where none is dated."""
    sources = dataset.sources.dropna(subset="published")
    published = dict(zip(sources["source_id"], sources["published"], strict=True))
    days = [max((published[code] for code in codes if code in published), default=pd.NaT) for codes in cited]
    return pd.Series(days, index=cited.index, dtype="datetime64[us]")


def cited_sources(dataset: Dataset, projects: pd.DataFrame) -> pd.Series:
    """The sources of each project and of its milestones, each once, as tuples of identifiers."""
    milestones = dataset.milestones
    by_project = milestones.groupby("project_id")["source_ids"].agg(
        lambda cells: tuple(c for cell in cells for c in cell)
    )
    rows = zip(projects["project_id"], projects["source_ids"], strict=True)
    return pd.Series(
        [tuple(dict.fromkeys((*own, *by_project.get(code, ())))) for code, own in rows],
        index=projects.index,
        dtype=object,
    )


def delays_of(dataset: Dataset, projects: pd.DataFrame, reference: pd.Timestamp) -> pd.DataFrame:
    """The milestones that record a delay of these projects up to the reference date, newest first."""
    rows = dataset.milestones
    kept = (rows["kind"] == DELAY) & (rows["date"] <= reference) & rows["project_id"].isin(projects["project_id"])
    return rows[kept].sort_values("date", ascending=False, kind="stable")


def _delays(dataset: Dataset, projects: pd.DataFrame, reference: pd.Timestamp) -> pd.Series:
    counts = delays_of(dataset, projects, reference)["project_id"].value_counts()
    return projects["project_id"].map(counts).fillna(0).astype("int64")


def _silence(newest: pd.Series, reference: pd.Timestamp) -> pd.Series:
    silent = pd.Series(0, index=newest.index, dtype="int64")
    for months in SILENT_MONTHS:
        silent[newest < reference - pd.DateOffset(months=months)] = months
    return silent


def having(projects: pd.DataFrame, found: pd.DataFrame, signal: str) -> pd.Series:
    """Which projects have one of :data:`SIGNALS`; ``found`` is what :func:`signals` gave for them.

    Raises:
        KeyError: for another word.
    """
    return {
        "overdue": found["overdue"],
        "passed": found["passed"],
        "delayed": found["delays"] > 0,
        "silent": found["silent"] >= SILENT_MONTHS[0],
        "silent24": found["silent"] >= SILENT_MONTHS[1],
        "progress": projects["progress_pct"].notna(),
        "cost": projects["cost_usd_m"].notna(),
    }[signal]


@dataclass(frozen=True)
class Quality:
    """What projects rest on: how many have two or more sources, an official one; months since the newest source."""

    total: int
    two_or_more: int
    official: int
    median_months: float | None
    oldest: pd.Timestamp | None


def quality(dataset: Dataset, projects: pd.DataFrame, reference: pd.Timestamp) -> Quality:
    """How well a list of projects is sourced; the row's own sources and those of its milestones count."""
    cited = cited_sources(dataset, projects)
    sources = dataset.sources
    official = set(sources.loc[sources["kind"] == OFFICIAL, "source_id"])
    newest = newest_source(dataset, projects).dropna()
    months = (reference - newest).dt.days.clip(lower=0) / 30.4375
    return Quality(
        total=len(projects),
        two_or_more=sum(len(codes) > 1 for codes in cited),
        official=sum(not official.isdisjoint(codes) for codes in cited),
        median_months=float(months.median()) if len(months) else None,
        oldest=pd.Timestamp(newest.min()) if len(newest) else None,
    )
