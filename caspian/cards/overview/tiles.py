"""The overview's headline figures, the review's themes, what is newest, and the search."""

from caspian.cards import Tile
from caspian.cards.freight import comparisons, words
from caspian.cards.projects import status as project_cards
from caspian.cards.visits import counts as visit_cards
from caspian.cards.visits.words import compared
from caspian.charts import sparkline
from caspian.context import Context, remembered_by
from caspian.filters import focus_countries, narrow
from caspian.measures import projects, trade, visits
from caspian.measures.freight import series as freight
from caspian.measures.freight import transit_time


@remembered_by("filters", "language", "theme")
def tiles(context: Context) -> tuple[Tile, ...]:
    """The headline: visits each way, freight, transit time, projects, trade."""
    return (
        _visits(context, "outbound"),
        _visits(context, "inbound"),
        _freight(context),
        _transit_time(context),
        _projects(context),
        _trade(context),
    )


def _visits(context: Context, direction: visits.Direction) -> Tile:
    language = context.language
    _ = language.gettext
    rows = visits.going(visit_cards.trips(context, visits.Rule()), direction)
    covered_to = visits.covered_to(context.dataset)
    years = range(
        max(context.filters.period[0], visits.covered_from(context.dataset).year),
        min(context.filters.period[1], covered_to.year) + 1,
    )
    label = {
        "outbound": _("Visits from Azerbaijan, heads of state"),
        "inbound": _("Visits to Azerbaijan, heads of state"),
    }[direction]
    name = f"visits-{direction}"
    if not years:
        return Tile(name, label, "–", _("not searched in this period"), (("visits", rows),), "visits")
    totals = rows["year"].value_counts().reindex(list(years), fill_value=0)
    last = years[-1]
    detail = _("in {year}; {total} in {period}").format(
        year=last, total=language.number(len(rows)), period=language.years(years[0], last)
    )
    change = compared(int(totals[last] - totals[last - 1]), last - 1, language) if len(years) > 1 else ""
    ends = (f"{years[0]}: {totals[years[0]]}", f"{last}: {totals[last]}")
    drawing = sparkline({str(year): n for year, n in totals.items()}, ends, context.theme) if len(years) > 1 else None
    return Tile(
        name,
        label,
        language.number(int(totals[last])),
        detail,
        (("visits", rows),),
        "visits",
        change,
        drawing,
    )


def _freight(context: Context) -> Tile:
    """The Middle Corridor's tonnage in the latest full year of the period."""
    language = context.language
    _ = language.gettext
    series = freight.leading(context.dataset, comparisons.CORRIDOR)
    annual = freight.annual_of(context.dataset, series)
    shown = annual[(annual.index >= context.filters.period[0]) & (annual.index <= context.filters.period[1])]
    label = comparisons.name(context, comparisons.CORRIDOR)
    if shown.empty:
        why = _("no full year in this period") if series else _("no such series in the data")
        return Tile("freight", label, "–", why, (("freight", freight.values(context.dataset, series)),), "freight")
    unit, values = freight.unit_of(context.dataset, series), shown["value"]
    how = words.scale(unit, float(values.max()))
    year, change = freight.latest_change(values)
    first = int(values.index[0])
    ends = (f"{first}: {how.say(values[first], language)}", f"{year}: {how.say(values[year], language)}")
    return Tile(
        "freight",
        _("{what}, {unit} a year").format(what=label, unit=words.unit_name(context, how)),
        words.amount(context, float(values[year]), unit),
        _("in {year}").format(year=year),
        (("freight", shown),),
        "freight",
        ""
        if change is None
        else _("{change} on {year}").format(change=language.signed_percent(change, 1), year=year - 1),
        sparkline({str(at): value for at, value in values.items()}, ends, context.theme) if len(shown) > 1 else None,
    )


@remembered_by("language")
def _transit_time(context: Context) -> Tile:
    """As last stated, a range against the earlier range; journeys differ, so never a line."""
    language = context.language
    _ = language.gettext
    pairs = transit_time.stated_pairs(context.dataset)
    label = _("Middle Corridor delivery time, days, as stated")
    if pairs.empty:
        return Tile("transit-time", label, "–", _("no statement with both ranges"), (), "freight")
    stated_on, latest = pairs.index[-1], pairs.iloc[-1]
    return Tile(
        "transit-time",
        label,
        _("{range} days").format(range=language.span(latest["low"], latest["high"])),
        _("stated on {date}; said of earlier: {range} days").format(
            date=language.short_day(stated_on),
            range=language.span(latest["before_low"], latest["before_high"]),
        ),
        (("freight", transit_time.rows_of(context.dataset, stated_on)),),
        "freight",
    )


def _projects(context: Context) -> Tile:
    language = context.language
    _ = language.gettext
    active = projects.active(context.dataset, context.filters)
    counts = projects.status_counts(active)
    leading = counts.sort_values(ascending=False, kind="stable").head(3)
    return Tile(
        "projects",
        _("Joint projects, active in {period}").format(period=language.years(*context.filters.period)),
        language.number(len(active)),
        project_cards.status_text(context, leading) if len(active) else _("none fits the filter"),
        (("projects", active),),
        "projects",
    )


def _trade(context: Context) -> Tile:
    dataset, language = context.dataset, context.language
    _ = language.gettext
    partners = context.filters.countries or focus_countries(dataset)
    label = _("Trade turnover, USD million, as Azerbaijan reports it")
    found = trade.latest_comparison(dataset, partners)
    if found is None:
        return Tile(
            "trade",
            label,
            "–",
            _("no partner chosen has the same months in two years"),
            (("trade", narrow(trade.own_turnover(dataset), "trade", dataset, context.filters)),),
            "trade",
        )
    later, earlier = found.later["turnover_usd_m"].sum(), found.earlier["turnover_usd_m"].sum()
    period, before = (
        language.period(rows["period_start"].iloc[0], rows["period_end"].iloc[0])
        for rows in (found.later, found.earlier)
    )
    detail = _("{period} against {before}").format(period=period, before=before)
    if found.missing:
        detail += "; " + _("without {partners}: no such months").format(
            partners=", ".join(context.name("countries", code) for code in found.missing)
        )
    return Tile(
        "trade",
        label,
        language.number(later),
        detail,
        (("trade", found.rows),),
        "trade",
        _("{change} on {amount}").format(
            change=language.signed_percent(later / earlier - 1), amount=language.number(earlier)
        ),
    )
