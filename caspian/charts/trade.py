"""Charts of goods trade. Two reporters never share a line: their figures stand side by side."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme, mixed, text_on

Names = Mapping[str, str]

PANEL = 128
"""Height of one partner's panel, in pixels."""

LIGHTER = 0.5
"""How much of its colour a figure keeps that is preliminary or an estimate."""

PATTERNS = {("other", True): ".", ("other", False): "x", ("own", False): "/", ("mirror", False): "/"}
"""By who reports and whether it is a full year."""


def coverage(cells: pd.DataFrame, names: Names, years: range, theme: Theme) -> go.Figure:
    """Partners by years: solid for a full year, hatched for a part of one, in a colour for each kind of reporter.

    ``cells`` has a row a partner and year with a figure: ``partner``, ``year``, ``side``, ``full_year``, ``state``
    (what the legend calls it), ``text`` (what stands in the cell), ``colour``, ``card`` (hover text); ``names`` are the
    partners in order.
    """
    rows = {partner: place for place, partner in enumerate(names)}
    drawing = figure(theme, 76 + 44 * len(rows), barmode="overlay", margin={"l": 8, "r": 8, "t": 30, "b": 56})
    for (_side, full), shown in cells.groupby(["side", "full_year"], sort=False):
        colour = shown["colour"].iloc[0]
        drawing.add_bar(
            x=shown["year"],
            y=[0.84] * len(shown),
            base=shown["partner"].map(rows) - 0.42,
            width=0.94,
            name=plain(shown["state"].iloc[0]),
            marker={
                "color": colour,
                "line": {"color": colour, "width": 1},
                "pattern": {
                    "shape": "" if full else "/",
                    "fgcolor": colour,
                    "fgopacity": 0.4,
                    "bgcolor": theme.paper,
                    "size": 7,
                },
            },
            customdata=shown["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    inks = [
        text_on(colour) if full else theme.ink for colour, full in zip(cells["colour"], cells["full_year"], strict=True)
    ]
    drawing.update_layout(
        annotations=[
            {"x": year, "y": rows[partner], "text": text, "showarrow": False, "font": {"size": 11, "color": ink}}
            for partner, year, text, ink in zip(cells["partner"], cells["year"], cells["text"], inks, strict=True)
        ],
        legend={"y": -0.02, "yanchor": "top"},
    )
    drawing.update_yaxes(
        tickvals=list(rows.values()),
        ticktext=[plain(name) for name in names.values()],
        range=[len(rows) - 0.45, -0.55],
        ticklabelstandoff=8,
    )
    _years_across(drawing, years, side="top", showline=False)
    return drawing


def _years_across(drawing: go.Figure, years: range, **more: Any) -> None:
    """Every year of a period with its own label, whether it has a mark or not."""
    drawing.update_xaxes(
        tickvals=list(years),
        ticktext=[str(year) for year in years],
        range=[years[0] - 0.6, years[-1] + 0.6],
        **more,
    )


def flows(marks: pd.DataFrame, years: range, words: Names, theme: Theme) -> go.Figure:
    """A panel a partner, each on its own scale: Azerbaijan's figure filled, another's outlined, part-years hatched.

    ``marks`` has ``partner``, ``name``, ``year``, ``amount``, ``side``, ``full_year``, ``firm`` (else lighter),
    ``text`` (the label), ``colour`` and ``card`` (hover). ``words`` name the sides, ``part`` and ``lighter``.
    """
    panels = marks.groupby("partner", sort=False)
    count = panels.ngroups
    drawing = figure(theme, 70 + PANEL * count, barmode="overlay", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    gap = 0.16 / count
    height = (1 - gap * (count - 1)) / count if count > 1 else 1.0
    for place, (_partner, rows) in enumerate(panels):
        _panel(drawing, rows, f"y{place + 1}" if place else "y", theme)
        top, bottom = max(rows["amount"].max(), 0), min(rows["amount"].min(), 0)
        room = (top - bottom) or 1
        end = 1 - place * (height + gap)
        drawing.update_layout(
            {
                f"yaxis{place + 1 if place else ''}": {
                    "domain": [max(end - height, 0), end],
                    "range": [
                        bottom - (0.5 * room if bottom < 0 else 0),
                        top + (0.55 * room if top > 0 else 0.1 * room),
                    ],
                    "tickvals": [0],
                    "ticktext": [plain(rows["name"].iloc[0])],
                    "tickfont": {"color": theme.ink, "size": 13},
                    "zeroline": True,
                    "showgrid": False,
                    "automargin": True,
                    "fixedrange": True,
                    "ticklabelstandoff": 8,
                }
            }
        )
    _legend(drawing, marks, words, theme)
    _years_across(drawing, years, anchor="free", position=0)
    return drawing


def _panel(drawing: go.Figure, rows: pd.DataFrame, axis: str, theme: Theme) -> None:
    """One partner's figures: side by side only where a year has several; alone, one stands in the middle."""
    by_year = rows.groupby("year")["side"]
    several, nth = by_year.transform("size"), by_year.cumcount()
    step = (0.88 / several).clip(upper=0.44)
    across = rows["year"] + (nth - (several - 1) / 2) * step
    inks = pd.Series(
        [
            ink if firm else mixed(theme.paper, ink, LIGHTER)
            for ink, firm in zip(rows["colour"], rows["firm"], strict=True)
        ],
        index=rows.index,
    )
    for beside in (False, True):
        mine = (several > 1) == beside
        shown, ink = rows[mine], inks[mine]
        if shown.empty:
            continue
        drawing.add_bar(
            x=across[mine],
            y=shown["amount"],
            width=step[mine] * 0.9,
            yaxis=axis,
            showlegend=False,
            marker={
                "color": ink.where(shown["side"] == "own", theme.paper),
                "line": {"color": ink, "width": 1.6},
                "pattern": {
                    "shape": [PATTERNS.get(key, "") for key in zip(shown["side"], shown["full_year"], strict=True)],
                    "fgcolor": ink,
                    "bgcolor": theme.paper,
                    "size": 6,
                },
            },
            text=shown["text"],
            textposition="outside",
            textangle=0,
            textfont={"color": theme.ink, "size": 12},
            # Labels side by side shrink with their columns; a single one has room on either side.
            constraintext="both" if beside else "none",
            cliponaxis=False,
            customdata=shown["card"],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _legend(drawing: go.Figure, marks: pd.DataFrame, words: Names, theme: Theme) -> None:
    """What the looks mean, whatever their colour: those that occur."""
    sides = set(marks["side"])
    entries = [
        ("own", theme.muted, "", "own" in sides),
        ("mirror", theme.paper, "", "mirror" in sides),
        ("other", theme.paper, PATTERNS["other", True], "other" in sides),
        ("part", theme.muted, "/", not marks["full_year"].all()),
        ("lighter", mixed(theme.paper, theme.muted, LIGHTER), "", not marks["firm"].all()),
    ]
    for word, colour, pattern, occurs in entries:
        if not occurs:
            continue
        drawing.add_bar(
            x=[None],
            y=[None],
            name=plain(words[word]),
            marker={
                "color": colour,
                "line": {"color": colour if word == "lighter" else theme.muted, "width": 1.6},
                "pattern": {"shape": pattern, "fgcolor": theme.muted, "bgcolor": theme.paper, "size": 6},
            },
        )


def compared(sides: pd.DataFrame, nothing: str, theme: Theme) -> go.Figure:
    """Amounts of the same months before and now, two bars a partner; one without them says ``nothing``.

    ``sides`` has a row a partner and side: ``name`` (of the partner), ``side`` (what the legend calls it), ``amount``
    (NaN: there is none), ``text`` (what stands at the bar), ``shade`` (its colour).
    """
    names = list(sides["name"].unique())
    margin = {"l": 8, "r": 8, "t": 34, "b": 8}
    drawing = figure(theme, 70 + 54 * len(names), barmode="group", bargap=0.25, margin=margin)
    for side, rows in sides.groupby("side", sort=False):
        drawing.add_bar(
            y=rows["name"].map(names.index),
            x=rows["amount"].fillna(0),
            orientation="h",
            name=plain(str(side)),
            marker={"color": rows["shade"].iloc[0]},
            text=[plain(text) for text in rows["text"]],
            textposition="outside",
            textfont={"color": theme.ink, "size": 12},
            cliponaxis=False,
            hoverinfo="skip",
        )
    missing = sides.loc[sides["amount"].isna(), "name"].unique()
    drawing.update_layout(
        annotations=[
            {
                "x": 0,
                "y": names.index(name),
                "xanchor": "left",
                "xshift": 6,
                "text": plain(nothing),
                "showarrow": False,
                "font": {"size": 13, "color": theme.muted},
            }
            for name in missing
        ]
    )
    drawing.update_xaxes(visible=False, range=[0, (sides["amount"].max() or 1) * 2.1])
    _named_rows(drawing, names)
    return drawing


def _named_rows(drawing: go.Figure, names: list[str]) -> None:
    drawing.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[plain(name) for name in names],
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
        ticklabelstandoff=8,
    )


def mirrors(sides: pd.DataFrame, words: Names, theme: Theme) -> go.Figure:
    """Each period that both report: Azerbaijan's figure filled, the partner's outlined, each pair on its own scale.

    ``sides`` has a row a pair and reporter: ``pair`` (what stands at it), ``side``, ``share`` (of the pair's larger
    amount: scales differ a hundredfold), ``text``, ``colour``; ``words`` name the sides.
    """
    pairs = list(sides["pair"].unique())
    margin = {"l": 8, "r": 8, "t": 34, "b": 8}
    drawing = figure(theme, 60 + 46 * len(pairs), barmode="group", bargap=0.25, margin=margin)
    for side, rows in sides.groupby("side", sort=False):
        filled = side == "own"
        drawing.add_bar(
            y=rows["pair"].map(pairs.index),
            x=rows["share"],
            orientation="h",
            showlegend=False,
            marker={
                "color": rows["colour"] if filled else theme.paper,
                "line": {"color": rows["colour"], "width": 2},
            },
            text=[plain(text) for text in rows["text"]],
            textposition="outside",
            textfont={"color": theme.ink, "size": 12},
            cliponaxis=False,
            hoverinfo="skip",
        )
        drawing.add_bar(
            x=[None],
            y=[None],
            name=plain(words[str(side)]),
            marker={"color": theme.muted if filled else theme.paper, "line": {"color": theme.muted, "width": 2}},
        )
    drawing.update_xaxes(visible=False, range=[0, 1.6])
    _named_rows(drawing, pairs)
    return drawing


def shares(periods: pd.DataFrame, theme: Theme) -> go.Figure:
    """Shares of all trade, a bar a partner and period: ``label``, ``share`` (a fraction), ``text``, ``colour``."""
    drawing = figure(theme, 30 + 34 * len(periods), margin={"l": 8, "r": 8, "t": 8, "b": 8})
    drawing.add_bar(
        y=list(range(len(periods))),
        x=periods["share"],
        orientation="h",
        width=0.62,
        marker={"color": periods["colour"]},
        text=[plain(text) for text in periods["text"]],
        textposition="outside",
        textfont={"color": theme.ink, "size": 13},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    drawing.update_xaxes(visible=False, range=[0, (periods["share"].max() or 1) * 2])
    _named_rows(drawing, list(periods["label"]))
    return drawing
