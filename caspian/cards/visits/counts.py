"""Cards of how many trips there were: by year, direction and country."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.visits.words import compared, outside, rule_text
from caspian.charts import visits as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.filters import narrow, shown_countries
from caspian.measures import visits as measures
from caspian.measures.visits import DIRECTIONS, Direction, Rule
from caspian.text import Language
from caspian.words import direction_names, trip_count


@remembered_by("filters")
def trips(context: Context, rule: Rule) -> pd.DataFrame:
    """The trips that the filters keep and the rule counts, in the period."""
    return narrow(every_year(context, rule), "visits", context.dataset, context.filters)


def every_year(context: Context, rule: Rule) -> pd.DataFrame:
    counted = measures.counted(measures.log(context.dataset), rule)
    return counted[counted["partner"].isin(countries(context))]


@remembered_by("filters")
def countries(context: Context) -> tuple[str, ...]:
    """The countries shown: those chosen, else all partner states and any other that a trip led to or from."""
    partners = measures.log(context.dataset)["partner"].astype(str)
    return shown_countries(context.dataset, context.filters, set(partners))


def covered_years(dataset: Dataset) -> range:
    """The calendar years that were searched to their end."""
    last = measures.covered_to(dataset)
    whole = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    return range(measures.covered_from(dataset).year, whole + 1)


def searched_years(context: Context) -> list[int]:
    """Those of the chosen period."""
    covered = covered_years(context.dataset)
    return [year for year in context.filters.years if year in covered]


def told_years(context: Context, rows: pd.DataFrame) -> tuple[int, int]:
    """The first and last year that numbers over the period speak of: years searched, or with a row all the same."""
    years = [*searched_years(context), *rows["year"]]
    return min(years), max(years)


@remembered_by("filters", "language", "theme")
def per_year(context: Context, rule: Rule, direction: Direction) -> Card:
    """Trips a year in one direction, stacked by country."""
    language = context.language
    _ = language.gettext
    rows = measures.going(trips(context, rule), direction)
    name = f"visits-{direction}"
    title = {
        "outbound": _("Trips from Azerbaijan, number a year, {period}"),
        "inbound": _("Trips to Azerbaijan, number a year, {period}"),
    }[direction].format(period=language.years(*context.filters.period))
    if rows.empty:
        return Card(name, title, nothing(context), None, ())
    table = _by_year(context, rows, (direction,))
    figure = charts.per_year(table, covered_years(context.dataset), outside(language), context.theme)
    return Card(
        name,
        title,
        _per_year_takeaway(context, rows, table, direction),
        figure,
        (("visits", rows),),
        conditions=rule_text(rule, language),
        table=table,
        columns=_headings(language),
        encoding=Encoding("stacked columns", "year", "name", "trips", number_format="0", remark=_remark(context)),
    )


def _by_year(context: Context, rows: pd.DataFrame, directions: tuple[Direction, ...]) -> pd.DataFrame:
    """Trips a year, direction and country as a row each, ready to be drawn: of two directions, the one downwards."""
    ways = direction_names(context.language)
    shown = countries(context)
    parts = []
    for way in directions:
        counts = measures.per_year(measures.going(rows, way), "partner", shown, context.filters.years)
        for country in shown:
            name = context.name("countries", country)
            parts.append(
                pd.DataFrame(
                    {
                        "year": counts.index,
                        "direction": way,
                        "way": ways[way],
                        "country": country,
                        "name": name,
                        "series": f"{name} ({ways[way]})",
                        "trips": counts[country].to_numpy(),
                        "height": (-1 if way == "outbound" and len(directions) > 1 else 1) * counts[country].to_numpy(),
                        "colour": context.theme.countries[country],
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def _headings(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"year": _("Year"), "way": _("Direction"), "name": _("Country"), "trips": _("Trips")}


def _remark(context: Context) -> str:
    """Which years of the period were not searched, for a chart that cannot shade them."""
    covered, (before, after) = covered_years(context.dataset), outside(context.language)
    years = [year for year in context.filters.years if year not in covered]
    return "; ".join(f"{year}: {before if year < covered.start else after}" for year in years)


def _per_year_takeaway(context: Context, rows: pd.DataFrame, table: pd.DataFrame, direction: Direction) -> str:
    language = context.language
    _ = language.gettext
    told, searched = told_years(context, rows), searched_years(context)
    year = searched[-1] if searched else told[1]
    totals = table.groupby("year")["trips"].sum()
    sentence = {
        "outbound": _("{trips} from Azerbaijan in {year}"),
        "inbound": _("{trips} to Azerbaijan in {year}"),
    }[direction].format(trips=trip_count(int(totals[year]), language), year=year)
    if len(searched) > 1:
        sentence += ", " + compared(int(totals[year] - totals[year - 1]), year - 1, language)
    by_country = table.groupby("name", sort=False)["trips"].sum()
    if len(by_country) == 1:
        return _("{sentence}; {total} in {period}.").format(
            sentence=sentence, total=trip_count(len(rows), language), period=language.years(*told)
        )
    return _("{sentence}; most in {period}: {country} ({count} of {total}).").format(
        sentence=sentence,
        period=language.years(*told),
        country=by_country.idxmax(),
        count=by_country.max(),
        total=len(rows),
    )


def nothing(context: Context) -> str:
    """Why there is no trip to show: there is no log, it does not reach the period, or it holds none there."""
    language = context.language
    _ = language.gettext
    if context.dataset.visits.empty:
        return _("The table of visits is empty.")
    if not searched_years(context):
        searched = measures.covered_from(context.dataset), measures.covered_to(context.dataset)
        return _("The trips were searched for {covered} only; the chosen period lies outside.").format(
            covered=_span(*searched, language)
        )
    return _("No trip in {period} fits the filter and the counting rule.").format(
        period=language.years(*context.filters.period)
    )


def _span(first: pd.Timestamp, last: pd.Timestamp, language: Language) -> str:
    """A span of time, by its years where it is whole ones."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return language.years(first.year, last.year) if whole else language.period(first, last)


