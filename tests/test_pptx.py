"""The slides: opened again, their charts' numbers counted anew from the CSV files, in three languages."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Inches

from caspian import scenes, slides
from caspian.cards import Card
from caspian.charts.encoding import Encoding
from caspian.context import Context, Moment
from caspian.data import dataset as datasets
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.scenes import figures
from caspian.scenes.figures import Content, Figure
from caspian.slides import deck, native
from caspian.slides.native import Chart, Series
from caspian.style import LIGHT
from caspian.text import language
from tests import small
from tests.payloads import fill
from tests.support import context

MOMENT = Moment(pd.Timestamp(2026, 3, 21), pd.Timestamp(2026, 11, 24))
PERIOD = Filters(period=(2019, 2026))
ADDRESS = "https://monitor.example/present?lang=en"


def slides_of(dataset: Dataset, code: str) -> bytes:
    return deck.presentation(context(dataset, filters=PERIOD, language=language(code)), ADDRESS)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The small dataset without scenes of its own: every figure once, in the order of the pages."""
    return small.edited(tmp_path_factory.mktemp("slides"), scenes=lambda _rows: [])


@pytest.fixture(scope="module")
def made(dataset: Dataset) -> dict[str, bytes]:
    return {code: slides_of(dataset, code) for code in LANGUAGES}


@pytest.fixture(scope="module")
def opened(made: dict[str, bytes]) -> dict[str, Any]:
    return {code: Presentation(io.BytesIO(file)) for code, file in made.items()}


