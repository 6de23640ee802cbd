"""The review whose statements are checked: every page names it as its row of the sources does."""

from pathlib import Path

import pytest

from caspian.cards import review
from caspian.data.dataset import Dataset
from tests.pages import open_page, showing, texts
from tests.small import edited, where
from tests.support import context

ARTICLE = "dayaz-20260105-review"
PAGES = {"overview": {}, "claims": {}, "freight": {"view": "corridor"}}


def test_it_is_the_first_source_of_the_claims(small: Dataset) -> None:
    assert review.named(context(small)) == "Day.Az, 5 January 2026"
    assert review.linked(context(small)).endswith(
        "(https://news.day.az/politics/1807323.html) (Day\\.Az\\, 5 January 2026)"
    )


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_it_as_its_row_does(tmp_path: Path, page: str) -> None:
    edited(tmp_path, sources=where(source_id=ARTICLE)(publisher="The Times", published="2026-02-03"))
    with showing(tmp_path):
        written = texts(open_page(page, **PAGES[page])).replace("\\", "")
    assert "The Times, 3 February 2026" in written
    assert "5 January 2026" not in written


def test_without_a_date_or_an_address_it_is_named_all_the_same(tmp_path: Path) -> None:
    view = context(edited(tmp_path, sources=where(source_id=ARTICLE)(published="", url="")))
    assert review.named(view) == "Day.Az"
    assert review.linked(view) == "2025 review article on Azerbaijan and Central Asia \\(M\\. Akhmedova\\) (Day\\.Az)"


def test_without_claims_it_is_not_known(tmp_path: Path) -> None:
    view = context(edited(tmp_path, claims=lambda rows: [], subjects=where()(claim_ids="")))
    assert review.named(view) == "source unknown"
    assert review.linked(view) == ""
