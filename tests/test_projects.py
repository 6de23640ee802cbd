"""The projects page: filters, timeline, matrix, one project, in three languages, on the small dataset."""

import re
from pathlib import Path

import pandas as pd
import pytest

from caspian.cards.projects import one as projects_one
from caspian.cards.projects import status as projects_status
from caspian.cards.projects import table as projects_table
from caspian.cards.projects import tracker as projects_tracker
from caspian.charts.projects import place as projects_map
from caspian.context import Context, Moment
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures import projects
from caspian.measures.projects import Choice
from tests.pages import charts, open_page, texts
from tests.small import edited, where
from tests.support import context

pytestmark = pytest.mark.usefixtures("on_small")

MOMENT = Moment(pd.Timestamp("2026-03-21"), pd.Timestamp("2026-11-24"))
ALL_YEARS = Filters(period=(2015, 2026))


def ids(dataset: Dataset, choice: Choice, filters: Filters = ALL_YEARS) -> set[str]:
    return set(projects.chosen(dataset, filters, choice, MOMENT)["project_id"])


@pytest.fixture
def all_years(small: Dataset) -> Context:
    return context(small, filters=ALL_YEARS, moment=MOMENT)


# What is shown


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(kinds=("satellite",)), {"tdt-sat-kup"}),
        (Choice(statuses=("stalled",)), {"turkmen-gas-swap-iran"}),
        (Choice(signal="progress"), {"horadiz-aghband-highway", "horadiz-aghband-railway"}),
        (Choice(signal="overdue"), {"hajigabul-car-plant"}),
        (Choice(statuses=("stalled",), kinds=("satellite",)), set()),
    ],
)
def test_the_pages_own_filters(small: Dataset, choice: Choice, expected: set[str]) -> None:
    assert ids(small, choice) == expected


@pytest.mark.parametrize(
    "words",
    [
        "aitmatov monument",  # English
        "ПАМЯТНИК айтматову",  # Russian, in capitals
        "aytmatovun ABİDƏSİ",  # Azerbaijani, with the dotted capital İ
        "aytmatovun abıdəsi",  # ... and with the dotless ı instead
        "chinghiz",  # as the row spells it among its other names only
    ],
)
def test_search_in_three_languages_and_among_other_names(small: Dataset, words: str) -> None:
    assert ids(small, Choice(words=words)) == {"aitmatov-monument-baku"}


def test_every_word_must_occur(small: Dataset) -> None:
    assert ids(small, Choice(words="Aitmatov Tashkent")) == set()


def test_named_in_the_review(small: Dataset) -> None:
    assert len(ids(small, Choice(reviewed=True))) == 10


def test_a_project_that_names_no_partner_stays_under_a_country_filter(small: Dataset) -> None:
    kept = ids(small, Choice(), Filters(countries=("TJK",)))
    assert kept == {"talco-aluminium", "horadiz-aghband-highway", "horadiz-aghband-railway"}


def test_the_newest_step_comes_first(small: Dataset) -> None:
    rows = projects.chosen(small, ALL_YEARS, Choice(), MOMENT)
    # The newest milestones: 24 April, 27 February and 24 February 2026.
    assert list(rows["project_id"].head(3)) == [
        "titr-digital-platform",
        "horadiz-aghband-railway",
        "trans-caspian-fibre-kaz",
    ]


def test_words_say_how_many_are_parts_of_others(all_years: Context) -> None:
    assert projects_tracker.found_text(all_years, Choice()) == (
        "16 projects (1 of them a part of another) active in 2015–2026; announced: 1, under study: 1, agreed: 3, "
        "under construction: 5, operating: 3, completed: 2, stalled: 1."
    )
    # Kulun is a part of the fund, an economic project.
    energy = all_years.with_filters(Filters(sectors=("energy",), period=ALL_YEARS.period))
    assert projects_tracker.found_text(energy, Choice()).startswith("3 projects active in 2015–2026; ")


# Status, matrix, table


def test_the_status_chart_counts_by_sector(all_years: Context) -> None:
    card = projects_status.by_sector_and_status(all_years)
    assert card.takeaway == (
        "16 projects (1 of them a part of another) active in 2015–2026; operating or completed: 5 (31\u00a0%); "
        "most: Transport (4)."
    )
    assert card.table is not None
    totals = card.table.groupby("sector", sort=False)["projects"].sum()
    assert totals.to_dict() == {"transport": 4, "digital": 4, "energy": 3, "economy": 3, "culture": 2}
    assert list(totals.index)[:2] == ["transport", "digital"]


