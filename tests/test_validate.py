"""What a maintainer of the data is told: nothing while all is well, else exactly where and what."""

from datetime import date
from pathlib import Path

import pytest

from caspian.data import validate
from caspian.data.fault import Fault
from caspian.validate import main
from tests.damage import Copy, Damage, add_column, cells, content, repeat_line_2

TODAY = date(2026, 11, 24)


def test_shipped_data_have_no_faults(shipped_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(shipped_folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("No faults")


COMPLETED = {"status": "completed", "completed_precision": "day"}
URL = '"javascript:alert(1)" is not written as it must be, like "https://www.trend.az/azerbaijan/politics/"'

# What was done to a copy of the data, and how the one line that follows from it begins.
ONE_CELL: list[tuple[Damage, str]] = [
    (
        cells("visits.csv", 17, host_country="KZA"),
        'visits.csv, line 17, column host_country: "KZA" is not in countries.iso3 — use one of its codes',
    ),
    (
        cells("visits.csv", 4, start_date="2022-13-01"),
        'visits.csv, line 4, column start_date: "2022-13-01" is not a day of the calendar written YYYY-MM-DD',
    ),
    (
        cells("visits.csv", 4, start_date="2022-4-1"),
        'visits.csv, line 4, column start_date: "2022-4-1" is not a day',
    ),
    (
        cells("visits.csv", 4, start_date="0022-04-19"),
        'visits.csv, line 4, column start_date: "0022-04-19" must be at least 1990-01-01',
    ),
    (cells("visits.csv", 4, start_date=""), "visits.csv, line 4, column start_date: must not be empty"),
    (cells("visits.csv", 4, title_az="  "), 'visits.csv, line 4, column title_az: "  " must not be blank'),
    (
        cells("visits.csv", 4, start_date="2022-04-20", end_date="2022-04-19"),
        'visits.csv, line 4, column end_date: "2022-04-19" is before start_date, 2022-04-20',
    ),
    (
        cells("visits.csv", 4, visitor_country="KAZ", host_country="KAZ"),
        'visits.csv, line 4, column host_country: "KAZ" is the visitor\'s own country',
    ),
    (
        cells("visits.csv", 4, visitor_country="KAZ", host_country="UZB"),
        'visits.csv, line 4, column host_country: "UZB" is not AZE, and neither is visitor_country, KAZ',
    ),
    (
        cells("visits.csv", 4, visit_type="working"),
        'visits.csv, line 4, column visit_type: "working" is not in terms.csv under the kind visit_type',
    ),
    (
        cells("visits.csv", 4, city="Baku;Bakku"),
        'visits.csv, line 4, column city: "Bakku" is not in terms.csv under the kind city',
    ),
    (
        cells("visits.csv", 4, city="Baku;Baku"),
        'visits.csv, line 4, column city: "Baku" stands twice in the list',
    ),
    (
        cells("visits.csv", 4, source_ids="no-such-page"),
        'visits.csv, line 4, column source_ids: "no-such-page" is not in sources.source_id',
    ),
    (
        cells("visits.csv", 4, city="Baku;"),
        'visits.csv, line 4, column city: "Baku;" has an empty entry between, before or after its semicolons',
    ),
    (
        cells("visits.csv", 4, city="Baku; Shusha"),
        'visits.csv, line 4, column city: " Shusha" has a space beside the semicolon',
    ),
    (
        cells("freight.csv", 5, value="1,5"),
        'freight.csv, line 5, column value: "1,5" is not a number (digits, with "." before decimals',
    ),
    (cells("freight.csv", 5, value="NaN"), 'freight.csv, line 5, column value: "NaN" is not a number'),
    (cells("freight.csv", 5, value="inf"), 'freight.csv, line 5, column value: "inf" is not a number'),
    (cells("freight.csv", 5, value="1_000"), 'freight.csv, line 5, column value: "1_000" is not a number'),
    (
        cells("freight.csv", 5, value="1e999"),
        'freight.csv, line 5, column value: "1e999" is too large a number',
    ),
    (cells("freight.csv", 5, value="-1"), 'freight.csv, line 5, column value: "-1" must be at least 0'),
    (
        cells("freight.csv", 5, period_start="2024-06-01", period_end="2024-05-31"),
        'freight.csv, line 5, column period_end: "2024-05-31" is before period_start, 2024-06-01',
    ),
    (
        cells("claims.csv", 2, window_end="2022-11-15"),
        'claims.csv, line 2, column window_end: "2022-11-15" is before window_start, 2022-11-16',
    ),
    (
        cells("coverage.csv", 2, covered_from="2020-01-01", covered_to="2019-12-31"),
        'coverage.csv, line 2, column covered_to: "2019-12-31" is before covered_from, 2020-01-01',
    ),
    (
        cells("trade.csv", 2, share_pct="101"),
        'trade.csv, line 2, column share_pct: "101" must be at most 100 %',
    ),
    (cells("places.csv", 9, lat="90.5"), 'places.csv, line 9, column lat: "90.5" must be at most 90 °'),
    (
        cells("places.csv", 9, lon="-180.5"),
        'places.csv, line 9, column lon: "-180.5" must be at least -180 °',
    ),
    (cells("places.csv", 9, rank="1.5"), 'places.csv, line 9, column rank: "1.5" is not a whole number'),
    (
        cells("countries.csv", 2, role="host"),
        'countries.csv, line 2, column role: "host" must be one of home, focus, other, aggregate',
    ),
    (
        cells("events.csv", 2, in_article="maybe"),
        'events.csv, line 2, column in_article: "maybe" is neither yes nor no',
    ),
    (cells("terms.csv", 2, label_ru=""), "terms.csv, line 2, column label_ru: must not be empty"),
    (cells("sources.csv", 2, url="javascript:alert(1)"), f"sources.csv, line 2, column url: {URL}"),
    (
        cells("sources.csv", 2, title="a\0b"),
        'sources.csv, line 2, column title: "a\\x00b" holds a NUL byte',
    ),
    (
        cells("projects.csv", 2, **COMPLETED, completed_date="2026-11-25"),
        'projects.csv, line 2, column completed_date: "2026-11-25" is in the future',
    ),
    (
        cells("projects.csv", 2, status="completed", completed_date="", completed_precision=""),
        "projects.csv, line 2, column completed_date: must not be empty, since the status is completed",
    ),
    (
        cells(
            "projects.csv",
            2,
            start_date="2024-05-01",
            start_precision="day",
            **COMPLETED,
            completed_date="2024-04-30",
        ),
        'projects.csv, line 2, column completed_date: "2024-04-30" is before start_date, 2024-05-01',
    ),
    (
        cells("projects.csv", 2, lon=""),
        "projects.csv, line 2, column lon: must not be empty, since lat is given",
    ),
    (
        repeat_line_2("sectors.csv"),
        'sectors.csv, line 4, column sector_id: "politics" stands in line 2 already; it may stand only once',
    ),
    (
        cells("waypoints.csv", 3, seq="1"),
        'waypoints.csv, line 3, column route_id, seq: "ds_aktau_sumgait, 1" stands in line 2 already',
    ),
    (
        cells("visits.csv", 4, visit_type="x" * 2_000_000),
        f'visits.csv, line 4, column visit_type: "{"x" * 59}…" is not in terms.csv',
    ),
    (
        lambda data: data.write_rows("coverage.csv", [r for r in data.rows("coverage.csv") if r[0] != "trade"]),
        "coverage.csv, column table: there is no row for the table trade",
    ),
]


@pytest.mark.parametrize(("damage", "line"), ONE_CELL, ids=[line[:70] for _, line in ONE_CELL])
def test_a_broken_cell_gets_one_line(data: Copy, damage: Damage, line: str) -> None:
    damage(data)
    told = [str(fault) for fault in validate.faults(data.location, TODAY)]
    assert len(told) == 1, told
    assert told[0].startswith(line)


ALLOWED: list[tuple[str, Damage]] = [
    ("markup is text", cells("visits.csv", 4, note='<b>x</b>, "[x](javascript:alert(1))"')),
    ("a formula is text", cells("visits.csv", 4, note="=cmd()")),
    ("a megabyte of text", cells("visits.csv", 4, note="x" * 1_000_000)),
    ("several lines in a cell", cells("visits.csv", 4, note="one\ntwo\r\nthree")),
    ("empty lines", content("sectors.csv", lambda old: old.replace(b"\n", b"\n\n"))),
    ("lines that end as on Windows", content("sectors.csv", lambda old: old.replace(b"\n", b"\r\n"))),
    (
        "columns in another order",
        lambda data: data.write_rows("trade.csv", [row[::-1] for row in data.rows("trade.csv")]),
    ),
    ("a table without rows", lambda data: data.write_rows("trade.csv", data.rows("trade.csv")[:1])),
    (
        "a project completed today",
        cells("projects.csv", 2, **COMPLETED, completed_date=TODAY.isoformat()),
    ),
    (
        # Started in May, completed some time in the same year: not comparable.
        "a start and a completion of unlike precision",
        cells(
            "projects.csv", 2, start_date="2024-05-01", start_precision="month",
            status="completed", completed_date="2024-01-01", completed_precision="year",
        ),
    ),
    (
        "a column that the description adds",
        lambda data: (
            add_column("trade.csv", "colour")(data),
            data.change_description(
                lambda tables: tables["trade"]["schema"]["fields"].append({"name": "colour"})
            ),
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize("damage", [damage for _, damage in ALLOWED], ids=[name for name, _ in ALLOWED])
def test_what_is_unusual_but_right_is_no_fault(data: Copy, damage: Damage) -> None:
    damage(data)
    assert validate.faults(data.location, TODAY) == []


def test_lines_are_those_of_the_file_after_a_cell_of_several_lines(data: Copy) -> None:
    data.set("visits.csv", 2, note="one\ntwo\nthree")
    rows = data.rows("visits.csv")
    rows[2][rows[0].index("level")] = "wrong"  # the row after it: line 3 + 2
    data.write_rows("visits.csv", rows)
    assert [(fault.line, fault.column) for fault in validate.faults(data.location)] == [(5, "level")]


def test_all_faults_are_told_by_file_and_line(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    data.set("visits.csv", 9, level="x", city="y")
    data.set("visits.csv", 3, level="x")
    data.set("claims.csv", 7, sector="x")
    assert main([data.location]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in printed] == [
        "claims.csv, line 7, column sector",
        "visits.csv, line 3, column level",
        "visits.csv, line 9, column city",
        "visits.csv, line 9, column level",
    ]


def test_a_fault_is_one_line_that_no_terminal_obeys() -> None:
    fault = Fault("a.csv", 2, "note", "\x1b[31m red\nline \u202e", "is bad")
    assert str(fault) == 'a.csv, line 2, column note: "\\x1b[31m red\\nline \\u202e" is bad'


# One cause, said once


def test_many_faults_of_one_cause_are_one_with_their_number(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    for line in range(2, 9):
        data.set("visits.csv", line, start_date="16.11.2025")
    data.set("visits.csv", 2, level="x")
    assert main([data.location]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'visits.csv, line 2, column start_date: "16.11.2025" is not a day of the calendar written YYYY-MM-DD; '
        "7 faults of this kind, in lines 2, 3, 4, 5, 6 …; `python -m caspian.tidy FILE` may turn them",
        'visits.csv, line 2, column level: "x" is not in terms.csv under the kind level — use one of its terms, '
        "or add it there",
    ]
    assert main([data.location, "--all"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 8


def test_causes_that_name_a_line_or_a_day_are_one_all_the_same() -> None:
    again = [Fault("a.csv", line, "id", "x", f"stands in line {line - 10} already") for line in (20, 21, 22, 23)]
    other = [Fault("a.csv", 25, "id", "x", "must not be blank"), Fault("b.csv", 20, "id", "x", again[0].rule)]
    (one, *rest) = validate.grouped([*again, *other])
    assert (one.line, one.rule) == (20, "stands in line 10 already; 4 faults of this kind, in lines 20, 21, 22, 23")
    assert rest == other


def test_three_of_a_kind_are_told_singly() -> None:
    three = [Fault("a.csv", line, "id", "x", "must not be blank") for line in (2, 3, 4)]
    assert validate.grouped(three) == three
