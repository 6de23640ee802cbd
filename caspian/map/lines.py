"""The lines of the map: routes, freight on the sea legs, visits, and a way that was found."""

from collections.abc import Iterable
from typing import Any

import pydeck as pdk
from pydeck.types import String

from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.filters import focus_countries, home_country
from caspian.map import Scene, words
from caspian.map.plane import arrowhead, between, bow, moved
from caspian.measures import places, routes
from caspian.measures.routes import each
from caspian.style import MAP, Theme
from caspian.words import direction_names, trip_count

WIDTH = {"rail": 4.4, "sea": 3.2, "road": 3.0, "pipeline": 2.4, "power": 1.9, "fibre": 1.4}
"""Pixels by mode."""

THINNEST = 1.2
"""Pixels of a mode that has no width of its own."""

DOTTED = [0.1, 2.4]
DASH = {"operating": [0, 0], "construction": [3, 2.6], "planned": DOTTED, "study": DOTTED}
"""Dash and gap in widths of the line: solid, dashed, dotted (round caps make the dots)."""

SIDE = {"road": 1.3}
"""Roads stand a little aside of the railway that they follow, in widths of the line."""

STRENGTH = {"full": 255, "dim": 105, "thread": 50}
"""Opacity (0 to 255) by standing under the country filter."""

RECEDED = 0.55
"""Share of width and strength of corridors that are not chosen."""

WIDEST_FLOW, WIDEST_ARC = 22.0, 9.0
"""Pixels of the largest flow and of the busiest arc."""


def width_of(mode: str) -> float:
    """How wide a line is drawn, in pixels."""
    return WIDTH.get(mode, THINNEST)


def dash_of(status: str) -> list[float]:
    """The pattern of a line: one of a status that the code does not know is dotted, as what is not there yet."""
    return DASH.get(status, DOTTED)


def colour_of(corridor: str, mode: str, theme: Theme) -> str:
    """A line's colour: its corridor's; muted where the code knows the corridor or the mode not."""
    return MAP[theme.name].corridors[corridor] if mode in WIDTH else theme.muted


def rgba(colour: str, alpha: float = 255) -> list[int]:
    """A CSS hex colour as deck.gl takes it."""
    return [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), round(alpha)]


def path_layer(name: str, rows: list[dict[str, Any]], **more: Any) -> pdk.Layer:
    """Lines whose rows have ``path``, ``color``, ``width`` in pixels and, for dashes, ``dash`` and ``side``."""
    dashed = any("dash" in row for row in rows)
    extra: dict[str, Any] = {}
    if dashed:
        extra = {
            "extensions": [{"@@type": "PathStyleExtension", "dash": True, "offset": True}],
            "get_dash_array": "dash",
            "get_offset": "side",
        }
    return pdk.Layer(
        "PathLayer",
        rows,
        id=name,
        get_path="path",
        get_color="color",
        get_width="width",
        width_units=String("pixels"),
        cap_rounded=True,
        joint_rounded=True,
        **extra,
        **more,
    )


def drawn_routes(context: Context, scene: Scene) -> list[tuple[Any, str]]:
    """The routes to be drawn, each with its standing; those of chosen corridors last, so that they lie on top."""
    dataset, filters = context.dataset, context.filters
    home, focus = home_country(dataset), focus_countries(dataset)
    sectors, picked = routes.sectors(dataset), selected_routes(dataset, scene)
    kept = []
    for row in each(dataset.routes):
        chosen = row.corridor in scene.corridors
        if not chosen and "others" not in scene.layers and row.route_id not in picked:
            continue
        if filters.sectors and sectors[str(row.corridor)] not in filters.sectors:
            continue
        if row.route_id in routes.paths(dataset):
            kept.append((row, places.standing(row.countries, filters, home, focus)))
    order = {"thread": 0, "dim": 1, "full": 2}
    return sorted(kept, key=lambda item: (item[0].corridor in scene.corridors, order[item[1]]))


