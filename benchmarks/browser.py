"""The same in a real browser: from the address or the click to the picture that does not change any more."""

import time

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.viewers import quantile
from caspian.ui import site
from tests import chromium
from tests.support import settled


def in_browser(ours: str, stock: str, queries: list[str]) -> None:
    """Print p50 and p95 of opening each page, changing a filter by click, and going to another page."""
    columns = "".join(f"{name + ' p50':>12}{'p95':>8} " for name in ("open", "filter", "page"))
    print(f"\nIn Chromium, until the page is idle\n{'ms':<22}{columns}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        print(f"{'empty stock script':<22}{_cells(_opens(browser, stock, [''] * 4))}")
        for page in site.ICONS:
            if page == site.PRESENT:  # it has no links to click: see benchmarks.present
                continue
            address = f"{ours}/{'' if page == site.HOME else page}"
            opened = _opens(browser, address, queries[:4])
            changed, switched = _clicks(browser, address, page)
            print(f"{page:<22}{_cells(opened)}{_cells(changed)}{_cells(switched)}")
        browser.close()


def _cells(seconds: list[float]) -> str:
    return f"{quantile(seconds, 0.5):12.0f}{quantile(seconds, 0.95):8.0f} "


def _opens(browser: Browser, address: str, queries: list[str]) -> list[float]:
    taken = []
    for query in queries:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        begun = time.perf_counter()
        page.goto(f"{address}?{query}")
        settled(page)
        taken.append(time.perf_counter() - begun)
        page.close()
    return taken


def _clicks(browser: Browser, address: str, name: str) -> tuple[list[float], list[float]]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}?lang=en")
    settled(page)
    changed, switched = [], []
    for country in ("Kazakhstan", "Uzbekistan", "Kazakhstan", "Uzbekistan", "Tajikistan", "Tajikistan"):
        button = page.locator(".st-key-country").get_by_text(country)
        if not page.locator(".st-key-country button").first.is_disabled():
            changed.append(_timed(page, button.click))
    links = page.locator(".st-key-navigation").get_by_role("link")
    there, back = (1, 0) if name == site.HOME else (0, list(site.ICONS).index(name))
    for _ in range(3):
        switched += [_timed(page, links.nth(there).click), _timed(page, links.nth(back).click)]
    page.close()
    return changed, switched


def _timed(page: Page, act) -> float:
    begun = time.perf_counter()
    act()
    settled(page)
    return time.perf_counter() - begun
