"""Cards of measured series by year: one alone, one against capacity, several counts side by side."""

from collections.abc import Sequence

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.freight import words
from caspian.charts import plain
from caspian.charts.freight import years as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.series import named
from caspian.text import NO_BREAK_SPACE, Language

NARROW_SPACE = "\u202f"

CAPACITY = {
    "titr-freight-t": "titr-capacity-t",
    "titr-containers-teu": "titr-capacity-teu",
    "baku-port-cargo-t": "baku-port-capacity-t",
    "baku-port-containers-teu": "baku-port-capacity-teu",
    "aktau-cargo-t": "aktau-capacity-t",
    "aktau-containers-teu": "aktau-capacity-teu",
    "kuryk-cargo-t": "kuryk-capacity-t",
    "kaz-ports-t": "kaz-ports-capacity-t",
    "btk-cargo-t": "btk-capacity-t",
}
"""Which series of capacity a series of use is held against.

Not Turkmenbashi's: its capacity is stated without oil products, its cargo with them.
"""


def covered_years(dataset: Dataset) -> range:
    """The calendar years that were searched for freight."""
    rows = dataset.coverage[dataset.coverage["table"] == "freight"]
    return range(rows["covered_from"].min().year, dataset.covered_to("freight").year + 1)


def shown_years(marks: pd.DataFrame, filters: Filters) -> list[int]:
    """The years of the period, and those beyond its end for which there is a plan."""
    plans = marks.loc[marks["kind"] == "plan", "year"] if len(marks) else []
    return sorted({*range(filters.period[0], filters.period[1] + 1), *(y for y in plans if y > filters.period[1])})


def marks_of(context: Context, series_id: str) -> pd.DataFrame:
    """What a chart by years can show of a series in the chosen period, and its plans beyond."""
    marks = measures.marks(measures.values(context.dataset, series_id))
    return marks[marks["year"].isin(shown_years(marks, context.filters))]


@remembered_by("filters", "language", "theme")
def yearly(context: Context, series_id: str, *, name: str = "") -> Card:
    """One series by year, with its plans, changes and break."""
    marks, unit = marks_of(context, series_id), words.unit_of(context.dataset, series_id)
    what = name or words.series_names(context)[series_id]
    how = words.scale(unit, marks["value"].max() if len(marks) else 0)
    title = titled(context, what, how)
    card = f"freight-{series_id}"
    if marks.empty:
        return Card(card, title, nothing(context, series_id), None, ())
    strip = strip_of(context, series_id, marks, how)
    figure = _figure(context, (strip,))
    return Card(
        card,
        title,
        takeaway(context, series_id, marks),
        figure,
        rows_behind(context.dataset, marks.index, (series_id,)),
        note=_notes(context, (series_id,)),
    )


@remembered_by("filters", "language", "theme")
def against_capacity(context: Context, series_id: str, *, name: str = "") -> Card:
    """One series by year against the capacity stated and planned for it."""
    _ = context.language.gettext
    capacity_id = CAPACITY[series_id]
    marks, unit = marks_of(context, series_id), words.unit_of(context.dataset, series_id)
    marks = marks[marks["kind"] != "plan"]
    levels = _levels(context, capacity_id)
    how = words.scale(unit, max([0.0, *marks["value"], *levels["value"]]))
    subject = name or words.series_names(context)[series_id]
    what = _("{series}: use against capacity").format(series=subject)
    title = titled(context, what, how)
    card = f"freight-capacity-{series_id}"
    if marks.empty or levels.empty:
        return Card(card, title, nothing(context, series_id), None, ())
    levels = _written_levels(context, levels, unit, how)
    strip = strip_of(context, series_id, marks, how, levels=levels)
    figure = _figure(context, (strip,))
    behind = pd.Index([*marks.index, *levels["line"].unique()])
    ids = (series_id, capacity_id)
    return Card(
        card,
        title,
        _capacity_takeaway(context, series_id, marks, levels),
        figure,
        rows_behind(context.dataset, behind, ids),
        note=_notes(context, (capacity_id,)),
    )


@remembered_by("filters", "language", "theme")
def side_by_side(context: Context, name: str, what: str, series_ids: tuple[str, ...]) -> Card:
    """Several counts, one strip each on one scale: to be compared, never joined.

    Raises:
        ValueError: for series of different units.
    """
    units = {words.unit_of(context.dataset, one) for one in series_ids}
    if len(units) != 1:
        raise ValueError(f"a chart holds one unit, not {', '.join(sorted(units))}")
    marks = {one: marks_of(context, one) for one in series_ids}
    shown = {one: found for one, found in marks.items() if len(found)}
    how = words.scale(units.pop(), max([0.0, *(found["value"].max() for found in shown.values())]))
    title = titled(context, what, how)
    if not shown:
        return Card(f"freight-{name}", title, nothing(context, series_ids[0]), None, ())
    names = words.series_names(context)
    strips = tuple(strip_of(context, one, found, how, heading=names[one]) for one, found in shown.items())
    sentences = [f"{takeaway(context, one, found).removesuffix('.')} – {names[one]}." for one, found in shown.items()]
    left_out = "; ".join(names[one] for one in series_ids if one not in shown)
    if left_out:
        _ = context.language.gettext
        sentences.append(_("No figure in this period: {series}.").format(series=left_out))
    behind = pd.Index([line for found in shown.values() for line in found.index])
    return Card(
        f"freight-{name}",
        title,
        " ".join(sentences),
        _figure(context, strips),
        rows_behind(context.dataset, behind, series_ids),
        note=_notes(context, series_ids),
    )


