"""The calendar: events, milestones and visits as dated entries of one kind, and the targets that lie ahead."""

from dataclasses import dataclass

import pandas as pd

from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import DAY, POLITICS, REPORT, YEAR
from caspian.filters import Filters, concerns, focus_countries, sector_ids
from caspian.languages import LANGUAGES
from caspian.measures.dates import first_day, last_day
from caspian.measures.search import haystacks, holding
from caspian.measures.signals import newest_published, open_targets

TABLES = ("events", "milestones", "visits")
"""The tables that the calendar shows; targets of projects stand beside them as plans."""

TARGETS = "targets"
NO_SECTOR = ""
"""The sector of visits, where the data have none of the name by which they stand with politics."""

KIND_TERMS = {"events": "event_kind", "milestones": "milestone_kind", "visits": "visit_type"}
"""The vocabulary of each table's kinds."""


@dataclass(frozen=True)
class Wanted:
    """What the calendar page narrows by, beyond the shared filters: tables, kinds (``events-summit``), words."""

    tables: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    words: str = ""


@remembered
def entries(dataset: Dataset) -> pd.DataFrame:
    """All dated entries, oldest first, on the index ``entry`` (an identifier for addresses).

    | column | meaning |
    | --- | --- |
    | ``table``, ``line`` | where the row is: one of TABLES or TARGETS, and its line in that file |
    | ``kind`` | its code with the table before it, as ``events-summit``; ``targets`` for a target |
    | ``sector`` | sector_id |
    | ``first``, ``last`` | the days that it may mean, or from when to when it lasted, both included |
    | ``precision`` | day, month or year |
    | ``report`` | whether the date is that of a report about it |
    | ``countries``, ``project``, ``source_ids`` | codes; project is empty but for milestones and targets |
    | ``title_en`` … | title, in every language |
    """
    parts = [_events(dataset), _milestones(dataset), _visits(dataset), _targets(dataset)]
    every = pd.concat(parts).sort_values(["first", "last"], kind="stable")
    return every.set_index("entry")


def _common(dataset: Dataset, rows: pd.DataFrame, table: str, titled: str = "title") -> pd.DataFrame:
    titles = {f"title_{code}": dataset.texts(rows, titled, code) for code in LANGUAGES}
    return pd.DataFrame(
        {"table": table, "line": rows.index, **titles, "source_ids": rows["source_ids"]}, index=rows.index
    )


@remembered
def visits_sector(dataset: Dataset) -> str:
    """The sector that visits, which name none, stand with."""
    return POLITICS if POLITICS in sector_ids(dataset) else NO_SECTOR


def _events(dataset: Dataset) -> pd.DataFrame:
    rows = dataset.events
    return _common(dataset, rows, "events").assign(
        entry=rows["event_id"],
        kind="events-" + rows["kind"].astype(str),
        sector=rows["sector"].astype(str),
        first=rows["date"],
        last=rows["end_date"].fillna(rows["date"]),
        precision=DAY,
        report=False,
        countries=rows["countries"],
        project="",
    )


def _milestones(dataset: Dataset) -> pd.DataFrame:
    rows = dataset.milestones
    projects = dataset.projects.set_index("project_id")
    days = rows["date"].dt.strftime("%Y-%m-%d")
    same_day = (rows["project_id"] + days).groupby(rows["project_id"] + days).cumcount() + 1
    return _common(dataset, rows, "milestones").assign(
        entry=[
            f"{project}.{day}.{number}" for project, day, number in zip(rows["project_id"], days, same_day, strict=True)
        ],
        kind="milestones-" + rows["kind"].astype(str),
        sector=rows["project_id"].map(projects["sector"].astype(str)),
        first=first_day(rows["date"], rows["precision"]),
        last=last_day(rows["date"], rows["precision"]),
        precision=rows["precision"].astype(str),
        report=rows["date_basis"] == REPORT,
        countries=rows["project_id"].map(projects["countries"]),
        project=rows["project_id"],
    )


def _visits(dataset: Dataset) -> pd.DataFrame:
    rows = dataset.visits
    pairs = zip(rows["visitor_country"].astype(str), rows["host_country"].astype(str), strict=True)
    return _common(dataset, rows, "visits").assign(
        entry=rows["visit_id"],
        kind="visits-" + rows["visit_type"].astype(str),
        sector=visits_sector(dataset),
        first=rows["start_date"],
        last=rows["end_date"].fillna(rows["start_date"]),
        precision=DAY,
        report=False,
        countries=pd.Series(list(pairs), index=rows.index, dtype=object),
        project="",
    )


