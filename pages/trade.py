"""Trade: how far it is known, by partner and period, and where two reporters differ."""

import streamlit as st

from caspian.cards.trade import compared, coverage, flows, mirrors, words
from caspian.measures.trade import FLOWS
from caspian.ui import address, card
from caspian.ui.session import view

now = view()
_ = now.language.gettext

st.title(_("Trade"), anchor=False)
st.caption(
    _(
        "Goods trade of Azerbaijan with its partners. Reporters differ (mirror statistics), "
        "so each reporter's figures stand by themselves, and only like periods are compared."
    )
)

card.card(coverage.coverage(now))

flow = address.one_of("amount", FLOWS, FLOWS[0])
address.restore(flow)
names = words.flow_names(now.language)
st.segmented_control(
    _("Flow"), FLOWS, format_func=names.__getitem__, required=True, key=flow.key, label_visibility="collapsed"
)
address.on_page(flow)
card.card(flows.flows(now, st.session_state[flow.key]))

with card.pair():
    card.card(compared.compared(now))
    card.card(mirrors.mirrors(now))
st.subheader(_("Growth: computed on the same months before, and as stated"), anchor=False)
st.dataframe(compared.growth_table(now), hide_index=True)

with card.pair():
    card.card(mirrors.shares(now))
    card.card(flows.total(now))
