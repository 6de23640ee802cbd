"""The claims page: its list, its filters, one claim by address, statements beside the rows."""

from pathlib import Path

import pytest

from caspian.cards.claims import said as claims_said
from caspian.cards.claims import summary as claims
from caspian.cards.claims import tested as claims_tests
from caspian.charts.claims.summary import wrapped
from caspian.charts.statements import steps
from caspian.data import dataset
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures import statements
from caspian.measures.verdicts import findings
from caspian.style import DARK, LIGHT
from caspian.text import language
from tests.damage import Copy
from tests.pages import charts, open_page, texts
from tests.support import context


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return dataset.load()


# What was said


def test_trips_said_and_counted_in_the_statements_own_window(shipped: Dataset) -> None:
    said = statements.said(shipped, "visits_outbound").set_index("statement_id")
    # 2022-01-01 to 2024-08-09: seven trips of 2022, six of 2023, 07-03 and 08-08 of 2024.
    assert (said["stated"]["2024-08-09-ca-2y"], said["low"]["2024-08-09-ca-2y"]) == (16, 15)
    # 2022-11-13 to 2025-11-13 lacks the trip of 15 November.
    assert said.loc["2025-11-13-ca-3y", "difference"] == 14 - 13
    # Trips to Kazakhstan alone: 2022-10-13, 2023-04-10, 11-02, 2024-07-03, 08-08, 2025-10-20.
    assert (said["stated"]["2025-10-18-kaz-3y"], said["low"]["2025-10-18-kaz-3y"]) == (7, 6)


def test_growth_said_and_computed_from_first_to_last_year(shipped: Dataset) -> None:
    said = statements.said(shipped, "freight_growth").set_index("statement_id")
    assert said.loc["st-20240123-kuantyrov", "low"] == pytest.approx(2_764 / 1_485 - 1)
    assert said.loc["st-20251116-aliyev", "low"] == pytest.approx(4_119 / 1_485 - 1)
    # No full year 2025 of transit through Azerbaijan: nothing to compare, so no difference either.
    assert said["low"].isna()["st-20251022-asadov"]
    assert said["difference"].isna()["st-20251022-asadov"]


def test_block_trains_planned_and_received(shipped: Dataset) -> None:
    said = statements.said(shipped, "block_trains")
    assert said["stated"].tolist() == [1000, 600, 400, 450]
    assert said["difference"].tolist() == [392 - 1000, 392 - 600, 392 - 400, 392 - 450]


def test_delivery_time_is_set_beside_the_newest_bounds(shipped: Dataset) -> None:
    said = statements.said(shipped, "transit_time").set_index("statement_id")
    # 11 days on 5 January 2026; the newest rows by then say 15.
    xian = said.loc["st-20260105-xian"]
    assert [xian[name] for name in ("stated", "low", "high", "difference")] == [11, 15, 15, 4]


def test_one_person_with_differing_figures(shipped: Dataset) -> None:
    groups = statements.differing(statements.said(shipped, "visits_outbound"))
    assert [(rows["person"].iloc[0], rows["stated"].tolist()) for rows in groups] == [("Ilham Aliyev", [16, 13, 14])]
    sentence = claims_said.side_by_side(context(shipped, language=language("en")), "visits_outbound")[0]
    assert "16 on 9 Aug 2024" in sentence
    assert "13 on 13 Nov 2025" in sentence
    assert "14 on 16 Nov 2025" in sentence


def test_one_figure_in_six_speeches(shipped: Dataset) -> None:
    sentence = claims_said.side_by_side(context(shipped, language=language("en")), "freight_growth")[-1]
    # Aliyev on 1 and 24 September and 16 November, Mustafayev, Asadov twice; and the review of January 2026.
    assert sentence.startswith("The same figure, +90\u00a0%: 6 statements")
    assert "the review itself" in sentence


