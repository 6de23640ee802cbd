"""Charts of freight by years: columns for what was counted, outlines for what was planned, lines for capacity."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import figure, plain
from caspian.data.vocabulary import HAPPENED, PLANNED
from caspian.measures.freight.series import named
from caspian.style import Theme, text_on

ENTRIES = (*HAPPENED, "part", "own", *PLANNED, "stated", "planned")
"""What a mark can be, in the order of the legend: a status of a whole year, a part of a year, the viewer's projection;
capacity as stated and as planned."""

CAPACITY = ("stated", "planned")

LIGHTER = 0.45
"""How opaque a preliminary or an estimated value is drawn."""

DIMMED = 0.3
"""How opaque a series of a country that is not chosen is drawn."""

LABEL, PART_LABEL, TICKS, HEADING, LINE, LEGEND = 18, 34, 42, 14, 16, 26
"""In pixels: room for a number, for a number with its months, for two lines of ticks, round the name of a
series, for a line of that name, and for one row of the legend."""

WIDE = 50
"""Characters of a name that a narrow screen holds on one line."""

NOTE_WIDTH = 22
"""Of a note on the chart, in letters."""

GAP = "…"
NOTHING = "–"


@dataclass(frozen=True)
class Axis:
    """The years of a chart, those among them that no search reached, and what is written over these."""

    years: tuple[int, ...]
    unsearched: tuple[int, ...] = ()
    note: str = ""


@dataclass(eq=False)
class Parts:
    """What a figure is made of, collected so that plotly checks it once and not piece by piece."""

    traces: list[dict] = field(default_factory=list)
    shapes: list[dict] = field(default_factory=list)
    annotations: list[dict] = field(default_factory=list)
    axes: dict[str, dict] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Strip:
    """One series on its way into a figure: its columns, its capacities, and where they go.

    ``axis`` ends the names of its axes ("" for the first, "2" for the second); ``places`` are those of the years.
    """

    marks: pd.DataFrame
    levels: pd.DataFrame
    axis: str
    places: Mapping[int, int]
    theme: Theme
    parts: Parts

    def add(self, **trace: Any) -> None:
        axes = {"xaxis": f"x{self.axis}", "yaxis": f"y{self.axis}"}
        self.parts.traces.append({**axes, "showlegend": False, **trace})

    def write(self, text: str, size: int, colour: str, **place: Any) -> None:
        font = {"size": size, "color": colour}
        self.parts.annotations.append({"text": text, "showarrow": False, "font": font, **place})

    @property
    def heading(self) -> list[str]:
        """The name over the strip, in lines."""
        return textwrap.wrap(str(self.marks["heading"].iloc[0]), WIDE)

    @property
    def dimmed(self) -> bool:
        return bool(self.marks["dimmed"].iloc[0])

    @property
    def on(self) -> dict[str, str]:
        """Places a shape or a note by year, and by the share of the strip's height."""
        return {"xref": f"x{self.axis}", "yref": f"y{self.axis} domain"}


def yearly(marks: pd.DataFrame, axis: Axis, theme: Theme) -> go.Figure:
    """Series by year, one strip each, on one scale and one set of years; a gap in the years is marked.

    ``marks``: a row a mark, as :mod:`caspian.cards.freight.marks` describes them; each series has one that is no
    capacity.
    """
    places = _places(axis.years)
    parts = Parts()
    strips = _strips(marks, places, theme, parts)
    single = len(strips) == 1
    plot = 250 if single else 104
    entries = [entry for entry in ENTRIES if (marks["entry"] == entry).any()]
    name_lines = max(len(strip.heading) for strip in strips)
    head = HEADING + LINE * name_lines if name_lines else 8
    top = (LEGEND if len(entries) < 4 else 2 * LEGEND) + head
    inner = len(strips) * plot + (len(strips) - 1) * (TICKS + head)
    ceiling = (float(marks["value"].max()) or 1) * (1 + PART_LABEL / plot)
    for number, strip in enumerate(strips):
        upper = 1 - number * (plot + TICKS + head) / inner
        _axes(strip, (max(0.0, upper - plot / inner), upper), ceiling)
        _shade(strip, axis.unsearched, axis.note if single else "")
        _columns(strip)
        _labels(strip, plot / ceiling)
        _levels(strip)
        _absent(strip, axis.unsearched)
        _break(strip)
        _heading(strip)
    for entry in entries:
        _legend(strips[0], marks[marks["entry"] == entry].iloc[0])
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


def _strips(marks: pd.DataFrame, places: Mapping[int, int], theme: Theme, parts: Parts) -> list[Strip]:
    strips = []
    for _series, rows in marks.groupby("series_id", sort=False):
        capacity = rows["entry"].isin(CAPACITY)
        axis = str(len(strips) + 1) if strips else ""
        strips.append(Strip(rows[~capacity], rows[capacity], axis, places, theme, parts))
    return strips


