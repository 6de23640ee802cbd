"""The numbers of each native chart, from the same measures as the card of the same figure."""

from collections.abc import Callable, Mapping

import pandas as pd

from caspian.cards.claims import summary as claim_cards
from caspian.cards.freight import corridor as freight
from caspian.cards.freight import growth as freight_growth
from caspian.cards.freight import pace as freight_pace
from caspian.cards.freight import ports as freight_ports
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import words
from caspian.cards.freight.transit_time import speaker
from caspian.cards.visits import counts as visit_cards
from caspian.cards.visits.said import SHORTEST_WINDOW
from caspian.context import Context
from caspian.filters import home_country
from caspian.measures import trade as trade_measures
from caspian.measures import visits as visit_measures
from caspian.measures.freight import series as freight_measures
from caspian.measures.freight import transit_time as time_measures
from caspian.measures.freight.series import named
from caspian.measures.verdicts import VERDICTS
from caspian.measures.visits import DIRECTIONS, Direction, Rule
from caspian.scenes.figures import STATEMENTS
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


def freight_pace_growth(context: Context) -> Chart:
    """Growth on the year before, and what the review states as the last column."""
    theme = context.theme
    _ = context.language.gettext
    pairs = freight_pace.on_the_year_before(context, freight.CORRIDOR)
    stated, _window = freight_growth.claimed(context.dataset)
    crossing = _("across the break")
    categories = [f"{pair.end} ({crossing})" if pair.crosses else str(pair.end) for pair in named(pairs)]
    count = len(pairs)
    return Chart(
        "columns",
        (*categories, _("stated in the review")),
        (
            Series(
                _("Growth on the year before"),
                (*_values(pairs["change"]), None),
                theme.accent,
                points=dict.fromkeys(pairs.index[pairs["crosses"]], (theme.accent, "hatched")),
            ),
            Series(_("Stated"), (*(None,) * count, stated / 100), theme.warning, "outlined"),
        ),
        "+0%;−0%;0%",
        beside=False,
    )


LOOKS = {"actual": "solid", "preliminary": "lighter", "estimate": "lighter", "part": "hatched", "target": "outlined"}
LOOKS_OF_PLANS = {"forecast": "hatched"}


def freight_target(context: Context) -> Chart:
    """Tonnage a year as counted, and as planned, in million tonnes."""
    marks = freight_series.marks_of(context, freight.CORRIDOR)
    years = freight_series.shown_years(marks, context.filters)
    names = words.status_names(context)
    found: dict[str, dict[int, float]] = {}
    for mark in named(marks):
        entry = "part" if mark.kind == "part" else str(mark.status)
        found.setdefault(entry, {})[int(mark.year)] = float(mark.value) / freight.TONNES_IN_MEGATONNE
    order = [entry for entry in (*freight_measures.HAPPENED, "part", *freight_measures.PLANNED) if entry in found]
    series = [
        Series(
            names[entry],
            _values(found[entry].get(year) for year in years),
            context.theme.accent if entry not in freight_measures.PLANNED else context.theme.muted,
            {**LOOKS, **LOOKS_OF_PLANS}[entry],
        )
        for entry in order
    ]
    return Chart("columns", tuple(str(year) for year in years), tuple(series), "0.0##")


def freight_ports_latest(context: Context) -> Chart:
    """The latest full year of each port with the capacity stated for it, in million tonnes, the largest first."""
    dataset, theme = context.dataset, context.theme
    names = words.series_names(context)
    found = []
    for one in freight_ports.PORTS:
        annual = freight_measures.annual(freight_measures.values(dataset, one))
        annual = annual[annual.index <= context.filters.period[1]]
        if annual.empty:
            continue
        year, value = int(annual.index[-1]), float(annual["value"].iloc[-1])
        capacity_id = freight_series.CAPACITY.get(one)
        level = None
        if capacity_id:
            stated = freight_measures.annual(freight_measures.values(dataset, capacity_id))
            level = freight_measures.capacity_in(stated, year)
        capacity = None if level is None else float(level["value"]) / freight.TONNES_IN_MEGATONNE
        colour = theme.countries.get(words.country_of(dataset, one), theme.accent)
        found.append((value / freight.TONNES_IN_MEGATONNE, capacity, f"{names[one]} ({year})", colour))
    found.sort(key=lambda item: -item[0])
    _ = context.language.gettext
    return Chart(
        "bars",
        tuple(item[2] for item in found),
        (
            Series(
                _("Million tonnes a year"),
                _values(item[0] for item in found),
                theme.accent,
                points={place: (item[3], "solid") for place, item in enumerate(found)},
            ),
            Series(
                words.status_names(context)["stated"],
                _values(item[1] for item in found),
                theme.warning,
                "outlined",
            ),
        ),
        "0.0#",
    )


def transit_time(context: Context) -> Chart:
    """The bounds of each statement in days, the newest first."""
    dataset, theme = context.dataset, context.theme
    _ = context.language.gettext
    said = time_measures.statements(dataset)
    years = range(context.filters.period[0], context.filters.period[1] + 1)
    said = said[said["end"].dt.year.isin(years)].iloc[::-1].head(STATEMENTS)
    rows = dataset.freight[dataset.freight["series_id"].isin(time_measures.BOUNDS.values())]
    categories = [
        f"{context.language.period(one.start, one.end)} · {speaker(context, rows, one.start, one.end)}"
        for one in named(said)
    ]
    looks = {
        "before_low": (_("earlier, from"), theme.muted, "lighter"),
        "before_high": (_("earlier, to"), theme.muted, "solid"),
        "low": (_("now, from"), theme.accent, "lighter"),
        "high": (_("now, to"), theme.accent, "solid"),
    }
    series = [Series(name, _values(said[bound]), colour, look) for bound, (name, colour, look) in looks.items()]
    return Chart("bars", tuple(categories), tuple(series), "0")


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
    "freight_growth": freight_pace_growth,
    "freight_target": freight_target,
    "freight_ports": freight_ports_latest,
    "transit_time": transit_time,
    "trade": trade_compared,
    "claims": claims,
}
"""The figures with a native chart."""
