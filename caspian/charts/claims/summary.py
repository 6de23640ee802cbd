"""The chart of the claims: all verdicts at once."""

import textwrap
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme, text_on

Names = Mapping[str, str]

BREAK = "\ue000"
"""Where a line may be broken without a space; a mark of the private use area, which no text holds."""


def wrapped(text: str, width: int) -> str:
    """Text from a cell in lines of about ``width`` characters, broken after spaces and dashes only."""
    wrapped_lines = textwrap.wrap(text.replace("–", f"–{BREAK} "), width, break_long_words=False)
    return "<br>".join(plain(line.replace(f"{BREAK} ", "").replace(BREAK, "")) for line in wrapped_lines)


def verdicts(
    cells: Mapping[tuple[str, str], Sequence[tuple[str, str]]], sectors: Names, headings: Names, theme: Theme
) -> go.Figure:
    """Every claim once, by its code: a row its verdict, a colour its sector, those of a sector side by side.

    ``cells`` holds (code, hover text) by sector and verdict; ``headings`` name the verdicts, in order.
    """
    drawing = figure(theme, 84 + 46 * len(headings), barmode="overlay", margin={"l": 8, "r": 8, "t": 8, "b": 48})
    ends = dict.fromkeys(headings, 0.0)
    for sector, name in sectors.items():
        base, rows, codes, hover = [], [], [], []
        for row, verdict in enumerate(headings):
            mine = cells.get((sector, verdict), ())
            for code, text in mine:
                base.append(ends[verdict])
                rows.append(row)
                codes.append(code)
                hover.append(text)
                ends[verdict] += 1
            ends[verdict] += 0.25 if mine else 0
        colour = theme.sectors[sector]
        drawing.add_bar(
            y=rows,
            x=[0.94] * len(rows),
            base=base,
            orientation="h",
            width=0.78,
            name=plain(name),
            marker={"color": colour},
            text=codes,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 12, "color": text_on(colour)},
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )
    drawing.update_xaxes(visible=False, range=[0, max([*ends.values(), 10])])
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
