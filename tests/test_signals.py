"""Signals of projects at several dates, worked out by hand: tests/data/small/README.md."""

from pathlib import Path

import pandas as pd
import pytest

from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.measures import signals
from tests import small as small_data

TODAY = pd.Timestamp("2026-11-24")

CAR_PLANT = "hajigabul-car-plant"  # target 2025, known to the year
HIGHWAY = "horadiz-aghband-highway"  # target May 2026, known to the month
LATE_2026 = {"tdt-sat-kup", "horadiz-aghband-railway", "trans-caspian-fibre-kaz"}  # target 2026, known to the year


def found(dataset: Dataset, signal: str, reference: str, today: pd.Timestamp = TODAY) -> set[str]:
    projects = dataset.projects
    table = signals.signals(dataset, projects, Moment(pd.Timestamp(reference), today))
    return set(projects.loc[signals.having(projects, table, signal), "project_id"])


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("2025-12-31", set()),  # a target on the reference date itself is not before it
        ("2026-03-21", {CAR_PLANT}),
        ("2027-01-01", {CAR_PLANT, HIGHWAY, *LATE_2026}),
    ],
)
def test_overdue(small: Dataset, reference: str, expected: set[str]) -> None:
    assert found(small, "overdue", reference) == expected


@pytest.mark.parametrize(
    ("reference", "today", "expected"),
    [
        ("2026-03-21", "2026-11-24", {HIGHWAY}),
        ("2026-03-21", "2026-05-31", set()),  # the last day of its target is today: not passed yet
        ("2025-12-31", "2026-01-01", {CAR_PLANT}),
        ("2026-07-01", "2026-11-24", set()),
        ("2027-01-01", "2026-11-24", set()),  # a reference date after today leaves nothing between them
    ],
)
def test_passed_since_the_last_check(small: Dataset, reference: str, today: str, expected: set[str]) -> None:
    assert found(small, "passed", reference, pd.Timestamp(today)) == expected


def test_what_operates_may_pass_its_target_but_is_not_overdue(tmp_path: Path) -> None:
    change = small_data.where(project_id="akdf")(target_date="2026-03-31", target_precision="month")
    data = small_data.edited(tmp_path, projects=change)
    assert found(data, "passed", "2026-03-21") == {HIGHWAY, "akdf"}
    assert "akdf" not in found(data, "overdue", "2027-01-01")


def test_a_target_is_overdue_or_passed_or_ahead_never_two_of_them(shipped: Dataset) -> None:
    for reference in ("2025-06-01", "2026-03-21", "2026-08-01"):
        assert not found(shipped, "overdue", reference) & found(shipped, "passed", reference)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("2021-06-30", {"ustyurt-psa"}),  # 2021, known to the year
        (
            "2023-09-30",
            {
                "horadiz-aghband-highway",  # 2023-02-18
                "trans-caspian-fibre-kaz",  # 2021-12
                "ustyurt-psa",
            },
        ),
    ],
)
def test_delays_recorded(small: Dataset, reference: str, expected: set[str]) -> None:
    assert found(small, "delayed", reference) == expected


def test_delays_are_counted(small: Dataset) -> None:
    projects = small.projects
    table = signals.signals(small, projects, Moment(pd.Timestamp("2026-03-21"), TODAY))
    counts = dict(zip(projects["project_id"], table["delays"], strict=True))
    assert {project: count for project, count in counts.items() if count} == {
        "trans-caspian-fibre-kaz": 2,
        "horadiz-aghband-highway": 2,
        "horadiz-aghband-railway": 2,
        "hajigabul-car-plant": 1,
        "turkmen-gas-swap-iran": 1,
        "ustyurt-psa": 1,
    }


@pytest.mark.parametrize(
    ("project", "newest", "reference", "months"),
    [
        ("trans-caspian-fibre-tkm", "2020-12-01", "2026-03-21", 24),
        ("hajigabul-car-plant", "2025-02-06", "2026-03-21", 12),
        ("hajigabul-car-plant", "2025-02-06", "2026-02-06", 0),  # exactly twelve months are not more than twelve
        ("hajigabul-car-plant", "2025-02-06", "2027-02-07", 24),
        ("aitmatov-monument-baku", "2024-04-24", "2026-04-25", 24),
        ("aitmatov-monument-baku", "2024-04-24", "2026-04-24", 12),
        ("kulun-hpp", "2025-11-01", "2026-03-21", 0),
    ],
)
def test_silence(small: Dataset, project: str, newest: str, reference: str, months: int) -> None:
    projects = small.projects[small.projects["project_id"] == project]
    row = signals.signals(small, projects, Moment(pd.Timestamp(reference), TODAY)).iloc[0]
    assert row["newest_source"] == pd.Timestamp(newest)
    assert row["silent"] == months


def test_what_has_no_dated_source_is_not_called_silent(small: Dataset) -> None:
    projects = small.projects.head(1).assign(project_id="new", source_ids=pd.Series([()], dtype=object).array)
    row = signals.signals(small, projects, Moment(pd.Timestamp("2026-03-21"), TODAY)).iloc[0]
    assert pd.isna(row["newest_source"])
    assert row["silent"] == 0


def test_quality_of_sources(small: Dataset) -> None:
    rows = small.projects[
        small.projects["project_id"].isin(["aitmatov-monument-baku", "trans-caspian-fibre-tkm", "hajigabul-car-plant"])
    ]
    quality = signals.quality(small, rows, pd.Timestamp("2026-03-21"))
    # The monument: three pages, one the president's; the cable: three, none official; the car plant: four, one of
    # the ministry.
    assert (quality.total, quality.two_or_more, quality.official) == (3, 3, 2)
    # The middle one of 2020-12-01, 2024-04-24 and 2025-02-06 is two years (730 days) less the 34 days from 21 March
    # to 24 April old.
    assert quality.median_months == pytest.approx((730 - 34) / 30.4375)
    assert quality.oldest == pd.Timestamp("2020-12-01")
