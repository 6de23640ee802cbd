"""The pages that rows rest on: by publisher, kind, language and year."""

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from caspian.cards import Card
from caspian.cards.data.browse import link_heading, share
from caspian.charts import data as charts
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.references import key_part
from caspian.data.vocabulary import SOURCE_KIND, ordered
from caspian.links import are_web
from caspian.measures.quality import uses
from caspian.text import fold

UNDATED = "undated"
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
    wanted = fold(pages.words).split()
    if wanted:
        texts = [
            fold("\n".join(cells))
            for cells in sources[["source_id", "publisher", "title", "url"]].itertuples(index=False)
        ]
        kept &= pd.Series([all(word in text for word in wanted) for text in texts], index=sources.index, dtype=bool)
    return sources[kept].sort_values("published", ascending=False, kind="stable", na_position="last")


@remembered
def kinds(dataset: Dataset) -> tuple[str, ...]:
    """The kinds of publisher: those that we know in their order, then any other that occurs."""
    return ordered(SOURCE_KIND, dataset.sources["kind"])


@remembered
def publishers(dataset: Dataset) -> dict[str, tuple[str, int]]:
    """Name and number of pages of each publisher by its key, the most first."""
    counts = dataset.sources["publisher"].value_counts()
    most_first = sorted(counts.items(), key=lambda item: (-item[1], fold(str(item[0]))))
    return {key_part(str(name)): (str(name), int(n)) for name, n in most_first}


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
    _ = context.language.gettext
    rows, used = chosen(context.dataset, pages), uses(context.dataset)
    web = are_web(rows["url"])
    columns = {
        _("Published"): rows["published"],
        _("Publisher"): rows["publisher"],
        _("Title"): rows["title"],
        link_heading(context): rows["url"].where(web),
        _("Kind"): [context.label("source_kind", str(kind)) for kind in rows["kind"]],
        _("Language"): [context.label("language", str(code)) for code in rows["language"]],
        _("Rows that use it"): [used.get(source, 0) for source in rows["source_id"]],
    }
    other = rows["url"].where(~web, "")
    if (other != "").any():
        columns[_("Address (not of the web)")] = other
    return pa.Table.from_pandas(pd.DataFrame(columns), preserve_index=False)


@remembered_by("language", "theme")
def by_year(context: Context, pages: Pages) -> Card:
    """Pages by year of publication and kind."""
    dataset, language = context.dataset, context.language
    _ = language.gettext
    rows = chosen(dataset, pages)
    title = _("Pages by year of publication and kind, number")
    if rows.empty:
        return Card("data-years", title, _("No page fits this choice."), None, ())
    published = rows["published"].dt.year
    undated = int(published.isna().sum())
    counts = by_year_and_kind(rows, published, kinds(dataset))
    names = {kind: context.label("source_kind", kind) for kind in kinds(dataset)}
    figure = charts.pages_a_year(counts, names, _("no date"), language, context.theme)
    total = language.ngettext("{n} page", "{n} pages", len(rows)).format(n=language.number(len(rows)))
    dated = published.dropna().astype(int).value_counts()
    if dated.empty:
        takeaway = _("{pages}, none of which says when it was published.").format(pages=total)
    else:
        takeaway = _("{pages}; most of those with a date are of {year}: {count}; without a date: {undated}.").format(
            pages=total,
            year=dated.idxmax(),
            count=share(int(dated.max()), int(dated.sum()), language),
            undated=share(undated, len(rows), language),
        )
    return Card("data-years", title, takeaway, figure, (("sources", rows),))


def by_year_and_kind(rows: pd.DataFrame, published: pd.Series, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Counts by year (the newest ones, gaps included; then the undated) and kind; the earliest stand for all before."""
    dated = published.dropna().astype(int)
    last = int(dated.max()) if len(dated) else 0
    first = max(int(dated.min()), last - FIRST_YEARS + 1) if len(dated) else 0
    before = int((dated < first).sum())
    index: list[str] = ([f"≤ {first - 1}"] if before else []) + [str(y) for y in range(first, last + 1) if last]
    named = dated.map(lambda year: str(year) if year >= first else f"≤ {first - 1}").reindex(rows.index, fill_value="")
    counts = pd.crosstab(named, rows["kind"].astype(str))
    return counts.reindex(index=[*index, ""], columns=list(kinds), fill_value=0)


@remembered_by("language", "theme")
def by_publisher(context: Context, pages: Pages) -> Card:
    """The publishers with the most pages."""
    language = context.language
    _ = language.gettext
    rows = chosen(context.dataset, pages)
    title = _("Publishers with the most pages, number of pages")
    if rows.empty:
        return Card("data-publishers", title, _("No page fits this choice."), None, ())
    counts = rows["publisher"].value_counts()
    most = sorted(counts.items(), key=lambda item: (-item[1], fold(str(item[0]))))[:RANKED]
    figure = charts.ranking([str(name) for name, _n in most], [int(n) for _name, n in most], language, context.theme)
    takeaway = _("Most pages: {publisher}, {count}; all publishers: {publishers}.").format(
        publisher=most[0][0],
        count=share(int(most[0][1]), len(rows), language),
        publishers=language.number(len(counts)),
    )
    return Card("data-publishers", title, takeaway, figure, (("sources", rows),))
