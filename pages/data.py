"""Data and method: the rows themselves, their sources, their quality, the files, and how they were made."""

import streamlit as st

from caspian.cards.data import quality as data_quality
from caspian.cards.data import sources as data_sources
from caspian.ui import address, card
from caspian.ui.data import files as data_files
from caspian.ui.data import record as data_rows
from caspian.ui.data import tables as data
from caspian.ui.session import view

now = view()
_ = now.language.gettext
controls = data.restore(now.dataset)
state = st.session_state

st.title(_("Data and method"), anchor=False)
names = data.view_names(now.language)
st.segmented_control(
    _("Part of the page"),
    list(names),
    format_func=names.__getitem__,
    required=True,
    key="view",
    on_change=data.clear,
    args=("row", "source", "q", "by", "is"),
    label_visibility="collapsed",
)

look = (now.language, now.theme)
match state["view"]:
    case "browse" if state["row"]:
        data_rows.row(state["table"], state["row"], now)
    case "browse":
        data.choose_rows(now)
        data.meaning(now)
        data.filtered(now)
        data.grid(now)
        data_files.downloads(now)
        data.columns(now)
    case "sources" if state["source"]:
        data_rows.row("sources", state["source"], now)
    case "sources":
        data.choose_pages(now)
        data.page_grid(now)
        left, right = st.columns(2, gap="large")
        with left:
            card.card(data_sources.by_year(now, data.pages()))
        with right:
            card.card(data_sources.by_publisher(now, data.pages()))
    case "quality":
        card.card(data_quality.foundation(now))
        data.all_tables(now)
    case "download":
        data.choose_rows(now)
        data.filtered(now)
        data_files.downloads(now)
        data_files.formats(now)
        data_files.whole(now)
    case "method":
        data_files.method_text(now)
    case "changes":
        data_files.changes(now)

address.on_page(*controls)
