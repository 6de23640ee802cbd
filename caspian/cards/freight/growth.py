"""Cards of growth: which years a stated figure fits, and like parts of years side by side."""

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import words
from caspian.charts import lines, plain
from caspian.charts.freight import bars as freight_bars
from caspian.charts.freight import growth as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.growth import Years
from caspian.measures.freight.series import named
from caspian.text import Language

METRIC = "titr_freight_growth"
STATEMENT_METRIC = "freight_growth"
RATES = ("total", "yearly")


def rate_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {"total": _("Whole change"), "yearly": _("Compound, a year")}


@remembered
def claim(dataset: Dataset) -> pd.DataFrame:
    """The review's claim about growth of freight: one row, or none."""
    return dataset.claims[dataset.claims["metric"] == METRIC].iloc[:1]


@remembered_by("language")
def claim_texts(context: Context) -> tuple[str, ...]:
    """The claim in words, quoted as one; nothing without a claim."""
    said = context.texts(claim(context.dataset), "statement")
    return tuple(words.quoted(context, str(statement)) for statement in said)


@remembered
def claimed(dataset: Dataset) -> tuple[float, Years]:
    """What the claim states, in percent, and the years of its window; without a claim, no growth since 2019."""
    rows = claim(dataset)
    if rows.empty:
        return 0.0, (2019, freight_series.covered_years(dataset)[-1])
    row = rows.iloc[0]
    return float(row["stated_value"]), (row["window_start"].year, row["window_end"].year)


def _pairs(dataset: Dataset, series_id: str) -> pd.DataFrame:
    annual = measures.annual(measures.values(dataset, series_id))
    return growth.pairs(annual, measures.break_date(dataset, series_id))


def pair_text(pair: pd.Series, language: Language, decimals: int = 1) -> str:
    """``+86.1 % (2022 → 2023)``, marked where it stands on estimates or crosses the break."""
    _ = language.gettext
    about = "" if pair["firm"] else words.ABOUT
    change = about + language.signed_percent(float(pair["change"]), decimals)
    years = f"{int(pair['start'])} → {int(pair['end'])}"
    if pair["crosses"]:
        years = _("{years} across the break").format(years=years)
    return f"{change} ({years})"


@remembered_by("filters", "language", "theme")
def explorer(context: Context, series_id: str, stated: int, window: Years, rate: str) -> Card:
    """Growth between every two full years of a series, with those nearest a stated one (in percent) marked."""
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    annual = measures.annual(measures.values(dataset, series_id))
    shown = annual[(annual.index >= filters.period[0]) & (annual.index <= filters.period[1])]
    name = words.series_names(context)[series_id]
    what = {
        "total": _("{series}: growth between years, %, {period}"),
        "yearly": _("{series}: compound growth a year between years, %, {period}"),
    }
    title = what[rate].format(series=name, period=language.years(*filters.period))
    card = f"freight-growth-{series_id}"
    if len(shown) < 2:
        return Card(card, title, _too_few(context, annual, shown), None, ())
    pairs = growth.pairs(shown, measures.break_date(dataset, series_id))
    inside = growth.within(pairs, window)
    near, far = growth.nearest(pairs[inside], stated / 100), growth.nearest(pairs[~inside], stated / 100)
    figure = charts.matrix(
        _cells(context, pairs, shown, rate, words.unit_of(dataset, series_id)),
        [int(year) for year in shown.index],
        window,
        _years(near),
        _years(far),
        _("from: row, to: column"),
        context.theme,
    )
    return Card(
        card,
        title,
        _explained(pairs, near, far, stated, window, language),
        figure,
        freight_series.rows_behind(dataset, shown["line"].tolist(), (series_id,)),
        note=_explorer_note(context, series_id, pairs, near, far),
        conditions=_("Stated: {stated}, window: {window}").format(
            stated=language.signed_percent(stated / 100), window=language.years(*window)
        ),
    )


