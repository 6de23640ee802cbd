"""The calendar page's parts: its controls, what is next, the list with the card of an entry, the download."""

import streamlit as st

from caspian import export
from caspian.cards import sources_of
from caspian.cards.calendar import listing as entries
from caspian.cards.calendar.listing import Ahead
from caspian.cards.calendar.words import kind_codes, kind_names, table_names
from caspian.context import Context
from caspian.links import in_markdown
from caspian.measures.calendar import TABLES, TARGETS, Wanted
from caspian.measures.calendar import entries as every_entry
from caspian.text import plain_markdown
from caspian.ui import address, card, site
from caspian.ui.address import Control

SHOWN = (*TABLES, TARGETS)
LIST_HEIGHT = 480


def controls(now: Context) -> dict[str, Control]:
    """The page's own controls by key."""
    made = (
        address.text("q"),
        address.many_of("show", SHOWN),
        address.many_of("kind", kind_codes(now.dataset)),
        _one_or_none("year", tuple(str(year) for year in range(1990, 2101))),
        address.one_of("entry", tuple(every_entry(now.dataset).index), ""),
    )
    return {control.key: control for control in made}


def _one_or_none(key: str, codes: tuple[str, ...]) -> Control[str | None]:
    """One code, or None: what pills hold where none is chosen."""
    known = frozenset(codes)
    return Control(
        key,
        lambda values: next((value for value in values if value in known), None),
        lambda chosen: [chosen] if chosen else [],
    )


def wanted() -> Wanted:
    """What the page's own controls hold."""
    state = st.session_state
    return Wanted(tuple(state["show"]), tuple(state["kind"]), state["q"].strip())


def narrowing(now: Context) -> None:
    """The page's own filters: words in any language, tables, kinds."""
    _ = now.language.gettext
    tables, kinds = table_names(now.language), kind_names(now)
    with st.grid(2, min_column_width=280, gap="small", key="narrowing"):
        st.text_input(
            _("Search"),
            key="q",
            placeholder=_("Words in any language"),
            icon=":material/search:",
            max_chars=address.MAX_TEXT,
        )
        st.multiselect(_("Kinds"), list(kinds), format_func=kinds.__getitem__, key="kind", placeholder=_("any"))
    st.pills(_("Show"), SHOWN, selection_mode="multi", format_func=tables.__getitem__, key="show")


def ahead(now: Context, chosen: Wanted) -> None:
    """What is next, each marked as a plan where it is one."""
    _ = now.language.gettext
    count, items = entries.ahead(now, chosen)
    reference = now.language.day(now.moment.reference)
    with st.container(key="ahead", gap="xsmall"):
        st.subheader(_("Next, as seen from {date}").format(date=reference), anchor=False)
        if not items:
            st.info(_("No target and no entry after the reference date fits the filter."))
            return
        lines = [_line(item) for item in items]
        if count > len(items):
            more = _("and {n} more").format(n=now.language.number(count - len(items)))
            lines.append(f"- :gray[{plain_markdown(more)}]")
        st.markdown("\n".join(lines))


def _line(item: Ahead) -> str:
    title = plain_markdown(item.title)
    linked = f"[{title}]({in_markdown(item.url)})" if item.url else title
    about = f":small[:gray[{plain_markdown(item.kind)}]]"
    mark = f":{'gray' if item.reported else 'orange'}-badge[{plain_markdown(item.mark)}]"
    return f"- **{plain_markdown(item.when)}** {linked} {about} {mark}"


def listing(now: Context, chosen: Wanted) -> None:
    """The list, of one year or all; a marked row opens its card."""
    _, number = now.language.gettext, now.language.number
    counts = dict(entries.years(now, chosen))
    names = {str(year): f"{year}: {number(n)}" for year, n in counts.items()}
    if st.session_state["year"] not in names:
        st.session_state["year"] = None
    st.pills(_("Year"), list(names), format_func=names.__getitem__, key="year")
    year = st.session_state["year"]
    rows = entries.listed(now, chosen, int(year) if year else None)

    def open_entry() -> None:
        marked = st.session_state["calendar-list"]["selection"]["rows"]
        st.session_state["entry"] = rows.index[marked[0]] if marked else ""

    st.dataframe(
        rows,
        hide_index=True,
        height=min(38 + 35 * len(rows), LIST_HEIGHT),
        key="calendar-list",
        on_select=open_entry,
        selection_mode="single-row",
        column_config={
            _("Date"): st.column_config.TextColumn(width="small"),
            _("What"): st.column_config.TextColumn(width="large"),
        },
    )
    st.caption(_("Click a heading to sort; mark a row to see its sources."))


def entry(now: Context, code: str) -> None:
    """The card of one entry: what, when, whose, and its sources."""
    _ = now.language.gettext
    found = entries.entry(now, code)
    with st.container(border=True, key="entry-card"):
        st.subheader(plain_markdown(found.title), anchor=False)
        st.markdown(plain_markdown(" · ".join(found.about)))
        if found.remark:
            st.caption(plain_markdown(found.remark))
        if found.project:
            name = now.name("projects", found.project)
            site.link("projects", plain_markdown(name), {"project": found.project}, icon=":material/flag:")
        card.source_list(sources_of(now.dataset, found.rows), now)


def downloads(now: Context, chosen: Wanted) -> None:
    """What is shown, for Outlook, Google Calendar and others."""
    _ = now.language.gettext
    name = f"{_('Trans-Caspian Monitor')}: {_('Calendar')}"

    def make() -> bytes:
        return export.ics(entries.for_calendars(now, chosen), name)

    st.download_button(
        _("Calendar file (.ics) of what is shown"),
        data=make,
        file_name="trans-caspian-monitor.ics",
        mime="text/calendar",
        icon=":material/calendar_add_on:",
        type="tertiary",
        on_click="ignore",
        key="download-ics",
    )
