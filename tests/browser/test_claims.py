"""The claims and trade pages in a browser: addresses, links to the rows, narrow screens."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from caspian.data.dataset import Dataset
from caspian.measures import verdicts
from tests.support import settled


def test_a_claim_chosen_in_the_list_is_in_the_address(page: Page, server: str, dataset: Dataset) -> None:
    partly = sum(finding.verdict == "partly" for finding in verdicts.findings(dataset).values())
    page.goto(f"{server}/claims?lang=en&verdict=partly")
    settled(page)
    expect(page.locator(".st-key-claim-list").get_by_role("radio")).to_have_count(partly)
    page.get_by_text("Freight on the Middle Corridor through Azerbaijan rose").first.click()
    settled(page)
    expect(page).to_have_url(re.compile(r"claim=C09"))
    expect(page.get_by_role("heading", name=re.compile("^C09"))).to_be_visible()
    shared = page.url
    page.goto(shared)
    settled(page)
    expect(page.get_by_role("heading", name=re.compile("^C09"))).to_be_visible()
    expect(page.get_by_text("Researcher's note")).to_be_visible()


def test_a_claim_leads_to_its_rows_with_the_rule_set(page: Page, server: str) -> None:
    page.goto(f"{server}/visits?lang=en&leaders=all")
    settled(page)
    page.get_by_role("link", name="Claims").click()
    settled(page)
    page.locator(".st-key-claim-opened").get_by_role("link", name="Open page").click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Visits")
    expect(page).not_to_have_url(re.compile("leaders=all"))
    assert page.url.count("period=") == 2
    assert "period=2022" in page.url


def test_the_claim_stays_open_in_another_language(page: Page, server: str) -> None:
    page.goto(f"{server}/claims?lang=en&claim=C12&metric=block_trains")
    settled(page)
    page.get_by_role("radio", name="Русский").or_(page.get_by_text("Русский")).first.click()
    settled(page)
    expect(page.get_by_role("heading", name=re.compile("^C12"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"claim=C12.*metric=block_trains|metric=block_trains.*claim=C12"))


def test_narrow_screens_do_not_scroll_sideways(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    for address in ("claims?lang=ru&claim=C09", "trade?lang=az"):
        page.goto(f"{server}/{address}")
        settled(page)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, address
