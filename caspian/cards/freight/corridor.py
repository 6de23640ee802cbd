"""Cards of the Middle Corridor's tonnage: what the overview shows, and the names of the freight page's parts."""

from dataclasses import replace

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import series as freight_series
from caspian.context import Context, remembered_by
from caspian.measures.freight import series as measures
from caspian.text import NO_BREAK_SPACE, Language

CORRIDOR = "titr-freight-t"
"""The Middle Corridor's tonnage, as Kazakhstan's ministry counts it: the series that verdicts test."""

OTHER_COUNTS = ("titr-ports-t", "titr-rail-t", "titr-assoc-t")
"""Other counts of the same cargo, each of another scope."""

AZERBAIJAN = ("ady-eastwest-t", "aze-transit-total-t", "ady-transit-t", "aze-corridors-transit-t")
"""Counts of freight through Azerbaijan: rail on the Middle Corridor, transit by all modes, by rail, on corridors."""

MODES = ("aze-corridors-rail-t", "aze-corridors-road-t", "aze-corridors-sea-t")
ALAT_KINDS = ("baku-port-dry-t", "baku-port-oil-t", "baku-port-transit-t")
ALAT_TRUCKS = ("baku-port-trucks", "baku-port-trucks-kaz", "baku-port-trucks-tkm")
ALAT_WAGONS = ("baku-port-wagons", "baku-port-wagons-kaz", "baku-port-wagons-tkm")
BTK = ("btk-cargo-t", "btk-turkey-t")
RAIL = ("ady-freight-t", "ady-transit-t", "ady-eastwest-t")

TONNES_IN_MEGATONNE = 1_000_000

VIEWS = ("corridor", "azerbaijan", "time", "ports", "rail", "growth", "series", "whatif")
"""The parts of the freight page, in the order of its control."""


def view_names(language: Language) -> dict[str, str]:
    """What to call each part of the freight page."""
    _ = language.gettext
    return {
        "corridor": _("Middle Corridor"),
        "azerbaijan": _("Through Azerbaijan"),
        "time": _("Transit time"),
        "ports": _("Ports"),
        "rail": _("Railways"),
        "growth": _("Growth"),
        "series": _("All series"),
        "whatif": _("What if"),
    }


def megatonnes(tonnes: float, language: Language, decimals: int = 2) -> str:
    """``4.12 Mt``, in the language's unit and decimal mark."""
    _ = language.gettext
    return language.number(tonnes / TONNES_IN_MEGATONNE, decimals) + NO_BREAK_SPACE + _("Mt")


@remembered_by("filters", "language", "theme")
def corridor(context: Context) -> Card:
    """Middle Corridor tonnage a year against targets and forecasts, without the researchers' long note."""
    return replace(tonnage(context), note="")


def tonnage(context: Context) -> Card:
    """Middle Corridor tonnage a year against targets and forecasts."""
    _ = context.language.gettext
    return freight_series.yearly(context, CORRIDOR, name=_("Middle Corridor freight"))


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
