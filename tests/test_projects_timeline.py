"""The timeline of projects: from when to when, and how what is not known is drawn, on the small dataset."""

import json
from pathlib import Path

import pandas as pd
import pytest

from caspian.cards.projects import timeline as projects_timeline
from caspian.charts import plain
from caspian.charts.projects import timeline as timeline_charts
from caspian.context import Context, Moment
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures import projects
from caspian.measures.projects import Choice
from caspian.slides import native
from caspian.style import LIGHT
from tests.small import edited, where
from tests.support import context

MOMENT = Moment(pd.Timestamp("2026-03-21"), pd.Timestamp("2026-11-24"))


@pytest.fixture
def all_years(small: Dataset) -> Context:
    return context(small, filters=Filters(period=(2015, 2026)), moment=MOMENT)


def span(dataset: Dataset, project: str) -> pd.Series:
    rows = dataset.projects[dataset.projects["project_id"] == project]
    return projects.spans(dataset, rows).iloc[0]


def test_six_projects_have_both_ends(small: Dataset) -> None:
    spans = projects.spans(small, small.projects)
    assert int((spans["begin_known"] & (spans["end_kind"] != "open")).sum()) == 6


def test_an_end_known_to_its_year_is_the_whole_year(small: Dataset) -> None:
    found = span(small, "hajigabul-car-plant")  # start 2023-05 (month), target 2025 (year)
    assert (found["begin"], found["begin_last"]) == (pd.Timestamp("2023-05-01"), pd.Timestamp("2023-05-31"))
    assert (found["end_first"], found["end"]) == (pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
    assert found["end_kind"] == "target"


def test_an_unknown_start_is_the_first_milestone(small: Dataset) -> None:
    found = span(small, "trans-caspian-fibre-tkm")
    assert found["begin"] == pd.Timestamp("2019-01-10")
    assert not found["begin_known"]
    assert found["end_kind"] == "open"


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        # Begun in a month, to be finished in a year that is over.
        (
            "hajigabul-car-plant",
            [
                ("begin", "2023-05-01", "2023-06-01"),
                ("done", "2023-06-01", "2025-01-01"),
                ("end", "2025-01-01", "2026-01-01"),
            ],
        ),
        # To be finished in a month ahead.
        (
            "horadiz-aghband-highway",
            [
                ("done", "2021-04-26", "2026-03-21"),
                ("planned", "2026-03-21", "2026-05-01"),
                ("end", "2026-05-01", "2026-06-01"),
            ],
        ),
        # In the year of the reference date: from its first day on it may be.
        ("trans-caspian-fibre-kaz", [("done", "2019-11-19", "2026-01-01"), ("end", "2026-01-01", "2027-01-01")]),
        ("trans-caspian-fibre-tkm", [("done", "2019-01-10", "2026-03-21")]),
        ("turkmenbashi-seaport", [("done", "2013-08-15", "2018-05-02")]),
    ],
)
def test_the_pieces_of_a_bar_lie_end_to_end(small: Dataset, project: str, expected: list[tuple[str, str, str]]) -> None:
    found = projects.pieces(projects.spans(small, small.projects), MOMENT.reference)
    own = found.loc[small.projects.index[small.projects["project_id"] == project]]
    assert [(piece, f"{start:%F}", f"{end:%F}") for piece, start, end in own.to_numpy()] == expected


def test_a_project_not_yet_begun_keeps_its_row(tmp_path: Path) -> None:
    data = edited(tmp_path, projects=where(project_id="talco-aluminium")(start_date="2030-01-01"))
    found = projects.pieces(projects.spans(data, data.projects), MOMENT.reference)
    done = found[found["piece"] == "done"]
    assert len(done) == 16
    assert (done["end"] - done["start"]).dt.days.min() == 0


