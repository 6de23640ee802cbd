"""What a spreadsheet wrote is turned into the dataset's form, and nothing is guessed."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caspian.data import csvfile, dataset, validate
from caspian.data.compare import compare
from caspian.data.tidy import Tidied, tidy
from caspian.tidy import main
from tests import small as small_data
from tests.damage import Copy

YES_OR_NO = {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
FIELDS: dict[str, dict[str, Any]] = {
    "id": {"type": "string"},
    "date": {"type": "date"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "boolean": YES_OR_NO,
    "list": {"type": "string", "caspian:list": True},
    "text": {"type": "string"},
}
SCHEMA = {"fields": [{"name": name, **field} for name, field in FIELDS.items()]}


def written(rows: Sequence[Sequence[str]], delimiter: str = ";", line_end: str = "\r\n") -> bytes:
    """Rows as a spreadsheet saves them: a cell that holds the delimiter is quoted."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode()


def column(kind: str, *cells: str, delimiter: str = ";") -> Tidied:
    rows = [["id", kind], *([str(line), cell] for line, cell in enumerate(cells, start=2))]
    return tidy(written(rows, delimiter), "x.csv", SCHEMA)


def cells_of(tidied: Tidied, place: int = 1) -> list[str]:
    assert not tidied.refused, list(map(str, tidied.refused))
    return [row[place] for row in csv.reader(io.StringIO(tidied.content.decode(), newline=""))][1:]


TURNED = [
    ("date", "21.03.2026", "2026-03-21"),
    ("date", "3.4.2025", "2025-04-03"),  # with dots the day always comes first
    ("date", "21/03/2026", "2026-03-21"),
    ("date", "21-03-2026", "2026-03-21"),
    ("date", "03/21/2026", "2026-03-21"),  # there is no 21st month
    ("date", "5/5/2025", "2025-05-05"),  # the same either way
    ("date", "2026/3/1", "2026-03-01"),
    ("date", "2026.03.21", "2026-03-21"),
    ("date", "21.03.2026 0:00:00", "2026-03-21"),
    ("date", " 2026-03-21 00:00 ", "2026-03-21"),
    ("date", "'2026-03-21", "2026-03-21"),
    ("number", "98,5", "98.5"),
    ("number", "-29,54", "-29.54"),
    ("number", "\u221229,54", "-29.54"),
    ("number", "0,123", "0.123"),
    ("number", "1,234", "1.234"),  # semicolons are written where the comma stands before decimals
    ("number", "900 000", "900000"),
    ("number", "1\u00a0234\u00a0567,80", "1234567.80"),  # no digit goes: 80 hundredths were stated
    ("number", "1\u202f234,5", "1234.5"),
    ("number", "1'234,5", "1234.5"),
    ("number", "1\u2019234\u2019567", "1234567"),
    ("number", "1.234,5", "1234.5"),
    ("number", "1,234.5", "1234.5"),
    ("number", "1.234.567", "1234567"),
    ("number", "38.9000", "38.9000"),
    ("number", "1.5e+6", "1.5e+6"),  # the dataset's form already
    ("integer", "1 234", "1234"),
    ("integer", "5,0", "5"),
    ("integer", "2026.0", "2026"),
    *(
        ("boolean", word, "yes")
        for word in ("ДА", "да", "Истина", "Bəli", "BƏLİ", "hə", "DOĞRU", "TRUE", "True", "Yes")
    ),
    *(("boolean", word, "no") for word in ("нет", "ЛОЖЬ", "xeyr", "Yox", "YANLIŞ", "yanlış", "FALSE", "No")),
    ("list", "a;b", "a;b"),
    ("list", "a; b", "a; b"),  # as free lists of the dataset are written
    ("text", " x\u00a0", "x"),
    ("text", "'=cmd()", "=cmd()"),
    ("text", "\u2019+400 000 TEU", "+400 000 TEU"),  # what a typing correction made of the apostrophe
    ("text", "''=cmd()", "''=cmd()"),  # an apostrophe of its own; the load would take a single one away
    ("text", "'quoted'", "'quoted'"),
    ("text", "21.03.2026, 1,5", "21.03.2026, 1,5"),
    *((kind, "", "") for kind in FIELDS if kind != "id"),
]


@pytest.mark.parametrize(("kind", "cell", "form"), TURNED, ids=[f"{kind} {cell}" for kind, cell, _ in TURNED])
def test_a_cell_gets_the_datasets_form_and_keeps_it(kind: str, cell: str, form: str) -> None:
    tidied = column(kind, cell)
    assert cells_of(tidied) == [form]
    assert [(change.line, change.column, change.old, change.new) for change in tidied.changes] == (
        [(2, kind, cell, form)] if cell != form else []
    )
    again = tidy(tidied.content, "x.csv", SCHEMA)
    assert not again
    assert again.content == tidied.content


