"""What the data page is made of: its address, the table on screen, its columns, its files."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import pyarrow as pa
import streamlit as st

from caspian import package, tables
from caspian.cards.data import browse as data
from caspian.cards.data import quality as data_quality
from caspian.cards.data import record as data_rows
from caspian.cards.data import sources as data_sources
from caspian.cards.data.browse import Choice
from caspian.cards.data.sources import Pages
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.references import by_code
from caspian.tables import heading_of
from caspian.text import Language, plain_markdown, shortened
from caspian.ui import address, card, sidebar
from caspian.ui.address import Control
from caspian.ui.session import view

PAGE = "data"
VIEWS = ("browse", "sources", "quality", "download", "method", "changes")
FIRST_TABLE = "visits"
SOURCE_KEYS = ("kind", "written", "publisher", "year")
KEYS = ("view", "table", "by", "is", "q", "row", "source", *SOURCE_KEYS)
"""Everything of this page that stands in the address. A link within it sets all of them."""

GRID_HEIGHT = 460


def view_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "browse": _("Browse"),
        "sources": _("Sources"),
        "quality": _("Quality"),
        "download": _("Download"),
        "method": _("Method"),
        "changes": _("What changed"),
    }


@remembered
def _fixed(dataset: Dataset) -> tuple[Control, ...]:
    """The controls whose choices do not depend on another's."""
    codes = {
        "kind": data_sources.kinds(dataset),
        "written": tuple(dataset.sources["language"].astype(str).unique()),
        "publisher": tuple(data_sources.publishers(dataset)),
        "year": tuple(data_sources.years(dataset)),
    }
    return (
        address.one_of("view", VIEWS, VIEWS[0]),
        address.one_of("table", dataset.table_names, FIRST_TABLE),
        address.text("q"),
        address.text("row"),
        address.text("source"),
        *(address.one_of(key, codes[key], "") for key in SOURCE_KEYS),
    )


@remembered
def _column(dataset: Dataset, table: str) -> Control[str]:
    return address.one_of("by", data.filter_columns(dataset, table), "")


@remembered
def _code(dataset: Dataset, table: str, column: str) -> Control[str]:
    return address.one_of("is", by_code(dataset, table, column) if column else (), "")


def restore(dataset: Dataset) -> tuple[Control, ...]:
    """Take the whole view from the address: first the table, then what its columns and their codes allow."""
    fixed = _fixed(dataset)
    address.restore(*fixed)
    column = _column(dataset, st.session_state["table"])
    address.restore(column)
    code = _code(dataset, st.session_state["table"], st.session_state["by"])
    address.restore(code)
    return (*fixed, column, code)


def choice() -> Choice:
    state = st.session_state
    return Choice(state["table"], state["by"], state["is"], state["q"])


def pages() -> Pages:
    state = st.session_state
    return Pages(*(state[key] for key in SOURCE_KEYS), words=state["q"])


def clear(*keys: str) -> None:
    """Empty some of the page's controls. For use as a callback."""
    for key in keys:
        st.session_state[key] = ""


def link(label: str, change: Mapping[str, str], icon: str | None = None) -> None:
    """A link to another view of this page, which keeps the filters and nothing else."""
    query = {**{key: [] for key in KEYS}, **change}
    st.page_link(
        st.session_state["_pages"][PAGE],
        label=label,
        icon=icon,
        query_params=address.link(PAGE, sidebar.controls(view().dataset), query),
    )


def row_link(item: data_rows.Link) -> None:
    """A link to a row; a page among the sources has a view of its own."""
    to = {"view": "sources", "source": item.key} if item.table == "sources" else {"table": item.table, "row": item.key}
    link(plain_markdown(shortened(item.title, 46)), to)


# Browse


def choose_rows(now: Context, *, by_column: bool = True) -> None:
    """The table, a search, and one column with one of its codes."""
    _ = now.language.gettext
    names = data.table_names(now)
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose-rows"):
        st.selectbox(
            _("Table"),
            list(names),
            format_func=names.__getitem__,
            key="table",
            on_change=clear,
            args=("by", "is", "row"),
            width=260,
        )
        st.text_input(_("Search"), key="q", icon=":material/search:", max_chars=address.MAX_TEXT, width=260)
        table, column = st.session_state["table"], st.session_state["by"]
        columns = {"": _("all"), **data.column_names(now, table)}
        if by_column and len(columns) > 1:
            _select(_("Column"), columns, "by", ("is",))
            if column:
                _select(_("Value"), {"": _("all"), **data.code_names(now, table, column)}, "is")


