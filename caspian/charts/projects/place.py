"""A small map of one project: its routes and places on the land's outline, drawn without any request."""

from collections.abc import Iterable, Mapping
from math import cos, radians
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme

HEIGHT = 380
SMALLEST_SPAN = 3.0
"""Degrees that the map shows at least, so that one place is seen where it lies."""

Ring = list[tuple[float, float]]


def rings(features: Iterable[Mapping[str, Any]]) -> Iterable[Ring]:
    """Every ring of the features' polygons, as (longitude, latitude)."""
    for feature in features:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            yield from polygon


class Ground(NamedTuple):
    """The outlines that the map is drawn on."""

    land: Iterable[Ring]
    water: Iterable[Ring]


def project_map(points: pd.DataFrame, ground: Ground, theme: Theme) -> go.Figure:
    """A project's routes and places.

    ``points``: one or more rows with ``part`` (``route``: a point of the way, in order; ``place``; ``own``: the
    project's own site), ``of`` (identifier of the route or place), ``name``, ``lon``, ``lat``. Routes are schematic.
    """
    (west, east), (south, north) = _range(points["lon"]), _range(points["lat"])
    # At least twice as wide as high, so that a narrow line leaves room for names beside it.
    width, height = (east - west) * cos(radians((south + north) / 2)), north - south
    wider = max(2 * height - width, 0) / 2 / cos(radians((south + north) / 2))
    west, east = west - wider, east + wider
    drawing = figure(theme, HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0}, showlegend=False, hovermode="closest")
    drawing.update_layout(plot_bgcolor=theme.paper)
    for outlines, style in (
        (ground.water, {"fill": "toself", "fillcolor": theme.panel, "line": {"color": theme.line, "width": 1}}),
        (ground.land, {"line": {"color": theme.line, "width": 1}}),
    ):
        xs, ys = _path(outlines)
        drawing.add_scatter(x=xs, y=ys, mode="lines", hoverinfo="skip", **style)
    for _route, way in points[points["part"] == "route"].groupby("of", sort=False):
        name = plain(way["name"].iloc[0])
        drawing.add_scatter(
            x=way["lon"],
            y=way["lat"],
            mode="lines",
            line={"color": theme.accent, "width": 3},
            name=name,
            text=[name] * len(way),
            hovertemplate="%{text}<extra></extra>",
        )
    places = points[points["part"] != "route"]
    own = places["part"] == "own"
    drawing.add_scatter(
        x=places["lon"],
        y=places["lat"],
        mode="markers+text",
        text=[plain(name) for name in places["name"]],
        textposition=["middle right" if place % 2 else "middle left" for place in range(len(places))],
        textfont={"size": 13},
        marker={
            "symbol": ["star" if of else "circle" for of in own],
            "size": [15 if of else 10 for of in own],
            "color": [theme.warning if of else theme.accent for of in own],
            "line": {"color": theme.paper, "width": 1.5},
        },
        hovertemplate="%{text}<extra></extra>",
    )
    middle = radians((south + north) / 2)
    drawing.update_xaxes(range=[west, east], visible=False, constrain="domain")
    drawing.update_yaxes(range=[south, north], visible=False, scaleanchor="x", scaleratio=1 / cos(middle))
    return drawing


def _path(outlines: Iterable[Ring]) -> tuple[list[float | None], list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in outlines:
        xs += [point[0] for point in ring] + [None]
        ys += [point[1] for point in ring] + [None]
    return xs, ys


def _range(values: pd.Series) -> tuple[float, float]:
    middle = (values.max() + values.min()) / 2
    half = max((values.max() - values.min()) * 0.62, SMALLEST_SPAN / 2)
    return middle - half, middle + half
