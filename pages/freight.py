"""Freight: how much moved, how it grew, against what was planned, and which statement fits which rows."""

import streamlit as st

from caspian.cards.freight import corridor as freight
from caspian.cards.freight import growth as freight_growth
from caspian.cards.freight import picker as freight_picker
from caspian.cards.freight import ports as freight_ports
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import transit_time as freight_time
from caspian.cards.freight import what_if as freight_what_if
from caspian.cards.freight import words
from caspian.filters import FIRST_YEAR, newest_year
from caspian.text import plain_markdown
from caspian.ui import address, card, site
from caspian.ui import freight as series
from caspian.ui.session import view

now = view()
_ = now.language.gettext
state = st.session_state
look = (now.language, now.theme)
shared = (now.dataset, now.filters)

STATED, WINDOW = freight_growth.claimed(now.dataset)
NEWEST = newest_year(now.dataset)
part = address.one_of("view", freight.VIEWS, "corridor")
counts = address.many_of("counts", freight.OTHER_COUNTS)
stated = address.whole("stated", -100, 10_000, round(STATED))
window = address.years("window", FIRST_YEAR, NEWEST, WINDOW)
rate = address.one_of("rate", freight_growth.RATES, "total")
beside = address.many_of("beside", now.dataset.freight_series["series_id"])
base = address.one_of("base", freight_what_if.BASES, "own")
pace = address.whole("pace", -50, 100, freight_what_if.DEFAULT_PACE)
past = address.years("past", FIRST_YEAR, NEWEST, WINDOW)
picking = series.controls(now.dataset, freight.CORRIDOR)
controls = (part, counts, *picking, stated, window, rate, beside, base, pace, past)


def middle_corridor() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        card.card(freight.tonnage(now))
    with right:
        st.subheader(_("“Almost 90 %”: which rows fit"), anchor=False)
        claim_fit("corridor")
    names = words.series_names(now)
    st.pills(
        _("Other counts of the same cargo, beside it"),
        freight.OTHER_COUNTS,
        selection_mode="multi",
        format_func=lambda one: plain_markdown(names[one]),
        key=counts.key,
    )
    if state[counts.key]:
        ids = (freight.CORRIDOR, *state[counts.key])
        card.card(freight_series.side_by_side(now, "counts", _("Counts of Middle Corridor cargo"), ids))
    left, right = st.columns(2, gap="large")
    with left:
        card.card(freight_series.against_capacity(now, freight.CORRIDOR, name=_("Middle Corridor")))
        trains = ("titr-trains-sent", "aze-block-trains")
        card.card(freight_series.side_by_side(now, "trains", _("Block trains from China, sent and received"), trains))
    with right:
        card.card(freight_series.yearly(now, "titr-containers-teu"))
        card.card(freight_series.against_capacity(now, "titr-containers-teu"))


def claim_fit(name: str) -> None:
    """What the claim's figure fits, with the way to the explorer."""
    for statement in freight_growth.claim_texts(now):
        st.caption(statement)
    card.words(
        f"freight-{name}-claim",
        freight_growth.readings(now),
        freight_growth.claim_rows(now.dataset),
    )
    site.link(
        "freight", _("Look for any figure among all pairs of years"), {"view": "growth"}, icon=":material/search:"
    )


def through_azerbaijan() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        what = _("Freight through Azerbaijan, four counts")
        card.card(freight_series.side_by_side(now, "azerbaijan", what, freight.AZERBAIJAN))
    with right:
        st.subheader(_("“Almost 90 %”: which rows fit"), anchor=False)
        claim_fit("azerbaijan")
    left, right = st.columns(2, gap="large")
    with left:
        card.card(freight_series.yearly(now, "aze-corridors-t"))
        card.card(freight_ports.latest(now, "corridors", _("Transport corridors"), freight_ports.CORRIDORS))
    with right:
        what = _("Cargo on transport corridors by mode")
        card.card(freight_series.side_by_side(now, "modes", what, freight.MODES))


def transit_time() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        card.card(freight_time.dumbbell(now))
    with right:
        card.card(freight_time.journeys(now))
    st.subheader(_("Every statement on delivery time"), anchor=False)
    st.dataframe(freight_time.statement_table(now), hide_index=True)


def ports() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        card.card(freight_series.against_capacity(now, "baku-port-cargo-t"))
        what = _("Port of Baku: dry cargo, oil and transit")
        card.card(freight_series.side_by_side(now, "alat-kinds", what, freight.ALAT_KINDS))
        card.card(freight_ports.latest(now, "ports", _("Ports, cargo handled"), freight_ports.PORTS))
    with right:
        card.card(freight_series.against_capacity(now, "baku-port-containers-teu"))
        what = _("Port of Baku: trucks, all and by line")
        card.card(freight_series.side_by_side(now, "alat-trucks", what, freight.ALAT_TRUCKS))
        what = _("Port of Baku: wagons, all and by line")
        card.card(freight_series.side_by_side(now, "alat-wagons", what, freight.ALAT_WAGONS))


