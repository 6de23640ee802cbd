"""What happened cannot lie in the future; what is possible but odd in numbers and periods is a warning."""

from datetime import date

import pytest

from caspian.data import files, validate
from tests.damage import Copy, Damage

TODAY = date(2026, 11, 24)


def told(data: Copy) -> list[str]:
    """Faults and warnings; the small dataset has none."""
    faults, warnings = validate.examine(files.read(data.location), TODAY)
    return [str(one) for one in [*faults, *warnings]]


def with_rows(name: str, *rows: dict[str, str]) -> Damage:
    """More rows at the end of a table; a column that is not given is as in the table's first row."""

    def damage(data: Copy) -> None:
        header, *old = data.rows(name)
        new = [[row.get(column, cell) for column, cell in zip(header, old[0], strict=True)] for row in rows]
        data.write_rows(name, [header, *old, *new])

    return damage


HAPPENED = [
    ("visits.csv", "start_date", {"end_date": "2026-11-24"}),
    ("visits.csv", "end_date", {}),
    ("milestones.csv", "date", {"precision": "day"}),
    ("freight.csv", "period_end", {"status": "actual"}),
    ("freight.csv", "period_end", {"status": "preliminary"}),
    ("freight.csv", "period_end", {"status": "estimate"}),
    ("trade.csv", "period_end", {"status": "preliminary"}),
    ("projects.csv", "completed_date", {"status": "completed", "completed_precision": "day"}),
    ("projects.csv", "progress_as_of", {"progress_pct": "50"}),
    ("projects.csv", "as_of", {}),
    ("routes.csv", "status_as_of", {}),
    ("stated_figures.csv", "date", {}),
    ("sources.csv", "published", {}),
    ("coverage.csv", "covered_to", {}),
    ("coverage.csv", "newest_source", {}),
]


@pytest.mark.parametrize(("file", "column", "more"), HAPPENED, ids=[f"{f} {c} {m}" for f, c, m in HAPPENED])
def test_what_happened_did_so_until_today(data: Copy, file: str, column: str, more: dict[str, str]) -> None:
    data.set(file, 2, **(more | {column: "2026-11-24"}))
    assert not [one for one in told(data) if "future" in one]
    data.set(file, 2, **{column: "2026-11-25"})
    start = f'{file}, line 2, column {column}: "2026-11-25" is in the future'
    assert [one[: len(start)] for one in told(data) if "future" in one] == [start]


@pytest.mark.parametrize(
    ("precision", "latest", "too_late"),
    [("month", "2026-11-30", "2026-12-01"), ("year", "2026-12-31", "2027-01-01")],
)
def test_of_a_month_or_a_year_a_part_must_have_begun(data: Copy, precision: str, latest: str, too_late: str) -> None:
    data.set("milestones.csv", 2, precision=precision, date=latest)
    assert told(data) == []
    data.set("milestones.csv", 2, date=too_late)
    assert told(data) == [f'milestones.csv, line 2, column date: "{too_late}" is in the future']


def test_plans_lie_in_the_future(data: Copy) -> None:
    plan = {"period_start": "2035-01-01", "period_end": "2035-12-31", "status": "target"}
    with_rows("freight.csv", plan)(data)
    assert told(data) == []


def test_an_event_may_be_announced_but_not_for_a_far_year(data: Copy) -> None:
    data.set("events.csv", 2, date="2027-12-31")
    rule = "is in the future: is it announced, or is the date wrong?"
    assert told(data) == [f'warning: events.csv, line 2, column date: "2027-12-31" {rule}']
    data.set("events.csv", 2, date="2062-03-15")
    assert told(data) == ['events.csv, line 2, column date: "2062-03-15" is in the future']


def years(**values: str) -> Damage:
    """A series of its own: values of full years, given as y2020="5"."""
    add_series = with_rows("freight_series.csv", {"series_id": "new-t", "group": "", "rank": ""})
    rows = [
        {
            "series_id": "new-t", "period_start": f"{year[1:]}-01-01", "period_end": f"{year[1:]}-12-31",
            "value": value, "status": "actual",
        }
        for year, value in values.items()
    ]  # fmt: skip
    return lambda data: (add_series(data), with_rows("freight.csv", *rows)(data))


