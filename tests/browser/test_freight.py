"""The freight page in a browser: its address restores the explorer, and narrow screens hold it."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.support import settled


def finding(page: Page) -> Locator:
    """What the explorer found."""
    return page.locator("[class*=st-key-chart-freight-growth] p").first


def test_the_explorers_address_restores_it(page: Page, new_page: Callable[..., Page], server: str) -> None:
    page.goto(f"{server}/freight?lang=en&view=growth&series=baku-port-cargo-t&window=2021&window=2024")
    settled(page)
    expect(finding(page)).to_contain_text("Nearest to +90\u00a0% inside 2021–2024")
    stated = page.get_by_label("Stated growth to look for, %")
    stated.fill("30")
    stated.press("Enter")
    settled(page)
    expect(page).to_have_url(re.compile("stated=30"))
    # 5.6 Mt in 2021 and 7.4 Mt in 2023: 7.4 / 5.6 = 1.321
    expect(finding(page)).to_contain_text("(2021 → 2023)")
    wanted = finding(page).inner_text()

    other = new_page(locale="ru")
    other.goto(page.url)
    settled(other)
    expect(finding(other)).to_have_text(wanted)
    expect(other.get_by_label("Stated growth to look for, %")).to_have_value("30")


def test_the_parts_of_the_page_are_in_the_address_and_back_returns(page: Page, server: str) -> None:
    page.goto(f"{server}/freight?lang=en")
    settled(page)
    page.get_by_role("radio", name="Transit time").click()
    settled(page)
    expect(page).to_have_url(re.compile("view=time"))
    expect(page.get_by_role("heading", name=re.compile("^Delivery time on the Middle Corridor"))).to_be_visible()
    page.get_by_role("link", name="Visits").click()
    settled(page)
    page.get_by_role("link", name="Freight").click()
    settled(page)
    expect(page).to_have_url(re.compile("view=time"))


def test_the_claim_leads_to_the_explorer(page: Page, server: str) -> None:
    page.goto(f"{server}/freight?lang=en")
    settled(page)
    page.get_by_role("link", name="Look for any figure among all pairs of years").click()
    settled(page)
    expect(page).to_have_url(re.compile("view=growth"))
    expect(finding(page)).to_contain_text("(2022 → 2023)")


def test_nothing_is_wider_than_a_narrow_screen(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    for view in ("corridor", "growth"):
        page.goto(f"{server}/freight?lang=ru&view={view}")
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
