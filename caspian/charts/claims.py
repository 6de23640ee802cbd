"""The chart of the claims: all verdicts at once."""

import textwrap
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme, text_on

Names = Mapping[str, str]

BREAK = "\ue000"
"""Where a line may be broken without a space; a mark of the private use area, which no text holds."""


def verdict_colours(theme: Theme) -> dict[str, str]:
    return {
        "borne_out": theme.accent,
        "partly": theme.pale,
        "not_borne_out": theme.warning,
        "not_checkable": theme.line,
    }


def wrapped(text: str, width: int) -> str:
    """Text from a cell in lines of about ``width`` characters, broken after spaces and dashes only."""
    wrapped_lines = textwrap.wrap(text.replace("–", f"–{BREAK} "), width, break_long_words=False)
    return "<br>".join(plain(line.replace(f"{BREAK} ", "").replace(BREAK, "")) for line in wrapped_lines)


def verdicts(
    cells: Mapping[tuple[str, str], Sequence[tuple[str, str]]], sectors: Names, headings: Names, theme: Theme
) -> go.Figure:
    """Every claim once: a row its sector, a column its verdict, so that place and not only colour says it.

    ``cells`` holds (code, hover text) by sector and verdict; ``headings`` name the verdicts, in order.
    """
    widths = {verdict: max(2.2, *(len(cells.get((sector, verdict), ())) for sector in sectors)) for verdict in headings}
    drawing = figure(theme, 62 + 32 * len(sectors), margin={"l": 8, "r": 8, "t": 50, "b": 4})
    left, colours = 0.0, verdict_colours(theme)
    for verdict, heading in headings.items():
        x, y, codes, hover = [], [], [], []
        for row, sector in enumerate(sectors):
            for place, (code, text) in enumerate(cells.get((sector, verdict), ())):
                x.append(left + place + 0.5)
                y.append(row)
                codes.append(code)
                hover.append(text)
                drawing.add_shape(
                    type="rect",
                    x0=left + place + 0.04,
                    x1=left + place + 0.96,
                    y0=row - 0.42,
                    y1=row + 0.42,
                    fillcolor=colours[verdict],
                    line={"width": 0},
                    layer="below",
                )
        drawing.add_scatter(
            x=x,
            y=y,
            mode="text",
            text=codes,
            textfont={"size": 13, "color": text_on(colours[verdict])},
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
        drawing.add_annotation(
            x=left,
            y=1,
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            align="left",
            text=wrapped(heading, round(6.5 * widths[verdict])),
            showarrow=False,
            font={"size": 13, "color": theme.ink},
        )
        left += widths[verdict] + 0.4
    drawing.update_xaxes(visible=False, range=[-0.1, left - 0.4])
    drawing.update_yaxes(
        tickvals=list(range(len(sectors))),
        ticktext=[wrapped(name, 16) for name in sectors.values()],
        range=[len(sectors) - 0.5, -0.5],
        showgrid=False,
        ticklabelstandoff=8,
    )
    return drawing
