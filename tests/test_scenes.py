"""The scenes of the presentation: what the table says, what each scene tells, and how faults of the table are told."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from caspian import scenes
from caspian.context import Context
from caspian.data import dataset as datasets
from caspian.data import validate
from caspian.data.dataset import Dataset
from caspian.data.vocabulary import SCENE_FIGURE
from caspian.filters import Filters
from caspian.scenes import Plan, figures, stage
from caspian.scenes.figures import Content, Figure
from caspian.style import THEMES
from caspian.text import NO_BREAK_SPACE, language
from caspian.ui import session
from tests import emptied
from tests import small as small_data
from tests.damage import Copy, cells
from tests.pages import open_page, showing
from tests.support import context

pytestmark = pytest.mark.usefixtures("on_small")

PERIOD = Filters(period=(2019, 2026))
FIGURES = [code for code in figures.FIGURES if code != "text"]
DRAWN = set(FIGURES) - {"title", "headline", "themes", "projects_next"}


def built(dataset: Dataset, plan: Plan, filters: Filters = PERIOD, code: str = "en") -> scenes.Scene:
    return scenes.build(context(dataset, filters=filters, language=language(code)), plan)


def of(dataset: Dataset, figure: str, filters: Filters = PERIOD) -> scenes.Scene:
    """A figure as a scene that leaves everything to it."""
    return built(dataset, Plan(figure, figure), filters)


def says_something(dataset: Dataset, figure: str, filters: Filters = PERIOD) -> bool:
    """A headline; and a picture, a map, figures or lines, or the headline is a sentence that says why there is none."""
    shown = of(dataset, figure, filters)
    drawn = shown.layout != "words" or shown.lines
    return bool(shown.headline) and bool(drawn or shown.headline.endswith("."))


def scene(**cells: str) -> Callable[[list[small_data.Row]], list[small_data.Row]]:
    """A table of one scene."""
    return lambda rows: [dict.fromkeys(rows[0], "") | {"scene_id": "one", "position": "1"} | cells]


def test_the_description_lists_the_figures_that_there_are(small: Dataset) -> None:
    listed = tuple(small.field("scenes", "figure")["constraints"]["enum"])
    assert listed == SCENE_FIGURE.known == tuple(figures.FIGURES)
    assert set(figures.names(language("en"))) == set(listed)


def test_scenes_come_by_position_and_may_repeat_a_figure(data: Copy) -> None:
    data.change(
        "scenes.csv",
        lambda rows: [
            dict.fromkeys(rows[0], "") | {"scene_id": "last", "position": "9", "figure": "trade"},
            dict.fromkeys(rows[0], "") | {"scene_id": "kaz", "position": "3", "figure": "trade", "countries": "KAZ"},
        ],
    )
    assert validate.faults(data.location) == []
    assert [plan.key for plan in scenes.plans(datasets.load(data.location))] == ["kaz", "last"]


OWN = {
    "figure": "trade",
    "title_en": "Neighbours",
    "title_ru": "Соседи",
    "title_az": "Qonşular",
    "text_en": "We trade more",
    "text_ru": "Мы торгуем больше",
    "text_az": "Daha çox ticarət edirik",
    "countries": "TJK",
}


def test_a_scene_of_its_own_words_and_filter(tmp_path: Path) -> None:
    changed = small_data.edited(tmp_path, scenes=scene(**OWN, period_from="2022", period_to="2023"))
    shown = built(changed, scenes.plans(changed)[0], Filters(("KAZ",), (), (2019, 2026)), "ru")
    assert (shown.title, shown.headline, shown.detail) == ("Соседи", "Мы торгуем больше", "")
    assert shown.filter_line == "Страны: Таджикистан · Период: 2022–2023"
    assert set(shown.rows[0][1]["partner"]) == {"TJK"}


def test_own_words_do_not_hide_why_there_is_no_picture(tmp_path: Path) -> None:
    # trade.csv: of Tajikistan's trade as Azerbaijan reports it, 2022 and 2023.
    changed = small_data.edited(tmp_path, scenes=scene(**OWN, period_from="2016", period_to="2017"))
    shown = built(changed, scenes.plans(changed)[0])
    assert shown.picture is None
    assert (shown.headline, shown.detail[:17]) == ("We trade more", "No chosen partner")


FAULTS = [
    ({"figure": "pie"}, 'column figure: "pie" must be one of title, headline, themes, '),
    ({"figure": ""}, "column figure: must not be empty"),
    ({"position": "40"}, 'column position: "40" stands in line 3 already'),
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
    shown = [plan.figure for plan in scenes.plans(datasets.load(data.location))]
    assert shown == [code for code in figures.FIGURES if code != "text"]


def test_a_table_of_scenes_without_rows_is_as_good_as_none(tmp_path: Path) -> None:
    bare = small_data.edited(tmp_path, scenes=small_data.none)
    assert [plan.key for plan in scenes.plans(bare)][:4] == ["title", "headline", "themes", "map-region"]


def test_growth_is_told_beside_what_is_stated(small: Dataset) -> None:
    # 4119 / 4484 = 0.919; 2764 / 1485 = 1.861 is nearer to the stated 90 % than 4484 / 2764 = 1.622.
    assert (
        of(small, "freight_growth").headline.replace(NO_BREAK_SPACE, " ")
        == "−8.1 % (2024 → 2025); stated: +90 %, nearest: +86.1 % (2022 → 2023)."
    )


def test_the_timeline_shows_the_nearest_targets(small: Dataset) -> None:
    shown = of(small, "projects_timeline")
    # Named in the review, with a target after 21 March 2026: the highway in May, the railway and the fibre by December.
    ahead = {"horadiz-aghband-highway", "horadiz-aghband-railway", "trans-caspian-fibre-kaz"}
    assert set(shown.rows[0][1]["project_id"]) == ahead
    assert "highway (May 2026); targets ahead: 3, drawn: 3" in shown.headline


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


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_every_scene_says_something_in_every_language(shipped: Dataset, code: str) -> None:
    searched = {"en": "rows searched up to", "ru": "охват данных по", "az": "məlumatların əhatəsi"}[code]
    for plan in scenes.plans(shipped):
        shown = scenes.build(context(shipped, filters=PERIOD, language=language(code)), plan)
        assert shown.headline, plan.key
        assert len(shown.headline) < 200, plan.key
        if plan.figure in DRAWN:
            assert shown.picture is not None or shown.view, plan.key
            assert len(shown.rows), plan.key
            assert searched in shown.source_line, plan.key


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_no_text_of_a_picture_is_smaller_than_the_stage_allows(shipped: Dataset, theme) -> None:
    for plan in scenes.plans(shipped):
        shown = scenes.build(context(shipped, filters=PERIOD, language=language("az"), theme=theme), plan)
        if shown.picture is None:
            continue
        drawn = shown.picture.to_dict()
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


def test_filters_apply_and_are_printed(small: Dataset) -> None:
    shown = of(small, "visits_count", Filters(("KAZ",), (), (2022, 2024)))
    assert shown.filter_line == "Countries: Kazakhstan · Period: 2022–2024 · Heads of state, every trip, any city"
    # Of 2022 to 2024: to Azerbaijan on 24 August 2022, from it on 10 April 2023.
    assert list(shown.rows[0][1]["start_date"].dt.strftime("%Y-%m-%d")) == ["2022-08-24", "2023-04-10"]
    themes = of(small, "themes", Filters(("KAZ",), (), (2022, 2024)))
    assert themes.filter_line == "the filters do not bear on this scene"


NOTHING = [
    Filters(("TJK",), (), (2016, 2016)),
    Filters(("TJK",), ("culture",), (2026, 2026)),
    Filters((), ("politics",), (2015, 2015)),
]


@pytest.mark.parametrize("filters", NOTHING, ids=["one country and year", "a year not searched", "no project"])
def test_filters_that_leave_nothing_are_told_in_words(small: Dataset, filters: Filters) -> None:
    assert all(says_something(small, figure, filters) for figure in FIGURES)
    shown = of(small, "projects_status", filters)
    assert (shown.picture, shown.source_line) == (None, "")
    assert shown.headline.startswith("No project")


@pytest.mark.parametrize(
    "table", ["terms", "freight_series", "freight", "projects", "milestones", "visits", "trade", "claims"]
)
def test_a_table_of_its_header_only_is_told_in_words(small: Dataset, tmp_path: Path, table: str) -> None:
    bare = datasets.load(str(emptied.folder(tmp_path / table, table, small)))
    assert [figure for figure in FIGURES if not says_something(bare, figure)] == []


@pytest.mark.parametrize(
    "narrowed",
    [Plan("turkey", "", ("TUR",)), Plan("home", "", ("AZE",)), Plan("digital", "", (), ("digital",))],
    ids=lambda plan: plan.key,
)
def test_a_scene_may_be_narrowed_to_what_nobody_filters_by(small: Dataset, narrowed: Plan) -> None:
    for figure in FIGURES:
        assert built(small, replace(narrowed, figure=figure)).headline, figure


def test_a_scene_of_words_has_no_sources(tmp_path: Path) -> None:
    words = scene(figure="text", text_en="Welcome", text_ru="Добро пожаловать", text_az="Xoş gəldiniz")
    changed = small_data.edited(tmp_path, scenes=words)
    shown = built(changed, scenes.plans(changed)[0], code="az")
    assert (shown.headline, shown.source_line, shown.rows) == ("Xoş gəldiniz", "", ())


def html_of(run) -> str:
    """The page's own HTML, its spaces that do not break made plain."""
    return "\n".join(element.proto.body for element in run.get("html")).replace(NO_BREAK_SPACE, " ")


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_the_page_shows_the_scene_of_its_address(code: str) -> None:
    run = open_page("present", scene="visits-count", lang=code, country="KAZ")
    said = html_of(run)
    # Kazakhstan, heads of state from 2019 on: 2 to Azerbaijan (2022, 2025), 2 from it (2023, 2025); and the summit of
    # 2019, whose guest was no head of state.
    assert {"en": "2 trips to Azerbaijan", "ru": "2 поездки в Азербайджан", "az": "Azərbaycana 2 səfər"}[code] in said
    assert {"en": "Kazakhstan", "ru": "Казахстан", "az": "Qazaxıstan"}[code] in said
    assert "3 / 5" in said
    assert not run.sidebar.children


