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


def matrix(counts: pd.DataFrame, countries: Mapping[str, str], sectors: Mapping[str, str], theme: Theme) -> go.Figure:
    """Number of projects in a grid. Counts: country by sector; an empty cell holds no project."""
    highest = max(int(counts.to_numpy().max()), 1)
    drawing = figure(theme, 150 + 42 * len(counts), margin={"l": 8, "r": 72, "t": 140, "b": 8})
    columns, rows = list(range(len(counts.columns))), list(range(len(counts)))
    drawing.add_heatmap(
        z=counts.to_numpy(),
        x=columns,
        y=rows,
        colorscale=[[0, theme.panel], [0.001, theme.pale], [1, theme.accent]],
        zmin=0,
        zmax=highest,
        xgap=3,
        ygap=3,
        showscale=False,
        customdata=[
            [
                lines([plain(countries[str(country)]), f"{plain(sectors[str(sector)])}: {n}"])
                for sector, n in row.items()
            ]
            for country, row in counts.iterrows()
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for y, (_country, row) in enumerate(counts.iterrows()):
        for x, n in enumerate(row):
            drawing.add_annotation(
                x=x,
                y=y,
                text=str(n) if n else "·",
                showarrow=False,
                font={"size": 15, "color": text_on(theme.accent) if n / highest > 0.6 else theme.ink},
            )
    # Names stand aslant over their columns: side by side they would run into each other on a narrow screen.
    drawing.update_xaxes(
        tickvals=columns,
        ticktext=[plain(sectors[sector]) for sector in counts.columns],
        ticklabeloverflow="allow",
        tickangle=-60,
        side="top",
        showline=False,
        showgrid=False,
    )
    drawing.update_yaxes(
        tickvals=rows,
        ticktext=[plain(countries[country]) for country in counts.index],
        autorange="reversed",
        showgrid=False,
        ticks="",
        ticklabelstandoff=8,
    )
    return drawing
