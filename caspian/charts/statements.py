"""Charts of what officials stated, and when."""

import math
from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme


def beside_rows(table: pd.DataFrame, say: Callable[[float], str], words: Mapping[str, str], theme: Theme) -> go.Figure:
    """Each stated figure (filled), tied to what the rows give for its own window (hollow), in the order of time.

    The days are not to scale: speeches crowd into weeks. ``table`` has a row a statement: ``when`` (the label of its
    day), ``stated`` (NaN: in words only), ``low`` and ``high`` (NaN: the rows give nothing) and ``card`` (hover text);
    ``words`` name ``stated`` and ``rows``; ``say`` writes a figure.
    """
    drawing = figure(theme, 360, margin={"l": 8, "r": 16, "t": 34, "b": 8})
    middle = (table["low"] + table["high"]) / 2
    x, y = [], []
    table = table.assign(place=range(len(table)))
    for when, stated, low, high in zip(table["place"], table["stated"], table["low"], table["high"], strict=True):
        ends = [value for value in (stated, low, high) if pd.notna(value)]
        if len(ends) > 1:
            x += [when, when, None]
            y += [min(ends), max(ends), None]
    drawing.add_scatter(
        x=x, y=y, mode="lines", line={"color": theme.muted, "width": 1.5}, hoverinfo="skip", showlegend=False
    )
    given = middle.notna()
    drawing.add_scatter(
        x=table.loc[given, "place"],
        y=middle[given],
        mode="markers",
        name=plain(words["rows"]),
        marker={
            "symbol": "circle-open",
            "size": 12,
            "color": theme.accent,
            "line": {"width": 2.5, "color": theme.accent},
        },
        customdata=table.loc[given, "card"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    stated = table["stated"].notna()
    colour = theme.second
    drawing.add_scatter(
        x=table.loc[stated, "place"],
        y=table.loc[stated, "stated"],
        mode="markers+text",
        name=plain(words["stated"]),
        text=[plain(say(value)) for value in table.loc[stated, "stated"]],
        textposition=_sides(table[stated]),
        textfont={"size": 12, "color": theme.ink},
        marker={"symbol": "diamond", "size": 10, "color": colour},
        customdata=table.loc[stated, "card"],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    values = pd.concat([table["stated"], table["low"], table["high"]]).dropna()
    low, high = min([0, *values]), max([0, *values])
    room = (high - low) * 0.12
    drawing.update_xaxes(
        range=[-0.6, len(table) - 0.4],
        tickvals=list(table["place"]),
        ticktext=list(table["when"]),
        tickfont={"size": 12},
    )
    ticks = steps(low, high)
    drawing.update_yaxes(
        range=[low - (room if low < 0 else 0), high + room],
        tickvals=ticks,
        ticktext=[plain(say(tick)) for tick in ticks],
    )
    if low < 0:
        drawing.add_hline(y=0, line={"color": theme.muted, "width": 1})
    return drawing


def _sides(table: pd.DataFrame) -> list[str]:
    """A label on the side of its mark away from the rows' value, to the left where the next one is close."""
    sides = []
    middle = (table["low"] + table["high"]) / 2
    for stated, rows in zip(table["stated"], middle, strict=True):
        sides.append("bottom center" if pd.notna(rows) and rows > stated else "top center")
    return sides


def steps(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers from ``low`` to ``high``, about ``count`` of them, zero among them if it lies between."""
    rough = (high - low) / count or 1
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [place * step for place in range(math.ceil(low / step), math.floor(high / step) + 1)]
