"""Cards of leaders' trips: the overview's one, and those of the visits page."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from caspian.cards import Card, Rows, remembered
from caspian.charts import lines, plain
from caspian.charts import visits as charts
from caspian.dataset import Dataset
from caspian.filters import Filters, concerns, focus_countries, narrow
from caspian.measures import visits as measures
from caspian.measures.visits import DIRECTIONS, VISIT_TYPES, Direction, Rule
from caspian.style import Theme
from caspian.text import Language

SHORTEST_WINDOW = 12
"""Statements about fewer months stay off the rolling chart, whose scale is 36 months; the table has them all."""


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


@lru_cache(maxsize=8)
def _log(dataset: Dataset) -> pd.DataFrame:
    return measures.log(dataset)


def country_names(dataset: Dataset, language: Language) -> dict[str, str]:
    return {code: dataset.name("countries", code, language.code) for code in dataset.countries["iso3"].astype(str)}


def shown_countries(dataset: Dataset, filters: Filters) -> tuple[str, ...]:
    return filters.countries or focus_countries(dataset)


@remembered
def trips(dataset: Dataset, filters: Filters, rule: Rule) -> pd.DataFrame:
    """The trips that the filters keep and the rule counts, in the period."""
    return narrow(_every_year(dataset, filters, rule), "visits", dataset, filters)


def _every_year(dataset: Dataset, filters: Filters, rule: Rule) -> pd.DataFrame:
    counted = measures.counted(_log(dataset), rule)
    return counted[concerns(counted["partner"], shown_countries(dataset, filters), focus_countries(dataset))]


def _years(filters: Filters) -> range:
    return range(filters.period[0], filters.period[1] + 1)


def _covered(dataset: Dataset) -> range:
    """The calendar years that were searched to their end."""
    last = measures.covered_to(dataset)
    whole = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    return range(measures.covered_from(dataset).year, whole + 1)


def _searched_period(dataset: Dataset, filters: Filters, language: Language) -> str:
    """The part of the chosen period that was searched: what a count over the period speaks of."""
    searched = [year for year in _years(filters) if year in _covered(dataset)]
    return language.years(searched[0], searched[-1])


def _outside(language: Language) -> tuple[str, str]:
    _ = language.gettext
    return _("not searched"), _("not yet covered")


def _trip_count(count: int, language: Language) -> str:
    return language.ngettext("{n} trip", "{n} trips", count).format(n=language.number(count))


def compared(change: int, year: int, language: Language) -> str:
    """A change of a count against an earlier year, in words."""
    _ = language.gettext
    if change == 0:
        return _("as many as in {year}").format(year=year)
    return _("{change} on {year}").format(change=language.signed(change), year=year)


@remembered
def per_year(
    dataset: Dataset, filters: Filters, rule: Rule, direction: Direction, language: Language, theme: Theme
) -> Card:
    """Trips a year in one direction, stacked by country."""
    _ = language.gettext
    rows = measures.going(trips(dataset, filters, rule), direction)
    countries, years, covered = shown_countries(dataset, filters), _years(filters), _covered(dataset)
    counts = measures.per_year(rows, "partner", countries, years)
    names = country_names(dataset, language)
    searched = [year for year in years if year in covered]
    title = {
        "outbound": _("Trips from Azerbaijan, number a year, {period}"),
        "inbound": _("Trips to Azerbaijan, number a year, {period}"),
    }[direction].format(period=language.years(*filters.period))
    if not searched or rows.empty:
        return Card(f"visits-{direction}", title, _nothing(dataset, filters, language), None, ())
    figure = charts.per_year(counts, names, covered, _outside(language), theme)
    takeaway = _per_year_takeaway(counts, searched, direction, names, language)
    return Card(
        f"visits-{direction}", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language)
    )


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
        }[direction].format(trips=_trip_count(int(totals[year]), language), year=year)
    ]
    if len(searched) > 1:
        parts.append(compared(int(totals[year] - totals[year - 1]), year - 1, language))
    sentence = ", ".join(parts)
    by_country = counts.sum()
    if len(by_country) == 1:
        return _("{sentence}; {total} in {period}.").format(
            sentence=sentence,
            total=_trip_count(int(by_country.iloc[0]), language),
            period=language.years(searched[0], year),
        )
    return _("{sentence}; most in {period}: {country} ({count} of {total}).").format(
        sentence=sentence,
        period=language.years(searched[0], year),
        country=names[str(by_country.idxmax())],
        count=by_country.max(),
        total=by_country.sum(),
    )


def _nothing(dataset: Dataset, filters: Filters, language: Language) -> str:
    """Why there is no trip to show: the log does not reach the period, or it holds none there."""
    _ = language.gettext
    covered = _covered(dataset)
    if not any(year in covered for year in _years(filters)):
        return _("The trips were searched for {covered} only; the chosen period lies outside.").format(
            covered=language.years(covered.start, covered.stop - 1)
        )
    return _("No trip in {period} fits the filter and the counting rule.").format(
        period=language.years(*filters.period)
    )


@remembered
def both_ways(dataset: Dataset, filters: Filters, language: Language, theme: Theme) -> Card:
    """Trips a year in both directions, by the default rule: the overview's picture."""
    _ = language.gettext
    rule = Rule()
    rows = trips(dataset, filters, rule)
    countries, years, covered = shown_countries(dataset, filters), _years(filters), _covered(dataset)
    inbound, outbound = (
        measures.per_year(measures.going(rows, way), "partner", countries, years) for way in ("inbound", "outbound")
    )
    title = _("Visits by heads of state, trips a year, {period}").format(period=language.years(*filters.period))
    searched = [year for year in years if year in covered]
    if not searched or rows.empty:
        return Card("visits", title, _nothing(dataset, filters, language), None, ())
    names = direction_names(language)
    figure = charts.both_ways(
        inbound,
        outbound,
        country_names(dataset, language),
        (names["inbound"], names["outbound"]),
        covered,
        _outside(language),
        theme,
    )
    year = searched[-1]
    takeaway = _(
        "{inbound} to Azerbaijan and {outbound} from it in {period}; in {year}: {last_in} and {last_out}."
    ).format(
        period=language.years(searched[0], year),
        inbound=_trip_count(int(inbound.to_numpy().sum()), language),
        outbound=_trip_count(int(outbound.to_numpy().sum()), language),
        year=year,
        last_in=inbound.loc[year].sum(),
        last_out=outbound.loc[year].sum(),
    )
    if len(searched) > 1:
        totals = inbound.sum(axis=1) + outbound.sum(axis=1)
        change = int(totals[year] - totals[year - 1])
        takeaway = takeaway.removesuffix(".") + f" ({compared(change, year - 1, language)})."
    return Card("visits", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language))


