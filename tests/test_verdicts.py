"""The rule of the verdicts, on the shipped rows and on rows that a test has changed.

Every expected verdict, figure and reason below was worked out from the CSV files by hand.
"""

from pathlib import Path

import pandas as pd
import pytest

from caspian.cards import sources_of
from caspian.cards.claims import why as claims_why
from caspian.data import dataset
from caspian.data.dataset import Dataset
from caspian.measures import verdicts
from caspian.measures.verdicts import Counted, Finding, Grown, Happened, Progressed, Quickened, Traded, findings, fits
from caspian.measures.visits import Rule
from caspian.text import language
from tests.damage import Copy
from tests.support import context

EXPECTED = {
    "C01": ("partly", "15 trips by heads of state in the window, 14 only when counting from 2023-01-01"),
    "C02": ("borne_out", "23 trips by heads of state; the two of the Halk Maslahaty's chairman do not count"),
    "C03": ("borne_out", "EV-20251116-1 is a summit"),
    "C04": ("not_checkable", "how leaders presented it is a judgement"),
    "C05": ("partly", "treaty or declaration with KAZ, KGZ, TJK, UZB among the named, none with TKM"),
    "C06": ("not_checkable", "a political judgement"),
    "C07": ("not_checkable", "a judgement, and no row is named"),
    "C08": ("not_checkable", "a judgement, and no row is named"),
    "C09": (
        "partly",
        "2022 to 2025: 4.119 / 1.485 is +177 %; 2022 to 2023: 2.764 / 1.485 is +86 %, within 5 points of 90",
    ),
    "C10": ("partly", "latest pair by 2025: 53 to 17 days, -68 %; 38-53 to 19-23 is -54 %, 28-32 to 13-17 is -50 %"),
    "C11": ("not_checkable", "no ranking of ports in the rows"),
    "C12": ("partly", "no project operates; the road is 95 % done (90 expected), the railway 70 %"),
    "C13": ("partly", "the cable to Kazakhstan is under construction, the one to Turkmenistan is agreed"),
    "C14": ("partly", "the fibre cable is under construction, the power cable is under study"),
    "C15": ("partly", "under study, but agreed on 2025-07-24 and exploration started on 2025-12-05"),
    "C16": ("borne_out", "EV-20251204-1 is a launch"),
    "C17": ("not_checkable", "who leads is not a figure"),
    "C18": ("borne_out", "EV-20250701-3 is a launch"),
    "C19": ("partly", "EV-20241113-1 is a treaty (an agreement), not a memorandum"),
    "C20": ("not_checkable", "an agenda is not a figure"),
    "C21": ("partly", "Jan-Oct 2025 is above Jan-Oct 2022 with KAZ, KGZ, UZB; no such months for TJK and TKM"),
    "C22": ("borne_out", "five events of the kind fund"),
    "C23": ("not_checkable", "a range of fields is not a figure"),
    "C24": ("borne_out", "days of culture with each of the five in the ten events named"),
    "C25": ("not_checkable", "an effect on peoples is not a figure"),
    "C26": ("not_checkable", "an effect on ties is not a figure"),
}


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return dataset.load()


def finding(data: Dataset, claim_id: str) -> Finding:
    return findings(data)[claim_id]


def line_of(data: Copy, name: str, **cells: str) -> int:
    """The line of the one row that has these cells."""
    rows = data.rows(name)
    wanted = {rows[0].index(column): cell for column, cell in cells.items()}
    hits = [line for line, row in enumerate(rows, 1) if all(row[place] == cell for place, cell in wanted.items())]
    assert len(hits) == 1, hits
    return hits[0]


def why(data: Dataset, claim_id: str) -> str:
    return claims_why.why(context(data, language=language("en")), finding(data, claim_id))


def test_every_claim_has_an_expected_verdict_here(shipped: Dataset) -> None:
    assert list(EXPECTED) == list(shipped.claims["claim_id"])


@pytest.mark.parametrize("claim_id", EXPECTED)
def test_verdict(shipped: Dataset, claim_id: str) -> None:
    expected, reason = EXPECTED[claim_id]
    assert finding(shipped, claim_id).verdict == expected, reason


@pytest.mark.parametrize("claim_id", EXPECTED)
def test_every_claim_leads_to_rows_with_sources(shipped: Dataset, claim_id: str) -> None:
    one = finding(shipped, claim_id)
    assert sum(len(rows) for _table, rows in one.rows) > 0
    for table, rows in one.rows:
        assert set(rows.index) <= set(shipped.table(table).index)
    assert len(sources_of(shipped, one.rows)) > 0


def test_trips_from_azerbaijan_by_rule_and_window(shipped: Dataset) -> None:
    one = finding(shipped, "C01")
    assert isinstance(one.test, Counted)
    # 2022: 12-14. 2023: 04-05, 04-10, 09-14, 10-12, 11-02, 11-08. 2024: 07-03, 08-08, 08-22, 11-05.
    # 2025: 08-22, 10-09, 10-20, 11-15. That is 1 + 6 + 4 + 4.
    assert one.value == 15
    # Turkmenbashi (2022-12-14, 2025-08-22) is no capital; state or official: 04-05, 04-10, 08-22, 10-20.
    assert one.test.by_rule[Rule(cities="capital")] == 13
    assert one.test.by_rule[Rule(trips="bilateral")] == 4
    assert one.test.fitting_rules == ()
    nearest = one.test.fitting_windows.iloc[0]
    assert (nearest["start"], nearest["end"]) == (pd.Timestamp(2023, 1, 1), pd.Timestamp(2025, 11, 16))


