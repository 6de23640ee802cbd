"""The data page: views, rows and sources followed both ways, search and filter, the method in three languages."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from caspian import links, method, style, tables, text
from caspian.cards.data import browse
from caspian.cards.data import quality as data_quality
from caspian.cards.data import record as data_rows
from caspian.cards.data import sources as data_sources
from caspian.cards.data.browse import Choice
from caspian.cards.data.sources import Pages
from caspian.data import changelog, references, validate
from caspian.data import dataset as data
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from tests import small as small_data
from tests.damage import column, drop_column
from tests.pages import charts, open_page, showing, texts
from tests.payloads import LONG, PAYLOADS, REFUSED
from tests.support import context

ENGLISH = text.language("en")
ALL = Filters(period=(1990, 2100))
VIEWS = ("browse", "sources", "quality", "download", "method", "changes")


pytestmark = pytest.mark.usefixtures("on_small")


def queries(run: AppTest) -> dict[str, dict[str, list[str]]]:
    """The links of a page within the app: query by label."""
    return {link.proto.label: parse_qs(link.proto.query_string) for link in run.get("page_link")}


# The page


@pytest.mark.parametrize("code", ["en", "ru", "az"])
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
    run = open_page("data", table="milestones", by="project_id", **{"is": "horadiz-aghband-highway", "q": "2025"})
    assert run.session_state["table"] == "milestones"
    assert run.session_state["by"] == "project_id"
    assert run.session_state["is"] == "horadiz-aghband-highway"
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
    row = open_page("data", table="projects", row="horadiz-aghband-highway", country="KAZ")
    to = queries(row)["trend\\-20250905\\-highway"]
    assert to == {"view": ["sources"], "source": ["trend-20250905-highway"], "country": ["KAZ"]}

    source = open_page("data", **to)
    found = queries(source)
    assert found["Horadiz–Jabrayil–Zangilan–Aghband highway"]["row"] == ["horadiz-aghband-highway"]
    assert {query["table"][0] for query in found.values() if "row" in query} == {"projects", "milestones", "routes"}
    assert "https\\:\\/\\/www\\.trend\\.az" in texts(source)


def test_a_search_that_finds_nothing_offers_the_way_back() -> None:
    run = open_page("data", q="zzzzzz", table="visits", country="KAZ")
    assert "No row fits" in run.info[0].value
    run.button(key="reset-data").click().run()
    assert (run.session_state["q"], run.session_state["country"]) == ("", [])
    assert not run.info


def test_sources_can_be_narrowed_and_the_pictures_follow() -> None:
    # Of 198 pages of news media 42 have no day; 68 of the other 156 are of 2025: 43.6 %. 42 of 198 are 21.2 %.
    run = open_page("data", view="sources", kind="news")
    said = "198 pages; most of those with a date are of 2025: 68 (44\u00a0%); without a date: 42 (21\u00a0%)."
    assert said in charts(run)


@pytest.mark.parametrize(("view", "name"), [("sources", "years"), ("sources", "publishers"), ("quality", "foundation")])
def test_pictures_can_be_saved_though_nobody_says_how_far_pages_were_searched(view: str, name: str) -> None:
    run = open_page("data", view=view)
    run.button(key=f"picture-data-{name}").click().run()
    assert not run.exception


def test_one_part_of_a_table_may_not_be_covered(tmp_path: Path) -> None:
    """Trips to Azerbaijan are not said to have been searched; those from it were, from 2015 to the end of 2025."""
    folder = small_data.copy(tmp_path / "data")
    folder.change("coverage.csv", small_data.without(table="visits", part="inbound"))
    assert validate.faults(folder.location) == []
    with showing(folder.folder):
        run = open_page("data", table="visits")
        assert "searched: 1 Jan 2015 – 31 Dec 2025" in texts(run).replace("\\", "")
        for page in ("visits", "overview", "claims"):
            open_page(page)
        open_page("data", view="method")


# Browsing


def test_keys_are_short_unique_and_made_of_what_an_address_holds(small: Dataset) -> None:
    for table in small.table_names:
        keys = references.row_keys(small, table)
        assert len(set(keys)) == len(keys) == small.row_counts[table]
        assert all(re.fullmatch(r"[\w.:%~-]{1,150}", key) for key in keys), table


def test_references_lead_both_ways(small: Dataset) -> None:
    position = references.positions(small, "projects")["horadiz-aghband-highway"]
    naming = {(p.table, p.column): len(rows) for p, _code, rows in references.naming(small, "projects", position)}
    # Three milestones in the file, one claim (C12, the Horadiz–Aghband road and railway).
    assert naming == {("milestones", "project_id"): 3, ("claims", "project_ids"): 1}
    for pointer in references.pointers(small):
        known = set(small.table(pointer.target)[pointer.key])
        assert set(references.by_code(small, pointer.table, pointer.column)) <= known, pointer


def test_a_term_is_named_only_by_columns_of_its_kind(small: Dataset) -> None:
    position = references.positions(small, "terms")["project_status~construction"]
    columns = {(p.table, p.column) for p, _code, _rows in references.naming(small, "terms", position)}
    assert ("projects", "status") in columns
    assert ("routes", "status") not in columns, "the same word, but of the kind route_status"


def test_search_finds_codes_labels_and_three_languages(small: Dataset) -> None:
    def found(words: str, code: str) -> set[str]:
        return set(
            browse.chosen(context(small, filters=ALL, language=text.language(code)), Choice("visits", words=words))[
                "visit_id"
            ]
        )

    to_bishkek = {"2024-11-05-aze-kgz"}
    assert found("aze-kgz", "en") == to_bishkek
    assert found("Kyrgyzstan Aliyev", "en") == to_bishkek
    assert found("кыргызстан алиев", "ru") == to_bishkek
    assert found("2024-11-05", "en") == to_bishkek


def test_filters_bear_where_the_table_has_the_column(small: Dataset) -> None:
    assert browse.bearing(small, "projects") == {"country", "sector"}
    assert browse.bearing(small, "freight") == {"period"}
    assert browse.bearing(small, "sources") == frozenset()
    culture = browse.chosen(context(small, filters=Filters(("KGZ",), ("culture",)), language=ENGLISH), Choice("events"))
    assert set(culture["sector"]) == {"culture"}


def test_the_dictionary_describes_every_column_of_every_table(small: Dataset) -> None:
    for table in small.table_names:
        shown = browse.dictionary(context(small, language=ENGLISH), table)
        assert list(shown["Column in the file"]) == list(small.table(table).columns)
        assert (shown["Meaning"] != "").all()
    trade = browse.dictionary(context(small, language=ENGLISH), "trade").set_index("Column in the file")
    assert trade.loc["exports_usd_m", "Unit"] == "USD million"
    assert trade.loc["partner", "Points to"] == "countries"
    assert trade.loc["partner", "Kind of value"] == "text, key"


@pytest.mark.parametrize("code", ["ru", "az"])
def test_meanings_are_translated_and_notes_said_to_be_english(small: Dataset, code: str) -> None:
    for table in small.table_names:
        plain = browse.dictionary(context(small, language=ENGLISH), table).iloc[:, 2]
        shown = browse.dictionary(context(small, language=text.language(code)), table).iloc[:, 2]
        assert not (plain == shown).any(), table
    assert "English" in browse.dictionary(context(small, language=ENGLISH), "visits")["Meaning"].tolist()[-1]


def test_a_record_has_all_filled_cells_and_its_neighbours(small: Dataset) -> None:
    found = data_rows.record(context(small, language=ENGLISH), "visits", "2024-11-05-aze-kgz")
    assert found is not None
    cells = {cell.column: cell.text for cell in found.cells}
    assert cells["start_date"] == "5 Nov 2024"
    assert cells["host_country"] == "Kyrgyzstan"
    assert "title_ru" not in cells, "of three languages the reader's own"
    keys = references.row_keys(small, "visits")
    assert (found.before, found.after) == (keys[keys.index(found.key) - 1], keys[keys.index(found.key) + 1])
    first = data_rows.record(context(small, language=ENGLISH), "visits", keys[0])
    assert first is not None
    assert first.before == ""


def test_what_a_language_lacks_is_told_in_english(tmp_path: Path) -> None:
    """A table without columns in the reader's language, and a single empty cell of a list."""
    folder = small_data.copy(tmp_path / "data")
    drop_column("visits.csv", "title_ru")(folder)
    folder.change_description(
        lambda tables: tables["visits"]["schema"]["fields"].remove(column(tables["visits"], "title_ru"))
    )
    folder.change("projects.csv", small_data.where(project_id="hajigabul-car-plant")(lead_orgs_ru=""))
    view = context(data.load(folder.location), language=text.language("ru"), filters=ALL)
    trip = data_rows.record(view, "visits", "2024-11-05-aze-kgz")
    plant = data_rows.record(view, "projects", "hajigabul-car-plant")
    assert trip is not None
    assert plant is not None
    assert trip.title == "11th Summit of the Organization of Turkic States"
    assert "Azermash CP; Uzavtosanoat" in [cell.text for cell in plant.cells]
    visits = tables.readable(view, view.dataset.visits, "visits")
    assert visits["Название"].tolist() == view.dataset.visits["title_en"].tolist()
    projects = tables.readable(view, view.dataset.projects, "projects")
    assert "Azermash CP; Uzavtosanoat" in projects["Ведущие организации"].tolist()
    assert "Министерство экономики Азербайджана; Министерство экономики и коммерции Кыргызстана" in set(
        projects["Ведущие организации"]
    )


