"""Lengths, the way along the lines, and whether the lines lie where they can."""

import json
from pathlib import Path

import pytest
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from caspian.data.dataset import Dataset
from caspian.measures import routes
from tests import small as small_data

LAND = Path(__file__).parents[1] / "data" / "basemap" / "land.geojson"

STRAIT_KM = 5
"""How far a railway or road may run across water: the Marmaray tunnel passes 3 km below the Bosphorus."""

PORT_KM = 8
"""How far from its ends a line may be on the other element: quays, spits, and a shore of 1:10 million."""


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


def lines(dataset: Dataset, *modes: str) -> dict[str, tuple[routes.Point, ...]]:
    """The points of each drawn route of some modes. Pipelines and cables may take land or sea: they are not asked."""
    wanted = set(dataset.routes.loc[dataset.routes["mode"].isin(modes), "route_id"])
    return {route: path for route, path in routes.paths(dataset).items() if route in wanted}


def test_railways_and_roads_stay_on_land(shipped: Dataset, land: BaseGeometry) -> None:
    for route, path in lines(shipped, "rail", "road").items():
        wet = LineString(path).difference(land)
        assert pieces_km(wet, (path[0], path[-1]), PORT_KM) <= STRAIT_KM, route


def test_sea_legs_stay_at_sea(shipped: Dataset, land: BaseGeometry) -> None:
    for route, path in lines(shipped, "sea").items():
        dry = LineString(path).intersection(land)
        assert pieces_km(dry, (path[0], path[-1]), PORT_KM) == 0, route


def test_a_line_over_land_would_be_noticed(land: BaseGeometry) -> None:
    through_georgia = ((41.65, 42.15), (45.0, 41.7))
    assert pieces_km(LineString(through_georgia).intersection(land), through_georgia, PORT_KM) > 200


def test_distance_of_a_degree_of_latitude() -> None:
    # 6371.0088 km * pi / 180 = 111.195 km
    assert routes.distance_km((50, 40), (50, 41)) == pytest.approx(111.195, abs=0.001)


@pytest.mark.parametrize(
    ("route", "km", "basis"),
    [
        ("zg_rail_horadiz_aghband", 110.4, "sourced"),
        ("mc_sea_aktau_alat", 533, "drawn"),  # no sourced length; length_geo_km
    ],
)
def test_length_is_the_sourced_one_where_there_is_one(small: Dataset, route: str, km: float, basis: str) -> None:
    assert routes.lengths(small)[route] == (km, basis)


def test_a_corridor_has_the_sector_of_its_lines_on_land(small: Dataset) -> None:
    assert routes.sectors(small) == {
        "middle_corridor": "transport",
        "zangezur": "transport",
        "green_energy": "energy",
        "digital_silk_road": "digital",
    }


def test_ports_across_the_sea(small: Dataset) -> None:
    assert routes.crossings(small) == {"aktau": "mc_sea_aktau_alat", "turkmenbashi": "mc_sea_turkmenbashi_alat"}


def test_way_across_the_sea_by_mode(small: Dataset) -> None:
    journey = routes.find(small, "beyneu", "alat", every_status=False)
    assert journey is not None
    assert [leg.route for leg in journey.legs] == ["mc_beyneu_aktau", "mc_sea_aktau_alat"]
    assert journey.km == pytest.approx(380 + 533)
    assert journey.km_by_mode() == pytest.approx({"rail": 380, "sea": 533})
    assert [(leg.start, leg.end) for leg in journey.legs] == [("beyneu", "aktau"), ("aktau", "alat")]
    assert journey.open


def with_routes(to: Path, *added: tuple[str, str, str, list[tuple[str, str, str]]]) -> Dataset:
    """The small dataset with more routes: (route_id like an existing one, its id, km from a source, its points).

    A point is a place or empty, latitude and longitude.
    """

    def routes_too(rows: list[small_data.Row]) -> list[small_data.Row]:
        for like, route, km, _points in added:
            rows = small_data.like(route_id=like)(route_id=route, length_km=km)(rows)
        return rows

    points = [
        {"route_id": route, "seq": str(seq), "place_id": place, "lat": lat, "lon": lon}
        for _like, route, _km, points in added
        for seq, (place, lat, lon) in enumerate(points, 1)
    ]
    return small_data.edited(to, routes=routes_too, waypoints=lambda rows: [*rows, *points])


