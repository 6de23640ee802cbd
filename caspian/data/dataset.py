"""The dataset: CSV files read by their description into typed tables that no reader can damage.

How a column of `datapackage.json` becomes a column of a table:

| in the description | dtype | an empty cell |
| --- | --- | --- |
| `date` | datetime64[us] | NaT |
| `number` | float64 | NaN |
| `integer` | int64 if required, else float64 | NaN |
| `boolean` | bool | False |
| `caspian:list` | object: tuples of str | () |
| `caspian:terms`, `enum`, a key of countries or sectors | category of str | "" |
| other text, identifiers | str | "" |

Text is never missing, so that no page prints "nan". All columns of a table that share a vocabulary share
their categories, so that they can be compared: those that occur, in the vocabulary's own order. The index,
named "line", holds the line of the CSV file that a row begins on (the header is line 1).
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from caspian.data import csvfile, files
from caspian.data.cells import LIST, TERMS, entries, true_words
from caspian.data.memory import Memory
from caspian.languages import FALLBACK, LANGUAGES

VOCABULARY_TABLES = ("countries", "sectors")

# Tables that coverage.csv does not name were searched together with another one.
COVERED_WITH = MappingProxyType(
    {
        "freight_series": "freight",
        "milestones": "projects",
        "places": "routes",
        "waypoints": "routes",
        "chains": "routes",
        "subjects": "claims",
    }
)

Names = Mapping[str, tuple[str, ...]]


class _Table:
    """A table as an attribute: every access gives a copy that shares its memory until it is written to."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, dataset: "Dataset", owner: type) -> pd.DataFrame:
        return dataset.table(self.name)


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """All tables of one reading of the files, shared by all viewers.

    `version`: short hash of the files' content. `row_counts`: rows by table. `description`: the data package
    descriptor, read-only. `contents`: the files as they were read, byte for byte, by path. `memory`: what
    was computed from them.
    """

    version: str
    description: Mapping[str, Any]
    row_counts: Mapping[str, int]
    contents: Mapping[str, bytes]
    _tables: Mapping[str, pd.DataFrame]
    _fields: Mapping[tuple[str, str], Mapping[str, Any]]
    _labels: Mapping[tuple[str, str], tuple[str, ...]]
    _names: Mapping[str, Names]
    _source_rows: Mapping[str, int]
    memory: Memory = dataclasses.field(default_factory=Memory)

    chains = _Table()
    claims = _Table()
    countries = _Table()
    coverage = _Table()
    events = _Table()
    freight = _Table()
    freight_series = _Table()
    milestones = _Table()
    places = _Table()
    projects = _Table()
    routes = _Table()
    scenes = _Table()
    sectors = _Table()
    sources = _Table()
    stated_figures = _Table()
    subjects = _Table()
    terms = _Table()
    trade = _Table()
    visits = _Table()
    waypoints = _Table()

    def __repr__(self) -> str:
        return f"<Dataset {self.version}: {sum(self.row_counts.values())} rows in {len(self._tables)} tables>"

    def table(self, name: str) -> pd.DataFrame:
        """The table of that name; writing to it does not change what others see. KeyError if there is none.

        (Only pandas' `.array`, which hands out the memory itself, is not guarded.)
        """
        shared = self._tables[name]
        # A shallow copy shares the index and the column labels; a view of each keeps their names apart.
        copy = shared.copy(deep=False)
        copy.index = shared.index.view()
        copy.columns = shared.columns.view()
        return copy

    @property
    def table_names(self) -> tuple[str, ...]:
        """All tables, in the order of the description."""
        return tuple(self._tables)

    def field(self, table: str, column: str) -> Mapping[str, Any]:
        """The descriptor of a column (name, type, title, description, unit …), read-only, or KeyError."""
        return self._fields[table, column]

    def label(self, kind: str, term: str, lang: str) -> str:
        """How a term of a vocabulary is shown in a language; the term itself where it has no label."""
        labels = self._labels.get((kind, term))
        return labels[_language(lang)] if labels else term

    def name(self, table: str, identifier: str, lang: str) -> str:
        """The name, title or statement of the row with that identifier; the identifier itself without one."""
        names = self._names.get(table, {}).get(identifier)
        return names[_language(lang)] if names else identifier

    def covered_to(self, table: str, part: str = "") -> pd.Timestamp:
        """The day up to which a table was searched, or one part of it ("outbound", "inbound").

        Of several parts the earliest day: after it, absence from the whole table is not zero. A table that
        coverage.csv does not name has the day of the table it was searched with (milestones: projects).
        Raises KeyError where neither is covered.
        """
        coverage = self._tables["coverage"]
        rows = coverage[coverage["table"] == COVERED_WITH.get(table, table)]
        if part:
            rows = rows[rows["part"] == part]
        if rows.empty:
            raise KeyError(f"coverage.csv has no row for {table} {part}".rstrip())
        return pd.Timestamp(rows["covered_to"].min())

    def text(self, row: Any, stem: str, lang: str) -> str:
        """A text of a row (``title``, ``note`` …) in a language; in English where the language has none.

        A list is its entries, joined by "; ".
        ``row`` is a mapping, a Series or a named tuple of a table's columns.
        """
        found = _cell(row, f"{stem}_{lang}")
        return found or _cell(row, f"{stem}_{FALLBACK}")

    def texts(self, rows: pd.DataFrame, stem: str, lang: str) -> pd.Series:
        """The same of every row of a table."""
        return _texts(rows, stem, lang)

    def sources_of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of `sources` behind any rows with a column `source_ids`, each once, newest first.

        Undated pages come last; pages of the same day in the order in which they are cited. Without such a
        column the result is empty.
        """
        cited = rows.get("source_ids", ())
        known = self._source_rows
        positions = [known[source] for source in dict.fromkeys(chain.from_iterable(cited)) if source in known]
        return self.sources.iloc[positions].sort_values("published", ascending=False, kind="stable", na_position="last")


def _cell(row: Any, column: str) -> str:
    cell = row.get(column, "") if hasattr(row, "get") else getattr(row, column, "")
    return "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def _texts(rows: pd.DataFrame, stem: str, lang: str) -> pd.Series:
    english = rows[f"{stem}_{FALLBACK}"]
    if f"{stem}_{lang}" not in rows.columns:
        return english
    own = rows[f"{stem}_{lang}"]
    return own.where(own.astype(bool), english)


def _language(lang: str) -> int:
    """Position of a language among the texts of a row; one that there is none of reads English."""
    return LANGUAGES.index(lang) if lang in LANGUAGES else 0


def load(location: str | None = None) -> Dataset:
    """Read a dataset from a folder or URL (see `files.place` for the default).

    The files are taken to be good: run `validate.faults` first for a report of what is wrong. Raises
    ValueError, KeyError or OSError where a file is missing or a cell does not have its type.
    """
    return build(files.read(location))


def build(read: files.Files) -> Dataset:
    """The dataset of files that were read; errors as in `load`."""
    for path, reason in {"": read.missing_folder, **read.unreadable}.items():
        if reason:
            raise OSError(f"{path or 'dataset'}: {reason}")
    description = json.loads(read.contents[files.DESCRIPTION])
    resources = {resource["name"]: resource for resource in description["resources"] if "schema" in resource}
    columns = {
        name: _columns(read.contents[resource["path"]], resource["schema"]) for name, resource in resources.items()
    }
    vocabularies = _vocabularies({name: cells for name, (cells, _) in columns.items()})
    tables = {name: _table(resource["schema"], *columns[name], vocabularies) for name, resource in resources.items()}
    return Dataset(
        version=read.version,
        description=files.frozen(description),
        row_counts=MappingProxyType({name: len(table) for name, table in tables.items()}),
        contents=read.contents,
        _tables=MappingProxyType(tables),
        _fields=MappingProxyType(
            {
                (name, field["name"]): files.frozen(field)
                for name, resource in resources.items()
                for field in resource["schema"]["fields"]
            }
        ),
        _labels=_labels(tables["terms"]),
        _names=_names(tables, resources),
        _source_rows=MappingProxyType({key: row for row, key in enumerate(tables["sources"]["source_id"])}),
    )


Columns = Mapping[str, Sequence[str]]


def _columns(content: bytes, schema: Mapping[str, Any]) -> tuple[Columns, Sequence[int]]:
    """The cells of a CSV file by column, and the line that each row begins on."""
    found = csvfile.read(content, [field["name"] for field in schema["fields"]])
    if found.torn:
        raise ValueError(f"line {found.torn[0]}: {found.torn[1]}")
    if not found.cells:
        return dict.fromkeys(found.header, ()), ()
    return dict(zip(found.header, zip(*found.cells, strict=True), strict=True)), found.lines


def _vocabularies(tables: Mapping[str, Columns]) -> dict[str, list[str]]:
    """Allowed values in their own order: of each kind of terms, and of the keys of countries and sectors."""
    vocabularies = {table: list(tables[table][key]) for table, key in (("countries", "iso3"), ("sectors", "sector_id"))}
    for kind, term in zip(tables["terms"]["kind"], tables["terms"]["term"], strict=True):
        vocabularies.setdefault(f"terms/{kind}", []).append(term)
    return vocabularies


def _table(
    schema: Mapping[str, Any], columns: Columns, lines: Sequence[int], vocabularies: Mapping[str, list[str]]
) -> pd.DataFrame:
    vocabulary_of = {field["name"]: _vocabulary_of(field, schema) for field in schema["fields"]}
    categories = _shared_categories(columns, vocabulary_of, vocabularies)
    index = pd.Index(np.array(lines, dtype="int64"), name="line")
    typed = {}
    for field in schema["fields"]:
        name = field["name"]
        dtype = categories.get(vocabulary_of[name])
        typed[name] = pd.Series(_typed(field, columns[name], dtype), index=index, name=name)
    return pd.DataFrame(typed, index=index)


def _vocabulary_of(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Which vocabulary the single entries of a column are taken from; empty for free text and identifiers."""
    if LIST in field:
        return ""
    if TERMS in field:
        return f"terms/{field[TERMS]}"
    if field.get("type") == "string" and "enum" in field.get("constraints", {}):
        return f"enum/{field['name']}"
    for key in schema.get("foreignKeys", ()):
        if key["fields"] in (field["name"], [field["name"]]) and key["reference"]["resource"] in VOCABULARY_TABLES:
            return key["reference"]["resource"]
    return ""


