"""What a count of trips depends on: the counting rule, and the window."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.visits.words import rule_names, rule_text
from caspian.charts import lines, plain
from caspian.charts.claims import counts as charts
from caspian.context import Context
from caspian.measures import verdicts, visits
from caspian.measures.finding import Counted, Finding
from caspian.measures.visits import Rule
from caspian.tables import headings


def rules(context: Context, finding: Finding, test: Counted) -> Card:
    """The count under each rule: leaders and trips down, cities across."""
    language, stated = context.language, finding.claim["stated_value"]
    _ = language.gettext
    names = rule_names(language)
    table = pd.DataFrame(
        [
            {
                "rule": rule_text(rule, language),
                "row": lines([plain(names[rule.level]), plain(names[rule.trips])]),
                "column": plain(names[rule.cities]),
                "number": count,
                "text": language.number(count),
                "fits": count == stated,
                "own": rule == Rule(),
            }
            for rule, count in test.by_rule.items()
        ]
    )
    takeaway = _(
        "{low} to {high} by the rule, {default} by the default one; {hits} of {all} rules give {stated}."
    ).format(
        low=table["number"].min(),
        high=table["number"].max(),
        default=test.by_rule[Rule()],
        hits=len(test.fitting_rules),
        all=len(table),
        stated=language.number(stated),
    )
    return Card(
        "claim-rules",
        _("Trips under each counting rule, number, {window}").format(window=language.period(*test.own)),
        takeaway,
        charts.matrix(table, context.theme, row_height=44),
        finding.rows,
        note=_("Framed: the default rule. Filled: as many as stated."),
        table=table,
        columns={"rule": _("Counting rule"), "number": _("Trips")},
    )


def windows(context: Context, finding: Finding, test: Counted) -> Card:
    """The count in windows as long as the claim's, moved by whole months."""
    dataset, language, stated = context.dataset, context.language, finding.claim["stated_value"]
    _ = language.gettext
    log = visits.counted(verdicts.trips(dataset, test.direction), Rule())
    table = _moved(context, log, test, stated)
    title = _("Trips in other windows, number, by the day the window ends")
    known = table["number"].dropna()
    if known.empty:
        return Card("claim-windows", title, _("None of these windows was searched from end to end."), None, ())
    takeaway = _(
        "{low} to {high} in windows of the same length moved by up to {months} months, {own} in the claim's own."
    ).format(
        low=int(known.min()),
        high=int(known.max()),
        months=verdicts.MONTHS_MOVED,
        own=language.number(finding.value or 0),
    )
    calendar = test.fitting_windows[test.fitting_windows["moved"].isna()]
    if len(calendar) and finding.value != stated:
        period = language.period(calendar.iloc[0]["start"], calendar.iloc[0]["end"])
        takeaway = takeaway.removesuffix(".") + _("; by calendar years {stated} comes out: {window}.").format(
            stated=language.number(stated), window=period
        )
    line = stated, _("stated: {number}").format(number=language.number(stated))
    figure = charts.windows(table, line, _("the claim's window"), _("not yet covered"), context.theme)
    return Card(
        "claim-windows",
        title,
        takeaway,
        figure,
        (("visits", visits.within(log, table["start"].iloc[0], table["end"].iloc[-1])),),
        table=table,
        columns=headings(context, "claims", start="window_start", end="window_end") | {"number": _("Trips")},
    )


def _moved(context: Context, log: pd.DataFrame, test: Counted, stated: float) -> pd.DataFrame:
    """A row a window: ``start``, ``end``, ``number`` (NaN where it was not searched), ``fits``, ``own``, ``card``."""
    language = context.language
    earliest, latest = visits.covered_from(context.dataset), visits.covered_to(context.dataset)
    found = []
    for months in range(-verdicts.MONTHS_MOVED, verdicts.MONTHS_MOVED + 1):
        start, end = (day + pd.DateOffset(months=months) for day in test.own)
        searched = earliest <= start and end <= latest
        number = len(visits.within(log, start, end)) if searched else float("nan")
        period = plain(language.period(start, end))
        card = lines([period, f"<b>{language.number(number)}</b>"]) if searched else period
        found.append((start, end, number, number == stated, months == 0, card))
    return pd.DataFrame(found, columns=["start", "end", "number", "fits", "own", "card"])
