"""Rules across columns and tables, which a Table Schema cannot state."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from caspian.data.fault import Fault
from caspian.data.sheet import Sheet
from caspian.data.vocabulary import BOUNDS, HAPPENED, HOME
from caspian.languages import FALLBACK, LANGUAGES

Sheets = Mapping[str, Sheet]

BOUND_RANKS = tuple(str(place) for place in range(1, len(BOUNDS) + 1))
"""How the series of the group "transit-time" say which bound they state."""

# Columns that hold the first and the last day of one span of time.
SPANS = (
    ("visits", "start_date", "end_date"),
    ("events", "date", "end_date"),
    ("freight", "period_start", "period_end"),
    ("trade", "period_start", "period_end"),
    ("claims", "window_start", "window_end"),
    ("stated_figures", "window_start", "window_end"),
    ("coverage", "covered_from", "covered_to"),
)

# Columns that say something only together.
TOGETHER = (
    ("projects", "start_date", "start_precision"),
    ("projects", "target_date", "target_precision"),
    ("projects", "completed_date", "completed_precision"),
    ("projects", "progress_pct", "progress_as_of"),
    ("projects", "lat", "lon"),
    ("scenes", "period_from", "period_to"),
    ("freight_series", "group", "rank"),
    *(
        ("scenes", f"{stem}_{FALLBACK}", f"{stem}_{code}")
        for stem in ("title", "text")
        for code in LANGUAGES
        if code != FALLBACK
    ),
    ("freight_series", "from_place_ids", "to_place_ids"),
)


class Past(NamedTuple):
    """A column of dates that tell of what happened, so that none lies in the future.

    `precision`: the column that says how exact the date is. `only`: the statuses of rows that it holds for, if not
    for all. `announced`: rows may tell of what is only announced, for up to the end of the next year, with a warning.
    """

    table: str
    column: str
    precision: str = ""
    only: tuple[str, ...] = ()
    announced: bool = False


PAST = (
    Past("visits", "start_date"),
    Past("visits", "end_date"),
    Past("events", "date", announced=True),
    Past("milestones", "date", precision="precision"),
    Past("freight", "period_end", only=HAPPENED),
    Past("trade", "period_end", only=HAPPENED),
    Past("projects", "completed_date", precision="completed_precision"),
    Past("projects", "progress_as_of"),
    Past("projects", "as_of"),
    Past("routes", "status_as_of"),
    Past("stated_figures", "date"),
    Past("sources", "published"),
    Past("coverage", "covered_to"),
    Past("coverage", "newest_source"),
)


def check(sheets: Sheets, today: date) -> Iterator[Fault]:
    """Everything in the tables that contradicts itself. `today` is the last day before the future."""
    for table, first, last in SPANS:
        if (sheet := sheets.get(table)) and sheet.has(first, last):
            yield from _in_order(sheet, first, last)
    for table, one, other in TOGETHER:
        if (sheet := sheets.get(table)) and sheet.has(one, other):
            yield from _together(sheet, one, other)
    for past in PAST:
        if sheet := sheets.get(past.table):
            yield from _past(sheet, past, today)
    if (visits := sheets.get("visits")) and visits.has("visitor_country", "host_country"):
        yield from _abroad(visits)
        if (countries := sheets.get("countries")) and countries.has("iso3", "role"):
            yield from _from_or_to_home(visits, countries)
    if projects := sheets.get("projects"):
        yield from _completed(projects)
        yield from _parts(projects)
    if series := sheets.get("freight_series"):
        yield from _capacities(series)
        yield from _groups(series)
    if coverage := sheets.get("coverage"):
        yield from _covered(coverage)
    if scenes := sheets.get("scenes"):
        yield from _scenes(scenes)


def _in_order(sheet: Sheet, first: str, last: str) -> Iterator[Fault]:
    for row, cells in enumerate(zip(sheet.columns[first], sheet.columns[last], strict=True)):
        begins, ends = map(_day, cells)
        if begins and ends and ends < begins:
            yield from sheet.fault(row, last, cells[1], f"is before {first}, {cells[0]}")


def _together(sheet: Sheet, one: str, other: str) -> Iterator[Fault]:
    for row, cells in enumerate(zip(sheet.columns[one], sheet.columns[other], strict=True)):
        if bool(cells[0]) != bool(cells[1]):
            given, missing = (one, other) if cells[0] else (other, one)
            yield from sheet.fault(row, missing, "", f"must not be empty, since {given} is given")


def _abroad(visits: Sheet) -> Iterator[Fault]:
    for row, (visitor, host) in enumerate(
        zip(visits.columns["visitor_country"], visits.columns["host_country"], strict=True)
    ):
        if visitor and visitor == host:
            yield from visits.fault(row, "host_country", host, "is the visitor's own country")


def _past(sheet: Sheet, past: Past, today: date) -> Iterator[Fault]:
    """Dates after today; of a month or a year its first day counts."""
    more = [column for column in (past.precision, "status" if past.only else "") if column]
    if not sheet.has(past.column, *more):
        return
    nothing = [""] * len(sheet.lines)
    precisions = sheet.columns[past.precision] if past.precision else nothing
    statuses = sheet.columns["status"] if past.only else nothing
    for row, cells in enumerate(zip(sheet.columns[past.column], precisions, statuses, strict=True)):
        cell, precision, status = cells
        earliest, _ = _span(cell, precision)
        if not earliest or earliest <= today or (past.only and status not in past.only):
            continue
        if past.announced and earliest.year <= today.year + 1:
            yield from sheet.warning(row, past.column, cell, "is in the future: is it announced, or is the date wrong?")
        else:
            since = f", but the status is {status}" if past.only else ""
            yield from sheet.fault(row, past.column, cell, f"is in the future{since}")


def _from_or_to_home(visits: Sheet, countries: Sheet) -> Iterator[Fault]:
    """A trip leads from Azerbaijan or to it: which of the two is how it counts."""
    roles = dict(zip(countries.columns["iso3"], countries.columns["role"], strict=True))
    sides = zip(visits.columns["visitor_country"], visits.columns["host_country"], strict=True)
    home = next((code for code, role in roles.items() if role == HOME), "")
    for row, (visitor, host) in enumerate(sides):
        if home and visitor != host and {visitor, host} <= roles.keys() - {home}:
            rule = f"is not {home}, and neither is visitor_country, {visitor}"
            yield from visits.fault(row, "host_country", host, rule)


def _completed(projects: Sheet) -> Iterator[Fault]:
    columns = ("status", "start_date", "start_precision", "completed_date", "completed_precision")
    if not projects.has(*columns):
        return
    rows = zip(*(projects.columns[column] for column in columns), strict=True)
    for row, (status, start, start_precision, completed, precision) in enumerate(rows):
        if status == "completed" and not completed:
            yield from projects.fault(row, "completed_date", "", "must not be empty, since the status is completed")
        _, latest = _span(completed, precision)
        begins, _ = _span(start, start_precision)
        if begins and latest and latest < begins:
            yield from projects.fault(row, "completed_date", completed, f"is before start_date, {start}")


def _parts(projects: Sheet) -> Iterator[Fault]:
    """No project is a part of itself, neither directly nor by way of others."""
    if not projects.has("project_id", "part_of"):
        return
    codes = projects.columns["project_id"]
    rows = {code: row for row, code in enumerate(codes)}
    for circle in _circles(dict(zip(codes, projects.columns["part_of"], strict=True))):
        way = f", by way of {', '.join(circle[1:])}" if len(circle) > 1 else ""
        rule = f"makes the project a part of itself{way}"
        yield from projects.fault(rows[circle[0]], "part_of", circle[1 % len(circle)], rule)


def _circles(whole_of: Mapping[str, str]) -> Iterator[list[str]]:
    """Each circle of parts: every member is a part of the next, and the last one of the first."""
    seen: set[str] = set()
    for start in whole_of:
        path: list[str] = []
        code = start
        while code and code not in seen:
            seen.add(code)
            path.append(code)
            code = whole_of.get(code, "")
        if code in path:
            yield path[path.index(code) :]


def _capacities(series: Sheet) -> Iterator[Fault]:
    """The capacity of a series is a series of capacity in the same unit."""
    columns = ("series_id", "measure", "unit", "capacity_series")
    if not series.has(*columns):
        return
    codes, measures, units, capacities = (series.columns[column] for column in columns)
    rows = {code: row for row, code in enumerate(codes)}
    for row, (unit, capacity) in enumerate(zip(units, capacities, strict=True)):
        there = rows.get(capacity)
        if there is None:  # none is named, or one that is not there: the check of references says so
            continue
        if measures[there] != "capacity":
            rule = f"is a series of {measures[there]}, not of capacity"
            yield from series.fault(row, "capacity_series", capacity, rule)
        elif units[there] != unit:
            rule = f"is in {units[there]}, the series itself in {unit}"
            yield from series.fault(row, "capacity_series", capacity, rule)


def _groups(series: Sheet) -> Iterator[Fault]:
    """The series of a group are compared: they have one unit, and an order."""
    if not series.has("group", "rank", "unit"):
        return
    units: dict[str, tuple[str, int]] = {}
    ranks: dict[tuple[str, str], int] = {}
    rows = zip(*(series.columns[column] for column in ("group", "rank", "unit")), strict=True)
    for row, (groups, rank, unit) in enumerate(rows):
        for group in groups.split(";") if groups else ():
            common, first = units.setdefault(group, (unit, row))
            if unit != common:
                rule = f"is not the unit of the group {group}, {common} (line {series.lines[first]})"
                yield from series.fault(row, "unit", unit, rule)
            if rank and (other := ranks.setdefault((group, rank), row)) != row:
                rule = f"stands in line {series.lines[other]} already; the ranks in the group {group} must differ"
                yield from series.fault(row, "rank", rank, rule)
            if rank and group == "transit-time" and rank not in BOUND_RANKS:
                rule = f"is no bound; the ranks in the group {group} are {', '.join(BOUND_RANKS)}"
                yield from series.fault(row, "rank", rank, rule)


def _covered(coverage: Sheet) -> Iterator[Fault]:
    """Every table that the description of coverage.csv lists has a row: pages print that date."""
    field = next(field for field in coverage.schema["fields"] if field["name"] == "table")
    if coverage.whole:
        for table in field.get("constraints", {}).get("enum", ()):
            if table not in coverage.columns["table"]:
                yield Fault(coverage.file, None, "table", "", f"there is no row for the table {table}")


def _scenes(scenes: Sheet) -> Iterator[Fault]:
    """A scene of words has words, and a period ends no earlier than it begins."""
    columns = ("figure", "text_en", "period_from", "period_to")
    if not scenes.has(*columns):
        return
    rows = zip(*(scenes.columns[column] for column in columns), strict=True)
    for row, (figure, text, first, last) in enumerate(rows):
        if figure == "text" and not text:
            yield from scenes.fault(row, "text_en", "", "must not be empty, since the scene is one of words only")
        if first.isdecimal() and last.isdecimal() and int(last) < int(first):
            yield from scenes.fault(row, "period_to", last, f"is before period_from, {first}")


def _day(cell: str) -> date | None:
    """The date in a cell; None if it is empty, or no date (which the check of types reports)."""
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _span(cell: str, precision: str) -> tuple[date | None, date | None]:
    """First and last day that a date can mean: its day, its month or its year."""
    day = _day(cell)
    if day and precision == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if day and precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day
