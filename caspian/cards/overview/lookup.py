"""What is newest, and what a search finds: dated lines, each with its source."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards.rows import first_url
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import narrow
from caspian.languages import LANGUAGES
from caspian.measures import projects
from caspian.measures.search import haystacks, holding
from caspian.text import fold


@dataclass(frozen=True, eq=False)
class Item:
    """A dated line with where it comes from: a milestone, an event, or something that a search found."""

    when: pd.Timestamp | None
    title: str
    about: str
    url: str


@remembered_by("filters", "language")
def latest(context: Context, count: int = 8) -> tuple[Item, ...]:
    """The newest milestones and events that the filters keep, newest first."""
    dataset, filters = context.dataset, context.filters
    kept = projects.active(dataset, filters)
    milestones = narrow(projects.milestones_of(dataset, kept), "milestones", dataset, filters)
    events = narrow(dataset.events, "events", dataset, filters)
    both = pd.concat(
        [
            milestones.assign(
                title=context.texts(milestones, "title"),
                about=[context.name("projects", code) for code in milestones["project_id"]],
            ),
            events.assign(
                title=context.texts(events, "title"),
                about=[context.label("event_kind", str(kind)) for kind in events["kind"]],
            ),
        ]
    )
    both = both.sort_values("date", ascending=False, kind="stable").head(count)
    cells = zip(both["date"], both["title"], both["about"], both["source_ids"], strict=True)
    return tuple(Item(when, name, about, first_url(sources, dataset)) for when, name, about, sources in cells)


SEARCHED = {
    "projects": ("name", "other_names", "summary"),
    "events": ("title",),
    "visits": ("title",),
    "places": ("name", "other_names"),
    "claims": ("statement",),
}
"""Where the search looks: texts of each table, in whatever languages it has them."""


@dataclass(frozen=True, eq=False)
class Found:
    """What a search found in one table: how many rows, and the first of them."""

    table: str
    count: int
    items: tuple[Item, ...]


@remembered_by("language")
def search(context: Context, words: str, most: int = 8) -> tuple[Found, ...]:
    """Rows that hold every word of the search in any of the languages, by table.

    Case does not matter, in any of the alphabets, nor do the dots of the Azerbaijani İ and ı.
    """
    if not words.split():
        return ()
    found = []
    for table, haystack in _haystacks(context.dataset).items():
        rows = context.dataset.table(table)
        rows = rows[holding(haystack, words)]
        if len(rows):
            first = rows.sort_values(_date_column(rows), ascending=False) if _date_column(rows) else rows
            items = tuple(_item(context, row, table) for _i, row in first.head(most).iterrows())
            found.append(Found(table, len(rows), items))
    return tuple(found)


@remembered
def _haystacks(dataset: Dataset) -> dict[str, list[str]]:
    """The searchable text of each row, all languages in one string."""
    texts = {}
    for table, stems in SEARCHED.items():
        rows = dataset.table(table)
        tied = zip(haystacks(rows, stems), _tied_names(rows, dataset), strict=True)
        texts[table] = [f"{text}\n{fold(names)}" for text, names in tied]
    return texts


def _tied_names(rows: pd.DataFrame, dataset: Dataset) -> list[str]:
    """The names, in all languages, of the places and corridors that each row is tied to: Alat, Zangezur, TRIPP."""
    if "route_ids" not in rows.columns:
        return [""] * len(rows)
    corridor = dict(zip(dataset.routes["route_id"], dataset.routes["corridor"].astype(str), strict=True))
    names = []
    for routes, places in zip(rows["route_ids"], rows["place_ids"], strict=True):
        said = [dataset.label("corridor", corridor[route], code) for route in routes for code in LANGUAGES]
        said += [dataset.name("places", place, code) for place in places for code in LANGUAGES]
        names.append("\n".join(said))
    return names


def _date_column(rows: pd.DataFrame) -> str:
    return next((column for column in ("date", "start_date", "as_of") if column in rows.columns), "")


def _item(context: Context, row: pd.Series, table: str) -> Item:
    stem = SEARCHED[table][0]
    column = {"projects": "as_of", "events": "date", "visits": "start_date"}.get(table)
    about = {
        "projects": lambda: context.label("project_status", str(row["status"])),
        "events": lambda: context.label("event_kind", str(row["kind"])),
        "visits": lambda: context.label("visit_type", str(row["visit_type"])),
        "places": lambda: context.label("place_kind", str(row["kind"])),
        "claims": lambda: context.name("sectors", str(row["sector"])),
    }[table]()
    when = row[column] if column else None
    return Item(when, context.text(row, stem), about, first_url(row["source_ids"], context.dataset))