def test_trips_to_azerbaijan_without_the_chairman(shipped: Dataset) -> None:
    one = finding(shipped, "C02")
    assert isinstance(one.test, Counted)
    # 2023: 7 up to 11-24. 2024: 03-11, 04-24, 05-23, 07-05 twice, 07-06, 11-11 three times, 11-12: 10.
    # 2025: 07-02, 07-03, 07-04, 10-06 three times: 6. The chairman came on 2025-07-16 and 2025-10-07.
    assert one.value == 7 + 10 + 6
    assert one.test.by_rule[Rule(level="all")] == 25


def test_no_other_window_reaches_beyond_what_was_searched(shipped: Dataset) -> None:
    for claim_id in ("C01", "C02"):
        test = finding(shipped, claim_id).test
        assert isinstance(test, Counted)
        assert test.windows["end"].max() <= shipped.covered_to("visits")
        # Within a year of 2022-11-16 to 2025-11-16.
        assert test.windows["start"].min() >= pd.Timestamp(2021, 11, 16)


def test_growth_of_the_corridor_and_of_azerbaijani_series(shipped: Dataset) -> None:
    one = finding(shipped, "C09")
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


def test_saved_time_is_taken_between_the_middles_of_the_ranges(shipped: Dataset) -> None:
    one = finding(shipped, "C10")
    assert isinstance(one.test, Quickened)
    saved = one.test.pairs["saved"]
    # 28-32 to 13-17: 30 to 15. 38-53 to 19-23: 45.5 to 21. 53 to 17.
    assert saved[pd.Timestamp(2026, 3, 10)] == pytest.approx(0.5)
    assert saved[pd.Timestamp(2025, 6, 18)] == pytest.approx(1 - 21 / 45.5)
    assert one.value == pytest.approx(1 - 17 / 53)
    assert list(one.test.pairs.index[one.test.pairs["fits"]]) == [pd.Timestamp(2025, 6, 18), pd.Timestamp(2026, 3, 10)]


def test_trade_is_compared_partner_by_partner(shipped: Dataset) -> None:
    one = finding(shipped, "C21")
    assert isinstance(one.test, Traded)
    partners = one.test.partners
    assert partners.loc["KAZ", "change"] == pytest.approx(600.3 / 492.071 - 1)
    assert partners.loc["KGZ", "change"] == pytest.approx(66.1 / 8.969 - 1)
    assert list(partners.index[partners["grew"]]) == ["KAZ", "KGZ", "UZB"]


def test_countries_without_an_event_are_named(shipped: Dataset) -> None:
    test = finding(shipped, "C05").test
    assert isinstance(test, Happened)
    assert test.without == ("TKM",)
    test = finding(shipped, "C24").test
    assert isinstance(test, Happened)
    assert test.without == ()


def test_progress_without_the_status_counts_in_part(shipped: Dataset) -> None:
    test = finding(shipped, "C12").test
    assert isinstance(test, Progressed)
    assert (test.met, test.advanced) == ((), ("horadiz-aghband-highway",))


def test_five_percentage_points_are_still_within() -> None:
    assert fits(0.95, 0.90)
    assert fits(0.85, 0.90)
    assert not fits(0.951, 0.90)
    assert not fits(None, 0.90)


def test_the_sentences_name_the_figures(shipped: Dataset) -> None:
    assert "15 trips" in why(shipped, "C01")
    assert "1 Jan 2023 – 16 Nov 2025" in why(shipped, "C01")
    assert "+177" in why(shipped, "C09")
    assert "2022–2023: +86" in why(shipped, "C09")
    assert "none with: Turkmenistan" in why(shipped, "C05")
    assert "treaty, not memorandum" in why(shipped, "C19")
    assert "under study" in why(shipped, "C14")


# Mutations: a row changes, and the verdict and its sentence follow.


def changed(folder: Path, name: str, cells: dict[str, str], **row: str) -> Dataset:
    copy = Copy(folder)
    copy.set(name, line_of(copy, name, **row), **cells)
    return dataset.load(copy.location)


def test_one_trip_less_bears_the_first_claim_out(shipped: Dataset, tmp_path: Path) -> None:
    data = changed(tmp_path, "visits.csv", {"level": "other"}, visit_id="2022-12-14-aze-tkm")
    assert finding(data, "C01").verdict == "borne_out"
    assert finding(data, "C01").value == 14
    assert why(data, "C01") != why(shipped, "C01")
    assert "as stated" in why(data, "C01")


def test_another_stated_number_is_not_borne_out_at_all(tmp_path: Path) -> None:
    data = changed(tmp_path, "claims.csv", {"stated_value": "40"}, claim_id="C02")
    assert finding(data, "C02").verdict == "not_borne_out"
    assert "no counting rule and no window" in why(data, "C02")


