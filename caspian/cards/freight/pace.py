"""The card of growth on the year before, beside the growth that the review states."""

import pandas as pd

from caspian.cards import Card, review
from caspian.cards.freight import growth as cards
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import words
from caspian.charts.freight import pace as charts
from caspian.context import Context, remembered_by
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures


def on_the_year_before(context: Context, series_id: str) -> pd.DataFrame:
    """Growth of each full year of the period on the year before: the pairs of :func:`growth.pairs` one year apart."""
    pairs = growth.pairs(_shown(context, series_id), measures.break_date(context.dataset, series_id))
    return pairs[pairs["end"] - pairs["start"] == 1].reset_index(drop=True)


def _shown(context: Context, series_id: str) -> pd.DataFrame:
    annual = measures.annual(measures.values(context.dataset, series_id))
    return annual[(annual.index >= context.filters.period[0]) & (annual.index <= context.filters.period[1])]


@remembered_by("filters", "language", "theme")
def yearly_growth(context: Context, series_id: str, name: str) -> Card:
    """Growth on the year before, and which of it comes nearest to the claim of the review."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    title = _("{series}: growth on the year before, %, {period}").format(
        series=name, period=language.years(*context.filters.period)
    )
    card = f"freight-pace-{series_id}"
    pairs = on_the_year_before(context, series_id)
    shown = _shown(context, series_id)
    if pairs.empty:
        years = ", ".join(str(year) for year in shown.index) or _("none")
        nothing = _("Growth needs two full years, and this series does not have them. Its full years: {years}.")
        return Card(card, title, nothing.format(years=years), None, ())
    stated, _window = cards.claimed(dataset)
    last, near = pairs.iloc[-1], growth.nearest(pairs, stated / 100)
    parts = [cards.pair_text(last, language)]
    said = _("stated: {growth}").format(growth=words.stated_percent(stated, language))
    if near is not None and stated:
        parts.append(f"{said}, " + _("nearest: {pair}").format(pair=cards.pair_text(near, language)))
    labels = []
    for pair in measures.named(pairs):
        about = "" if pair.firm else words.ABOUT
        text = about + language.signed_percent(float(pair.change))
        labels.append(f"({text})" if pair.crosses else text)
    line = f"{said} ({review.named(context)})"
    figure = charts.growth(pairs, labels, (stated / 100, line), _("across the break"), context.theme)
    rows = freight_series.rows_behind(dataset, shown["line"].tolist(), (series_id,))
    return Card(card, title, "; ".join(parts) + ".", figure, (*rows, ("claims", cards.claim(dataset))))
