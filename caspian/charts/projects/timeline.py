"""The timeline of joint projects: a bar a project, its dated steps as marks, what is not known drawn as such."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme

ROW, HEADING, BAR = 34, 50, 9
"""Heights in pixels, which are also the units of the vertical axis: a row, a sector's heading, a bar."""

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


@dataclass(frozen=True)
class Words:
    """What the chart says besides names: the label of the reference date, and that a target lies beyond the edge."""

    reference: str
    beyond: Mapping[Hashable, str]


def height(headings: int, rows: int) -> int:
    return headings * HEADING + rows * ROW + 20


def places(sectors: pd.Series) -> tuple[pd.Series, dict[str, int]]:
    """Where each row's bar and each sector's heading stand, from the top in pixels; rows come in order."""
    spots, headings, y = [], {}, 0
    for sector in sectors:
        if sector not in headings:
            headings[sector] = y
            y += HEADING
        spots.append(y + LABEL_RISE + BAR // 2 + 2)
        y += ROW
    return pd.Series(spots, index=sectors.index), headings


def timeline(
    bars: pd.DataFrame,
    marks: pd.DataFrame,
    headings: Mapping[str, int],
    span: tuple[pd.Timestamp, pd.Timestamp],
    reference: pd.Timestamp,
    words: Words,
    theme: Theme,
) -> go.Figure:
    """Projects from start to target or completion.

    ``bars``: a row a project, with ``y``, what :func:`caspian.measures.projects.spans` gives, ``status``,
    ``name``, ``said`` (the status in words), ``card`` (hover text), ``dim`` (concerns all five states).
    ``marks``: a row a milestone, with ``y``, ``kind``, ``first`` and ``last`` (the days it may mean), ``report``
    (known only from the day it was reported) and ``card``. ``headings``: where each sector's heading stands.

    Solid: up to the reference date or the completion. Outlined: from there to a target. Hatched: a month or a
    year that is all that is known of an end. A triangle at an end: that end is not known.
    """
    drawing = figure(
        theme,
        height(len(headings), len(bars)),
        margin={"l": 4, "r": 12, "t": 20, "b": 0},
        barmode="overlay",
        showlegend=False,
        hovermode="closest",
    )
    _bars(drawing, bars, reference, theme)
    _marks(drawing, marks, theme)
    _ends(drawing, bars, reference, theme)
    _names(drawing, bars, headings, span, words, theme)
    bottom = len(headings) * HEADING + len(bars) * ROW
    drawing.add_shape(
        type="line",
        x0=reference,
        x1=reference,
        y0=0,
        y1=bottom,
        line={"color": theme.accent, "width": 1.5, "dash": "dot"},
        layer="below",
    )
    drawing.add_annotation(
        x=reference,
        y=0,
        yanchor="bottom",
        text=plain(words.reference),
        showarrow=False,
        font={"size": 12, "color": theme.accent},
    )
    drawing.update_xaxes(
        type="date", range=list(span), showgrid=True, dtick="M12", showticklabels=False, ticks="", showline=False
    )
    drawing.update_yaxes(range=[bottom, 0], visible=False)
    return drawing


def _bars(drawing: go.Figure, bars: pd.DataFrame, reference: pd.Timestamp, theme: Theme) -> None:
    colours = bars["status"].map(theme.status)
    until = bars["end_first"].fillna(reference)
    done_until = until.where(bars["end_kind"] == "completed", until.where(until <= reference, reference))
    _segment(drawing, bars, bars["begin_last"], done_until, {"color": colours, "line": {"width": 0}})
    planned = bars[(bars["end_kind"] == "target") & (bars["end_first"] > reference)]
    plan_from = _not_before(planned["begin_last"], reference)
    outline = {"color": theme.paper, "line": {"color": theme.muted, "width": 1.5}}
    _segment(drawing, planned, plan_from, planned["end_first"], outline)
    # What is known to the month or the year only: the whole of it, hatched.
    for first, last in (("begin", "begin_last"), ("end_first", "end")):
        vague = bars[bars[last] > bars[first]]
        hatched = {
            "color": theme.paper,
            "pattern": {"shape": "/", "fgcolor": theme.muted, "bgcolor": theme.paper, "size": 4, "solidity": 0.35},
            "line": {"color": theme.muted, "width": 1},
        }
        _segment(drawing, vague, vague[first], vague[last] + pd.Timedelta(days=1), hatched)


def _not_before(days: pd.Series, day: pd.Timestamp) -> pd.Series:
    return days.where(days >= day, day)


def _segment(drawing: go.Figure, rows: pd.DataFrame, start: pd.Series, end: pd.Series, marker: dict) -> None:
    """A piece of each row's bar; nothing where it would end before it starts."""
    drawn = end > start
    rows, start, end = rows[drawn], start[drawn], end[drawn]
    if rows.empty:
        return
    marker = {key: value[drawn] if isinstance(value, pd.Series) else value for key, value in marker.items()}
    drawing.add_bar(
        orientation="h",
        base=start,
        x=(end - start).dt.total_seconds() * 1000,
        y=rows["y"],
        width=BAR,
        marker=marker,
        customdata=rows["card"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _marks(drawing: go.Figure, marks: pd.DataFrame, theme: Theme) -> None:
    vague = marks[marks["last"] > marks["first"]]
    xs: list[object] = []
    ys: list[float | None] = []
    for first, last, y in zip(vague["first"], vague["last"], vague["y"], strict=True):
        xs += [first, last, None]
        ys += [y, y, None]
    drawing.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": theme.ink, "width": 1.5}, hoverinfo="skip", name="precision"
    )
    middle = marks["first"] + (marks["last"] - marks["first"]) / 2
    for kind, (symbol, _sign) in SYMBOLS.items():
        shown = marks[marks["kind"] == kind]
        if shown.empty:
            continue
        colour = theme.warning if kind == "delay" else theme.ink
        drawing.add_scatter(
            x=middle[shown.index],
            y=shown["y"],
            mode="markers",
            name=kind,
            marker={
                "symbol": symbol,
                "size": 10,
                "color": [theme.paper if report else colour for report in shown["report"]],
                "line": {"color": [colour if report else theme.paper for report in shown["report"]], "width": 1.3},
            },
            customdata=shown["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _ends(drawing: go.Figure, bars: pd.DataFrame, reference: pd.Timestamp, theme: Theme) -> None:
    """Open ends, and the time that an unmet target has been past."""
    unknown_start = bars[~bars["begin_known"]]
    unknown_end = bars[bars["end_kind"] == "open"]
    for rows, at, symbol, name in (
        (unknown_start, unknown_start["begin"], "triangle-left-open", "open-start"),
        (unknown_end, _not_before(unknown_end["begin"], reference), "triangle-right-open", "open-end"),
    ):
        drawing.add_scatter(
            x=at,
            y=rows["y"],
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 13, "color": theme.muted, "line": {"width": 1.5, "color": theme.muted}},
            customdata=rows["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    late = bars[(bars["end_kind"] == "target") & (bars["end"] < reference) & bars["late"]]
    xs: list[object] = []
    ys: list[float | None] = []
    for end, y in zip(late["end"], late["y"], strict=True):
        xs += [end, reference, None]
        ys += [y, y, None]
    drawing.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": theme.warning, "width": 3}, hoverinfo="skip", name="overdue"
    )


def _names(
    drawing: go.Figure,
    bars: pd.DataFrame,
    headings: Mapping[str, int],
    span: tuple[pd.Timestamp, pd.Timestamp],
    words: Words,
    theme: Theme,
) -> None:
    labels = []
    for name, said, dim in zip(bars["name"], bars["said"], bars["dim"], strict=True):
        shown = plain(shortened(name))
        label = f"<i>{shown}</i>" if dim else shown
        labels.append(f'{label} <span style="color:{theme.muted}">· {plain(said)}</span>')
    drawing.add_scatter(
        x=[span[0]] * len(bars),
        y=bars["y"] - LABEL_RISE,
        mode="text",
        name="names",
        text=labels,
        textposition="middle right",
        textfont={"size": 13, "color": [theme.muted if dim else theme.ink for dim in bars["dim"]]},
        customdata=bars["card"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    years = range(span[0].year, span[1].year + 1)
    step = -(-len(years) // 13)
    last = span[1] - (span[1] - span[0]) / 25  # a year that begins at the very edge has no room for its number
    shown_years = [year for year in years if year % step == 0 and span[0] <= pd.Timestamp(year, 1, 1) < last]
    for text, y in headings.items():
        drawing.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=y + 12,
            text=f"<b>{plain(text)}</b>",
            showarrow=False,
            font={"size": 15},
        )
        drawing.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=y + 43,
            y1=y + 43,
            line={"color": theme.line, "width": 1},
            layer="below",
        )
    drawing.add_scatter(
        x=[pd.Timestamp(year, 1, 1) for _text in headings for year in shown_years],
        y=[y + 33 for y in headings.values() for _year in shown_years],
        mode="text",
        name="years",
        text=[str(year) for _text in headings for year in shown_years],
        textposition="middle right",
        textfont={"size": 12, "color": theme.muted},
        hoverinfo="skip",
    )
    beyond = bars.loc[list(words.beyond)]
    drawing.add_scatter(
        x=[span[1]] * len(beyond),
        y=beyond["y"] - LABEL_RISE,
        mode="text",
        name="beyond",
        text=[plain(words.beyond[line]) for line in beyond.index],
        textposition="middle left",
        textfont={"size": 12, "color": theme.muted},
        hoverinfo="skip",
    )


def shortened(name: str) -> str:
    """A name that fits on a telephone beside its status; the whole of it is in the hover card."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip(" ,.-–(") + "…"
