"""Lengths, the way along the lines, and whether the lines lie where they can: expected values from the CSV files."""

import json
from pathlib import Path

import pytest
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from caspian.data import dataset as data
from caspian.data.dataset import Dataset
from caspian.measures import routes

LAND = Path(__file__).parents[1] / "data" / "basemap" / "land.geojson"

SEA_CABLES = {
    "ds_aktau_sumgait",
    "ds_kardesa",
    "ds_turkmenbashi_siyazan",
    "ge_black_sea_cable",
    "ge_transcaspian_cable",
}
"""Fibre and power lines under the sea; all other such lines run overland."""

STRAITS_KM = {"mc_kars_kapikule": 3, "og_tanap": 19}
"""Lines that pass below water: the Marmaray tunnel under the Bosphorus, TANAP under the Sea of Marmara."""

PORT_KM = 8
"""How far from its ends a line may be on the other element: quays, spits, and a shore of 1:10 million."""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return data.load()


@pytest.fixture(scope="module")
def land() -> BaseGeometry:
    return shape(json.loads(LAND.read_text())["features"][0]["geometry"])


def pieces_km(geometry: BaseGeometry, ends: tuple[routes.Point, ...], clear_km: float) -> float:
    """Kilometres of a line's pieces that are not within ``clear_km`` of one of its ends."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.length]
    return sum(
        routes.drawn_km(tuple(part.coords))
        for part in parts
        if not any(all(routes.distance_km(point, end) <= clear_km for point in part.coords) for end in ends)
    )


def test_land_legs_stay_on_land(dataset: Dataset, land: BaseGeometry) -> None:
    modes = dict(zip(dataset.routes["route_id"], dataset.routes["mode"].astype(str), strict=True))
    for route, path in routes.paths(dataset).items():
        if modes[route] == "sea" or route in SEA_CABLES:
            continue
        wet = LineString(path).difference(land)
        assert pieces_km(wet, (path[0], path[-1]), PORT_KM) <= STRAITS_KM.get(route, 0), route


def test_sea_legs_stay_at_sea(dataset: Dataset, land: BaseGeometry) -> None:
    modes = dict(zip(dataset.routes["route_id"], dataset.routes["mode"].astype(str), strict=True))
    at_sea = [route for route in routes.paths(dataset) if modes[route] == "sea" or route in SEA_CABLES]
    assert len(at_sea) == 11  # six of mode sea, five cables
    for route in at_sea:
        path = routes.paths(dataset)[route]
        dry = LineString(path).intersection(land)
        # The cable from Turkmenbashi starts on the mainland, behind the bay.
        clear = 40 if route == "ds_turkmenbashi_siyazan" else PORT_KM
        assert pieces_km(dry, (path[0], path[-1]), clear) == 0, route


def test_a_line_over_land_would_be_noticed(land: BaseGeometry) -> None:
    through_georgia = ((41.65, 42.15), (45.0, 41.7))
    assert pieces_km(LineString(through_georgia).intersection(land), through_georgia, PORT_KM) > 200


def test_drawn_length_is_within_a_quarter_of_the_sourced_one(dataset: Dataset) -> None:
    sourced = dataset.routes[dataset.routes["length_km"] > 0]
    assert len(sourced) == 26
    for route, stated in zip(sourced["route_id"], sourced["length_km"], strict=True):
        drawn = routes.drawn_km(routes.paths(dataset)[route])
        assert drawn == pytest.approx(stated, rel=0.25), route


def test_distance_of_a_degree_of_latitude() -> None:
    # 6371.0088 km * pi / 180 = 111.195 km
    assert routes.distance_km((50, 40), (50, 41)) == pytest.approx(111.195, abs=0.001)


@pytest.mark.parametrize(
    ("route", "km", "basis"),
    [
        ("mc_btk", 258, "sourced"),
        ("mc_sea_aktau_alat", 533, "drawn"),  # no sourced length; length_geo_km
    ],
)
def test_length_is_the_sourced_one_where_there_is_one(dataset: Dataset, route: str, km: float, basis: str) -> None:
    assert routes.lengths(dataset)[route] == (km, basis)


def test_a_corridor_has_the_sector_of_its_lines_on_land(dataset: Dataset) -> None:
    found = routes.sectors(dataset)
    assert found["middle_corridor"] == found["zangezur"] == "transport"
    assert found["oil_gas"] == found["green_energy"] == "energy"
    assert found["digital_silk_road"] == "digital"


def test_ports_across_the_sea(dataset: Dataset) -> None:
    assert routes.crossings(dataset) == {
        "aktau": "mc_sea_aktau_alat",
        "kuryk": "mc_sea_kuryk_alat",
        "turkmenbashi": "mc_sea_turkmenbashi_alat",
    }


def test_way_across_the_sea_by_mode(dataset: Dataset) -> None:
    journey = routes.find(dataset, "beyneu", "alat", every_status=False)
    assert journey is not None
    assert [leg.route for leg in journey.legs] == ["mc_beyneu_aktau", "mc_sea_aktau_alat"]
    assert journey.km == pytest.approx(380 + 533)
    assert journey.km_by_mode() == pytest.approx({"rail": 380, "sea": 533})
    assert [(leg.start, leg.end) for leg in journey.legs] == [("beyneu", "aktau"), ("aktau", "alat")]
    assert journey.open


def test_a_way_stays_on_one_route_where_two_share_a_stretch(dataset: Dataset) -> None:
    # Alat to Shirvan belongs to the lines to Astara and to Horadiz alike; the first has 245 km from a source.
    journey = routes.find(dataset, "alat", "astara", every_status=False)
    assert journey is not None
    assert [(leg.route, leg.km, leg.basis) for leg in journey.legs] == [
        ("ns_alat_astara", pytest.approx(245), "sourced")
    ]


def test_alternatives_go_by_each_port_shortest_first(dataset: Dataset) -> None:
    found = routes.alternatives(dataset, "beyneu", "alat", every_status=False)
    assert list(found) == ["aktau", "kuryk"]
    # By Kuryk: 380 km less the 12.4 km from Mangistau to Aktau, the spur of 73 km and 488 km at sea.
    assert found["kuryk"].km == pytest.approx(380 - 12.4 + 73 + 488, abs=0.5)


def test_lines_under_construction_are_used_on_request_only(dataset: Dataset) -> None:
    assert routes.find(dataset, "kashgar", "andijan", every_status=False) is None
    journey = routes.find(dataset, "kashgar", "andijan", every_status=True)
    assert journey is not None
    assert journey.km == pytest.approx(532.5)
    assert journey.share("construction") == 1


def test_share_under_construction(dataset: Dataset) -> None:
    journey = routes.find(dataset, "horadiz", "meghri", every_status=True)
    assert journey is not None
    by_status = {leg.status: leg.km for leg in journey.legs}
    assert journey.share("construction") == pytest.approx(by_status["construction"] / journey.km)
    assert not journey.open


@pytest.mark.parametrize("capital", ["astana", "bishkek", "dushanbe"])
def test_capitals_that_no_line_reaches(dataset: Dataset, capital: str) -> None:
    assert capital in routes.ends(dataset)
    assert not routes.reached(dataset, capital, every_status=True)
    assert routes.find(dataset, capital, "baku", every_status=True) is None


def test_oil_lines_carry_no_goods(dataset: Dataset) -> None:
    assert not set(routes.goods_routes(dataset, every_status=True)["corridor"]) & {"oil_gas", "green_energy"}


def test_transit_time_only_for_the_journey_it_is_stated_for(dataset: Dataset) -> None:
    assert list(routes.stated_time(dataset, "altynkol", "baku")["value"]) == [8, 9]
    assert sorted(routes.stated_time(dataset, "poti", "dostyk")["value"]) == [10, 12, 12]
    assert routes.stated_time(dataset, "altynkol", "tbilisi").empty
    assert routes.stated_time(dataset, "aktau", "baku").empty