def test_a_value_is_called_by_its_series_and_period(small: Dataset) -> None:
    title = data_rows.title(context(small, language=ENGLISH), "freight", 0)
    row = small.freight.iloc[0]
    series = small.name("freight_series", row["series_id"], "en")
    assert title.startswith(f"{series}, ")
    assert ENGLISH.period(row["period_start"], row["period_end"]) in title


def test_a_very_long_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    folder = small_data.copy(tmp_path / "data")
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


def test_a_source_without_a_web_address_stands_as_text(small: Dataset) -> None:
    sources = small.sources.head(2).assign(url=["javascript:alert(1)", ""])
    assert [url for _link, url in data_rows.source_links(sources, ENGLISH)] == ["", ""]


def test_an_address_that_is_not_of_the_web_has_a_column_of_its_own(small: Dataset) -> None:
    rows = small.sources.head(2).assign(url=["javascript:alert(1)", "https://example.org/x"])
    shown = browse.readable(context(small, language=ENGLISH), rows, "sources")
    assert shown["Link"].isna().tolist() == [True, False]
    assert shown["Address (not of the web)"].tolist() == ["javascript:alert(1)", ""]


# Sources, quality


def test_pages_by_year_have_every_page_once(tmp_path: Path) -> None:
    # 229 pages. The newest is of 2026: the twelve years from 2015 stand one by one; one page, which had no day, is put
    # before them, which leaves 57 of 58 without one.
    old = small_data.where(source_id="24kg-20240212-akdf")(published="2009-05-01")
    card = data_sources.by_year(context(small_data.edited(tmp_path, sources=old)), Pages())
    assert card.table is not None
    by_year = card.table.groupby("year", sort=False)["pages"].sum()
    assert list(by_year.index) == ["≤ 2014", *map(str, range(2015, 2027)), "no date"]
    assert (by_year["≤ 2014"], by_year["2016"], by_year["2025"], by_year["no date"]) == (1, 0, 69, 57)
    by_kind = card.table.groupby("name", sort=False)["pages"].sum()
    assert by_kind.to_dict() == {"Official": 17, "Organisation": 8, "Research": 6, "News": 198}


