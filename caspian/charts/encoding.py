"""What the columns of a tidy table are in a chart: said once, for every program that draws it."""

from dataclasses import dataclass

import pandas as pd

SHAPES = ("columns", "stacked columns", "bars", "stacked bars", "lines")
LOOKS = ("solid", "lighter", "outlined", "hatched", "clear", "line", "marks")
"""How a mark is drawn: counted, less firm, planned, part of a year or forecast, unseen; a line, single marks on it."""


@dataclass(frozen=True)
class Encoding:
    """How a chart reads a tidy table, which has a row for each mark.

    ``category``, ``series`` and ``value`` are columns: where a mark stands, which of the marks of a place it is, and
    how long it is. A stack adds up the marks of one series at one place. A row without a series (an empty cell) is no
    mark of this chart. Series come in the order of the table or, where their column is one of pandas' categories, in
    theirs. ``colour`` (CSS hex) and ``look`` (of :data:`LOOKS`) are columns too, and may differ within a series.
    """

    shape: str
    category: str
    series: str
    value: str
    colour: str = "colour"
    look: str = ""
    number_format: str = "General"
    """As a spreadsheet writes it."""
    categories: tuple[str, ...] = ()
    """The places in their order, those without a mark among them (years of an axis); else the table's, in its order."""
    base: str = ""
    """A column of dates: where the first mark of a stack begins, values being days. Empty: every stack at nought."""
    value_axis: tuple[float | pd.Timestamp, float | pd.Timestamp, float, str] | None = None
    """Lowest, highest, step and number format of a value axis that is shown; None: it is not."""
    beside: bool = True
    """Whether the series of a category stand beside each other; else each in its middle."""
    unlabelled: tuple[str, ...] = ()
    """Series whose numbers are not written at their marks."""
    remark: str = ""
    """What stands under the chart."""
