"""Charts of leaders' trips."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, lines, plain, uncovered
from caspian.style import Theme, text_on

Outside = tuple[str, str]
"""What to write over years before and after those that were searched."""


def per_year(trips: pd.DataFrame, covered: range, outside: Outside, theme: Theme) -> go.Figure:
    """Trips a year, stacked by country, the total on top. Years outside ``covered`` are shaded, not zero.

    ``trips`` as for :func:`both_ways`, of one direction.
    """
    drawing = figure(theme, 330, barmode="stack")
    _stack(drawing, trips, theme)
    totals = trips.groupby("year")["trips"].sum()
    _totals(drawing, totals, covered, theme)
    _shade(drawing, totals.index, covered, outside, theme)
    _year_axes(drawing, totals.index, top=max(int(totals.max()), 4) * 1.15)
    return drawing


def both_ways(
    trips: pd.DataFrame, labels: tuple[str, str], covered: range, outside: Outside, theme: Theme
) -> go.Figure:
    """Trips a year with those to Azerbaijan upwards and those from it downwards; ``labels`` name the two.

    ``trips``: a row a year, direction and country, with ``year``, ``direction``, ``country``, ``name``, ``trips``,
    ``height`` (trips, negative where they are drawn downwards) and ``colour``.
    """
    drawing = figure(theme, 330, barmode="relative")
    _stack(drawing, trips, theme)
    totals = trips.groupby(["direction", "year"], observed=True)["trips"].sum()
    up, down = totals["inbound"], totals["outbound"]
    _totals(drawing, up, covered, theme)
    _totals(drawing, down, covered, theme, sign=-1)
    _shade(drawing, up.index, covered, outside, theme)
    top, bottom = max(up.max(), 4) * 1.25, max(down.max(), 4) * 1.25
    _year_axes(drawing, up.index, top=top, bottom=-bottom)
    drawing.add_hline(y=0, line={"color": theme.muted, "width": 1})
    for label, y, anchor in ((labels[0] + " ↑", 1, "top"), (labels[1] + " ↓", 0, "bottom")):
        drawing.add_annotation(
            text=plain(label),
            x=0,
            xref="paper",
            xanchor="left",
            y=y,
            yref="paper",
            yanchor=anchor,
            showarrow=False,
            font={"size": 13, "color": theme.muted},
        )
    return drawing


def _stack(drawing: go.Figure, trips: pd.DataFrame, theme: Theme) -> None:
    """A bar for each country and direction; the country's first one stands in the legend."""
    named = set()
    for (_direction, country), rows in trips.groupby(["direction", "country"], sort=False, observed=True):
        colour, name = rows["colour"].iloc[0], plain(rows["name"].iloc[0])
        drawing.add_bar(
            x=rows["year"].astype(str),
            y=rows["height"],
            name=name,
            legendgroup=country,
            showlegend=country not in named,
            marker={"color": colour, "line": {"color": theme.paper, "width": 1}},
            text=[str(n) if n else "" for n in rows["trips"]],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": text_on(colour), "size": 12},
            customdata=[lines([name, f"{year}: {n}"]) for year, n in zip(rows["year"], rows["trips"], strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )
        named.add(country)


def _totals(drawing: go.Figure, totals: pd.Series, covered: range, theme: Theme, *, sign: int = 1) -> None:
    shown = totals[totals.index.isin(covered) | (totals > 0)]
    drawing.add_scatter(
        x=[str(year) for year in shown.index],
        y=sign * shown,
        mode="text",
        text=[f"<b>{total}</b>" for total in shown],
        textposition="top center" if sign > 0 else "bottom center",
        textfont={"color": theme.ink, "size": 14},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _shade(drawing: go.Figure, years: pd.Index, covered: range, outside: Outside, theme: Theme) -> None:
    before = sum(year < covered.start for year in years)
    after = sum(year >= covered.stop for year in years)
    if before:
        uncovered(drawing, theme, -0.5, before - 0.5, plain(outside[0]))
    if after:
        uncovered(drawing, theme, len(years) - after - 0.5, len(years) - 0.5, plain(outside[1]))


def _year_axes(drawing: go.Figure, years: pd.Index, top: float, bottom: float = 0) -> None:
    drawing.update_xaxes(type="category", categoryorder="array", categoryarray=[str(year) for year in years])
    drawing.update_xaxes(range=[-0.5, len(years) - 0.5])
    drawing.update_yaxes(range=[bottom, top], visible=False)
    drawing.update_layout(legend={"orientation": "v", "x": 1.01, "y": 1, "yanchor": "top", "traceorder": "reversed"})


def matrix(trips: pd.DataFrame, not_covered: str, theme: Theme) -> go.Figure:
    """Countries by years, a block of rows for each direction.

    ``trips`` has a row a direction, country and year: ``way`` (the block's heading), ``name`` (of the country),
    ``year``, ``trips`` (NaN where the year was not searched).
    """
    years = list(trips["year"].unique())
    rows: list[tuple[str, str]] = []
    for way, block in trips.groupby("way", sort=False):
        rows += [(str(way), ""), *((str(way), str(name)) for name in block["name"].unique())]
    places = {key: place for place, key in enumerate(rows)}
    across, down = (
        trips["year"].map(years.index),
        [places[key] for key in zip(trips["way"], trips["name"], strict=True)],
    )
    cells: list[list[float | None]] = [[None] * len(years) for _row in rows]
    for x, y, count in zip(across, down, trips["trips"], strict=True):
        cells[y][x] = None if pd.isna(count) else count
    highest = trips["trips"].max() or 1

    drawing = figure(theme, 40 + 32 * len(rows), margin={"l": 8, "r": 8, "t": 30, "b": 8})
    drawing.add_heatmap(
        z=cells,
        x=list(range(len(years))),
        y=list(range(len(rows))),
        colorscale=[[0, theme.panel], [0.001, theme.pale], [1, theme.accent]],
        zmin=0,
        zmax=highest,
        xgap=2,
        ygap=2,
        showscale=False,
        hoverinfo="skip",
    )
    drawing.update_layout(
        annotations=[
            {
                "x": x,
                "y": y,
                "text": "–" if pd.isna(count) else f"{count:.0f}",
                "hovertext": plain(not_covered) if pd.isna(count) else None,
                "showarrow": False,
                "font": {"size": 14, "color": text_on(theme.accent) if count / highest > 0.6 else theme.ink},
            }
            for x, y, count in zip(across, down, trips["trips"], strict=True)
        ]
    )
    drawing.update_xaxes(
        tickvals=list(range(len(years))), ticktext=[str(year) for year in years], side="top", showline=False
    )
    drawing.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[plain(name) if name else f"<b>{plain(way)}</b>" for way, name in rows],
        autorange="reversed",
        showgrid=False,
        ticks="",
        ticklabelstandoff=8,
    )
    return drawing


def timeline(
    trips: pd.DataFrame, lanes: Mapping[str, str], span: tuple[pd.Timestamp, pd.Timestamp], theme: Theme
) -> go.Figure:
    """Each trip as a mark on its partner's line: up for trips to Azerbaijan, down for those from it; summits hollow.

    ``trips`` has ``date``, ``country``, ``direction``, ``way`` and ``kind`` (what the legend calls them), ``summit``,
    ``colour`` and ``card`` (hover text); ``lanes`` name the countries, in order.
    """
    drawing = figure(theme, 90 + 54 * len(lanes), margin={"l": 8, "r": 8, "t": 34, "b": 8})
    places = {country: -place for place, country in enumerate(lanes)}
    ups = {"inbound": ("triangle-up", 0.17), "outbound": ("triangle-down", -0.17)}
    for (direction, hollow), shown in trips.sort_values(["direction", "summit"]).groupby(["direction", "summit"]):
        mark, lift = ups[str(direction)]
        symbol = mark + ("-open" if hollow else "")
        drawing.add_scatter(
            x=shown["date"],
            y=shown["country"].astype(str).map(places) + lift,
            mode="markers",
            marker={
                "symbol": symbol,
                "size": 13,
                "color": shown["colour"],
                "line": {"width": 2, "color": shown["colour"]},
            },
            customdata=shown["card"],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
        _in_legend(drawing, f"{shown['way'].iloc[0]}, {shown['kind'].iloc[0]}", symbol, theme)
    drawing.update_xaxes(range=list(span), showgrid=True, dtick="M12", tickformat="%Y", ticklabelmode="period")
    drawing.update_yaxes(
        tickvals=list(places.values()),
        ticktext=[plain(name) for name in lanes.values()],
        range=[-len(lanes) + 0.4, 0.6],
        ticklabelstandoff=8,
    )
    return drawing


def _in_legend(drawing: go.Figure, name: str, symbol: str, theme: Theme) -> None:
    """What a mark means, whatever its colour."""
    drawing.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=plain(name),
        marker={"symbol": symbol, "size": 11, "color": theme.muted, "line": {"width": 2, "color": theme.muted}},
    )


def rolling(table: pd.DataFrame, not_covered: str, end: pd.Timestamp, theme: Theme) -> go.Figure:
    """Rolling counts by month (a line a direction), and what was said, where and when it was said.

    ``table`` has a row a month and direction, and a row a statement: ``date``, ``direction``, ``series`` (what the
    legend calls a line), ``look`` ("line" or "marks"), ``number``, ``colour``; of statements ``card`` (hover text),
    ``same_length`` (whether its window is as long as the line's; if not, its mark is hollow) and ``kind`` (what the
    legend calls such a mark).
    """
    drawing = figure(theme, 380, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    counted, said = table[table["look"] == "line"], table[table["look"] == "marks"]
    for direction, series in counted.groupby("direction", sort=False):
        colour = series["colour"].iloc[0]
        drawing.add_scatter(
            x=series["date"],
            y=series["number"],
            mode="lines",
            line={
                "color": colour,
                "width": 2.5,
                "shape": "hv",
                "dash": "solid" if direction == "inbound" else "5px 2px",
            },
            name=plain(series["series"].iloc[0]),
            hovertemplate="%{y}<extra></extra>",
        )
        # The line ends where it was last searched: a dot says at which number.
        drawing.add_scatter(
            x=series["date"].iloc[-1:],
            y=series["number"].iloc[-1:],
            mode="markers",
            marker={"size": 8, "color": colour},
            hoverinfo="skip",
            showlegend=False,
        )
    for _direction, statements in said.groupby("direction", sort=False):
        colour = statements["colour"].iloc[0]
        drawing.add_scatter(
            x=statements["date"],
            y=statements["number"],
            mode="markers+text",
            text=[f"{value:g}" for value in statements["number"]],
            textposition=_positions(statements, said),
            textfont={"color": theme.ink, "size": 13},
            marker={
                "symbol": ["diamond" if same else "diamond-open" for same in statements["same_length"]],
                "size": 11,
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            customdata=statements["card"],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
            cliponaxis=False,
        )
    for kind, statements in said.groupby("kind", sort=False):
        _in_legend(drawing, str(kind), "diamond" if statements["same_length"].iloc[0] else "diamond-open", theme)
    last = counted["date"].max()
    if end > last:
        uncovered(drawing, theme, last, end, plain(not_covered))
    drawing.update_xaxes(dtick="M6", tickformat="%m.%Y")
    drawing.update_yaxes(range=[0, max(table["number"].max(), 1) * 1.12])
    return drawing


def _positions(statements: pd.DataFrame, every: pd.DataFrame) -> list[str]:
    """Numbers above their marks, but below where another mark stands just above at about the same time."""
    positions = []
    for when, value in zip(statements["date"], statements["number"], strict=True):
        near = every[(every["date"] - when).abs() < pd.Timedelta(days=45)]
        crowded = near["number"].between(value, value + 3, inclusive="right").any()
        positions.append("bottom center" if crowded else "top center")
    return positions


def shares(trips: pd.DataFrame, theme: Theme) -> go.Figure:
    """Share of each visit type, a bar a direction.

    ``trips`` has a row a direction and type: ``bar`` (what stands at the bar), ``name`` (of the type), ``trips``,
    ``share`` (a fraction), ``colour``, ``card`` (hover text).
    """
    drawing = figure(theme, 210, barmode="stack", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    for name, rows in trips.groupby("name", sort=False):
        colour = rows["colour"].iloc[0]
        drawing.add_bar(
            y=[plain(bar) for bar in rows["bar"]],
            x=rows["share"],
            orientation="h",
            name=plain(str(name)),
            marker={"color": colour, "line": {"color": theme.paper, "width": 1}},
            text=[str(n) if n else "" for n in rows["trips"]],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": text_on(colour), "size": 14},
            customdata=rows["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    drawing.update_xaxes(visible=False, range=[0, 1])
    drawing.update_yaxes(autorange="reversed", showgrid=False, ticklabelstandoff=8)
    return drawing
