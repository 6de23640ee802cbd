"""One project: its facts, steps, what is next, what it is related to, and where it lies."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from caspian.cards import Rows
from caspian.cards.projects.tracker import badges, cost_text, found_signals, progress_text, signal_names
from caspian.cards.rows import Row, first_url, records
from caspian.cards.words import countries_text, when
from caspian.charts.projects import place as projects_map
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.geo import features
from caspian.measures import projects as measures
from caspian.measures.signals import delays_of, last_day

MOST_RELATED = 8

Pairs = tuple[tuple[str, str], ...]
"""Labels, or identifiers, each with its text."""


@dataclass(frozen=True)
class Step:
    """A line of a project's history: a milestone with its date as precise as known, and where it is told."""

    when: str
    title: str
    kind: str
    report: bool
    url: str


@dataclass(frozen=True, eq=False)
class Profile:
    """What the page says of one project. ``facts`` are labels with values; ``related`` and ``claims`` hold
    identifiers with texts."""

    name: str
    status: str
    summary: str
    facts: Pairs
    signals: Pairs
    ahead: tuple[str, ...]
    steps: tuple[Step, ...]
    related: tuple[tuple[str, str, str], ...]
    claims: Pairs
    rows: Rows
    on_map: bool


def known(dataset: Dataset) -> tuple[str, ...]:
    """The identifiers of all projects, in the order of the file."""
    return tuple(dataset.projects["project_id"])


@remembered_by("moment", "language")
def profile(context: Context, project: str) -> Profile:
    """The page of one project; the filters do not bear on it."""
    dataset, language = context.dataset, context.language
    _, code = language.gettext, language.code
    rows = dataset.projects[dataset.projects["project_id"] == project]
    row = records(rows)[0]
    steps = measures.milestones_of(dataset, rows)
    claims = measures.claims_naming(dataset, project)
    return Profile(
        name=str(row[f"name_{code}"]),
        status=_("{status}, as of {date}").format(
            status=dataset.label("project_status", str(row["status"]), code), date=language.day(row["as_of"])
        ),
        summary=str(row[f"summary_{code}"]),
        facts=tuple((label, value) for label, value in _facts(context, row) if value),
        signals=_signals(context, int(rows.index[0]), rows),
        ahead=_ahead(context, rows, steps),
        steps=tuple(_step(context, step) for step in records(steps)),
        related=_related(context, project),
        claims=tuple((str(claim["claim_id"]), str(claim[f"statement_{code}"])) for claim in records(claims)),
        rows=(("projects", rows), ("milestones", steps)),
        on_map=bool(row["route_ids"] or row["place_ids"] or pd.notna(row["lat"])),
    )


def _facts(context: Context, row: Row) -> list[tuple[str, str]]:
    dataset, language = context.dataset, context.language
    _, code = language.gettext, language.code

    def date_of(stem: str) -> str:
        day = row[f"{stem}_date"]
        return "" if pd.isna(day) else when(day, str(row[f"{stem}_precision"]), language)

    unknown = _("not known")
    return [
        (_("Sector"), dataset.name("sectors", str(row["sector"]), code)),
        (_("Kind"), dataset.label("project_kind", str(row["kind"]), code)),
        (_("Countries"), countries_text(context, row["countries"])),
        (_("Start"), date_of("start") or unknown),
        (_("Target date"), date_of("target") or unknown),
        (_("Completed"), date_of("completed")),
        (_("Progress"), progress_text(row, language)),
        (
            _("Cost as stated"),
            _("{cost} (as of {date})").format(cost=cost_text(row, language), date=language.short_day(row["as_of"]))
            if cost_text(row, language)
            else "",
        ),
        (_("Capacity"), str(row[f"capacity_{code}"])),
        (_("Leading organisations"), "; ".join(row[f"lead_orgs_{code}"])),
        (_("Routes"), "; ".join(dataset.name("routes", route, code) for route in row["route_ids"])),
        (_("Places"), "; ".join(dataset.name("places", place, code) for place in row["place_ids"])),
        (_("Named in the review"), _("yes") if row["in_article"] else _("no")),
        (_("Researchers' remark"), str(row["note"])),
    ]


