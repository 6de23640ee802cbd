"""What is wrong or odd in a dataset, told so that whoever maintains it can find and mend it."""

from dataclasses import dataclass
from typing import Literal

LONGEST_VALUE = 60


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, or that deserves a second look.

    `file`: the file's path inside the dataset. `line`: its line in the file, the header being line 1, or None
    where the file as a whole is meant. `column` and `value`: the cell, empty where no single cell is meant.
    `rule`: what the data must be, in words. `grade`: a fault keeps the data from being shown, a warning does not.
    """

    file: str
    line: int | None
    column: str
    value: str
    rule: str
    grade: Literal["fault", "warning"] = "fault"

    def __post_init__(self) -> None:
        if len(self.value) > LONGEST_VALUE:
            object.__setattr__(self, "value", self.value[: LONGEST_VALUE - 1] + "…")

    def __str__(self) -> str:
        """One line, whatever the file holds: `visits.csv, line 17, column city: "Bakku" is not …`."""
        mark = "warning: " if self.grade == "warning" else ""
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        value = f'"{self.value}" ' if self.value else ""
        return printable(f"{mark}{self.file}{line}{column}: {value}{self.rule}")


@dataclass(frozen=True)
class Undrawn:
    """A page that cannot be drawn on data in which no fault was found.

    `page`: its key. `view`: which of its views, as in its address (`view=growth`), empty for the one it opens
    with. `reason`: the error in words.
    """

    page: str
    view: str
    reason: str

    def __str__(self) -> str:
        """One line: `The page freight (view=growth) cannot be drawn on these data: ValueError: …`."""
        view = f" ({self.view})" if self.view else ""
        return printable(f"The page {self.page}{view} cannot be drawn on these data: {self.reason}")


def printable(text: str) -> str:
    """The text with line ends and other invisible characters written out, so that a terminal obeys none."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter == "\N{NO-BREAK SPACE}" else _written_out(letter) for letter in text
    )


def _written_out(letter: str) -> str:
    return letter.encode("unicode_escape", errors="backslashreplace").decode("ascii")
