"""What only a browser shows: the board's links, one project by its address, the downloads."""

from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import icalendar
import openpyxl
from playwright.sync_api import Download, Page, expect

from caspian.data.dataset import Dataset
from tests.support import settled


def saved(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_from_the_board_to_a_project_and_on(page: Page, server: str, dataset: Dataset) -> None:
    page.goto(f"{server}/projects?status=stalled&lang=en")
    settled(page)
    page.locator(".st-key-board a").first.click()
    settled(page)
    (opened,) = parse_qs(urlsplit(page.url).query)["project"]
    expect(page.get_by_role("heading", level=2).first).to_have_text(dataset.name("projects", opened, "en"))
    page.get_by_role("link", name="All projects").click()
    settled(page)
    assert "project=" not in page.url
    assert "status=stalled" in page.url


def test_the_workbook_of_what_is_shown(page: Page, server: str, dataset: Dataset) -> None:
    page.goto(f"{server}/projects?status=stalled&lang=ru")
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Excel").click()
    book = openpyxl.load_workbook(BytesIO(saved(waiting.value)))
    about, projects, milestones = book.worksheets
    stalled = dataset.projects[dataset.projects["status"] == "stalled"]
    steps = dataset.milestones["project_id"].isin(stalled["project_id"])
    assert (projects.max_row, milestones.max_row) == (1 + len(stalled), 1 + steps.sum())  # each below its heading
    assert any("Статус: Приостановлен" in str(cell.value) for row in about.iter_rows() for cell in row)


def test_the_map_is_drawn_when_it_is_opened(page: Page, server: str) -> None:
    page.goto(f"{server}/projects?project=trans-caspian-fibre-kaz&lang=en")
    settled(page)
    expect(page.locator(".st-key-figure-project-map")).to_have_count(0)
    page.get_by_text("Routes and places on a map").click()
    expect(page.locator(".st-key-figure-project-map svg.main-svg").first).to_be_visible()


def test_the_calendar_file(page: Page, server: str, dataset: Dataset) -> None:
    page.goto(f"{server}/calendar?show=visits&country=TJK&lang=en")
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Calendar file").click()
    assert waiting.value.suggested_filename == "trans-caspian-monitor.ics"
    visits = dataset.visits[(dataset.visits[["visitor_country", "host_country"]] == "TJK").any(axis=1)]
    shown = visits["start_date"] >= "2019"
    assert len(icalendar.Calendar.from_ical(saved(waiting.value)).walk("VEVENT")) == shown.sum()
