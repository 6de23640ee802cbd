"""The claims: each with its figures, its verdict and why, generated from what the rule found."""

from dataclasses import dataclass

import pandas as pd

from caspian.cards import Card, Rows
from caspian.cards.claims.why import NONE, computed, rule, stated, why, window_text
from caspian.charts import lines, plain
from caspian.charts.claims import summary as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.filters import sector_ids
from caspian.measures.finding import VERDICTS, Counted, Finding, Grown, Quickened, Traded
from caspian.measures.verdicts import findings
from caspian.tables import headings
from caspian.text import Language, plain_markdown

BADGES = {"borne_out": "green", "partly": "orange", "not_borne_out": "red", "not_checkable": "gray"}
ICONS = {
    "borne_out": ":material/check:",
    "partly": ":material/contrast:",
    "not_borne_out": ":material/close:",
    "not_checkable": ":material/remove:",
}


def verdict_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "borne_out": _("Borne out"),
        "partly": _("Partly borne out"),
        "not_borne_out": _("Not borne out by these rows"),
        "not_checkable": _("Not checkable with figures"),
    }


def badge(verdict: str, language: Language) -> str:
    """A verdict as Markdown: an icon, a colour and its name."""
    return f":{BADGES[verdict]}-badge[{ICONS[verdict]} {verdict_names(language)[verdict]}]"


def of_sectors(context: Context) -> tuple[Finding, ...]:
    """The findings whose sector the filter keeps."""
    every = findings(context.dataset).values()
    return tuple(one for one in every if not context.filters.sectors or one.claim["sector"] in context.filters.sectors)


@remembered_by("filters")
def shown(context: Context, verdicts: tuple[str, ...]) -> tuple[str, ...]:
    """The claims that the sector filter and the chosen verdicts (none: all) keep."""
    kept = of_sectors(context)
    return tuple(one.claim_id for one in kept if not verdicts or one.verdict in verdicts)


@remembered_by("filters")
def counts(context: Context) -> dict[str, int]:
    """How many claims of the chosen sectors have each verdict."""
    every = [one.verdict for one in of_sectors(context)]
    return {verdict: every.count(verdict) for verdict in VERDICTS}


@remembered_by("filters", "language", "theme")
def summary(context: Context) -> Card:
    """Every claim by sector and verdict."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    kept = of_sectors(context)
    title = _("Claims by sector and verdict, number")
    if not kept:
        return Card("claims-verdicts", title, none_because(context), None, ())
    names, numbers = verdict_names(language), counts(context)
    takeaway = _("{claims} of the review: {verdicts}.").format(
        claims=claim_count(len(kept), language),
        verdicts="; ".join(
            f"{language.lower(names[verdict])}: {language.number(numbers[verdict])}" for verdict in VERDICTS
        ),
    )
    table = _by_sector(context, kept)
    headed = {verdict: f"{names[verdict]} ({numbers[verdict]})" for verdict in VERDICTS}
    rows = dataset.claims[dataset.claims["claim_id"].isin(table["code"])]
    return Card(
        "claims-verdicts",
        title,
        takeaway,
        charts.verdicts(table, headed, context.theme),
        (("claims", rows),),
        table=table,
        columns=headings(context, "claims", code="claim_id", sector="sector", statement="statement")
        | {"found": _("Verdict"), "stated": _("Stated"), "computed": _("The rows give")},
        encoding=Encoding(
            "stacked bars", "found", "sector", "count", number_format="0", categories=tuple(names.values())
        ),
    )


def _by_sector(context: Context, kept: tuple[Finding, ...]) -> pd.DataFrame:
    """A row a claim, in the order of the sectors: ``code``, ``sector`` and ``verdict``, its words and figures."""
    language, names = context.language, verdict_names(context.language)
    sectors = list(sector_ids(context.dataset))
    return pd.DataFrame(
        [
            {
                "code": one.claim_id,
                "sector": context.name("sectors", str(one.claim["sector"])),
                "verdict": one.verdict,
                "found": names[one.verdict],
                "statement": context.text(one.claim, "statement"),
                "stated": stated(one, language),
                "computed": computed(one, language),
                "count": 1,
                "colour": context.theme.sectors[str(one.claim["sector"])],
                "card": _hover(context, one),
            }
            for one in sorted(kept, key=lambda one: sectors.index(str(one.claim["sector"])))
        ]
    )


def none_because(context: Context) -> str:
    """Why no claim is shown."""
    _ = context.language.gettext
    if context.dataset.claims.empty:
        return _("The table of claims is empty.")
    if not of_sectors(context):
        return _("No claim belongs to the chosen sectors.")
    return _("No claim of the chosen sectors has the chosen verdict.")


def _hover(context: Context, finding: Finding) -> str:
    statement = charts.wrapped(context.text(finding.claim, "statement"), 60)
    return lines([f"<b>{statement}</b>", charts.wrapped(why(context, finding), 60)])


def claim_count(count: int, language: Language) -> str:
    return language.ngettext("{n} claim", "{n} claims", count).format(n=language.number(count))


@remembered_by("language")
def list_lines(context: Context) -> dict[str, tuple[str, str]]:
    """Each claim's line of the list and what stands under it, as Markdown."""
    language = context.language
    _ = language.gettext
    texts = {}
    for code, one in findings(context.dataset).items():
        statement = plain_markdown(context.text(one.claim, "statement"))
        under = [badge(one.verdict, language)]
        figures = computed(one, language)
        if (said := stated(one, language)) != NONE:
            figures = _("stated {stated} · rows {computed}").format(stated=said, computed=figures)
        if isinstance(one.test, Grown) and one.verdict == "partly":
            pair = one.test.fitting_pairs.iloc[0]
            figures = _("{figures}; fits: {change} ({first} → {last})").format(
                figures=figures,
                change=language.signed_percent(pair["value"]),
                first=int(pair["first"]),
                last=int(pair["last"]),
            )
        if one.verdict != "not_checkable":
            under.append(plain_markdown(figures))
        texts[code] = (f"**{plain_markdown(code)}** {statement}", " ".join(under))
    return texts


