"""The map's picture, its words, its ground and its page, without a browser."""

import asyncio
import gzip
import json
from pathlib import Path
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
from caspian.map.lines import DASH, THINNEST, WIDTH
from caspian.map.plane import around, to_degrees, to_pixels
from caspian.measures import routes
from caspian.slides import ground
from caspian.ui.map import controls
from tests.pages import open_page, texts
from tests.small import Change, Row, edited, like, where
from tests.support import context

ENGLISH = text.language("en")


def spaced(sentence: str) -> str:
    """With plain spaces before units."""
    return sentence.replace(text.NO_BREAK_SPACE, " ")


ALL = Filters((), (), (2019, 2026))


@pytest.fixture(scope="module")
def dataset(small: Dataset) -> Dataset:
    return small


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


def test_the_states_that_stand_out_are_those_of_the_countries_table(dataset: Dataset, tmp_path: Path) -> None:
    def drawn(one: Dataset) -> tuple[int, dict[str, float]]:
        found = layers(one, Scene())
        names = {row["text"]: row["size"] for row in found["names-ground"]["data"]}
        return len(json.loads(get(found["ground-states"]["data"])[2])["features"]), names

    with_georgia = edited(tmp_path, countries=where(iso3="GEO")(role="focus"))
    # Azerbaijan and the five that the table names; then Georgia too, whose name is no longer a neighbour's.
    (before, neighbours), (after, partners) = drawn(dataset), drawn(with_georgia)
    assert (before, after) == (6, 7)
    assert neighbours["Georgia"] < partners["Georgia"] == partners["Kazakhstan"]


def test_every_route_is_drawn_in_its_colour_width_and_pattern(dataset: Dataset) -> None:
    found = layers(dataset, Scene(corridors=tuple(routes.sectors(dataset))))
    shown = found["routes"]["data"]
    caught = found["routes-0"]["data"]
    assert len(shown) == len(dataset.routes) == 10
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
    assert len(strong) == 5  # lines of the corridor in routes.csv
    assert shown[-5:] == strong


def test_legend_switches_corridors(dataset: Dataset) -> None:
    only = layers(dataset, Scene(corridors=("digital_silk_road",), layers=("ports",)))["routes-0"]
    assert set(by_key(only)) == {"route:ds_aktau_sumgait", "route:ds_turkmenbashi_siyazan"}


def test_country_filter_dims_and_hides_nothing(dataset: Dataset) -> None:
    filters = Filters(("KAZ",), (), (2019, 2026))
    found = layers(dataset, Scene(), filters)
    strength = {
        row["key"]: line["color"][3]
        for line, row in zip(found["routes"]["data"], found["routes-0"]["data"], strict=True)
    }
    assert len(strength) == 10
    kazakh, home, georgian = (
        strength[f"route:{code}"] for code in ("mc_beyneu_aktau", "mc_alat_boyukkesik", "mc_sea_turkmenbashi_alat")
    )
    assert kazakh == 255
    assert kazakh > home == georgian > 0  # both name Azerbaijan


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
    assert one["width"] == other["width"]  # two trips each way


def test_flow_bands_are_as_wide_as_their_counts(dataset: Dataset) -> None:
    found = layers(dataset, Scene(layers=("flows",)))
    bands = by_key(found["flows-0"])
    kazakh, turkmen = bands["flow:baku-port-trucks-kaz"], bands["flow:baku-port-trucks-tkm"]
    assert kazakh["width"] / turkmen["width"] == pytest.approx(25_500 / 34_400, abs=0.01)
    assert {row["text"] for row in found["flow-numbers"]["data"]} == {"25,500 (2025)", "34,400 (2025)"}


def test_projects_turn_with_the_years(dataset: Dataset) -> None:
    key = "project:heydar-aliyev-street-astana"  # started in August 2022, completed in April 2023
    before, begun, done = (
        by_key(layers(dataset, Scene(layers=("projects",), year=year))["projects-0"]) for year in (2021, 2022, 2023)
    )
    assert key not in before
    assert begun[key]["fill"][3] < done[key]["fill"][3] == 255


