"""The list of claims, and one claim in full."""

import streamlit as st

from caspian.cards import Card
from caspian.cards.claims import named
from caspian.cards.claims import summary as claims
from caspian.cards.claims.summary import Opened
from caspian.measures.finding import VERDICTS
from caspian.tables import heading_of
from caspian.text import plain_markdown
from caspian.ui import card, sidebar
from caspian.ui.session import view

LIST_HEIGHT = 820
"""In pixels: the list scrolls in itself, so that the claim beside it stays in sight."""


def verdict_filter(key: str) -> None:
    """The verdicts to choose from, with how many claims of the chosen sectors have each."""
    now = view()
    _ = now.language.gettext
    names, numbers = claims.verdict_names(now.language), claims.counts(now)
    st.pills(
        _("Verdict"),
        VERDICTS,
        selection_mode="multi",
        format_func=lambda verdict: f"{claims.ICONS[verdict]} {names[verdict]} ({numbers[verdict]})",
        key=key,
        label_visibility="collapsed",
    )


def choose(codes: tuple[str, ...], key: str) -> None:
    """The list: one widget, whose value is the claim that is open."""
    now = view()
    lines = claims.list_lines(now)
    with st.container(height=LIST_HEIGHT, key="claim-list"):
        st.radio(
            now.language.gettext("Claim"),
            codes,
            format_func=lambda code: lines[code][0],
            captions=[lines[code][1] for code in codes],
            key=key,
            label_visibility="collapsed",
            width="stretch",
        )


def nothing(key: str) -> None:
    """No claim fits: why, and the way back."""
    now = view()
    _ = now.language.gettext
    st.info(claims.none_because(now), icon=":material/filter_alt_off:")

    def reset() -> None:
        sidebar.reset()
        st.session_state[key] = []

    st.button(_("Reset the filter"), on_click=reset, key="reset-claims")


def full(item: Opened, cards: tuple[Card, ...]) -> None:
    """One claim: statement, figures, verdict, why, sensitivity, evidence, and apart from it the researcher's note."""
    now = view()
    _ = now.language.gettext
    with st.container(key="claim-opened"):
        st.subheader(plain_markdown(f"{item.code}. {item.statement}"), anchor=False)
        st.markdown(f"{claims.badge(item.verdict, now.language)} &nbsp; {plain_markdown(item.sector)}")
        if item.verdict != "not_checkable":
            with st.container(horizontal=True, gap="large", key="claim-figures"):
                if item.stated != claims.NONE:
                    st.metric(_("Stated"), item.stated, width="content")
                st.metric(_("The rows give"), item.computed, width="content")
        st.markdown(card.finding(item.why))
        facts = ((_("Window"), item.window), (_("Rule"), item.rule))
        st.markdown("  \n".join(f":gray[{plain_markdown(name)}:] {plain_markdown(text)}" for name, text in facts))
        card.rows_and_sources(item.rows, "claim", item.page, item.query)
        for one in cards:
            card.card(one)
        _evidence(item)
        with st.container(border=True, key="researchers-note"):
            st.caption(_("Researcher's note: a reading of the evidence, not the verdict"))
            st.markdown(plain_markdown(item.note))


def _evidence(item: Opened) -> None:
    """The events, projects and series that the claim names, as tables."""
    now = view()
    _ = now.language.gettext
    tables = {table for table, rows in item.rows if len(rows)}
    shown = (
        ("events", _("Events"), named.event_table),
        ("projects", _("Projects"), named.project_table),
        ("freight", _("Full-year values"), named.value_table),
    )
    for table, heading, make in shown:
        if table in tables and (table != "freight" or item.verdict == "not_checkable"):
            st.caption(heading)
            rows = make(now, item.code)
            names = (heading_of(now, "events", "title"), heading_of(now, "projects", "name"))
            widths = {name: st.column_config.TextColumn(width="medium") for name in names}
            st.dataframe(rows, hide_index=True, height="content", column_config=widths)
