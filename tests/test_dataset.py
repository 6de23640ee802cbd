"""The dataset as the pages meet it: typed, named in three languages, traceable, and safe from its readers."""

import contextlib
import functools
import http.server
import math
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from caspian.data import files
from caspian.data.dataset import Dataset, load
from tests.damage import Copy

DAY = pd.Timestamp


# Types


def test_every_column_has_the_type_that_its_description_says(shipped: Dataset) -> None:
    dtypes = {"date": "datetime64[us]", "number": "float64", "integer": "int64", "boolean": "bool"}
    for table in shipped.table_names:
        for column, values in shipped.table(table).items():
            field = shipped.field(table, str(column))
            if field["type"] in dtypes:
                missing = field["type"] == "integer" and not field.get("constraints", {}).get("required")
                assert values.dtype == ("float64" if missing else dtypes[field["type"]]), (table, column)
            elif "caspian:list" in field:
                assert all(isinstance(value, tuple) for value in values), (table, column)
            else:
                assert isinstance(values.dtype, pd.StringDtype | pd.CategoricalDtype), (table, column)
                assert not values.isna().any(), (table, column)


def test_cells_become_values(data: Copy) -> None:
    data.set("projects.csv", 2, progress_pct="40.5", progress_as_of="2025-10-10", cost_usd_m="", in_article="yes")
    data.set("projects.csv", 3, in_article="no", start_date="", lead_orgs_en="SOCAR; AD Ports;BP", route_ids="")
    first, second = load(data.location).projects.loc[[2, 3]].to_dict("records")
    assert (first["progress_pct"], first["progress_as_of"]) == (40.5, DAY("2025-10-10"))
    assert math.isnan(first["cost_usd_m"])
    assert (first["in_article"], second["in_article"]) == (True, False)
    assert second["start_date"] is pd.NaT
    assert second["lead_orgs_en"] == ("SOCAR", "AD Ports", "BP")
    assert second["route_ids"] == ()


def test_codes_are_categories_and_identifiers_are_text(small: Dataset) -> None:
    assert isinstance(small.projects["status"].dtype, pd.CategoricalDtype)
    assert isinstance(small.trade["partner"].dtype, pd.CategoricalDtype)
    assert isinstance(small.projects["project_id"].dtype, pd.StringDtype)
    assert isinstance(small.waypoints["place_id"].dtype, pd.StringDtype)


def test_categories_are_those_that_occur_in_the_order_of_their_vocabulary(small: Dataset) -> None:
    # countries.csv begins AZE, KAZ, KGZ, TJK, TKM, UZB and ends with WLD; the partners are these but AZE.
    partners = small.trade.groupby("partner").size()
    assert list(partners.index) == ["KAZ", "KGZ", "TJK", "TKM", "UZB", "WLD"]


def test_country_columns_of_one_table_can_be_compared(small: Dataset) -> None:
    visits = small.visits
    assert not (visits["visitor_country"] == visits["host_country"]).any()


def test_an_empty_code_is_empty_text(small: Dataset) -> None:
    series = small.freight_series
    assert (series["country"] == "").any()
    assert not series["country"].isna().any()


def test_a_table_without_rows_keeps_its_types(data: Copy, small: Dataset) -> None:
    data.write_rows("trade.csv", data.rows("trade.csv")[:1])
    trade = load(data.location).trade
    assert trade.empty
    assert trade["period_end"].dtype == small.trade["period_end"].dtype
    assert trade["turnover_usd_m"].sum() == 0


# Rows and their place in the file


def test_the_index_is_the_line_in_the_file(data: Copy) -> None:
    data.set("visits.csv", 2, note="one\ntwo\r\nthree")
    data.change_bytes("visits.csv", lambda old: old.replace(b"\n", b"\n\n", 1))  # an empty line after the header
    visits = load(data.location).visits
    assert visits.index.name == "line"
    # The header is line 1, line 2 is empty, the first row takes lines 3 to 5.
    assert list(visits.index[:3]) == [3, 6, 7]


def test_row_counts_are_those_of_the_files(data: Copy) -> None:
    data.write_rows("trade.csv", data.rows("trade.csv")[:4])
    assert load(data.location).row_counts["trade"] == 3


# A shared dataset cannot be damaged


def in_place(visits: pd.DataFrame) -> None:
    visits.loc[2, "note"] = "damaged"


def drop(visits: pd.DataFrame) -> None:
    visits.pop("note")


def sort(visits: pd.DataFrame) -> None:
    visits.sort_values("note", inplace=True)


def add(visits: pd.DataFrame) -> None:
    visits["damaged"] = 1


def rename(visits: pd.DataFrame) -> None:
    visits.columns = [*visits.columns[:-1], "damaged"]


def rename_index(visits: pd.DataFrame) -> None:
    visits.index.name = "damaged"
    visits.columns.name = "damaged"


def fill(visits: pd.DataFrame) -> None:
    visits["start_date"].to_numpy()[:] = 0


def category(visits: pd.DataFrame) -> None:
    visits.loc[:, "level"] = "other"


def annotate(visits: pd.DataFrame) -> None:
    visits.attrs["damaged"] = True


