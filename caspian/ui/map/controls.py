"""The map's controls: what is shown, from where, and up to which year; each has its place in the address."""

import base64
import html
import time
from collections.abc import Iterable
from functools import lru_cache

import streamlit as st

from caspian.cards.map import finding as cards
from caspian.cards.map.panel import keys
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.vocabulary import MODE, PROJECT_STATUS, ordered
from caspian.map import DEFAULT_CORRIDORS, DEFAULT_LAYERS, LAYERS, VIEWS, Scene, words
from caspian.map.lines import width_of
from caspian.measures import places, routes
from caspian.measures.routes import Journey
from caspian.style import MAP, Theme
from caspian.text import Language, plain_markdown
from caspian.ui import address
from caspian.ui.address import Control
from caspian.ui.session import view

SECONDS_A_YEAR = 1.6
"""How long a year stands while the years play."""

NONE = "none"
"""How an empty choice is written where the default is not empty."""

WHOLE = ""
"""The whole period, in place of a last year."""

LINES = ("operating", "all")


def choice_of(key: str, codes: Iterable[str], default: tuple[str, ...]) -> Control[list[str]]:
    """A choice of any number of codes with a default that is not empty; the default leaves the URL."""
    known = tuple(codes)

    def read(values: list[str]) -> list[str]:
        found = [code for code in known if code in values]
        return found if found or NONE in values else list(default)

    def write(value: list[str]) -> list[str]:
        ordered = [code for code in known if code in (value or ())]
        return [] if ordered == [code for code in known if code in default] else ordered or [NONE]

    return Control(key, read, write)


@remembered
def controls(dataset: Dataset, period: tuple[int, int]) -> dict[str, Control]:
    """The map's controls by key; the years to choose from are those of the period."""
    corridors = tuple(dict.fromkeys(dataset.routes["corridor"].astype(str)))
    usual = tuple(code for code in corridors if code in DEFAULT_CORRIDORS) or corridors
    found = (
        address.one_of("camera", VIEWS, "region"),
        choice_of("corridor", corridors, usual),
        choice_of("layer", LAYERS, DEFAULT_LAYERS),
        address.one_of("unit", places.UNITS, places.UNITS[0]),
        address.one_of("until", (WHOLE, *years(period)), WHOLE),
        address.one_of("object", keys(dataset), ""),
        address.one_of("from", ("", *routes.ends(dataset)), ""),
        address.one_of("to", ("", *routes.ends(dataset)), ""),
        address.one_of("lines", LINES, LINES[0]),
    )
    return {control.key: control for control in found}


def years(period: tuple[int, int]) -> tuple[str, ...]:
    return tuple(str(year) for year in range(period[0], period[1] + 1))


def adopt_link(dataset: Dataset) -> None:
    """A link that names a project, as other pages write it, selects that project here."""
    project = st.query_params.get("project", "")
    if project:
        if f"project:{project}" in keys(dataset):
            st.query_params["object"] = f"project:{project}"
        del st.query_params["project"]


def scene(journey: Journey | None) -> Scene:
    """What the controls ask for."""
    state = st.session_state
    timed = {"projects", "visits", "flows"} & set(state["layer"])
    return Scene(
        view=state["camera"],
        corridors=tuple(state["corridor"] or ()),
        layers=tuple(state["layer"] or ()),
        unit=state["unit"],
        year=int(state["until"]) if state["until"] and timed else None,
        selected=state["object"],
        journey=journey,
        turn=state.get("_map_turn", 0),
        look=state.get("_map_look", 0),
    )


def draw_views(now: Context) -> None:
    """The row of camera presets; the picture goes back to one by the button beside them."""
    _ = now.language.gettext
    names = cards.view_names(now.language)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="map-view"):
        st.segmented_control(
            _("View"),
            list(VIEWS),
            format_func=names.__getitem__,
            required=True,
            key="camera",
            label_visibility="collapsed",
        )
        st.button(
            _("Back to this view"),
            icon=":material/center_focus_strong:",
            type="tertiary",
            on_click=_look,
            key="recentre",
        )


def draw_layers(now: Context) -> None:
    """What is drawn besides the chosen corridors."""
    layers = cards.layer_names(now.language)
    st.pills(
        now.language.gettext("Layers"),
        list(LAYERS),
        selection_mode="multi",
        format_func=layers.__getitem__,
        key="layer",
        label_visibility="collapsed",
    )


def draw_corridors(now: Context) -> None:
    """The legend of corridors, which is the switch: the chosen ones stand out."""
    corridors = words.corridor_names(now)
    samples = {code: f"{sample(code, now.theme)} {plain_markdown(name)}" for code, name in corridors.items()}
    st.pills(
        now.language.gettext("Corridors that stand out"),
        list(corridors),
        selection_mode="multi",
        format_func=samples.__getitem__,
        key="corridor",
    )


