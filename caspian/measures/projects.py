"""Joint projects: which were active, and how far they are."""

from collections import Counter
from dataclasses import dataclass
from itertools import product

import pandas as pd

from caspian.context import Moment
from caspian.data.dataset import LANGUAGES, Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import PROJECT_STATUS
from caspian.filters import Filters, home_country, narrow
from caspian.measures.signals import first_day, having, last_day, signals
from caspian.text import fold

STATUSES = PROJECT_STATUS.known


def active(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Projects that the country and sector filters keep and that were active in the period.

    A project is active from its start or, where none is known, from its first milestone (or its own
    ``as_of``) until its completion; without one it is still open.
    """
    projects = narrow(dataset.projects, "projects", dataset, filters)
    first = projects["project_id"].map(_first_milestones(dataset))
    began = projects["start_date"].fillna(first).fillna(projects["as_of"])
    began = pd.concat([began, projects["completed_date"]], axis=1).min(axis=1)
    ended = projects["completed_date"].fillna(pd.Timestamp.max.normalize())
    return projects[(began <= filters.end) & (ended >= filters.start)]


@remembered
def _first_milestones(dataset: Dataset) -> pd.Series:
    return dataset.milestones.groupby("project_id")["date"].min()


def by_sector_and_status(projects: pd.DataFrame, sectors: tuple[str, ...]) -> pd.DataFrame:
    """Number of projects: a row a sector, a column a status, in the order of :data:`STATUSES`."""
    seen = Counter(zip(projects["sector"], projects["status"], strict=True))
    counts = {status: [seen[sector, status] for sector in sectors] for status in STATUSES}
    return pd.DataFrame(counts, index=list(sectors), dtype="int64")


def status_counts(projects: pd.DataFrame) -> pd.Series:
    """Number of projects by status, in the order of :data:`STATUSES`, zeros left out."""
    counts = projects["status"].astype(str).value_counts().reindex(list(STATUSES), fill_value=0)
    return counts[counts > 0]


def milestones_of(dataset: Dataset, projects: pd.DataFrame) -> pd.DataFrame:
    """The milestones of these projects, newest first."""
    rows = dataset.milestones[dataset.milestones["project_id"].isin(projects["project_id"])]
    return rows.sort_values("date", ascending=False, kind="stable")


@dataclass(frozen=True)
class Choice:
    """What the projects page narrows by, beyond the shared filters. Empty means everything."""

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    reviewed: bool = False
    words: str = ""
    signal: str = ""


def chosen(dataset: Dataset, filters: Filters, choice: Choice, moment: Moment) -> pd.DataFrame:
    """The projects that the shared filters and the page's own choice keep, those with the newest step first.

    Every word of ``choice.words`` must occur in a name, summary or leading organisation, in any language.
    """
    projects = active(dataset, filters)
    if choice.statuses:
        projects = projects[projects["status"].isin(choice.statuses)]
    if choice.kinds:
        projects = projects[projects["kind"].isin(choice.kinds)]
    if choice.reviewed:
        projects = projects[projects["in_article"]]
    words = fold(choice.words).split()
    if words:
        texts = searchable(dataset)
        kept = [all(word in texts[code] for word in words) for code in projects["project_id"]]
        projects = projects[kept]
    if choice.signal:
        projects = projects[having(projects, signals(dataset, projects, moment), choice.signal)]
    newest = projects["project_id"].map(dataset.milestones.groupby("project_id")["date"].max())
    order = newest.fillna(projects["as_of"]).sort_values(ascending=False, kind="stable").index
    return projects.loc[order]


@remembered
def searchable(dataset: Dataset) -> dict[str, str]:
    """The folded text of each project that a search looks in, all languages in one string."""
    rows = dataset.projects
    columns = [f"{stem}_{code}" for stem in ("name", "summary", "lead_orgs") for code in LANGUAGES]
    cells = zip(*(rows[column] for column in columns), strict=True)
    texts = ["\n".join("; ".join(cell) if isinstance(cell, tuple) else cell for cell in row) for row in cells]
    return dict(zip(rows["project_id"], map(fold, texts), strict=True))


def spans(dataset: Dataset, projects: pd.DataFrame) -> pd.DataFrame:
    """From when to when each project runs, and how well either end is known, on the index of ``projects``.

    ``begin`` is the start or, where none is known, the first milestone or completion; ``begin_known`` says
    which, ``begin_precision`` how precisely. ``end`` is the completion, else the target, else NaT: an open end;
    ``end_kind`` is ``completed``, ``target`` or ``open``. ``begin_last`` and ``end_first`` are the other bound of
    a date known to its month or year only.
    """
    steps = dataset.milestones.sort_values("date", kind="stable").drop_duplicates("project_id").set_index("project_id")
    completed, target = projects["completed_date"], projects["target_date"]
    known = projects["start_date"].notna()
    step = projects["project_id"].map(steps["date"])
    step_precision = projects["project_id"].map(steps["precision"].astype(str))
    # A completion before every step on record is the first thing that is known.
    early = completed.notna() & ~(step <= completed)
    begin = projects["start_date"].fillna(completed.where(early, step)).fillna(projects["as_of"])
    begin_precision = (
        projects["start_precision"]
        .astype(str)
        .where(known, projects["completed_precision"].astype(str).where(early, step_precision))
    )
    begin_precision = begin_precision.fillna("day")
    done = completed.notna()
    end = completed.where(done, target)
    end_precision = projects["completed_precision"].astype(str).where(done, projects["target_precision"].astype(str))
    return pd.DataFrame(
        {
            "begin": first_day(begin, begin_precision),
            "begin_last": last_day(begin, begin_precision),
            "begin_precision": begin_precision,
            "begin_known": known,
            "end_first": first_day(end, end_precision),
            "end": last_day(end, end_precision),
            "end_kind": pd.Series("open", index=projects.index).mask(target.notna(), "target").mask(done, "completed"),
        },
        index=projects.index,
    )


NO_COUNTRY = ""
"""The matrix's row of projects that name none of the five states: they concern all of them."""


def by_country_and_sector(
    projects: pd.DataFrame, countries: tuple[str, ...], focus: tuple[str, ...], sectors: tuple[str, ...]
) -> pd.DataFrame:
    """Number of projects: a row a country, and one for those that name none; a column a sector.

    A project of several countries counts in the row of each.
    """
    cells = dict.fromkeys(product((*countries, NO_COUNTRY), sectors), 0)
    for named, sector in zip(projects["countries"], projects["sector"].astype(str), strict=True):
        own = [code for code in named if code in countries] if set(named) & set(focus) else [NO_COUNTRY]
        for country in own:
            cells[country, sector] += 1
    rows = [[cells[country, sector] for sector in sectors] for country in (*countries, NO_COUNTRY)]
    return pd.DataFrame(rows, index=[*countries, NO_COUNTRY], columns=list(sectors))


REASONS = ("route", "place", "country_kind")
"""Why a project is related to another, strongest first."""


def related(dataset: Dataset, project: str) -> pd.DataFrame:
    """Other projects with a shared route, a shared place, or a shared country and kind, strongest reason first.

    Adds ``reason`` (one of :data:`REASONS`) and ``shared`` (the codes shared). Azerbaijan alone is no shared
    country: nearly all rows name it.
    """
    rows = dataset.projects
    one = rows[rows["project_id"] == project].iloc[0]
    others = rows[rows["project_id"] != project]
    home = {home_country(dataset)}
    found = []
    for line, row in others.iterrows():
        same_kind = set(row["countries"]) & set(one["countries"]) - home if row["kind"] == one["kind"] else set()
        shared = {
            "route": set(row["route_ids"]) & set(one["route_ids"]),
            "place": set(row["place_ids"]) & set(one["place_ids"]),
            "country_kind": same_kind,
        }
        reason = next((name for name in REASONS if shared[name]), "")
        if reason:
            found.append((line, REASONS.index(reason), reason, tuple(sorted(shared[reason]))))
    found.sort(key=lambda item: item[1])
    lines = [line for line, *_rest in found]
    return rows.loc[lines].assign(reason=[item[2] for item in found], shared=[item[3] for item in found])


def claims_naming(dataset: Dataset, project: str) -> pd.DataFrame:
    """The claims of the review that name this project."""
    claims = dataset.claims
    return claims[[project in named for named in claims["project_ids"]]]
