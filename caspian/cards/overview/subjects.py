"""The subjects of the review: one computed line each, from the rows that ``subjects.csv`` and its claims name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from caspian.cards import Rows
from caspian.cards.freight import findings
from caspian.cards.projects import status as project_cards
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.filters import naming
from caspian.measures import projects
from caspian.measures.freight import series as freight


@dataclass(frozen=True, eq=False)
class SubjectLine:
    """One computed line on a subject of the review."""

    key: str
    name: str
    sentence: str
    rows: Rows
    page: str
    query: dict[str, str]


@remembered_by("language")
def lines(context: Context) -> tuple[SubjectLine, ...]:
    """One line a subject of the review, from all its rows: the filters do not bear on it."""
    _ = context.language.gettext
    dataset = context.dataset
    if "subjects" not in dataset.table_names:
        return ()
    return tuple(
        SubjectLine(
            str(subject.subject_id),
            context.name("subjects", str(subject.subject_id)),
            " ".join(_sentences(context, subject)) or _("No row of the data is tied to this subject."),
            _rows_of(subject, dataset),
            str(subject.page),
            _query(subject, dataset),
        )
        for subject in dataset.subjects.sort_values("position").itertuples()
    )


def _query(subject: Any, dataset: Dataset) -> dict[str, str]:
    """What the address of a subject's page is to hold, so that it opens at the subject."""
    found = {
        "map": ("object", f"place:{subject.place_id}" if subject.place_id else ""),
        "calendar": ("q", subject.event_words),
        "claims": ("claim", next(iter(subject.claim_ids), "")),
        "projects": ("project", next(iter(_projects_of(subject, dataset)["project_id"]), "")),
    }
    key, value = found.get(str(subject.page), ("", ""))
    return {key: str(value)} if value else {}


def _named(subject: Any, dataset: Dataset, column: str) -> set[str]:
    claims = dataset.claims[dataset.claims["claim_id"].isin(subject.claim_ids)]
    return {code for cell in claims[column] for code in cell}


def _projects_of(subject: Any, dataset: Dataset) -> pd.DataFrame:
    """The projects that the subject's claims name, and those at its place."""
    rows = dataset.projects
    at_place = naming(rows, "place_ids", subject.place_id).index if subject.place_id else ()
    return rows[rows["project_id"].isin(_named(subject, dataset, "project_ids")) | rows.index.isin(at_place)]


def _events_of(subject: Any, dataset: Dataset) -> pd.DataFrame:
    """The events that the subject's claims name, and those with its words that are of a kind the claims expect."""
    events = dataset.events
    named = events["event_id"].isin(_named(subject, dataset, "event_ids"))
    if subject.event_words:
        kinds = _named(subject, dataset, "expects_kinds")
        titled = events["title_en"].str.contains(subject.event_words, case=False, regex=False)
        named |= titled & events["kind"].isin(kinds)
    return events[named].sort_values("date")


def _rows_of(subject: Any, dataset: Dataset) -> Rows:
    candidates = (
        ("freight", freight.values(dataset, freight.leading(dataset, str(subject.series_group)))),
        ("projects", _projects_of(subject, dataset)),
        ("events", _events_of(subject, dataset)),
    )
    return tuple((table, rows) for table, rows in candidates if len(rows))


def _sentences(context: Context, subject: Any) -> Iterator[str]:
    dataset = context.dataset
    if series := freight.leading(dataset, str(subject.series_group)):
        marks = freight.marks_of(dataset, series)
        yield findings.of_series(context, series, marks) if len(marks) else findings.nothing(context, (series,))
    found = _projects_of(subject, dataset)
    if len(found):
        yield _projects_sentence(context, found)
    events = _events_of(subject, dataset)
    if len(events):
        yield _events_sentence(context, events)


def _projects_sentence(context: Context, found: pd.DataFrame) -> str:
    """How many projects have which status, how far they are said to be, and as of when."""
    language = context.language
    _ = language.gettext
    counts = projects.status_counts(found)
    if len(found) == 1:
        row = found.iloc[0]
        status = context.label("project_status", str(row["status"]))
        return _("Status: {status} (as of {date}).").format(
            status=language.lower(status), date=language.short_day(row["as_of"])
        )
    sentence = _("{projects}: {statuses}").format(
        projects=project_cards.project_count(found, language),
        statuses=project_cards.status_text(context, counts),
    )
    stated = found[found["progress_pct"].notna()]
    progress = "; ".join(
        f"{context.text(row, 'name')} {language.percent(row['progress_pct'] / 100)}" for _i, row in stated.iterrows()
    )
    return f"{sentence}; {progress}." if progress else f"{sentence}."


def _events_sentence(context: Context, events: pd.DataFrame) -> str:
    language = context.language
    _ = language.gettext
    last = events.iloc[-1]
    latest = _("Latest: {title} ({date}).").format(
        title=context.text(last, "title"), date=language.short_day(last["date"])
    )
    if len(events) == 1:
        return latest
    number = language.ngettext("{n} event since {year}.", "{n} events since {year}.", len(events)).format(
        n=language.number(len(events)), year=events.iloc[0]["date"].year
    )
    return f"{number} {latest}"
