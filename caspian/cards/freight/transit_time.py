"""Cards of delivery time on the Middle Corridor: what was said, by whom, and when."""

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.freight import words
from caspian.charts import lines, plain
from caspian.charts.freight import bars as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.measures.freight import series as measures
from caspian.measures.freight import transit_time
from caspian.measures.freight.series import named
from caspian.text import Language

METRIC = "transit_time"
JOURNEYS = ("time-xian-baku-days", "time-border-baku-days", "time-border-poti-days")
"""Series of delivery times whose two ends are named."""


@remembered_by("filters", "language", "theme")
def dumbbell(context: Context, most: int | None = None) -> Card:
    """Delivery time before and now in each statement, newest first; of many, the picture may show the first only."""
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    said = transit_time.statements(dataset)
    years = range(filters.period[0], filters.period[1] + 1)
    said = said[said["end"].dt.year.isin(years)].iloc[::-1].reset_index(drop=True)
    title = _("Delivery time on the Middle Corridor, days, as stated, {period}").format(
        period=language.years(*filters.period)
    )
    if said.empty:
        nothing = _("No statement on delivery time lies in {period}.").format(period=language.years(*filters.period))
        return Card("freight-time", title, nothing, None, ())
    rows = _rows(dataset, said)
    speakers = [speaker(context, rows, start, end) for start, end in zip(said["start"], said["end"], strict=True)]
    paired = said["before_low"].notna()
    middle = (said["low"] + said["high"]) / (said["before_low"] + said["before_high"]) - 1
    table = said.assign(
        heading=[
            f"{language.period(a, b)} · {who}" for a, b, who in zip(said["start"], said["end"], speakers, strict=True)
        ],
        planned=said["status"] == "target",
        now_text=[language.span(a, b) for a, b in zip(said["low"], said["high"], strict=True)],
        before_text=[
            language.span(a, b) if there else ""
            for a, b, there in zip(said["before_low"], said["before_high"], paired, strict=True)
        ],
        change=[language.signed_percent(c) if there else "" for c, there in zip(middle, paired, strict=True)],
    )
    table["hover"] = [
        lines([f"<b>{plain(language.period(row.start, row.end))}</b>", words.wrapped(who), *_said(row, language)])
        for row, who in zip(named(table), speakers, strict=True)
    ]
    figure = charts.dumbbells(
        table.head(most or len(table)), (_("earlier, as stated"), _("now, as stated"), _("planned")), context.theme
    )
    return Card(
        "freight-time",
        title,
        _takeaway(said, speakers, language),
        figure,
        (("freight", rows), ("stated_figures", _figures(dataset)), ("freight_series", _series(dataset))),
        note=_(
            "Each line is one statement; the journeys differ and most are not named, so the lines are no series. "
            "At the right: the change between the middles of the two spans."
        ),
    )


def _said(row, language: Language) -> list[str]:
    _ = language.gettext
    now = _("planned: {days} days") if row.planned else _("now: {days} days")
    said = [plain(now.format(days=row.now_text))]
    if row.before_text:
        said.append(plain(_("earlier: {days} days").format(days=row.before_text)))
    return said


def _rows(dataset: Dataset, said: pd.DataFrame) -> pd.DataFrame:
    """The rows of freight behind some statements."""
    periods = set(zip(said["start"], said["end"], strict=True))
    rows = dataset.freight[dataset.freight["series_id"].isin(transit_time.BOUNDS.values())]
    return rows[[period in periods for period in zip(rows["period_start"], rows["period_end"], strict=True)]]


def _figures(dataset: Dataset) -> pd.DataFrame:
    return dataset.stated_figures[dataset.stated_figures["metric"] == METRIC]


def _series(dataset: Dataset) -> pd.DataFrame:
    return words.series_rows(dataset, transit_time.BOUNDS.values())


