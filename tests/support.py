"""What the tests stand on: the app as a running server, and waiting for its page."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pandas as pd

from caspian import text
from caspian.context import Context, Moment
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.style import LIGHT, Theme
from caspian.text import Language

if TYPE_CHECKING:
    from playwright.sync_api import Page

ENGLISH = text.language("en")
MOMENT = Moment(pd.Timestamp(2026, 3, 21), pd.Timestamp(2026, 11, 24))

ROOT = Path(__file__).resolve().parent.parent


class ServerDiedError(Exception):
    """The server ended, or gave no answer in time; the message holds its log."""


class Server:
    """`streamlit run app.py` on a port of its own, with more environment variables if wanted."""

    def __init__(self, log: Path, port: int | None = None, env: dict[str, str] | None = None) -> None:
        self.log = log
        self.port = port or free_port()
        self.env = env or {}
        self.url = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, timeout: float = 60) -> None:
        """Start it, again after a stop, and wait until it answers."""
        options = ["--server.port", str(self.port), "--server.headless", "true"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", *options],
                cwd=ROOT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + timeout
        while not self._answers():
            code = self._process.poll()
            if code is not None or time.monotonic() > until:
                self.stop()
                what = f"ended with code {code}" if code is not None else f"gave no answer in {timeout:.0f} s"
                raise ServerDiedError(f"the server {what}; its log:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it and whatever it started."""
        if self._process is None:
            return
        for kind in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, kind)
                self._process.wait(timeout=10)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self._process = None

    @property
    def process_id(self) -> int:
        """Of the server's own process; ServerDiedError where it does not run."""
        if self._process is None:
            raise ServerDiedError("the server does not run")
        return self._process.pid

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


IDLE = """() => {
    const app = document.querySelector('[data-testid=stApp]')
    return app?.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-testid=stMain] [data-testid=stElementContainer]')
        && !document.querySelector('[data-testid=stStatusWidget]')
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
}"""


def settled(page: "Page", timeout: float = 60) -> None:
    """Wait until Streamlit has run the script and drawn the result, after a load or a click."""
    page.wait_for_timeout(200)  # a click takes a moment to reach the server
    page.wait_for_function(IDLE, timeout=timeout * 1000)


def context(
    dataset: Dataset,
    *,
    filters: Filters | None = None,
    moment: Moment = MOMENT,
    language: Language = ENGLISH,
    theme: Theme = LIGHT,
) -> Context:
    """A view of a dataset: everything, in English and the light theme, unless told otherwise."""
    return Context(dataset, filters or Filters(), moment, language, theme)
