"""Charts of freight by years: columns for what was counted, outlines for what was planned, lines for capacity."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.measures.freight.series import named
from caspian.style import Theme, text_on

LIGHTER = 0.45
"""How opaque a preliminary or an estimated value is drawn."""

DIMMED = 0.3
"""How opaque a series of a country that is not chosen is drawn."""

LABEL, PART_LABEL, TICKS, HEADING, LINE, LEGEND = 18, 34, 42, 14, 16, 26
"""In pixels: room for a number, for a number with its months, for two lines of ticks, round the name of a
series, for a line of that name, and for one row of the legend."""

WIDE = 50
"""Characters of a name that a narrow screen holds on one line."""

GAP = "…"
NOTHING = "–"


@dataclass(frozen=True, eq=False)
class Strip:
    """One series as columns by year.

    ``marks`` has ``year``, ``kind`` ("year", "part", "plan" or "own": the viewer's projection), ``status``,
    ``value``, ``label`` and ``hover``. ``changes`` are words under a year. ``levels`` are capacities: ``year``,
    ``value``, ``kind`` ("stated", "carried" from an earlier year, "planned"), ``label``, ``hover``.
    """

    marks: pd.DataFrame
    colour: str
    heading: str = ""
    changes: Mapping[int, str] = field(default_factory=dict)
    break_year: int | None = None
    break_text: str = ""
    dimmed: bool = False
    levels: pd.DataFrame | None = None


NOTE_WIDTH = 22
"""Of a note on the chart, in letters."""


class Parts:
    """What a figure is made of, collected so that plotly checks it once and not piece by piece."""

    def __init__(self) -> None:
        self.traces: list[dict] = []
        self.shapes: list[dict] = []
        self.annotations: list[dict] = []
        self.axes: dict[str, dict] = {}

    def add(self, axis: str, **trace: Any) -> None:
        """A trace on the axes of one strip ("" for the first, "2" for the second)."""
        self.traces.append({"xaxis": f"x{axis}", "yaxis": f"y{axis}", "showlegend": False, **trace})

    def write(self, text: str, size: int, colour: str, **place: Any) -> None:
        font = {"size": size, "color": colour}
        self.annotations.append({"text": text, "showarrow": False, "font": font, **place})


def yearly(
    strips: Sequence[Strip],
    years: Sequence[int],
    names: Mapping[str, str],
    unsearched: tuple[Sequence[int], str],
    theme: Theme,
) -> go.Figure:
    """Series by year, one strip each, on one scale and one set of years; a gap in ``years`` is marked.

    ``names`` are the legend's words by status or kind. ``unsearched`` are years that no search reached, and what
    to write over them.
    """
    places = _places(years)
    single = len(strips) == 1
    plot = 250 if single else 104
    entries = _legend_entries(strips)
    name_lines = max(len(_name_lines(strip)) for strip in strips)
    head = HEADING + LINE * name_lines if name_lines else 8
    top = (LEGEND if len(entries) < 4 else 2 * LEGEND) + head
    inner = len(strips) * plot + (len(strips) - 1) * (TICKS + head)
    highest = max([0.0, *(float(m) for strip in strips for m in _amounts(strip))]) or 1
    ceiling = highest * (1 + PART_LABEL / plot)
    parts = Parts()
    for number, strip in enumerate(strips):
        axis = str(number + 1) if number else ""
        upper = 1 - number * (plot + TICKS + head) / inner
        _axes(parts, axis, strip, places, (max(0.0, upper - plot / inner), upper), ceiling, theme)
        _shade(parts, axis, strip, places, unsearched if single else (unsearched[0], ""), theme)
        _columns(parts, axis, strip, places, theme)
        _labels(parts, axis, strip, places, plot / ceiling, theme)
        _levels(parts, axis, strip, places, theme)
        _absent(parts, axis, strip, places, unsearched[0], theme)
        _break(parts, axis, strip, places, theme)
        _heading(parts, axis, strip, theme)
    _legend(parts, entries, names, strips[0].colour, theme)
    drawing = figure(
        theme,
        top + inner + TICKS,
        barmode="overlay",
        margin={"l": 8, "r": 8, "t": top, "b": TICKS},
        legend={"y": 1 + head / inner, "yanchor": "bottom"},
        shapes=parts.shapes,
        annotations=parts.annotations,
        **parts.axes,
    )
    drawing.add_traces(parts.traces)
    return drawing


def _axes(
    parts: Parts,
    axis: str,
    strip: Strip,
    places: Mapping[int, int],
    domain: tuple[float, float],
    ceiling: float,
    theme: Theme,
) -> None:
    ticks = {place: _tick(year, strip.changes.get(year, ""), theme) for year, place in places.items()}
    every = range(_width(places))
    parts.axes[f"xaxis{axis}"] = {
        "anchor": f"y{axis}",
        "range": [-0.5, len(every) - 0.5],
        "tickvals": list(every),
        "ticktext": [ticks.get(place, GAP) for place in every],
        "ticks": "",
        "tickangle": 0,
        "automargin": False,
    }
    parts.axes[f"yaxis{axis}"] = {
        "anchor": f"x{axis}",
        "domain": list(domain),
        "range": [0, ceiling],
        "visible": False,
    }


def _name_lines(strip: Strip) -> list[str]:
    return textwrap.wrap(strip.heading, WIDE)


def _amounts(strip: Strip) -> list[float]:
    levels = [] if strip.levels is None else list(strip.levels["value"])
    return [*strip.marks["value"], *levels]


def _places(years: Sequence[int]) -> dict[int, int]:
    """Where each year stands on the axis; a jump in the years leaves one place free."""
    places: dict[int, int] = {}
    place, before = -1, None
    for year in sorted(set(years)):
        place += 1 if before is None or year == before + 1 else 2
        places[year] = place
        before = year
    return places


def _width(places: Mapping[int, int]) -> int:
    return max(places.values(), default=0) + 1


def _tick(year: int, change: str, theme: Theme) -> str:
    under = f"<br><span style='font-size:10.5px;color:{theme.ink}'>{plain(change)}</span>" if change else ""
    return f"{year}{under}"


def _columns(parts: Parts, axis: str, strip: Strip, places: Mapping[int, int], theme: Theme) -> None:
    groups = strip.marks.groupby(["kind", strip.marks["status"].astype(str)], sort=False)
    # A forecast's hatching goes behind what happened; a target's outline goes over it.
    for (kind, status), marks in sorted(groups, key=lambda group: group[0] != ("plan", "forecast")):
        parts.add(
            axis,
            type="bar",
            x=[places[year] for year in marks["year"]],
            y=marks["value"].tolist(),
            width=0.8 if kind == "plan" else 0.6,
            opacity=DIMMED if strip.dimmed else None,
            customdata=marks["hover"].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
            **_style(str(kind), str(status), strip.colour, theme),
        )


def _entry(kind: str, status: str) -> str:
    return status if kind in ("year", "plan") else kind


def _style(kind: str, status: str, colour: str, theme: Theme) -> dict:
    """A column's look: solid actual, lighter preliminary or estimate, hatched part, outlined or hatched plan."""
    clear = "rgba(0,0,0,0)"
    if kind == "plan":
        hatch = {"shape": "/", "fgcolor": theme.muted, "bgcolor": clear, "size": 7} if status == "forecast" else None
        return {"marker": {"color": clear, "line": {"color": theme.ink, "width": 1.5}, "pattern": hatch}}
    if kind in ("part", "own"):
        drawn = colour if kind == "part" else theme.ink
        hatch = {"shape": "\\" if kind == "part" else "x", "fgcolor": drawn, "bgcolor": clear, "size": 6}
        return {"marker": {"color": drawn, "line": {"color": drawn, "width": 1.2}, "pattern": hatch}}
    return {"marker": {"color": colour if status == "actual" else lighter(colour)}}


def lighter(colour: str) -> str:
    """A colour (CSS hex) that lets the ground through: for what is preliminary or an estimate."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{LIGHTER})"


def _labels(parts: Parts, axis: str, strip: Strip, places: Mapping[int, int], pixels: float, theme: Theme) -> None:
    """A number over each column; where the next outline leaves no room, inside the column or joined to it."""
    above, inside = [], []
    for year, marks in strip.marks.groupby("year", sort=True):
        counted = float(marks.loc[marks["kind"] != "plan", "value"].max()) if (marks["kind"] != "plan").any() else -1.0
        shown = marks[(marks["kind"] != "plan") | (marks["value"] > counted)].sort_values("value", kind="stable")
        waiting: list[str] = []
        rows = named(shown)
        for number, mark in enumerate(rows):
            text = f"<b>{mark.label}</b>" if mark.kind == "year" else str(mark.label)
            need = PART_LABEL if "<br>" in text else LABEL
            over = [*([rows[number + 1].value] if number + 1 < len(rows) else []), *_over(strip, year, mark.value)]
            room = (min(over) - mark.value) * pixels if over else need
            last = number + 1 == len(rows)
            if room >= need or (last and mark.kind != "year"):
                above.append((places[mark.year], mark.value, _joined([*waiting, text])))
                waiting = []
            elif mark.kind == "year" and mark.value * pixels > need:
                inside.append((places[mark.year], mark.value, text, mark.status == "actual"))
            elif last:
                above.append((places[mark.year], mark.value, _joined([*waiting, text])))
            else:
                waiting.append(text)
    _text(parts, axis, above, "top center", theme.ink)
    _text(parts, axis, [i[:3] for i in inside if i[3]], "bottom center", text_on(strip.colour))
    _text(parts, axis, [i[:3] for i in inside if not i[3]], "bottom center", theme.ink)


def _over(strip: Strip, year: object, value: float) -> list[float]:
    """The capacities drawn above a value in its year."""
    if strip.levels is None:
        return []
    levels = strip.levels
    return [float(level) for level in levels.loc[(levels["year"] == year) & (levels["value"] > value), "value"]]


def _joined(texts: Sequence[str]) -> str:
    """Numbers that share one place, with what stands below a number moved below them all."""
    if len(texts) == 1:
        return texts[0]
    numbers, below = zip(*(text.partition("<br>")[::2] for text in texts), strict=True)
    joined = f"<span style='font-size:11px'>{'/'.join(numbers)}</span>"
    return "<br>".join([joined, *filter(None, below)])


def _text(parts: Parts, axis: str, at: list[tuple], position: str, colour: str) -> None:
    if not at:
        return
    parts.add(
        axis,
        type="scatter",
        x=[place for place, _, _ in at],
        y=[height for _, height, _ in at],
        text=[text for _, _, text in at],
        mode="text",
        textposition=position,
        textfont={"color": colour, "size": 13},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _levels(parts: Parts, axis: str, strip: Strip, places: Mapping[int, int], theme: Theme) -> None:
    """Capacity as a line over its year: whole where stated for it, dotted where carried on, dashed where planned."""
    if strip.levels is None:
        return
    dashes = {"stated": "solid", "carried": "dot", "planned": "dash"}
    tops = strip.marks.groupby("year")["value"].max()
    for kind, levels in strip.levels.groupby("kind", sort=False):
        x, y, hover, labelled = [], [], [], []
        for level in named(levels):
            place = places[level.year]
            x += [place - 0.48, place, place + 0.48, None]
            y += [level.value, level.value, level.value, None]
            hover += [level.hover, level.hover, level.hover, None]
            if level.label and level.value >= tops.get(level.year, 0):
                labelled.append((place, level.value, level.label))
        parts.add(
            axis,
            type="scatter",
            x=x,
            y=y,
            mode="lines",
            line={"color": theme.warning, "width": 2.5, "dash": dashes[str(kind)]},
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )
        _text(parts, axis, labelled, "top center", theme.warning)


def _absent(
    parts: Parts, axis: str, strip: Strip, places: Mapping[int, int], unsearched: Sequence[int], theme: Theme
) -> None:
    """A dash where a year was searched and no figure was found: not zero."""
    known = {*strip.marks["year"], *unsearched}
    if strip.levels is not None:
        known |= set(strip.levels.loc[strip.levels["kind"] == "planned", "year"])
    at = [(place, 0, NOTHING) for year, place in places.items() if year not in known]
    _text(parts, axis, at, "top center", theme.muted)


def _break(parts: Parts, axis: str, strip: Strip, places: Mapping[int, int], theme: Theme) -> None:
    year = strip.break_year
    if year is None or places.get(year, 0) == 0:
        return
    place = places[year] - 0.5
    on = {"xref": f"x{axis}", "yref": f"y{axis} domain"}
    line = {"color": theme.ink, "width": 1, "dash": "dot"}
    parts.shapes.append({"type": "line", "x0": place, "x1": place, "y0": 0, "y1": 1, "line": line, **on})
    side, shift = ("right", -5) if place > _width(places) / 3 else ("left", 5)
    at = {"x": place, "y": 1, "xanchor": side, "align": side, "xshift": shift, "yanchor": "top", **on}
    parts.write(_narrow(strip.break_text), 12, theme.muted, **at)


def _narrow(text: str) -> str:
    """A note in lines short enough for the space beside a break on a phone."""
    return "<br>".join(piece for line in text.split("<br>") for piece in wrap(line, NOTE_WIDTH) or [""])


def _shade(
    parts: Parts,
    axis: str,
    strip: Strip,
    places: Mapping[int, int],
    unsearched: tuple[Sequence[int], str],
    theme: Theme,
) -> None:
    """Years that no search reached, as :func:`caspian.charts.uncovered` shades them."""
    counted = set(strip.marks.loc[strip.marks["kind"] != "plan", "year"])
    on = {"xref": f"x{axis}", "yref": f"y{axis} domain"}
    for year in unsearched[0]:
        if year not in places or year in counted:
            continue
        place = places[year]
        band = {"x0": place - 0.5, "x1": place + 0.5, "y0": 0, "y1": 1, "line": {"width": 0}, "layer": "below"}
        parts.shapes.append({"type": "rect", "fillcolor": theme.panel, "opacity": 0.9, **band, **on})
        if unsearched[1]:
            parts.write(plain(unsearched[1]), 12, theme.muted, x=place, y=0.5, textangle=-90, **on)


def _heading(parts: Parts, axis: str, strip: Strip, theme: Theme) -> None:
    text = "<br>".join(f"<b>{plain(line)}</b>" for line in _name_lines(strip))
    if text:
        at = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left", "y": 1, "yref": f"y{axis} domain"}
        parts.write(text, 13, theme.muted if strip.dimmed else theme.ink, yanchor="bottom", yshift=4, **at)


def _legend_entries(strips: Sequence[Strip]) -> list[str]:
    """The kinds of marks that occur, in the legend's order."""
    found = {
        _entry(str(kind), str(status))
        for strip in strips
        for kind, status in zip(strip.marks["kind"], strip.marks["status"], strict=True)
    }
    for strip in strips:
        if strip.levels is not None:
            found |= {"planned" if kind == "planned" else "stated" for kind in strip.levels["kind"]}
    order = ("actual", "preliminary", "estimate", "part", "own", "target", "forecast", "stated", "planned")
    return [entry for entry in order if entry in found]


def _legend(parts: Parts, entries: list[str], names: Mapping[str, str], colour: str, theme: Theme) -> None:
    kinds = {"part": ("part", ""), "own": ("own", "")} | {one: ("plan", one) for one in ("target", "forecast")}
    for entry in entries:
        look: dict[str, Any] = {"name": plain(names[entry]), "x": [None], "y": [None], "showlegend": True}
        if entry in ("stated", "planned"):
            line = {"color": theme.warning, "width": 2.5, "dash": "solid" if entry == "stated" else "dash"}
            parts.add("", type="scatter", mode="lines", line=line, **look)
        else:
            kind, status = kinds.get(entry, ("year", entry))
            parts.add("", type="bar", **look, **_style(kind, status, colour, theme))
