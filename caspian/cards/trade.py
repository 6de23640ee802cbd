"""Cards of goods trade: how far it is known, by partner and period, and where two reporters differ."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.visits.counts import country_names, shown_countries
from caspian.charts import lines, plain
from caspian.charts import trade as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import Filters, home_country, narrow
from caspian.measures import trade as measures
from caspian.text import Language

NONE = "–"

OURS = "Σ"
"""Before an amount: the sum of exports and imports is ours, since the source states the parts only."""


@remembered
def _every(dataset: Dataset) -> pd.DataFrame:
    return measures.with_sums(dataset.trade)


@remembered
def _pairs(dataset: Dataset) -> pd.DataFrame:
    return measures.same_months(_every(dataset))


@remembered_by("filters")
def _shown(context: Context) -> pd.DataFrame:
    """Rows of the chosen partners in the period, the total left out: it is no partner."""
    dataset = context.dataset
    rows = narrow(_every(dataset), "trade", dataset, context.filters)
    return rows[rows["partner"] != measures.world_code(dataset)]


def _years(filters: Filters) -> range:
    return range(filters.period[0], filters.period[1] + 1)


def amount(value: float, language: Language) -> str:
    """USD million, with one decimal where it is not whole; two below one, none from a thousand."""
    size = abs(value)
    decimals = 2 if size < 1 else 1 if size < 1000 else 0
    return language.number(value, 0 if round(value, decimals) == round(value) else decimals)


def flow_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "turnover": _("Turnover"),
        "exports": _("Exports of Azerbaijan"),
        "imports": _("Imports of Azerbaijan"),
        "balance": _("Balance: exports less imports"),
    }


def _rows(dataset: Dataset, lines_: pd.Index) -> tuple[tuple[str, pd.DataFrame], ...]:
    """Rows of the table as they stand in the file, by their lines."""
    table = dataset.trade
    return (("trade", table[table.index.isin(lines_)]),)


@remembered_by("filters", "language", "theme")
def coverage(context: Context) -> Card:
    """For which partner and year there is a turnover at all: the gaps are most of the picture."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    home, world = home_country(dataset), measures.world_code(dataset)
    partners, years = shown_countries(context), _years(context.filters)
    rows = _every(dataset)
    cells = measures.coverage(rows, (*partners, world), years, home)
    names = country_names(context)
    total = _("All partners (total)")
    labels = {**{code: names[code] for code in partners}, world: total}
    states = {
        "full": _("full year"),
        "part": _("part of a year"),
        "mirror_full": _("only the partner's figure, full year"),
        "mirror_part": _("only the partner's figure, part of a year"),
    }
    title = _("Years with a trade turnover, by partner, {period}").format(
        period=language.years(*context.filters.period)
    )
    known = cells[cells["partner"] != world]
    counts = {state: int((known["state"] == state).sum()) for state in measures.COVERAGES}
    complete = known.groupby("year")["state"].apply(lambda column: bool((column == "full").all()))
    takeaway = _(
        "{full} of {all} partner-years have a full-year Azerbaijani figure; "
        "part of a year: {part}; only the partner's figure: {mirror}; none: {none}."
    ).format(
        full=counts["full"],
        all=len(known),
        part=counts["part"],
        mirror=counts["mirror_full"] + counts["mirror_part"],
        none=counts["none"],
    )
    whole = [int(str(year)) for year in complete.index[complete]]
    if len(partners) > 1:
        takeaway += " " + (
            _("Years in which all chosen partners have one: {years}.").format(years=", ".join(map(str, whole)))
            if whole
            else _("In no year do all of them have one.")
        )
    cells["text"] = [_cell_text(cell, language) for _place, cell in cells.iterrows()]
    hover = [_cell_card(cell, labels, states, language) for _place, cell in cells.iterrows()]
    present = {state: name for state, name in states.items() if (cells["state"] == state).any()}
    if not present:
        return Card("trade-coverage", title, _("No turnover of the chosen partners lies in this period."), None, ())
    covered = rows[rows["partner"].isin([*partners, world]) & rows["year"].isin(years) & rows["turnover"].notna()]
    figure = charts.coverage(cells, labels, present, hover, context.theme)
    return Card("trade-coverage", title, takeaway, figure, _rows(dataset, covered.index))


def _cell_text(cell: pd.Series, language: Language) -> str:
    _ = language.gettext
    if cell["state"] == "none":
        return ""
    if cell["state"] in ("full", "mirror_full"):
        return plain(_("year"))
    months = plain(language.months(cell["start"], cell["end"]))
    return months.replace("–", "–<br>")