LEAPS = [
    (years(y2020="100", y2021="1200", y2022="120"), ['"1200"']),  # 12 and 10 times its neighbours
    (years(y2020="100", y2021="9", y2022="90"), ['"9"']),  # an eleventh and a tenth
    (years(y2020="100", y2021="110", y2022="1200"), ['"1200"']),  # the newest, against the two before it
    (years(y2020="100", y2021="1200", y2022="1300"), []),  # it took off, and stayed so
    (years(y2020="100", y2021="1200"), []),  # which of the two is odd?
    (years(y2010="100", y2021="1200", y2022="110"), []),  # eleven years apart are no neighbours
    (years(y2020="100", y2021="0", y2022="100"), []),  # none is a statement
]


@pytest.mark.parametrize(("damage", "values"), LEAPS)
def test_a_value_ten_times_its_neighbours_is_odd(data: Copy, damage: Damage, values: list[str]) -> None:
    damage(data)
    lines = told(data)
    assert [line.split(": ")[2].split(" is far from its neighbours")[0] for line in lines] == values


def test_a_leap_names_its_neighbours(data: Copy) -> None:
    years(y2020="100", y2021="1200", y2022="120")(data)
    end = len(data.rows("freight.csv"))  # none of its cells holds a line end
    (line,) = told(data)
    assert line == (
        f'warning: freight.csv, line {end - 1}, column value: "1200" is far from its neighbours in the series, '
        f"100 (line {end - 2}) and 120 (line {end}): is the unit right, and every digit?"
    )


def test_money_is_looked_at_column_by_column(data: Copy) -> None:
    with_rows(
        "trade.csv",
        *(
            {
                "partner": "GEO", "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
                "exports_usd_m": exports, "imports_usd_m": "7", "turnover_usd_m": "", "status": "actual",
            }
            for year, exports in ((2020, "5.5"), (2021, "56"), (2022, "5.6"))
        ),
    )(data)  # fmt: skip
    (line,) = told(data)
    assert 'column exports_usd_m: "56" is far from its neighbours' in line


def period(start: str, end: str, status: str = "actual") -> dict[str, str]:
    return {"series_id": "new-t", "period_start": start, "period_end": end, "value": "5", "status": status}


OVERLAPS = [
    ([("2024-01-01", "2024-12-31"), ("2024-01-01", "2024-06-30"), ("2024-07-01", "2024-12-31")], []),
    ([("2024-01-01", "2024-06-30"), ("2024-04-01", "2024-09-30")], ["2024-04-01"]),
    ([("2024-01-01", "2024-12-31"), ("2024-12-31", "2025-12-31")], ["2024-12-31"]),
    ([("2024-01-01", "2024-06-30"), ("2024-04-01", "2024-09-30", "preliminary")], []),
]


@pytest.mark.parametrize(("periods", "starts"), OVERLAPS)
def test_periods_of_a_series_lie_inside_each_other_or_apart(
    data: Copy, periods: list[tuple[str, ...]], starts: list[str]
) -> None:
    years()(data)
    with_rows("freight.csv", *(period(*one) for one in periods))(data)
    lines = told(data)
    assert [line.split('"')[1] for line in lines] == starts
    assert all("begins inside the period 2024-01-01 to " in line for line in lines)


def test_the_same_trip_entered_twice_is_odd(data: Copy) -> None:
    trip = {"start_date": "2024-03-05", "end_date": "2024-03-07", "visitor": "Sadyr Japarov"}
    country = {"visitor_country": "KGZ", "host_country": "AZE"}
    again = trip | {"start_date": "2024-03-06"}
    with_rows(
        "visits.csv",
        trip | country | {"visit_id": "2024-03-05-kgz-aze-8"},
        again | country | {"visit_id": "2024-03-05-kgz-aze-9"},
    )(data)
    end = len(data.rows("visits.csv"))
    assert told(data) == [
        f'warning: visits.csv, line {end}, column start_date: "2024-03-06" lies within another trip '
        f"of the same visitor to the same country (line {end - 1})"
    ]


LENGTHS = [
    ("533", []),
    ("427", []),  # 533 / 427 = 1.248
    ("425", ['"425"']),  # 533 / 425 = 1.254
    ("712", ['"712"']),  # 533 / 712 = 0.749
]


@pytest.mark.parametrize(("km", "values"), LENGTHS)
def test_a_stated_length_far_from_that_of_the_line_is_odd(data: Copy, km: str, values: list[str]) -> None:
    line = next(line for line, row in enumerate(data.rows("routes.csv"), 1) if row[0] == "mc_sea_aktau_alat")
    data.set("routes.csv", line, length_km=km)  # 533 km by the line
    rule = " is more than 25 % from length_geo_km, 533: is it the same way?"
    assert told(data) == [f"warning: routes.csv, line {line}, column length_km: {value}{rule}" for value in values]
