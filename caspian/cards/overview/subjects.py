"""The subjects of the review: one computed line each, from the rows its claims name."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from caspian.cards import Rows
from caspian.cards.freight import comparisons, findings
from caspian.cards.projects import status as project_cards
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.measures import projects
from caspian.measures.freight import series as freight
from caspian.text import Language


@dataclass(frozen=True)
class Subject:
    """A subject of the review, and where one reads on.

    Its rows are those that its ``claims`` name, the projects at its ``place``, the values of the first series of its
    ``group``, and events with ``event_words`` in their English title that are of a kind the claims expect.
    """

    key: str
    claims: tuple[str, ...]
    page: str
    query: dict[str, str] = field(default_factory=dict)
    event_words: str = ""
    group: str = ""
    place: str = ""


SUBJECTS = (
    Subject("alat", ("C11",), "map", {"view": "alat"}, group="alat-cargo", place="alat"),
    Subject("corridor", ("C09",), "freight", {"view": "corridor"}, group=comparisons.CORRIDOR),
    Subject("zangezur", ("C12",), "claims", {"claim": "C12"}),
    Subject("digital", ("C13", "C14"), "claims", {"claim": "C13"}),
    Subject("ustyurt", ("C15", "C16", "C17"), "projects", {"project": "ustyurt-psa"}),
    Subject("green", ("C18", "C19", "C20"), "claims", {"claim": "C18"}),
    Subject("funds", ("C22", "C23"), "claims", {"claim": "C22"}),
    Subject("culture", ("C24", "C25", "C26"), "claims", {"claim": "C24"}),
    Subject("meetings", ("C03",), "calendar", {"q": "consultative meeting"}, event_words="consultative meeting"),
)
"""The subjects of the review, in its order; their rows are those that its claims name."""


@dataclass(frozen=True, eq=False)
class SubjectLine:
    """One computed line on a subject of the review."""

    key: str
    name: str
    sentence: str
    rows: Rows
    page: str
    query: dict[str, str]


def _names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "alat": _("Port of Alat (Alyat)"),
        "corridor": _("Middle Corridor"),
        "zangezur": _("Zangezur direction (TRIPP)"),
        "digital": _("Digital Silk Road"),
        "ustyurt": _("Ustyurt"),
        "green": _("Green energy corridor"),
        "funds": _("Investment funds and joint production"),
        "culture": _("Culture and education"),
        "meetings": _("Consultative Meetings"),
    }


@remembered_by("language")
def lines(context: Context) -> tuple[SubjectLine, ...]:
    """One line a subject of the review, from all its rows: the filters do not bear on it."""
    names = _names(context.language)
    return tuple(
        SubjectLine(
            subject.key,
            names[subject.key],
            " ".join(_sentences(context, subject)),
            _rows_of(subject, context.dataset),
            subject.page,
            subject.query,
        )
        for subject in SUBJECTS
    )


def _named(subject: Subject, dataset: Dataset, column: str) -> set[str]:
    claims = dataset.claims[dataset.claims["claim_id"].isin(subject.claims)]
    return {code for cell in claims[column] for code in cell}


def _projects_of(subject: Subject, dataset: Dataset) -> pd.DataFrame:
    projects = dataset.projects
    named = projects["project_id"].isin(_named(subject, dataset, "project_ids"))
    at_place = pd.Series([subject.place in places for places in projects["place_ids"]], index=projects.index)
    return projects[named | at_place]


def _events_of(subject: Subject, dataset: Dataset) -> pd.DataFrame:
    events = dataset.events
    named = events["event_id"].isin(_named(subject, dataset, "event_ids"))
    if subject.event_words:
        kinds = _named(subject, dataset, "expects_kinds")
        named |= events["title_en"].str.contains(subject.event_words, case=False) & events["kind"].isin(kinds)
    return events[named].sort_values("date")


def _rows_of(subject: Subject, dataset: Dataset) -> Rows:
    candidates = (
        ("freight", freight.values(dataset, freight.leading(dataset, subject.group))),
        ("projects", _projects_of(subject, dataset)),
        ("events", _events_of(subject, dataset)),
    )
    return tuple((table, rows) for table, rows in candidates if len(rows))


def _sentences(context: Context, subject: Subject) -> Iterator[str]:
    dataset = context.dataset
    if series := freight.leading(dataset, subject.group):
        marks = freight.marks(freight.values(dataset, series))
        yield findings.of_series(context, series, marks) if len(marks) else findings.nothing(context, (series,))
    found = _projects_of(subject, dataset)
    if len(found):
        yield _projects_sentence(context, found)
    events = _events_of(subject, dataset)
    if len(events):
        yield _events_sentence(events, subject.event_words != "", context.language)


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
        f"{row[f'name_{language.code}']} {language.percent(row['progress_pct'] / 100)}" for _i, row in stated.iterrows()
    )
    return f"{sentence}; {progress}." if progress else f"{sentence}."


def _events_sentence(events: pd.DataFrame, counted: bool, language: Language) -> str:
    _ = language.gettext
    last = events.iloc[-1]
    latest = _("Latest: {title} ({date}).").format(
        title=last[f"title_{language.code}"], date=language.short_day(last["date"])
    )
    if len(events) == 1:
        return latest
    number = language.ngettext("{n} event since {year}.", "{n} events since {year}.", len(events)).format(
        n=language.number(len(events)), year=events.iloc[0]["date"].year
    )
    return f"{number} {latest}"
