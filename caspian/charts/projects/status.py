"""Charts of joint projects: how many there are."""

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, lines, plain
from caspian.style import Theme, text_on

LEGEND = {"orientation": "v", "x": 1, "xanchor": "right", "y": 0, "yanchor": "bottom"}


def by_sector_and_status(table: pd.DataFrame, theme: Theme) -> go.Figure:
    """Number of projects: a bar a sector, its parts by status.

    ``table``: a row for each pair of sector and status, in the order to be drawn, with ``sector``, ``sector_name``,
    ``status``, ``status_name``, ``projects`` and ``colour``.
    """
    totals = table.groupby("sector", sort=False)["projects"].sum()
    names = [plain(name) for name in table.drop_duplicates("sector")["sector_name"]]
    drawing = figure(
        theme,
        60 * max(len(totals), 3) + 20,
        barmode="stack",
        bargap=0.55,
        legend=LEGEND,
        annotations=[
            {
                "x": 0,
                "y": sector,
                "text": f"{name} <b>{total}</b>",
                "xanchor": "left",
                "yanchor": "bottom",
                "yshift": 14,
                "showarrow": False,
                "font": {"size": 14},
            }
            for sector, name, total in zip(totals.index, names, totals, strict=True)
        ],
    )
    for _status, rows in table.groupby("status", sort=False):
        colour, name = rows["colour"].iloc[0], plain(rows["status_name"].iloc[0])
        drawing.add_bar(
            y=rows["sector"],
            x=rows["projects"],
            orientation="h",
            name=name,
            marker={"color": colour, "line": {"color": theme.paper, "width": 1}},
            text=[str(n) if n else "" for n in rows["projects"]],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": text_on(colour), "size": 13},
            customdata=[lines([of, f"{name}: {n}"]) for of, n in zip(names, rows["projects"], strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )
    # Sorted bars leave the lower right free for the legend; fewer than four do not.
    drawing.update_xaxes(visible=False, range=[0, totals.max() * (1 if len(totals) > 3 else 1.6)])
    drawing.update_yaxes(visible=False, range=[max(len(totals), 3) - 0.5, -0.6])
    return drawing


def matrix(table: pd.DataFrame, theme: Theme) -> go.Figure:
    """Number of projects in a grid of countries and sectors.

    ``table``: a row for each cell, country by country, with ``country``, ``country_name``, ``sector``, ``sector_name``
    and ``projects``.
    """
    countries, sectors = (
        [plain(name) for name in table.drop_duplicates(of)[f"{of}_name"]] for of in ("country", "sector")
    )
    counts = table["projects"].to_numpy().reshape(len(countries), len(sectors))
    highest = max(int(counts.max()), 1)
    columns, rows = list(range(len(sectors))), list(range(len(countries)))
    drawing = figure(
        theme,
        150 + 42 * len(countries),
        margin={"l": 8, "r": 72, "t": 140, "b": 8},
        annotations=[
            {
                "x": x,
                "y": y,
                "text": str(n) if n else "·",
                "showarrow": False,
                "font": {"size": 15, "color": text_on(theme.accent) if n / highest > 0.6 else theme.ink},
            }
            for y, row in enumerate(counts)
            for x, n in enumerate(row)
        ],
    )
    drawing.add_heatmap(
        z=counts,
        x=columns,
        y=rows,
        colorscale=[[0, theme.panel], [0.001, theme.pale], [1, theme.accent]],
        zmin=0,
        zmax=highest,
        xgap=3,
        ygap=3,
        showscale=False,
        customdata=[
            [lines([country, f"{sector}: {n}"]) for sector, n in zip(sectors, row, strict=True)]
            for country, row in zip(countries, counts, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    # Names stand aslant over their columns: side by side they would run into each other on a narrow screen.
    drawing.update_xaxes(
        tickvals=columns,
        ticktext=sectors,
        ticklabeloverflow="allow",
        tickangle=-60,
        side="top",
        showline=False,
        showgrid=False,
    )
    drawing.update_yaxes(
        tickvals=rows,
        ticktext=countries,
        autorange="reversed",
        showgrid=False,
        ticks="",
        ticklabelstandoff=8,
    )
    return drawing
