"""The marks of the map: ports and nodes, projects, and names."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pydeck as pdk
from pydeck.types import String

from caspian.context import Context, remembered_by
from caspian.data.vocabulary import PROJECT_STATUS
from caspian.filters import focus_countries, home_country
from caspian.map import VIEWS, Scene, words
from caspian.map.labels import Name, Seat, placed
from caspian.map.lines import SANS, SERIF, STRENGTH, plates, rgba
from caspian.map.plane import around
from caspian.measures import places, projects
from caspian.measures.routes import each, home_port
from caspian.style import MAP, Theme

RADIUS = {
    "seaport": (7.0, 5.0, 3.5),
    "dry_port": (5.5, 4.5, 3.5),
    "capital": (5.0, 4.0, 3.5),
    "border_crossing": (4.0, 3.2, 2.4),
    "rail_node": (3.4, 2.8, 2.1),
    "city": (3.4, 2.8, 2.1),
    "site": (3.4, 2.8, 2.1),
}
"""Pixels by kind, for the ranks 1, 2 and 3. Never by cargo: ports state it for different years."""

HOME_RADIUS = 10.0

PORTS = ("seaport", "dry_port")


def radius(kind: str, rank: int, home: bool) -> float:
    """How large a place is drawn, in pixels; ``home``: it is the home port."""
    return HOME_RADIUS if home else RADIUS.get(kind, RADIUS["site"])[min(rank, 3) - 1]


DETAIL_ZOOM = 5.0
"""From this zoom of a view on, nodes of the third rank are drawn too; a port of any rank always is."""


def is_drawn(kind: str, rank: int, zoom: float) -> bool:
    return rank < 3 or kind in PORTS or zoom >= DETAIL_ZOOM


def fill_and_edge(kind: str, theme: Theme) -> tuple[str, str]:
    """The two colours of a place's dot."""
    if kind in PORTS:
        return MAP[theme.name].port, theme.paper
    return (theme.ink, theme.paper) if kind == "capital" else (theme.paper, theme.muted)


def place_layers(context: Context, scene: Scene) -> Iterable[pdk.Layer]:
    """Ports filled, capitals ringed, other nodes small; Alat above all others."""
    dataset, theme = context.dataset, context.theme
    home, focus = home_country(dataset), focus_countries(dataset)
    rows: list[dict[str, Any]] = []
    port = home_port(dataset)
    ordered = dataset.places.sort_values("rank", ascending=False, kind="stable")
    for row in each(ordered):
        place, kind = str(row.place_id), str(row.kind)
        key = f"place:{place}"
        if not is_drawn(kind, int(row.rank), scene.camera.zoom) and scene.selected != key:
            continue
        standing = places.standing((str(row.country),), context.filters, home, focus)
        strength = 255 if scene.selected == key else STRENGTH[standing]
        fill, edge = fill_and_edge(kind, theme)
        title, about, more = words.place_lines(context, row)
        rows.append(
            {
                "at": [round(row.lon, 4), round(row.lat, 4)],
                "radius": radius(kind, int(row.rank), place == port) + (3 if scene.selected == key else 0),
                "fill": rgba(fill, strength),
                "edge": rgba(theme.ink if scene.selected == key else edge, strength),
                "key": key,
                "title": title,
                "about": about,
                "more": more,
            }
        )
    yield _dots(f"places-{scene.turn}", rows)


def _dots(name: str, rows: list[dict[str, Any]], edge_width: float = 1.5) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id=name,
        get_position="at",
        get_radius="radius",
        radius_units=String("pixels"),
        get_fill_color="fill",
        get_line_color="edge",
        get_line_width=edge_width,
        line_width_units=String("pixels"),
        stroked=True,
        pickable=True,
        auto_highlight=True,
        highlight_color=[255, 255, 255, 60],
    )


DONE = ("operating", "completed")
OFF = ("stalled", "cancelled")
FILLED = {**dict.fromkeys(DONE, 1.0), "construction": 0.45}
"""How far a project's mark is filled by its status, from 0 (open) to 1."""

PROJECT_RADIUS, PLAIN_RADIUS = 6, 4
"""Pixels of a project's mark, and of one whose status has no look of its own."""


def shown_projects(context: Context, scene: Scene):
    """The projects to be drawn: those active in the period that have a site, up to the year chosen."""
    dataset = context.dataset
    rows = projects.active(dataset, context.filters)
    rows = rows[rows["project_id"].isin(places.project_sites(dataset).keys())]
    return rows if scene.year is None else places.known_by(rows, dataset, scene.year)


def marked_projects(context: Context, scene: Scene):
    """The projects that get a mark: the selected one also where its layer is off or a filter leaves it out."""
    dataset = context.dataset
    shown = shown_projects(context, scene) if "projects" in scene.layers else dataset.projects.iloc[:0]
    code = scene.selected.removeprefix("project:")
    if code in places.project_sites(dataset) and code not in set(shown["project_id"]):
        table = dataset.projects
        shown = pd.concat([shown, table[table["project_id"] == code]])
    return shown