UNSURE = [
    ("date", "3/4/2025", "may be 2025-04-03 or 2025-03-04: write the one that is meant"),
    ("date", "31.02.2026", "is no day of the calendar"),
    ("date", "03.21.2026", "is no day of the calendar"),
    ("date", "21.03.26", "is no day that can be read surely: write it as YYYY-MM-DD"),
    ("date", "46102", "is no day that can be read surely: write it as YYYY-MM-DD"),
    ("date", "21.03.2026 14:30", "is no day that can be read surely: write it as YYYY-MM-DD"),
    ("date", "март 2026", "is no day that can be read surely: write it as YYYY-MM-DD"),
    ("number", "12 34", 'is no number that can be read surely: write digits, with "." before decimals'),
    ("number", "1.234.56", 'is no number that can be read surely: write digits, with "." before decimals'),
    ("number", "12,5%", 'is no number that can be read surely: write digits, with "." before decimals'),
    ("number", "#ЗНАЧ!", 'is no number that can be read surely: write digits, with "." before decimals'),
    ("number", "1,23E+08", "was shortened, and has lost digits: give its column the format of numbers, and save again"),
    ("integer", "1.234", "may be 1234, or no whole number: write it without a mark"),
    ("integer", "5,5", "is not a whole number"),
    ("boolean", "может быть", "is no yes or no that is known: write yes or no"),
    ("boolean", "1", "is no yes or no that is known: write yes or no"),
]


@pytest.mark.parametrize(("kind", "cell", "why"), UNSURE, ids=[f"{kind} {cell}" for kind, cell, _ in UNSURE])
def test_a_cell_that_could_be_read_otherwise_is_refused_with_the_whole_file(kind: str, cell: str, why: str) -> None:
    good = next(form for known, _, form in TURNED if known == kind)
    tidied = column(kind, good, cell)
    assert list(map(str, tidied.refused)) == [f'x.csv, line 3, column {kind}: "{cell}" {why}']
    assert tidied.content == written([["id", kind], ["2", good], ["3", cell]])
    assert not tidied


THOUSANDS = "may be 1234 or 1.234: write 1234, or 1.2340"
# (delimiter, the number, another number of the file, what becomes of the first: empty if it is refused)
WITNESSES = [
    (",", "1.234", "5", "1.234"),  # the dataset's own form
    (",", "1.234", "5.5", "1.234"),
    (",", "1.234", "5,5", ""),
    (",", "1.234", "1.234.567", ""),
    (",", "1.234", "1,234.5", "1.234"),
    (";", "1.234", "5", ""),
    (";", "1.234", "5.5", "1.234"),  # points before decimals, in spite of the semicolons
    (";", "1.234", "5,5", ""),
    (",", "1,234", "5", ""),
    (",", "1,234", "5,5", "1.234"),
    (",", "1,234", "5.5", ""),
    (",", "1,234", "1 234,5", "1.234"),
    ("\t", "1,234", "5", ""),
    (";", "1,234", "5", "1.234"),
    (";", "1,234", "5.5", ""),
    (";", "1,234", "1,234,567", ""),
]


@pytest.mark.parametrize(("delimiter", "cell", "witness", "form"), WITNESSES)
def test_three_digits_after_a_mark_need_a_witness(delimiter: str, cell: str, witness: str, form: str) -> None:
    tidied = column("number", cell, witness, delimiter=delimiter)
    if form:
        assert cells_of(tidied)[0] == form
    else:
        assert [(fault.line, fault.rule) for fault in tidied.refused] == [(2, THOUSANDS)]


WHOLE = [
    (b"\xef\xbb\xbfid,text\n1,x\n", ("the byte-order mark is removed",)),
    (b"id;text\n1;x\n", ("cells separated by semicolons -> by commas",)),
    (b"id\ttext\n1\tx\n", ("cells separated by tabs -> by commas",)),
    (b"id,text\r\n1,x\r\n", ("line ends of Windows or of an old Mac -> of Unix",)),
    (b"id,text\r1,x\r", ("line ends of Windows or of an old Mac -> of Unix",)),
    ("id,text\n1,x\n".encode("utf-16"), ("UTF-16 -> UTF-8",)),
    (
        b"\xfe\xff" + "id\ttext\r\n1\tx\r\n".encode("utf-16-be"),
        ("UTF-16 -> UTF-8", "cells separated by tabs -> by commas", "line ends of Windows or of an old Mac -> of Unix"),
    ),
    (b"id,text,,\n1,x,,\n,,,\n", ("empty columns on the right are removed", "empty rows are removed: line 3")),
    (b"id,text\n,\n1,x\n, \n , \n", ("empty rows are removed: lines 2, 4-5",)),
    (b"id , text\n1,x\n", ("spaces around names of the header are removed",)),
    (b"id,text\n1,x\n", ()),
]


