"""What a maintainer is told when a file, or the description of all files, is not what it must be."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from caspian.data import dataset, files, validate
from tests.damage import Copy, Damage, add_column, column, content, drop_column

TODAY = date(2026, 11, 24)


WHOLE_FILE: list[tuple[Damage, str]] = [
    (lambda data: (data.folder / "visits.csv").unlink(), "visits.csv: the file is missing"),
    (content("visits.csv", lambda _: b""), "visits.csv: the file is empty"),
    (content("visits.csv", lambda _: b"\n \n"), "visits.csv: the file is empty"),
    (drop_column("trade.csv", "reporter"), "trade.csv, line 1, column reporter: the column is missing"),
    (
        add_column("trade.csv", "colour"),
        "trade.csv, line 1, column colour: the column is not described in datapackage.json",
    ),
    (
        add_column("trade.csv", "note"),
        "trade.csv, line 1, column note: the column stands 2 times in the header",
    ),
    (add_column("trade.csv", ""), "trade.csv, line 1: a column has no name in the header"),
    (
        content("sectors.csv", lambda old: old.replace(b"energy,Energy,", b"energy,")),
        "sectors.csv, line 4: the row has 3 cells, the header has 4",
    ),
    (
        content("sectors.csv", lambda old: old.replace(b"energy,Energy,", b"energy,Energy,,")),
        "sectors.csv, line 4: the row has 5 cells, the header has 4",
    ),
    (content("visits.csv", lambda _: b"\xef\xbb\xbf\r\n"), "visits.csv: the file is empty"),
    (
        content("sectors.csv", lambda old: old.replace(b"energy,Energy,", b"energy,\xe9nergie,")),
        "sectors.csv, line 4: is not UTF-8 text: byte ",
    ),
    (
        content("sectors.csv", lambda old: old.replace(b"\n", b"\r").replace(b"energy,Energy,", b"energy,\xe9nergie,")),
        "sectors.csv, line 4: is not UTF-8 text: byte ",
    ),
    (
        content("sectors.csv", lambda old: old.decode().encode("utf-16")),
        "sectors.csv, line 1: is UTF-16, not UTF-8 text: `python -m caspian.tidy FILE` turns it",
    ),
    (
        content("sectors.csv", lambda old: old.replace(b"energy,Energy,", b'energy,"Energy,')),
        'sectors.csv, line 4: a quote (") is not closed',
    ),
    (
        content("sectors.csv", lambda old: old.replace(b",", b"|")),
        'sectors.csv, line 1: "sector_id|name_en|name_ru|name_az" is the only cell of the header',
    ),
    (
        content("sectors.csv", lambda old: old.replace(b",", b";").replace(b";Energy;", b";Energy,")),
        "sectors.csv, line 4: the row has 3 cells, the header has 4",
    ),
    (
        content("sectors.csv", lambda old: old[:-1]),
        "sectors.csv, line 7: the last line has no line end. Was the file cut off",
    ),
    (
        content("sectors.csv", lambda old: old.replace(b"\n", b"\r\n")[:-2]),
        "sectors.csv, line 7: the last line has no line end. Was the file cut off",
    ),
]


@pytest.mark.parametrize(("damage", "line"), WHOLE_FILE, ids=[line[:70] for _, line in WHOLE_FILE])
def test_a_broken_file_is_told_first_and_drags_no_other_file_along(data: Copy, damage: Damage, line: str) -> None:
    damage(data)
    told = [str(fault) for fault in validate.faults(data.location, TODAY)]
    assert told[0].startswith(line), told
    assert {one.split(",")[0].split(":")[0] for one in told} == {line.split(",")[0].split(":")[0]}, told


def delimited(delimiter: str) -> Damage:
    """Write every table with another delimiter, as spreadsheets do: a cell that holds it is quoted."""

    def damage(data: Copy) -> None:
        for path in data.folder.glob("*.csv"):
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(data.rows(path.name))
            path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())

    return damage


def ending(line_end: bytes) -> Damage:
    return lambda data: [
        data.change_bytes(path.name, lambda old: old.replace(b"\n", line_end)) for path in data.folder.glob("*.csv")
    ]


@pytest.mark.parametrize(
    "write",
    [delimited(","), delimited(";"), delimited("\t"), ending(b"\r\n"), ending(b"\r")],
    ids=["byte-order mark", "semicolons", "tabs", "Windows line ends", "old Mac line ends"],
)
def test_what_spreadsheets_write_is_read_as_the_same(data: Copy, write: Damage) -> None:
    data.set("visits.csv", 2, note="two\nlines; with a semicolon, a comma\tand a tab")
    before = dataset.load(data.location)
    write(data)
    assert validate.faults(data.location, TODAY) == []
    after = dataset.load(data.location)
    assert after.row_counts == before.row_counts
    for table in before.table_names:
        assert list(before.table(table).index) == list(after.table(table).index)  # also the lines of the file
        assert before.table(table).equals(after.table(table))


DESCRIPTION: list[tuple[Damage, str]] = [
    (lambda data: (data.folder / files.DESCRIPTION).unlink(), "datapackage.json: the file is missing"),
    (content(files.DESCRIPTION, lambda _: b'{\n"resources": ['), "datapackage.json, line 2: is not JSON"),
    (content(files.DESCRIPTION, lambda _: b"[]"), "datapackage.json: does not describe tables as it must"),
    (content(files.DESCRIPTION, lambda _: b"\xff{}"), "datapackage.json: is not UTF-8 text (byte 1)"),
    (content(files.DESCRIPTION, lambda _: b"[" * 100_000), "datapackage.json: does not describe tables"),
    (
        lambda data: data.change_description(lambda tables: tables["visits"].update(path="../visits.csv")),
        "datapackage.json: visits: its path must be that of one file inside the folder",
    ),
    (
        lambda data: data.change_description(lambda tables: column(tables["visits"], "city").update(type="place")),
        "datapackage.json: visits: ",
    ),
    (
        lambda data: data.change_description(lambda tables: column(tables["freight"], "value").update(type="string")),
        'datapackage.json: freight: constraint "minimum" is not supported by type "string"',
    ),
    (
        lambda data: data.change_description(lambda tables: tables["trade"]["schema"]["fields"].pop(2)),
        "datapackage.json: trade: primary key",
    ),
    (
        lambda data: data.change_description(lambda tables: tables["trade"]["schema"]["fields"].pop(3)),
        "datapackage.json: trade: the column exports_usd_m is not described",
    ),
    (
        lambda data: data.change_description(lambda tables: tables["trade"].pop("schema")),
        "datapackage.json: trade: the table is not described, but the pages need it",
    ),
    (
        lambda data: data.change_description(
            lambda tables: column(tables["visits"], "source_ids").update(
                {"caspian:list": {"table": "pages", "column": "id"}}
            )
        ),
        "datapackage.json: visits: the list source_ids points to pages.id, not described",
    ),
]


@pytest.mark.parametrize(("damage", "line"), DESCRIPTION, ids=[line[:70] for _, line in DESCRIPTION])
def test_a_broken_description_is_told_before_anything_else(data: Copy, damage: Damage, line: str) -> None:
    damage(data)
    told = [str(fault) for fault in validate.faults(data.location, TODAY)]
    assert told[0].startswith(line), told
    assert all(one.startswith("datapackage.json") for one in told)


def test_a_folder_in_the_place_of_a_file(data: Copy) -> None:
    (data.folder / "trade.csv").unlink()
    (data.folder / "trade.csv").mkdir()
    assert list(map(str, validate.faults(data.location))) == ["trade.csv: is a folder, not a file"]


def test_locations_that_are_not_there(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert list(map(str, validate.faults(str(nowhere)))) == [f"{nowhere}: there is no such folder"]
    nowhere.write_text("")
    assert list(map(str, validate.faults(str(nowhere)))) == [f"{nowhere}: is a file, not a folder"]
    assert "Protocol not known" in str(validate.faults("gopher://somewhere")[0])
