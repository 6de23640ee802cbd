"""Cards of delivery time on the Middle Corridor: what was said, by whom, and when."""

from typing import Any

import pandas as pd

from caspian.cards import Card
from caspian.cards.freight import findings, marks, words
from caspian.cards.freight.series import rows_behind
from caspian.charts import lines, plain
from caspian.charts.encoding import Encoding
from caspian.charts.freight import bars as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.measures.freight import series as measures
from caspian.measures.freight import transit_time
from caspian.measures.freight.series import named
from caspian.tables import heading_of

METRIC = "transit_time"


@remembered_by("filters", "language", "theme")
def dumbbell(context: Context, most: int | None = None) -> Card:
    """Delivery time before and now in each statement, newest first; of many, the picture may show the first only."""
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    title = _("{what}, days, as stated, {period}").format(
        what=context.label("series_group", transit_time.GROUP), period=language.years(*filters.period)
    )
    said = transit_time.statements(dataset)
    said = said[said["end"].dt.year.between(*filters.period)].iloc[::-1].reset_index(drop=True)
    if said.empty:
        nothing = _("No statement on delivery time lies in {period}.").format(period=language.years(*filters.period))
        return Card("freight-time", title, nothing, None, ())
    rows = _rows(dataset, said)
    said = _compared(said).assign(who=[speaker(context, rows, one.start, one.end) for one in named(said)])
    table = pd.DataFrame([end for one in named(said.head(most or len(said))) for end in _ends(context, one)])
    table["bound"] = pd.Categorical(table["bound"], list(_bound_names(context).values()))
    return Card(
        "freight-time",
        title,
        _takeaway(context, said),
        charts.dumbbells(table, context.theme),
        (
            ("freight", rows),
            ("stated_figures", _figures(dataset)),
            ("freight_series", words.series_rows(dataset, transit_time.bounds(dataset).values())),
        ),
        note=_(
            "Each line is one statement; the journeys differ and most are not named, so the lines are no series. "
            "At the right: the change between the middles of the two spans."
        ),
        table=table,
        columns={
            "heading": heading_of(context, "stated_figures", "statement"),
            "bound": _("Mark"),
            "value": context.label("unit", "days"),
        },
        encoding=Encoding("bars", "heading", "bound", "value", look="look", number_format="0"),
    )


def _compared(said: pd.DataFrame) -> pd.DataFrame:
    """The statements with ``change`` between the middles of their spans, a fraction; missing without an earlier one."""
    before = said["before_low"] + said["before_high"]
    return said.assign(change=(said["low"] + said["high"]) / before.where(before > 0) - 1)


def _ends(context: Context, said) -> list[dict[str, Any]]:
    """The ends of a statement's spans, a mark each: earlier ones first."""
    _, theme = context.language.gettext, context.theme
    planned = said.status in measures.PLANNED
    legend = {
        "before": _("earlier, as stated"),
        "now": _("now, as stated"),
        "planned": _("planned"),
    }
    names = _bound_names(context)
    period = context.language.period(said.start, said.end)
    shared = {
        "statement": said.Index,
        "heading": f"{period} · {said.who}",
        "change": "" if pd.isna(said.change) else context.language.signed_percent(float(said.change)),
        "hover": lines([f"<b>{plain(period)}</b>", words.wrapped(said.who), *_hover(context, said)]),
    }
    ends = []
    for bound in names:
        value = getattr(said, bound)
        if pd.isna(value):
            continue
        time = "before" if bound.startswith("before") else "planned" if planned else "now"
        ends.append(
            {
                **shared,
                "time": time,
                "legend": legend[time],
                "bound": names[bound],
                "value": float(value),
                "text": _span(context, said, time),
                "colour": theme.muted if time == "before" else theme.accent,
                "look": "outlined" if time == "planned" else "lighter" if bound.endswith("low") else "solid",
            }
        )
    return ends


def _bound_names(context: Context) -> dict[str, str]:
    """What to call each bound, earlier ones first."""
    _ = context.language.gettext
    return {
        "before_low": _("earlier, from"),
        "before_high": _("earlier, to"),
        "low": _("now, from"),
        "high": _("now, to"),
    }


def _span(context: Context, said, time: str) -> str:
    ends = (said.before_low, said.before_high) if time == "before" else (said.low, said.high)
    return context.language.span(*ends)


def _hover(context: Context, said) -> list[str]:
    _ = context.language.gettext
    now = _("planned: {days} days") if said.status in measures.PLANNED else _("now: {days} days")
    lines_of = [plain(now.format(days=_span(context, said, "now")))]
    if pd.notna(said.before_low):
        lines_of.append(plain(_("earlier: {days} days").format(days=_span(context, said, "before"))))
    return lines_of


def _rows(dataset: Dataset, said: pd.DataFrame) -> pd.DataFrame:
    """The rows of freight behind some statements."""
    periods = set(zip(said["start"], said["end"], strict=True))
    rows = transit_time.rows(dataset)
    return rows[[period in periods for period in zip(rows["period_start"], rows["period_end"], strict=True)]]


