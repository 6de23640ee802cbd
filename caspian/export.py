"""Files that leave the page: Excel workbooks and calendars. (CSV: :func:`caspian.tables.csv_for_people`.)

Nothing in them runs: text that a spreadsheet would take for a formula is written as text, with an apostrophe
before it, by the same rule as in the CSV files.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pandas as pd
from icalendar import Calendar, Event
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from caspian.cards import Rows, sources_of
from caspian.cards.calendar.listing import CalendarEntry
from caspian.citation import short_licence
from caspian.context import Context
from caspian.links import is_web
from caspian.tables import harmless, readable, table_name

LONGEST_CELL = 32_767
"""Excel's limit of text in one cell, in characters."""

LONGEST_SHEET_NAME = 31
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class About:
    """What a workbook says of itself on its first sheet.

    ``name`` is the sheet's name; ``lines`` are labels with what they say (filters, reference date, licence);
    ``sources`` is a table of the pages behind the rows, its headings in the reader's language.
    """

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]
    sources: pd.DataFrame = field(default_factory=pd.DataFrame)


def about(context: Context, title: str, filters: str, reference: pd.Timestamp, rows: Rows) -> About:
    """The sheet about a workbook of ``rows``: what it holds, by which filters, up to which day, under which licence."""
    language = context.language
    _ = language.gettext
    found = sources_of(context.dataset, rows)
    sources = readable(context, found[["published", "publisher", "title", "url"]], "sources")
    lines = (
        (_("Filters"), filters),
        (_("Reference date"), language.day(reference)),
        (_("Version of the data"), context.dataset.version),
        (_("Licence"), _("{licence}, Trans-Caspian Monitor").format(licence=short_licence(context.dataset))),
        (_("Sources"), language.number(len(found))),
    )
    return About(_("About"), title, lines, sources)


def sheets(context: Context, rows: Rows) -> dict[str, pd.DataFrame]:
    """Rows as sheets for :func:`xlsx`: one a table, with headings and codes in the reader's language."""
    return {table_name(table, context.language): readable(context, part, table) for table, part in rows}


def xlsx(sheets: Mapping[str, pd.DataFrame], about: About) -> bytes:
    """An Excel workbook: a sheet that says what it is and where it comes from, and one for each table.

    Dates and numbers stay dates and numbers; every text is a text cell, whatever it starts with. A text longer
    than Excel's limit is cut; sheet names are shortened and told apart as Excel demands.
    """
    book = Workbook(write_only=True)
    names = iter(_sheet_names([about.name, *sheets]))
    _write_about(book.create_sheet(next(names)), about)
    for rows in sheets.values():
        _write_table(book.create_sheet(next(names)), rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_about(sheet: Any, about: About) -> None:
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 30
    sheet.column_dimensions["C"].width = 70
    sheet.column_dimensions["D"].width = 60
    sheet.append([_cell(sheet, about.title, Font(bold=True, size=14))])
    sheet.append([])
    for label, text in about.lines:
        sheet.append([_cell(sheet, label, Font(bold=True)), _cell(sheet, text)])
    if len(about.sources.columns):
        sheet.append([])
        _append(sheet, about.sources)


def _write_table(sheet: Any, rows: pd.DataFrame) -> None:
    sheet.freeze_panes = "A2"
    for place, column in enumerate(rows.columns):
        longest = max([len(str(column)), *(len(str(cell)) for cell in rows[column].head(200))])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, 10), 60)
    _append(sheet, rows)


def _append(sheet: Any, rows: pd.DataFrame) -> None:
    sheet.append([_cell(sheet, str(column), Font(bold=True)) for column in rows.columns])
    for row in rows.itertuples(index=False):
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any, font: Font | None = None) -> Any:
    """A cell of the value's own kind; text is never a formula."""
    if isinstance(value, pd.Timestamp):
        cell = WriteOnlyCell(sheet, value=value.to_pydatetime())
        cell.number_format = "yyyy-mm-dd"
        return cell
    if value is None or value is pd.NaT or value != value:
        return WriteOnlyCell(sheet, value=None)
    value = harmless(value)
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=NOT_IN_XML.sub("", value)[:LONGEST_CELL])
        cell.data_type = "s"
        if len(value) > 60:
            cell.alignment = Alignment(vertical="top")
    else:
        cell = WriteOnlyCell(sheet, value=value)
    if font:
        cell.font = font
    return cell


def _sheet_names(names: Iterable[str]) -> list[str]:
    """Names that Excel takes: no marks of a path, at most 31 characters, each once in any case."""
    taken: list[str] = []
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\']", " ", NOT_IN_XML.sub("", name)).strip()[:LONGEST_SHEET_NAME] or "-"
        given, number = plain, 2
        while given.casefold() in (other.casefold() for other in taken):
            mark = f" {number}"
            given, number = plain[: LONGEST_SHEET_NAME - len(mark)] + mark, number + 1
        taken.append(given)
    return taken


def ics(entries: Sequence[CalendarEntry], name: str, stamp: datetime | None = None) -> bytes:
    """An iCalendar file (RFC 5545) of all-day entries that take up nobody's time.

    ``stamp`` is the moment of writing, now by default.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Trans-Caspian Monitor//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    written = stamp or datetime.now(UTC)
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@trans-caspian-monitor")
        event.add("dtstamp", written)
        event.add("dtstart", entry.start)
        # The end of an all-day entry is the day after its last.
        event.add("dtend", entry.end + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("status", "TENTATIVE" if entry.tentative else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        if entry.text:
            event.add("description", entry.text)
        if is_web(entry.url):
            event.add("url", entry.url)
        if entry.categories:
            event.add("categories", list(entry.categories))
        calendar.add_component(event)
    return calendar.to_ical()
