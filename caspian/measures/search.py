"""Searching rows for words, in any of the languages that they are told in."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from caspian.languages import columns
from caspian.text import fold


def haystacks(rows: pd.DataFrame, stems: Iterable[str]) -> list[str]:
    """The folded text of each row that a search looks in.

    Each stem (``title``, ``other_names``) is a column, or one for each language that has it (``title_en`` …); a list is
    its entries.
    """
    held = (column for stem in stems for column in columns(stem, rows.columns) or [stem])
    return [fold("\n".join(map(_text, cells))) for cells in zip(*(rows[column] for column in held), strict=True)]


def _text(cell: object) -> str:
    return "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def holding(haystacks: Iterable[str], words: str) -> np.ndarray:
    """Which texts hold every one of the words, whatever their case: a truth value each."""
    wanted = fold(words).split()
    # An array, since an empty list would choose columns, not rows.
    return np.array([all(word in text for word in wanted) for text in haystacks], dtype=bool)
