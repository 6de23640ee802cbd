"""Cards of leaders' trips: the overview's one, and those of the visits page."""

from collections.abc import Mapping

import pandas as pd

from caspian.cards import Card
from caspian.charts import lines, plain
from caspian.charts import visits as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import Filters, concerns, focus_countries, narrow
from caspian.measures import visits as measures
from caspian.measures.visits import DIRECTIONS, VISIT_TYPES, Direction, Rule
from caspian.text import Language


def direction_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"outbound": _("from Azerbaijan"), "inbound": _("to Azerbaijan")}


def rule_names(language: Language) -> dict[str, str]:
    """What to call each part of a counting rule, by its code."""
    _ = language.gettext
    return {
        "heads": _("Heads of state"),
        "all": _("All leaders"),
        "every": _("Every trip"),
        "bilateral": _("Bilateral only"),
        "any": _("Any city"),
        "capital": _("Capital only"),
    }


def rule_text(rule: Rule, language: Language) -> str:
    names = rule_names(language)
    return ", ".join([names[rule.level], language.lower(names[rule.trips]), language.lower(names[rule.cities])])


@remembered
def log(dataset: Dataset) -> pd.DataFrame:
    return measures.log(dataset)


def country_names(context: Context) -> dict[str, str]:
    return {code: context.name("countries", code) for code in context.dataset.countries["iso3"].astype(str)}


def shown_countries(context: Context) -> tuple[str, ...]:
    return context.filters.countries or focus_countries(context.dataset)


@remembered_by("filters")
def trips(context: Context, rule: Rule) -> pd.DataFrame:
    """The trips that the filters keep and the rule counts, in the period."""
    return narrow(every_year(context, rule), "visits", context.dataset, context.filters)


def every_year(context: Context, rule: Rule) -> pd.DataFrame:
    counted = measures.counted(log(context.dataset), rule)
    return counted[concerns(counted["partner"], shown_countries(context), focus_countries(context.dataset))]


def years_of(filters: Filters) -> range:
    return range(filters.period[0], filters.period[1] + 1)


def covered_years(dataset: Dataset) -> range:
    """The calendar years that were searched to their end."""
    last = measures.covered_to(dataset)
    whole = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    return range(measures.covered_from(dataset).year, whole + 1)


def _searched_period(context: Context) -> str:
    """The part of the chosen period that was searched: what a count over the period speaks of."""
    searched = [year for year in years_of(context.filters) if year in covered_years(context.dataset)]
    return context.language.years(searched[0], searched[-1])


def outside(language: Language) -> tuple[str, str]:
    _ = language.gettext
    return _("not searched"), _("not yet covered")


def trip_count(count: int, language: Language) -> str:
    return language.ngettext("{n} trip", "{n} trips", count).format(n=language.number(count))


def compared(change: int, year: int, language: Language) -> str:
    """A change of a count against an earlier year, in words."""
    _ = language.gettext
    if change == 0:
        return _("as many as in {year}").format(year=year)
    return _("{change} on {year}").format(change=language.signed(change), year=year)


@remembered_by("filters", "language", "theme")
def per_year(context: Context, rule: Rule, direction: Direction) -> Card:
    """Trips a year in one direction, stacked by country."""
    language = context.language
    _ = language.gettext
    rows = measures.going(trips(context, rule), direction)
    countries, years, covered = shown_countries(context), years_of(context.filters), covered_years(context.dataset)
    counts = measures.per_year(rows, "partner", countries, years)
    names = country_names(context)
    searched = [year for year in years if year in covered]
    title = {
        "outbound": _("Trips from Azerbaijan, number a year, {period}"),
        "inbound": _("Trips to Azerbaijan, number a year, {period}"),
    }[direction].format(period=language.years(*context.filters.period))
    if not searched or rows.empty:
        return Card(f"visits-{direction}", title, _nothing(context), None, ())
    table = _table(context, {direction: counts})
    return Card(
        f"visits-{direction}",
        title,
        _per_year_takeaway(counts, searched, direction, names, language),
        charts.per_year(table, covered, outside(language), context.theme),
        (("visits", rows),),
        conditions=rule_text(rule, language),
        table=table,
        columns=_headings(language),
    )