@remembered_by("filters", "language", "theme")
def both_ways(context: Context) -> Card:
    """Trips a year in both directions, by the default rule: the overview's picture."""
    language = context.language
    _ = language.gettext
    rule = Rule()
    rows = trips(context, rule)
    title = _("Visits by heads of state, trips a year, {period}").format(period=language.years(*context.filters.period))
    if rows.empty:
        return Card("visits", title, nothing(context), None, ())
    table = _by_year(context, rows, ("inbound", "outbound"))
    names = direction_names(language)
    labels, covered = (names["inbound"], names["outbound"]), covered_years(context.dataset)
    return Card(
        "visits",
        title,
        _both_ways_takeaway(context, rows),
        charts.both_ways(table, labels, covered, outside(language), context.theme),
        (("visits", rows),),
        conditions=rule_text(rule, language),
        table=table,
        columns=_headings(language),
        encoding=Encoding("stacked columns", "year", "series", "height", number_format="0;0", remark=_remark(context)),
    )


def _both_ways_takeaway(context: Context, rows: pd.DataFrame) -> str:
    language = context.language
    _ = language.gettext
    told, searched = told_years(context, rows), searched_years(context)
    year = searched[-1] if searched else told[1]
    inbound, outbound = (measures.going(rows, way)["year"] for way in ("inbound", "outbound"))
    takeaway = _(
        "{inbound} to Azerbaijan and {outbound} from it in {period}; in {year}: {last_in} and {last_out}."
    ).format(
        period=language.years(*told),
        inbound=trip_count(len(inbound), language),
        outbound=trip_count(len(outbound), language),
        year=year,
        last_in=(inbound == year).sum(),
        last_out=(outbound == year).sum(),
    )
    if len(searched) > 1:
        change = int((rows["year"] == year).sum() - (rows["year"] == year - 1).sum())
        takeaway = takeaway.removesuffix(".") + f" ({compared(change, year - 1, language)})."
    return takeaway


@remembered_by("filters", "language", "theme")
def matrix(context: Context, rule: Rule) -> Card:
    """Countries by years, both directions."""
    language = context.language
    _ = language.gettext
    rows = trips(context, rule)
    title = _("Country by year, number of trips, {period}").format(period=language.years(*context.filters.period))
    if rows.empty:
        return Card("visits-matrix", title, nothing(context), None, ())
    table = _by_year(context, rows, DIRECTIONS)
    # No trip in a year that was not searched is not zero.
    table = table.assign(
        way=table["way"].map(language.capital),
        trips=table["trips"]
        .astype("float64")
        .where(table["year"].isin(searched_years(context)) | (table["trips"] > 0)),
    )
    known = table[table["trips"].notna()]
    most = known.sort_values("trips", kind="stable", ascending=False).iloc[0]
    takeaway = _(
        "Most between one pair in a year: {trips} ({country}, {way}, {year}); none in {zero} of {all} country-years."
    ).format(
        trips=trip_count(int(most["trips"]), language),
        country=most["name"],
        way=direction_names(language)[most["direction"]],
        year=most["year"],
        zero=int((known["trips"] == 0).sum()),
        all=len(known),
    )
    return Card(
        "visits-matrix",
        title,
        takeaway,
        charts.matrix(table, outside(language)[1], context.theme),
        (("visits", rows),),
        conditions=rule_text(rule, language),
        table=table,
        columns=_headings(language),
    )
