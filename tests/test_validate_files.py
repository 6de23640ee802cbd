"""What a maintainer is told when a file, or the description of all files, is not what it must be."""

from datetime import date
from pathlib import Path

import pytest

from caspian.data import files, validate
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
    (
        content("sectors.csv", lambda old: b"\xef\xbb\xbf" + old),
        "sectors.csv, line 1: starts with a byte order mark",
    ),
    (
        content("sectors.csv", lambda old: old.replace(b"energy,Energy,", b"energy,\xe9nergie,")),
        "sectors.csv, line 4: is not UTF-8 text: byte ",
    ),
    (
        content("sectors.csv", lambda old: old.decode().encode("utf-16")),
        "sectors.csv, line 1: is not UTF-8 text: byte 1 of the file is 0xFF",
    ),
    (
        content("sectors.csv", lambda old: old.replace(b"energy,Energy,", b'energy,"Energy,')),
        'sectors.csv, line 4: a quote (") is not closed',
    ),
    (
        content("sectors.csv", lambda old: old.replace(b",", b";")),
        'sectors.csv, line 1: "sector_id;name_en;name_ru;name_az" is the only cell of the header',
    ),
    (
        content("sectors.csv", lambda old: old[:-1]),
        "sectors.csv, line 7: the last line has no line end. Was the file cut off",
    ),
]


@pytest.mark.parametrize(("damage", "line"), WHOLE_FILE, ids=[line[:70] for _, line in WHOLE_FILE])
def test_a_broken_file_is_told_first_and_drags_no_other_file_along(data: Copy, damage: Damage, line: str) -> None:
    damage(data)
    told = [str(fault) for fault in validate.faults(data.location, TODAY)]
    assert told[0].startswith(line), told
    assert {one.split(",")[0].split(":")[0] for one in told} == {line.split(",")[0].split(":")[0]}, told


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
