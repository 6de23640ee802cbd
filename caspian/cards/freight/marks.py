"""The table that a chart by years draws: a row a mark, of one series or of several.

| column | what it holds |
| --- | --- |
| `series_id` | the series in whose strip the mark stands: a capacity in that of the series held against it |
| `name` | the title of the series that the figure is of |
| `heading` | what stands over the series' strip; empty where it stands alone |
| `year`, `period` | the place on the axis; the period of the figure itself, in words |
| `kind` | "year", "part", "plan", "own" (the viewer's projection), "stated", "carried" or "planned" (capacity) |
| `entry`, `legend` | what the mark is, of :data:`ENTRIES`; in words |
| `status` | the status of the figure, in words |
| `value`, `amount`, `unit` | the figure in full; on the chart's scale; the unit's name |
| `label`, `hover`, `change` | what is written at the mark, over it, and under its year |
| `colour`, `look`, `dimmed` | how it is drawn (CSS hex, of `charts.encoding.LOOKS`, and whether it stands back) |
| `broken`, `break_text` | the year from which the series seems to count otherwise, 0 without one; what is said of it |
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from caspian.cards.freight import words
from caspian.charts import lines, plain
from caspian.charts.encoding import Encoding
from caspian.charts.freight.years import ENTRIES, Axis
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.series import named
from caspian.tables import heading_of
from caspian.text import NO_BREAK_SPACE, Language

NARROW_SPACE = "\u202f"

LOOKS = {
    "actual": "solid",
    "preliminary": "lighter",
    "estimate": "lighter",
    "part": "hatched",
    "own": "hatched",
    "target": "outlined",
    "forecast": "hatched",
    "stated": "outlined",
    "planned": "outlined",
}
"""How each entry is drawn."""


def legend(context: Context) -> dict[str, str]:
    """What to call each kind of mark."""
    _ = context.language.gettext
    statuses = (*measures.HAPPENED, *measures.PLANNED)
    return {status: context.label("value_status", status) for status in statuses} | {
        "part": _("Part of a year"),
        "own": _("Your projection"),
        "stated": _("Capacity, as stated"),
        "planned": _("Capacity, planned"),
    }


def covered_years(dataset: Dataset) -> range:
    """The calendar years that were searched for freight; without a first day all up to the last one."""
    first = dataset.coverage.loc[dataset.coverage["table"] == "freight", "covered_from"].min()
    return range(1 if pd.isna(first) else first.year, dataset.covered_to("freight").year + 1)


def shown_years(marks: pd.DataFrame, filters: Filters) -> list[int]:
    """The years of the period, and those beyond its end for which there is a plan."""
    plans = marks.loc[marks["kind"].isin(["plan", "planned"]), "year"]
    return sorted({*range(filters.period[0], filters.period[1] + 1), *(y for y in plans if y > filters.period[1])})


def of_series(context: Context, series_id: str) -> pd.DataFrame:
    """What a chart by years can show of a series in the chosen period, and its plans beyond."""
    marks = measures.marks_of(context.dataset, series_id)
    return marks[marks["year"].isin(shown_years(marks, context.filters))]


def scale(context: Context, series_id: str, *values: pd.Series) -> words.Scale:
    """The scale for all the values that a chart shows."""
    return words.scale(measures.unit_of(context.dataset, series_id), max([0.0, *(v.max() for v in values if len(v))]))


def table(context: Context, series_id: str, marks: pd.DataFrame, how: words.Scale, heading: str = "") -> pd.DataFrame:
    """The marks of a series (of :func:`measures.marks`), ready to be drawn."""
    theme, said = context.theme, changes(context, series_id, marks)
    found = named(marks)
    entries = ["part" if mark.kind == "part" else str(mark.status) for mark in found]
    own = words.colour_of(context, series_id)
    drawn = pd.DataFrame(
        {
            "name": words.series_names(context)[series_id],
            "year": marks["year"],
            "period": [context.language.period(mark.period_start, mark.period_end) for mark in found],
            "kind": marks["kind"],
            "entry": entries,
            "status": [context.label("value_status", str(mark.status)) for mark in found],
            "value": marks["value"],
            "label": [_label(mark, how, context.language) for mark in found],
            "hover": [words.hover(context, mark, how.unit) for mark in found],
            "change": [said.get(mark.year, "") if mark.kind == "year" else "" for mark in found],
            "colour": [theme.muted if entry in measures.PLANNED else own for entry in entries],
        }
    )
    return _completed(context, series_id, drawn, how, heading)


def _label(mark, how: words.Scale, language: Language) -> str:
    """The number at a mark: exact as it was planned, on one scale as it was counted, a part with its months."""
    if mark.kind == "plan":
        return words.trimmed(mark.value / how.divisor, language)
    label = ("" if mark.status == "actual" else words.ABOUT) + how.say(float(mark.value), language)
    if mark.kind == "part":
        months = language.months(mark.period_start, mark.period_end)
        label += f"<br><span style='font-size:11px'>{plain(months)}</span>"
    return label


def changes(context: Context, series_id: str, marks: pd.DataFrame) -> dict[int, str]:
    """The change of each full year on the year before; across a break in brackets.

    Written narrowly, since it stands under a year. That a year is an estimate is said at its own number.
    """
    full = marks[marks["kind"] == "year"].set_index("year")
    found = growth.pairs(full, measures.break_date(context.dataset, series_id))
    said = {}
    for pair in named(found[found["end"] - found["start"] == 1]):
        text = context.language.signed_percent(float(pair.change)).replace(NO_BREAK_SPACE + "%", NARROW_SPACE + "%")
        said[int(pair.end)] = f"({text})" if pair.crosses else text
    return said


def levels(context: Context, series_id: str) -> pd.DataFrame:
    """The capacity of a series by year: as stated for it, carried on from an earlier statement, or planned.

    The columns are those of the freight table with ``year`` and ``kind``; a carried row stands once for each year.
    """
    filters, searched = context.filters, covered_years(context.dataset)
    capacity_id = measures.capacity_of(context.dataset, series_id)
    stated = measures.annual_of(context.dataset, capacity_id)
    planned = measures.annual_of(context.dataset, capacity_id, measures.PLANNED)
    found = []
    for year in range(filters.period[0], filters.period[1] + 1):
        level = measures.capacity_in(stated, year) if year in searched else None
        if level is not None:
            found.append({**level, "year": year, "kind": "stated" if level.name == year else "carried"})
    ahead = planned[planned.index >= filters.period[0]]
    found += [{**level, "year": year, "kind": "planned"} for year, level in ahead.iterrows()]
    return pd.DataFrame(found, columns=[*stated.columns, "year", "kind"])


def level_table(context: Context, series_id: str, found: pd.DataFrame, how: words.Scale) -> pd.DataFrame:
    """The capacities of :func:`levels`, ready to be drawn with the series."""
    entries = ["planned" if level.kind == "planned" else "stated" for level in named(found)]
    drawn = pd.DataFrame(
        {
            "name": [words.series_names(context)[level.series_id] for level in named(found)],
            "year": found["year"],
            "period": [context.language.period(level.period_start, level.period_end) for level in named(found)],
            "kind": found["kind"],
            "entry": entries,
            "status": [context.label("value_status", str(level.status)) for level in named(found)],
            "value": found["value"],
            "label": [
                "" if level.kind == "carried" else words.trimmed(float(level.value) / how.divisor, context.language)
                for level in named(found)
            ],
            "hover": [words.hover(context, level, how.unit) for level in named(found)],
            "change": "",
            "colour": context.theme.warning,
        }
    )
    return _completed(context, series_id, drawn, how, "")


def own_table(context: Context, series_id: str, carried: pd.Series, how: words.Scale) -> pd.DataFrame:
    """A projection (values by year), ready to be drawn with the series."""
    said = context.language.gettext("Your projection")
    drawn = pd.DataFrame(
        {
            "name": words.series_names(context)[series_id],
            "year": carried.index,
            "period": carried.index.astype(str),
            "kind": "own",
            "entry": "own",
            "status": said,
            "value": carried.to_numpy(),
            "label": [how.say(float(value), context.language) for value in carried],
            "hover": [
                lines([f"<b>{year}: {plain(words.amount(context, float(value), how.unit))}</b>", plain(said)])
                for year, value in carried.items()
            ],
            "change": "",
            "colour": context.theme.ink,
        }
    )
    return _completed(context, series_id, drawn, how, "")


def _completed(context: Context, series_id: str, drawn: pd.DataFrame, how: words.Scale, heading: str) -> pd.DataFrame:
    """The columns that all marks of a series share; the marks by entry, then by year."""
    _ = context.language.gettext
    names = legend(context)
    broken = measures.break_date(context.dataset, series_id)
    said = []
    if broken is not None:
        said = [_("wider count from {year}").format(year=broken.year), _("changes across it in brackets")]
    completed = drawn.assign(
        series_id=series_id,
        heading=heading,
        legend=drawn["entry"].map(names),
        amount=drawn["value"] / how.divisor,
        unit=context.label("unit", how.unit),
        look=drawn["entry"].map(LOOKS),
        dimmed=words.set_apart(context, series_id),
        broken=0 if broken is None else broken.year,
        break_text="<br>".join(plain(line) for line in said),
    )
    return completed.iloc[completed["entry"].map(ENTRIES.index).to_numpy(dtype=int).argsort(kind="stable")]


def bar(context: Context, row: pd.Series, how: words.Scale, colour: str, look: str) -> dict[str, Any]:
    """What a horizontal bar of a row of freight holds, besides where it stands and what is written there."""
    series_id = str(row["series_id"])
    return {
        "series_id": series_id,
        "name": words.series_names(context)[series_id],
        "period": context.language.period(row["period_start"], row["period_end"]),
        "entry": "value",
        "legend": words.unit_name(context, how),
        "status": context.label("value_status", str(row["status"])),
        "value": float(row["value"]),
        "amount": float(row["value"]) / how.divisor,
        "unit": context.label("unit", how.unit),
        "hover": words.hover(context, row, how.unit),
        "colour": colour,
        "look": look,
        "dimmed": words.set_apart(context, series_id),
    }


def headings(context: Context, *without: str) -> Mapping[str, str]:
    """The columns that a reader takes away, some left out."""
    _ = context.language.gettext
    columns = {
        "name": heading_of(context, "freight", "series_id"),
        "year": _("Year"),
        "period": _("Period"),
        "status": heading_of(context, "freight", "status"),
        "value": heading_of(context, "freight", "value"),
        "unit": heading_of(context, "freight_series", "unit"),
    }
    return {column: heading for column, heading in columns.items() if column not in without}


def axis(context: Context, drawn: pd.DataFrame) -> Axis:
    """The years of a chart: the period and plans beyond it; those that no search reached are told apart."""
    years, searched = shown_years(drawn, context.filters), covered_years(context.dataset)
    unsearched = [year for year in years if year not in searched and year not in set(drawn["year"])]
    return Axis(tuple(years), tuple(unsearched), context.language.gettext("not yet covered"))


def encoding(how: words.Scale, axis: Axis) -> Encoding:
    """One series as columns by year, for an office chart."""
    written = "0.0##" if how.divisor > 1 else "#,##0.##"
    years = tuple(str(year) for year in axis.years)
    return Encoding("columns", "year", "legend", "amount", look="look", number_format=written, categories=years)
