"""Before viewers see new data, every page is drawn on them; what fails is told by the page's name."""

import asyncio
import gc
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime import RuntimeStoppedError

import app
from caspian.cards.freight import growth
from caspian.cards.trade import coverage as trade
from caspian.data.dataset import Dataset, load
from caspian.ui import card, heartbeat, session, trial

pytestmark = pytest.mark.usefixtures("on_small")

TRADE = ("trade", {})


@pytest.fixture(autouse=True)
def running() -> Iterator[None]:
    """The framework's runtime, which a server has; nothing is served."""
    Runtime(RuntimeConfig(str(trial.ENTRY), MemoryMediaFileStorage("/media"), MemoryUploadedFileManager("/upload")))
    yield
    Runtime._instance = None


def fail(*_: object) -> None:
    raise ValueError("no such year")


def test_every_page_and_view_is_drawn_and_the_one_that_fails_is_named(
    small: Dataset, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(growth, "explorer", fail)
    found = trial.of_all(small)
    assert list(map(str, found)) == [
        "The page freight (view=growth) cannot be drawn on these data: ValueError: no such year"
    ]
    assert "growth_explorer" in "".join(capfd.readouterr())  # the full trace


def test_a_page_that_fails_in_every_language_is_told_once(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "tile", fail)
    found = trial.draw(small, [("overview", {"lang": code}) for code in ("en", "ru", "az")])
    assert [(one.page, one.reason) for one in found] == [("overview", "ValueError: no such year")]


def test_an_error_in_a_part_that_reruns_by_itself_is_met(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "heartbeat", st.fragment(fail))
    assert [one.reason for one in trial.draw(small, [TRADE])] == ["ValueError: no such year"]


def test_an_error_that_the_page_only_shows_is_met(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "card", lambda *_: st.exception(ValueError("no such year")))
    assert [one.reason for one in trial.draw(small, [TRADE])] == ["ValueError: no such year"]


def test_a_page_that_does_not_end_is_not_waited_for(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "MOST_SECONDS", 0.1)
    monkeypatch.setattr(trade, "coverage", lambda *_: time.sleep(0.5) or fail())
    assert "not done" in trial.draw(small, [TRADE])[0].reason


def test_an_address_without_a_page_is_no_page(small: Dataset) -> None:
    assert [one.reason for one in trial.draw(small, [("nowhere", {})])] == ["there is no such page"]


def test_the_pages_are_drawn_on_the_data_on_trial_while_others_keep_theirs(
    small: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[Dataset, Dataset]] = []
    monkeypatch.setattr(heartbeat, "banner", lambda _: drawn.append((session.view().dataset, session.store().dataset)))
    trial.draw(small, [TRADE])
    assert len(drawn) == 1
    assert drawn[0][0] is small
    assert drawn[0][1] is not small


@pytest.mark.parametrize("fails", [False, True])
def test_nothing_is_left_of_data_that_were_tried(
    small_folder: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    if fails:
        monkeypatch.setattr(card, "card", fail)
    candidate = load(str(small_folder))
    assert bool(trial.draw(candidate, [TRADE])) == fails
    left = weakref.ref(candidate)
    del candidate
    gc.collect()
    assert left() is None
    assert not session.own_data


def test_a_trial_does_not_hold_up_a_server_that_stops(small: Dataset) -> None:
    async def start_and_stop() -> None:
        runtime = Runtime.instance()
        await runtime.start()
        runtime.stop()
        await runtime.stopped

    asyncio.run(start_and_stop())
    with pytest.raises(RuntimeStoppedError):
        trial.draw(small, [TRADE])


def test_a_server_does_not_start_on_data_that_a_page_fails_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trade, "coverage", fail)
    monkeypatch.setattr(trial, "pages", lambda: [TRADE])

    async def start() -> None:
        async with app.lifespan(app.app):
            pytest.fail("it started")

    with pytest.raises(SystemExit, match="The page trade cannot be drawn on these data: ValueError: no such year"):
        asyncio.run(start())
