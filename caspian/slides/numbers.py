"""The numbers of each native chart, from the same measures as the card of the same figure."""

from collections.abc import Callable, Mapping

import pandas as pd

from caspian.cards.claims import summary as claim_cards
from caspian.cards.visits import counts as visit_cards
from caspian.cards.visits.said import SHORTEST_WINDOW
from caspian.context import Context
from caspian.filters import home_country
from caspian.measures import trade as trade_measures
from caspian.measures import visits as visit_measures
from caspian.measures.verdicts import VERDICTS
from caspian.measures.visits import DIRECTIONS, Direction, Rule
from caspian.slides.native import Chart, Series, Values


def _values(cells) -> Values:
    return tuple(None if value is None or value != value else float(value) for value in cells)


def visits_rolling(context: Context) -> Chart:
    """Trips in the 36 months up to each month, and what was said of them."""
    language = context.language
    _ = language.gettext
    log = visit_cards.every_year(context, Rule())
    first = visit_measures.covered_from(context.dataset) + pd.DateOffset(months=visit_measures.WINDOW_MONTHS)
    first, last = first - pd.Timedelta(days=1), visit_measures.covered_to(context.dataset)
    ways = visit_cards.direction_names(language)
    colours = {"inbound": context.theme.accent, "outbound": context.theme.sectors["economy"]}
    counts = {way: visit_measures.rolling(visit_measures.going(log, way), first, last) for way in DIRECTIONS}
    said = {way: _said(context, way, first) for way in DIRECTIONS}
    months = pd.DatetimeIndex(sorted({*counts["inbound"].index, *said["inbound"].index, *said["outbound"].index}))
    series = []
    for way in DIRECTIONS:
        name = visit_cards.capitalised(ways[way])
        series.append(Series(name, _values(counts[way].reindex(months)), colours[way], "line", labelled=False))
    for way in DIRECTIONS:
        if len(said[way]):
            name = _("{direction}: as stated").format(direction=visit_cards.capitalised(ways[way]))
            series.append(Series(name, _values(said[way].reindex(months)), colours[way], "marks"))
    top = max([5.0, *(value or 0 for one in series for value in one.values)])
    axis = (0, 5 * -(-int(top + 1) // 5), 5, "0")
    return Chart("lines", tuple(language.month(month) for month in months), tuple(series), "0", value_axis=axis)


def _said(context: Context, way: Direction, first: pd.Timestamp) -> pd.Series:
    """What was said of trips in a direction, by the end of the month in which it was said; the last one of a month."""
    said = visit_measures.statements(context.dataset, way, context.filters.countries)
    long = [visit_measures.window_months(row) >= SHORTEST_WINDOW for _i, row in said.iterrows()]
    said = said[pd.Series(long, index=said.index, dtype=bool) & (said["date"] >= first)]
    ends = said["date"] + pd.offsets.MonthEnd(0)
    return pd.Series(said["stated_value"].to_numpy(), index=pd.DatetimeIndex(ends)).groupby(level=0).last()


def trade_compared(context: Context) -> Chart:
    """Each partner's latest turnover beside the same months of an earlier year, USD million."""
    _ = context.language.gettext
    partners = visit_cards.shown_countries(context)
    pairs = trade_measures.same_months(trade_measures.with_sums(context.dataset.trade))
    years = range(context.filters.period[0], context.filters.period[1] + 1)
    pairs = pairs[(pairs["reporter"] == home_country(context.dataset)) & pairs["later_year"].isin(years)]
    table = pairs.drop_duplicates("partner").set_index("partner").reindex(list(partners))
    names = visit_cards.country_names(context)
    categories = []
    for code, row in table.iterrows():
        period = ""
        if row["later"] == row["later"]:
            months = context.language.period(row["start"], row["end"])
            period = f" ({months} / {int(row['earlier_year'])})"
        categories.append(names[str(code)] + period)
    return Chart(
        "bars",
        tuple(categories),
        (
            Series(
                _("latest earlier year with these months"), _values(table["earlier"]), context.theme.accent, "lighter"
            ),
            Series(_("latest period that can be compared"), _values(table["later"]), context.theme.accent),
        ),
        "#,##0.0",
    )


def claims(context: Context) -> Chart:
    """Claims by verdict and sector."""
    kept = claim_cards.of_sectors(context)
    names = claim_cards.verdict_names(context.language)
    series = []
    for code in context.dataset.sectors["sector_id"].astype(str):
        counts = [sum(one.verdict == verdict and one.claim["sector"] == code for one in kept) for verdict in VERDICTS]
        if any(counts):
            name = context.name("sectors", code)
            series.append(Series(name, _values(n or None for n in counts), context.theme.sectors[code]))
    return Chart("stacked bars", tuple(names[verdict] for verdict in VERDICTS), tuple(series), "0")


CHARTS: Mapping[str, Callable[[Context], Chart]] = {
    "visits_rolling": visits_rolling,
    "trade": trade_compared,
    "claims": claims,
}
"""The figures with a native chart."""
