"""The route finder in words: the way, its legs, its other ways, and the time that sources state for it."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards import Rows, remembered
from caspian.data.dataset import Dataset
from caspian.map.words import kilometres
from caspian.measures import routes
from caspian.measures.routes import Journey, each
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


@remembered
def answer(dataset: Dataset, start: str, end: str, every_status: bool, language: Language) -> Answer:
    """The shortest way between two places, along operating lines or all that are drawn."""
    _ = language.gettext
    journey = routes.find(dataset, start, end, every_status) if start != end else None
    if journey is None:
        return Answer(
            (_refusal(dataset, start, end, every_status, language),), None, pd.DataFrame(), pd.DataFrame(), ()
        )
    table = dataset.routes
    used = table[table["route_id"].isin([leg.route for leg in journey.legs])]
    timed = routes.stated_time(dataset, start, end)
    sentences = [_summary(dataset, start, end, journey, language), _time(dataset, timed, language)]
    return Answer(
        tuple(sentences),
        journey,
        _legs(dataset, journey, language),
        _others(dataset, start, end, every_status, language),
        (("routes", used), ("freight", timed)) if len(timed) else (("routes", used),),
    )


def _refusal(dataset: Dataset, start: str, end: str, every_status: bool, language: Language) -> str:
    """Why there is no way: the places are one, no line reaches one of them, or no open line joins them."""
    _ = language.gettext
    names = {place: dataset.name("places", place, language.code) for place in (start, end)}
    if start == end:
        return _("Start and end are the same place.")
    unreached = [names[place] for place in (start, end) if not routes.reached(dataset, place, True)]
    if unreached:
        return _("No railway, road or sea line of this map reaches: {places}.").format(places=", ".join(unreached))
    if not every_status and routes.find(dataset, start, end, True) is not None:
        return _(
            "No way along operating lines alone: {start} – {end}. There is one with lines under construction or "
            "planned: choose all lines."
        ).format(start=names[start], end=names[end])
    return _("No line of this map joins: {start} – {end}.").format(start=names[start], end=names[end])


def _summary(dataset: Dataset, start: str, end: str, journey: Journey, language: Language) -> str:
    _ = language.gettext
    by_mode = ", ".join(
        f"{language.lower(dataset.label('mode', mode, language.code))} {kilometres(km, language)}"
        for mode, km in journey.km_by_mode().items()
    )
    parts = [
        _("{start} – {end}: {km}").format(
            start=dataset.name("places", start, language.code),
            end=dataset.name("places", end, language.code),
            km=kilometres(journey.km, language),
        ),
        by_mode,
        _("under construction: {share}").format(share=language.percent(journey.share("construction"))),
    ]
    planned = journey.share("planned", "study")
    if planned:
        parts.append(_("planned: {share}").format(share=language.percent(planned)))
    return "; ".join(parts) + "."


def _time(dataset: Dataset, timed: pd.DataFrame, language: Language) -> str:
    """The delivery times stated for the journey, or that none is."""
    _ = language.gettext
    if timed.empty:
        return _("Transit time: no source in the data states it for this journey.")
    said = []
    for row in each(timed):
        days = language.ngettext("{n} day", "{n} days", int(row.value)).format(n=language.number(row.value))
        said.append(f"{days} ({language.period(row.period_start, row.period_end)})")
    title = dataset.name("freight_series", str(timed["series_id"].iloc[0]), language.code)
    return _("Transit time as stated ({series}): {times}.").format(series=title, times="; ".join(said))


def basis_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "sourced": _("as sourced"),
        "part": _("share of the sourced length"),
        "drawn": _("along the drawn line"),
    }


def _legs(dataset: Dataset, journey: Journey, language: Language) -> pd.DataFrame:
    _ = language.gettext
    bases = basis_names(language)

    def place(code: str) -> str:
        return dataset.name("places", code, language.code) if code else "–"

    return pd.DataFrame(
        {
            _("From"): [place(leg.start) for leg in journey.legs],
            _("To"): [place(leg.end) for leg in journey.legs],
            _("Mode"): [dataset.label("mode", leg.mode, language.code) for leg in journey.legs],
            _("Status"): [dataset.label("route_status", leg.status, language.code) for leg in journey.legs],
            _("Length, km"): [round(leg.km) for leg in journey.legs],
            _("Length is"): [bases[leg.basis] for leg in journey.legs],
            _("Route"): [dataset.name("routes", leg.route, language.code) for leg in journey.legs],
        }
    )


def _others(dataset: Dataset, start: str, end: str, every_status: bool, language: Language) -> pd.DataFrame:
    """The way by each port across the sea, shortest first; empty where none crosses it."""
    _ = language.gettext
    found = routes.alternatives(dataset, start, end, every_status)
    if not found:
        return pd.DataFrame()
    shortest = min(journey.km for journey in found.values())
    return pd.DataFrame(
        {
            _("Via"): [dataset.name("places", port, language.code) for port in found],
            _("Length, km"): [round(journey.km) for journey in found.values()],
            _("Longer by, km"): [round(journey.km - shortest) for journey in found.values()],
            _("Of it at sea, km"): [round(journey.km_by_mode().get("sea", 0)) for journey in found.values()],
            _("Under construction"): [language.percent(journey.share("construction")) for journey in found.values()],
        }
    )
