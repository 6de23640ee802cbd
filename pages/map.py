"""The map: the routes across the Caspian, the port of Alat, and what travels between them."""

import streamlit as st

from caspian.cards.map import finding as cards
from caspian.map.deck import picture
from caspian.measures.routes import home_port
from caspian.text import plain_markdown
from caspian.ui import address, card
from caspian.ui.map import controls as map_controls
from caspian.ui.map import panel as map_panel
from caspian.ui.session import view

HEIGHT = 600
"""Of the map, in pixels."""

now = view()
_ = now.language.gettext
controls = map_controls.controls(now.dataset, now.filters.period)
map_controls.adopt_link(now.dataset)
address.restore(*controls.values())
map_controls.play_on(now)

answer = map_panel.asked(now)
scene = map_controls.scene(answer.journey if answer else None)
takeaway = cards.finding(now, scene)

st.title(_("Routes across the Caspian"), anchor=False)
with st.container(key="chart-map", gap="small"):
    st.markdown(card.finding(takeaway))
    map_controls.draw_views(now)
    map_controls.draw_layers(now)
    with st.container(horizontal=True, gap="small", key="map-row"):
        with st.container(width="stretch", key="map-left"):
            st.pydeck_chart(
                picture(now, scene),
                height=HEIGHT,
                key="map",
                on_select=map_controls.clicked,
                alt=takeaway,
            )
        if scene.selected:
            with st.container(width=330, key="map-right"):
                map_panel.panel(now, scene.selected, HEIGHT)
    st.caption(plain_markdown(cards.title(now, scene)))
    map_controls.time_play(now)
    map_controls.draw_corridors(now)
    st.html(map_controls.legend(now, scene))
    if now.filters.countries:
        st.caption(map_controls.dimmed(now.language))
    st.caption(plain_markdown(cards.note(now.language)))
    card.rows_and_sources(cards.rows(now, scene), "map", "", {})

map_panel.search(now)
if scene.view == "alat" or scene.selected == f"place:{home_port(now.dataset)}":
    map_panel.alat(now)
st.header(_("Route finder"), anchor=False)
map_panel.finder(now)
if answer:
    map_panel.finder_answer(answer, now)
map_panel.table(now, scene)
published = [control for key, control in controls.items() if key != "until" or not map_controls.playing()]
address.on_page(*published)
