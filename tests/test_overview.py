"""The overview: headline, subjects of the review, latest, search. Expected values: tests/data/small/README.md."""

from pathlib import Path

import pandas as pd
import pytest

from caspian import style, text
from caspian.cards.freight import comparisons
from caspian.cards.overview import lookup, subjects
from caspian.cards.overview import tiles as overview
from caspian.cards.projects import status as project_cards
from caspian.data.dataset import Dataset
from caspian.filters import Filters, focus_countries
from caspian.languages import LANGUAGES
from caspian.measures import projects, trade
from caspian.measures.freight import series as freight
from caspian.measures.freight import transit_time
from tests.pages import charts, open_page, texts
from tests.small import edited, like
from tests.support import context

pytestmark = pytest.mark.usefixtures("on_small")

ALL = Filters(period=(2019, 2026))
ENGLISH = text.language("en")
STREET = "heydar-aliyev-street-astana"


def tile(small: Dataset, name: str, filters: Filters = ALL, code: str = "en") -> overview.Tile:
    tiles = overview.tiles(context(small, filters=filters, language=text.language(code), theme=style.LIGHT))
    return next(one for one in tiles if one.name == name)


def test_corridor_freight_and_its_change(small: Dataset) -> None:
    # 4,119,000 t in 2025 after 4,484,000 t in 2024: 4119 / 4484 - 1 = -8.14 %; plan 5.2 Mt: 4119 / 5200 - 1 = -20.8 %.
    one = tile(small, "freight")
    assert (one.value, one.detail, one.change) == ("4.12\u00a0Mt", "in 2025", "−8.1\u00a0% on 2024")
    card = comparisons.corridor(context(small, filters=ALL, language=ENGLISH, theme=style.LIGHT))
    assert card.takeaway.replace("\u00a0", " ") == "4.12 Mt in 2025, −8 % on 2024, −21 % against the target of 5.2 Mt."


def test_transit_time_is_the_last_statement_with_both_ranges(small: Dataset) -> None:
    pairs = transit_time.stated_pairs(small)
    # freight.csv, 2026-03-10: from 28-32 to 13-17 days; 2025-10 states no earlier range and is not a pair.
    assert pairs.index[-1] == pd.Timestamp("2026-03-10")
    assert pairs.iloc[-1].tolist() == [13, 17, 28, 32]
    assert tile(small, "transit-time").value == "13–17 days"


def test_trade_compares_the_same_months_of_the_partners_that_have_both(small: Dataset) -> None:
    found = trade.latest_comparison(small, focus_countries(small))
    assert found is not None
    assert found.partners == ("KAZ", "UZB")
    assert found.missing == ("KGZ", "TJK", "TKM")
    assert set(found.later["period_end"]) == {pd.Timestamp("2025-10-31")}
    assert set(found.earlier["period_end"]) == {pd.Timestamp("2022-10-31")}
    # 600.3 + 472.5 = 1072.8 against 492.071 + 146.976 = 639.047: +67.9 %.
    assert found.later["turnover_usd_m"].sum() == pytest.approx(1072.8)
    assert found.earlier["turnover_usd_m"].sum() == pytest.approx(639.047)
    one = tile(small, "trade")
    assert one.value == "1,073"
    assert one.change.replace("\u00a0", " ") == "+68 % on 639"
    assert "Kyrgyzstan, Tajikistan, Turkmenistan" in one.detail


def test_a_partner_without_the_same_months_twice_has_no_comparison(small: Dataset) -> None:
    # trade.csv: as Azerbaijan reports it, Turkmenistan has 2018 (133) and 2024 (383) whole; 2024 ends last.
    turkmen = trade.latest_comparison(small, ("TKM", "TJK"))
    assert turkmen is not None
    assert (turkmen.partners, turkmen.missing) == (("TKM",), ("TJK",))
    assert turkmen.later["turnover_usd_m"].tolist() == [383]
    assert turkmen.earlier["turnover_usd_m"].tolist() == [133]
    assert trade.latest_comparison(small, ()) is None


def test_growth_is_none_where_a_year_is_missing_or_zero() -> None:
    series = pd.Series({2022: 1485.0, 2023: 2764.0, 2024: 0.0})
    assert freight.growth(series, 2022, 2023) == pytest.approx(0.8613, abs=1e-4)  # 2764 / 1485 - 1
    assert freight.growth(series, 2021, 2023) is None
    assert freight.growth(series, 2024, 2023) is None
    with pytest.raises(ValueError, match="no full year"):
        freight.latest_change(pd.Series(dtype=float))


def test_a_part_of_a_year_is_not_a_full_year(small: Dataset) -> None:
    rows = freight.values(small, "aktau-cargo-t")
    # 2022 whole, 2024 and 2025 only to March.
    assert rows[freight.is_full_year(rows)]["period_start"].dt.year.tolist() == [2022]


def test_projects_by_status_add_up(small: Dataset) -> None:
    everything = projects.active(small, Filters(period=(1990, 2100)))
    assert len(everything) == len(small.projects) == 16
    assert projects.status_counts(everything).sum() == 16
    # The port of Turkmenbashi was completed in 2018, the street in Astana in April 2023.
    for first, gone in ((2019, {"turkmenbashi-seaport"}), (2024, {"turkmenbashi-seaport", STREET})):
        later = projects.active(small, Filters(period=(first, 2026)))
        assert set(everything["project_id"]) - set(later["project_id"]) == gone


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_subject_of_the_review_has_a_line_with_rows(small: Dataset, code: str) -> None:
    lines = subjects.lines(context(small, language=text.language(code)))
    assert len(lines) == 9
    for line in lines:
        assert line.sentence
        assert line.rows
        assert any(mark.isdigit() for mark in line.sentence), line.key


