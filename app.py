"""The front door: ``streamlit run app.py``.

It checks the data, draws every page on them once before the first viewer, and serves. The script that draws for
each viewer is ``caspian/ui/main.py``.
"""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.middleware import Middleware

from caspian import geo
from caspian.data.store import InvalidData
from caspian.ui import heartbeat, session, trial, unexpected
from caspian.web import PageShell

SECONDS_BETWEEN_LOOKS = 2
"""How often the data files are looked at for a change."""

SECONDS_TO_FOLLOW = 2 * heartbeat.SECONDS
"""How long after a change of data every open page has been drawn anew, so that the old data can go."""

LOG = logging.getLogger("caspian")


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Draw every page before the first viewer, or refuse to start; watch the data files while serving."""
    if undrawn := await asyncio.to_thread(trial.of_pages, session.store().dataset):
        raise SystemExit("\n".join([*map(str, undrawn), "The server does not start on data that pages fail on."]))
    await asyncio.to_thread(freeze_heap)
    watching = asyncio.create_task(watch_data())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


def freeze_heap() -> None:
    """Collect the garbage, and freeze what is left.

    With pandas and plotly loaded, a garbage collection walks some 300,000 objects that never go away; frozen,
    they cost nothing.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def watch_data() -> None:
    """Take changed data files over once every page was drawn on them."""
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        try:
            changed = await asyncio.to_thread(session.store().refresh, trial.of_all)
        except Exception:
            LOG.exception("The data files could not be looked at")
            continue
        if changed:
            await asyncio.sleep(SECONDS_TO_FOLLOW)
            await asyncio.to_thread(freeze_heap)


def log_to_stderr() -> None:
    """Say what happens to the data, not only what fails, each with its time."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)


log_to_stderr()
try:
    session.store()
except InvalidData as error:
    for fault in error.faults:
        print(fault, file=sys.stderr)
    sys.exit(
        "The data have faults, listed above; the server does not start on them. Check with: python -m caspian.validate"
    )

app = st.App(
    "caspian/ui/main.py",
    lifespan=lifespan,
    routes=geo.ROUTES,
    middleware=[Middleware(PageShell)],
    on_script_error=unexpected.show,
)
