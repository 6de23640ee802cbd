"""A running server shows the last good data, and says since when the files are in trouble, and why."""

import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from caspian.data import validate
from caspian.data.dataset import Dataset
from caspian.data.fault import Undrawn
from caspian.data.store import Store
from caspian.data.validate import InvalidData
from caspian.text import plain_markdown
from caspian.ui import session
from tests import pages
from tests import small as small_data
from tests.damage import Copy, both, cells, term
from tests.pages import open_page


def note(store: Store) -> str:
    return store.dataset.visits.loc[2, "note"]  # pyright: ignore[reportReturnType]


def throw(error: Exception) -> NoReturn:
    raise error


def test_a_store_refuses_to_start_on_bad_data(data: Copy) -> None:
    data.set("visits.csv", 17, host_country="KZA")
    with pytest.raises(InvalidData, match=r'visits\.csv, line 17, column host_country: "KZA"') as refused:
        Store(data.location)
    assert [fault.line for fault in refused.value.faults] == [17]


def test_a_store_refuses_to_start_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="nowhere: there is no such folder"):
        Store(str(tmp_path / "nowhere"))


def test_unchanged_files_are_not_read_again(data: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(data.location)
    before = store.dataset
    monkeypatch.setattr(validate, "examine", lambda *_: pytest.fail("checked again"))
    assert not store.refresh()
    assert store.dataset is before
    assert store.trouble is None


def test_good_changes_are_taken_over(data: Copy) -> None:
    store = Store(data.location)
    before = store.dataset
    data.set("visits.csv", 2, note="newer")
    assert store.refresh()
    assert note(store) == "newer"
    assert before.visits.loc[2, "note"] != "newer"
    assert not store.refresh()


def test_bad_changes_are_told_while_the_last_good_data_stay(data: Copy) -> None:
    store = Store(data.location)
    good = store.dataset
    earliest = datetime.now(UTC)
    data.set("visits.csv", 17, host_country="KZA")
    assert not store.refresh()
    trouble = store.trouble
    assert trouble
    assert trouble.since >= earliest
    assert [str(fault).split(": ")[1].split()[0] for fault in trouble.faults] == ['"KZA"']
    assert store.dataset is good

    data.set("visits.csv", 17, host_country="KZB")
    store.refresh()
    assert store.trouble
    assert store.trouble.since == trouble.since  # in trouble since the first bad change
    assert [str(fault).split(": ")[1].split()[0] for fault in store.trouble.faults] == ['"KZB"']


def test_mended_files_end_the_trouble(data: Copy) -> None:
    store = Store(data.location)
    whole = data.read("visits.csv")
    data.write("visits.csv", whole[: len(whole) // 2])  # part of a write
    store.refresh()
    assert store.trouble
    data.write("visits.csv", whole)
    assert not store.refresh()  # nothing new: the same data again
    assert store.trouble is None


def test_data_that_a_page_fails_on_are_told_while_the_last_good_stay(
    data: Copy, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(data.location)
    good, whole = store.dataset, data.read("visits.csv")
    tried: list[str] = []

    def trial(candidate: Dataset) -> list[Undrawn]:
        assert store.dataset is good
        tried.append(str(candidate.visits.loc[2, "note"]))
        return [Undrawn("freight", "view=growth", "ValueError: no such year")]

    data.set("visits.csv", 2, note="newer")
    assert not store.refresh(trial)
    assert tried == ["newer"]
    assert store.dataset is good
    assert store.trouble
    told = "The page freight (view=growth) cannot be drawn on these data: ValueError: no such year"
    assert [str(fault) for fault in store.trouble.faults] == [told]
    assert told in caplog.text

    assert not store.refresh(trial)  # unchanged: not tried again
    data.write("visits.csv", whole)
    assert not store.refresh(trial)  # the data shown: nothing to try
    assert tried == ["newer"]
    assert store.trouble is None

    data.set("visits.csv", 2, note="newest")
    assert store.refresh(lambda _: [])
    assert note(store) == "newest"


def test_a_trial_that_breaks_down_is_held_anew(data: Copy) -> None:
    store = Store(data.location)
    data.set("visits.csv", 2, note="newer")
    with pytest.raises(RuntimeError):
        store.refresh(lambda _: throw(RuntimeError("no server")))
    assert store.refresh(lambda _: [])
    assert note(store) == "newer"


def test_a_table_that_lost_much_is_taken_over_with_a_warning(data: Copy, caplog: pytest.LogCaptureFixture) -> None:
    header, *scenes = data.rows("scenes.csv")
    assert len(scenes) == 5
    store = Store(data.location)
    data.write_rows("scenes.csv", [header, *scenes[:4]])  # one of five: a fifth, not more
    assert store.refresh()
    assert not store.news
    data.write_rows("scenes.csv", [header, *scenes[:3]])  # one of four: a quarter
    assert store.refresh()
    assert [str(warning) for warning in store.news] == ["warning: scenes.csv: has lost 1 of its 4 rows"]
    assert "scenes.csv: has lost 1 of its 4 rows" in caplog.text
    data.write_rows("scenes.csv", [header])
    assert store.refresh()
    assert [str(warning) for warning in store.news] == ["warning: scenes.csv: has lost 3 of its 3 rows"]
    data.write_rows("scenes.csv", [header, *scenes])
    assert store.refresh()
    assert not store.news


def test_what_stood_out_is_listed_on_the_pages(data: Copy) -> None:
    with pages.showing(data.folder):
        store = session.store()
        header, *scenes = data.rows("scenes.csv")
        data.write_rows("scenes.csv", [header, *scenes[:3]])
        store.refresh()
        (box,) = [box for box in open_page("trade").expander if "look at" in box.label]
    assert box.label == "New data: 1 thing to look at"
    assert [line.value for line in box.markdown] == [plain_markdown("warning: scenes.csv: has lost 2 of its 5 rows")]


def test_only_warnings_that_an_edit_brought_are_news(data: Copy) -> None:
    both(term("mode", "air"), term("mode", "pipe"), cells("routes.csv", 3, mode="air"))(data)
    store = Store(data.location)
    assert "air" in [warning.value for warning in store.warnings]
    assert not store.news
    header, first, second, *rest = data.rows("routes.csv")
    data.write_rows("routes.csv", [header, second, first, *rest])  # the same rows, two of them elsewhere
    assert store.refresh()
    assert not store.news
    data.set("routes.csv", 3, mode="pipe")
    assert store.refresh()
    assert [warning.value for warning in store.news] == ["pipe"]


def test_a_vanished_folder_is_a_trouble(data: Copy) -> None:
    store = Store(data.location)
    away = data.folder.rename(data.folder.with_name("away"))
    store.refresh()
    assert store.trouble
    assert "there is no such folder" in str(store.trouble.faults[0])
    assert len(store.dataset.visits)
    away.rename(data.folder)
    store.refresh()
    assert store.trouble is None


def test_a_change_of_equal_size_and_time_is_seen(data: Copy) -> None:
    store = Store(data.location)
    path = data.folder / "visits.csv"
    times = path.stat()
    data.change_bytes("visits.csv", lambda old: old.replace(b",Astana,", b",Gabala,", 1))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert store.refresh()
    assert store.dataset.visits.loc[2, "city"] == ("Gabala",)


def test_a_change_behind_a_link_is_seen(data: Copy, tmp_path: Path) -> None:
    """Deployments put a new version beside the old one, and turn a link to it."""
    newer = small_data.copy(tmp_path / "newer")
    newer.set("visits.csv", 2, note="newer")
    link = tmp_path / "current"
    link.symlink_to(data.folder)
    store = Store(str(link))
    link.unlink()
    link.symlink_to(newer.folder)
    assert store.refresh()
    assert note(store) == "newer"


def test_only_one_reader_pays_for_a_refresh(data: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(data.location)
    data.set("visits.csv", 2, note="newer")
    checked: list[int] = []
    check = validate.examine

    def slow_check(*arguments: object) -> object:
        checked.append(1)
        time.sleep(0.2)
        return check(*arguments)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(validate, "examine", slow_check)
    readers = [threading.Thread(target=store.refresh) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(checked) == 1
    assert note(store) == "newer"


def test_one_cause_is_told_once_at_the_start_and_while_running(data: Copy) -> None:
    store = Store(data.location)
    data.change_bytes("visits.csv", lambda old: old.replace(b",2", b",x2"))
    store.refresh()
    assert store.trouble
    with pytest.raises(InvalidData) as refused:
        Store(data.location)
    assert store.trouble.faults == refused.value.faults
    told = [str(fault) for fault in store.trouble.faults if "column start_date" in str(fault)]
    assert len(told) == 1
    assert "faults of this kind, in lines 2, 3, 4, 5, 6 …" in told[0]
