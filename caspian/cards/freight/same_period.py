"""The card of part-years of a series beside the same part of other years."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import marks, words
from caspian.cards.freight.series import rows_behind
from caspian.charts import plain
from caspian.charts.freight import bars as charts
from caspian.context import Context, remembered_by
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.series import named


@remembered_by("filters", "language", "theme")
def same_period(context: Context, series_id: str) -> Card:
    """Part-years of a series beside the same part of other years."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    unit, pairs = measures.unit_of(dataset, series_id), _pairs(context, series_id)
    how = words.scale(unit, max([0.0, *pairs["value"], *pairs["earlier_value"]]))
    title = _("{series}: same part of each year, {unit}, {period}").format(
        series=words.series_names(context)[series_id],
        unit=words.unit_name(context, how),
        period=language.years(*context.filters.period),
    )
    card = f"freight-same-period-{series_id}"
    if pairs.empty:
        return Card(card, title, _("No part of a year has a figure for two years of the period."), None, ())
    table = _table(context, series_id, pairs, how)
    last = pairs.sort_values(["end", "start"], kind="stable").iloc[-1]
    takeaway = _("{amount} in {period}, {change} on {earlier}.").format(
        period=language.period(last["start"], last["end"]),
        amount=words.amount(context, float(last["value"]), unit),
        change=language.signed_percent(float(last["change"]), 1),
        earlier=language.period(last["earlier_start"], last["earlier_end"]),
    )
    note = _("Only like parts are compared; a bar stands for a part of a year, never for a year.")
    if pairs["crosses"].any():
        note += " " + _("In brackets: across the break.")
    return Card(
        card,
        title,
        takeaway,
        charts.bars(table, context.theme),
        rows_behind(dataset, table["line"].tolist(), (series_id,)),
        note=note,
        table=table,
        columns=marks.headings(context, "year"),
    )


def _pairs(context: Context, series_id: str) -> pd.DataFrame:
    """The pairs of like parts of which both years lie in the period."""
    rows, broken = measures.values(context.dataset, series_id), measures.break_date(context.dataset, series_id)
    pairs = growth.like_pairs(rows, broken)
    first, last = context.filters.period
    inside = [first <= pair.earlier_start.year and pair.start.year <= last for pair in named(pairs)]
    return pairs[pd.Series(inside, index=pairs.index, dtype=bool)]


def _table(context: Context, series_id: str, pairs: pd.DataFrame, how: words.Scale) -> pd.DataFrame:
    """A row for each part-year that is in a pair, those of like parts under one heading."""
    language = context.language
    rows = measures.values(context.dataset, series_id)
    rows = rows.loc[sorted({*pairs["line"], *pairs["earlier_line"]})]
    keys = [growth.part_key(row.period_start, row.period_end) for row in named(rows)]
    rows = rows.assign(key=pd.Series(keys, index=rows.index)).sort_values(["key", "period_start"], kind="stable")
    changes = {pair.line: pair for pair in named(pairs)}
    headings = {key: _heading(part.iloc[-1], language) for key, part in rows.groupby("key")}
    colour = words.colour_of(context, series_id)
    table = []
    for place, (line, row) in enumerate(rows.iterrows()):
        text = f"<b>{how.say(float(row['value']), language)}</b>"
        if pair := changes.get(line):
            change = language.signed_percent(float(pair.change))
            text += f"  {plain(f'({change})' if pair.crosses else change)}"
        where = {"row": place, "heading": headings[row["key"]], "label": str(row["period_start"].year)}
        table.append(marks.bar(context, row, how, colour, "hatched") | where | {"text": text, "line": line})
    return pd.DataFrame(table)


def _heading(row: pd.Series, language) -> str:
    """A part of a year without its year: ``Jan–Jun``, or its first and last day."""
    start, end = row["period_start"], row["period_end"]
    if end.is_month_end and start.day == 1:
        return language.months(start, end)
    return f"{start:%d.%m}–{end:%d.%m}"
