"""Charts about the data themselves: how many pages, and how well the rows are founded."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, lines, plain
from caspian.style import Theme, text_on
from caspian.text import Language

ROW_HEIGHT = 30
"""Pixels of one horizontal bar with the gap round it."""


def pages_a_year(
    counts: pd.DataFrame, names: dict[str, str], undated: str, language: Language, theme: Theme
) -> go.Figure:
    """Pages by year (rows, the last one those without a date, called ``undated``), stacked by kind (columns)."""
    # The legend's lines stand below each other: side by side they would wrap on a narrow screen.
    drawing = figure(theme, 390, barmode="stack", legend={"orientation": "v"})
    labels = [*map(str, counts.index[:-1]), plain(undated)]
    for kind in counts.columns:
        colour, amounts = theme.source_kinds[kind], counts[kind].tolist()
        drawing.add_bar(
            x=labels,
            y=amounts,
            name=plain(names[kind]),
            marker={
                "color": colour,
                "line": {"color": theme.paper, "width": 1},
                "pattern": {
                    "shape": [""] * (len(labels) - 1) + ["/"],
                    "bgcolor": colour,
                    "fgcolor": theme.paper,
                    "size": 6,
                },
            },
            customdata=[
                lines([plain(names[kind]), f"{label}: {language.number(n)}"])
                for label, n in zip(labels, amounts, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    totals = counts.sum(axis=1)
    drawing.add_scatter(
        x=labels,
        y=totals,
        mode="text",
        text=[language.number(n) if n else "" for n in totals],
        textposition="top center",
        textfont={"color": theme.ink, "size": 12},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    drawing.update_xaxes(type="category", tickangle=-90 if len(labels) > 12 else 0)
    drawing.update_yaxes(visible=False, range=[0, max(int(totals.max()), 4) * 1.15])
    return drawing


def ranking(labels: Sequence[str], amounts: Sequence[int], language: Language, theme: Theme) -> go.Figure:
    """Horizontal bars, the largest on top, each with its name and number."""
    drawing = figure(theme, max(len(labels) * ROW_HEIGHT + 16, 120), showlegend=False)
    names = [_short(label) for label in labels]
    drawing.add_bar(
        x=list(amounts),
        y=list(range(len(labels))),
        orientation="h",
        marker={"color": theme.accent, "line": {"width": 0}},
        text=[language.number(n) for n in amounts],
        textposition="outside",
        textfont={"color": theme.ink, "size": 13},
        cliponaxis=False,
        customdata=[f"{plain(label)}: {language.number(n)}" for label, n in zip(labels, amounts, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    drawing.update_xaxes(visible=False, range=[0, max(*amounts, 1) * 1.15])
    drawing.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=[plain(name) for name in names],
        range=[len(labels) - 0.5, -0.5],
        tickfont={"color": theme.ink},
        showgrid=False,
    )
    return drawing


def _short(label: str, longest: int = 30) -> str:
    return label if len(label) <= longest else label[: longest - 1] + "…"


def foundation(
    labels: Sequence[str],
    one: Sequence[int],
    several: Sequence[int],
    names: tuple[str, str],
    language: Language,
    theme: Theme,
) -> go.Figure:
    """For each table the share of rows with two or more sources and with one; ``names`` calls the two."""
    drawing = figure(theme, len(labels) * ROW_HEIGHT + 60, barmode="stack")
    colours = (theme.accent, theme.pale)
    for part, name, colour in zip((several, one), names, colours, strict=True):
        shares = [n / (a + b) if a + b else 0.0 for n, a, b in zip(part, one, several, strict=True)]
        drawing.add_bar(
            x=shares,
            y=list(range(len(labels))),
            orientation="h",
            name=plain(name),
            marker={"color": colour, "line": {"color": theme.paper, "width": 1}},
            text=[language.percent(share) if share >= 0.08 else "" for share in shares],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": text_on(colour), "size": 12},
            customdata=[
                lines([plain(label), f"{plain(name)}: {language.number(n)} ({language.percent(share)})"])
                for label, n, share in zip(labels, part, shares, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    drawing.update_xaxes(visible=False, range=[0, 1])
    drawing.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=[plain(label) for label in labels],
        range=[len(labels) - 0.5, -0.5],
        tickfont={"color": theme.ink},
        showgrid=False,
    )
    return drawing
