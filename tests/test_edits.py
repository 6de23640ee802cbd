"""What the check accepts is drawn on every page, and every count on screen is the count of its rows."""

from collections.abc import Iterable, Iterator
from itertools import chain
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caspian import text
from caspian.data import dataset as datasets
from caspian.data import references, validate
from caspian.data.dataset import Dataset
from caspian.data.files import Files
from caspian.languages import LANGUAGES
from caspian.ui import site, trial
from caspian.ui.trial import Visit
from tests import counts, edits
from tests import small as small_data
from tests.edits import Edition, Tables
from tests.screen import Opened, choices, drawn, everything_open, running

WHOLE = Files({path.name: path.read_bytes() for path in small_data.FOLDER.glob("*.csv")}, {})
"""The small dataset."""


@pytest.fixture(scope="module", autouse=True)
def server(on_small: None) -> Iterator[None]:
    with running():
        yield


def drawn_rightly(dataset: Dataset, language: str, dice: Random) -> None:
    """Every page and view in a language, with everything open, a row of each table, and each page once narrowed."""
    words = text.language(language)
    held = list(counts.of_rows(dataset))
    at_first, wrong = [*held, *counts.shown_at_first(dataset)], []
    with everything_open(), choices() as offered:
        for one in drawn(dataset, in_language(language, views(dataset))):
            wrong += said_by(one)
            at_first += counts.on(one, words)
        for one in drawn(dataset, in_language(language, rows(dataset, dice), narrowed(offered, dice))):
            wrong += said_by(one)
            wrong += counts.differing([*held, *counts.on(one, words)])
    wrong += counts.differing(at_first)
    assert not wrong, "\n".join(wrong)


def said_by(one: Opened) -> list[str]:
    return [f"{one.address}: {error}" for error in one.errors]


def in_language(language: str, *visits: Iterable[Visit]) -> Iterator[Visit]:
    return ((page, {**query, "lang": language}) for page, query in chain(*visits))


def views(dataset: Dataset) -> list[Visit]:
    """Every page, and every view of those that have several, each once: the trial draws some in all languages."""
    return [(page, query) for page, query in (*trial.pages(), *trial.views(dataset)) if "lang" not in query]


def rows(dataset: Dataset, dice: Random) -> Iterator[Visit]:
    """The page of a row of each table."""
    for table in dataset.table_names:
        if keys := references.row_keys(dataset, table):
            key = dice.choice(keys)
            yield "data", {"view": "sources", "source": key} if table == "sources" else {"table": table, "row": key}


def narrowed(offered: dict[str, tuple[str, ...]], dice: Random) -> Iterator[Visit]:
    """Every page with some of all that its address may hold."""
    for page in site.ICONS:
        yield page, {key: dice.choice(codes) for key, codes in offered.items() if codes and dice.random() < 0.5}


# Drawn edits


@settings(
    max_examples=4,
    derandomize=True,
    # An example is a whole dataset, and drawing it on every page takes seconds.
    suppress_health_check=[
        HealthCheck.large_base_example,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
    ],
)
@given(edition=edits.editions(WHOLE), language=st.sampled_from(LANGUAGES), dice=st.randoms(use_true_random=False))
def test_what_the_check_accepts_is_drawn_and_counted(edition: Edition, language: str, dice: Random) -> None:
    drawn_rightly(edition.dataset, language, dice)


# Edits that once took pages down, or were left out of a count in silence


def put(tables: Tables, table: str, key: str, **cells: str) -> None:
    """Other cells in the row with that key."""
    row_of(tables, table, key).update(cells)


def row_of(tables: Tables, table: str, key: str) -> edits.Row:
    (row,) = [row for row in tables[table] if row[edits.KEYS[table][0]] == key]
    return row


def new_term(tables: Tables, kind: str, term: str) -> str:
    tables["terms"].append({"kind": kind, "term": term, "label_en": term, "label_ru": "новое", "label_az": "yeni"})
    return term


def loaded(tables: Tables) -> Dataset:
    """The dataset of these rows, which the check must accept."""
    assert validate.check(edits.put_together(tables)) == []
    return datasets.build(edits.put_together(tables))


def test_codes_that_nobody_has_heard_of_are_drawn_and_counted() -> None:
    tables = edits.taken_apart(WHOLE)
    tables["sectors"].append({"sector_id": "health", "name_en": "Health", "name_ru": "Медицина", "name_az": "Tibb"})
    put(tables, "projects", "akdf", sector="health", status=new_term(tables, "project_status", "suspended"))
    put(tables, "events", "EV-20251116-1", sector="health", kind=new_term(tables, "event_kind", "congress"))
    put(tables, "claims", "C03", sector="health")
    mode, status = new_term(tables, "mode", "air"), new_term(tables, "route_status", "closed")
    put(tables, "routes", "mc_beyneu_aktau", mode=mode, status=status, corridor=new_term(tables, "corridor", "lapis"))
    put(tables, "visits", "2025-10-20-aze-kaz", visit_type=new_term(tables, "visit_type", "working"))
    put(tables, "visits", "2025-11-15-aze-uzb", level=new_term(tables, "level", "heir"))
    tables["milestones"][0]["kind"] = new_term(tables, "milestone_kind", "tender")
    put(tables, "places", "aghband", kind=new_term(tables, "place_kind", "airport"))
    put(tables, "sources", "dayaz-20260105-review", kind=new_term(tables, "source_kind", "blog"))
    drawn_rightly(loaded(tables), "en", Random(1))


def test_another_partner_another_series_and_a_series_without_values_are_drawn_and_counted() -> None:
    tables = edits.taken_apart(WHOLE)
    put(tables, "countries", "GEO", role="focus")
    put(tables, "countries", "TKM", role="other")
    edits.name_anew(tables, "freight_series", row_of(tables, "freight_series", "titr-freight-t"), "mc-freight-t")
    edits.name_anew(tables, "countries", row_of(tables, "countries", "AZE"), "AZR")
    tables["freight"] = [row for row in tables["freight"] if row["series_id"] != "baku-port-cargo-t"]
    drawn_rightly(loaded(tables), "ru", Random(2))


EMPTIED = [
    ("freight", "milestones", "chains", "waypoints"),
    ("visits", "trade", "events", "scenes", "claims"),
    ("projects", "freight_series", "stated_figures"),
    ("routes", "places", "sectors"),
    ("sources",),  # and with them every row that names one
]


@pytest.mark.parametrize("emptied", EMPTIED)
def test_a_table_of_which_only_the_header_is_left_is_no_fault(emptied: tuple[str, ...]) -> None:
    tables = edits.taken_apart(WHOLE)
    for table in emptied:
        edits.take_away(tables, table, tables[table])
    drawn_rightly(loaded(tables), "az", Random(3))


def test_a_metric_that_nobody_can_count_by_is_refused() -> None:
    tables = edits.taken_apart(WHOLE)
    put(tables, "claims", "C01", metric=new_term(tables, "metric", "visits_by_sea"))
    assert [fault.column for fault in validate.check(edits.put_together(tables))] == ["metric"]