def test_nonsense_in_the_address_shows_the_first_scene() -> None:
    run = open_page("present", scene="<b>", play="-3", period="x")
    assert "1 / 5" in html_of(run)


def press(run, key: str):
    run.button(key=f"key-{key}").click().run()
    assert not run.exception
    return run.session_state["scene"]


def test_keys_turn_the_scenes() -> None:
    run = open_page("present")
    assert press(run, "Right") == "map-region"
    assert press(run, "Space") == "visits-count"
    assert press(run, "Left") == "map-region"
    assert press(run, "End") == "projects-status"
    assert press(run, "Right") == "projects-status"
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
    assert sum(label.split(".")[0].isdigit() for label in labels) == 5
    assert "4. Грузы: рост" in labels
    assert len(run.get("download_button")) == 1
    press(run, "Esc")  # closes the help, and does not leave
    assert "1 / 5" in html_of(run)


def test_a_scene_that_new_data_do_not_have_gives_way_to_the_first(data: Copy) -> None:
    with showing(data.folder):
        run = open_page("present", scene="projects-status")
        data.change("scenes.csv", small_data.without(scene_id="projects-status"))
        assert session.store().refresh()
        run.run()
        assert "1 / 4" in html_of(run)


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours in one scene: the second."""

    def fail(_context: Context) -> Content:
        raise RuntimeError("spoilt")

    monkeypatch.setattr(figures, "FIGURES", dict(figures.FIGURES) | {"map_region": Figure("map", fail)})


@pytest.mark.usefixtures("spoilt")
def test_a_scene_that_fails_does_not_spoil_the_others(small_folder: Path) -> None:
    with showing(small_folder):
        run = open_page("present")
        assert "1 / 5" in html_of(run)
        run.button(key="key-Right").click().run()
        assert len(run.exception) == 1
        assert run.button(key="help-toggle").label == "Help"
        assert press(run, "Right") == "visits-count"
