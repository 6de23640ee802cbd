"""The rule of the verdicts, on the small dataset and on rows that a test has changed.

Every expected verdict, figure and reason was worked out by hand: tests/data/small/README.md.
"""

from pathlib import Path

import pandas as pd
import pytest

from caspian.cards import sources_of
from caspian.cards.claims import why as claims_why
from caspian.data.dataset import Dataset
from caspian.data.vocabulary import CLAIM_METRIC
from caspian.measures import verdicts
from caspian.measures.finding import VERDICTS, Counted, Finding, Grown, Happened, Progressed, Quickened, Traded
from caspian.measures.verdicts import NEEDS, findings, fits
from caspian.measures.visits import Rule
from tests import small as small_data
from tests.small import Change, like, where, without
from tests.support import context

EXPECTED = {
    "C01": ("not_borne_out", "6 trips in the window, 9 in all: nothing gives 14"),
    "C02": ("not_borne_out", "5 trips in the window, 9 in all: nothing gives 23"),
    "C03": ("borne_out", "EV-20251116-1 is a summit"),
    "C05": ("partly", "treaty or declaration with KAZ, KGZ, TJK, UZB among the named, none with TKM"),
    "C06": ("not_checkable", "a political judgement"),
    "C09": ("partly", "2022 to 2025 is +177.4 %; 2022 to 2023 is +86.1 %, within 5 points of 90"),
    "C10": ("borne_out", "latest pair by 2025: 38-53 to 19-23 is -53.8 %"),
    "C11": ("not_checkable", "no ranking of ports in the rows"),
    "C12": ("not_borne_out", "no project operates, whatever its progress"),
    "C13": ("partly", "the cable to Kazakhstan is under construction, the one to Turkmenistan is agreed"),
    "C15": ("not_borne_out", "under study, though agreed on 2025-07-24 and started on 2025-12-05"),
    "C16": ("borne_out", "EV-20251204-1 is a launch"),
    "C19": ("partly", "EV-20241113-1 is a treaty, not a memorandum"),
    "C21": ("partly", "Jan-Oct 2025 is above Jan-Oct 2022 with KAZ and UZB; no such months for the others"),
    "C22": ("borne_out", "two events of the kind fund"),
    "C24": ("partly", "days of culture with KGZ and TJK of five"),
}


def finding(data: Dataset, claim_id: str) -> Finding:
    return findings(data)[claim_id]


def why(data: Dataset, claim_id: str) -> str:
    return claims_why.why(context(data), finding(data, claim_id))


def test_every_claim_has_an_expected_verdict_here(small: Dataset) -> None:
    assert list(EXPECTED) == list(small.claims["claim_id"])


@pytest.mark.parametrize("claim_id", EXPECTED)
def test_verdict(small: Dataset, claim_id: str) -> None:
    expected, reason = EXPECTED[claim_id]
    assert finding(small, claim_id).verdict == expected, reason


def test_every_metric_has_its_rule(small: Dataset) -> None:
    assert set(NEEDS) == set(CLAIM_METRIC.known)
    claim = small.claims.iloc[0].copy()
    for metric in CLAIM_METRIC.known:
        claim["metric"] = metric
        assert verdicts.find(small, claim).verdict in VERDICTS
    claim["metric"] = "weather"
    with pytest.raises(KeyError):
        verdicts.find(small, claim)


def test_every_claim_leads_to_rows_of_its_tables(shipped: Dataset) -> None:
    for one in findings(shipped).values():
        for table, rows in one.rows:
            assert set(rows.index) <= set(shipped.table(table).index)
            assert not rows.index.duplicated().any()
        assert len(sources_of(shipped, one.rows)) > 0 or not any(len(rows) for _table, rows in one.rows)


def test_trips_from_azerbaijan_by_rule_and_window(small: Dataset) -> None:
    one = finding(small, "C01")
    assert isinstance(one.test, Counted)
    assert one.value == 6
    assert one.test.by_rule[Rule(cities="capital")] == 5
    assert one.test.by_rule[Rule(trips="bilateral")] == 3
    assert one.test.fitting_rules == ()