def _axes(strip: Strip, domain: tuple[float, float], ceiling: float) -> None:
    changed = strip.marks[strip.marks["change"] != ""]
    changes = dict(zip(changed["year"], changed["change"], strict=True))
    ticks = {place: _tick(year, changes.get(year, ""), strip.theme) for year, place in strip.places.items()}
    every = range(_width(strip.places))
    strip.parts.axes[f"xaxis{strip.axis}"] = {
        "anchor": f"y{strip.axis}",
        "range": [-0.5, len(every) - 0.5],
        "tickvals": list(every),
        "ticktext": [ticks.get(place, GAP) for place in every],
        "ticks": "",
        "tickangle": 0,
        "automargin": False,
    }
    strip.parts.axes[f"yaxis{strip.axis}"] = {
        "anchor": f"x{strip.axis}",
        "domain": list(domain),
        "range": [0, ceiling],
        "visible": False,
    }


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


def _columns(strip: Strip) -> None:
    groups = strip.marks.groupby(["kind", "entry"], sort=False)
    # A forecast's hatching goes behind what happened; a target's outline goes over it.
    for (kind, entry), marks in sorted(groups, key=lambda group: group[0] != ("plan", "forecast")):
        strip.add(
            type="bar",
            x=[strip.places[year] for year in marks["year"]],
            y=marks["value"].tolist(),
            width=0.8 if kind == "plan" else 0.6,
            opacity=DIMMED if strip.dimmed else None,
            customdata=marks["hover"].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
            **_style(str(entry), str(marks["colour"].iloc[0]), strip.theme),
        )


def _style(entry: str, colour: str, theme: Theme) -> dict:
    """A column's look: solid actual, lighter preliminary or estimate, hatched part, outlined or hatched plan."""
    clear = "rgba(0,0,0,0)"
    if entry in PLANNED:
        hatch = {"shape": "/", "fgcolor": theme.muted, "bgcolor": clear, "size": 7} if entry == "forecast" else None
        return {"marker": {"color": clear, "line": {"color": theme.ink, "width": 1.5}, "pattern": hatch}}
    if entry in ("part", "own"):
        hatch = {"shape": "\\" if entry == "part" else "x", "fgcolor": colour, "bgcolor": clear, "size": 6}
        return {"marker": {"color": colour, "line": {"color": colour, "width": 1.2}, "pattern": hatch}}
    return {"marker": {"color": colour if entry == "actual" else lighter(colour)}}


