"""The figure card that every page uses: title, finding, picture, and under it the rows, sources and files."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from caspian import tables
from caspian.cards import Card, Rows, Tile, filters_in_words, source_count, sources_of
from caspian.cards.data import browse
from caspian.cards.data.browse import SHOWN_ROWS, link_heading
from caspian.citation import short_licence
from caspian.context import Context
from caspian.filters import BEARING
from caspian.languages import stem_of
from caspian.measures.quality import covered
from caspian.style import FONT, HEADING_FONT
from caspian.tables import table_name
from caspian.text import Language, plain_markdown
from caspian.ui import sidebar, site
from caspian.ui.session import page, view

PANEL_WIDTH = 680
"""Of a table in a panel that opens, in pixels; a narrower screen narrows it."""

SPARKLINE_WIDTH = 150
"""In pixels: the least that the framework gives a chart; beside its number where there is room, else below it."""


def card(item: Card) -> None:
    """Draw a card: what every chart of every page goes through."""
    with st.container(key=f"chart-{item.name}"):
        st.subheader(plain_markdown(item.title), anchor=False)
        if item.figure is None:
            nothing(item.name, item.takeaway)
            return
        st.markdown(finding(item.takeaway))
        st.plotly_chart(
            item.figure,
            theme=None,
            key=f"figure-{item.name}",
            alt=item.takeaway,
            config={"displayModeBar": False, "responsive": True},
        )
        if item.note:
            st.caption(plain_markdown(item.note))
        _actions(item)


def pair() -> GridContainer:
    """Room for cards side by side where each keeps a readable width, else one above the other."""
    return st.grid(2, min_column_width=380, gap="large")


def nothing(name: str, why: str) -> None:
    """In place of a picture: why there is nothing to show, and the way back."""
    st.info(plain_markdown(why), icon=":material/filter_alt_off:")
    _ = view().language.gettext
    st.button(_("Reset the filter"), on_click=sidebar.reset, key=f"reset-{name}")


def finding(takeaway: str) -> str:
    """The takeaway with its first clause set in bold."""
    first, mark, rest = _split_clause(takeaway)
    return f"**{plain_markdown(first)}**{mark}{plain_markdown(rest)}"


def _split_clause(sentence: str) -> tuple[str, str, str]:
    found = re.search(r"[,;:] |[.] (?=[A-ZА-ЯЁƏÇĞİÖŞÜ])|[.]$", sentence)
    if found is None:
        return sentence, "", ""
    return sentence[: found.start()], found.group(), sentence[found.end() :]


def _actions(item: Card) -> None:
    """The three small actions. Each is filled only when it is open."""
    now = view()
    _ = now.language.gettext
    sources = source_count(now.dataset, item)
    with st.container(horizontal=True, gap="small"):
        with _popover(_("Data"), ":material/table_rows:", f"data-{item.name}") as shown:
            if shown:
                _numbers(item, now)
                _tables(item.rows, item.name, now)
        label = now.language.ngettext("{n} source", "{n} sources", sources)
        with _popover(label.format(n=now.language.number(sources)), ":material/link:", f"sources-{item.name}") as shown:
            if shown:
                source_list(sources_of(now.dataset, item.rows), now)
        if st.button(_("Picture"), icon=":material/download:", type="tertiary", key=f"picture-{item.name}"):
            # A dialog, since a popover closes at the click by which plotly saves its file.
            st.dialog(_("Picture"), width="large", icon=":material/download:")(_picture)(item, sources, now)


@contextmanager
def _popover(label: str, icon: str, key: str) -> Iterator[bool]:
    """A popover that says whether it is open, so that nothing is computed for a closed one."""
    opened = st.popover(label, icon=icon, type="tertiary", key=key, on_change="rerun")
    with opened:
        yield bool(opened.open)


def words(name: str, sentences: tuple[str, ...], rows: Rows) -> None:
    """A finding in words only, with its rows and sources."""
    with st.container(key=f"words-{name}", gap="xsmall"):
        for sentence in sentences:
            st.markdown(finding(sentence))
        rows_and_sources(rows, name, "", {})


def tile(item: Tile) -> None:
    """Draw a headline figure, with a link to its page and to its rows."""
    with st.container(key=f"tile-{item.name}", gap="xsmall"):
        st.caption(plain_markdown(item.label))
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
            st.metric(plain_markdown(item.label), item.value, label_visibility="collapsed", width="content")
            if item.sparkline is not None:
                st.plotly_chart(
                    item.sparkline,
                    width=SPARKLINE_WIDTH,
                    theme=None,
                    key=f"spark-{item.name}",
                    alt=f"{item.label}: {item.detail}",
                    config={"staticPlot": True},
                )
        change = f"**{plain_markdown(item.change)}** · " if item.change else ""
        st.caption(change + plain_markdown(item.detail))
        rows_and_sources(item.rows, f"tile-{item.name}", item.page, item.query)


def rows_and_sources(rows: Rows, name: str, page: str, query: Mapping[str, str | list[str]]) -> None:
    """The small actions of a finding that has no picture: its rows and sources, and its page."""
    now = view()
    _ = now.language.gettext
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with _popover(_("Rows"), ":material/table_rows:", f"rows-{name}") as shown:
            if shown:
                _tables(rows, name, now)
                source_list(sources_of(now.dataset, rows), now)
        site.link(page, _("Open page"), query, icon=":material/arrow_forward:")


def _numbers(item: Card, now: Context) -> None:
    """What the picture draws, a row for each mark, to be taken away."""
    _ = now.language.gettext
    numbers = item.numbers()
    if numbers.empty:
        return
    st.caption(_("The numbers of the picture"))
    st.dataframe(
        numbers,
        hide_index=True,
        width=PANEL_WIDTH,
        height=min(38 + 35 * len(numbers), 320),
        column_config=_columns(numbers, now),
    )
    st.download_button(
        _("Download CSV"),
        data=lambda: tables.csv_of(item.numbers()),
        file_name=f"{item.name}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"numbers-{item.name}",
    )


def _tables(rows: Rows, name: str, now: Context) -> None:
    _ = now.language.gettext
    for table, part in rows:
        st.caption(
            now.language.ngettext("{n} row of the table {table}", "{n} rows of the table {table}", len(part)).format(
                n=now.language.number(len(part)), table=table_name(table, now.language)
            )
        )
        shown = tables.readable(now, _title_first(part.head(SHOWN_ROWS)), table)
        st.dataframe(
            shown,
            hide_index=True,
            width=PANEL_WIDTH,
            height=min(38 + 35 * len(shown), 320),
            column_config=_columns(shown, now),
        )
        st.download_button(
            _("Download CSV"),
            data=lambda table=table, part=part: tables.csv_for_people(part, table, now.dataset),
            file_name=f"{name}-{table}.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key=f"csv-{name}-{table}",
        )


def _title_first(rows: pd.DataFrame) -> pd.DataFrame:
    """A row is known by its title or name, not by its code: that column comes first."""
    return rows[sorted(rows.columns, key=lambda column: stem_of(column) not in ("title", "name", "statement"))]


def columns(shown: pa.Schema, now: Context) -> dict[str, Any]:
    """How the browser writes each column of a table: days, numbers, links to a page."""
    config: dict[str, Any] = {}
    for field in shown:
        if pa.types.is_temporal(field.type):
            config[field.name] = st.column_config.DateColumn(format="YYYY-MM-DD")
        elif pa.types.is_integer(field.type) or pa.types.is_floating(field.type):
            config[field.name] = st.column_config.NumberColumn(format="localized")
    link = link_heading(now)
    if link in shown.names:
        words = now.language.gettext("Open page") + " ↗"
        config[link] = st.column_config.LinkColumn(display_text=words)
    return config


def _columns(shown: pd.DataFrame, now: Context) -> dict[str, Any]:
    return columns(pa.Schema.from_pandas(shown, preserve_index=False), now)


def source_list(sources: pd.DataFrame, now: Context) -> None:
    """Pages, each with a link to it where its address is one of the web."""
    shown = browse.readable(now, sources[["title", "url", "publisher", "published"]], "sources")
    title = tables.heading_of(now, "sources", "title")
    st.dataframe(
        shown,
        hide_index=True,
        width=PANEL_WIDTH,
        height=min(38 + 35 * len(shown), 320),
        column_config={**_columns(shown, now), title: st.column_config.TextColumn(width=330)},
    )


FORMATS = ("png", "svg")


def _picture(item: Card, source_count: int, now: Context) -> None:
    """The picture as a file that carries its title, finding, filters and sources; the browser makes it."""
    _ = now.language.gettext
    kind = st.segmented_control(
        _("File format"),
        FORMATS,
        format_func=str.upper,
        default="png",
        required=True,
        key=f"format-{item.name}",
    )
    st.caption(_("The camera above the picture saves it as a file."))
    picture = with_words(item, source_count, now)
    layout: Any = picture.layout
    st.plotly_chart(
        picture,
        theme=None,
        key=f"export-{item.name}-{kind}",
        alt=item.takeaway,
        config={
            "displayModeBar": True,
            "displaylogo": False,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {
                "format": kind,
                "filename": f"trans-caspian-monitor-{item.name}",
                "width": 1200,
                # A tall picture keeps its height, so that its rows can be read.
                "height": max(720, layout.height),
                "scale": 2,
            },
            "locale": now.language.code,
            "locales": {now.language.code: {"dictionary": _plotly_words(now.language)}},
        },
    )


def _plotly_words(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "Download plot as a PNG": _("Save the picture as a PNG file"),
        "Download plot": _("Save the picture as a file"),
        "Preparing image - this may take a few seconds": _("Saving the picture; this may take a few seconds"),
        "Image download succeeded": _("The picture is saved"),
        "Sorry, there was a problem downloading your image!": _("The picture could not be saved."),
    }


def with_words(item: Card, source_count: int, now: Context) -> go.Figure:
    """A copy of a card's figure with its title, takeaway, filters and source line inside the picture."""
    theme, picture = now.theme, go.Figure(item.figure)
    layout: Any = picture.layout
    margin = layout.margin
    top, bottom = (margin.t or 8) + 96, (margin.b or 8) + 62
    picture.update_layout(
        height=(layout.height or 330) + 150,
        paper_bgcolor=theme.paper,
        margin={"t": top, "b": bottom, "l": (margin.l or 8) + 20, "r": (margin.r or 8) + 60},
        modebar={"color": theme.accent, "activecolor": theme.ink},
        title=None,
    )
    _write(picture, item.title, theme.ink, {"size": 21, "family": HEADING_FONT}, y=1, shift=top - 14)
    _write(picture, "<br>".join(_wrapped(item.takeaway, 110)), theme.ink, {"size": 14}, y=1, shift=top - 46)
    footer = [choices_in_words(now, item.conditions), source_line(source_count, item.rows[0][0], now)]
    _write(picture, "<br>".join(footer), theme.muted, {"size": 12}, y=0, shift=-(bottom - 44), escape=False)
    return picture


