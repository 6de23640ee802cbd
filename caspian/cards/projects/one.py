"""One project: its facts, steps, what is next, what it is related to, and where it lies."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from caspian.cards import Rows
from caspian.cards.projects.tracker import badges, cost_text, found_signals, progress_text, signal_names
from caspian.cards.rows import Row, first_url, records
from caspian.charts.projects import place as projects_map
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.vocabulary import REPORT
from caspian.geo import features
from caspian.measures import projects as measures
from caspian.measures.dates import last_day
from caspian.measures.signals import delays_of, open_targets
from caspian.tables import heading_of
from caspian.words import countries_text, when

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
    _ = language.gettext
    rows = dataset.projects[dataset.projects["project_id"] == project]
    row = records(rows)[0]
    steps = measures.milestones_of(dataset, rows)
    claims = records(measures.claims_naming(dataset, project))
    return Profile(
        name=context.text(row, "name"),
        status=_("{status}, as of {date}").format(
            status=context.label("project_status", str(row["status"])), date=language.day(row["as_of"])
        ),
        summary=context.text(row, "summary"),
        facts=tuple((label, value) for label, value in _facts(context, row) if value),
        signals=_signals(context, int(rows.index[0]), rows),
        ahead=_ahead(context, rows, steps),
        steps=tuple(_step(context, step) for step in records(steps)),
        related=_related(context, project),
        claims=tuple((str(claim["claim_id"]), context.text(claim, "statement")) for claim in claims),
        rows=(("projects", rows), ("milestones", steps)),
        on_map=not _points(context, project).empty,
    )


def _facts(context: Context, row: Row) -> list[tuple[str, str]]:
    """What is known of a project, each with its heading; of what there is nothing, an empty text."""
    language = context.language
    _ = language.gettext

    def date_of(stem: str) -> str:
        day = row[f"{stem}_date"]
        return "" if pd.isna(day) else when(day, str(row[f"{stem}_precision"]), language)

    cost, part_of = cost_text(context, row), str(row["part_of"])
    told = {
        "sector": context.name("sectors", str(row["sector"])),
        "kind": context.label("project_kind", str(row["kind"])),
        "part_of": context.name("projects", part_of) if part_of else "",
        "countries": countries_text(context, row["countries"]),
        "start_date": date_of("start") or _("not known"),
        "target_date": date_of("target") or _("not known"),
        "completed_date": date_of("completed"),
        "progress_pct": progress_text(row, language),
        "cost_usd_m": _("{cost} (as of {date})").format(cost=cost, date=language.short_day(row["as_of"]))
        if cost
        else "",
        "capacity": context.text(row, "capacity"),
        "lead_orgs": context.text(row, "lead_orgs"),
        "other_names": "; ".join(row["other_names"]),
        "route_ids": "; ".join(context.name("routes", route) for route in row["route_ids"]),
        "place_ids": "; ".join(context.name("places", place) for place in row["place_ids"]),
        "in_article": _("yes") if row["in_article"] else _("no"),
        "note": str(row["note"]),
    }
    own = {
        "progress_pct": _("Progress"),
        "cost_usd_m": _("Cost as stated"),
        "in_article": _("Named in the review"),
        "note": _("Researchers' remark"),
    }
    return [(own.get(column) or heading_of(context, "projects", column), text) for column, text in told.items()]


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
                f"{context.text(step, 'title')} ({when(step['date'], str(step['precision']), language)})"
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
    if open_targets(rows).iloc[0] and target >= moment.reference:
        date = when(row["target_date"], str(row["target_precision"]), language)
        said.append(
            _("Plan: to be finished (target: {date}); this date has passed since the last check").format(date=date)
            if target < moment.today
            else _("Plan: to be finished (target: {date})").format(date=date)
        )
    for step in records(steps[steps["date"] > moment.reference]):
        date = when(step["date"], str(step["precision"]), language)
        said.append(
            _("Dated after the reference date: {title} ({date})").format(title=context.text(step, "title"), date=date)
        )
    return tuple(said)


def _step(context: Context, step: Row) -> Step:
    return Step(
        when=when(step["date"], str(step["precision"]), context.language),
        title=context.text(step, "title"),
        kind=context.label("milestone_kind", str(step["kind"])),
        report=bool(step["date_basis"] == REPORT),
        url=first_url(step["source_ids"], context.dataset),
    )


def _related(context: Context, project: str) -> tuple[tuple[str, str, str], ...]:
    """Related projects: identifier, name, and what is shared."""
    _ = context.language.gettext
    reasons = {
        "whole": (_("it is a part of this project"), "projects"),
        "part": (_("a part of it"), "projects"),
        "route": (_("shared route: {names}"), "routes"),
        "place": (_("shared place: {names}"), "places"),
        "country_kind": (_("same kind, shared country: {names}"), "countries"),
    }
    found = measures.related(context.dataset, project).head(MOST_RELATED)
    related = []
    for row in records(found):
        message, table = reasons[str(row["reason"])]
        names = ", ".join(context.name(table, shared) for shared in row["shared"])
        related.append((str(row["project_id"]), context.text(row, "name"), message.format(names=names)))
    return tuple(related)


@remembered_by("language")
def _points(context: Context, project: str) -> pd.DataFrame:
    """What of a project can be drawn on a map.

    A row for each point of its routes, in order, and for each of its places, or for its own site where it has none:
    ``part`` (route, place or own), ``of`` (its identifier), ``name``, ``lon``, ``lat``.
    """
    dataset = context.dataset
    row = records(dataset.projects[dataset.projects["project_id"] == project])[0]
    ways, places = dataset.waypoints.sort_values("seq"), dataset.places
    ways, places = ways[ways["route_id"].isin(row["route_ids"])], places[places["place_id"].isin(row["place_ids"])]
    parts = [
        ways.assign(
            part="route", of=ways["route_id"], name=[context.name("routes", route) for route in ways["route_id"]]
        ),
        places.assign(part="place", of=places["place_id"], name=context.texts(places, "name")),
    ]
    if places.empty and pd.notna(row["lat"]):
        parts.append(pd.DataFrame([{**row, "part": "own", "of": project, "name": context.text(row, "name")}]))
    return pd.concat([part[["part", "of", "name", "lon", "lat"]] for part in parts], ignore_index=True)


@remembered_by("language", "theme")
def where(context: Context, project: str) -> go.Figure:
    """The small map of a project's routes and places."""
    water = [feature for feature in features("water") if feature["properties"]["kind"] in ("sea", "lake")]
    ground = projects_map.Ground(projects_map.rings(features("countries")), projects_map.rings(water))
    return projects_map.project_map(_points(context, project), ground, context.theme)


def where_text(context: Context, project: str) -> str:
    """The map in words: its text alternative."""
    names = dict.fromkeys(_points(context, project)["name"])
    return context.language.gettext("On the map: {names}").format(names="; ".join(names))
