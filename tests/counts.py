"""What a screen counts: the same thing wherever it is counted, in words, chart, table and board.

A count is what is counted, where it stands, and the number, or all numbers of a sentence, of which one must be it.
"""

import base64
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from caspian import filters
from caspian.data.dataset import Dataset
from caspian.text import Language
from tests.screen import Opened, Screen

OUTBOUND, INBOUND = "trips from the home country", "trips to it"
NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d{3})*(?!\d)")
"""A whole number, thousands apart as in any of the languages."""


class Count(NamedTuple):
    what: str
    where: str
    numbers: frozenset[int]


def one(what: str, where: str, number: float) -> Count:
    return Count(what, where, frozenset({round(number)}))


def said(what: str, where: str, *texts: str) -> Count:
    return Count(what, where, frozenset(number for text in texts for number in whole_numbers(text)))


def whole_numbers(text: str) -> list[int]:
    return [int(re.sub(r"\D", "", found)) for found in NUMBER.findall(text)]


def differing(counts: Iterable[Count]) -> list[str]:
    """What is counted differently in different places, in words."""
    by_thing: dict[str, list[Count]] = defaultdict(list)
    for count in dict.fromkeys(counts):
        by_thing[count.what].append(count)
    return [
        f"{what}: " + "; ".join(f"{place.where}: {', '.join(map(str, sorted(place.numbers)))}" for place in places)
        for what, places in by_thing.items()
        if not frozenset.intersection(*(place.numbers for place in places))
    ]


def of_rows(dataset: Dataset) -> Iterator[Count]:
    """The rows themselves."""
    for table, number in dataset.row_counts.items():
        yield one(f"all rows of {table}", "the file", number)
    yield one("all rows", "the files", sum(dataset.row_counts.values()))


def shown_at_first(dataset: Dataset) -> Iterator[Count]:
    """The rows that pages count as long as nothing is chosen: of the years shown, trips of heads of state."""
    first, last = filters.default_period(dataset)
    heads = dataset.visits[dataset.visits["level"] == "head_of_state"]
    trips = heads[heads["start_date"].dt.year.between(first, last)]
    home = filters.home_country(dataset)
    yield one("trips", "the file", len(trips))
    yield one(OUTBOUND, "the file", (trips["visitor_country"] == home).sum())
    yield one(INBOUND, "the file", (trips["host_country"] == home).sum())
    yield one("claims", "the file", len(dataset.claims))
    yield one("sources", "the file", len(dataset.sources))


def on(opened: Opened, words: Language) -> Iterator[Count]:
    """Everything that the screen of a page counts; nothing where it could not be drawn."""
    if opened.errors:
        return
    yield from _panels(opened, words)
    yield from _cards(opened.screen)
    yield from _sidebar(opened.screen)
    if opened.page in PAGES:
        yield from PAGES[opened.page](opened)


# Every page


def _panels(opened: Opened, words: Language) -> Iterator[Count]:
    """The rows that a card names below its picture, and how many it says they are."""
    screen = opened.screen
    for key in (*screen.keys_of("data-"), *screen.keys_of("rows-")):
        captions, tables = screen.within(key).texts(), screen.within(key).tables()
        if captions[:1] == [words.gettext("The numbers of the picture")]:
            captions, tables = captions[1:], tables[1:]
        # Below the rows may stand a table of their sources, which says no number.
        for number, (caption, table) in enumerate(zip(captions, tables, strict=False)):
            what = f"{opened.address}: rows of {key}, {number}"
            yield said(what, "the words above them", caption)
            yield one(what, "the table", len(table))


def lengths(figure: Mapping[str, Any]) -> float:
    """The length of all bars of a figure together."""
    return sum(np.abs(numbers).sum() for numbers in _bars(figure))


def bars(figure: Mapping[str, Any]) -> int:
    """The number of bars of a figure."""
    return sum(map(len, _bars(figure)))


def _bars(figure: Mapping[str, Any]) -> list[np.ndarray]:
    drawn = (trace for trace in figure["data"] if trace["type"] == "bar")
    return [_numbers(trace["x" if trace.get("orientation") == "h" else "y"]) for trace in drawn]


def cells(figure: Mapping[str, Any]) -> float:
    """The sum of the cells of a figure's heat map."""
    return sum(_numbers(row).sum() for trace in figure["data"] if trace["type"] == "heatmap" for row in trace["z"])


def marks(figure: Mapping[str, Any]) -> int:
    """The number of single marks in a figure; those of the legend have no place."""
    drawn = [trace["x"] for trace in figure["data"] if trace.get("mode") == "markers"]
    return sum(place is not None for places in drawn for place in places)


def _numbers(values: Any) -> np.ndarray:
    """The numbers of a trace, which plotly may have packed."""
    if isinstance(values, Mapping):
        return np.frombuffer(base64.b64decode(values["bdata"]), np.dtype(values["dtype"])).astype(float)
    return np.nan_to_num(np.array([value or 0 for value in values], dtype=float))