def _too_few(context: Context, annual: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Why there is no growth to show: the series has too few full years, or the period leaves too few."""
    _ = context.language.gettext
    if len(annual) < 2:
        years = ", ".join(str(year) for year in annual.index) or _("none")
        return _("Growth needs two full years, and this series does not have them. Its full years: {years}.").format(
            years=years
        )
    return _("Growth needs two full years, and in {period} this series has fewer. Its full years: {years}.").format(
        period=context.language.years(*context.filters.period), years=", ".join(str(year) for year in annual.index)
    )


def _years(pair: pd.Series | None) -> tuple[int, int] | None:
    return None if pair is None else (int(pair["start"]), int(pair["end"]))


def _cells(context: Context, pairs: pd.DataFrame, annual: pd.DataFrame, rate: str, unit: str) -> pd.DataFrame:
    language = context.language
    _ = language.gettext
    column = {"total": "change", "yearly": "yearly"}[rate]
    labels, hovers = [], []
    for pair in named(pairs):
        about = "" if pair.firm else words.ABOUT
        labels.append(about + language.signed(getattr(pair, column) * 100))
        ends = [
            f"{year}: {words.amount(context, float(annual['value'][year]), unit)} "
            f"({language.lower(context.label('value_status', str(annual['status'][year])))})"
            for year in (pair.start, pair.end)
        ]
        hovers.append(
            lines(
                [
                    f"<b>{pair.start} → {pair.end}: {plain(language.signed_percent(float(pair.change), 1))}</b>",
                    plain(_("compound: {rate} a year").format(rate=language.signed_percent(float(pair.yearly), 1))),
                    *(plain(end) for end in ends),
                    plain(_("across the break")) if pair.crosses else "",
                ]
            )
        )
    return pairs.assign(rate=pairs[column], label=labels, hover=hovers)


def _explained(
    pairs: pd.DataFrame,
    near: pd.Series | None,
    far: pd.Series | None,
    stated: float,
    window: Years,
    language: Language,
) -> str:
    _ = language.gettext
    none = _("no pair of years")
    sentence = _("Nearest to {stated} inside {window}: {inside}; outside it: {outside}.").format(
        stated=language.signed_percent(stated / 100),
        window=language.years(*window),
        inside=none if near is None else pair_text(near, language),
        outside=none if far is None else pair_text(far, language),
    )
    whole = growth.over(pairs, window)
    if whole is not None:
        sentence += " " + _("Over the window: {pair}, compound {rate} a year.").format(
            pair=pair_text(whole, language), rate=language.signed_percent(float(whole["yearly"]), 1)
        )
    return sentence


def _explorer_note(
    context: Context, series_id: str, pairs: pd.DataFrame, near: pd.Series | None, far: pd.Series | None
) -> str:
    _ = context.language.gettext
    parts = []
    if near is not None:
        parts.append(_("Whole frame: the nearest pair inside the window, whose years are bold."))
    if far is not None:
        parts.append(_("Dotted frame: the nearest pair outside it."))
    broken = measures.break_date(context.dataset, series_id)
    if broken is not None and pairs["crosses"].any():
        parts.append(_("Hatched: pairs across the break of {year}.").format(year=broken.year))
    if not pairs["firm"].all():
        parts.append(_("≈: a year is preliminary or an estimate."))
    parts.append(words.note(context, [series_id]))
    return " ".join(part for part in parts if part)


@remembered_by("language")
def readings(context: Context) -> tuple[str, ...]:
    """What the claim's figure fits, series by series: the first one is the one that the verdict tests."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    names, (stated, window) = words.series_names(context), claimed(dataset)
    sentences = []
    for row in named(claim(dataset)):
        for series_id in row.series_ids:
            pairs = _pairs(dataset, series_id)
            inside = pairs[growth.within(pairs, window)]
            whole, near = growth.over(pairs, window), growth.nearest(inside, stated / 100)
            if whole is None or near is None:
                text = _("No two full years inside {window}").format(window=language.years(*window))
            elif _years(near) == _years(whole):
                text = pair_text(whole, language)
            else:
                text = _("{whole}; nearest {near}").format(
                    whole=pair_text(whole, language), near=pair_text(near, language)
                )
            sentences.append(f"{text}. {names[series_id]}.")
    return tuple(sentences)


@remembered
def claim_rows(dataset: Dataset) -> Rows:
    """The claim, and the full years of the series that it names."""
    rows = claim(dataset)
    series_ids = tuple(one for listed in rows["series_ids"] for one in listed)
    freight = dataset.freight
    full = freight[freight["series_id"].isin(series_ids) & measures.is_full_year(freight)]
    return ("claims", rows), ("freight", full[full["status"].isin(measures.HAPPENED)])


@remembered_by("language")
def fit_table(context: Context, stated: int, window: Years) -> pd.DataFrame:
    """For each series that the claim names: growth over a window, and the pairs nearest a stated growth."""
    language = context.language
    _ = language.gettext
    names = words.series_names(context)
    found = []
    for listed in claim(context.dataset)["series_ids"]:
        for series_id in listed:
            pairs = _pairs(context.dataset, series_id)
            inside = growth.within(pairs, window)
            picked = (
                growth.over(pairs, window),
                growth.nearest(pairs[inside], stated / 100),
                growth.nearest(pairs[~inside], stated / 100),
            )
            texts = ["–" if pair is None else pair_text(pair, language) for pair in picked]
            found.append((names[series_id], *texts))
    headings = [
        _("Series"),
        _("First to last year in {window}").format(window=language.years(*window)),
        _("Nearest to {stated} inside").format(stated=language.signed_percent(stated / 100)),
        _("Nearest outside"),
    ]
    return pd.DataFrame(found, columns=headings)


@remembered_by("language")
def statement_table(context: Context) -> pd.DataFrame:
    """What officials said of growth beside the rows: each series named, from first to last year of the window."""
    language = context.language
    _ = language.gettext
    names = words.series_names(context)
    said = context.dataset.stated_figures
    said = said[said["metric"] == STATEMENT_METRIC].sort_values("date", ascending=False, kind="stable")
    found = []
    for row in named(said):
        start, end = row.window_start, row.window_end
        dated = pd.notna(start) and pd.notna(end)
        for series_id in row.series_ids:
            pair = growth.over(_pairs(context.dataset, series_id), (start.year, end.year)) if dated else None
            found.append(
                (
                    row.date.date(),
                    words.stated_percent(row.stated_value, language),
                    "–" if pair is None else pair_text(pair, language),
                    names[series_id],
                    getattr(row, f"speaker_{language.code}"),
                    _window(start, end, language),
                    getattr(row, f"statement_{language.code}"),
                )
            )
    headings = [
        _("Date"),
        _("Stated"),
        _("Full years in the window"),
        _("Series"),
        _("Who"),
        _("Window"),
        _("Statement"),
    ]
    return pd.DataFrame(found, columns=headings)


def _window(start: pd.Timestamp, end: pd.Timestamp, language: Language) -> str:
    if pd.notna(start) and pd.notna(end):
        return language.period(start, end)
    return "–"


@remembered_by("filters", "language", "theme")
def same_period(context: Context, series_id: str) -> Card:
    """Part-years of a series beside the same part of other years."""
    dataset, filters, language, theme = context.dataset, context.filters, context.language, context.theme
    _ = language.gettext
    rows, unit = measures.values(dataset, series_id), words.unit_of(dataset, series_id)
    pairs = growth.like_pairs(rows, measures.break_date(dataset, series_id))
    years = range(filters.period[0], filters.period[1] + 1)
    pairs = (
        pairs[pairs["start"].dt.year.isin(years) & pairs["earlier_start"].dt.year.isin(years)] if len(pairs) else pairs
    )
    name = words.series_names(context)[series_id]
    how = words.scale(unit, max([0.0, *pairs["value"], *pairs["earlier_value"]]))
    title = _("{series}: same part of each year, {unit}, {period}").format(
        series=name, unit=words.unit_name(context, how), period=language.years(*filters.period)
    )
    card = f"freight-same-period-{series_id}"
    if pairs.empty:
        return Card(card, title, _("No part of a year has a figure for two years of the period."), None, ())
    used = {line: None for pair in named(pairs) for line in (pair.earlier_line, pair.line)}
    country = words.country_of(dataset, series_id)
    groups = _groups(
        context,
        rows.loc[list(used)],
        pairs,
        how,
        theme.countries.get(country, theme.accent),
        words.set_apart(context, series_id),
    )
    last = pairs.sort_values(["end", "start"], kind="stable").iloc[-1]
    takeaway = _("{amount} in {period}, {change} on {earlier}.").format(
        period=language.period(last["start"], last["end"]),
        amount=words.amount(context, float(last["value"]), unit),
        change=language.signed_percent(float(last["change"]), 1),
        earlier=language.period(last["earlier_start"], last["earlier_end"]),
    )
    note = _("Only like parts are compared; a bar stands for a part of a year, never for a year.")
    if pairs["crosses"].any():
        note += " " + _("In brackets: across the break.")
    return Card(
        card,
        title,
        takeaway,
        freight_bars.bars(groups, theme),
        freight_series.rows_behind(dataset, list(used), (series_id,)),
        note=note,
    )


def _groups(
    context: Context, rows: pd.DataFrame, pairs: pd.DataFrame, how: words.Scale, colour: str, dimmed: bool
) -> list[freight_bars.Group]:
    language = context.language
    _ = language.gettext
    changes = {pair.line: pair for pair in named(pairs)}
    keys = [growth.part_key(row.period_start, row.period_end) for row in named(rows)]
    groups = []
    for key in sorted(set(keys)):
        part = rows[[one == key for one in keys]].sort_values("period_start")
        first = part.iloc[-1]
        texts = []
        for row in named(part):
            pair = changes.get(row.Index)
            text = f"<b>{how.say(float(row.value), language)}</b>"
            if pair is not None:
                change = language.signed_percent(float(pair.change))
                text += f"  {plain(f'({change})' if pair.crosses else change)}"
            texts.append(text)
        groups.append(
            freight_bars.Group(
                language.period(first["period_start"], first["period_end"]).removesuffix(f" {first['period_end'].year}")
                if first["period_end"].is_month_end and first["period_start"].day == 1
                else f"{first['period_start']:%d.%m}–{first['period_end']:%d.%m}",
                pd.DataFrame(
                    {
                        "label": [str(row.period_start.year) for row in named(part)],
                        "value": part["value"].tolist(),
                        "text": texts,
                        "hover": [words.hover(context, row, how.unit) for row in named(part)],
                        "colour": colour,
                        "part": True,
                        "dimmed": dimmed,
                        "capacity": float("nan"),
                    }
                ),
            )
        )
    return groups
