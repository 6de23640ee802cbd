"""Whatever a cell holds is shown as text: every text column is filled with what would do harm, every page visited."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from caspian.data import validate
from caspian.ui import site
from tests.damage import Copy
from tests.payloads import OUTSIDE, PAYLOADS, fill
from tests.support import Server, settled

WITHIN_PAGES = (
    "?q=bold",
    "map?object=place:alat",
    "freight?view=ports",
    "freight?view=series",
    "projects?view=table",
    "projects?project=aitmatov-monument-baku",
    "data?view=sources",
    "data?view=method",
    "data?table=projects",
    "data?table=projects&row=aitmatov-monument-baku",
    "data?table=terms&by=kind&is=city",
    "data?view=sources&source=1lurer-20240822-arrival",
)
"""Views that no link of the navigation leads to at once."""

HARM = """() => ({
    ran: window.harm ?? null,
    links: [...document.querySelectorAll('a[href]')].map(a => a.href).filter(h => !/^https?:/.test(h)),
    out: [...document.querySelectorAll('a[href]')].filter(a => a.hostname === '203.0.113.7').length,
    made: document.querySelectorAll(
        'img[src="x"], b[onmouseover], [onerror], [onload], svg[onload], link[href*="203.0.113.7"], .katex'
    ).length,
})"""
"""What a payload would leave behind: a script that ran, a link it made, an element of its own."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = Copy(tmp_path_factory.mktemp("payloads"))
    assert fill(data) > 50
    assert validate.faults(data.location) == [], "the validator takes them: no rule of the data is broken"
    return data.folder


def test_every_page_shows_every_payload_as_text(
    folder: Path, start_server: Callable[..., Server], new_page: Callable[..., Page]
) -> None:
    server = start_server(env={"CASPIAN_DATA": str(folder)})
    page = new_page(viewport={"width": 1440, "height": 2400})
    seen = ""
    for key in site.ICONS:
        page.goto(f"{server.url}/{'' if key == site.HOME else key}")
        settled(page)
        seen += _harmless(page, key)
        _open(page, key)
    for view in WITHIN_PAGES:
        page.goto(f"{server.url}/{view}")
        settled(page)
        seen += _harmless(page, view)
    for payload in PAYLOADS:
        assert payload.split(" ")[0] in seen, f"{payload!r} is nowhere shown letter for letter"


def _harmless(page: Page, where: str) -> str:
    """The text of the page, which must hold no trace of a payload that was obeyed."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    found = page.evaluate(HARM)
    assert found == {"ran": None, "links": [], "out": 0, "made": 0}, f"{where}: {found}"
    return page.get_by_test_id("stMain").inner_text()


def _open(page: Page, where: str) -> None:
    """The rows of the first picture, where the page has one."""
    actions = page.locator("[data-testid=stPopover] button").filter(has_text="Data")
    if actions.count():
        actions.first.click()
        settled(page)
        _harmless(page, f"{where}, rows")


def test_the_outside_address_is_one_that_no_page_of_ours_holds() -> None:
    assert OUTSIDE not in (Path(__file__).parents[2] / "data" / "sources.csv").read_text(encoding="utf-8")
