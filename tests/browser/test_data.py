"""The data page in a browser: from a row to its sources and back, links that leave, files that are saved."""

import csv
import io
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import frictionless
import openpyxl
import pyarrow.parquet as pq
from playwright.sync_api import Page, Position, expect

from caspian.data.dataset import Dataset
from caspian.text import shortened
from tests.support import settled

FIRST_BOX: Position = {"x": 18, "y": 35 + 17}
"""Where a table of Streamlit has the box that ticks its first row, in pixels: below the header, at the left edge."""


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_from_a_row_to_its_source_and_back_again(page: Page, server: str, dataset: Dataset) -> None:
    step = dataset.milestones.iloc[0]
    project = step["project_id"]
    name = dataset.name("projects", project, "en")
    cited = dataset.sources_of(dataset.projects[dataset.projects["project_id"] == project]).iloc[0]

    page.goto(f"{server}/data?table=milestones&by=project_id&is={project}&country=KAZ&lang=en")
    settled(page)
    expect(page.get_by_test_id("data-grid-canvas")).to_be_visible()
    page.get_by_test_id("stDataFrame").click(position=FIRST_BOX)
    page.wait_for_url("**row=**")
    settled(page)
    assert query(page)["row"][0].startswith(f"{project}~")
    expect(page.get_by_role("heading", level=2)).to_have_text(step["title_en"])

    page.get_by_test_id("stMain").get_by_role("link", name=shortened(name, 46), exact=True).click()
    settled(page)
    assert query(page) == {"table": ["projects"], "row": [project], "country": ["KAZ"], "lang": ["en"]}
    page.get_by_role("link", name=cited["source_id"], exact=True).click()
    settled(page)
    assert query(page) == {"view": ["sources"], "source": [cited["source_id"]], "country": ["KAZ"], "lang": ["en"]}
    expect(page.get_by_role("heading", level=2)).to_contain_text(cited["publisher"])

    page.go_back()
    settled(page)
    assert query(page)["row"] == [project]
    expect(page.get_by_role("heading", level=2)).to_have_text(name)


def test_a_link_that_leaves_opens_a_new_tab_and_passes_nothing_on(page: Page, server: str, dataset: Dataset) -> None:
    cited = dataset.sources[dataset.sources["url"].str.startswith("https://")].iloc[0]
    page.goto(f"{server}/data?view=sources&source={cited['source_id']}")
    settled(page)
    link = page.get_by_role("link", name=cited["url"])
    expect(link).to_have_attribute("target", "_blank")
    assert {"noopener", "noreferrer"} <= set((link.get_attribute("rel") or "").split())


def test_the_table_has_no_download_of_the_frameworks_own(page: Page, server: str) -> None:
    page.goto(f"{server}/data?table=trade")
    settled(page)
    page.get_by_test_id("stDataFrame").hover()
    toolbar = page.get_by_test_id("stElementToolbarButton")
    expect(toolbar.first).to_be_visible()
    assert "Download as CSV" not in [button.get_attribute("aria-label") for button in toolbar.all()]
    expect(page.get_by_label("Download as CSV")).to_have_count(0)


def test_every_file_is_saved_and_holds_the_rows_on_screen(
    page: Page, server: str, tmp_path: Path, dataset: Dataset
) -> None:
    page.goto(f"{server}/data?view=download&table=visits&by=host_country&is=KGZ&lang=az")
    settled(page)
    visits = dataset.visits
    expected = set(visits.loc[(visits["host_country"] == "KGZ") & (visits["start_date"].dt.year >= 2019), "visit_id"])

    csv_file = _saved(page, "CSV", tmp_path)
    with zipfile.ZipFile(csv_file) as archive:
        rows = csv.DictReader(io.StringIO(archive.read("visits.csv").decode("utf-8-sig")))
        assert {row["visit_id"] for row in rows} == expected
        assert "CC BY 4.0" in archive.read("about.txt").decode("utf-8-sig")
    assert csv_file.name == f"trans-caspian-monitor-visits-{dataset.description['version']}-csv.zip"
    book = openpyxl.load_workbook(_saved(page, "Excel", tmp_path))
    assert {str(row[0]) for row in list(book["visits.csv"].values)[1:]} == expected
    table = pq.read_table(_saved(page, "Parquet", tmp_path))
    assert set(table["visit_id"].to_pylist()) == expected
    assert frictionless.validate(str(_saved(page, "Məlumat paketi", tmp_path))).valid


def _saved(page: Page, name: str, folder: Path) -> Path:
    """The file behind a button whose label begins with ``name``."""
    button = page.get_by_test_id("stDownloadButton").get_by_role("button").filter(has_text=name)
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path