def _figures(dataset: Dataset) -> pd.DataFrame:
    return dataset.stated_figures[dataset.stated_figures["metric"] == METRIC]


def speaker(context: Context, rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Who made the statement of a period: the speaker known for that day and source, else the publishers."""
    behind = rows[(rows["period_start"] == start) & (rows["period_end"] == end)]
    sources = {source for cell in behind["source_ids"] for source in cell}
    figures = context.dataset.stated_figures
    for figure in named(figures[figures["date"] == end]):
        if not sources.isdisjoint(figure.source_ids):
            return context.text(figure, "speaker")
    publishers = words.all_publishers(context.dataset)
    return ", ".join(dict.fromkeys(publishers[source] for source in sorted(sources) if source in publishers))


def _takeaway(context: Context, said: pd.DataFrame) -> str:
    """The newest pair, and how far all pairs lie apart."""
    language = context.language
    _ = language.gettext
    pairs = said[said["change"].notna() & ~said["status"].isin(measures.PLANNED)]
    if pairs.empty:
        first = said.iloc[0]
        return _("{days} days stated ({date}, {who}); nothing said of earlier.").format(
            days=language.span(first["low"], first["high"]), date=language.short_day(first["end"]), who=first["who"]
        )
    newest = pairs.iloc[0]
    sentence = _("{days} days stated against {before} days earlier, {change} ({date}, {who})").format(
        days=language.span(newest["low"], newest["high"]),
        before=language.span(newest["before_low"], newest["before_high"]),
        change=language.signed_percent(float(newest["change"])),
        date=language.short_day(newest["end"]),
        who=newest["who"],
    )
    if len(pairs) > 1:
        sentence += _("; over {n} statements the change runs from {least} to {most}").format(
            n=len(pairs),
            least=language.signed_percent(float(pairs["change"].max())),
            most=language.signed_percent(float(pairs["change"].min())),
        )
    return sentence + "."


@remembered_by("filters", "language", "theme")
def days(context: Context, name: str, what: str, series_ids: tuple[str, ...]) -> Card:
    """Series of days, every value on its own line: statements are not joined, and a month is no year.

    ``name`` and ``what`` are those of the card.
    """
    dataset, filters, language = context.dataset, context.filters, context.language
    _ = language.gettext
    found = {one: _in_period(context, one) for one in series_ids}
    found = {one: rows for one, rows in found.items() if len(rows)}
    if not found:
        nothing = _("No figure in {period}.").format(period=language.years(*filters.period))
        return Card(f"freight-{name}", what, nothing if series_ids else findings.nothing(context, ()), None, ())
    unit, names = measures.unit_of(dataset, series_ids[0]), words.series_names(context)
    how = words.scale(unit, max(float(rows["value"].max()) for rows in found.values()))
    newest = [
        f"{words.amount(context, float(last['value']), unit)} "
        f"({language.period(last['period_start'], last['period_end'])}): {names[one]}"
        for one, last in ((one, rows.iloc[-1]) for one, rows in found.items())
    ]
    table = pd.DataFrame([mark for rows in found.values() for mark in _bars(context, rows, how)])
    table["row"] = range(len(table))
    return Card(
        f"freight-{name}",
        _("{what}, {unit}, {period}").format(
            what=what, unit=words.unit_name(context, how), period=language.years(*filters.period)
        ),
        "; ".join(newest) + ".",
        charts.bars(table, context.theme),
        rows_behind(dataset, table["line"].tolist(), series_ids),
        note=words.note(context, series_ids),
        table=table,
        columns=marks.headings(context, "year"),
    )


def _in_period(context: Context, series_id: str) -> pd.DataFrame:
    rows, filters = measures.values(context.dataset, series_id), context.filters
    return rows[(rows["period_start"] <= filters.end) & (rows["period_end"] >= filters.start)]


def _bars(context: Context, rows: pd.DataFrame, how: words.Scale) -> list[dict[str, Any]]:
    drawn = []
    for line, row in rows.iterrows():
        bar = marks.bar(context, row, how, context.theme.accent, marks.LOOKS[str(row["status"])])
        text = f"<b>{words.trimmed(float(row['value']) / how.divisor, context.language)}</b>"
        drawn.append(bar | {"heading": bar["name"], "label": bar["period"], "text": text, "line": line})
    return drawn


@remembered_by("language")
def statement_table(context: Context) -> pd.DataFrame:
    """Every statement on delivery time in words, newest first."""
    said = _figures(context.dataset).sort_values("date", ascending=False, kind="stable")
    columns = {
        "date": said["date"].dt.date,
        "speaker": context.texts(said, "speaker"),
        "statement": context.texts(said, "statement"),
    }
    table = pd.DataFrame({heading_of(context, "stated_figures", one): cells for one, cells in columns.items()})
    return table.assign(**{context.language.gettext("Stated, days"): said["stated_value"]})
