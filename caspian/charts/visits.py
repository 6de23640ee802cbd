"""Charts of leaders' trips."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, lines, plain, uncovered
from caspian.style import Theme, text_on

Names = Mapping[str, str]

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
    shown = totals[totals.index.isin(covered)]
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


def matrix(
    tables: Mapping[str, pd.DataFrame], names: Names, covered: range, not_covered: str, theme: Theme
) -> go.Figure:
    """Countries by years, one block of rows for each heading of ``tables`` (counts: year by country)."""
    years = list(next(iter(tables.values())).index)
    labels: list[str] = []
    cells: list[list[int | None]] = []
    for heading, counts in tables.items():
        labels.append(f"<b>{plain(heading)}</b>")
        cells.append([None] * len(years))
        for country in counts.columns:
            labels.append(plain(names[country]))
            cells.append([int(n) if year in covered else None for year, n in counts[country].items()])
    highest = max((n for row in cells for n in row if n), default=1)

    drawing = figure(theme, 40 + 32 * len(labels), margin={"l": 8, "r": 8, "t": 30, "b": 8})
    drawing.add_heatmap(
        z=cells,
        x=list(range(len(years))),
        y=list(range(len(labels))),
        colorscale=[[0, theme.panel], [0.001, theme.pale], [1, theme.accent]],
        zmin=0,
        zmax=highest,
        xgap=2,
        ygap=2,
        showscale=False,
        hoverinfo="skip",
    )
    headings = {place for place, label in enumerate(labels) if label.startswith("<b>")}
    for row, values in enumerate(cells):
        for column, value in enumerate(values if row not in headings else ()):
            strong = value is not None and value / highest > 0.6
            drawing.add_annotation(
                x=column,
                y=row,
                text="–" if value is None else str(value),
                hovertext=plain(not_covered) if value is None else None,
                showarrow=False,
                font={"size": 14, "color": text_on(theme.accent) if strong else theme.ink},
            )
    drawing.update_xaxes(
        tickvals=list(range(len(years))), ticktext=[str(year) for year in years], side="top", showline=False
    )
    drawing.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=labels,
        autorange="reversed",
        showgrid=False,
        ticks="",
        ticklabelstandoff=8,
    )
    return drawing


def timeline(
    trips: pd.DataFrame,
    countries: tuple[str, ...],
    names: Names,
    cards: pd.Series,
    directions: Mapping[str, str],
    kinds: Mapping[bool, str],
    span: tuple[pd.Timestamp, pd.Timestamp],
    theme: Theme,
) -> go.Figure:
    """Each trip as a mark on its partner's line: up for trips to Azerbaijan, down for trips from it.

    ``cards`` holds the hover text of each trip; ``directions`` and ``kinds`` (True: a summit) name the marks.
    Summits are hollow.
    """
    drawing = figure(theme, 90 + 54 * len(countries), margin={"l": 8, "r": 8, "t": 34, "b": 8})
    lanes = {country: -place for place, country in enumerate(countries)}
    summit = trips["visit_type"] == "summit"
    for direction, mark, lift in (("inbound", "triangle-up", 0.17), ("outbound", "triangle-down", -0.17)):
        for hollow in (False, True):
            shown = trips[(trips["direction"] == direction) & (summit == hollow)]
            colours = [theme.countries[country] for country in shown["partner"]]
            drawing.add_scatter(
                x=shown["start_date"],
                y=[lanes[country] + lift for country in shown["partner"]],
                mode="markers",
                marker={
                    "symbol": mark + ("-open" if hollow else ""),
                    "size": 13,
                    "color": colours,
                    "line": {"width": 2, "color": colours},
                },
                customdata=cards[shown.index],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=False,
            )
            drawing.add_scatter(
                x=[None],
                y=[None],
                mode="markers",
                name=plain(f"{directions[direction]}, {kinds[hollow]}"),
                marker={
                    "symbol": mark + ("-open" if hollow else ""),
                    "size": 11,
                    "color": theme.muted,
                    "line": {"width": 2, "color": theme.muted},
                },
            )
    drawing.update_xaxes(range=list(span), showgrid=True, dtick="M12", tickformat="%Y", ticklabelmode="period")
    drawing.update_yaxes(
        tickvals=list(lanes.values()),
        ticktext=[plain(names[country]) for country in countries],
        range=[-len(countries) + 0.4, 0.6],
        ticklabelstandoff=8,
    )
    return drawing


def rolling(
    counts: Mapping[str, pd.Series],
    labels: Mapping[str, str],
    said: Mapping[str, pd.DataFrame],
    labels_of_marks: Mapping[str, str],
    not_covered: str,
    end: pd.Timestamp,
    theme: Theme,
) -> go.Figure:
    """Rolling counts by month (a line a direction), and what was said, where and when it was said.

    ``said`` has ``date``, ``stated_value``, ``card`` (hover text) and ``same_length`` (whether the statement's
    window is as long as the line's; if not, its mark is hollow). ``labels_of_marks`` names the two, by symbol.
    """
    drawing = figure(theme, 380, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    colours = {"inbound": theme.accent, "outbound": theme.sectors["economy"]}
    for direction, series in counts.items():
        colour = colours[direction]
        drawing.add_scatter(
            x=series.index,
            y=series,
            mode="lines",
            line={
                "color": colour,
                "width": 2.5,
                "shape": "hv",
                "dash": "solid" if direction == "inbound" else "5px 2px",
            },
            name=plain(labels[direction]),
            hovertemplate="%{y}<extra></extra>",
        )
        # The line ends where it was last searched: a dot says at which number.
        drawing.add_scatter(
            x=series.index[-1:],
            y=series[-1:],
            mode="markers",
            marker={"size": 8, "color": colour},
            hoverinfo="skip",
            showlegend=False,
        )
        statements = said[direction]
        drawing.add_scatter(
            x=statements["date"],
            y=statements["stated_value"],
            mode="markers+text",
            text=[f"{value:g}" for value in statements["stated_value"]],
            textposition=_positions(statements, pd.concat(said.values())),
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
    _what_marks_mean(drawing, labels_of_marks, theme)
    last = max(series.index[-1] for series in counts.values())
    if end > last:
        uncovered(drawing, theme, last, end, plain(not_covered))
    highest = max([*(s.max() for s in counts.values()), *(s["stated_value"].max() for s in said.values() if len(s))])
    drawing.update_xaxes(dtick="M6", tickformat="%m.%Y")
    drawing.update_yaxes(range=[0, highest * 1.12])
    return drawing


def _what_marks_mean(drawing: go.Figure, labels: Mapping[str, str], theme: Theme) -> None:
    for symbol, label in labels.items():
        drawing.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=plain(label),
            marker={"symbol": symbol, "size": 10, "color": theme.muted, "line": {"width": 2, "color": theme.muted}},
        )


def _positions(statements: pd.DataFrame, every: pd.DataFrame) -> list[str]:
    """Numbers above their marks, but below where another mark stands just above at about the same time."""
    positions = []
    for when, value in zip(statements["date"], statements["stated_value"], strict=True):
        near = every[(every["date"] - when).abs() < pd.Timedelta(days=45)]
        crowded = near["stated_value"].between(value, value + 3, inclusive="right").any()
        positions.append("bottom center" if crowded else "top center")
    return positions


def shares(counts: pd.DataFrame, labels: Mapping[str, str], types: Mapping[str, str], theme: Theme) -> go.Figure:
    """Share of each visit type, a bar a direction (counts: a row a direction, a column a type)."""
    drawing = figure(theme, 210, barmode="stack", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    totals = counts.sum(axis=1)
    bars = [plain(f"{labels[direction]} ({totals[direction]})") for direction in counts.index]
    for kind in counts.columns:
        colour = theme.visit_types[kind]
        amounts = counts[kind]
        drawing.add_bar(
            y=bars,
            x=(amounts / totals.where(totals > 0)).fillna(0),
            orientation="h",
            name=plain(types[kind]),
            marker={"color": colour, "line": {"color": theme.paper, "width": 1}},
            text=[str(n) if n else "" for n in amounts],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": text_on(colour), "size": 14},
            customdata=[
                lines([plain(types[kind]), f"{n} / {total}"]) for n, total in zip(amounts, totals, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    drawing.update_xaxes(visible=False, range=[0, 1])
    drawing.update_yaxes(autorange="reversed", showgrid=False, ticklabelstandoff=8)
    return drawing
