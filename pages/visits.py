"""Visits: who travelled where, how often, and what was said about it."""

import streamlit as st

from caspian.cards.visits import counts as visits
from caspian.cards.visits import said as visits_said
from caspian.measures.visits import CITIES, LEVELS, TRIPS, Rule
from caspian.ui import address, card
from caspian.ui.session import view

now = view()
_ = now.language.gettext

st.title(_("Visits"), anchor=False)

names = visits.rule_names(now.language)
rule_controls = [
    address.one_of("leaders", LEVELS, "heads"),
    address.one_of("trips", TRIPS, "every"),
    address.one_of("cities", CITIES, "any"),
]
address.restore(*rule_controls)
with st.container(horizontal=True, key="counting-rule"):
    for control, label, codes in zip(
        rule_controls, (_("Leaders"), _("Trips"), _("Cities")), (LEVELS, TRIPS, CITIES), strict=True
    ):
        st.segmented_control(label, codes, format_func=names.__getitem__, required=True, key=control.key)
address.on_page(*rule_controls)
rule = Rule(*(st.session_state[control.key] for control in rule_controls))

shared = (now.dataset, now.filters, rule)
look = (now.language, now.theme)

with card.pair():
    card.card(visits.per_year(now, rule, "outbound"))
    card.card(visits.per_year(now, rule, "inbound"))
card.card(visits_said.rolling(now, rule))
card.card(visits.timeline(now, rule))
with card.pair():
    card.card(visits.matrix(now, rule))
    card.card(visits.shares(now, rule))

st.header(_("What was said, and what the rows hold"), anchor=False)
card.words("visits-claims", visits_said.claim_readings(now), visits_said.claim_rows(now.dataset))
st.subheader(_("The review's two claims under each counting rule"), anchor=False)
st.dataframe(visits_said.rule_table(now), hide_index=True, width="content")
st.subheader(_("Every statement in its own window, by the rule chosen above"), anchor=False)
st.dataframe(visits_said.statement_table(now, rule), hide_index=True)
