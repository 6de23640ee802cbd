"""Edits of the series and their values that the check finds faultless: pages draw them, or say what is not there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caspian.cards.freight import comparisons, findings, growth, picker, transit_time, words
from caspian.cards.overview import subjects, tiles
from caspian.data import validate
from caspian.data.dataset import Dataset, load
from caspian.data.vocabulary import SERIES_GROUP
from caspian.filters import Filters
from caspian.measures.freight import series as measures
from caspian.scenes import figures
from caspian.ui.freight import VIEWS
from tests import small as small_data
from tests.damage import Copy, term
from tests.pages import charts, open_page, showing, texts
from tests.small import like, none, where, without
from tests.support import context

ALL = Filters(period=(2019, 2026))

Edit = Callable[[Copy], object]


def change(table: str, changed: small_data.Change) -> Edit:
    return lambda data: data.change(f"{table}.csv", changed)


def all_of(*edits: Edit) -> Edit:
    return lambda data: [edit(data) for edit in edits]


def every(**cells: str) -> small_data.Change:
    """Put cells into all rows."""
    return lambda rows: [row | cells for row in rows]


def renamed(old: str, new: str) -> Edit:
    """A series by another id, wherever it is named."""

    def edit(data: Copy) -> None:
        for place in data.folder.glob("*.csv"):
            rows = data.rows(place.name)
            names = [
                [";".join(new if code == old else code for code in cell.split(";")) for cell in row] for row in rows
            ]
            data.write_rows(place.name, names)

    return edit


def series_like(model: str, **new: str) -> Edit:
    """A new series that differs from another one, with the same value in 2025."""
    value = {"series_id": model, "period_start": "2025-01-01", "period_end": "2025-12-31", "status": "actual"}
    return all_of(
        change("freight_series", like(series_id=model)(**new)),
        change("freight", like(**value)(series_id=new["series_id"])),
    )


NO_VALUES = change("freight", none)
NO_SERIES = all_of(
    NO_VALUES,
    change("freight_series", none),
    change("claims", every(series_ids="")),
    change("stated_figures", every(series_ids="")),
)
NO_GROUPS = change("freight_series", every(group="", rank=""))
NEW_UNIT = all_of(
    term("unit", "passengers"),
    term("measure", "passengers"),
    series_like(
        "titr-freight-t",
        series_id="new-p",
        unit="passengers",
        measure="passengers",
        group="",
        rank="",
        capacity_series="",
    ),
)
OF_ANOTHER_COUNTRY = series_like(
    "titr-freight-t", series_id="new-t", title_en="New count", country="TUR", group="azerbaijan;corridor", rank="9"
)
WITHOUT_CAPACITY = all_of(
    change("freight_series", where(series_id="titr-freight-t")(capacity_series="")),
    change("freight_series", without(series_id="titr-capacity-t")),
    change("freight", without(series_id="titr-capacity-t")),
)
UNCLAIMED = all_of(
    change("claims", without(metric="titr_freight_growth")),
    change("subjects", where(subject_id="corridor")(claim_ids="")),
    change("stated_figures", none),
)


def edited(to: Path, edit: Edit) -> Copy:
    data = small_data.copy(to)
    edit(data)
    assert validate.faults(data.location) == []
    return data


EDITS: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "the corridor's series renamed": (renamed("titr-freight-t", "new-name"), ("corridor", "growth", "whatif")),
    "the port's series renamed": (renamed("baku-port-cargo-t", "new-name"), ("ports",)),
    "a bound of delivery time renamed": (renamed("titr-time-low-days", "new-name"), ("time",)),
    "a series without values": (
        change("freight", without(series_id="titr-freight-t")),
        ("corridor", "growth", "whatif"),
    ),
    "a capacity without values": (change("freight", without(series_id="titr-capacity-t")), ("corridor",)),
    "all values zero": (change("freight", every(value="0")), VIEWS),
    "no values": (NO_VALUES, VIEWS),
    "no series": (NO_SERIES, VIEWS),
    "no comparisons": (NO_GROUPS, VIEWS),
    "no capacity": (WITHOUT_CAPACITY, ("corridor", "whatif")),
    "a series of another country": (OF_ANOTHER_COUNTRY, ("corridor", "azerbaijan")),
    "a new unit and measure": (NEW_UNIT, ("series",)),
    "nothing claimed or stated": (UNCLAIMED, ("corridor", "growth")),
    "a claim without figure and window": (
        change("claims", where(metric="titr_freight_growth")(stated_value="", window_start="")),
        ("growth",),
    ),
    "statements without date": (change("stated_figures", every(date="")), ("time", "growth")),
    "not known from when searched": (change("coverage", where(table="freight")(covered_from="")), ("corridor",)),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_takes_no_page_down(tmp_path: Path, name: str) -> None:
    edit, views = EDITS[name]
    with showing(edited(tmp_path, edit).folder):
        open_page("overview")
        for view in views:
            open_page("freight", view=view)


@pytest.mark.parametrize("edit", [NO_VALUES, NO_SERIES, NO_GROUPS], ids=["values", "series", "comparisons"])
def test_scenes_without_rows_say_so(tmp_path: Path, edit: Edit) -> None:
    now = context(drawn(tmp_path, edit), filters=ALL)
    for name in ("freight_growth", "freight_target", "freight_ports", "transit_time", "map_alat"):
        content = figures.FIGURES[name].make(now)
        assert content.takeaway, name
        assert content.card is None or content.card.figure is None, name


def drawn(to: Path, edit: Edit) -> Dataset:
    return load(edited(to, edit).location)


def test_a_renamed_series_is_the_same_series(small: Dataset, tmp_path: Path) -> None:
    other = drawn(tmp_path, renamed("titr-freight-t", "new-name"))
    before, after = (comparisons.by_year(context(data, filters=ALL), "corridor") for data in (small, other))
    assert (after.title, after.takeaway) == (before.title, before.takeaway)
    assert growth.readings(context(other)) == growth.readings(context(small))


def test_a_series_without_values_says_so(tmp_path: Path) -> None:
    now = context(drawn(tmp_path, change("freight", without(series_id="titr-freight-t"))), filters=ALL)
    assert comparisons.corridor(now).takeaway == "This series has no figure yet."
    (tile,) = [tile for tile in tiles.tiles(now) if tile.name == "freight"]
    assert (tile.value, tile.detail) == ("–", "no full year in this period")
    (line,) = [line for line in subjects.lines(now) if line.key == "corridor"]
    assert line.sentence.startswith("This series has no figure yet.")


def test_data_without_series_say_so_everywhere(tmp_path: Path) -> None:
    data = edited(tmp_path, NO_SERIES)
    now = context(load(data.location), filters=ALL)
    nothing = findings.nothing(now, ())
    for group in SERIES_GROUP.known:
        cards = comparisons.by_year(now, group), comparisons.latest(now, group), comparisons.days(now, group)
        assert [card.takeaway for card in cards] == [nothing] * 3, group
        assert comparisons.against_capacity(now, group) == ()
    (tile,) = [tile for tile in tiles.tiles(now) if tile.name == "freight"]
    assert (tile.value, tile.detail) == ("–", "no such series in the data")
    with showing(data.folder):
        run = open_page("freight", view="series")
        assert nothing in texts(run)
        assert charts(run) == {}


def test_a_comparison_takes_in_a_new_series_of_another_country(tmp_path: Path) -> None:
    now = context(drawn(tmp_path, OF_ANOTHER_COUNTRY), filters=ALL)
    card = comparisons.by_year(now, "azerbaijan")
    assert card.table is not None
    added = card.table[card.table["series_id"] == "new-t"]
    assert card.table["series_id"].iloc[-1] == "new-t"  # its rank is the last
    assert list(added["colour"]) == [now.theme.muted]  # no colour of its own
    assert card.takeaway.endswith("4.12\u00a0Mt in 2025 – New count.")
    assert measures.leading(now.dataset, "corridor") == "titr-freight-t"  # that of the lowest rank still leads
    kazakh = now.with_filters(Filters(countries=("KAZ",), period=(2019, 2026)))
    assert not words.set_apart(kazakh, "new-t")  # it is no partner state's


def test_a_new_unit_is_written_out(tmp_path: Path) -> None:
    now = context(drawn(tmp_path, NEW_UNIT), filters=ALL)
    card = picker.chosen(now, "new-p", ())
    assert ", New a year, " in card.title
    assert card.takeaway == "4,119,000\u00a0New in 2025."


def test_without_its_capacity_a_series_has_no_card_against_it(small: Dataset, tmp_path: Path) -> None:
    assert len(comparisons.against_capacity(context(small, filters=ALL), "corridor")) == 1
    without_it = context(drawn(tmp_path / "series", WITHOUT_CAPACITY), filters=ALL)
    assert comparisons.against_capacity(without_it, "corridor") == ()
    unknown = change("freight", without(series_id="titr-capacity-t"))
    (card,) = comparisons.against_capacity(context(drawn(tmp_path / "values", unknown), filters=ALL), "corridor")
    assert card.takeaway == "No capacity is known for 2019–2026."


def test_a_year_of_nothing_and_a_capacity_of_nothing_divide_nothing(tmp_path: Path) -> None:
    now = context(drawn(tmp_path, change("freight", every(value="0"))), filters=ALL)
    (card,) = comparisons.against_capacity(now, "corridor")
    assert card.takeaway.startswith("0\u00a0t in 2025; capacity as stated: 0\u00a0t (2024), 0\u00a0t (2025)")
    assert "0 days stated (10 Mar 2026" in transit_time.dumbbell(now).takeaway  # no change can be told
    assert comparisons.latest(now, "ports").figure is not None


def test_a_claim_without_figure_is_not_drawn_as_one(tmp_path: Path) -> None:
    now = context(drawn(tmp_path, UNCLAIMED), filters=ALL)
    card = comparisons.growth(now, "corridor")
    assert card.table is not None
    assert list(card.table["kind"].unique()) == ["change"]
    assert card.takeaway == "−8.1\u00a0% (2024 → 2025)."


def test_the_ranks_of_delivery_time_are_its_four_bounds(tmp_path: Path) -> None:
    data = small_data.copy(tmp_path)
    data.change("freight_series.csv", where(series_id="titr-time-low-days")(rank="5"))
    (fault,) = validate.faults(data.location)
    assert '"5" is no bound; the ranks in the group transit-time are 1, 2, 3, 4' in str(fault)


def test_the_ends_of_a_journey_are_named_together(tmp_path: Path) -> None:
    data = small_data.copy(tmp_path)
    data.change("freight_series.csv", where(series_id="time-border-baku-days")(to_place_ids="baku"))
    (fault,) = validate.faults(data.location)
    assert "from_place_ids: must not be empty, since to_place_ids is given" in str(fault)
