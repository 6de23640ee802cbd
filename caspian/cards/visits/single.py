"""Cards of trips one by one: each on its day, and of which type they were."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.visits.counts import countries, nothing, told_years, trips
from caspian.cards.visits.words import rule_text
from caspian.charts import lines, plain
from caspian.charts import visits as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.measures import visits as measures
from caspian.measures.visits import DIRECTIONS, Rule
from caspian.tables import headings
from caspian.words import direction_names, trip_count


@remembered_by("filters", "language", "theme")
def timeline(context: Context, rule: Rule) -> Card:
    """Every trip on its day."""
    filters, language = context.filters, context.language
    _ = language.gettext
    rows = trips(context, rule)
    title = _("Single trips by start date, {period}").format(period=language.years(*filters.period))
    if rows.empty:
        return Card("visits-timeline", title, nothing(context), None, ())
    table = _on_their_days(context, rows)
    last = table.sort_values("date", kind="stable").iloc[-1]
    takeaway = _("{trips} in {period}, {summits} of them to summits; the latest: {title} ({date}).").format(
        trips=trip_count(len(rows), language),
        period=language.years(*told_years(context, rows)),
        summits=language.number(int(rows["summit"].sum())),
        title=last["title"],
        date=language.short_day(last["date"]),
    )
    lanes = {country: context.name("countries", country) for country in countries(context)}
    searched = max(measures.covered_to(context.dataset), table["date"].max())
    span = filters.start, min(filters.end, searched) + pd.Timedelta(days=30)
    return Card(
        "visits-timeline",
        title,
        takeaway,
        charts.timeline(table, lanes, span, context.theme),
        (("visits", rows),),
        conditions=rule_text(rule, language),
        table=table,
        columns=headings(context, "visits", date="start_date")
        | {"way": _("Direction"), "name": _("Country")}
        | headings(context, "visits", visitor="visitor", type="visit_type", title="title"),
    )


def _on_their_days(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """A row a trip: ``date``, ``country``, ``name``, ``direction``, ``way``, ``summit``, ``kind`` and its words."""
    language = context.language
    _ = language.gettext
    ways, kinds = direction_names(language), {True: _("summit"), False: _("bilateral visit")}
    publishers = dict(zip(context.dataset.sources["source_id"], context.dataset.sources["publisher"], strict=True))
    table = pd.DataFrame(
        {
            "date": rows["start_date"],
            "country": rows["partner"],
            "name": [context.name("countries", str(code)) for code in rows["partner"]],
            "direction": rows["direction"],
            "way": rows["direction"].map(ways),
            "summit": rows["summit"],
            "kind": rows["summit"].map(kinds),
            "visitor": [context.label("person", str(code)) for code in rows["visitor"]],
            "type": [context.label("visit_type", str(code)) for code in rows["visit_type"]],
            "title": context.texts(rows, "title"),
            "colour": [context.theme.countries[str(code)] for code in rows["partner"]],
        }
    )

    def card(words, row) -> str:
        cities = ", ".join(context.label("city", city) for city in row.city)
        sources = ", ".join(dict.fromkeys(publishers[source] for source in row.source_ids))
        return lines(
            [
                f"<b>{plain(words.visitor)}</b>",
                plain(words.title),
                plain(f"{language.period(row.start_date, row.end_date)} · {cities}"),
                plain(words.type),
                plain(_("Sources: {publishers}").format(publishers=sources)),
            ]
        )

    return table.assign(
        card=[card(words, row) for words, row in zip(table.itertuples(), rows.itertuples(), strict=True)]
    )


@remembered_by("filters", "language", "theme")
def shares(context: Context, rule: Rule) -> Card:
    """State, official, summit and any other visits, in each direction."""
    language = context.language
    _ = language.gettext
    rows = trips(context, rule)
    title = _("Trips by type, share of each direction, {period}").format(period=language.years(*context.filters.period))
    if rows.empty:
        return Card("visits-types", title, nothing(context), None, ())
    counts = measures.by_direction_and_type(rows)
    totals = counts.sum(axis=1)
    portions = counts.div(totals.clip(lower=1), axis=0)
    ways = direction_names(language)
    table = pd.DataFrame(
        [
            {
                "bar": f"{language.capital(ways[way])} ({totals[way]})",
                "way": ways[way],
                "name": context.label("visit_type", kind),
                "trips": counts.loc[way, kind],
                "share": portions.loc[way, kind],
                "colour": context.theme.visit_types[kind],
                "card": lines([plain(context.label("visit_type", kind)), f"{counts.loc[way, kind]} / {totals[way]}"]),
            }
            for kind in counts.columns
            for way in DIRECTIONS
        ]
    )
    summits = rows.groupby("direction")["summit"].sum().reindex(DIRECTIONS, fill_value=0)
    parts = {
        way: _("{share} ({n} of {total})").format(
            share=language.percent(summits[way] / totals[way]), n=summits[way], total=totals[way]
        )
        if totals[way]
        else _("no trips")
        for way in DIRECTIONS
    }
    takeaway = _(
        "Share of summits in {period}: trips from Azerbaijan {outbound}, trips to Azerbaijan {inbound}."
    ).format(period=language.years(*told_years(context, rows)), **parts)
    return Card(
        "visits-types",
        title,
        takeaway,
        charts.shares(table, context.theme),
        (("visits", rows),),
        conditions=rule_text(rule, language),
        table=table,
        columns={
            "way": _("Direction"),
            **headings(context, "visits", name="visit_type"),
            "trips": _("Trips"),
            "share": _("Share"),
        },
        encoding=Encoding("stacked bars", "bar", "name", "share", number_format="0%"),
    )
