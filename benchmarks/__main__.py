"""``make bench``: the server's cost of each page beside an empty stock Streamlit script, in the same run.

Prints, per page, p50 and p95 in milliseconds: opening it, changing a filter (first time and again), and going to
another page; for one viewer and for many; in a real browser; and on the dataset a hundred times as large.
"""

import argparse
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import enlarge
from benchmarks.browser import in_browser
from benchmarks.viewers import Timings, load, quantile
from caspian.ui import site
from tests.support import Server

STOCK = "import streamlit as st\nst.title('An empty script')\n"
COUNTRIES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
QUERIES = [f"country={country}&period={first}&period=2025" for country in COUNTRIES for first in (2019, 2021, 2022)]


@contextmanager
def stock_server(folder: Path) -> Iterator[str]:
    """An empty script with Streamlit's own settings: what the framework costs by itself."""
    (folder / "app.py").write_text(STOCK)
    server = Server(folder / "log.txt")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, "--server.port", str(server.port), "--browser.gatherUsageStats", "false"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        while not server._answers():
            time.sleep(0.2)
        yield server.url
    finally:
        process.terminate()
        process.wait()


@contextmanager
def our_server(folder: Path, data: Path | None = None) -> Iterator[tuple[str, float]]:
    """The dashboard, and how many seconds it took to start."""
    server = Server(folder / "ours.txt", env={"CASPIAN_DATA": str(data)} if data else {})
    begun = time.perf_counter()
    server.start(timeout=300)
    try:
        yield server.url, time.perf_counter() - begun
    finally:
        server.stop()


def row(name: str, timings: Timings) -> str:
    cells = [f"{name:<22}"]
    for seconds in (timings.opened, timings.changed, timings.switched):
        cells.append(f"{quantile(seconds, 0.5):12.0f}{quantile(seconds, 0.95):8.0f}")
    return "".join(cells) + (f"  errors: {len(timings.errors)} {set(timings.errors)}" if timings.errors else "")


def header(what: str) -> str:
    columns = "".join(f"{name + ' p50':>12}{'p95':>8}" for name in ("open", "filter", "page"))
    return f"\n{what}\n{'ms':<22}{columns}"


def one_viewer(ours: str, stock: str, changes: int) -> None:
    print(header("One viewer: filters seen for the first time, then the same again"))
    empty = load(stock, "", "", [""], 1, changes, 0.2)
    print(row("empty stock script", empty))
    for page in site.ICONS:
        name, other = ("" if page == site.HOME else page), ("visits" if page == site.HOME else "")
        fresh = Timings()
        for query in QUERIES:  # one run each: nobody has asked for this filter before
            for_one = load(ours, name, other, [query], 1, 1, 0.05)
            fresh.opened += for_one.opened
            fresh.errors += for_one.errors
        fresh.changed, fresh.opened = fresh.opened, []
        print(row(f"{page}, first time", fresh))
        again = load(ours, name, other, QUERIES, 1, changes, 0.2)
        ratio = statistics.median(again.changed) / statistics.median(empty.changed)
        print(row(f"{page}, again", again) + f"   {ratio:.2f} of the empty script")


def many_viewers(ours: str, stock: str, viewers: int, changes: int) -> None:
    print(header(f"{viewers} viewers, each changing a filter every second"))
    print(row("empty stock script", load(stock, "", "", [""], viewers, changes, 1)))
    for page in site.ICONS:
        name, other = ("" if page == site.HOME else page), ("visits" if page == site.HOME else "")
        print(row(page, load(ours, name, other, QUERIES, viewers, changes, 1)))


def growing_dataset(folder: Path, times: int) -> None:
    print(header(f"One viewer on the dataset x{times}"))
    data = enlarge.enlarged(folder / "large", times)
    with our_server(folder, data) as (url, seconds):
        print(f"{'start':<22}{seconds:8.1f} s")
        for page in site.ICONS:
            name, other = ("" if page == site.HOME else page), ("visits" if page == site.HOME else "")
            timings = load(url, name, other, QUERIES[:4], 1, 12, 0.05)
            print(row(page, timings))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--viewers", type=int, default=40)
    ask.add_argument("--changes", type=int, default=30, help="filter changes of each viewer")
    ask.add_argument("--times", type=int, default=100, help="how many times larger the large dataset is; 0: none")
    ask.add_argument("--no-browser", action="store_true")
    given = ask.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}")
    folder = Path(tempfile.mkdtemp())
    try:
        with stock_server(folder) as stock, our_server(folder) as (ours, seconds):
            print(f"The server answers {seconds:.1f} s after its start, with every page drawn once.")
            one_viewer(ours, stock, given.changes)
            many_viewers(ours, stock, given.viewers, max(5, given.changes // 3))
            if not given.no_browser:
                in_browser(ours, stock, list(itertools.islice(QUERIES, 8)))
        if given.times:
            growing_dataset(folder, given.times)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