def _write(
    picture: go.Figure, text: str, colour: str, font: dict, *, y: int, shift: float, escape: bool = True
) -> None:
    if escape:
        text = "<br>".join(html.escape(line, quote=False) for line in text.split("<br>"))
    picture.add_annotation(
        text=text,
        x=0,
        xref="paper",
        xanchor="left",
        align="left",
        y=y,
        yref="paper",
        yanchor="top",
        yshift=shift,
        showarrow=False,
        font={"family": FONT, "color": colour, **font},
    )


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def choices_in_words(now: Context, conditions: str = "") -> str:
    """The filters that bear on the page, and its own choices: what a file that leaves the page must say."""
    said = filters_in_words(now, BEARING[page()])
    return " · ".join([*said, *filter(None, [conditions])])


def source_line(source_count: int, table: str, now: Context) -> str:
    """Whose figures these are, under which licence, from how many sources, and how far ``table`` was searched, if it
    was.
    """
    _, n = now.language.gettext, now.language.ngettext
    _start, end = covered(now.dataset, table)
    said = [
        f"{_('Trans-Caspian Monitor')}, {short_licence(now.dataset)}",
        n("{n} source", "{n} sources", source_count).format(n=now.language.number(source_count)),
        _("rows searched up to {date}").format(date=now.language.day(end)) if end is not None else "",
    ]
    return " · ".join(filter(None, said))
