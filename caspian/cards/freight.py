"""Cards of freight."""

import pandas as pd

from caspian.cards import Card, remembered
from caspian.charts import freight as charts
from caspian.dataset import Dataset
from caspian.filters import Filters
from caspian.measures import freight as measures
from caspian.style import Theme
from caspian.text import NO_BREAK_SPACE, Language

CORRIDOR = "titr-freight-t"
"""The Middle Corridor's tonnage, as Kazakhstan's ministry counts it: the series that verdicts test."""

TONNES_IN_MEGATONNE = 1_000_000


def megatonnes(tonnes: float, language: Language, decimals: int = 2) -> str:
    """``4.12 Mt``, in the language's unit and decimal mark."""
    _ = language.gettext
    return language.number(tonnes / TONNES_IN_MEGATONNE, decimals) + NO_BREAK_SPACE + _("Mt")


@remembered
def corridor(dataset: Dataset, filters: Filters, language: Language, theme: Theme) -> Card:
    """Middle Corridor tonnage a year against targets and forecasts."""
    _ = language.gettext
    rows = measures.values(dataset, CORRIDOR)
    years = range(filters.period[0], filters.period[1] + 1)
    happened, planned = measures.annual(rows), measures.annual(rows, measures.PLANNED)
    title = _("Middle Corridor freight, million tonnes a year, {period}").format(period=language.years(*filters.period))
    shown = happened[happened.index.isin(years)]
    if shown.empty:
        nothing = _("No full year of this series lies in {period}.").format(period=language.years(*filters.period))
        return Card("freight-corridor", title, nothing, None, ())
    series = dataset.freight_series[dataset.freight_series["series_id"] == CORRIDOR]
    break_year = _break_year(series)
    labels = {
        status: dataset.label("value_status", status, language.code)
        for status in (*measures.HAPPENED, *measures.PLANNED)
    }
    figure = charts.against_targets(
        happened,
        planned,
        years,
        labels,
        lambda tonnes: language.number(tonnes / TONNES_IN_MEGATONNE, 2),
        break_year,
        _("wider count from {year}").format(year=break_year),
        theme,
    )
    used = pd.concat([shown, planned[planned.index.isin(years)]])
    return Card(
        "freight-corridor",
        title,
        annual_takeaway(shown, planned, language),
        figure,
        (("freight", used), ("freight_series", series)),
    )


def _break_year(series: pd.DataFrame) -> int | None:
    """The year from which a series (its one row) counts otherwise; None where it has no break."""
    breaks = series["break_date"].dropna()
    return None if breaks.empty else int(breaks.iloc[0].year)


def annual_takeaway(happened: pd.DataFrame, planned: pd.DataFrame, language: Language) -> str:
    """Latest year of a series in tonnes, its change on the year before, its distance from a target or forecast.

    Both tables are indexed by year and have ``value`` and ``status``.
    """
    _ = language.gettext
    year, change = measures.latest_change(happened["value"])
    amount = happened["value"][year]
    parts = [_("{amount} in {year}").format(amount=megatonnes(amount, language), year=year)]
    if change is not None:
        parts.append(_("{change} on {year}").format(change=language.signed_percent(change), year=year - 1))
    sayings = {
        "target": _("{gap} against the target of {plan}"),
        "forecast": _("{gap} against the forecast of {plan}"),
    }
    for status, saying in sayings.items():
        plans = planned.loc[(planned.index == year) & (planned["status"] == status), "value"]
        if len(plans):
            gap = language.signed_percent(amount / plans.iloc[-1] - 1)
            parts.append(saying.format(gap=gap, plan=megatonnes(plans.iloc[-1], language, 1)))
    return ", ".join(parts) + "."
