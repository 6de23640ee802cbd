"""The visits page, run without a browser."""

from pathlib import Path

import pytest

from tests import small as small_data
from tests.pages import charts, open_page, showing, texts

pytestmark = pytest.mark.usefixtures("on_small")
EVER = {"period": ["2015", "2025"]}


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_the_page_in_each_language(code: str) -> None:
    run = open_page("visits", lang=code)
    assert run.title[0].value == {"en": "Visits", "ru": "Визиты", "az": "Səfərlər"}[code]
    assert len(charts(run)) == 6
    assert len(run.dataframe) == 2


def test_every_count_follows_the_counting_rule() -> None:
    # To Azerbaijan, all years: 7 trips of heads of state, 9 of all leaders.
    default, everyone = open_page("visits", **EVER), open_page("visits", leaders="all", **EVER)
    assert any("(2 of 7)" in takeaway for takeaway in charts(default))
    assert any("of 9)" in takeaway and "to Azerbaijan" in takeaway for takeaway in charts(everyone))
    bilateral = open_page("visits", trips="bilateral", lang="en", **EVER)
    for takeaway in charts(bilateral):
        assert takeaway not in charts(default)


def test_the_statement_table_counts_by_the_rule_in_each_ones_window() -> None:
    table = open_page("visits").dataframe[1].value
    said = table[(table["Speaker"] == "Ilham Aliyev") & (table["Date"].astype(str) == "2025-11-16")]
    assert said[["Stated", "Rows hold", "Difference"]].to_numpy().tolist() == [[14, 6, "−8"]]


def test_the_claims_are_read_by_the_rule_of_the_verdicts() -> None:
    run = open_page("visits")
    # From 16 November 2022 to 16 November 2025: 6 trips out, 5 in; no rule and no window gives 14 or 23.
    assert "6 trips in the rows for 16 Nov 2022 – 16 Nov 2025" in texts(run).replace("\\", "")
    rules = run.dataframe[0].value
    assert rules["C01: From Azerbaijan"].tolist() == [6, 5, 3, 3, 6, 5, 3, 3]
    assert rules["C02: To Azerbaijan"].tolist() == [5, 2, 1, 1, 6, 3, 2, 2]


def test_without_claims_on_trips_the_page_says_so(tmp_path: Path) -> None:
    small_data.edited(tmp_path, claims=small_data.without(claim_id="C01"), visits=lambda rows: [])
    small_data.Copy(tmp_path / "none", tmp_path).change("claims.csv", small_data.without(claim_id="C02"))
    with showing(tmp_path / "none"):
        run = open_page("visits")
    assert "No claim is about the number of trips" in texts(run)
    assert "The table of visits is empty" in texts(run)
    assert len(run.dataframe) == 1


def test_an_unknown_rule_is_the_default() -> None:
    assert set(charts(open_page("visits", leaders="kings", cities=""))) == set(charts(open_page("visits")))
