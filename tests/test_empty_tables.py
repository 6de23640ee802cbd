"""A table of which only the header is left is no fault: pages stand, the data page says so, its files can be opened."""

import io
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from caspian import method, package, tables
from caspian.cards.data import browse, quality
from caspian.cards.data.browse import Choice
from caspian.data import validate
from caspian.data.dataset import Dataset, load
from caspian.languages import LANGUAGES
from caspian.text import language
from tests import emptied
from tests import small as small_data
from tests.pages import open_page, showing, texts
from tests.support import MOMENT, context

TABLES = sorted({place.stem for place in small_data.FOLDER.glob("*.csv")} - set(emptied.ALWAYS))


@pytest.fixture(scope="module", params=TABLES)
def table(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def folder(table: str, small: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset with that table emptied."""
    return emptied.folder(tmp_path_factory.mktemp("emptied") / table, table, small)


@pytest.fixture(scope="module")
def data(folder: Path) -> Dataset:
    return load(str(folder))


def test_it_is_no_fault(folder: Path, table: str, data: Dataset) -> None:
    assert validate.faults(str(folder)) == []
    assert data.row_counts[table] == 0


def test_the_data_page_says_so(folder: Path, table: str) -> None:
    with showing(folder):
        browsed = open_page("data", table=table)
        assert browsed.info[0].value == "This table has no rows."
        assert "reset-data" not in {button.key for button in browsed.button}, "no filter is to blame"
        assert "Rows shown: 0 of 0" in texts(open_page("data", view="download", table=table)).replace("\\", "")
        assert open_page("data", table=table, row="x").info[0].value == "There is no such row in the data shown."
        pages = open_page("data", view="sources")
        if table == "sources":
            assert [info.value for info in pages.info] == ["This table has no rows\\."] * 2
        for view in ("quality", "method", "changes"):
            open_page("data", view=view)


@pytest.mark.parametrize("code", LANGUAGES)
def test_quality_and_method_count_nothing(data: Dataset, table: str, code: str) -> None:
    view = context(data, language=language(code))
    rows = quality.all_tables(view, MOMENT.today.date()).iloc[data.table_names.index(table)]
    assert rows.iloc[1] == 0
    assert set(browse.dictionary(view, table).iloc[:, -2]) == {0}  # no empty cells where there are none
    said = "\n".join(part.text for part in method.parts(view))
    assert ": ." not in said
    assert "\n\n\n" not in said


def test_its_files_have_its_columns_and_nothing_else(data: Dataset, table: str) -> None:
    view, asked = context(data), Choice(table)
    assert tables.csv_for_people(data.table(table), table, data).decode("utf-8-sig").count("\n") == 1
    assert package.as_csv(view, asked)
    read = pq.read_table(io.BytesIO(package.as_parquet(view, asked)))
    assert (read.num_rows, read.column_names) == (0, list(data.table(table).columns))
    _about, readable, verbatim = openpyxl.load_workbook(io.BytesIO(package.as_xlsx(view, asked)))
    assert list(verbatim.values) == [tuple(data.table(table).columns)]
    assert readable.max_row == 1
