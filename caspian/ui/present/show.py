"""The presentation's stage: one scene at a time without chrome, its keys, and its own course through the scenes."""

import html
import re
import time
from functools import partial
from pathlib import Path

import streamlit as st

from caspian import scenes
from caspian.context import Context
from caspian.filters import Filters
from caspian.map import Scene as MapScene
from caspian.map.deck import Picture, picture
from caspian.scenes import Plan, Scene, stage
from caspian.ui import address, sidebar, unexpected
from caspian.ui.address import Control
from caspian.ui.session import store

STYLE = Path(__file__).with_name("present.css")
USUAL_SECONDS, MOST_SECONDS = 20, 600
HELP = "present_help"
"""Where the session keeps whether the help is open."""

HEADLINES = ((64, ""), (140, "longer"))
"""Class of a headline by its length in characters; beyond the last: ``longest``."""

SENTENCE = re.compile(r"(?<=[.]) (?=[A-ZА-ЯЁƏÇĞİÖŞÜ])")
"""Where a sentence ends: a point within a date is followed by no capital letter."""

LONG_DETAIL, LONGEST_NOTE = 150, 160
"""In characters: a detail that is written smaller, and the longest note that stands under a picture."""


def controls(plans: tuple[Plan, ...]) -> tuple[Control[str], Control[int]]:
    """The scene, and seconds to each in turn (0: the presenter turns)."""
    keys = [plan.key for plan in plans]
    return address.one_of("scene", keys, keys[0]), address.whole("play", 0, MOST_SECONDS, 0)


def place(plans: tuple[Plan, ...]) -> int:
    return [plan.key for plan in plans].index(st.session_state["scene"])


def turn_to(key: str) -> None:
    st.session_state["scene"] = key
    st.session_state[HELP] = False


def pause() -> None:
    """Stop, or go on as fast as before. What is paused stays so after a restart: the address has no ``play``."""
    state = st.session_state
    state["play"], state["present_pace"] = (
        (0, state["play"]) if state["play"] else (state.get("present_pace") or USUAL_SECONDS, 0)
    )


def toggle_help() -> None:
    st.session_state[HELP] = not asks_for_help()


def asks_for_help() -> bool:
    return bool(st.session_state.get(HELP))


def leave() -> None:
    """Close the help; without it, leave. The page changes after the callback, in :func:`left`."""
    if asks_for_help():
        st.session_state[HELP] = False
    else:
        st.session_state["present_leave"] = True


def left(now: Context) -> None:
    """Go to the overview, with the filters, if the viewer asked to leave."""
    if st.session_state.pop("present_leave", False):
        query = address.link("overview", sidebar.controls(now.dataset))
        st.switch_page(st.session_state["_pages"]["overview"], query_params=query)


def keys(plans: tuple[Plan, ...]) -> None:
    """Buttons that nobody sees, for the framework's shortcuts: it lets a key press one button only."""
    at, names = place(plans), [plan.key for plan in plans]
    onward = partial(turn_to, names[min(at + 1, len(names) - 1)])
    back = partial(turn_to, names[max(at - 1, 0)])
    pressed = {
        "Right": onward,
        "Space": onward,
        "Left": back,
        "Home": partial(turn_to, names[0]),
        "End": partial(turn_to, names[-1]),
        "P": pause,
        "H": toggle_help,
        "Esc": leave,
    }
    with st.container(key="keys"):
        for key, act in pressed.items():
            st.button(key, shortcut=key, on_click=act, key=f"key-{key}")


def advance(plans: tuple[Plan, ...]) -> None:
    """Turn to the next scene by itself after ``play`` seconds, from the last to the first."""
    seconds = st.session_state["play"]
    if not seconds or asks_for_help():
        return
    # The fragment runs within every full run too: only the timer's run comes when it is due.
    due = time.monotonic() + seconds * 0.9
    following = plans[(place(plans) + 1) % len(plans)].key

    @st.fragment(run_every=seconds)
    def tick() -> None:
        if time.monotonic() >= due:
            turn_to(following)
            st.rerun()

    tick()