@pytest.mark.parametrize(("content", "said"), WHOLE, ids=[repr(content)[:40] for content, _ in WHOLE])
def test_the_form_of_the_file(content: bytes, said: tuple[str, ...]) -> None:
    tidied = tidy(content, "x.csv", SCHEMA)
    assert (tidied.content, tidied.whole, tidied.changes, tidied.refused) == (b"id,text\n1,x\n", said, (), ())


BROKEN = [
    (b"", "x.csv: the file is empty"),
    (
        "id;text\n1;Баку\n".encode("cp1251"),
        "x.csv, line 2: is not UTF-8 text: byte 11 of the file is 0xC1. Export the ",
    ),
    ("id;text\n1;Şəki\n".encode("cp1254", "replace"), "x.csv, line 2: is not UTF-8 text: byte 11 of the file is 0xDE"),
    ("id;text\n1;x\n".encode("utf-32"), "x.csv: is neither UTF-8 nor UTF-16 text. Export the original anew"),
    ("id;text\n1;x\n".encode("utf-16")[:-1], "x.csv: is neither UTF-8 nor UTF-16 text. Export the original anew"),
    (b"id;text\n1;x", "x.csv, line 2: the last line has no line end. Was the file cut off"),
    (b'id;text\n1;"x\n', 'x.csv, line 2: a quote (") is not closed'),
    (b"id;text\n1\n", "x.csv, line 2: the row has 1 cells, the header has 2"),
    (b"id;text\n1;x;y\n", "x.csv, line 2: the row has 3 cells, the header has 2"),
    (b"id;text;\n1;x;y\n", "x.csv, line 2: the row goes on where the header names no column"),
    (b"place,lat\nbaku,40\n", 'x.csv, line 1: "place,lat" the header names no column of the table'),
]


@pytest.mark.parametrize(("content", "why"), BROKEN, ids=[why[:60] for _, why in BROKEN])
def test_a_file_of_which_something_may_be_lost_is_refused(content: bytes, why: str) -> None:
    tidied = tidy(content, "x.csv", SCHEMA)
    assert str(tidied.refused[0]).startswith(why)
    assert tidied.content == content


# A table as Excel in Russian settings writes it

WORDS = {True: ("ИСТИНА", "да", "Да", "bəli", "TRUE"), False: ("ЛОЖЬ", "нет", "Нет", "xeyr", "FALSE")}
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n;,\"'\t"), max_size=9
)
ROW = st.tuples(
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.decimals(-1_000_000_000, 1_000_000_000, places=3) | st.decimals(-9999, 9999, places=2),
    st.integers(-1_000_000, 1_000_000),
    st.booleans(),
    TEXT.map(str.strip).filter(lambda text: not text.startswith(("'", "\u2018", "\u2019"))),
)