@remembered
def matrix(dataset: Dataset, filters: Filters, rule: Rule, language: Language, theme: Theme) -> Card:
    """Countries by years, both directions."""
    _ = language.gettext
    rows = trips(dataset, filters, rule)
    countries, years, covered = shown_countries(dataset, filters), _years(filters), _covered(dataset)
    title = _("Country by year, number of trips, {period}").format(period=language.years(*filters.period))
    searched = [year for year in years if year in covered]
    if not searched or rows.empty:
        return Card("visits-matrix", title, _nothing(dataset, filters, language), None, ())
    counts = {way: measures.per_year(measures.going(rows, way), "partner", countries, years) for way in DIRECTIONS}
    names, ways = country_names(dataset, language), direction_names(language)
    headings = {_capital(ways[way]): table for way, table in counts.items()}
    figure = charts.matrix(headings, names, covered, _outside(language)[1], theme)
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
        trips=_trip_count(max(cells.values()), language),
        country=names[country],
        way=ways[way],
        year=year,
        zero=sum(count == 0 for count in cells.values()),
        all=len(cells),
    )
    return Card("visits-matrix", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language))


@remembered
def timeline(dataset: Dataset, filters: Filters, rule: Rule, language: Language, theme: Theme) -> Card:
    """Every trip on its day."""
    _ = language.gettext
    rows = trips(dataset, filters, rule)
    title = _("Single trips by start date, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("visits-timeline", title, _nothing(dataset, filters, language), None, ())
    last = rows.sort_values("start_date").iloc[-1]
    summits = int((rows["visit_type"] == "summit").sum())
    takeaway = _("{trips} in {period}, {summits} of them to summits; the latest: {title} ({date}).").format(
        trips=_trip_count(len(rows), language),
        period=_searched_period(dataset, filters, language),
        summits=language.number(summits),
        title=last[f"title_{language.code}"],
        date=language.short_day(last["start_date"]),
    )
    figure = charts.timeline(
        rows,
        shown_countries(dataset, filters),
        country_names(dataset, language),
        _hover_cards(rows, dataset, language),
        direction_names(language),
        {True: _("summit"), False: _("state or official visit")},
        (filters.start, min(filters.end, measures.covered_to(dataset)) + pd.Timedelta(days=30)),
        theme,
    )
    return Card("visits-timeline", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language))


