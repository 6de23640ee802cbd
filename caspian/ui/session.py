"""What a page needs to know of its viewer: the data, the filters, the language and the theme."""

from dataclasses import dataclass
from functools import cache

import streamlit as st

from caspian import style, text
from caspian.dataset import Dataset
from caspian.filters import Filters
from caspian.store import Store


@cache
def store() -> Store:
    """The process's one store of data, shared by all viewers.

    Raises:
        InvalidData: when the dataset has a fault.
    """
    return Store()


@dataclass(frozen=True)
class View:
    """One viewer's view for one run of the script."""

    page: str
    dataset: Dataset
    filters: Filters
    language: text.Language
    theme: style.Theme


def set_view(view: View) -> None:
    st.session_state["_view"] = view


def view() -> View:
    """The view of the run under way; the entry script sets it before the page runs."""
    return st.session_state["_view"]


def theme() -> style.Theme:
    return style.THEMES.get(str(st.context.theme.type), style.LIGHT)
