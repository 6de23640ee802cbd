"""The lines of the map: their points, lengths and sectors, and the shortest way along them.

A line is a chain of points. Lines meet where they share a point, to the fourth decimal of a degree (11 m), as
the waypoints are written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Any, Literal

import networkx as nx
import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import ROUTE_STATUS, ordered
from caspian.filters import home_country

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""

SECTOR_OF_MODE = {"rail": "transport", "road": "transport", "pipeline": "energy", "power": "energy", "fibre": "digital"}
"""A corridor has the sector of the lines that run on land; a sea leg only joins them."""

CARRIED_BY = ("rail", "road", "sea")
"""Modes that a journey of goods may take."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

Basis = Literal["sourced", "part", "drawn"]
"""Where a length comes from: a page states it; a share of such a length; measured along the waypoints."""


def statuses(dataset: Dataset) -> tuple[str, ...]:
    """The statuses of routes in their order, those that the code does not know last."""
    return ordered(ROUTE_STATUS, dataset.routes["status"])


def each(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table as named tuples."""
    return iter(table.itertuples())


@remembered
def home_port(dataset: Dataset) -> str:
    """The home country's seaport of the highest rank, the first of the table; empty without one."""
    places = dataset.places
    ports = places[(places["kind"] == "seaport") & (places["country"] == home_country(dataset))]
    return str(ports.sort_values("rank", kind="stable")["place_id"].iloc[0]) if len(ports) else ""


@remembered
def paths(dataset: Dataset) -> dict[str, tuple[Point, ...]]:
    """The points of each line in order, by route."""
    points = dataset.waypoints.sort_values(["route_id", "seq"], kind="stable")
    lines: dict[str, list[Point]] = {}
    for route, lon, lat in zip(points["route_id"], points["lon"], points["lat"], strict=True):
        lines.setdefault(str(route), []).append((round(float(lon), 4), round(float(lat), 4)))
    return {route: tuple(line) for route, line in lines.items() if len(line) > 1}


@remembered
def places_at(dataset: Dataset) -> dict[Point, str]:
    """The place at a point of a line, where one is named there."""
    points = dataset.waypoints[dataset.waypoints["place_id"] != ""]
    return {
        (round(float(lon), 4), round(float(lat), 4)): str(place)
        for place, lon, lat in zip(points["place_id"], points["lon"], points["lat"], strict=True)
    }


@remembered
def routes_at(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """The routes that pass a place, by place, in the order of the table."""
    order = {route: at for at, route in enumerate(dataset.routes["route_id"].astype(str))}
    points = dataset.waypoints[dataset.waypoints["place_id"] != ""]
    found: dict[str, set[str]] = {}
    for route, place in zip(points["route_id"].astype(str), points["place_id"].astype(str), strict=True):
        found.setdefault(place, set()).add(route)
    return {place: tuple(sorted(routes, key=lambda route: order.get(route, 0))) for place, routes in found.items()}


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance of two points (haversine formula)."""
    lon1, lat1, lon2, lat2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def drawn_km(line: tuple[Point, ...]) -> float:
    """Length along the points of a line."""
    return sum(distance_km(one, other) for one, other in pairwise(line))


@remembered
def lengths(dataset: Dataset) -> dict[str, tuple[float, Basis]]:
    """Length of each drawn route in km and its basis: the sourced one where a page states it.

    Else that of the drawn line, as the table gives it (on the ellipsoid) or, without that, on a sphere.
    """
    table = zip(
        dataset.routes["route_id"].astype(str),
        dataset.routes["length_km"],
        dataset.routes["length_geo_km"],
        strict=True,
    )
    found: dict[str, tuple[float, Basis]] = {}
    for route, stated, drawn in table:
        if route not in paths(dataset):
            continue
        if stated > 0:
            found[route] = float(stated), "sourced"
        else:
            found[route] = float(drawn) if drawn > 0 else drawn_km(paths(dataset)[route]), "drawn"
    return found


@remembered
def sectors(dataset: Dataset) -> dict[str, str]:
    """The sector of each corridor: that of most of its lines on land."""
    routes = dataset.routes
    found = {}
    for corridor, modes in routes.groupby(routes["corridor"].astype(str), sort=False)["mode"]:
        on_land = modes.astype(str).map(SECTOR_OF_MODE).dropna()
        found[str(corridor)] = str(on_land.mode().iloc[0]) if len(on_land) else "transport"
    return found


@dataclass(frozen=True)
class Leg:
    """A stretch of a journey on one route. ``start`` and ``end`` are places, or empty where none is named."""

    route: str
    mode: str
    status: str
    start: str
    end: str
    km: float
    basis: Basis
    line: tuple[Point, ...]


@dataclass(frozen=True)
class Journey:
    """A way from one place to another, leg by leg."""

    legs: tuple[Leg, ...]

    @property
    def km(self) -> float:
        return sum(leg.km for leg in self.legs)

    @property
    def open(self) -> bool:
        """Whether every leg operates."""
        return all(leg.status == "operating" for leg in self.legs)

    def share(self, *statuses: str) -> float:
        """The share of the length that has one of the statuses, from 0 to 1; 0 for a journey without length."""
        return sum(leg.km for leg in self.legs if leg.status in statuses) / self.km if self.km else 0.0

    def km_by_mode(self) -> dict[str, float]:
        """Kilometres by mode, in the order of :data:`CARRIED_BY`; modes not used are left out."""
        totals = {mode: sum(leg.km for leg in self.legs if leg.mode == mode) for mode in CARRIED_BY}
        return {mode: km for mode, km in totals.items() if km}


@remembered
def network(dataset: Dataset, every_status: bool, without: frozenset[str] = frozenset()) -> nx.Graph:
    """The graph of lines that carry goods: its nodes are points, its edges have ``km_by_route`` and ``km``.

    Operating lines only, unless ``every_status``. Lines of corridors that are not of transport (tankers,
    pipelines) and those in ``without`` are left out. An edge of a route whose length a page states has its
    share of that length. Where two routes share a stretch, ``km`` is that of the shorter.
    """
    graph = nx.Graph()
    for route in each(goods_routes(dataset, every_status)):
        if route.route_id in without or route.route_id not in paths(dataset):
            continue
        line = paths(dataset)[str(route.route_id)]
        stretch = lengths(dataset)[str(route.route_id)][0] / drawn_km(line)
        for one, other in pairwise(line):
            if not graph.has_edge(one, other):
                graph.add_edge(one, other, km_by_route={})
            graph.edges[one, other]["km_by_route"][str(route.route_id)] = distance_km(one, other) * stretch
    for _one, _other, edge in graph.edges(data=True):
        edge["km"] = min(edge["km_by_route"].values())
    return graph


def goods_routes(dataset: Dataset, every_status: bool) -> pd.DataFrame:
    """The routes that a journey of goods may take."""
    routes = dataset.routes
    kept = routes["mode"].isin(CARRIED_BY)
    kept &= routes["corridor"].astype(str).map(sectors(dataset)) == "transport"
    if not every_status:
        kept &= routes["status"] == "operating"
    return routes[kept]


@remembered
def ends(dataset: Dataset) -> tuple[str, ...]:
    """Places that a journey may be asked for: those on a line that carries goods, and every capital, by rank.

    A capital of a partner that no line reaches is among them on purpose: it deserves a plain answer.
    """
    places = dataset.places
    on_lines = set(_points(dataset, True))
    kept = places[places["place_id"].isin(on_lines) | (places["kind"] == "capital")]
    return tuple(kept.sort_values(["rank", "name_en"], kind="stable")["place_id"].astype(str))


def _points(dataset: Dataset, every_status: bool) -> dict[str, Point]:
    """Where each place lies in the network."""
    graph = network(dataset, every_status)
    return {place: point for point, place in places_at(dataset).items() if point in graph}


def reached(dataset: Dataset, place: str, every_status: bool) -> bool:
    """Whether any line that carries goods passes a place."""
    return place in _points(dataset, every_status)


def find(
    dataset: Dataset, start: str, end: str, every_status: bool, without: frozenset[str] = frozenset()
) -> Journey | None:
    """The shortest way between two places (Dijkstra on kilometres); None where there is none."""
    graph = network(dataset, every_status, without)
    points = _points(dataset, every_status)
    if start not in points or end not in points or points[start] not in graph or points[end] not in graph:
        return None
    try:
        way = nx.shortest_path(graph, points[start], points[end], weight="km")
    except nx.NetworkXNoPath:
        return None
    return Journey(tuple(_legs(dataset, graph, way)))


def _legs(dataset: Dataset, graph: nx.Graph, way: list[Point]) -> list[Leg]:
    """A way through the graph, cut where the route must change: each leg stays on its route as long as it can."""
    about = dataset.routes.set_index("route_id")
    named = places_at(dataset)
    steps = list(pairwise(way))
    legs = []
    at = 0
    while at < len(steps):
        reach = {route: _reach(graph, steps, at, route) for route in graph.edges[steps[at]]["km_by_route"]}
        route = max(reach, key=lambda code: (about.at[code, "status"] == "operating", reach[code]))
        stretch = steps[at : reach[route]]
        line = (stretch[0][0], *(other for _one, other in stretch))
        legs.append(
            Leg(
                route,
                str(about.at[route, "mode"]),
                str(about.at[route, "status"]),
                named.get(line[0], ""),
                named.get(line[-1], ""),
                sum(graph.edges[step]["km_by_route"][route] for step in stretch),
                _basis(dataset, route, line),
                line,
            )
        )
        at = reach[route]
    return legs


def _reach(graph: nx.Graph, steps: list[tuple[Point, Point]], at: int, route: str) -> int:
    """The first step after ``at`` that is not on a route."""
    while at < len(steps) and route in graph.edges[steps[at]]["km_by_route"]:
        at += 1
    return at


def _basis(dataset: Dataset, route: str, line: tuple[Point, ...]) -> Basis:
    _km, basis = lengths(dataset)[route]
    return "part" if basis == "sourced" and len(line) < len(paths(dataset)[route]) else basis


@remembered
def crossings(dataset: Dataset) -> dict[str, str]:
    """The ports across the sea from the home port, each with the route of its sea leg."""
    named, home = places_at(dataset), home_port(dataset)
    found = {}
    for route in each(goods_routes(dataset, every_status=True)):
        line = paths(dataset).get(str(route.route_id))
        if route.mode != "sea" or line is None:
            continue
        tips = [named.get(line[0], ""), named.get(line[-1], "")]
        if home in tips and all(tips):
            found[tips[0] if tips[1] == home else tips[1]] = str(route.route_id)
    return found


def alternatives(dataset: Dataset, start: str, end: str, every_status: bool) -> dict[str, Journey]:
    """The shortest way by each port across the sea, shortest first; a port that no such way passes is left out."""
    legs = crossings(dataset)
    found = {}
    for port, own in legs.items():
        journey = find(dataset, start, end, every_status, frozenset(legs.values()) - {own})
        if journey is not None and any(leg.route == own for leg in journey.legs):
            found[port] = journey
    return dict(sorted(found.items(), key=lambda item: item[1].km))


@remembered
def timed_journeys(dataset: Dataset) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The places at which the journey of each series of delivery time begins and ends; only series that name both.

    A dataset whose description has no such columns times no journey.
    """
    series = dataset.freight_series
    if not {"from_place_ids", "to_place_ids"} <= set(series.columns):
        return {}
    ends = zip(series["series_id"], series["from_place_ids"], series["to_place_ids"], strict=True)
    return {code: (frozenset(one), frozenset(other)) for code, one, other in ends if one and other}


def stated_time(dataset: Dataset, start: str, end: str) -> pd.DataFrame:
    """The rows of delivery time that sources state for this very journey, in either direction, oldest first."""
    asked = ((start, end), (end, start))
    journeys = timed_journeys(dataset).items()
    series = [code for code, (one, other) in journeys if any(a in one and b in other for a, b in asked)]
    rows = dataset.freight[dataset.freight["series_id"].isin(series)]
    return rows.sort_values(["period_end", "period_start"])
