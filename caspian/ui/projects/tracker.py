"""The projects page's parts: its controls, the board, the table, one project, the downloads."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from caspian import export, tables
from caspian.cards import Rows, review
from caspian.cards.projects import one as projects_one
from caspian.cards.projects import table as projects_table
from caspian.cards.projects import tracker as projects_tracker
from caspian.cards.projects.tracker import Column, SignalBox
from caspian.context import Context
from caspian.measures.projects import Choice, statuses
from caspian.measures.signals import SIGNALS
from caspian.tables import heading_of
from caspian.text import plain_markdown
from caspian.ui import address, card, site
from caspian.ui.address import Control
from caspian.ui.session import view

VIEWS = ("board", "timeline", "table", "matrix")
BOARD_HEIGHT = 520
"""In pixels: a long column scrolls, so that all statuses are in sight."""

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WRAPPED_LINKS = """<style>
[class*="st-key-board"] [data-testid="stPageLink"] a {height: auto; padding: 0.15rem 0; background: none}
[class*="st-key-board"] [data-testid="stPageLink"] a * {white-space: normal; font-weight: inherit}
[class*="st-key-board"] [data-testid="stPageLink"] a p {line-height: 1.4; font-weight: 400}
[class*="st-key-board"] [data-testid="stPageLink"] a:hover strong {text-decoration: underline}
[class*="st-key-board"] [data-testid="stPageLink"] a strong {font-weight: 600}
</style>"""
"""A page link has no option to break its text, and a project's name needs more than one line."""


def controls(now: Context) -> dict[str, Control]:
    """The page's own controls by key."""
    return {
        control.key: control
        for control in (
            address.one_of("view", VIEWS, VIEWS[0]),
            address.many_of("status", statuses(now.dataset)),
            address.many_of("kind", projects_tracker.kinds(now.dataset)),
            address.one_of("review", ("yes",), ""),
            _signal(),
            address.text("q"),
            _columns(),
            address.one_of("project", projects_one.known(now.dataset), ""),
        )
    }


def _signal() -> Control[str | None]:
    """One signal or none: pills hold None where none is chosen."""
    return Control(
        "signal",
        lambda values: next((value for value in values if value in SIGNALS), None),
        lambda chosen: [chosen] if chosen else [],
    )


def _columns() -> Control[list[str]]:
    """The table's columns; the usual ones are the default and leave the URL, and no column at all means them."""
    usual: list[str] = list(projects_table.DEFAULT_COLUMNS)
    known = address.many_of("column", projects_table.COLUMNS)
    return Control(
        known.key,
        lambda values: known.read(values) or usual,
        lambda chosen: [] if set(chosen) in (set(usual), set()) else known.write(chosen),
    )


def choice() -> Choice:
    """What the page's own controls hold."""
    state = st.session_state
    return Choice(
        tuple(state["status"]),
        tuple(state["kind"]),
        state["review"] == "yes",
        state["q"].strip(),
        state["signal"] or "",
    )


def narrowing(now: Context) -> DeltaGenerator:
    """The page's own filters: status, kind, the review, words in any language. Gives the place for one more."""
    _ = now.language.gettext
    used = set(now.dataset.projects["status"])
    named_statuses = {code: now.label("project_status", code) for code in statuses(now.dataset) if code in used}
    kinds = {kind: now.label("project_kind", kind) for kind in projects_tracker.kinds(now.dataset)}
    with st.grid(4, min_column_width=200, gap="small", key="narrowing"):
        st.text_input(
            _("Search"),
            key="q",
            placeholder=_("Words in any language"),
            icon=":material/search:",
            max_chars=address.MAX_TEXT,
        )
        st.multiselect(
            heading_of(now, "projects", "status"),
            list(named_statuses),
            format_func=named_statuses.__getitem__,
            key="status",
            placeholder=_("any"),
        )
        heading = heading_of(now, "projects", "kind")
        st.multiselect(heading, list(kinds), format_func=kinds.__getitem__, key="kind", placeholder=_("any"))
        box = st.container()
    named = {"": _("All projects"), "yes": _("Named in the review")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="switches"):
        st.segmented_control(_("View"), VIEWS, format_func=view_names(now).__getitem__, required=True, key="view")
        st.segmented_control(
            _("Review ({review})").format(review=plain_markdown(review.named(now))),
            list(named),
            format_func=named.__getitem__,
            required=True,
            key="review",
        )
    return box


def view_names(now: Context) -> dict[str, str]:
    _ = now.language.gettext
    return {"board": _("Board"), "timeline": _("Timeline"), "table": _("Table"), "matrix": _("Matrix")}


def choose_one(now: Context, rows: pd.DataFrame, place: DeltaGenerator) -> None:
    """A box to open one project of those shown; the one that is open is always in it."""
    _ = now.language.gettext
    ids = ["", *rows["project_id"]]
    opened = st.session_state["project"]
    if opened not in ids:
        ids.append(opened)
    names = {code: now.name("projects", code) for code in ids if code}
    names[""] = _("Open a project …")
    place.selectbox(_("One project"), ids, format_func=names.__getitem__, key="project")


