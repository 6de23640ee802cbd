"""Figures beside each other: two reporters of one period, and a partner's part of the total."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.trade.words import amount, ours, ours_note, partners, rows_of, side_names
from caspian.charts import trade as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.measures import trade as measures
from caspian.tables import headings


@remembered_by("filters", "language", "theme")
def mirrors(context: Context) -> Card:
    """Periods that both Azerbaijan and the partner report: each figure beside the other, with the difference."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    every = measures.mirrors(measures.counted(dataset))
    every = every[every["partner"].isin(partners(context))]
    every = every.assign(pair=[_named(context, pair) for _place, pair in every.iterrows()])
    inside = every["start"].dt.year.isin(context.filters.years)
    pairs, left_out = every[inside], "; ".join(every.loc[~inside, "pair"])
    title = _("One period, two reporters: turnover, USD million")
    note = _("Outside the chosen period: {list}.").format(list=left_out) if left_out else ""
    if pairs.empty:
        nothing = _("No period here is reported by both sides.") + (f" {note}" if note else "")
        return Card("trade-mirrors", title, nothing, None, ())
    table = _sides(context, pairs)
    notes = [_("Each pair has its own scale.")]
    if pairs[["own_summed", "mirror_summed"]].any(axis=None):
        notes.append(ours_note(language))
    return Card(
        "trade-mirrors",
        title,
        "; ".join(_sentence(context, pair) for _place, pair in pairs.iterrows()) + ".",
        charts.mirrors(table, side_names(language), context.theme),
        rows_of(dataset, pd.Index([*pairs["own_line"], *pairs["mirror_line"]])),
        note=" ".join(filter(None, [*notes, note])),
        table=table,
        columns=headings(context, "trade", name="partner", start="period_start", end="period_end")
        | headings(context, "trade", reported="reporter")
        | {"amount": _("USD million")},
    )


def _named(context: Context, pair: pd.Series) -> str:
    return f"{context.name('countries', pair['partner'])} {context.language.period(pair['start'], pair['end'])}"


def _gap(context: Context, pair: pd.Series) -> str:
    """How much more the partner reports, in USD million and percent."""
    language = context.language
    difference = language.signed(pair["difference"], 1)
    if not pair["own"]:
        return difference
    return f"{difference}, {language.signed_percent(pair['difference'] / pair['own'])}"


def _sentence(context: Context, pair: pd.Series) -> str:
    language = context.language
    return language.gettext("{pair}: {own} as Azerbaijan reports, {mirror} as the partner reports ({gap})").format(
        pair=pair["pair"],
        own=ours(pair["own"], pair["own_summed"], language),
        mirror=ours(pair["mirror"], pair["mirror_summed"], language),
        gap=_gap(context, pair),
    )


def _sides(context: Context, pairs: pd.DataFrame) -> pd.DataFrame:
    """A row a pair and reporter: Azerbaijan's figures, then the partners' with how much more or less they are."""
    language = context.language
    names, parts = side_names(language), []
    gaps = [_gap(context, pair) for _place, pair in pairs.iterrows()]
    for side in ("own", "mirror"):
        written = [
            ours(value, summed, language) for value, summed in zip(pairs[side], pairs[f"{side}_summed"], strict=True)
        ]
        parts.append(
            pd.DataFrame(
                {
                    "pair": pairs["pair"],
                    "name": [context.name("countries", code) for code in pairs["partner"]],
                    "start": pairs["start"],
                    "end": pairs["end"],
                    "side": side,
                    "reported": names[side],
                    "amount": pairs[side],
                    "share": pairs[side] / pairs[["own", "mirror"]].max(axis=1),
                    "text": [f"{text} ({gap})" for text, gap in zip(written, gaps, strict=True)]
                    if side == "mirror"
                    else written,
                    "colour": [context.theme.countries[code] for code in pairs["partner"]],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


@remembered_by("filters", "language", "theme")
def shares(context: Context) -> Card:
    """Share of the total, only where the same period has both."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    table = measures.world_shares(measures.counted(dataset), measures.world_code(dataset))
    mine = table["partner"].isin(partners(context)) & table["start"].dt.year.isin(context.filters.years)
    table = table[mine].sort_values(["start", "share"], ascending=[False, False], ignore_index=True)
    title = _("Share of all Azerbaijani trade turnover, %, where the same period has both")
    if table.empty:
        return Card("trade-shares", title, _("No period here has both a partner's figure and the total."), None, ())
    table = table.assign(
        name=[context.name("countries", code) for code in table["partner"]],
        period=[language.period(a, b) for a, b in zip(table["start"], table["end"], strict=True)],
        text=[
            _("{share} ({part} of {total})").format(
                share=language.percent(row.share, 2 if row.share >= 0.001 else 3),
                part=amount(row.turnover, language),
                total=amount(row.total, language),
            )
            for row in table.itertuples()
        ],
        of=_("Share"),
        colour=[context.theme.countries[code] for code in table["partner"]],
    )
    table = table.assign(label=table["name"] + ", " + table["period"])
    top = table.loc[table["share"].idxmax()]
    takeaway = _(
        "The largest: {country}, {share} in {period}; partner-years that can be set against the total: {n}."
    ).format(country=top["name"], share=language.percent(top["share"], 2), period=top["period"], n=len(table))
    return Card(
        "trade-shares",
        title,
        takeaway,
        charts.shares(table, context.theme),
        rows_of(dataset, pd.Index([*table["line"], *table["total_line"]])),
        table=table,
        columns=headings(context, "trade", name="partner", start="period_start", end="period_end")
        | {"turnover": _("USD million"), "total": _("Total"), "share": _("Share")},
        encoding=Encoding("bars", "label", "of", "share", number_format="0.00%"),
    )
