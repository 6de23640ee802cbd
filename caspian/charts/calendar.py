"""Charts of the calendar: every entry on one axis, and how many there are in a month."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain, uncovered
from caspian.style import Theme, text_on

STEP, SPAN_STEP, HEADING = 11, 6, 34
"""In pixels, which are the units of the vertical axis: an entry's height, a year-long line's, a sector's heading."""

SYMBOLS = {"events": "circle", "milestones": "square", "visits": "triangle-up", "targets": "diamond"}
SIGNS = {"events": "●", "milestones": "■", "visits": "▲", "targets": "◇"}
"""The mark of each table's entries: plotly's symbol, and the sign that stands for it in a text."""


def stacked(rows: pd.DataFrame, sectors: list[str]) -> tuple[pd.DataFrame, dict[str, float], float]:
    """Where each entry stands: entries of one month and sector on top of each other, year-long ones in lines below.

    Gives ``rows`` (with ``sector``, ``first``, ``last``, ``precision``) with ``y``, the heading of each sector that
    has entries, and the whole height, in pixels from the top.
    """
    rows = rows.assign(y=0.0)
    headings: dict[str, float] = {}
    top = 0.0
    for sector in sectors:
        own = rows[rows["sector"] == sector]
        if own.empty:
            continue
        headings[sector] = top
        long = own["precision"] == "year"
        month = own["last"].where(own["table"] == "targets", own["first"]).dt.to_period("M")
        level = own[~long].groupby(month[~long]).cumcount()
        lines = own[long].groupby(own["first"][long].dt.year).cumcount()
        ground = top + HEADING + STEP * (level.max() + 1 if len(level) else 0)
        rows.loc[level.index, "y"] = ground - STEP * (level + 0.5)
        rows.loc[lines.index, "y"] = ground + SPAN_STEP * (lines + 0.75)
        top = ground + SPAN_STEP * ((lines.max() + 1) if len(lines) else 0) + 14
    return rows, headings, top


def timeline(
    rows: pd.DataFrame,
    sectors: Mapping[str, str],
    span: tuple[pd.Timestamp, pd.Timestamp],
    reference: pd.Timestamp,
    words: str,
    theme: Theme,
) -> go.Figure:
    """Entries as marks over time, a lane a sector, its colour the sector's, its shape the table's.

    ``rows``: ``table``, ``sector``, ``first``, ``last``, ``precision``, ``report``, ``card`` (hover text). Filled: on
    its day; hollow: known from a report, or a plan. A bar: known to the month or the year only.
    """
    placed, headings, height = stacked(rows, list(sectors))
    drawing = figure(
        theme, int(height) + 30, margin={"l": 4, "r": 8, "t": 22, "b": 4}, showlegend=False, hovermode="closest"
    )
    for precision, width in (("year", 3), ("month", 5)):
        vague = placed[placed["precision"] == precision]
        for sector in headings:
            own = vague[vague["sector"] == sector]
            xs: list[object] = []
            ys: list[float | None] = []
            for first, last, y in zip(own["first"], own["last"], own["y"], strict=True):
                xs += [first, last, None]
                ys += [y, y, None]
            line = {"color": theme.sectors[sector], "width": width}
            drawing.add_scatter(x=xs, y=ys, mode="lines", line=line, opacity=0.55, hoverinfo="skip", name=precision)
    for table, symbol in SYMBOLS.items():
        own = placed[placed["table"] == table]
        if own.empty:
            continue
        middle = own["first"] + (own["last"] - own["first"]) / 2
        at = own["first"].where(own["precision"] == "day", middle)
        colours = own["sector"].map(theme.sectors)
        hollow = own["report"] | (own["table"] == "targets")
        drawing.add_scatter(
            x=at,
            y=own["y"],
            mode="markers",
            name=table,
            marker={
                "symbol": symbol,
                "size": [5 if precision == "year" else 8 for precision in own["precision"]],
                "color": colours.where(~hollow, theme.paper),
                "line": {"color": colours.where(hollow, theme.paper), "width": [1.4 if h else 0.8 for h in hollow]},
            },
            customdata=own["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    for sector, top in headings.items():
        drawing.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=top + 12,
            text=f"<b>{plain(sectors[sector])}</b>",
            showarrow=False,
            font={"size": 14},
        )
    years = [year for year in range(span[0].year, span[1].year + 1) if pd.Timestamp(year, 1, 1) >= span[0]]
    step = -(-len(years) // 13)
    last = span[1] - (span[1] - span[0]) / 25  # a year that begins at the very edge has no room for its number
    labelled = [year for year in years if year % step == 0 and pd.Timestamp(year, 1, 1) < last]
    drawing.add_scatter(
        x=[pd.Timestamp(year, 1, 1) for _top in headings for year in labelled],
        y=[top + 26 for top in headings.values() for _year in labelled],
        mode="text",
        name="years",
        text=[str(year) for _top in headings for year in labelled],
        textposition="middle right",
        textfont={"size": 11, "color": theme.muted},
        hoverinfo="skip",
    )
    line = {"color": theme.accent, "width": 1.5, "dash": "dot"}
    drawing.add_shape(type="line", x0=reference, x1=reference, y0=0, y1=height, line=line, layer="below")
    drawing.add_annotation(
        x=reference, y=0, yanchor="bottom", text=plain(words), showarrow=False, font={"size": 12, "color": theme.accent}
    )
    drawing.update_xaxes(
        type="date", range=list(span), showgrid=True, dtick="M12", showticklabels=False, ticks="", showline=False
    )
    drawing.update_yaxes(range=[height, 0], visible=False)
    return drawing


def density(
    counts: pd.DataFrame,
    names: Mapping[str, str],
    cards: list[str],
    covered_to: pd.Timestamp,
    not_covered: str,
    theme: Theme,
) -> go.Figure:
    """Entries a month, stacked by table (counts: a monthly PeriodIndex by table); after ``covered_to`` shaded."""
    colours = {"milestones": theme.pale, "events": theme.accent, "visits": theme.sectors["politics"]}
    drawing = figure(theme, 330, barmode="stack", bargap=0.1)
    months = pd.PeriodIndex(counts.index).to_timestamp()
    for table, colour in colours.items():
        if not counts[table].any():
            continue
        drawing.add_bar(
            x=months,
            y=counts[table],
            name=plain(names[table]),
            marker={"color": colour, "line": {"width": 0}},
            textfont={"color": text_on(colour)},
            customdata=cards,
            hovertemplate="%{customdata}<extra></extra>",
        )
    end = months[-1] + pd.DateOffset(months=1)
    if covered_to < months[-1]:
        uncovered(drawing, theme, covered_to, end, plain(not_covered))
    drawing.update_xaxes(
        type="date",
        range=[months[0], end],
        showgrid=False,
        dtick="M12",
        tickformat="%Y",
        ticklabelmode="period",
    )
    drawing.update_yaxes(rangemode="tozero", nticks=6, tickformat="d")
    drawing.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}, margin={"t": 34})
    return drawing
