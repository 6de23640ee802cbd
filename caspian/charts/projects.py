"""Charts of joint projects."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, lines, plain
from caspian.style import Theme, text_on

LEGEND = {"orientation": "v", "x": 1, "xanchor": "right", "y": 0, "yanchor": "bottom"}


def by_sector_and_status(
    counts: pd.DataFrame, sectors: Mapping[str, str], statuses: Mapping[str, str], theme: Theme
) -> go.Figure:
    """Number of projects: a bar a sector (most first), its parts by status. Counts: sector by status."""
    counts = counts.loc[counts.sum(axis=1) > 0, counts.sum() > 0]
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    totals = counts.sum(axis=1)
    drawing = figure(theme, 60 * max(len(counts), 3) + 20, barmode="stack", bargap=0.55, legend=LEGEND)
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
    for bar, total in zip(bars, totals, strict=True):
        drawing.add_annotation(
            x=0,
            y=bar,
            text=f"{bar} <b>{total}</b>",
            xanchor="left",
            yanchor="bottom",
            yshift=14,
            showarrow=False,
            font={"size": 14},
        )
    # Sorted bars leave the lower right free for the legend; fewer than four do not.
    drawing.update_xaxes(visible=False, range=[0, totals.max() * (1 if len(counts) > 3 else 1.6)])
    drawing.update_yaxes(visible=False, range=[max(len(counts), 3) - 0.5, -0.6])
    return drawing
