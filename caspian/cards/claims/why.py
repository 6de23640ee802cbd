"""What the rule found on a claim, in words: figures, rule, window, and the one sentence why. Generated, never typed."""

from collections.abc import Iterable

import pandas as pd

from caspian.cards.visits.words import rule_text
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import QUALITATIVE
from caspian.measures.finding import Counted, Finding, Grown, Happened, Progressed, Quickened, Traded
from caspian.measures.verdicts import TOLERANCE
from caspian.measures.visits import Rule
from caspian.text import Language
from caspian.words import trip_count

NONE = "–"


def stated(finding: Finding, language: Language) -> str:
    """The stated figure with its unit; a dash where the claim gives none."""
    value = finding.claim["stated_value"]
    if pd.isna(value):
        return NONE
    if isinstance(finding.test, Counted):
        return language.number(value)
    return language.percent(value / 100)


def computed(finding: Finding, language: Language) -> str:
    """What the default rule gives in the claim's own window; of events and projects, how many fit."""
    _ = language.gettext
    test, value = finding.test, finding.value
    match test:
        case Counted():
            return language.number(value or 0)
        case Grown() | Traded():
            return NONE if value is None else language.signed_percent(value)
        case Quickened():
            return NONE if value is None else language.percent(value)
        case Happened() if finding.claim["expects_countries"]:
            share = _("countries: {n} of {all}")
            n, every = len(test.with_countries), len(finding.claim["expects_countries"])
        case Happened():
            share = _("events: {n} of {all}")
            n, every = len(test.matching), len(test.events)
        case Progressed():
            share = _("projects: {n} of {all}")
            n, every = len(test.met), len(test.projects)
        case None:
            return NONE
    return share.format(n=language.number(n), all=language.number(every))


def window_text(start: pd.Timestamp, end: pd.Timestamp, language: Language) -> str:
    _ = language.gettext
    if pd.isna(start):
        return _("up to {date}").format(date=language.short_day(end))
    return language.period(start, end)


def rule(context: Context, finding: Finding) -> str:
    """By which computation the claim was tested."""
    language = context.language
    _ = language.gettext
    match finding.test:
        case Counted():
            return rule_text(Rule(), language)
        case Grown() as test:
            name = context.name("freight_series", str(test.series.index[0]))
            return _("{series}: first to last year of the window").format(series=name)
        case Quickened():
            return _("Latest statement with both ranges, by the middle of each range")
        case Traded():
            return _("Turnover against the same months of the latest earlier year, as Azerbaijan reports it")
        case Happened():
            kinds = labels(context, "event_kind", finding.claim["expects_kinds"])
            return _("An event of an expected kind: {kinds}").format(kinds=kinds)
        case Progressed():
            return _("An expected status: {statuses}").format(statuses=_expected(context, finding))
        case None if finding.claim["metric"] != QUALITATIVE:
            return _("None: the claim names too little")
        case None:
            return _("None: a judgement")


def _expected(context: Context, finding: Finding) -> str:
    """The statuses that a claim expects, and the least progress."""
    language = context.language
    text = labels(context, "project_status", finding.claim["expects_statuses"])
    least = finding.claim["expects_progress_pct"]
    if pd.notna(least):
        text += language.gettext("; progress from {least}").format(least=language.percent(least / 100))
    return text


def countries(context: Context, codes: Iterable[str]) -> str:
    return ", ".join(context.name("countries", str(code)) for code in codes)


def labels(context: Context, kind: str, terms: tuple[str, ...]) -> str:
    return ", ".join(context.language.lower(context.label(kind, term)) for term in terms)


@remembered_by("language")
def why(context: Context, finding: Finding) -> str:
    """One sentence: what the verdict rests on. Generated from the finding, never typed."""
    language = context.language
    _ = language.gettext
    match finding.test:
        case Counted() as test:
            return _why_count(finding, test, language)
        case Grown() as test:
            return _why_growth(finding, test, language)
        case Quickened() as test:
            return _why_time(finding, test, language)
        case Traded() as test:
            return _why_trade(context, finding, test)
        case Happened() as test:
            return _why_event(context, finding, test)
        case Progressed() as test:
            return _why_project(context, finding, test)
        case None if finding.claim["metric"] != QUALITATIVE:
            return _("The claim lacks the figure or the rows that its computation needs.")
        case None:
            return _("A judgement that figures cannot settle; the rows it is about are listed.")


def _why_count(finding: Finding, test: Counted, language: Language) -> str:
    _ = language.gettext
    held = _("{trips} in the rows for {window}").format(
        trips=trip_count(int(finding.value or 0), language), window=language.period(*test.own)
    )
    number = language.number(finding.claim["stated_value"])
    if finding.verdict == "borne_out":
        return _("{held}, as stated.").format(held=held)
    parts = []
    if test.fitting_rules:
        rules = "; ".join(rule_text(rule, language) for rule in test.fitting_rules)
        parts.append(_("by another counting rule ({rules})").format(rules=rules))
    if len(test.fitting_windows):
        nearest = test.fitting_windows.iloc[0]
        window = language.period(nearest["start"], nearest["end"])
        parts.append(_("in another window ({window})").format(window=window))
    if parts:
        return _("{held}; the stated {stated} comes out only {how}.").format(
            held=held, stated=number, how=language.join(parts)
        )
    return _("{held}; no counting rule and no window within a year of it gives the stated {stated}.").format(
        held=held, stated=number
    )


