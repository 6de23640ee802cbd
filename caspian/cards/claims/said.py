"""Who said what, when: stated figures beside what the rows give for each one's own window."""

from collections.abc import Callable

import pandas as pd

from caspian.cards import Card, Rows
from caspian.charts import lines, plain
from caspian.charts import statements as charts
from caspian.charts.claims import summary as claim_charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.measures import statements as measures
from caspian.measures.review import rest_on_it
from caspian.tables import headings
from caspian.text import Language

NONE = "–"


def metric_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "visits_outbound": _("Visits from Azerbaijan"),
        "visits_inbound": _("Visits to Azerbaijan"),
        "freight_growth": _("Freight growth"),
        "transit_time": _("Delivery time"),
        "block_trains": _("Block trains"),
        "other": _("Other figures"),
    }


@remembered
def said(dataset: Dataset, metric: str) -> pd.DataFrame:
    return measures.said(dataset, metric)


def _say(metric: str, language: Language) -> Callable[[float], str]:
    """How a figure of a metric is written."""
    if metric != "freight_growth":
        return language.number

    def growth(value: float) -> str:
        # Below a tenth the decimals matter (8.4 %); above it they would only pretend.
        exact = abs(value) < 0.2 and abs(value * 100 - round(value * 100)) > 0.04
        return language.signed_percent(value, 1 if exact else 0)

    return growth


def _rows_text(row: pd.Series, metric: str, language: Language) -> str:
    low, high = row["low"], row["high"]
    if pd.isna(low):
        return NONE
    return language.span(low, high) if metric == "transit_time" else _say(metric, language)(low)


def _stated_text(row: pd.Series, metric: str, language: Language) -> str:
    """The stated figure; its unit where a metric mixes units; in words only where the statement gives ranges."""
    _ = language.gettext
    if pd.isna(row["stated"]):
        return _("in words")
    return _say(metric, language)(row["stated"])


def _difference(row: pd.Series, metric: str, language: Language) -> str:
    value = row["difference"]
    if pd.isna(value):
        return NONE
    if metric == "freight_growth":
        return language.signed(value * 100)
    return language.signed(value)


def _window(row: pd.Series, language: Language) -> str:
    _ = language.gettext
    start, end = row["window_start"], row["window_end"]
    if pd.isna(end):
        return NONE
    return _("up to {date}").format(date=language.short_day(end)) if pd.isna(start) else language.period(start, end)


@remembered_by("language", "theme")
def timeline(context: Context, metric: str) -> Card:
    """Each dated statement of a metric (not "other") on its day, tied to what the rows give."""
    language = context.language
    _ = language.gettext
    unit = {
        "visits_outbound": _("trips"),
        "visits_inbound": _("trips"),
        "freight_growth": _("change, %"),
        "transit_time": _("days"),
        "block_trains": _("trains a year"),
    }[metric]
    name = metric_names(language)[metric]
    title = _("{what}: stated and in the rows, {unit}, by day of the statement").format(what=name, unit=unit)
    table = said(context.dataset, metric)
    dated = table[table["date"].notna()]
    if dated.empty:
        return Card("claims-said", title, _("No statement of this kind is dated."), None, ())
    words = {"stated": _("stated"), "rows": _("the rows, for the statement's own window")}
    marks = _marks(context, dated, metric)
    return Card(
        "claims-said",
        title,
        _takeaway(context, dated, metric),
        charts.beside_rows(marks, _say(metric, language), words, context.theme),
        (("stated_figures", table),),
        table=marks,
        columns=headings(context, "stated_figures", date="date", who="speaker")
        | {"stated": _("Stated"), "rows": _("Rows hold"), "span": _("Window")},
    )


