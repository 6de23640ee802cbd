"""How freight is written: amounts, units, changes and hover cards, in the reader's language."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from caspian.cards import review
from caspian.charts import lines, plain
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import focus_countries
from caspian.measures.freight import series as measures
from caspian.text import NO_BREAK_SPACE, Language, plain_markdown

MILLION, THOUSAND = 1_000_000, 1_000
IN_THOUSANDS = ("TEU", "trucks", "wagons", "trains")
"""Units of which a chart may write thousands; another one is written in full."""

ABOUT = "≈"
"""Before a number that is preliminary or an estimate."""

HOVER_WIDTH = 60
"""Characters in a line of a hover card."""


@dataclass(frozen=True)
class Scale:
    """How the values of one chart are written: divided by ``divisor``, with so many decimals."""

    unit: str
    divisor: int
    decimals: int

    def say(self, value: float, language: Language) -> str:
        return language.number(value / self.divisor, self.decimals)


def scale(unit: str, highest: float) -> Scale:
    """The scale on which values of a unit, up to the highest, are easily read."""
    if unit == "t" and highest >= MILLION:
        return Scale(unit, MILLION, 2)
    if unit == "t" and highest >= THOUSAND:
        return Scale(unit, THOUSAND, 0 if highest >= 100 * THOUSAND else 1)
    if unit in IN_THOUSANDS and highest >= 10 * THOUSAND:
        return Scale(unit, THOUSAND, 1)
    return Scale(unit, 1, 0)


def unit_name(context: Context, how: Scale) -> str:
    """The unit of a scale in full: ``million tonnes``, ``thousand TEU``, ``days``."""
    _ = context.language.gettext
    scaled = {
        ("t", MILLION): _("million tonnes"),
        ("t", THOUSAND): _("thousand tonnes"),
        ("t", 1): _("tonnes"),
        ("TEU", THOUSAND): _("thousand TEU"),
        ("trucks", THOUSAND): _("thousand trucks"),
        ("wagons", THOUSAND): _("thousand wagons"),
        ("trains", THOUSAND): _("thousand trains"),
    }
    return scaled.get((how.unit, how.divisor)) or context.label("unit", how.unit)


def amount(context: Context, value: float, unit: str) -> str:
    """``4.12 Mt``, ``759 kt``, ``77,000 TEU``, ``392 trains``: a value with its unit, two decimals at most."""
    language = context.language
    _, n = language.gettext, language.ngettext
    if unit == "t" and value >= THOUSAND:
        divisor, name = (MILLION, _("Mt")) if value >= MILLION else (THOUSAND, _("kt"))
        return trimmed(value / divisor, language) + NO_BREAK_SPACE + name
    whole = round(value)
    counted = {
        "days": n("{n} day", "{n} days", whole),
        "trains": n("{n} train", "{n} trains", whole),
        "trucks": n("{n} truck", "{n} trucks", whole),
        "wagons": n("{n} wagon", "{n} wagons", whole),
    }.get(unit)
    if counted and whole == value:
        return counted.format(n=language.number(whole))
    return trimmed(value, language) + NO_BREAK_SPACE + context.label("unit", unit)


def trimmed(value: float, language: Language) -> str:
    """A number with two decimals at most and no idle zeros."""
    decimals = next(places for places in (0, 1, 2) if places == 2 or round(value, places) == round(value, 2))
    return language.number(value, decimals)


def stated_percent(percent: float, language: Language) -> str:
    """A stated growth in percent, as precise as it was stated; nothing for a missing one."""
    if pd.isna(percent):
        return ""
    return language.signed_percent(percent / 100, 0 if percent == round(percent) else 1)


def quoted(context: Context, statement: str) -> str:
    """A claim of the review, as a quotation in Markdown."""
    _ = context.language.gettext
    return _("Claim of the review ({review}): “{statement}”").format(
        review=plain_markdown(review.named(context)), statement=plain_markdown(statement)
    )


@remembered_by("language")
def series_names(context: Context) -> dict[str, str]:
    """The title of every series in a language, by its id."""
    series = context.dataset.freight_series
    return dict(zip(series["series_id"], context.texts(series, "title"), strict=True))


def series_rows(dataset: Dataset, series_ids: Iterable[str]) -> pd.DataFrame:
    """The rows of the series table for some series, in the table's order."""
    series = dataset.freight_series
    return series[series["series_id"].isin(list(series_ids))]


