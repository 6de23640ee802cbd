"""Charts of goods trade. Two reporters never share a line: their figures stand side by side."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.style import Theme, text_on

Names = Mapping[str, str]

PANEL = 128
"""Height of one partner's panel, in pixels."""


def coverage(cells: pd.DataFrame, names: Names, states: Names, cards: Sequence[str], theme: Theme) -> go.Figure:
    """Partners by years: solid for a full year, hatched for a part of one, outlined where only the partner counts.

    ``cells`` has ``partner``, ``year``, ``state`` and ``text`` (what stands in the cell); ``names`` are the partners in
    order, ``states`` the names of the states that are drawn.
    """
    rows = {partner: place for place, partner in enumerate(names)}
    drawing = figure(theme, 76 + 44 * len(rows), barmode="overlay", margin={"l": 8, "r": 8, "t": 30, "b": 56})
    for state, name in states.items():
        mine = (cells["state"] == state).to_numpy()
        shown = cells[mine]
        solid = state in ("full", "mirror_full")
        colour = theme.accent if state in ("full", "part") else theme.sectors["economy"]
        drawing.add_bar(
            x=shown["year"],
            y=[0.84] * len(shown),
            base=[rows[partner] - 0.42 for partner in shown["partner"]],
            width=0.94,
            name=plain(name),
            marker={
                "color": colour,
                "line": {"color": colour, "width": 1},
                "pattern": {
                    "shape": "" if solid else "/",
                    "fgcolor": colour,
                    "fgopacity": 0.4,
                    "bgcolor": theme.paper,
                    "size": 7,
                },
            },
            customdata=[card for card, hit in zip(cards, mine, strict=True) if hit],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for partner, year, text in zip(shown["partner"], shown["year"], shown["text"], strict=True):
            drawing.add_annotation(
                x=year,
                y=rows[partner],
                text=text,
                showarrow=False,
                font={"size": 11, "color": text_on(colour) if solid else theme.ink},
            )
    years = sorted(cells["year"].unique())
    drawing.update_xaxes(
        tickvals=years,
        ticktext=[str(year) for year in years],
        side="top",
        range=[years[0] - 0.55, years[-1] + 0.55],
        showline=False,
    )
    drawing.update_yaxes(
        tickvals=list(rows.values()),
        ticktext=[plain(name) for name in names.values()],
        range=[len(rows) - 0.45, -0.55],
        ticklabelstandoff=8,
    )
    drawing.update_layout(legend={"y": -0.02, "yanchor": "top"})
    return drawing


def flows(
    panels: Mapping[str, pd.DataFrame],
    names: Names,
    years: range,
    words: Mapping[str, str],
    theme: Theme,
) -> go.Figure:
    """A panel a partner, each on its own scale: Azerbaijan's figure filled, the partner's outlined, part-years hatched.

    A panel has ``year``, ``amount``, ``own`` (Azerbaijan reports it), ``full_year``, ``text`` (the label) and
    ``card`` (hover). ``words`` name ``own``, ``mirror`` and ``part``.
    """
    count = len(panels)
    drawing = figure(theme, 70 + PANEL * count, barmode="overlay", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    gap = 0.16 / count
    height = (1 - gap * (count - 1)) / count if count > 1 else 1.0
    for place, (partner, rows) in enumerate(panels.items()):
        axis = "y" if place == 0 else f"y{place + 1}"
        colour = theme.countries.get(partner, theme.accent)
        both = rows.groupby("year")["own"].nunique()
        paired = rows["year"].map(both) > 1
        for own, beside in ((True, False), (True, True), (False, False), (False, True)):
            shown = rows[(rows["own"] == own) & (paired == beside)]
            if shown.empty:
                continue
            drawing.add_bar(
                # Side by side only where a year has both; alone, a figure stands in the middle.
                x=shown["year"] + ((-0.22 if own else 0.22) if beside else 0),
                y=shown["amount"],
                width=0.4,
                yaxis=axis,
                showlegend=False,
                marker={
                    "color": colour if own else theme.paper,
                    "line": {"color": colour, "width": 1.6},
                    "pattern": {
                        "shape": ["" if full else "/" for full in shown["full_year"]],
                        "fgcolor": colour,
                        "bgcolor": theme.paper,
                        "size": 6,
                    },
                },
                text=shown["text"],
                textposition="outside",
                textangle=0,
                textfont={"color": theme.ink, "size": 12},
                # Two labels side by side shrink with their columns; a single one has room on either side.
                constraintext="both" if beside else "none",
                cliponaxis=False,
                customdata=shown["card"],
                hovertemplate="%{customdata}<extra></extra>",
            )
        top, bottom = max(rows["amount"].max(), 0), min(rows["amount"].min(), 0)
        room = (top - bottom) or 1
        end = 1 - place * (height + gap)
        drawing.update_layout(
            {
                f"yaxis{'' if place == 0 else place + 1}": {
                    "domain": [max(end - height, 0), end],
                    "range": [
                        bottom - (0.5 * room if bottom < 0 else 0),
                        top + (0.55 * room if top > 0 else 0.1 * room),
                    ],
                    "tickvals": [0],
                    "ticktext": [plain(names[partner])],
                    "tickfont": {"color": theme.ink, "size": 13},
                    "zeroline": True,
                    "showgrid": False,
                    "automargin": True,
                    "fixedrange": True,
                    "ticklabelstandoff": 8,
                }
            }
        )
    for colour, pattern, word in (
        (theme.muted, "", words["own"]),
        (theme.paper, "", words["mirror"]),
        (theme.muted, "/", words["part"]),
    ):
        if not word:
            continue
        drawing.add_bar(
            x=[None],
            y=[None],
            name=plain(word),
            marker={
                "color": colour,
                "line": {"color": theme.muted, "width": 1.6},
                "pattern": {"shape": pattern, "fgcolor": theme.muted, "bgcolor": theme.paper, "size": 6},
            },
        )
    drawing.update_xaxes(
        tickvals=list(years),
        ticktext=[str(year) for year in years],
        range=[years[0] - 0.6, years[-1] + 0.6],
        anchor="free",
        position=0,
    )
    return drawing


def compared(
    partners: pd.DataFrame,
    names: Sequence[str],
    labels: Sequence[tuple[str, str]],
    words: tuple[str, str],
    nothing: str,
    theme: Theme,
) -> go.Figure:
    """Amounts of the same months before and now, two bars a partner (``earlier``, ``later``; NaN: ``nothing``)."""
    margin = {"l": 8, "r": 8, "t": 34, "b": 8}
    drawing = figure(theme, 70 + 54 * len(partners), barmode="group", bargap=0.25, margin=margin)
    places = list(range(len(partners)))
    for column, side, colour in (("earlier", 0, theme.pale), ("later", 1, theme.accent)):
        drawing.add_bar(
            y=places,
            x=partners[column].fillna(0),
            orientation="h",
            name=plain(words[side]),
            marker={"color": colour},
            text=[plain(label[side]) for label in labels],
            textposition="outside",
            textfont={"color": theme.ink, "size": 12},
            cliponaxis=False,
            hoverinfo="skip",
        )
    for place, missing in enumerate(partners["later"].isna()):
        if missing:
            drawing.add_annotation(
                x=0,
                y=place,
                xanchor="left",
                xshift=6,
                text=plain(nothing),
                showarrow=False,
                font={"size": 13, "color": theme.muted},
            )
    drawing.update_xaxes(visible=False, range=[0, (partners[["earlier", "later"]].max().max() or 1) * 2.1])
    drawing.update_yaxes(
        tickvals=places,
        ticktext=[plain(name) for name in names],
        range=[len(partners) - 0.5, -0.5],
        showgrid=False,
        ticklabelstandoff=8,
    )
    return drawing


def mirrors(pairs: pd.DataFrame, headings: Sequence[str], words: tuple[str, str], theme: Theme) -> go.Figure:
    """Each period that both report: Azerbaijan's figure filled, the partner's outlined, each pair on its own scale.

    ``pairs`` has ``partner``, ``own``, ``mirror``, ``own_text``, ``mirror_text``; ``headings`` stand above each pair.
    """
    count = len(pairs)
    drawing = figure(theme, 270, barmode="overlay", margin={"l": 8, "r": 8, "t": 34, "b": 56})
    colours = [theme.countries.get(str(partner), theme.accent) for partner in pairs["partner"]]
    highest = pairs[["own", "mirror"]].max(axis=1)
    for column, shift, filled, word in (("own", -0.21, True, words[0]), ("mirror", 0.21, False, words[1])):
        drawing.add_bar(
            x=[place + shift for place in range(count)],
            # Scales differ a hundredfold: each pair is drawn as a share of its larger figure.
            y=pairs[column] / highest,
            width=0.38,
            showlegend=False,
            marker={"color": colours if filled else theme.paper, "line": {"color": colours, "width": 2}},
            text=pairs[f"{column}_text"],
            textposition="outside",
            textangle=0,
            textfont={"color": theme.ink, "size": 13},
            cliponaxis=False,
            hoverinfo="skip",
        )
        drawing.add_bar(
            x=[None],
            y=[None],
            name=plain(word),
            marker={"color": theme.muted if filled else theme.paper, "line": {"color": theme.muted, "width": 2}},
        )
    drawing.update_xaxes(
        tickvals=list(range(count)), ticktext=list(headings), range=[-0.55, count - 0.45], tickfont={"color": theme.ink}
    )
    drawing.update_yaxes(visible=False, range=[0, 1.2])
    return drawing


def shares(table: pd.DataFrame, labels: Sequence[str], texts: Sequence[str], theme: Theme) -> go.Figure:
    """Shares of all trade, a bar a partner and period."""
    drawing = figure(theme, 30 + 34 * len(table), margin={"l": 8, "r": 8, "t": 8, "b": 8})
    places = list(range(len(table)))
    drawing.add_bar(
        y=places,
        x=table["share"],
        orientation="h",
        width=0.62,
        marker={"color": [theme.countries.get(str(partner), theme.accent) for partner in table["partner"]]},
        text=[plain(text) for text in texts],
        textposition="outside",
        textfont={"color": theme.ink, "size": 13},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    drawing.update_xaxes(visible=False, range=[0, table["share"].max() * 2])
    drawing.update_yaxes(
        tickvals=places,
        ticktext=[plain(label) for label in labels],
        range=[len(table) - 0.5, -0.5],
        showgrid=False,
        ticklabelstandoff=8,
    )
    return drawing
