"""The scenes of the presentation: what the table says, what each scene tells, and how faults of the table are told."""

import json
from pathlib import Path

import pandas as pd
import pytest

from caspian import scenes
from caspian.cards.freight.pace import on_the_year_before
from caspian.context import Moment
from caspian.data import dataset as datasets
from caspian.data import validate
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures.freight.series import leading
from caspian.scenes import figures, stage
from caspian.style import LIGHT, THEMES
from caspian.text import NAMES, NO_BREAK_SPACE, language
from tests.damage import Copy, cells
from tests.pages import open_page
from tests.support import context

PERIOD = Filters(period=(2019, 2026))
MOMENT = Moment(pd.Timestamp(2026, 3, 21), pd.Timestamp(2026, 11, 24))
DRAWN = [code for code in figures.FIGURES if code not in ("title", "headline", "themes", "projects_next", "text")]


@pytest.fixture
def data(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "data")


def built(dataset: Dataset, key: str, filters: Filters = PERIOD, code: str = "en") -> scenes.Scene:
    plan = next(plan for plan in scenes.plans(dataset) if plan.key == key)
    return scenes.build(context(dataset, filters=filters, moment=MOMENT, language=language(code), theme=LIGHT), plan)


def test_the_shipped_scenes_show_every_figure_once_but_words(dataset: Dataset) -> None:
    shown = [plan.figure for plan in scenes.plans(dataset)]
    assert shown == [code for code in figures.FIGURES if code != "text"]


def test_the_description_lists_the_figures_that_there_are(dataset: Dataset) -> None:
    assert dataset.field("scenes", "figure")["constraints"]["enum"] == tuple(figures.FIGURES)
    assert set(figures.names(language("en"))) == set(figures.FIGURES)


def test_scenes_come_by_position_and_may_repeat_a_figure(data: Copy) -> None:
    head = data.rows("scenes.csv")[0]
    blank = dict.fromkeys(head, "")
    rows = [
        {**blank, "scene_id": "last", "position": "9", "figure": "trade"},
        {**blank, "scene_id": "kaz", "position": "3", "figure": "trade", "countries": "KAZ"},
    ]
    data.write_rows("scenes.csv", [head, *[[row[name] for name in head] for row in rows]])
    assert validate.faults(data.location) == []
    assert [plan.key for plan in scenes.plans(datasets.load(data.location))] == ["kaz", "last"]


def test_a_scene_of_its_own_words_and_filter(data: Copy) -> None:
    data.set(
        "scenes.csv",
        16,
        title_en="Neighbours",
        title_ru="Соседи",
        title_az="Qonşular",
        text_en="We trade more",
        text_ru="Мы торгуем больше",
        text_az="Daha çox ticarət edirik",
        countries="TJK",
        period_from="2022",
        period_to="2023",
    )
    changed = datasets.load(data.location)
    scene = built(changed, "trade", Filters(("KAZ",), (), (2019, 2026)), "ru")
    assert (scene.title, scene.headline, scene.detail) == ("Соседи", "Мы торгуем больше", "")
    assert scene.filter_line == "Страны: Таджикистан · Период: 2022–2023"
    assert set(scene.rows[0][1]["partner"]) == {"TJK"}


FAULTS = [
    ({"figure": "pie"}, 'column figure: "pie" must be one of title, headline, themes, '),
    ({"figure": ""}, "column figure: must not be empty"),
    ({"position": "20"}, 'column position: "20" stands in line 3 already'),
    ({"position": "first"}, 'column position: "first" is not a whole number'),
    ({"scene_id": "Map 1"}, 'column scene_id: "Map 1" is not written as it must be'),
    ({"countries": "KAZ;XXX"}, 'column countries: "XXX" is not in countries.iso3'),
    ({"sectors": "trains"}, 'column sectors: "trains" is not in sectors.sector_id'),
    ({"title_en": "Only English"}, "column title_ru: must not be empty, since title_en is given"),
    ({"period_from": "2020"}, "column period_to: must not be empty, since period_from is given"),
    ({"period_from": "2024", "period_to": "2020"}, 'column period_to: "2020" is before period_from, 2024'),
    ({"figure": "text"}, "column text_en: must not be empty, since the scene is one of words only"),
]


