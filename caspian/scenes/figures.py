"""What each figure of ``scenes.csv`` shows: the cards of the pages, one a scene."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caspian.cards import Card, Rows, Tile, review
from caspian.cards.calendar import listing as calendar
from caspian.cards.claims import summary as claims
from caspian.cards.data import sources as data_sources
from caspian.cards.freight import comparisons
from caspian.cards.freight import transit_time as freight_time
from caspian.cards.map import finding as map_cards
from caspian.cards.overview import subjects
from caspian.cards.overview import tiles as overview
from caspian.cards.projects import status as projects
from caspian.cards.projects import timeline as projects_timeline
from caspian.cards.trade import compared as trade
from caspian.cards.visits import counts as visits
from caspian.cards.visits import said as visits_said
from caspian.context import Context
from caspian.map import Scene as MapScene
from caspian.measures import calendar as calendar_measures
from caspian.measures.calendar import Wanted
from caspian.measures.visits import Rule
from caspian.scenes.stage import PICTURE_HEIGHT
from caspian.text import Language

STATEMENTS = 3
"""Of the statements on delivery time, those that fit into the picture."""

MOST_NEXT = 7
"""Lines of what is next."""


@dataclass(frozen=True)
class Line:
    """A line of a list: what stands out (a name, a date) and what is said."""

    strong: str
    text: str


@dataclass(frozen=True, eq=False)
class Content:
    """What a figure shows; of ``card``, ``tiles``, ``lines`` and ``view`` at most one is there."""

    title: str
    takeaway: str
    rows: Rows
    card: Card | None = None
    tiles: tuple[Tile, ...] = ()
    lines: tuple[Line, ...] = ()
    view: str = ""
    note: str = ""
    conditions: str = ""

    @property
    def shows_something(self) -> bool:
        """Whether there is more than words."""
        drawn = self.card is not None and self.card.figure is not None
        return bool(drawn or self.tiles or self.lines or self.view)


@dataclass(frozen=True)
class Figure:
    """A figure and the page whose filters bear on it; an empty page: none do."""

    page: str
    make: Callable[[Context], Content]


def _card(card: Card) -> Content:
    return Content(card.title, card.takeaway, card.rows, card, note=card.note, conditions=card.conditions)


def title(context: Context) -> Content:
    """The first scene: of what and when, from how many rows."""
    language = context.language
    _, n, number = language.gettext, language.ngettext, language.number
    counts = context.dataset.row_counts
    facts = (
        ("visits", n("{n} visit", "{n} visits", counts["visits"])),
        ("freight", n("{n} freight value", "{n} freight values", counts["freight"])),
        ("projects", n("{n} project", "{n} projects", counts["projects"])),
        ("sources", n("{n} source", "{n} sources", counts["sources"])),
    )
    said = " · ".join(text.format(n=number(counts[table])) for table, text in facts)
    takeaway = _("Azerbaijan and Central Asia, {period}").format(period=language.years(*context.filters.period))
    return Content(_("Trans-Caspian Monitor"), takeaway, (), lines=(Line("", said),))


def headline(context: Context) -> Content:
    """The overview's figures, and how much they rest on."""
    _, number = context.language.gettext, context.language.number
    tiles = overview.tiles(context)
    rows: Rows = tuple(part for tile in tiles for part in tile.rows)
    takeaway = _("{figures} figures from {rows} rows of the dataset").format(
        figures=number(len(tiles)), rows=number(sum(len(part) for _table, part in rows))
    )
    return Content(_("At a glance"), takeaway, rows, tiles=tiles)


def themes(context: Context) -> Content:
    """The subjects of the review, one computed line each."""
    _ = context.language.gettext
    found = subjects.lines(context)
    takeaway = _("Subjects of the news review ({review}), and what the rows say of each: {n}").format(
        review=review.named(context), n=context.language.number(len(found))
    )
    rows: Rows = tuple(part for line in found for part in line.rows)
    lines = tuple(Line(line.name, line.sentence) for line in found)
    return Content(_("Subjects of the review"), takeaway, rows, lines=lines)


def map_region(context: Context) -> Content:
    """The routes of the whole region."""
    _ = context.language.gettext
    scene = MapScene(view="region")
    found = map_cards.finding(context, scene)
    rows = map_cards.rows(context, scene)
    return Content(_("Routes across the Caspian"), found, rows, view="region", note=map_cards.note(context.language))


