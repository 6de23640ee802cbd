"""The map in words: its names, its finding, and the rows of what is shown."""

from typing import Any

import orjson
import pandas as pd

from caspian.cards import Rows
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.filters import narrow
from caspian.map import Scene, lines, marks, words
from caspian.measures import places, routes
from caspian.text import Language


def view_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "region": _("Region"),
        "caspian": _("Caspian"),
        "alat": _("Alat"),
        "caucasus": _("South Caucasus"),
        "zangezur": _("Zangezur direction"),
        "asia": _("Central Asia"),
    }


def layer_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "others": _("Other corridors"),
        "ports": _("Ports and nodes"),
        "names": _("Names"),
        "projects": _("Projects"),
        "visits": _("Visits"),
        "flows": _("Freight at sea"),
    }


@remembered_by("filters", "language")
def title(context: Context, scene: Scene) -> str:
    """What the map shows, in which unit, and of when."""
    filters, language = context.filters, context.language
    _ = language.gettext
    last = scene.year or filters.period[1]
    parts = [_("Routes and ports, present status")]
    if "projects" in scene.layers:
        parts.append(_("projects, {period}").format(period=language.years(filters.period[0], last)))
    if "visits" in scene.layers:
        parts.append(
            _("visits of heads of state, number of trips, {period}").format(
                period=language.years(filters.period[0], last)
            )
        )
    return "; ".join(parts)


@remembered_by("filters", "language")
def finding(context: Context, scene: Scene) -> str:
    """The map's takeaway, computed from the rows that it shows."""
    sentences = [_routes_finding(context, scene)]
    if "flows" in scene.layers:
        sentences.append(_flows_finding(context, scene))
    if "visits" in scene.layers:
        sentences.append(_visits_finding(context, scene))
    if "projects" in scene.layers:
        sentences.append(_projects_finding(context, scene))
    return " ".join(sentences)


def chosen_routes(context: Context, scene: Scene) -> pd.DataFrame:
    """The routes of the chosen corridors that the country and sector filters keep."""
    dataset, filters = context.dataset, context.filters
    rows = narrow(dataset.routes, "routes", dataset, filters)
    kept = rows["corridor"].isin(scene.corridors)
    if filters.sectors:
        kept &= rows["corridor"].astype(str).map(routes.sectors(dataset)).isin(filters.sectors)
    return rows[kept]


def _routes_finding(context: Context, scene: Scene) -> str:
    language = context.language
    _ = language.gettext
    rows = chosen_routes(context, scene)
    if not scene.corridors:
        return _("No corridor is chosen.")
    names = words.corridor_names(context)
    said = language.join(names[code] for code in names if code in scene.corridors)
    if rows.empty:
        return _("{corridors}: no route fits the filter.").format(corridors=said)
    lengths = routes.lengths(context.dataset)
    km = pd.Series({code: lengths[code][0] for code in rows["route_id"].astype(str) if code in lengths}, dtype=float)
    status = rows.set_index("route_id")["status"].astype(str)
    running = km[status[km.index] == "operating"].sum()
    counts = status.value_counts()
    parts = [
        _("{corridors}: {km} in {lines}").format(
            corridors=said,
            km=words.kilometres(km.sum(), language),
            lines=language.ngettext("{n} line", "{n} lines", len(rows)).format(n=language.number(len(rows))),
        ),
        _("operating: {km} ({share})").format(
            km=words.kilometres(running, language), share=language.percent(running / km.sum() if len(km) else 0)
        ),
    ]
    parts += [
        f"{language.lower(context.label('route_status', code))}: {language.number(counts[code])}"
        for code in routes.statuses(context.dataset)
        if code != "operating" and counts.get(code, 0)
    ]
    return "; ".join(parts) + "."


def _flows_finding(context: Context, scene: Scene) -> str:
    language = context.language
    _ = language.gettext
    found = places.flows(context.dataset, scene.unit, scene.year or context.filters.period[1])
    unit = words.unit_names(language)[scene.unit]
    if not found:
        return _("{unit} at sea: no full year up to {year}.").format(
            unit=unit, year=scene.year or context.filters.period[1]
        )
    ordered = sorted(found, key=lambda flow: -flow.value)
    parts = [f"{flow_ports(context, flow)} {language.number(flow.value)}" for flow in ordered]
    return _("{unit} between Alat and the ports across the sea in {year}: {parts}.").format(
        unit=unit, year=found[0].year, parts=", ".join(parts)
    )


def flow_ports(context: Context, flow: places.Flow) -> str:
    """The ports across the sea that a flow serves: ``Aktau / Kuryk``."""
    at = {route: port for port, route in routes.crossings(context.dataset).items()}
    return " / ".join(context.name("places", at[route]) for route in sorted(flow.routes) if route in at)


