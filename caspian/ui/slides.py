"""The download of the slides: made by a process of its own, so that no other viewer waits for it."""

import streamlit as st

from caspian.ui import tracker
from caspian.ui.session import View

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def download(now: View, where: str) -> None:
    """The button; nothing is made before it is pressed."""
    _ = now.language.gettext
    asked = (now.dataset, now.filters, tracker.moment(now), now.language, now.theme)

    def make() -> bytes:
        from caspian import slides

        return slides.of(*asked)

    st.download_button(
        _("Slides (PowerPoint)"),
        data=make,
        file_name=f"trans-caspian-monitor-{now.language.code}.pptx",
        mime=MIME,
        icon=":material/slideshow:",
        type="tertiary",
        on_click="ignore",
        key=f"slides-{where}",
    )