def colour_of(context: Context, series_id: str) -> str:
    """The colour of the country that a series is about; the accent where it is about the corridor as a whole."""
    country = measures.country_of(context.dataset, series_id)
    return context.theme.countries[country] if country else context.theme.accent


def set_apart(context: Context, series_id: str) -> bool:
    """Whether a series is about a partner state, but not about a chosen one: it is dimmed, never hidden."""
    country = measures.country_of(context.dataset, series_id)
    return (
        bool(context.filters.countries)
        and country in focus_countries(context.dataset)
        and country not in context.filters.countries
    )


def country_note(context: Context, series_ids: Iterable[str]) -> str:
    """Where countries are chosen: how each series stands to them."""
    _ = context.language.gettext
    if not context.filters.countries:
        return ""
    ids = list(series_ids)
    names, focus = series_names(context), focus_countries(context.dataset)
    dimmed = [names[one] for one in ids if set_apart(context, one)]
    common = [names[one] for one in ids if measures.country_of(context.dataset, one) not in focus]
    if len(dimmed) == len(ids):
        return _("Dimmed: of a country that is not chosen.")
    if len(common) == len(ids):
        return _("Concerns all partner states, whichever is chosen.")
    parts = []
    if dimmed:
        parts.append(_("Dimmed, of a country that is not chosen: {series}.").format(series="; ".join(dimmed)))
    if common:
        parts.append(_("Concerns all partner states: {series}.").format(series="; ".join(common)))
    return " ".join(parts)


def note(context: Context, series_ids: Iterable[str]) -> str:
    """The researchers' notes on some series in the reader's language; with several, each by its title."""
    about, names = measures.about(context.dataset), series_names(context)
    ids = list(series_ids)
    told: dict[str, list[str]] = {}
    for one in ids:
        text = context.text(about[one], "note")
        if text:
            told.setdefault(text, []).append(names[one])
    if len(ids) == 1:
        return next(iter(told), "")
    everywhere = [text for text, of in told.items() if len(of) == len(ids)]
    single = [f"{'; '.join(of)} – {text}" for text, of in told.items() if len(of) < len(ids)]
    return " · ".join([*everywhere, *single])


def hover(context: Context, row, unit: str) -> str:
    """A value with its period, status, stated growth, note and publishers. ``row`` is a row of the freight table."""
    language = context.language
    _ = language.gettext
    publishers = all_publishers(context.dataset)
    named = dict.fromkeys(publishers[source] for source in row.source_ids if source in publishers)
    stated = ""
    if pd.notna(row.growth_pct):
        stated = _("Growth as stated: {growth}").format(growth=stated_percent(row.growth_pct, language))
    return lines(
        [
            f"<b>{plain(language.period(row.period_start, row.period_end))}: "
            f"{plain(amount(context, float(row.value), unit))}</b>",
            plain(context.label("value_status", str(row.status))),
            plain(stated),
            wrapped(str(row.note)),
            wrapped(_("Sources: {publishers}").format(publishers=", ".join(named))) if named else "",
        ]
    )


@remembered
def all_publishers(dataset: Dataset) -> dict[str, str]:
    """The publisher of every source, by the source's id."""
    return dict(zip(dataset.sources["source_id"], dataset.sources["publisher"], strict=True))


def wrapped(text: str, width: int = HOVER_WIDTH) -> str:
    """Text from a cell, escaped and broken into lines for a hover card; an over-long one is cut."""
    return "<br>".join(plain(line) for line in textwrap.wrap(text[:600], width))
