"""Native charts: numbers put into a slide as a chart that PowerPoint and LibreOffice can edit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from caspian.cards import Card
from caspian.charts.encoding import Encoding
from caspian.style import Theme, mixed, text_on
from caspian.tables import harmless

SHAPES = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked columns": XL_CHART_TYPE.COLUMN_STACKED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked bars": XL_CHART_TYPE.BAR_STACKED,
    "lines": XL_CHART_TYPE.LINE,
}

TEXT, NUMBERS = Pt(14), Pt(12)

MOST_LABELS, STEPS = 24, (1, 2, 3, 6, 12, 24, 60, 120)
"""Labels that a slide has room for side by side, and the steps from one to the next."""

DAY_ONE = pd.Timestamp(1899, 12, 30)
"""The day that a spreadsheet counts as 0."""

Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Series:
    """One series of a native chart; ``look`` is solid, lighter, outlined, hatched, clear, line or marks.

    ``colour`` is CSS hex, or empty where its points have different ones; ``points`` may give single points (by place) a
    colour and a look of their own.
    """

    name: str
    values: Values
    colour: str
    look: str = "solid"
    points: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    labelled: bool = True


@dataclass(frozen=True)
class Chart:
    """A native chart. ``shape``: columns, stacked columns, bars, stacked bars or lines."""

    shape: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str = "General"
    legend: bool = True
    value_axis: tuple[float, float, float, str] | None = None
    """Lowest, highest, step and number format of a value axis that is shown; None: it is not."""
    beside: bool = True
    """Whether the series of a category stand beside each other; else each in its middle."""
    remark: str = ""
    """What stands under the chart."""


def chart_of(card: Card) -> Chart:
    """A card's table as a native chart, by its encoding.

    Raises:
        ValueError: for a card without one.
    """
    table, encoding = card.table, card.encoding
    if table is None or encoding is None:
        raise ValueError(f"{card.name} has no encoding of its table")
    table = table[table[encoding.series].notna()]
    categories = dict.fromkeys([*encoding.categories, *table[encoding.category].astype(str)])
    places = {category: place for place, category in enumerate(categories)}
    own_order = isinstance(table[encoding.series].dtype, pd.CategoricalDtype)
    series = [
        _series(str(name), rows, places, encoding)
        for name, rows in table.groupby(encoding.series, sort=own_order, observed=True)
    ]
    if encoding.base:
        series.insert(0, _unseen(card.columns[encoding.base], table, places, encoding))
    axis = encoding.value_axis
    return Chart(
        encoding.shape,
        tuple(places),
        tuple(series),
        encoding.number_format,
        value_axis=axis and (_number(axis[0]), _number(axis[1]), *axis[2:]),
        beside=encoding.beside,
        remark=encoding.remark,
    )


def _series(name: str, rows: pd.DataFrame, places: Mapping[str, int], encoding: Encoding) -> Series:
    """One series; its first mark's look is its own, and the colour that all share: others are those of their points."""
    stacked = encoding.shape.startswith("stacked")
    values: list[float | None] = [None] * len(places)
    looks = list(rows[encoding.look]) if encoding.look else ["solid"] * len(rows)
    drawn = list(zip(rows[encoding.colour], looks, strict=True))
    colour, look = drawn[0] if rows[encoding.colour].nunique() == 1 else ("", looks[0])
    points = {}
    for category, value, own in zip(rows[encoding.category].astype(str), rows[encoding.value], drawn, strict=True):
        place = places[category]
        # In a stack, the number of a part of no length would stand on its neighbour's.
        if pd.notna(value) and (value or not stacked):
            values[place] = float(value) + (values[place] or 0 if stacked else 0)
        if own != (colour, look):
            points[place] = own
    return Series(name, tuple(values), colour, look, points, name not in encoding.unlabelled)


def _unseen(name: str, table: pd.DataFrame, places: Mapping[str, int], encoding: Encoding) -> Series:
    """The part of each stack up to the date at which it begins."""
    begins = table.groupby(table[encoding.category].astype(str))[encoding.base].min()
    values = [_number(begins[category]) if category in begins.index else None for category in places]
    return Series(name, tuple(values), "#FFFFFF", "clear", labelled=False)


