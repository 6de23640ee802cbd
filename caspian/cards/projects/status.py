"""Cards of joint projects: how many there are, and how far they are."""

import pandas as pd

from caspian.cards import Card
from caspian.charts.encoding import Encoding
from caspian.charts.projects import status as charts
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import COMPLETED, OPERATING
from caspian.measures import projects as measures
from caspian.tables import heading_of
from caspian.text import Language


def status_text(context: Context, counts: pd.Series) -> str:
    """``under construction: 3, operating: 2``, in the order of the ladder."""
    language = context.language
    names = ((context.label("project_status", str(status)), n) for status, n in counts.items())
    return ", ".join(f"{language.lower(name)}: {language.number(n)}" for name, n in names)


def project_count(projects: pd.DataFrame, language: Language) -> str:
    """How many projects these are, and how many of them are parts of others that are counted too."""
    counted = language.ngettext("{n} project", "{n} projects", len(projects)).format(n=language.number(len(projects)))
    if not (parts := measures.parts_among(projects)):
        return counted
    return language.ngettext(
        "{projects} ({n} of them a part of another)", "{projects} ({n} of them parts of others)", parts
    ).format(projects=counted, n=language.number(parts))


def none_fits(context: Context) -> str:
    """Why no project is shown."""
    return context.language.gettext("No project fits the filter in {period}.").format(
        period=context.language.years(*context.filters.period)
    )


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
        return Card("projects-status", title, none_fits(context), None, ())
    counts = measures.by_sector_and_status(context.dataset, projects)
    table = counts.assign(
        sector_name=[context.name("sectors", sector) for sector in counts["sector"]],
        status_name=[context.label("project_status", status) for status in counts["status"]],
        colour=counts["status"].map(context.theme.status),
    )
    totals = counts.groupby("sector", sort=False)["projects"].sum()
    done = int(counts.loc[counts["status"].isin([OPERATING, COMPLETED]), "projects"].sum())
    takeaway = _(
        "{projects} active in {period}; operating or completed: {done} ({share}); most: {sector} ({count})."
    ).format(
        projects=project_count(projects, language),
        period=language.years(*filters.period),
        done=done,
        share=language.percent(done / len(projects)),
        sector=context.name("sectors", str(totals.index[0])),
        count=totals.iloc[0],
    )
    return Card(
        "projects-status",
        title,
        takeaway,
        charts.by_sector_and_status(table, context.theme),
        (("projects", projects),),
        table=table,
        columns={
            "sector_name": heading_of(context, "projects", "sector"),
            "status_name": heading_of(context, "projects", "status"),
            "projects": _("Projects"),
        },
        encoding=Encoding("stacked bars", "sector_name", "status_name", "projects", number_format="0"),
    )
