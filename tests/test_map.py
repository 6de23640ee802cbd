"""The map's picture, its words, its ground and its page, without a browser."""

import asyncio
import gzip
import json
from typing import Any

import pytest
from starlette.applications import Starlette

from caspian import geo, style, text
from caspian.cards.map import alat as map_alat
from caspian.cards.map import finder as map_finder
from caspian.cards.map import finding as cards
from caspian.cards.map import panel as map_panel
from caspian.data import dataset as data
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.map import LAYERS, VIEWS, Scene
from caspian.map import marks as drawn_marks
from caspian.map.deck import picture
from caspian.map.labels import Name, overlaps, placed
from caspian.map.lines import DASH, WIDTH
from caspian.map.plane import around, to_degrees, to_pixels
from caspian.measures import routes
from tests.pages import open_page, texts
from tests.support import context

ENGLISH = text.language("en")


def spaced(sentence: str) -> str:
    """With plain spaces before units."""
    return sentence.replace(text.NO_BREAK_SPACE, " ")


ALL = Filters((), (), (2019, 2026))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return data.load()


def layers(dataset: Dataset, scene: Scene, filters: Filters = ALL, theme: style.Theme = style.LIGHT) -> dict[str, Any]:
    made = picture(context(dataset, filters=filters, language=ENGLISH, theme=theme), scene)
    return {layer["id"]: layer for layer in json.loads(made.to_json())["layers"]}


def by_key(layer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in layer["data"]}


# ---- the picture


def test_no_map_style_is_named(dataset: Dataset) -> None:
    spec = json.loads(picture(context(dataset, filters=ALL, language=ENGLISH, theme=style.LIGHT), Scene()).to_json())
    assert spec.get("mapStyle") in (None, "__MAP_STYLE__")  # Streamlit takes this mark for "none given"
    assert "mapProvider" not in spec or spec["mapProvider"] is None


def test_spec_is_small_at_the_default_layers(dataset: Dataset) -> None:
    assert (
        len(picture(context(dataset, filters=ALL, language=ENGLISH, theme=style.LIGHT), Scene()).to_json().encode())
        < 250_000
    )
    everything = Scene(layers=LAYERS)
    assert (
        len(
            picture(context(dataset, filters=ALL, language=text.language("ru"), theme=style.DARK), everything)
            .to_json()
            .encode()
        )
        < 250_000
    )


def test_ground_is_fetched_from_our_own_host(dataset: Dataset) -> None:
    ground = [layer for name, layer in layers(dataset, Scene()).items() if name.startswith("ground-")]
    assert len(ground) == len(geo.LAYERS)
    assert all(layer["data"].startswith("/geo/") for layer in ground)


def test_every_route_is_drawn_in_its_colour_width_and_pattern(dataset: Dataset) -> None:
    found = layers(dataset, Scene(corridors=tuple(routes.sectors(dataset))))
    shown = found["routes"]["data"]
    caught = found["routes-0"]["data"]
    assert len(shown) == 48
    about = dataset.routes.set_index("route_id")
    for line, row in zip(shown, caught, strict=True):
        route = about.loc[row["key"].removeprefix("route:")]
        assert line["width"] == WIDTH[route["mode"]]
        assert line["dash"] == DASH[route["status"]]
        colour = style.MAP["light"].corridors[route["corridor"]]
        assert line["color"] == [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), 255]


def test_patterns_tell_the_statuses_apart() -> None:
    assert DASH["operating"] == [0, 0]
    assert DASH["construction"][0] > DASH["planned"][0]
    assert DASH["planned"] == DASH["study"]
    assert len(set(WIDTH.values())) == 6


def test_middle_corridor_stands_out_and_lies_on_top(dataset: Dataset) -> None:
    shown = layers(dataset, Scene())["routes"]["data"]
    strong = [line for line in shown if line["color"][3] == 255]
    assert len(strong) == 22  # lines of the corridor in routes.csv
    assert shown[-22:] == strong


def test_legend_switches_corridors(dataset: Dataset) -> None:
    only = layers(dataset, Scene(corridors=("oil_gas",), layers=("ports",)))["routes-0"]
    assert set(by_key(only)) == {
        "route:og_baku_supsa", "route:og_btc", "route:og_scp", "route:og_sea_aktau_sangachal", "route:og_tanap",
    }  # fmt: skip