def _signals(context: Context, line: int, rows: pd.DataFrame) -> Pairs:
    """Each signal of the project, with the dates that it rests on."""
    language = context.language
    names, row = signal_names(language), records(rows)[0]
    newest = found_signals(context)["newest_source"].loc[line]
    said = []
    for code in badges(context, line):
        if code in ("overdue", "passed"):
            target = when(row["target_date"], str(row["target_precision"]), language)
            basis = language.gettext("target: {date}").format(date=target)
        elif code == "delayed":
            basis = "; ".join(
                f"{step[f'title_{language.code}']} ({when(step['date'], str(step['precision']), language)})"
                for step in records(delays_of(context.dataset, rows, context.moment.reference))
            )
        else:
            basis = language.gettext("newest source: {date}").format(date=language.short_day(newest))
        said.append((names[code], basis))
    return tuple(said)


def _ahead(context: Context, rows: pd.DataFrame, steps: pd.DataFrame) -> tuple[str, ...]:
    """What is next as seen from the reference date: the target, and steps dated after it."""
    moment, language = context.moment, context.language
    _ = language.gettext
    row = records(rows)[0]
    said = []
    target = last_day(rows["target_date"], rows["target_precision"]).iloc[0]
    if pd.notna(target) and pd.isna(row["completed_date"]) and target >= moment.reference:
        date = when(row["target_date"], str(row["target_precision"]), language)
        said.append(
            _("Plan: to be finished (target: {date}); this date has passed since the last check").format(date=date)
            if target < moment.today
            else _("Plan: to be finished (target: {date})").format(date=date)
        )
    for step in records(steps[steps["date"] > moment.reference]):
        date = when(step["date"], str(step["precision"]), language)
        said.append(
            _("Dated after the reference date: {title} ({date})").format(
                title=step[f"title_{language.code}"], date=date
            )
        )
    return tuple(said)


def _step(context: Context, step: Row) -> Step:
    return Step(
        when=when(step["date"], str(step["precision"]), context.language),
        title=str(step[f"title_{context.language.code}"]),
        kind=context.label("milestone_kind", str(step["kind"])),
        report=bool(step["date_basis"] == "report"),
        url=first_url(step["source_ids"], context.dataset),
    )


def _related(context: Context, project: str) -> tuple[tuple[str, str, str], ...]:
    """Related projects: identifier, name, and what is shared."""
    _, code = context.language.gettext, context.language.code
    reasons = {
        "route": (_("shared route: {names}"), "routes"),
        "place": (_("shared place: {names}"), "places"),
        "country_kind": (_("same kind, shared country: {names}"), "countries"),
    }
    found = measures.related(context.dataset, project).head(MOST_RELATED)
    related = []
    for row in records(found):
        message, table = reasons[str(row["reason"])]
        names = ", ".join(context.dataset.name(table, shared, code) for shared in row["shared"])
        related.append((str(row["project_id"]), str(row[f"name_{code}"]), message.format(names=names)))
    return tuple(related)


@remembered_by("language", "theme")
def where(context: Context, project: str) -> go.Figure:
    """The small map of a project's routes and places."""
    dataset = context.dataset
    code = context.language.code
    row = records(dataset.projects[dataset.projects["project_id"] == project])[0]
    waypoints = dataset.waypoints
    routes = {
        dataset.name("routes", route, code): waypoints[waypoints["route_id"] == route].sort_values("seq")
        for route in row["route_ids"]
    }
    places = dataset.places[dataset.places["place_id"].isin(row["place_ids"])]
    marks = pd.DataFrame({"name": places[f"name_{code}"], "lon": places["lon"], "lat": places["lat"], "own": False})
    if pd.notna(row["lat"]) and not len(marks):
        own = pd.DataFrame({"name": [row[f"name_{code}"]], "lon": [row["lon"]], "lat": [row["lat"]], "own": [True]})
        marks = pd.concat([marks, own]) if len(marks) else own
    water = [feature for feature in features("water") if feature["properties"]["kind"] in ("sea", "lake")]
    return projects_map.project_map(
        projects_map.rings(features("countries")), projects_map.rings(water), routes, marks, context.theme
    )


def where_text(context: Context, project: str) -> str:
    """The map in words: its text alternative."""
    dataset = context.dataset
    _, code = context.language.gettext, context.language.code
    row = records(dataset.projects[dataset.projects["project_id"] == project])[0]
    parts = [
        *(dataset.name("routes", route, code) for route in row["route_ids"]),
        *(dataset.name("places", place, code) for place in row["place_ids"]),
    ]
    if not parts:
        parts = [str(row[f"name_{code}"])]
    return _("On the map: {names}").format(names="; ".join(parts))