def is_working_railway(row: Any) -> bool:
    """Whether a route is drawn with a light core: trains run on it."""
    return row.mode == "rail" and row.status == "operating"


def route_layers(context: Context, scene: Scene) -> Iterable[pdk.Layer]:
    """Routes: colour by corridor, width by mode, pattern by status; a wide invisible line catches the pointer."""
    theme = context.theme
    colours = MAP[theme.name]
    shown, caught, cores = [], [], []
    picked = selected_routes(context.dataset, scene)
    for row, standing in drawn_routes(context, scene):
        path = routes.paths(context.dataset)[row.route_id]
        key = f"route:{row.route_id}"
        chosen = row.corridor in scene.corridors
        strength = STRENGTH[standing] * (1 if chosen else RECEDED)
        if scene.journey or (picked and row.route_id not in picked):
            strength = min(strength, 70)
        width = width_of(str(row.mode)) * (1 if chosen else RECEDED)
        if row.route_id in picked:
            strength, width = 255, width + 3
        colour = colour_of(str(row.corridor), str(row.mode), theme)
        shown.append(
            {
                "path": path,
                "color": rgba(colour, strength),
                "width": round(width, 1),
                "dash": dash_of(str(row.status)),
                "side": SIDE.get(str(row.mode), 0),
            }
        )
        if chosen and is_working_railway(row):
            cores.append({"path": path, "color": rgba(colours.state, strength * 0.9), "width": round(width * 0.28, 1)})
        title, about, more = words.route_lines(context, row)
        caught.append(
            {"path": path, "color": [0, 0, 0, 1], "width": 14, "key": key, "title": title, "about": about, "more": more}
        )
    yield path_layer("routes", shown)
    if cores:
        yield path_layer("rails", cores)
    yield path_layer(
        f"routes-{scene.turn}", caught, pickable=True, auto_highlight=True, highlight_color=rgba(theme.ink, 40)
    )


def selected_routes(dataset: Dataset, scene: Scene) -> frozenset[str]:
    """The routes that a selection sets out: the one clicked, or those of a project."""
    kind, _colon, code = scene.selected.partition(":")
    if kind == "route":
        return frozenset([code])
    if kind == "project":
        table = dataset.projects
        return frozenset(route for named in table.loc[table["project_id"] == code, "route_ids"] for route in named)
    return frozenset()


def journey_layer(scene: Scene, theme: Theme) -> pdk.Layer:
    """The way that was found: a broad band under the lines, and each leg in its pattern."""
    assert scene.journey is not None
    colour = MAP[theme.name].way
    band = [{"path": leg.line, "color": rgba(colour, 255), "width": 11} for leg in scene.journey.legs]
    return path_layer("way", band)


def way_layer(context: Context, scene: Scene) -> pdk.Layer:
    """The legs of the way that was found, in the ink of the text and the pattern of their status."""
    assert scene.journey is not None
    legs = [
        {
            "path": leg.line,
            "color": rgba(context.theme.ink),
            "width": width_of(leg.mode),
            "dash": dash_of(leg.status),
            "side": 0,
        }
        for leg in scene.journey.legs
    ]
    return path_layer("way-legs", legs)