def map_alat(context: Context) -> Content:
    """The port of Alat and its lines, with what it handled."""
    _ = context.language.gettext
    card = comparisons.by_year(context, "alat-cargo")
    rows = map_cards.rows(context, MapScene(view="alat"))
    return Content(
        _("Port of Alat (Alyat): cargo handled"),
        card.takeaway,
        (*card.rows, *rows),
        view="alat",
        note=map_cards.note(context.language),
    )


def visits_count(context: Context) -> Content:
    return _card(visits.both_ways(context))


def visits_rolling(context: Context) -> Content:
    return _card(visits_said.rolling(context, Rule()))


def freight_growth(context: Context) -> Content:
    return _card(comparisons.growth(context, comparisons.CORRIDOR))


def freight_target(context: Context) -> Content:
    return _card(comparisons.corridor(context))


def freight_ports(context: Context) -> Content:
    return _card(comparisons.latest(context, "ports"))


def transit_time(context: Context) -> Content:
    return _card(freight_time.dumbbell(context, most=STATEMENTS))


def projects_status(context: Context) -> Content:
    return _card(projects.by_sector_and_status(context))


def projects_nearest(context: Context) -> Content:
    return _card(projects_timeline.nearest(context, PICTURE_HEIGHT))


def projects_next(context: Context) -> Content:
    """What is ahead as seen from the reference date, the nearest first."""
    dataset, language = context.dataset, context.language
    _, number = language.gettext, language.number
    count, first = calendar.ahead(context, Wanted())
    what = _("Next, as seen from {date}").format(date=language.short_day(context.moment.reference))
    if not first:
        return Content(what, _("Nothing dated lies ahead under these filters."), ())
    takeaway = _("{n} dated plans and reports ahead; the nearest: {title} ({date})").format(
        n=number(count), title=first[0].title, date=first[0].when
    )
    shown = first[:MOST_NEXT]
    codes = [line.entry for line in shown]
    entries = calendar_measures.entries(dataset)
    rows = calendar_measures.rows_behind(dataset, entries[entries.index.isin(codes)])
    lines = tuple(Line(line.when, f"{line.title} ({line.kind}, {line.mark})") for line in shown)
    return Content(what, takeaway, rows, lines=lines)


def trade_compared(context: Context) -> Content:
    return _card(trade.compared(context))


def claims_summary(context: Context) -> Content:
    return _card(claims.summary(context))


def sources(context: Context) -> Content:
    return _card(data_sources.by_year(context, data_sources.Pages()))


def text(context: Context) -> Content:
    """Words of the scene's own only."""
    return Content(context.language.gettext("Trans-Caspian Monitor"), "", ())


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "title": Figure("present", title),
        "headline": Figure("overview", headline),
        "themes": Figure("", themes),
        "map_region": Figure("map", map_region),
        "map_alat": Figure("freight", map_alat),
        "visits_count": Figure("visits", visits_count),
        "visits_rolling": Figure("visits", visits_rolling),
        "freight_growth": Figure("freight", freight_growth),
        "freight_target": Figure("freight", freight_target),
        "freight_ports": Figure("freight", freight_ports),
        "transit_time": Figure("freight", transit_time),
        "projects_status": Figure("projects", projects_status),
        "projects_timeline": Figure("projects", projects_nearest),
        "projects_next": Figure("calendar", projects_next),
        "trade": Figure("trade", trade_compared),
        "claims": Figure("claims", claims_summary),
        "sources": Figure("", sources),
        "text": Figure("", text),
    }
)
"""The figures that a scene can show, in the order of the pages; the names are those of the data description."""


def names(language: Language) -> dict[str, str]:
    """What to call each figure, in a few words."""
    _ = language.gettext
    return {
        "title": _("Title"),
        "headline": _("At a glance"),
        "themes": _("Subjects of the review"),
        "map_region": _("Map: region"),
        "map_alat": _("Map: Alat"),
        "visits_count": _("Visits: count"),
        "visits_rolling": _("Visits: last 36 months"),
        "freight_growth": _("Freight: growth"),
        "freight_target": _("Freight: target and actual"),
        "freight_ports": _("Freight: ports"),
        "transit_time": _("Transit time"),
        "projects_status": _("Projects: status"),
        "projects_timeline": _("Projects: timeline"),
        "projects_next": _("Projects: next"),
        "trade": _("Trade"),
        "claims": _("Claims in brief"),
        "sources": _("Sources"),
        "text": _("Words"),
    }
