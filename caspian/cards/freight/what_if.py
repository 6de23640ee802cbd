"""The viewer's own projection of a series, against what is planned for it."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import words
from caspian.charts import lines, plain
from caspian.charts.freight import years as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.growth import Years
from caspian.measures.freight.series import named
from caspian.text import Language

BASES = ("own", "past")
LAST_YEAR = 2030
FIRST_PLAN = 2027
"""Plans for these years are what a projection is held against."""

DEFAULT_PACE = 10
STEEPEST = 1.0
"""Beyond a doubling each year a rate is not carried forward."""


def base_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"own": _("A rate of your own"), "past": _("The rate of past years")}


def rate_of(dataset: Dataset, series_id: str, base: str, pace: int, past: Years) -> float | None:
    """The rate to carry forward, a fraction a year: chosen, or compound between a series' full years in ``past``.

    None where the series has no two full years there.
    """
    if base == "own":
        return pace / 100
    annual = measures.annual(measures.values(dataset, series_id))
    pair = growth.over(growth.pairs(annual, measures.break_date(dataset, series_id)), past)
    return None if pair is None else float(pair["yearly"])


@remembered_by("filters", "language", "theme")
def projection(context: Context, series_id: str, base: str, pace: int, past: Years) -> Card:
    """A series carried forward from its latest full year at an even rate, with plans and capacity for 2027–2030."""
    dataset, language, theme = context.dataset, context.language, context.theme
    _ = language.gettext
    rows, unit = measures.values(dataset, series_id), words.unit_of(dataset, series_id)
    annual = measures.annual(rows)
    name = words.series_names(context)[series_id]
    card = "freight-what-if"
    rate = rate_of(dataset, series_id, base, pace, past)
    plain_title = _("Your projection: {series}").format(series=name)
    if annual.empty:
        return Card(card, plain_title, _("This series has no full year to start from."), None, ())
    if rate is None:
        why = _("This series has no two full years in {window} to take a rate from.").format(
            window=language.years(*past)
        )
        return Card(card, plain_title, why, None, ())
    if rate > STEEPEST:
        why = _("{rate} a year is too steep to be carried forward.").format(rate=language.signed_percent(rate))
        return Card(card, plain_title, why, None, ())
    year, value = int(annual.index[-1]), float(annual["value"].iloc[-1])
    carried = growth.projected(value, year, rate, max(LAST_YEAR, year + 1))
    levels = _levels(dataset, series_id)
    marks = measures.marks(rows)
    marks = marks[
        (marks["kind"] != "part")
        & (marks["year"] >= min(context.filters.period[0], year))
        & (marks["year"] <= LAST_YEAR)
    ]
    how = words.scale(unit, max([*carried, *marks["value"], *(level for _y, level in levels)]))
    written = words.written(context, marks, unit, how)
    own = pd.DataFrame(
        {
            "year": carried.index,
            "kind": "own",
            "status": "forecast",
            "value": carried.to_numpy(),
            "label": [how.say(float(amount), language) for amount in carried],
            "hover": [
                lines(
                    [
                        f"<b>{at}: {plain(words.amount(context, float(amount), unit))}</b>",
                        plain(_("Your projection")),
                    ]
                )
                for at, amount in carried.items()
            ],
        }
    )
    columns = ["year", "kind", "status", "value", "label", "hover"]
    drawn = pd.concat([written[columns].astype({"status": str}), own])
    title = _("Your projection: {series}, {unit} a year, {period}").format(
        series=name, unit=words.unit_name(context, how), period=language.years(year, int(carried.index[-1]))
    )
    broken = measures.break_date(dataset, series_id)
    strip = charts.Strip(
        drawn,
        theme.countries.get(words.country_of(dataset, series_id), theme.accent),
        changes=freight_series.changes(marks, broken, language),
        dimmed=words.set_apart(context, series_id),
        levels=_level_table(context, levels, how, unit),
    )
    figure = charts.yearly(
        (strip,),
        list(range(int(drawn["year"].min()), int(drawn["year"].max()) + 1)),
        words.status_names(context),
        ((), ""),
        theme,
    )
    used = (series_id, freight_series.CAPACITY[series_id]) if series_id in freight_series.CAPACITY else (series_id,)
    assumption = _assumption(context, series_id, base, past, rate)
    behind = [*marks.index, *_plan_lines(dataset, series_id)]
    return Card(
        card,
        title,
        _takeaway(context, series_id, unit, (year, value), rate, carried, marks, levels),
        figure,
        freight_series.rows_behind(dataset, behind, used),
        note=assumption,
        conditions=assumption,
    )


def _capacity(dataset: Dataset, series_id: str) -> pd.DataFrame:
    """Capacity planned for the years that a projection is held against; empty where none is known."""
    capacity_id = freight_series.CAPACITY.get(series_id, "")
    planned = measures.annual(measures.values(dataset, capacity_id), measures.PLANNED)
    return planned[(planned.index >= FIRST_PLAN) & (planned.index <= LAST_YEAR)]


def _levels(dataset: Dataset, series_id: str) -> list[tuple[int, float]]:
    planned = _capacity(dataset, series_id)
    return [(int(year), float(value)) for year, value in zip(planned.index, planned["value"], strict=True)]


def _plan_lines(dataset: Dataset, series_id: str) -> list[int]:
    return [int(line) for line in _capacity(dataset, series_id)["line"]]


def _level_table(context: Context, levels: list[tuple[int, float]], how: words.Scale, unit: str) -> pd.DataFrame | None:
    if not levels:
        return None
    return pd.DataFrame(
        {
            "year": [year for year, _level in levels],
            "value": [level for _year, level in levels],
            "kind": "planned",
            "label": [words.trimmed(level / how.divisor, context.language) for _year, level in levels],
            "hover": [plain(f"{year}: {words.amount(context, level, unit)}") for year, level in levels],
        }
    )


def _takeaway(
    context: Context,
    series_id: str,
    unit: str,
    start: tuple[int, float],
    rate: float,
    carried: pd.Series,
    marks: pd.DataFrame,
    levels: list[tuple[int, float]],
) -> str:
    language = context.language
    _ = language.gettext

    def say(value: float) -> str:
        return words.amount(context, value, unit)

    year, value = start
    last = int(carried.index[-1])
    parts = [
        _("At {rate} a year from {base} in {year}: {amount} in {last}").format(
            rate=language.signed_percent(rate, 1),
            base=say(value),
            year=year,
            amount=say(float(carried[last])),
            last=last,
        )
    ]
    plans = marks[(marks["kind"] == "plan") & marks["year"].between(max(FIRST_PLAN, year + 1), LAST_YEAR)]
    for plan in named(plans[plans["value"] > 0]):
        gap = float(carried[plan.year]) / float(plan.value) - 1
        needed = growth.needed_rate(value, year, float(plan.value), int(plan.year))
        text = _("{gap} against the plan of {plan} for {year}").format(
            gap=language.signed_percent(gap), plan=say(float(plan.value)), year=plan.year
        )
        if needed is not None:
            text += " (" + _("it needs {rate} a year").format(rate=language.signed_percent(needed, 1)) + ")"
        parts.append(text)
    for at, level in levels:
        if at in carried.index and level:
            parts.append(
                _("{share} of the capacity of {capacity} planned for {year}").format(
                    share=language.percent(float(carried[at]) / level), capacity=say(level), year=at
                )
            )
    return "; ".join(parts) + "."


def _assumption(context: Context, series_id: str, base: str, past: Years, rate: float) -> str:
    """What the projection takes for granted."""
    language = context.language
    _ = language.gettext
    said = language.signed_percent(rate, 1)
    if base == "own":
        source = _("Your assumption: the same growth every year, {rate}.").format(rate=said)
    else:
        source = _("Your assumption: every year grows as the years of {window} did on average, {rate}.").format(
            window=language.years(*past), rate=said
        )
        broken = measures.break_date(context.dataset, series_id)
        if broken is not None and past[0] < broken.year <= past[1]:
            source += " " + _("That window crosses the break of {year}.").format(year=broken.year)
    return source + " " + _("No source states it; it is not a forecast of this site or of anyone quoted here.")
