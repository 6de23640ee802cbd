"""The presentation: rows of ``scenes.csv``, each made into a headline, a picture and a line of sources. Pure functions.

A dataset without scenes, or with none in the table, is presented with every figure once, in the order of the pages.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import plotly.graph_objects as go

from caspian.cards import Card, Rows, Tile, filters_in_words, sources_of
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import BEARING, Filters
from caspian.measures.quality import covered
from caspian.scenes import figures, stage
from caspian.scenes.figures import Content, Line

__all__ = ["Line", "Plan", "Scene", "build", "plans"]

NAMED_PUBLISHERS = 3
"""How many publishers the line of sources names; the rest is counted."""

WHOLE_HEADLINE, LONGEST_HEADLINE = 140, 125
"""Characters: up to how many a finding is the headline as a whole, and how long the first part of a longer one is."""

PARTS = re.compile(r"; |[.] (?=[A-ZА-ЯЁƏÇĞİÖŞÜ])")
"""Where a long finding may be parted into headline and detail."""


Layout = Literal["map", "picture", "tiles", "cells", "list", "words"]


@dataclass(frozen=True)
class Plan:
    """A row of ``scenes.csv``: what to show, and for whom. Empty parts leave it to the viewer.

    ``period`` has 0 where no year is given.
    """

    key: str
    figure: str
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    period: tuple[int, int] = (0, 0)


@dataclass(frozen=True, eq=False)
class Scene:
    """One scene, ready to be drawn.

    ``card`` is the one that ``picture`` is of.
    ``title`` stands small above, ``headline`` large, ``detail`` (may be empty) under it. One of ``picture``,
    ``tiles``, ``lines`` and ``view`` (a preset of the map) is there, or none where there is nothing to show, which
    headline or detail then say, or the scene is of words only. ``filters`` are those that the scene is drawn with.
    """

    key: str
    figure: str
    title: str
    headline: str
    detail: str
    picture: go.Figure | None
    card: Card | None
    tiles: tuple[Tile, ...]
    lines: tuple[Line, ...]
    view: str
    note: str
    rows: Rows
    filters: Filters
    filter_line: str
    source_line: str

    @property
    def layout(self) -> Layout:
        """How it is laid out, on screen and on a slide; ``cells`` are lines three in a row."""
        if self.view:
            return "map"
        if self.picture is not None:
            return "picture"
        if self.tiles:
            return "tiles"
        if not self.lines or not all(line.strong for line in self.lines):
            return "words"
        return "cells" if self.figure == "themes" else "list"


@remembered
def plans(dataset: Dataset) -> tuple[Plan, ...]:
    """The scenes in their order: those of the table or, without any, every figure once."""
    rows = _rows(dataset)
    if not rows:
        return tuple(Plan(code.replace("_", "-"), code) for code in figures.FIGURES if code != "text")
    return tuple(
        Plan(
            key,
            str(row["figure"]),
            row["countries"],
            row["sectors"],
            (_year(row["period_from"]), _year(row["period_to"])),
        )
        for key, row in rows.items()
    )


@remembered
def _rows(dataset: Dataset) -> Mapping[str, Mapping[str, Any]]:
    """The rows of the table by key, in their order; none in a dataset without the table."""
    if "scenes" not in dataset.table_names:
        return {}
    rows = dataset.scenes.sort_values("position", kind="stable").to_dict("records")
    return {str(row["scene_id"]): {str(column): cell for column, cell in row.items()} for row in rows}


def _year(cell: float) -> int:
    return int(cell) if cell == cell else 0


def name(context: Context, plan: Plan) -> str:
    """What to call a scene in a list: its own title, else its figure."""
    return _own(context, plan, "title") or figures.names(context.language)[plan.figure]


def _own(context: Context, plan: Plan, stem: str) -> str:
    """The ``title`` or ``text`` that the scene's own row gives it; empty where it leaves it to the figure."""
    return context.text(_rows(context.dataset).get(plan.key, {}), stem)


def narrowed(plan: Plan, filters: Filters) -> Filters:
    """The viewer's filters, with those that the scene itself sets in their place."""
    first, last = plan.period
    period = (first, max(first, last)) if first else filters.period
    return replace(
        filters, countries=plan.countries or filters.countries, sectors=plan.sectors or filters.sectors, period=period
    )


@remembered_by("filters", "moment", "language", "theme")
def build(context: Context, plan: Plan) -> Scene:
    """A scene under the viewer's filters."""
    figure = figures.FIGURES[plan.figure]
    used = narrowed(plan, context.filters)
    narrower = context.with_filters(used)
    content = figure.make(narrower)
    headline, detail = parted(content.takeaway)
    own = _own(context, plan, "text")
    if own:
        headline, detail = own, "" if content.shows_something else content.takeaway
    return Scene(
        plan.key,
        plan.figure,
        _own(context, plan, "title") or content.title,
        headline,
        detail,
        None if content.card is None or content.card.figure is None else stage.fitted(content.card.figure),
        content.card,
        content.tiles,
        content.lines,
        content.view,
        content.note,
        content.rows,
        used,
        filter_line(narrower, figure.page, content.conditions),
        source_line(context, content, plan.figure == "title"),
    )


def parted(takeaway: str) -> tuple[str, str]:
    """A finding as headline and detail: a long one is parted at the last ``; `` or sentence end that keeps it short."""
    if len(takeaway) <= WHOLE_HEADLINE:
        return takeaway, ""
    ends = [found for found in PARTS.finditer(takeaway) if found.start() <= LONGEST_HEADLINE]
    if not ends:
        return takeaway, ""
    end = ends[-1]
    return takeaway[: end.start()] + end[0].strip().replace(";", ""), takeaway[end.end() :]


def filter_line(context: Context, page: str, conditions: str) -> str:
    """The filters that bear on a scene, and the conditions of its card, in words."""
    said = filters_in_words(context, BEARING.get(page, frozenset()))
    if not page and (context.filters.countries or context.filters.sectors):
        said = (context.language.gettext("the filters do not bear on this scene"),)
    return " · ".join(filter(None, [*said, conditions]))


def source_line(context: Context, content: Content, whole: bool) -> str:
    """How many sources stand behind a scene, the publishers cited most, and how far its table was searched.

    ``whole``: the scene speaks of all rows of the dataset.
    """
    dataset, language = context.dataset, context.language
    _ = language.gettext
    found = dataset.sources if whole else sources_of(dataset, content.rows)
    ranked = found["publisher"].value_counts(sort=True)
    named = [str(name) for name in ranked.index[:NAMED_PUBLISHERS]]
    publishers = ", ".join(named)
    if len(ranked) > len(named):
        publishers = _("{names} and {n} more").format(names=publishers, n=language.number(len(ranked) - len(named)))
    if found.empty:
        return ""
    parts = [
        language.ngettext("{n} source", "{n} sources", len(found)).format(n=language.number(len(found)))
        + f" ({publishers})"
    ]
    table = content.rows[0][0] if content.rows else "projects"
    end = covered(dataset, table)[1] or covered(dataset, "projects")[1]
    if end is not None:
        parts.append(_("rows searched up to {date}").format(date=language.short_day(end)))
    if content.view:
        parts.append(_("ground: Natural Earth; lines and borders are schematic and imply no position"))
    return " · ".join(parts)