def test_trips_to_azerbaijan_without_the_chairman(small: Dataset) -> None:
    one = finding(small, "C02")
    assert isinstance(one.test, Counted)
    assert (one.value, one.test.by_rule[Rule(level="all")]) == (5, 6)


def test_no_other_window_reaches_beyond_what_was_searched(shipped: Dataset) -> None:
    for one in findings(shipped).values():
        if isinstance(one.test, Counted) and len(one.test.windows):
            assert one.test.windows["end"].max() <= shipped.covered_to("visits")
            assert one.test.windows["start"].min() >= one.test.own[0] - pd.DateOffset(years=1)


def test_growth_of_the_corridor_and_of_azerbaijani_series(small: Dataset) -> None:
    one = finding(small, "C09")
    assert isinstance(one.test, Grown)
    assert one.value == pytest.approx(4_119_000 / 1_485_000 - 1)
    assert one.test.fitting_pairs[["first", "last"]].to_numpy().tolist() == [[2022, 2023]]
    series = one.test.series
    assert series.index[0] == "titr-freight-t"
    # 3.9 Mt in 2022, 3.2 in 2024; 2023 and 2025 have no full year.
    assert series.loc["ady-eastwest-t", "value"] == pytest.approx(3.2 / 3.9 - 1)
    assert list(series.loc["ady-eastwest-t", ["first", "last"]]) == [2022, 2024]
    # 11.9 Mt in 2022 is an estimate.
    assert series.loc["aze-transit-total-t", "value"] == pytest.approx(14.5 / 11.9 - 1)
    assert series.loc["aze-transit-total-t", "estimated"]
    assert series["value"].isna()["titr-rail-t"]


def test_saved_time_is_taken_between_the_middles_of_the_ranges(small: Dataset) -> None:
    one = finding(small, "C10")
    assert isinstance(one.test, Quickened)
    saved = one.test.pairs["saved"]
    # 28-32 to 13-17: 30 to 15. 38-53 to 19-23: 45.5 to 21.
    assert saved[pd.Timestamp(2026, 3, 10)] == pytest.approx(0.5)
    assert saved[pd.Timestamp(2025, 6, 18)] == pytest.approx(1 - 21 / 45.5)
    assert one.value == pytest.approx(1 - 21 / 45.5)
    assert one.test.pairs["fits"].all()


def test_trade_is_compared_partner_by_partner(small: Dataset) -> None:
    one = finding(small, "C21")
    assert isinstance(one.test, Traded)
    partners = one.test.partners
    assert partners.loc["KAZ", "change"] == pytest.approx(600.3 / 492.071 - 1)
    assert list(partners.index[partners["grew"]]) == ["KAZ", "UZB"]
    assert one.value == pytest.approx(1072.8 / 639.047 - 1)


def test_countries_without_an_event_are_named(small: Dataset) -> None:
    test = finding(small, "C05").test
    assert isinstance(test, Happened)
    assert test.without == ("TKM",)


def test_projects_begun_are_named_and_do_not_count(small: Dataset) -> None:
    test = finding(small, "C15").test
    assert isinstance(test, Progressed)
    assert (test.met, test.begun) == ((), ("ustyurt-psa",))
    assert "started or agreed in the window: Ustyurt" in why(small, "C15")
    assert "highway (under construction, 95\u00a0%)" in why(small, "C12")


def test_five_percentage_points_are_still_within() -> None:
    assert fits(0.95, 0.90)
    assert fits(0.85, 0.90)
    assert not fits(0.951, 0.90)
    assert not fits(None, 0.90)


def test_the_sentences_name_the_figures(small: Dataset) -> None:
    assert "6 trips" in why(small, "C01")
    assert "16 Nov 2022 – 16 Nov 2025" in why(small, "C01")
    assert "+177" in why(small, "C09")
    assert "2022–2023: +86" in why(small, "C09")
    assert "none with: Turkmenistan" in why(small, "C05")
    assert "treaty, not memorandum" in why(small, "C19")


