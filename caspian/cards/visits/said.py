"""Cards of what was said about trips, beside what the rows hold in each statement's own window."""

import pandas as pd

from caspian.cards import Card, Rows, review
from caspian.cards.claims.why import NONE, why
from caspian.cards.visits.counts import every_year, nothing
from caspian.cards.visits.words import outside, rule_text
from caspian.charts import lines, plain
from caspian.charts import visits as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.measures import visits as measures
from caspian.measures.finding import Counted
from caspian.measures.verdicts import findings
from caspian.measures.visits import DIRECTIONS, Rule
from caspian.tables import headings
from caspian.words import direction_names, trip_count

SHORTEST_WINDOW = 12
"""Statements about fewer months stay off the rolling chart, whose scale is 36 months; the table has them all."""

AXIS_STEP = 5


@remembered_by("filters", "language", "theme")
def rolling(context: Context, rule: Rule) -> Card:
    """Trips in the 36 months up to each month, and what was said about them, when it was said."""
    language = context.language
    _ = language.gettext
    months = measures.WINDOW_MONTHS
    trips = every_year(context, rule)
    covered_from, covered_to = measures.covered_from(context.dataset), measures.covered_to(context.dataset)
    first = covered_from + pd.DateOffset(months=months) - pd.Timedelta(days=1)
    title = _("Trips in the last {months} months, number, month by month from {start}").format(
        months=months, start=language.month(first)
    )
    if trips.empty:
        return Card("visits-rolling", title, nothing(context), None, ())
    counted = _counted(context, trips, first)
    if counted.empty:
        short = _("The trips were not searched for {months} months.").format(months=months)
        return Card("visits-rolling", title, short, None, ())
    said = _said(context, trips)
    said = said[(said["date"] >= first) & (said["months"] >= SHORTEST_WINDOW)]
    table = pd.concat([counted, said]).sort_values("date", kind="stable", ignore_index=True)
    note = _("The log begins in {year}, so the first full window ends in {month}.").format(
        year=covered_from.year, month=language.month(first)
    )
    if len(said):
        note += " " + _(
            "Filled marks: statements about {months} months; hollow marks: about another span, off the line's scale."
        ).format(months=months)
    end = max(covered_to, table["date"].max()) + pd.Timedelta(days=45)
    top = AXIS_STEP * -(-int(max(table["number"].max(), 5) + 1) // AXIS_STEP)
    return Card(
        "visits-rolling",
        title,
        _rolling_takeaway(context, counted, said),
        charts.rolling(table, outside(language)[1], end, context.theme),
        (("visits", trips), *measures.stated_rows(context.dataset, context.filters.countries)),
        note=note,
        conditions=rule_text(rule, language),
        table=table,
        columns={**headings(context, "stated_figures", date="date"), "series": _("Direction"), "number": _("Trips")},
        encoding=Encoding(
            "lines",
            "month",
            "series",
            "number",
            look="look",
            number_format="0",
            value_axis=(0, top, AXIS_STEP, "0"),
            unlabelled=tuple(counted["series"].unique()),
        ),
    )


def _counted(context: Context, trips: pd.DataFrame, first: pd.Timestamp) -> pd.DataFrame:
    """The points of both lines: a row a month and direction."""
    language = context.language
    last, ways = measures.covered_to(context.dataset), direction_names(language)
    parts = []
    for way in DIRECTIONS:
        numbers = measures.rolling(measures.going(trips, way), first, last)
        parts.append(
            pd.DataFrame(
                {
                    "date": numbers.index,
                    "direction": way,
                    "series": language.capital(ways[way]),
                    "number": numbers.to_numpy(),
                }
            )
        )
    return _drawn(context, pd.concat(parts, ignore_index=True), "line")


def _said(context: Context, trips: pd.DataFrame) -> pd.DataFrame:
    """The statements as marks: with ``who`` said it, the rows' count in its own window, and their hover text."""
    language = context.language
    _ = language.gettext
    said = measures.statements(context.dataset, trips, context.filters.countries)
    said = said.assign(who=_speakers(context, said), statement=context.texts(said, "statement"))
    ways, months = direction_names(language), measures.WINDOW_MONTHS
    marks = said.assign(
        way=[language.capital(ways[way]) for way in said["direction"]],
        number=said["stated_value"],
        same_length=said["months"] == months,
        card=[_card(context, row) for _i, row in said.iterrows()],
    )
    marks = marks.assign(
        series=[_("{direction}: as stated").format(direction=way) for way in marks["way"]],
        kind=marks["same_length"].map(
            {True: _("stated for {months} months").format(months=months), False: _("stated for another span")}
        ),
    )
    return _drawn(context, marks, "marks")


def _drawn(context: Context, marks: pd.DataFrame, look: str) -> pd.DataFrame:
    colours = {"inbound": context.theme.accent, "outbound": context.theme.second}
    months = [context.language.month(day) if day == day else "" for day in marks["date"]]
    return marks.assign(look=look, colour=marks["direction"].map(colours), month=months)


def _speakers(context: Context, said: pd.DataFrame) -> list[str]:
    """Who said it; a claim has no speaker of its own and is the review's."""
    article = context.language.gettext("The review ({review})").format(review=review.named(context))
    return [speaker or article for speaker in context.texts(said, "speaker").fillna("")]


def _card(context: Context, row: pd.Series) -> str:
    language = context.language
    _ = language.gettext
    day = "" if pd.isna(row["date"]) else f", {language.short_day(row['date'])}"
    held = ""
    if pd.notna(row["counted"]):
        window = language.period(row["window_start"], row["window_end"])
        held = _("Rows in {window}: {counted}").format(window=window, counted=language.number(row["counted"]))
    return lines(
        [
            f"<b>{plain(row['who'])}</b>{day}",
            plain(row["statement"]),
            plain(_("Stated: {stated}").format(stated=language.number(row["stated_value"]))),
            plain(held),
        ]
    )


def _rolling_takeaway(context: Context, counted: pd.DataFrame, said: pd.DataFrame) -> str:
    language = context.language
    _ = language.gettext
    last = counted[counted["date"] == counted["date"].max()].set_index("direction")["number"]
    takeaway = _("In the {months} months to {date}: {inbound} to Azerbaijan, {outbound} from it.").format(
        months=measures.WINDOW_MONTHS,
        date=language.day(counted["date"].max()),
        inbound=trip_count(int(last["inbound"]), language),
        outbound=trip_count(int(last["outbound"]), language),
    )
    comparable = said[(said["direction"] == "outbound") & said["same_length"]]
    if comparable.empty:
        return takeaway
    latest = comparable.iloc[-1]
    return f"{takeaway} " + _(
        "Said on {date} of the trips from Azerbaijan: {stated}; in that window the rows hold {counted}."
    ).format(
        date=language.short_day(latest["date"]),
        stated=language.number(latest["stated_value"]),
        counted=language.number(latest["counted"]),
    )


@remembered_by("filters", "language")
def statement_table(context: Context, rule: Rule) -> pd.DataFrame:
    """What was said of trips beside what the rows hold in each statement's own window, newest first."""
    language = context.language
    _ = language.gettext
    said = measures.statements(context.dataset, every_year(context, rule), context.filters.countries)
    said = said.sort_values("date", ascending=False, kind="stable")
    ways = direction_names(language)
    windows = zip(said["window_start"], said["window_end"], said["counted"], strict=True)
    differences = said["counted"] - said["stated_value"]
    names = headings(context, "stated_figures", date="date", who="speaker")
    return pd.DataFrame(
        {
            names["date"]: said["date"].dt.date,
            names["who"]: _speakers(context, said),
            _("Direction"): [language.capital(ways[way]) for way in said["direction"]],
            _("Window"): [NONE if pd.isna(held) else language.period(a, b) for a, b, held in windows],
            _("Stated"): said["stated_value"],
            _("Rows hold"): said["counted"].astype("Int64"),
            _("Difference"): [NONE if pd.isna(gap) else language.signed(gap) for gap in differences],
        }
    )


@remembered
def claims(dataset: Dataset) -> dict[str, Counted]:
    """The claims about trips, by their codes: how many there were under each rule."""
    return {code: one.test for code, one in findings(dataset).items() if isinstance(one.test, Counted)}


@remembered_by("language")
def rule_table(context: Context) -> pd.DataFrame:
    """The counts in each claim's window under every counting rule, of all partner states."""
    language = context.language
    ways = direction_names(language)
    columns = {
        f"{code}: {language.capital(ways[test.direction])}": [test.by_rule[rule] for rule in measures.every_rule()]
        for code, test in claims(context.dataset).items()
    }
    rules = [rule_text(rule, language) for rule in measures.every_rule()]
    return pd.DataFrame({language.gettext("Counting rule"): rules, **columns})


@remembered_by("language")
def claim_readings(context: Context) -> tuple[str, ...]:
    """What the rows say to each claim about trips, one sentence a claim: generated, not typed."""
    every = findings(context.dataset)
    return tuple(f"{context.name('claims', code)}: {why(context, every[code])}" for code in claims(context.dataset))


@remembered
def claim_rows(dataset: Dataset) -> Rows:
    """The claims about trips, and the trips that they are tested with."""
    every = [findings(dataset)[code] for code in claims(dataset)]
    said = dataset.claims[dataset.claims["claim_id"].isin([one.claim_id for one in every])]
    tested = pd.concat([rows for one in every for _table, rows in one.rows] or [measures.log(dataset).iloc[:0]])
    return ("claims", said), ("visits", tested[~tested.index.duplicated()].sort_values("start_date"))
