"""The claims page: its list, its filters, one claim by address, statements beside the rows.

Expected values: tests/data/small/README.md.
"""

from pathlib import Path

import pytest

from caspian.cards import Card
from caspian.cards.claims import said as claims_said
from caspian.cards.claims import summary as claims
from caspian.cards.claims import tested
from caspian.charts.claims.summary import wrapped
from caspian.charts.statements import steps
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures import statements
from caspian.measures.finding import VERDICTS
from caspian.measures.verdicts import findings
from caspian.slides import native
from caspian.style import DARK, LIGHT
from caspian.text import language
from tests import small as small_data
from tests.pages import charts, open_page, showing, texts
from tests.small import like, where
from tests.support import context

# What was said


def test_trips_said_and_counted_in_the_statements_own_window(small: Dataset) -> None:
    said = statements.said(small, "visits_outbound").set_index("statement_id")
    # The last three years to 13 November 2025 lack the trip of 15 November: 5 of the 6.
    assert said.loc["2025-11-13-ca-3y", "difference"] == 5 - 13
    # To Kazakhstan alone: 2023-04-10 and 2025-10-20.
    assert (said["stated"]["2025-10-18-kaz-3y"], said["low"]["2025-10-18-kaz-3y"]) == (7, 2)


def test_growth_said_and_computed_from_first_to_last_year(small: Dataset) -> None:
    said = statements.said(small, "freight_growth").set_index("statement_id")
    assert said.loc["st-20240123-kuantyrov", "low"] == pytest.approx(2_764 / 1_485 - 1)
    assert said.loc["st-20251116-aliyev", "low"] == pytest.approx(4_119 / 1_485 - 1)
    # No full year 2025 of transit through Azerbaijan: nothing to compare, so no difference either.
    assert said["low"].isna()["st-20251022-asadov"]
    assert said["difference"].isna()["st-20251022-asadov"]


def test_block_trains_planned_and_received(small: Dataset) -> None:
    said = statements.said(small, "block_trains")
    assert said["stated"].tolist() == [600, 400]
    assert said["difference"].tolist() == [392 - 600, 392 - 400]


def test_delivery_time_is_set_beside_the_newest_bounds(small: Dataset) -> None:
    said = statements.said(small, "transit_time").set_index("statement_id")
    # 11 days on 5 January 2026; the newest rows by then say 15.
    xian = said.loc["st-20260105-xian"]
    assert [xian[name] for name in ("stated", "low", "high", "difference")] == [11, 15, 15, 4]


def test_one_person_with_differing_figures(small: Dataset) -> None:
    groups = statements.differing(statements.said(small, "visits_outbound"))
    assert [(rows["person"].iloc[0], rows["stated"].tolist()) for rows in groups] == [("Ilham Aliyev", [13, 14])]
    sentence = claims_said.side_by_side(context(small), "visits_outbound")[0]
    assert "13 on 13 Nov 2025" in sentence
    assert "14 on 16 Nov 2025" in sentence


def test_one_figure_in_several_speeches(small: Dataset) -> None:
    sentence = claims_said.side_by_side(context(small), "freight_growth")[-1]
    # Asadov and Aliyev, and the review.
    assert sentence.startswith("The same figure, +90\u00a0%: 2 statements")
    assert "the review itself" in sentence


def test_a_statement_follows_its_rows(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, visits=where(visit_id="2025-10-20-aze-kaz")(level="other"))
    said = statements.said(data, "visits_outbound").set_index("statement_id")
    assert said.loc["2025-10-18-kaz-3y", "low"] == 1


# Cards


@pytest.mark.parametrize(("code", "theme"), [("en", LIGHT), ("ru", DARK), ("az", LIGHT)])
def test_every_claim_can_be_drawn_in_every_language(shipped: Dataset, code: str, theme) -> None:
    view = context(shipped, language=language(code), theme=theme)
    for claim_id in findings(shipped):
        item = claims.opened(view, claim_id)
        assert item.why.endswith(".")
        assert item.note
        for card in tested.cards(view, claim_id):
            assert card.takeaway.endswith(".")
            assert card.figure is None or card.rows
            assert card.figure is None or len(card.numbers())


