"""What the freight page is made of: its controls, and parts that a view puts side by side."""

from collections.abc import Callable, Sequence

import streamlit as st

from caspian.cards.freight import comparisons, growth, picker, transit_time, what_if, words
from caspian.cards.freight.same_period import same_period
from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.filters import FIRST_YEAR, newest_year
from caspian.measures.freight import series as measures
from caspian.text import Language, plain_markdown
from caspian.ui import address, card, site
from caspian.ui.address import Control
from caspian.ui.session import view

ALL = "all"

VIEWS = ("corridor", "azerbaijan", "time", "ports", "rail", "growth", "series", "whatif")
"""The views of the page, in the order of its control."""

Part = Callable[[], None]
"""Something that a view draws."""


def view_names(language: Language) -> dict[str, str]:
    """What to call each view of the page."""
    _ = language.gettext
    return {
        "corridor": _("Middle Corridor"),
        "azerbaijan": _("Through Azerbaijan"),
        "time": _("Transit time"),
        "ports": _("Ports"),
        "rail": _("Railways"),
        "growth": _("Growth"),
        "series": _("All series"),
        "whatif": _("What if"),
    }


@remembered
def controls(dataset: Dataset) -> tuple[Control, ...]:
    """All controls of the page; the parts read their values by the same keys."""
    stated, (first, last) = growth.claimed(dataset)
    newest = newest_year(dataset)
    window = (min(max(first, FIRST_YEAR), newest), min(max(last, FIRST_YEAR), newest))
    series = dataset.freight_series
    return (
        address.one_of("view", VIEWS, VIEWS[0]),
        address.many_of("counts", _other_counts(dataset)),
        address.one_of("entity", _present(series["entity"]), ALL),
        address.one_of("measure", _present(series["measure"]), ALL),
        address.one_of("series", series["series_id"], _first_series(dataset)),
        address.whole("stated", -100, 10_000, min(max(round(stated), -100), 10_000)),
        address.years("window", FIRST_YEAR, newest, window),
        address.one_of("rate", growth.RATES, "total"),
        address.many_of("beside", series["series_id"]),
        address.one_of("base", what_if.BASES, "own"),
        address.whole("pace", -50, 100, what_if.DEFAULT_PACE),
        address.years("past", FIRST_YEAR, newest, window),
    )


def _first_series(dataset: Dataset) -> str:
    """What the picker starts with: the Middle Corridor's tonnage, else any; empty without a series."""
    leading = measures.leading(dataset, comparisons.CORRIDOR)
    return leading or next(iter(dataset.freight_series["series_id"]), "")


@remembered
def _other_counts(dataset: Dataset) -> tuple[str, ...]:
    """The other counts that can stand beside the Middle Corridor's: those of its unit."""
    corridor = measures.leading(dataset, comparisons.CORRIDOR)
    alike = picker.of_same_unit(dataset, corridor) if corridor else ()
    return tuple(one for one in measures.group(dataset, "other-counts") if one in alike)


def _present(column) -> list[str]:
    """The terms of a column that occur, in the vocabulary's order."""
    used = set(column.astype(str))
    return [str(term) for term in column.cat.categories if str(term) in used and str(term)]


# Parts


def by_year(group: str) -> Part:
    """The series of a comparison by year."""
    return lambda: card.card(comparisons.by_year(view(), group))


def latest(group: str) -> Part:
    """The latest full year of each series of a comparison."""
    return lambda: card.card(comparisons.latest(view(), group))


def days(group: str) -> Part:
    """Every value of the series of a comparison."""
    return lambda: card.card(comparisons.days(view(), group))


def against_capacity(group: str) -> Part:
    """Each series of a comparison that has a capacity against it."""

    def part() -> None:
        for one in comparisons.against_capacity(view(), group):
            card.card(one)

    return part


def statements_on_time() -> None:
    card.card(transit_time.dumbbell(view()))


def table_of_time() -> None:
    now = view()
    st.subheader(now.language.gettext("Every statement on delivery time"), anchor=False)
    st.dataframe(transit_time.statement_table(now), hide_index=True)


def other_counts() -> None:
    """Other counts of the Middle Corridor's cargo, chosen to stand beside it."""
    now = view()
    _, names, offered = now.language.gettext, words.series_names(now), _other_counts(now.dataset)
    if not offered:
        return
    st.pills(
        _("Other counts of the same cargo, beside it"),
        offered,
        selection_mode="multi",
        format_func=lambda one: plain_markdown(names[one]),
        key="counts",
    )
    if chosen := st.session_state["counts"]:
        card.card(comparisons.with_counts(now, tuple(chosen)))


def claim_fit() -> None:
    """What the claim's figure fits, with the way to the explorer."""
    now = view()
    _ = now.language.gettext
    st.subheader(_("The claim's figure: which rows fit"), anchor=False)
    said = growth.claim_texts(now)
    for statement in said:
        st.caption(statement)
    if not said:
        st.caption(_("The data hold no claim on growth of freight."))
    card.words(f"freight-claim-{st.session_state['view']}", growth.readings(now), growth.claim_rows(now.dataset))
    site.link(
        "freight", _("Look for any figure among all pairs of years"), {"view": "growth"}, icon=":material/search:"
    )