def _hover_cards(rows: pd.DataFrame, dataset: Dataset, language: Language) -> pd.Series:
    """Who, when, where, why, and by which sources, for each trip."""
    _ = language.gettext
    publishers = dict(zip(dataset.sources["source_id"], dataset.sources["publisher"], strict=True))

    def card(trip) -> str:
        cities = ", ".join(dataset.label("city", city, language.code) for city in trip.city)
        sources = ", ".join(dict.fromkeys(publishers[source] for source in trip.source_ids))
        return lines(
            [
                f"<b>{plain(dataset.label('person', str(trip.visitor), language.code))}</b>",
                plain(getattr(trip, f"title_{language.code}")),
                plain(f"{language.period(trip.start_date, trip.end_date)} · {cities}"),
                plain(dataset.label("visit_type", str(trip.visit_type), language.code)),
                plain(_("Sources: {publishers}").format(publishers=sources)),
            ]
        )

    return pd.Series([card(trip) for trip in rows.itertuples()], index=rows.index, dtype=object)


@remembered
def rolling(dataset: Dataset, filters: Filters, rule: Rule, language: Language, theme: Theme) -> Card:
    """Trips in the 36 months up to each month, and what was said about them, when it was said."""
    _ = language.gettext
    months = measures.WINDOW_MONTHS
    log = _every_year(dataset, filters, rule)
    covered_from, covered_to = measures.covered_from(dataset), measures.covered_to(dataset)
    first = covered_from + pd.DateOffset(months=months) - pd.Timedelta(days=1)
    counts = {way: measures.rolling(measures.going(log, way), first, covered_to) for way in DIRECTIONS}
    said = {way: _said(measures.going(log, way), way, dataset, filters, language) for way in DIRECTIONS}
    said = {way: table[(table["date"] >= first) & (table["months"] >= SHORTEST_WINDOW)] for way, table in said.items()}
    title = _("Trips in the last {months} months, number, month by month from {start}").format(
        months=months, start=language.month(first)
    )
    ways = direction_names(language)
    end = max([covered_to, *(table["date"].max() for table in said.values() if len(table))])
    figure = charts.rolling(
        counts,
        {way: _capital(ways[way]) for way in DIRECTIONS},
        said,
        _outside(language)[1],
        end + pd.Timedelta(days=45),
        theme,
    )
    takeaway = _("In the {months} months to {date}: {inbound} to Azerbaijan, {outbound} from it.").format(
        months=months,
        date=language.day(counts["inbound"].index[-1]),
        inbound=_trip_count(int(counts["inbound"].iloc[-1]), language),
        outbound=_trip_count(int(counts["outbound"].iloc[-1]), language),
    )
    comparable = said["outbound"][said["outbound"]["same_length"]]
    if len(comparable):
        latest = comparable.iloc[-1]
        takeaway += " " + _(
            "Said on {date} of the trips from Azerbaijan: {stated}; in that window the rows hold {counted}."
        ).format(
            date=language.short_day(latest["date"]),
            stated=language.number(latest["stated_value"]),
            counted=language.number(latest["counted"]),
        )
    rows = (("visits", log), *_said_rows(dataset, filters))
    return Card(
        "visits-rolling",
        title,
        takeaway,
        figure,
        rows,
        note=_(
            "The log begins in {year}, so the first full window ends in {month}. "
            "Filled marks: statements about {months} months; hollow marks: about another span, off the line's scale."
        ).format(year=covered_from.year, month=language.month(first), months=months),
        conditions=rule_text(rule, language),
    )


