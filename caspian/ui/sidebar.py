"""The filters, drawn once for every page before it runs, and what stands below them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from caspian import filters, text
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import BEARING, Filters
from caspian.languages import LANGUAGES, SPOKEN
from caspian.text import Language
from caspian.ui import address
from caspian.ui.address import Control
from caspian.ui.session import page, view


def _browser_language() -> str:
    return text.preferred([st.context.locale or ""])


def _read_language(values: list[str]) -> str:
    return next((value for value in values if value in LANGUAGES), _browser_language())


def _write_language(code: str) -> list[str]:
    """The browser's own language stays out of the URL unless a link brought it: a first visit adds no step back."""
    return [] if code == _browser_language() and "lang" not in st.query_params else [code]


LANGUAGE = Control("lang", _read_language, _write_language)
"""The language: the viewer's choice or the link's, else the browser's where we speak it, else English."""


AS_OF = address.day("asof")
"""The reference date, where the address names one: it has no widget, and every link carries it on."""


@remembered
def controls(dataset: Dataset) -> tuple[Control, ...]:
    """The controls that every page shares: country, sector, period, language, reference date."""
    return (
        address.many_of("country", filters.focus_countries(dataset)),
        address.many_of("sector", filters.sector_ids(dataset)),
        address.years("period", filters.FIRST_YEAR, filters.newest_year(dataset), filters.default_period(dataset)),
        LANGUAGE,
        AS_OF,
    )


def language() -> Language:
    """The language that :data:`LANGUAGE` holds."""
    return text.language(st.session_state["lang"])


def chosen() -> Filters:
    state = st.session_state
    return Filters(tuple(state["country"]), tuple(state["sector"]), tuple(state["period"]))


def reset() -> None:
    """Everything again: countries, sectors, period, reference date. The language stays. For use as a callback."""
    for control in controls(view().dataset):
        if control is not LANGUAGE:
            st.session_state[control.key] = control.read([])


def draw(view: Context) -> None:
    """The sidebar. The widgets' values are those that :func:`address.restore` put into the session."""
    _ = view.language.gettext
    bearing = BEARING[page()]
    code = view.language.code
    dataset = view.dataset
    # The labels of pills are Markdown.
    countries = {
        iso: text.plain_markdown(dataset.name("countries", iso, code)) for iso in filters.focus_countries(dataset)
    }
    sectors = {
        sector: text.plain_markdown(dataset.name("sectors", sector, code)) for sector in filters.sector_ids(dataset)
    }

    st.subheader(_("Trans-Caspian Monitor"), anchor=False)
    for key, label, names in (("country", _("Country"), countries), ("sector", _("Sector"), sectors)):
        with _bears(key in bearing, label, view.language) as options:
            st.pills(label, list(names), selection_mode="multi", format_func=names.__getitem__, key=key, **options)
    with _bears("period" in bearing, _("Period"), view.language) as options:
        st.slider(_("Period"), filters.FIRST_YEAR, filters.newest_year(dataset), key="period", **options)
    st.segmented_control(
        _("Language"),
        LANGUAGES,
        format_func=lambda code: SPOKEN[code].own_name,
        required=True,
        key="lang",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(_("Reset"), icon=":material/restart_alt:", type="tertiary", on_click=reset, key="reset")
        with st.popover(_("Copy link"), icon=":material/link:", type="tertiary", key="copy-link"):
            st.caption(_("This address restores the page, the filters and the language:"))
            st.code(address_of_view(view), language=None, wrap_lines=True)
    st.caption(_coverage(view))


@contextmanager
def _bears(bearing: bool, label: str, language: Language) -> Iterator[dict[str, Any]]:
    """Options of a filter's widget: one that has no effect on the page is switched off, and says so."""
    _ = language.gettext
    if bearing:
        yield {}
        return
    with st.container(gap="xxsmall"):
        st.caption(_("{filter}: no effect on this page").format(filter=label))
        yield {"disabled": True, "label_visibility": "collapsed"}


def address_of_view(view: Context) -> str:
    """The full address of what is on screen; the language is always in it."""
    query = {key: st.query_params.get_all(key) for key in st.query_params} | {"lang": [view.language.code]}
    base = str(st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(query, doseq=True)}"


@remembered_by("language")
def _coverage(context: Context) -> str:
    language = context.language
    _, n = language.gettext, language.ngettext
    counts, number = context.dataset.row_counts, language.number
    parts = [
        n("{n} visit", "{n} visits", counts["visits"]).format(n=number(counts["visits"])),
        n("{n} freight value", "{n} freight values", counts["freight"]).format(n=number(counts["freight"])),
        n("{n} project", "{n} projects", counts["projects"]).format(n=number(counts["projects"])),
        n("{n} source", "{n} sources", counts["sources"]).format(n=number(counts["sources"])),
    ]
    reached = _("Rows searched up to {date}; single later ones are marked by their dates.")
    reached = reached.format(date=language.day(context.dataset.covered_to("projects")))
    return " · ".join(parts) + "  \n" + reached
