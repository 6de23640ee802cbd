"""The address of a view: each control's value in the URL, as codes that are the same in every language.

Streamlit's own binding writes a widget's translated label into the URL, so widgets here are not bound.
The rule is: a URL that differs from what we wrote last is news (a pasted link, a link within the app, back,
forward) and wins; otherwise the widget's state wins and the URL follows it. For that to hold, every
link within the app carries the filters: see :func:`link`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import streamlit as st

T = TypeVar("T")
Query = dict[str, list[str]]

MAX_TEXT = 200
"""Longest text that a control takes from the URL, in characters."""


@dataclass(frozen=True)
class Control(Generic[T]):
    """How one control is written in the URL.

    ``read`` makes a value of the URL's (possibly nonsensical, possibly missing) values and never raises;
    ``write`` gives the URL's values back, none for the default.
    """

    key: str
    read: Callable[[list[str]], T]
    write: Callable[[T], list[str]]


def one_of(key: str, codes: Iterable[str], default: str) -> Control[str]:
    """A choice of one code; the default leaves the URL."""
    known = tuple(codes)

    def read(values: list[str]) -> str:
        return next((value for value in values if value in known), default)

    return Control(key, read, lambda value: [] if value in (default, None) else [value])


def many_of(key: str, codes: Iterable[str]) -> Control[list[str]]:
    """A choice of any number of codes, kept in the order of ``codes``; none is the default."""
    known = tuple(codes)

    def in_order(values: Iterable[str]) -> list[str]:
        chosen = set(values)
        return [code for code in known if code in chosen]

    return Control(key, in_order, in_order)


def years(key: str, first: int, last: int, default: tuple[int, int]) -> Control[tuple[int, int]]:
    """Two years within ``first`` and ``last``; what lies outside is cut off, what is reversed is turned."""

    def read(values: list[str]) -> tuple[int, int]:
        given = sorted(int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 5)
        if len(given) != 2 or given[1] < first or given[0] > last:
            return default
        return max(given[0], first), min(given[1], last)

    def write(value: tuple[int, int]) -> list[str]:
        return [] if tuple(value) == default else [str(year) for year in value]

    return Control(key, read, write)


def whole(key: str, low: int, high: int, default: int) -> Control[int]:
    """A whole number within ``low`` and ``high``; what lies outside is brought to the nearer bound."""

    def read(values: list[str]) -> int:
        first = values[0] if values else ""
        digits = first.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 9):
            return default
        return min(max(int(first), low), high)

    return Control(key, read, lambda value: [] if value in (default, None) else [str(value)])


def day(key: str) -> Control[str]:
    """A day as ``2026-03-21``, or nothing; what is not a day of 1990 to 2100 is dropped."""

    def read(values: list[str]) -> str:
        first = values[0] if values else ""
        try:
            when = date.fromisoformat(first)
        except ValueError:
            return ""
        return when.isoformat() if 1990 <= when.year <= 2100 else ""

    return Control(key, read, lambda value: [value] if value else [])


def text(key: str) -> Control[str]:
    """Free text, for a search; control characters are dropped and it is cut at :data:`MAX_TEXT`."""

    def read(values: list[str]) -> str:
        first = values[0] if values else ""
        return "".join(mark for mark in first if mark.isprintable())[:MAX_TEXT]

    return Control(key, read, lambda value: [value] if value else [])


def restore(*controls: Control[Any]) -> None:
    """Before the widgets are drawn: take their values from the URL where it brings news."""
    seen = _seen()
    for control in controls:
        given = st.query_params.get_all(control.key)
        if given != seen.get(control.key) or control.key not in st.session_state:
            st.session_state[control.key] = control.read(given)
        else:  # assigned anew, so that it outlives a page on which the widget is not drawn
            # By way of the URL's form: two pages may use one key, each with codes of its own.
            st.session_state[control.key] = control.read(_written(control))


def publish(*controls: Control[Any]) -> None:
    """After the widgets are drawn: bring the URL up to their state, in one step of the browser's history."""
    query, seen = _query(), _seen()
    wanted = {**query, **{control.key: _written(control) for control in controls}}
    wanted = {key: values for key, values in wanted.items() if values}
    # A link to the page that is open reruns it, but leaves the browser's address as it was: write that too.
    news = any(control.key in seen and query.get(control.key, []) != seen[control.key] for control in controls)
    if wanted != query or news:
        st.query_params.from_dict(wanted)
    seen.update({control.key: wanted.get(control.key, []) for control in controls})


def on_page(*controls: Control[Any]) -> None:
    """Publish the controls of the page that is open, and remember them for links that lead back to it."""
    publish(*controls)
    _pages()[st.session_state["_page"]] = {control.key: _written(control) for control in controls}


def link(page: str, carried: Iterable[Control[Any]], change: Mapping[str, str | list[str]] | None = None) -> Query:
    """The query of a link to ``page``: the carried controls, what that page last had, and a change to both."""
    query = {control.key: _written(control) for control in carried} | _pages().get(page, {})
    for key, value in (change or {}).items():
        query[key] = [value] if isinstance(value, str) else list(value)
    return {key: values for key, values in query.items() if values}


def _written(control: Control[T]) -> list[str]:
    return control.write(st.session_state[control.key])


def _query() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _seen() -> Query:
    return st.session_state.setdefault("_address_seen", {})


def _pages() -> dict[str, Query]:
    return st.session_state.setdefault("_address_pages", {})
