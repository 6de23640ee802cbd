"""Overview: what the rows say at a glance, and where to read on."""

import streamlit as st

from caspian.cards import review
from caspian.cards.freight import comparisons
from caspian.cards.overview import lookup, subjects
from caspian.cards.overview import tiles as overview
from caspian.cards.projects import status as projects
from caspian.cards.visits import counts as visits
from caspian.text import plain_markdown
from caspian.ui import address, card, slides
from caspian.ui import overview as findings
from caspian.ui.session import view

now = view()
_ = now.language.gettext
shared = (now.dataset, now.filters, now.language, now.theme)

st.title(
    _("Azerbaijan and Central Asia, {period}").format(period=now.language.years(*now.filters.period)),
    anchor=False,
)
words = address.text("q")
address.restore(words)
st.text_input(
    _("Search"),
    key="q",
    placeholder=_("Search projects, events, visits, places and claims, in any of this site's languages"),
    label_visibility="collapsed",
    icon=":material/search:",
    max_chars=address.MAX_TEXT,
)
address.on_page(words)
findings.search(st.session_state["q"])

with st.grid(3, min_column_width=280, border=True, gap="xsmall", key="headline"):
    for tile in overview.tiles(now):
        card.tile(tile)

with card.pair():
    card.card(visits.both_ways(now))
    card.card(comparisons.corridor(now))

st.header(_("Subjects of the review"), anchor=False)
st.caption(
    _("What the rows say about each subject of the news review ({review}); the filters do not bear on it.").format(
        review=plain_markdown(review.named(now))
    )
)
findings.themes(subjects.lines(now))

left, right = st.columns([3, 2], gap="large")
with left:
    card.card(projects.by_sector_and_status(now))
with right:
    findings.latest(lookup.latest(now))

findings.coverage()
slides.download(now, "overview")
