"""The front door: ``streamlit run app.py``.

It checks the data, warms everything up before the first viewer, and serves. The script that draws for each
viewer is ``caspian/ui/main.py``.
"""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.middleware import Middleware

from caspian import geo
from caspian.data.store import InvalidData
from caspian.ui import session, unexpected, warm
from caspian.web import PageShell

SECONDS_BETWEEN_LOOKS = 2
"""How often the data files are looked at for a change."""


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Collect and freeze the heap before the first viewer, and watch the data files while serving.

    With pandas and plotly loaded, a garbage collection walks some 300,000 objects that never go away;
    frozen, they cost nothing.
    """
    gc.collect()
    gc.freeze()
    watching = asyncio.create_task(watch_data())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def watch_data() -> None:
    """Take changed data files over."""
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        await asyncio.to_thread(session.store().refresh)


try:
    session.store()
except InvalidData as error:
    for fault in error.faults:
        print(fault, file=sys.stderr)
    sys.exit(
        "The data have faults, listed above; the server does not start on them. Check with: python -m caspian.validate"
    )

warm.up()

app = st.App(
    "caspian/ui/main.py",
    lifespan=lifespan,
    routes=geo.ROUTES,
    middleware=[Middleware(PageShell)],
    on_script_error=unexpected.show,
)
