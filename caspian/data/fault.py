"""What is wrong with a dataset, told so that whoever maintains it can find and mend it."""

from dataclasses import dataclass

LONGEST_VALUE = 60


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    `file`: the file's path inside the dataset. `line`: its line in the file, the header being line 1, or None
    where the file as a whole is meant. `column` and `value`: the cell, empty where no single cell is meant.
    `rule`: what the data must be, in words.
    """

    file: str
    line: int | None
    column: str
    value: str
    rule: str

    def __post_init__(self) -> None:
        if len(self.value) > LONGEST_VALUE:
            object.__setattr__(self, "value", self.value[: LONGEST_VALUE - 1] + "…")

    def __str__(self) -> str:
        """One line, whatever the file holds: `visits.csv, line 17, column city: "Bakku" is not …`."""
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        value = f'"{self.value}" ' if self.value else ""
        return printable(f"{self.file}{line}{column}: {value}{self.rule}")


def printable(text: str) -> str:
    """The text with line ends and other invisible characters written out, so that a terminal obeys none."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter == "\N{NO-BREAK SPACE}" else _written_out(letter) for letter in text
    )


def _written_out(letter: str) -> str:
    return letter.encode("unicode_escape", errors="backslashreplace").decode("ascii")