def speaker(context: Context, rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Who made the statement of a period: the speaker known for that day and source, else the publishers."""
    behind = rows[(rows["period_start"] == start) & (rows["period_end"] == end)]
    sources = {source for cell in behind["source_ids"] for source in cell}
    figures = context.dataset.stated_figures
    for figure in named(figures[figures["date"] == end]):
        if not sources.isdisjoint(figure.source_ids):
            return str(getattr(figure, f"speaker_{context.language.code}"))
    publishers = words.all_publishers(context.dataset)
    return ", ".join(dict.fromkeys(publishers[source] for source in sorted(sources) if source in publishers))


def _takeaway(said: pd.DataFrame, speakers: list[str], language: Language) -> str:
    """The newest pair, and how far all pairs lie apart."""
    _ = language.gettext
    pairs = said[said["before_low"].notna() & (said["status"] != "target")]
    if pairs.empty:
        first = said.iloc[0]
        return _("{days} days stated ({date}, {who}); nothing said of earlier.").format(
            days=language.span(first["low"], first["high"]),
            date=language.short_day(first["end"]),
            who=speakers[0],
        )
    newest = pairs.iloc[0]
    middles = (pairs["low"] + pairs["high"]) / (pairs["before_low"] + pairs["before_high"]) - 1
    sentence = _("{days} days stated against {before} days earlier, {change} ({date}, {who})").format(
        days=language.span(newest["low"], newest["high"]),
        before=language.span(newest["before_low"], newest["before_high"]),
        change=language.signed_percent(float(middles.iloc[0])),
        date=language.short_day(newest["end"]),
        who=speakers[int(str(newest.name))],
    )
    if len(pairs) > 1:
        sentence += _("; over {n} statements the change runs from {least} to {most}").format(
            n=len(pairs),
            least=language.signed_percent(float(middles.max())),
            most=language.signed_percent(float(middles.min())),
        )
    return sentence + "."


@remembered_by("filters", "language", "theme")
def journeys(context: Context) -> Card:
    """Delivery times of journeys whose two ends are named."""
    return days(context, JOURNEYS, "journeys", context.language.gettext("Journeys with named ends"))


@remembered_by("filters", "language", "theme")
def days(context: Context, series_ids: tuple[str, ...], name: str, what: str) -> Card:
    """Series of days, every value on its own line: statements are not joined, and a month is no year."""
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    title = _("{what}, days, {period}").format(what=what, period=language.years(*filters.period))
    names = words.series_names(context)
    groups, used, newest = [], [], []
    for series_id in series_ids:
        rows = measures.values(dataset, series_id)
        rows = rows[(rows["period_start"] <= filters.end) & (rows["period_end"] >= filters.start)]
        if rows.empty:
            continue
        used += list(rows.index)
        groups.append(charts.Group(names[series_id], _bars(context, rows)))
        last = rows.iloc[-1]
        newest.append(
            f"{words.amount(context, float(last['value']), 'days')} "
            f"({language.period(last['period_start'], last['period_end'])}): {names[series_id]}"
        )
    if not groups:
        nothing = _("No figure in {period}.").format(period=language.years(*filters.period))
        return Card(f"freight-{name}", title, nothing, None, ())
    behind: Rows = (
        ("freight", dataset.freight[dataset.freight.index.isin(used)]),
        ("freight_series", words.series_rows(dataset, series_ids)),
    )
    note = words.note(context, series_ids)
    return Card(
        f"freight-{name}", title, "; ".join(newest) + ".", charts.bars(groups, context.theme), behind, note=note
    )


def _bars(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [context.language.period(row.period_start, row.period_end) for row in named(rows)],
            "value": rows["value"].tolist(),
            "text": [f"<b>{context.language.number(value)}</b>" for value in rows["value"]],
            "hover": [words.hover(context, row, "days") for row in named(rows)],
            "colour": context.theme.accent,
            "part": [status in measures.PLANNED for status in rows["status"]],
            "dimmed": False,
            "capacity": float("nan"),
        }
    )


@remembered_by("language")
def statement_table(context: Context) -> pd.DataFrame:
    """Every statement on delivery time in words, newest first."""
    language = context.language
    _ = language.gettext
    said = _figures(context.dataset).sort_values("date", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            _("Date"): said["date"].dt.date,
            _("Who"): said[f"speaker_{language.code}"],
            _("Statement"): said[f"statement_{language.code}"],
            _("Stated, days"): said["stated_value"],
        }
    )
