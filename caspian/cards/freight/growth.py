"""Cards of growth: which years a stated figure fits, and like parts of years side by side."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.freight import words
from caspian.cards.freight.marks import covered_years
from caspian.cards.freight.series import rows_behind
from caspian.charts import lines, plain
from caspian.charts.freight import growth as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import DEFAULT_FIRST_YEAR
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.growth import Years
from caspian.measures.freight.series import named
from caspian.tables import heading_of
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
    """What the claim states, in percent, and the years of its window; where it says neither, no growth since 2019."""
    window = (DEFAULT_FIRST_YEAR, covered_years(dataset)[-1])
    rows = claim(dataset)
    if rows.empty:
        return 0.0, window
    row = rows.iloc[0]
    start, stated = row["window_start"], row["stated_value"]
    first = window[0] if pd.isna(start) else start.year
    return 0.0 if pd.isna(stated) else float(stated), (first, row["window_end"].year)


def _pairs(dataset: Dataset, series_id: str) -> pd.DataFrame:
    annual = measures.annual_of(dataset, series_id)
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


@dataclass(frozen=True)
class Sought:
    """A growth that is looked for: what was stated, in percent, and the first and last year it was stated of."""

    stated: float
    window: Years


@remembered_by("filters", "language", "theme")
def explorer(context: Context, series_id: str, sought: Sought, rate: str) -> Card:
    """Growth between every two full years of a series, with those nearest a stated one marked.

    ``rate``, of :data:`RATES`: the whole change or the compound one is what cells show.
    """
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    annual = measures.annual_of(dataset, series_id)
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
    near, far = nearest(pairs, sought)
    table = _cells(context, series_id, pairs, shown).assign(frame="")
    table = table.assign(rate=pairs[{"total": "change", "yearly": "yearly"}[rate]])
    abouts = ["" if firm else words.ABOUT for firm in pairs["firm"]]
    table["label"] = [about + language.signed(value * 100) for about, value in zip(abouts, table["rate"], strict=True)]
    for frame, pair in (("outside", far), ("inside", near)):
        if pair is not None:
            table.loc[pair.name, "frame"] = frame
    years = {int(year): sought.window[0] <= year <= sought.window[1] for year in shown.index}
    return Card(
        card,
        title,
        _explained(context, pairs, sought),
        charts.matrix(table, years, _("from: row, to: column"), context.theme),
        rows_behind(dataset, shown["line"].tolist(), (series_id,)),
        note=_explorer_note(context, series_id, table),
        conditions=_("Stated: {stated}, window: {window}").format(
            stated=language.signed_percent(sought.stated / 100), window=language.years(*sought.window)
        ),
        table=table,
        columns={
            "start": _("From"),
            "end": _("To"),
            "percent": _("Growth, %"),
            "percent_yearly": _("Compound growth a year, %"),
            "break": _("Across the break"),
        },
    )


def nearest(pairs: pd.DataFrame, sought: Sought) -> tuple[pd.Series | None, pd.Series | None]:
    """The pair of years whose growth is nearest the one sought: inside its window, and outside it."""
    inside = growth.within(pairs, sought.window)
    return (
        growth.nearest(pairs[inside], sought.stated / 100),
        growth.nearest(pairs[~inside], sought.stated / 100),
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


def _cells(context: Context, series_id: str, pairs: pd.DataFrame, annual: pd.DataFrame) -> pd.DataFrame:
    """The pairs with what a reader takes away of each, and what stands over its cell."""
    language = context.language
    _ = language.gettext
    unit = measures.unit_of(context.dataset, series_id)
    ends = {
        year: f"{year}: {words.amount(context, float(value), unit)} "
        f"({language.lower(context.label('value_status', str(status)))})"
        for year, value, status in zip(annual.index, annual["value"], annual["status"], strict=True)
    }
    hovers = [
        lines(
            [
                f"<b>{pair.start} → {pair.end}: {plain(language.signed_percent(float(pair.change), 1))}</b>",
                plain(_("compound: {rate} a year").format(rate=language.signed_percent(float(pair.yearly), 1))),
                plain(ends[pair.start]),
                plain(ends[pair.end]),
                plain(_("across the break")) if pair.crosses else "",
            ]
        )
        for pair in named(pairs)
    ]
    return pairs.assign(
        hover=pd.Series(hovers, index=pairs.index, dtype=object),
        percent=pairs["change"] * 100,
        percent_yearly=pairs["yearly"] * 100,
        **{"break": [_("yes") if crosses else "" for crosses in pairs["crosses"]]},
    )


def _explained(context: Context, pairs: pd.DataFrame, sought: Sought) -> str:
    language = context.language
    _ = language.gettext
    none = _("no pair of years")
    near, far = nearest(pairs, sought)
    sentence = _("Nearest to {stated} inside {window}: {inside}; outside it: {outside}.").format(
        stated=language.signed_percent(sought.stated / 100),
        window=language.years(*sought.window),
        inside=none if near is None else pair_text(near, language),
        outside=none if far is None else pair_text(far, language),
    )
    whole = growth.over(pairs, sought.window)
    if whole is not None:
        sentence += " " + _("Over the window: {pair}, compound {rate} a year.").format(
            pair=pair_text(whole, language), rate=language.signed_percent(float(whole["yearly"]), 1)
        )
    return sentence


def _explorer_note(context: Context, series_id: str, table: pd.DataFrame) -> str:
    _ = context.language.gettext
    parts = []
    if (table["frame"] == "inside").any():
        parts.append(_("Whole frame: the nearest pair inside the window, whose years are bold."))
    if (table["frame"] == "outside").any():
        parts.append(_("Dotted frame: the nearest pair outside it."))
    broken = measures.break_date(context.dataset, series_id)
    if broken is not None and table["crosses"].any():
        parts.append(_("Hatched: pairs across the break of {year}.").format(year=broken.year))
    if not table["firm"].all():
        parts.append(_("≈: a year is preliminary or an estimate."))
    parts.append(words.note(context, [series_id]))
    return " ".join(part for part in parts if part)


@remembered_by("language")
def readings(context: Context) -> tuple[str, ...]:
    """What the claim's figure fits, series by series: the first one is the one that the verdict tests."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    names, sought = words.series_names(context), Sought(*claimed(dataset))
    sentences = []
    for series_id in claimed_series(dataset):
        pairs = _pairs(dataset, series_id)
        whole, (near, _far) = growth.over(pairs, sought.window), nearest(pairs, sought)
        if whole is None or near is None:
            text = _("No two full years inside {window}").format(window=language.years(*sought.window))
        elif near.name == whole.name:
            text = pair_text(whole, language)
        else:
            text = _("{whole}; nearest {near}").format(whole=pair_text(whole, language), near=pair_text(near, language))
        sentences.append(f"{text}. {names[series_id]}.")
    return tuple(sentences)


