"""``python -m benchmarks.memory``: what the server's memory does under many filters and many versions of the data.

Prints the resident memory of the server after its start, after a thousand filters that nobody asked for before, and
after new data were taken over again and again while viewers look on; and how many datasets are alive. Linux only.
"""

import argparse
import asyncio
import itertools
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import websockets

from benchmarks.viewers import run_script
from caspian.data import files
from caspian.ui import site
from tests.support import Server

COUNTRIES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
SECTORS = ("politics", "transport", "energy", "digital", "economy", "culture")
PAGES = [page for page in site.ICONS if page != site.PRESENT]

WITNESS = '''
"""Says, when signalled, how many datasets are alive: Python imports this module at its start."""

import gc
import os
import signal


def tell(*_: object) -> None:
    gc.unfreeze()
    gc.collect()
    alive = [one for one in gc.get_objects() if type(one).__name__ == "Dataset"]
    with open(os.environ["DATASETS_ALIVE"], "w") as file:
        file.write(str(len(alive)))


signal.signal(signal.SIGUSR1, tell)
'''


def distinct_queries(count: int) -> list[tuple[str, str]]:
    """Pages with filters, each another one."""
    chosen = (
        {"country": list(countries), "sector": list(sectors), "period": [first, last]}
        for first, last in itertools.combinations(range(2015, 2027), 2)
        for sectors in itertools.chain([()], itertools.combinations(SECTORS, 1))
        for countries in itertools.chain.from_iterable(itertools.combinations(COUNTRIES, n) for n in range(3))
    )
    pages = itertools.cycle(PAGES)
    return [(next(pages), urlencode(query, doseq=True)) for query in itertools.islice(chosen, count)]


def resident_megabytes(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("no memory told")


async def ask(url: str, queries: list[tuple[str, str]]) -> list[str]:
    """One viewer asks for every query in turn; what went wrong."""
    errors: list[str] = []
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # pyright: ignore[reportArgumentType]
        for page, query in queries:
            await run_script(socket, "" if page == site.HOME else page, query, errors)
    return errors


async def look_on(url: str, viewers: int, data: Path, reloads: int) -> tuple[int, list[str]]:
    """Viewers stay on their pages while a remark changes again and again; how many take-overs they saw."""
    errors: list[str] = []
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    options = {"subprotocols": ["streamlit"], "max_size": None}
    sockets = [await websockets.connect(address, **options) for _ in range(viewers)]  # pyright: ignore[reportArgumentType]

    async def all_look() -> None:
        for socket, page in zip(sockets, itertools.cycle(PAGES), strict=False):
            await run_script(socket, "" if page == site.HOME else page, "", errors)

    await all_look()
    seen = 0
    for number in range(reloads):
        wanted = remark(data, number)
        until = time.monotonic() + 90
        while time.monotonic() < until and shown(data.parent / "log.txt") < wanted:
            await asyncio.sleep(0.3)
        seen += shown(data.parent / "log.txt") >= wanted
        await all_look()
    for socket in sockets:
        await socket.close()
    return seen, errors


def remark(data: Path, number: int) -> int:
    """Change one remark in the data; the number of take-overs that the log must then tell."""
    before = shown(data.parent / "log.txt")
    text = (files.SHIPPED / "coverage.csv").read_text(encoding="utf-8")
    changed = text.replace("Trips of Azerbaijan's president", f"Version {number}: trips of Azerbaijan's president")
    (data / "coverage.csv").write_text(changed, encoding="utf-8")
    return before + 1


def shown(log: Path) -> int:
    """How many take-overs the server's log tells."""
    return log.read_text(errors="replace").count("The data are taken over")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--filters", type=int, default=1000)
    given.add_argument("--reloads", type=int, default=60)
    given.add_argument("--viewers", type=int, default=10)
    asked = given.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "sitecustomize.py").write_text(WITNESS)
        data, alive = folder / "data", folder / "alive.txt"
        shutil.copytree(files.SHIPPED, data)
        environment = {"CASPIAN_DATA": str(data), "PYTHONPATH": str(folder), "DATASETS_ALIVE": str(alive)}
        server = Server(folder / "log.txt", env=environment)
        server.start(timeout=120)
        process = server.process_id
        try:
            asyncio.run(ask(server.url, [(page, "") for page in site.ICONS]))
            begun = resident_megabytes(process)
            print(f"after the start, every page opened once: {begun:.0f} MB")
            errors = asyncio.run(ask(server.url, distinct_queries(asked.filters)))
            now = resident_megabytes(process)
            print(
                f"after {asked.filters} filters, each another: {now:.0f} MB (+{now - begun:.0f})  errors: {len(errors)}"
            )
            seen, errors = asyncio.run(look_on(server.url, asked.viewers, data, asked.reloads))
            later = resident_megabytes(process)
            grown = f"{later:.0f} MB (+{later - begun:.0f})"
            watched = f"{seen} of {asked.reloads} versions of the data with {asked.viewers} viewers"
            print(f"after {watched}: {grown}; errors: {len(errors)}")
            os.kill(process, signal.SIGUSR1)
            until = time.monotonic() + 30
            while time.monotonic() < until and not (alive.exists() and alive.read_text()):
                time.sleep(0.2)
            print(f"datasets alive: {alive.read_text()}")
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
