"""The address holds the view: links, pages, reloads, back, languages, nonsense."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support import settled

DEEP = "country=KAZ&country=UZB&period=2021&period=2024&lang=ru"


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def path(page: Page) -> str:
    return urlsplit(page.url).path


def navigate(page: Page, name: str) -> None:
    page.locator(".st-key-navigation").get_by_role("link", name=name).click()
    settled(page)


def expect_chosen(page: Page, *countries: str) -> None:
    """These countries' buttons, and no others, are pressed in the sidebar, or soon will be."""
    pressed = page.locator('.st-key-country button[data-selected="true"], .st-key-country [aria-checked="true"]')
    expect(pressed).to_have_text(list(countries))


def test_a_deep_link_survives_a_change_of_page_and_a_reload(page: Page, server: str) -> None:
    page.goto(f"{server}/visits?{DEEP}&leaders=all")
    settled(page)
    expect_chosen(page, "Казахстан", "Узбекистан")

    navigate(page, "Сводка")
    assert path(page) == "/"
    assert {key: query(page)[key] for key in ("country", "period", "lang")} == {
        "country": ["KAZ", "UZB"],
        "period": ["2021", "2024"],
        "lang": ["ru"],
    }
    navigate(page, "Визиты")
    assert query(page)["leaders"] == ["all"], "the page's own control is remembered by the link back to it"
    before = page.locator(".st-key-chart-visits-inbound").inner_text()

    page.reload()
    settled(page)
    assert query(page) == parse_qs(f"{DEEP}&leaders=all")
    expect_chosen(page, "Казахстан", "Узбекистан")
    assert page.locator(".st-key-chart-visits-inbound").inner_text() == before


def test_back_leads_to_the_previous_page_in_one_step_with_its_filters(page: Page, server: str) -> None:
    page.goto(f"{server}/?country=KAZ")
    settled(page)
    navigate(page, "Visits")
    assert path(page) == "/visits"

    page.go_back()
    settled(page)
    assert path(page) == "/"
    assert query(page)["country"] == ["KAZ"]
    expect_chosen(page, "Kazakhstan")


def test_back_undoes_a_filter_and_forward_brings_it_back(page: Page, server: str) -> None:
    page.goto(f"{server}/visits")
    settled(page)
    page.locator(".st-key-country").get_by_text("Tajikistan").click()
    settled(page)
    assert query(page)["country"] == ["TJK"]

    page.go_back()
    settled(page)
    expect_chosen(page)
    page.go_forward()
    settled(page)
    expect_chosen(page, "Tajikistan")


def test_the_language_changes_in_place_and_the_address_keeps_its_codes(page: Page, server: str) -> None:
    page.goto(f"{server}/visits?country=TJK&sector=energy")
    settled(page)
    page.locator(".st-key-lang").get_by_text("Azərbaycanca").click()
    settled(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Səfərlər")
    assert query(page) == {"country": ["TJK"], "sector": ["energy"], "lang": ["az"]}
    expect_chosen(page, "Tacikistan")
    expect(page).to_have_title("Səfərlər · Transxəzər Monitoru")


@pytest.mark.parametrize(
    "nonsense",
    [
        "country=ZZZ&country=KAZ&country=KAZ&sector=&period=2024&period=2021&lang=xx",
        "country=%3Cscript%3E&period=abc&period=-1&q=" + "x" * 5000,
        "period=1900&period=2300&country=AZE&leaders=kings&trips=&asof=2026-99-99",
    ],
)
def test_nonsense_in_the_address_is_dropped(page: Page, server: str, nonsense: str) -> None:
    page.goto(f"{server}/visits?{nonsense}")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Visits")
    assert page.get_by_test_id("stException").count() == 0
    kept = query(page)
    assert kept.get("country", []) in ([], ["KAZ"])
    assert kept.get("period", []) in ([], ["2021", "2024"], ["2015", "2026"])
    assert not {"sector", "leaders", "trips", "asof"} & set(kept)


@pytest.mark.parametrize(
    ("locale", "heading"), [("ru-RU", "Визиты"), ("az-Latn-AZ", "Səfərlər"), ("en-US", "Visits"), ("de-DE", "Visits")]
)
def test_a_first_visit_speaks_the_browsers_language_without_a_step_back(
    new_page: Callable[..., Page], server: str, locale: str, heading: str
) -> None:
    page = new_page(locale=locale)
    page.goto(f"{server}/visits")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert query(page) == {}
    assert page.evaluate("history.length") <= 2


def test_reset_clears_the_filters_and_keeps_the_language(page: Page, server: str) -> None:
    page.goto(f"{server}/visits?{DEEP}&leaders=all")
    settled(page)
    page.locator(".st-key-reset").get_by_role("button").click()
    settled(page)
    assert query(page) == {"lang": ["ru"], "leaders": ["all"]}
    expect_chosen(page)


def test_the_copied_link_restores_the_view_in_its_language(new_page: Callable[..., Page], server: str) -> None:
    sender = new_page()
    sender.goto(f"{server}/visits?country=UZB&cities=capital")
    settled(sender)
    sender.get_by_role("button", name="Copy link").click()
    link = sender.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()

    receiver = new_page(locale="ru-RU")
    receiver.goto(link)
    settled(receiver)
    expect(receiver.get_by_role("heading", level=1)).to_have_text("Visits")
    expect_chosen(receiver, "Uzbekistan")
    assert query(receiver)["cities"] == ["capital"]
