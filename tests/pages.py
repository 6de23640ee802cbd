"""Running a page as Streamlit does, without a browser."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from caspian.ui import session, site

ENTRY = Path(__file__).parents[1] / "caspian" / "ui" / "main.py"


def open_page(page: str, **query: str | list[str]) -> AppTest:
    """A page as it stands when opened by its address; fails where the script raises.

    ``query`` is the address's query, e.g. ``country=["KAZ", "UZB"], lang="ru"``.
    """
    run = AppTest.from_file(str(ENTRY), default_timeout=60)
    run._bidi_component_manager = _components()
    if page != site.HOME:
        run.switch_page(f"../../pages/{page}.py")
    for key, value in query.items():
        run.query_params[key] = value
    run.run()
    assert not run.exception, run.exception
    return run


@cache
def _components() -> BidiComponentManager:
    """The components of the installed packages; each AppTest would look through all packages for them anew."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


@contextmanager
def showing(folder: Path) -> Iterator[None]:
    """Meanwhile, pages show the data of a folder: with showing(small.folder(tmp_path)): open_page(…)."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CASPIAN_DATA", str(folder))
        session.store.cache_clear()
        try:
            yield
        finally:
            session.store.cache_clear()


def texts(run: AppTest) -> str:
    """Everything written on the page, one element a line: what a reader can read outside charts and tables."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "metric")
    written = []
    for kind in kinds:
        for element in run.get(kind):
            written += [
                str(getattr(element, name)) for name in ("label", "value", "body") if getattr(element, name, "")
            ]
    return "\n".join(written)


def charts(run: AppTest) -> dict[str, dict[str, Any]]:
    """The figures of a page by the text alternative of each (its takeaway)."""
    return {chart.proto.alt: json.loads(chart.proto.spec) for chart in run.get("plotly_chart")}
