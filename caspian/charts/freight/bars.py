"""Horizontal charts of freight: rows under headings, as bars or as spans of days."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.charts.freight.years import DIMMED
from caspian.measures.freight.series import named
from caspian.style import Theme

ROW, HEADING, LINE, PAIR = 30, 14, 17, 84
"""Heights in pixels: of a bar's row, round a heading, of a line of a heading, of a statement with its words."""

WIDE = 52
"""Characters of a heading that a narrow screen holds on one line."""


@dataclass(frozen=True, eq=False)
class Group:
    """Rows under one heading.

    ``rows`` has ``label`` (beside the row), ``value``, ``text`` (at the end of the bar), ``hover``, ``colour``,
    ``part`` (a part of a year: hatched), ``dimmed`` and ``capacity`` (an outline; missing where there is none).
    """

    heading: str
    rows: pd.DataFrame


def bars(groups: Sequence[Group], theme: Theme) -> go.Figure:
    """Bars from zero, under their headings, on one scale."""
    count = sum(len(group.rows) for group in groups)
    headings = [textwrap.wrap(group.heading, WIDE) for group in groups]
    height = ROW * count + sum(HEADING + LINE * len(heading) for heading in headings if heading) + 24
    labels = [plain(str(label)) for group in groups for label in group.rows["label"]]
    left = 24 + 7 * max(map(len, labels), default=0)
    drawing = figure(theme, height, barmode="overlay", margin={"l": left, "r": 8, "t": 8, "b": 8}, showlegend=False)
    place, places, values = 0.0, [], [1e-9]
    for group, heading in zip(groups, headings, strict=True):
        if heading:
            tall = (HEADING + LINE * len(heading)) / ROW
            _heading(drawing, heading, place + tall - 0.55, 8 - left, theme)
            place += tall
        at = [place + number for number in range(len(group.rows))]
        _bars(drawing, group.rows, at, theme)
        places += at
        values += [*group.rows["value"], *group.rows["capacity"].dropna()]
        place += len(group.rows)
    drawing.update_xaxes(visible=False, range=[0, max(values) * 1.75])
    drawing.update_yaxes(
        range=[place - 0.4, -0.6],
        tickvals=places,
        ticktext=labels,
        showgrid=False,
        ticks="",
        ticklabelstandoff=8,
        automargin=False,
    )
    return drawing


def _bars(drawing: go.Figure, rows: pd.DataFrame, at: list[float], theme: Theme) -> None:
    clear = "rgba(0,0,0,0)"
    drawing.add_bar(
        y=at,
        x=rows["capacity"],
        orientation="h",
        width=0.8,
        marker={"color": clear, "line": {"color": theme.warning, "width": 1.5}},
        hoverinfo="skip",
    )
    for (part, dimmed), some in rows.assign(at=at).groupby(["part", "dimmed"], sort=False):
        hatch = {"shape": "\\", "fgcolor": some["colour"], "bgcolor": clear, "size": 6} if part else None
        drawing.add_bar(
            y=some["at"],
            x=some["value"],
            orientation="h",
            width=0.6,
            opacity=DIMMED if dimmed else 1,
            marker={"color": some["colour"], "line": {"color": some["colour"], "width": 1}, "pattern": hatch},
            customdata=some["hover"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    ends = rows["value"].where(rows["capacity"].isna(), rows[["value", "capacity"]].max(axis=1))
    drawing.add_scatter(
        x=ends,
        y=at,
        mode="text",
        text=[f" {text}" for text in rows["text"]],
        textposition="middle right",
        textfont={"size": 13, "color": theme.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _heading(drawing: go.Figure, heading: Sequence[str], y: float, shift: float, theme: Theme) -> None:
    """A heading whose last line ends above ``y``, moved sideways by ``shift`` pixels from the plot's edge."""
    drawing.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=shift,
        y=y,
        yanchor="bottom",
        align="left",
        text="<br>".join(f"<b>{plain(line)}</b>" for line in heading),
        showarrow=False,
        font={"size": 13, "color": theme.ink},
    )


def dumbbells(statements: pd.DataFrame, labels: tuple[str, str, str], theme: Theme) -> go.Figure:
    """Pairs of stated spans in days, one statement a line: before (hollow) and now (filled; a target hollow).

    ``statements`` has ``heading`` (who and when), ``low``, ``high``, ``before_low``, ``before_high`` (missing where
    nothing was said), ``now_text``, ``before_text``, ``change``, ``planned`` (bool) and ``hover``. ``labels`` name
    before, now and planned.
    """
    count = len(statements)
    drawing = figure(theme, 70 + PAIR * count, margin={"l": 8, "r": 8, "t": 34, "b": 30})
    longest = float(statements[["high", "before_high"]].max().max())
    for place, row in enumerate(named(statements)):
        _heading(drawing, textwrap.wrap(str(row.heading), WIDE), place - 0.16, 0, theme)
        if row.before_low == row.before_low:
            middle = ((row.low + row.high) / 2, (row.before_low + row.before_high) / 2)
            drawing.add_scatter(
                x=list(middle),
                y=[place + 0.25, place + 0.25],
                mode="lines",
                line={"color": theme.line, "width": 2},
                hoverinfo="skip",
                showlegend=False,
            )
            _span(
                drawing, (row.before_low, row.before_high), place, row.before_text, row.hover, theme.muted, True, theme
            )
        _span(drawing, (row.low, row.high), place, row.now_text, row.hover, theme.accent, bool(row.planned), theme)
        if row.change:
            drawing.add_annotation(
                x=1,
                xref="paper",
                xanchor="right",
                y=place + 0.25,
                text=f"<b>{plain(str(row.change))}</b>",
                showarrow=False,
                font={"size": 14, "color": theme.ink},
            )
    shown = (True, True, bool(statements["planned"].any()))
    for name, colour, hollow, there in zip(
        labels, (theme.muted, theme.accent, theme.accent), (True, False, True), shown, strict=True
    ):
        if there:
            drawing.add_scatter(
                x=[None], y=[None], mode="markers", name=plain(name), marker=_marker(colour, hollow, theme)
            )
    drawing.update_xaxes(range=[0, longest * 1.2], showgrid=False, tickvals=list(range(0, int(longest) + 10, 10)))
    drawing.update_yaxes(range=[count - 0.5, -0.7], visible=False)
    return drawing


def _marker(colour: str, hollow: bool, theme: Theme) -> dict:
    return {"size": 12, "color": theme.paper if hollow else colour, "line": {"color": colour, "width": 2.5}}


def _span(
    drawing: go.Figure,
    ends: tuple[float, float],
    place: int,
    text: str,
    hover: str,
    colour: str,
    hollow: bool,
    theme: Theme,
) -> None:
    spots = sorted(set(ends))
    drawing.add_scatter(
        x=spots,
        y=[place + 0.25] * len(spots),
        mode="lines+markers",
        line={"color": colour, "width": 5},
        marker=_marker(colour, hollow, theme),
        customdata=[hover] * len(spots),
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    drawing.add_annotation(
        x=sum(ends) / 2,
        y=place + 0.25,
        yanchor="bottom",
        yshift=6,
        text=plain(text),
        showarrow=False,
        font={"size": 13, "color": theme.ink},
    )