def _select(label: str, names: Mapping[str, str], key: str, clears: tuple[str, ...] = ()) -> None:
    st.selectbox(
        label,
        list(names),
        format_func=lambda code: shortened(names[code], 80),
        key=key,
        on_change=clear,
        args=clears,
        width=190,
    )


def meaning(now: Context) -> None:
    """What the table is, how much it holds, how far it was searched, and what is thin."""
    table = st.session_state["table"]
    facts, reach = (plain_markdown(" · ".join(said(now, table))) for said in (data.facts, data.reach))
    lines = [
        f"**{plain_markdown(tables.meaning(now, table))}**",
        f":gray[{facts}]",
        f":gray[{reach}]" if reach else "",
    ]
    st.markdown("  \n".join(line for line in lines if line))


def filtered(now: Context) -> None:
    """How many rows are shown, which filters bear on the table, and the way back where none is left."""
    language, asked = now.language, choice()
    _ = language.gettext
    total, shown = now.dataset.row_counts[asked.table], len(data.chosen(now, asked))
    words = package.choice_in_words(now, asked)
    said = _("Rows shown: {n} of {total}. Filters that bear on this table: {filters}").format(
        n=language.number(shown), total=language.number(total), filters=words
    )
    notes = _("The column “Note” holds researchers' remarks in English.")
    has_notes = "note" in now.dataset.table(asked.table).columns
    st.caption(plain_markdown(said) + (f"  \n{plain_markdown(notes)}" if has_notes else ""))
    if not shown:
        st.info(data.why_none(now, asked.table), icon=":material/filter_alt_off:")
    if total and not shown:
        st.button(_("Reset the filter"), on_click=_reset, key="reset-data")


def _reset() -> None:
    sidebar.reset()
    clear("q", "by", "is", *SOURCE_KEYS)


def grid(now: Context) -> None:
    """The rows; one that is chosen opens."""
    asked = choice()
    shown = data.grid(now, asked)
    if shown.num_rows:
        opens = partial(data.chosen, now, asked)
        _grid(shown, f"rows-{asked.table}", lambda: data_rows.keys_of(opens(), asked.table, now.dataset), "row", now)


def _grid(shown: pa.Table, key: str, keys: Callable[[], tuple[str, ...]], opens: str, now: Context) -> None:
    _ = now.language.gettext
    st.dataframe(
        shown,
        hide_index=True,
        height=min(38 + 35 * shown.num_rows, GRID_HEIGHT),
        column_config=card.columns(shown.schema, now),
        placeholder="",
        key=key,
        on_select=partial(_open, key, keys, opens),
        selection_mode="single-row",
    )
    st.caption(_("Tick a row at its left edge to open it: all its cells, its sources and the rows tied to it."))


def _open(grid_key: str, keys: Callable[[], tuple[str, ...]], opens: str) -> None:
    """Callback of a grid: the chosen row's key goes into the address."""
    chosen = st.session_state[grid_key]["selection"]["rows"]
    if chosen:
        st.session_state[opens] = keys()[chosen[0]]


def columns(now: Context) -> None:
    """The table's columns with their meaning; worked out when opened."""
    _, table = now.language.gettext, st.session_state["table"]
    shown = st.expander(
        _("Columns: meaning, unit, empty cells"), icon=":material/table_chart:", key="columns", on_change="rerun"
    )
    if shown.open:
        shown.dataframe(
            data.dictionary(now, table),
            hide_index=True,
            height="content",
            column_config={_("Meaning"): st.column_config.TextColumn(width="large")},
        )


# Sources


def choose_pages(now: Context) -> None:
    """The pages by kind, language, publisher and year, each choice with its number of pages."""
    _ = now.language.gettext
    options = data_sources.options(now)
    columns = {"kind": "kind", "written": "language", "publisher": "publisher"}
    labels = {key: heading_of(now, "sources", column) for key, column in columns.items()} | {"year": _("Year")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose-pages"):
        for key, label in labels.items():
            _select(label, {"": _("all"), **options[key]}, key)
        st.text_input(_("Search"), key="q", icon=":material/search:", max_chars=address.MAX_TEXT, width=190)


def page_grid(now: Context) -> None:
    asked = pages()
    shown = data_sources.grid(now, asked)
    if shown.num_rows:
        chosen = partial(data_sources.chosen, now.dataset, asked)
        _grid(shown, "pages", lambda: data_rows.keys_of(chosen(), "sources", now.dataset), "source", now)


# Quality


def all_tables(now: Context) -> None:
    _ = now.language.gettext
    shown = data_quality.all_tables(now, pd.Timestamp.today().date())
    config = card.columns(pa.Schema.from_pandas(shown, preserve_index=False), now)
    st.dataframe(shown, hide_index=True, height="content", column_config=config, placeholder="–")
