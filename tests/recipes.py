"""Performing the recipes of docs/architecture.md on a copy, as they are written there."""

import csv
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "architecture.md"
BLOCK = re.compile(r"([^\n]*)\n\n```(\w+)\n(.*?)```", re.DOTALL)


def recipe(heading: str) -> list[tuple[list[str], str, str]]:
    """The blocks under a heading: what the line before each names in backticks, its kind, its content."""
    (section,) = re.findall(rf"\n### {re.escape(heading)}\n(.*?)(?=\n### |\Z)", DOCUMENT.read_text("utf-8"), re.DOTALL)
    return [(re.findall(r"`([^`]+)`", before), kind, content) for before, kind, content in BLOCK.findall(section)]


def headings() -> list[str]:
    """Every recipe."""
    return re.findall(r"\n### ([^\n]+)", DOCUMENT.read_text("utf-8"))


def perform(heading: str, root: Path, kinds: tuple[str, ...] = ("csv", "json", "python", "diff", "sh")) -> None:
    """Do what the recipe says to the files under a folder; of some kinds of its blocks only, if wanted."""
    file = root
    for named, kind, content in recipe(heading):
        if kind not in kinds:
            continue
        file = root / named[0] if named else file
        match kind:
            case "csv":
                fill_cells(file, content)
            case "json":
                add_field(file, named[1], json.loads(content))
            case "python":
                assert not file.exists(), f"{file} is there already"
                file.write_text(content, "utf-8")
            case "diff":
                change_lines(file, content)
            case "sh":
                run(root, *shlex.split(content))


def fill_cells(file: Path, block: str) -> None:
    """Rows of a CSV block: the row of the same key gets its cells, or is new; so are columns that the file lacks."""
    description = json.loads((file.parent / "datapackage.json").read_bytes())
    table = next(one for one in description["resources"] if one["path"] == file.name)
    key = table["schema"]["primaryKey"]
    names = [key] if isinstance(key, str) else key
    with file.open(encoding="utf-8", newline="") as opened:
        rows = {tuple(row[name] for name in names): row for row in csv.DictReader(opened)}
    columns = list(next(iter(rows.values())))
    for row in csv.DictReader(block.splitlines()):
        rows.setdefault(tuple(row[name] for name in names), {}).update(row)
        columns += [column for column in row if column not in columns]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())


def add_field(file: Path, table: str, field: dict[str, object]) -> None:
    """One more column in the description of a table."""
    description = json.loads(file.read_bytes())
    next(one for one in description["resources"] if one["name"] == table)["schema"]["fields"].append(field)
    file.write_text(json.dumps(description), "utf-8")


def change_lines(file: Path, block: str) -> None:
    """Lines of a block of changes: those with + are put among the others, those with - go."""
    lines = block.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{file.name} holds {text.count(before)} times:\n{before}"
    file.write_text(text.replace(before, after), "utf-8")


def run(root: Path, *command: str) -> str:
    """What a command prints, run in the copy by the Python that runs the tests; fails where the command does."""
    words = [sys.executable if word == ".venv/bin/python" else word for word in command]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout
