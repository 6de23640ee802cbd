"""Warming up: what the first viewer would otherwise wait for."""

from streamlit.testing.v1 import AppTest

from caspian.languages import FALLBACK, LANGUAGES
from caspian.ui import site

ENTRY = site.PAGES_DIR.parent / "caspian" / "ui" / "main.py"


def up() -> None:
    """Draw the overview in every language and every other page once: imports, data, catalogues, default cards.

    To be called before the server exists: inside a running one the test harness breaks it.
    """
    for code in LANGUAGES:
        run = AppTest.from_file(str(ENTRY), default_timeout=60)
        run.query_params["lang"] = code
        run.run()
        for page in site.ICONS if code == FALLBACK else ():
            if page != site.HOME:
                run.switch_page(f"../../pages/{page}.py").run()
