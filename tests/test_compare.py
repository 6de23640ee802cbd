"""Comparing two versions of the dataset."""

from pathlib import Path

import pytest

from caspian.compare import main
from caspian.data.compare import compare
from tests import small as small_data
from tests.damage import Copy, Damage, content


@pytest.fixture
def later(tmp_path: Path) -> Copy:
    return small_data.copy(tmp_path / "later")


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return small_data.copy(tmp_path_factory.mktemp("earlier"))


def test_a_dataset_is_equal_to_itself(earlier: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([earlier.location, earlier.location]) == 0
    assert capsys.readouterr().out == "No differences\n"


def test_added_removed_and_changed_rows_are_told_by_key(
    earlier: Copy, later: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = later.rows("countries.csv")
    names = dict(zip(rows[0], rows[1], strict=True))
    changed = [*rows[1][:2], "Azerbaijan, changed", *rows[1][3:]]
    added = ["XKX", "XK", "Kosovo", "Косово", "Kosovo", "other"]
    later.write_rows("countries.csv", [rows[0], changed, *rows[2:-1], added])

    assert main([earlier.location, later.location]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "countries: 1 added, 1 removed, 1 changed",
        "  + line 13: XKX",
        f"  - line 13 of the old file: {rows[-1][0]}",
        f"  ~ line 2: {names['iso3']}",
        f'      name_en: "{names["name_en"]}" -> "Azerbaijan, changed"',
    ]


def test_a_row_that_only_moved_is_no_difference(earlier: Copy, later: Copy) -> None:
    rows = later.rows("visits.csv")
    later.write_rows("visits.csv", [rows[0], *reversed(rows[1:])])
    assert not compare(earlier.location, later.location)


def test_a_composite_key_tells_rows_apart(earlier: Copy, later: Copy) -> None:
    later.set("terms.csv", 2, label_en="Something else")
    (found,) = compare(earlier.location, later.location).tables
    (key,) = found.changed
    assert (found.table, key) == ("terms", tuple(earlier.rows("terms.csv")[1][:2]))


def test_rows_with_one_key_are_compared_one_by_one(earlier: Copy, later: Copy) -> None:
    rows = later.rows("sectors.csv")
    later.write_rows("sectors.csv", [*rows, rows[1]])
    (found,) = compare(earlier.location, later.location).tables
    assert list(found.added) == [(rows[1][0], "(2)")]
    assert not found.changed


def test_new_and_lost_columns_are_named_and_not_compared(earlier: Copy, later: Copy) -> None:
    rows = later.rows("sectors.csv")
    later.write_rows("sectors.csv", [[*row[:-1], "x" if line else "new"] for line, row in enumerate(rows)])
    (found,) = compare(earlier.location, later.location).tables
    assert (found.columns_added, found.columns_removed) == (("new",), (rows[0][-1],))
    assert not found.changed


def test_a_change_of_the_description_is_told(earlier: Copy, later: Copy) -> None:
    later.change_description(lambda tables: tables["visits"].update(title="Trips"))
    found = compare(earlier.location, later.location)
    assert found.description_changed
    assert not found.tables


def test_a_table_of_only_one_version_is_named(earlier: Copy, later: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    later.change_description(lambda tables: tables["sectors"].update(name="fields"))
    assert main([earlier.location, later.location]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == ["+ table fields", "- table sectors"]


def test_a_long_cell_is_shown_where_it_begins_to_differ(
    earlier: Copy, later: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    row = dict(zip(*later.rows("projects.csv")[:2], strict=True))
    later.set("projects.csv", 2, summary_en=row["summary_en"] + " Then it was opened.")
    main([earlier.location, later.location])
    assert 'Then it was opened."' in capsys.readouterr().out


def test_what_cannot_be_read_is_said_and_ends_with_two(earlier: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([earlier.location, f"{earlier.location}/none"]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_a_terminal_obeys_nothing_in_a_cell(earlier: Copy, later: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    later.set("sources.csv", 2, title="\x1b[2J\u202egnp")
    main([earlier.location, later.location])
    out = capsys.readouterr().out
    assert r"\x1b[2J" in out
    assert "\x1b" not in out


def test_what_a_spreadsheet_only_writes_otherwise_is_no_difference(later: Copy, tmp_path: Path) -> None:
    """A number, a list and the way in which the cells are separated; but another number is another one."""
    earlier = small_data.copy(tmp_path / "earlier")
    place = dict(zip(*later.rows("places.csv")[:2], strict=True))
    later.set("places.csv", 2, lat=f"{place['lat']}0", other_names="a; b")
    earlier.set("places.csv", 2, other_names="a;b")
    later.change_bytes("sectors.csv", lambda old: b"\xef\xbb\xbf" + old.replace(b",", b";").replace(b"\n", b"\r\n"))
    assert not compare(earlier.location, later.location)
    later.set("places.csv", 2, lat=f"{place['lat']}1")
    (found,) = compare(earlier.location, later.location).tables
    assert len(found.changed) == 1


NOT_COMPARABLE: list[tuple[Damage, str]] = [
    (content("sectors.csv", lambda old: old.decode().encode("cp1251", "replace")), "sectors.csv, line 2: is not UTF-8"),
    (content("sectors.csv", lambda old: old.replace(b",Energy,", b',"Energy,')), "sectors.csv, line 4: a quote"),
    (content("datapackage.json", lambda _: b"\xff{}"), "datapackage.json is not JSON"),
    (content("datapackage.json", lambda _: b"[" * 100_000), "datapackage.json is not JSON"),
    (content("datapackage.json", lambda _: b"[]"), "datapackage.json does not describe tables"),
    (
        lambda data: data.change_description(lambda tables: tables["visits"].update(path="../visits.csv")),
        "datapackage.json does not describe tables",
    ),
    (
        lambda data: data.change_description(lambda tables: tables["visits"].update(schema=[])),
        "datapackage.json does not describe tables",
    ),
]


@pytest.mark.parametrize("swapped", [False, True], ids=["in the new one", "in the old one"])
@pytest.mark.parametrize(("damage", "told"), NOT_COMPARABLE, ids=[told for _, told in NOT_COMPARABLE])
def test_what_cannot_be_compared_is_said_in_either_folder(
    earlier: Copy, later: Copy, capsys: pytest.CaptureFixture[str], damage: Damage, told: str, *, swapped: bool
) -> None:
    damage(later)
    places = [earlier.location, later.location]
    assert main(places[::-1] if swapped else places) == 2
    assert capsys.readouterr().err.startswith(f"{later.location}: {told}")
