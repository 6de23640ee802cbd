"""The recipes of docs/architecture.md, performed on a copy as they are written there: what they add shows on a page."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from caspian import style
from caspian.data import files, validate
from tests import recipes
from tests import small as small_data
from tests.pages import charts, open_page, showing, texts
from tests.recipes import ROOT, perform, run

copied = pytest.mark.copied

PYTHON = ".venv/bin/python"

ALL_YEARS = ["2015", "2025"]

TRIP_TO_GEORGIA = (
    "visit_id,start_date,end_date,visitor,visitor_country,host_country,city,level,visit_type,title_en,title_ru,title_az,source_ids\n"
    "2025-11-01-aze-geo,2025-11-01,2025-11-01,Ilham Aliyev,AZE,GEO,Baku,head_of_state,state,A trip,Поездка,Səfər,"
    "vestikavkaza-20251020-talks\n"
)
"""For a chart to draw; no such trip was paid."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with the small dataset as its data/."""
    small_data.copy(tmp_path / "data")
    return tmp_path


@pytest.fixture
def house(data: Path) -> Path:
    """A folder with the whole product, the small dataset as its data/, and what opens its pages."""
    for part in ("caspian", "pages"):
        shutil.copytree(ROOT / part, data / part)
    (data / "tests").mkdir()
    for file in ("app.py", "babel.cfg", "pyproject.toml", "tests/__init__.py", "tests/pages.py"):
        shutil.copy2(ROOT / file, data / file)
    (data / "data" / "basemap").symlink_to(files.SHIPPED / "basemap")
    return data


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in validate.faults(str(root / "data"))]


def traces(page: AppTest) -> dict[str, dict[str, Any]]:
    """What the charts of a page draw, by its name in their legends."""
    return {trace["name"]: trace for chart in charts(page).values() for trace in chart["data"] if "name" in trace}


def test_every_recipe_is_performed() -> None:
    assert recipes.headings() == [
        "To add a row",
        "To add a term",
        "To add a column",
        "To add a scene",
        "To add a partner country",
        "To add a chart",
        "To add a language",
    ]


def test_a_row_is_counted(data: Path) -> None:
    perform("To add a row", data)
    assert faults(data) == []
    with showing(data / "data"):
        # Heads of state, all years: 9 trips from Azerbaijan and 7 to it, and the new one.
        assert any("17 trips in 2015–2025" in said for said in charts(open_page("visits", period=ALL_YEARS)))


def test_a_term_is_said_in_the_readers_language(data: Path) -> None:
    perform("To add a term", data)
    recipes.fill_cells(data / "data" / "visits.csv", "visit_id,city\n2025-11-15-aze-uzb,Samarkand\n")
    assert faults(data) == []
    with showing(data / "data"):
        assert "Самарканд" in texts(open_page("data", table="visits", row="2025-11-15-aze-uzb", lang="ru"))


def test_a_column_is_shown_under_its_heading(data: Path) -> None:
    perform("To add a column", data)
    assert faults(data) == []
    with showing(data / "data"):
        assert "| In the United Nations since | 2 Mar 1992 |" in texts(open_page("data", table="countries", row="KAZ"))


def test_a_scene_is_shown_in_its_own_words_and_filter(data: Path) -> None:
    perform("To add a scene", data)
    assert faults(data) == []
    with showing(data / "data"):
        page = open_page("present", scene="trade-kazakhstan", lang="ru")
    shown = "\n".join(element.proto.body for element in page.get("html"))
    assert "Наша торговля с Казахстаном" in shown
    assert "Страны: Казахстан" in shown


def test_a_partner_country_is_data(data: Path) -> None:
    perform("To add a partner country", data, ("csv",))
    recipes.fill_cells(data / "data" / "visits.csv", TRIP_TO_GEORGIA)
    assert faults(data) == []
    with showing(data / "data"):
        page = open_page("visits", period=ALL_YEARS)
        assert traces(page)["Georgia"]["marker"]["color"] == style.LIGHT.muted
        # Six partners, eleven years, two directions.
        assert any("of 132 country-years" in said for said in charts(page))
        assert open_page("visits", country="GEO").session_state["country"] == ["GEO"]


@copied
def test_a_partner_country_has_one_colour(house: Path) -> None:
    perform("To add a partner country", house)
    recipes.fill_cells(house / "data" / "visits.csv", TRIP_TO_GEORGIA)
    assert "warning" not in run(house, PYTHON, "-m", "caspian.validate")
    colours = """
from tests.pages import charts, open_page
for chart in charts(open_page("visits")).values():
    print(*(trace["marker"]["color"] for trace in chart["data"] if trace.get("name") == "Georgia"))
"""
    assert set(run(house, PYTHON, "-c", colours).split()) == {"#5B4BA8"}


@copied
def test_a_chart_is_a_function_and_a_line_in_a_page(house: Path) -> None:
    perform("To add a chart", house)
    run(house, PYTHON, "-m", "ruff", "check", "--quiet")
    findings = """
from tests.pages import charts, open_page
for said in charts(open_page("calendar", period=["2015", "2026"])):
    print(said)
"""
    # Summits, declarations and treaties are four each, of 18 events.
    assert re.search(r"^Most frequent: \w+, 4 of 18\.$", run(house, PYTHON, "-c", findings), re.MULTILINE)


@copied
def test_a_language_is_a_line_a_catalogue_and_columns(house: Path) -> None:
    perform("To add a language", house)
    run(house, PYTHON, "-m", "ruff", "check", "--quiet")
    run(house, PYTHON, "-m", "caspian.validate")
    every_page = """
from caspian.ui import site
from tests.pages import open_page
for page in site.ICONS:
    assert open_page(page, lang="kk").session_state["lang"] == "kk"
print(open_page("visits", lang="kk").title[0].value)
print(open_page("trade", lang="kk").title[0].value)
for trip in ("2025-10-20-aze-kaz", "2023-04-10-aze-kaz"):
    print(open_page("data", table="visits", row=trip, lang="kk").header[0].value)
"""
    said = run(house, PYTHON, "-c", every_page).splitlines()
    translated, not_yet, of_its_own, without = said
    assert translated == "Сапарлар"
    assert not_yet == "Trade"
    assert of_its_own.startswith("Қазақстанға мемлекеттік сапар")
    assert without == "Official visit to Kazakhstan"
