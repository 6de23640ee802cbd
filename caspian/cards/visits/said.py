"""Cards of what was said about trips, beside what the rows hold in each statement's own window."""

from collections.abc import Iterable

import pandas as pd

from caspian.cards import Card, Rows, review
from caspian.cards.visits.counts import capitalised, direction_names, every_year, log, outside, rule_text, trip_count
from caspian.charts import lines, plain
from caspian.charts import visits as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.measures import visits as measures
from caspian.measures.visits import DIRECTIONS, Direction, Rule

SHORTEST_WINDOW = 12
"""Statements about fewer months stay off the rolling chart, whose scale is 36 months; the table has them all."""


@remembered_by("filters", "language", "theme")
def rolling(context: Context, rule: Rule) -> Card:
    """Trips in the 36 months up to each month, and what was said about them, when it was said."""
    language = context.language
    _ = language.gettext
    months = measures.WINDOW_MONTHS
    trips = every_year(context, rule)
    covered_from, covered_to = measures.covered_from(context.dataset), measures.covered_to(context.dataset)
    first = covered_from + pd.DateOffset(months=months) - pd.Timedelta(days=1)
    counts = {way: measures.rolling(measures.going(trips, way), first, covered_to) for way in DIRECTIONS}
    said = {way: _said(context, measures.going(trips, way), way) for way in DIRECTIONS}
    said = {way: table[(table["date"] >= first) & (table["months"] >= SHORTEST_WINDOW)] for way, table in said.items()}
    title = _("Trips in the last {months} months, number, month by month from {start}").format(
        months=months, start=language.month(first)
    )
    ways = direction_names(language)
    end = max([covered_to, *(table["date"].max() for table in said.values() if len(table))])
    figure = charts.rolling(
        counts,
        {way: capitalised(ways[way]) for way in DIRECTIONS},
        said,
        {
            "diamond": _("stated for {months} months").format(months=months),
            "diamond-open": _("stated for another span"),
        },
        outside(language)[1],
        end + pd.Timedelta(days=45),
        context.theme,
    )
    takeaway = _("In the {months} months to {date}: {inbound} to Azerbaijan, {outbound} from it.").format(
        months=months,
        date=language.day(counts["inbound"].index[-1]),
        inbound=trip_count(int(counts["inbound"].iloc[-1]), language),
        outbound=trip_count(int(counts["outbound"].iloc[-1]), language),
    )
    comparable = said["outbound"][said["outbound"]["same_length"]]
    if len(comparable):
        latest = comparable.iloc[-1]
        takeaway += " " + _(
            "Said on {date} of the trips from Azerbaijan: {stated}; in that window the rows hold {counted}."
        ).format(
            date=language.short_day(latest["date"]),
            stated=language.number(latest["stated_value"]),
            counted=language.number(latest["counted"]),
        )
    rows = (("visits", trips), *_said_rows(context))
    return Card(
        "visits-rolling",
        title,
        takeaway,
        figure,
        rows,
        note=_(
            "The log begins in {year}, so the first full window ends in {month}. "
            "Filled marks: statements about {months} months; hollow marks: about another span, off the line's scale."
        ).format(year=covered_from.year, month=language.month(first), months=months),
        conditions=rule_text(rule, language),
    )


def _said(context: Context, trips_one_way: pd.DataFrame, direction: Direction) -> pd.DataFrame:
    """Statements of a direction with the rows' count in each one's own window, and their hover text."""
    language = context.language
    _ = language.gettext
    said = measures.statements(context.dataset, direction, context.filters.countries)
    counted = [measures.window_count(trips_one_way, row) for _i, row in said.iterrows()]
    lengths = [measures.window_months(row) for _i, row in said.iterrows()]
    speakers = speaker_names(context, said)

    def card(row: pd.Series, speaker: str, count: int) -> str:
        window = language.period(row["window_start"], row["window_end"])
        return lines(
            [
                f"<b>{plain(speaker)}</b>, {language.short_day(row['date'])}",
                plain(str(row[f"statement_{language.code}"])),
                plain(_("Stated: {stated}").format(stated=language.number(row["stated_value"]))),
                plain(_("Rows in {window}: {counted}").format(window=window, counted=count)),
            ]
        )

    cards = [card(row, s, c) for (_i, row), s, c in zip(said.iterrows(), speakers, counted, strict=True)]
    return said.assign(
        counted=pd.Series(counted, dtype="int64"),
        months=pd.Series(lengths, dtype="int64"),
        same_length=[length == measures.WINDOW_MONTHS for length in lengths],
        speaker=speakers,
        card=cards,
    )