def test_subjects_say_what_the_rows_say(small: Dataset) -> None:
    said = {line.key: line.sentence.replace("\u00a0", " ") for line in subjects.lines(context(small, language=ENGLISH))}
    # C12 names two projects: the highway 95 %, the railway 70 %.
    assert "2 projects" in said["zangezur"]
    assert "highway 95 %" in said["zangezur"]
    assert "railway 70 %" in said["zangezur"]
    # 8.1922 Mt in 2025 after 7.6 in 2024.
    assert said["alat"].startswith("8.19 Mt in 2025, +8 % on 2024")
    # Consultative meetings of 2019 and 2025.
    assert said["meetings"].startswith("2 events since 2019.")


def test_latest_is_newest_first_and_follows_the_filters(small: Dataset) -> None:
    dates = [
        item.when for item in lookup.latest(context(small, filters=ALL, language=ENGLISH)) if item.when is not None
    ]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == pd.Timestamp("2026-05-15")  # the summit in Turkistan
    kyrgyz = lookup.latest(
        context(small, filters=Filters(countries=("KGZ",), sectors=("culture",), period=(2019, 2026)), language=ENGLISH)
    )
    assert kyrgyz
    assert dates[0] not in [item.when for item in kyrgyz]


@pytest.mark.parametrize("words", ["development fund", "ФОНД развития", "inkişaf fondu"])
def test_search_finds_a_subject_in_any_language(small: Dataset, words: str) -> None:
    found = {group.table: group for group in lookup.search(context(small, language=ENGLISH), words)}
    assert found["projects"].count == 1


@pytest.mark.parametrize(("words", "table"), [("bishkek", "places"), ("BİŞKEK", "places"), ("бишкек", "places")])
def test_search_minds_neither_case_nor_dots(small: Dataset, words: str, table: str) -> None:
    assert table in {group.table for group in lookup.search(context(small, language=ENGLISH), words)}


def test_search_for_nothing_finds_nothing(small: Dataset) -> None:
    assert lookup.search(context(small, language=ENGLISH), "  ") == ()
    assert lookup.search(context(small, language=ENGLISH), "qwertyuiop") == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_projects_takeaway_follows_the_filter(small: Dataset, code: str) -> None:
    language = text.language(code)
    whole = project_cards.by_sector_and_status(
        context(small, filters=ALL, language=language, theme=style.LIGHT)
    ).takeaway
    part = project_cards.by_sector_and_status(
        context(small, filters=Filters(("TJK",), (), (2019, 2026)), language=language, theme=style.LIGHT)
    )
    assert "15" in whole  # 16 without the port of Turkmenbashi
    assert whole != part.takeaway


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_the_page_in_each_language(code: str) -> None:
    run = open_page("overview", lang=code, country=["KAZ"])
    title = {"en": "Azerbaijan and", "ru": "Азербайджан и", "az": "Azərbaycan və"}
    assert run.title[0].value.startswith(title[code])
    assert len([metric.value for metric in run.metric]) == 6
    assert len(charts(run)) >= 3
    other = {"en": "Период", "ru": "Period", "az": "Период"}[code]
    assert other not in texts(run)


def test_the_page_shows_what_a_search_found() -> None:
    run = open_page("overview", q="Ustyurt")
    assert "Ustyurt Operating Company" in texts(run).replace("\\", "")


def test_an_empty_filter_says_why_and_offers_the_way_back() -> None:
    # No trip of 2026 stands in the rows: they were searched to the end of 2025.
    run = open_page("overview", period=["2026", "2026"])
    assert any("searched for 2015–2025 only" in info.value for info in run.info)
    assert [button for button in run.button if button.label == "Reset the filter"]


def test_the_subjects_are_rows_of_the_data(tmp_path: Path) -> None:
    more = like(subject_id="ustyurt")(
        subject_id="trucks", position="0", name_en="Trucks", claim_ids="", series_group="alat-trucks", page="freight"
    )
    lines = subjects.lines(context(edited(tmp_path, subjects=more), language=ENGLISH))
    assert len(lines) == 10
    # baku-port-trucks: 59,900 in 2025; 54,200 in 2023 is not the year before.
    assert (lines[0].name, lines[0].page, lines[0].query) == ("Trucks", "freight", {})
    assert lines[0].sentence.startswith("59,900")
    # Where one reads on follows from the row: the place on the map, the first claim, the project, the words.
    assert {line.key: line.query for line in lines if line.key in ("alat", "zangezur", "ustyurt", "meetings")} == {
        "alat": {"object": "place:alat"},
        "zangezur": {"claim": "C12"},
        "ustyurt": {"project": "ustyurt-psa"},
        "meetings": {"q": "consultative meeting"},
    }


def test_without_rows_a_subject_says_so(tmp_path: Path) -> None:
    empty = dict.fromkeys(("freight", "projects", "milestones", "events"), lambda rows: [])
    claims = {"claims": lambda rows: [row | {"project_ids": "", "event_ids": ""} for row in rows]}
    lines = subjects.lines(context(edited(tmp_path, **empty, **claims), language=ENGLISH))
    assert len(lines) == 9
    assert all(line.sentence for line in lines)
    nothing = edited(tmp_path / "none", subjects=lambda rows: [])
    assert subjects.lines(context(nothing)) == ()