def test_the_timeline_draws_what_is_not_known_as_such(all_years: Context) -> None:
    """Of the fibre lines: open ends, spans, hollow marks, each where the rows have them."""
    card = projects_timeline.timeline(all_years, Choice(kinds=("fibre",)))
    assert card.figure is not None
    assert card.table is not None
    # trans-caspian-fibre-tkm has no start and no target; trans-caspian-fibre-kaz has both.
    ends = card.table[card.table["piece"].isin(["open-start", "open-end"])]
    assert list(ends["project_id"]) == ["trans-caspian-fibre-tkm"] * 2
    drawn = json.loads(card.figure.to_json() or "")["data"]
    # An agreement of 2018, known to its year, and a delay of December 2021: lines from their first to their last day.
    (precision,) = (trace for trace in drawn if trace.get("name") == "precision")
    days = [str(day)[:10] for day in precision["x"]]
    assert sorted(days[place : place + 2] for place in range(0, len(days), 3)) == [
        ["2018-01-01", "2018-12-31"],
        ["2021-12-01", "2021-12-31"],
    ]
    # Delays of the Kazakh line: 2021-12 (event) and 2023-10-26 (report).
    crosses = [trace for trace in drawn if trace.get("marker", {}).get("symbol") == "x"]
    assert {str(trace["x"][0])[:7]: trace["marker"]["color"] for trace in crosses} == {
        "2021-12": LIGHT.warning,
        "2023-10": LIGHT.paper,  # hollow: known from a report
    }
    bars = [trace["marker"] for trace in drawn if trace["type"] == "bar"]
    assert "/" in [marker.get("pattern", {}).get("shape") for marker in bars]  # the target of 2026
    assert MOMENT.reference in [shape.x0 for shape in card.figure.layout.shapes]


def test_the_timelines_takeaway_follows_the_filter(all_years: Context) -> None:
    card = projects_timeline.timeline(all_years, Choice(kinds=("fibre",)))
    assert card.takeaway.startswith("2 projects; both start and end known: 1; targets from 21 Mar 2026 on: 1; nearest:")
    assert card.takeaway.endswith("(2026).")


def test_height_grows_with_rows_only(all_years: Context) -> None:
    few, many = (
        projects_timeline.timeline(all_years, choice).figure for choice in (Choice(kinds=("fibre",)), Choice())
    )
    assert few is not None
    assert many is not None
    # 34 pixels a row, 50 a sector's heading (five sectors have projects, fibre lines one), 20 for the reference date.
    assert many.layout.height == 34 * 16 + 50 * 5 + 20
    assert few.layout.height == 34 * 2 + 50 + 20


def test_what_the_timeline_draws_is_there_to_be_taken_away(all_years: Context) -> None:
    numbers = projects_timeline.timeline(all_years, Choice(kinds=("satellite",))).numbers()
    assert list(numbers.columns) == ["Project", "Sector", "Status", "Mark", "Title", "First day", "Last day"]
    # The satellite: announced on 8 October 2025, which is its first step; to be launched in 2026.
    assert list(numbers["Mark"]) == [
        "up to the end or the reference date",
        "ends within this month or year",
        "start not known",
        "Announcement",
    ]
    days = [list(numbers[column].dt.strftime("%F")) for column in ("First day", "Last day")]
    assert days == [
        ["2025-10-08", "2026-01-01", "2025-10-08", "2025-10-08"],
        ["2025-12-31", "2026-12-31", "2025-10-08", "2025-10-08"],
    ]


def test_an_office_chart_stacks_the_pieces_of_each_bar(all_years: Context) -> None:
    chart = native.chart_of(projects_timeline.nearest(all_years, 600))
    series = {one.name: dict(zip(chart.categories, one.values, strict=True)) for one in chart.series}
    (highway,) = (label for label in chart.categories if "highway" in label)
    # As a spreadsheet counts days, 26 April 2021 is 44312. Then 1790 days to 21 March 2026, 41 to 1 May, 31 in May.
    assert [values[highway] for values in series.values()] == [44312, 1790, 41, 31]
    assert list(series)[1:] == [
        "up to the end or the reference date",
        "on to the target",
        "ends within this month or year",
    ]
    assert chart.series[0].look == "clear"


def test_a_long_name_is_cut_and_markup_in_it_is_text() -> None:
    assert timeline_charts.shortened("n" * 46) == "n" * 46
    assert timeline_charts.shortened("n" * 44 + " – and more") == "n" * 44 + "…"
    assert plain("<b>") == "&lt;b&gt;"
