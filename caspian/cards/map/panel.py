"""What the map's panel says of a thing that was clicked: facts, a small chart, milestones, rows and a link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from caspian.cards import Rows
from caspian.cards.map.finding import flow_ports
from caspian.charts import map as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import focus_countries, naming
from caspian.map import words
from caspian.measures import places, projects, routes, visits
from caspian.measures.freight import series as freight
from caspian.measures.routes import each
from caspian.style import MAP
from caspian.text import NO_BREAK_SPACE, Language
from caspian.words import direction_names, trip_count

KINDS = ("place", "route", "project", "visit", "flow")

MOST_MILESTONES = 5


@dataclass(frozen=True, eq=False)
class Panel:
    """What is known of one thing on the map.

    ``facts``: name and value; ``lists``: a heading, and lines of which each has the key of another thing or
    none; ``milestones``: day and title, newest first, under ``milestones_title``; ``page`` and ``query``: where to
    read on, and what its address is to hold.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    rows: Rows
    summary: str = ""
    chart_title: str = ""
    chart: go.Figure | None = None
    chart_text: str = ""
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    milestones: tuple[tuple[str, str], ...] = ()
    milestones_title: str = ""
    page: str = ""
    query: dict[str, str] = field(default_factory=dict)


@remembered
def keys(dataset: Dataset) -> tuple[str, ...]:
    """Everything that can be selected, as ``kind:code``."""
    counted = [code for code in places.sea_series(dataset)["series_id"] if len(freight.annual_of(dataset, str(code)))]
    return (
        *(f"place:{code}" for code in dataset.places["place_id"]),
        *(f"route:{code}" for code in dataset.routes["route_id"]),
        *(f"project:{code}" for code in dataset.projects["project_id"]),
        *(f"visit:{code}" for code in places.capitals(dataset)),
        *(f"flow:{code}" for code in counted),
    )


@remembered_by("filters", "language", "theme")
def panel(context: Context, key: str) -> Panel:
    """The panel of the thing with a key of :func:`keys`; KeyError for another."""
    kind, code = key.split(":", 1)
    makers: dict[str, Callable[[Context, str], Panel]] = {
        "place": _place,
        "route": _route,
        "project": _project,
        "visit": _visit,
        "flow": _flow,
    }
    return makers[kind](context, code)


def _row(table: pd.DataFrame, column: str, code: str):
    """The one row with a code, as a named tuple, and as a table."""
    part = table[table[column] == code]
    if part.empty:
        raise KeyError(code)
    return next(each(part)), part


def _facts(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if value)


def _countries(context: Context, codes) -> str:
    return ", ".join(context.name("countries", str(code)) for code in codes)


def _place(context: Context, code: str) -> Panel:
    dataset = context.dataset
    _ = context.language.gettext
    row, part = _row(dataset.places, "place_id", code)
    title, _about, _more = words.place_lines(context, row)
    latest = places.latest_cargo(dataset, code)
    series = places.main_series(dataset, code)
    happened = freight.annual_of(dataset, series) if series else latest
    chart, chart_title, chart_text = _chart(context, happened, series)
    through = routes.routes_at(dataset).get(code, ())
    here = projects_at(dataset, code)
    cargo = words.cargo_line(context, code)
    return Panel(
        title,
        _facts(
            (_("Kind"), context.label("place_kind", str(row.kind))),
            (_("Country"), context.name("countries", str(row.country))),
            (_("Newest full year"), cargo or (_("no full year of cargo in the data") if row.kind == "seaport" else "")),
        ),
        (("places", part), ("freight", happened), ("projects", here)),
        chart=chart,
        chart_title=chart_title,
        chart_text=chart_text,
        lists=_lists(
            (_("Routes"), route_items(context, through)),
            (_("Projects"), project_items(context, here)),
        ),
        milestones=_milestones(context, here),
        page="freight" if series else "",
        query=({"country": str(row.country)} if str(row.country) in focus_countries(dataset) else {})
        | {"series": series},
    )


def projects_at(dataset: Dataset, place: str) -> pd.DataFrame:
    """The projects that name a place."""
    return naming(dataset.projects, "place_ids", place)


