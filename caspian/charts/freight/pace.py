"""Growth of a yearly series on the year before, as columns above and below zero."""

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.charts.freight.years import lighter
from caspian.style import Theme, text_on


def growth(table: pd.DataFrame, theme: Theme) -> go.Figure:
    """Change of each full year on the year before, and a line across where a change is stated.

    ``table`` has a row a mark: ``kind`` ("change" or "stated"), ``year``, ``change`` (a fraction), ``label`` (at the
    mark; along the line), ``look`` ("solid"; "lighter" where a year is not actual; "hatched" across the series' break)
    and ``legend`` (what hatched columns are).
    """
    drawn, stated = table[table["kind"] == "change"], table[table["kind"] == "stated"]
    low, high = min(0.0, float(table["change"].min())), max(0.0, float(table["change"].max()))
    span = (high - low) or 1.0
    drawing = figure(theme, 340, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    for hatched in (False, True):
        shown = drawn[(drawn["look"] == "hatched") == hatched]
        if len(shown):
            near = [_on_the_line(change, stated["change"], span) for change in shown["change"]]
            _columns(drawing, shown, near, theme)
    for line in stated.to_dict("records"):
        drawing.add_hline(y=line["change"], line={"color": theme.warning, "width": 2, "dash": "dash"})
        drawing.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=line["change"],
            yanchor="bottom",
            text=plain(line["label"]),
            showarrow=False,
            font={"size": 14, "color": theme.warning},
        )
    room = 0.16 * span
    drawing.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=drawn["year"].tolist(),
        showline=False,
        tickfont={"color": theme.ink, "size": 14},
    )
    drawing.update_yaxes(range=[low - (room if low < 0 else 0), high + room], visible=False)
    drawing.add_hline(y=0, line={"color": theme.muted, "width": 1})
    return drawing


def _on_the_line(change: float, stated: pd.Series, span: float) -> bool:
    """Whether a number above its column would lie on the line of what is stated."""
    return bool(((stated - change >= 0) & (stated - change < 0.15 * span)).any())


def _columns(drawing: go.Figure, shown: pd.DataFrame, inside: list[bool], theme: Theme) -> None:
    hatched = (shown["look"] == "hatched").any()
    drawing.add_bar(
        x=shown["year"],
        y=shown["change"],
        width=0.6,
        name=plain(shown["legend"].iloc[0]),
        showlegend=bool(hatched),
        marker={
            "color": [lighter(theme.accent) if look == "lighter" else theme.accent for look in shown["look"]],
            "line": {"color": theme.accent, "width": 1.2},
            "pattern": {
                "shape": "/" if hatched else "",
                "fgcolor": theme.accent,
                "bgcolor": theme.paper,
                "size": 7,
            },
        },
        text=[f"<b>{plain(label)}</b>" for label in shown["label"]],
        textposition=["inside" if there else "outside" for there in inside],
        textangle=0,
        constraintext="none",
        textfont={"size": 15},
        insidetextfont={"color": text_on(theme.accent)},
        outsidetextfont={"color": theme.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
