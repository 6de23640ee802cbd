"""The script that Streamlit runs for each viewer: filters first, then the page. ``app.py`` names it."""

import streamlit as st

from caspian.context import Context
from caspian.ui import address, heartbeat, session, sidebar, site

SIDEBAR_WIDTH = 264
"""In pixels: wide enough for the names of three languages in a line, narrow enough for a projector of 1024."""


def main() -> None:
    dataset = session.dataset()
    controls = sidebar.controls(dataset)
    address.restore(*controls)
    language = sidebar.language()

    pages = site.pages(language)
    st.session_state["_pages"] = pages
    page = st.navigation(list(pages.values()), position="hidden")
    key = page.url_path or site.HOME
    st.set_page_config(
        page_title=f"{page.title} · {language.gettext('Trans-Caspian Monitor')}",
        page_icon="🌊",
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    moment = session.moment(dataset, st.session_state["asof"])
    view = Context(dataset, sidebar.chosen(), moment, language, session.theme())
    session.set_view(view, key)
    heartbeat.remember()

    if key == site.PRESENT:  # without chrome: the filters are those of the address
        address.publish(*controls)
    else:
        with st.sidebar:
            sidebar.draw(view)
        address.publish(*controls)
        site.navigation(language)
        heartbeat.banner(language)
    page.run()
    heartbeat.heartbeat()


main()
