"""Every file that the data page gives is read back and compared with the table."""

import csv
import io
import json
import zipfile
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from caspian import citation, package, tables, text
from caspian.cards.data.browse import Choice, chosen
from caspian.data import dataset as data
from caspian.data import files, validate
from caspian.data.compare import compare
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from tests import small as small_data
from tests.damage import Copy
from tests.payloads import PAYLOADS
from tests.support import context

ENGLISH = text.language("en")
ALL = Filters(period=(1990, 2100))


def files_of(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return {name: file.read(name) for name in file.namelist()}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


TABLES = ("visits", "freight", "trade", "projects", "sources", "terms", "waypoints")


@pytest.mark.parametrize("table", TABLES)
def test_csv_of_all_rows_is_the_table(small: Dataset, table: str) -> None:
    found = files_of(package.as_csv(context(small, filters=ALL, language=ENGLISH), Choice(table)))
    assert found[f"{table}.csv"] == tables.csv_for_people(small.table(table), table, small)


@pytest.mark.parametrize("folder", [files.SHIPPED, small_data.FOLDER], ids=["shipped", "small"])
def test_csv_in_the_place_of_every_file_changes_nothing(tmp_path: Path, folder: Path) -> None:
    before, after = Copy(tmp_path / "before", folder), Copy(tmp_path / "after", folder)
    loaded = data.load(before.location)
    for table in loaded.table_names:
        after.write(f"{table}.csv", tables.csv_for_people(loaded.table(table), table, loaded))
    assert validate.faults(after.location) == []
    assert not compare(before.location, after.location)


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_the_sources_of_its_rows_beside_it(small: Dataset, table: str) -> None:
    shipped = rows_of(small.contents[f"{table}.csv"])
    if "source_ids" in shipped[0]:
        found = files_of(package.as_csv(context(small, filters=ALL, language=ENGLISH), Choice(table)))
        cited = {source for row in shipped for source in row["source_ids"].split(";")}
        assert {row["source_id"] for row in rows_of(found["sources.csv"])} == cited


@pytest.mark.parametrize("table", TABLES)
def test_parquet_holds_the_table_with_its_types(small: Dataset, table: str) -> None:
    read = pq.read_table(io.BytesIO(package.as_parquet(context(small, filters=ALL, language=ENGLISH), Choice(table))))
    rows = small.table(table)
    assert read.column_names == list(rows.columns)
    for column in rows.columns:
        for there, here in zip(read[column].to_pylist(), rows[column], strict=True):
            if here in ("", ()) or here != here:
                assert there is None
            elif isinstance(here, pd.Timestamp):
                assert there == here.date()
            else:
                assert there == (list(here) if isinstance(here, tuple) else here)
    about = json.loads(read.schema.metadata[b"about"])
    assert about["Licence"].startswith("CC BY 4.0")
    sources = json.loads(read.schema.metadata[b"sources"])
    assert len(sources) == len(small.sources_of(rows))


def test_excel_holds_the_rows_in_the_readers_words_and_as_in_the_file(small: Dataset) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(package.as_xlsx(context(small, filters=ALL, language=ENGLISH), Choice("trade")))
    )
    assert book.sheetnames == ["About", "Trade", "trade.csv"]
    written = list(book["trade.csv"].values)
    rows = small.trade
    assert list(written[0]) == list(rows.columns)
    assert len(written) == 1 + 23
    for there, here in zip(written[1:], rows.itertuples(index=False), strict=True):
        for cell, value in zip(there, here, strict=True):
            expected = ";".join(value) if isinstance(value, tuple) else value
            if expected == "" or expected != expected:
                assert cell in ("", None)
            elif isinstance(expected, pd.Timestamp):
                assert str(cell)[:10] == str(expected)[:10]
            else:
                assert cell == expected
    readable = list(book["Trade"].values)
    assert readable[0][0] == "Partner"
    assert readable[1][0] == small.name("countries", str(rows["partner"].iloc[0]), "en")
    about = "\n".join(str(row) for row in book["About"].values)
    for said in ("Countries: all", "31 October 2025", "CC BY 4.0", small.description["version"], "23 of 23"):
        assert said in about