def _marks(context: Context, dated: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Statements of :func:`said` with what is written at and about each."""
    language = context.language
    every = [row for _line, row in dated.iterrows()]
    return dated.assign(
        when=[_when(context, row) for row in every],
        who=context.texts(dated, "speaker"),
        rows=[_rows_text(row, metric, language) for row in every],
        span=[_years_text(row, language) for row in every],
        card=[_hover(context, row, metric) for row in every],
    )


def _when(context: Context, row: pd.Series) -> str:
    """The day of a statement and, where it is about one country, that country under it."""
    country = context.name("countries", str(row["country"])) if row["country"] else ""
    return lines([plain(context.language.short_day(row["date"])), plain(country)])


def _hover(context: Context, row: pd.Series, metric: str) -> str:
    language = context.language
    _ = language.gettext
    return lines(
        [
            f"<b>{claim_charts.wrapped(context.text(row, 'speaker'), 60)}</b>",
            language.short_day(row["date"]),
            claim_charts.wrapped(context.text(row, "statement"), 60),
            plain(_("Stated: {stated}").format(stated=_stated_text(row, metric, language))),
            plain(
                _("Rows: {rows} ({window})").format(
                    rows=_rows_text(row, metric, language), window=_years_text(row, language)
                )
            ),
        ]
    )


def _years_text(row: pd.Series, language: Language) -> str:
    """The time that the rows' value is of: years for an annual comparison, else the statement's window."""
    if pd.notna(row["first"]):
        return language.years(int(row["first"]), int(row["last"]))
    return _window(row, language)


def _takeaway(context: Context, dated: pd.DataFrame, metric: str) -> str:
    language = context.language
    _ = language.gettext
    known = dated[dated["difference"].notna()]
    limit = 0.05 if metric == "freight_growth" else 0
    near = int((known["difference"].abs() <= limit + 1e-9).sum())
    text = {
        True: _("{near} of {all} dated figures within 5 percentage points of the rows"),
        False: _("{near} of {all} dated figures equal to the rows"),
    }[metric == "freight_growth"].format(near=near, all=len(known))
    without = len(dated) - len(known)
    if len(known):
        far = known.iloc[int(known["difference"].abs().argmax())]
        if abs(far["difference"]) > limit:
            text += _("; farthest: {stated} stated, {rows} in the rows ({who}, {date})").format(
                stated=_say(metric, language)(far["stated"]),
                rows=_rows_text(far, metric, language),
                who=_person(context, far),
                date=language.short_day(far["date"]),
            )
    if without:
        text += _("; without a value to compare: {n}").format(n=without)
    return text + "."


def _person(context: Context, row: pd.Series) -> str:
    return measures.person(context.text(row, "speaker"))


@remembered_by("language")
def table(context: Context, metric: str) -> pd.DataFrame:
    """Every statement of a metric, newest first, beside the rows and the difference."""
    language = context.language
    _ = language.gettext
    rows = said(context.dataset, metric).iloc[::-1]
    units = [context.label("unit", str(unit)) for unit in rows["unit"]]
    stated = [
        f"{text} {unit}" if metric == "other" else text
        for text, unit in zip((_stated_text(row, metric, language) for _l, row in rows.iterrows()), units, strict=True)
    ]
    names = headings(context, "stated_figures", date="date", who="speaker", statement="statement", series="series_ids")
    columns = {
        names["date"]: rows["date"].dt.strftime("%Y-%m-%d").fillna(NONE),
        names["who"]: context.texts(rows, "speaker"),
        _("Stated"): stated,
    }
    if metric != "other":
        columns |= {
            _("Rows hold"): [_rows_text(row, metric, language) for _line, row in rows.iterrows()],
            _("Difference"): [_difference(row, metric, language) for _line, row in rows.iterrows()],
        }
    columns |= {
        _("Window"): [_window(row, language) for _line, row in rows.iterrows()],
        names["statement"]: context.texts(rows, "statement"),
    }
    if metric in ("freight_growth", "block_trains"):
        tested = (cell[0] if cell else "" for cell in rows["series_ids"])
        columns[names["series"]] = [context.name("freight_series", code) or NONE for code in tested]
    return pd.DataFrame(columns)


@remembered_by("language")
def side_by_side(context: Context, metric: str) -> tuple[str, ...]:
    """One sentence for each person with differing figures, and for each figure that several persons gave."""
    language = context.language
    _ = language.gettext
    if metric == "other":
        return ()
    every = said(context.dataset, metric)
    say = _say(metric, language)
    sentences = []
    for rows in measures.differing(every):
        given = "; ".join(
            _("{stated} on {date}, rows {rows} ({window})").format(
                stated=say(row["stated"]),
                date=language.short_day(row["date"]),
                rows=_rows_text(row, metric, language),
                window=_years_text(row, language),
            )
            for _line, row in rows.iterrows()
        )
        about = _about(context, rows.iloc[0])
        text = _("{who}, differing figures ({about}): {given}.") if about else _("{who}, differing figures: {given}.")
        sentences.append(text.format(who=_person(context, rows.iloc[0]), about=about, given=given))
    own = rest_on_it(context.dataset, every)
    for rows in measures.repeated(every):
        others = rows[~own[rows.index]]
        speakers = list(dict.fromkeys(_person(context, row) for _line, row in others.iterrows()))
        dates = others["date"]
        first, last = (NONE if pd.isna(day) else language.short_day(day) for day in (dates.min(), dates.max()))
        count = language.ngettext("{n} statement", "{n} statements", len(others)).format(n=language.number(len(others)))
        sentence = _("The same figure, {stated}: {count} ({who}), {first} – {last}").format(
            stated=say(rows["stated"].iloc[0]), count=count, who=", ".join(speakers), first=first, last=last
        )
        if len(others) < len(rows):
            sentence += _("; and the review itself")
        sentences.append(sentence + ".")
    return tuple(sentences)


def _about(context: Context, row: pd.Series) -> str:
    """The country or series that differing figures are about; nothing for trips of all partners."""
    names = []
    if row["country"]:
        names.append(context.name("countries", str(row["country"])))
    if row["series_ids"]:
        names.append(context.name("freight_series", row["series_ids"][0]))
    return ", ".join(names)


@remembered
def rows_of(dataset: Dataset, metric: str) -> Rows:
    return (("stated_figures", said(dataset, metric)),)