def _shared_categories(
    columns: Columns, vocabulary_of: Mapping[str, str], vocabularies: Mapping[str, list[str]]
) -> dict[str, pd.CategoricalDtype]:
    """For each vocabulary of a table, those of its values that occur there in any column, in its order."""
    used: dict[str, set[str]] = {}
    for column, vocabulary in vocabulary_of.items():
        if vocabulary:
            used.setdefault(vocabulary, set()).update(columns[column])
    dtypes = {}
    for vocabulary, values in used.items():
        order = {value: place for place, value in enumerate(["", *vocabularies.get(vocabulary, ())])}
        ordered = sorted(values, key=lambda value, order=order: (order.get(value, len(order)), value))
        dtypes[vocabulary] = pd.CategoricalDtype(pd.Index(ordered, dtype="str"))
    return dtypes


def _typed(field: Mapping[str, Any], cells: Sequence[str], category: pd.CategoricalDtype | None) -> Any:
    """The cells of one column as an array of the column's type."""
    if category is not None:
        return pd.Categorical(list(cells), dtype=category)
    if LIST in field:
        return pd.Series([entries(cell) for cell in cells], dtype=object).array
    match field.get("type"):
        case "date":
            return np.array(cells, dtype="datetime64[D]").astype("datetime64[us]")
        case "integer" if field.get("constraints", {}).get("required"):
            return np.array(cells, dtype="int64")
        case "number" | "integer":
            return np.array([cell or "nan" for cell in cells], dtype="float64")
        case "boolean":
            true = frozenset(true_words(field))
            return np.array([cell in true for cell in cells], dtype="bool")
    return pd.array(list(cells), dtype="str")


def _labels(terms: pd.DataFrame) -> Mapping[tuple[str, str], tuple[str, ...]]:
    keys = zip(terms["kind"], terms["term"], strict=True)
    return MappingProxyType(dict(zip(keys, _spoken(terms, "label"), strict=True)))


def _names(tables: Mapping[str, pd.DataFrame], resources: Mapping[str, Any]) -> Mapping[str, Names]:
    """Names by table and identifier, for every table whose rows have one identifier and a sort of name."""
    names = {}
    for table, rows in tables.items():
        key = resources[table]["schema"].get("primaryKey")
        stem = next((stem for stem in ("name", "title", "statement") if f"{stem}_en" in rows), None)
        if isinstance(key, str) and stem:
            names[table] = MappingProxyType(dict(zip(rows[key], _spoken(rows, stem), strict=True)))
    return MappingProxyType(names)


def _spoken(rows: pd.DataFrame, stem: str) -> Iterable[tuple[str, ...]]:
    """A text of each row in every language, in their order."""
    return zip(*(_texts(rows, stem, language) for language in LANGUAGES), strict=True)