def rows(name: str) -> list[dict[str, str]]:
    with (small.FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def places(dataset: Dataset) -> dict[str, int]:
    return {plan.key: place for place, plan in enumerate(scenes.plans(dataset))}


def chart(opened: dict[str, Any], places: dict[str, int], key: str, code: str) -> dict[str, dict[str, float]]:
    """The numbers of a slide's chart, by series and category; empty ones left out."""
    slide = opened[code].slides[places[key]]
    (drawn,) = charts_of(slide)
    categories = [str(label) for label in drawn.plots[0].categories]
    return {
        one.name: {label: v for label, v in zip(categories, one.values, strict=True) if v is not None}
        for one in drawn.plots[0].series
    }


def charts_of(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def words_of(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def name(table: str, key: str, of: str, code: str) -> str:
    return next(row[f"name_{code}"] for row in rows(table) if row[key] == of)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_scene_is_a_slide_with_its_finding_as_title(dataset: Dataset, opened: dict[str, Any], code: str) -> None:
    file = opened[code]
    assert (file.slide_width, file.slide_height) == (Inches(13.333), Inches(7.5))
    plans = scenes.plans(dataset)
    assert len(file.slides) == len(plans)
    for plan, slide in zip(plans, file.slides, strict=True):
        scene = scenes.build(
            context(dataset, filters=PERIOD, moment=MOMENT, language=language(code), theme=LIGHT), plan
        )
        assert slide.shapes.title.text_frame.text == scene.headline


@pytest.mark.parametrize("code", LANGUAGES)
def test_trips_are_those_of_the_file(opened: dict[str, Any], places: dict[str, int], code: str) -> None:
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in rows("visits.csv"):
        if row["level"] == "head_of_state" and row["start_date"] >= "2019":
            outbound = row["visitor_country"] == "AZE"
            partner = row["host_country"] if outbound else row["visitor_country"]
            counted["out" if outbound else "in", partner, row["start_date"][:4]] += 1
    drawn = chart(opened, places, "visits-count", code)
    series = list(drawn)
    for place, partner in enumerate(("KAZ", "KGZ", "TJK", "TKM", "UZB")):
        for way, sign, offset in (("in", 1, 0), ("out", -1, 5)):
            one = series[place + offset]
            assert one.startswith(name("countries.csv", "iso3", partner, code))
            assert drawn[one] == {
                year: sign * n for (at, who, year), n in counted.items() if (at, who) == (way, partner)
            }
    assert sum(counted.values()) == sum(abs(n) for numbers in drawn.values() for n in numbers.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_tonnage_is_that_of_the_file(opened: dict[str, Any], places: dict[str, int], code: str) -> None:
    wanted: dict[str, dict[str, float]] = {"actual": {}, "target": {}}
    for row in rows("freight.csv"):
        whole = row["period_start"][5:] == "01-01" and row["period_end"][5:] == "12-31"
        if row["series_id"] == "titr-freight-t" and whole and row["period_start"] > "2019":
            wanted[row["status"]][row["period_start"][:4]] = float(row["value"]) / 1e6
    drawn = chart(opened, places, "freight-target", code)
    assert [pytest.approx(numbers) for numbers in drawn.values()] == [wanted["actual"], wanted["target"]]
    growth = list(chart(opened, places, "freight-growth", code).values())
    actual = wanted["actual"]
    # There is no 2020 and no 2021. The series counts more from 2024 on: that column's label says so after the year.
    assert [round(change, 9) for change in growth[0].values()] == [
        round(actual[str(year)] / actual[str(year - 1)] - 1, 9) for year in (2023, 2024, 2025)
    ]
    assert list(growth[1].values()) == [0.9]


@pytest.mark.parametrize("code", LANGUAGES)
def test_other_charts_hold_the_rows_numbers(opened: dict[str, Any], places: dict[str, int], code: str) -> None:
    ports = list(chart(opened, places, "freight-ports", code).values())
    # freight.csv: Turkmenbashi 2021, Alat 2025, Aktau 2022, Kuryk 2018; capacity of Alat.
    assert list(ports[0].values()) == [11.3, 8.1922, 3.8, 1.61]
    assert list(ports[1].values()) == [15]
    # 10 March 2026: 13 to 17 days against 28 to 32 (freight.csv, titr-time-...-days).
    time = [next(iter(bound.values())) for bound in chart(opened, places, "transit-time", code).values()]
    assert time == [28, 32, 13, 17]
    trade = list(chart(opened, places, "trade", code).values())
    kazakhstan = [
        float(row["turnover_usd_m"])
        for year in ("2022", "2025")
        for row in rows("trade.csv")
        if row["partner"] == "KAZ" and row["reporter"] == "AZE"
        if (row["period_start"], row["period_end"]) == (f"{year}-01-01", f"{year}-10-31")
    ]
    assert [next(iter(period.values())) for period in trade] == kazakhstan
    sectors = Counter(row["sector"] for row in rows("claims.csv"))
    claims = chart(opened, places, "claims", code)
    assert {series: sum(numbers.values()) for series, numbers in claims.items()} == {
        name("sectors.csv", "sector_id", sector, code): n for sector, n in sectors.items()
    }
    kinds = Counter(row["kind"] for row in rows("sources.csv"))
    drawn = chart(opened, places, "sources", code)
    assert sorted(int(sum(numbers.values())) for numbers in drawn.values()) == sorted(kinds.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_trips_in_36_months_are_those_of_the_file(opened: dict[str, Any], places: dict[str, int], code: str) -> None:
    ends = Counter(
        row["visitor_country"] == "AZE"
        for row in rows("visits.csv")
        if row["level"] == "head_of_state" and "2022-12-31" < row["start_date"] <= "2025-12-31"
    )
    drawn = chart(opened, places, "visits-rolling", code)
    outbound, inbound = list(drawn.values())[:2]
    assert (list(outbound.values())[-1], list(inbound.values())[-1]) == (ends[True], ends[False])


@pytest.mark.parametrize("code", LANGUAGES)
def test_projects_completed_or_stalled_are_those_of_the_file(
    opened: dict[str, Any], places: dict[str, int], code: str
) -> None:
    labels = {row["term"]: row[f"label_{code}"] for row in rows("terms.csv") if row["kind"] == "project_status"}
    projects = rows("projects.csv")
    completed = sum(row["status"] == "completed" and row["completed_date"] >= "2019" for row in projects)
    stalled = sum(row["status"] == "stalled" for row in projects)
    drawn = chart(opened, places, "projects-status", code)
    assert sum(drawn[labels["completed"]].values()) == completed
    assert sum(drawn[labels["stalled"]].values()) == stalled


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_texts_are_in_the_viewers_language(opened: dict[str, Any], code: str) -> None:
    said = [words_of(slide) for slide in opened[code].slides]
    footers = {"en": "Countries: all", "ru": "Страны: все", "az": "Ölkələr: hamısı"}
    assert sum(any(footers[code] in text for text in texts) for texts in said) > 8
    dates = {"en": "31 Dec 2025", "ru": "31 дек. 2025", "az": "31 dek 2025"}
    assert sum(any(dates[code] in text for text in texts) for texts in said) > 5
    if code != "en":
        everything = " ".join(text for texts in said for text in texts)
        assert "rows searched" not in everything
        assert "sources" not in everything


def test_notes_lead_to_the_sources(opened: dict[str, Any], dataset: Dataset) -> None:
    urls = set(dataset.sources["url"])
    for slide in list(opened["en"].slides)[1:]:
        frame = slide.notes_slide.notes_text_frame
        links = [run.hyperlink.address for paragraph in frame.paragraphs for run in paragraph.runs]
        links = [link for link in links if link]
        assert links[0].startswith(f"{ADDRESS}&scene=")
        assert len(links) > 2
        assert all(link.startswith("http") for link in links)
        assert sum(link in urls for link in links) >= len(links) - 1
        assert "Sources: " in frame.text


def test_maps_are_pictures_with_words_beside_them(opened: dict[str, Any], places: dict[str, int]) -> None:
    for key in ("map-region", "map-alat"):
        slide = opened["ru"].slides[places[key]]
        (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert picture.image.content_type == "image/png"
        assert len(picture.image.blob) > 50_000
        assert picture._element.nvPicPr.cNvPr.get("descr")


def test_everything_stays_on_its_slide(opened: dict[str, Any]) -> None:
    for file in opened.values():
        for slide in file.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= file.slide_width
                assert shape.top + shape.height <= file.slide_height


def test_axes_keep_the_order_of_the_schema(made: dict[str, bytes]) -> None:
    # PowerPoint repairs, or refuses, a file whose elements come in another order.
    order_of = ["axId", "scaling", "delete", "axPos", "majorGridlines", "title", "numFmt", "majorTickMark"]
    order_of += ["minorTickMark", "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "auto", "lblAlgn", "lblOffset"]
    order_of += ["tickLblSkip", "tickMarkSkip", "noMultiLvlLbl"]
    seen = 0
    for axis in axes(made["en"]):
        tags = [child.tag.split("}")[1] for child in axis]
        assert [order_of.index(tag) for tag in tags] == sorted(order_of.index(tag) for tag in tags)
        seen += "tickLblSkip" in tags
    assert seen == 1


def axes(file: bytes) -> Iterator[Any]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for part in archive.namelist():
            if part.startswith("ppt/charts/chart"):
                yield from parse_xml(archive.read(part)).iter("{*}catAx")


DAYS = Encoding(
    "stacked bars",
    "project",
    "piece",
    "days",
    categories=("Road", "Port", "Rail"),
    base="begin",
    value_axis=(pd.Timestamp(1900, 1, 1), pd.Timestamp(1901, 1, 1), 365.25, "yyyy"),
)


def test_a_tables_marks_are_added_up_ordered_and_stand_on_their_dates() -> None:
    first, later = pd.Timestamp(1900, 1, 9), pd.Timestamp(1900, 1, 19)
    table = pd.DataFrame(
        [
            ("Rail", "ahead", 7, later, "#000000"),
            ("Rail", "done", 10, first, "#000000"),
            ("Road", "done", 2, later, "#000000"),
            ("Road", "done", 3, later, "#FFFFFF"),
            ("Rail", None, 99, first, "#000000"),
        ],
        columns=["project", "piece", "days", "begin", "colour"],
    )
    table["piece"] = pd.Categorical(table["piece"], ["done", "ahead", "never"])
    drawn = native.chart_of(Card("card", "", "", None, (), table=table, columns={"begin": "From"}, encoding=DAYS))
    assert drawn.categories == ("Road", "Port", "Rail")
    # Days as a spreadsheet counts them, from 30 December 1899: 9 January 1900 is the 10th after it, the 19th the 20th.
    assert [(one.name, one.values) for one in drawn.series] == [
        ("From", (20, None, 10)),
        ("done", (2 + 3, None, 10)),
        ("ahead", (None, None, 7)),
    ]
    assert drawn.value_axis == (2, 367, 365.25, "yyyy")
    # The legend shows a series whose marks differ in no colour of one of them.
    assert [one.colour for one in drawn.series[1:]] == ["", "#000000"]
    assert drawn.series[1].points[2] == ("#000000", "solid")


def with_figure(make: Callable[[Context], Content], to: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The slides of two scenes, the first of a figure that is made so, the second the title."""
    dataset = small.edited(
        to,
        scenes=lambda rows: [
            dict.fromkeys(rows[0], "") | {"scene_id": "own", "position": "1", "figure": "headline"},
            dict.fromkeys(rows[0], "") | {"scene_id": "title", "position": "2", "figure": "title"},
        ],
    )
    monkeypatch.setattr(figures, "FIGURES", dict(figures.FIGURES) | {"headline": Figure("overview", make)})
    return list(Presentation(io.BytesIO(slides_of(dataset, "az"))).slides)


def showing(card: Card) -> Callable[[Context], Content]:
    return lambda _context: Content(card.title, card.takeaway, card.rows, card)


NUMBERS = pd.DataFrame({"who": ["a\x00b", *["c" * 60] * 19], "much": [1234.5, *[float("nan")] * 19], "hidden": 0})


def test_a_card_that_no_office_chart_can_show_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = Card("x", "X", "Said", go.Figure(), (), table=NUMBERS, columns={"who": "Kim", "much": "Nə qədər"})
    slide, _title = with_figure(showing(card), tmp_path, monkeypatch)
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert lines[:3] == [["Kim", "Nə qədər"], ["ab", "1.234,50"], ["c" * 40 + "…", ""]]
    # 20 rows, of which a slide has room for 13.
    assert len(lines) == 1 + 13
    assert any("7" in text for text in words_of(slide))


def test_a_card_without_numbers_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slide, _title = with_figure(showing(Card("x", "X", "Said", go.Figure(), ())), tmp_path, monkeypatch)
    assert any("cədvəl" in text for text in words_of(slide))


def test_a_scene_that_fails_is_one_sentence_among_the_other_slides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_context: Context) -> Content:
        raise RuntimeError("spoilt")

    failed, title = with_figure(fail, tmp_path, monkeypatch)
    assert len([text for text in words_of(failed) if text]) == 2
    assert not [shape for shape in failed.shapes if not shape.has_text_frame]
    assert title.shapes.title.text_frame.text.endswith("2019–2026")
    assert "RuntimeError: spoilt" in capsys.readouterr().err


HOSTILE = ("=cmd()", "+1", "@x", "<b>", "a\x00b")


def test_text_in_the_workbook_of_a_chart_is_never_a_formula() -> None:
    file = Presentation()
    slide = file.slides.add_slide(file.slide_layouts[5])
    names = tuple(text.replace("\x00", "") for text in HOSTILE)
    series = Series("=1+1", (1.0,) * len(names), "#000000")
    frame = native.add(slide.shapes, Chart("bars", names, (series,)), (0, 0, Inches(5), Inches(5)), "words", LIGHT)
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    (sheet,) = book.worksheets
    cells = [cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert [cell.value for cell in cells] == ["'=1+1", "'=cmd()", "'+1", "'@x", "<b>", "ab"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_marks_that_no_file_can_hold_are_left_out() -> None:
    assert deck.clean("a\x00b\x0bc\nd\te") == "abc d e"


def test_a_process_of_its_own_makes_them_once(tmp_path: Path) -> None:
    title = small.edited(tmp_path, scenes=lambda rows: [row for row in rows if row["scene_id"] == "title"])
    wanted = context(title, filters=Filters(("UZB",), (), (2020, 2025)), language=language("az"))
    file = slides.of(wanted, ADDRESS)
    texts = words_of(Presentation(io.BytesIO(file)).slides[0])
    assert any("Özbəkistan" in text for text in texts)
    assert slides.of(wanted, ADDRESS) is file


def test_a_process_that_fails_says_why(dataset: Dataset) -> None:
    with pytest.raises(slides.SlidesError, match="KeyError"):
        slides.of(context(dataset, theme=replace(LIGHT, name="no such theme")), ADDRESS)


def test_whatever_the_cells_hold_the_file_opens_and_runs_nothing(tmp_path: Path) -> None:
    data = small.copy(tmp_path)
    data.change("scenes.csv", lambda _rows: [])
    fill(data)
    file = Presentation(io.BytesIO(slides_of(datasets.load(data.location), "en")))
    shown = "\n".join(text for slide in file.slides for text in words_of(slide))
    assert "<script>window.harm=3</script>" in shown
    for slide in file.slides:
        for relation in [*slide.part.rels.values(), *slide.notes_slide.part.rels.values()]:
            assert not relation.is_external or relation.target_ref.startswith(("https://", "http://"))
        for drawn in charts_of(slide):
            book = openpyxl.load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob))
            cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
            assert "f" not in {cell.data_type for cell in cells}
