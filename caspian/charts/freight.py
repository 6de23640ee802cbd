"""Charts of freight."""

from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme

PRECISE = ("actual",)


def against_targets(
    happened: pd.DataFrame,
    planned: pd.DataFrame,
    years: range,
    labels: Mapping[str, str],
    say: Callable[[float], str],
    break_year: int | None,
    break_text: str,
    theme: Theme,
) -> go.Figure:
    """Annual values as columns (solid: actual, lighter: preliminary or estimate), plans as outlines behind.

    Both tables are indexed by year and have ``value`` and ``status``. ``labels`` name the statuses,
    ``say`` writes a value. A break in the series is a dashed line before ``break_year``.
    """
    drawing = figure(theme, 330, barmode="overlay", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    shown = happened[happened.index.isin(years)]
    for status in shown["status"].unique():
        part = shown[shown["status"] == status]
        drawing.add_bar(
            x=[str(year) for year in part.index],
            y=part["value"],
            width=0.62,
            name=plain(labels[status]),
            marker={"color": theme.accent if status in PRECISE else theme.pale},
            text=[f"<b>{say(value)}</b>" for value in part["value"]],
            textposition="outside",
            textfont={"color": theme.ink, "size": 13},
            cliponaxis=False,
            hovertemplate="%{x}: %{text}<extra></extra>",
        )
    for status in ("target", "forecast"):
        part = planned[(planned["status"] == status) & planned.index.isin(years)]
        if part.empty:
            continue
        pattern = {"shape": "/", "fgcolor": theme.muted, "bgcolor": "rgba(0,0,0,0)"} if status == "forecast" else None
        drawing.add_bar(
            x=[str(year) for year in part.index],
            y=part["value"],
            width=0.8,
            name=plain(labels[status]),
            marker={"color": "rgba(0,0,0,0)", "line": {"color": theme.ink, "width": 1.5}, "pattern": pattern},
            customdata=[say(value) for value in part["value"]],
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    if break_year is not None and break_year in years:
        place = list(years).index(break_year) - 0.5
        drawing.add_vline(x=place, line={"color": theme.muted, "width": 1, "dash": "dot"})
        drawing.add_annotation(
            x=place,
            y=1,
            yref="paper",
            yanchor="top",
            xanchor="right",
            xshift=-4,
            text=plain(break_text),
            showarrow=False,
            font={"size": 12, "color": theme.muted},
        )
    drawing.update_xaxes(type="category", categoryorder="array", categoryarray=[str(year) for year in years])
    drawing.update_xaxes(range=[-0.5, len(years) - 0.5])
    highest = max([0, *shown["value"], *planned.loc[planned.index.isin(years), "value"]])
    drawing.update_yaxes(range=[0, highest * 1.18], visible=False)
    return drawing
