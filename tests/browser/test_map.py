"""The map in a browser: it draws with nothing but our own host, a click opens a panel, the camera stays."""

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from caspian.map import VIEWS
from caspian.map.plane import to_pixels
from tests.support import settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ALAT = (49.4067, 39.9483)
DRAWN_MS = 2500
"""For the ground to be fetched and drawn, on software rendering."""


def open_map(page: "Page", server: str, query: str = "") -> "Locator":
    page.goto(f"{server}/map?lang=en{query}")
    canvas = page.locator(".stDeckGlJsonChart canvas").first
    expect(canvas).to_be_visible()
    settled(page)
    page.wait_for_timeout(DRAWN_MS)
    return canvas


def click(canvas: "Locator", right: float, down: float) -> None:
    """Point, rest, and click, as a hand does: the map looks up what lies under a pointer that rests."""
    canvas.hover(position={"x": right, "y": down})
    canvas.page.wait_for_timeout(600)
    canvas.click(position={"x": right, "y": down})


def at(canvas: "Locator", view: str, point: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the earth lies on the canvas, in pixels, while the camera stands at a view."""
    camera, box = VIEWS[view], canvas.bounding_box()
    assert box is not None
    x, y = to_pixels(point, camera.zoom)
    middle = to_pixels((camera.lon, camera.lat), camera.zoom)
    return box["width"] / 2 + x - middle[0], box["height"] / 2 + y - middle[1]


def colours(canvas: "Locator") -> set[tuple[int, ...]]:
    picture = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")
    found = picture.getcolors(picture.width * picture.height) or []
    return {colour for count, colour in found if count > 40 and isinstance(colour, tuple)}


def test_it_draws_from_our_own_host_and_is_not_blank(page: "Page", server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    canvas = open_map(page, server)
    ground = [url for url in asked if "/geo/" in url]
    assert len(ground) == len(set(ground)) == 6  # each once
    shown = colours(canvas)
    assert (0xD3, 0xE4, 0xE9) in shown  # the sea
    assert (0xFB, 0xF9, 0xF3) in shown  # the states that all is about
    assert (0x0B, 0x6E, 0x78) in shown  # the Middle Corridor


def test_a_click_on_alat_opens_its_panel_and_a_link_restores_it(page: "Page", server: str) -> None:
    canvas = open_map(page, server, "&camera=caspian")
    click(canvas, *at(canvas, "caspian", ALAT))
    panel = page.locator(".st-key-map-panel")
    expect(panel.get_by_role("heading")).to_have_text("Alat (Port of Baku)")
    settled(page)
    assert "object=place%3Aalat" in page.url
    page.reload()
    expect(page.locator(".st-key-map-panel").get_by_role("heading")).to_have_text("Alat (Port of Baku)")
    expect(page.get_by_role("radio", name="Caspian")).to_be_checked()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".st-key-map-panel")).to_have_count(0)


def test_the_camera_stays_when_a_filter_changes(page: "Page", server: str) -> None:
    canvas = open_map(page, server, "&camera=caspian")
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 1, y)
    page.mouse.move(x + 2, y)  # from here on the map follows
    page.mouse.move(x + 120, y + 60, steps=8)
    page.wait_for_timeout(400)  # at rest before letting go, so that it does not drift on
    page.mouse.up()
    page.get_by_role("button", name="Kazakhstan").click()
    settled(page)
    page.wait_for_timeout(800)
    right, down = at(canvas, "caspian", ALAT)
    click(canvas, right + 118, down + 60)
    expect(page.locator(".st-key-map-panel").get_by_role("heading")).to_have_text("Alat (Port of Baku)")


@pytest.mark.parametrize("name", ["Central Asia", "Visits", "Zangezur direction (TRIPP)", "Play the years"])
def test_the_keyboard_reaches_every_control(page: "Page", server: str, name: str) -> None:
    open_map(page, server, "&layer=ports&layer=visits")
    page.locator(".stMain h1").first.click()
    for _step in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent + ' ' + (document.activeElement.ariaLabel || '')")
        reached = page.evaluate("document.activeElement.closest('label')?.textContent || ''")
        if name in focused or name in reached:
            return
        if page.evaluate("document.activeElement.getAttribute('role') || document.activeElement.type") in ("radio",):
            for _arrow in range(6):
                page.keyboard.press("ArrowRight")
                if name in page.evaluate(
                    "document.activeElement.textContent + (document.activeElement.closest('label')?.textContent || '')"
                ):
                    return
    pytest.fail(f"{name} was not reached by Tab")


def test_years_play_and_pause(page: "Page", server: str) -> None:
    open_map(page, server, "&layer=ports&layer=visits")
    slider = page.get_by_role("slider", name="Up to the end of")
    page.get_by_role("button", name="Play the years").click()
    expect(slider).to_have_attribute("aria-valuetext", "2021")  # from 2019 on, by itself
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play the years")).to_be_visible()
    settled(page)
    page.wait_for_timeout(500)
    stands = slider.get_attribute("aria-valuetext")
    page.wait_for_timeout(2500)
    assert slider.get_attribute("aria-valuetext") == stands
    assert f"until={stands}" in page.url
