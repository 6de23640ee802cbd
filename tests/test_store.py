"""A running server shows the last good data, and says since when the files are in trouble, and why."""

import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caspian.data import validate
from caspian.data.store import Store
from caspian.data.validate import InvalidData
from tests import small as small_data
from tests.damage import Copy


def note(store: Store) -> str:
    return store.dataset.visits.loc[2, "note"]  # pyright: ignore[reportReturnType]


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
    assert [fault.value for fault in trouble.faults] == ["KZA"]
    assert store.dataset is good

    data.set("visits.csv", 17, host_country="KZB")
    store.refresh()
    assert store.trouble
    assert store.trouble.since == trouble.since  # in trouble since the first bad change
    assert [fault.value for fault in store.trouble.faults] == ["KZB"]


def test_mended_files_end_the_trouble(data: Copy) -> None:
    store = Store(data.location)
    whole = data.read("visits.csv")
    data.write("visits.csv", whole[: len(whole) // 2])  # part of a write
    store.refresh()
    assert store.trouble
    data.write("visits.csv", whole)
    assert not store.refresh()  # nothing new: the same data again
    assert store.trouble is None


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
