"""Cards of the comparisons that the data set up: the series of a group, in the order of their rank.

Which series a comparison holds, and what it is called, the data say (``freight_series.group``, kind ``series_group`` of
the terms); one without series says so.
"""

from dataclasses import replace

from caspian.cards import Card
from caspian.cards.freight import latest as freight_latest
from caspian.cards.freight import pace, series, transit_time, words
from caspian.context import Context, remembered_by
from caspian.measures.freight import series as measures

CORRIDOR = "corridor"
"""The Middle Corridor's tonnage: what the overview and verdicts speak of."""


def name(context: Context, group: str) -> str:
    return context.label("series_group", group)


def by_year(context: Context, group: str) -> Card:
    """The series of a comparison by year."""
    return series.by_year(context, group, name(context, group), measures.group(context.dataset, group))


@remembered_by("filters", "language", "theme")
def corridor(context: Context) -> Card:
    """Middle Corridor tonnage a year against targets and forecasts, without the researchers' long note."""
    return replace(by_year(context, CORRIDOR), note="")


def with_counts(context: Context, others: tuple[str, ...]) -> Card:
    """The Middle Corridor's tonnage with other counts of the same cargo beside it."""
    what = context.language.gettext("Counts of Middle Corridor cargo")
    return series.by_year(context, "counts", what, (*measures.group(context.dataset, CORRIDOR), *others))


def against_capacity(context: Context, group: str) -> tuple[Card, ...]:
    """A card for each series of a comparison whose capacity is known."""
    ids = measures.group(context.dataset, group)
    known = [one for one in ids if measures.capacity_of(context.dataset, one)]
    names = words.series_names(context)
    return tuple(
        series.against_capacity(
            context,
            f"capacity-{group}" if one == ids[0] else f"capacity-{group}-{one}",
            name(context, group) if len(ids) == 1 else names[one],
            one,
        )
        for one in known
    )


def latest(context: Context, group: str) -> Card:
    """The latest full year of each series of a comparison."""
    return freight_latest.latest(context, group, name(context, group), measures.group(context.dataset, group))


def days(context: Context, group: str) -> Card:
    """Every value of the series of a comparison, one by one."""
    return transit_time.days(context, group, name(context, group), measures.group(context.dataset, group))


def growth(context: Context, group: str) -> Card:
    """Growth of a comparison's first series on the year before."""
    return pace.yearly_growth(context, f"pace-{group}", name(context, group), measures.leading(context.dataset, group))