def growth_explorer(series_id: str) -> None:
    now, state = view(), st.session_state
    _ = now.language.gettext
    newest = newest_year(now.dataset)
    with st.container(horizontal=True, vertical_alignment="bottom", key="growth-controls"):
        st.number_input(_("Stated growth to look for, %"), -100, 10_000, key="stated", width=220)
        st.slider(_("Window of the statement"), FIRST_YEAR, newest, key="window", width=320)
        names = growth.rate_names(now.language)
        st.segmented_control(_("Growth"), list(names), format_func=names.__getitem__, required=True, key="rate")
    sought = growth.Sought(int(state["stated"]), tuple(state["window"]))
    left, right = st.columns([3, 2], gap="large")
    with left:
        card.card(growth.explorer(now, series_id, sought, state["rate"]))
    with right:
        card.card(same_period(now, series_id))
    st.header(_("What was said, and what the rows hold"), anchor=False)
    st.subheader(_("The review's claim in each series that it names, in the window chosen above"), anchor=False)
    st.dataframe(growth.fit_table(now, sought), hide_index=True)
    st.subheader(_("Every statement on growth, in its own window"), anchor=False)
    said = growth.statement_table(now)
    wide = {name: st.column_config.Column(width=270) for name in said.columns[2:3]}
    st.dataframe(said, hide_index=True, column_config=wide)


def any_series(series_id: str) -> None:
    """A series with what is known of it, alone or beside others of its unit."""
    now, state = view(), st.session_state
    _ = now.language.gettext
    alike = picker.of_same_unit(now.dataset, series_id)
    state["beside"] = [one for one in state["beside"] if one in alike][: picker.MOST_BESIDE]
    st.multiselect(
        _("Beside it (series of the same unit)"),
        alike,
        format_func=words.series_names(now).__getitem__,
        key="beside",
        max_selections=picker.MOST_BESIDE,
        placeholder=_("Choose series"),
    )
    st.caption(plain_markdown(picker.about(now, series_id)))
    card.card(picker.chosen(now, series_id, tuple(state["beside"])))
    st.subheader(_("All values of the series, whatever the period"), anchor=False)
    table = picker.value_table(now, series_id)
    numbers = {name: st.column_config.NumberColumn(format="localized") for name in table.columns[1:2]}
    st.dataframe(table, hide_index=True, column_config=numbers)


def projection(series_id: str) -> None:
    now, state = view(), st.session_state
    _ = now.language.gettext
    with st.container(horizontal=True, vertical_alignment="bottom", key="what-if-controls"):
        names = what_if.base_names(now.language)
        st.segmented_control(_("Rate"), list(names), format_func=names.__getitem__, required=True, key="base")
        if state["base"] == "own":
            st.slider(_("Growth a year, %"), -50, 100, key="pace", width=360)
        else:
            st.slider(_("Years to take the rate from"), FIRST_YEAR, newest_year(now.dataset), key="past", width=360)
    assumed = what_if.Assumed(state["base"], int(state["pace"]), tuple(state["past"]))
    card.card(what_if.projection(now, series_id, assumed))


# Choosing a series


def of_chosen(part: Callable[[str], None]) -> Part:
    """A part about one series, with the picker above it; without any series in the data, words that say so."""

    def picked() -> None:
        now = view()
        if now.dataset.freight_series.empty:
            st.info(now.language.gettext("The data have no series of this."))
        else:
            part(_picker())

    return picked


def _picker() -> str:
    """Draw the picker; the chosen series. A choice of entity or measure narrows the list of series."""
    now, state = view(), st.session_state
    _ = now.language.gettext
    table = now.dataset.freight_series
    with st.container(horizontal=True, vertical_alignment="bottom", key="series-picker"):
        entities = [ALL, *_present(table["entity"])]
        names = {ALL: _("All entities")} | {term: now.label("entity", term) for term in entities[1:]}
        st.selectbox(_("Entity"), entities, format_func=names.__getitem__, key="entity", width=240)
        if state["entity"] != ALL:
            table = table[table["entity"] == state["entity"]]
        offered = [ALL, *_present(table["measure"])]
        _fall_back("measure", offered)
        labels = {ALL: _("All measures")} | {term: now.label("measure", term) for term in offered[1:]}
        st.selectbox(_("Measure"), offered, format_func=labels.__getitem__, key="measure", width=190)
        if state["measure"] != ALL:
            table = table[table["measure"] == state["measure"]]
        ids = list(table["series_id"])
        _fall_back("series", ids)
        st.selectbox(
            _("Series ({n})").format(n=now.language.number(len(ids))),
            ids,
            format_func=words.series_names(now).__getitem__,
            key="series",
            width=520,
        )
    return state["series"]


def _fall_back(key: str, offered: Sequence[str]) -> None:
    """Where a narrower choice no longer offers what was chosen: the first that it does."""
    if st.session_state[key] not in offered:
        st.session_state[key] = offered[0]
