"""The presentation's help: its keys, its scenes, the slides, and the way out, for the mouse too."""

import html

import streamlit as st

from caspian import scenes
from caspian.context import Context
from caspian.scenes import Plan
from caspian.ui import site, slides
from caspian.ui.present import show as present

MOST_IN_COLUMN = 14
"""Scenes in one column of the list; beyond some forty the list scrolls."""


def corner(now: Context) -> None:
    """The one button that is always there, small in the corner."""
    _ = now.language.gettext
    with st.container(key="help-corner"):
        st.button(
            _("Close") if present.asks_for_help() else _("Help"),
            type="tertiary",
            on_click=present.toggle_help,
            key="help-toggle",
        )


def panel(plans: tuple[Plan, ...], now: Context) -> None:
    """Keys, scenes, slides, the way out."""
    _ = now.language.gettext
    named = (
        ("→ · " + _("Space"), _("next scene")),
        ("←", _("scene before")),
        ("Home · End", _("first scene, last scene")),
        ("P", _("run by itself, or pause")),
        ("H", _("this help")),
        ("Esc", _("leave")),
    )
    heading = _("Presenting")
    rows = "".join(f"<b>{html.escape(key)}</b><span>{html.escape(does)}</span>" for key, does in named)
    with st.container(key="help-panel", gap="small"):
        st.html(f"<h1>{html.escape(heading)}</h1>")
        keys, rest = st.columns([1, 2], gap="medium", wrap=False)
        with keys:
            st.html(f'<div class="scene-keys">{rows}</div>')
            slides.download(now, "help")
            site.link("overview", _("Leave the presentation"), icon=":material/close:")
        with rest:
            count = max(2, -(-len(plans) // MOST_IN_COLUMN))
            columns = st.columns(count, gap="small", wrap=False)
            share = -(-len(plans) // count)
            for number, plan in enumerate(plans):
                with columns[number // share]:
                    st.button(
                        f"{number + 1}. {scenes.name(now, plan)}",
                        type="tertiary",
                        on_click=present.turn_to,
                        args=(plan.key,),
                        key=f"to-{plan.key}",
                    )
