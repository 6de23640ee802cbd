"""Cards of what was traded in each year: by partner, and in all."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.trade.words import amount, flow_names, ours, ours_note, partners, rows_of, side_names
from caspian.charts import lines, plain
from caspian.charts import trade as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import HAPPENED, PLANNED
from caspian.filters import narrow
from caspian.measures import trade as measures
from caspian.tables import headings
from caspian.text import Language


@remembered_by("filters")
def shown(context: Context) -> pd.DataFrame:
    """What was counted of the chosen partners in the period; the total is no partner."""
    rows = narrow(measures.counted(context.dataset), "trade", context.dataset, context.filters)
    return rows[rows["partner"].isin(partners(context))]


@remembered_by("filters", "language", "theme")
def flows(context: Context, flow: str) -> Card:
    """One flow by partner and year: the longest period of each year, each reporter by itself."""
    filters, language = context.filters, context.language
    _ = language.gettext
    best = measures.longest(shown(context), flow)
    best = best[best["year"].isin(filters.years)]
    title = _("{flow} by partner, USD million, {period}").format(
        flow=flow_names(language)[flow], period=language.years(*filters.period)
    )
    if best.empty:
        nothing = _("The rows of {period} state no such figure for the chosen partners.").format(
            period=language.years(*filters.period)
        )
        return Card("trade-flows", title, nothing, None, ())
    table = _marks(context, best, flow)
    return Card(
        "trade-flows",
        title,
        _flows_takeaway(context, best, flow),
        charts.flows(table, filters.years, _legend(context), context.theme),
        rows_of(context.dataset, best.index),
        note=_flows_note(context, best, flow),
        table=table,
        columns=_headings(context),
    )


def _legend(context: Context) -> dict[str, str]:
    _ = context.language.gettext
    lighter = [context.language.lower(context.label("value_status", status)) for status in HAPPENED[1:]]
    return side_names(context.language) | {"part": _("part of a year"), "lighter": ", ".join(lighter)}


def _headings(context: Context) -> dict[str, str]:
    _ = context.language.gettext
    return (
        headings(context, "trade", name="partner", start="period_start", end="period_end")
        | {"amount": _("USD million")}
        | headings(context, "trade", reporter="reporter", status="status")
    )


def _marks(context: Context, rows: pd.DataFrame, flow: str) -> pd.DataFrame:
    """A row a figure, by partner in the order shown, then year, then who reports it."""
    language = context.language
    order = [*partners(context), measures.world_code(context.dataset)]
    rows = rows.sort_values(["year", "side"], key=lambda c: c if c.name == "year" else c.map(measures.SIDES.index))
    rows = rows.sort_values("partner", key=lambda column: column.astype(str).map(order.index), kind="stable")
    table = pd.DataFrame(
        {
            "partner": rows["partner"].astype(str),
            "name": [context.name("countries", str(code)) for code in rows["partner"]],
            "reporter": [context.name("countries", str(code)) for code in rows["reporter"]],
            "status": [context.label("value_status", str(status)) for status in rows["status"]],
            "start": rows["period_start"],
            "end": rows["period_end"],
            "year": rows["year"],
            "amount": rows[flow],
            "side": rows["side"],
            "full_year": rows["full_year"],
            "firm": rows["status"] == HAPPENED[0],
            "colour": [context.theme.countries[str(code)] for code in rows["partner"]],
            "written": [
                ours(value, flow == "turnover" and summed, language)
                for value, summed in zip(rows[flow], rows["summed"], strict=True)
            ],
        }
    )
    return table.assign(
        text=[_label(mark, language) for mark in table.itertuples()],
        card=[_card(mark, language) for mark in table.itertuples()],
    )


def _label(mark, language: Language) -> str:
    months = "" if mark.full_year else language.months(mark.start, mark.end)
    return lines([plain(mark.written), plain(months).replace("–", "–<br>")])


def _card(mark, language: Language) -> str:
    reporter = language.gettext("Reporter: {country}").format(country=mark.reporter)
    period = language.period(mark.start, mark.end)
    return lines(
        [f"<b>{plain(mark.name)}, {plain(period)}</b>", plain(mark.written), plain(reporter), plain(mark.status)]
    )


def _flows_takeaway(context: Context, best: pd.DataFrame, flow: str) -> str:
    """Each partner's latest full year as Azerbaijan reports it, largest first, against the year before if known."""
    language = context.language
    _ = language.gettext
    full = best[best["full_year"] & (best["side"] == "own")]
    if full.empty:
        return _("No full year as Azerbaijan reports it; parts of years: {n}.").format(n=(~best["full_year"]).sum())
    said = []
    for partner, rows in full.groupby("partner", observed=True):
        values = rows.set_index("year")[flow]
        year = int(values.index.max())
        text = f"{context.name('countries', str(partner))} {amount(values[year], language)} ({year}"
        if flow == "turnover":
            text += _on_the_year_before(values, year, language)
        said.append((values[year], f"{text})"))
    said.sort(key=lambda pair: -pair[0])
    return _("Latest full years as Azerbaijan reports them: {list}.").format(list="; ".join(text for _v, text in said))


