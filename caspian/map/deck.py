"""The whole picture: ground, lines, marks and names put together for deck.gl."""

from collections.abc import Iterator
from typing import Any

import orjson
import pydeck as pdk
from pydeck.types import String

from caspian import geo
from caspian.context import Context, remembered_by
from caspian.filters import states
from caspian.map import MAX_ZOOM, MIN_ZOOM, Scene, lines, marks
from caspian.map.lines import rgba
from caspian.style import FONT, MAP


class Picture(pdk.Deck):
    """A deck that writes its JSON once: the same picture is sent again and again, and never changes."""

    def to_json(self) -> str:
        if "_made" not in self.__dict__:
            # The library writes it indented, which is half as long again.
            self.__dict__["_made"] = orjson.dumps(orjson.loads(super().to_json())).decode()
        return self.__dict__["_made"]


@remembered_by("filters", "language", "theme")
def picture(context: Context, scene: Scene) -> Picture:
    """The map of a scene under the filters.

    ``map_style`` must not be given at all: with any value, None too, the browser would fetch one from outside.
    """
    theme = context.theme
    camera = scene.camera
    # The browser moves the camera only to numbers that differ from the last ones it was given.
    unseen = 1e-6 * (scene.look % 2)
    return Picture(
        layers=list(_layers(context, scene)),
        map_provider=None,  # pyright: ignore[reportArgumentType]  # its own default for "no base map"
        views=[pdk.View("MapView", controller=True)],
        initial_view_state=pdk.ViewState(
            longitude=camera.lon + unseen,
            latitude=camera.lat + unseen,
            zoom=camera.zoom + unseen,
            min_zoom=MIN_ZOOM,
            max_zoom=MAX_ZOOM,
            pitch=0,
            bearing=0,
        ),
        tooltip={  # pyright: ignore[reportArgumentType]
            "html": "<b>{title}</b><br>{about}<br>{more}",
            "style": {
                "backgroundColor": theme.panel,
                "color": theme.ink,
                "border": f"1px solid {theme.line}",
                "borderRadius": "0.35rem",
                "padding": "6px 10px",
                "fontFamily": FONT,
                "fontSize": "14px",
                "maxWidth": "300px",
            },
        },
    )


def _layers(context: Context, scene: Scene) -> Iterator[pdk.Layer]:
    theme = context.theme
    yield from ground_layers(context)
    if scene.journey:
        yield lines.journey_layer(scene, theme)
    yield from lines.route_layers(context, scene)
    if "flows" in scene.layers:
        yield from lines.flow_layers(context, scene)
    if scene.journey:
        yield lines.way_layer(context, scene)
    if "ports" in scene.layers:
        yield from marks.place_layers(context, scene)
    if "visits" in scene.layers:
        yield from lines.visit_layers(context, scene)
    if "projects" in scene.layers or scene.selected.startswith("project:"):
        yield marks.project_layer(context, scene)
    if "names" in scene.layers:
        yield from marks.name_layers(context, scene)


EARTH = [[-20, 10], [140, 10], [140, 75], [-20, 75]]
"""Corners of the sheet of water under everything, in degrees."""


def ground_layers(context: Context) -> Iterator[pdk.Layer]:
    """Sea, land, the states, water and borders, quiet under the rest; none can be clicked."""
    colours, about = MAP[context.theme.name], states(context.dataset)

    def shapes(name: str, fill: str, edge: str, width: float) -> pdk.Layer:
        outline = {"getColor": rgba(edge), "getWidth": width}
        return _geojson(name, about, {"polygons-fill": {"getFillColor": rgba(fill)}, "polygons-stroke": outline})

    def strokes(name: str, colour: str, width: float) -> pdk.Layer:
        return _geojson(name, about, {"linestrings": {"getColor": rgba(colour), "getWidth": width}})

    yield pdk.Layer(
        "SolidPolygonLayer", [{"polygon": EARTH}], id="sea", get_polygon="polygon", get_fill_color=rgba(colours.sea)
    )
    yield shapes("land", colours.land, colours.border, 0.6)
    yield shapes("states", colours.state, colours.state_border, 0.8)
    yield shapes("lakes", colours.sea, colours.river, 0.5)
    yield strokes("rivers", colours.river, 0.9)
    yield strokes("borders", colours.border, 0.8)
    yield strokes("disputed", colours.border, 0.8)


def _geojson(name: str, about: tuple[str, ...], parts: dict[str, Any]) -> pdk.Layer:
    """A layer that the browser fetches from us. Its colours are given to its parts: a click does not fade those."""
    layer = pdk.Layer(
        "GeoJsonLayer",
        String(geo.address(name, about)),
        id=f"ground-{name}",
        line_width_units=String("pixels"),
        pickable=False,
    )
    vars(layer)["_subLayerProps"] = parts
    return layer