def _look() -> None:
    st.session_state["_map_look"] = st.session_state.get("_map_look", 0) + 1


@lru_cache(maxsize=64)
def sample(corridor: str, theme: Theme) -> str:
    """A short line in a corridor's colour, as an image in Markdown."""
    colour = MAP[theme.name].corridors[corridor]
    line = f'<line x1="2" y1="7" x2="20" y2="7" stroke="{colour}" stroke-width="5" stroke-linecap="round"/>'
    return f"![]({_image(line, 22, 14)})"


def clicked() -> None:
    """What was clicked on the map becomes the selection; clicked again, it is none any more."""
    chosen = [item for items in st.session_state["map"].selection.objects.values() for item in items]
    key = str(chosen[0].get("key", "")) if chosen else ""
    if key:
        choose("" if key == st.session_state["object"] else key)


def choose(key: str) -> None:
    """Select a thing by its key, or nothing."""
    st.session_state["object"] = key
    st.session_state["_map_turn"] = st.session_state.get("_map_turn", 0) + 1


def time_play(now: Context) -> None:
    """The years of the period, one by one: by the slider, step by step, or playing; paused at first."""
    _ = now.language.gettext
    options = [WHOLE, *years(now.filters.period)]
    if len(options) < 3 or not {"projects", "visits", "flows"} & set(st.session_state["layer"] or ()):
        st.session_state["_map_playing"] = False
        return
    whole = now.language.years(*now.filters.period)
    running = playing()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="map-years"):
        st.button(
            _("One year back"), icon=":material/skip_previous:", on_click=step, args=(options, -1), key="year-back"
        )
        st.button(
            _("Pause") if running else _("Play the years"),
            icon=":material/pause:" if running else ":material/play_arrow:",
            on_click=_toggle,
            key="year-play",
        )
        st.button(_("One year on"), icon=":material/skip_next:", on_click=step, args=(options, 1), key="year-on")
        st.select_slider(
            _("Up to the end of"),
            options,
            format_func=lambda code: code or whole,
            key="until",
            width="stretch",
        )
        if "flows" in st.session_state["layer"]:
            units = words.unit_names(now.language)
            st.segmented_control(
                _("Counted at sea"), list(places.UNITS), format_func=units.__getitem__, required=True, key="unit"
            )
    if running:
        _tick(options)


def step(options: list[str], by: int) -> None:
    """One year on or back, round the ends."""
    at = options.index(st.session_state["until"]) if st.session_state["until"] in options else 0
    st.session_state["until"] = options[(at + by) % len(options)]


def _toggle() -> None:
    st.session_state["_map_playing"] = not playing()
    if playing() and not st.session_state["until"]:
        st.session_state["until"] = years(view().filters.period)[0]


def _tick(options: list[str]) -> None:
    """While playing: the next year after a while; at the last one it stops by itself."""
    due = time.monotonic() + SECONDS_A_YEAR * 0.9

    @st.fragment(run_every=SECONDS_A_YEAR)
    def tick() -> None:
        if time.monotonic() < due:
            return
        if st.session_state["until"] == options[-1]:
            st.session_state["_map_playing"] = False
        else:
            st.session_state["_map_next"] = True
        st.rerun()

    tick()


def play_on(now: Context) -> None:
    """Before the widgets are drawn: the step that the playing asked for."""
    if st.session_state.pop("_map_next", False):
        step([WHOLE, *years(now.filters.period)], 1)


def dimmed(language: Language) -> str:
    """What the country filter does to lines and places."""
    return language.gettext(
        "Country filter: what concerns the chosen countries stands out; what is of Azerbaijan or of the whole corridor "
        "is dimmed; lines of other countries stay as threads, so that no corridor is cut."
    )


def playing() -> bool:
    return bool(st.session_state.get("_map_playing", False))


def legend(now: Context, shown: Scene) -> str:
    """The legend as HTML: lines, marks, and the sectors' colours where projects are shown."""
    return _legend(now, shown.layers, shown.unit, shown.year)


@remembered_by("language", "theme")
def _legend(context: Context, layers: tuple[str, ...], unit: str, year: int | None) -> str:
    parts = [key_to_lines(context), key_to_marks(context, layers, unit, year)]
    if "projects" in layers:
        parts.append(key_to_sectors(context))
    return "".join(parts)


