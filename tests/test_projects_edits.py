"""Edits that the check accepts leave projects and calendar whole: counted everywhere alike, or told in words."""

from pathlib import Path

import pytest

from caspian.cards.calendar import listing, pictures
from caspian.cards.projects import one, status, table, timeline, tracker
from caspian.context import Context
from caspian.data import dataset, validate
from caspian.filters import Filters
from caspian.measures.calendar import Wanted
from caspian.measures.projects import Choice
from caspian.style import LIGHT
from caspian.text import language
from caspian.ui.projects.tracker import VIEWS
from tests import small as small_data
from tests.damage import Copy
from tests.pages import charts, open_page, showing, texts
from tests.small import Change, like, where, without
from tests.support import context

EVERYTHING = Filters(period=(2010, 2026))


def term(kind: str, model: str, code: str) -> Change:
    """One more term, labelled “New word”."""
    return like(kind=kind, term=model)(term=code, label_en="New word", label_ru="Новое", label_az="Yeni")


def header_only(rows: list[small_data.Row]) -> list[small_data.Row]:
    return []


def renamed(column: str, old: str, new: str) -> Change:
    """Another identifier in every cell of a column that has this one, be it among others."""

    def change(rows: list[small_data.Row]) -> list[small_data.Row]:
        cells = {row[column]: ";".join(new if code == old else code for code in row[column].split(";")) for row in rows}
        return [row | {column: cells[row[column]]} for row in rows]

    return change


def empty(column: str, **cells: str) -> Change:
    """Nothing in a column of all rows, and these cells in them."""
    return lambda rows: [row | {column: "", **cells} for row in rows]


SUSPENDED = {
    "terms": term("project_status", "stalled", "suspended"),
    "projects": where(project_id="akdf")(status="suspended"),
}

Edits = dict[str, Change]

EDITS: dict[str, Edits] = {
    "a status": SUSPENDED,
    "a kind of project": {
        "terms": term("project_kind", "satellite", "moon_base"),
        "projects": where(project_id="akdf")(kind="moon_base"),
    },
    "a kind of milestone": {
        "terms": term("milestone_kind", "delay", "inspection"),
        "milestones": where(project_id="akdf")(kind="inspection"),
    },
    "a kind of event": {
        "terms": term("event_kind", "summit", "regatta"),
        "events": where(kind="fund")(kind="regatta"),
    },
    "a sector": {
        "sectors": like(sector_id="culture")(sector_id="space", name_en="New word", name_ru="Новое", name_az="Yeni"),
        "projects": where(project_id="akdf")(sector="space"),
        "events": where(kind="fund")(sector="space"),
    },
    "the sector of visits under another name": {
        "sectors": renamed("sector_id", "politics", "diplomacy"),
        "events": renamed("sector", "politics", "diplomacy"),
        "claims": renamed("sector", "politics", "diplomacy"),
    },
    "no milestones": {"milestones": header_only},
    "a project without milestones": {"milestones": without(project_id="akdf")},
    "no events": {"events": header_only, "claims": empty("event_ids")},
    "no projects": {
        "projects": header_only,
        "milestones": header_only,
        "claims": lambda rows: [row | {"project_ids": ""} for row in rows if row["metric"] != "project_status"],
        "subjects": empty("claim_ids"),
    },
}


def edited(data: Copy, edits: Edits) -> Path:
    """The folder of a copy with these edits, which the check accepts."""
    for name, change in edits.items():
        data.change(f"{name}.csv", change)
    assert validate.faults(data.location) == []
    return data.folder


@pytest.mark.parametrize("edit", EDITS)
def test_every_view_counts_the_same_rows(data: Copy, edit: str) -> None:
    shown = context(dataset.load(str(edited(data, EDITS[edit]))), filters=EVERYTHING)
    everything = Choice()
    count = len(shown.dataset.projects)
    assert len(tracker.shown(shown, everything)) == count
    assert sum(len(column.items) for column in tracker.board(shown, everything)) == count
    assert len(table.table(shown, everything, table.COLUMNS)) == count
    drawn, counted, matrix = (
        made.table
        for made in (
            timeline.timeline(shown, everything),
            status.by_sector_and_status(shown),
            tracker.matrix(shown, everything),
        )
    )
    if not count:
        assert (drawn, counted, matrix) == (None, None, None)
        assert tracker.found_text(shown, everything) == "No project fits the filter in 2010–2026."
        return
    assert drawn is not None
    assert counted is not None
    assert tracker.found_text(shown, everything).startswith(f"{count} projects ")
    assert (drawn["piece"] == "done").sum() == count
    assert counted["projects"].sum() == count


