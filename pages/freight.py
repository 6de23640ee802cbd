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
        card.card(freight.tonnage(*shared, *look))
    with right:
        st.subheader(_("“Almost 90 %”: which rows fit"), anchor=False)
        claim_fit("corridor")
    names = words.series_names(now.dataset, now.language)
    st.pills(
        _("Other counts of the same cargo, beside it"),
        freight.OTHER_COUNTS,
        selection_mode="multi",
        format_func=lambda one: plain_markdown(names[one]),
        key=counts.key,
    )
    if state[counts.key]:
        ids = (freight.CORRIDOR, *state[counts.key])
        card.card(freight_series.side_by_side(*shared, "counts", _("Counts of Middle Corridor cargo"), ids, *look))
    left, right = st.columns(2, gap="large")
    with left:
        card.card(freight_series.against_capacity(*shared, freight.CORRIDOR, *look, name=_("Middle Corridor")))
        trains = ("titr-trains-sent", "aze-block-trains")
        card.card(
            freight_series.side_by_side(
                *shared, "trains", _("Block trains from China, sent and received"), trains, *look
            )
        )
    with right:
        card.card(freight_series.yearly(*shared, "titr-containers-teu", *look))
        card.card(freight_series.against_capacity(*shared, "titr-containers-teu", *look))


def claim_fit(name: str) -> None:
    """What the claim's figure fits, with the way to the explorer."""
    for statement in freight_growth.claim_texts(now.dataset, now.language):
        st.caption(statement)
    card.words(
        f"freight-{name}-claim",
        freight_growth.readings(now.dataset, now.language),
        freight_growth.claim_rows(now.dataset),
    )
    site.link(
        "freight", _("Look for any figure among all pairs of years"), {"view": "growth"}, icon=":material/search:"
    )


def through_azerbaijan() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        what = _("Freight through Azerbaijan, four counts")
        card.card(freight_series.side_by_side(*shared, "azerbaijan", what, freight.AZERBAIJAN, *look))
    with right:
        st.subheader(_("“Almost 90 %”: which rows fit"), anchor=False)
        claim_fit("azerbaijan")
    left, right = st.columns(2, gap="large")
    with left:
        card.card(freight_series.yearly(*shared, "aze-corridors-t", *look))
        card.card(freight_ports.latest(*shared, "corridors", _("Transport corridors"), freight_ports.CORRIDORS, *look))
    with right:
        what = _("Cargo on transport corridors by mode")
        card.card(freight_series.side_by_side(*shared, "modes", what, freight.MODES, *look))


def transit_time() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        card.card(freight_time.dumbbell(*shared, *look))
    with right:
        card.card(freight_time.journeys(*shared, *look))
    st.subheader(_("Every statement on delivery time"), anchor=False)
    st.dataframe(freight_time.statement_table(now.dataset, now.language), hide_index=True)


def ports() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        card.card(freight_series.against_capacity(*shared, "baku-port-cargo-t", *look))
        what = _("Port of Baku: dry cargo, oil and transit")
        card.card(freight_series.side_by_side(*shared, "alat-kinds", what, freight.ALAT_KINDS, *look))
        card.card(freight_ports.latest(*shared, "ports", _("Ports, cargo handled"), freight_ports.PORTS, *look))
    with right:
        card.card(freight_series.against_capacity(*shared, "baku-port-containers-teu", *look))
        what = _("Port of Baku: trucks, all and by line")
        card.card(freight_series.side_by_side(*shared, "alat-trucks", what, freight.ALAT_TRUCKS, *look))
        what = _("Port of Baku: wagons, all and by line")
        card.card(freight_series.side_by_side(*shared, "alat-wagons", what, freight.ALAT_WAGONS, *look))


def railways() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        what = _("Baku–Tbilisi–Kars railway, two counts")
        card.card(freight_series.side_by_side(*shared, "btk", what, freight.BTK, *look))
        card.card(freight_series.yearly(*shared, "btk-containers-teu", *look))
    with right:
        what = _("Azerbaijan Railways: all freight, transit and East–West")
        card.card(freight_series.side_by_side(*shared, "ady", what, freight.RAIL, *look))
        card.card(freight_series.yearly(*shared, "ady-containers-teu", *look))
    card.card(freight_series.against_capacity(*shared, "btk-cargo-t", *look))


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
        card.card(freight_growth.explorer(*shared, chosen, *looked_for, state[rate.key], *look))
    with right:
        card.card(freight_growth.same_period(*shared, chosen, *look))
    st.header(_("What was said, and what the rows hold"), anchor=False)
    st.subheader(_("The review's claim in each series that it names, in the window chosen above"), anchor=False)
    st.dataframe(freight_growth.fit_table(now.dataset, *looked_for, now.language), hide_index=True)
    st.subheader(_("Every statement on growth, in its own window"), anchor=False)
    said = freight_growth.statement_table(now.dataset, now.language)
    wide = {name: st.column_config.Column(width=270) for name in said.columns[2:3]}
    st.dataframe(said, hide_index=True, column_config=wide)


def all_series() -> None:
    chosen = series.picker(now.dataset, freight.CORRIDOR)
    alike = freight_picker.of_same_unit(now.dataset, chosen)
    state[beside.key] = [one for one in state[beside.key] if one in alike][: freight_picker.MOST_BESIDE]
    st.multiselect(
        _("Beside it (series of the same unit)"),
        alike,
        format_func=words.series_names(now.dataset, now.language).__getitem__,
        key=beside.key,
        max_selections=freight_picker.MOST_BESIDE,
        placeholder=_("Choose series"),
    )
    st.caption(plain_markdown(freight_picker.about(now.dataset, chosen, now.language)))
    card.card(freight_picker.chosen(*shared, chosen, tuple(state[beside.key]), *look))
    st.subheader(_("All values of the series, whatever the period"), anchor=False)
    table = freight_picker.value_table(now.dataset, chosen, now.language)
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
    card.card(freight_what_if.projection(*shared, chosen, *assumed, *look))


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
address.on_page(now.page, *controls)
