"""One row with all its cells, the rows it names, the rows that name it, and its sources."""

from dataclasses import dataclass

import pandas as pd

from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.references import (
    Pointer,
    codes,
    key_part,
    naming,
    pointer_of,
    positions,
    primary_key,
    row_keys,
    schema_of,
)
from caspian.languages import FALLBACK, stem_of
from caspian.links import is_web
from caspian.tables import heading, plain_title, speaker
from caspian.text import Language

LONGEST_TEXT = 2000
"""Characters of a cell that a page shows; a download has it whole."""

MOST_LINKS = 10
"""Rows that name a row, of one column, that are linked one by one; the table shows them all."""


@dataclass(frozen=True)
class Link:
    """A row as a link to it: its table, its key there, and its title."""

    table: str
    key: str
    title: str


@dataclass(frozen=True)
class Cell:
    """A filled cell: column, heading with unit, and what it holds in words; cut where it is very long."""

    column: str
    heading: str
    text: str
    cut_at: int = 0


@dataclass(frozen=True)
class Naming:
    """The rows of a table that name a row in one of their columns: how many, and the first of them."""

    table: str
    column: str
    heading: str
    code: str
    count: int
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Record:
    """A row: its title, cells, links to the rows it names (by heading) and from those that name it, its pages.

    ``before`` and ``after`` are the keys of its neighbours in the file, empty at its ends; ``line`` is its line there.
    """

    table: str
    key: str
    title: str
    line: int
    cells: tuple[Cell, ...]
    names: tuple[tuple[str, tuple[Link, ...]], ...]
    named_by: tuple[Naming, ...]
    sources: pd.DataFrame
    before: str
    after: str


@remembered_by("language")
def record(context: Context, table: str, key: str) -> Record | None:
    """The row of a table with that key; None where there is none."""
    dataset = context.dataset
    position = positions(dataset, table).get(key)
    if position is None:
        return None
    keys, rows = row_keys(dataset, table), dataset.table(table)
    row = rows.iloc[position]
    return Record(
        table=table,
        key=key,
        title=title(context, table, position),
        line=int(rows.index[position]),
        cells=_cells(context, table, row),
        names=_named(context, table, row),
        named_by=tuple(_naming(context, *found) for found in naming(dataset, table, position)),
        sources=dataset.sources_of(rows.iloc[[position]]),
        before=keys[position - 1] if position else "",
        after=keys[position + 1] if position + 1 < len(keys) else "",
    )


def title(context: Context, table: str, position: int) -> str:
    """What a row is called: its name, title or statement, else what its key says in words."""
    language = context.language
    row = context.dataset.table(table).iloc[position]
    for stem in ("name", "title", "statement", "label"):
        if f"{stem}_{FALLBACK}" in row.index:
            return context.text(row, stem)
    if table == "sources":
        return f"{row['publisher']}: {row['title']}"
    spans = {"period_start", "period_end"} <= set(row.index)
    parts = []
    for column in primary_key(context.dataset, table):
        if column == "period_start" and spans:
            parts.append(language.period(row["period_start"], row["period_end"]))
        elif not (column == "period_end" and spans):
            parts.append(_said(context, table, column, row[column]))
    return ", ".join(part for part in parts if part)


def _said(context: Context, table: str, column: str, cell: object) -> str:
    """A cell in words: names for codes, dates and numbers as the language writes them."""
    if isinstance(cell, pd.Timestamp):
        return context.language.short_day(cell)
    field = context.dataset.field(table, column)
    if field["type"] in ("number", "integer"):
        return "" if cell != cell else _number(float(str(cell)), context.language)
    if field["type"] == "boolean":
        return speaker(context, table, column)("true" if cell else "false")
    say = speaker(context, table, column)
    return "; ".join(map(say, codes(cell)))


def _number(value: float, language: Language) -> str:
    """All of a number's decimals, at most six."""
    decimals = len(f"{value:.6f}".rstrip("0").split(".")[1])
    return language.number(value, decimals)


def _cells(context: Context, table: str, row: pd.Series) -> tuple[Cell, ...]:
    cells = []
    for field in schema_of(context.dataset, table)["fields"]:
        column, stem = field["name"], stem_of(field["name"])
        if column == "source_ids" or (stem and column != f"{stem}_{FALLBACK}"):
            continue
        text = context.text(row, stem) if stem else _said(context, table, column, row[column])
        if text:
            cut = len(text) if len(text) > LONGEST_TEXT else 0
            shown = text[:LONGEST_TEXT] + "…" if cut else text
            cells.append(Cell(column, heading(field, context.language), shown, cut))
    return tuple(cells)


def _named(context: Context, table: str, row: pd.Series) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The rows that a row names, by the heading of the column that names them; its sources stand apart."""
    groups = []
    for field in schema_of(context.dataset, table)["fields"]:
        pointer = pointer_of(context.dataset, table, field["name"])
        if pointer and pointer.target != "sources" and not pointer.kind:
            links = tuple(
                Link(pointer.target, key_part(code), context.name(pointer.target, code))
                for code in codes(row[field["name"]])
            )
            if links:
                groups.append((context.language.gettext(plain_title(field["title"])), links))
    return tuple(groups)


def _naming(context: Context, pointer: Pointer, code: str, found: tuple[int, ...]) -> Naming:
    keys = row_keys(context.dataset, pointer.table)
    return Naming(
        table=pointer.table,
        column=pointer.column,
        heading=context.language.gettext(plain_title(context.dataset.field(pointer.table, pointer.column)["title"])),
        code=code,
        count=len(found),
        links=tuple(
            Link(pointer.table, keys[position], title(context, pointer.table, position))
            for position in found[:MOST_LINKS]
        ),
    )


def for_a_report(context: Context, record: Record, address: str) -> str:
    """The lines with which a reader can report an error in a row."""
    _ = context.language.gettext
    return "\n".join(
        [
            _("Table: {table}, line {line}, key: {key}").format(table=record.table, line=record.line, key=record.key),
            _("Data: version {version}, files {hash}").format(
                version=context.dataset.description.get("version", ""), hash=context.dataset.version
            ),
            _("Address: {address}").format(address=address),
            _("What is wrong:"),
            _("What it should be, and the page that says so:"),
        ]
    )


def source_links(sources: pd.DataFrame, language: Language) -> tuple[tuple[Link, str], ...]:
    """Each page as a link to its own row, and its address where that is one of the web, else empty."""
    links = []
    for row in sources.itertuples():
        parts = [str(row.publisher), _day(row.published, language)]
        label = " · ".join(part for part in [*parts, str(row.title)] if part)
        url = str(row.url)
        links.append((Link("sources", key_part(row.source_id), label), url if is_web(url) else ""))
    return tuple(links)


def _day(day: object, language: Language) -> str:
    return language.short_day(day) if isinstance(day, pd.Timestamp) else ""


def keys_of(rows: pd.DataFrame, table: str, dataset: Dataset) -> tuple[str, ...]:
    """The keys of some rows of a table, in their order."""
    keys, index = row_keys(dataset, table), dataset.table(table).index
    return tuple(keys[position] for position in index.get_indexer(rows.index))