def claimed_series(dataset: Dataset) -> tuple[str, ...]:
    """The series that the claim names."""
    return tuple(one for listed in claim(dataset)["series_ids"] for one in listed)


@remembered
def claim_rows(dataset: Dataset) -> Rows:
    """The claim, and the full years of the series that it names."""
    freight = dataset.freight
    full = freight[freight["series_id"].isin(claimed_series(dataset)) & measures.is_full_year(freight)]
    return ("claims", claim(dataset)), ("freight", full[full["status"].isin(measures.HAPPENED)])


@remembered_by("language")
def fit_table(context: Context, sought: Sought) -> pd.DataFrame:
    """For each series that the claim names: growth over a window, and the pairs nearest a stated growth."""
    language = context.language
    _ = language.gettext
    names = words.series_names(context)
    found = []
    for series_id in claimed_series(context.dataset):
        pairs = _pairs(context.dataset, series_id)
        picked = (growth.over(pairs, sought.window), *nearest(pairs, sought))
        texts = ["–" if pair is None else pair_text(pair, language) for pair in picked]
        found.append((names[series_id], *texts))
    headings = [
        heading_of(context, "freight", "series_id"),
        _("First to last year in {window}").format(window=language.years(*sought.window)),
        _("Nearest to {stated} inside").format(stated=language.signed_percent(sought.stated / 100)),
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
                    row.date.date() if pd.notna(row.date) else None,
                    words.stated_percent(row.stated_value, language),
                    "–" if pair is None else pair_text(pair, language),
                    names[series_id],
                    context.text(row, "speaker"),
                    language.period(start, end) if dated else "–",
                    context.text(row, "statement"),
                )
            )
    headings = [
        heading_of(context, "stated_figures", "date"),
        _("Stated"),
        _("Full years in the window"),
        heading_of(context, "freight", "series_id"),
        heading_of(context, "stated_figures", "speaker"),
        _("Window"),
        heading_of(context, "stated_figures", "statement"),
    ]
    return pd.DataFrame(found, columns=headings)