def _table(context: Context, counts: Mapping[Direction, pd.DataFrame]) -> pd.DataFrame:
    """Trips a year, direction and country as a row each, ready to be drawn: those from Azerbaijan downwards."""
    names, ways = country_names(context), direction_names(context.language)
    parts = [
        pd.DataFrame(
            {
                "year": table.index,
                "direction": way,
                "way": ways[way],
                "country": country,
                "name": names[country],
                "series": f"{names[country]} ({ways[way]})",
                "trips": table[country].to_numpy(),
                "height": (-1 if way == "outbound" and len(counts) > 1 else 1) * table[country].to_numpy(),
                "colour": context.theme.countries[country],
            }
        )
        for way, table in counts.items()
        for country in table.columns
    ]
    return pd.concat(parts, ignore_index=True)


def _headings(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"year": _("Year"), "way": _("Direction"), "name": _("Country"), "trips": _("Trips")}


def _per_year_takeaway(
    counts: pd.DataFrame, searched: list[int], direction: Direction, names: dict[str, str], language: Language
) -> str:
    _ = language.gettext
    totals = counts.sum(axis=1)
    year = searched[-1]
    parts = [
        {
            "outbound": _("{trips} from Azerbaijan in {year}"),
            "inbound": _("{trips} to Azerbaijan in {year}"),
        }[direction].format(trips=trip_count(int(totals[year]), language), year=year)
    ]
    if len(searched) > 1:
        parts.append(compared(int(totals[year] - totals[year - 1]), year - 1, language))
    sentence = ", ".join(parts)
    by_country = counts.sum()
    if len(by_country) == 1:
        return _("{sentence}; {total} in {period}.").format(
            sentence=sentence,
            total=trip_count(int(by_country.iloc[0]), language),
            period=language.years(searched[0], year),
        )
    return _("{sentence}; most in {period}: {country} ({count} of {total}).").format(
        sentence=sentence,
        period=language.years(searched[0], year),
        country=names[str(by_country.idxmax())],
        count=by_country.max(),
        total=by_country.sum(),
    )


def _nothing(context: Context) -> str:
    """Why there is no trip to show: the log does not reach the period, or it holds none there."""
    language = context.language
    _ = language.gettext
    covered = covered_years(context.dataset)
    if not any(year in covered for year in years_of(context.filters)):
        return _("The trips were searched for {covered} only; the chosen period lies outside.").format(
            covered=language.years(covered.start, covered.stop - 1)
        )
    return _("No trip in {period} fits the filter and the counting rule.").format(
        period=language.years(*context.filters.period)
    )


@remembered_by("filters", "language", "theme")
def both_ways(context: Context) -> Card:
    """Trips a year in both directions, by the default rule: the overview's picture."""
    language = context.language
    _ = language.gettext
    rule = Rule()
    rows = trips(context, rule)
    countries, years, covered = shown_countries(context), years_of(context.filters), covered_years(context.dataset)
    inbound, outbound = (
        measures.per_year(measures.going(rows, way), "partner", countries, years) for way in ("inbound", "outbound")
    )
    title = _("Visits by heads of state, trips a year, {period}").format(period=language.years(*context.filters.period))
    searched = [year for year in years if year in covered]
    if not searched or rows.empty:
        return Card("visits", title, _nothing(context), None, ())
    names = direction_names(language)
    table = _table(context, {"inbound": inbound, "outbound": outbound})
    labels, beyond = (names["inbound"], names["outbound"]), outside(language)
    figure = charts.both_ways(table, labels, covered, beyond, context.theme)
    remarks = [f"{year}: {beyond[0 if year < covered.start else 1]}" for year in years if year not in covered]
    encoding = Encoding("stacked columns", "year", "series", "height", number_format="0;0", remark="; ".join(remarks))
    year = searched[-1]
    takeaway = _(
        "{inbound} to Azerbaijan and {outbound} from it in {period}; in {year}: {last_in} and {last_out}."
    ).format(
        period=language.years(searched[0], year),
        inbound=trip_count(int(inbound.to_numpy().sum()), language),
        outbound=trip_count(int(outbound.to_numpy().sum()), language),
        year=year,
        last_in=inbound.loc[year].sum(),
        last_out=outbound.loc[year].sum(),
    )
    if len(searched) > 1:
        totals = inbound.sum(axis=1) + outbound.sum(axis=1)
        change = int(totals[year] - totals[year - 1])
        takeaway = takeaway.removesuffix(".") + f" ({compared(change, year - 1, language)})."
    return Card(
        "visits",
        title,
        takeaway,
        figure,
        (("visits", rows),),
        conditions=rule_text(rule, language),
        table=table,
        columns=_headings(language),
        encoding=encoding,
    )


