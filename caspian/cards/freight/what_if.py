"""The viewer's own projection of a series, against what is planned for it."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import marks, words
from caspian.cards.freight.series import rows_behind
from caspian.charts.freight import years as charts
from caspian.charts.freight.years import Axis
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


@dataclass(frozen=True)
class Assumed:
    """What a viewer takes for granted: a rate of their own (percent a year), or that of past years (first and last)."""

    base: str
    pace: int
    past: Years

    def rate(self, dataset: Dataset, series_id: str) -> float | None:
        """The rate to carry forward, a fraction a year: chosen, or compound between a series' full years in ``past``.

        None where the series has no two full years there.
        """
        if self.base == "own":
            return self.pace / 100
        annual = measures.annual_of(dataset, series_id)
        pair = growth.over(growth.pairs(annual, measures.break_date(dataset, series_id)), self.past)
        return None if pair is None else float(pair["yearly"])


@remembered_by("filters", "language", "theme")
def projection(context: Context, series_id: str, assumed: Assumed) -> Card:
    """A series carried forward from its latest full year at an even rate, with plans and capacity for 2027–2030."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    annual, rate = measures.annual_of(dataset, series_id), assumed.rate(dataset, series_id)
    title = _("Your projection: {series}").format(series=words.series_names(context)[series_id])
    if annual.empty or rate is None or rate > STEEPEST:
        return Card("freight-what-if", title, _refusal(context, annual, assumed, rate), None, ())
    base, year = annual.iloc[-1], int(annual.index[-1])
    carried = growth.projected(float(base["value"]), year, rate, max(LAST_YEAR, year + 1))
    plans, levels = measures.marks_of(dataset, series_id), _capacity(context, series_id)
    plans = plans[
        (plans["kind"] != "part")
        & (plans["year"] >= min(context.filters.period[0], year))
        & (plans["year"] <= LAST_YEAR)
    ]
    how = marks.scale(context, series_id, carried, plans["value"], levels["value"])
    table = pd.concat(
        [
            marks.table(context, series_id, plans, how),
            marks.own_table(context, series_id, carried, how),
            marks.level_table(context, series_id, levels, how),
        ]
    )
    table = table.assign(broken=0)  # the break lies behind; the assumption speaks of it where it matters
    axis = Axis(tuple(range(int(table["year"].min()), int(table["year"].max()) + 1)))
    used = [series_id, *filter(None, [measures.capacity_of(dataset, series_id)])]
    assumption = _assumption(context, series_id, assumed, rate)
    return Card(
        "freight-what-if",
        _("{what}, {unit} a year, {period}").format(
            what=title,
            unit=words.unit_name(context, how),
            period=language.years(year, int(carried.index[-1])),
        ),
        _takeaway(context, base, rate, pd.concat([plans[plans["kind"] == "plan"], levels]), carried),
        charts.yearly(table, axis, context.theme),
        rows_behind(dataset, [*plans.index, *levels["line"]], used),
        note=assumption,
        conditions=assumption,
        table=table,
        columns=marks.headings(context),
        encoding=marks.encoding(how, axis),
    )


def _refusal(context: Context, annual: pd.DataFrame, assumed: Assumed, rate: float | None) -> str:
    """Why a series is not carried forward."""
    _ = context.language.gettext
    if annual.empty:
        return _("This series has no full year to start from.")
    if rate is None:
        return _("This series has no two full years in {window} to take a rate from.").format(
            window=context.language.years(*assumed.past)
        )
    return _("{rate} a year is too steep to be carried forward.").format(rate=context.language.signed_percent(rate))


def _capacity(context: Context, series_id: str) -> pd.DataFrame:
    """Capacity planned for the years that a projection is held against; empty where none is known."""
    levels = marks.levels(context, series_id)
    return levels[(levels["kind"] == "planned") & levels["year"].between(FIRST_PLAN, LAST_YEAR)]


def _takeaway(context: Context, base: pd.Series, rate: float, ahead: pd.DataFrame, carried: pd.Series) -> str:
    """Where the rate leads, against what is planned and against capacity (``ahead``: both, by ``kind``)."""
    language = context.language
    _ = language.gettext
    unit = measures.unit_of(context.dataset, str(base["series_id"]))
    year, value, last = int(str(base.name)), float(base["value"]), int(carried.index[-1])

    def say(amount: float) -> str:
        return words.amount(context, amount, unit)

    parts = [
        _("At {rate} a year from {base} in {year}: {amount} in {last}").format(
            rate=language.signed_percent(rate, 1),
            base=say(value),
            year=year,
            amount=say(float(carried[last])),
            last=last,
        )
    ]
    ahead = ahead[ahead["year"].between(max(FIRST_PLAN, year + 1), LAST_YEAR) & (ahead["value"] > 0)]
    for plan in named(ahead[ahead["kind"] == "plan"]):
        gap = float(carried[plan.year]) / float(plan.value) - 1
        needed = growth.needed_rate(value, year, float(plan.value), int(plan.year))
        text = _("{gap} against the plan of {plan} for {year}").format(
            gap=language.signed_percent(gap), plan=say(float(plan.value)), year=plan.year
        )
        if needed is not None:
            text += " (" + _("it needs {rate} a year").format(rate=language.signed_percent(needed, 1)) + ")"
        parts.append(text)
    for level in named(ahead[ahead["kind"] == "planned"]):
        parts.append(
            _("{share} of the capacity of {capacity} planned for {year}").format(
                share=language.percent(float(carried[level.year]) / float(level.value)),
                capacity=say(float(level.value)),
                year=level.year,
            )
        )
    return "; ".join(parts) + "."


def _assumption(context: Context, series_id: str, assumed: Assumed, rate: float) -> str:
    """What the projection takes for granted."""
    language = context.language
    _ = language.gettext
    said = language.signed_percent(rate, 1)
    if assumed.base == "own":
        source = _("Your assumption: the same growth every year, {rate}.").format(rate=said)
    else:
        source = _("Your assumption: every year grows as the years of {window} did on average, {rate}.").format(
            window=language.years(*assumed.past), rate=said
        )
        broken = measures.break_date(context.dataset, series_id)
        if broken is not None and assumed.past[0] < broken.year <= assumed.past[1]:
            source += " " + _("That window crosses the break of {year}.").format(year=broken.year)
    return source + " " + _("No source states it; it is not a forecast of this site or of anyone quoted here.")
