"""Cards of joint projects."""

import pandas as pd

from caspian.cards import Card, remembered
from caspian.charts.projects import status as charts
from caspian.data.dataset import Dataset
from caspian.filters import Filters, sector_ids
from caspian.measures import projects as measures
from caspian.style import Theme
from caspian.text import Language


def status_names(dataset: Dataset, language: Language) -> dict[str, str]:
    return {status: dataset.label("project_status", status, language.code) for status in measures.STATUSES}


def status_text(counts: pd.Series, dataset: Dataset, language: Language) -> str:
    """``under construction: 3, operating: 2``, in the order of the ladder."""
    names = status_names(dataset, language)
    return ", ".join(f"{language.lower(names[str(status)])}: {language.number(n)}" for status, n in counts.items())


def project_count(count: int, language: Language) -> str:
    return language.ngettext("{n} project", "{n} projects", count).format(n=language.number(count))


@remembered
def by_sector_and_status(dataset: Dataset, filters: Filters, language: Language, theme: Theme) -> Card:
    """How many projects each sector has, and how far they are."""
    _ = language.gettext
    projects = measures.active(dataset, filters)
    title = _("Projects by sector and status, number, active in {period}").format(
        period=language.years(*filters.period)
    )
    if projects.empty:
        nothing = _("No project fits the filter in {period}.").format(period=language.years(*filters.period))
        return Card("projects-status", title, nothing, None, ())
    counts = measures.by_sector_and_status(projects, sector_ids(dataset))
    sectors = {sector: dataset.name("sectors", sector, language.code) for sector in counts.index}
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
    figure = charts.by_sector_and_status(counts, sectors, status_names(dataset, language), theme)
    return Card("projects-status", title, takeaway, figure, (("projects", projects),))