def test_country_filter_dims_and_hides_nothing(dataset: Dataset) -> None:
    filters = Filters(("UZB",), (), (2019, 2026))
    found = layers(dataset, Scene(), filters)
    strength = {
        row["key"]: line["color"][3]
        for line, row in zip(found["routes"]["data"], found["routes-0"]["data"], strict=True)
    }
    assert len(strength) == 48
    uzbek, at_sea, turkmen = (
        strength[f"route:{code}"] for code in ("mc_farap_andijan", "mc_sea_turkmenbashi_alat", "mc_turkmenbashi_farap")
    )
    assert uzbek == 255
    assert uzbek > at_sea > turkmen > 0


def test_sector_filter_keeps_routes_of_its_corridors(dataset: Dataset) -> None:
    kept = layers(dataset, Scene(), Filters((), ("digital",), (2019, 2026)))["routes-0"]
    assert {key.split(":")[1][:3] for key in by_key(kept)} == {"ds_"}


def test_alat_is_the_largest_mark(dataset: Dataset) -> None:
    dots = by_key(layers(dataset, Scene())["places-0"])
    largest = max(dots.values(), key=lambda row: row["radius"])
    assert largest["key"] == "place:alat"
    assert "8.19" in largest["more"]
    assert "2025" in largest["more"]


def test_old_cargo_is_marked(dataset: Dataset) -> None:
    dots = by_key(layers(dataset, Scene())["places-0"])
    assert "older than two years" in dots["place:aktau"]["more"]
    assert "older than two years" not in dots["place:alat"]["more"]


def test_arcs_tell_directions_apart(dataset: Dataset) -> None:
    bows = layers(dataset, Scene(layers=("visits",)))["visits-0"]["data"]
    kazakh = [bow for bow in bows if bow["key"] == "visit:KAZ"]
    assert len(kazakh) == 2
    one, other = kazakh
    assert one["color"] != other["color"]
    assert one["path"][12] != other["path"][12]  # bent to different sides
    assert one["width"] == other["width"]  # six trips each way


def test_flow_bands_are_as_wide_as_their_counts(dataset: Dataset) -> None:
    found = layers(dataset, Scene(layers=("flows",)))
    bands = by_key(found["flows-0"])
    kazakh, turkmen = bands["flow:baku-port-trucks-kaz"], bands["flow:baku-port-trucks-tkm"]
    assert kazakh["width"] / turkmen["width"] == pytest.approx(25_500 / 34_400, abs=0.01)
    assert {row["text"] for row in found["flow-numbers"]["data"]} == {"25,500 (2025)", "34,400 (2025)"}


def test_projects_turn_with_the_years(dataset: Dataset) -> None:
    key = "project:aykol-manas-school"
    before, begun, done = (
        by_key(layers(dataset, Scene(layers=("projects",), year=year))["projects-0"]) for year in (2023, 2024, 2025)
    )
    assert key not in before
    assert begun[key]["fill"][3] < done[key]["fill"][3] == 255


def test_a_selection_fades_the_other_routes(dataset: Dataset) -> None:
    found = layers(dataset, Scene(selected="route:mc_btk", turn=3))
    strength = {
        row["key"]: line["color"][3]
        for line, row in zip(found["routes"]["data"], found["routes-3"]["data"], strict=True)
    }
    assert strength.pop("route:mc_btk") == 255
    assert max(strength.values()) <= 70


def test_a_project_is_marked_without_its_layer(dataset: Dataset) -> None:
    found = layers(dataset, Scene(layers=(), selected="project:tripp-meghri"))
    assert set(by_key(found["projects-0"])) == {"project:tripp-meghri"}
    assert "route:zg_tripp_rail" in by_key(found["routes-0"])


def test_all_that_can_be_pointed_at_has_the_same_keys(dataset: Dataset) -> None:
    for layer in layers(dataset, Scene(layers=LAYERS)).values():
        if layer.get("pickable"):
            assert all({"key", "title", "about", "more"} <= set(row) for row in layer["data"]), layer["id"]


# ---- names