def project_layer(context: Context, scene: Scene) -> pdk.Layer:
    """Projects at their places: colour by sector; filled when operating or completed, half when being built.

    With a year chosen, a project is filled only if it was completed by then: earlier statuses are not known.
    """
    dataset, theme = context.dataset, context.theme
    home, focus = home_country(dataset), focus_countries(dataset)
    shown = marked_projects(context, scene)
    sites = places.project_sites(dataset)
    groups: dict[tuple[float, float], list[Any]] = {}
    for row in each(shown):
        lon, lat = sites[str(row.project_id)]
        groups.setdefault((round(lon, 1), round(lat, 1)), []).append(row)
    dots = []
    for group in groups.values():
        middle = sites[str(group[0].project_id)]
        for row, at in zip(group, around(middle, scene.camera.zoom, len(group), 13), strict=True):
            status = str(row.status)
            if scene.year is not None:
                done = row.completed_date == row.completed_date and row.completed_date.year <= scene.year
                status = "completed" if done else "construction"
            key = f"project:{row.project_id}"
            standing = (
                "full"
                if set(row.countries) & set(focus)
                else places.standing(row.countries, context.filters, home, focus)
            )
            strength = 255 if scene.selected == key else STRENGTH[standing]
            known = status in PROJECT_STATUS.known
            colour = theme.warning if status in OFF else theme.sectors[str(row.sector)] if known else theme.muted
            filled = FILLED.get(status, 0)
            fill = rgba(colour, strength * filled) if filled else rgba(theme.paper, strength)
            title, about, more = words.project_lines(context, row)
            dots.append(
                {
                    "at": at,
                    "radius": (PROJECT_RADIUS if known else PLAIN_RADIUS) + (3 if scene.selected == key else 0),
                    "fill": fill,
                    "edge": rgba(colour, strength),
                    "key": key,
                    "title": title,
                    "about": about,
                    "more": more,
                }
            )
    return _dots(f"projects-{scene.turn}", dots, 2)


WORTH_SPARING = 4.0
"""Marks of at least this radius are not to be covered by a name."""


@remembered_by("language")
def seats(context: Context, view: str, with_places: bool) -> tuple[Seat, ...]:
    """Where the names stand in a view: states and seas first, then Alat, then places by rank."""
    dataset = context.dataset
    zoom = VIEWS[view].zoom
    port = home_port(dataset)
    marks, names = [], list(words.ground_names(context))
    if with_places:
        for row in each(dataset.places):
            size = radius(str(row.kind), int(row.rank), str(row.place_id) == port)
            if size >= WORTH_SPARING and is_drawn(str(row.kind), int(row.rank), zoom):
                marks.append(((float(row.lon), float(row.lat)), size))
        first = names_of_places(context, (1,))
        leads = (port, places.capitals(dataset).get(home_country(dataset), ""))
        home = [name for lead in leads for name in first if name.key == f"place:{lead}"]
        home += [name for name in names if name.key in (f"state:{home_country(dataset)}", "sea:caspian")]
        later = names_of_places(context, (2, 3) if zoom >= DETAIL_ZOOM else (2,))
        names = [*home, *(name for name in (*first, *names, *later) if name not in home)]
    return tuple(placed(names, marks, zoom))


def names_of_places(context: Context, ranks: tuple[int, ...]) -> list[Name]:
    """The names of places of some ranks, the most important first."""
    order = {"seaport": 0, "capital": 1, "dry_port": 2}
    table = context.dataset.places[context.dataset.places["rank"].isin(ranks)]
    found = []
    for row in each(table):
        place, kind = str(row.place_id), str(row.kind)
        home = place == home_port(context.dataset)
        size = 16 if home else {1: 13.5, 2: 12.5, 3: 12}[int(row.rank)]
        name = context.name("places", place)
        found.append(
            (
                (int(row.rank), order.get(kind, 3), name),
                Name(
                    f"place:{place}",
                    name,
                    (float(row.lon), float(row.lat)),
                    size,
                    int(row.rank),
                    radius(kind, int(row.rank), home),
                ),
            )
        )
    return [name for _order, name in sorted(found, key=lambda item: item[0])]


def name_layers(context: Context, scene: Scene) -> Iterable[pdk.Layer]:
    """The names, each at its seat: states and seas in serifs without a plate, places on a plate."""
    dataset, theme = context.dataset, context.theme
    colours = MAP[theme.name]
    ink = {
        "state": theme.muted,
        "neighbour": colours.place_name,
        "sea": colours.sea_name,
        "lake": colours.sea_name,
    }
    home, focus = home_country(dataset), focus_countries(dataset)
    country = dict(zip(dataset.places["place_id"].astype(str), dataset.places["country"].astype(str), strict=True))
    wide, plated = [], []
    letters = words.letters(context)
    for seat in seats(context, scene.view, "ports" in scene.layers):
        kind, code = seat.name.key.split(":", 1)
        row = {
            "text": seat.name.text,
            "at": [round(seat.name.at[0], 4), round(seat.name.at[1], 4)],
            "size": seat.name.size,
            "anchor": seat.anchor,
            "baseline": seat.baseline,
            "offset": [round(shift, 1) for shift in seat.offset],
        }
        if kind == "place":
            standing = places.standing((country[code],), context.filters, home, focus)
            if standing == "thread":
                continue
            row |= {"color": rgba(theme.ink, 255 if standing == "full" else 150), "plate": rgba(colours.plate, 215)}
            plated.append(row)
        else:
            wide.append(row | {"color": rgba(ink[kind])})
    yield _texts("names-ground", wide, SERIF, letters)
    if plated:
        yield _texts(
            "names-places",
            plated,
            SANS,
            letters,
            background=True,
            get_background_color="plate",
            background_padding=[3, 1],
        )


def _texts(name: str, rows: list[dict[str, Any]], family: str, letters: str, **more: Any) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_text="text",
        get_position="at",
        get_color="color",
        get_size="size",
        get_text_anchor="anchor",
        get_alignment_baseline="baseline",
        get_pixel_offset="offset",
        character_set=String(letters),
        font_family=String(family),
        font_weight=600,
        font_settings={"fontSize": 40, "buffer": 6},
        **more,
    )


__all__ = ["name_layers", "place_layers", "plates", "project_layer", "seats", "shown_projects"]
