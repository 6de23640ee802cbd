"""Whatever lies in the folder, the check answers in words, and never with an error of its own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caspian.data import files, validate
from caspian.validate import main
from tests import small as small_data
from tests.damage import Copy

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return small_data.copy(tmp_path_factory.mktemp("fuzz"))


def judged(data: Copy, name: str, content: bytes) -> list[str]:
    """What is told of the data with that content in a file: never an error of the check itself."""
    whole = data.read(name)
    try:
        data.write(name, content)
        told = list(map(str, validate.faults(data.location, TODAY)))
        assert not any("check could not be finished" in line or "cannot be loaded" in line for line in told), told
        assert all(line.isprintable() or "\N{NO-BREAK SPACE}" in line for line in told)
        return told
    finally:
        data.write(name, whole)


FUZZ = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SMALL = ["sectors.csv", "countries.csv", "coverage.csv", "terms.csv"]


@FUZZ
@given(name=st.sampled_from([*SMALL, files.DESCRIPTION]), content=st.binary(max_size=200))
def test_any_bytes_as_a_file_are_told_in_words(shared: Copy, name: str, content: bytes) -> None:
    assert judged(shared, name, content)


@FUZZ
@given(data=st.data())
def test_any_text_as_a_cell_is_told_in_words_or_right(shared: Copy, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["visits.csv", "trade.csv", "countries.csv", "places.csv"]))
    rows = shared.rows(name)
    place = data.draw(st.integers(0, len(rows[0]) - 1))
    rows[data.draw(st.integers(0, 3))][place] = data.draw(st.text(st.characters(codec="utf-8")))
    whole = shared.read(name)
    shared.write_rows(name, rows)
    spoilt = shared.read(name)
    shared.write(name, whole)
    judged(shared, name, spoilt)


@FUZZ
@given(cut=st.integers(1, 40_000))
def test_a_file_cut_off_anywhere_is_a_fault(shared: Copy, cut: int) -> None:
    whole = shared.read("claims.csv")
    kept = whole[: cut % len(whole)]
    if not kept.endswith(b"\n"):  # at the very end of a row, nothing tells
        assert judged(shared, "claims.csv", kept)


@FUZZ
@given(data=st.data())
def test_any_change_to_the_description_is_told_in_words_or_right(shared: Copy, data: st.DataObject) -> None:
    description = json.loads(shared.read(files.DESCRIPTION))
    part: Any = description["resources"]
    key = data.draw(st.sampled_from(range(len(part))))
    for _ in range(data.draw(st.integers(0, 6))):
        if not isinstance(part[key], dict | list) or not part[key]:
            break
        part = part[key]
        key = data.draw(st.sampled_from(list(part) if isinstance(part, dict) else range(len(part))))
    part[key] = data.draw(st.sampled_from([None, 7, "", "x", [], {}, ["x"], {"x": 1}, "sources", True]))
    judged(shared, files.DESCRIPTION, json.dumps(description).encode())


def test_the_command_never_ends_in_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_data.folder(tmp_path / "odd")
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b",", b'"\0', 40))
    assert main([str(folder)]) == 1
    assert all(".csv" in line for line in capsys.readouterr().out.splitlines())