def lighter(colour: str) -> str:
    """A colour (CSS hex) that lets the ground through: for what is preliminary or an estimate."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{LIGHTER})"


def _labels(strip: Strip, pixels: float) -> None:
    """A number over each column; where the next outline leaves no room, inside the column or joined to it.

    ``pixels``: the height of one unit of the values.
    """
    above, on_solid, on_lighter = [], [], []
    levels = named(strip.levels)
    by_year: dict[int, list[Any]] = {}
    for mark in sorted(named(strip.marks), key=lambda mark: (mark.year, mark.value)):
        by_year.setdefault(mark.year, []).append(mark)
    for year, marks in by_year.items():
        place = strip.places[year]
        counted = max((mark.value for mark in marks if mark.kind != "plan"), default=-1.0)
        shown = [mark for mark in marks if mark.kind != "plan" or mark.value > counted]
        waiting: list[str] = []
        for number, mark in enumerate(shown):
            text = f"<b>{mark.label}</b>" if mark.kind == "year" else str(mark.label)
            need = PART_LABEL if "<br>" in text else LABEL
            over = [higher.value for higher in shown[number + 1 : number + 2]]
            over += [level.value for level in levels if level.year == year and level.value > mark.value]
            room = (min(over) - mark.value) * pixels if over else need
            last = number + 1 == len(shown)
            if room >= need or (last and mark.kind != "year"):
                above.append((place, mark.value, _joined([*waiting, text])))
                waiting = []
            elif mark.kind == "year" and mark.value * pixels > need:
                (on_solid if mark.look == "solid" else on_lighter).append((place, mark.value, text))
            elif last:
                above.append((place, mark.value, _joined([*waiting, text])))
            else:
                waiting.append(text)
    solid = strip.marks.loc[strip.marks["look"] == "solid", "colour"]
    _text(strip, above, "top center", strip.theme.ink)
    _text(strip, on_solid, "bottom center", text_on(solid.iloc[0]) if len(solid) else strip.theme.ink)
    _text(strip, on_lighter, "bottom center", strip.theme.ink)


def _joined(texts: Sequence[str]) -> str:
    """Numbers that share one place, with what stands below a number moved below them all."""
    if len(texts) == 1:
        return texts[0]
    numbers, below = zip(*(text.partition("<br>")[::2] for text in texts), strict=True)
    joined = f"<span style='font-size:11px'>{'/'.join(numbers)}</span>"
    return "<br>".join([joined, *filter(None, below)])


def _text(strip: Strip, at: list[tuple], position: str, colour: str) -> None:
    if not at:
        return
    strip.add(
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


def _levels(strip: Strip) -> None:
    """Capacity as a line over its year: whole where stated for it, dotted where carried on, dashed where planned."""
    dashes = {"stated": "solid", "carried": "dot", "planned": "dash"}
    tops = strip.marks.groupby("year")["value"].max()
    for kind, levels in strip.levels.groupby("kind", sort=False):
        x, y, hover, labelled = [], [], [], []
        for level in named(levels):
            place = strip.places[level.year]
            x += [place - 0.48, place, place + 0.48, None]
            y += [level.value, level.value, level.value, None]
            hover += [level.hover, level.hover, level.hover, None]
            if level.label and level.value >= tops.get(level.year, 0):
                labelled.append((place, level.value, level.label))
        strip.add(
            type="scatter",
            x=x,
            y=y,
            mode="lines",
            line={"color": levels["colour"].iloc[0], "width": 2.5, "dash": dashes[str(kind)]},
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )
        _text(strip, labelled, "top center", levels["colour"].iloc[0])


def _absent(strip: Strip, unsearched: Sequence[int]) -> None:
    """A dash where a year was searched and no figure was found: not zero."""
    planned = strip.levels.loc[strip.levels["kind"] == "planned", "year"]
    known = {*strip.marks["year"], *planned, *unsearched}
    at = [(place, 0, NOTHING) for year, place in strip.places.items() if year not in known]
    _text(strip, at, "top center", strip.theme.muted)


def _break(strip: Strip) -> None:
    first = strip.marks.iloc[0]
    if strip.places.get(first["broken"], 0) == 0:
        return
    place = strip.places[first["broken"]] - 0.5
    line = {"color": strip.theme.ink, "width": 1, "dash": "dot"}
    strip.parts.shapes.append({"type": "line", "x0": place, "x1": place, "y0": 0, "y1": 1, "line": line, **strip.on})
    side, shift = ("right", -5) if place > _width(strip.places) / 3 else ("left", 5)
    at = {"x": place, "y": 1, "xanchor": side, "align": side, "xshift": shift, "yanchor": "top", **strip.on}
    strip.write(_narrow(str(first["break_text"])), 12, strip.theme.muted, **at)


def _narrow(text: str) -> str:
    """A note in lines short enough for the space beside a break on a phone."""
    return "<br>".join(piece for line in text.split("<br>") for piece in wrap(line, NOTE_WIDTH) or [""])


def _shade(strip: Strip, unsearched: Sequence[int], note: str) -> None:
    """Years that no search reached, as :func:`caspian.charts.uncovered` shades them."""
    counted = set(strip.marks.loc[strip.marks["kind"] != "plan", "year"])
    for year in unsearched:
        if year not in strip.places or year in counted:
            continue
        place = strip.places[year]
        band = {"x0": place - 0.5, "x1": place + 0.5, "y0": 0, "y1": 1, "line": {"width": 0}, "layer": "below"}
        strip.parts.shapes.append({"type": "rect", "fillcolor": strip.theme.panel, "opacity": 0.9, **band, **strip.on})
        if note:
            strip.write(plain(note), 12, strip.theme.muted, x=place, y=0.5, textangle=-90, **strip.on)


def _heading(strip: Strip) -> None:
    text = "<br>".join(f"<b>{plain(line)}</b>" for line in strip.heading)
    if text:
        at = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left", "y": 1, "yref": f"y{strip.axis} domain"}
        colour = strip.theme.muted if strip.dimmed else strip.theme.ink
        strip.write(text, 13, colour, yanchor="bottom", yshift=4, **at)


def _legend(strip: Strip, mark: pd.Series) -> None:
    """An entry of the legend that looks like a mark."""
    look: dict[str, Any] = {"name": plain(mark["legend"]), "x": [None], "y": [None], "showlegend": True}
    if mark["entry"] in CAPACITY:
        line = {"color": mark["colour"], "width": 2.5, "dash": "solid" if mark["entry"] == "stated" else "dash"}
        strip.add(type="scatter", mode="lines", line=line, **look)
    else:
        strip.add(type="bar", **look, **_style(mark["entry"], mark["colour"], strip.theme))