def _on_the_year_before(values: pd.Series, year: int, language: Language) -> str:
    """A change in words behind a comma; nothing without a figure of the year before."""
    if not values.get(year - 1):
        return ""
    change = language.signed_percent(values[year] / values[year - 1] - 1)
    return ", " + language.gettext("{change} on {year}").format(change=change, year=year - 1)


def _flows_note(context: Context, best: pd.DataFrame, flow: str) -> str:
    _ = context.language.gettext
    notes = [_("Each partner has its own scale; of each year the longest period is shown.")]
    if flow == "turnover" and best["summed"].any():
        notes.append(ours_note(context.language))
    if flow == "balance":
        notes.append(_("The balance is ours throughout: no source states it."))
    plans = context.dataset.trade
    plans = narrow(plans[plans["status"].isin(PLANNED)], "trade", context.dataset, context.filters)
    if len(plans):
        said = context.language.ngettext(
            "{n} target or forecast is left out.", "{n} targets and forecasts are left out.", len(plans)
        )
        notes.append(said.format(n=context.language.number(len(plans))))
    return " ".join(notes)


@remembered_by("filters", "language", "theme")
def total(context: Context) -> Card:
    """All of Azerbaijan's trade: the total that shares are taken of."""
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    rows = narrow(measures.counted(dataset), "trade", dataset, filters)
    best = measures.longest(
        rows[(rows["partner"] == measures.world_code(dataset)) & (rows["side"] == "own")], "turnover"
    )
    best = best[best["year"].isin(filters.years)]
    title = _("All trade of Azerbaijan, turnover, USD million, {period}").format(period=language.years(*filters.period))
    if best.empty:
        return Card("trade-total", title, _("No total lies in this period."), None, ())
    table = _marks(context, best, "turnover").assign(
        name=_("Total"),
        colour=context.theme.accent,
        flow=flow_names(language)["turnover"],
        look=[_look(row) for row in best.itertuples()],
    )
    return Card(
        "trade-total",
        title,
        _total_takeaway(context, best),
        charts.flows(table, filters.years, _legend(context), context.theme),
        rows_of(dataset, best.index),
        note=ours_note(language) if best["summed"].any() else "",
        table=table,
        columns=_headings(context),
        encoding=Encoding("columns", "year", "flow", "amount", look="look", number_format="#,##0"),
    )


def _look(row) -> str:
    return "hatched" if not row.full_year else "solid" if row.status == HAPPENED[0] else "lighter"


def _total_takeaway(context: Context, best: pd.DataFrame) -> str:
    language = context.language
    _ = language.gettext
    full = best[best["full_year"]].set_index("year")["turnover"]
    if full.empty:
        return _("No full year in the rows.")
    year = int(full.index[-1])
    takeaway = _("{amount} in {year}").format(amount=amount(full[year], language), year=year)
    takeaway += _on_the_year_before(full, year, language)
    missing = [str(year) for year in context.filters.years if year not in full.index]
    if not missing:
        return takeaway + "."
    return takeaway + _("; no full year in the rows for {years}.").format(years=", ".join(missing))
