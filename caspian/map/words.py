"""What the map says of a thing in one line: the names of corridors, and the short cards under the pointer."""

from caspian import geo
from caspian.context import Context, remembered_by
from caspian.filters import home_country, states
from caspian.map.labels import Name
from caspian.measures import places, routes
from caspian.text import NO_BREAK_SPACE, Language


def corridor_names(context: Context) -> dict[str, str]:
    """The corridors by code, those with most lines first; the Zangezur direction by its neutral name."""
    _ = context.language.gettext
    counts = context.dataset.routes["corridor"].astype(str).value_counts(sort=False)
    ordered = sorted(counts.items(), key=lambda item: -int(item[1]))
    names = {str(code): context.label("corridor", str(code)) for code, _count in ordered}
    if "zangezur" in names:
        names["zangezur"] = _("Zangezur direction (TRIPP)")
    return names


def kilometres(km: float, language: Language) -> str:
    _ = language.gettext
    return language.number(km) + NO_BREAK_SPACE + _("km")


def as_of(row, language: Language) -> str:
    """The day that a status holds for; said where it is not known."""
    _ = language.gettext
    dated = row.status_as_of
    return _("not dated") if dated != dated else _("as of {date}").format(date=language.short_day(dated))


def route_lines(context: Context, row) -> tuple[str, str, str]:
    """Title, status and length of a route (a row of ``routes``)."""
    language = context.language
    _ = language.gettext
    measured = {"sourced": _("as sourced"), "drawn": _("along the drawn line")}
    length = ""
    if row.route_id in routes.lengths(context.dataset):
        km, basis = routes.lengths(context.dataset)[row.route_id]
        length = f"{kilometres(km, language)} ({measured[basis]})"
    mode = context.label("mode", str(row.mode))
    status = context.label("route_status", str(row.status))
    return (
        context.name("routes", row.route_id),
        f"{mode} · {status} ({as_of(row, language)})",
        length,
    )


def place_lines(context: Context, row) -> tuple[str, str, str]:
    """Title, kind and country, and a port's latest cargo (a row of ``places``)."""
    kind = context.label("place_kind", str(row.kind))
    country = context.name("countries", str(row.country))
    return (
        context.name("places", row.place_id),
        f"{kind} · {country}",
        cargo_line(context, str(row.place_id)),
    )


def cargo_line(context: Context, place: str) -> str:
    """A port's cargo of its newest full year with the year, marked when older than two years; else nothing."""
    _ = context.language.gettext
    latest = places.latest_cargo(context.dataset, place)
    if latest.empty:
        return ""
    amount = context.language.number(latest["value"].iloc[0] / 1e6, 2) + NO_BREAK_SPACE + _("Mt")
    said = _("Cargo: {amount} ({year})").format(amount=amount, year=latest.index[0])
    if places.is_stale(latest.iloc[0], context.dataset.covered_to("freight")):
        said += " · " + _("older than two years")
    return said


def project_lines(context: Context, row) -> tuple[str, str, str]:
    """Title, sector and status, and the day of the status (a row of ``projects``)."""
    _ = context.language.gettext
    sector = context.name("sectors", str(row.sector))
    status = context.label("project_status", str(row.status))
    return (
        context.name("projects", row.project_id),
        f"{sector} · {status}",
        _("as of {date}").format(date=context.language.short_day(row.as_of)),
    )


def unit_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"trucks": _("Trucks"), "wagons": _("Rail wagons")}


@remembered_by("language")
def letters(context: Context) -> str:
    """Every character that the map writes in a language.

    Given whole and always the same, so that the browser draws its letters once, not at every change.
    """
    names = [context.name("places", str(place)) for place in context.dataset.places["place_id"]]
    names += [name.text for name in ground_names(context)]
    return "".join(sorted(set("".join(names)) | set("0123456789()., ") | {NO_BREAK_SPACE, "\u202f"}))


SEAS = {"black": (31.6, 43.2), "caspian": (51.5, 38.0), "mediterranean": (31.0, 33.9)}
"""Where the names of the seas stand, in degrees."""

NORTH_CASPIAN = (50.4, 45.6)
"""Where the Caspian's name stands if there is no room in the south."""

LAKES = {"Lake Balkhash": (74.6, 46.0), "Aral Sea": (59.6, 45.05)}
"""The lakes whose names are shown, by their English name, and where."""

SMALL_NEIGHBOURS = frozenset(
    {"ARM", "GEO", "IRN", "TUR", "AFG", "CHN", "RUS", "UKR", "IRQ", "SYR", "PAK", "ROU", "BGR", "MNG"}
)
"""Neighbours that are named on the map."""

MOVED = {
    "KAZ": (66.9, 48.6),
    "AZE": (47.5, 40.55),
    "KGZ": (75.3, 41.5),
    "RUS": (47.0, 51.0),
    "TUR": (34.3, 39.2),
    "CHN": (84.5, 41.6),
    "IRN": (54.5, 34.8),
    "UKR": (33.5, 48.6),
}
"""Where the name of a country stands better than at its own middle: within the usual views."""


@remembered_by("language")
def ground_names(context: Context) -> tuple[Name, ...]:
    """The names of the states, of their neighbours, and of seas and lakes, as labels that keep their place."""
    home, ours = home_country(context.dataset), states(context.dataset)
    _ = context.language.gettext
    names = []
    for feature in geo.features("countries"):
        about = feature["properties"]
        iso = about["iso3"]
        if iso not in ours and iso not in SMALL_NEIGHBOURS:
            continue
        name = context.name("countries", iso)
        name = name if name != iso else context.text(about, "name")
        at = MOVED.get(iso, (about["label_lon"], about["label_lat"]))
        kind = "state" if iso in ours else "neighbour"
        names.append(
            Name(
                f"{kind}:{iso}",
                name,
                at,
                14 if iso == home else {"state": 16, "neighbour": 12.5}[kind],
                0,
                movable=False,
            )
        )
    seas = {"black": _("Black Sea"), "caspian": _("Caspian Sea"), "mediterranean": _("Mediterranean Sea")}
    seas["caspian"] = seas["caspian"].replace(" ", "\n", 1)
    names += [Name(f"sea:{code}", seas[code], at, 13, 0, movable=False) for code, at in SEAS.items()]
    names.append(Name("sea:caspian", seas["caspian"], NORTH_CASPIAN, 13, 0, movable=False))
    for feature in geo.features("water"):
        about = feature["properties"]
        if about["name_en"] in LAKES:
            text = context.text(about, "name")
            names.append(Name(f"lake:{about['name_en']}", text, LAKES[about["name_en"]], 11, 0, movable=False))
    order = {"sea": 0, "state": 1, "neighbour": 2, "lake": 3}
    return tuple(sorted(names, key=lambda name: order[name.key.split(":")[0]]))