def test_a_project_of_several_countries_counts_in_each_row(all_years: Context) -> None:
    table = projects_tracker.matrix(all_years, Choice()).table
    assert table is not None
    totals = table.groupby("country", sort=False)["projects"].sum()
    assert totals.to_dict() == {"KAZ": 5, "KGZ": 4, "TJK": 1, "TKM": 3, "UZB": 3, projects.NO_COUNTRY: 2}


def test_a_cost_never_stands_without_its_note(all_years: Context) -> None:
    table = projects_table.table(all_years, Choice(signal="cost"), ("name", "cost"))
    assert list(table.columns) == ["Project", "Cost as stated, USD million", "Note on cost"]
    row = table.loc[["akdf"]].to_dict("records")[0]
    assert row["Cost as stated, USD million"] == 25
    assert str(row["Note on cost"]).startswith("paid-in capital")
    assert "" not in set(table["Note on cost"])


def test_dates_in_the_table_are_as_precise_as_known(all_years: Context) -> None:
    table = projects_table.table(all_years, Choice(), ("start", "target"))
    assert list(table.loc["hajigabul-car-plant"]) == ["2023-05", "2025"]
    assert list(table.loc["trans-caspian-fibre-tkm"]) == ["", ""]


def test_quality_line_counts_the_rows_shown(all_years: Context) -> None:
    text = projects_tracker.quality_text(all_years, Choice(kinds=("satellite",)))
    assert re.match(r"Two or more sources: 1 of 1 \(100\u00a0%\); an official one among them: ", text)


# One project


def test_related_by_place_then_by_country_and_kind(small: Dataset) -> None:
    found = projects.related(small, "horadiz-aghband-railway")
    assert dict(zip(found["project_id"], found["reason"], strict=True)) == {"horadiz-aghband-highway": "place"}


def test_the_home_country_alone_is_no_shared_country(small: Dataset, tmp_path: Path) -> None:
    # The two factories have Azerbaijan in common.
    assert projects.related(small, "hajigabul-car-plant").empty
    data = edited(tmp_path, projects=where(project_id="talco-aluminium")(countries="AZE;TJK;UZB"))
    assert list(projects.related(data, "hajigabul-car-plant")["shared"]) == [("UZB",)]


def test_a_part_and_its_whole_lead_to_each_other(small: Dataset) -> None:
    for one, other, reason in (("kulun-hpp", "akdf", "whole"), ("akdf", "kulun-hpp", "part")):
        found = projects.related(small, one).iloc[0]
        assert (found["project_id"], found["reason"]) == (other, reason)
    facts = dict(projects_one.profile(context(small, moment=MOMENT), "kulun-hpp").facts)
    assert facts["Part of"] == "Azerbaijan–Kyrgyz Development Fund"
    assert facts["Other names"] == "Kulun HPP; Кулунская ГЭС"


def test_claims_that_name_a_project(small: Dataset) -> None:
    assert list(projects.claims_naming(small, "ustyurt-psa")["claim_id"]) == ["C15", "C16"]


def test_one_projects_facts(small: Dataset) -> None:
    found = projects_one.profile(context(small, moment=MOMENT), "hajigabul-car-plant")
    facts = dict(found.facts)
    assert facts["Target date"] == "2025"
    assert facts["Cost as stated"].startswith("USD 51.8 million: 88m manat")
    assert facts["Cost as stated"].endswith("(as of 6 Feb 2025)")
    assert [step.when for step in found.steps] == ["6 Feb 2025", "31 Oct 2023", "1 May 2023"]
    assert [step.report for step in found.steps] == [True, True, False]
    assert [name for name, _basis in found.signals] == ["Overdue", "Delays recorded", "Silent for 12 months"]
    assert found.ahead == ()


def test_what_is_next_says_that_a_target_has_passed(small: Dataset) -> None:
    passed = projects_one.profile(context(small, moment=MOMENT), "horadiz-aghband-highway")
    assert passed.ahead == ("Plan: to be finished (target: May 2026); this date has passed since the last check",)
    open_still = projects_one.profile(context(small, moment=MOMENT), "horadiz-aghband-railway")
    assert open_still.ahead == ("Plan: to be finished (target: 2026)",)


def test_the_small_map_asks_nothing_of_another_machine(small: Dataset) -> None:
    figure = projects_one.where(context(small), "trans-caspian-fibre-kaz")
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


@pytest.mark.parametrize("lang", LANGUAGES)
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
    assert "**Overdue: 1**" in texts(open_page("projects"))
    assert "**Overdue: 0**" in texts(open_page("projects", asof="2025-12-31"))


def test_a_filter_that_keeps_nothing_says_so() -> None:
    page = open_page("projects", q="zzzz")
    assert "No project fits the filter in 2019–2026" in texts(page).replace("\\", "")
