"""The commands as a shell runs them: what ends early, or shows few letters, gets no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.damage import Copy, content

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Data that differ from the shipped ones in hundreds of cells, and have as many faults."""
    data = Copy(tmp_path_factory.mktemp("spoilt"))
    content("sources.csv", lambda old: old.replace(b",20", b",21/3/19"))(data)
    return data


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["caspian.validate", "--all", "{spoilt}"], 1),
        (["caspian.compare", "{shipped}", "{spoilt}"], 1),
        (["caspian.compare", "{shipped}", "{spoilt}/nowhere"], 2),
        (["caspian.tidy", "--check", "{spoilt}/sources.csv"], 1),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_nobody_reads_on(spoilt: Copy, command: list[str], code: int) -> None:
    """As with `| head -0`: the other end of the pipe is closed before anything is written."""
    places = {"spoilt": spoilt.location, "shipped": str(ROOT / "data")}
    reading, writing = os.pipe()
    os.close(reading)
    run = [sys.executable, "-m", *(part.format(**places) for part in command)]
    done = subprocess.run(run, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writing)
    assert (done.returncode, b"Traceback" in done.stderr, b"Exception" in done.stderr) == (code, False, False)


def test_nobody_reads_at_all(spoilt: Copy) -> None:
    run = ["sh", "-c", f'"{sys.executable}" -m caspian.validate "{spoilt.location}" >&-']
    done = subprocess.run(run, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_without_the_letters(spoilt: Copy) -> None:
    spoilt.set("sectors.csv", 2, name_ru="Политика и мир", name_en="")
    run = [sys.executable, "-m", "caspian.compare", str(ROOT / "data"), spoilt.location]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(run, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert rb"\u041f\u043e\u043b\u0438\u0442\u0438\u043a\u0430" in done.stdout
    assert done.stderr == b""
