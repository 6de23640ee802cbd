"""Charts of what a change depends on: the series, the years, the statement."""

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.charts.claims.summary import wrapped
from caspian.style import Theme


def by_series(series: pd.DataFrame, stated: float, word: str, theme: Theme) -> go.Figure:
    """Growth of each series (estimates lighter) against the stated growth, a line called ``word``.

    ``series`` has a row a series: ``name``, ``value`` (a fraction; NaN: there is none), ``estimated``, ``text`` (what
    stands at the bar), ``colour``.
    """
    drawing = figure(theme, 60 + 60 * len(series), margin={"l": 8, "r": 8, "t": 30, "b": 8})
    places, values = list(range(len(series))), series["value"].fillna(0)
    drawing.add_bar(
        y=places,
        x=values,
        orientation="h",
        width=0.6,
        marker={
            "color": series["colour"],
            "opacity": [0.45 if light else 1 for light in series["estimated"]],
        },
        hoverinfo="skip",
        showlegend=False,
    )
    at_bars = [
        {
            "x": max(value, 0),
            "y": place,
            "xanchor": "left",
            "xshift": 5,
            "align": "left",
            "text": text,
            "bgcolor": theme.paper,
            "borderpad": 1,
            "showarrow": False,
            "font": {"size": 13, "color": theme.ink},
        }
        for place, value, text in zip(places, values, series["text"], strict=True)
    ]
    at_line = {
        "x": stated,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": plain(word),
        "showarrow": False,
        "font": {"size": 12, "color": theme.warning},
    }
    drawing.update_layout(annotations=[*at_bars, at_line])
    drawing.add_vline(x=stated, line={"color": theme.warning, "width": 1.5, "dash": "dash"}, layer="below")
    drawing.add_vline(x=0, line={"color": theme.muted, "width": 1})
    low, high = min(values.min(), stated, 0), max(values.max(), stated, 0)
    span = (high - low) or 1
    drawing.update_xaxes(visible=False, range=[low - 0.03 * span, high + 0.7 * span])
    drawing.update_yaxes(
        tickvals=places,
        ticktext=[wrapped(name, 30) for name in series["name"]],
        autorange="reversed",
        showgrid=False,
        ticklabelstandoff=6,
    )
    return drawing


def saved_time(spans: pd.DataFrame, theme: Theme) -> go.Figure:
    """Each stated pair of delivery times in days, a stroke each; statements that fit bold.

    ``spans`` has two rows a statement: ``day`` (its label), ``when`` (what the legend calls earlier and now), ``low``
    and ``high``, ``text`` (what stands behind the strokes), ``fits``, ``colour``.
    """
    statements = spans.groupby("statement", sort=False)
    count = statements.ngroups
    drawing = figure(theme, 76 + 40 * count, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    for when, strokes in spans.groupby("when", sort=False):
        x, y = [], []
        for place, low, high in zip(strokes["statement"], strokes["low"], strokes["high"], strict=True):
            # A single number is a short stroke, or it could not be seen.
            x += [low - 0.3, high + 0.3, None]
            y += [place, place, None]
        line = {"color": strokes["colour"].iloc[0], "width": 14}
        drawing.add_scatter(x=x, y=y, mode="lines", line=line, name=plain(str(when)), hoverinfo="skip")
    first = statements.first()
    drawing.update_layout(
        annotations=[
            {
                "x": end + 1,
                "y": place,
                "xanchor": "left",
                "text": f"<b>{plain(text)}</b>" if fits else plain(text),
                "showarrow": False,
                "font": {"size": 13, "color": theme.ink},
            }
            for place, (end, text, fits) in enumerate(
                zip(statements["high"].max(), first["text"], first["fits"], strict=True)
            )
        ]
    )
    drawing.update_xaxes(range=[0, spans["high"].max() * 1.5], showgrid=True)
    drawing.update_yaxes(
        tickvals=list(range(count)),
        ticktext=[plain(day) for day in first["day"]],
        range=[count - 0.4, -0.6],
        showgrid=False,
        ticklabelstandoff=8,
    )
    return drawing