class Counted(NamedTuple):
    """A card that counts rows.

    `column`: where in the numbers of its picture the counts stand; None where each row is one. `drawn`: what its
    figure counts. `says`: whether its words name the number.
    """

    what: str
    column: int | None
    drawn: Callable[[Mapping[str, Any]], float] | None
    says: bool = False


CARDS = {
    "visits": Counted("trips", -1, lengths),
    "visits-outbound": Counted(OUTBOUND, -1, lengths),
    "visits-inbound": Counted(INBOUND, -1, lengths),
    "visits-timeline": Counted("trips", None, marks, says=True),
    "visits-matrix": Counted("trips", -1, cells),
    "visits-types": Counted("trips", -2, None),
    "projects-status": Counted("projects", -1, lengths, says=True),
    "claims-verdicts": Counted("claims", None, bars, says=True),
    "data-years": Counted("sources", -1, lengths, says=True),
}


def _cards(screen: Screen) -> Iterator[Count]:
    for name, counted in CARDS.items():
        shown, panel = screen.within(f"chart-{name}"), screen.within(f"data-{name}").tables()
        if panel:
            numbers, rows, *_ = panel
            sums = len(numbers) if counted.column is None else numbers.iloc[:, counted.column].sum()
            yield one(counted.what, f"numbers of {name}", sums)
            yield one(counted.what, f"rows of {name}", len(rows))
        for figure in shown.figures()[:1]:
            if counted.drawn:
                yield one(counted.what, f"chart of {name}", counted.drawn(figure))
            if counted.says:
                yield said(counted.what, f"words of {name}", shown.texts()[0])


def _sidebar(screen: Screen) -> Iterator[Count]:
    for about in screen.within("sidebar").texts()[-1:]:
        for table in ("visits", "freight", "projects", "sources"):
            yield said(f"all rows of {table}", "the sidebar", about)


# Single pages


def _overview(opened: Opened) -> Iterator[Count]:
    screen = opened.screen
    yield said("projects", "the tile", *(told.body for told in screen.within("tile-projects").of("metric")))
    for way, what in (("outbound", OUTBOUND), ("inbound", INBOUND)):
        for table in screen.within(f"rows-tile-visits-{way}").tables()[:1]:
            yield one(what, "rows of the tile", len(table))


def _projects(opened: Opened) -> Iterator[Count]:
    screen = opened.screen
    columns = [screen.within(key) for key in screen.keys_of("board-") if key != "board-related"]
    if columns:
        yield one("projects", "headings of the board", sum(whole_numbers(column.texts()[0])[-1] for column in columns))
        yield one("projects", "names on the board", sum(len(column.of("page_link")) for column in columns))
    for table in screen.keyed("projects-table").tables():
        yield one("projects", "the table", len(table))
    for name in ("projects-timeline", "projects-matrix"):
        for rows in screen.within(f"data-{name}").tables()[1:2]:
            yield one("projects", f"rows of {name}", len(rows))
            yield said("projects", f"words of {name}", screen.within(f"chart-{name}").texts()[0])


def _claims(opened: Opened) -> Iterator[Count]:
    for verdicts in opened.screen.keyed("verdict").of("button_group"):
        each = [whole_numbers(verdict.content)[-1] for verdict in verdicts.options]
        yield one("claims", "verdicts to choose from", sum(each))
    if "verdict" not in opened.query:
        for listed in opened.screen.within("claim-list").of("radio"):
            yield one("claims", "the list", len(listed.options))


def _calendar(opened: Opened) -> Iterator[Count]:
    screen = opened.screen
    if tables := screen.within("data-calendar-timeline").tables():
        numbers, *rows = map(len, tables)
        yield one("entries", "marks of the timeline", numbers)
        yield one("entries", "rows of the timeline", sum(rows))
    for listed in screen.keyed("calendar-list").tables():
        yield one(f"{opened.address}: entries listed", "the list", len(listed))
        if "year" not in opened.query:
            yield one("entries", "the list", len(listed))
    for years in screen.keyed("year").of("button_group"):
        yield one("entries", "years to choose from", sum(whole_numbers(year.content)[-1] for year in years.options))


def _data(opened: Opened) -> Iterator[Count]:
    screen = opened.screen
    for table in screen.keys_of("rows-", of="dataframe"):
        about = screen.before(table).texts()[-1]
        yield said(f"all rows of {table.removeprefix('rows-')}", "words above the table", about)
        yield said(f"{opened.address}: rows shown", "words above the table", about)
        yield one(f"{opened.address}: rows shown", "the table", len(screen.keyed(table).tables()[0]))
    for pages in screen.keyed("pages").tables():
        yield one("pages listed" if len(opened.query) > 2 else "sources", "the list of sources", len(pages))
    if opened.query.get("view") == "quality":
        *_, tables = screen.tables()
        yield one("all rows", "the tables on quality", tables.iloc[:, 1].sum())


PAGES: Mapping[str, Callable[[Opened], Iterator[Count]]] = {
    "overview": _overview,
    "projects": _projects,
    "claims": _claims,
    "calendar": _calendar,
    "data": _data,
}
