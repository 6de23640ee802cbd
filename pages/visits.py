"""Visits: who travelled where, how often, and what was said about it."""

import streamlit as st

from caspian.cards.visits import counts, said, single, words
from caspian.measures.visits import CITIES, LEVELS, TRIPS, Rule
from caspian.ui import address, card
from caspian.ui.session import view

now = view()
_ = now.language.gettext

st.title(_("Visits"), anchor=False)

names = words.rule_names(now.language)
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

with card.pair():
    card.card(counts.per_year(now, rule, "outbound"))
    card.card(counts.per_year(now, rule, "inbound"))
card.card(said.rolling(now, rule))
card.card(single.timeline(now, rule))
with card.pair():
    card.card(counts.matrix(now, rule))
    card.card(single.shares(now, rule))

st.header(_("What was said, and what the rows hold"), anchor=False)
if claims := said.claim_readings(now):
    card.words("visits-claims", claims, said.claim_rows(now.dataset))
    st.subheader(_("The review's claims on trips under each counting rule"), anchor=False)
    st.dataframe(said.rule_table(now), hide_index=True, width="content")
else:
    st.caption(_("No claim is about the number of trips."))
st.subheader(_("Every statement in its own window, by the rule chosen above"), anchor=False)
st.dataframe(said.statement_table(now, rule), hide_index=True)
