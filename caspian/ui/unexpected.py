"""What a viewer sees of a fault of ours: one sentence. What happened goes to the server's log."""

import logging

import streamlit as st

from caspian import text
from caspian.ui.session import view

LOG = logging.getLogger("caspian")


def show(error: Exception) -> bool:
    """Handle a script's uncaught error; True: Streamlit need not show it as well."""
    LOG.error("A page failed", exc_info=error)
    try:
        language = view().language
    except KeyError:  # before the view of this viewer was known
        language = text.language(text.preferred([st.context.locale or ""]))
    _ = language.gettext
    st.error(
        _("Something went wrong in this part of the page. The rest works; reload the page, or reset the filter."),
        icon=":material/error:",
    )
    return True