def test_a_kind_of_page_that_the_code_does_not_know_is_drawn_last_and_muted(tmp_path: Path) -> None:
    odd = small_data.where(source_id="24kg-20240212-akdf")(kind="blog")
    term = small_data.like(kind="source_kind", term="news")(term="blog", label_en="blog")
    data = small_data.edited(tmp_path, sources=odd, terms=term)
    card = data_sources.by_year(context(data), Pages())
    assert card.table is not None
    marks = card.table[card.table["kind"] == "blog"]
    assert (marks["pages"].sum(), set(marks["colour"])) == (1, {style.LIGHT.source_kinds.neutral})
    assert list(card.table["kind"].unique())[-1] == "blog"
    assert data_sources.by_year(context(data), Pages(kind="blog")).figure is not None


def test_publishers_are_ranked_and_the_table_is_what_is_drawn(small: Dataset) -> None:
    card = data_sources.by_publisher(context(small), Pages())
    assert list(card.numbers().columns) == ["Publisher", "Number of pages"]
    assert card.numbers().head(4).to_numpy().tolist() == [
        ["Trend", 44], ["Report", 18], ["Report.az", 10], ["The Astana Times", 10]
    ]  # fmt: skip
    assert len(card.numbers()) == data_sources.RANKED
    # 44 of 229 pages are 19.2 %.
    assert card.takeaway == "Most pages: Trend, 44 (19\u00a0%); all publishers: 108."


def test_options_of_sources_count_all_pages(small: Dataset) -> None:
    assert sum(data_sources.years(small).values()) == 229
    assert sum(n for _name, n in data_sources.publishers(small).values()) == 229
    for key in list(data_sources.publishers(small))[:5]:
        name, count = data_sources.publishers(small)[key]
        shown = data_sources.chosen(small, Pages(publisher=key))
        assert set(shown["publisher"]) == {name}
        assert len(shown) == count


def test_the_card_of_quality_counts_the_rows_of_every_table(small: Dataset) -> None:
    # Rows with sources: visits 18, freight 112, trade 23, projects 16, milestones 40, events 18, claims 16, stated
    # figures 15, places 21, routes 10: 289. All visits, projects and claims have several: 18 + 16 + 16 = 50 of 289,
    # 17.3 %. An official one: 5 + 3 + 1 + 5 + 2 + 5 + 2 = 23, 8.0 %. Of the tables without any, freight is the longest.
    card = data_quality.foundation(context(small))
    assert card.takeaway == (
        "Rows with two or more sources: 50 (17\u00a0%) of 289; fewest in the table: freight (0\u00a0%); "
        "with an official source: 23 (8\u00a0%)."
    )
    numbers = card.numbers().groupby("Sources")["Rows"].sum()
    assert numbers.to_dict() == {"two or more sources": 50, "one source": 239}


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


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_method_is_filled_from_the_data(small: Dataset, code: str) -> None:
    language = text.language(code)
    parts = method.parts(context(small, language=language))
    whole = "\n".join(part.text for part in parts)
    assert not any("{" in part.text for part in parts if not part.code)
    for said in (
        text.plain_markdown(language.number(229)),
        text.plain_markdown(small.text(small.coverage.iloc[3], "note", code)),
        "creativecommons.org/licenses/by/4.0/",
        "GeoNames",
        "\\, ".join(small.name("countries", iso, code) for iso in ("KAZ", "KGZ", "TJK", "TKM", "UZB")),
        "@misc{trans-caspian-monitor-2026",
        language.short_day(small.freight_series["break_date"].dropna().iloc[0]).replace(".", "\\."),
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
