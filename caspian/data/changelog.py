"""The dataset's own list of changes, read as plain text: it comes from a file, and nothing in it is obeyed."""

import re
from dataclasses import dataclass

from caspian.data import files

FILE = "CHANGELOG.md"
VERSION = re.compile(r"##\s+(\S+)\s*(?:\((\d{4}-\d{2}-\d{2})\))?\s*")


@dataclass(frozen=True)
class Version:
    """One version of the data: its number, its day as in the file (may be empty), and what changed."""

    number: str
    day: str
    changes: tuple[str, ...]


def versions(text: str) -> tuple[Version, ...]:
    """The versions of a changelog, in its order. A line ``## 1.0.0 (2026-11-24)`` begins one, ``- `` a change."""
    found: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines():
        heading = VERSION.fullmatch(line)
        if heading:
            found.append((heading[1], heading[2] or "", []))
        elif found and line.startswith("- "):
            found[-1][2].append(line[2:].strip())
        elif found and found[-1][2] and line.startswith("  "):
            found[-1][2][-1] += " " + line.strip()
    return tuple(Version(number, day, tuple(changes)) for number, day, changes in found)


def read() -> tuple[Version, ...]:
    """The changelog that ships with the data; none where the file is missing."""
    try:
        return versions((files.SHIPPED / FILE).read_text(encoding="utf-8"))
    except OSError:
        return ()
