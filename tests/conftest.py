"""Fixtures for the whole suite. A browser test lives in tests/browser/ and reads like this:

def test_title(page: Page, server: str) -> None:
    page.goto(f"{server}/visits?country=KAZ")
    settled(page)  # from tests.support
    expect(page.get_by_role("heading", level=1)).to_have_text("Visits")
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from caspian.data import files
from caspian.data.dataset import Dataset, load
from caspian.measures import visits
from tests import chromium, newer, pages
from tests import small as small_data
from tests.damage import Copy
from tests.support import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page


# How long an example takes says something of the machine: speed is measured in benchmarks/.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

LOCAL = {"localhost", "127.0.0.1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests, and run them last: Playwright keeps an event loop in the main thread."""
    folder = Path(__file__).parent / "browser"
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one running app, shared by all tests."""
    shared = Server(tmp_path_factory.mktemp("server") / "log.txt")
    shared.start()
    yield shared.url
    shared.stop()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start an app of the test's own: start_server(port=None, env={"CASPIAN_DATA": ...}) -> Server.

    The Server has url, port, log (a file), stop() and start(): again, on the same port.
    If the app does not come up, tests.support.ServerDiedError is raised with its log.
    """
    servers: list[Server] = []

    def start(port: int | None = None, env: dict[str, str] | None = None) -> Server:
        one = Server(tmp_path / f"server-{len(servers)}.txt", port, env)
        servers.append(one)
        one.start()
        return one

    yield start
    for one in servers:
        one.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for all tests."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def new_page(browser: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Open a page as another viewer: new_page(**options of Playwright's new_context) -> Page.

    At the end of the test, no page may have logged an error, or asked anything of another machine
    (the browser is told to reach none).
    """
    contexts: list[Any] = []
    problems: list[str] = []

    def on_console(message: "ConsoleMessage") -> None:
        # On /visits, Streamlit first looks for its server at /visits/_stcore/ and gets a 404: not an error.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            problems.append(f"console: {message.text}")

    def on_address(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL:
            problems.append(f"outside request: {url}")

    def open_page(**options: Any) -> "Page":
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        context.on("console", on_console)
        context.on("weberror", lambda error: problems.append(f"script: {error.error}"))
        context.on("request", lambda request: on_address(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: on_address(socket.url)))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page: Callable[..., "Page"]) -> "Page":
    """A page of 1440 x 900 in English, watched for errors and outside requests."""
    return new_page()


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The shipped data, whatever pages show meanwhile."""
    return load(str(files.SHIPPED))


@pytest.fixture(scope="session")
def log_of_shipped_data(dataset: Dataset) -> pd.DataFrame:
    """The shipped visits with what follows from their columns."""
    return visits.log(dataset)


@pytest.fixture(scope="session", params=["as they are", "with new rows"])
def shipped_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data, as files: as they are, and with one more row in every table.

    A test on them checks what must hold for any data, so that no row that a maintainer adds breaks it.
    """
    return files.SHIPPED if request.param == "as they are" else newer.folder(tmp_path_factory.mktemp("newer"))


@pytest.fixture(scope="session")
def shipped(shipped_folder: Path) -> Dataset:
    """The shipped data, as they are and with new rows: see shipped_folder."""
    return load(str(shipped_folder))


@pytest.fixture(scope="module")
def on_shipped(shipped_folder: Path) -> Iterator[None]:
    """For all tests of a module: its pages show the shipped data, as they are and with new rows."""
    with pages.showing(shipped_folder):
        yield


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset, complete, as files; to change it, see tests/small.py."""
    return small_data.folder(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small(small_folder: Path) -> Dataset:
    """The small frozen dataset, on which arithmetic is worked out by hand: tests/data/small/README.md."""
    return load(str(small_folder))


@pytest.fixture
def data(tmp_path: Path) -> Copy:
    """A copy of the small dataset that a test may spoil."""
    return small_data.copy(tmp_path / "data")


@pytest.fixture(scope="module")
def on_small(small_folder: Path) -> Iterator[None]:
    """For all tests of a module: its pages show the small dataset."""
    with pages.showing(small_folder):
        yield
