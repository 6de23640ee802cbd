"""The data page: views, rows and sources followed both ways, search and filter, the method in three languages."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from caspian import links, method, style, text
from caspian.cards.data import browse
from caspian.cards.data import quality as data_quality
from caspian.cards.data import record as data_rows
from caspian.cards.data import sources as data_sources
from caspian.cards.data.browse import Choice
from caspian.cards.data.sources import Pages
from caspian.data import changelog, references
from caspian.data import dataset as data
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from tests.damage import Copy
from tests.pages import charts, open_page, texts
from tests.payloads import LONG, PAYLOADS, REFUSED
from tests.support import context

ENGLISH = text.language("en")
ALL = Filters(period=(1990, 2100))
VIEWS = ("browse", "sources", "quality", "download", "method", "changes")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return data.load()


def queries(run: AppTest) -> dict[str, dict[str, list[str]]]:
    """The links of a page within the app: query by label."""
    return {link.proto.label: parse_qs(link.proto.query_string) for link in run.get("page_link")}


# The page


@pytest.mark.parametrize("code", text.NAMES)
def test_every_view_is_there_in_every_language(code: str) -> None:
    titles = {"en": "Data and method", "ru": "Данные и метод", "az": "Məlumatlar və metod"}
    english = {}
    for view in VIEWS:
        run = open_page("data", view=view, lang=code)
        assert run.title[0].value == titles[code]
        english[view] = texts(run)
    if code != "en":
        for said in ("One row is", "How the data", "For people", "Rows shown", "sources without"):
            assert not any(said in page for page in english.values())


def test_a_view_is_restored_from_its_address() -> None:
    run = open_page("data", table="milestones", by="project_id", **{"is": "alat-port-phase-2", "q": "2025"})
    assert run.session_state["table"] == "milestones"
    assert run.session_state["by"] == "project_id"
    assert run.session_state["is"] == "alat-port-phase-2"
    assert run.text_input(key="q").value == "2025"


def test_nonsense_in_the_address_is_dropped() -> None:
    run = open_page("data", table="passwords", by="secret", **{"is": "x", "view": "admin", "kind": "?", "year": "-1"})
    assert (run.session_state["view"], run.session_state["table"]) == ("browse", "visits")
    assert (run.session_state["by"], run.session_state["is"], run.session_state["year"]) == ("", "", "")


def test_a_column_of_another_table_is_dropped_with_its_value() -> None:
    run = open_page("data", table="visits", by="host_country", **{"is": "KGZ"})
    run.selectbox(key="table").set_value("sectors").run()
    assert not run.exception
    assert (run.session_state["by"], run.session_state["is"]) == ("", "")


def test_a_row_that_is_not_there_says_so_and_leads_to_its_table() -> None:
    run = open_page("data", table="projects", row="no-such-project")
    assert run.info[0].value == "There is no such row in the data shown."
    assert queries(run)["All rows: Projects"]["table"] == ["projects"]


def test_a_row_leads_to_its_sources_and_the_source_back_to_the_row() -> None:
    row = open_page("data", table="projects", row="alat-port-phase-2", country="KAZ")
    to = queries(row)["trend\\-20251218\\-phase2"]
    assert to == {"view": ["sources"], "source": ["trend-20251218-phase2"], "country": ["KAZ"]}

    source = open_page("data", **to)
    found = queries(source)
    assert found["Alat port expansion\\, phase 2"]["row"] == ["alat-port-phase-2"]
    assert {query["table"][0] for query in found.values() if "row" in query} == {"projects", "milestones"}
    assert "https\\:\\/\\/www\\.trend\\.az" in texts(source)


def test_a_search_that_finds_nothing_offers_the_way_back() -> None:
    run = open_page("data", q="zzzzzz", table="visits", country="KAZ")
    assert "No row fits" in run.info[0].value
    run.button(key="reset-data").click().run()
    assert (run.session_state["q"], run.session_state["country"]) == ("", [])
    assert not run.info


def test_sources_can_be_narrowed_and_the_pictures_follow() -> None:
    # Of 66 official pages 12 have no day; 15 of the other 54 are of 2025, more than of any other year.
    run = open_page("data", view="sources", kind="official")
    assert any(
        said == "66 pages; most of those with a date are of 2025: 15 (28\u00a0%); without a date: 12 (18\u00a0%)."
        for said in charts(run)
    )


# Browsing


def test_keys_are_short_unique_and_made_of_what_an_address_holds(dataset: Dataset) -> None:
    for table in dataset.table_names:
        keys = references.row_keys(dataset, table)
        assert len(set(keys)) == len(keys) == dataset.row_counts[table]
        assert all(re.fullmatch(r"[\w.:%~-]{1,150}", key) for key in keys), table


def test_references_lead_both_ways(dataset: Dataset) -> None:
    position = references.positions(dataset, "projects")["alat-port-phase-2"]
    naming = {(p.table, p.column): len(rows) for p, _code, rows in references.naming(dataset, "projects", position)}
    # Five milestones in the file, one claim (the port of Alat).
    assert naming == {("milestones", "project_id"): 5, ("claims", "project_ids"): 1}
    for pointer in references.pointers(dataset):
        known = set(dataset.table(pointer.target)[pointer.key])
        assert set(references.by_code(dataset, pointer.table, pointer.column)) <= known, pointer


def test_a_term_is_named_only_by_columns_of_its_kind(dataset: Dataset) -> None:
    position = references.positions(dataset, "terms")["project_status~construction"]
    columns = {(p.table, p.column) for p, _code, _rows in references.naming(dataset, "terms", position)}
    assert ("projects", "status") in columns
    assert ("routes", "status") not in columns, "the same word, but of the kind route_status"


def test_search_finds_codes_labels_and_three_languages(dataset: Dataset) -> None:
    def found(words: str, code: str) -> set[str]:
        return set(
            browse.chosen(context(dataset, filters=ALL, language=text.language(code)), Choice("visits", words=words))[
                "visit_id"
            ]
        )

    to_bishkek = {"2022-10-11-aze-kgz", "2023-10-12-aze-kgz", "2024-11-05-aze-kgz"}
    assert found("aze-kgz", "en") == to_bishkek
    assert to_bishkek <= found("Kyrgyzstan Aliyev", "en")
    assert to_bishkek <= found("кыргызстан алиев", "ru")
    assert found("2023-10-12", "en") >= {"2023-10-12-aze-kgz"}


def test_filters_bear_where_the_table_has_the_column(dataset: Dataset) -> None:
    assert browse.bearing(dataset, "projects") == {"country", "sector"}
    assert browse.bearing(dataset, "freight") == {"period"}
    assert browse.bearing(dataset, "sources") == frozenset()
    culture = browse.chosen(
        context(dataset, filters=Filters(("KGZ",), ("culture",)), language=ENGLISH), Choice("events")
    )
    assert set(culture["sector"]) == {"culture"}


def test_the_dictionary_describes_every_column_of_every_table(dataset: Dataset) -> None:
    for table in dataset.table_names:
        shown = browse.dictionary(context(dataset, language=ENGLISH), table)
        assert list(shown["Column in the file"]) == list(dataset.table(table).columns)
        assert (shown["Meaning"] != "").all()
    trade = browse.dictionary(context(dataset, language=ENGLISH), "trade").set_index("Column in the file")
    assert trade.loc["exports_usd_m", "Unit"] == "USD million"
    assert trade.loc["partner", "Points to"] == "countries"
    assert trade.loc["partner", "Kind of value"] == "text, key"


@pytest.mark.parametrize("code", ["ru", "az"])
def test_meanings_are_translated_and_notes_said_to_be_english(dataset: Dataset, code: str) -> None:
    for table in dataset.table_names:
        plain = browse.dictionary(context(dataset, language=ENGLISH), table).iloc[:, 2]
        shown = browse.dictionary(context(dataset, language=text.language(code)), table).iloc[:, 2]
        assert not (plain == shown).any(), table
    assert "English" in browse.dictionary(context(dataset, language=ENGLISH), "visits")["Meaning"].tolist()[-1]


def test_a_record_has_all_filled_cells_and_its_neighbours(dataset: Dataset) -> None:
    found = data_rows.record(context(dataset, language=ENGLISH), "visits", "2023-10-12-aze-kgz")
    assert found is not None
    cells = {cell.column: cell.text for cell in found.cells}
    assert cells["start_date"] == "12 Oct 2023"
    assert cells["host_country"] == "Kyrgyzstan"
    assert "title_ru" not in cells, "of three languages the reader's own"
    keys = references.row_keys(dataset, "visits")
    assert (found.before, found.after) == (keys[keys.index(found.key) - 1], keys[keys.index(found.key) + 1])
    first = data_rows.record(context(dataset, language=ENGLISH), "visits", keys[0])
    assert first is not None
    assert first.before == ""


def test_a_value_is_called_by_its_series_and_period(dataset: Dataset) -> None:
    title = data_rows.title(context(dataset, language=ENGLISH), "freight", 0)
    row = dataset.freight.iloc[0]
    series = dataset.name("freight_series", row["series_id"], "en")
    assert title.startswith(f"{series}, ")
    assert ENGLISH.period(row["period_start"], row["period_end"]) in title


def test_a_very_long_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    folder = Copy(tmp_path / "data")
    folder.set("places.csv", 2, note=LONG)
    spoilt = data.load(folder.location)
    found = data_rows.record(context(spoilt, language=ENGLISH), "places", references.row_keys(spoilt, "places")[0])
    assert found is not None
    note = next(cell for cell in found.cells if cell.column == "note")
    assert note.cut_at == len(LONG) == 20_000
    assert note.text == LONG[: data_rows.LONGEST_TEXT] + "…"


# Links and text


@pytest.mark.parametrize("url", [*REFUSED, *PAYLOADS, "JavaScript:alert(1)", "data:text/html,x", "www.example.org"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert not links.is_web(url)
    assert not links.are_web(pd.Series([url])).any()


def test_an_address_cannot_end_its_link() -> None:
    written = links.in_markdown('https://a.az/(x)|y "z" <b>\n[k]\\п')
    assert not set(written) & set('()|"<>[]\\ \n')
    assert written.startswith("https://a.az/%28x%29")
    assert links.in_markdown("https://a.az/%D0%BF?a=1&b=2#c") == "https://a.az/%D0%BF?a=1&b=2#c"


def test_a_source_without_a_web_address_stands_as_text(dataset: Dataset) -> None:
    sources = dataset.sources.head(2).assign(url=["javascript:alert(1)", ""])
    assert [url for _link, url in data_rows.source_links(sources, ENGLISH)] == ["", ""]


def test_an_address_that_is_not_of_the_web_has_a_column_of_its_own(dataset: Dataset) -> None:
    rows = dataset.sources.head(2).assign(url=["javascript:alert(1)", "https://example.org/x"])
    shown = browse.readable(context(dataset, language=ENGLISH), rows, "sources")
    assert shown["Link"].isna().tolist() == [True, False]
    assert shown["Address (not of the web)"].tolist() == ["javascript:alert(1)", ""]


# Sources, quality


def test_pages_by_year_have_every_page_once(dataset: Dataset) -> None:
    rows = dataset.sources
    counts = data_sources.by_year_and_kind(rows, rows["published"].dt.year, data_sources.kinds(dataset))
    assert int(counts.to_numpy().sum()) == 1244
    assert counts.index[0].startswith("≤")
    assert counts.T[""].sum() == 328


def test_options_of_sources_count_all_pages(dataset: Dataset) -> None:
    assert sum(data_sources.years(dataset).values()) == 1244
    assert sum(n for _name, n in data_sources.publishers(dataset).values()) == 1244
    for key in list(data_sources.publishers(dataset))[:5]:
        name, count = data_sources.publishers(dataset)[key]
        shown = data_sources.chosen(dataset, Pages(publisher=key))
        assert set(shown["publisher"]) == {name}
        assert len(shown) == count


def test_the_card_of_quality_names_the_weakest_table(dataset: Dataset) -> None:
    # 105 of 530 values of freight have more than one page: 20 %, less than in any other table.
    card = data_quality.foundation(context(dataset, language=ENGLISH, theme=style.LIGHT))
    assert "fewest in the table: freight (20\u00a0%)" in card.takeaway


# Method and changes


def structure(code: str) -> list[str]:
    """What a text is made of, line by line, without its words."""
    kinds = []
    for line in method.source(code).splitlines():
        mark = re.match(r"(## |- \*\*|- |\{\w+\}$|$)", line)
        kinds.append(mark[1] if mark else "text")
    return kinds


@pytest.mark.parametrize("code", ["ru", "az"])
def test_the_method_has_one_structure_in_every_language(code: str) -> None:
    assert structure(code) == structure("en")
    for here, there in zip(method.source("en").splitlines(), method.source(code).splitlines(), strict=True):
        assert sorted(method.placeholders(here)) == sorted(method.placeholders(there))
        assert not here or here.startswith("{") or here != there


@pytest.mark.parametrize("code", text.NAMES)
def test_the_method_is_filled_from_the_data(dataset: Dataset, code: str) -> None:
    language = text.language(code)
    parts = method.parts(context(dataset, language=language))
    whole = "\n".join(part.text for part in parts)
    assert not any("{" in part.text for part in parts if not part.code)
    for said in (
        text.plain_markdown(language.number(1244)),
        text.plain_markdown(dataset.coverage[f"note_{code}"].iloc[3]),
        "creativecommons.org/licenses/by/4.0/",
        "GeoNames",
        "@misc{trans-caspian-monitor-2026",
        language.short_day(dataset.freight_series["break_date"].dropna().iloc[0]).replace(".", "\\."),
    ):
        assert said in whole, said
    assert len([part for part in parts if part.code]) == 2


def test_the_changelog_is_read_as_text() -> None:
    written = "# Title\n\nwords\n\n## 1.1.0 (2027-01-05)\n\n- One\n  more\n- <b>Two</b>\n\n## 1.0.0\n- First\n"
    newest, first = changelog.versions(written)
    assert newest == changelog.Version("1.1.0", "2027-01-05", ("One more", "<b>Two</b>"))
    assert (first.number, first.day, first.changes) == ("1.0.0", "", ("First",))


def test_the_frameworks_own_download_of_tables_is_off() -> None:
    from streamlit import config

    assert config.get_option("client.disableDataExport") is True
