"""Charts: a table of numbers in, a plotly figure out. No data is read here and nothing is drawn on a page."""

import html
from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go

from caspian.style import Theme, template


class Drawing(go.Figure):
    """A plotly figure that makes its dictionary once: a card is drawn again and again, and never changes.

    Making it is most of what a chart costs a rerun. To change a finished drawing, copy it: ``go.Figure(drawing)``.
    """

    def to_dict(self) -> dict[str, Any]:
        if "_made" not in self.__dict__:
            self.__dict__["_made"] = super().to_dict()
        return self.__dict__["_made"]


def figure(theme: Theme, height: int, **layout: Any) -> Drawing:
    """An empty figure in our template, of a fixed height so that a page does not jump while it loads."""
    return Drawing(layout={"template": template(theme), "height": height, **layout})


def plain(text: str) -> str:
    """Text from a cell, as plotly shows it letter for letter."""
    return html.escape(text, quote=False)


def lines(parts: Iterable[str]) -> str:
    """The lines of a hover card; empty ones are left out."""
    return "<br>".join(part for part in parts if part)


def uncovered(drawing: go.Figure, theme: Theme, start, end, text: str, **axes) -> None:
    """A shaded span that no row could fall into: not searched, therefore not zero."""
    drawing.add_vrect(x0=start, x1=end, fillcolor=theme.panel, opacity=0.9, line_width=0, layer="below", **axes)
    drawing.add_vrect(
        x0=start,
        x1=end,
        fillcolor="rgba(0,0,0,0)",
        line_width=0,
        annotation={
            "text": text,
            "textangle": -90,
            "font": {"size": 12, "color": theme.muted},
            "showarrow": False,
        },
        annotation_position="inside",
        **axes,
    )


def sparkline(values: dict[str, float], labels: tuple[str, str], theme: Theme, last: bool = True) -> go.Figure:
    """A tiny column chart with its first and last value said, so that it has a scale.

    ``values`` by period in order; ``labels`` are the words for the first and the last column.
    """
    periods, amounts = list(values), list(values.values())
    colours = [theme.pale] * (len(amounts) - 1) + [theme.accent if last else theme.pale]
    drawing = figure(theme, 72, margin={"l": 0, "r": 0, "t": 8, "b": 16}, bargap=0.25, showlegend=False)
    drawing.add_bar(x=periods, y=amounts, marker={"color": colours, "line": {"width": 0}}, hoverinfo="skip")
    for index, position in ((0, "left"), (-1, "right")):
        drawing.add_annotation(
            x=0 if position == "left" else 1,
            xref="paper",
            xanchor=position,
            y=0,
            yref="paper",
            yanchor="top",
            yshift=1,
            text=plain(labels[index]),
            showarrow=False,
            font={"size": 11, "color": theme.muted},
        )
    drawing.update_xaxes(visible=False, type="category")
    drawing.update_yaxes(visible=False, rangemode="tozero")
    return drawing
