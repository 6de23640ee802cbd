"""What a maintainer is told of codes that the code does not know, and of rows that point to each other."""

import re
from datetime import date

import pytest

from caspian.data import files, validate
from caspian.data.fault import Fault
from caspian.data.store import Store
from caspian.validate import main
from tests.damage import Copy, Damage, both, cells, column, term

TODAY = date(2026, 11, 24)


def told(data: Copy) -> tuple[list[str], list[str]]:
    """Faults and warnings, without the numbers of lines."""
    found = validate.examine(files.read(data.location), TODAY)
    return unnumbered(found.faults), unnumbered(found.warnings)


def unnumbered(found: list[Fault]) -> list[str]:
    return [re.sub(r", line \d+", "", str(one), count=1) for one in found]


def allow(table: str, name: str, code: str) -> Damage:
    """A closed list of the description gets one more code."""
    return lambda data: data.change_description(
        lambda tables: column(tables[table], name)["constraints"]["enum"].append(code)
    )


REFUSED = [
    (term("value_status", "planned"), "freight.csv", "status", "planned", "actual, preliminary, estimate, target"),
    (term("value_status", "planned"), "trade.csv", "status", "planned", "actual, preliminary, estimate, target"),
    (term("precision", "quarter"), "milestones.csv", "precision", "quarter", "day, month, year"),
    (term("metric", "wagons"), "claims.csv", "metric", "wagons", "visits_outbound, visits_inbound, titr"),
    (allow("stated_figures", "metric", "wagons"), "stated_figures.csv", "metric", "wagons", "visits_outbound"),
    (allow("countries", "role", "guest"), "countries.csv", "role", "guest", "home, focus, other, aggregate"),
    (allow("scenes", "figure", "wagons"), "scenes.csv", "figure", "wagons", "title, headline, themes"),
    (term("series_group", "wagons"), "freight_series.csv", "group", "wagons", "corridor, corridor-containers"),
]


@pytest.mark.parametrize(("allowed", "file", "name", "code", "known"), REFUSED, ids=[f"{r[1]} {r[2]}" for r in REFUSED])
def test_a_code_by_which_numbers_count_must_be_known(
    data: Copy, allowed: Damage, file: str, name: str, code: str, known: str
) -> None:
    more = {"rank": "1"} if name == "group" else {}
    both(allowed, cells(file, 4, **{name: code}, **more))(data)
    faults, warnings = told(data)
    start = (
        f'{file}, column {name}: "{code}" (1 cell) is no code that the pages can count by: it must be one of {known}'
    )
    assert [one[: len(start)] for one in faults] == [start]
    assert warnings == []


def test_an_unlisted_code_that_would_be_refused_is_not_to_be_listed(data: Copy) -> None:
    data.set("freight.csv", 4, status="planned")
    advice = "use one of actual, preliminary, estimate, target, forecast"
    assert told(data) == (
        [f'freight.csv, column status: "planned" is not in terms.csv under the kind value_status — {advice}'],
        [],
    )


NEUTRAL = [
    ("mode", "air", "routes.csv", "mode", "it is drawn as a thin muted line"),
    ("route_status", "closed", "routes.csv", "status", "it is drawn as a dotted line"),
    ("corridor", "lapis_lazuli", "routes.csv", "corridor", "it is drawn in a muted colour"),
    ("place_kind", "airport", "places.csv", "kind", "it is drawn like a site"),
    ("visit_type", "working", "visits.csv", "visit_type", "it is drawn in a muted colour, and counts as bilateral"),
    ("level", "prime_minister", "visits.csv", "level", "such visits count with those of other leaders"),
    ("milestone_kind", "tender", "milestones.csv", "kind", "it is drawn as a small open dot"),
    ("source_kind", "archive", "sources.csv", "kind", "it comes last, in a muted colour"),
    ("project_status", "suspended", "projects.csv", "status", "projects with it come last"),
    ("unit", "passengers", "freight_series.csv", "unit", "its label stands behind the number as it is"),
]


@pytest.mark.parametrize(("kind", "code", "file", "name", "instead"), NEUTRAL, ids=[row[0] for row in NEUTRAL])
def test_a_code_that_only_needs_a_look_is_a_warning(
    data: Copy, kind: str, code: str, file: str, name: str, instead: str
) -> None:
    both(term(kind, code), cells(file, 2, **{name: code}))(data)
    faults, warnings = told(data)
    start = f'warning: {file}, column {name}: "{code}" (1 cell) has no look of its own: {instead}'
    assert faults == []
    assert [one[: len(start)] for one in warnings] == [start]


