"""Small charts of the map's panel: a value a year, and trips a year in both directions."""

from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme


def yearly(
    happened: pd.DataFrame,
    planned: pd.DataFrame,
    limits: pd.DataFrame,
    names: Mapping[str, str],
    say: Callable[[float], str],
    theme: Theme,
    height: int = 220,
) -> go.Figure:
    """Full years as columns (solid: actual, lighter: preliminary or estimate) with their values above.

    ``happened`` and ``planned`` (outlined: target, hatched: forecast) are indexed by year with ``value`` and
    ``status``; so is ``limits``, capacities shown as short lines (dashed where a target). ``names`` name the
    statuses and the capacity (``limit``).
    """
    years = range(
        min(int(part.index.min()) for part in (happened, planned, limits) if len(part)),
        max(int(part.index.max()) for part in (happened, planned, limits) if len(part)) + 1,
    )
    drawing = figure(theme, height, barmode="overlay", margin={"l": 8, "r": 8, "t": 30, "b": 8})
    for status, part in happened.groupby(happened["status"].astype(str), sort=False):
        drawing.add_bar(
            x=part.index,
            y=part["value"],
            width=0.66,
            name=plain(names[str(status)]),
            marker={"color": theme.accent if status == "actual" else theme.pale},
            text=[say(value) for value in part["value"]],
            textposition="outside",
            textangle=0,
            constraintext="none",
            textfont={"color": theme.ink, "size": 12},
            cliponaxis=False,
            hovertemplate="%{x}: %{text}<extra>%{fullData.name}</extra>",
        )
    for status, part in planned.groupby(planned["status"].astype(str), sort=False):
        hatched = {"shape": "/", "fgcolor": theme.muted, "bgcolor": "rgba(0,0,0,0)"} if status == "forecast" else None
        drawing.add_bar(
            x=part.index,
            y=part["value"],
            width=0.82,
            name=plain(names[str(status)]),
            marker={"color": "rgba(0,0,0,0)", "line": {"color": theme.ink, "width": 1.2}, "pattern": hatched},
            customdata=[say(value) for value in part["value"]],
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    if len(limits):
        for dash, part in (
            ("solid", limits[limits["status"] != "target"]),
            ("dot", limits[limits["status"] == "target"]),
        ):
            for year, value in zip(part.index.astype(int), part["value"], strict=True):
                drawing.add_shape(
                    type="line",
                    x0=year - 0.46,
                    x1=year + 0.46,
                    y0=value,
                    y1=value,
                    line={"color": theme.warning, "width": 2.5, "dash": dash},
                )
        drawing.add_scatter(
            x=limits.index,
            y=limits["value"],
            mode="text",
            text=[say(value) for value in limits["value"]],
            textposition="top center",
            textfont={"color": theme.warning, "size": 12},
            name=plain(names["limit"]),
            hovertemplate="%{x}: %{text}<extra>%{fullData.name}</extra>",
            cliponaxis=False,
        )
    step = 1 if len(years) <= 8 else 2
    drawing.update_layout(showlegend=False)
    drawing.update_xaxes(range=[years[0] - 0.6, years[-1] + 0.6], tickvals=list(years)[::step], tickformat="d")
    highest = max([0.0, *(float(part["value"].max()) for part in (happened, planned, limits) if len(part))])
    drawing.update_yaxes(visible=False, range=[0, highest * 1.15])
    return drawing


def trips(counts: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], theme: Theme) -> go.Figure:
    """Trips a year (rows) in each direction (columns) as columns side by side."""
    drawing = figure(theme, 220, barmode="group", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    for direction in counts.columns:
        drawing.add_bar(
            x=[str(year) for year in counts.index],
            y=counts[direction],
            name=plain(names[direction]),
            marker={"color": colours[direction]},
            text=[str(n) if n else "" for n in counts[direction]],
            textposition="outside",
            textfont={"color": theme.ink, "size": 12},
            cliponaxis=False,
            hovertemplate="%{x}: %{y}<extra>%{fullData.name}</extra>",
        )
    drawing.update_xaxes(type="category")
    drawing.update_yaxes(visible=False, range=[0, max(1, int(counts.to_numpy().max())) * 1.25])
    return drawing
