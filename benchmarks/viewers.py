"""Viewers that speak Streamlit's own protocol: each opens a page and changes its query, as a filter does."""

import asyncio
import random
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

TIMEOUT = 60


@dataclass
class Timings:
    """Seconds from a request to the end of its run, and what went wrong."""

    opened: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    switched: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def run_script(socket: websockets.ClientConnection, page: str, query: str, errors: list[str]) -> float:
    """Ask for one run of the script and wait for its end; seconds."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    begun = time.perf_counter()
    await socket.send(request.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await asyncio.wait_for(socket.recv(decode=False), TIMEOUT))
        if answer.delta.new_element.WhichOneof("type") == "exception":
            errors.append(answer.delta.new_element.exception.message[:120])
        finished = answer.WhichOneof("type") == "script_finished"
        if finished and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return time.perf_counter() - begun


async def viewer(url: str, page: str, other: str, queries: list[str], changes: int, pause: float, to: Timings) -> None:
    """One viewer: opens ``page``, changes the query ``changes`` times, then goes to ``other`` and back."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # pyright: ignore[reportArgumentType]
            to.opened.append(await run_script(socket, page, random.choice(queries), to.errors))
            for _ in range(changes):
                await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
                to.changed.append(await run_script(socket, page, random.choice(queries), to.errors))
            for target in (other, page):
                await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
                to.switched.append(await run_script(socket, target, queries[0], to.errors))
    except (OSError, TimeoutError, websockets.WebSocketException) as error:
        to.errors.append(f"{type(error).__name__}: {error}")


def load(url: str, page: str, other: str, queries: list[str], viewers: int, changes: int, pause: float) -> Timings:
    """Let ``viewers`` loose on a server at once, ``pause`` seconds (on average) between their requests."""

    async def everyone() -> Timings:
        timings = Timings()
        await asyncio.gather(*(viewer(url, page, other, queries, changes, pause, timings) for _ in range(viewers)))
        return timings

    return asyncio.run(everyone())


def quantile(seconds: list[float], share: float) -> float:
    """The value below which ``share`` of the timings lie, in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
