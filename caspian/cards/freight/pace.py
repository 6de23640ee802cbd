"""The card of growth on the year before, beside the growth that the review states."""

import pandas as pd

from caspian.cards import Card, review
from caspian.cards.freight import findings, words
from caspian.cards.freight.growth import claim, claimed, pair_text
from caspian.cards.freight.series import rows_behind
from caspian.charts.encoding import Encoding
from caspian.charts.freight import pace as charts
from caspian.context import Context, remembered_by
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.series import named


@remembered_by("filters", "language", "theme")
def yearly_growth(context: Context, name: str, what: str, series_id: str) -> Card:
    """Growth on the year before, and which of it comes nearest to the claim of the review.

    ``name`` and ``what`` are those of the card; without a series, it says so.
    """
    language = context.language
    _ = language.gettext
    title = _("{series}: growth on the year before, %, {period}").format(
        series=what, period=language.years(*context.filters.period)
    )
    if not series_id:
        return Card(f"freight-{name}", title, findings.nothing(context, ()), None, ())
    shown = _shown(context, series_id)
    pairs = on_the_year_before(context, series_id)
    if pairs.empty:
        years = ", ".join(str(year) for year in shown.index) or _("none")
        nothing = _("Growth needs two full years, and this series does not have them. Its full years: {years}.")
        return Card(f"freight-{name}", title, nothing.format(years=years), None, ())
    stated, _window = claimed(context.dataset)
    parts = [pair_text(pairs.iloc[-1], language)]
    near = growth.nearest(pairs, stated / 100)
    if near is not None and stated:
        parts.append(f"{_said(context, stated)}, " + _("nearest: {pair}").format(pair=pair_text(near, language)))
    table = _table(context, pairs, stated)
    return Card(
        f"freight-{name}",
        title,
        "; ".join(parts) + ".",
        charts.growth(table, context.theme),
        (
            *rows_behind(context.dataset, shown["line"].tolist(), (series_id,)),
            ("claims", claim(context.dataset)),
        ),
        table=table,
        columns={"category": _("Year"), "series": _("Mark"), "percent": _("Growth, %")},
        encoding=Encoding(
            "columns", "category", "series", "change", look="look", number_format="+0%;−0%;0%", beside=False
        ),
    )


def on_the_year_before(context: Context, series_id: str) -> pd.DataFrame:
    """Growth of each full year of the period on the year before: the pairs of :func:`growth.pairs` one year apart."""
    pairs = growth.pairs(_shown(context, series_id), measures.break_date(context.dataset, series_id))
    return pairs[pairs["end"] - pairs["start"] == 1].reset_index(drop=True)


def _shown(context: Context, series_id: str) -> pd.DataFrame:
    annual = measures.annual_of(context.dataset, series_id)
    return annual[(annual.index >= context.filters.period[0]) & (annual.index <= context.filters.period[1])]


def _said(context: Context, stated: float) -> str:
    said = context.language.gettext("stated: {growth}")
    return said.format(growth=words.stated_percent(stated, context.language))


def _table(context: Context, pairs: pd.DataFrame, stated: float) -> pd.DataFrame:
    """A row for each change, and one for what the review states where it states something."""
    _ = context.language.gettext
    crossing, growing = _("across the break"), _("Growth on the year before")
    marks = []
    for pair in named(pairs):
        label = ("" if pair.firm else words.ABOUT) + context.language.signed_percent(float(pair.change))
        marks.append(
            {
                "kind": "change",
                "year": str(pair.end),
                "category": f"{pair.end} ({crossing})" if pair.crosses else str(pair.end),
                "series": growing,
                "legend": crossing if pair.crosses else growing,
                "change": float(pair.change),
                "label": f"({label})" if pair.crosses else label,
                "colour": context.theme.accent,
                "look": "hatched" if pair.crosses else "solid" if pair.firm else "lighter",
            }
        )
    if stated:
        marks.append(
            {
                "kind": "stated",
                "year": "",
                "category": _("stated in the review"),
                "series": _("Stated"),
                "legend": _("Stated"),
                "change": stated / 100,
                "label": f"{_said(context, stated)} ({review.named(context)})",
                "colour": context.theme.warning,
                "look": "outlined",
            }
        )
    table = pd.DataFrame(marks)
    return table.assign(percent=table["change"] * 100)
