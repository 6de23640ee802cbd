"""The route finder in words: the way, its legs, its other ways, and the time that sources state for it."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards import Rows
from caspian.cards.freight.words import amount
from caspian.context import Context, remembered_by
from caspian.map.words import kilometres
from caspian.measures import routes
from caspian.measures.freight import series
from caspian.measures.routes import Journey, each
from caspian.tables import headings
from caspian.text import Language


@dataclass(frozen=True, eq=False)
class Answer:
    """What the finder says.

    ``sentences`` is the answer in words, ``legs`` and ``others`` are tables with headings in the reader's
    language (empty where there is no way), ``rows`` what they stand on.
    """

    sentences: tuple[str, ...]
    journey: Journey | None
    legs: pd.DataFrame
    others: pd.DataFrame
    rows: Rows


@remembered_by("language")
def answer(context: Context, start: str, end: str, every_status: bool) -> Answer:
    """The shortest way between two places, along operating lines or all that are drawn."""
    dataset = context.dataset
    _ = context.language.gettext
    journey = routes.find(dataset, start, end, every_status) if start != end else None
    if journey is None:
        return Answer((_refusal(context, start, end, every_status),), None, pd.DataFrame(), pd.DataFrame(), ())
    table = dataset.routes
    used = table[table["route_id"].isin([leg.route for leg in journey.legs])]
    timed = routes.stated_time(dataset, start, end)
    sentences = [_summary(context, start, end, journey), _time(context, timed)]
    return Answer(
        tuple(sentences),
        journey,
        _legs(context, journey),
        _others(context, start, end, every_status),
        (("routes", used), ("freight", timed)) if len(timed) else (("routes", used),),
    )


def _refusal(context: Context, start: str, end: str, every_status: bool) -> str:
    """Why there is no way: the places are one, no line reaches one of them, or no open line joins them."""
    _ = context.language.gettext
    names = {place: context.name("places", place) for place in (start, end)}
    if start == end:
        return _("Start and end are the same place.")
    unreached = [names[place] for place in (start, end) if not routes.reached(context.dataset, place, True)]
    if unreached:
        return _("No railway, road or sea line of this map reaches: {places}.").format(places=", ".join(unreached))
    if not every_status and routes.find(context.dataset, start, end, True) is not None:
        return _(
            "No way along operating lines alone: {start} – {end}. There is one with lines under construction or "
            "planned: choose all lines."
        ).format(start=names[start], end=names[end])
    return _("No line of this map joins: {start} – {end}.").format(start=names[start], end=names[end])


def _summary(context: Context, start: str, end: str, journey: Journey) -> str:
    language = context.language
    _ = language.gettext
    by_mode = ", ".join(
        f"{language.lower(context.label('mode', mode))} {kilometres(km, language)}"
        for mode, km in journey.km_by_mode().items()
    )
    parts = [
        _("{start} – {end}: {km}").format(
            start=context.name("places", start),
            end=context.name("places", end),
            km=kilometres(journey.km, language),
        ),
        by_mode,
        _("under construction: {share}").format(share=language.percent(journey.share("construction"))),
    ]
    planned = journey.share("planned", "study")
    if planned:
        parts.append(_("planned: {share}").format(share=language.percent(planned)))
    return "; ".join(parts) + "."


def _time(context: Context, timed: pd.DataFrame) -> str:
    """The delivery times stated for the journey, or that none is."""
    language = context.language
    _ = language.gettext
    if timed.empty:
        return _("Transit time: no source in the data states it for this journey.")
    found = []
    for code, rows in timed.groupby("series_id", sort=False):
        unit = series.unit_of(context.dataset, str(code))
        said = [
            f"{amount(context, float(row.value), unit)} ({language.period(row.period_start, row.period_end)})"
            for row in each(rows)
        ]
        title = context.name("freight_series", str(code))
        found.append(_("Transit time as stated ({series}): {times}.").format(series=title, times="; ".join(said)))
    return " ".join(found)


def basis_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "sourced": _("as sourced"),
        "part": _("share of the sourced length"),
        "drawn": _("along the drawn line"),
    }


def _legs(context: Context, journey: Journey) -> pd.DataFrame:
    _ = context.language.gettext
    bases = basis_names(context.language)
    called = headings(context, "routes", mode="mode", status="status", route="route_id")

    def place(code: str) -> str:
        return context.name("places", code) if code else "–"

    return pd.DataFrame(
        {
            _("From"): [place(leg.start) for leg in journey.legs],
            _("To"): [place(leg.end) for leg in journey.legs],
            called["mode"]: [context.label("mode", leg.mode) for leg in journey.legs],
            called["status"]: [context.label("route_status", leg.status) for leg in journey.legs],
            _("Length, km"): [round(leg.km) for leg in journey.legs],
            _("Length is"): [bases[leg.basis] for leg in journey.legs],
            called["route"]: [context.name("routes", leg.route) for leg in journey.legs],
        }
    )


def _others(context: Context, start: str, end: str, every_status: bool) -> pd.DataFrame:
    """The way by each port across the sea, shortest first; empty where none crosses it."""
    _ = context.language.gettext
    found = routes.alternatives(context.dataset, start, end, every_status)
    if not found:
        return pd.DataFrame()
    shortest = min(journey.km for journey in found.values())
    return pd.DataFrame(
        {
            _("Via"): [context.name("places", port) for port in found],
            _("Length, km"): [round(journey.km) for journey in found.values()],
            _("Longer by, km"): [round(journey.km - shortest) for journey in found.values()],
            _("Of it at sea, km"): [round(journey.km_by_mode().get("sea", 0)) for journey in found.values()],
            _("Under construction"): [
                context.language.percent(journey.share("construction")) for journey in found.values()
            ],
        }
    )
