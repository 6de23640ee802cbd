"""Freight: how much moved, how it grew, against what was planned, and which statement fits which rows."""

import streamlit as st

from caspian.ui import address
from caspian.ui import freight as parts
from caspian.ui.freight import against_capacity, by_year, days, latest
from caspian.ui.session import view

# A view is rows, one below the other; a row is columns, each with its share of the width and its parts from top to
# bottom. By what name a part asks for series is said in the data: freight_series.group.
VIEWS = {
    "corridor": [
        [(3, by_year("corridor")), (2, parts.claim_fit)],
        [(1, parts.other_counts)],
        [
            (1, against_capacity("corridor"), by_year("trains")),
            (1, by_year("corridor-containers"), against_capacity("corridor-containers")),
        ],
    ],
    "azerbaijan": [
        [(3, by_year("azerbaijan")), (2, parts.claim_fit)],
        [(1, by_year("corridors-total"), latest("corridors")), (1, by_year("modes"))],
    ],
    "time": [
        [(3, parts.statements_on_time), (2, days("journeys"))],
        [(1, parts.table_of_time)],
    ],
    "ports": [
        [
            (1, against_capacity("alat-cargo"), by_year("alat-kinds"), latest("ports")),
            (1, against_capacity("alat-containers"), by_year("alat-trucks"), by_year("alat-wagons")),
        ],
    ],
    "rail": [
        [(1, by_year("btk"), by_year("btk-containers")), (1, by_year("rail"), by_year("rail-containers"))],
        [(1, against_capacity("btk"))],
    ],
    "growth": [[(1, parts.of_chosen(parts.growth_explorer))]],
    "series": [[(1, parts.of_chosen(parts.any_series))]],
    "whatif": [[(1, parts.of_chosen(parts.projection))]],
}

now = view()
controls = parts.controls(now.dataset)
names = parts.view_names(now.language)

st.title(now.language.gettext("Freight"), anchor=False)
address.restore(*controls)
st.segmented_control(
    now.language.gettext("Part of the page"),
    list(VIEWS),
    format_func=names.__getitem__,
    required=True,
    key="view",
    label_visibility="collapsed",
)
for row in VIEWS[st.session_state["view"]]:
    for place, (_share, *column) in zip(st.columns([share for share, *_parts in row], gap="large"), row, strict=True):
        with place:
            for part in column:
                part()
address.on_page(*controls)