def prepare(plan: Plan, now: Context) -> None:
    """Make a scene ready before it is asked for. If that fails, it is told when the scene is shown, not before."""
    try:
        scene = scenes.build(now, plan)
        if scene.view:
            map_picture(scene.view, scene.filters, now)
    except Exception:
        unexpected.LOG.exception("A scene could not be made ready: %s", plan.key)


def map_picture(view: str, filters: Filters, now: Context) -> Picture:
    return picture(now.with_filters(filters), MapScene(view=view))


def draw(scene: Scene, at: int, count: int, now: Context) -> None:
    """Headline, picture, and what they rest on, each in a place of fixed size: nothing moves from scene to scene."""
    st.html(_head(scene))
    with st.container(key="scene-map"):
        _map(scene, now)
    if scene.picture is not None:
        with st.container(key="scene-picture"):
            st.plotly_chart(
                scene.picture,
                theme=None,
                key="scene-chart",
                width="content",
                alt=f"{scene.headline} {scene.detail}",
                config={"staticPlot": True},
            )
    elif not scene.view:
        st.html(_body(scene))
    st.html(_foot(scene, at, count, now))


def _map(scene: Scene, now: Context) -> None:
    """The map: from its first scene on it stays on the page, unseen. Mounted anew, it would cost the browser memory."""
    view = st.session_state["present_map"] = scene.view or st.session_state.get("present_map", "")
    if view:
        filters = scene.filters if scene.view else now.filters
        st.pydeck_chart(
            map_picture(view, filters, now), height=stage.PICTURE_HEIGHT, key="map-of-scenes", alt=scene.headline
        )


def _head(scene: Scene) -> str:
    length = len(scene.headline) + (len(scene.detail) if len(scene.detail) > LONG_DETAIL else 0)
    size = next((name for most, name in HEADLINES if length <= most), "longest")
    if scene.figure == "title":
        size = "cover"
    detail = ""
    if scene.detail:
        small = " longer" if len(scene.detail) > LONG_DETAIL else ""
        detail = f'<div class="scene-detail{small}">{html.escape(scene.detail)}</div>'
    kind = "scene-head of-map" if scene.view else "scene-head"
    return (
        f'<div class="{kind}"><div class="scene-title">{html.escape(scene.title)}</div>'
        f'<h1 class="{size}">{html.escape(scene.headline)}</h1>{detail}</div>'
    )


def _body(scene: Scene) -> str:
    match scene.layout:
        case "tiles":
            kind = "scene-tiles"
            cells = [
                f"<div>{html.escape(tile.label)}<b>{html.escape(tile.value)}</b>"
                f"{html.escape('; '.join(part for part in (tile.change, tile.detail) if part))}</div>"
                for tile in scene.tiles
            ]
        case "cells":
            kind = "scene-lines3"
            cells = [f"<div><b>{html.escape(line.strong)}</b>{html.escape(line.text)}</div>" for line in scene.lines]
        case "list":
            kind = "scene-lines"
            cells = [f"<b>{html.escape(line.strong)}</b><span>{html.escape(line.text)}</span>" for line in scene.lines]
        case _:
            kind = "scene-words"
            cells = ["<br>".join(html.escape(line.text) for line in scene.lines)]
    return f'<div class="scene-body {kind}">{"".join(cells)}</div>'


def _foot(scene: Scene, at: int, count: int, now: Context) -> str:
    parts = [scene.filter_line, scene.source_line]
    note = SENTENCE.split(scene.note)[0]
    if scene.picture is not None and note and len(note) <= LONGEST_NOTE:
        parts.insert(0, note)
    trouble = store().trouble
    if trouble is not None:
        parts.append(
            now.language.gettext("The data files have had faults since {time}; the last good data are shown.").format(
                time=trouble.since.strftime("%Y-%m-%d %H:%M:%S")
            )
        )
    said = "<br>".join(html.escape(part) for part in parts if part)
    share = 100 * (at + 1) / count
    return (
        f'<div class="scene-foot"><div>{said}</div><div>{at + 1} / {count}</div></div>'
        f'<div class="scene-progress"><div style="width:{share:.1f}%;background:{now.theme.accent}"></div></div>'
    )


def style() -> None:
    """The one style sheet: no chrome, and the stage enlarged to the screen."""
    st.html(STYLE)