def railways() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        what = _("Baku–Tbilisi–Kars railway, two counts")
        card.card(freight_series.side_by_side(now, "btk", what, freight.BTK))
        card.card(freight_series.yearly(now, "btk-containers-teu"))
    with right:
        what = _("Azerbaijan Railways: all freight, transit and East–West")
        card.card(freight_series.side_by_side(now, "ady", what, freight.RAIL))
        card.card(freight_series.yearly(now, "ady-containers-teu"))
    card.card(freight_series.against_capacity(now, "btk-cargo-t"))


def growth_explorer() -> None:
    chosen = series.picker(now.dataset, freight.CORRIDOR)
    with st.container(horizontal=True, vertical_alignment="bottom", key="growth-controls"):
        st.number_input(_("Stated growth to look for, %"), -100, 10_000, key=stated.key, width=220)
        st.slider(_("Window of the statement"), FIRST_YEAR, NEWEST, key=window.key, width=320)
        names = freight_growth.rate_names(now.language)
        st.segmented_control(_("Growth"), list(names), format_func=names.__getitem__, required=True, key=rate.key)
    looked_for = (int(state[stated.key]), tuple(state[window.key]))
    left, right = st.columns([3, 2], gap="large")
    with left:
        card.card(freight_growth.explorer(now, chosen, *looked_for, state[rate.key]))
    with right:
        card.card(freight_growth.same_period(now, chosen))
    st.header(_("What was said, and what the rows hold"), anchor=False)
    st.subheader(_("The review's claim in each series that it names, in the window chosen above"), anchor=False)
    st.dataframe(freight_growth.fit_table(now, int(state[stated.key]), tuple(state[window.key])), hide_index=True)
    st.subheader(_("Every statement on growth, in its own window"), anchor=False)
    said = freight_growth.statement_table(now)
    wide = {name: st.column_config.Column(width=270) for name in said.columns[2:3]}
    st.dataframe(said, hide_index=True, column_config=wide)


def all_series() -> None:
    chosen = series.picker(now.dataset, freight.CORRIDOR)
    alike = freight_picker.of_same_unit(now.dataset, chosen)
    state[beside.key] = [one for one in state[beside.key] if one in alike][: freight_picker.MOST_BESIDE]
    st.multiselect(
        _("Beside it (series of the same unit)"),
        alike,
        format_func=words.series_names(now).__getitem__,
        key=beside.key,
        max_selections=freight_picker.MOST_BESIDE,
        placeholder=_("Choose series"),
    )
    st.caption(plain_markdown(freight_picker.about(now, chosen)))
    card.card(freight_picker.chosen(now, chosen, tuple(state[beside.key])))
    st.subheader(_("All values of the series, whatever the period"), anchor=False)
    table = freight_picker.value_table(now, chosen)
    st.dataframe(
        table,
        hide_index=True,
        column_config={name: st.column_config.NumberColumn(format="localized") for name in table.columns[1:2]},
    )


def what_if() -> None:
    chosen = series.picker(now.dataset, freight.CORRIDOR)
    with st.container(horizontal=True, vertical_alignment="bottom", key="what-if-controls"):
        names = freight_what_if.base_names(now.language)
        st.segmented_control(_("Rate"), list(names), format_func=names.__getitem__, required=True, key=base.key)
        if state[base.key] == "own":
            st.slider(_("Growth a year, %"), -50, 100, key=pace.key, width=360)
        else:
            st.slider(_("Years to take the rate from"), FIRST_YEAR, NEWEST, key=past.key, width=360)
    assumed = (state[base.key], int(state[pace.key]), tuple(state[past.key]))
    card.card(freight_what_if.projection(now, chosen, *assumed))


PARTS = dict(
    zip(
        freight.VIEWS,
        (middle_corridor, through_azerbaijan, transit_time, ports, railways, growth_explorer, all_series, what_if),
        strict=True,
    )
)

st.title(_("Freight"), anchor=False)
address.restore(*controls)
titles = freight.view_names(now.language)
st.segmented_control(
    _("Part of the page"),
    freight.VIEWS,
    format_func=titles.__getitem__,
    required=True,
    key=part.key,
    label_visibility="collapsed",
)
PARTS[state[part.key]]()
address.on_page(*controls)
