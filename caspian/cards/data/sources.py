"""The pages that rows rest on: by publisher, kind, language and year."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from caspian.cards import Card
from caspian.cards.data.browse import readable, why_none
from caspian.charts import data as charts
from caspian.charts.encoding import Encoding
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.references import key_part
from caspian.data.vocabulary import SOURCE_KIND, ordered
from caspian.measures.quality import uses
from caspian.measures.search import haystacks, holding
from caspian.tables import heading_of
from caspian.text import fold

UNDATED = "undated"
SHOWN = ("published", "publisher", "title", "url", "kind", "language")
"""The columns of a page on screen, in their order."""

RANKED = 10
FIRST_YEARS = 12
"""Years drawn one by one, counted back from the newest; earlier ones are one column."""


@dataclass(frozen=True)
class Pages:
    """Which pages are asked for; an empty part means all."""

    kind: str = ""
    written: str = ""
    publisher: str = ""
    year: str = ""
    words: str = ""


@remembered
def chosen(dataset: Dataset, pages: Pages) -> pd.DataFrame:
    """The rows of the table of sources that fit, newest first, undated last."""
    sources = dataset.sources
    kept = pd.Series(True, index=sources.index)
    if pages.kind:
        kept &= sources["kind"] == pages.kind
    if pages.written:
        kept &= sources["language"] == pages.written
    if pages.publisher:
        kept &= sources["publisher"].map(key_part) == pages.publisher
    if pages.year == UNDATED:
        kept &= sources["published"].isna()
    elif pages.year:
        kept &= sources["published"].dt.year == int(pages.year)
    if pages.words.strip():
        kept &= holding(haystacks(sources, ("source_id", "publisher", "title", "url")), pages.words)
    return sources[kept].sort_values("published", ascending=False, kind="stable", na_position="last")


@remembered
def kinds(dataset: Dataset) -> tuple[str, ...]:
    """The kinds of publisher: those that we know in their order, then any other that occurs."""
    return ordered(SOURCE_KIND, dataset.sources["kind"])


@remembered
def publishers(dataset: Dataset) -> dict[str, tuple[str, int]]:
    """Name and number of pages of each publisher by its key, the most first."""
    return {key_part(name): (name, n) for name, n in publishers_of(dataset.sources)}


@remembered
def years(dataset: Dataset) -> dict[str, int]:
    """Number of pages by year of publication, the newest first, and of those without a date at the end."""
    published = dataset.sources["published"]
    counts = published.dt.year.dropna().astype(int).value_counts().sort_index(ascending=False)
    return {str(year): int(n) for year, n in counts.items()} | {UNDATED: int(published.isna().sum())}


@remembered_by("language")
def options(context: Context) -> dict[str, dict[str, str]]:
    """The choices of each part of :class:`Pages` by code, each named with its number of pages."""
    dataset = context.dataset
    number, sources = context.language.number, dataset.sources

    def labelled(column: str, kind: str) -> dict[str, str]:
        counts = sources[column].astype(str).value_counts()
        return {str(code): f"{context.label(kind, str(code))} ({number(n)})" for code, n in counts.items()}

    undated = context.language.gettext("no date")
    return {
        "kind": labelled("kind", "source_kind"),
        "written": labelled("language", "language"),
        "publisher": {key: f"{name[:80]} ({number(n)})" for key, (name, n) in publishers(dataset).items()},
        "year": {y: f"{undated if y == UNDATED else y} ({number(n)})" for y, n in years(dataset).items()},
    }


@remembered_by("language")
def grid(context: Context, pages: Pages) -> pa.Table:
    """The chosen pages as a reader sees them, with the number of rows that rest on each."""
    rows, used = chosen(context.dataset, pages), uses(context.dataset)
    shown = readable(context, rows[list(SHOWN)], "sources")
    shown[context.language.gettext("Rows that use it")] = [used.get(source, 0) for source in rows["source_id"]]
    return pa.Table.from_pandas(shown, preserve_index=False)


@remembered_by("language", "theme")
def by_year(context: Context, pages: Pages) -> Card:
    """Pages by year of publication and kind."""
    language = context.language
    _ = language.gettext
    rows = chosen(context.dataset, pages)
    title = _("Pages by year of publication and kind, number")
    if rows.empty:
        return Card("data-years", title, why_none(context, "sources"), None, ())
    table = _by_year_and_kind(context, rows)
    total = language.ngettext("{n} page", "{n} pages", len(rows)).format(n=language.number(len(rows)))
    dated = rows["published"].dt.year.dropna().astype(int).value_counts()
    if dated.empty:
        takeaway = _("{pages}, none of which says when it was published.").format(pages=total)
    else:
        takeaway = _("{pages}; most of those with a date are of {year}: {count}; without a date: {undated}.").format(
            pages=total,
            year=dated.idxmax(),
            count=language.share(int(dated.max()), int(dated.sum())),
            undated=language.share(len(rows) - int(dated.sum()), len(rows)),
        )
    most = table.groupby("name", sort=False)["pages"].sum().idxmax()
    return Card(
        "data-years",
        title,
        takeaway,
        charts.pages_a_year(table, language, context.theme),
        (("sources", rows),),
        table=table,
        columns={"year": _("Year"), "name": heading_of(context, "sources", "kind"), "pages": _("Number of pages")},
        encoding=Encoding(
            "stacked columns",
            "year",
            "name",
            "pages",
            look="look",
            number_format="0",
            # Thin parts have no room for a number.
            unlabelled=tuple(name for name in table["name"].unique() if name != most),
        ),
    )


def _by_year_and_kind(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Counts by year (the newest ones, gaps included; then the undated) and kind; the earliest stand for all before."""
    undated = context.language.gettext("no date")
    years = rows["published"].dt.year
    last = years.max()
    first = max(years.min(), last - FIRST_YEARS + 1)
    before = f"≤ {first - 1:.0f}"
    places = [before] if (years < first).any() else []
    places += [str(year) for year in range(int(first), int(last) + 1)] if years.notna().any() else []
    places += [undated] if years.isna().any() else []
    named = [undated if year != year else before if year < first else f"{year:.0f}" for year in years]
    counts = Counter(zip(named, rows["kind"].astype(str), strict=True))
    occurring = {kind for _year, kind in counts}
    kinds = [kind for kind in ordered(SOURCE_KIND, occurring) if kind in occurring]
    marks = [
        {
            "year": year,
            "kind": kind,
            "name": context.label("source_kind", kind),
            "pages": counts[year, kind],
            "colour": context.theme.source_kinds[kind],
            "look": "hatched" if year == undated else "solid",
        }
        for year in places
        for kind in kinds
    ]
    return pd.DataFrame(marks)