@remembered_by("filters", "language", "theme")
def matrix(context: Context, rule: Rule) -> Card:
    """Countries by years, both directions."""
    language = context.language
    _ = language.gettext
    rows = trips(context, rule)
    countries, years, covered = shown_countries(context), years_of(context.filters), covered_years(context.dataset)
    title = _("Country by year, number of trips, {period}").format(period=language.years(*context.filters.period))
    searched = [year for year in years if year in covered]
    if not searched or rows.empty:
        return Card("visits-matrix", title, _nothing(context), None, ())
    counts = {way: measures.per_year(measures.going(rows, way), "partner", countries, years) for way in DIRECTIONS}
    names, ways = country_names(context), direction_names(language)
    headings = {capitalised(ways[way]): table for way, table in counts.items()}
    figure = charts.matrix(headings, names, covered, outside(language)[1], context.theme)
    cells = {
        (way, year, country): int(table[country][year])
        for way, table in counts.items()
        for year in searched
        for country in countries
    }
    way, year, country = max(cells, key=cells.__getitem__)
    takeaway = _(
        "Most between one pair in a year: {trips} ({country}, {way}, {year}); none in {zero} of {all} country-years."
    ).format(
        trips=trip_count(max(cells.values()), language),
        country=names[country],
        way=ways[way],
        year=year,
        zero=sum(count == 0 for count in cells.values()),
        all=len(cells),
    )
    return Card("visits-matrix", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language))


@remembered_by("filters", "language", "theme")
def timeline(context: Context, rule: Rule) -> Card:
    """Every trip on its day."""
    filters, language = context.filters, context.language
    _ = language.gettext
    rows = trips(context, rule)
    title = _("Single trips by start date, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("visits-timeline", title, _nothing(context), None, ())
    last = rows.sort_values("start_date").iloc[-1]
    summits = int((rows["visit_type"] == "summit").sum())
    takeaway = _("{trips} in {period}, {summits} of them to summits; the latest: {title} ({date}).").format(
        trips=trip_count(len(rows), language),
        period=_searched_period(context),
        summits=language.number(summits),
        title=last[f"title_{language.code}"],
        date=language.short_day(last["start_date"]),
    )
    figure = charts.timeline(
        rows,
        shown_countries(context),
        country_names(context),
        _hover_cards(context, rows),
        direction_names(language),
        {True: _("summit"), False: _("state or official visit")},
        (filters.start, min(filters.end, measures.covered_to(context.dataset)) + pd.Timedelta(days=30)),
        context.theme,
    )
    return Card("visits-timeline", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language))


def _hover_cards(context: Context, rows: pd.DataFrame) -> pd.Series:
    """Who, when, where, why, and by which sources, for each trip."""
    language = context.language
    _ = language.gettext
    publishers = dict(zip(context.dataset.sources["source_id"], context.dataset.sources["publisher"], strict=True))

    def card(trip) -> str:
        cities = ", ".join(context.label("city", city) for city in trip.city)
        sources = ", ".join(dict.fromkeys(publishers[source] for source in trip.source_ids))
        return lines(
            [
                f"<b>{plain(context.label('person', str(trip.visitor)))}</b>",
                plain(getattr(trip, f"title_{language.code}")),
                plain(f"{language.period(trip.start_date, trip.end_date)} · {cities}"),
                plain(context.label("visit_type", str(trip.visit_type))),
                plain(_("Sources: {publishers}").format(publishers=sources)),
            ]
        )

    return pd.Series([card(trip) for trip in rows.itertuples()], index=rows.index, dtype=object)


@remembered_by("filters", "language", "theme")
def shares(context: Context, rule: Rule) -> Card:
    """State, official and summit visits, in each direction."""
    language = context.language
    _ = language.gettext
    rows = trips(context, rule)
    title = _("Trips by type, share of each direction, {period}").format(period=language.years(*context.filters.period))
    if rows.empty:
        return Card("visits-types", title, _nothing(context), None, ())
    counts = measures.by_direction_and_type(rows)
    totals = counts.sum(axis=1)
    parts = {
        way: _("{share} ({n} of {total})").format(
            share=language.percent(counts.loc[way, "summit"] / totals[way]),
            n=counts.loc[way, "summit"],
            total=totals[way],
        )
        if totals[way]
        else _("no trips")
        for way in DIRECTIONS
    }
    takeaway = _(
        "Share of summits in {period}: trips from Azerbaijan {outbound}, trips to Azerbaijan {inbound}."
    ).format(period=_searched_period(context), **parts)
    ways = direction_names(language)
    types = {kind: context.label("visit_type", kind) for kind in VISIT_TYPES}
    figure = charts.shares(counts, {way: capitalised(ways[way]) for way in DIRECTIONS}, types, context.theme)
    return Card("visits-types", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language))


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