@pytest.mark.parametrize("edit", EDITS)
def test_the_calendar_counts_the_same_rows(data: Copy, edit: str) -> None:
    shown = context(dataset.load(str(edited(data, EDITS[edit]))), filters=EVERYTHING)
    happened = sum(len(shown.dataset.table(name)) for name in ("events", "milestones", "visits"))
    card = pictures.timeline(shown, Wanted())
    assert card.takeaway.startswith(f"{happened} entries in 2010–2026; ")
    assert card.table is not None
    assert (card.table["table"] != "targets").sum() == happened
    assert len(card.table) == len(listing.listed(shown, Wanted(), None))
    assert set(card.table["sector_name"]) <= set(card.numbers()["Sector"])
    assert pictures.density(shown, Wanted()).figure is not None


@pytest.mark.parametrize("edit", EDITS)
def test_every_page_opens(data: Copy, edit: str) -> None:
    with showing(edited(data, EDITS[edit])):
        for view in VIEWS:
            open_page("projects", view=view, period=["2015", "2026"])
        open_page("calendar", period=["2015", "2026"])
        if edit != "no projects":
            open_page("projects", project="akdf")


@pytest.fixture
def suspended(data: Copy) -> Context:
    return context(dataset.load(str(edited(data, SUSPENDED))), filters=EVERYTHING)


def test_a_new_status_comes_last_everywhere_in_the_muted_colour(suspended: Context) -> None:
    assert tracker.found_text(suspended, Choice()).endswith("stalled: 1, new word: 1.")
    columns = tracker.board(suspended, Choice())
    assert [(column.status, len(column.items)) for column in columns][-2:] == [("stalled", 1), ("suspended", 1)]
    card = status.by_sector_and_status(suspended)
    assert card.figure is not None
    legend = [(bar["name"], bar["marker"]["color"]) for bar in card.figure.to_dict()["data"]]
    assert legend[-1] == ("New word", LIGHT.muted)
    assert "New word" in set(table.table(suspended, Choice(), ("status",))["Status"])


def test_a_new_status_can_be_chosen_by_address(data: Copy) -> None:
    with showing(edited(data, SUSPENDED)):
        page = open_page("projects", status="suspended", period=["2015", "2026"])
    assert page.session_state["status"] == ["suspended"]
    assert "1 project active in 2015–2026" in texts(page).replace("\\", "").replace("**", "")


def test_a_new_kind_of_milestone_is_a_small_open_dot_with_its_place_in_the_legend(data: Copy) -> None:
    shown = context(dataset.load(str(edited(data, EDITS["a kind of milestone"]))))
    card = timeline.of_one(shown, "akdf")
    assert "○\u00a0new word. " in card.note
    assert card.table is not None
    steps = card.table[card.table["piece"] == "milestone"]
    # The fund's three milestones are all of that kind.
    assert list(steps["mark"]) == ["New word"] * 3
    assert set(zip(steps["symbol"], steps["size"], steps["look"], strict=True)) == {("circle", 7, "outlined")}


def test_visits_without_a_sector_stand_in_a_lane_of_their_own(data: Copy) -> None:
    edits = EDITS["the sector of visits under another name"]
    shown = context(dataset.load(str(edited(data, edits))), filters=EVERYTHING)
    card = pictures.timeline(shown, Wanted())
    assert card.table is not None
    lanes = card.table.groupby("sector_name", sort=False).size()
    assert (lanes.index[-1], lanes.iloc[-1]) == ("Visits", 18)
    assert "Visits stand with" not in card.note


@pytest.mark.parametrize("table", ["milestones", "events", "projects"])
def test_a_page_says_that_there_is_nothing(data: Copy, table: str) -> None:
    with showing(edited(data, EDITS[f"no {table}"])):
        calendar = open_page("calendar", show=table, q="zzzz")
        projects = open_page("projects", view="timeline")
    assert "No entry of the calendar fits the filter" in texts(calendar)
    assert ("No project fits the filter" in texts(projects)) == (table == "projects")
    assert bool(charts(projects)) == (table != "projects")


def test_a_project_on_no_map_offers_none(data: Copy) -> None:
    edits = {"waypoints": header_only, "chains": header_only, "projects": empty("place_ids", lat="", lon="")}
    shown = context(dataset.load(str(edited(data, edits))))
    assert not one.profile(shown, "trans-caspian-fibre-kaz").on_map


def test_a_text_that_a_language_lacks_reads_english(data: Copy) -> None:
    edits = {"projects": where(project_id="kulun-hpp")(name_ru="", capacity_ru="", lead_orgs_ru="")}
    for table_name, change in edits.items():
        data.change(f"{table_name}.csv", change)
    edited_data = dataset.load(data.location)
    english, russian = (
        one.profile(context(edited_data, language=language(code)), "kulun-hpp") for code in ("en", "ru")
    )
    assert russian.name == english.name
    said = {value for _heading, value in english.facts} & {value for _heading, value in russian.facts}
    (row,) = edited_data.projects[edited_data.projects["project_id"] == "kulun-hpp"].to_dict("records")
    assert {row["capacity_en"], "; ".join(row["lead_orgs_en"])} <= said