def _targets(dataset: Dataset) -> pd.DataFrame:
    """Targets that are still open."""
    rows = dataset.projects[open_targets(dataset.projects)]
    return _common(dataset, rows, TARGETS, "name").assign(
        entry="target." + rows["project_id"],
        kind=TARGETS,
        sector=rows["sector"].astype(str),
        first=first_day(rows["target_date"], rows["target_precision"]),
        last=last_day(rows["target_date"], rows["target_precision"]),
        precision=rows["target_precision"].astype(str),
        report=False,
        countries=rows["countries"],
        project=rows["project_id"],
    )


def chosen(dataset: Dataset, filters: Filters, wanted: Wanted) -> pd.DataFrame:
    """The entries that the filters and the page's choice keep; targets after the period stay."""
    rows = _narrowed(dataset, filters, wanted)
    kept = (rows["first"] <= filters.end) & (rows["last"] >= filters.start)
    return rows[kept | ((rows["table"] == TARGETS) & (rows["first"] > filters.end))]


def _narrowed(dataset: Dataset, filters: Filters, wanted: Wanted) -> pd.DataFrame:
    """Countries, sectors, tables, kinds and words; not the period."""
    rows = entries(dataset)
    if filters.countries:
        rows = rows[concerns(rows["countries"], filters.countries, focus_countries(dataset))]
    if filters.sectors:
        rows = rows[rows["sector"].isin(filters.sectors)]
    if wanted.tables:
        rows = rows[rows["table"].isin(wanted.tables)]
    if wanted.kinds:
        rows = rows[rows["kind"].isin(wanted.kinds)]
    if wanted.words:
        texts = searchable(dataset)
        rows = rows[holding((texts[entry] for entry in rows.index), wanted.words)]
    return rows


@remembered
def searchable(dataset: Dataset) -> dict[str, str]:
    """The folded text of each entry that a search looks in: its title and its project's names, in all languages."""
    rows, projects = entries(dataset), dataset.projects
    names = dict(zip(projects["project_id"], haystacks(projects, ("name", "other_names")), strict=True))
    texts = zip(rows.index, haystacks(rows, ("title",)), rows["project"], strict=True)
    return {entry: f"{title}\n{names.get(project, '')}" for entry, title, project in texts}


def happened(rows: pd.DataFrame) -> pd.DataFrame:
    """The entries that are no plans: targets left out."""
    return rows[rows["table"] != TARGETS]


def per_month(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Entries begun in each month: a row for each month from ``first`` to ``last`` and each table, zeros included.

    Columns ``month`` (its first day), ``table``, ``entries``. Those known to their year only belong to no month and are
    not counted; see :func:`year_only`.
    """
    dated = happened(rows)
    dated = dated[dated["precision"] != YEAR]
    months = pd.period_range(first, last, freq="M").to_timestamp()
    every = pd.MultiIndex.from_product([months, TABLES], names=["month", "table"])
    begun = dated["first"].dt.to_period("M").dt.to_timestamp().rename("month")
    return dated.groupby([begun, "table"]).size().reindex(every, fill_value=0).reset_index(name="entries")


def year_only(rows: pd.DataFrame) -> int:
    """How many entries (targets left out) are known to their year only."""
    return int((happened(rows)["precision"] == YEAR).sum())


def ahead(dataset: Dataset, filters: Filters, wanted: Wanted, moment: Moment) -> pd.DataFrame:
    """What is next as seen from the reference date: open targets, and entries dated after it, soonest first.

    Adds ``passed`` (a target's last day has passed since: neither met nor missed) and ``reported`` (no plan: a
    milestone, which is a step already taken, or an entry that a source of its day or later tells of). The period
    does not bear on it.
    """
    rows = _narrowed(dataset, filters, wanted)
    target = rows["table"] == TARGETS
    rows = rows[(target & (rows["last"] >= moment.reference)) | (~target & (rows["first"] > moment.reference))]
    newest = newest_published(dataset, rows["source_ids"])
    return rows.assign(
        passed=(rows["table"] == TARGETS) & (rows["last"] < moment.today),
        reported=(rows["table"] == "milestones") | ((rows["table"] != TARGETS) & (newest >= rows["first"])),
    ).sort_values(["last", "first"], kind="stable")


def rows_behind(dataset: Dataset, shown: pd.DataFrame) -> tuple[tuple[str, pd.DataFrame], ...]:
    """The rows of the dataset's own tables behind calendar entries."""
    names = {TARGETS: "projects"}
    parts = []
    for table in (*TABLES, TARGETS):
        lines = shown.loc[shown["table"] == table, "line"]
        if len(lines):
            parts.append((names.get(table, table), dataset.table(names.get(table, table)).loc[sorted(set(lines))]))
    return tuple(parts)
