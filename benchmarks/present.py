"""``python -m benchmarks.present``: a wall screen. 500 scenes one after the other, and what they leave in memory.

Prints, every so many scenes, the resident memory of the server and the browser's JavaScript heap (after a garbage
collection), nodes and event listeners; then what slides cost, and what another viewer feels of it meanwhile.
"""

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.viewers import load, quantile
from tests import chromium
from tests.support import Server

QUERIES = [f"country={country}" for country in ("KAZ", "KGZ", "TJK", "TKM", "UZB")]


def resident_mb(pid: int) -> float:
    """Memory of a process in MB, as Linux counts it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def browser_counts(tools: CDPSession) -> tuple[float, int, int]:
    """JavaScript heap in MB after a garbage collection, nodes, and event listeners."""
    tools.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    return found["JSHeapUsedSize"] / 2**20, int(found["Nodes"]), int(found["JSEventListeners"])


def turned(page: Page, before: str) -> str:
    """Press the arrow (from the last scene, the first) and wait until another scene stands there; its number."""
    number, _slash, count = before.partition(" / ")
    page.keyboard.press("Home" if number == count else "ArrowRight")
    page.wait_for_function(
        "before => { const now = document.querySelector('.scene-foot > :last-child')?.textContent;"
        " return now && now !== before }",
        arg=before,
        timeout=60_000,
    )
    # A chart is drawn a moment after the words.
    page.wait_for_timeout(150)
    return page.locator(".scene-foot > :last-child").inner_text()


def wall_screen(server: Server, changes: int, every: int) -> None:
    pid = server.process_id
    print(f"{'scenes':>8}{'server MB':>12}{'heap MB':>10}{'nodes':>8}{'listeners':>11}{'ms a scene':>12}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{server.url}/present")
        page.wait_for_selector(".scene-foot")
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable")
        at, begun = page.locator(".scene-foot > :last-child").inner_text(), time.perf_counter()
        for done in range(changes + 1):
            if done % every == 0:
                each = 1000 * (time.perf_counter() - begun) / every if done else float("nan")
                heap, nodes, listeners = browser_counts(tools)
                print(f"{done:8}{resident_mb(pid):12.0f}{heap:10.1f}{nodes:8}{listeners:11}{each:12.0f}", flush=True)
                begun = time.perf_counter()
            at = turned(page, at)
        browser.close()


class Others(threading.Thread):
    """Five other viewers who change a filter again and again; Playwright keeps the main thread's event loop."""

    def __init__(self, server: Server, changes: int) -> None:
        super().__init__()
        self._server, self._changes = server, changes
        self.seconds: list[float] = []

    def run(self) -> None:
        self.seconds = load(self._server.url, "visits", "", QUERIES, 5, self._changes, 0.3).changed


def felt(server: Server, changes: int) -> list[float]:
    others = Others(server, changes)
    others.start()
    others.join()
    return others.seconds


def slides_and_others(server: Server) -> None:
    """Seconds that slides take, and filter changes of five other viewers without and with slides being made."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = browser.new_page()
        page.goto(f"{server.url}/present")
        page.wait_for_selector(".scene-foot")
        felt(server, 5)
        alone = felt(server, 20)
        page.keyboard.press("h")
        button = page.locator(".st-key-help-panel").get_by_role("button", name="PowerPoint")
        button.wait_for()
        others = Others(server, 20)
        others.start()
        begun = time.perf_counter()
        with page.expect_download(timeout=120_000) as saving:
            button.click()
        saving.value.path()
        taken = time.perf_counter() - begun
        others.join()
        browser.close()
    print(f"\nSlides: {taken:.1f} s from the click to the file")
    for name, seconds in (("without slides", alone), ("while slides are made", others.seconds)):
        print(
            f"five other viewers, a filter change, {name:<22} p50 {quantile(seconds, 0.5):5.0f} ms"
            f"   p95 {quantile(seconds, 0.95):5.0f} ms"
        )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--changes", type=int, default=500)
    ask.add_argument("--every", type=int, default=50, help="scenes between two lines of the report")
    given = ask.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}")
    folder = Path(tempfile.mkdtemp())
    server = Server(folder / "log.txt")
    server.start(timeout=300)
    try:
        wall_screen(server, given.changes, given.every)
        slides_and_others(server)
    finally:
        server.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
