"""Charts of freight by years: columns for what was counted, outlines for what was planned, lines for capacity."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from caspian.charts import figure, plain, uncovered
from caspian.measures.freight import named
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
    height = top + len(strips) * plot + (len(strips) - 1) * (TICKS + head) + TICKS
    drawing = figure(theme, height, barmode="overlay", margin={"l": 8, "r": 8, "t": top, "b": TICKS})
    inner = height - top - TICKS
    make_subplots(rows=len(strips), figure=drawing, vertical_spacing=(TICKS + head) / inner if len(strips) > 1 else 0)
    highest = max([0.0, *(float(m) for strip in strips for m in _amounts(strip))]) or 1
    ceiling = highest * (1 + PART_LABEL / plot)
    for row, strip in enumerate(strips, start=1):
        _columns(drawing, strip, places, names, row, theme)
        _labels(drawing, strip, places, plot / ceiling, row, theme)
        _levels(drawing, strip, places, names, row, theme)
        _absent(drawing, strip, places, unsearched[0], row, theme)
        _break(drawing, strip, places, row, theme)
        _shade(drawing, strip, places, unsearched if single else (unsearched[0], ""), row, theme)
        ticks = {place: _tick(year, strip.changes.get(year, ""), theme) for year, place in places.items()}
        drawing.update_xaxes(
            row=row,
            col=1,
            range=[-0.5, _width(places) - 0.5],
            tickvals=list(range(_width(places))),
            ticktext=[ticks.get(place, GAP) for place in range(_width(places))],
            ticks="",
            tickangle=0,
            automargin=False,
        )
        drawing.update_yaxes(row=row, col=1, range=[0, ceiling], visible=False)
        _heading(drawing, strip, row, theme)
    _legend(drawing, entries, names, strips[0].colour, inner, head, theme)
    return drawing


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


def _columns(
    drawing: go.Figure, strip: Strip, places: Mapping[int, int], names: Mapping[str, str], row: int, theme: Theme
) -> None:
    for (kind, status), part in strip.marks.groupby(["kind", strip.marks["status"].astype(str)], sort=False):
        style = _style(str(kind), str(status), strip.colour, theme)
        drawing.add_bar(
            x=[places[year] for year in part["year"]],
            y=part["value"],
            width=0.8 if kind == "plan" else 0.6,
            name=plain(names[_entry(str(kind), str(status))]),
            opacity=DIMMED if strip.dimmed else None,
            customdata=part["hover"],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
            row=row,
            col=1,
            **style,
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


def _labels(drawing: go.Figure, strip: Strip, places: Mapping[int, int], pixels: float, row: int, theme: Theme) -> None:
    """A number over each column; where the next outline leaves no room, inside the column or joined to it."""
    above, inside = [], []
    for year, marks in strip.marks.groupby("year", sort=True):
        counted = float(marks.loc[marks["kind"] != "plan", "value"].max()) if (marks["kind"] != "plan").any() else -1.0
        shown = marks[(marks["kind"] != "plan") | (marks["value"] > counted)].sort_values("value", kind="stable")
        waiting: list[str] = []
        rows = list(named(shown))
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
    _text(drawing, above, "top center", theme.ink, row)
    _text(drawing, [i[:3] for i in inside if i[3]], "bottom center", text_on(strip.colour), row)
    _text(drawing, [i[:3] for i in inside if not i[3]], "bottom center", theme.ink, row)


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


def _text(drawing: go.Figure, at: list[tuple], position: str, colour: str, row: int, size: int = 13) -> None:
    if not at:
        return
    drawing.add_scatter(
        x=[place for place, _, _ in at],
        y=[height for _, height, _ in at],
        text=[text for _, _, text in at],
        mode="text",
        textposition=position,
        textfont={"color": colour, "size": size},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
        row=row,
        col=1,
    )


def _levels(
    drawing: go.Figure, strip: Strip, places: Mapping[int, int], names: Mapping[str, str], row: int, theme: Theme
) -> None:
    """Capacity as a line over its year: whole where stated for it, dotted where carried on, dashed where planned."""
    if strip.levels is None:
        return
    dashes = {"stated": "solid", "carried": "dot", "planned": "dash"}
    for kind, part in strip.levels.groupby("kind", sort=False):
        x, y, hover = [], [], []
        for level in named(part):
            x += [places[level.year] - 0.48, places[level.year], places[level.year] + 0.48, None]
            y += [level.value, level.value, level.value, None]
            hover += [level.hover, level.hover, level.hover, None]
        drawing.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": theme.warning, "width": 2.5, "dash": dashes[str(kind)]},
            name=plain(names["planned" if kind == "planned" else "stated"]),
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
            row=row,
            col=1,
        )
        tops = strip.marks.groupby("year")["value"].max()
        labelled = [
            (places[level.year], level.value, level.label)
            for level in named(part)
            if level.label and level.value >= tops.get(level.year, 0)
        ]
        _text(drawing, labelled, "top center", theme.warning, row)


def _absent(
    drawing: go.Figure, strip: Strip, places: Mapping[int, int], unsearched: Sequence[int], row: int, theme: Theme
) -> None:
    """A dash where a year was searched and no figure was found: not zero."""
    known = {*strip.marks["year"], *unsearched}
    if strip.levels is not None:
        known |= set(strip.levels.loc[strip.levels["kind"] == "planned", "year"])
    _text(
        drawing,
        [(place, 0, NOTHING) for year, place in places.items() if year not in known],
        "top center",
        theme.muted,
        row,
    )


def _break(drawing: go.Figure, strip: Strip, places: Mapping[int, int], row: int, theme: Theme) -> None:
    year = strip.break_year
    if year is None or places.get(year, 0) == 0:
        return
    place = places[year] - 0.5
    line = {"color": theme.ink, "width": 1, "dash": "dot"}
    axis = row if row > 1 else ""
    drawing.add_shape(x0=place, x1=place, y0=0, y1=1, xref=f"x{axis}", yref=f"y{axis} domain", line=line)
    right = place > _width(places) / 3
    drawing.add_annotation(
        x=place,
        y=1,
        xref=f"x{axis}",
        yref=f"y{axis} domain",
        yanchor="top",
        xanchor="right" if right else "left",
        align="right" if right else "left",
        xshift=-5 if right else 5,
        text=strip.break_text,
        showarrow=False,
        font={"size": 12, "color": theme.muted},
    )


def _shade(
    drawing: go.Figure,
    strip: Strip,
    places: Mapping[int, int],
    unsearched: tuple[Sequence[int], str],
    row: int,
    theme: Theme,
) -> None:
    counted = set(strip.marks.loc[strip.marks["kind"] != "plan", "year"])
    for year in unsearched[0]:
        if year in places and year not in counted:
            place = places[year]
            uncovered(drawing, theme, place - 0.5, place + 0.5, plain(unsearched[1]), row=row, col=1)


def _heading(drawing: go.Figure, strip: Strip, row: int, theme: Theme) -> None:
    if not strip.heading:
        return
    drawing.add_annotation(
        x=0,
        xref="paper",
        y=1,
        yref=f"y{row if row > 1 else ''} domain",
        xanchor="left",
        yanchor="bottom",
        yshift=4,
        align="left",
        text="<br>".join(f"<b>{plain(line)}</b>" for line in _name_lines(strip)),
        showarrow=False,
        font={"size": 13, "color": theme.muted if strip.dimmed else theme.ink},
    )


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


def _legend(
    drawing: go.Figure, entries: list[str], names: Mapping[str, str], colour: str, inner: int, lift: int, theme: Theme
) -> None:
    kinds = {"part": ("part", ""), "own": ("own", "")} | {one: ("plan", one) for one in ("target", "forecast")}
    for entry in entries:
        if entry in ("stated", "planned"):
            dash = "solid" if entry == "stated" else "dash"
            line = {"color": theme.warning, "width": 2.5, "dash": dash}
            drawing.add_scatter(x=[None], y=[None], mode="lines", line=line, name=plain(names[entry]))
        else:
            kind, status = kinds.get(entry, ("year", entry))
            drawing.add_bar(x=[None], y=[None], name=plain(names[entry]), **_style(kind, status, colour, theme))
    drawing.update_layout(legend={"y": 1 + lift / inner, "yanchor": "bottom"})
