"""A copy of a dataset that a test may spoil."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caspian.data import files

Damage = Callable[["Copy"], Any]


class Copy:
    """The dataset in a folder of its own; lines are counted as in the file, the header being line 1."""

    def __init__(self, folder: Path, source: Path = files.SHIPPED) -> None:
        """A copy of the shipped data, or of another folder's tables with the shipped description."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for place in (files.SHIPPED / files.DESCRIPTION, *source.iterdir()):
            if place.is_file():
                shutil.copyfile(place, folder / place.name)

    @property
    def location(self) -> str:
        return str(self.folder)

    def rows(self, name: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.read(name).decode("utf-8"), newline="")))

    def write_rows(self, name: str, rows: list[list[str]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        self.write(name, text.getvalue().encode())

    def set(self, name: str, line: int, **cells: str) -> None:
        """Put cells into the row on a line, by column."""
        rows = self.rows(name)
        for column, cell in cells.items():
            rows[line - 1][rows[0].index(column)] = cell
        self.write_rows(name, rows)

    def change(self, name: str, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
        """Put other rows into a file: `change` gets them as cells by column."""
        header, *rows = self.rows(name)
        changed = change([dict(zip(header, row, strict=True)) for row in rows])
        self.write_rows(name, [header, *([row[column] for column in header] for row in changed)])

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)

    def change_bytes(self, name: str, change: Callable[[bytes], bytes]) -> None:
        self.write(name, change(self.read(name)))

    def change_description(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Change the parsed datapackage.json: `change` gets its tables by name."""
        description = json.loads(self.read(files.DESCRIPTION))
        change({resource["name"]: resource for resource in description["resources"]})
        self.write(files.DESCRIPTION, json.dumps(description).encode())


def column(table: dict[str, Any], name: str) -> dict[str, Any]:
    """The descriptor of a column in a parsed table descriptor."""
    return next(field for field in table["schema"]["fields"] if field["name"] == name)


# Ways to spoil one


def repeat_line_2(name: str) -> Damage:
    return lambda data: data.write_rows(name, [*data.rows(name)[:3], data.rows(name)[1], *data.rows(name)[3:]])


def drop_column(name: str, column: str) -> Damage:
    def damage(data: Copy) -> None:
        rows = data.rows(name)
        place = rows[0].index(column)
        data.write_rows(name, [row[:place] + row[place + 1 :] for row in rows])

    return damage


def add_column(name: str, column: str) -> Damage:
    return lambda data: data.write_rows(
        name, [[*row, column if line == 0 else "x"] for line, row in enumerate(data.rows(name))]
    )


def cells(name: str, line: int, **cells: str) -> Damage:
    return lambda data: data.set(name, line, **cells)


def term(kind: str, code: str) -> Damage:
    """A term that terms.csv did not have."""
    return lambda data: data.write_rows("terms.csv", [*data.rows("terms.csv"), [kind, code, "New", "Новый", "Yeni"]])


def both(*damages: Damage) -> Damage:
    return lambda data: [damage(data) for damage in damages]


def content(name: str, change: Callable[[bytes], bytes]) -> Damage:
    return lambda data: data.change_bytes(name, change)