@pytest.mark.parametrize(
    "damage",
    [in_place, drop, sort, add, rename, rename_index, fill, category, annotate],
    ids=lambda f: f.__name__,
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_what_a_reader_does_to_a_table_no_other_reader_sees(
    small: Dataset, damage: Callable[[pd.DataFrame], None]
) -> None:
    before = small.visits.copy(deep=True)
    with contextlib.suppress(ValueError):  # what is read-only refuses at once
        damage(small.visits)
    after = small.visits
    pd.testing.assert_frame_equal(after, before)
    assert (after.index.name, after.columns.name, after.attrs) == ("line", None, {})


def test_nothing_of_a_dataset_can_be_assigned(small: Dataset) -> None:
    with pytest.raises(AttributeError):
        small.visits = pd.DataFrame()  # pyright: ignore
    with pytest.raises(AttributeError):
        small.version = "0"  # pyright: ignore
    with pytest.raises(TypeError):
        small.row_counts["visits"] = 0  # pyright: ignore
    with pytest.raises(TypeError):
        small.field("visits", "city")["title"] = "Town"  # pyright: ignore
    with pytest.raises(TypeError):
        small.description["name"] = "x"  # pyright: ignore


def test_tables_are_not_copied_per_reader(small: Dataset) -> None:
    one, other = small.trade["turnover_usd_m"], small.trade["turnover_usd_m"]
    assert one.to_numpy().ctypes.data == other.to_numpy().ctypes.data


# Names and labels


@pytest.mark.parametrize(
    ("kind", "term", "lang", "label"),
    [
        ("city", "Baku", "ru", "Баку"),
        ("project_status", "construction", "en", "Under construction"),
        ("route_status", "construction", "en", "Under construction"),
        ("unit", "percent", "az", "%"),
        ("city", "Atlantis", "ru", "Atlantis"),
        ("city", "Baku", "fr", "Baku"),
    ],
)
def test_labels(small: Dataset, kind: str, term: str, lang: str, label: str) -> None:
    assert small.label(kind, term, lang) == label


@pytest.mark.parametrize(
    ("table", "identifier", "lang", "name"),
    [
        ("countries", "KAZ", "az", "Qazaxıstan"),
        ("sectors", "energy", "ru", "Энергетика"),
        ("places", "aghband", "en", "Aghband"),
        ("projects", "akdf", "az", "Azərbaycan–Qırğızıstan İnkişaf Fondu"),
        ("events", "EV-20230224-1", "en", "Agreement on a $500 m Azerbaijan–Uzbekistan joint investment fund"),
        ("claims", "C01", "en", "In three years President Aliyev paid 14 visits to Central Asian states"),
        ("countries", "XXX", "en", "XXX"),
        ("waypoints", "1", "en", "1"),
    ],
)
def test_names(small: Dataset, table: str, identifier: str, lang: str, name: str) -> None:
    assert small.name(table, identifier, lang) == name


def test_every_column_is_described_in_words(shipped: Dataset) -> None:
    for table in shipped.table_names:
        for column in shipped.table(table):
            field = shipped.field(table, str(column))
            assert field["title"], (table, column)
            assert field["description"].endswith("."), (table, column)
    assert shipped.field("trade", "exports_usd_m")["unit"] == "USD million"
    with pytest.raises(KeyError):
        shipped.field("trade", "colour")


# Coverage


def test_covered_to_is_the_earliest_day_of_the_parts(data: Copy) -> None:
    data.set("coverage.csv", 2, covered_to="2025-12-31")  # visits, outbound
    data.set("coverage.csv", 3, covered_to="2025-11-30")  # visits, inbound
    loaded = load(data.location)
    assert loaded.covered_to("visits") == DAY("2025-11-30")
    assert loaded.covered_to("visits", "outbound") == DAY("2025-12-31")
    assert loaded.covered_to("milestones") == loaded.covered_to("projects")
    for table, part in (("countries", ""), ("visits", "sideways")):
        with pytest.raises(KeyError):
            loaded.covered_to(table, part)


# Sources


def test_sources_of_rows_are_unique_and_newest_first(data: Copy) -> None:
    names = [row[0] for row in data.rows("sources.csv")]
    for line, published in ((10, "2024-05-01"), (20, ""), (30, "2025-05-01")):
        data.set("sources.csv", line, published=published)
    old, undated, new = names[9], names[19], names[29]
    data.set("visits.csv", 2, source_ids=f"{undated};{old}")
    data.set("visits.csv", 3, source_ids=f"{old};{new}")
    loaded = load(data.location)
    sources = loaded.sources_of(loaded.visits.loc[[2, 3]])
    assert list(sources["source_id"]) == [new, old, undated]
    assert list(sources.index) == [30, 10, 20]


def test_rows_without_sources_have_none(small: Dataset) -> None:
    assert small.sources_of(small.countries).empty
    assert small.sources_of(small.visits.iloc[:0]).empty
    assert list(small.sources_of(small.countries).columns) == list(small.sources.columns)


# Reading


def test_the_version_follows_the_content(data: Copy) -> None:
    before = load(data.location).version
    assert load(data.location).version == before
    data.set("visits.csv", 2, note="another note")
    assert load(data.location).version != before


def test_the_folder_is_that_of_the_environment(data: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    data.write_rows("trade.csv", data.rows("trade.csv")[:2])
    monkeypatch.setenv("CASPIAN_DATA", data.location)
    assert load().row_counts["trade"] == 1
    monkeypatch.setenv("CASPIAN_DATA", "")
    assert load().version == load(str(files.SHIPPED)).version


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(small_folder: Path) -> Iterator[str]:
    """The small dataset behind a URL."""
    handler = functools.partial(Quiet, directory=str(small_folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_url_gives_the_same_dataset(address: str, small: Dataset) -> None:
    assert load(address).version == small.version
