"""Cards of measured series by year: as they stand, and against capacity."""

from collections.abc import Sequence

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.freight import findings, marks, words
from caspian.charts.freight import years as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.measures.freight import series as measures


@remembered_by("filters", "language", "theme")
def by_year(context: Context, name: str, what: str, series_ids: tuple[str, ...]) -> Card:
    """Series by year with their plans, changes and breaks, one strip each on one scale: compared, never joined.

    ``name`` and ``what`` are those of the card. A series without a figure in the period is named, not drawn.

    Raises:
        ValueError: for series of different units.
    """
    dataset = context.dataset
    units = {measures.unit_of(dataset, one) for one in series_ids}
    if len(units) > 1:
        raise ValueError(f"a chart holds one unit, not {', '.join(sorted(units))}")
    found = {one: marks.of_series(context, one) for one in series_ids}
    shown = {one: rows for one, rows in found.items() if len(rows)}
    if not shown:
        return Card(f"freight-{name}", what, findings.nothing(context, series_ids), None, ())
    how = marks.scale(context, series_ids[0], *(rows["value"] for rows in shown.values()))
    names = words.series_names(context)
    single = len(series_ids) == 1
    table = pd.concat(
        [marks.table(context, one, rows, how, "" if single else names[one]) for one, rows in shown.items()]
    )
    axis = marks.axis(context, table)
    return Card(
        f"freight-{name}",
        titled(context, what, how),
        findings.of_all(context, shown, [one for one in series_ids if one not in shown]),
        charts.yearly(table, axis, context.theme),
        rows_behind(dataset, [line for rows in shown.values() for line in rows.index], series_ids),
        note=_notes(context, series_ids),
        table=table,
        columns=marks.headings(context),
        encoding=marks.encoding(how, axis) if single else None,
    )


@remembered_by("filters", "language", "theme")
def against_capacity(context: Context, name: str, what: str, series_id: str) -> Card:
    """A series by year against the capacity stated and planned for it; ``name`` and ``what`` are those of the card."""
    _ = context.language.gettext
    title = _("{series}: use against capacity").format(series=what)
    used, there = marks.of_series(context, series_id), marks.levels(context, series_id)
    used = used[used["kind"] != "plan"]
    if used.empty or there.empty:
        why = findings.nothing(context, (series_id,)) if used.empty else findings.no_capacity(context)
        return Card(f"freight-{name}", title, why, None, ())
    how = marks.scale(context, series_id, used["value"], there["value"])
    capacity_id = measures.capacity_of(context.dataset, series_id)
    table = pd.concat([marks.table(context, series_id, used, how), marks.level_table(context, series_id, there, how)])
    axis = marks.axis(context, table)
    return Card(
        f"freight-{name}",
        titled(context, title, how),
        findings.of_capacity(context, series_id, used, there),
        charts.yearly(table, axis, context.theme),
        rows_behind(context.dataset, [*used.index, *there["line"]], (series_id, capacity_id)),
        note=_notes(context, (capacity_id,)),
        table=table,
        columns=marks.headings(context),
        encoding=marks.encoding(how, axis),
    )


def titled(context: Context, what: str, how: words.Scale) -> str:
    _ = context.language.gettext
    return _("{what}, {unit} a year, {period}").format(
        what=what, unit=words.unit_name(context, how), period=context.language.years(*context.filters.period)
    )


def rows_behind(dataset: Dataset, lines: Sequence[int], series_ids: Sequence[str]) -> Rows:
    """The rows of freight on these lines, and the rows of their series."""
    freight = dataset.freight
    return ("freight", freight[freight.index.isin(lines)]), ("freight_series", words.series_rows(dataset, series_ids))


def _notes(context: Context, series_ids: Sequence[str]) -> str:
    parts = [words.country_note(context, series_ids), words.note(context, series_ids)]
    return " ".join(part for part in parts if part)
