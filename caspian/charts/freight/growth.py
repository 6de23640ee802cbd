"""The chart of growth between every two years."""

import math
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.measures.freight.series import named
from caspian.style import Theme, mixed, text_on

CELL = 38
"""Height of a row of the matrix, in pixels."""


def matrix(cells: pd.DataFrame, years: Mapping[int, bool], corner: str, theme: Theme) -> go.Figure:
    """Growth from each year (a row) to each later one (a column).

    ``cells`` has ``start``, ``end``, ``rate`` (a fraction, for the colour), ``crosses`` (hatched), ``label``,
    ``hover`` and ``frame`` ("inside": a whole frame, "outside": a dotted one, else empty). ``years`` says of each year
    whether it is bold. ``corner`` explains rows and columns.
    """
    rows, columns = list(years)[:-1], list(years)[1:]
    drawing = figure(theme, 56 + CELL * len(rows), barmode="overlay", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    highest = max([1e-9, *cells["rate"].where(cells["rate"] > 0, 0)])
    colours = [shade(float(rate), float(highest), theme) for rate in cells["rate"]]
    x = [columns.index(year) for year in cells["end"]]
    y = [rows.index(year) for year in cells["start"]]
    drawing.add_bar(
        x=x,
        y=[0.92] * len(cells),
        base=[place - 0.46 for place in y],
        width=0.95,
        marker={
            "color": colours,
            "line": {"width": 0},
            "pattern": {
                "shape": ["/" if crosses else "" for crosses in cells["crosses"]],
                "fillmode": "overlay",
                "fgcolor": theme.paper,
                "fgopacity": 0.75,
                "size": 10,
                "solidity": 0.16,
            },
        },
        customdata=cells["hover"],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    written, frames = [], []
    for place_x, place_y, colour, cell in zip(x, y, colours, named(cells), strict=True):
        text = plain(str(cell.label))
        written.append(
            {
                "x": place_x,
                "y": place_y,
                "text": f"<b>{text}</b>" if cell.frame else text,
                "showarrow": False,
                "captureevents": False,
                "bgcolor": colour if cell.crosses else None,
                "font": {"size": 14, "color": text_on(colour)},
            }
        )
        if cell.frame:
            frames.append(
                {
                    "type": "rect",
                    "x0": place_x - 0.475,
                    "x1": place_x + 0.475,
                    "y0": place_y - 0.46,
                    "y1": place_y + 0.46,
                    "line": {"color": theme.ink, "width": 3, "dash": "solid" if cell.frame == "inside" else "dot"},
                }
            )
    at = {"x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    font = {"size": 12, "color": theme.muted}
    written.append({"text": plain(corner), "showarrow": False, "font": font, **at})
    drawing.update_layout(annotations=written, shapes=frames)
    drawing.update_xaxes(
        range=[-0.5, len(columns) - 0.5],
        tickvals=list(range(len(columns))),
        ticktext=[_year(year, years[year]) for year in columns],
        side="top",
        showline=False,
        ticks="",
        tickangle=0,
    )
    drawing.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=[_year(year, years[year]) for year in rows],
        showgrid=False,
        ticks="",
        ticklabelstandoff=8,
    )
    return drawing


def shade(rate: float, highest: float, theme: Theme) -> str:
    """The colour of a growth: from the panel's to the accent's as it rises (by its logarithm), a warning below zero."""
    if rate < 0:
        return mixed(theme.panel, theme.warning, 0.25 + 0.5 * min(1.0, -rate))
    return mixed(theme.panel, theme.accent, 0.12 + 0.75 * math.log1p(rate) / math.log1p(highest))


def _year(year: int, bold: bool) -> str:
    return f"<b>{year}</b>" if bold else str(year)