@pytest.mark.parametrize(("spoilt", "told"), FAULTS, ids=[told[7:40] for _spoilt, told in FAULTS])
def test_a_fault_is_told_with_file_line_and_column(data: Copy, spoilt: dict[str, str], told: str) -> None:
    cells("scenes.csv", 5, **spoilt)(data)
    assert str(validate.faults(data.location)[0]).startswith(f"scenes.csv, line 5, {told}")


def test_a_dataset_without_scenes_is_presented_in_the_order_of_the_pages(data: Copy) -> None:
    description = json.loads(data.read("datapackage.json"))
    description["resources"] = [one for one in description["resources"] if one["name"] != "scenes"]
    data.write("datapackage.json", json.dumps(description).encode())
    (data.folder / "scenes.csv").unlink()
    assert validate.faults(data.location) == []
    bare = datasets.load(data.location)
    assert [plan.key for plan in scenes.plans(bare)][:3] == ["title", "headline", "themes"]
    assert len(scenes.plans(bare)) == len(figures.FIGURES) - 1


def test_growth_on_the_year_before(dataset: Dataset) -> None:
    # freight.csv, titr-freight-t, thousand tonnes: 759, 783, 586, 1485, 2764, 4484, 4119 in 2019 to 2025.
    pairs = on_the_year_before(context(dataset, filters=PERIOD), leading(dataset, "corridor")).set_index("end")
    assert list(pairs.index) == [2020, 2021, 2022, 2023, 2024, 2025]
    assert pairs["change"][2023] == pytest.approx(2764 / 1485 - 1)
    assert pairs["change"][2025] == pytest.approx(4119 / 4484 - 1)
    assert list(pairs.index[pairs["crosses"]]) == [2024]
    scene = built(dataset, "freight-growth")
    # 2764 / 1485 = 1.8613, nearer to the stated 90 % than 2.53 (2022) or 1.62 (2024).
    assert (
        scene.headline.replace(NO_BREAK_SPACE, " ")
        == "−8.1 % (2024 → 2025); stated: +90 %, nearest: +86.1 % (2022 → 2023)."
    )


def test_the_timeline_shows_the_nearest_targets_that_fit(dataset: Dataset) -> None:
    scene = built(dataset, "projects-timeline")
    projects = dataset.projects
    ahead = projects[
        projects["in_article"] & (projects["target_date"] >= MOMENT.reference) & projects["completed_date"].isna()
    ]
    shown = scene.rows[0][1]
    assert 0 < len(shown) <= len(ahead)
    assert list(shown["target_date"]) == sorted(ahead["target_date"])[: len(shown)]
    assert f"targets ahead: {len(ahead)}, drawn: {len(shown)}" in scene.headline


@pytest.mark.parametrize(
    ("takeaway", "parts"),
    [
        ("Short; and whole.", ("Short; and whole.", "")),
        ("A" * 80 + "; " + "b" * 80, ("A" * 80, "b" * 80)),
        ("A" * 60 + ". " + "B" * 50 + "; " + "c" * 60, ("A" * 60 + ". " + "B" * 50, "c" * 60)),
        ("янв. " + "a" * 150, ("янв. " + "a" * 150, "")),
    ],
)
def test_a_long_finding_is_parted(takeaway: str, parts: tuple[str, str]) -> None:
    assert scenes.parted(takeaway) == parts


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("key", [code.replace("_", "-") for code in DRAWN])
def test_every_scene_says_something_in_every_language(dataset: Dataset, key: str, code: str) -> None:
    scene = built(dataset, key, code=code)
    assert scene.headline
    assert any(mark.isdigit() for mark in scene.headline)
    assert len(scene.headline) < 200
    assert scene.picture is not None or scene.view
    assert len(scene.rows)
    assert {"en": "rows searched up to", "ru": "охват данных по", "az": "məlumatların əhatəsi"}[
        code
    ] in scene.source_line


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_no_text_of_a_picture_is_smaller_than_the_stage_allows(dataset: Dataset, theme) -> None:
    for plan in scenes.plans(dataset):
        scene = scenes.build(
            context(dataset, filters=PERIOD, moment=MOMENT, language=language("az"), theme=theme), plan
        )
        if scene.picture is None:
            continue
        drawn = scene.picture.to_dict()
        assert min(sizes(drawn)) >= stage.SMALLEST, plan.key
        assert (drawn["layout"]["width"], drawn["layout"]["height"]) == (stage.PICTURE_WIDTH, stage.PICTURE_HEIGHT)