ALAT = ("alat", "39.9483", "49.4067")
HORADIZ = ("horadiz", "39.4502", "47.335")
KURYK = ("kuryk", "43.1803", "51.6812")
MANGISTAU = ("mangistau", "43.6909", "51.3224")


def test_a_way_stays_on_one_route_where_two_share_a_stretch(tmp_path: Path) -> None:
    # From Alat to a point on the way both lines run together; the one to Horadiz is 245 km by a source.
    fork = ("", "39.9", "48.9")
    data = with_routes(
        tmp_path,
        ("mc_gardabani_poti", "to_tbilisi", "", [ALAT, fork, ("tbilisi", "41.6914", "44.8341")]),
        ("mc_gardabani_poti", "to_horadiz", "245", [ALAT, fork, HORADIZ]),
    )
    journey = routes.find(data, "alat", "horadiz", every_status=False)
    assert journey is not None
    assert [(leg.route, leg.km, leg.basis) for leg in journey.legs] == [("to_horadiz", pytest.approx(245), "sourced")]


def test_alternatives_go_by_each_port_shortest_first(tmp_path: Path) -> None:
    data = with_routes(
        tmp_path,
        ("mc_beyneu_aktau", "spur", "73", [MANGISTAU, KURYK]),
        ("mc_sea_aktau_alat", "ferry", "488", [KURYK, ALAT]),
    )
    found = routes.alternatives(data, "beyneu", "alat", every_status=False)
    assert list(found) == ["aktau", "kuryk"]  # none by Turkmenbashi, which no line joins to Beyneu
    # Of the 380 km to Aktau those as far as Mangistau, by the line as drawn; then spur and ferry.
    beyneu, mangistau, aktau = routes.paths(data)["mc_beyneu_aktau"]
    before, after = routes.distance_km(beyneu, mangistau), routes.distance_km(mangistau, aktau)
    assert found["kuryk"].km == pytest.approx(380 * before / (before + after) + 73 + 488)


def test_lines_under_construction_are_used_on_request_only(small: Dataset) -> None:
    assert routes.find(small, "horadiz", "aghband", every_status=False) is None
    journey = routes.find(small, "horadiz", "aghband", every_status=True)
    assert journey is not None
    assert journey.km == pytest.approx(110.4)  # the railway; the road has 123.6
    assert journey.share("construction") == 1


def test_share_under_construction(tmp_path: Path) -> None:
    data = with_routes(tmp_path, ("mc_gardabani_poti", "to_horadiz", "199", [ALAT, HORADIZ]))
    journey = routes.find(data, "alat", "aghband", every_status=True)
    assert journey is not None
    assert journey.share("construction") == pytest.approx(110.4 / (199 + 110.4))
    assert not journey.open


@pytest.mark.parametrize("capital", ["astana", "bishkek", "dushanbe"])
def test_capitals_that_no_line_reaches(small: Dataset, capital: str) -> None:
    assert capital in routes.ends(small)
    assert not routes.reached(small, capital, every_status=True)
    assert routes.find(small, capital, "baku", every_status=True) is None


def test_cables_carry_no_goods(small: Dataset) -> None:
    assert set(routes.goods_routes(small, every_status=True)["mode"]) == {"rail", "road", "sea"}


def test_tankers_carry_no_goods(tmp_path: Path) -> None:
    """A corridor of pipelines has sea legs too: of tankers, which take nothing else."""
    tankers = small_data.like(route_id="mc_sea_aktau_alat")(route_id="tankers", corridor="green_energy")
    data = small_data.edited(tmp_path, routes=tankers)
    assert "tankers" not in set(routes.goods_routes(data, every_status=True)["route_id"])


def test_transit_time_only_for_the_journey_it_is_stated_for(small: Dataset, tmp_path: Path) -> None:
    assert routes.timed_journeys(small) == {}  # the small data name no ends
    ends = small_data.where(series_id="time-border-baku-days")(from_place_ids="aktau;kuryk", to_place_ids="baku")
    data = small_data.edited(tmp_path, freight_series=ends)
    assert list(routes.stated_time(data, "aktau", "baku")["value"]) == [8]
    assert list(routes.stated_time(data, "baku", "kuryk")["value"]) == [8]
    assert routes.stated_time(data, "aktau", "tbilisi").empty
    assert routes.stated_time(data, "aktau", "kuryk").empty
