"""Calendar: events, milestones and visits on one axis, what is next, and a file for one's own calendar."""

import streamlit as st

from caspian.cards.calendar import pictures
from caspian.ui import address, card
from caspian.ui import calendar as agenda
from caspian.ui.session import view

now = view()
_ = now.language.gettext

st.title(_("Calendar"), anchor=False)

controls = agenda.controls(now)
address.restore(*controls.values())
agenda.narrowing(now)
chosen = agenda.wanted()

card.card(pictures.timeline(now, chosen))
agenda.downloads(now, chosen)
left, right = st.columns(2, gap="large")
with left:
    card.card(pictures.density(now, chosen))
with right:
    agenda.ahead(now, chosen)

st.header(_("List by year"), anchor=False)
agenda.listing(now, chosen)
address.on_page(*(control for key, control in controls.items() if key != "entry"))
address.publish(controls["entry"])
if opened := st.session_state["entry"]:
    agenda.entry(now, opened)