def test_claims_of_figures_show_what_they_depend_on(small: Dataset) -> None:
    names = {claim_id: [card.name for card in tested.cards(context(small), claim_id)] for claim_id in findings(small)}
    assert names["C01"] == names["C02"] == ["claim-rules", "claim-windows"]
    assert names["C09"] == ["claim-series", "claim-years"]
    assert names["C10"] == ["claim-times"]
    assert names["C12"] == ["claim-projects"]
    assert names["C05"] == ["claim-events"]
    assert names["C21"] == ["claim-trade"]
    assert names["C06"] == []


def card_of(data: Dataset, claim_id: str, name: str) -> Card:
    return next(card for card in tested.cards(context(data), claim_id) if card.name == name)


def test_what_a_claim_depends_on_is_said(small: Dataset) -> None:
    # 6, 5, 3, 3 by heads of state, and the same by all leaders; none is 14.
    assert card_of(small, "C01", "claim-rules").takeaway == (
        "3 to 6 by the rule, 6 by the default one; 0 of 8 rules give 14."
    )
    # C01 ends on 16 November 2025 and was searched to the end of the year: moved by up to a month onwards.
    windows = card_of(small, "C01", "claim-windows").table
    assert windows is not None
    assert windows["number"].notna().sum() == 12 + 1 + 1
    # Pairs of 2022 to 2025: six, of which 2022 to 2023 fits.
    assert card_of(small, "C09", "claim-years").takeaway.endswith("1 of 6 pairs are near the stated +90\u00a0%.")
    times = card_of(small, "C10", "claim-times").table
    assert times is not None
    assert len(times) == 2 * 2, "two statements, said of earlier and of now"
    assert card_of(small, "C12", "claim-projects").takeaway.startswith("0 of 2 projects have an expected status")
    assert card_of(small, "C05", "claim-events").takeaway == (
        "4 of 5 expected countries have an event of an expected kind; none with: Turkmenistan."
    )
    assert card_of(small, "C21", "claim-trade").takeaway.startswith("2 of 5 partners can be compared")


def test_links_lead_to_the_page_of_the_rows(small: Dataset) -> None:
    page = {claim_id: claims.opened(context(small), claim_id) for claim_id in findings(small)}
    assert page["C01"].page == "visits"
    assert page["C01"].query["leaders"] == "heads"
    assert page["C01"].query["period"] == ["2022", "2025"]
    assert page["C09"].page == "freight"
    assert page["C09"].query["series"] == "titr-freight-t"
    assert page["C15"].query["project"] == "ustyurt-psa"
    assert page["C19"].page == "calendar"
    assert page["C21"].page == "trade"


def test_the_sector_filter_narrows_the_summary(small: Dataset) -> None:
    view = context(small, filters=Filters((), ("energy",), (2019, 2026)))
    assert claims.shown(view, ()) == ("C15", "C16", "C19")
    assert claims.counts(view) == {"borne_out": 1, "partly": 1, "not_borne_out": 1, "not_checkable": 0}
    assert "3 claims" in claims.summary(view).takeaway


def test_every_claim_is_counted_once_in_words_picture_and_slide(shipped: Dataset) -> None:
    view = context(shipped)
    card = claims.summary(view)
    assert card.table is not None
    assert len(card.table) == len(card.rows[0][1]) == len(shipped.claims) == sum(claims.counts(view).values())
    chart = native.chart_of(card)
    assert len(chart.categories) == len(VERDICTS), "a verdict that no claim has is there too"
    assert sum(value for series in chart.series for value in series.values if value) == len(shipped.claims)


def test_another_sector_has_an_entry_of_its_own(tmp_path: Path) -> None:
    data = small_data.edited(
        tmp_path,
        sectors=like(sector_id="culture")(sector_id="sport", name_en="Sport"),
        claims=where(claim_id="C05")(sector="sport"),
    )
    card = claims.summary(context(data))
    assert card.table is not None
    assert len(card.table) == 16
    assert set(card.table.loc[card.table["sector"] == "Sport", "colour"]) == {LIGHT.muted}
    assert card.figure is not None
    assert "Sport" in [bar.get("name") for bar in card.figure.to_dict()["data"]]


