"""The download of the slides: made by a process of its own, so that no other viewer waits for it."""

from functools import partial
from urllib.parse import urlencode, urlsplit

import streamlit as st

from caspian import slides
from caspian.context import Context
from caspian.ui import address, sidebar
from caspian.ui.session import page

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def download(now: Context, where: str) -> None:
    """The button; nothing is made before it is pressed."""
    _ = now.language.gettext
    st.download_button(
        _("Slides (PowerPoint)"),
        data=partial(slides.of, now, _address(now)),
        file_name=f"trans-caspian-monitor-{now.language.code}.pptx",
        mime=MIME,
        icon=":material/slideshow:",
        type="tertiary",
        on_click="ignore",
        key=f"slides-{where}",
    )


def _address(now: Context) -> str:
    """The presentation's address under the viewer's filters, in the viewer's language, for the notes."""
    here = urlsplit(str(st.context.url or ""))
    if not here.netloc:
        return ""
    base = here.path.rstrip("/").removesuffix(f"/{page()}")
    query = address.link("", sidebar.controls(now.dataset)) | {"lang": [now.language.code]}
    return f"{here.scheme}://{here.netloc}{base}/present?{urlencode(query, doseq=True)}"