def test_a_code_in_many_rows_and_tables_is_told_once_where_it_stands_first(data: Copy) -> None:
    data.write_rows("sectors.csv", [*data.rows("sectors.csv"), ["health", "Health", "Здоровье", "Səhiyyə"]])
    for file, line in (("projects.csv", 5), ("projects.csv", 9), ("events.csv", 3)):
        data.set(file, line, sector="health")
    rule = 'column sector: "health" (3 cells) has no look of its own: it is drawn in a muted colour'
    found = validate.examine(files.read(data.location), TODAY)
    assert f"warning: projects.csv, line 5, {rule}" in map(str, found.warnings)
    assert sum("health" in str(one) for one in found.warnings) == 1


def test_modes_of_series_are_only_labels(data: Copy) -> None:
    both(term("mode", "air"), cells("freight_series.csv", 2, mode="air"))(data)
    assert told(data) == ([], [])


FAULTS: list[tuple[Damage, str]] = [
    (
        cells("countries.csv", 2, role="other"),
        "countries.csv, column role: no country has the role home; one must have it",
    ),
    (
        cells("countries.csv", 3, role="home"),
        'countries.csv, column role: "home" is the role of line 2 already; only one country may have it',
    ),
    (
        cells("freight_series.csv", 2, capacity_series="ady-freight-t"),
        'freight_series.csv, column capacity_series: "ady-freight-t" is a series of freight, not of capacity',
    ),
    (
        cells("freight_series.csv", 3, capacity_series="titr-capacity-teu"),
        'freight_series.csv, column capacity_series: "titr-capacity-teu" is in TEU, the series itself in t',
    ),
    (
        cells("freight_series.csv", 8, group="rail", rank="9"),
        'freight_series.csv, column unit: "trains" is not the unit of the group rail, t (line 3)',
    ),
    (
        cells("freight_series.csv", 6, group="rail", rank="2"),
        'freight_series.csv, column rank: "2" stands in line 3 already; the ranks in the group rail must differ',
    ),
    (
        cells("freight_series.csv", 6, group="rail"),
        "freight_series.csv, column rank: must not be empty, since group is given",
    ),
    (
        cells("projects.csv", 2, project_id="a", part_of="a"),
        'projects.csv, column part_of: "a" makes the project a part of itself',
    ),
]


@pytest.mark.parametrize(("damage", "line"), FAULTS, ids=[line[:80] for _, line in FAULTS])
def test_rows_that_contradict_each_other(data: Copy, damage: Damage, line: str) -> None:
    damage(data)
    faults, _ = told(data)
    assert line in faults


def test_a_circle_of_parts_is_told_once(data: Copy) -> None:
    first, second, third = (row[0] for row in data.rows("projects.csv")[1:4])
    for line, whole in ((2, second), (3, third), (4, first)):
        data.set("projects.csv", line, part_of=whole)
    faults, _ = told(data)
    rule = f"makes the project a part of itself, by way of {second}, {third}"
    assert faults == [f'projects.csv, column part_of: "{second}" {rule}']


def test_a_partner_without_a_colour_is_a_warning(data: Copy) -> None:
    line = next(line for line, row in enumerate(data.rows("countries.csv"), 1) if row[0] == "GEO")
    data.set("countries.csv", line, role="focus")
    rule = "has the role focus, but no colour of its own: it is drawn in a muted colour"
    assert told(data) == ([], [f'warning: countries.csv, column iso3: "GEO" {rule}'])


def test_warnings_are_printed_and_fail_nothing(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([data.location]) == 0
    before = capsys.readouterr().out.splitlines()
    both(term("mode", "air"), cells("routes.csv", 2, mode="air"))(data)
    assert main([data.location]) == 0
    *lines, summary = capsys.readouterr().out.splitlines()
    (line,) = set(lines) - set(before)
    assert line.startswith('warning: routes.csv, line 2, column mode: "air" (1 cell) has no look of its own')
    number = len(lines)
    assert summary.startswith(f"No faults, {number} warning{'s' if number > 1 else ''}: 20 tables, ")


def test_a_store_shows_data_with_warnings_and_keeps_them(data: Copy) -> None:
    store = Store(data.location)
    before = set(store.warnings)
    both(term("mode", "air"), cells("routes.csv", 2, mode="air"))(data)
    assert store.refresh()
    assert store.trouble is None
    assert [one.value for one in store.warnings if one not in before] == ["air"]
