"""Time from left to right in lanes that each have a heading: what charts of many dated marks share.

Heights are in pixels from the top, which are the units of the vertical axis.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme

ABOVE = 20
"""Room for the reference date above the lanes."""

MOST_YEARS = 13
"""How many years have room for their numbers; of more, every second or third has one."""


@dataclass(frozen=True)
class Axis:
    """The time that a chart shows, the reference date on it, and that date in words."""

    first: pd.Timestamp
    last: pd.Timestamp
    reference: pd.Timestamp
    label: str


def lanes(headings: Mapping[str, float], years_below: int, bottom: float, axis: Axis, theme: Theme) -> go.Figure:
    """Lanes still without marks: their headings (text and top), the years below each, a line at the reference date."""
    drawing = figure(
        theme,
        int(bottom) + ABOVE,
        margin={"l": 4, "r": 12, "t": ABOVE, "b": 0},
        barmode="overlay",
        showlegend=False,
        hovermode="closest",
        annotations=[_reference(axis, theme), *(_heading(text, top) for text, top in headings.items())],
    )
    years = _numbered(axis)
    drawing.add_scatter(
        x=[year for _top in headings for year in years],
        y=[top + years_below for top in headings.values() for _year in years],
        mode="text",
        name="years",
        text=[str(year.year) for _top in headings for year in years],
        textposition="middle right",
        textfont={"size": 12, "color": theme.muted},
        hoverinfo="skip",
    )
    line = {"color": theme.accent, "width": 1.5, "dash": "dot"}
    drawing.add_shape(type="line", x0=axis.reference, x1=axis.reference, y0=0, y1=bottom, line=line, layer="below")
    drawing.update_xaxes(
        type="date",
        range=[axis.first, axis.last],
        showgrid=True,
        dtick="M12",
        showticklabels=False,
        ticks="",
        showline=False,
    )
    drawing.update_yaxes(range=[bottom, 0], visible=False)
    return drawing


def _heading(text: str, top: float) -> dict[str, Any]:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top + 12,
        "text": f"<b>{plain(text)}</b>",
        "showarrow": False,
        "font": {"size": 15},
    }


def _reference(axis: Axis, theme: Theme) -> dict[str, Any]:
    return {
        "x": axis.reference,
        "y": 0,
        "yanchor": "bottom",
        "text": plain(axis.label),
        "showarrow": False,
        "font": {"size": 12, "color": theme.accent},
    }


def _numbered(axis: Axis) -> list[pd.Timestamp]:
    """The beginnings of the years that have room for their number: one at the very edge has none."""
    edge = axis.last - (axis.last - axis.first) / 25
    years = range(axis.first.year, axis.last.year + 1)
    step = -(-len(years) // MOST_YEARS)
    starts = [pd.Timestamp(year, 1, 1) for year in years if year % step == 0]
    return [start for start in starts if axis.first <= start < edge]


def strokes(drawing: go.Figure, rows: pd.DataFrame, name: str, **look: Any) -> None:
    """A line from ``start`` to ``end`` at ``y`` for each row; of days, since a date may mean any of several."""
    xs: list[object] = []
    ys: list[float | None] = []
    for start, end, y in zip(rows["start"], rows["end"], rows["y"], strict=True):
        xs += [start, end, None]
        ys += [y, y, None]
    drawing.add_scatter(x=xs, y=ys, mode="lines", hoverinfo="skip", name=name, **look)


def marks(drawing: go.Figure, rows: pd.DataFrame, theme: Theme) -> None:
    """A mark for each row, in the middle of the days that it may mean.

    ``rows``: ``start``, ``end``, ``y``, ``symbol`` (of plotly), ``size``, ``colour``, ``look`` (outlined: hollow) and
    ``card`` (hover text).
    """
    middle = rows["start"] + (rows["end"] - rows["start"]) / 2
    for (symbol, size, look, colour), own in rows.groupby(["symbol", "size", "look", "colour"], sort=False):
        hollow = look == "outlined"
        drawing.add_scatter(
            x=middle[own.index],
            y=own["y"],
            mode="markers",
            name="marks",
            marker={
                "symbol": symbol,
                "size": size,
                "color": theme.paper if hollow else colour,
                "line": {"color": colour if hollow else theme.paper, "width": 1.3},
            },
            customdata=own["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )
