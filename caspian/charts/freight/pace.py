"""Growth of a yearly series on the year before, as columns above and below zero."""

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.charts.freight.years import lighter
from caspian.measures.freight.series import named
from caspian.style import Theme, text_on


def growth(pairs: pd.DataFrame, labels: list[str], stated: tuple[float, str], broken: str, theme: Theme) -> go.Figure:
    """Change of each full year on the year before.

    ``pairs`` has ``end`` (the year), ``change`` (a fraction), ``crosses`` (the series' break lies between: hatched)
    and ``firm`` (both years are actual; else lighter). ``stated`` is a stated change, a fraction, with its words: a
    line across. ``broken`` names the hatched columns.
    """
    span = max(stated[0], float(pairs["change"].max())) - min(0.0, float(pairs["change"].min()))
    drawing = figure(theme, 340, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    for hatched in (False, True):
        shown = pairs[pairs["crosses"] == hatched]
        if shown.empty:
            continue
        drawing.add_bar(
            x=[str(year) for year in shown["end"]],
            y=shown["change"],
            width=0.6,
            name=plain(broken),
            showlegend=hatched,
            marker={
                "color": [theme.accent if pair.firm else lighter(theme.accent) for pair in named(shown)],
                "line": {"color": theme.accent, "width": 1.2},
                "pattern": {
                    "shape": "/" if hatched else "",
                    "fgcolor": theme.accent,
                    "bgcolor": theme.paper,
                    "size": 7,
                },
            },
            text=[f"<b>{plain(labels[place])}</b>" for place in shown.index],
            # A number that would lie on the line of what is stated stands inside its column.
            textposition=[
                "inside" if 0 <= stated[0] - change < 0.15 * span else "outside" for change in shown["change"]
            ],
            textangle=0,
            constraintext="none",
            textfont={"size": 15},
            insidetextfont={"color": text_on(theme.accent)},
            outsidetextfont={"color": theme.ink},
            cliponaxis=False,
            hoverinfo="skip",
        )
    level, words = stated
    drawing.add_hline(y=level, line={"color": theme.warning, "width": 2, "dash": "dash"})
    drawing.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=level,
        yanchor="bottom",
        text=plain(words),
        showarrow=False,
        font={"size": 14, "color": theme.warning},
    )
    low, high = min(0.0, float(pairs["change"].min())), max(level, float(pairs["change"].max()))
    room = 0.16 * (high - low)
    drawing.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=[str(year) for year in pairs["end"]],
        showline=False,
        tickfont={"color": theme.ink, "size": 14},
    )
    drawing.update_yaxes(range=[low - (room if low < 0 else 0), high + room], visible=False)
    drawing.add_hline(y=0, line={"color": theme.muted, "width": 1})
    return drawing
