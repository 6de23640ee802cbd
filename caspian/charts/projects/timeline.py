"""The timeline of joint projects: a bar a project, its dated steps as marks, what is not known drawn as such."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import plain
from caspian.charts.lanes import Axis, lanes, marks, strokes
from caspian.measures.projects import PIECES
from caspian.style import Theme

ROW, HEADING, BAR = 34, 50, 9
"""Heights in pixels: a row, a sector's heading, a bar."""

LABEL_RISE = 15
"""How far above its bar a row's name stands."""

LONGEST_NAME = 46

SYMBOLS = {
    "announcement": ("circle", "●"),
    "agreement": ("square", "■"),
    "funding": ("diamond", "◆"),
    "start": ("triangle-right", "►"),
    "progress": ("triangle-up", "▲"),
    "opening": ("star", "★"),
    "completion": ("cross", "✚"),
    "delay": ("x", "✕"),
}
"""The mark of each kind of milestone: plotly's symbol, and the sign that stands for it in a text."""

OTHER_SYMBOL = ("circle", "○")
"""Of any other kind: an open dot, smaller than the marks of known kinds."""


def height(headings: int, rows: int) -> int:
    return headings * HEADING + rows * ROW + 20


def places(headings: pd.Series) -> tuple[pd.Series, dict[str, float]]:
    """Where each row's bar and each heading stand, from the top in pixels; rows come in order, with their headings."""
    spots, tops, y = [], {}, 0
    for heading in headings:
        if heading not in tops:
            tops[heading] = y
            y += HEADING
        spots.append(y + LABEL_RISE + BAR // 2 + 2)
        y += ROW
    return pd.Series(spots, index=headings.index), tops


def timeline(table: pd.DataFrame, axis: Axis, theme: Theme) -> go.Figure:
    """Projects from start to target or completion.

    ``table``: a row for each piece of a bar (see :data:`caspian.measures.projects.PIECES`; each project has the piece
    ``done``), and for each mark on it: ``milestone``, an unknown start or end (``open-start``, ``open-end``), the time
    that an unmet target has been past (``overdue``). Columns: ``project_id``, ``piece``, ``start``, ``end``,
    ``colour``, ``look``, ``symbol`` and ``size`` of marks, ``card`` (hover text); and of the project ``heading`` (its
    sector), ``name``, ``said`` (its status in words), ``dim`` (concerns all partner countries).

    Solid: up to the reference date or the completion. Outlined: from there to a target. Hatched: a month or a
    year that is all that is known of an end. A triangle at an end: that end is not known.
    """
    projects = table[table["piece"] == "done"]
    spots, tops = places(projects["heading"])
    projects = projects.assign(y=spots)
    drawn = table.assign(y=table["project_id"].map(projects.set_index("project_id")["y"]))
    bottom = len(tops) * HEADING + len(projects) * ROW
    drawing = lanes(tops, 33, bottom, axis, theme)
    rule = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "line": {"color": theme.line, "width": 1}}
    rules = [{**rule, "y0": top + 43, "y1": top + 43, "layer": "below"} for top in tops.values()]
    drawing.update_layout(shapes=[*drawing.layout.shapes, *rules])
    bars = drawn[drawn["piece"].isin(PIECES)]
    for (look, colour), rows in bars.groupby(["look", "colour"], sort=False):
        _bars(drawing, rows, _filling(str(look), str(colour), theme))
    dated = drawn[drawn["symbol"] != ""]
    vague = dated[dated["end"] > dated["start"]]
    strokes(drawing, vague, "precision", line={"color": theme.ink, "width": 1.5})
    late = drawn[drawn["piece"] == "overdue"]
    strokes(drawing, late, "overdue", line={"color": theme.warning, "width": 3})
    marks(drawing, dated, theme)
    _names(drawing, projects, axis, theme)
    _beyond(drawing, bars, axis, theme)
    return drawing


def _filling(look: str, colour: str, theme: Theme) -> dict[str, Any]:
    """How pieces of bars are drawn that have a look and a colour in common."""
    if look == "solid":
        return {"color": colour, "line": {"width": 0}}
    if look == "outlined":
        return {"color": theme.paper, "line": {"color": colour, "width": 1.5}}
    pattern = {"shape": "/", "fgcolor": colour, "bgcolor": theme.paper, "size": 4, "solidity": 0.35}
    return {"color": theme.paper, "pattern": pattern, "line": {"color": colour, "width": 1}}


def _bars(drawing: go.Figure, rows: pd.DataFrame, marker: dict[str, Any]) -> None:
    drawing.add_bar(
        orientation="h",
        base=rows["start"],
        x=(rows["end"] - rows["start"]).dt.total_seconds() * 1000,
        y=rows["y"],
        width=BAR,
        marker=marker,
        customdata=rows["card"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _names(drawing: go.Figure, projects: pd.DataFrame, axis: Axis, theme: Theme) -> None:
    """Each project's name and status above its bar; of one that concerns all partner countries, in italics."""
    labels = []
    for name, said, dim in zip(projects["name"], projects["said"], projects["dim"], strict=True):
        shown = plain(shortened(name))
        label = f"<i>{shown}</i>" if dim else shown
        labels.append(f'{label} <span style="color:{theme.muted}">· {plain(said)}</span>')
    drawing.add_scatter(
        x=[axis.first] * len(projects),
        y=projects["y"] - LABEL_RISE,
        mode="text",
        name="names",
        text=labels,
        textposition="middle right",
        textfont={"size": 13, "color": [theme.muted if dim else theme.ink for dim in projects["dim"]]},
        customdata=projects["card"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _beyond(drawing: go.Figure, bars: pd.DataFrame, axis: Axis, theme: Theme) -> None:
    """The year of an end that lies beyond the edge, at the edge."""
    rows = bars[bars["end"] > axis.last + pd.Timedelta(days=1)]
    rows = rows.sort_values("end").drop_duplicates("project_id", keep="last")
    drawing.add_scatter(
        x=[axis.last] * len(rows),
        y=rows["y"] - LABEL_RISE,
        mode="text",
        name="beyond",
        text=[f"{(end - pd.Timedelta(days=1)).year} →" for end in rows["end"]],
        textposition="middle left",
        textfont={"size": 12, "color": theme.muted},
        hoverinfo="skip",
    )


def shortened(name: str) -> str:
    """A name that fits on a telephone beside its status; the whole of it is in the hover card."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip(" ,.-–(") + "…"