def test_a_number_of_another_rule_is_partly_borne_out(tmp_path: Path) -> None:
    data = changed(tmp_path, "claims.csv", {"stated_value": "25"}, claim_id="C02")
    assert finding(data, "C02").verdict == "partly"
    assert "All leaders" in why(data, "C02")


def test_growth_follows_the_last_year(tmp_path: Path) -> None:
    # 1.485 Mt x 1.9 is 2.8215 Mt.
    data = changed(
        tmp_path,
        "freight.csv",
        {"value": "2821500"},
        series_id="titr-freight-t",
        period_start="2025-01-01",
        period_end="2025-12-31",
        status="actual",
    )
    assert finding(data, "C09").verdict == "borne_out"
    assert "+90" in why(data, "C09")


def test_without_the_fitting_year_growth_is_not_borne_out(tmp_path: Path) -> None:
    data = changed(
        tmp_path,
        "freight.csv",
        {"value": "2000001"},
        series_id="titr-freight-t",
        period_start="2023-01-01",
        period_end="2023-12-31",
        status="actual",
    )
    # 2022-2023 is +35 %; no other pair of 2021 to 2025 lies between +85 and +95 % (2023-2025: +106 %).
    assert finding(data, "C09").verdict == "not_borne_out"


def test_a_target_is_no_evidence(tmp_path: Path) -> None:
    data = changed(
        tmp_path,
        "freight.csv",
        {"status": "forecast"},
        series_id="titr-freight-t",
        period_start="2025-01-01",
        period_end="2025-12-31",
        status="actual",
    )
    assert finding(data, "C09").value is None
    assert "lacks a full year" in why(data, "C09")


def test_delivery_time_follows_the_latest_statement(tmp_path: Path) -> None:
    data = changed(
        tmp_path,
        "freight.csv",
        {"value": "27"},
        series_id="titr-time-low-days",
        period_end="2025-08-19",
    )
    # 27 and 17 against 53: the middle is 22, 58 % less, so not within 5 points of 50.
    assert finding(data, "C10").value == pytest.approx(1 - 22 / 53)
    assert finding(data, "C10").verdict == "partly"


def test_an_agreement_recorded_as_memorandum_bears_out(tmp_path: Path) -> None:
    data = changed(tmp_path, "events.csv", {"kind": "memorandum"}, event_id="EV-20241113-1")
    assert finding(data, "C19").verdict == "borne_out"
    assert "1 event of an expected kind" in why(data, "C19")


def test_a_country_more_completes_the_treaties(tmp_path: Path) -> None:
    data = changed(tmp_path, "events.csv", {"countries": "AZE;TJK;TKM"}, event_id="EV-20240523-1")
    assert finding(data, "C05").verdict == "borne_out"
    assert "none with" not in why(data, "C05")


def test_a_project_under_construction_completes_the_cables(tmp_path: Path) -> None:
    data = changed(tmp_path, "projects.csv", {"status": "construction"}, project_id="trans-caspian-power-cable")
    assert finding(data, "C14").verdict == "borne_out"
    assert why(data, "C14").startswith("2 of 2 projects")


def test_an_expected_status_without_the_least_progress_is_not_met(tmp_path: Path) -> None:
    data = changed(tmp_path, "projects.csv", {"status": "operating"}, project_id="horadiz-aghband-railway")
    test = finding(data, "C12").test
    assert isinstance(test, Progressed)
    assert test.met == ()


def test_without_start_or_agreement_in_the_window_a_study_is_nothing(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    copy.set(
        "claims.csv", line_of(copy, "claims.csv", claim_id="C15"), window_start="2024-09-01", window_end="2024-12-31"
    )
    data = dataset.load(copy.location)
    assert finding(data, "C15").verdict == "not_borne_out"


def test_falling_trade_with_one_partner_is_not_growth(tmp_path: Path) -> None:
    data = changed(
        tmp_path,
        "trade.csv",
        {"turnover_usd_m": "400"},
        partner="KAZ",
        period_start="2025-01-01",
        period_end="2025-10-31",
    )
    test = finding(data, "C21").test
    assert isinstance(test, Traded)
    assert not test.partners.loc["KAZ", "grew"]
    assert "2 of 5" in why(data, "C21")


def test_an_event_claim_without_named_events_takes_those_in_its_window(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    line = line_of(copy, "claims.csv", claim_id="C19")
    copy.set("claims.csv", line, event_ids="")
    # EV-20241113-2 is a memorandum of 2024-11-13.
    assert finding(dataset.load(copy.location), "C19").verdict == "borne_out"
    copy.set("claims.csv", line, window_start="2010-01-01", window_end="2010-01-02")
    data = dataset.load(copy.location)
    assert finding(data, "C19").verdict == "not_borne_out"
    assert "No event of an expected kind" in why(data, "C19")


def test_an_unknown_metric_is_an_error(shipped: Dataset) -> None:
    claim = shipped.claims.iloc[0].copy()
    claim["metric"] = "weather"
    with pytest.raises(KeyError):
        verdicts.find(shipped, claim)
