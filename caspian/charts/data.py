"""Charts about the data themselves: how many pages, and how well the rows are founded."""

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, lines, plain
from caspian.style import Theme, text_on
from caspian.text import Language, shortened

ROW_HEIGHT = 30
"""Pixels of one horizontal bar with the gap round it."""

LONGEST_NAME = 30
"""Characters of a publisher's name beside its bar."""

PATTERNS = {"solid": "", "hatched": "/"}


def pages_a_year(pages: pd.DataFrame, language: Language, theme: Theme) -> go.Figure:
    """Pages by year, stacked by kind, the total on top.

    ``pages``: a row a year and kind, with ``year`` (as it is written below its column), ``kind``, its ``name``,
    ``pages``, ``colour`` and ``look`` (solid or hatched).
    """
    # The legend's lines stand below each other: side by side they would wrap on a narrow screen.
    drawing = figure(theme, 390, barmode="stack", legend={"orientation": "v"})
    for _kind, rows in pages.groupby("kind", sort=False):
        name, colour = plain(rows["name"].iloc[0]), rows["colour"].iloc[0]
        drawing.add_bar(
            x=rows["year"].map(plain).tolist(),
            y=rows["pages"].tolist(),
            name=name,
            marker={
                "color": colour,
                "line": {"color": theme.paper, "width": 1},
                "pattern": {
                    "shape": rows["look"].map(PATTERNS).tolist(),
                    "bgcolor": colour,
                    "fgcolor": theme.paper,
                    "size": 6,
                },
            },
            customdata=[
                lines([name, f"{plain(year)}: {language.number(n)}"])
                for year, n in zip(rows["year"], rows["pages"], strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    totals = pages.groupby("year", sort=False)["pages"].sum()
    drawing.add_scatter(
        x=totals.index.map(plain).tolist(),
        y=totals.tolist(),
        mode="text",
        text=[language.number(n) if n else "" for n in totals],
        textposition="top center",
        textfont={"color": theme.ink, "size": 12},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    drawing.update_xaxes(type="category", tickangle=-90 if len(totals) > 12 else 0)
    drawing.update_yaxes(visible=False, range=[0, max(int(totals.max()), 4) * 1.15])
    return drawing


def ranking(amounts: pd.DataFrame, language: Language, theme: Theme) -> go.Figure:
    """Horizontal bars, the largest on top, each with its name and number.

    ``amounts``: a row a bar, with ``name``, ``amount`` and ``colour``.
    """
    names, numbers = amounts["name"], amounts["amount"]
    drawing = figure(theme, max(len(amounts) * ROW_HEIGHT + 16, 120), showlegend=False)
    drawing.add_bar(
        x=numbers.tolist(),
        y=list(range(len(amounts))),
        orientation="h",
        marker={"color": amounts["colour"].tolist(), "line": {"width": 0}},
        text=[language.number(n) for n in numbers],
        textposition="outside",
        textfont={"color": theme.ink, "size": 13},
        cliponaxis=False,
        customdata=[f"{plain(name)}: {language.number(n)}" for name, n in zip(names, numbers, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    drawing.update_xaxes(visible=False, range=[0, max(*numbers, 1) * 1.15])
    _names(drawing, [shortened(name, LONGEST_NAME) for name in names], theme)
    return drawing


def foundation(founded: pd.DataFrame, language: Language, theme: Theme) -> go.Figure:
    """For each table the share of its rows that have two or more sources, and one.

    ``founded``: a row a table and part, with ``table``, ``name`` (the table's), ``sources`` (what to call the part),
    ``rows``, ``share`` (of the table's rows) and ``colour``.
    """
    tables = founded.drop_duplicates("table")
    drawing = figure(theme, len(tables) * ROW_HEIGHT + 60, barmode="stack")
    for part, rows in founded.groupby("sources", sort=False):
        colour = rows["colour"].iloc[0]
        drawing.add_bar(
            x=rows["share"].tolist(),
            y=list(range(len(tables))),
            orientation="h",
            name=plain(str(part)),
            marker={"color": colour, "line": {"color": theme.paper, "width": 1}},
            text=[language.percent(share) if share >= 0.08 else "" for share in rows["share"]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": text_on(colour), "size": 12},
            customdata=[
                lines([plain(name), f"{plain(str(part))}: {language.number(n)} ({language.percent(share)})"])
                for name, n, share in zip(rows["name"], rows["rows"], rows["share"], strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    drawing.update_xaxes(visible=False, range=[0, 1])
    _names(drawing, list(tables["name"]), theme)
    return drawing


def _names(drawing: go.Figure, names: list[str], theme: Theme) -> None:
    """The names of horizontal bars, the first on top."""
    drawing.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=[plain(name) for name in names],
        range=[len(names) - 0.5, -0.5],
        tickfont={"color": theme.ink},
        showgrid=False,
    )
