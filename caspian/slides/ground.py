"""The map as a picture, drawn without a network from the dataset: ground, routes, places, names, as on screen."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path

from caspian import geo
from caspian.context import Context
from caspian.filters import focus_countries, home_country, states
from caspian.map import VIEWS, Scene, lines, marks
from caspian.map.lines import RECEDED, STRENGTH, colour_of, dash_of, width_of
from caspian.map.plane import TILE, to_pixels
from caspian.measures import places, routes
from caspian.measures.routes import each
from caspian.style import MAP

SIZE = (980, 390)
"""Pixels of the view that the picture shows, of the size that the names are placed for."""

DOTS = 2.2
"""Dots of the picture for each of them."""

NARROWER = 0.84
"""The letters at hand are wider than those on screen."""


def drawn(context: Context, view: str) -> bytes:
    """The map of a preset as PNG."""
    scene, colours = Scene(view=view), MAP[context.theme.name]
    figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72 * DOTS, facecolor=colours.sea)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    middle = to_pixels((scene.camera.lon, scene.camera.lat), scene.camera.zoom)
    axes.set_xlim(middle[0] - SIZE[0] / 2, middle[0] + SIZE[0] / 2)
    axes.set_ylim(middle[1] + SIZE[1] / 2, middle[1] - SIZE[1] / 2)
    axes.set_axis_off()
    for name, fill, edge, width in (
        ("land", colours.land, colours.border, 0.6),
        ("states", colours.state, colours.state_border, 0.8),
        ("lakes", colours.sea, colours.river, 0.5),
        ("rivers", "none", colours.river, 0.9),
        ("borders", "none", colours.border, 0.8),
        ("disputed", "none", colours.border, 0.8),
    ):
        paths = list(_paths(geo.shapes(name, states(context.dataset)), scene.camera.zoom))
        axes.add_collection(PathCollection(paths, facecolors=fill, edgecolors=edge, linewidths=width))
    _routes(axes, context, scene)
    _places(axes, context, scene)
    _names(axes, context, scene)
    file = BytesIO()
    figure.savefig(file, format="png", facecolor=colours.sea)
    return file.getvalue()


def _paths(shapes: Iterable[Mapping[str, Any]], zoom: float) -> Iterator[Path]:
    for shape in shapes:
        kind, coordinates = shape["type"], shape["coordinates"]
        match kind:
            case "Polygon":
                yield _path(coordinates, zoom, closed=True)
            case "MultiPolygon":
                for polygon in coordinates:
                    yield _path(polygon, zoom, closed=True)
            case "LineString":
                yield _path([coordinates], zoom, closed=False)
            case "MultiLineString":
                yield _path(coordinates, zoom, closed=False)


def _path(rings: list[Any], zoom: float, *, closed: bool) -> Path:
    """Rings or lines as one path in pixels; holes turn the other way in the files, as they must."""
    points, codes = [], []
    for ring in rings:
        points.append(_pixels(np.asarray(ring, dtype=float)[:, :2], zoom))
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1)]
        if closed:
            codes[-1] = Path.CLOSEPOLY
    return Path(np.concatenate(points), codes)


def _pixels(points: np.ndarray, zoom: float) -> np.ndarray:
    """:func:`to_pixels` of many points at once."""
    world = TILE * 2**zoom
    lat = np.radians(points[:, 1])
    return np.column_stack(
        [(points[:, 0] + 180) / 360 * world, (1 - np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi) / 2 * world]
    )


def _routes(axes: Any, context: Context, scene: Scene) -> None:
    colours = MAP[context.theme.name]
    for row, standing in lines.drawn_routes(context, scene):
        chosen = row.corridor in scene.corridors
        line = _pixels(np.asarray(routes.paths(context.dataset)[row.route_id]), scene.camera.zoom)
        width = width_of(str(row.mode)) * (1 if chosen else RECEDED)
        dash = dash_of(str(row.status))
        axes.plot(
            line[:, 0],
            line[:, 1],
            color=colour_of(str(row.corridor), str(row.mode), context.theme),
            alpha=STRENGTH[standing] / 255 * (1 if chosen else RECEDED),
            linewidth=width,
            linestyle="solid" if dash == [0, 0] else (0, (max(dash[0], 0.4), dash[1])),
            solid_capstyle="round",
            solid_joinstyle="round",
        )
        if chosen and lines.is_working_railway(row):
            axes.plot(line[:, 0], line[:, 1], color=colours.state, linewidth=width * 0.28)


def _places(axes: Any, context: Context, scene: Scene) -> None:
    dataset = context.dataset
    home, focus = home_country(dataset), focus_countries(dataset)
    port_of_home = routes.home_port(dataset)
    for row in each(dataset.places.sort_values("rank", ascending=False, kind="stable")):
        kind, rank = str(row.kind), int(row.rank)
        if not marks.is_drawn(kind, rank, scene.camera.zoom):
            continue
        standing = places.standing((str(row.country),), context.filters, home, focus)
        at = to_pixels((float(row.lon), float(row.lat)), scene.camera.zoom)
        fill, edge = marks.fill_and_edge(kind, context.theme)
        axes.plot(
            *at,
            marker="o",
            markersize=2 * marks.radius(kind, rank, str(row.place_id) == port_of_home),
            markerfacecolor=fill,
            markeredgecolor=edge,
            markeredgewidth=1.5,
            alpha=STRENGTH[standing] / 255,
        )


def _names(axes: Any, context: Context, scene: Scene) -> None:
    theme = context.theme
    colours = MAP[theme.name]
    ink = {"state": theme.muted, "neighbour": colours.place_name, "sea": colours.sea_name, "lake": colours.sea_name}
    across = {"start": "left", "middle": "center", "end": "right"}
    up = {"top": "top", "center": "center", "bottom": "bottom"}
    low, high = axes.get_xlim()
    for seat in marks.seats(context, scene.view, True):
        kind = seat.name.key.split(":", 1)[0]
        x, y = to_pixels(seat.name.at, VIEWS[scene.view].zoom)
        if not low < x < high:
            continue
        axes.text(
            x + seat.offset[0],
            y + seat.offset[1],
            # Dollar signs would be taken for formulas.
            seat.name.text.replace("$", r"\$"),
            ha=across[seat.anchor],
            va=up[seat.baseline],
            fontsize=seat.name.size * NARROWER,
            fontweight="bold",
            family="DejaVu Sans" if kind == "place" else "DejaVu Serif",
            color=theme.ink if kind == "place" else ink[kind],
            clip_on=True,
            bbox={"facecolor": colours.plate, "alpha": 0.85, "edgecolor": "none", "pad": 1}
            if kind == "place"
            else None,
        )
