"""Horizontal charts of freight: rows under headings, as bars or as spans of days."""

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.charts.freight.years import DIMMED, lighter
from caspian.style import Theme

ROW, HEADING, LINE, PAIR = 30, 14, 17, 84
"""Heights in pixels: of a bar's row, round a heading, of a line of a heading, of a statement with its words."""

WIDE = 52
"""Characters of a heading that a narrow screen holds on one line."""

CLEAR = "rgba(0,0,0,0)"


def bars(table: pd.DataFrame, theme: Theme) -> go.Figure:
    """Bars from zero, under their headings, on one scale.

    ``table`` has a row a mark: ``row`` (the number of its line in the chart), ``heading``, ``label`` (beside the line),
    ``entry`` ("value", or "capacity": an outline round the value of the same line), ``value``, ``text`` (at the end of
    the line), ``hover``, ``colour``, ``look`` (of :data:`caspian.charts.encoding.LOOKS`) and ``dimmed``.
    """
    places: dict[int, float] = {}
    written = []
    left = 24 + 7 * max(len(plain(label)) for label in table["label"])
    below = 0.0
    for heading, rows in table.groupby("heading", sort=False):
        if said := textwrap.wrap(str(heading), WIDE):
            tall = (HEADING + LINE * len(said)) / ROW
            written.append(_heading(said, below + tall - 0.55, 8 - left, theme))
            below += tall
        for row in rows["row"].unique():
            places[int(row)] = below
            below += 1
    at = table.assign(at=table["row"].map(places))
    height = round(ROW * below) + 24
    margin = {"l": left, "r": 8, "t": 8, "b": 8}
    drawing = figure(theme, height, barmode="overlay", margin=margin, showlegend=False, annotations=written)
    outlined = at["entry"] == "capacity"
    _outlines(drawing, at[outlined])
    for (look, dimmed), some in at[~outlined].groupby(["look", "dimmed"], sort=False):
        _bars(drawing, some, str(look), DIMMED if dimmed else 1)
    _ends(drawing, at, theme)
    drawing.update_xaxes(visible=False, range=[0, max(1e-9, float(at["value"].max())) * 1.75])
    drawing.update_yaxes(
        range=[below - 0.4, -0.6],
        tickvals=at["at"],
        ticktext=[plain(label) for label in at["label"]],
        showgrid=False,
        ticks="",
        ticklabelstandoff=8,
        automargin=False,
    )
    return drawing


def _outlines(drawing: go.Figure, rows: pd.DataFrame) -> None:
    drawing.add_bar(
        y=rows["at"],
        x=rows["value"],
        orientation="h",
        width=0.8,
        marker={"color": CLEAR, "line": {"color": rows["colour"], "width": 1.5}},
        hoverinfo="skip",
    )


def _bars(drawing: go.Figure, rows: pd.DataFrame, look: str, opacity: float) -> None:
    colours = rows["colour"]
    fill: Any = {"solid": colours, "lighter": [lighter(colour) for colour in colours], "outlined": CLEAR}
    hatch = {"shape": "\\", "fgcolor": colours, "bgcolor": CLEAR, "size": 6} if look == "hatched" else None
    drawing.add_bar(
        y=rows["at"],
        x=rows["value"],
        orientation="h",
        width=0.6,
        opacity=opacity,
        marker={"color": fill.get(look, colours), "line": {"color": colours, "width": 1}, "pattern": hatch},
        customdata=rows["hover"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ends(drawing: go.Figure, rows: pd.DataFrame, theme: Theme) -> None:
    """What is written at the end of each row's longest mark."""
    ends = rows.groupby("at", sort=False).agg({"value": "max", "text": "first"})
    drawing.add_scatter(
        x=ends["value"],
        y=ends.index,
        mode="text",
        text=[f" {text}" for text in ends["text"]],
        textposition="middle right",
        textfont={"size": 13, "color": theme.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _heading(heading: Sequence[str], y: float, shift: float, theme: Theme) -> dict[str, Any]:
    """A heading whose last line ends above ``y``, moved sideways by ``shift`` pixels from the plot's edge."""
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": shift,
        "y": y,
        "yanchor": "bottom",
        "align": "left",
        "text": "<br>".join(f"<b>{plain(line)}</b>" for line in heading),
        "showarrow": False,
        "font": {"size": 13, "color": theme.ink},
    }


def dumbbells(bounds: pd.DataFrame, theme: Theme) -> go.Figure:
    """Pairs of stated spans in days, one statement a line: before (hollow) and now (filled; a plan hollow).

    ``bounds`` has a row for each end of a span: ``statement`` (its number), ``heading`` (who and when), ``time``
    ("before", "now" or "planned") with its name in the legend, ``legend``, ``value`` (days), ``text`` (the span in
    words), ``change`` (between the statement's two spans, in words), ``hover`` and ``colour``.
    """
    count = bounds["statement"].nunique()
    written = []
    drawing = figure(theme, 70 + PAIR * count, margin={"l": 8, "r": 8, "t": 34, "b": 30})
    for place, (_statement, ends) in enumerate(bounds.groupby("statement", sort=False)):
        written.append(_heading(textwrap.wrap(ends["heading"].iloc[0], WIDE), place - 0.16, 0, theme))
        spans = [span for _time, span in ends.groupby("time", sort=False)]
        if len(spans) > 1:
            drawing.add_scatter(
                x=[span["value"].mean() for span in spans],
                y=[place + 0.25] * len(spans),
                mode="lines",
                line={"color": theme.line, "width": 2},
                hoverinfo="skip",
                showlegend=False,
            )
        for span in spans:
            written.append(_span(drawing, span, place, theme))
        if change := ends["change"].iloc[0]:
            at = {"x": 1, "xref": "paper", "xanchor": "right", "y": place + 0.25}
            font = {"size": 14, "color": theme.ink}
            written.append({"text": f"<b>{plain(change)}</b>", "showarrow": False, "font": font, **at})
    for time in ("before", "now", "planned"):
        if (bounds["time"] == time).any():
            end = bounds[bounds["time"] == time].iloc[0]
            drawing.add_scatter(
                x=[None], y=[None], mode="markers", name=plain(end["legend"]), marker=_marker(end, theme)
            )
    longest = float(bounds["value"].max())
    drawing.update_layout(annotations=written)
    drawing.update_xaxes(
        range=[0, max(longest, 1) * 1.2], showgrid=False, tickvals=list(range(0, int(longest) + 10, 10))
    )
    drawing.update_yaxes(range=[count - 0.5, -0.7], visible=False)
    return drawing


def _marker(end: pd.Series, theme: Theme) -> dict:
    fill = end["colour"] if end["time"] == "now" else theme.paper
    return {"size": 12, "color": fill, "line": {"color": end["colour"], "width": 2.5}}


def _span(drawing: go.Figure, ends: pd.DataFrame, place: int, theme: Theme) -> dict[str, Any]:
    """Draw a span in a statement's line; what is written above it."""
    spots, first = sorted(set(ends["value"])), ends.iloc[0]
    drawing.add_scatter(
        x=spots,
        y=[place + 0.25] * len(spots),
        mode="lines+markers",
        line={"color": first["colour"], "width": 5},
        marker=_marker(first, theme),
        customdata=[first["hover"]] * len(spots),
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    return {
        "x": ends["value"].mean(),
        "y": place + 0.25,
        "yanchor": "bottom",
        "yshift": 6,
        "text": plain(first["text"]),
        "showarrow": False,
        "font": {"size": 13, "color": theme.ink},
    }
