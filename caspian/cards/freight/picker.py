"""Any one series, alone or beside others of its unit, with all its values and what is known of it."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import transit_time as freight_time
from caspian.cards.freight import words
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.measures.freight import series as measures

MOST_BESIDE = 4
"""Most series that can stand beside the chosen one."""


def of_same_unit(dataset: Dataset, series_id: str) -> tuple[str, ...]:
    """The other series with the unit of this one: only those can share a chart with it."""
    series = dataset.freight_series
    alike = series.loc[series["unit"] == words.unit_of(dataset, series_id), "series_id"]
    return tuple(one for one in alike if one != series_id)


@remembered_by("filters", "language", "theme")
def chosen(context: Context, series_id: str, beside: tuple[str, ...]) -> Card:
    """The chosen series by year, or as single statements where it counts days."""
    _ = context.language.gettext
    ids = (series_id, *beside)
    names = words.series_names(context)
    if words.unit_of(context.dataset, series_id) == "days":
        return freight_time.days(context, ids, "chosen", names[series_id])
    if beside:
        what = _("Side by side")
        return freight_series.side_by_side(context, "chosen", what, ids)
    return freight_series.yearly(context, series_id)


@remembered_by("language")
def about(context: Context, series_id: str) -> str:
    """Entity, measure, mode, unit, country and number of values of a series, on one line."""
    dataset, language = context.dataset, context.language
    row, code = words.all_series(dataset).loc[series_id], language.code
    count = len(measures.values(dataset, series_id))
    parts = [dataset.label(kind, str(row[kind]), code) for kind in ("entity", "measure", "mode", "unit")]
    if str(row["country"]):
        parts.append(dataset.name("countries", str(row["country"]), code))
    parts.append(language.ngettext("{n} value", "{n} values", count).format(n=language.number(count)))
    return " · ".join(parts)


@remembered_by("language")
def value_table(context: Context, series_id: str) -> pd.DataFrame:
    """All values of a series, whatever the period, newest first; the notes are the researchers', in English."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    rows = measures.values(dataset, series_id).iloc[::-1]
    unit = context.label("unit", words.unit_of(dataset, series_id))
    publishers = words.all_publishers(dataset)
    return pd.DataFrame(
        {
            _("Period"): [
                language.period(start, end) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)
            ],
            f"{_('Value')}, {unit}": rows["value"],
            _("Status"): [context.label("value_status", str(status)) for status in rows["status"]],
            _("Growth as stated"): [words.stated_percent(percent, language) for percent in rows["growth_pct"]],
            _("Note"): rows["note"],
            _("Publisher"): [
                ", ".join(dict.fromkeys(str(publishers.get(source, source)) for source in cell))
                for cell in rows["source_ids"]
            ],
        }
    )
