"""The pages: their fixed addresses, and links between them that carry the filters."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from caspian.text import Language
from caspian.ui import address, sidebar
from caspian.ui.session import view

PAGES_DIR = Path(__file__).parents[2] / "pages"
HOME = "overview"
PRESENT = "present"
"""The page that fills the screen, without sidebar and navigation."""

ICONS = {
    "overview": ":material/dashboard:",
    "map": ":material/map:",
    "visits": ":material/flight_takeoff:",
    "freight": ":material/directions_boat:",
    "projects": ":material/flag:",
    "trade": ":material/swap_horiz:",
    "calendar": ":material/calendar_month:",
    "claims": ":material/fact_check:",
    "data": ":material/database:",
    "present": ":material/slideshow:",
}
"""The pages that exist, in the order of the navigation. A page's key is its file and its address."""


def titles(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "overview": _("Overview"),
        "map": _("Map"),
        "visits": _("Visits"),
        "freight": _("Freight"),
        "projects": _("Projects"),
        "trade": _("Trade"),
        "calendar": _("Calendar"),
        "claims": _("Claims"),
        "data": _("Data"),
        "present": _("Present"),
    }


def pages(language: Language) -> dict[str, StreamlitPage]:
    """The pages by key, titled in a language."""
    named = titles(language)
    return {
        key: st.Page(
            PAGES_DIR / f"{key}.py",
            title=named[key],
            url_path="" if key == HOME else key,
            default=key == HOME,
        )
        for key in ICONS
    }


def exists(page: str) -> bool:
    return page in ICONS


def link(page: str, label: str, change: Mapping[str, str | list[str]] | None = None, icon: str | None = None) -> None:
    """A link within the app, carrying the filters and any change to them; none to a page that is not there."""
    if exists(page):
        st.page_link(
            st.session_state["_pages"][page],
            label=label,
            icon=icon,
            query_params=address.link(page, sidebar.controls(view().dataset), change),
        )


def links(page: str, items: Iterable[tuple[str, Mapping[str, list[str]]]]) -> None:
    """Many links to one page, each a label with its change: what they all carry is worked out once."""
    if exists(page):
        carried = address.link(page, sidebar.controls(view().dataset))
        for label, change in items:
            st.page_link(st.session_state["_pages"][page], label=label, query_params={**carried, **change})


def navigation(language: Language) -> None:
    """The row of links to all pages."""
    named = titles(language)
    with st.container(horizontal=True, gap="small", key="navigation"):
        for key, icon in ICONS.items():
            link(key, named[key], icon=icon)