def _said(
    trips_one_way: pd.DataFrame, direction: Direction, dataset: Dataset, filters: Filters, language: Language
) -> pd.DataFrame:
    """Statements of a direction with the rows' count in each one's own window, and their hover text."""
    _ = language.gettext
    said = measures.statements(dataset, direction, filters.countries)
    counted = [measures.window_count(trips_one_way, row) for _i, row in said.iterrows()]
    lengths = [measures.window_months(row) for _i, row in said.iterrows()]
    speakers = speaker_names(said, language)

    def card(row: pd.Series, speaker: str, count: int) -> str:
        window = language.period(row["window_start"], row["window_end"])
        return lines(
            [
                f"<b>{plain(speaker)}</b>, {language.short_day(row['date'])}",
                plain(str(row[f"statement_{language.code}"])),
                plain(_("Stated: {stated}").format(stated=language.number(row["stated_value"]))),
                plain(_("Rows in {window}: {counted}").format(window=window, counted=count)),
            ]
        )

    cards = [card(row, s, c) for (_i, row), s, c in zip(said.iterrows(), speakers, counted, strict=True)]
    return said.assign(
        counted=pd.Series(counted, dtype="int64"),
        months=pd.Series(lengths, dtype="int64"),
        same_length=[length == measures.WINDOW_MONTHS for length in lengths],
        speaker=speakers,
        card=cards,
    )


def speaker_names(said: pd.DataFrame, language: Language) -> list[str]:
    """Who said it; a claim has no speaker of its own and is the review's."""
    _ = language.gettext
    spoken = said[f"speaker_{language.code}"].fillna("")
    return [speaker or _("The review of 5 January 2026") for speaker in spoken]


def _said_rows(dataset: Dataset, filters: Filters) -> Iterable[tuple[str, pd.DataFrame]]:
    metrics = [f"visits_{way}" for way in DIRECTIONS]
    about = filters.countries[0] if len(filters.countries) == 1 else ""
    figures = dataset.stated_figures
    figures = figures[figures["metric"].isin(metrics) & (figures["country"].astype(str).replace("nan", "") == about)]
    yield "stated_figures", figures
    if not about:
        yield "claims", dataset.claims[dataset.claims["metric"].isin(metrics)]


@remembered
def statement_table(dataset: Dataset, filters: Filters, rule: Rule, language: Language) -> pd.DataFrame:
    """What was said of trips beside what the rows hold in each statement's own window, newest first."""
    _ = language.gettext
    log = _every_year(dataset, filters, rule)
    ways = direction_names(language)
    parts = []
    for way in DIRECTIONS:
        said = _said(measures.going(log, way), way, dataset, filters, language)
        parts.append(said.assign(way=_capital(ways[way])))
    said = pd.concat(parts).sort_values("date", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            _("Date"): said["date"].dt.date,
            _("Who"): said["speaker"],
            _("Direction"): said["way"],
            _("Window"): [language.period(a, b) for a, b in zip(said["window_start"], said["window_end"], strict=True)],
            _("Stated"): said["stated_value"].astype(int),
            _("Rows hold"): said["counted"],
            _("Difference"): [language.signed(d) for d in said["counted"] - said["stated_value"]],
        }
    )