def _lists(*given: tuple[str, tuple[tuple[str, str], ...]]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return tuple((heading, items) for heading, items in given if items)


def route_items(context: Context, codes) -> tuple[tuple[str, str], ...]:
    """Key and line of each route: its name and status."""
    table = context.dataset.routes
    kept = table[table["route_id"].isin(list(codes))]
    return tuple(
        (
            f"route:{row.route_id}",
            f"{context.name('routes', str(row.route_id))}: "
            + context.language.lower(context.label("route_status", str(row.status))),
        )
        for row in each(kept)
    )


def project_items(context: Context, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Key and line of each project: its name and status."""
    return tuple(
        (
            f"project:{row.project_id}",
            f"{context.name('projects', str(row.project_id))}: "
            + context.language.lower(context.label("project_status", str(row.status))),
        )
        for row in each(rows)
    )


def _milestones(context: Context, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    found = projects.milestones_of(context.dataset, rows).head(MOST_MILESTONES)
    titles = context.texts(found, "title")
    return tuple(
        (dated(when, str(precision), context.language), title)
        for when, precision, title in zip(found["date"], found["precision"], titles, strict=True)
    )


def dated(when: pd.Timestamp, precision: str, language: Language) -> str:
    """A date as exactly as it is known: a day, a month or a year; nothing without one."""
    if pd.isna(when):
        return ""
    if precision == "year":
        return str(when.year)
    return language.month(when) if precision == "month" else language.short_day(when)


def _chart(context: Context, happened: pd.DataFrame, series: str) -> tuple[go.Figure | None, str, str]:
    """A series by year, its title and its text; nothing for fewer than two years."""
    if len(happened) < 2:
        return None, "", ""
    row, _part = _row(context.dataset.freight_series, "series_id", series)
    say, unit = sayer(context, str(row.unit))
    names = {code: context.label("value_status", code) for code in freight.HAPPENED}
    drawing = charts.yearly(marks({"value": happened}, say), names, context.theme, 180)
    title = f"{context.name('freight_series', series)}, {unit}"
    first, last = happened["value"].sort_index().iloc[0], happened["value"].sort_index().iloc[-1]
    text = f"{title}: {happened.index.min()} {say(first)}, {happened.index.max()} {say(last)}"
    return drawing, title, text


def marks(parts: Mapping[str, pd.DataFrame], say: Callable[[float], str]) -> pd.DataFrame:
    """Annual tables by kind as one tidy table: ``year``, ``value``, ``status``, ``kind`` and ``label``."""
    table = pd.concat(
        [part[["value", "status"]].assign(kind=kind, year=part.index.astype(int)) for kind, part in parts.items()]
    )
    return table.assign(status=table["status"].astype(str), label=[say(value) for value in table["value"]])


def sayer(context: Context, unit: str) -> tuple[Callable[[float], str], str]:
    """How to write a value of a unit, and the unit's name: tonnes in millions, all else in full."""
    language = context.language
    _ = language.gettext
    if unit == "t":
        return (lambda value: language.number(value / 1e6, 2)), _("million tonnes")
    return language.number, context.label("unit", unit)


def _route(context: Context, code: str) -> Panel:
    dataset, language = context.dataset, context.language
    _ = language.gettext
    row, part = _row(dataset.routes, "route_id", code)
    title, _about, length = words.route_lines(context, row)
    tied = naming(dataset.projects, "route_ids", code)
    series = _series_of_route(dataset, code)
    happened = freight.annual_of(dataset, series) if series else dataset.freight.iloc[:0]
    chart, chart_title, chart_text = _chart(context, happened, series)
    status = context.label("route_status", str(row.status))
    return Panel(
        title,
        _facts(
            (_("Corridor"), words.corridor_names(context)[str(row.corridor)]),
            (_("Mode"), context.label("mode", str(row.mode))),
            (_("Status"), f"{status} ({words.as_of(row, language)})"),
            (_("Length"), length),
            (_("Capacity"), context.text(row, "capacity")),
            (_("Countries"), _countries(context, row.countries)),
        ),
        (("routes", part), ("projects", tied), ("freight", happened)),
        summary=context.text(row, "summary"),
        chart=chart,
        chart_title=chart_title,
        chart_text=chart_text,
        lists=_lists((_("Projects"), project_items(context, tied))),
        milestones=_milestones(context, tied),
        page="projects",
        query={"sector": routes.sectors(dataset)[str(row.corridor)]},
    )


def _series_of_route(dataset: Dataset, route: str) -> str:
    """The series tied to a route that has most full years; empty without one."""
    tied = naming(dataset.freight_series, "route_ids", route)["series_id"].astype(str)
    counts = {code: len(freight.annual_of(dataset, code)) for code in tied}
    return max(counts, key=lambda code: counts[code]) if any(counts.values()) else ""


def _project(context: Context, code: str) -> Panel:
    language = context.language
    _ = language.gettext
    row, part = _row(context.dataset.projects, "project_id", code)
    title, _about, _asof = words.project_lines(context, row)
    status = context.label("project_status", str(row.status))
    progress = ""
    if pd.notna(row.progress_pct):
        progress = _("{share} (as of {date})").format(
            share=language.percent(row.progress_pct / 100), date=language.short_day(row.progress_as_of)
        )
    cost = "" if pd.isna(row.cost_usd_m) else language.number(row.cost_usd_m) + NO_BREAK_SPACE + _("USD million")
    return Panel(
        title,
        _facts(
            (_("Sector"), context.name("sectors", str(row.sector))),
            (_("Status"), _("{status} (as of {date})").format(status=status, date=language.short_day(row.as_of))),
            (_("Progress"), progress),
            (_("Start"), dated(row.start_date, str(row.start_precision), language)),
            (_("Target date"), dated(row.target_date, str(row.target_precision), language)),
            (_("Completed"), dated(row.completed_date, str(row.completed_precision), language)),
            (_("Cost"), cost),
            (_("Capacity"), context.text(row, "capacity")),
            (_("Countries"), _countries(context, row.countries)),
        ),
        (("projects", part), ("milestones", projects.milestones_of(context.dataset, part))),
        summary=context.text(row, "summary"),
        lists=_lists((_("Routes"), route_items(context, row.route_ids))),
        milestones=_milestones(context, part),
        page="projects",
        query={"project": code, "sector": str(row.sector)},
    )


def _visit(context: Context, code: str) -> Panel:
    dataset, filters, language, theme = context.dataset, context.filters, context.language, context.theme
    _ = language.gettext
    rows = places.trips(dataset, filters, None)
    rows = rows[rows["partner"] == code]
    ways = direction_names(language)
    years = range(filters.period[0], filters.period[1] + 1)
    counts = visits.per_year(rows, "direction", visits.DIRECTIONS, years)
    colours = {"outbound": theme.accent, "inbound": MAP[theme.name].inbound}
    titled = rows.sort_values("start_date", ascending=False)
    text = "; ".join(f"{ways[way]}: {trip_count(int(counts[way].sum()), language)}" for way in visits.DIRECTIONS)
    return Panel(
        context.name("countries", code),
        tuple((ways[way], trip_count(int(counts[way].sum()), language)) for way in visits.DIRECTIONS),
        (("visits", titled[list(dataset.visits.columns)]),),
        chart=charts.trips(counts, ways, colours, theme) if len(rows) else None,
        chart_title=_("Trips of heads of state a year, {period}").format(period=language.years(*filters.period)),
        chart_text=text,
        milestones=tuple(
            (language.short_day(when), str(what))
            for when, what in zip(titled["start_date"], context.texts(titled, "title"), strict=True)
        )[:MOST_MILESTONES],
        milestones_title=_("Latest trips"),
        page="visits",
        query={"country": code} if code in focus_countries(dataset) else {},
    )


def _flow(context: Context, code: str) -> Panel:
    _ = context.language.gettext
    row, part = _row(context.dataset.freight_series, "series_id", code)
    happened = freight.annual_of(context.dataset, code)
    chart, chart_title, chart_text = _chart(context, happened, code)
    last = happened.sort_index().iloc[-1]
    flow = places.Flow(code, tuple(row.route_ids), int(last["period_start"].year), float(last["value"]))
    return Panel(
        context.name("freight_series", code),
        _facts(
            (_("Newest full year"), f"{context.language.number(flow.value)} ({flow.year})"),
            (_("Ports across the sea"), flow_ports(context, flow)),
            (_("Counted by"), context.label("entity", str(row.entity))),
        ),
        (("freight", happened), ("freight_series", part)),
        summary=_("Both directions together; the series does not say how much each port has."),
        chart=chart,
        chart_title=chart_title,
        chart_text=chart_text,
        lists=_lists((_("Routes"), route_items(context, flow.routes))),
        page="freight",
        query={"series": code},
    )
