"""The files of the data, how they were made, and what changed in them."""

from functools import partial

import streamlit as st

from caspian import method, package
from caspian.context import Context
from caspian.data import changelog
from caspian.text import plain_markdown
from caspian.ui.data import tables as data

READING_WIDTH = 820
"""Pixels of a column of text that is read, not scanned."""


def downloads(now: Context) -> None:
    """The rows on screen as files, each with the filters, the date, the terms and the sources."""
    _, asked = now.language.gettext, data.choice()
    makers = (
        (_("CSV with sources and terms (ZIP)"), package.as_csv, "-csv.zip", "application/zip"),
        (
            _("Excel"),
            package.as_xlsx,
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (_("Parquet"), package.as_parquet, ".parquet", "application/vnd.apache.parquet"),
    )
    with st.container(horizontal=True, key="downloads"):
        for label, make, ending, mime in makers:
            st.download_button(
                label,
                data=partial(make, now, asked),
                file_name=package.file_name(asked.table, now.dataset, ending),
                mime=mime,
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"download{ending}",
            )


def formats(now: Context) -> None:
    """Which files are for people and which for programs, and what is different in them."""
    _ = now.language.gettext
    lines = [
        (
            _("CSV"),
            _(
                "For people. Text that a spreadsheet would run begins with an apostrophe. Codes and columns are those "
                "of the dataset; with it come its sources and a text with filters, date, licence and citation."
            ),
        ),
        (
            _("Excel"),
            _(
                "For people. Every text is a text cell; one that a spreadsheet would run begins with an apostrophe. "
                "Sheets: about the file, with its sources; the rows in your language; the rows as in the dataset."
            ),
        ),
        (
            _("Parquet"),
            _(
                "For programs. Verbatim, with types; an empty cell is null. Filters, date, licence, citation and "
                "sources are in the metadata of the file, meanings and units in those of its columns."
            ),
        ),
        (
            _("Data package"),
            _(
                "For programs. Verbatim, byte for byte: all tables whatever the filters, their description, the base "
                "map, the licence, the list of changes. It passes the check of Frictionless. Text in it that a "
                "spreadsheet would run is left as it is: open it with care."
            ),
        ),
    ]
    table = [f"| {plain_markdown(name)} | {plain_markdown(text)} |" for name, text in lines]
    head = " | ".join(map(plain_markdown, (_("File"), _("What is in it"))))
    st.markdown("\n".join([f"| {head} |", "| --- | --- |", *table]))


def whole(now: Context) -> None:
    """Everything at once: the data package."""
    _, number = now.language.gettext, now.language.number
    st.header(_("All tables"), anchor=False)
    said = _("Tables: {tables}; rows: {rows}; version {version}, files {hash}").format(
        tables=number(len(now.dataset.table_names)),
        rows=number(sum(now.dataset.row_counts.values())),
        version=now.dataset.description.get("version", ""),
        hash=now.dataset.version,
    )
    st.caption(plain_markdown(said))
    st.download_button(
        _("Data package (ZIP)"),
        data=partial(package.whole, now.dataset),
        file_name=package.file_name("", now.dataset, ".zip"),
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
        key="download-package",
    )


def method_text(now: Context) -> None:
    """How the data were made; the lines to cite by can be copied."""
    for part in method.parts(now):
        if part.code:
            st.code(part.text, language=None, wrap_lines=True, width=READING_WIDTH)
        else:
            st.markdown(part.text, width=READING_WIDTH)


def changes(now: Context) -> None:
    """The versions of the data with what changed in each, and how to see the difference of any two."""
    _ = now.language.gettext
    st.caption(_("The list of changes is kept in English."))
    pieces = []
    for version in changelog.read():
        day = f" · {version.day}" if version.day else ""
        pieces.append(f"#### {plain_markdown(version.number + day)}")
        pieces.append("\n".join(f"- {plain_markdown(change)}" for change in version.changes))
    st.markdown("\n\n".join(pieces), width=READING_WIDTH, anchors=False)
    st.markdown(
        plain_markdown(_("Two versions in two folders are compared row by row, by primary key, with this command:")),
        width=READING_WIDTH,
    )
    st.code("python -m caspian.compare OLD NEW", language=None, width=READING_WIDTH)
