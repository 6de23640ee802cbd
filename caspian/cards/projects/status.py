"""Cards of joint projects."""

import pandas as pd

from caspian.cards import Card
from caspian.charts.projects import status as charts
from caspian.context import Context, remembered_by
from caspian.filters import sector_ids
from caspian.measures import projects as measures
from caspian.text import Language


def status_names(context: Context) -> dict[str, str]:
    return {status: context.label("project_status", status) for status in measures.STATUSES}


def status_text(context: Context, counts: pd.Series) -> str:
    """``under construction: 3, operating: 2``, in the order of the ladder."""
    names = status_names(context)
    return ", ".join(
        f"{context.language.lower(names[str(status)])}: {context.language.number(n)}" for status, n in counts.items()
    )


def project_count(count: int, language: Language) -> str:
    return language.ngettext("{n} project", "{n} projects", count).format(n=language.number(count))


@remembered_by("filters", "language", "theme")
def by_sector_and_status(context: Context) -> Card:
    """How many projects each sector has, and how far they are."""
    filters, language = context.filters, context.language
    _ = language.gettext
    projects = measures.active(context.dataset, filters)
    title = _("Projects by sector and status, number, active in {period}").format(
        period=language.years(*filters.period)
    )
    if projects.empty:
        nothing = _("No project fits the filter in {period}.").format(period=language.years(*filters.period))
        return Card("projects-status", title, nothing, None, ())
    counts = measures.by_sector_and_status(projects, sector_ids(context.dataset))
    sectors = {sector: context.name("sectors", sector) for sector in counts.index}
    totals = counts.sum(axis=1)
    done = int(counts[["operating", "completed"]].to_numpy().sum())
    takeaway = _(
        "{projects} active in {period}; operating or completed: {done} ({share}); most: {sector} ({count})."
    ).format(
        projects=project_count(len(projects), language),
        period=language.years(*filters.period),
        done=done,
        share=language.percent(done / len(projects)),
        sector=sectors[str(totals.idxmax())],
        count=totals.max(),
    )
    figure = charts.by_sector_and_status(counts, sectors, status_names(context), context.theme)
    return Card("projects-status", title, takeaway, figure, (("projects", projects),))
