"""What stands on the screen of a page, as the browser is told it, with everything open that can be opened."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
import streamlit as st
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from caspian import slides
from caspian.data.dataset import Dataset
from caspian.slides import deck
from caspian.ui import address, trial
from caspian.ui.map import controls
from caspian.ui.trial import Visit

SIDEBAR = RootContainer.SIDEBAR


@dataclass(frozen=True)
class Part:
    """One element: its kind, what the browser is told of it, and the keys of the containers that it stands in."""

    kind: str
    told: Any
    inside: tuple[str, ...]

    @property
    def key(self) -> str:
        return _key(getattr(self.told, "id", ""))


class Screen(tuple[Part, ...]):
    """The elements of a page, from top to bottom."""

    def within(self, key: str) -> "Screen":
        """Those in a container, by its key."""
        return Screen(part for part in self if key in part.inside)

    def keyed(self, key: str) -> "Screen":
        """The one with that key itself."""
        return Screen(part for part in self if part.key == key)

    def before(self, key: str) -> "Screen":
        """Those above the one with that key."""
        return Screen(takewhile(lambda part: part.key != key, self))

    def keys_of(self, beginning: str, of: str = "") -> list[str]:
        """Keys that begin so: of elements of a kind, else of containers."""
        keys = (part.key for part in self.parts(of)) if of else (key for part in self for key in part.inside)
        return [key for key in dict.fromkeys(keys) if key.startswith(beginning)]

    def parts(self, kind: str) -> list[Part]:
        return [part for part in self if part.kind == kind]

    def of(self, kind: str) -> list[Any]:
        """What the browser is told of the elements of a kind."""
        return [part.told for part in self.parts(kind)]

    def texts(self) -> list[str]:
        """Markdown and captions, without the backslashes that keep their signs from being marks."""
        return [told.body.replace("\\", "") for told in self.of("markdown")]

    def tables(self) -> list[pd.DataFrame]:
        return [convert_arrow_bytes_to_pandas_df(told.arrow_data.data) for told in self.of("dataframe")]

    def figures(self) -> list[dict[str, Any]]:
        return [json.loads(told.spec) for told in self.of("plotly_chart")]


def _key(identifier: str) -> str:
    """The key of an element or a container: the framework keeps it at the end of the identifier."""
    return identifier.split("-", 2)[-1]


@dataclass(frozen=True)
class Opened:
    """A page as it was opened: its screen, and the errors that it met, in words."""

    page: str
    query: Mapping[str, str]
    screen: Screen
    errors: tuple[str, ...]

    @property
    def address(self) -> str:
        return f"{self.page}?{urlencode(self.query)}"


def drawn(dataset: Dataset, visits: Iterable[Visit]) -> Iterator[Opened]:
    """Open pages on a dataset, one after the other, as the trial of new data does."""
    for page, query in visits:
        messages: list[ForwardMsg] = []

        class Seen(trial.AppSession):
            def flush_browser_queue(self, messages: list[ForwardMsg] = messages) -> list[ForwardMsg]:
                flushed = super().flush_browser_queue()
                messages.extend(flushed)
                return flushed

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(trial, "AppSession", Seen)
            failed = trial.draw(dataset, [(page, query)])
        yield Opened(page, query, _screen(messages), tuple(one.reason for one in failed))


def _screen(messages: Iterable[ForwardMsg]) -> Screen:
    places: dict[tuple[int, ...], Any] = {}
    for message in messages:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            places.clear()
        elif kind == "delta":
            places[tuple(message.metadata.delta_path)] = message.delta
    return Screen(
        Part(element.WhichOneof("type"), getattr(element, element.WhichOneof("type")), _keys(path, places))
        for path, delta in sorted(places.items())
        if (element := delta.new_element) and delta.WhichOneof("type") == "new_element" and element.WhichOneof("type")
    )


def _keys(path: tuple[int, ...], places: Mapping[tuple[int, ...], Any]) -> tuple[str, ...]:
    """The keys of the containers round an element."""
    root = ("sidebar",) if path[0] == SIDEBAR else ()
    above = (places.get(path[:length]) for length in range(2, len(path)))
    return root + tuple(_key(delta.add_block.id) for delta in above if delta and delta.add_block.id)


@contextmanager
def everything_open() -> Iterator[None]:
    """Meanwhile each popover and expander stands open, each picture to be saved is drawn, each download is made.

    Each only once by its key: many views of a page hold the same.
    """
    seen: set[str] = set()

    def first(key: object) -> bool:
        new = str(key) not in seen
        seen.add(str(key))
        return new

    def opened(make: Callable[..., Any]) -> Callable[..., Any]:
        def container(*args: Any, **named: Any) -> Any:
            made = make(*args, **named)
            made.open = first(named["key"])
            return made

        return container

    press: Any = st.button
    offer: Any = st.download_button

    def pressed(*args: Any, **named: Any) -> bool:
        key = str(named.get("key", ""))
        return press(*args, **named) or (key.startswith("picture-") and first(key))

    def made(label: str, data: Any, **named: Any) -> bool:
        if callable(data) and first(named["key"]):
            data()
        return offer(label, data, **named)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(st, "popover", opened(st.popover))
        patched.setattr(st, "expander", opened(st.expander))
        patched.setattr(st, "button", pressed)
        patched.setattr(st, "dialog", lambda *_args, **_named: lambda show: show)
        patched.setattr(st, "download_button", made)
        patched.setattr(slides, "of", deck.presentation)  # not in a process of its own
        yield


@contextmanager
def choices() -> Iterator[dict[str, tuple[str, ...]]]:
    """Meanwhile what the addresses of pages may hold is noted: by key all codes to choose from."""
    found: dict[str, tuple[str, ...]] = {}

    def noted(make: Callable[..., Any]) -> Callable[..., Any]:
        def control(key: str, codes: Iterable[str], *default: Any) -> Any:
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *(known := tuple(codes)))))
            return make(key, known, *default)

        return control

    with pytest.MonkeyPatch.context() as patched:
        for module, name in ((address, "one_of"), (address, "many_of"), (controls, "choice_of")):
            patched.setattr(module, name, noted(getattr(module, name)))
        yield found


@contextmanager
def running() -> Iterator[None]:
    """Meanwhile there is the framework's runtime, which a server has; nothing is served."""
    Runtime(RuntimeConfig(str(trial.ENTRY), MemoryMediaFileStorage("/media"), MemoryUploadedFileManager("/upload")))
    try:
        yield
    finally:
        Runtime._instance = None
