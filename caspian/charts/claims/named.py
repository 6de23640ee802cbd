"""Charts of the events and projects that a claim names."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.charts.claims.summary import wrapped
from caspian.style import Theme

Names = Mapping[str, str]


def event_lanes(events: pd.DataFrame, lanes: Names, nothing: str, theme: Theme) -> go.Figure:
    """Events by date, a lane for each expected country; hollow: of another kind. A lane without one says ``nothing``.

    ``events`` has a row an event and country: ``country``, ``date``, ``expected``, ``colour``, ``card`` (hover text).
    """
    drawing = figure(theme, 50 + 40 * len(lanes))
    places = {country: place for place, country in enumerate(lanes)}
    drawing.add_scatter(
        x=events["date"],
        y=events["country"].map(places),
        mode="markers",
        marker={
            "symbol": ["diamond" if hit else "diamond-open" for hit in events["expected"]],
            "size": 13,
            "color": events["colour"],
            "line": {"width": 2, "color": events["colour"]},
        },
        customdata=events["card"],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    reached = set(events.loc[events["expected"], "country"])
    drawing.update_layout(
        annotations=[
            {
                "x": 0.02,
                "xref": "paper",
                "xanchor": "left",
                "y": place,
                "text": plain(nothing),
                "bgcolor": theme.paper,
                "showarrow": False,
                "font": {"size": 13, "color": theme.warning},
            }
            for country, place in places.items()
            if country not in reached
        ]
    )
    drawing.update_xaxes(dtick="M12", tickformat="%Y", showgrid=True)
    drawing.update_yaxes(
        tickvals=list(places.values()),
        ticktext=[plain(name) for name in lanes.values()],
        range=[len(lanes) - 0.5, -0.5],
        ticklabelstandoff=8,
    )
    return drawing


def status_ladder(projects: pd.DataFrame, statuses: Names, expected: tuple[str, ...], theme: Theme) -> go.Figure:
    """Each project on the ladder of statuses, with its progress where one is stated; the expected steps are shaded.

    ``projects`` has a row a project: ``name``, ``status``, ``met`` (else its mark is hollow), ``text`` (its progress).
    """
    drawing = figure(theme, 100 + 56 * len(projects), margin={"l": 8, "r": 44, "t": 80, "b": 8})
    steps = list(statuses)
    for place in (steps.index(status) for status in expected):
        drawing.add_vrect(x0=place - 0.5, x1=place + 0.5, fillcolor=theme.panel, line_width=0, layer="below")
    drawing.add_scatter(
        x=projects["status"].map(steps.index),
        y=list(range(len(projects))),
        mode="markers+text",
        marker={
            "size": 17,
            "symbol": ["circle" if met else "circle-open" for met in projects["met"]],
            "color": theme.accent,
            "line": {"width": 2.5, "color": theme.accent},
        },
        text=projects["text"],
        textposition="middle right",
        textfont={"size": 13, "color": theme.ink},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    drawing.update_xaxes(
        tickvals=list(range(len(steps))),
        ticktext=[plain(name) for name in statuses.values()],
        tickangle=-35,
        ticklabeloverflow="allow",
        tickfont={"size": 12},
        side="top",
        range=[-0.5, len(steps) - 0.35],
        showgrid=False,
        showline=False,
    )
    drawing.update_yaxes(
        tickvals=list(range(len(projects))),
        ticktext=[wrapped(name, 28) for name in projects["name"]],
        range=[len(projects) - 0.5, -0.5],
        ticklabelstandoff=8,
    )
    return drawing