@pytest.mark.parametrize("code", ["en", "ru", "az"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_name_covers_another(dataset: Dataset, view: str, code: str) -> None:
    seats = drawn_marks.seats(context(dataset, language=text.language(code)), view, True)
    assert len(seats) > 40
    for nearer in (0, 1, 2):
        assert overlaps(seats, VIEWS[view].zoom + nearer) == []
    shown = {seat.name.key for seat in seats}
    assert {"place:alat", "place:aktau", "place:turkmenbashi", "sea:caspian"} <= shown


def test_a_name_without_a_free_seat_is_left_out() -> None:
    names = [Name(str(rank), "Somewhere", (50, 40), 13, rank) for rank in range(12)]
    assert len(placed(names, [], 4)) == 2  # to the right and to the left of the one point


def test_pixels_and_back() -> None:
    assert to_pixels((0, 0), 0) == (256, 256)
    assert to_degrees(to_pixels((49.4067, 39.9483), 5), 5) == (49.4067, 39.9483)


def test_marks_that_share_a_point_stand_apart() -> None:
    spread = around((49.43, 39.98), 5, 5, 13)
    assert len(set(spread)) == 5
    assert around((49.43, 39.98), 5, 1, 13) == [(49.43, 39.98)]


# ---- the ground


def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer of the ground's routes; ``_`` in a header's name stands for ``-``."""
    sent: list[Any] = []
    sent_headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": sent_headers,
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Starlette(routes=geo.ROUTES)(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:])


def test_ground_is_kept_for_good_and_asked_for_once() -> None:
    status, told, body = get(geo.address("land"), accept_encoding="gzip")
    assert status == 200
    assert told["content-encoding"] == "gzip"
    assert "immutable" in told["cache-control"]
    assert json.loads(gzip.decompress(body))["features"][0]["geometry"]["type"] == "MultiPolygon"
    status, _told, body = get(geo.address("land"), accept_encoding="gzip", if_none_match=told["etag"])
    assert (status, body) == (304, b"")


def test_ground_without_compression() -> None:
    status, told, body = get(geo.address("six"))
    assert status == 200
    assert "content-encoding" not in told
    assert len(json.loads(body)["features"]) == 6


@pytest.mark.parametrize("path", ["/geo/0/land.geojson", "/geo/x/secret.geojson", "/geo/", "/geo/../app.py"])
def test_unknown_ground_is_not_found(path: str) -> None:
    assert get(path)[0] == 404


# ---- words


def test_finding_names_figure_unit_and_share(dataset: Dataset) -> None:
    scene = Scene(corridors=("zangezur",))
    # routes.csv, zangezur: 199 (drawn, operating) + 110.4 + 223.6 + 188 + 107 + 123.6 under construction + 43 planned
    # = 994.6 km in seven lines; operating 199 / 994.6 = 20 %.
    said = spaced(cards.finding(context(dataset, filters=ALL, language=ENGLISH), scene))
    assert said == (
        "Zangezur direction (TRIPP): 995 km in 7 lines; operating: 199 km (20 %); under construction: 5; planned: 1."
    )


def test_finding_changes_with_the_filter(dataset: Dataset) -> None:
    assert cards.finding(context(dataset, filters=ALL, language=ENGLISH), Scene()) != cards.finding(
        context(dataset, filters=Filters(("UZB",), (), (2019, 2026)), language=ENGLISH), Scene()
    )


def test_finder_says_plainly_what_no_line_reaches(dataset: Dataset) -> None:
    said = map_finder.answer(context(dataset, language=ENGLISH), "astana", "baku", True)
    assert said.journey is None
    assert said.sentences == ("No railway, road or sea line of this map reaches: Astana.",)


def test_finder_offers_lines_that_are_not_open(dataset: Dataset) -> None:
    said = map_finder.answer(context(dataset, language=ENGLISH), "kashgar", "andijan", False)
    assert said.journey is None
    assert "choose all lines" in said.sentences[0]


def test_finder_table(dataset: Dataset) -> None:
    said = map_finder.answer(context(dataset, language=ENGLISH), "beyneu", "alat", False)
    assert list(said.legs["Length, km"]) == [380, 533]
    assert list(said.legs["Length is"]) == ["along the drawn line"] * 2
    assert list(said.others["Via"]) == ["Aktau", "Kuryk"]
    assert "no source in the data states it" in said.sentences[1]


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_every_thing_has_a_panel(dataset: Dataset, code: str) -> None:
    for key in map_panel.keys(dataset)[:: 1 if code == "en" else 5]:
        item = map_panel.panel(context(dataset, filters=ALL, language=text.language(code), theme=style.LIGHT), key)
        assert item.title
        assert item.facts


def test_alat_cards_compare_with_capacity(dataset: Dataset) -> None:
    cargo = map_alat.cards(context(dataset, language=ENGLISH, theme=style.LIGHT))[0]
    # 8.1922 / 7.6 - 1 = 7.8 %; 8.1922 / 15 = 54.6 %
    assert (
        spaced(cargo.takeaway)
        == "8.19 in 2025, +8 % on 2024, 55 % of the capacity of 15.00, capacity target 25.00 (2030)."
    )


def test_geojson_holds_what_is_shown(dataset: Dataset) -> None:
    scene = Scene(layers=("ports", "projects"))
    found = json.loads(cards.geojson(context(dataset, filters=ALL, language=ENGLISH), scene))
    kinds = {feature["properties"]["table"]: feature["geometry"]["type"] for feature in found["features"]}
    assert kinds == {"routes": "LineString", "places": "Point", "projects": "Point"}
    corridor = [feature for feature in found["features"] if feature["properties"]["table"] == "routes"]
    assert len(corridor) == 22
    assert all(feature["properties"]["source_ids"] for feature in corridor)


# ---- the page


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_page_in_every_language(code: str) -> None:
    run = open_page("map", lang=code, layer=list(LAYERS), object="place:alat", camera="alat")
    assert run.title[0].value == text.language(code).gettext("Routes across the Caspian")
    assert "Natural Earth" in texts(run)
    chart = run.get("deck_gl_json_chart")[0].proto
    assert chart.alt.startswith(data.load().label("corridor", "middle_corridor", code))


def test_address_restores_layers_view_selection_and_way() -> None:
    run = open_page(
        "map",
        camera="asia",
        layer="visits",
        corridor="zangezur",
        object="route:mc_btk",
        until="2023",
        to="alat",
        **{"from": "beyneu"},
    )
    state = run.session_state
    assert (state["camera"], state["layer"], state["corridor"]) == ("asia", ["visits"], ["zangezur"])
    assert (state["object"], state["until"], state["from"], state["to"]) == ("route:mc_btk", "2023", "beyneu", "alat")
    spec = json.loads(run.get("deck_gl_json_chart")[0].proto.json)
    assert spec["initialViewState"]["longitude"] == pytest.approx(VIEWS["asia"].lon)
    assert "way" in {layer["id"] for layer in spec["layers"]}


def test_nonsense_in_the_address_is_dropped() -> None:
    run = open_page("map", camera="<b>", layer="x", corridor="y", object="place:atlantis", until="1066", lines="?")
    state = run.session_state
    assert (state["camera"], state["object"], state["until"], state["lines"]) == ("region", "", "", "operating")
    assert state["layer"] == ["others", "ports", "names"]


def test_camera_stays_when_a_filter_changes() -> None:
    views = [
        json.loads(open_page("map", **query).get("deck_gl_json_chart")[0].proto.json)["initialViewState"]
        for query in ({}, {"country": "KAZ"}, {"sector": "energy", "layer": "projects"})
    ]
    assert views[0] == views[1] == views[2]


def test_years_step_and_play() -> None:
    run = open_page("map", layer="visits")
    assert not run.session_state["_map_playing"] if "_map_playing" in run.session_state else True
    run.button(key="year-on").click().run()
    assert run.session_state["until"] == "2019"
    run.button(key="year-back").click().run()
    assert run.session_state["until"] == ""
    run.button(key="year-play").click().run()
    assert run.session_state["_map_playing"]
    assert run.session_state["until"] == "2019"


def test_link_that_names_a_project_selects_it() -> None:
    run = open_page("map", project="tripp-meghri")
    assert run.session_state["object"] == "project:tripp-meghri"


def test_hostile_name_cannot_become_markup(dataset: Dataset) -> None:
    spec = picture(context(dataset, filters=ALL, language=ENGLISH, theme=style.LIGHT), Scene())
    assert "{title}" in spec._tooltip["html"]  # pyright: ignore  # values are put in, escaped, by the browser