def test_a_selection_fades_the_other_routes(dataset: Dataset) -> None:
    found = layers(dataset, Scene(selected="route:mc_sea_aktau_alat", turn=3))
    strength = {
        row["key"]: line["color"][3]
        for line, row in zip(found["routes"]["data"], found["routes-3"]["data"], strict=True)
    }
    assert strength.pop("route:mc_sea_aktau_alat") == 255
    assert max(strength.values()) <= 70


def test_a_project_is_marked_without_its_layer(dataset: Dataset) -> None:
    found = layers(dataset, Scene(layers=(), selected="project:horadiz-aghband-railway"))
    assert set(by_key(found["projects-0"])) == {"project:horadiz-aghband-railway"}
    assert "route:zg_rail_horadiz_aghband" in by_key(found["routes-0"])


def test_all_that_can_be_pointed_at_has_the_same_keys(dataset: Dataset) -> None:
    for layer in layers(dataset, Scene(layers=LAYERS)).values():
        if layer.get("pickable"):
            assert all({"key", "title", "about", "more"} <= set(row) for row in layer["data"]), layer["id"]


# ---- names


@pytest.mark.parametrize("code", ["en", "ru", "az"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_name_covers_another(dataset: Dataset, view: str, code: str) -> None:
    seats = drawn_marks.seats(context(dataset, language=text.language(code)), view, True)
    assert len(seats) >= 30
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
    land = geo.address("land", ())
    status, told, body = get(land, accept_encoding="gzip")
    assert status == 200
    assert told["content-encoding"] == "gzip"
    assert "immutable" in told["cache-control"]
    assert json.loads(gzip.decompress(body))["features"][0]["geometry"]["type"] == "MultiPolygon"
    status, _told, body = get(land, accept_encoding="gzip", if_none_match=told["etag"])
    assert (status, body) == (304, b"")


def test_ground_without_compression() -> None:
    status, told, body = get(geo.address("states", ("AZE", "KAZ")))
    assert status == 200
    assert "content-encoding" not in told
    assert len(json.loads(body)["features"]) == 2


@pytest.mark.parametrize("path", ["/geo/0/land.geojson", "/geo/x/secret.geojson", "/geo/", "/geo/../app.py"])
def test_unknown_ground_is_not_found(path: str) -> None:
    assert get(path)[0] == 404


# ---- words


def test_finding_names_figure_unit_and_share(dataset: Dataset) -> None:
    scene = Scene(corridors=("zangezur",))
    # routes.csv, zangezur: 110.4 + 123.6 = 234 km in two lines, both under construction.
    said = spaced(cards.finding(context(dataset, filters=ALL, language=ENGLISH), scene))
    assert said == ("Zangezur direction (TRIPP): 234 km in 2 lines; operating: 0 km (0 %); under construction: 2.")


def test_finding_changes_with_the_filter(dataset: Dataset) -> None:
    assert cards.finding(context(dataset, filters=ALL, language=ENGLISH), Scene()) != cards.finding(
        context(dataset, filters=Filters(("UZB",), (), (2019, 2026)), language=ENGLISH), Scene()
    )


def test_finder_says_plainly_what_no_line_reaches(dataset: Dataset) -> None:
    said = map_finder.answer(context(dataset, language=ENGLISH), "astana", "baku", True)
    assert said.journey is None
    assert said.sentences == ("No railway, road or sea line of this map reaches: Astana.",)


def test_finder_offers_lines_that_are_not_open(dataset: Dataset) -> None:
    said = map_finder.answer(context(dataset, language=ENGLISH), "horadiz", "aghband", False)
    assert said.journey is None
    assert "choose all lines" in said.sentences[0]


def test_finder_table(dataset: Dataset) -> None:
    said = map_finder.answer(context(dataset, language=ENGLISH), "beyneu", "alat", False)
    assert list(said.legs["Length, km"]) == [380, 533]
    assert list(said.legs["Length is"]) == ["along the drawn line"] * 2
    assert list(said.others["Via"]) == ["Aktau"]
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
    assert len(corridor) == 5
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


# ---- edits of the data


def every_scene(data: Dataset) -> dict[str, Any]:
    """The picture with all corridors and layers, its words, its panels and the picture on a slide."""
    scene = Scene(corridors=tuple(routes.sectors(data)), layers=LAYERS)
    view = context(data, filters=ALL)
    for key in map_panel.keys(data):
        assert map_panel.panel(view, key).title
    assert map_alat.cards(view)
    assert ground.drawn(view, "region")
    return {"said": spaced(cards.finding(view, scene)), **layers(data, scene)}


def test_a_mode_that_the_code_does_not_know_is_a_thin_muted_line(tmp_path: Path) -> None:
    ferry = where(route_id="mc_sea_aktau_alat")(mode="air")
    data = edited(tmp_path, terms=like(kind="mode", term="rail")(term="air", label_en="Air"), routes=ferry)
    drawn = every_scene(data)
    lines = zip(drawn["routes"]["data"], drawn["routes-0"]["data"], strict=True)
    (air,) = (line for line, row in lines if row["key"] == "route:mc_sea_aktau_alat")
    muted = style.LIGHT.muted
    assert air["width"] == THINNEST
    assert air["color"][:3] == [int(muted[at : at + 2], 16) for at in (1, 3, 5)]
    assert len(drawn["routes"]["data"]) == 10
    # No journey of goods takes it: nothing joins Beyneu and Alat any more.
    assert routes.find(data, "beyneu", "alat", True) is None
    assert "Air" in controls.key_to_lines(context(data))


def test_a_status_that_the_code_does_not_know_is_dotted_and_counted(tmp_path: Path) -> None:
    halted = where(route_id="mc_gardabani_poti")(status="halted")
    word = like(kind="route_status", term="study")(term="halted", label_en="Halted")
    data = edited(tmp_path, terms=word, routes=halted)
    drawn = every_scene(data)
    assert "halted: 1" in drawn["said"]
    lines = zip(drawn["routes"]["data"], drawn["routes-0"]["data"], strict=True)
    (line,) = (line for line, row in lines if row["key"] == "route:mc_gardabani_poti")
    assert line["dash"] == DASH["planned"]
    assert routes.find(data, "alat", "poti", False) is None  # it does not operate
    assert "Halted" in controls.key_to_lines(context(data))


def test_a_project_of_a_status_and_sector_not_known_has_a_mark_of_its_own(tmp_path: Path) -> None:
    data = edited(
        tmp_path,
        terms=like(kind="project_status", term="stalled")(term="suspended", label_en="Suspended"),
        sectors=like(sector_id="energy")(sector_id="sport", name_en="Sport"),
        projects=where(project_id="akdf")(status="suspended", sector="sport"),
    )
    drawn = by_key(every_scene(data)["projects-0"])
    assert drawn["project:akdf"]["radius"] < drawn["project:ustyurt-psa"]["radius"]
    assert len(drawn) == 11  # all that have a site, but the one completed before the period
    said = controls.key_to_marks(context(data), ("projects",), "trucks", None)
    assert "Suspended" in said
    assert "Sport" in controls.key_to_sectors(context(data))


@pytest.mark.parametrize("table", ["routes", "waypoints", "chains", "projects", "milestones", "visits", "freight"])
def test_a_table_of_its_header_only_is_a_map_that_says_so(tmp_path: Path, table: str) -> None:
    empty = {table: nothing}
    if table == "routes":  # what points to it
        empty |= dict.fromkeys(("waypoints", "chains"), nothing)
        empty |= {"projects": blank("route_ids"), "freight_series": blank("route_ids")}
    if table == "projects":
        empty |= {"milestones": nothing, "claims": blank("project_ids")}
    drawn = every_scene(edited(tmp_path, **empty))
    assert drawn["said"]
    if table in ("routes", "waypoints"):
        assert drawn["routes"]["data"] == []


def test_without_a_seaport_or_capitals_the_rest_is_drawn(tmp_path: Path) -> None:
    kinds = {"seaport": "city", "capital": "city"}
    data = edited(tmp_path, places=lambda rows: [row | {"kind": kinds.get(row["kind"], row["kind"])} for row in rows])
    assert routes.home_port(data) == ""
    drawn = every_scene(data)
    assert len(drawn["routes"]["data"]) == 10
    assert "visits-0" not in drawn


def nothing(_rows: list[Row]) -> list[Row]:
    return []


def blank(column: str) -> Change:
    return lambda rows: [row | {column: ""} for row in rows]