def titled(context: Context, what: str, how: words.Scale) -> str:
    _ = context.language.gettext
    return _("{what}, {unit} a year, {period}").format(
        what=what, unit=words.unit_name(context, how), period=context.language.years(*context.filters.period)
    )


def rows_behind(dataset: Dataset, lines: Sequence[int] | pd.Index, series_ids: Sequence[str]) -> Rows:
    """The rows of freight on these lines, and the rows of their series."""
    freight = dataset.freight
    return ("freight", freight[freight.index.isin(lines)]), ("freight_series", words.series_rows(dataset, series_ids))


def nothing(context: Context, series_id: str) -> str:
    """Why there is nothing to show of a series: its figures lie outside the period."""
    _ = context.language.gettext
    ends = measures.values(context.dataset, series_id)["period_end"]
    if ends.empty:
        return _("This series has no figure yet.")
    return _("No figure of this series lies in {period}; it has figures for {years}.").format(
        period=context.language.years(*context.filters.period),
        years=", ".join(str(year) for year in sorted(set(ends.dt.year))),
    )


def strip_of(
    context: Context,
    series_id: str,
    marks: pd.DataFrame,
    how: words.Scale,
    heading: str = "",
    levels: pd.DataFrame | None = None,
) -> charts.Strip:
    """A series ready to be drawn."""
    _ = context.language.gettext
    broken = measures.break_date(context.dataset, series_id)
    country = words.country_of(context.dataset, series_id)
    break_text = ""
    if broken is not None:
        said = (_("wider count from {year}").format(year=broken.year), _("changes across it in brackets"))
        break_text = "<br>".join(plain(line) for line in said)
    return charts.Strip(
        words.written(context, marks, how.unit, how),
        context.theme.countries.get(country, context.theme.accent),
        heading,
        changes(marks, broken, context.language),
        None if broken is None else broken.year,
        break_text,
        words.set_apart(context, series_id),
        levels,
    )


def changes(marks: pd.DataFrame, broken: pd.Timestamp | None, language: Language) -> dict[int, str]:
    """The change of each full year on the year before; across a break in brackets.

    Written narrowly, since it stands under a year. That a year is an estimate is said at its own number.
    """
    full = marks[marks["kind"] == "year"].set_index("year")
    found = growth.pairs(full, broken)
    said = {}
    for pair in named(found[found["end"] - found["start"] == 1]):
        text = language.signed_percent(float(pair.change)).replace(NO_BREAK_SPACE + "%", NARROW_SPACE + "%")
        said[int(pair.end)] = f"({text})" if pair.crosses else text
    return said


def _figure(context: Context, strips: tuple[charts.Strip, ...]) -> charts.go.Figure:
    _ = context.language.gettext
    marked = pd.concat([strip.marks for strip in strips])
    levels = [strip.levels for strip in strips if strip.levels is not None]
    planned = {int(year) for part in levels for year in part.loc[part["kind"] == "planned", "year"]}
    years = sorted({*shown_years(marked, context.filters), *planned})
    covered = covered_years(context.dataset)
    unsearched = [year for year in years if year not in covered and year not in {*marked["year"], *planned}]
    return charts.yearly(strips, years, words.status_names(context), (unsearched, _("not yet covered")), context.theme)


def _notes(context: Context, series_ids: Sequence[str]) -> str:
    parts = [
        words.country_note(context, series_ids),
        words.note(context, series_ids),
    ]
    return " ".join(part for part in parts if part)


def takeaway(context: Context, series_id: str, marks: pd.DataFrame) -> str:
    """The latest full year, its change on the year before and its distance from plans; a newer part of a year."""
    _ = context.language.gettext
    unit = words.unit_of(context.dataset, series_id)
    full = marks[marks["kind"] == "year"]
    parts = marks[(marks["kind"] == "part") & (marks["year"] > (full["year"].max() if len(full) else 0))]
    sentences = []
    if len(full):
        sentences.append(_full_year(context, series_id, marks, unit))
    if len(parts):
        sentences.append(_part_year(context, series_id, parts.iloc[-1], unit))
    if not sentences:
        plans = [
            f"{context.label('value_status', str(plan.status))} "
            f"({plan.year}): {words.amount(context, float(plan.value), unit)}"
            for plan in named(marks)
        ]
        return _("Only plans in this period: {plans}.").format(plans="; ".join(plans))
    if not len(full):
        sentences.append(_("no full year in this period"))
    return "; ".join(sentences) + "."


