"""What is possible but odd in tables that have no fault: warnings that ask for a second look."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caspian.data.fault import Fault
from caspian.data.letters import near
from caspian.data.sheet import Sheet
from caspian.data.vocabulary import PLANNED
from caspian.languages import FALLBACK, LANGUAGES, SPOKEN, Spoken

Sheets = Mapping[str, Sheet]

FACTOR = 10
"""A value so many times as large, or as small, as both of its neighbours is odd."""

REACH = timedelta(days=3 * 366)
"""Values further apart are no neighbours."""

MONTH_DAYS = 30.4

DETOUR = 0.25
"""How much of its stated length a line may differ from as it is drawn; more is odd."""

# Tables of periods, the columns that tell their series apart, and those that hold its values.
SERIES = (
    ("freight", ("series_id",), ("value",)),
    ("trade", ("partner", "reporter"), ("exports_usd_m", "imports_usd_m", "turnover_usd_m")),
)


CYRILLIC = re.compile("[\u0400-\u052f]")
NAMES = re.compile("(name|title|label)_")
LOWER, LOWER_WORD = re.compile("[a-z]"), re.compile(r"(?<!\S)[a-z]")


class Period(NamedTuple):
    """First and last day, and the position of the row."""

    start: date
    end: date
    row: int


def check(sheets: Sheets) -> Iterator[Fault]:
    """Texts in another alphabet, leaps in a series, periods that overlap, lengths that differ.

    The cells must be of their types already.
    """
    for sheet in sheets.values():
        for code in LANGUAGES:
            for column in sheet.columns if code != FALLBACK else ():
                if column.endswith(f"_{code}"):
                    yield from _alphabet(sheet, column, SPOKEN[code])
    for table, series, columns in SERIES:
        if (sheet := sheets.get(table)) and sheet.has(*series, *columns, "period_start", "period_end", "status"):
            for periods in _grouped(sheet, series, "period_start", "period_end", planned=True).values():
                for column in columns:
                    yield from _leaps(sheet, column, periods)
            for periods in _grouped(sheet, (*series, "status"), "period_start", "period_end").values():
                yield from _overlaps(sheet, periods)
    if (visits := sheets.get("visits")) and visits.has("visitor", "host_country", "start_date", "end_date"):
        for trips in _grouped(visits, ("visitor", "host_country"), "start_date", "end_date").values():
            yield from _trips_twice(visits, trips)
    if (routes := sheets.get("routes")) and routes.has("length_km", "length_geo_km"):
        yield from _lengths(routes)


def _alphabet(sheet: Sheet, column: str, spoken: Spoken) -> Iterator[Fault]:
    """Russian without Cyrillic letters, Azerbaijani with them.

    Russian may leave names and signs in Latin letters ("BTC Co.", "TEU"), but no word that begins small, and in a
    column of names none with small letters.
    """
    latin = LOWER if NAMES.match(column) else LOWER_WORD
    for row, cell in enumerate(sheet.columns[column]):
        cyrillic = CYRILLIC.search(cell)
        if spoken.alphabet == "Latin" and cyrillic:
            rule = f"holds Cyrillic letters: is it in {spoken.english_name}?"
            yield from sheet.warning(row, column, near(cell, cyrillic.start()), rule)
        elif spoken.alphabet == "Cyrillic" and not cyrillic and latin.search(cell):
            yield from sheet.warning(row, column, cell, f"has no Cyrillic letters: is it in {spoken.english_name}?")


def _grouped(
    sheet: Sheet, keys: Sequence[str], first: str, last: str, planned: bool = False
) -> dict[tuple[object, ...], list[Period]]:
    """The periods of rows alike in some columns, by start; with ``planned``, plans apart from what was counted."""
    groups: dict[tuple[object, ...], list[Period]] = {}
    cells = zip(*(sheet.columns[key] for key in keys), strict=True)
    spans = zip(sheet.columns[first], sheet.columns[last], strict=True)
    for row, (key, (start, end)) in enumerate(zip(cells, spans, strict=True)):
        period = Period(date.fromisoformat(start), date.fromisoformat(end), row)
        apart = (sheet.columns["status"][row] in PLANNED,) if planned else ()
        groups.setdefault((*key, *apart), []).append(period)
    return {key: sorted(periods) for key, periods in groups.items()}


def _leaps(sheet: Sheet, column: str, periods: Sequence[Period]) -> Iterator[Fault]:
    """Values far from both of their neighbours, which are periods of the same length in months."""
    cells = sheet.columns[column]
    alike: dict[int, list[Period]] = {}
    for period in periods:
        if cells[period.row] and float(cells[period.row]) > 0:
            alike.setdefault(round(((period.end - period.start).days + 1) / MONTH_DAYS), []).append(period)
    for those in alike.values():
        for place, period in enumerate(those):
            value = float(cells[period.row])
            near = _neighbours(those, place)
            beside = [float(cells[one.row]) for one in near]
            if len(near) == 2 and (value >= FACTOR * max(beside) or value * FACTOR <= min(beside)):
                said = " and ".join(f"{cells[one.row]} (line {sheet.lines[one.row]})" for one in near)
                rule = f"is far from its neighbours in the series, {said}: is the unit right, and every digit?"
                yield from sheet.warning(period.row, column, cells[period.row], rule)


def _neighbours(periods: Sequence[Period], place: int) -> Sequence[Period]:
    """The one before and the one after; of the newest the two before, of the oldest none: a series may take off."""
    near = (
        [periods[place - 1], periods[place + 1]] if 0 < place < len(periods) - 1 else periods[max(place - 2, 0) : place]
    )
    return [one for one in near if abs(one.start - periods[place].start) <= REACH]


def _overlaps(sheet: Sheet, periods: Sequence[Period]) -> Iterator[Fault]:
    """Periods that overlap another one without lying inside it; a part of a year inside the year is usual."""
    running: list[Period] = []
    for period in periods:
        running = [one for one in running if one.end >= period.start]
        crossed = next((one for one in running if one.start < period.start and one.end < period.end), None)
        if crossed:
            rule = (
                f"begins inside the period {crossed.start} to {crossed.end} (line {sheet.lines[crossed.row]}) "
                "of the same series and status, and ends after it"
            )
            yield from sheet.warning(period.row, "period_start", str(period.start), rule)
        running.append(period)


def _trips_twice(visits: Sheet, trips: Sequence[Period]) -> Iterator[Fault]:
    """Trips that begin before an earlier one of the same visitor to the same country has ended."""
    last = trips[0]
    for trip in trips[1:]:
        if trip.start <= last.end:
            rule = f"lies within another trip of the same visitor to the same country (line {visits.lines[last.row]})"
            yield from visits.warning(trip.row, "start_date", str(trip.start), rule)
        last = max(last, trip, key=lambda one: one.end)


def _lengths(routes: Sheet) -> Iterator[Fault]:
    """Routes whose stated length is far from that of the line."""
    for row, (stated, drawn) in enumerate(
        zip(routes.columns["length_km"], routes.columns["length_geo_km"], strict=True)
    ):
        if stated and abs(float(drawn) / float(stated) - 1) > DETOUR:
            rule = f"is more than {DETOUR * 100:.0f} % from length_geo_km, {drawn}: is it the same way?"
            yield from routes.warning(row, "length_km", stated, rule)
