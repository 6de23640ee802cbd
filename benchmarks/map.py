"""``python -m benchmarks.map``: the map's size, its ground, and a filter change to a redrawn map in a browser.

The browser draws in software. A change is timed from the click to the last call that draws on a canvas before
it rests for a while; the answer of the server, the new picture and its first frame are all in it.
"""

import argparse
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.viewers import quantile
from caspian import geo, style, text
from caspian.data import dataset as data
from caspian.filters import Filters, default_period, states
from caspian.languages import LANGUAGES
from caspian.map import LAYERS, Scene
from caspian.map.deck import picture
from tests import chromium
from tests.support import Server, context, settled

REST_MS = 700
"""A canvas that nothing drew on for so long is done."""

WATCH = """
window.drawnAt = 0; window.lost = 0; window.calls = 0;
for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
        window.drawnAt = performance.now(); window.calls += 1;
        return draw.apply(this, given);
    };
}
document.addEventListener('webglcontextlost', () => { window.lost += 1; }, true);
"""


def sizes() -> None:
    """Print what the map sends: its description by language and layers, and the ground beneath it."""
    dataset = data.load()
    filters = Filters((), (), default_period(dataset))
    print("The map's description, bytes")
    for name, scene in (("default layers", Scene()), ("all layers", Scene(layers=LAYERS))):
        for code in LANGUAGES:
            begun = time.perf_counter()
            spec = (
                picture(context(dataset, filters=filters, language=text.language(code), theme=style.LIGHT), scene)
                .to_json()
                .encode()
            )
            print(f"  {name}, {code}: {len(spec):8,}  (made in {(time.perf_counter() - begun) * 1000:.0f} ms)")
    ground = [geo.ground(name, states(dataset)) for name in geo.LAYERS]
    plain, packed = sum(len(one.plain) for one in ground), sum(len(one.packed) for one in ground)
    print(f"The ground, bytes: {plain:,}, compressed {packed:,}, in {len(ground)} files")


def in_browser(address: str, changes: int) -> None:
    """Print how long filter changes take until the map is redrawn, and what the browser asked for and lost."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.add_init_script(WATCH)
        errors: list[str] = []
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console",
            lambda message: (
                errors.append(message.text)
                if message.type == "error" and "/_stcore/" not in message.location.get("url", "")
                else None
            ),
        )
        page.goto(f"{address}/map?lang=en")
        _at_rest(page)
        first = sum("/geo/" in url for url in asked)
        names = cycle(("Kazakhstan", "Uzbekistan", "Turkmenistan", "Kazakhstan", "Uzbekistan", "Turkmenistan"))
        taken = [_change(page, name) for name in islice(names, changes)]
        again = sum("/geo/" in url for url in asked) - first
        outside = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
        print(f"Filter change to redrawn map, {changes} changes, ms: ", end="")
        print(f"p50 {quantile(taken, 0.5):.0f}, p95 {quantile(taken, 0.95):.0f}")
        print(f"Requests for the ground: {first} at first, {again} during the changes; from outside: {len(outside)}")
        print(f"Console errors: {len(errors)}; WebGL contexts lost: {page.evaluate('window.lost')}")
        page.reload()
        _at_rest(page)
        timing = "performance.getEntriesByType('resource').filter(e => e.name.includes('/geo/'))"
        cached = page.evaluate(f"{timing}.filter(e => e.transferSize === 0).length")
        print(f"After a reload, ground files from the browser's own cache: {cached} of {first}")
        browser.close()


def _at_rest(page: Page) -> None:
    settled(page)
    page.wait_for_function(
        f"window.calls > 0 && performance.now() - window.drawnAt > {REST_MS}", timeout=60_000, polling=50
    )


def _change(page: Page, country: str) -> float:
    """Seconds from a click on a country to the last drawing before the canvas rests."""
    begun = page.evaluate(
        """name => {
            const button = [...document.querySelectorAll('.st-key-country button')]
                .find(one => one.textContent.trim() === name);
            window.calls = 0;
            const now = performance.now();
            button.click();
            return now;
        }""",
        country,
    )
    _at_rest(page)
    return (page.evaluate("window.drawnAt") - begun) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", help="of a running app; without it, one is started")
    parser.add_argument("--changes", type=int, default=50)
    asked = parser.parse_args()
    sizes()
    if asked.address:
        in_browser(asked.address, asked.changes)
        return
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "log.txt")
        server.start(timeout=120)
        try:
            in_browser(server.url, asked.changes)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
