"""The projects page: filters, timeline, matrix, one project, in three languages. Expected values: projects.csv."""

import json
import re

import pandas as pd
import pytest

from caspian.cards.projects import one as projects_one
from caspian.cards.projects import table as projects_table
from caspian.cards.projects import timeline as projects_timeline
from caspian.cards.projects import tracker as projects_tracker
from caspian.charts import plain
from caspian.charts.projects import place as projects_map
from caspian.context import Moment
from caspian.data.dataset import Dataset
from caspian.filters import Filters, focus_countries, sector_ids
from caspian.measures import projects
from caspian.measures.projects import Choice
from caspian.style import DARK, LIGHT
from caspian.text import NAMES, language
from tests.pages import charts, open_page, texts
from tests.support import context

MOMENT = Moment(pd.Timestamp("2026-03-21"), pd.Timestamp("2026-11-24"))
ALL_YEARS = Filters(period=(2015, 2026))


def ids(dataset: Dataset, choice: Choice, filters: Filters = ALL_YEARS) -> set[str]:
    return set(projects.chosen(dataset, filters, choice, MOMENT)["project_id"])


# What is shown


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(kinds=("satellite",)), {"tdt-sat-kup"}),
        (Choice(statuses=("stalled",)), {"turkmen-gas-swap-iran"}),
        (
            Choice(signal="progress"),
            {"asco-third-ropax", "asco-three-tankers", "horadiz-aghband-highway", "horadiz-aghband-railway"},
        ),
        (Choice(signal="overdue"), {"hajigabul-car-plant", "alat-dubandi-dredging", "almaty-rail-bypass"}),
        (Choice(statuses=("stalled",), kinds=("satellite",)), set()),
    ],
)
def test_the_pages_own_filters(dataset: Dataset, choice: Choice, expected: set[str]) -> None:
    assert ids(dataset, choice) == expected


@pytest.mark.parametrize(
    "words",
    [
        "aitmatov monument",  # English
        "ПАМЯТНИК айтматову",  # Russian, in capitals
        "aytmatovun ABİDƏSİ",  # Azerbaijani, with the dotted capital İ
        "aytmatovun abıdəsi",  # ... and with the dotless ı instead
    ],
)
def test_search_in_three_languages(dataset: Dataset, words: str) -> None:
    assert ids(dataset, Choice(words=words)) == {"aitmatov-monument-baku"}


def test_every_word_must_occur(dataset: Dataset) -> None:
    assert ids(dataset, Choice(words="Aitmatov Tashkent")) == set()


def test_named_in_the_review(dataset: Dataset) -> None:
    # 43 rows of projects.csv have in_article = yes; all were active between 2015 and 2026.
    assert len(ids(dataset, Choice(reviewed=True))) == 43


def test_a_project_that_names_none_of_the_five_stays_under_a_country_filter(dataset: Dataset) -> None:
    kept = ids(dataset, Choice(), Filters(countries=("TJK",)))
    # Tajikistan's own: culture days, transit portal, aluminium, crude for Dangara, eTIR.
    own = {
        "culture-days-tjk",
        "trans-caspian-transit-portal",
        "talco-aluminium",
        "dangara-refinery-crude",
        "etir-digital-transit",
    }
    assert own <= kept
    assert {"horadiz-aghband-railway", "tripp-meghri", "baku-tbilisi-kars"} <= kept
    assert "aitmatov-monument-baku" not in kept


def test_the_newest_step_comes_first(dataset: Dataset) -> None:
    rows = projects.chosen(dataset, ALL_YEARS, Choice(), MOMENT)
    # The last line of milestones.csv by date is 2026-06-01.
    assert rows["project_id"].iloc[0] == "trans-caspian-power-cable"


# Timeline


def span(dataset: Dataset, project: str) -> pd.Series:
    rows = dataset.projects[dataset.projects["project_id"] == project]
    return projects.spans(dataset, rows).iloc[0]


def test_thirty_one_projects_have_both_ends(dataset: Dataset) -> None:
    spans = projects.spans(dataset, dataset.projects)
    assert int((spans["begin_known"] & (spans["end_kind"] != "open")).sum()) == 31


