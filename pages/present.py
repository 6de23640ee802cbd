"""The presentation: the dashboard as scenes that fill the screen, turned by keys or by themselves."""

import streamlit as st

from caspian import scenes
from caspian.ui import address
from caspian.ui.present import help as present_help
from caspian.ui.present import show as present
from caspian.ui.session import view

now = view()
present.left(now)
plans = scenes.plans(now.dataset)
controls = present.controls(plans)
address.restore(*controls)
at = present.place(plans)
address.on_page(*controls)

present.style()
# Before the scene: should one fail, the others come all the same.
present.keys(plans)
present.advance(plans)
with st.container(key="stage"):
    try:
        if present.asks_for_help():
            present_help.panel(plans, now)
        else:
            present.draw(scenes.build(now, plans[at]), at, len(plans), now)
    finally:
        present_help.corner(now)
present.prepare(plans[(at + 1) % len(plans)], now)
