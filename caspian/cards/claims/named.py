"""The partners, events, projects and series that a claim is about, in pictures and tables."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.claims.summary import event_hover
from caspian.cards.claims.why import NONE, countries, window_text
from caspian.cards.trade.compared import BARS, sides, sides_columns
from caspian.charts import trade as trade_charts
from caspian.charts.claims import named as charts
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import COMPLETED, PROJECT_STATUS, ordered
from caspian.measures.finding import Finding, Happened, Progressed, Traded
from caspian.measures.freight import series as freight
from caspian.measures.verdicts import findings
from caspian.tables import headings, readable


def partners(context: Context, finding: Finding, test: Traded) -> Card:
    """Turnover with each partner in the claim's window, beside the same months before."""
    language, claim = context.language, finding.claim
    _ = language.gettext
    pairs = test.partners
    known = pairs[pairs["change"].notna()]
    period = window_text(claim["window_start"], claim["window_end"], language)
    title = _("Turnover against the same months before, USD million, {period}").format(period=period)
    if known.empty:
        return Card("claim-trade", title, _("No partner has these months in two years."), None, ())
    said = known["stated_growth"].dropna()
    takeaway = _(
        "{n} of {all} partners can be compared; stated by the sources for {period}, on the year before: {growth}."
    ).format(
        n=len(known),
        all=len(pairs),
        period=period,
        growth="; ".join(
            f"{context.name('countries', str(code))} {language.signed_percent(value)}" for code, value in said.items()
        )
        or NONE,
    )
    table = sides(context, pairs, (_("latest earlier year with these months"), period))
    return Card(
        "claim-trade",
        title,
        takeaway,
        trade_charts.compared(table, _("no such months in the rows"), context.theme),
        finding.rows,
        table=table,
        columns=sides_columns(context),
        encoding=BARS,
    )


def events(context: Context, finding: Finding, test: Happened) -> Card:
    """The events considered, a lane for each country expected."""
    _ = context.language.gettext
    title = _("Events named, by country and date")
    lanes = {country: context.name("countries", country) for country in finding.claim["expects_countries"]}
    table = pd.DataFrame(
        [
            {
                "date": event["date"],
                "country": country,
                "name": lanes[country],
                "title": context.text(event, "title"),
                "kind": context.label("event_kind", str(event["kind"])),
                "expected": line in test.matching.index,
                "colour": context.theme.countries[country],
                "card": event_hover(context, event),
            }
            for line, event in test.events.iterrows()
            for country in event["countries"]
            if country in lanes
        ]
    )
    if table.empty:
        return Card("claim-events", title, _("No event with one of the expected countries."), None, ())
    takeaway = _("{n} of {all} expected countries have an event of an expected kind").format(
        n=len(test.with_countries), all=len(lanes)
    )
    if test.without:
        takeaway += _("; none with: {countries}").format(countries=countries(context, test.without))
    return Card(
        "claim-events",
        title,
        takeaway + ".",
        charts.event_lanes(table, lanes, _("none of an expected kind"), context.theme),
        finding.rows,
        table=table,
        columns={"name": _("Country")} | headings(context, "events", date="date", kind="kind", title="title"),
    )


def projects(context: Context, finding: Finding, test: Progressed) -> Card:
    """The projects named, on the ladder of statuses."""
    language = context.language
    _ = language.gettext
    expected = finding.claim["expects_statuses"]
    rows = test.projects
    table = pd.DataFrame(
        {
            "name": [context.name("projects", code) for code in rows["project_id"]],
            "status": rows["status"].astype(str),
            "label": [context.label("project_status", str(status)) for status in rows["status"]],
            "progress": rows["progress_pct"],
            "text": ["" if pd.isna(value) else language.percent(value / 100) for value in rows["progress_pct"]],
            "met": rows["project_id"].isin(test.met),
            "as_of": rows["as_of"],
        }
    )
    takeaway = _("{n} of {all} projects have an expected status; dates of the rows: {first} – {last}.").format(
        n=len(test.met),
        all=len(table),
        first=language.short_day(rows["as_of"].min()),
        last=language.short_day(rows["as_of"].max()),
    )
    statuses = _ladder({*table["status"], *expected})
    figure = charts.status_ladder(
        table, {status: context.label("project_status", status) for status in statuses}, expected, context.theme
    )
    return Card(
        "claim-projects",
        _("Status of the projects named, with stated progress"),
        takeaway,
        figure,
        finding.rows,
        note=_("Shaded: the statuses that the claim expects. A status is that of the row's own date."),
        table=table,
        columns=headings(context, "projects", name="name", label="status", progress="progress_pct", as_of="as_of"),
    )


ROAD = PROJECT_STATUS.known[: PROJECT_STATUS.known.index(COMPLETED) + 1]
"""From an idea to a finished work; the other statuses left that road."""


def _ladder(present: set[str]) -> list[str]:
    """The steps from an idea to a finished work, and whatever other status is present."""
    return [status for status in ordered(PROJECT_STATUS, sorted(present)) if status in present or status in ROAD]


@remembered_by("language")
def event_table(context: Context, claim_id: str) -> pd.DataFrame:
    """The events of a claim for the screen: date, kind, title, countries, and whether the kind is expected."""
    finding = findings(context.dataset)[claim_id]
    rows = _rows(context, finding, "events")
    kinds = set(finding.claim["expects_kinds"])
    titles = [column for column in rows.columns if column.startswith("title_")]
    table = readable(context, rows[["date", "kind", *titles, "countries"]], "events")
    if kinds:
        table.insert(2, context.language.gettext("Kind expected"), rows["kind"].isin(kinds))
    return table


@remembered_by("language")
def project_table(context: Context, claim_id: str) -> pd.DataFrame:
    """The projects of a claim for the screen: status, progress, dates."""
    rows = _rows(context, findings(context.dataset)[claim_id], "projects")
    names = [column for column in rows.columns if column.startswith("name_")]
    dates = ["start_date", "target_date", "completed_date", "as_of"]
    return readable(context, rows[[*names, "status", "progress_pct", *dates]], "projects")


def _rows(context: Context, finding: Finding, table: str) -> pd.DataFrame:
    return next((rows for name, rows in finding.rows if name == table), context.dataset.table(table).iloc[:0])


@remembered_by("language")
def value_table(context: Context, claim_id: str) -> pd.DataFrame:
    """The full-year values of the series that a claim names: a row a series, a column a year."""
    dataset = context.dataset
    codes = findings(dataset)[claim_id].claim["series_ids"]
    annual = {code: freight.annual_of(dataset, code)["value"] for code in codes}
    years = sorted({int(year) for series in annual.values() for year in series.index}, reverse=True)[:6]
    units = dict(zip(dataset.freight_series["series_id"], dataset.freight_series["unit"].astype(str), strict=True))
    names = headings(context, "freight", series="series_id") | headings(context, "freight_series", unit="unit")
    rows = [
        {
            names["series"]: context.name("freight_series", code),
            names["unit"]: context.label("unit", units[code]),
            **{str(year): context.language.number(series[year]) if year in series.index else NONE for year in years},
        }
        for code, series in annual.items()
    ]
    return pd.DataFrame(rows)
