"""The presentation in a browser: keys, address, its own course, no chrome, and everything on the screen."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from tests.support import Server, settled

SCENES = 17
CHROME = ("stSidebar", "stHeader", "stToolbar", "stExpandSidebarButton", "stPageLink", "stButtonGroup", "stSlider")

MEASURED = """() => {
    const found = [], stage = document.querySelector('.st-key-stage')
    const main = document.querySelector('[data-testid=stMain]')
    const width = innerWidth, height = innerHeight, enlarged = Math.min(width / 960, height / 540)
    if (main.scrollHeight > main.clientHeight + 1 || main.scrollWidth > main.clientWidth + 1) found.push('scrolls')
    const walk = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const parent = node.parentElement
        if (!node.textContent.trim() || parent.closest('kbd, style')) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        const box = range.getBoundingClientRect()
        if (!box.width) continue
        if (box.left < -1 || box.top < -1 || box.right > width + 1 || box.bottom > height + 1)
            found.push(`outside: ${node.textContent}`)
        const matrix = parent.getScreenCTM?.()
        const scale = matrix ? Math.hypot(matrix.a, matrix.b) : enlarged
        // 24 pixels at 1920 x 1080 are 12 of the stage.
        const size = parseFloat(getComputedStyle(parent).fontSize) * scale
        if (size < 12 * enlarged - 0.5) found.push(`small (${size}): ${node.textContent}`)
    }
    for (const part of stage.querySelectorAll('.scene-head, .scene-body, .scene-foot, .st-key-help-panel'))
        if (part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1)
            found.push(`overflows: ${part.className} ${part.scrollHeight} > ${part.clientHeight}`)
    return found
}"""


def show(page: Page, server: str, query: str = "") -> None:
    page.goto(f"{server}/present?lang=en{query}")
    expect(page.locator(".scene-progress")).to_be_attached()
    settled(page)


def at(page: Page, number: int) -> None:
    """Wait until the scene of this number is there."""
    expect(page.locator(".scene-foot > :last-child")).to_have_text(f"{number} / {SCENES}")
    settled(page)


def press(page: Page, key: str, number: int) -> None:
    page.keyboard.press(key)
    at(page, number)


def test_keys_turn_pause_and_leave(page: Page, server: str) -> None:
    show(page, server, "&country=KAZ&period=2020&period=2024")
    press(page, "ArrowRight", 2)
    press(page, "Space", 3)
    press(page, "ArrowLeft", 2)
    press(page, "End", 17)
    expect(page).to_have_url(re.compile("scene=sources"))
    press(page, "Home", 1)
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("play=20"))
    settled(page)
    page.keyboard.press("p")
    expect(page).not_to_have_url(re.compile("play="))
    settled(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Azerbaijan and Central Asia")
    settled(page)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    address = page.url
    assert "/present" not in address
    for part in ("country=KAZ", "period=2020", "period=2024"):
        assert part in address


def test_an_address_shows_its_scene_in_its_language_under_its_filters(page: Page, server: str) -> None:
    page.goto(f"{server}/present?scene=freight-growth&play=20&lang=ru&country=KAZ")
    at(page, 8)
    expect(page.get_by_role("heading", level=1)).to_contain_text("заявлено")
    expect(page.locator(".scene-foot")).to_contain_text("Страны: Казахстан")
    expect(page).to_have_url(re.compile("scene=freight-growth"))
    expect(page).to_have_url(re.compile("play=20"))


def test_scenes_turn_by_themselves_and_begin_anew(page: Page, server: str) -> None:
    page.goto(f"{server}/present?lang=en&scene=claims&play=3")
    number = page.locator(".scene-foot > :last-child")
    for turned in (16, 17, 1):
        expect(number).to_have_text(f"{turned} / {SCENES}")
    expect(page).to_have_url(re.compile("play=3"))


def test_nothing_but_the_stage(page: Page, server: str) -> None:
    # From a page with everything: its sidebar must not linger.
    page.goto(f"{server}/visits")
    settled(page)
    page.get_by_role("link", name="Present", exact=True).click()
    at(page, 1)
    for name in CHROME:
        for one in page.get_by_test_id(name).all():
            expect(one).to_be_hidden()
    expect(page.locator("kbd").first).to_be_hidden()


def test_every_scene_fits_at_the_smallest_size(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(viewport={"width": 1024, "height": 768})
    page.goto(f"{server}/present?lang=ru")  # its texts are the longest
    at(page, 1)
    problems = {1: page.evaluate(MEASURED)}
    for number in range(2, SCENES + 1):
        press(page, "ArrowRight", number)
        problems[number] = page.evaluate(MEASURED)
    assert {number: found for number, found in problems.items() if found} == {}


@pytest.mark.parametrize(
    ("width", "height", "ratio"), [(1280, 720, 1), (1920, 1080, 1), (1920, 1080, 2), (3840, 2160, 1)]
)
def test_the_fullest_scenes_fit_at_other_sizes(
    new_page: Callable[..., Page], server: str, width: int, height: int, ratio: int
) -> None:
    page = new_page(viewport={"width": width, "height": height}, device_scale_factor=ratio)
    show(page, server, "&scene=themes")
    assert page.evaluate(MEASURED) == []
    press(page, "End", 17)
    press(page, "ArrowLeft", 16)
    press(page, "ArrowLeft", 15)
    assert page.evaluate(MEASURED) == []
    page.keyboard.press("h")
    expect(page.locator(".st-key-help-panel")).to_be_visible()
    settled(page)
    assert page.evaluate(MEASURED) == []


def test_a_picture_fills_its_place(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    show(page, server, "&scene=freight-target")
    drawn = page.locator(".main-svg").first.bounding_box()
    assert drawn
    assert (round(drawn["width"]), round(drawn["height"])) == (1824, 704)
    assert drawn["x"] == pytest.approx(48, abs=2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_to_access(new_page: Callable[..., Page], server: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 1920, "height": 1080})
    for scene in ("headline", "themes", "visits-count", "projects-next"):
        show(page, server, f"&scene={scene}")
        found = Axe().run(page).response["violations"]
        assert [
            (one["id"], node["target"], node.get("failureSummary", "")[:200])
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ] == []


def test_nothing_moves_from_scene_to_scene(page: Page, server: str) -> None:
    show(page, server, "&scene=visits-count")
    boxes = []
    for number in (7, 8, 9):
        press(page, "ArrowRight", number)
        boxes.append(
            [page.locator(part).bounding_box() for part in (".scene-title", ".st-key-scene-picture", ".scene-foot")]
        )
    places = [[(box["x"], box["y"]) for box in parts if box] for parts in boxes]
    assert places[0] == places[1] == places[2]
    assert len(places[0]) == 3


def test_help_by_mouse_lists_the_scenes_and_gives_the_slides(page: Page, server: str) -> None:
    show(page, server, "&country=UZB")
    page.get_by_role("button", name="Help").click()
    panel = page.locator(".st-key-help-panel")
    expect(panel).to_be_visible()
    with page.expect_download(timeout=60_000) as saving:
        panel.get_by_role("button", name="Slides (PowerPoint)").click()
    assert saving.value.suggested_filename == "trans-caspian-monitor-en.pptx"
    file = Presentation(io.BytesIO(Path(saving.value.path()).read_bytes()))
    assert len(file.slides) == SCENES
    notes = file.slides[5].notes_slide.notes_text_frame
    assert notes
    links = [run.hyperlink.address for paragraph in notes.paragraphs for run in paragraph.runs if run.hyperlink.address]
    assert links[0] == f"{server}/present?country=UZB&lang=en&scene=visits-count"
    panel.get_by_role("button", name="11. Transit time").click()
    at(page, 11)
    page.keyboard.press("h")
    expect(panel).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")  # closes the help only
    at(page, 11)
    page.get_by_role("button", name="Help").click()
    panel.get_by_role("link", name="Leave the presentation").click()
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(page).to_have_url(re.compile("country=UZB"))


def test_a_wall_screen_comes_back_to_its_scene_after_a_restart(
    browser: Browser, start_server: Callable[..., Server]
) -> None:
    server = start_server()
    page = browser.new_page()  # not a watched one: while the server is away, the browser logs that it is
    page.goto(f"{server.url}/present?lang=az&scene=trade&country=KAZ")
    at(page, 15)
    before = page.locator(".scene-head").inner_text()
    server.stop()
    page.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])", timeout=30_000)
    server.start()
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=30_000)
    at(page, 15)
    press(page, "ArrowRight", 16)
    press(page, "ArrowLeft", 15)
    assert page.locator(".scene-head").inner_text() == before
    page.close()
