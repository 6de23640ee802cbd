"""Choosing one of the measured series, by entity and measure."""

from collections.abc import Sequence

import streamlit as st

from caspian.cards.freight import words
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.ui import address
from caspian.ui.address import Control
from caspian.ui.session import view

ALL = "all"


@remembered
def controls(dataset: Dataset, default: str) -> tuple[Control, Control, Control]:
    """The controls of the picker: entity, measure, series."""
    series = dataset.freight_series
    return (
        address.one_of("entity", _present(series["entity"]), ALL),
        address.one_of("measure", _present(series["measure"]), ALL),
        address.one_of("series", series["series_id"], default),
    )


def _present(column) -> list[str]:
    """The terms of a column that occur, in the vocabulary's order."""
    used = set(column.astype(str))
    return [str(term) for term in column.cat.categories if str(term) in used and str(term)]


def picker(dataset: Dataset, default: str) -> str:
    """Draw the picker; the chosen series. A choice of entity or measure narrows the list of series."""
    now = view()
    _, code = now.language.gettext, now.language.code
    entity, measure, series = controls(dataset, default)
    table = dataset.freight_series
    state = st.session_state
    with st.container(horizontal=True, vertical_alignment="bottom", key="series-picker"):
        entities = [ALL, *_present(table["entity"])]
        names = {ALL: _("All entities")} | {term: dataset.label("entity", term, code) for term in entities[1:]}
        st.selectbox(_("Entity"), entities, format_func=names.__getitem__, key=entity.key, width=240)
        if state[entity.key] != ALL:
            table = table[table["entity"] == state[entity.key]]
        measures = [ALL, *_present(table["measure"])]
        _fall_back(measure.key, measures)
        labels = {ALL: _("All measures")} | {term: dataset.label("measure", term, code) for term in measures[1:]}
        st.selectbox(_("Measure"), measures, format_func=labels.__getitem__, key=measure.key, width=190)
        if state[measure.key] != ALL:
            table = table[table["measure"] == state[measure.key]]
        offered = list(table["series_id"])
        _fall_back(series.key, offered)
        titles = words.series_names(now)
        st.selectbox(
            _("Series ({n})").format(n=now.language.number(len(offered))),
            offered,
            format_func=titles.__getitem__,
            key=series.key,
            width=520,
        )
    return state[series.key]


def _fall_back(key: str, offered: Sequence[str]) -> None:
    """Where a narrower choice no longer offers what was chosen: the first that it does."""
    if st.session_state[key] not in offered:
        st.session_state[key] = offered[0]
