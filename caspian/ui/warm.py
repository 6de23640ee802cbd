"""Warming up: what the first viewer would otherwise wait for."""

from streamlit.testing.v1 import AppTest

from caspian.text import NAMES
from caspian.ui import site

ENTRY = site.PAGES_DIR.parent / "caspian" / "ui" / "main.py"


def up() -> None:
    """Run every page once in every language: imports, the dataset, the catalogues and all default cards.

    To be called before the server exists: inside a running one the test harness breaks it.
    """
    for code in NAMES:
        for page in site.ICONS:
            run = AppTest.from_file(str(ENTRY), default_timeout=60)
            run.query_params["lang"] = code
            run.run()
            if page != site.HOME:
                run.switch_page(f"../../pages/{page}.py").run()
