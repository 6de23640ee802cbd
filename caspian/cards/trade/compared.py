"""Like with like: the same months of two years, and growth as computed and as stated."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.trade.flows import shown
from caspian.cards.trade.words import amount, ours, partners, rows_of
from caspian.charts import trade as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.measures import trade as measures
from caspian.tables import headings
from caspian.text import Language

NONE = "–"

BARS = Encoding("bars", "category", "side", "amount", look="look", number_format="#,##0.0")


def sides(context: Context, pairs: pd.DataFrame, words: tuple[str, str]) -> pd.DataFrame:
    """Pairs as two rows a partner, ready to be drawn: what ``words`` call the earlier amount, and the later one.

    ``pairs`` are those of :func:`caspian.measures.trade.same_months` by partner; missing where there is none.
    """
    theme, found = context.theme, []
    for code, pair in pairs.iterrows():
        name = context.name("countries", str(code))
        before, now, category = _labels(pair, context.language)
        for side, column, text, look, shade in (
            (words[0], "earlier", before, "lighter", theme.pale),
            (words[1], "later", now, "solid", theme.accent),
        ):
            found.append(
                {
                    "name": name,
                    "category": f"{name} ({category})" if category else name,
                    "side": side,
                    "amount": float("nan") if pd.isna(pair[column]) else pair[column],
                    "text": text,
                    "look": look,
                    "shade": shade,
                    "colour": theme.accent,
                }
            )
    return pd.DataFrame(found)


def sides_columns(context: Context) -> dict[str, str]:
    """The columns of :func:`sides` for a reader."""
    _ = context.language.gettext
    return headings(context, "trade", name="partner") | {
        "side": _("Period"),
        "amount": _("Turnover, USD million"),
        "text": _("Period and change"),
    }


def _labels(pair: pd.Series, language: Language) -> tuple[str, str, str]:
    """What stands at the earlier and at the later bar, and the months compared."""
    if pd.isna(pair["change"]):
        return "", "", ""
    change = language.signed_percent(pair["change"])
    before, now = amount(pair["earlier"], language), amount(pair["later"], language)
    earlier, later = spans(pair, language)
    return f"{before} ({earlier})", f"{now} ({later}; {change})", f"{later} / {int(pair['earlier_year'])}"


def spans(pair: pd.Series, language: Language) -> tuple[str, str]:
    """The earlier and the later period of a pair in words."""
    gap = pd.DateOffset(years=int(pair["later_year"] - pair["earlier_year"]))
    earlier = language.period(pair["start"] - gap, _same_day(pair["end"], gap))
    return earlier, language.period(pair["start"], pair["end"])


def _same_day(end: pd.Timestamp, gap: pd.DateOffset) -> pd.Timestamp:
    """The day as many years before; a last day of its month stays one."""
    is_last = (end + pd.Timedelta(days=1)).day == 1
    return end - gap + pd.offsets.MonthEnd(0) if is_last else end - gap


@remembered_by("filters", "language", "theme")
def compared(context: Context) -> Card:
    """Each partner's latest turnover beside the same months of an earlier year, where both exist."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    pairs = measures.comparable(dataset)
    pairs = pairs[(pairs["side"] == "own") & pairs["later_year"].isin(context.filters.years)]
    pairs = pairs.drop_duplicates("partner").set_index("partner").reindex(list(partners(context)))
    title = _("Latest turnover against the same months before, USD million")
    known = pairs[pairs["change"].notna()]
    if known.empty:
        nothing = _("No chosen partner has the same months in two years, by one reporter, in this period.")
        return Card("trade-same-months", title, nothing, None, ())
    said = []
    for code, pair in known.iterrows():
        earlier, later = spans(pair, language)
        said.append(
            _("{country} {change} ({later} against {earlier})").format(
                country=context.name("countries", str(code)),
                change=language.signed_percent(pair["change"]),
                later=later,
                earlier=earlier,
            )
        )
    words = _("latest earlier year with these months"), _("latest period that can be compared")
    table = sides(context, pairs, words)
    return Card(
        "trade-same-months",
        title,
        _("Like with like, as Azerbaijan reports: {list}.").format(list="; ".join(said)),
        charts.compared(table, _("no same months in two years"), context.theme),
        rows_of(dataset, pd.Index(known[["earlier_line", "later_line"]].to_numpy().ravel())),
        table=table,
        columns=sides_columns(context),
        encoding=BARS,
    )


@remembered_by("filters", "language")
def growth_table(context: Context) -> pd.DataFrame:
    """Every turnover of the period that has a stated growth or the same months before it, newest first."""
    language = context.language
    _ = language.gettext
    pairs = measures.comparable(context.dataset).set_index("later_line")
    rows = shown(context)
    rows = rows[rows["turnover"].notna() & (rows["growth_pct"].notna() | rows.index.isin(pairs.index))]
    rows = rows.sort_values(["period_end", "partner"], ascending=[False, True], kind="stable")
    found = pairs.reindex(rows.index)
    names = headings(context, "trade", partner="partner", reporter="reporter")

    def percent(values: pd.Series) -> list[str]:
        return [NONE if pd.isna(value) else language.signed_percent(value) for value in values]

    return pd.DataFrame(
        {
            names["partner"]: [context.name("countries", str(code)) for code in rows["partner"]],
            _("Period"): [language.period(a, b) for a, b in zip(rows["period_start"], rows["period_end"], strict=True)],
            names["reporter"]: [context.name("countries", str(code)) for code in rows["reporter"]],
            _("Turnover, USD million"): [
                ours(value, summed, language) for value, summed in zip(rows["turnover"], rows["summed"], strict=True)
            ],
            _("Same months of"): [NONE if pd.isna(year) else str(int(year)) for year in found["earlier_year"]],
            _("Turnover then"): [NONE if pd.isna(value) else amount(value, language) for value in found["earlier"]],
            _("Change, computed"): percent(found["change"]),
            _("Growth on the year before, as stated"): percent(rows["growth_pct"] / 100),
        }
    )
