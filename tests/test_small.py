"""The small dataset itself: faultless, opened by every page, and changed only where a test says so."""

from pathlib import Path

import pytest

from caspian.data import files, validate
from caspian.data.dataset import Dataset
from caspian.ui import site
from caspian.ui.freight import VIEWS as FREIGHT_VIEWS
from caspian.ui.projects.tracker import VIEWS as PROJECT_VIEWS
from tests import small as small_data
from tests.pages import open_page, showing

VIEWS = [
    *((page, "") for page in ("overview", "visits", "trade", "calendar", "claims", "present", "data")),
    *(("freight", view) for view in FREIGHT_VIEWS),
    *(("projects", view) for view in PROJECT_VIEWS),
    *(("map", view) for view in ("region", "alat")),
]


def test_it_has_no_faults(small_folder: Path) -> None:
    assert validate.faults(str(small_folder)) == []


def test_every_page_is_among_those_opened() -> None:
    assert {page for page, _view in VIEWS} == set(site.ICONS)


@pytest.mark.parametrize(("page", "view"), VIEWS)
def test_every_page_opens_on_it(on_small: None, page: str, view: str) -> None:
    open_page(page, **({"view": view} if view else {}))


def test_a_variant_differs_in_what_was_changed_only(small: Dataset, tmp_path: Path) -> None:
    data = small_data.edited(
        tmp_path,
        visits=small_data.where(visit_id="2025-10-20-aze-kaz")(level="other"),
        events=small_data.without(kind="treaty"),
        trade=small_data.like(partner="TJK", reporter="TJK")(period_start="2024-01-01", period_end="2024-12-31"),
    )
    # Two leaders are no heads of state already; four events are treaties.
    assert (data.visits["level"] == "other").sum() == 3
    assert len(data.events) == 18 - 4
    assert len(data.trade) == 23 + 1
    assert data.freight.equals(small.freight)


def test_a_change_of_no_row_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no row has"):
        small_data.edited(tmp_path, visits=small_data.without(visit_id="2099-01-01-aze-kaz"))


def test_pages_show_what_they_did_before_afterwards(dataset: Dataset, tmp_path: Path) -> None:
    def claims_listed() -> int:
        return len(open_page("claims").radio[0].options)

    with showing(files.SHIPPED):
        with showing(small_data.folder(tmp_path)):
            assert claims_listed() == 16
        assert claims_listed() == len(dataset.claims)
