"""Files that leave the page, opened and read back: nothing in them runs, and they say what they are."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import icalendar
import openpyxl
import pandas as pd
import pytest

from caspian import export, tables
from caspian.cards.calendar.listing import CalendarEntry
from caspian.data.dataset import Dataset, load
from caspian.export import About
from caspian.languages import LANGUAGES
from caspian.text import language
from tests import small as small_data
from tests.support import context

ABOUT = About("About", "A title", (("Filters", "all"), ("Licence", "CC BY 4.0")))
DANGEROUS = [
    "=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "\t1", " =1", "\u00a0-1", "\u200b=1", "\ufeff=1", "\u00ad+1",
    "\uff1dcmd()", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "'=1", "''=1",
]  # fmt: skip


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def cells(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_is_text(text: str) -> None:
    book = read(export.xlsx({"Rows": pd.DataFrame({text: [text]})}, ABOUT))
    for row in book["Rows"].iter_rows():
        for cell in row:
            assert cell.data_type == "s"
            assert str(cell.value).startswith("'")


def test_numbers_and_dates_keep_their_kind() -> None:
    days = pd.Series(["2026-03-21", None], dtype="datetime64[us]")
    rows = pd.DataFrame({"n": [-1.5, None], "day": days, "yes": [True, False], "list": [("a", "b"), ()]})
    book = read(export.xlsx({"Rows": rows}, ABOUT))
    first, second = cells(book["Rows"])[1:]
    assert first == [-1.5, datetime(2026, 3, 21), True, "a;b"]
    assert second[:3] == [None, None, False]
    assert not second[3]
    back = pd.read_excel(BytesIO(export.xlsx({"Rows": rows}, ABOUT)), sheet_name="Rows")
    assert back["n"].iloc[0] == -1.5
    assert back["day"].iloc[0] == pd.Timestamp("2026-03-21")


def test_what_excel_cannot_hold() -> None:
    rows = pd.DataFrame({"x": ["a" * 40_000, "bell\x07", "ok"]})
    book = read(export.xlsx({"a/b:c*d?[e]" * 4: rows, "A/B:C*D?[E]" * 4: rows, "": rows}, ABOUT))
    names = book.sheetnames
    assert len(names) == len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)
    assert [len(str(row[0])) for row in cells(book[names[1]])[1:]] == [32_767, 4, 2]


def test_the_first_sheet_says_what_the_workbook_is(small: Dataset) -> None:
    rows = (("projects", small.projects[small.projects["project_id"] == "hajigabul-car-plant"]),)
    about = export.about(
        context(small, language=language("en")), "T", "Period: 2019–2026", pd.Timestamp("2026-03-21"), rows
    )
    book = read(export.xlsx(export.sheets(context(small, language=language("en")), rows), about))
    assert book.sheetnames == ["About", "projects"]
    told = cells(book["About"])
    lines = {row[0]: row[1] for row in told if row[0]}
    assert lines["Filters"] == "Period: 2019–2026"
    assert lines["Reference date"] == "21 March 2026"
    assert str(lines["Licence"]).startswith("CC BY 4.0")
    assert lines["Sources"] == "4"
    urls = [row[3] for row in told if len(row) > 3 and row[3]]
    assert len(urls) == 5  # the heading and four pages
    assert urls[0] == "Link"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_in_each_language(small: Dataset, lang: str) -> None:
    rows = (("projects", small.projects), ("milestones", small.milestones))
    content = export.xlsx(
        export.sheets(context(small, language=language(lang)), rows),
        export.about(context(small, language=language(lang)), "T", "F", pd.Timestamp("2026-03-21"), rows),
    )
    back = pd.read_excel(BytesIO(content), sheet_name=None)
    about, projects, milestones = back.values()
    assert len(projects) == len(small.projects)
    assert len(milestones) == len(small.milestones)
    assert len(about) > len(small.sources_of(small.projects))  # those of the milestones too, under what the file is


def test_csv_disarms_text_and_leaves_numbers_as_they_are(small: Dataset) -> None:
    rows = small.trade.head(len(DANGEROUS)).assign(note=DANGEROUS, growth_pct=-29.54)
    written = list(csv.DictReader(StringIO(tables.csv_for_people(rows, "trade", small).decode("utf-8-sig"))))
    assert [row["note"] for row in written] == [f"'{text}" for text in DANGEROUS]
    assert {row["growth_pct"] for row in written} == {"-29.54"}


def test_disarmed_text_comes_back_as_it_was(small: Dataset, tmp_path: Path) -> None:
    texts = [*DANGEROUS, "plain", "'quoted'", "'", "it's = 1", "−5"]
    copy = small_data.copy(tmp_path / "data")
    rows = small.trade.assign(note=(texts * len(small.trade))[: len(small.trade)])
    copy.write("trade.csv", tables.csv_for_people(rows, "trade", small))
    assert load(copy.location).trade.reset_index(drop=True).equals(rows.reset_index(drop=True))


# Calendars


def test_a_calendar_that_others_can_read() -> None:
    stamp = datetime(2026, 3, 21, tzinfo=UTC)
    long = "Строка, которая длиннее семидесяти пяти октетов и складывается; с запятой, и \\ чертой"
    entry = CalendarEntry(
        "a", date(2025, 12, 31), date(2025, 12, 31), long, "first\nsecond", "https://x.az/1", ("A, b",), True
    )
    content = export.ics([entry], "Name", stamp)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"METHOD:PUBLISH" in content
    assert b"DTSTART;VALUE=DATE:20251231" in content
    assert b"DTEND;VALUE=DATE:20260101" in content
    assert b"DTSTAMP:20260321T000000Z" in content
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == long
    assert str(event["description"]) == "first\nsecond"
    assert str(event["url"]) == "https://x.az/1"
    assert (str(event["status"]), str(event["transp"])) == ("TENTATIVE", "TRANSPARENT")


def test_a_link_that_is_no_page_stays_out() -> None:
    entry = CalendarEntry("a", date(2025, 1, 1), date(2025, 1, 1), "t", url="javascript:alert(1)")
    assert b"javascript" not in export.ics([entry], "Name")


def test_an_empty_calendar_is_still_one() -> None:
    assert icalendar.Calendar.from_ical(export.ics([], "Name")).walk("VEVENT") == []
