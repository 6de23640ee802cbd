"""The chart of the claims: all verdicts at once."""

import textwrap
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme, text_on

BREAK = "\ue000"
"""Where a line may be broken without a space; a mark of the private use area, which no text holds."""

GAP = 0.25
"""Between the claims of two sectors, where a claim takes 1."""


def wrapped(text: str, width: int) -> str:
    """Text from a cell in lines of about ``width`` characters, broken after spaces and dashes only."""
    wrapped_lines = textwrap.wrap(text.replace("–", f"–{BREAK} "), width, break_long_words=False)
    return "<br>".join(plain(line.replace(f"{BREAK} ", "").replace(BREAK, "")) for line in wrapped_lines)


def verdicts(claims: pd.DataFrame, headings: Mapping[str, str], theme: Theme) -> go.Figure:
    """Every claim once, by its code: a row its verdict, a colour its sector, those of a sector side by side.

    ``claims`` has a row a claim, by sector: ``code``, ``verdict``, ``sector``, ``colour``, ``card`` (hover text);
    ``headings`` name the verdicts, in order.
    """
    drawing = figure(theme, 84 + 46 * len(headings), barmode="overlay", margin={"l": 8, "r": 8, "t": 8, "b": 48})
    rows = claims["verdict"].map(list(headings).index)
    by_verdict = claims.groupby("verdict", sort=False)
    gaps = by_verdict["sector"].transform(lambda sectors: (sectors != sectors.shift()).cumsum() - 1) * GAP
    places = by_verdict.cumcount() + gaps
    for sector, mine in claims.groupby("sector", sort=False):
        colour = mine["colour"].iloc[0]
        drawing.add_bar(
            y=rows[mine.index],
            x=[0.94] * len(mine),
            base=places[mine.index],
            orientation="h",
            width=0.78,
            name=plain(str(sector)),
            marker={"color": colour},
            text=mine["code"],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 12, "color": text_on(colour)},
            customdata=mine["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    drawing.update_xaxes(visible=False, range=[0, max(places.max() + 1 + GAP, 10)])
    drawing.update_yaxes(
        tickvals=list(range(len(headings))),
        ticktext=[wrapped(name, 18) for name in headings.values()],
        tickfont={"color": theme.ink},
        range=[len(headings) - 0.5, -0.5],
        showgrid=False,
        ticklabelstandoff=8,
    )
    drawing.update_layout(showlegend=True, legend={"y": -0.02, "yanchor": "top"})
    return drawing