@remembered
def shares(dataset: Dataset, filters: Filters, rule: Rule, language: Language, theme: Theme) -> Card:
    """State, official and summit visits, in each direction."""
    _ = language.gettext
    rows = trips(dataset, filters, rule)
    title = _("Trips by type, share of each direction, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("visits-types", title, _nothing(dataset, filters, language), None, ())
    counts = pd.crosstab(rows["direction"], rows["visit_type"].astype(str))
    counts = counts.reindex(index=list(DIRECTIONS), columns=list(VISIT_TYPES), fill_value=0)
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
    ).format(period=_searched_period(dataset, filters, language), **parts)
    ways = direction_names(language)
    types = {kind: dataset.label("visit_type", kind, language.code) for kind in VISIT_TYPES}
    figure = charts.shares(counts, {way: _capital(ways[way]) for way in DIRECTIONS}, types, theme)
    return Card("visits-types", title, takeaway, figure, (("visits", rows),), conditions=rule_text(rule, language))


@remembered
def rule_table(dataset: Dataset, language: Language) -> pd.DataFrame:
    """The counts of both claims' windows under every counting rule, all five countries."""
    _ = language.gettext
    rows = [
        (rule_text(rule, language), *(len(_in_claim(dataset, way, rule)) for way in DIRECTIONS))
        for rule in measures.every_rule()
    ]
    ways = direction_names(language)
    return pd.DataFrame(rows, columns=[_("Counting rule"), *(_capital(ways[way]) for way in DIRECTIONS)])


@remembered
def claim_readings(dataset: Dataset, language: Language) -> tuple[str, ...]:
    """What the rows say to each claim about trips, one sentence a claim: generated, not typed."""
    return tuple(_reading(dataset, way, language) for way in DIRECTIONS)


@remembered
def claim_rows(dataset: Dataset) -> Rows:
    """The two claims about trips, and the trips that they are tested with."""
    claims = dataset.claims[dataset.claims["metric"].isin([f"visits_{way}" for way in DIRECTIONS])]
    tested = pd.concat([_in_claim(dataset, way, Rule()) for way in DIRECTIONS])
    return ("claims", claims), ("visits", tested.sort_values("start_date"))


def _claim(dataset: Dataset, direction: Direction) -> pd.Series:
    return dataset.claims[dataset.claims["metric"] == f"visits_{direction}"].iloc[0]


def _in_claim(dataset: Dataset, direction: Direction, rule: Rule, start: pd.Timestamp | None = None) -> pd.DataFrame:
    claim = _claim(dataset, direction)
    log = measures.going(measures.counted(_log(dataset), rule), direction)
    return measures.within(log, start or claim["window_start"], claim["window_end"])


def _reading(dataset: Dataset, direction: Direction, language: Language) -> str:
    _ = language.gettext
    claim = _claim(dataset, direction)
    stated = int(claim["stated_value"])
    fitting = [rule for rule in measures.every_rule() if len(_in_claim(dataset, direction, rule)) == stated]
    default = len(_in_claim(dataset, direction, Rule()))
    start = {
        "outbound": _("{trips} from Azerbaijan: stated for {window}."),
        "inbound": _("{trips} to Azerbaijan: stated for {window}."),
    }[direction].format(
        trips=_trip_count(stated, language), window=language.period(claim["window_start"], claim["window_end"])
    )
    if fitting:
        rules = "; ".join(rule_text(rule, language) for rule in fitting)
        return f"{start} " + _("The rows hold {counted}; rules that give the stated number: {rules}.").format(
            counted=default, rules=rules
        )
    later = measures.first_full_year(claim["window_start"])
    from_later = len(_in_claim(dataset, direction, Rule(), later))
    sentence = f"{start} " + _("The rows hold {counted}, and no counting rule gives {stated} in that window").format(
        counted=default, stated=stated
    )
    if from_later == stated:
        return sentence + _("; counting from {start} does.").format(start=language.day(later))
    return sentence + _("; counting from {start} gives {other}.").format(start=language.day(later), other=from_later)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
