"""Cards: a picture with its title, its finding, and the rows it stands on. Pure functions of the data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from caspian.charts.encoding import Encoding
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered

Rows = tuple[tuple[str, pd.DataFrame], ...]
"""Rows by the table they come from."""


@dataclass(frozen=True, eq=False)
class Card:
    """A finding and its picture.

    ``title`` says what, in which unit, over which period; ``takeaway`` names figure, unit, period and
    comparison, and is the picture's text alternative. ``figure`` is None where there is nothing to show, and
    ``takeaway`` then says why. ``rows`` are the rows behind the picture, the table it is mainly of first.
    ``conditions`` names the page's own choices (a counting rule), for a file that leaves the page.

    ``table`` holds the numbers that the picture draws, a row for each mark: the figure is made of it, and so is what
    leaves the page. ``columns`` are those of it that a reader takes away, with their headings in the reader's
    language; ``encoding`` says how another program draws it as a chart, where one can.
    """

    name: str
    title: str
    takeaway: str
    figure: go.Figure | None
    rows: Rows
    note: str = ""
    conditions: str = ""
    table: pd.DataFrame | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: Encoding | None = None

    def numbers(self) -> pd.DataFrame:
        """The picture's numbers for a reader; without any, an empty table."""
        if self.table is None:
            return pd.DataFrame()
        return self.table[list(self.columns)].rename(columns=dict(self.columns))


@dataclass(frozen=True, eq=False)
class Tile:
    """One headline figure: its label with period and unit, its value, and its comparison or its spread."""

    name: str
    label: str
    value: str
    detail: str
    rows: Rows
    page: str
    change: str = ""
    sparkline: go.Figure | None = None
    query: dict[str, str] = field(default_factory=dict)


def filters_in_words(context: Context, bearing: Collection[str]) -> tuple[str, ...]:
    """The filters among ``bearing`` as texts: what a file that leaves the page must say of itself."""
    filters = context.filters
    _ = context.language.gettext
    countries = [context.name("countries", iso) for iso in filters.countries]
    sectors = [context.name("sectors", sector) for sector in filters.sectors]
    words = {
        "country": _("Countries: {names}").format(names=", ".join(countries) or _("all")),
        "sector": _("Sectors: {names}").format(names=", ".join(sectors) or _("all")),
        "period": _("Period: {years}").format(years=context.language.years(*filters.period)),
    }
    return tuple(text for key, text in words.items() if key in bearing)


def sources_of(dataset: Dataset, rows: Rows) -> pd.DataFrame:
    """The sources behind rows of any tables, each once, newest first; rows of sources stand for themselves."""
    cited = [part[["source_ids"]] for _table, part in rows if "source_ids" in part.columns]
    themselves = [part["source_id"].map(lambda key: (key,)) for table, part in rows if table == "sources"]
    cited += [pages.to_frame("source_ids") for pages in themselves]
    return dataset.sources_of(pd.concat(cited) if cited else pd.DataFrame())


@remembered
def source_count(dataset: Dataset, card: Card) -> int:
    """How many sources stand behind a card."""
    return len(sources_of(dataset, card.rows))