def _number(value: float | pd.Timestamp) -> float:
    """A date as a spreadsheet counts it, in days; a number as it is."""
    return float((value - DAY_ONE).days) if isinstance(value, pd.Timestamp) else float(value)


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def add(shapes: Any, chart: Chart, box: tuple[Any, Any, Any, Any], alt: str, theme: Theme) -> Any:
    """Put a chart on a slide; ``alt`` is its text alternative."""
    data = CategoryChartData(number_format=chart.number_format)
    # The numbers lie in a workbook of their own inside the file: text in it is never a formula.
    data.categories = [str(harmless(name)) for name in chart.categories]
    for one in chart.series:
        data.add_series(str(harmless(one.name)), one.values)
    frame = shapes.add_chart(SHAPES[chart.shape], *box, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    drawn = frame.chart
    drawn.has_title = False
    drawn.font.size, drawn.font.color.rgb = TEXT, rgb(theme.ink)
    drawn.has_legend = chart.legend and len(chart.series) > 1
    if drawn.has_legend:
        many = len(chart.series) > 6
        drawn.legend.position = XL_LEGEND_POSITION.RIGHT if many else XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
        drawn.legend.font.size, drawn.legend.font.color.rgb = NUMBERS, rgb(theme.ink)
    _axes(drawn, chart, theme)
    plot = drawn.plots[0]
    if chart.shape != "lines":
        stacked = chart.shape.startswith("stacked")
        plot.gap_width = 45
        plot.overlap = 100 if stacked or not chart.beside else -5
    for one, series in zip(chart.series, plot.series, strict=True):
        _look(series, one, chart, theme)
    return frame


def _step(count: int) -> int:
    """Every which of so many places along a slide has a label: of months, whole parts of a year or whole years."""
    return next((step for step in STEPS if count / step <= MOST_LABELS), STEPS[-1])


def _axes(drawn: Any, chart: Chart, theme: Theme) -> None:
    categories, values = drawn.category_axis, drawn.value_axis
    categories.format.line.color.rgb = rgb(theme.muted)
    categories.tick_labels.font.size, categories.tick_labels.font.color.rgb = TEXT, rgb(theme.ink)
    categories.has_major_gridlines = False
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.shape.endswith("bars"):
        categories.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below, since the order is turned
    elif (step := _step(len(chart.categories))) > 1:
        # The schema wants it before the axis' last element.
        last = categories._element.find(qn("c:noMultiLvlLbl"))
        for tag in ("tickLblSkip", "tickMarkSkip"):
            last.addprevious(parse_xml(f'<c:{tag} {nsdecls("c")} val="{step}"/>'))
    values.has_major_gridlines = chart.value_axis is not None
    if chart.value_axis is None:
        values.visible = False
        return
    low, high, step, written = chart.value_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = low, high, step
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = written, False
    values.tick_labels.font.size, values.tick_labels.font.color.rgb = NUMBERS, rgb(theme.muted)
    values.format.line.fill.background()
    values.major_gridlines.format.line.color.rgb = rgb(theme.line)


def _look(series: Any, one: Series, chart: Chart, theme: Theme) -> None:
    colour = one.colour or theme.muted
    if one.look == "line":
        series.format.line.color.rgb, series.format.line.width = rgb(colour), Pt(2.75)
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    if one.look == "marks":
        series.format.line.fill.background()
        series.smooth = False
        series.marker.style, series.marker.size = XL_MARKER_STYLE.DIAMOND, 11
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(colour)
        series.marker.format.line.color.rgb = rgb(theme.paper)
        labels = series.data_labels
        labels.show_value, labels.position, labels.font.size = True, XL_LABEL_POSITION.ABOVE, NUMBERS
        return
    series.invert_if_negative = False
    _fill(series.format, colour, one.look, theme)
    for place, (own, look) in one.points.items():
        _fill(series.points[place].format, own, look, theme)
    if one.labelled:
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, chart.number_format, False
        labels.font.size = NUMBERS
        inside = chart.shape.startswith("stacked")
        on = text_on(colour) if inside and one.look == "solid" else theme.ink
        labels.font.color.rgb = rgb(on)
        labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END


def _fill(form: Any, colour: str, look: str, theme: Theme) -> None:
    fill, line = form.fill, form.line
    if look == "clear":
        fill.background()
        line.fill.background()
        return
    if look == "outlined":
        fill.background()
        line.color.rgb, line.width = rgb(colour), Pt(1.75)
        return
    if look == "hatched":
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = rgb(colour), rgb(theme.paper)
        line.color.rgb, line.width = rgb(colour), Pt(1)
        return
    fill.solid()
    fill.fore_color.rgb = rgb(colour if look == "solid" else mixed(theme.paper, colour, 0.45))
    line.color.rgb, line.width, line.dash_style = rgb(theme.paper), Pt(0.75), MSO_LINE.SOLID