@remembered_by("language", "theme")
def by_publisher(context: Context, pages: Pages) -> Card:
    """The publishers with the most pages."""
    language = context.language
    _ = language.gettext
    rows = chosen(context.dataset, pages)
    title = _("Publishers with the most pages, number of pages")
    if rows.empty:
        return Card("data-publishers", title, why_none(context, "sources"), None, ())
    counts = publishers_of(rows)
    table = pd.DataFrame(counts[:RANKED], columns=["name", "amount"]).assign(
        colour=context.theme.accent, what=_("Number of pages")
    )
    takeaway = _("Most pages: {publisher}, {count}; all publishers: {publishers}.").format(
        publisher=counts[0][0],
        count=language.share(counts[0][1], len(rows)),
        publishers=language.number(len(counts)),
    )
    return Card(
        "data-publishers",
        title,
        takeaway,
        charts.ranking(table, language, context.theme),
        (("sources", rows),),
        table=table,
        columns={"name": heading_of(context, "sources", "publisher"), "amount": _("Number of pages")},
        encoding=Encoding("bars", "name", "what", "amount", number_format="0"),
    )


def publishers_of(rows: pd.DataFrame) -> list[tuple[str, int]]:
    """Each publisher with its number of pages, the most first, equal ones by name."""
    counts = rows["publisher"].value_counts()
    return sorted(((str(name), int(n)) for name, n in counts.items()), key=lambda item: (-item[1], fold(item[0])))
