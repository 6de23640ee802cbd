"""Small charts of the map's panel: a value a year, and trips a year in both directions."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme


def yearly(marks: pd.DataFrame, names: Mapping[str, str], theme: Theme, height: int = 220) -> go.Figure:
    """Full years as columns (solid: actual, lighter: preliminary or estimate) with their values above.

    ``marks``: a row a mark: ``year``, ``value``, ``status``, ``label`` (the value as written) and ``kind``, "value",
    "plan" (outlined: target, hatched: forecast) or "limit", a capacity shown as a short line (dotted where it is a
    target). ``names`` name the statuses and the capacity (``limit``).
    """
    years = range(int(marks["year"].min()), int(marks["year"].max()) + 1)
    drawing = figure(theme, height, barmode="overlay", margin={"l": 8, "r": 8, "t": 30, "b": 8})
    for status, part in _by_status(marks, "value"):
        drawing.add_bar(
            x=part["year"],
            y=part["value"],
            width=0.66,
            name=plain(names[status]),
            marker={"color": theme.accent if status == "actual" else theme.pale},
            text=part["label"],
            textposition="outside",
            textangle=0,
            constraintext="none",
            textfont={"color": theme.ink, "size": 12},
            cliponaxis=False,
            hovertemplate="%{x}: %{text}<extra>%{fullData.name}</extra>",
        )
    for status, part in _by_status(marks, "plan"):
        hatched = {"shape": "/", "fgcolor": theme.muted, "bgcolor": "rgba(0,0,0,0)"} if status == "forecast" else None
        drawing.add_bar(
            x=part["year"],
            y=part["value"],
            width=0.82,
            name=plain(names[status]),
            marker={"color": "rgba(0,0,0,0)", "line": {"color": theme.ink, "width": 1.2}, "pattern": hatched},
            customdata=part["label"],
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    limits = marks[marks["kind"] == "limit"]
    if len(limits):
        drawing.add_scatter(
            x=limits["year"],
            y=limits["value"],
            mode="text",
            text=limits["label"],
            textposition="top center",
            textfont={"color": theme.warning, "size": 12},
            name=plain(names["limit"]),
            hovertemplate="%{x}: %{text}<extra>%{fullData.name}</extra>",
            cliponaxis=False,
        )
    step = 1 if len(years) <= 8 else 2
    drawing.update_layout(showlegend=False, shapes=[_limit(row, theme) for row in limits.itertuples()])
    drawing.update_xaxes(range=[years[0] - 0.6, years[-1] + 0.6], tickvals=list(years)[::step], tickformat="d")
    drawing.update_yaxes(visible=False, range=[0, max(0.0, float(marks["value"].max())) * 1.15])
    return drawing


def _by_status(marks: pd.DataFrame, kind: str) -> Iterator[tuple[str, pd.DataFrame]]:
    shown = marks[marks["kind"] == kind]
    for status, part in shown.groupby(shown["status"].astype(str), sort=False):
        yield str(status), part


def _limit(row: Any, theme: Theme) -> dict[str, Any]:
    """A capacity as a short line at its year."""
    dash = "dot" if row.status == "target" else "solid"
    return {
        "type": "line",
        "x0": row.year - 0.46,
        "x1": row.year + 0.46,
        "y0": row.value,
        "y1": row.value,
        "line": {"color": theme.warning, "width": 2.5, "dash": dash},
    }


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