# Mutations: a row changes, and the verdict and its sentence follow.


def claimed(to: Path, claim: str, **cells: str) -> Dataset:
    return small_data.edited(to, claims=where(claim_id=claim)(**cells))


def test_the_number_of_the_rows_bears_the_claim_out(tmp_path: Path) -> None:
    data = claimed(tmp_path, "C01", stated_value="6")
    assert finding(data, "C01").verdict == "borne_out"
    assert "as stated" in why(data, "C01")


def test_a_number_of_another_rule_or_window_is_partly_borne_out(tmp_path: Path) -> None:
    # 5 in capitals; and 5 from 1 January 2023, without Turkmenbashi in December 2022.
    data = claimed(tmp_path, "C01", stated_value="5")
    assert finding(data, "C01").verdict == "partly"
    assert "capital only" in why(data, "C01")
    test = finding(data, "C01").test
    assert isinstance(test, Counted)
    fitting = test.fitting_windows[["start", "end"]].to_numpy().tolist()
    assert [pd.Timestamp(2023, 1, 1), pd.Timestamp(2025, 11, 16)] in [[pd.Timestamp(day) for day in w] for w in fitting]


def test_a_claim_without_a_beginning_counts_from_the_first_day_searched(tmp_path: Path) -> None:
    data = claimed(tmp_path, "C01", window_start="", stated_value="9")
    # All nine trips of heads of state since 2015.
    assert (finding(data, "C01").value, finding(data, "C01").verdict) == (9, "borne_out")


FIRM_2025 = {
    "series_id": "titr-freight-t",
    "period_start": "2025-01-01",
    "status": "actual",
    "period_end": "2025-12-31",
}
FIRM_2023 = {
    "series_id": "titr-freight-t",
    "period_start": "2023-01-01",
    "status": "actual",
    "period_end": "2023-12-31",
}


def test_growth_follows_the_last_year(tmp_path: Path) -> None:
    # 1.485 Mt x 1.9 is 2.8215 Mt.
    data = small_data.edited(tmp_path, freight=where(**FIRM_2025)(value="2821500"))
    assert finding(data, "C09").verdict == "borne_out"
    assert "+90" in why(data, "C09")


def test_without_the_fitting_year_growth_is_not_borne_out(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, freight=where(**FIRM_2023)(value="2000001"))
    # 2022-2023 is +35 %; no other pair of 2021 to 2025 lies between +85 and +95 % (2023-2025: +106 %).
    assert finding(data, "C09").verdict == "not_borne_out"


def test_a_target_is_no_evidence(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, freight=where(**FIRM_2025)(status="forecast"))
    assert finding(data, "C09").value is None
    assert "lacks a full year" in why(data, "C09")


def test_a_series_without_values_is_no_evidence(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, freight=without(series_id="titr-freight-t"))
    assert (finding(data, "C09").value, finding(data, "C09").verdict) == (None, "not_borne_out")


def test_delivery_time_follows_the_latest_statement(tmp_path: Path) -> None:
    data = small_data.edited(
        tmp_path, freight=where(series_id="titr-time-low-days", period_end="2025-06-18")(value="3")
    )
    # 3 and 23 against 38 and 53: the middle is 13, 71 % less than 45.5; the one of March 2026 still fits.
    assert finding(data, "C10").value == pytest.approx(1 - 13 / 45.5)
    assert finding(data, "C10").verdict == "partly"


def test_an_agreement_recorded_as_memorandum_bears_out(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, events=where(event_id="EV-20241113-1")(kind="memorandum"))
    assert finding(data, "C19").verdict == "borne_out"
    assert "1 event of an expected kind" in why(data, "C19")


def test_a_country_more_completes_the_treaties(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, events=where(event_id="EV-20240523-1")(countries="AZE;TJK;TKM"))
    assert finding(data, "C05").verdict == "borne_out"
    assert "none with" not in why(data, "C05")


