"""The card of which years have a figure at all."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.trade.words import partners, rows_of
from caspian.charts import lines, plain
from caspian.charts import trade as charts
from caspian.context import Context, remembered_by
from caspian.measures import trade as measures
from caspian.tables import headings
from caspian.text import Language


def state_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "own_full": _("full year"),
        "own_part": _("part of a year"),
        "mirror_full": _("only the partner's figure, full year"),
        "mirror_part": _("only the partner's figure, part of a year"),
        "other_full": _("only a third country's figure, full year"),
        "other_part": _("only a third country's figure, part of a year"),
    }


@remembered_by("filters", "language", "theme")
def coverage(context: Context) -> Card:
    """For which partner and year there is a turnover at all: the gaps are most of the picture."""
    dataset, language, years = context.dataset, context.language, context.filters.years
    _ = language.gettext
    shown, world = partners(context), measures.world_code(dataset)
    rows = measures.counted(dataset)
    title = _("Years with a trade turnover, by partner, {period}").format(
        period=language.years(*context.filters.period)
    )
    lanes = {code: context.name("countries", code) for code in shown}
    if world:
        lanes[world] = _("All partners (total)")
    cells = measures.coverage(rows, tuple(lanes), years)
    known = cells[cells["state"] != ""]
    if known.empty:
        return Card("trade-coverage", title, _("No turnover of the chosen partners lies in this period."), None, ())
    table = _drawn(context, known, lanes)
    covered = rows[rows["partner"].isin(list(lanes)) & rows["year"].isin(years) & rows["turnover"].notna()]
    return Card(
        "trade-coverage",
        title,
        _takeaway(cells[cells["partner"] != world], language),
        charts.coverage(table, lanes, years, context.theme),
        rows_of(dataset, covered.index),
        table=table,
        columns=headings(context, "trade", name="partner")
        | {"year": _("Year"), "state": _("Turnover known")}
        | headings(context, "trade", start="period_start", end="period_end"),
    )


def _drawn(context: Context, cells: pd.DataFrame, lanes: dict[str, str]) -> pd.DataFrame:
    """A row a partner and year with a figure, in the order of the legend."""
    language, theme = context.language, context.theme
    names = state_names(language)
    colours = {"own": theme.accent, "mirror": theme.second, "other": theme.muted}
    cells = cells.sort_values("state", key=lambda column: column.map(measures.COVERAGES.index), kind="stable")
    side = cells["state"].str.partition("_")[0]
    table = cells.assign(
        side=side,
        full_year=cells["state"].str.endswith("full"),
        state=cells["state"].map(names),
        name=cells["partner"].map(lanes),
        colour=side.map(colours),
    )
    return table.assign(
        text=[_cell_text(cell, language) for cell in table.itertuples()],
        card=[_cell_card(cell, language) for cell in table.itertuples()],
    )


def _takeaway(cells: pd.DataFrame, language: Language) -> str:
    """How many of the partner-years are known, and how; ``cells`` are those of partners."""
    _ = language.gettext
    side = cells["state"].str.partition("_")[0]
    third = int((side == "other").sum())
    takeaway = _(
        "{full} of {all} partner-years have a full-year Azerbaijani figure; "
        "part of a year: {part}; only the partner's figure: {mirror}; none: {none}."
    ).format(
        full=(cells["state"] == "own_full").sum(),
        all=len(cells),
        part=(cells["state"] == "own_part").sum(),
        mirror=(side == "mirror").sum(),
        none=(side == "").sum(),
    )
    if third:
        takeaway = takeaway.removesuffix(".") + _("; only a third country's: {n}.").format(n=third)
    complete = (cells["state"] == "own_full").groupby(cells["year"]).all()
    whole = [str(year) for year in complete.index[complete]]
    if cells["partner"].nunique() > 1:
        takeaway += " " + (
            _("Years in which all chosen partners have one: {years}.").format(years=", ".join(whole))
            if whole
            else _("In no year do all of them have one.")
        )
    return takeaway


def _cell_text(cell, language: Language) -> str:
    if cell.full_year:
        return plain(language.gettext("year"))
    return plain(language.months(cell.start, cell.end)).replace("–", "–<br>")


def _cell_card(cell, language: Language) -> str:
    _ = language.gettext
    others = plain(_("another reports a figure of this year too")) if cell.others else ""
    return lines(
        [f"<b>{plain(cell.name)}</b>", plain(f"{language.period(cell.start, cell.end)}: {cell.state}"), others]
    )
