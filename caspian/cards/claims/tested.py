"""What a verdict depends on, in pictures: other counting rules, windows, series; the events and projects named."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.claims.summary import event_hover
from caspian.cards.claims.why import NONE, saved_text
from caspian.cards.trade import amount
from caspian.cards.visits.counts import country_names, rule_names
from caspian.charts import lines, plain
from caspian.charts import trade as trade_charts
from caspian.charts.claims import tested as charts
from caspian.charts.claims.summary import wrapped
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import PROJECT_STATUS
from caspian.measures import verdicts, visits
from caspian.measures.freight import series as freight
from caspian.measures.verdicts import Counted, Finding, Grown, Happened, Progressed, Quickened, Traded, findings
from caspian.measures.visits import Rule


@remembered_by("language", "theme")
def cards(context: Context, claim_id: str) -> tuple[Card, ...]:
    """The pictures of one claim; none for a qualitative one, or for events where no country is expected."""
    finding = findings(context.dataset)[claim_id]
    match finding.test:
        case Counted() as test:
            return _rules(context, finding, test), _windows(context, finding, test)
        case Grown() as test:
            return _series(context, finding, test), _years(context, finding, test)
        case Quickened() as test:
            return (_times(context, finding, test),)
        case Traded() as test:
            return (_partners(context, finding, test),)
        case Happened() as test if finding.claim["expects_countries"]:
            return (_events(context, finding, test),)
        case Progressed() as test:
            return (_projects(context, finding, test),)
    return ()


def _rules(context: Context, finding: Finding, test: Counted) -> Card:
    language = context.language
    _ = language.gettext
    stated = finding.claim["stated_value"]
    window = language.period(finding.claim["window_start"], finding.claim["window_end"])
    numbers = sorted(test.by_rule.values())
    takeaway = _(
        "{low} to {high} by the rule, {default} by the default one; {hits} of {all} rules give {stated}."
    ).format(
        low=numbers[0],
        high=numbers[-1],
        default=test.by_rule[Rule()],
        hits=len(test.fitting_rules),
        all=len(numbers),
        stated=language.number(stated),
    )
    return Card(
        "claim-rules",
        _("Trips under each counting rule, number, {window}").format(window=window),
        takeaway,
        charts.rules(test.by_rule, rule_names(language), stated, context.theme),
        finding.rows,
        note=_("Framed: the default rule. Filled: as many as stated."),
    )


def _windows(context: Context, finding: Finding, test: Counted) -> Card:
    dataset, language = context.dataset, context.language
    _ = language.gettext
    claim, stated = finding.claim, finding.claim["stated_value"]
    log = visits.counted(verdicts.trips(dataset, test.direction), Rule())
    earliest, latest = visits.covered_from(dataset), visits.covered_to(dataset)
    starts, ends, counts, hover = [], [], [], []
    for months in range(-verdicts.MONTHS_MOVED, verdicts.MONTHS_MOVED + 1):
        start, end = (claim[name] + pd.DateOffset(months=months) for name in ("window_start", "window_end"))
        starts.append(start)
        ends.append(end)
        searched = earliest <= start and end <= latest
        count = len(visits.within(log, start, end)) if searched else float("nan")
        counts.append(count)
        period = plain(language.period(start, end))
        hover.append(lines([period, f"<b>{language.number(count)}</b>"]) if searched else period)
    series = pd.Series(counts, dtype="float64")
    series.attrs["stated"] = stated
    words = {
        "stated": _("stated: {number}").format(number=language.number(stated)),
        "own": _("the claim's window"),
        "not_covered": _("not yet covered"),
    }
    calendar = test.fitting_windows[test.fitting_windows["moved"].isna() & (finding.value != stated)]
    takeaway = _(
        "{low} to {high} in windows of the same length moved by up to {months} months, {own} in the claim's own."
    ).format(
        low=int(series.min()),
        high=int(series.max()),
        months=verdicts.MONTHS_MOVED,
        own=language.number(finding.value or 0),
    )
    if len(calendar):
        period = language.period(calendar.iloc[0]["start"], calendar.iloc[0]["end"])
        takeaway = takeaway.removesuffix(".") + _("; by calendar years {stated} comes out: {window}.").format(
            stated=language.number(stated), window=period
        )
    used = visits.within(log, starts[0], ends[-1])
    return Card(
        "claim-windows",
        _("Trips in other windows, number, by the day the window ends"),
        takeaway,
        charts.windows(pd.Series(ends), series, hover, claim["window_end"], words, context.theme),
        (("visits", used),),
    )


def _series(context: Context, finding: Finding, test: Grown) -> Card:
    language = context.language
    _ = language.gettext
    stated = finding.claim["stated_value"] / 100
    table = test.series
    names = [context.name("freight_series", str(code)) for code in table.index]
    texts = []
    for _code, row in table.iterrows():
        if pd.isna(row["value"]):
            texts.append(wrapped(_("no two full years in the window"), 20))
            continue
        years = language.years(int(row["first"]), int(row["last"]))
        if row["estimated"]:
            years += ", " + _("estimate")
        texts.append(lines([plain(language.signed_percent(row["value"])), plain(years)]))
    known = {name: float(value) for name, value in zip(names, table["value"], strict=True) if pd.notna(value)}
    high, low = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
    takeaway = _(
        "{low} to {high} by the series, stated {stated}; lowest: {low_series}; highest: {high_series}."
    ).format(
        low=language.signed_percent(known[low]),
        low_series=low,
        high=language.signed_percent(known[high]),
        high_series=high,
        stated=language.signed_percent(stated),
    )
    return Card(
        "claim-series",
        _("Growth of each series named, first to last full year in {years}").format(years=language.years(*test.own)),
        takeaway,
        charts.growth_by_series(
            table["value"],
            names,
            texts,
            list(table["estimated"]),
            stated,
            _("stated: {number}").format(number=language.signed_percent(stated)),
            context.theme,
        ),
        finding.rows,
        note=_("The first series is the one tested; the years of the others differ where full years are missing."),
    )


def _years(context: Context, finding: Finding, test: Grown) -> Card:
    dataset, language = context.dataset, context.language
    _ = language.gettext
    stated = finding.claim["stated_value"] / 100
    code = str(test.series.index[0])
    values = {(int(row["first"]), int(row["last"])): float(row["value"]) for _place, row in test.pairs.iterrows()}
    if finding.value is not None:
        values[test.own] = finding.value
    hits = {(int(row["first"]), int(row["last"])) for _place, row in test.fitting_pairs.iterrows()}
    hits |= {test.own} if verdicts.fits(finding.value, stated) else set()
    low, high = min(values.values()), max(values.values())
    takeaway = _(
        "From {low} to {high}, by the years compared; {hits} of {all} pairs are near the stated {stated}."
    ).format(
        low=language.signed_percent(low),
        high=language.signed_percent(high),
        hits=len(hits),
        all=len(values),
        stated=language.signed_percent(stated),
    )
    years = {year for pair in values for year in pair}
    rows = verdicts.full_years(dataset, code, range(min(years), max(years) + 1))
    note = _("Framed: the claim's window. Filled: within five percentage points of the stated growth.")
    broken = dataset.freight_series.loc[dataset.freight_series["series_id"] == code, "break_date"].dropna()
    if any(first < when.year <= last for when in broken for first, last in values):
        note += " " + _("From {year} on the series seems to count more than before.").format(year=broken.iloc[0].year)
    return Card(
        "claim-years",
        _("Growth by years compared, {series}").format(series=context.name("freight_series", code)),
        takeaway,
        charts.growth_by_years(values, test.own, hits, language.signed_percent, context.theme),
        (("freight", rows),),
        note=note,
    )


def _times(context: Context, finding: Finding, test: Quickened) -> Card:
    language = context.language
    _ = language.gettext
    pairs = test.pairs
    stated = language.percent(finding.claim["stated_value"] / 100)
    title = _("Delivery time as stated, days, by day of the statement")
    if pairs.empty:
        return Card("claim-times", title, _("No statement has both ranges."), None, ())
    takeaway = _(
        "{low} to {high} of the time saved, by the statement; {hits} of {all} are near the stated {stated}."
    ).format(
        low=language.percent(pairs["saved"].min()),
        high=language.percent(pairs["saved"].max()),
        hits=int(pairs["fits"].sum()),
        all=len(pairs),
        stated=stated,
    )
    fitting = pairs[pairs["fits"]]
    if len(fitting):
        last = fitting.iloc[-1]
        takeaway = takeaway.removesuffix(".") + _("; the latest of those: {pair}.").format(
            pair=saved_text(fitting.index[-1], last, language)
        )
    figure = charts.saved_time(
        pairs,
        [language.short_day(day) for day in pairs.index],
        [f"−{language.percent(share)}" for share in pairs["saved"]],
        (_("said of earlier"), _("said of now")),
        context.theme,
    )
    note = _(
        "The statements speak of different journeys and baselines, so they are no series. Bold: near the stated share."
    )
    return Card("claim-times", title, takeaway, figure, finding.rows, note=note)


def _partners(context: Context, finding: Finding, test: Traded) -> Card:
    language = context.language
    _ = language.gettext
    names = country_names(context)
    table = test.partners
    known = table[table["change"].notna()]
    labels = [
        (
            _("{amount} ({year})").format(amount=amount(row["earlier"], language), year=int(row["earlier_year"])),
            f"{amount(row['later'], language)} ({language.signed_percent(row['change'])})",
        )
        if pd.notna(row["change"])
        else ("", "")
        for _code, row in table.iterrows()
    ]
    claim = finding.claim
    period = language.period(claim["window_start"], claim["window_end"])
    title = _("Turnover against the same months before, USD million, {period}").format(period=period)
    if known.empty:
        return Card("claim-trade", title, _("No partner has these months in two years."), None, ())
    said = known["stated_growth"].dropna()
    takeaway = _(
        "{n} of {all} partners can be compared; stated by the sources for {period}, on the year before: {growth}."
    ).format(
        n=len(known),
        all=len(table),
        period=period,
        growth="; ".join(f"{names[str(code)]} {language.signed_percent(value)}" for code, value in said.items()) or "–",
    )
    figure = trade_charts.compared(
        table,
        [names[str(code)] for code in table.index],
        labels,
        (_("latest earlier year with these months"), period),
        _("no such months in the rows"),
        context.theme,
    )
    return Card("claim-trade", title, takeaway, figure, finding.rows)


def _events(context: Context, finding: Finding, test: Happened) -> Card:
    _ = context.language.gettext
    names = country_names(context)
    hover = pd.Series(
        [event_hover(context, event) for _line, event in test.events.iterrows()],
        index=test.events.index,
        dtype=object,
    )
    expected = {country: names[country] for country in finding.claim["expects_countries"]}
    takeaway = _("{n} of {all} expected countries have an event of an expected kind").format(
        n=len(test.with_countries), all=len(expected)
    )
    if test.without:
        takeaway += _("; none with: {countries}").format(countries=", ".join(names[code] for code in test.without))
    matches = test.events["event_id"].isin(test.matching["event_id"])
    figure = charts.event_lanes(test.events, expected, hover, matches, _("none of an expected kind"), context.theme)
    return Card("claim-events", _("Events named, by country and date"), takeaway + ".", figure, finding.rows)


def _projects(context: Context, finding: Finding, test: Progressed) -> Card:
    language = context.language
    _ = language.gettext
    present = set(test.projects["status"].astype(str)) | set(finding.claim["expects_statuses"])
    road = [status for status in PROJECT_STATUS.known if status in present or status not in ("stalled", "cancelled")]
    statuses = {status: context.label("project_status", status) for status in road}
    names = [context.name("projects", code) for code in test.projects["project_id"]]
    newest, oldest = test.projects["as_of"].max(), test.projects["as_of"].min()
    takeaway = _("{n} of {all} projects have an expected status; dates of the rows: {first} – {last}.").format(
        n=len(test.met),
        all=len(test.projects),
        first=language.short_day(oldest),
        last=language.short_day(newest),
    )
    figure = charts.status_ladder(
        test.projects, names, statuses, finding.claim["expects_statuses"], language.percent, context.theme
    )
    return Card(
        "claim-projects",
        _("Status of the projects named, with stated progress"),
        takeaway,
        figure,
        finding.rows,
        note=_("Shaded: the statuses that the claim expects. A status is that of the row's own date."),
    )


@remembered_by("language")
def event_table(context: Context, claim_id: str) -> pd.DataFrame:
    """The events of a claim for the screen: date, kind, countries, title, and whether the kind is expected."""
    _ = context.language.gettext
    finding = findings(context.dataset)[claim_id]
    events = next((rows for table, rows in finding.rows if table == "events"), context.dataset.events.iloc[:0])
    names = country_names(context)
    kinds = set(finding.claim["expects_kinds"])
    table = {
        _("Date"): events["date"].dt.strftime("%Y-%m-%d"),
        _("Kind"): [context.label("event_kind", str(kind)) for kind in events["kind"]],
    }
    if kinds:
        table[_("Kind expected")] = [kind in kinds for kind in events["kind"]]
    table |= {
        _("Event"): events[f"title_{context.language.code}"],
        _("Countries"): [", ".join(names[code] for code in cell) for cell in events["countries"]],
    }
    return pd.DataFrame(table)


@remembered_by("language")
def project_table(context: Context, claim_id: str) -> pd.DataFrame:
    """The projects of a claim for the screen: status, progress, dates."""
    language = context.language
    _ = language.gettext
    finding = findings(context.dataset)[claim_id]
    projects = next((rows for table, rows in finding.rows if table == "projects"), context.dataset.projects.iloc[:0])
    shares = [NONE if pd.isna(value) else language.percent(value / 100) for value in projects["progress_pct"]]

    def days(column: str) -> pd.Series:
        return projects[column].dt.strftime("%Y-%m-%d").fillna(NONE)

    table = pd.DataFrame(
        {
            _("Project"): projects[f"name_{language.code}"],
            _("Status"): [context.label("project_status", str(code)) for code in projects["status"]],
            _("Progress"): shares,
            _("Start"): days("start_date"),
            _("Target"): days("target_date"),
            _("Completed"): days("completed_date"),
            _("As of"): days("as_of"),
        }
    )
    return table.loc[:, (table != NONE).any()]


@remembered_by("language")
def value_table(context: Context, claim_id: str) -> pd.DataFrame:
    """The full-year values of the series that a qualitative claim names: a row a series, a column a year."""
    dataset = context.dataset
    _ = context.language.gettext
    finding = findings(dataset)[claim_id]
    codes = finding.claim["series_ids"]
    annual = {code: freight.annual_of(dataset, code)["value"] for code in codes}
    years = sorted({int(year) for series in annual.values() for year in series.index}, reverse=True)[:6]
    units = dict(zip(dataset.freight_series["series_id"], dataset.freight_series["unit"].astype(str), strict=True))
    rows = [
        {
            _("Series"): context.name("freight_series", code),
            _("Unit"): context.label("unit", units[code]),
            **{str(year): context.language.number(series[year]) if year in series.index else NONE for year in years},
        }
        for code, series in annual.items()
    ]
    return pd.DataFrame(rows)
