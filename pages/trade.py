"""Trade: how far it is known, by partner and period, and where two reporters differ."""

import streamlit as st

from caspian.cards import trade
from caspian.measures.trade import FLOWS
from caspian.ui import address, card
from caspian.ui.session import view

now = view()
_ = now.language.gettext
shared = (now.dataset, now.filters)
look = (now.language, now.theme)

st.title(_("Trade"), anchor=False)
st.caption(
    _(
        "Goods trade of Azerbaijan with the five states. Reporters differ (mirror statistics), "
        "so each reporter's figures stand by themselves, and only like periods are compared."
    )
)

card.card(trade.coverage(now))

flow = address.one_of("amount", FLOWS, FLOWS[0])
address.restore(flow)
names = trade.flow_names(now.language)
st.segmented_control(
    _("Flow"), FLOWS, format_func=names.__getitem__, required=True, key=flow.key, label_visibility="collapsed"
)
address.on_page(flow)
card.card(trade.flows(now, st.session_state[flow.key]))

with card.pair():
    card.card(trade.compared(now))
    card.card(trade.mirrors(now))
st.subheader(_("Growth: computed on the same months before, and as stated"), anchor=False)
st.dataframe(trade.growth_table(now), hide_index=True)

with card.pair():
    card.card(trade.shares(now))
    card.card(trade.total(now))