def test_a_status_that_is_not_known_stands_last_on_the_ladder(tmp_path: Path) -> None:
    data = small_data.edited(
        tmp_path,
        terms=like(kind="project_status", term="study")(term="paused", label_en="Paused"),
        projects=where(project_id="ustyurt-psa")(status="paused"),
    )
    figure = card_of(data, "C15", "claim-projects").figure
    assert figure is not None
    assert figure.to_dict()["layout"]["xaxis"]["ticktext"][-1] == "Paused"


def test_a_series_without_values_leaves_its_pictures_out_in_words(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, freight=lambda rows: [])
    cards = tested.cards(context(data), "C09")
    assert [card.figure for card in cards] == [None, None]
    assert cards[0].takeaway == "No series named has two full years in the window."


def test_a_claim_about_a_time_that_was_not_searched_says_so(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, claims=where(claim_id="C01")(window_start="1995-01-01", window_end="1996-12-31"))
    card = card_of(data, "C01", "claim-windows")
    assert (card.figure, card.takeaway) == (None, "None of these windows was searched from end to end.")


def test_text_from_cells_is_broken_after_dashes_and_escaped() -> None:
    assert wrapped("Horadiz–Jabrayil–Zangilan", 10) == "Horadiz–<br>Jabrayil–<br>Zangilan"
    assert wrapped("<b>x</b> & y", 40) == "&lt;b&gt;x&lt;/b&gt; &amp; y"


def test_axis_steps_are_round() -> None:
    assert steps(0, 16) == [0, 5, 10, 15]
    assert steps(-0.08, 6.6) == [0, 2, 4, 6]


# The page


@pytest.fixture
def page(small_folder: Path):
    with showing(small_folder):
        yield


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_shows_all_verdicts_in_each_language(page: None, code: str) -> None:
    run = open_page("claims", lang=code)
    summary = next(iter(charts(run)))
    for number in ("16", "4", "6", "2"):
        assert number in summary
    assert len(run.radio[0].options) == 16
    assert "nan" not in texts(run)


def test_a_claim_is_opened_by_its_address(page: None) -> None:
    run = open_page("claims", claim="C09", metric="freight_growth")
    written = texts(run)
    assert "C09" in written
    assert "\\+177" in written
    assert "not the verdict" in written, "the researcher's note stands apart and is named"


def test_the_verdict_filter_narrows_the_list(page: None) -> None:
    run = open_page("claims", verdict=["borne_out"])
    assert len(run.radio[0].options) == 4
    assert run.session_state["claim"] == "C03", "the first of the list is open"


def test_a_filter_without_claims_says_so(page: None) -> None:
    # The claims on energy: borne out, partly, not borne out.
    run = open_page("claims", sector="energy", verdict=["not_checkable"])
    assert not run.radio
    assert any("No claim of the chosen sectors has the chosen verdict" in box.value for box in run.info)


def test_empty_tables_say_so(tmp_path: Path) -> None:
    nothing = lambda rows: []  # noqa: E731
    small_data.edited(tmp_path, claims=nothing, stated_figures=nothing, subjects=where()(claim_ids=""))
    with showing(tmp_path):
        run = open_page("claims")
    said = "\n".join(box.value for box in run.info)
    assert "The table of claims is empty" in said
    assert "No statement of this kind is dated" in said


def test_nonsense_in_the_address_is_dropped(page: None) -> None:
    run = open_page("claims", claim="C99", metric="weather", verdict=["yes", "partly"])
    assert run.session_state["claim"] == "C05", "the first that is partly borne out"
    assert run.session_state["metric"] == "visits_outbound"
    assert run.session_state["verdict"] == ["partly"]


@pytest.mark.parametrize("metric", statements.METRICS)
def test_each_kind_of_statement_has_its_table(shipped: Dataset, metric: str) -> None:
    table = claims_said.table(context(shipped), metric)
    assert len(table) == (shipped.stated_figures["metric"] == metric).sum()
    assert ("Rows hold" in table) == (metric != "other"), "nothing can be computed beside the other figures"


def test_figures_without_a_computation_have_no_picture(page: None) -> None:
    assert len(charts(open_page("claims", metric="other", claim="C06"))) == 1