def test_a_statement_follows_its_rows(shipped: Dataset, tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    rows = copy.rows("visits.csv")
    line = next(n for n, row in enumerate(rows, 1) if row[0] == "2025-10-20-aze-kaz")
    copy.set("visits.csv", line, level="other")
    said = statements.said(dataset.load(copy.location), "visits_outbound").set_index("statement_id")
    assert said.loc["2025-10-18-kaz-3y", "low"] == 5


# Cards


@pytest.mark.parametrize(("code", "theme"), [("en", LIGHT), ("ru", DARK), ("az", LIGHT)])
def test_every_claim_can_be_drawn_in_every_language(shipped: Dataset, code: str, theme) -> None:
    for claim_id in findings(shipped):
        item = claims.opened(context(shipped, language=language(code)), claim_id)
        assert item.why.endswith(".")
        assert item.note
        for card in claims_tests.cards(context(shipped, language=language(code), theme=theme), claim_id):
            assert card.figure is not None
            assert card.takeaway.endswith(".")
            assert card.rows


def test_claims_of_figures_show_what_they_depend_on(shipped: Dataset) -> None:
    names = {
        claim_id: [
            card.name for card in claims_tests.cards(context(shipped, language=language("en"), theme=LIGHT), claim_id)
        ]
        for claim_id in findings(shipped)
    }
    assert names["C01"] == names["C02"] == ["claim-rules", "claim-windows"]
    assert names["C09"] == ["claim-series", "claim-years"]
    assert names["C10"] == ["claim-times"]
    assert names["C12"] == ["claim-projects"]
    assert names["C05"] == ["claim-events"]
    assert names["C04"] == []


def test_links_lead_to_the_page_of_the_rows(shipped: Dataset) -> None:
    page = {
        claim_id: claims.opened(context(shipped, language=language("en")), claim_id) for claim_id in findings(shipped)
    }
    assert page["C01"].page == "visits"
    assert page["C01"].query["leaders"] == "heads"
    assert page["C01"].query["period"] == ["2022", "2025"]
    assert page["C09"].page == "freight"
    assert page["C09"].query["series"] == "titr-freight-t"
    assert page["C15"].query["project"] == "ustyurt-psa"
    assert page["C19"].page == "calendar"
    assert page["C21"].page == "trade"


def test_the_sector_filter_narrows_the_summary(shipped: Dataset) -> None:
    kept = Filters((), ("digital",), (2019, 2026))
    assert claims.shown(context(shipped, filters=kept), ()) == ("C13", "C14")
    assert claims.counts(context(shipped, filters=kept)) == {
        "borne_out": 0,
        "partly": 2,
        "not_borne_out": 0,
        "not_checkable": 0,
    }
    assert "2 claims" in claims.summary(context(shipped, filters=kept, language=language("en"), theme=LIGHT)).takeaway


def test_text_from_cells_is_broken_after_dashes_and_escaped() -> None:
    assert wrapped("Horadiz–Jabrayil–Zangilan", 10) == "Horadiz–<br>Jabrayil–<br>Zangilan"
    assert wrapped("<b>x</b> & y", 40) == "&lt;b&gt;x&lt;/b&gt; &amp; y"


def test_axis_steps_are_round() -> None:
    assert steps(0, 16) == [0, 5, 10, 15]
    assert steps(-0.08, 6.6) == [0, 2, 4, 6]


# The page


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_shows_all_verdicts_in_each_language(code: str) -> None:
    run = open_page("claims", lang=code)
    summary = next(iter(charts(run)))
    for number in ("26", "6", "10", "0"):
        assert number in summary
    assert len(run.radio[0].options) == 26
    assert "nan" not in texts(run)


def test_a_claim_is_opened_by_its_address() -> None:
    run = open_page("claims", claim="C09", metric="freight_growth")
    written = texts(run)
    assert "C09" in written
    assert "\\+177" in written
    assert "not the verdict" in written, "the researcher's note stands apart and is named"


def test_the_verdict_filter_narrows_the_list() -> None:
    run = open_page("claims", verdict=["borne_out"])
    assert len(run.radio[0].options) == 6
    assert run.session_state["claim"] == "C02", "the first of the list is open"


def test_a_filter_without_claims_says_so() -> None:
    run = open_page("claims", verdict=["not_borne_out"])
    assert not run.radio
    assert any("No claim" in box.value for box in run.info)


def test_nonsense_in_the_address_is_dropped() -> None:
    run = open_page("claims", claim="C99", metric="weather", verdict=["yes", "partly"])
    assert run.session_state["claim"] == "C01"
    assert run.session_state["metric"] == "visits_outbound"
    assert run.session_state["verdict"] == ["partly"]


@pytest.mark.parametrize("metric", statements.METRICS)
def test_each_kind_of_statement_has_its_table(shipped: Dataset, metric: str) -> None:
    table = claims_said.table(context(shipped, language=language("en")), metric)
    assert len(table) == (shipped.stated_figures["metric"] == metric).sum()
    assert ("Rows hold" in table) == (metric != "other"), "nothing can be computed beside the other figures"


def test_figures_without_a_computation_have_no_picture() -> None:
    assert len(charts(open_page("claims", metric="other", claim="C04"))) == 1
