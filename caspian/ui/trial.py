"""The trial: pages drawn on a dataset by a viewer that nobody sees, to find those that fail, and to warm up.

That viewer is a session of the framework's own, as the server makes one for a browser, with nothing behind it: it
runs the same script, sees its errors, and is closed after each page. Its event loop is one of its own, so that the
server's goes on serving.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import RuntimeState, RuntimeStoppedError
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from caspian import map as maps
from caspian import scenes
from caspian.data.dataset import Dataset
from caspian.data.fault import Undrawn
from caspian.languages import FALLBACK, LANGUAGES
from caspian.measures.statements import METRICS
from caspian.ui import freight, session, site
from caspian.ui.data import tables
from caspian.ui.projects import tracker

ENTRY = site.PAGES_DIR.parent / "caspian" / "ui" / "main.py"
MOST_SECONDS = 60
"""How long a page may take: what takes longer is not drawn."""

Visit = tuple[str, Mapping[str, str]]
"""A page, and the query it is opened with."""


def of_pages(dataset: Dataset) -> list[Undrawn]:
    """Draw every page as it opens, the overview in every language; which could not be drawn."""
    return draw(dataset, pages())


def of_all(dataset: Dataset) -> list[Undrawn]:
    """Draw every page as :func:`of_pages` does, then each view of those that have several; which could not be drawn."""
    failed = of_pages(dataset)
    lost = {one.page for one in failed}
    return failed + draw(dataset, (visit for visit in views(dataset) if visit[0] not in lost))


def pages() -> Iterator[Visit]:
    """Every page as it opens, the overview in every language."""
    for page in site.ICONS:
        yield page, {}
    yield from ((site.HOME, {"lang": code}) for code in LANGUAGES if code != FALLBACK)


def views(dataset: Dataset) -> Iterator[Visit]:
    """The views of the pages that have several."""
    for page, key, codes in (
        ("map", "camera", maps.VIEWS),
        ("freight", "view", freight.VIEWS),
        ("projects", "view", tracker.VIEWS),
        ("claims", "metric", METRICS),
        ("claims", "claim", dataset.claims["claim_id"]),
        ("data", "view", tables.VIEWS),
        ("data", "table", dataset.table_names),
        ("present", "scene", (plan.key for plan in scenes.plans(dataset))),
    ):
        yield from ((page, {key: code}) for code in codes)


def draw(dataset: Dataset, visits: Iterable[Visit]) -> list[Undrawn]:
    """Open pages on a dataset, one after the other; which could not be drawn, each once for each error.

    To be called in a thread without an event loop, while the server's runtime exists. Raises RuntimeStoppedError
    where the server stops meanwhile.
    """
    failed: dict[tuple[str, str], Undrawn] = {}

    async def go() -> None:
        scripts = ScriptCache()
        for page, query in visits:
            if runtime.get_instance().state in (RuntimeState.STOPPING, RuntimeState.STOPPED):
                raise RuntimeStoppedError("the server stops: the trial is given up")
            for reason in await _errors(dataset, page, query, scripts):
                failed.setdefault((page, reason), Undrawn(page, urlencode(query), reason))

    asyncio.run(go())
    return list(failed.values())


async def _errors(dataset: Dataset, page: str, query: Mapping[str, str], scripts: ScriptCache) -> list[str]:
    """Open a page as a browser would, wait until it is drawn, and close it; the errors met, in words."""
    errors: list[str] = []

    def failed(error: Exception) -> bool:  # the framework has logged its trace
        errors.append(f"{type(error).__name__}: {error}")
        return True

    def deliver() -> None:
        errors.extend(filter(None, map(_shown_error, viewer.flush_browser_queue())))
        viewer.on_flushed_messages_sent()

    def deliver_soon() -> None:
        loop.call_soon(deliver)

    loop = asyncio.get_running_loop()
    viewer = AppSession(
        ScriptData(str(ENTRY), is_hello=False),
        runtime.get_instance().uploaded_file_mgr,
        scripts,
        message_enqueued_callback=deliver_soon,
        user_info={},
        on_script_error=failed,
    )
    try:
        session.own_data[viewer.id] = dataset
        viewer.track_settling()
        viewer.request_rerun(ClientState(query_string=urlencode(query), page_name="" if page == site.HOME else page))
        async with asyncio.timeout(MOST_SECONDS):
            await viewer.wait_until_settled()
    except TimeoutError:
        errors.append(f"it was not done after {MOST_SECONDS} s")
    finally:
        viewer.shutdown()
        del session.own_data[viewer.id]
    return errors


def _shown_error(message: ForwardMsg) -> str:
    """The error that a message to the browser would show, in words; empty if it shows none."""
    kind = message.WhichOneof("type")
    if kind == "page_not_found":
        return "there is no such page"
    if kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
        error = message.session_event.script_compilation_exception
    elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
        error = message.delta.new_element.exception
    else:
        return ""
    return f"{error.type}: {error.message}"
