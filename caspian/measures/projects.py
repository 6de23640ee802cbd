"""Joint projects: which were active, and how far they are."""

from collections import Counter
from dataclasses import dataclass
from itertools import product

import pandas as pd

from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import DAY, PROJECT_STATUS, ordered
from caspian.filters import Filters, focus_countries, home_country, narrow, sector_ids
from caspian.measures.dates import first_day, last_day
from caspian.measures.search import haystacks, holding
from caspian.measures.signals import having, signals


@remembered
def statuses(dataset: Dataset) -> tuple[str, ...]:
    """The statuses of projects in the order in which they are shown; others than the code knows come last."""
    return _statuses(dataset.projects)


def _statuses(projects: pd.DataFrame) -> tuple[str, ...]:
    return ordered(PROJECT_STATUS, projects["status"].cat.categories)


def active(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Projects that the country and sector filters keep and that were active in the period.

    A project is active from its start or, where none is known, from its first milestone (or its own
    ``as_of``) until its completion; without one it is still open.
    """
    projects = narrow(dataset.projects, "projects", dataset, filters)
    first = _of_each(projects, _first_milestones(dataset))
    began = projects["start_date"].fillna(first).fillna(projects["as_of"])
    began = pd.concat([began, projects["completed_date"]], axis=1).min(axis=1)
    ended = projects["completed_date"].fillna(pd.Timestamp.max.normalize())
    return projects[(began <= filters.end) & (ended >= filters.start)]


def _of_each(projects: pd.DataFrame, found: pd.Series) -> pd.Series:
    """What was found by identifier, on the index of these projects; a table of milestones may hold nothing."""
    return found.reindex(projects["project_id"]).set_axis(projects.index)


@remembered
def _first_milestones(dataset: Dataset) -> pd.Series:
    return dataset.milestones.groupby("project_id")["date"].min()


def by_sector_and_status(dataset: Dataset, projects: pd.DataFrame) -> pd.DataFrame:
    """Number of projects: a row for each pair of the sectors and statuses that occur, zeros included.

    Columns ``sector`` (the one with most projects first), ``status`` (in the order of :func:`statuses`), ``projects``.
    """
    pairs = Counter(zip(projects["sector"].astype(str), projects["status"].astype(str), strict=True))
    totals = projects["sector"].astype(str).value_counts()
    sectors = sorted(filter(totals.get, sector_ids(dataset)), key=lambda sector: -totals[sector])
    found = product(sectors, status_counts(projects).index)
    rows = [(sector, status, pairs[sector, status]) for sector, status in found]
    return pd.DataFrame(rows, columns=["sector", "status", "projects"])


def status_counts(projects: pd.DataFrame) -> pd.Series:
    """Number of projects by status, in the order of :func:`statuses`, zeros left out."""
    counts = projects["status"].astype(str).value_counts().reindex(list(_statuses(projects)), fill_value=0)
    return counts[counts > 0]


def parts_among(projects: pd.DataFrame) -> int:
    """How many of these projects are parts of others of them."""
    return int(projects["part_of"].isin(projects["project_id"]).sum())


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
    if choice.words:
        texts = searchable(dataset)
        projects = projects[holding((texts[code] for code in projects["project_id"]), choice.words)]
    if choice.signal:
        projects = projects[having(projects, signals(dataset, projects, moment), choice.signal)]
    newest = _of_each(projects, dataset.milestones.groupby("project_id")["date"].max())
    order = newest.fillna(projects["as_of"]).sort_values(ascending=False, kind="stable").index
    return projects.loc[order]


@remembered
def searchable(dataset: Dataset) -> dict[str, str]:
    """The folded text of each project that a search looks in, all languages in one string."""
    rows = dataset.projects
    texts = haystacks(rows, ("name", "other_names", "summary", "lead_orgs"))
    return dict(zip(rows["project_id"], texts, strict=True))


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
    step, step_precision = _of_each(projects, steps["date"]), _of_each(projects, steps["precision"].astype(str))
    # A completion before every step on record is the first thing that is known.
    early = completed.notna() & ~(step <= completed)
    begin = projects["start_date"].fillna(completed.where(early, step)).fillna(projects["as_of"])
    begin_precision = (
        projects["start_precision"]
        .astype(str)
        .where(known, projects["completed_precision"].astype(str).where(early, step_precision))
    )
    begin_precision = begin_precision.fillna(DAY)
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


PIECES = ("begin", "done", "planned", "end")
"""The pieces of a project's bar, end to end: the month or year in which it began, where no more is known; up to the
reference date or its end; on to its target; the month or year of that end, where no more is known."""


def pieces(found: pd.DataFrame, reference: pd.Timestamp) -> pd.DataFrame:
    """The pieces of each project's bar; ``found`` is what :func:`spans` gave.

    Columns ``piece`` (of :data:`PIECES`), ``start``, ``end`` (the day after its last one), on the index of ``found``.
    Every project has the piece ``done``, be it of no length; others are left out where they have none.
    """
    day = pd.Timedelta(days=1)
    until = found["end_first"].fillna(reference)
    done = until.where((found["end_kind"] == "completed") | (until <= reference), reference)
    ends = [
        (found["begin_last"] + day).where(found["begin_last"] > found["begin"], found["begin"]),
        done,
        until.where(found["end_kind"] == "target", done),
        (found["end"] + day).where(found["end"] > found["end_first"], done),
    ]
    parts, start = [], found["begin"]
    for piece, own in zip(PIECES, ends, strict=True):
        end = own.where(own > start, start)
        parts.append(pd.DataFrame({"piece": piece, "start": start, "end": end})[(end > start) | (piece == "done")])
        start = end
    return pd.concat(parts)


NO_COUNTRY = ""
"""The matrix's row of projects that name no partner country: they concern all of them."""


def by_country_and_sector(
    dataset: Dataset, projects: pd.DataFrame, countries: tuple[str, ...], sectors: tuple[str, ...]
) -> pd.DataFrame:
    """Number of projects: a row for each pair of a country, or :data:`NO_COUNTRY`, and a sector, zeros included.

    Columns ``country``, ``sector``, ``projects``. A project of several countries counts with each.
    """
    focus = set(focus_countries(dataset))
    cells = dict.fromkeys(product((*countries, NO_COUNTRY), sectors), 0)
    for named, sector in zip(projects["countries"], projects["sector"].astype(str), strict=True):
        own = [code for code in named if code in countries] if focus.intersection(named) else [NO_COUNTRY]
        for country in own:
            cells[country, sector] += 1
    rows = [(country, sector, count) for (country, sector), count in cells.items()]
    return pd.DataFrame(rows, columns=["country", "sector", "projects"])


REASONS = ("whole", "part", "route", "place", "country_kind")
"""Why a project is related to another, strongest first."""


def related(dataset: Dataset, project: str) -> pd.DataFrame:
    """The project that this one is a part of, its own parts, and others with a shared route, a shared place, or a
    shared country and kind, strongest reason first.

    Adds ``reason`` (one of :data:`REASONS`) and ``shared`` (the codes shared). The home country alone is no shared
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
            "whole": {row["project_id"]} & {one["part_of"]},
            "part": {row["part_of"]} & {project},
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
