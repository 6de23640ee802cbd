"""Charts of the calendar: every entry on one axis, and how many there are in a month."""

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain, uncovered
from caspian.charts.lanes import Axis, lanes, marks, strokes
from caspian.data.vocabulary import MONTH, YEAR
from caspian.style import Theme, text_on

STEP, SPAN_STEP, HEADING = 11, 6, 34
"""In pixels: an entry's height, a year-long line's, a sector's heading."""

SYMBOLS = {
    "events": ("circle", "●"),
    "milestones": ("square", "■"),
    "visits": ("triangle-up", "▲"),
    "targets": ("diamond", "◇"),
}
"""The mark of each table's entries: plotly's symbol, and the sign that stands for it in a text."""

WIDTHS = {YEAR: 3, MONTH: 5}
"""Of the bar that an entry is whose day is not known, by what is known of it."""


def stacked(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, float], float]:
    """Where each entry stands: entries of one month and sector on top of each other, year-long ones in lines below.

    ``rows`` come sector by sector, each in order of time, with ``table``, ``sector``, ``sector_name``, ``start``,
    ``end``, ``precision``. Gives them with ``y``, the top of each sector's heading, and the whole height, in pixels.
    """
    rows = rows.assign(y=0.0)
    headings: dict[str, float] = {}
    top = 0.0
    for _sector, own in rows.groupby("sector", sort=False):
        headings[str(own["sector_name"].iloc[0])] = top
        long = own["precision"] == YEAR
        month = own["end"].where(own["table"] == "targets", own["start"]).dt.to_period("M")
        level = own[~long].groupby(month[~long]).cumcount()
        lines = own[long].groupby(own["start"][long].dt.year).cumcount()
        ground = top + HEADING + STEP * (level.max() + 1 if len(level) else 0)
        rows.loc[level.index, "y"] = ground - STEP * (level + 0.5)
        rows.loc[lines.index, "y"] = ground + SPAN_STEP * (lines + 0.75)
        top = ground + SPAN_STEP * ((lines.max() + 1) if len(lines) else 0) + 14
    return rows, headings, top


def timeline(table: pd.DataFrame, axis: Axis, theme: Theme) -> go.Figure:
    """Entries as marks over time, a lane a sector, its colour the sector's, its shape the table's.

    ``table``: as for :func:`stacked`, with ``symbol``, ``size``, ``colour``, ``look`` (outlined: known from a report,
    or a plan) and ``card`` (hover text). A bar: known to the month or the year only.
    """
    placed, headings, bottom = stacked(table)
    drawing = lanes(headings, 28, bottom, axis, theme)
    vague = placed[placed["precision"].isin(WIDTHS)]
    for (precision, colour), rows in vague.groupby(["precision", "colour"], sort=False):
        line = {"color": colour, "width": WIDTHS[str(precision)]}
        strokes(drawing, rows, str(precision), line=line, opacity=0.55)
    marks(drawing, placed, theme)
    return drawing


def density(table: pd.DataFrame, covered_to: pd.Timestamp, not_covered: str, theme: Theme) -> go.Figure:
    """Entries a month, stacked by table; after ``covered_to`` shaded.

    ``table``: a row for each month and table, with ``month`` (its first day), ``table``, ``table_name``, ``entries``,
    ``colour`` and ``card`` (hover text).
    """
    drawing = figure(theme, 330, barmode="stack", bargap=0.1)
    for _table, rows in table.groupby("table", sort=False):
        colour = rows["colour"].iloc[0]
        drawing.add_bar(
            x=rows["month"],
            y=rows["entries"],
            name=plain(rows["table_name"].iloc[0]),
            marker={"color": colour, "line": {"width": 0}},
            textfont={"color": text_on(colour)},
            customdata=rows["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    first, last = table["month"].min(), table["month"].max()
    end = last + pd.DateOffset(months=1)
    if covered_to < last:
        uncovered(drawing, theme, covered_to, end, plain(not_covered))
    drawing.update_xaxes(
        type="date",
        range=[first, end],
        showgrid=False,
        dtick="M12",
        tickformat="%Y",
        ticklabelmode="period",
    )
    drawing.update_yaxes(rangemode="tozero", nticks=6, tickformat="d")
    drawing.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}, margin={"t": 34})
    return drawing
