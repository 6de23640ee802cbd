"""Cards that set the latest full figure of several ports or corridors side by side, each with its year."""

import pandas as pd

from caspian.cards import Card, remembered
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import words
from caspian.charts import plain
from caspian.charts.freight import bars as charts
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures.freight import series as measures
from caspian.measures.freight.series import named
from caspian.style import Theme
from caspian.text import Language

PORTS = ("baku-port-cargo-t", "aktau-cargo-t", "kuryk-cargo-t", "tkm-port-cargo-t")
CORRIDORS = (
    "aze-corridor-eastwest-t",
    "aze-corridor-northsouth-t",
    "aze-corridor-northwest-t",
    "aze-corridor-southwest-t",
)
"""The corridors through Azerbaijan, as the State Statistics Committee counts them since 2023."""


@remembered
def latest(
    dataset: Dataset,
    filters: Filters,
    name: str,
    what: str,
    series_ids: tuple[str, ...],
    language: Language,
    theme: Theme,
) -> Card:
    """The latest full year of each series up to the period's end, longest bar first, with the capacity stated for it.

    The years differ, so each bar says its own.
    """
    _ = language.gettext
    found = [one for one in series_ids if len(_annual(dataset, one, filters))]
    rows = [_annual(dataset, one, filters).iloc[-1] for one in found]
    order = sorted(range(len(found)), key=lambda place: -float(rows[place]["value"]))
    found, rows = [found[place] for place in order], [rows[place] for place in order]
    unit = words.unit_of(dataset, series_ids[0])
    how = words.scale(unit, max([0.0, *(float(row["value"]) for row in rows)]))
    title = _("{what}, {unit}, latest full year up to {year}").format(
        what=what, unit=words.unit_name(how, dataset, language), year=filters.period[1]
    )
    names = words.series_names(dataset, language)
    missing = "; ".join(names[one] for one in series_ids if one not in found)
    if not rows:
        nothing = _("None of these series has a full year up to {year}.").format(year=filters.period[1])
        return Card(f"freight-{name}", title, nothing, None, ())
    groups = [
        charts.Group(names[one], _row(dataset, filters, one, row, how, language, theme))
        for one, row in zip(found, rows, strict=True)
    ]
    sentence = "; ".join(
        f"{words.amount(float(row['value']), unit, dataset, language)} ({row.name}): {names[one]}"
        for one, row in zip(found, rows, strict=True)
    )
    parts = [sentence + "."]
    if missing:
        parts.append(_("No full year: {series}.").format(series=missing))
    has_capacity = any(group.rows["capacity"].notna().any() for group in groups)
    note = [_("Outlined: capacity, with the year for which it was stated.") if has_capacity else ""]
    note += [words.country_note(dataset, series_ids, filters, language), words.note(dataset, series_ids, language)]
    return Card(
        f"freight-{name}",
        title,
        " ".join(parts),
        charts.bars(groups, theme),
        freight_series.rows_behind(dataset, [int(row["line"]) for row in rows], series_ids),
        note=" ".join(part for part in note if part),
    )


def _annual(dataset: Dataset, series_id: str, filters: Filters) -> pd.DataFrame:
    annual = measures.annual(measures.values(dataset, series_id))
    return annual[annual.index <= filters.period[1]]


def _row(
    dataset: Dataset,
    filters: Filters,
    series_id: str,
    row: pd.Series,
    how: words.Scale,
    language: Language,
    theme: Theme,
) -> pd.DataFrame:
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
            "hover": [words.hover(named(whole)[0], how.unit, dataset, language)],
            "colour": [theme.countries.get(country, theme.accent)],
            "part": [False],
            "dimmed": [words.set_apart(dataset, series_id, filters)],
            "capacity": [float("nan") if level is None else float(level["value"])],
        }
    )