def _cell_card(cell: pd.Series, labels: dict[str, str], states: dict[str, str], language: Language) -> str:
    _ = language.gettext
    if cell["state"] == "none":
        return ""
    parts = [
        f"<b>{plain(labels[str(cell['partner'])])}</b>",
        plain(f"{language.period(cell['start'], cell['end'])}: {states[str(cell['state'])]}"),
    ]
    if cell["mirrored"] and cell["state"] in ("full", "part"):
        parts.append(plain(_("the partner reports a figure of this year too")))
    return lines(parts)


@remembered_by("filters", "language", "theme")
def flows(context: Context, flow: str) -> Card:
    """One flow by partner and year: the longest period of each year, each reporter by itself."""
    filters, language = context.filters, context.language
    _ = language.gettext
    home = home_country(context.dataset)
    best = measures.longest(_shown(context), flow)
    names = country_names(context)
    title = _("{flow} by partner, USD million, {period}").format(
        flow=flow_names(language)[flow], period=language.years(*filters.period)
    )
    if best.empty:
        nothing = _("The rows of {period} state no such figure for the chosen partners.").format(
            period=language.years(*filters.period)
        )
        return Card("trade-flows", title, nothing, None, ())
    panels = {}
    for partner in shown_countries(context):
        rows = best[best["partner"] == partner]
        if len(rows):
            panels[partner] = _panel(context, rows, flow, home, names)
    figure = charts.flows(panels, names, _years(filters), _reporter_words(language), context.theme)
    return Card(
        "trade-flows",
        title,
        _flows_takeaway(best, flow, home, names, language),
        figure,
        _rows(context.dataset, best.index),
        note=_flows_note(best, flow, language),
    )


def _reporter_words(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "own": _("as Azerbaijan reports"),
        "mirror": _("as the partner reports"),
        "part": _("part of a year"),
    }


def _panel(context: Context, rows: pd.DataFrame, flow: str, home: str, names: dict[str, str]) -> pd.DataFrame:
    language = context.language
    texts, cards = [], []
    for _line, row in rows.iterrows():
        text = ours(row[flow], flow == "turnover" and bool(row["summed"]), language)
        period = language.period(row["period_start"], row["period_end"])
        months = "" if row["full_year"] else language.months(row["period_start"], row["period_end"])
        texts.append(lines([plain(text), plain(months).replace("–", "–<br>")]))
        cards.append(
            lines(
                [
                    f"<b>{plain(names[str(row['partner'])])}, {plain(period)}</b>",
                    plain(text),
                    plain(_reported_by(row, names, language)),
                    plain(context.label("value_status", str(row["status"]))),
                ]
            )
        )
    return pd.DataFrame(
        {
            "year": rows["year"],
            "amount": rows[flow],
            "own": rows["reporter"] == home,
            "full_year": rows["full_year"],
            "text": texts,
            "card": cards,
        }
    )


def ours(value: float, summed: bool, language: Language) -> str:
    """An amount, marked where the sum is ours."""
    return f"{OURS} {amount(value, language)}" if summed else amount(value, language)


def _reported_by(row: pd.Series, names: dict[str, str], language: Language) -> str:
    _ = language.gettext
    return _("Reporter: {country}").format(country=names[str(row["reporter"])])


def _flows_takeaway(best: pd.DataFrame, flow: str, home: str, names: dict[str, str], language: Language) -> str:
    """Each partner's latest full year as Azerbaijan reports it, largest first, against the year before if known."""
    _ = language.gettext
    full = best[best["full_year"] & (best["reporter"] == home)]
    if full.empty:
        return _("No full year as Azerbaijan reports it; parts of years: {n}.").format(n=len(best))
    said = {}
    for partner, rows in full.groupby("partner", observed=True):
        values = rows.set_index("year")[flow]
        year = int(values.index.max())
        text = f"{names[str(partner)]} {amount(values[year], language)} ({year}"
        if flow == "turnover" and year - 1 in values.index:
            change = language.signed_percent(values[year] / values[year - 1] - 1)
            text += ", " + _("{change} on {year}").format(change=change, year=year - 1)
        said[text + ")"] = values[year]
    ordered = sorted(said, key=said.__getitem__, reverse=True)
    return _("Latest full years as Azerbaijan reports them: {list}.").format(list="; ".join(ordered))


def _flows_note(best: pd.DataFrame, flow: str, language: Language) -> str:
    _ = language.gettext
    notes = [_("Each partner has its own scale; of each year the longest period is shown.")]
    if flow == "turnover" and best["summed"].any():
        notes.append(_("{sign}: our sum of exports and imports.").format(sign=OURS))
    if flow == "balance":
        notes.append(_("The balance is ours throughout: no source states it."))
    return " ".join(notes)


