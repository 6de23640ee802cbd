"""Charts of joint projects."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, lines, plain
from caspian.style import Theme, text_on

LEGEND = {"orientation": "v", "x": 1.08, "y": 1, "yanchor": "top"}
"""Beside the bars, past their totals: in the order of the ladder from top to bottom."""


def by_sector_and_status(
    counts: pd.DataFrame, sectors: Mapping[str, str], statuses: Mapping[str, str], theme: Theme
) -> go.Figure:
    """Number of projects: a bar a sector (most first), its parts by status. Counts: sector by status."""
    counts = counts.loc[counts.sum(axis=1) > 0, counts.sum() > 0]
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    drawing = figure(theme, max(60 + 42 * len(counts), 220), barmode="stack", legend=LEGEND)
    bars = [plain(sectors[sector]) for sector in counts.index]
    for status in counts.columns:
        colour = theme.status[status]
        drawing.add_bar(
            y=bars,
            x=counts[status],
            orientation="h",
            name=plain(statuses[status]),
            marker={"color": colour, "line": {"color": theme.paper, "width": 1}},
            text=[str(n) if n else "" for n in counts[status]],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": text_on(colour), "size": 13},
            customdata=[
                lines([plain(sectors[str(sector)]), f"{plain(statuses[status])}: {n}"])
                for sector, n in counts[status].items()
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    drawing.add_scatter(
        y=bars,
        x=counts.sum(axis=1),
        mode="text",
        text=[f" <b>{n}</b>" for n in counts.sum(axis=1)],
        textposition="middle right",
        textfont={"color": theme.ink, "size": 14},
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    drawing.update_xaxes(visible=False)
    drawing.update_yaxes(autorange="reversed", showgrid=False, ticklabelstandoff=8)
    return drawing
