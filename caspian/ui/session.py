"""What a page needs to know of its viewer: the data, the filters, the language and the theme."""

import weakref
from functools import cache

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from caspian import style
from caspian.context import Context, Moment
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.data.store import Store

own_data: weakref.WeakValueDictionary[str, Dataset] = weakref.WeakValueDictionary()
"""Datasets that one session alone draws (data on trial), by its id. Whoever enters one here keeps it alive."""


@cache
def store() -> Store:
    """The process's one store of data, shared by all viewers.

    Raises:
        InvalidData: when the dataset has a fault.
    """
    return Store()


def dataset() -> Dataset:
    """What this run draws: the dataset that its session has for itself, if any, else the one that all are shown."""
    run = get_script_run_ctx()
    return (own_data.get(run.session_id) if run else None) or store().dataset


@remembered
def searched_to(dataset: Dataset, table: str) -> pd.Timestamp:
    """The day up to which a table was searched, looked up once: several elements of a page ask for it."""
    return dataset.covered_to(table)


def moment(dataset: Dataset, as_of: str) -> Moment:
    """ "Now" for the rules: the day up to which projects were searched, or the address's ``asof``; and today."""
    reference = pd.Timestamp(as_of) if as_of else searched_to(dataset, "projects")
    return Moment(reference, pd.Timestamp.now("UTC").tz_localize(None).normalize())


def set_view(context: Context, page: str) -> None:
    """Note the run's view. A session outlives a version of the data, so that it only points to the dataset."""
    seen = (context.filters, context.moment, context.language, context.theme)
    st.session_state["_view"] = (weakref.ref(context.dataset), *seen)
    st.session_state["_page"] = page


def view() -> Context:
    """The view of the run under way; the entry script sets it before the page runs."""
    drawn, *seen = st.session_state["_view"]
    return Context(drawn() or dataset(), *seen)


def page() -> str:
    """The key of the page that is open."""
    return st.session_state["_page"]


def theme() -> style.Theme:
    return style.THEMES.get(str(st.context.theme.type), style.LIGHT)
