"""What keeps an open page true by itself: after a restart, new data, or a change of theme."""

import streamlit as st

from caspian.data.store import Store
from caspian.text import Language, plain_markdown
from caspian.ui.session import store, theme

SECONDS = 5


def stamp() -> tuple:
    """What a page was drawn from; when it differs, the page is drawn anew."""
    now: Store = store()
    return now.dataset.version, now.trouble.since if now.trouble else None, theme().name


def remember() -> None:
    """Note what this full run draws from."""
    st.session_state["_drawn_from"] = stamp()


@st.fragment(run_every=SECONDS)
def heartbeat() -> None:
    """A running timer makes the browser come back after a server's restart: see Streamlit's reconnection."""
    if st.session_state.get("_drawn_from") != stamp():
        st.rerun()


def banner(language: Language) -> None:
    """Where the data on disk are faulty: since when the last good ones are shown, and why."""
    trouble = store().trouble
    if trouble is None:
        return
    _ = language.gettext
    st.warning(
        _("The data files have had faults since {time}; the last good data are shown.").format(
            time=trouble.since.strftime("%Y-%m-%d %H:%M:%S")
        ),
        icon=":material/warning:",
    )
    with st.expander(_("What is wrong with the files")):
        for fault in trouble.faults[:20]:
            st.markdown(plain_markdown(str(fault)))
