"""Rules across columns and tables, which a Table Schema cannot state."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date

from caspian.data.fault import Fault
from caspian.data.sheet import Sheet

Sheets = Mapping[str, Sheet]

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
    ("scenes", "title_en", "title_ru"),
    ("scenes", "title_en", "title_az"),
    ("scenes", "text_en", "text_ru"),
    ("scenes", "text_en", "text_az"),
    ("scenes", "period_from", "period_to"),
)


def check(sheets: Sheets, today: date) -> Iterator[Fault]:
    """Everything in the tables that contradicts itself. `today` is the last day before the future."""
    for table, first, last in SPANS:
        if (sheet := sheets.get(table)) and sheet.has(first, last):
            yield from _in_order(sheet, first, last)
    for table, one, other in TOGETHER:
        if (sheet := sheets.get(table)) and sheet.has(one, other):
            yield from _together(sheet, one, other)
    if (visits := sheets.get("visits")) and visits.has("visitor_country", "host_country"):
        yield from _abroad(visits)
    if projects := sheets.get("projects"):
        yield from _completed(projects, today)
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


def _completed(projects: Sheet, today: date) -> Iterator[Fault]:
    columns = ("status", "start_date", "start_precision", "completed_date", "completed_precision")
    if not projects.has(*columns):
        return
    rows = zip(*(projects.columns[column] for column in columns), strict=True)
    for row, (status, start, start_precision, completed, precision) in enumerate(rows):
        if status == "completed" and not completed:
            yield from projects.fault(row, "completed_date", "", "must not be empty, since the status is completed")
        earliest, latest = _span(completed, precision)
        if earliest and earliest > today:
            yield from projects.fault(row, "completed_date", completed, "is in the future")
        begins, _ = _span(start, start_precision)
        if begins and latest and latest < begins:
            yield from projects.fault(row, "completed_date", completed, f"is before start_date, {start}")


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