def _full_year(context: Context, series_id: str, marks: pd.DataFrame, unit: str) -> str:
    language = context.language
    _ = language.gettext
    full = marks[marks["kind"] == "year"].set_index("year")
    year = int(full.index.max())
    amount = float(full["value"][year])
    about = "" if full["status"][year] == "actual" else words.ABOUT
    said = [_("{amount} in {year}").format(amount=about + words.amount(context, amount, unit), year=year)]
    pairs = growth.pairs(full, measures.break_date(context.dataset, series_id))
    before = pairs[pairs["end"] == year]
    if len(before):
        last = before.iloc[-1]
        change = ("" if last["firm"] else words.ABOUT) + language.signed_percent(float(last["change"]))
        said.append(_("{change} on {year}").format(change=change, year=int(last["start"])))
        if last["crosses"]:
            said[-1] += f" ({_('across the break')})"
    sayings = {
        "target": _("{gap} against the target of {plan}"),
        "forecast": _("{gap} against the forecast of {plan}"),
    }
    plans = marks[(marks["kind"] == "plan") & (marks["year"] == year) & (marks["value"] > 0)]
    for plan in named(plans):
        gap = language.signed_percent(amount / float(plan.value) - 1)
        said.append(sayings[str(plan.status)].format(gap=gap, plan=words.amount(context, float(plan.value), unit)))
    return ", ".join(said)


def _part_year(context: Context, series_id: str, part: pd.Series, unit: str) -> str:
    language = context.language
    _ = language.gettext
    said = _("{amount} in {period}").format(
        amount=words.amount(context, float(part["value"]), unit),
        period=language.period(part["period_start"], part["period_end"]),
    )
    alike = growth.like_pairs(
        measures.values(context.dataset, series_id), measures.break_date(context.dataset, series_id)
    )
    alike = alike[(alike["start"] == part["period_start"]) & (alike["end"] == part["period_end"])]
    if len(alike):
        pair = alike.iloc[-1]
        said += ", " + _("{change} on {period}").format(
            change=language.signed_percent(float(pair["change"])),
            period=language.period(pair["earlier_start"], pair["earlier_end"]),
        )
    return said


def _levels(context: Context, capacity_id: str) -> pd.DataFrame:
    """Capacity by year: as stated for the year, carried on from an earlier statement, or planned."""
    filters = context.filters
    rows = measures.values(context.dataset, capacity_id)
    stated, planned = measures.annual(rows), measures.annual(rows, measures.PLANNED)
    searched = covered_years(context.dataset)
    found = []
    for year in range(filters.period[0], filters.period[1] + 1):
        level = measures.capacity_in(stated, year) if year in searched else None
        if level is not None:
            kind = "stated" if level.name == year else "carried"
            found.append((year, float(level["value"]), kind, int(level["line"])))
    for plan in named(planned):
        if plan.Index >= filters.period[0]:
            found.append((plan.Index, float(plan.value), "planned", plan.line))
    return pd.DataFrame(found, columns=["year", "value", "kind", "line"])


def _written_levels(context: Context, levels: pd.DataFrame, unit: str, how: words.Scale) -> pd.DataFrame:
    rows = context.dataset.freight
    labels = [
        "" if level.kind == "carried" else words.trimmed(float(level.value) / how.divisor, context.language)
        for level in named(levels)
    ]
    hovers = [words.hover(context, named(rows.loc[[line]])[0], unit) for line in levels["line"]]
    return levels.assign(label=labels, hover=hovers)


def _capacity_takeaway(context: Context, series_id: str, marks: pd.DataFrame, levels: pd.DataFrame) -> str:
    """How much of the capacity was used in the latest full year that has one, and what is planned."""
    _ = context.language.gettext
    unit = words.unit_of(context.dataset, series_id)
    there = levels[levels["kind"] != "planned"].set_index("year")
    full = marks[(marks["kind"] == "year") & marks["year"].isin(there.index)]
    sentences = []
    if len(full):
        latest = full.iloc[-1]
        level = there.loc[latest["year"]]
        stated_in = context.dataset.freight.loc[level["line"], "period_start"].year
        sentences.append(
            _("{amount} in {year}, {share} of the capacity of {capacity} (as stated for {stated})").format(
                amount=words.amount(context, float(latest["value"]), unit),
                year=int(latest["year"]),
                share=context.language.percent(float(latest["value"]) / float(level["value"])),
                capacity=words.amount(context, float(level["value"]), unit),
                stated=stated_in,
            )
        )
    else:
        sentences += [_full_year(context, series_id, marks, unit)] if (marks["kind"] == "year").any() else []
        stated = [
            f"{words.amount(context, float(level.value), unit)} ({level.year})"
            for level in named(levels[levels["kind"] == "stated"])
        ]
        if stated:
            sentences.append(_("capacity as stated: {levels}").format(levels=", ".join(stated)))
    planned = [
        f"{words.amount(context, float(plan.value), unit)} ({plan.year})"
        for plan in named(levels[levels["kind"] == "planned"])
    ]
    if planned:
        sentences.append(_("planned capacity: {plans}").format(plans=", ".join(planned)))
    return "; ".join(sentences) + "."
