"""What only a browser shows of the frame: steadiness, access, recovery, files."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from caspian.ui import site
from tests.damage import Copy
from tests.small import where
from tests.support import Server, settled

SHIFT = """() => new Promise(resolve => {
    let total = 0
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value
    }).observe({type: 'layout-shift', buffered: true})
    setTimeout(() => resolve(total), 300)
})"""


def address(page: str) -> str:
    return "" if page == site.HOME else page


@pytest.mark.parametrize("name", ["overview", "visits"])
def test_a_first_load_hardly_moves(page: Page, server: str, name: str) -> None:
    page.goto(f"{server}/{address(name)}")
    settled(page)
    page.wait_for_timeout(1000)
    assert page.evaluate(SHIFT) < 0.1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["overview", "visits"])
def test_no_serious_barrier_to_access(new_page: Callable[..., Page], server: str, name: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{server}/{address(name)}?lang=az")
    settled(page)
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], node["target"], node.get("failureSummary", "")[:200])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert not serious, json.dumps(serious, indent=1)


def test_every_chart_names_what_it_shows(page: Page, server: str) -> None:
    page.goto(f"{server}/visits")
    settled(page)
    for chart in page.get_by_test_id("stPlotlyChart").all():
        expect(chart).to_have_attribute("aria-label", re.compile(r"\d"))


def test_the_page_is_written_in_its_language(page: Page, server: str) -> None:
    answer = page.request.get(f"{server}/visits?lang=az", headers={"accept": "text/html"})
    assert '<html lang="az"' in answer.text()
    assert "<title>Trans-Caspian Monitor</title>" in answer.text()


def test_an_open_page_comes_back_by_itself_after_a_restart(
    browser: Browser, start_server: Callable[..., Server]
) -> None:
    server = start_server()
    page = browser.new_page()  # not a watched one: while the server is away, the browser logs that it is
    page.goto(f"{server.url}/visits?country=TJK&lang=ru&trips=bilateral")
    settled(page)
    before = page.locator(".st-key-chart-visits-outbound").inner_text()

    server.stop()
    page.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])", timeout=30_000)
    page.wait_for_timeout(1_000)
    server.start()
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=60_000)
    page.wait_for_timeout(7_000)  # one beat of the heart
    settled(page)
    assert page.locator(".st-key-chart-visits-outbound").inner_text() == before
    assert page.url.endswith("/visits?country=TJK&lang=ru&trips=bilateral")
    page.close()


def test_broken_files_leave_the_last_good_data_on_screen(
    page: Page, start_server: Callable[..., Server], tmp_path: Path
) -> None:
    data = Copy(tmp_path / "data")
    server = start_server(env={"CASPIAN_DATA": data.location})
    page.goto(f"{server.url}/visits")
    settled(page)
    good = data.read("visits.csv")
    title = page.locator(".st-key-chart-visits-outbound").inner_text()

    data.set("visits.csv", 17, host_country="KZA")
    banner = page.get_by_test_id("stAlert").filter(has_text="The data files have had faults since")
    expect(banner).to_be_visible(timeout=20_000)
    assert page.locator(".st-key-chart-visits-outbound").inner_text() == title
    page.get_by_text("What is wrong with the files").click()
    expect(page.get_by_text(re.compile(r"visits\.csv.*17.*host_country"))).to_be_visible()

    data.write("visits.csv", good)
    expect(banner).to_be_hidden(timeout=20_000)


def test_a_good_edit_reaches_an_open_page_by_itself(
    page: Page, start_server: Callable[..., Server], data: Copy
) -> None:
    server = start_server(env={"CASPIAN_DATA": data.location})
    page.goto(f"{server.url}/visits")
    settled(page)
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("Kazakhstan")).to_be_visible()

    data.change("countries.csv", where(iso3="KAZ")(name_en="Qazaqstan"))
    expect(sidebar.get_by_text("Qazaqstan")).to_be_visible(timeout=90_000)  # every page is drawn on it before


def test_a_server_does_not_start_on_faulty_data(start_server: Callable[..., Server], tmp_path: Path) -> None:
    data = Copy(tmp_path / "data")
    data.set("visits.csv", 17, host_country="KZA")
    with pytest.raises(Exception, match=r"visits\.csv, line 17, column host_country") as failure:
        start_server(env={"CASPIAN_DATA": data.location})
    assert "Traceback" not in str(failure.value)


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_file_carries_its_words(page: Page, server: str, kind: str) -> None:
    page.goto(f"{server}/visits?country=KAZ&period=2022&period=2025")
    settled(page)
    card = page.locator(".st-key-chart-visits-inbound")
    takeaway = card.get_by_test_id("stPlotlyChart").first.get_attribute("aria-label")
    card.get_by_role("button", name="Picture").click()
    panel = page.get_by_role("dialog")
    panel.get_by_text(kind.upper(), exact=True).click()
    settled(page)
    panel.locator(".js-plotly-plot").hover()
    with page.expect_download() as saving:
        panel.locator(".modebar-btn").first.click()
    file = Path(saving.value.path()).read_bytes()
    assert saving.value.suggested_filename == f"trans-caspian-monitor-visits-inbound.{kind}"
    if kind == "png":
        assert file.startswith(b"\x89PNG")
        assert len(file) > 20_000
        return
    words = " ".join(re.findall(r">([^<>]+)<", file.decode("utf-8")))
    assert "Trips to Azerbaijan, number a year, 2022–2025" in words
    assert takeaway
    assert takeaway[:40] in words
    assert "Countries: Kazakhstan" in words
    assert "Period: 2022–2025" in words
    assert "CC BY 4.0" in words
    assert "sources" in words


def test_rows_behind_a_picture_can_be_read_and_taken_away(page: Page, server: str) -> None:
    page.goto(f"{server}/visits?country=TKM&period=2022&period=2023")
    settled(page)
    card = page.locator(".st-key-chart-visits-inbound")
    card.get_by_role("button", name="Data", exact=True).click()
    settled(page)
    panel = page.get_by_test_id("stPopoverBody")
    expect(panel.get_by_text("1 row of the table visits")).to_be_visible()
    with page.expect_download() as saving:  # the numbers of the picture come first, then its rows
        panel.get_by_role("button", name="Download CSV").last.click()
    text = Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert text[0].startswith("visit_id,start_date,end_date,visitor")
    assert [line.split(",")[0] for line in text[1:]] == ["2023-03-02-tkm-aze"]


def test_a_change_of_theme_redraws_the_charts(page: Page, server: str) -> None:
    page.goto(f"{server}/visits")
    settled(page)
    colour = "() => getComputedStyle(document.querySelector('.js-plotly-plot .xtick text')).fill"
    light = page.evaluate(colour)
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.wait_for_function(f"light => ({colour})() !== light", arg=light, timeout=15_000)
