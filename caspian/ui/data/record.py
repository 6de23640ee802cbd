"""One row on a page of its own: cells, sources, and links along its keys in both directions."""

import streamlit as st

from caspian.cards.data import record as data_rows
from caspian.cards.data.record import Record
from caspian.context import Context
from caspian.links import in_markdown, is_web
from caspian.tables import table_name
from caspian.text import WORD_JOINER, plain_markdown
from caspian.ui.data import tables as data
from caspian.ui.sidebar import address_of_view


def row(table: str, key: str, now: Context) -> None:
    """Everything about a row; where there is none with that key, a word and the way to the table."""
    _ = now.language.gettext
    found = data_rows.record(now, table, key)
    if found is None:
        st.info(_("There is no such row in the data shown."), icon=":material/search_off:")
        _to_table(table, now)
        return
    with st.container(horizontal=True, key="neighbours"):
        _to_table(table, now)
        _neighbour(table, found.before, _("Previous row"), ":material/chevron_left:")
        _neighbour(table, found.after, _("Next row"), ":material/chevron_right:")
    st.header(plain_markdown(found.title[: data_rows.LONGEST_TEXT]), anchor=False)
    st.caption(
        plain_markdown(
            _("Table: {table}; line {line} of the file {file}").format(
                table=table_name(table, now.language), line=now.language.number(found.line), file=f"{table}.csv"
            )
        )
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(_cells(found, now))
    with right:
        _links(found, now)
    _report(found, now)


def _to_table(table: str, now: Context) -> None:
    _ = now.language.gettext
    name = now.language.capital(table_name(table, now.language))
    to = {"view": "sources"} if table == "sources" else {"table": table}
    data.link(_("All rows: {table}").format(table=name), to, icon=":material/arrow_back:")


def _neighbour(table: str, key: str, label: str, icon: str) -> None:
    if key:
        to = {"view": "sources", "source": key} if table == "sources" else {"table": table, "row": key}
        data.link(label, to, icon=icon)


def _cells(found: Record, now: Context) -> str:
    """The filled cells as one table in Markdown."""
    _ = now.language.gettext
    head = " | ".join(map(plain_markdown, (_("Column"), _("Value"))))
    lines = [f"| {head} |", "| --- | --- |"]
    for cell in found.cells:
        text = plain_markdown(cell.text)
        if cell.column == "url" and found.table == "sources" and is_web(cell.text):
            # What stands in a link is not made one: it can be copied as it is.
            text = f"[{text.replace(WORD_JOINER, '')}]({in_markdown(cell.text)})"
        if cell.cut_at:
            cut = _("cut here; characters in all: {n}; a download has them").format(n=now.language.number(cell.cut_at))
            text += f" :gray[({plain_markdown(cut)})]"
        lines.append(f"| {plain_markdown(cell.heading)} | {text} |")
    return "\n".join(lines)


def _links(found: Record, now: Context) -> None:
    _, n = now.language.gettext, now.language.number
    sources = data_rows.source_links(found.sources, now.language)
    if sources:
        st.subheader(_("Sources"), anchor=False)
        st.markdown("\n".join(map(_page, sources)))
        st.caption(_("All rows of a source:"))
        with st.container(horizontal=True, gap="xsmall"):
            for item, _url in sources:
                data.link(plain_markdown(item.key), {"view": "sources", "source": item.key})
    for heading, links in found.names:
        st.markdown(f"**{plain_markdown(heading)}**")
        with st.container(horizontal=True, gap="xsmall"):
            for item in links:
                data.row_link(item)
    if found.named_by:
        st.subheader(_("Rows that name this one"), anchor=False)
    for group in found.named_by:
        name = now.language.capital(table_name(group.table, now.language))
        st.markdown(f"**{plain_markdown(name)}** · {plain_markdown(group.heading)} ({n(group.count)})")
        with st.container(gap="xsmall"):
            for item in group.links:
                data.row_link(item)
        if group.count > len(group.links):
            to = {"table": group.table, "by": group.column, "is": group.code}
            data.link(_("All {n} in the table").format(n=n(group.count)), to, icon=":material/table_rows:")


def _page(source: tuple[data_rows.Link, str]) -> str:
    """A page as an item of a list: a link where its address is one of the web, else plain text."""
    item, url = source
    title = plain_markdown(item.title[: data_rows.LONGEST_TEXT])
    return f"1. [{title} ↗]({in_markdown(url)})" if url else f"1. {title}"


def _report(found: Record, now: Context) -> None:
    _ = now.language.gettext
    opened = st.expander(_("Report an error in this row"), icon=":material/flag:", key="report", on_change="rerun")
    if opened.open:
        opened.caption(_("Copy these lines into a report; the page “Method” says where to send it."))
        text = data_rows.for_a_report(now, found, address_of_view(now))
        opened.code(text, language=None, wrap_lines=True)