def choose_signal(now: Context, boxes: tuple[SignalBox, ...]) -> None:
    """The signals as a filter, each with its number."""
    names = {box.code: f"{box.name}: {now.language.number(box.count)}" for box in boxes}
    st.pills(now.language.gettext("Signals"), SIGNALS, format_func=names.__getitem__, key="signal")


def signal_boxes(boxes: tuple[SignalBox, ...]) -> None:
    """Each signal with its rule, its number and its first projects."""
    now = view()
    _ = now.language.gettext
    st.header(_("Signals"), anchor=False)
    with st.grid(3, min_column_width=280, border=True, gap="xsmall", key="signals"):
        for box in boxes:
            if box.code in projects_tracker.HALVES:
                continue
            with st.container(key=f"signal-{box.code}", gap="xsmall"):
                st.markdown(_box_text(box, now))
                if box.count:
                    label = _("Show these: {n}").format(n=now.language.number(box.count))
                    site.link("projects", label, {"signal": box.code}, icon=":material/filter_alt:")


def _box_text(box: SignalBox, now: Context) -> str:
    """A signal as one piece of Markdown: its number, its rule, its first projects."""
    number = now.language.number
    names = [f"- {plain_markdown(now.name('projects', code))}: {plain_markdown(said)}" for code, said in box.lines]
    if box.lines and box.count > len(box.lines):
        more = now.language.gettext("and {n} more").format(n=number(box.count - len(box.lines)))
        names.append(f"- :gray[{plain_markdown(more)}]")
    rule = f":small[:gray[{plain_markdown(box.rule)}]]"
    head = f"**{plain_markdown(box.name)}: {number(box.count)}**  \n{rule}"
    return head + ("\n\n" + "\n".join(names) if names else "")


def finding(sentence: str, now: Context) -> None:
    """What a list holds, and its order."""
    order = now.language.gettext("Newest step first.")
    st.markdown(f"{card.finding(sentence)} :gray[{plain_markdown(order)}]")


def board(columns: tuple[Column, ...], now: Context) -> None:
    """The projects by status; each opens its page."""
    st.html(WRAPPED_LINKS)
    with st.grid(4, min_column_width=230, gap="small", key="board"):
        for column in columns:
            with st.container(key=f"board-{column.status}", border=True, height=BOARD_HEIGHT, gap="xsmall"):
                mark = f':color[■]{{foreground="{now.theme.status[column.status]}"}}'
                st.markdown(f"{mark} **{plain_markdown(column.name)}** · {now.language.number(len(column.items))}")
                site.links("projects", ((label, {"project": [project]}) for project, label in column.items))


def table(shown: pd.DataFrame, now: Context) -> None:
    """The table; a chosen row opens its project."""
    _ = now.language.gettext
    names = projects_table.column_names(now)
    st.multiselect(
        _("Columns"),
        projects_table.COLUMNS,
        format_func=names.__getitem__,
        key="column",
    )

    def open_row() -> None:
        chosen = st.session_state["projects-table"]["selection"]["rows"]
        if chosen:
            st.session_state["project"] = shown.index[chosen[0]]

    st.dataframe(
        shown,
        hide_index=True,
        height=560,
        key="projects-table",
        on_select=open_row,
        selection_mode="single-row",
        column_config={
            names["progress"]: st.column_config.NumberColumn(format="localized"),
            names["cost"]: st.column_config.NumberColumn(format="localized"),
            **{
                names[column]: st.column_config.DateColumn(format="YYYY-MM-DD")
                for column in ("as_of", "newest_source", "progress_as_of")
            },
        },
    )
    st.caption(_("Click a heading to sort; mark a row to open its project."))


def downloads(rows: Rows, name: str, words: str, now: Context) -> None:
    """What is shown as CSV, and as a workbook that says what it holds."""
    _ = now.language.gettext
    with st.container(horizontal=True, gap="small", key=f"downloads-{name}"):
        for table, part in rows:
            label = _("CSV: {table}").format(table=tables.table_name(table, now.language))
            _download(
                label, partial(tables.csv_for_people, part, table, now.dataset), f"{name}-{table}.csv", "text/csv"
            )
        _download(_("Excel workbook"), lambda: workbook(rows, words, now), f"{name}.xlsx", SHEET_TYPE)


def _download(label: str, make: Callable[[], bytes], file_name: str, mime: str) -> None:
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=mime,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"download-{file_name}",
    )


def workbook(rows: Rows, words: str, now: Context) -> bytes:
    """Rows as an Excel workbook whose first sheet states filters, reference date, licence and sources."""
    title = f"{now.language.gettext('Trans-Caspian Monitor')}: {now.language.gettext('Projects')}"
    about = export.about(now, title, words, now.moment.reference, rows)
    return export.xlsx(export.sheets(now, rows), about)


def choice_in_words(now: Context, chosen: Choice) -> str:
    """The shared filters and the page's own, as a line of text."""
    return card.choices_in_words(now, projects_tracker.choice_text(now, chosen))
