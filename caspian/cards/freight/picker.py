"""Any one series, alone or beside others of its unit, with all its values and what is known of it."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import transit_time as freight_time
from caspian.cards.freight import words
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.measures.freight import series as measures
from caspian.tables import heading_of

MOST_BESIDE = 4
"""Most series that can stand beside the chosen one."""


def of_same_unit(dataset: Dataset, series_id: str) -> tuple[str, ...]:
    """The other series with the unit of this one: only those can share a chart with it."""
    series = dataset.freight_series
    alike = series.loc[series["unit"] == measures.unit_of(dataset, series_id), "series_id"]
    return tuple(one for one in alike if one != series_id)


@remembered_by("filters", "language", "theme")
def chosen(context: Context, series_id: str, beside: tuple[str, ...]) -> Card:
    """The chosen series by year, or as single statements where it counts days."""
    ids = (series_id, *beside)
    alone = words.series_names(context)[series_id]
    if measures.unit_of(context.dataset, series_id) == "days":
        return freight_time.days(context, "chosen", alone, ids)
    return freight_series.by_year(context, "chosen", context.language.gettext("Side by side") if beside else alone, ids)


@remembered_by("language")
def about(context: Context, series_id: str) -> str:
    """Entity, measure, mode, unit, country and number of values of a series, on one line."""
    language, row = context.language, measures.about(context.dataset)[series_id]
    count = len(measures.values(context.dataset, series_id))
    parts = [context.label(kind, str(row[kind])) for kind in ("entity", "measure", "mode", "unit")]
    if str(row["country"]):
        parts.append(context.name("countries", str(row["country"])))
    parts.append(language.ngettext("{n} value", "{n} values", count).format(n=language.number(count)))
    return " · ".join(parts)


@remembered_by("language")
def value_table(context: Context, series_id: str) -> pd.DataFrame:
    """All values of a series, whatever the period, newest first; the notes are the researchers', in English."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    rows = measures.values(dataset, series_id).iloc[::-1]
    unit = context.label("unit", measures.unit_of(dataset, series_id))
    publishers = words.all_publishers(dataset)
    columns = {
        ("freight", "status"): [context.label("value_status", str(status)) for status in rows["status"]],
        ("freight", "growth_pct"): [words.stated_percent(percent, language) for percent in rows["growth_pct"]],
        ("freight", "note"): rows["note"],
        ("sources", "publisher"): [
            ", ".join(dict.fromkeys(str(publishers.get(source, source)) for source in cell))
            for cell in rows["source_ids"]
        ],
    }
    periods = zip(rows["period_start"], rows["period_end"], strict=True)
    table = {
        _("Period"): [language.period(start, end) for start, end in periods],
        f"{heading_of(context, 'freight', 'value')}, {unit}": rows["value"],
    }
    return pd.DataFrame(table | {heading_of(context, *column): cells for column, cells in columns.items()})