def speaker_names(context: Context, said: pd.DataFrame) -> list[str]:
    """Who said it; a claim has no speaker of its own and is the review's."""
    article = context.language.gettext("The review ({review})").format(review=review.named(context))
    return [speaker or article for speaker in context.texts(said, "speaker").fillna("")]


def _said_rows(context: Context) -> Iterable[tuple[str, pd.DataFrame]]:
    dataset = context.dataset
    metrics = [f"visits_{way}" for way in DIRECTIONS]
    about = context.filters.countries[0] if len(context.filters.countries) == 1 else ""
    figures = dataset.stated_figures
    figures = figures[figures["metric"].isin(metrics) & (figures["country"].astype(str).replace("nan", "") == about)]
    yield "stated_figures", figures
    if not about:
        yield "claims", dataset.claims[dataset.claims["metric"].isin(metrics)]


@remembered_by("filters", "language")
def statement_table(context: Context, rule: Rule) -> pd.DataFrame:
    """What was said of trips beside what the rows hold in each statement's own window, newest first."""
    language = context.language
    _ = language.gettext
    trips = every_year(context, rule)
    ways = direction_names(language)
    parts = []
    for way in DIRECTIONS:
        said = _said(context, measures.going(trips, way), way)
        parts.append(said.assign(way=capitalised(ways[way])))
    said = pd.concat(parts).sort_values("date", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            _("Date"): said["date"].dt.date,
            _("Who"): said["speaker"],
            _("Direction"): said["way"],
            _("Window"): [language.period(a, b) for a, b in zip(said["window_start"], said["window_end"], strict=True)],
            _("Stated"): said["stated_value"].astype(int),
            _("Rows hold"): said["counted"],
            _("Difference"): [language.signed(d) for d in said["counted"] - said["stated_value"]],
        }
    )


@remembered_by("language")
def rule_table(context: Context) -> pd.DataFrame:
    """The counts of both claims' windows under every counting rule, all five countries."""
    language = context.language
    _ = language.gettext
    rows = [
        (rule_text(rule, language), *(len(_in_claim(context.dataset, way, rule)) for way in DIRECTIONS))
        for rule in measures.every_rule()
    ]
    ways = direction_names(language)
    return pd.DataFrame(rows, columns=[_("Counting rule"), *(capitalised(ways[way]) for way in DIRECTIONS)])


@remembered_by("language")
def claim_readings(context: Context) -> tuple[str, ...]:
    """What the rows say to each claim about trips, one sentence a claim: generated, not typed."""
    return tuple(_reading(context, way) for way in DIRECTIONS)


@remembered
def claim_rows(dataset: Dataset) -> Rows:
    """The two claims about trips, and the trips that they are tested with."""
    claims = dataset.claims[dataset.claims["metric"].isin([f"visits_{way}" for way in DIRECTIONS])]
    tested = pd.concat([_in_claim(dataset, way, Rule()) for way in DIRECTIONS])
    return ("claims", claims), ("visits", tested.sort_values("start_date"))


def _claim(dataset: Dataset, direction: Direction) -> pd.Series:
    return dataset.claims[dataset.claims["metric"] == f"visits_{direction}"].iloc[0]


def _in_claim(dataset: Dataset, direction: Direction, rule: Rule, start: pd.Timestamp | None = None) -> pd.DataFrame:
    claim = _claim(dataset, direction)
    trips = measures.going(measures.counted(log(dataset), rule), direction)
    return measures.within(trips, start or claim["window_start"], claim["window_end"])


def _reading(context: Context, direction: Direction) -> str:
    dataset, language = context.dataset, context.language
    _ = language.gettext
    claim = _claim(dataset, direction)
    stated = int(claim["stated_value"])
    fitting = [rule for rule in measures.every_rule() if len(_in_claim(dataset, direction, rule)) == stated]
    default = len(_in_claim(dataset, direction, Rule()))
    start = {
        "outbound": _("{trips} from Azerbaijan: stated for {window}."),
        "inbound": _("{trips} to Azerbaijan: stated for {window}."),
    }[direction].format(
        trips=trip_count(stated, language), window=language.period(claim["window_start"], claim["window_end"])
    )
    if fitting:
        rules = "; ".join(rule_text(rule, language) for rule in fitting)
        return f"{start} " + _("The rows hold {counted}; rules that give the stated number: {rules}.").format(
            counted=default, rules=rules
        )
    later = measures.first_full_year(claim["window_start"])
    from_later = len(_in_claim(dataset, direction, Rule(), later))
    sentence = f"{start} " + _("The rows hold {counted}, and no counting rule gives {stated} in that window").format(
        counted=default, stated=stated
    )
    if from_later == stated:
        return sentence + _("; counting from {start} does.").format(start=language.day(later))
    return sentence + _("; counting from {start} gives {other}.").format(start=language.day(later), other=from_later)
