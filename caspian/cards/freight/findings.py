"""What the rows of measured series say, in words."""

from collections.abc import Mapping, Sequence

import pandas as pd

from caspian.cards.freight import words
from caspian.context import Context
from caspian.measures.freight import growth
from caspian.measures.freight import series as measures
from caspian.measures.freight.series import named


def nothing(context: Context, series_ids: Sequence[str]) -> str:
    """Why there is nothing to show of some series: there are none, or their figures lie outside the period."""
    _ = context.language.gettext
    if not series_ids:
        return _("The data have no series of this.")
    if len(series_ids) > 1:
        return _("None of these series has a figure in {period}: {series}.").format(
            period=context.language.years(*context.filters.period),
            series="; ".join(words.series_names(context)[one] for one in series_ids),
        )
    ends = measures.values(context.dataset, series_ids[0])["period_end"]
    if ends.empty:
        return _("This series has no figure yet.")
    return _("No figure of this series lies in {period}; it has figures for {years}.").format(
        period=context.language.years(*context.filters.period),
        years=", ".join(str(year) for year in sorted(set(ends.dt.year))),
    )


def no_capacity(context: Context) -> str:
    _ = context.language.gettext
    return _("No capacity is known for {period}.").format(period=context.language.years(*context.filters.period))


def of_all(context: Context, shown: Mapping[str, pd.DataFrame], without: Sequence[str]) -> str:
    """A finding for each series that is shown (its marks by its id), and which have no figure in the period."""
    _ = context.language.gettext
    names = words.series_names(context)
    if len(shown) == 1 and not without:
        (only,) = shown
        return of_series(context, only, shown[only])
    said = [f"{of_series(context, one, marks).removesuffix('.')} – {names[one]}." for one, marks in shown.items()]
    if without:
        said.append(_("No figure in this period: {series}.").format(series="; ".join(names[one] for one in without)))
    return " ".join(said)


def of_series(context: Context, series_id: str, marks: pd.DataFrame) -> str:
    """The latest full year, its change on the year before and its distance from plans; a newer part of a year.

    ``marks``: those of :func:`measures.marks`, at least one.
    """
    _ = context.language.gettext
    unit = measures.unit_of(context.dataset, series_id)
    full = marks[marks["kind"] == "year"]
    parts = marks[(marks["kind"] == "part") & (marks["year"] > (full["year"].max() if len(full) else 0))]
    sentences = []
    if len(full):
        sentences.append(_full_year(context, series_id, marks))
    if len(parts):
        sentences.append(_part_year(context, series_id, parts.iloc[-1]))
    if not sentences:
        plans = [
            f"{context.label('value_status', str(plan.status))} "
            f"({plan.year}): {words.amount(context, float(plan.value), unit)}"
            for plan in named(marks)
        ]
        return _("Only plans in this period: {plans}.").format(plans="; ".join(plans))
    if not len(full):
        sentences.append(_("no full year in this period"))
    return "; ".join(sentences) + "."


def _full_year(context: Context, series_id: str, marks: pd.DataFrame) -> str:
    language = context.language
    _ = language.gettext
    unit = measures.unit_of(context.dataset, series_id)
    full = marks[marks["kind"] == "year"].set_index("year")
    year = int(full.index.max())
    amount = float(full["value"][year])
    about = "" if full["status"][year] == "actual" else words.ABOUT
    said = [_("{amount} in {year}").format(amount=about + words.amount(context, amount, unit), year=year)]
    pairs = growth.pairs(full, measures.break_date(context.dataset, series_id))
    before = pairs[pairs["end"] == year]
    if len(before):
        last = before.iloc[-1]
        change = ("" if last["firm"] else words.ABOUT) + language.signed_percent(float(last["change"]))
        said.append(_("{change} on {year}").format(change=change, year=int(last["start"])))
        if last["crosses"]:
            said[-1] += f" ({_('across the break')})"
    sayings = {
        "target": _("{gap} against the target of {plan}"),
        "forecast": _("{gap} against the forecast of {plan}"),
    }
    plans = marks[(marks["kind"] == "plan") & (marks["year"] == year) & (marks["value"] > 0)]
    for plan in named(plans):
        gap = language.signed_percent(amount / float(plan.value) - 1)
        said.append(sayings[str(plan.status)].format(gap=gap, plan=words.amount(context, float(plan.value), unit)))
    return ", ".join(said)


def _part_year(context: Context, series_id: str, part: pd.Series) -> str:
    language = context.language
    _ = language.gettext
    unit = measures.unit_of(context.dataset, series_id)
    said = _("{amount} in {period}").format(
        amount=words.amount(context, float(part["value"]), unit),
        period=language.period(part["period_start"], part["period_end"]),
    )
    alike = growth.like_pairs(
        measures.values(context.dataset, series_id), measures.break_date(context.dataset, series_id)
    )
    alike = alike[(alike["start"] == part["period_start"]) & (alike["end"] == part["period_end"])]
    if len(alike):
        pair = alike.iloc[-1]
        said += ", " + _("{change} on {period}").format(
            change=language.signed_percent(float(pair["change"])),
            period=language.period(pair["earlier_start"], pair["earlier_end"]),
        )
    return said


def of_capacity(context: Context, series_id: str, marks: pd.DataFrame, levels: pd.DataFrame) -> str:
    """How much of the capacity was used in the latest full year that has one, and what is planned.

    ``levels``: those of :func:`caspian.cards.freight.marks.levels`, at least one.
    """
    _ = context.language.gettext
    unit = measures.unit_of(context.dataset, series_id)
    there = levels[(levels["kind"] != "planned") & (levels["value"] > 0)].set_index("year")
    full = marks[(marks["kind"] == "year") & marks["year"].isin(there.index)]
    sentences = []
    if len(full):
        latest = full.iloc[-1]
        level = there.loc[latest["year"]]
        sentences.append(
            _("{amount} in {year}, {share} of the capacity of {capacity} (as stated for {stated})").format(
                amount=words.amount(context, float(latest["value"]), unit),
                year=int(latest["year"]),
                share=context.language.percent(float(latest["value"]) / float(level["value"])),
                capacity=words.amount(context, float(level["value"]), unit),
                stated=level["period_start"].year,
            )
        )
    else:
        sentences += [_full_year(context, series_id, marks)] if (marks["kind"] == "year").any() else []
        stated = levels[levels["kind"] != "planned"].drop_duplicates("line")
        if len(stated):
            said = ", ".join(_level(context, level, unit) for level in named(stated))
            sentences.append(_("capacity as stated: {levels}").format(levels=said))
    planned = levels[levels["kind"] == "planned"]
    if len(planned):
        said = ", ".join(_level(context, level, unit) for level in named(planned))
        sentences.append(_("planned capacity: {plans}").format(plans=said))
    return "; ".join(sentences) + "."


def _level(context: Context, level, unit: str) -> str:
    return f"{words.amount(context, float(level.value), unit)} ({level.period_start.year})"