def flow_layers(context: Context, scene: Scene) -> Iterable[pdk.Layer]:
    """Freight on the sea legs: a band for each series, as wide as its count; the number stands at its middle.

    A series that counts several legs together (Aktau and Kuryk) is one band between them: nobody says its parts.
    """
    dataset, language, theme = context.dataset, context.language, context.theme
    until = scene.year or context.filters.period[1]
    found = places.flows(dataset, scene.unit, until)
    if not found:
        return
    largest = max(flow.value for flow in found)
    units = words.unit_names(language)
    bands, numbers = [], []
    colour = theme.accent
    for flow in found:
        lines = [towards(dataset, route) for route in flow.routes if route in routes.paths(dataset)]
        path = list(lines[0]) if len(lines) == 1 else between(lines[0], lines[1])
        key = f"flow:{flow.series}"
        number = language.number(flow.value)
        about = {
            "key": key,
            "title": context.name("freight_series", flow.series),
            "about": f"{units[scene.unit]}: {number} ({flow.year})",
            "more": language.gettext("both directions together"),
        }
        width = max(4.0, WIDEST_FLOW * flow.value / largest)
        strength = 235 if scene.selected == key else 150
        bands.append({"path": path, "color": rgba(colour, strength), "width": round(width, 1), **about})
        numbers.append(
            {
                "text": f"{number} ({flow.year})",
                "at": path[len(path) // 2],
                "color": rgba("#FFFFFF" if theme.name == "light" else "#0A151B"),
                "plate": rgba(colour, 235),
            }
        )
    yield path_layer(f"flows-{scene.turn}", bands, pickable=True)
    yield plates("flow-numbers", numbers, 14)


def towards(dataset: Dataset, route: str) -> tuple[routes.Point, ...]:
    """A sea leg's points from the home port outwards."""
    line = routes.paths(dataset)[route]
    home = places.positions(dataset).get(routes.home_port(dataset))
    near = home is not None and routes.distance_km(line[0], home) < routes.distance_km(line[-1], home)
    return line if near else line[::-1]


def visit_layers(context: Context, scene: Scene) -> Iterable[pdk.Layer]:
    """Trips as bows between capitals: as wide as their number, out of Azerbaijan and into it on different sides."""
    dataset, language, theme = context.dataset, context.language, context.theme
    counts = places.arcs(places.trips(dataset, context.filters, scene.year), dataset)
    seats = places.capital_positions(dataset)
    home = seats.get(home_country(dataset))
    counts = {(partner, way): n for (partner, way), n in counts.items() if partner in seats}
    if not counts or home is None:
        return
    colours = {"outbound": theme.accent, "inbound": MAP[theme.name].inbound}
    ways = direction_names(language)
    largest, zoom = max(counts.values()), scene.camera.zoom
    bows, heads, numbers = [], [], []
    for (partner, direction), count in counts.items():
        there = seats[partner]
        start, end = (home, there) if direction == "outbound" else (there, home)
        line = bow(start, end, 0.16)
        key = f"visit:{partner}"
        faded = scene.selected.startswith("visit:") and scene.selected != key
        colour = rgba(colours[direction], 70 if faded else 225)
        about = {
            "key": key,
            "title": context.name("countries", partner),
            "about": f"{ways[direction]}: {trip_count(count, language)}",
            "more": language.gettext("heads of state; drawn between capitals"),
        }
        width = 1.5 + (WIDEST_ARC - 1.5) * count / largest
        bows.append({"path": line, "color": colour, "width": round(width, 1), **about})
        heads.append({"polygon": arrowhead(line, zoom, 9 + width, back=9), "color": colour})
        numbers.append(
            {
                "text": language.number(count),
                "at": moved(line[len(line) // 2], zoom, 0, 0),
                "color": rgba("#FFFFFF" if theme.name == "light" else "#0A151B"),
                "plate": colour,
            }
        )
    yield path_layer(f"visits-{scene.turn}", bows, pickable=True)
    yield pdk.Layer("SolidPolygonLayer", heads, id="heads", get_polygon="polygon", get_fill_color="color")
    yield plates("trips", numbers, 12)


def plates(name: str, rows: list[dict[str, Any]], size: int) -> pdk.Layer:
    """Short texts on coloured plates, each row with ``text``, ``at``, ``color`` and ``plate``."""
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_text="text",
        get_position="at",
        get_color="color",
        get_size=size,
        background=True,
        get_background_color="plate",
        background_padding=[5, 2],
        character_set=String("0123456789()., \u00a0\u202f"),
        font_family=String(SANS),
        font_weight=600,
    )


SANS = '"Source Sans", "Source Sans Pro", "DejaVu Sans", sans-serif'
SERIF = '"Source Serif", "Source Serif Pro", "DejaVu Serif", serif'
