"""What keeps an open page true by itself: after a restart, new data, or a change of theme."""

from collections.abc import Sequence

import streamlit as st

from caspian.data.dataset import Dataset
from caspian.text import Language, plain_markdown
from caspian.ui.session import dataset, store, theme, view

SECONDS = 5
MOST_TOLD = 20
"""Faults that the banner lists; the check lists all."""


def stamp(shown: Dataset) -> tuple:
    """What a page is drawn from; when it differs, the page is drawn anew."""
    return shown.version, store().trouble, theme().name


def remember() -> None:
    """Note what this full run draws from."""
    st.session_state["_drawn_from"] = stamp(view().dataset)


@st.fragment(run_every=SECONDS)
def heartbeat() -> None:
    """A running timer makes the browser come back after a server's restart: see Streamlit's reconnection."""
    if st.session_state.get("_drawn_from") != stamp(dataset()):
        st.rerun()


def banner(language: Language) -> None:
    """For whoever keeps the data: what is wrong with the files, and what stood out when they were last taken over.

    Both tell nothing to worry other viewers about: what is on screen is sound.
    """
    _, n = language.gettext, language.ngettext
    trouble, news = store().trouble, store().news
    if trouble is not None:
        st.warning(
            _("The data files have had faults since {time}; the last good data are shown.").format(
                time=trouble.since.strftime("%Y-%m-%d %H:%M:%S")
            ),
            icon=":material/warning:",
        )
        _list(_("What is wrong with the files"), trouble.faults)
    if news:
        title = n("New data: {n} thing to look at", "New data: {n} things to look at", len(news))
        _list(title.format(n=language.number(len(news))), news)


def _list(title: str, told: Sequence[object]) -> None:
    with st.expander(title):
        for one in told[:MOST_TOLD]:
            st.markdown(plain_markdown(str(one)))
