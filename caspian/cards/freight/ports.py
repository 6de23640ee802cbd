"""Cards that set the latest full figure of several ports or corridors side by side, each with its year."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import words
from caspian.charts import plain
from caspian.charts.freight import bars as charts
from caspian.context import Context, remembered_by
from caspian.measures.freight import series as measures
from caspian.measures.freight.series import named

PORTS = ("baku-port-cargo-t", "aktau-cargo-t", "kuryk-cargo-t", "tkm-port-cargo-t")
CORRIDORS = (
    "aze-corridor-eastwest-t",
    "aze-corridor-northsouth-t",
    "aze-corridor-northwest-t",
    "aze-corridor-southwest-t",
)
"""The corridors through Azerbaijan, as the State Statistics Committee counts them since 2023."""


@remembered_by("filters", "language", "theme")
def latest(context: Context, name: str, what: str, series_ids: tuple[str, ...]) -> Card:
    """The latest full year of each series up to the period's end, longest bar first, with the capacity stated for it.

    The years differ, so each bar says its own.
    """
    _ = context.language.gettext
    found = [one for one in series_ids if len(_annual(context, one))]
    rows = [_annual(context, one).iloc[-1] for one in found]
    order = sorted(range(len(found)), key=lambda place: -float(rows[place]["value"]))
    found, rows = [found[place] for place in order], [rows[place] for place in order]
    unit = words.unit_of(context.dataset, series_ids[0])
    how = words.scale(unit, max([0.0, *(float(row["value"]) for row in rows)]))
    title = _("{what}, {unit}, latest full year up to {year}").format(
        what=what, unit=words.unit_name(context, how), year=context.filters.period[1]
    )
    names = words.series_names(context)
    missing = "; ".join(names[one] for one in series_ids if one not in found)
    if not rows:
        nothing = _("None of these series has a full year up to {year}.").format(year=context.filters.period[1])
        return Card(f"freight-{name}", title, nothing, None, ())
    groups = [charts.Group(names[one], _row(context, one, row, how)) for one, row in zip(found, rows, strict=True)]
    sentence = "; ".join(
        f"{words.amount(context, float(row['value']), unit)} ({row.name}): {names[one]}"
        for one, row in zip(found, rows, strict=True)
    )
    parts = [sentence + "."]
    if missing:
        parts.append(_("No full year: {series}.").format(series=missing))
    has_capacity = any(group.rows["capacity"].notna().any() for group in groups)
    note = [_("Outlined: capacity, with the year for which it was stated.") if has_capacity else ""]
    note += [words.country_note(context, series_ids), words.note(context, series_ids)]
    return Card(
        f"freight-{name}",
        title,
        " ".join(parts),
        charts.bars(groups, context.theme),
        freight_series.rows_behind(context.dataset, [int(row["line"]) for row in rows], series_ids),
        note=" ".join(part for part in note if part),
    )


def _annual(context: Context, series_id: str) -> pd.DataFrame:
    annual = measures.annual(measures.values(context.dataset, series_id))
    return annual[annual.index <= context.filters.period[1]]


def _row(context: Context, series_id: str, row: pd.Series, how: words.Scale) -> pd.DataFrame:
    dataset, language = context.dataset, context.language
    _ = language.gettext
    capacity_id = freight_series.CAPACITY.get(series_id)
    year = int(str(row.name))
    level = None
    if capacity_id:
        level = measures.capacity_in(measures.annual(measures.values(dataset, capacity_id)), year)
    text = f"<b>{words.ABOUT if row['status'] != 'actual' else ''}{how.say(float(row['value']), language)}</b>"
    if level is not None and level["value"]:
        said = _("{share} of {capacity} ({year})").format(
            share=language.percent(float(row["value"]) / float(level["value"])),
            capacity=words.trimmed(float(level["value"]) / how.divisor, language),
            year=level.name,
        )
        text += f"  {plain(said)}"
    country = words.country_of(dataset, series_id)
    whole = dataset.freight.loc[[int(row["line"])]]
    return pd.DataFrame(
        {
            "label": [str(year)],
            "value": [float(row["value"])],
            "text": [text],
            "hover": [words.hover(context, named(whole)[0], how.unit)],
            "colour": [context.theme.countries.get(country, context.theme.accent)],
            "part": [False],
            "dimmed": [words.set_apart(context, series_id)],
            "capacity": [float("nan") if level is None else float(level["value"])],
        }
    )