def _visits_finding(context: Context, scene: Scene) -> str:
    filters, language = context.filters, context.language
    _ = language.gettext
    counts = places.arcs(places.trips(context.dataset, filters, scene.year), context.dataset)
    period = language.years(filters.period[0], scene.year or filters.period[1])
    if not counts:
        return _("No trip of a head of state in {period}.").format(period=period)
    totals = {way: sum(n for (_p, at), n in counts.items() if at == way) for way in ("outbound", "inbound")}
    (partner, _way), _n = next(iter(counts.items()))
    both = sum(n for (code, _at), n in counts.items() if code == partner)
    return _("Trips of heads of state in {period}: {out} from Azerbaijan, {into} to it; most: {country} ({n}).").format(
        period=period,
        out=language.number(totals["outbound"]),
        into=language.number(totals["inbound"]),
        country=context.name("countries", partner),
        n=language.number(both),
    )


def _projects_finding(context: Context, scene: Scene) -> str:
    language = context.language
    _ = language.gettext
    shown = marks.shown_projects(context, scene)
    if scene.year is None:
        done = int(shown["status"].isin(marks.DONE).sum())
        return _("Projects on the map: {n}; operating or completed: {done}.").format(
            n=language.number(len(shown)), done=language.number(done)
        )
    done = int(places.completed_by(shown, scene.year).sum())
    return _("Projects begun by the end of {year}: {n}; completed by then: {done}.").format(
        year=scene.year, n=language.number(len(shown)), done=language.number(done)
    )


@remembered_by("filters")
def rows(context: Context, scene: Scene) -> Rows:
    """What the map shows as rows of its tables: the routes and places first."""
    dataset, filters = context.dataset, context.filters
    drawn = [row.route_id for row, standing in lines.drawn_routes(context, scene) if standing != "thread"]
    table = dataset.routes
    found = [("routes", table[table["route_id"].isin(drawn)])]
    if "ports" in scene.layers:
        found.append(("places", narrow(dataset.places, "places", dataset, filters)))
    if "projects" in scene.layers:
        found.append(("projects", marks.shown_projects(context, scene)))
    if "visits" in scene.layers:
        trips = places.trips(dataset, filters, scene.year)
        found.append(("visits", trips[list(dataset.visits.columns)]))
    if "flows" in scene.layers:
        flows = places.flows(dataset, scene.unit, scene.year or filters.period[1])
        found.append(("freight", places.flow_rows(dataset, flows)))
    return tuple((name, part) for name, part in found if len(part))


def geojson(context: Context, scene: Scene) -> bytes:
    """What the map shows as GeoJSON (longitude, latitude, WGS 84), each feature with its row and its sources."""
    features = []
    sites = places.project_sites(context.dataset)
    for table, part in rows(context, scene):
        for row in part.to_dict("records"):
            geometry = _geometry(table, row, context.dataset, sites)
            if geometry:
                properties = {"table": table, **{str(key): _plain(value) for key, value in row.items()}}
                features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    _ = context.language.gettext
    return orjson.dumps(
        {
            "type": "FeatureCollection",
            "name": "trans-caspian-monitor",
            "description": note(context.language),
            "features": features,
        }
    )


def _geometry(table: str, row: dict[Any, Any], dataset: Dataset, sites: dict[str, routes.Point]) -> dict | None:
    if table == "routes":
        return {"type": "LineString", "coordinates": routes.paths(dataset)[row["route_id"]]}
    if table == "places":
        return {"type": "Point", "coordinates": (row["lon"], row["lat"])}
    if table == "projects":
        return {"type": "Point", "coordinates": sites[row["project_id"]]}
    if table == "visits":
        seats = places.capital_positions(dataset)
        ends = [seats.get(str(row[end])) for end in ("visitor_country", "host_country")]
        return {"type": "LineString", "coordinates": ends} if all(ends) else None
    if table == "freight":
        series = dataset.freight_series
        tied = series.loc[series["series_id"] == row["series_id"], "route_ids"].iloc[0]
        paths = [routes.paths(dataset)[route] for route in tied if route in routes.paths(dataset)]
        return {"type": "MultiLineString", "coordinates": paths} if paths else None
    return None


def _plain(value: object) -> object:
    """A cell as JSON writes it: dates as ISO days, empty ones as nothing."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)


def note(language: Language) -> str:
    """What must stand by the map always: where its lines come from, and that they take no position."""
    _ = language.gettext
    return _(
        "Ground: Natural Earth, public domain; coordinates of places partly GeoNames, CC BY 4.0. Borders, names and "
        "lines are schematic and imply no position on the status of any territory. Routes are drawn through known "
        "places, not surveyed, and show their present status."
    )
