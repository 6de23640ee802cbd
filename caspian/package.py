"""Files of the data: one table for the rows on screen, with its terms and sources, or the whole as it is.

For people (CSV, Excel): what a spreadsheet would run is made harmless text. For programs (Parquet, the data
package): every text is as it stands in the data, letter for letter.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from caspian import citation, export, tables
from caspian.cards import filters_in_words
from caspian.cards.data.browse import Choice, chosen, column_names
from caspian.cards.data.browse import bearing as bearing_on
from caspian.context import Context
from caspian.data import files
from caspian.data.cells import LIST
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.references import schema_of
from caspian.measures.quality import covered
from caspian.tables import meaning, speaker

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ("LICENSE-data.md", "CITATION.cff", "data/README.md", "data/CHANGELOG.md")
"""Texts that go into the package too, as paths in the repository."""

NAME = "trans-caspian-monitor"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same data give the same bytes."""

About = tuple[tuple[str, str], ...]
"""Labels with what they say."""


def about(context: Context, choice: Choice) -> About:
    """What a file of rows must say of itself: what it holds, by which filters, as of when, on which terms."""
    dataset, language = context.dataset, context.language
    _, number = language.gettext, language.number
    rows = chosen(context, choice)
    _start, end = covered(dataset, choice.table)
    licence = citation.licence(dataset)
    titles = [language.gettext(str(made_from.get("title", ""))) for made_from in citation.attributions(dataset)]
    return (
        (_("Table"), language.capital(tables.table_name(choice.table, language))),
        (_("Meaning"), meaning(context, choice.table)),
        (
            _("Rows"),
            _("{n} of {total}").format(n=number(len(rows)), total=number(dataset.row_counts[choice.table])),
        ),
        (_("Filters"), choice_in_words(context, choice)),
        (_("Rows searched up to"), language.day(end) if end is not None else "–"),
        (_("Version of the data"), f"{dataset.description.get('version', '')} ({dataset.version})"),
        (_("Licence"), f"{citation.short_licence(dataset)}, {licence.url}"),
        (_("Made from"), "; ".join(titles)),
        (_("Cite as"), citation.text(context)),
        (_("Sources"), number(len(dataset.sources_of(rows)))),
    )


def choice_in_words(context: Context, choice: Choice) -> str:
    """The filters that bear on the table, the column chosen by and the search, as one line."""
    _ = context.language.gettext
    said = [*filters_in_words(context, bearing_on(context.dataset, choice.table))]
    if choice.column and choice.code:
        column = column_names(context, choice.table)[choice.column]
        said.append(f"{column}: {speaker(context, choice.table, choice.column)(choice.code)}")
    if choice.words.strip():
        said.append(_("Search: {words}").format(words=choice.words.strip()))
    return " · ".join(said) or _("no filter")


def as_csv(context: Context, choice: Choice) -> bytes:
    """An archive of the rows, their sources (both CSV for people) and a text about them."""
    dataset = context.dataset
    rows = chosen(context, choice)
    said = "\r\n".join(f"{label}: {value}" for label, value in about(context, choice))
    sources = (
        {} if choice.table == "sources" else {"sources.csv": _people(dataset.sources_of(rows), "sources", dataset)}
    )
    return _zip(
        {
            f"{choice.table}.csv": _people(rows, choice.table, dataset),
            **sources,
            "about.txt": (said + "\r\n").encode("utf-8-sig"),
        }
    )


def _people(rows: pd.DataFrame, table: str, dataset: Dataset) -> bytes:
    return tables.csv_for_people(rows, table, dataset)


def as_xlsx(context: Context, choice: Choice) -> bytes:
    """A workbook: a sheet about it with the sources, the rows in the reader's words, and as they are in the file."""
    _ = context.language.gettext
    rows = chosen(context, choice)
    pages = tables.readable(context, context.dataset.sources_of(rows), "sources")
    lines = about(context, choice)
    sheets = {
        lines[0][1]: tables.readable(context, rows, choice.table),
        f"{choice.table}.csv": _written(rows),
    }
    return export.xlsx(
        sheets, export.About(_("About"), str(context.dataset.description.get("title", "")), lines, pages)
    )


