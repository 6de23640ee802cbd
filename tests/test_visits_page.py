"""The visits page, run without a browser."""

import pytest

from caspian.languages import LANGUAGES
from tests.pages import charts, open_page


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_in_each_language(code: str) -> None:
    run = open_page("visits", lang=code)
    assert run.title[0].value == {"en": "Visits", "ru": "Визиты", "az": "Səfərlər"}[code]
    assert len(charts(run)) == 6
    assert len(run.dataframe) == 2


def test_every_count_follows_the_counting_rule() -> None:
    # visits.csv, to Azerbaijan, all years: 26 trips of heads of state, 28 of all leaders.
    default, everyone = open_page("visits"), open_page("visits", leaders="all")
    assert any("(7 of 26)" in takeaway for takeaway in charts(default))
    assert any("of 28)" in takeaway for takeaway in charts(everyone))
    bilateral = open_page("visits", trips="bilateral", lang="en")
    for takeaway in charts(bilateral):
        assert takeaway not in charts(default)


def test_the_statement_table_counts_by_the_rule_in_each_ones_window() -> None:
    table = open_page("visits").dataframe[1].value
    said = table[(table["Who"] == "Ilham Aliyev") & (table["Date"].astype(str) == "2025-11-16")]
    assert said[["Stated", "Rows hold", "Difference"]].to_numpy().tolist() == [[14, 15, "+1"]]


def test_an_unknown_rule_is_the_default() -> None:
    assert set(charts(open_page("visits", leaders="kings", cities=""))) == set(charts(open_page("visits")))