@given(
    rows=st.lists(ROW, min_size=1, max_size=6),
    space=st.sampled_from(["", " ", "\u00a0", "\u202f"]),
    choice=st.integers(0, 4),
    delimiter=st.sampled_from(";\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    empty=st.integers(0, 2),
)
def test_a_table_written_by_excel_is_the_same_table_again(
    rows: list[tuple[date, Decimal, int, bool, str]],
    space: str,
    choice: int,
    delimiter: str,
    encoding: str,
    empty: int,
) -> None:
    saved = [["id", "date", "number", "integer", "boolean", "text", *[""] * empty]]
    for line, (day, number, whole, yes, text) in enumerate(rows):
        decimal = f"{number:,}".replace(",", space).replace(".", ",") if space else str(number).replace(".", ",")
        integer = f"{whole:,}".replace(",", space) if space else str(whole)
        saved.append([str(line), f"{day:%d.%m.%Y}", decimal, integer, WORDS[yes][choice], text, *[""] * empty])
    content = written([*saved, *[[""] * len(saved[0])] * empty], delimiter).decode().encode(encoding)

    tidied = tidy(content, "x.csv", SCHEMA)
    if delimiter == "\t" and tidied.refused:  # 1,234 with no witness
        assert all(fault.column == "number" and "may be" in fault.rule for fault in tidied.refused)
        return
    assert not tidied.refused
    read = csvfile.read(tidied.content, FIELDS)
    assert read.header == ["id", "date", "number", "integer", "boolean", "text"]
    assert [
        (date.fromisoformat(row[1]), Decimal(row[2]), int(row[3]), {"yes": True, "no": False}[row[4]], row[5])
        for row in read.cells
    ] == rows
    assert not tidy(tidied.content, "x.csv", SCHEMA)


# The command


@pytest.fixture
def data(tmp_path: Path) -> Copy:
    return small_data.copy(tmp_path / "data")


def as_excel(data: Copy) -> None:
    """Write every table of a copy as Excel in Russian settings does."""
    fields = dataset.load(data.location).field
    for path in data.folder.glob("*.csv"):
        header, *rows = data.rows(path.name)
        kinds = [fields(path.stem, name)["type"] for name in header]
        saved = [[_by_excel(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows]
        path.write_bytes(b"\xef\xbb\xbf" + written([header, *saved]))


def _by_excel(cell: str, kind: str) -> str:
    if kind == "date" and cell:
        return ".".join(reversed(cell.split("-")))
    if kind == "number":
        return cell.replace(".", ",")
    return {"yes": "ИСТИНА", "no": "ЛОЖЬ"}[cell] if kind == "boolean" else cell


def test_the_whole_dataset_through_excel_and_back(data: Copy, tmp_path: Path) -> None:
    before = small_data.copy(tmp_path / "before")
    as_excel(data)
    assert validate.faults(data.location)
    assert main([str(path) for path in data.folder.glob("*.csv")]) == 0
    assert validate.faults(data.location) == []
    assert not compare(before.location, data.location)


def test_it_says_what_it_changed_cell_by_cell(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    path = data.folder / "trade.csv"
    header = data.rows("trade.csv")[0]
    row = dict.fromkeys(header, "") | {"partner": "KAZ", "reporter": "AZE", "status": "actual", "source_ids": "a;b"}
    saved = [
        row | {"period_start": "01.01.2025", "period_end": "31.12.2025", "turnover_usd_m": "1 234,5"},
        row | {"period_start": "01.01.2025", "period_end": "31.12.2025", "turnover_usd_m": "98,5"},
        row | {"period_start": "01.01.2024", "period_end": "2024-12-31", "turnover_usd_m": "98,5"},
    ]
    excel = written([header, *(list(one.values()) for one in saved)])
    path.write_bytes(excel)
    told = [
        "  cells separated by semicolons -> by commas",
        "  line ends of Windows or of an old Mac -> of Unix",
        "  period_start",
        '    lines 2-3: "01.01.2025" -> "2025-01-01"',
        '    line 4: "01.01.2024" -> "2024-01-01"',
        "  period_end",
        '    lines 2-3: "31.12.2025" -> "2025-12-31"',
        "  turnover_usd_m",
        '    line 2: "1 234,5" -> "1234.5"',
        '    lines 3-4: "98,5" -> "98.5"',
    ]
    assert main(["--check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{path} would be changed, in 8 cells:", *told]
    assert path.read_bytes() == excel
    assert main([str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{path} is changed, in 8 cells:", *told]
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: nothing to do\n"
    assert [path.name for path in data.folder.iterdir() if path.name.startswith(".")] == []


def test_a_refused_file_stays_while_the_others_are_turned(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    as_excel(data)
    data.change_bytes("trade.csv", lambda old: old.replace(b"31.12.", b"3/4/"))
    refused = data.read("trade.csv")
    paths = [str(data.folder / name) for name in ("trade.csv", "visits.csv")]
    assert main(paths) == 1
    told = capsys.readouterr().out
    assert f"{paths[0]} stays as it is. Not to be turned without guessing:\n  {paths[0]}, line 2, column period" in told
    assert data.read("trade.csv") == refused
    assert b"\r\n" not in data.read("visits.csv")


def test_the_table_is_told_by_the_name_of_the_file_or_by_hand(
    data: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_excel(data)
    download = tmp_path / "visits (1).csv"
    download.write_bytes(data.read("visits.csv"))
    assert main([str(download)]) == 2
    assert "is not called like the file of a table: say which one it is of, with --table" in capsys.readouterr().err
    assert main([str(download), "--table", "journeys"]) == 2
    assert "there is no table journeys: say which one it is of" in capsys.readouterr().err
    assert main([str(download), "--table", "visits"]) == 0
    assert download.read_bytes() == small_data.copy(tmp_path / "before").read("visits.csv")


def test_a_link_stays_a_link_and_a_file_its_permissions(data: Copy, tmp_path: Path) -> None:
    as_excel(data)
    path, link = data.folder / "visits.csv", tmp_path / "visits.csv"
    path.chmod(0o640)
    link.symlink_to(path)
    assert main([str(link)]) == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert b"\r\n" not in path.read_bytes()


def test_what_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "visits.csv")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'visits.csv'}: the file is missing\n"