@pytest.mark.parametrize(
    ("changes", "verdict", "met"),
    [
        # Of the two cables one is under construction already.
        ({"trans-caspian-fibre-tkm": "construction"}, "borne_out", 2),
        ({"trans-caspian-fibre-kaz": "study"}, "not_borne_out", 0),
        ({"trans-caspian-fibre-kaz": "dreamt_of", "trans-caspian-fibre-tkm": "operating"}, "partly", 1),
    ],
)
def test_projects_bear_out_by_their_statuses(tmp_path: Path, changes: dict[str, str], verdict: str, met: int) -> None:
    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [row | {"status": changes.get(row["project_id"], row["status"])} for row in rows]

    data = small_data.edited(
        tmp_path,
        projects=change,
        terms=like(kind="project_status", term="study")(term="dreamt_of", label_en="Dreamt of"),
    )
    test = finding(data, "C13").test
    assert isinstance(test, Progressed)
    assert (finding(data, "C13").verdict, len(test.met)) == (verdict, met)
    assert why(data, "C13").startswith(f"{met} of 2 projects")


def test_an_expected_status_without_the_least_progress_is_not_met(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, projects=where(project_id="horadiz-aghband-railway")(status="operating"))
    test = finding(data, "C12").test
    assert isinstance(test, Progressed)
    assert test.met == (), "70 % of 90"
    data = small_data.edited(
        tmp_path / "road", projects=where(project_id="horadiz-aghband-highway")(status="operating")
    )
    assert finding(data, "C12").verdict == "partly", "95 % of 90; the railway is under construction"


def test_without_start_or_agreement_in_the_window_nobody_is_named_as_begun(tmp_path: Path) -> None:
    data = claimed(tmp_path, "C15", window_start="2024-09-01", window_end="2024-12-31")
    assert finding(data, "C15").verdict == "not_borne_out"
    assert "not there: Ustyurt" in why(data, "C15")


def test_falling_trade_with_one_partner_is_not_growth(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, trade=where(partner="KAZ", period_end="2025-10-31")(turnover_usd_m="400"))
    test = finding(data, "C21").test
    assert isinstance(test, Traded)
    assert not test.partners.loc["KAZ", "grew"]
    assert "1 of 5" in why(data, "C21")


def test_a_country_more_that_is_a_partner_is_asked_for_too(tmp_path: Path) -> None:
    data = small_data.edited(tmp_path, countries=where(iso3="GEO")(role="focus"))
    assert "2 of 6" in why(data, "C21")


def test_an_event_claim_without_named_events_takes_those_in_its_window(tmp_path: Path) -> None:
    data = claimed(tmp_path, "C19", event_ids="", expects_kinds="treaty")
    assert finding(data, "C19").verdict == "borne_out", "EV-20241113-1 by its kind and date"
    elsewhere = {"event_ids": "", "window_start": "2010-01-01", "window_end": "2010-01-02"}
    data = claimed(tmp_path / "elsewhere", "C19", **elsewhere)
    assert finding(data, "C19").verdict == "not_borne_out"
    assert "No event of an expected kind" in why(data, "C19")


LACKING: list[tuple[str, Change]] = [
    ("C01", where(claim_id="C01")(stated_value="")),
    ("C09", where(claim_id="C09")(series_ids="")),
    ("C10", where(claim_id="C10")(stated_value="")),
    ("C12", where(claim_id="C12")(project_ids="")),
    ("C19", where(claim_id="C19")(expects_kinds="")),
]


@pytest.mark.parametrize(("claim_id", "change"), LACKING, ids=[claim for claim, _change in LACKING])
def test_a_claim_that_names_too_little_cannot_be_checked(tmp_path: Path, claim_id: str, change: Change) -> None:
    data = small_data.edited(tmp_path, claims=change)
    assert finding(data, claim_id).verdict == "not_checkable"
    assert "lacks the figure or the rows" in why(data, claim_id)