@remembered_by("filters", "language", "theme")
def total(context: Context) -> Card:
    """All of Azerbaijan's trade: the total that shares are taken of."""
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    world = measures.world_code(dataset)
    rows = narrow(_every(dataset), "trade", dataset, filters)
    best = measures.longest(rows[rows["partner"] == world], "turnover")
    title = _("All trade of Azerbaijan, turnover, USD million, {period}").format(period=language.years(*filters.period))
    if best.empty:
        return Card("trade-total", title, _("No total lies in this period."), None, ())
    names = {**country_names(context), world: _("Total")}
    home = home_country(dataset)
    panels = {world: _panel(context, best, "turnover", home, names)}
    words = {**_reporter_words(language), "mirror": ""}
    full = best[best["full_year"]].set_index("year")["turnover"]
    takeaway = _("No full year in the rows.")
    if len(full):
        year = int(full.index[-1])
        takeaway = _("{amount} in {year}").format(amount=amount(full[year], language), year=year)
        if year - 1 in full.index:
            change = language.signed_percent(full[year] / full[year - 1] - 1)
            takeaway += ", " + _("{change} on {year}").format(change=change, year=year - 1)
        missing = [str(year) for year in _years(filters) if year not in full.index]
        takeaway += _("; no full year in the rows for {years}.").format(years=", ".join(missing)) if missing else "."
    note = _("{sign}: our sum of exports and imports.").format(sign=OURS) if best["summed"].any() else ""
    figure = charts.flows(panels, names, _years(filters), words, context.theme)
    return Card("trade-total", title, takeaway, figure, _rows(dataset, best.index), note=note)


@remembered_by("filters", "language", "theme")
def compared(context: Context) -> Card:
    """Each partner's latest turnover beside the same months of an earlier year, where both exist."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    home = home_country(dataset)
    partners = shown_countries(context)
    pairs = _pairs(dataset)
    pairs = pairs[(pairs["reporter"] == home) & pairs["later_year"].isin(_years(context.filters))]
    table = pairs.drop_duplicates("partner").set_index("partner").reindex(list(partners))
    names = country_names(context)
    title = _("Latest turnover against the same months before, USD million")
    known = table[table["change"].notna()]
    if known.empty:
        nothing = _("No chosen partner has the same months in two years, by one reporter, in this period.")
        return Card("trade-same-months", title, nothing, None, ())
    labels, said = [], []
    for code, row in table.iterrows():
        if pd.isna(row["change"]):
            labels.append(("", ""))
            continue
        later = language.period(row["start"], row["end"])
        gap = pd.DateOffset(years=int(row["later_year"] - row["earlier_year"]))
        earlier = language.period(row["start"] - gap, _same_day(row["end"], gap))
        change = language.signed_percent(row["change"])
        labels.append(
            (f"{amount(row['earlier'], language)} ({earlier})", f"{amount(row['later'], language)} ({later}; {change})")
        )
        said.append(
            _("{country} {change} ({later} against {earlier})").format(
                country=names[str(code)], change=change, later=later, earlier=earlier
            )
        )
    figure = charts.compared(
        table,
        [names[str(code)] for code in table.index],
        labels,
        (_("latest earlier year with these months"), _("latest period that can be compared")),
        _("no same months in two years"),
        context.theme,
    )
    used = pd.Index(known[["earlier_line", "later_line"]].to_numpy().ravel())
    takeaway = _("Like with like, as Azerbaijan reports: {list}.").format(list="; ".join(said))
    return Card("trade-same-months", title, takeaway, figure, _rows(dataset, used))


def _same_day(end: pd.Timestamp, gap: pd.DateOffset) -> pd.Timestamp:
    """The day as many years before; a last day of its month stays one."""
    is_last = (end + pd.Timedelta(days=1)).day == 1
    return end - gap + pd.offsets.MonthEnd(0) if is_last else end - gap


@remembered_by("filters", "language")
def growth_table(context: Context) -> pd.DataFrame:
    """Every turnover of the period that has a stated growth or the same months before it, newest first."""
    language = context.language
    _ = language.gettext
    pairs = _pairs(context.dataset).set_index("later_line")
    rows = _shown(context)
    rows = rows[rows["turnover"].notna() & (rows["growth_pct"].notna() | rows.index.isin(pairs.index))]
    rows = rows.sort_values(["period_end", "partner"], ascending=[False, True], kind="stable")
    names = country_names(context)
    found = pairs.reindex(rows.index)

    def percent(values: pd.Series) -> list[str]:
        return [NONE if pd.isna(value) else language.signed_percent(value) for value in values]

    return pd.DataFrame(
        {
            _("Partner"): [names[str(code)] for code in rows["partner"]],
            _("Period"): [language.period(a, b) for a, b in zip(rows["period_start"], rows["period_end"], strict=True)],
            _("Reporter"): [names[str(code)] for code in rows["reporter"]],
            _("Turnover, USD million"): [
                ours(row["turnover"], bool(row["summed"]), language) for _line, row in rows.iterrows()
            ],
            _("Same months of"): [NONE if pd.isna(year) else str(int(year)) for year in found["earlier_year"]],
            _("Turnover then"): [NONE if pd.isna(value) else amount(value, language) for value in found["earlier"]],
            _("Change, computed"): percent(found["change"]),
            _("Growth on the year before, as stated"): percent(rows["growth_pct"] / 100),
        }
    )


@remembered_by("filters", "language", "theme")
def mirrors(context: Context) -> Card:
    """Periods that both Azerbaijan and the partner report: each figure beside the other, with the difference."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    home = home_country(dataset)
    partners, years = shown_countries(context), _years(context.filters)
    every = measures.mirrors(_every(dataset), home)
    every = every[every["partner"].isin(partners)]
    pairs = every[every["start"].dt.year.isin(years)]
    outside = every[~every.index.isin(pairs.index)]
    names = country_names(context)
    title = _("One period, two reporters: turnover, USD million")

    def named(pair: pd.Series) -> str:
        return f"{names[str(pair['partner'])]} {language.period(pair['start'], pair['end'])}"

    left_out = "; ".join(named(pair) for _place, pair in outside.iterrows())
    note = _("Outside the chosen period: {list}.").format(list=left_out) if left_out else ""
    if pairs.empty:
        nothing = _("No period here is reported by both sides.") + (f" {note}" if note else "")
        return Card("trade-mirrors", title, nothing, None, ())
    said, headings = [], []
    for _place, pair in pairs.iterrows():
        gap = _("{difference}, {share}").format(
            difference=language.signed(pair["difference"], 1),
            share=language.signed_percent(pair["difference"] / pair["own"]),
        )
        headings.append(lines([plain(named(pair)), plain(_("difference: {gap}").format(gap=gap))]))
        said.append(
            _("{pair}: {own} as Azerbaijan reports, {mirror} as the partner reports ({gap})").format(
                pair=named(pair),
                own=ours(pair["own"], bool(pair["own_summed"]), language),
                mirror=ours(pair["mirror"], bool(pair["mirror_summed"]), language),
                gap=gap,
            )
        )
    texts = pairs.assign(
        own_text=[plain(ours(a, bool(b), language)) for a, b in zip(pairs["own"], pairs["own_summed"], strict=True)],
        mirror_text=[
            plain(ours(a, bool(b), language)) for a, b in zip(pairs["mirror"], pairs["mirror_summed"], strict=True)
        ],
    )
    words = _reporter_words(language)
    figure = charts.mirrors(texts, headings, (words["own"], words["mirror"]), context.theme)
    notes = [_("Each pair has its own scale.")]
    if pairs[["own_summed", "mirror_summed"]].any(axis=None):
        notes.append(_("{sign}: our sum of exports and imports.").format(sign=OURS))
    if note:
        notes.append(note)
    used = pd.Index([*pairs["own_line"], *pairs["mirror_line"]])
    return Card("trade-mirrors", title, "; ".join(said) + ".", figure, _rows(dataset, used), note=" ".join(notes))


