"""Cards that set the latest full figure of several series side by side, each with its year: ports, corridors."""

from typing import Any

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import findings, marks, words
from caspian.cards.freight.series import rows_behind
from caspian.charts import plain
from caspian.charts.encoding import Encoding
from caspian.charts.freight import bars as charts
from caspian.context import Context, remembered_by
from caspian.measures.freight import series as measures


@remembered_by("filters", "language", "theme")
def latest(context: Context, name: str, what: str, series_ids: tuple[str, ...]) -> Card:
    """The latest full year of each series up to the period's end, longest bar first, with the capacity stated for it.

    The years differ, so each bar says its own. ``name`` and ``what`` are those of the card.
    """
    _ = context.language.gettext
    found = {one: rows.iloc[-1] for one in series_ids if len(rows := _annual(context, one))}
    if not found:
        why = _("None of these series has a full year up to {year}.").format(year=context.filters.period[1])
        return Card(f"freight-{name}", what, why if series_ids else findings.nothing(context, ()), None, ())
    order = sorted(found, key=lambda one: -float(found[one]["value"]))
    unit = measures.unit_of(context.dataset, order[0])
    how = words.scale(unit, float(found[order[0]]["value"]))
    title = _("{what}, {unit}, latest full year up to {year}").format(
        what=what, unit=words.unit_name(context, how), year=context.filters.period[1]
    )
    names = words.series_names(context)
    said = "; ".join(
        f"{words.amount(context, float(found[one]['value']), unit)} ({found[one].name}): {names[one]}" for one in order
    )
    parts = [said + "."]
    if missing := "; ".join(names[one] for one in series_ids if one not in found):
        parts.append(_("No full year: {series}.").format(series=missing))
    table = pd.DataFrame([mark for row, one in enumerate(order) for mark in _marks(context, row, found[one], how)])
    outlined = (table["entry"] == "capacity").any()
    note = [_("Outlined: capacity, with the year for which it was stated.") if outlined else ""]
    note += [words.country_note(context, series_ids), words.note(context, series_ids)]
    return Card(
        f"freight-{name}",
        title,
        " ".join(parts),
        charts.bars(table, context.theme),
        rows_behind(context.dataset, table["line"].tolist(), [*series_ids, *table["series_id"]]),
        note=" ".join(part for part in note if part),
        table=table,
        columns=marks.headings(context, "year"),
        encoding=Encoding("bars", "category", "legend", "amount", look="look", number_format="#,##0.##"),
    )


def _annual(context: Context, series_id: str) -> pd.DataFrame:
    annual = measures.annual_of(context.dataset, series_id)
    return annual[annual.index <= context.filters.period[1]]


def _marks(context: Context, row: int, value: pd.Series, how: words.Scale) -> list[dict[str, Any]]:
    """A value and, where one is stated, the capacity of its year."""
    _ = context.language.gettext
    series_id, year = str(value["series_id"]), int(str(value.name))
    capacity = measures.annual_of(context.dataset, measures.capacity_of(context.dataset, series_id))
    level = measures.capacity_in(capacity, year)
    about = "" if value["status"] == "actual" else words.ABOUT
    text = f"<b>{about}{how.say(float(value['value']), context.language)}</b>"
    if level is not None and level["value"]:
        said = _("{share} of {capacity} ({year})").format(
            share=context.language.percent(float(value["value"]) / float(level["value"])),
            capacity=words.trimmed(float(level["value"]) / how.divisor, context.language),
            year=level.name,
        )
        text += f"  {plain(said)}"
    name = words.series_names(context)[series_id]
    shared = {"row": row, "heading": name, "label": str(year), "text": text, "category": f"{name} ({year})"}
    look = marks.LOOKS[str(value["status"])]
    drawn = [marks.bar(context, value, how, words.colour_of(context, series_id), look) | {"line": value["line"]}]
    if level is not None:
        outline = {"entry": "capacity", "legend": marks.legend(context)["stated"], "line": level["line"]}
        drawn.append(marks.bar(context, level, how, context.theme.warning, "outlined") | outline)
    return [shared | one for one in drawn]
