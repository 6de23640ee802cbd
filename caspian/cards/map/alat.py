"""The port of Alat by year: cargo, containers, trucks and wagons against its capacity, and what is planned."""

from collections.abc import Callable

import pandas as pd

from caspian.cards import Card
from caspian.cards.map.panel import marks, project_items, projects_at, route_items, sayer
from caspian.charts import map as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.vocabulary import VALUE_STATUS
from caspian.measures import places, routes
from caspian.measures.freight import series as freight
from caspian.tables import heading_of
from caspian.text import Language

AT_WORK = ("operating", "completed")
"""Statuses of projects that are no plans any more."""


@remembered_by("language", "theme")
def cards(context: Context) -> tuple[Card, ...]:
    """Four cards of the home port; all years of the rows, whatever the period."""
    _ = context.language.gettext
    wanted = (
        ("freight", "t", _("Port of Alat: cargo and capacity, million tonnes a year")),
        ("containers", "TEU", _("Port of Alat: containers and capacity, thousand TEU a year")),
        ("trucks", "trucks", _("Port of Alat: trucks, thousand a year")),
        ("wagons", "wagons", _("Port of Alat: rail wagons, thousand a year")),
    )
    return tuple(_card(context, measure, unit, title) for measure, unit, title in wanted)


def _card(context: Context, measure: str, unit: str, title: str) -> Card:
    dataset, language = context.dataset, context.language
    _ = language.gettext
    name = f"alat-{measure}"
    series = places.main_series(dataset, routes.home_port(dataset), measure, unit)
    if not series:
        return Card(name, title, _("No full year of this series is in the data."), None, ())
    rows = freight.values(dataset, series)
    happened, planned = freight.annual_of(dataset, series), freight.annual(rows, freight.PLANNED)
    planned = planned[~planned.index.isin(happened.index)]
    limits = _capacity(dataset, unit)
    say, _unit = sayer(context, unit)

    def short(value: float) -> str:
        return say(value) if unit == "t" else language.number(value / 1000, 1)

    table = marks({"value": happened, "plan": planned, "limit": limits}, short)
    names = {code: context.label("value_status", code) for code in VALUE_STATUS.known}
    table["called"] = table["status"].map(names)
    table["what"] = table["kind"].map({"limit": _("Capacity")}).fillna(context.label("measure", measure))
    figure = charts.yearly(table, names | {"limit": _("Capacity")}, context.theme, 260)
    note = _("Lines: capacity; dotted: a target. Years without a column have no full-year figure.")
    if limits.empty:
        note = _("Years without a column have no full-year figure.")
    takeaway = _takeaway(happened, limits, say, language)
    used = (("freight", pd.concat([happened, planned, limits]).sort_values("period_start")),)
    columns = {
        "year": _("Year"),
        "what": heading_of(context, "freight_series", "measure"),
        "called": heading_of(context, "freight", "status"),
        "value": context.label("unit", unit),
    }
    return Card(name, title, takeaway, figure, used, note, table=table, columns=columns)


def _capacity(dataset: Dataset, unit: str) -> pd.DataFrame:
    """The stated capacities of the port in a unit, by year, targets among them."""
    codes = places.series_at(dataset, routes.home_port(dataset), "capacity", unit)["series_id"].astype(str)
    rows = dataset.freight[dataset.freight["series_id"].isin(codes)]
    return freight.annual(rows, (*freight.HAPPENED, *freight.PLANNED)).sort_index()


def _takeaway(happened: pd.DataFrame, limits: pd.DataFrame, say: Callable[[float], str], language: Language) -> str:
    """Newest year, its change on the year before, and its share of the newest stated capacity."""
    _ = language.gettext
    year, change = freight.latest_change(happened["value"])
    value = float(happened["value"][year])
    parts = [_("{amount} in {year}").format(amount=say(value), year=year)]
    if change is not None:
        parts.append(_("{change} on {year}").format(change=language.signed_percent(change), year=year - 1))
    known = limits[(limits["status"] != "target") & (limits.index <= year)]
    if len(known):
        limit = float(known["value"].iloc[-1])
        parts.append(
            _("{share} of the capacity of {limit}").format(share=language.percent(value / limit), limit=say(limit))
        )
    ahead = limits[limits["status"] == "target"]
    if len(ahead):
        parts.append(
            _("capacity target {limit} ({year})").format(
                limit=say(float(ahead["value"].iloc[-1])), year=ahead.index[-1]
            )
        )
    return ", ".join(parts) + "."


@remembered_by("language")
def lists(context: Context) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Headings with lines, each with the key of its thing: the port's routes, its projects, and what is planned."""
    dataset, _ = context.dataset, context.language.gettext
    port = routes.home_port(dataset)
    found = projects_at(dataset, port)
    through = routes.routes_at(dataset).get(port, ())
    ahead = ~found["status"].isin(AT_WORK)
    return (
        (_("Routes of Alat"), route_items(context, through)),
        (_("Projects at work or completed"), project_items(context, found[~ahead])),
        (_("Planned, being built or halted"), project_items(context, found[ahead])),
    )