def sizes(part: object, font: bool = False) -> set[float]:
    """All sizes of letters in a figure."""
    if isinstance(part, dict):
        found = set()
        for key, value in part.items():
            if font and key == "size":
                found |= {float(one) for one in (value if isinstance(value, list | tuple) else [value])}
            else:
                found |= sizes(value, font=str(key).endswith("font"))
        return found
    if isinstance(part, list | tuple):
        return set().union(*(sizes(item) for item in part)) if part else set()
    return {float(found[1]) for found in stage.SIZE_IN_TEXT.finditer(part)} if isinstance(part, str) else set()


def test_filters_apply_and_are_printed(dataset: Dataset) -> None:
    scene = built(dataset, "visits-count", Filters(("KAZ",), (), (2022, 2024)))
    assert scene.filter_line == "Countries: Kazakhstan · Period: 2022–2024 · Heads of state, every trip, any city"
    # visits.csv, heads of state between Azerbaijan and Kazakhstan: see the counts in test_pptx.
    assert scene.rows[0][1]["partner"].unique().tolist() == ["KAZ"]
    themes = built(dataset, "themes", Filters(("KAZ",), (), (2022, 2024)))
    assert themes.filter_line == "the filters do not bear on this scene"


def test_a_scene_with_nothing_to_show_says_why(dataset: Dataset) -> None:
    scene = built(dataset, "visits-count", Filters(("KAZ",), (), (2016, 2017)))
    assert scene.picture is None
    assert scene.headline == "The trips were searched for 2020–2025 only; the chosen period lies outside."
    assert scene.source_line == ""


def test_a_scene_of_words_has_no_sources(data: Copy) -> None:
    data.set("scenes.csv", 2, figure="text", text_en="Welcome", text_ru="Добро пожаловать", text_az="Xoş gəldiniz")
    scene = built(datasets.load(data.location), "title", code="az")
    assert (scene.headline, scene.source_line, scene.rows) == ("Xoş gəldiniz", "", ())


def html_of(run) -> str:
    """The page's own HTML, its spaces that do not break made plain."""
    return "\n".join(element.proto.body for element in run.get("html")).replace(NO_BREAK_SPACE, " ")


@pytest.mark.parametrize("code", NAMES)
def test_the_page_shows_the_scene_of_its_address(code: str) -> None:
    run = open_page("present", scene="freight-target", lang=code, country="KAZ")
    said = html_of(run)
    assert {"en": "4.12 Mt in 2025", "ru": "4,12 млн т в 2025 году", "az": "4,12 mln t (2025)"}[code] in said
    assert {"en": "Kazakhstan", "ru": "Казахстан", "az": "Qazaxıstan"}[code] in said
    assert "9 / 17" in said
    assert not run.sidebar.children


def test_nonsense_in_the_address_shows_the_first_scene() -> None:
    run = open_page("present", scene="<b>", play="-3", period="x")
    assert "1 / 17" in html_of(run)


def press(run, key: str):
    run.button(key=f"key-{key}").click().run()
    assert not run.exception
    return run.session_state["scene"]


def test_keys_turn_the_scenes() -> None:
    run = open_page("present")
    assert press(run, "Right") == "headline"
    assert press(run, "Space") == "themes"
    assert press(run, "Left") == "headline"
    assert press(run, "End") == "sources"
    assert press(run, "Right") == "sources"
    assert press(run, "Home") == "title"
    assert press(run, "Left") == "title"


def test_p_pauses_and_goes_on_as_fast_as_before() -> None:
    run = open_page("present", play="45")
    press(run, "P")
    assert run.session_state["play"] == 0
    press(run, "P")
    assert run.session_state["play"] == 45


def test_help_lists_every_scene_and_the_slides() -> None:
    run = open_page("present", lang="ru")
    press(run, "H")
    labels = [button.label for button in run.button]
    assert sum(label.split(".")[0].isdigit() for label in labels) == 17
    assert "9. Грузы: цель и факт" in labels
    assert len(run.get("download_button")) == 1
    press(run, "Esc")  # closes the help, and does not leave
    assert "1 / 17" in html_of(run)


def test_a_scene_that_fails_does_not_spoil_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    build = scenes.build

    def failing(dataset, plan, *given):
        if plan.key == "headline":
            raise RuntimeError("spoilt")
        return build(dataset, plan, *given)

    monkeypatch.setattr(scenes, "build", failing)
    assert "1 / 17" in html_of(open_page("present"))