def test_an_end_known_to_its_year_is_the_whole_year(dataset: Dataset) -> None:
    found = span(dataset, "hajigabul-car-plant")  # start 2023-05 (month), target 2025 (year)
    assert (found["begin"], found["begin_last"]) == (pd.Timestamp("2023-05-01"), pd.Timestamp("2023-05-31"))
    assert (found["end_first"], found["end"]) == (pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
    assert found["end_kind"] == "target"


def test_an_unknown_start_is_the_first_milestone(dataset: Dataset) -> None:
    found = span(dataset, "trans-caspian-fibre-tkm")
    assert found["begin"] == pd.Timestamp("2019-01-10")
    assert not found["begin_known"]
    assert found["end_kind"] == "open"


def traces(figure: dict) -> dict[str, dict]:
    return {trace.get("name", ""): trace for trace in figure["data"]}


def test_the_timeline_draws_what_is_not_known_as_such(dataset: Dataset) -> None:
    """Of the fibre lines: open ends, spans, hollow marks, each where the rows have them."""
    choice = Choice(kinds=("fibre",))
    card = projects_timeline.timeline(
        context(dataset, filters=ALL_YEARS, moment=MOMENT, language=language("en"), theme=LIGHT), choice
    )
    assert card.figure is not None
    drawn = traces(json.loads(card.figure.to_json() or ""))
    # kaz-tkm-fibre-link and trans-caspian-fibre-tkm have no start and no target; trans-caspian-fibre-kaz has both.
    assert len(drawn["open-start"]["x"]) == 2
    assert len(drawn["open-end"]["x"]) == 2
    # One announcement is of 2018, known to its year: a line from January to December.
    days = [str(day)[:10] for day in drawn["precision"]["x"]]
    assert ["2018-01-01", "2018-12-31"] in [days[place : place + 2] for place in range(0, len(days), 3)]
    # Delays of the Kazakh line: 2021-12 (event) and 2023-10-26 (report).
    fills = {
        str(day)[:7]: fill for day, fill in zip(drawn["delay"]["x"], drawn["delay"]["marker"]["color"], strict=True)
    }
    assert fills == {"2021-12": LIGHT.warning, "2023-10": LIGHT.paper}  # hollow: known from a report
    bars = [trace for trace in card.figure.to_dict()["data"] if trace["type"] == "bar"]
    assert "/" in [trace["marker"].get("pattern", {}).get("shape") for trace in bars]  # the target of 2026, hatched
    assert MOMENT.reference in [shape.x0 for shape in card.figure.layout.shapes]


def test_the_timelines_takeaway_follows_the_filter(dataset: Dataset) -> None:
    choice = Choice(kinds=("fibre",))
    card = projects_timeline.timeline(
        context(dataset, filters=ALL_YEARS, moment=MOMENT, language=language("en"), theme=LIGHT), choice
    )
    assert card.takeaway.startswith("3 projects; both start and end known: 1; targets from 21 Mar 2026 on: 1; nearest:")
    assert card.takeaway.endswith("(2026).")


def test_height_grows_with_rows_only(dataset: Dataset) -> None:
    few, many = (
        projects_timeline.timeline(
            context(dataset, filters=ALL_YEARS, moment=MOMENT, language=language("en"), theme=LIGHT), choice
        ).figure
        for choice in (Choice(kinds=("fibre",)), Choice())
    )
    assert few is not None
    assert many is not None
    rows = len(ids(dataset, Choice()))
    # 34 pixels a row, 50 a sector's heading (five sectors have projects, fibre lines one), 20 for the axis.
    assert many.layout.height == 34 * rows + 50 * 5 + 20
    assert few.layout.height == 34 * 3 + 50 + 20


# Matrix, table


def test_a_project_of_several_countries_counts_in_each_row(dataset: Dataset) -> None:
    focus = focus_countries(dataset)
    counts = projects.by_country_and_sector(dataset.projects, focus, focus, sector_ids(dataset))
    assert list(counts.loc["TJK"]) == [0, 1, 1, 1, 1, 1]
    # 17 projects name none of the five.
    assert counts.sum(axis=1).to_dict()[projects.NO_COUNTRY] == 17


def test_a_cost_never_stands_without_its_note(dataset: Dataset) -> None:
    choice = Choice(signal="cost")
    table = projects_table.table(
        context(dataset, filters=ALL_YEARS, moment=MOMENT, language=language("en")), choice, ("name", "cost")
    )
    assert list(table.columns) == ["Project", "Cost as stated, USD million", "What the cost covers"]
    row = table.loc[["akdf"]].to_dict("records")[0]
    assert row["Cost as stated, USD million"] == 25
    assert str(row["What the cost covers"]).startswith("paid-in capital")
    assert "" not in set(table["What the cost covers"])


def test_dates_in_the_table_are_as_precise_as_known(dataset: Dataset) -> None:
    table = projects_table.table(
        context(dataset, filters=ALL_YEARS, moment=MOMENT, language=language("en")), Choice(), ("start", "target")
    )
    assert list(table.loc["hajigabul-car-plant"]) == ["2023-05", "2025"]
    assert list(table.loc["trans-caspian-fibre-tkm"]) == ["", ""]


def test_quality_line_counts_the_rows_shown(dataset: Dataset) -> None:
    text = projects_tracker.quality_text(
        context(dataset, filters=ALL_YEARS, moment=MOMENT, language=language("en")), Choice(kinds=("satellite",))
    )
    assert re.match(r"Two or more sources: 1 of 1 \(100\u00a0%\); an official one among them: ", text)


# One project


def test_related_by_place_then_by_country_and_kind(dataset: Dataset) -> None:
    found = projects.related(dataset, "horadiz-aghband-railway")
    assert dict(zip(found["project_id"], found["reason"], strict=True)) == {"horadiz-aghband-highway": "place"}


def test_azerbaijan_alone_is_no_shared_country(dataset: Dataset) -> None:
    # The car plant's kin: other factories with Uzbekistan, not those with Azerbaijan only.
    found = projects.related(dataset, "hajigabul-car-plant")
    assert set(found["shared"]) == {("UZB",)}


def test_claims_that_name_a_project(dataset: Dataset) -> None:
    assert list(projects.claims_naming(dataset, "hajigabul-car-plant")["claim_id"]) == ["C23"]


def test_one_projects_facts(dataset: Dataset) -> None:
    found = projects_one.profile(context(dataset, moment=MOMENT, language=language("en")), "hajigabul-car-plant")
    facts = dict(found.facts)
    assert facts["Target date"] == "2025"
    assert facts["Cost as stated"].startswith("USD 51.8 million: 88m manat")
    assert facts["Cost as stated"].endswith("(as of 6 Feb 2025)")
    assert [step.when for step in found.steps] == ["6 Feb 2025", "31 Oct 2023", "1 May 2023"]
    assert [step.report for step in found.steps] == [True, True, False]
    assert [name for name, _basis in found.signals] == ["Overdue", "Delays recorded", "Silent for 12 months"]
    assert found.ahead == ()


def test_what_is_next_says_that_a_target_has_passed(dataset: Dataset) -> None:
    passed = projects_one.profile(context(dataset, moment=MOMENT, language=language("en")), "horadiz-aghband-highway")
    assert passed.ahead == ("Plan: to be finished (target: May 2026); this date has passed since the last check",)
    open_still = projects_one.profile(
        context(dataset, moment=MOMENT, language=language("en")), "horadiz-aghband-railway"
    )
    assert open_still.ahead == ("Plan: to be finished (target: 2026)",)


def test_the_small_map_asks_nothing_of_another_machine(dataset: Dataset) -> None:
    figure = projects_one.where(context(dataset, language=language("en"), theme=LIGHT), "trans-caspian-fibre-kaz")
    assert {trace["type"] for trace in figure.to_dict()["data"]} == {"scatter"}
    west, east = figure.layout.xaxis.range
    south, north = figure.layout.yaxis.range
    assert west < 49.6 < 51.2 < east  # Sumgait, Aktau
    assert south < 40.6 < 43.7 < north


def test_a_ring_of_each_kind_of_polygon() -> None:
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    features = [
        {"geometry": {"type": "Polygon", "coordinates": [square, square]}},
        {"geometry": {"type": "MultiPolygon", "coordinates": [[square]]}},
    ]
    assert len(list(projects_map.rings(features))) == 3


# The page


@pytest.mark.parametrize("lang", NAMES)
@pytest.mark.parametrize("view", ["board", "timeline", "table", "matrix"])
def test_each_view_in_each_language(lang: str, view: str) -> None:
    page = open_page("projects", lang=lang, view=view, country="KAZ")
    assert page.session_state["view"] == view
    shown = charts(page)
    assert len(shown) == (1 if view in ("timeline", "matrix") else 0)
    assert all(shown)


@pytest.mark.parametrize(("lang", "name"), [("en", "Hajigabul car plant"), ("ru", "Автозавод"), ("az", "Hacıqabul")])
def test_one_project_by_its_address(lang: str, name: str) -> None:
    page = open_page("projects", lang=lang, project="hajigabul-car-plant")
    assert any(name in header.value for header in page.header)
    assert len(charts(page)) == 1


def test_nonsense_in_the_address_is_dropped() -> None:
    page = open_page("projects", project="no-such", view="pie", status=["gone", "stalled"], signal="x", column="y")
    state = page.session_state
    assert (state["project"], state["view"], state["status"], state["signal"]) == ("", "board", ["stalled"], None)
    assert state["column"] == list(projects_table.DEFAULT_COLUMNS)


def test_the_reference_date_of_the_address_moves_the_signals() -> None:
    assert "**Overdue: 3**" in texts(open_page("projects"))
    assert "**Overdue: 0**" in texts(open_page("projects", asof="2025-12-31"))


def test_a_filter_that_keeps_nothing_says_so() -> None:
    page = open_page("projects", q="zzzz")
    assert "No project fits the filter in 2019–2026" in texts(page).replace("\\", "")


def test_the_timeline_shows_markup_in_a_name_as_text(dataset: Dataset) -> None:
    figure = projects_timeline.of_one(
        context(dataset, moment=MOMENT, language=language("en"), theme=DARK), "hajigabul-car-plant"
    ).figure
    assert figure is not None
    (label,) = traces(json.loads(figure.to_json() or ""))["names"]["text"]
    assert label.startswith(plain("Hajigabul car plant"))
    assert plain("<b>") == "&lt;b&gt;"