def _why_growth(finding: Finding, test: Grown, language: Language) -> str:
    _ = language.gettext
    points = language.number(TOLERANCE * 100)
    own = language.years(*test.own)
    if finding.value is None:
        held = _("The tested series lacks a full year of {years}").format(years=own)
    else:
        held = _("{change} in the tested series, {years}").format(
            change=language.signed_percent(finding.value), years=own
        )
    number = language.signed_percent(finding.claim["stated_value"] / 100)
    if finding.verdict == "borne_out":
        return _("{held}: within {points} percentage points of the stated {stated}.").format(
            held=held, points=points, stated=number
        )
    if finding.verdict == "partly":
        pairs = "; ".join(
            f"{language.years(int(pair['first']), int(pair['last']))}: {language.signed_percent(pair['value'])}"
            for _place, pair in test.fitting_pairs.iterrows()
        )
        return _("{held}; the stated {stated} fits only other years inside the window or next to it ({pairs}).").format(
            held=held, stated=number, pairs=pairs
        )
    return _("{held}; no years inside the window or next to it give the stated {stated}.").format(
        held=held, stated=number
    )


def _why_time(finding: Finding, test: Quickened, language: Language) -> str:
    _ = language.gettext
    number = language.percent(finding.claim["stated_value"] / 100)
    if finding.value is None or test.own is None:
        held = _("No statement in the window has both ranges")
    else:
        held = _("{share} of the time saved by the latest statement in the window ({date})").format(
            share=language.percent(finding.value), date=language.short_day(test.own)
        )
    if finding.verdict == "borne_out":
        return _("{held}: near the stated {stated}.").format(held=held, stated=number)
    fitting = test.pairs[test.pairs["fits"]]
    if len(fitting):
        found = "; ".join(saved_text(pd.Timestamp(str(day)), pair, language) for day, pair in fitting.iterrows())
        return _("{held}; the stated {stated} fits only other statements: {found}.").format(
            held=held, stated=number, found=found
        )
    return _("{held}; no statement within a year of the window is near the stated {stated}.").format(
        held=held, stated=number
    )


def saved_text(day: pd.Timestamp, pair: pd.Series, language: Language) -> str:
    """``28–32 → 13–17 days, 50 % less (10 Mar 2026)``."""
    _ = language.gettext
    return _("{before} → {after} days, {share} less ({date})").format(
        before=language.span(pair["before_low"], pair["before_high"]),
        after=language.span(pair["low"], pair["high"]),
        share=language.percent(pair["saved"]),
        date=language.short_day(day),
    )


def _why_trade(context: Context, finding: Finding, test: Traded) -> str:
    language = context.language
    _ = language.gettext
    table = test.partners
    compared = table[table["change"].notna()]
    period = window_text(finding.claim["window_start"], finding.claim["window_end"], language)
    changes = "; ".join(
        _("{country} {change} on {year}").format(
            country=context.name("countries", str(code)),
            change=language.signed_percent(row["change"]),
            year=int(row["earlier_year"]),
        )
        for code, row in compared.iterrows()
    )
    text = _("Turnover of {period} grew with {n} of {all} partners").format(
        period=period, n=int(table["grew"].sum()), all=len(table)
    )
    if changes:
        text += f": {changes}"
    missing = table.index[table["change"].isna()]
    if len(missing):
        text += _("; not comparable, for want of rows: {countries}").format(countries=countries(context, missing))
    return text + "."


def _why_event(context: Context, finding: Finding, test: Happened) -> str:
    language = context.language
    _ = language.gettext
    expected = labels(context, "event_kind", finding.claim["expects_kinds"])
    if test.events.empty:
        return _("No event of an expected kind ({expected}) in the window.").format(expected=expected)
    if test.matching.empty:
        found = labels(context, "event_kind", tuple(test.events["kind"].astype(str).unique()))
        return _("The event took place but is of another kind: {found}, not {expected}.").format(
            found=found, expected=expected
        )
    count = language.ngettext("{n} event of an expected kind", "{n} events of an expected kind", len(test.matching))
    text = count.format(n=language.number(len(test.matching))) + f": {expected}"
    if test.with_countries or test.without:
        having = countries(context, test.with_countries) or NONE
        text += _("; with: {countries}").format(countries=having)
    if test.without:
        text += _("; none with: {countries}").format(countries=countries(context, test.without))
    return text + "."


def _why_project(context: Context, finding: Finding, test: Progressed) -> str:
    _ = context.language.gettext
    projects = {str(project["project_id"]): project for _line, project in test.projects.iterrows()}

    def described(codes: Iterable[str]) -> str:
        return "; ".join(_described(context, code, projects[code]) for code in codes)

    others = [code for code in projects if code not in test.met]
    count = _("{n} of {all} projects have an expected status: {expected}").format(
        expected=_expected(context, finding), n=len(test.met), all=len(projects)
    )
    if not others:
        return count + "."
    rest = [code for code in others if code not in test.begun]
    parts = [count]
    if test.begun:
        parts.append(_("started or agreed in the window: {projects}").format(projects=described(test.begun)))
    if rest:
        parts.append(_("not there: {projects}").format(projects=described(rest)))
    return "; ".join(parts) + "."


def _described(context: Context, code: str, project: pd.Series) -> str:
    """``Horadiz–Aghband railway (under construction, 70 %)``."""
    language = context.language
    status = language.lower(context.label("project_status", str(project["status"])))
    progress = project["progress_pct"]
    more = "" if pd.isna(progress) else f", {language.percent(progress / 100)}"
    return f"{context.text(project, 'name')} ({status}{more})"