Query = dict[str, str | list[str]]


@dataclass(frozen=True, eq=False)
class Opened:
    """One claim in full, in words: everything but its pictures."""

    code: str
    statement: str
    verdict: str
    sector: str
    stated: str
    computed: str
    window: str
    rule: str
    why: str
    note: str
    rows: Rows
    page: str
    query: Query


@remembered_by("language")
def opened(context: Context, claim_id: str) -> Opened:
    """The claim with that identifier; KeyError where there is none."""
    dataset, language = context.dataset, context.language
    finding = findings(dataset)[claim_id]
    claim = finding.claim
    page, query = where(finding)
    return Opened(
        claim_id,
        context.text(claim, "statement"),
        finding.verdict,
        context.name("sectors", str(claim["sector"])),
        stated(finding, language),
        computed(finding, language),
        window_text(claim["window_start"], claim["window_end"], language),
        rule(context, finding),
        why(context, finding),
        context.text(claim, "evidence_note"),
        (("claims", dataset.claims[dataset.claims["claim_id"] == claim_id]), *finding.rows),
        page,
        query,
    )


def where(finding: Finding) -> tuple[str, Query]:
    """The page on which the claim's rows live, with filters and rule set."""
    everywhere: Query = {**_years(finding), "country": []}
    match finding.test:
        case Counted():
            return "visits", {**everywhere, "leaders": "heads", "trips": "every", "cities": "any"}
        case Grown() as test:
            years = [str(year) for year in test.own]
            return "freight", {**everywhere, "view": "growth", "series": str(test.series.index[0]), "window": years}
        case Quickened():
            return "freight", {**everywhere, "view": "time"}
        case Traded():
            return "trade", {**everywhere, "period": []}
    rows = dict(finding.rows)
    if "events" in rows:
        kinds = [f"events-{kind}" for kind in rows["events"]["kind"].astype(str).unique()]
        return "calendar", {**everywhere, "sector": [], "show": ["events"], "kind": kinds}
    if "projects" in rows:
        return "projects", _projects(finding, rows["projects"])
    return "freight", everywhere


def _projects(finding: Finding, projects: pd.DataFrame) -> Query:
    """A single project by itself; several by their sector."""
    query: Query = {"country": [], "sector": [str(finding.claim["sector"])], "period": []}
    return {**query, "project": str(projects["project_id"].iloc[0])} if len(projects) == 1 else query


def _years(finding: Finding) -> Query:
    """The years of the claim's window or, where that is open, of its rows."""
    start, end = finding.claim["window_start"], finding.claim["window_end"]
    if pd.isna(start):
        dates = [rows[name] for _t, rows in finding.rows for name in ("date", "period_end") if name in rows.columns]
        start = min((column.min() for column in dates if len(column)), default=end)
    return {"period": [str(start.year), str(end.year)]}


def event_hover(context: Context, event: pd.Series) -> str:
    kind = context.label("event_kind", str(event["kind"]))
    title = charts.wrapped(context.text(event, "title"), 60)
    return lines([f"<b>{title}</b>", plain(f"{context.language.short_day(event['date'])} · {kind}")])
