"""What a change depends on: the series, the years compared, the statement on delivery time."""

import pandas as pd

from caspian.cards import Card
from caspian.cards.claims.why import saved_text
from caspian.charts import lines, plain
from caspian.charts.claims import counts as matrices
from caspian.charts.claims import growth as charts
from caspian.charts.claims.summary import wrapped
from caspian.charts.encoding import Encoding
from caspian.context import Context
from caspian.measures import verdicts
from caspian.measures.finding import Finding, Grown, Quickened
from caspian.tables import headings


def series(context: Context, finding: Finding, test: Grown) -> Card:
    """Growth of each series that the claim names, the tested one first."""
    language = context.language
    _ = language.gettext
    stated = language.signed_percent(finding.claim["stated_value"] / 100)
    title = _("Growth of each series named, first to last full year in {years}").format(years=language.years(*test.own))
    known = test.series["value"].dropna()
    if known.empty:
        return Card("claim-series", title, _("No series named has two full years in the window."), None, ())
    takeaway = _(
        "{low} to {high} by the series, stated {stated}; lowest: {low_series}; highest: {high_series}."
    ).format(
        low=language.signed_percent(known.min()),
        low_series=context.name("freight_series", str(known.idxmin())),
        high=language.signed_percent(known.max()),
        high_series=context.name("freight_series", str(known.idxmax())),
        stated=stated,
    )
    table = _by_series(context, test)
    line = _("stated: {number}").format(number=stated)
    return Card(
        "claim-series",
        title,
        takeaway,
        charts.by_series(table, finding.claim["stated_value"] / 100, line, context.theme),
        finding.rows,
        note=_("The first series is the one tested; the years of the others differ where full years are missing."),
        table=table,
        columns=headings(context, "freight", name="series_id")
        | {"years": _("Years"), "value": _("Growth"), "remark": _("Note")},
        encoding=Encoding("bars", "name", "of", "value", look="look", number_format="+0%;−0%;0%"),
    )


def _by_series(context: Context, test: Grown) -> pd.DataFrame:
    language = context.language
    _ = language.gettext
    found = []
    for place, (code, row) in enumerate(test.series.iterrows()):
        years = "" if pd.isna(row["value"]) else language.years(int(row["first"]), int(row["last"]))
        remark = _("estimate") if row["estimated"] else "" if years else _("no two full years in the window")
        below = ", ".join(filter(None, [years, remark]))
        text = lines([plain(language.signed_percent(row["value"])), plain(below)]) if years else wrapped(below, 20)
        found.append(
            {
                "name": context.name("freight_series", str(code)),
                "of": _("Growth"),
                "value": row["value"],
                "years": years,
                "remark": remark,
                "estimated": row["estimated"],
                "text": text,
                "look": "lighter" if row["estimated"] else "solid",
                "colour": context.theme.second if place else context.theme.accent,
            }
        )
    return pd.DataFrame(found)


def years(context: Context, finding: Finding, test: Grown) -> Card:
    """Growth between each pair of years: from down, to across."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    stated = finding.claim["stated_value"] / 100
    code = str(test.series.index[0])
    title = _("Growth by years compared, {series}").format(series=context.name("freight_series", code))
    own = [(*test.own, finding.value)] if finding.value is not None else []
    pairs = pd.concat([test.pairs, pd.DataFrame(own, columns=test.pairs.columns)] if own else [test.pairs])
    if pairs.empty:
        return Card("claim-years", title, _("The tested series has no two full years to compare."), None, ())
    pairs = pairs.sort_values(["first", "last"], ignore_index=True)
    table = pairs.assign(
        row=[f"{year} →" for year in pairs["first"]],
        column=[f"→ {year}" for year in pairs["last"]],
        text=[language.signed_percent(value) for value in pairs["value"]],
        fits=[verdicts.fits(value, stated) for value in pairs["value"]],
        own=(pairs["first"] == test.own[0]) & (pairs["last"] == test.own[1]),
    ).sort_values(["last", "first"])
    takeaway = _(
        "From {low} to {high}, by the years compared; {hits} of {all} pairs are near the stated {stated}."
    ).format(
        low=language.signed_percent(table["value"].min()),
        high=language.signed_percent(table["value"].max()),
        hits=table["fits"].sum(),
        all=len(table),
        stated=language.signed_percent(stated),
    )
    rows = verdicts.full_years(dataset, code, range(pairs["first"].min(), pairs["last"].max() + 1))
    note = _("Framed: the claim's window. Filled: within five percentage points of the stated growth.")
    broken = dataset.freight_series.loc[dataset.freight_series["series_id"] == code, "break_date"].dropna()
    if any(((table["first"] < when.year) & (table["last"] >= when.year)).any() for when in broken):
        note += " " + _("From {year} on the series seems to count more than before.").format(year=broken.iloc[0].year)
    return Card(
        "claim-years",
        title,
        takeaway,
        matrices.matrix(table, context.theme),
        (("freight", rows),),
        note=note,
        table=table,
        columns={"first": _("From"), "last": _("To"), "value": _("Growth")},
    )


def times(context: Context, finding: Finding, test: Quickened) -> Card:
    """Each stated pair of delivery times: said of earlier, and of now."""
    language, theme = context.language, context.theme
    _ = language.gettext
    pairs = test.pairs
    title = _("Delivery time as stated, days, by day of the statement")
    if pairs.empty:
        return Card("claim-times", title, _("No statement has both ranges."), None, ())
    takeaway = _(
        "{low} to {high} of the time saved, by the statement; {hits} of {all} are near the stated {stated}."
    ).format(
        low=language.percent(pairs["saved"].min()),
        high=language.percent(pairs["saved"].max()),
        hits=int(pairs["fits"].sum()),
        all=len(pairs),
        stated=language.percent(finding.claim["stated_value"] / 100),
    )
    fitting = pairs[pairs["fits"]]
    if len(fitting):
        last = fitting.iloc[-1]
        takeaway = takeaway.removesuffix(".") + _("; the latest of those: {pair}.").format(
            pair=saved_text(fitting.index[-1], last, language)
        )
    days = pairs.reset_index(names="date").rename_axis("statement").reset_index()
    days = days.assign(
        day=[language.short_day(day) for day in days["date"]],
        text=[f"−{language.percent(share)}" for share in days["saved"]],
    )
    earlier = {"low": days["before_low"], "high": days["before_high"], "colour": theme.pale}
    table = pd.concat(
        [
            days.assign(when=_("said of earlier"), **earlier),
            days.assign(when=_("said of now"), colour=theme.accent),
        ],
        ignore_index=True,
    )
    return Card(
        "claim-times",
        title,
        takeaway,
        charts.saved_time(table, theme),
        finding.rows,
        note=_(
            "The statements speak of different journeys and baselines, so they are no series. "
            "Bold: near the stated share."
        ),
        table=table,
        columns=headings(context, "stated_figures", date="date")
        | {"when": _("Period"), "low": _("From, days"), "high": _("To, days"), "saved": _("Time saved")},
    )
