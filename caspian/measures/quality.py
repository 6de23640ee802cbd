"""How well the rows are founded: sources behind each, gaps in each column, age."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.references import by_code
from caspian.data.vocabulary import OFFICIAL


@dataclass(frozen=True)
class Quality:
    """Figures of one table, in rows unless said otherwise.

    ``one`` and ``several``: rows with one source, with two or more. ``official``: rows with at least one
    source of an official publisher. ``sources``: different pages behind the table; ``undated`` of them do not
    say when they were published; ``newest`` is the latest day of those that do. All of these are None or 0 for
    a table without a column of sources (``sourced`` False). ``covered_from`` and ``covered_to``: the span that
    was searched, None where that is not said. ``empty``: empty cells by column.
    """

    rows: int
    sourced: bool
    one: int
    several: int
    official: int
    sources: int
    undated: int
    newest: pd.Timestamp | None
    covered_from: pd.Timestamp | None
    covered_to: pd.Timestamp | None
    empty: Mapping[str, int]

    @property
    def empty_cells(self) -> int:
        return sum(self.empty.values())

    @property
    def cells(self) -> int:
        return self.rows * len(self.empty)


@remembered
def quality(dataset: Dataset, table: str) -> Quality:
    """The figures of a table as a whole, whatever the filters."""
    rows = dataset.table(table)
    cited = rows["source_ids"] if "source_ids" in rows.columns else None
    counts = cited.map(len) if cited is not None else pd.Series(0, index=rows.index)
    pages = _pages(dataset, table, rows)
    dated = pages["published"].dropna()
    covered_from, covered_to = covered(dataset, table)
    return Quality(
        rows=len(rows),
        sourced=cited is not None,
        one=int((counts == 1).sum()),
        several=int((counts > 1).sum()),
        official=_official(dataset, cited) if cited is not None else 0,
        sources=len(pages),
        undated=len(pages) - len(dated),
        newest=dated.max() if len(dated) else None,
        covered_from=covered_from,
        covered_to=covered_to,
        empty=empty_cells(rows),
    )


def _pages(dataset: Dataset, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The pages behind a table; of the table of pages itself, all of them."""
    return dataset.sources if table == "sources" else dataset.sources_of(rows)


def _official(dataset: Dataset, cited: pd.Series) -> int:
    known = official_sources(dataset)
    return sum(any(source in known for source in cell) for cell in cited)


@remembered
def official_sources(dataset: Dataset) -> frozenset[str]:
    sources = dataset.sources
    return frozenset(sources.loc[sources["kind"] == OFFICIAL, "source_id"])


def covered(dataset: Dataset, table: str) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """The span for which a table was searched; of several parts the span that all share."""
    try:
        end = dataset.covered_to(table)
    except KeyError:
        return None, None
    starts = dataset.coverage.loc[dataset.coverage["table"] == table, "covered_from"].dropna()
    return (starts.max() if len(starts) else None), end


def empty_cells(rows: pd.DataFrame) -> dict[str, int]:
    """Empty cells by column: no text, no number, no date, an empty list. A yes or no is never empty."""
    return {str(column): _empty(rows[column]) for column in rows.columns}


def _empty(values: pd.Series) -> int:
    missing = int(values.isna().sum())
    return missing + sum(1 for cell in values if isinstance(cell, tuple | str) and len(cell) == 0)


@remembered
def uses(dataset: Dataset) -> Mapping[str, int]:
    """How many rows of all tables rest on each source."""
    counts: dict[str, int] = {}
    for table in dataset.table_names:
        if "source_ids" in dataset.table(table).columns:
            for source, rows in by_code(dataset, table, "source_ids").items():
                counts[source] = counts.get(source, 0) + len(rows)
    return counts


def age_in_days(day: pd.Timestamp, today: date) -> int:
    """Whole days from a day to today; never negative, also where a clock is wrong."""
    return max((pd.Timestamp(today) - day).days, 0)


def totals(dataset: Dataset) -> tuple[int, int, int]:
    """Over all tables with sources: rows, rows with two or more sources, rows with an official one."""
    all_of = [quality(dataset, table) for table in dataset.table_names]
    founded = [of for of in all_of if of.sourced]
    return sum(of.rows for of in founded), sum(of.several for of in founded), sum(of.official for of in founded)