def key_to_lines(context: Context) -> str:
    """The legend of line styles as HTML: width by mode, pattern by status, of those that occur."""
    theme, routes_shown = context.theme, context.dataset.routes
    _ = context.language.gettext
    parts = []
    modes, statuses = set(routes_shown["mode"].astype(str)), set(routes_shown["status"].astype(str))
    for mode in (code for code in ordered(MODE, routes_shown["mode"]) if code in modes):
        width, ink = width_of(mode) * 1.2, theme.ink if mode in MODE.known else theme.muted
        core = (
            f'<line x1="2" y1="8" x2="30" y2="8" stroke="{theme.paper}" stroke-width="1.4"/>' if mode == "rail" else ""
        )
        parts.append(
            (
                f'<line x1="2" y1="8" x2="30" y2="8" stroke="{ink}" stroke-width="{width}"/>{core}',
                context.label("mode", mode),
            )
        )
    dashes = {"operating": "", "construction": "9 5"}
    names = {status: context.label("route_status", status) for status in routes.statuses(context.dataset)}
    dotted = [status for status in names if status not in dashes and status in statuses]
    for status, dash in {**dashes, **dict.fromkeys(dotted, "0.1 6")}.items():
        if status in statuses:
            parts.append(
                (
                    f'<line x1="3" y1="8" x2="31" y2="8" stroke="{theme.ink}" stroke-width="3.4" '
                    f'stroke-dasharray="{dash}" stroke-linecap="round"/>',
                    names[status],
                )
            )
    return _swatches(parts, theme)


def key_to_marks(context: Context, layers: tuple[str, ...], unit: str, year: int | None) -> str:
    """The legend of points, visits and projects as HTML, for the layers that are shown."""
    language, theme = context.language, context.theme
    _ = language.gettext
    colours = MAP[theme.name]

    def dot(fill: str, edge: str, size: float = 6, opacity: float = 1) -> str:
        return (
            f'<circle cx="16" cy="8" r="{size}" fill="{fill}" fill-opacity="{opacity}" stroke="{edge}" '
            'stroke-width="2"/>'
        )

    parts = []
    if "ports" in layers:
        parts += [
            (dot(colours.port, theme.paper), _("Port")),
            (dot(theme.ink, theme.paper, 5), _("Capital")),
            (dot(theme.paper, theme.muted, 4), _("Other node")),
        ]
    if "visits" in layers:
        for colour, name in ((theme.accent, _("Trips from Azerbaijan")), (colours.inbound, _("Trips to Azerbaijan"))):
            parts.append((f'<path d="M2 13 Q16 -4 30 11" fill="none" stroke="{colour}" stroke-width="3"/>', name))
    if "flows" in layers:
        parts.append(
            (
                f'<line x1="2" y1="8" x2="30" y2="8" stroke="{theme.accent}" stroke-opacity="0.6" stroke-width="10"/>',
                _("Freight at sea: {unit}, both directions, full year").format(
                    unit=language.lower(words.unit_names(language)[unit])
                ),
            )
        )
    if "projects" in layers and year is not None:
        parts += [
            (dot(theme.muted, theme.muted), _("Project completed by the end of {year}").format(year=year)),
            (dot(theme.muted, theme.muted, opacity=0.45), _("begun, not completed by then")),
        ]
    elif "projects" in layers:
        parts += [
            (dot(theme.muted, theme.muted), _("Project operating or completed")),
            (dot(theme.muted, theme.muted, opacity=0.45), _("under construction")),
            (dot(theme.paper, theme.muted), _("announced, agreed or under study")),
            (dot(theme.paper, theme.warning), _("stalled or cancelled")),
        ]
        others = ordered(PROJECT_STATUS, context.dataset.projects["status"])[len(PROJECT_STATUS.known) :]
        parts += [(dot(theme.paper, theme.muted, 4), context.label("project_status", code)) for code in others]
    return _swatches(parts, theme) if parts else ""


def key_to_sectors(context: Context) -> str:
    """The sectors' colours as HTML."""
    parts = [
        (f'<circle cx="16" cy="8" r="6" fill="{context.theme.sectors[code]}"/>', context.name("sectors", code))
        for code in context.dataset.sectors["sector_id"].astype(str)
    ]
    return _swatches(parts, context.theme)


def _swatches(parts: list[tuple[str, str]], theme: Theme) -> str:
    """Drawings of 32 x 16 pixels, each with its name; as images, since an SVG in the page itself is taken out."""
    items = "".join(
        '<span style="display:inline-flex;align-items:center;gap:6px;margin:0 16px 2px 0;white-space:nowrap">'
        f'<img src="{_image(drawing, 32, 16)}" width="32" height="16" alt="">{html.escape(name)}</span>'
        for drawing, name in parts
    )
    return f'<div style="color:{theme.muted};font-size:14px;line-height:1.7">{items}</div>'


def _image(drawing: str, width: int, height: int) -> str:
    """An SVG drawing as an address that needs no request."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{drawing}</svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
