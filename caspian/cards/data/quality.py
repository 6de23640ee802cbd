"""How well the tables are founded, side by side."""

from datetime import date

import pandas as pd

from caspian import tables
from caspian.cards import Card
from caspian.charts import data as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.measures.quality import Quality, age_in_days, quality, totals


@remembered_by("language", "theme")
def foundation(context: Context) -> Card:
    """Rows with one source and with more, by table, the best founded first."""
    dataset, language = context.dataset, context.language
    _, number = language.gettext, language.number
    founded = {table: of for table in dataset.table_names if (of := quality(dataset, table)).sourced and of.rows}
    title = _("Rows by number of sources, % of each table's rows")
    if not founded:
        return Card("data-foundation", title, _("No table has rows with sources."), None, ())
    # Of tables alike, the one with the most rows weighs most: it comes last.
    ordered = sorted(founded, key=lambda table: (-founded[table].several / founded[table].rows, founded[table].rows))
    parts = (("several", _("two or more sources"), context.theme.accent), ("one", _("one source"), context.theme.pale))
    table = pd.DataFrame(
        [
            {
                "table": table,
                "name": language.capital(tables.table_name(table, language)),
                "sources": words,
                "rows": (rows := getattr(founded[table], part)),
                "share": rows / founded[table].rows,
                "colour": colour,
            }
            for table in ordered
            for part, words, colour in parts
        ]
    )
    rows, several, official = totals(dataset)
    takeaway = _(
        "Rows with two or more sources: {several} of {rows}; fewest in the table: {table} ({least}); "
        "with an official source: {official}."
    ).format(
        several=language.share(several, rows),
        rows=number(rows),
        table=tables.table_name(ordered[-1], language),
        least=language.percent(founded[ordered[-1]].several / founded[ordered[-1]].rows),
        official=language.share(official, rows),
    )
    note = _("Two pages of which one repeats the other count as two: a number of sources is not yet a proof.")
    return Card(
        "data-foundation",
        title,
        takeaway,
        charts.foundation(table, language, context.theme),
        tuple((table, dataset.table(table)) for table in ordered),
        note,
        table=table,
        columns={"name": _("Table"), "sources": _("Sources"), "rows": _("Rows"), "share": _("Share of the rows")},
        encoding=Encoding("stacked bars", "name", "sources", "share", number_format="0%"),
    )


@remembered_by("language")
def all_tables(context: Context, today: date) -> pd.DataFrame:
    """One line a table: rows, sources and their number, dates, gaps, age in days on a day."""
    language = context.language
    _ = language.gettext
    lines = []
    for table in context.dataset.table_names:
        of = quality(context.dataset, table)
        lines.append(
            {
                _("Table"): language.capital(tables.table_name(table, language)),
                _("Rows"): of.rows,
                _("Sources"): of.sources if of.sources else None,
                _("One source"): of.one if of.sourced else None,
                _("Two or more"): of.several if of.sourced else None,
                _("An official one"): of.official if of.sourced else None,
                _("Undated"): of.undated if of.sources else None,
                _("Empty cells, %"): round(of.empty_cells / of.cells * 100, 1) if of.cells else None,
                tables.heading_of(context, "coverage", "covered_to"): of.covered_to,
                tables.heading_of(context, "coverage", "newest_source"): of.newest,
                _("Its age, days"): _age(of, today),
            }
        )
    counted = [name for name, value in lines[0].items() if isinstance(value, int)]
    return pd.DataFrame(lines).astype(dict.fromkeys(counted, "Int64"))


def _age(of: Quality, today: date) -> int | None:
    return None if of.newest is None else age_in_days(of.newest, today)