def _written(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with lists written as in the files, all else as it is."""
    return rows.apply(lambda column: column.map(lambda cell: ";".join(cell) if isinstance(cell, tuple) else cell))


def as_parquet(context: Context, choice: Choice) -> bytes:
    """The rows with their types; an empty cell is null, a list a list.

    The file's metadata has the same as :func:`about` under ``about``, and under ``sources`` the pages behind the
    rows, both as JSON; a column's metadata has its ``title``, ``description`` and ``unit``.
    """
    rows = chosen(context, choice)
    schema = _arrow_schema(context.dataset, choice.table)
    columns = [_arrow(rows[field.name], field.type) for field in schema]
    sources = _json_rows(context.dataset.sources_of(rows))
    metadata = {
        "about": json.dumps(dict(about(context, choice)), ensure_ascii=False),
        "sources": json.dumps(sources, ensure_ascii=False),
    }
    file = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema.with_metadata(metadata)), file)
    return file.getvalue()


def _arrow_schema(dataset: Dataset, table: str) -> pa.Schema:
    fields = []
    for field in schema_of(dataset, table)["fields"]:
        types = {"date": pa.date32(), "number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_()}
        dtype = pa.list_(pa.string()) if field.get(LIST) else types.get(field["type"], pa.string())
        told = {key: str(field[key]) for key in ("title", "description", "unit") if field.get(key)}
        fields.append(pa.field(field["name"], dtype, metadata=told))
    return pa.schema(fields)


def _arrow(values: pd.Series, dtype: pa.DataType) -> pa.Array:
    """A column for Arrow; what is empty is null."""
    if pa.types.is_date(dtype):
        cells = [None if pd.isna(day) else day.date() for day in values]
    elif pa.types.is_integer(dtype):
        cells = [None if number != number else int(number) for number in values]
    else:
        cells = [None if cell in ("", ()) or cell != cell else _plain(cell) for cell in values]
    return pa.array(cells, type=dtype)


def _plain(cell: object) -> object:
    return list(cell) if isinstance(cell, tuple) else cell


def _json_rows(rows: pd.DataFrame) -> list[dict[str, str]]:
    dates = rows.assign(published=rows["published"].dt.strftime("%Y-%m-%d").fillna(""))
    return [{str(key): str(value) for key, value in row.items()} for row in dates.to_dict("records")]


@remembered
def whole(dataset: Dataset) -> bytes:
    """The data package as an archive: the files as they were read, byte for byte, with the base map and the terms.

    A base map that is not there is left out of the description too, so that the package stays valid.
    """
    contents = dict(dataset.contents)
    for path in BESIDE:
        if (ROOT / path).is_file():
            contents.setdefault(Path(path).name, (ROOT / path).read_bytes())
    described = json.loads(contents[files.DESCRIPTION])
    missing = set()
    for resource in described["resources"]:
        path = resource.get("path")
        if path in contents:
            continue
        if files.inside(path) and (files.SHIPPED / path).is_file():
            contents[path] = (files.SHIPPED / path).read_bytes()
        else:
            missing.add(resource["name"])
    if missing:
        described["resources"] = [one for one in described["resources"] if one["name"] not in missing]
        contents[files.DESCRIPTION] = json.dumps(described, ensure_ascii=False, indent=2).encode()
    return _zip(contents)


def _zip(contents: Mapping[str, bytes]) -> bytes:
    """An archive that is the same for the same contents."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name, content in contents.items():
            file.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def file_name(table: str, dataset: Dataset, ending: str) -> str:
    """A name that says what the file is and of which version of the data."""
    return "-".join(part for part in (NAME, table, str(dataset.description.get("version", ""))) if part) + ending
