"""What a page needs to know of its viewer: the data, the filters, the language and the theme."""

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd
import streamlit as st

from caspian import style, text
from caspian.data.dataset import Dataset
from caspian.data.store import Store
from caspian.filters import Filters


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
    as_of: str = ""

    def reference_date(self, table: str) -> pd.Timestamp:
        """ "Now" for the rules on a table: the day up to which its rows were searched, or the address's ``asof``."""
        return pd.Timestamp(self.as_of) if self.as_of else searched_to(self.dataset, table)


@lru_cache(maxsize=64)
def searched_to(dataset: Dataset, table: str) -> pd.Timestamp:
    """The day up to which a table was searched, looked up once: several elements of a page ask for it."""
    return dataset.covered_to(table)


def set_view(view: View) -> None:
    st.session_state["_view"] = view


def view() -> View:
    """The view of the run under way; the entry script sets it before the page runs."""
    return st.session_state["_view"]


def theme() -> style.Theme:
    return style.THEMES.get(str(st.context.theme.type), style.LIGHT)
