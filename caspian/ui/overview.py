"""Findings in words: the review's subjects, what is newest, what a search found, how far the data reach."""

import pandas as pd
import pyarrow as pa
import streamlit as st

from caspian.cards.overview.lookup import Item
from caspian.cards.overview.lookup import search as find
from caspian.cards.overview.subjects import SubjectLine
from caspian.context import Context, remembered_by
from caspian.links import in_markdown
from caspian.tables import readable
from caspian.text import Language, plain_markdown
from caspian.ui import card
from caspian.ui.card import rows_and_sources
from caspian.ui.session import view


def themes(lines: tuple[SubjectLine, ...]) -> None:
    """One bordered line a subject."""
    with st.grid(3, min_column_width=280, border=True, gap="xsmall", key="themes"):
        for line in lines:
            with st.container(key=f"theme-{line.key}", gap="xsmall"):
                st.markdown(_subject(view(), line))
                rows_and_sources(line.rows, f"theme-{line.key}", line.page, line.query)


@remembered_by()
def _subject(context: Context, line: SubjectLine) -> str:
    return f"**{plain_markdown(line.name)}**  \n{plain_markdown(line.sentence)}"


def latest(items: tuple[Item, ...]) -> None:
    """The newest milestones and events, each with its source."""
    _ = view().language.gettext
    with st.container(key="latest", gap="xsmall"):
        st.subheader(_("Latest"), anchor=False)
        if not items:
            st.info(_("No milestone or event fits the filter."), icon=":material/filter_alt_off:")
        st.markdown(_lines(view(), items))


def search(words: str) -> None:
    """What the search found, by table; nothing for an empty search."""
    now = view()
    _, number = now.language.gettext, now.language.number
    if not words.strip():
        return
    found = find(now, words)
    names = {
        "projects": _("Projects"),
        "events": _("Events"),
        "visits": _("Visits"),
        "places": _("Places"),
        "claims": _("Claims of the review"),
    }
    with st.container(border=True, key="search-results"):
        if not found:
            st.markdown(_("Nothing found for “{words}”.").format(words=plain_markdown(words)))
        for group in found:
            st.markdown(f"**{plain_markdown(names[group.table])}** ({number(group.count)})")
            st.markdown(_lines(now, group.items))
            if group.count > len(group.items):
                st.caption(
                    _("and {n} more; add a word to narrow the search").format(n=number(group.count - len(group.items)))
                )


@remembered_by("language")
def _lines(context: Context, items: tuple[Item, ...]) -> str:
    """Dated lines as one piece of Markdown: a single element costs a rerun less than one for each line."""
    return "\n\n".join(_line(item, context.language) for item in items)


def _line(item: Item, language: Language) -> str:
    when = "" if item.when is None or pd.isna(item.when) else f"**{language.short_day(item.when)}** "
    title = plain_markdown(item.title)
    linked = f"[{title}]({in_markdown(item.url)})" if item.url else title
    return f"{when}{linked}  \n:gray[{plain_markdown(item.about)}]"


def coverage() -> None:
    """Up to which date each table was searched, and what is known to be thin."""
    now = view()
    _ = now.language.gettext
    reach = st.expander(
        _("How far the data reach"), icon=":material/event_available:", key="coverage", on_change="rerun"
    )
    if reach.open:
        coverage = now.dataset.coverage
        shown = readable(now, coverage, "coverage")
        shown[_("Rows")] = [now.dataset.row_counts[table] for table in coverage["table"]]
        config = card.columns(pa.Schema.from_pandas(shown, preserve_index=False), now)
        reach.dataframe(shown, hide_index=True, column_config=config)