def test_files_carry_the_filter_and_only_the_rows_that_it_keeps(small: Dataset) -> None:
    # Aliyev's trips to Kazakhstan in the file: 11 September 2015, 10 April 2023, 20 October 2025.
    asked = Choice("visits", "host_country", "KAZ")
    view = context(small, filters=Filters(period=(2023, 2026)), language=ENGLISH)
    kept = ["2023-04-10-aze-kaz", "2025-10-20-aze-kaz"]
    assert list(chosen(view, asked)["visit_id"]) == kept
    found = files_of(package.as_csv(view, asked))
    assert [row["visit_id"] for row in rows_of(found["visits.csv"])] == kept
    about = found["about.txt"].decode("utf-8-sig")
    assert "Filters: Period: 2023–2026 · Host country: Kazakhstan" in about
    assert "Rows: 2 of 18" in about
    assert "Rows searched up to: 31 December 2025" in about


def test_the_whole_is_a_valid_data_package(shipped: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(package.whole(shipped))
    report = frictionless.validate(str(path))
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == len(shipped.table_names) + 4, "all tables and 4 layers of the base map"
    assert package.whole(shipped) == path.read_bytes()


def test_the_package_is_the_files_byte_for_byte_with_terms_and_changes(shipped: Dataset, shipped_folder: Path) -> None:
    found = files_of(package.whole(shipped))
    for name in ("visits.csv", "sources.csv", "datapackage.json"):
        assert found[name] == (shipped_folder / name).read_bytes()
    for name in ("CHANGELOG.md", "basemap/water.geojson"):
        assert found[name] == (files.SHIPPED / name).read_bytes()
    assert {"LICENSE-data.md", "CITATION.cff", "README.md"} <= set(found)


def test_without_a_base_map_the_package_stays_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small_data.copy(tmp_path / "data")
    found = data.load(folder.location)
    monkeypatch.setattr(package.files, "SHIPPED", tmp_path / "none")
    path = tmp_path / "package.zip"
    path.write_bytes(package.whole(found))
    report = frictionless.validate(str(path))
    assert report.valid
    assert report.stats["tasks"] == len(found.table_names)


@pytest.fixture
def spoilt(tmp_path: Path) -> Dataset:
    """A dataset whose project notes are what spreadsheets run."""
    folder = small_data.copy(tmp_path / "data")
    for line, payload in enumerate(PAYLOADS):
        folder.set("projects.csv", line + 2, note=payload)
    assert validate.faults(folder.location) == []
    return data.load(folder.location)


def test_formulas_are_disarmed_for_people_and_verbatim_for_programs(spoilt: Dataset) -> None:
    asked = Choice("projects")
    notes = list(PAYLOADS)
    runs = [note for note in notes if note[0] in "=+-@"]
    assert len(runs) == 4

    people = rows_of(files_of(package.as_csv(context(spoilt, filters=ALL, language=ENGLISH), asked))["projects.csv"])
    book = openpyxl.load_workbook(io.BytesIO(package.as_xlsx(context(spoilt, filters=ALL, language=ENGLISH), asked)))
    sheet = list(book["projects.csv"].values)
    place = sheet[0].index("note")
    for given in ([row["note"] for row in people], [row[place] for row in sheet[1:]]):
        assert given[: len(notes)] == [f"'{note}" if note in runs else note for note in notes]
    assert all(cell.data_type != "f" for name in book.sheetnames for row in book[name] for cell in row)

    parquet = pq.read_table(io.BytesIO(package.as_parquet(context(spoilt, filters=ALL, language=ENGLISH), asked)))
    verbatim = rows_of(files_of(package.whole(spoilt))["projects.csv"])
    assert parquet["note"].to_pylist()[: len(notes)] == notes
    assert [row["note"] for row in verbatim][: len(notes)] == notes


def test_the_citation_file_says_what_the_description_says(shipped: Dataset) -> None:
    written = yaml.safe_load((package.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    described = shipped.description
    assert written["title"] == described["title"]
    assert written["version"] == described["version"]
    assert str(written["date-released"]) == described["created"][:10]
    assert written["license"] == citation.licence(shipped).name
    assert [author["name"] for author in written["authors"]] == [one["title"] for one in described["contributors"]]
    assert written["keywords"] == list(described["keywords"])


def test_bibtex_lets_tex_obey_nothing(shipped: Dataset) -> None:
    assert citation._tex(r"50 % & \input{x} #1_a") == r"50 \% \& input x \#1\_a"
    entry = citation.bibtex(shipped)
    assert entry.startswith("@misc{trans-caspian-monitor-2026,")
    assert f"version = {{{shipped.description['version']}}}" in entry


def test_the_changelog_has_the_version_of_the_description(shipped: Dataset) -> None:
    from caspian.data import changelog

    newest = changelog.read()[0]
    assert (newest.number, newest.day) == (shipped.description["version"], shipped.description["created"][:10])
    assert newest.changes