@remembered_by("filters", "language", "theme")
def shares(context: Context) -> Card:
    """Share of the total, only where the same period has both."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    home, world = home_country(dataset), measures.world_code(dataset)
    table = measures.world_shares(_every(dataset), home, world)
    table = table[
        table["partner"].isin(shown_countries(context)) & table["start"].dt.year.isin(_years(context.filters))
    ]
    table = table.sort_values(["start", "share"], ascending=[False, False], ignore_index=True)
    names = country_names(context)
    title = _("Share of all Azerbaijani trade turnover, %, where the same period has both")
    if table.empty:
        nothing = _("No period here has both a partner's figure and the total.")
        return Card("trade-shares", title, nothing, None, ())
    labels = [
        f"{names[str(row['partner'])]}, {language.period(row['start'], row['end'])}" for _place, row in table.iterrows()
    ]
    texts = [
        _("{share} ({part} of {total})").format(
            share=language.percent(row["share"], 2 if row["share"] >= 0.001 else 3),
            part=amount(row["turnover"], language),
            total=amount(row["total"], language),
        )
        for _place, row in table.iterrows()
    ]
    top = table.iloc[int(table["share"].argmax())]
    takeaway = _(
        "The largest: {country}, {share} in {period}; partner-years that can be set against the total: {n}."
    ).format(
        country=names[str(top["partner"])],
        share=language.percent(top["share"], 2),
        period=language.period(top["start"], top["end"]),
        n=len(table),
    )
    used = pd.Index([*table["line"], *table["total_line"]])
    figure = charts.shares(table, labels, texts, context.theme)
    return Card("trade-shares", title, takeaway, figure, _rows(dataset, used))
