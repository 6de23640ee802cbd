"""What stands beside and below the map: the panel of a selected thing, the port of Alat, the finder, the table."""

import streamlit as st

from caspian import tables
from caspian.cards.map import alat as map_alat
from caspian.cards.map import finder as map_finder
from caspian.cards.map import finding as cards
from caspian.cards.map import panel as map_panel
from caspian.cards.map.finder import Answer
from caspian.context import Context, remembered_by
from caspian.map import Scene
from caspian.measures import routes
from caspian.text import Language, plain_markdown
from caspian.ui import card, site
from caspian.ui.map.controls import LINES, choose

MOST_LINES = 8
"""Most lines of a list in the narrow panel."""


def search(now: Context) -> None:
    """The way to select without a pointer: every thing of the map by its name."""
    _ = now.language.gettext
    names = _names(now)
    st.selectbox(
        _("Find on the map"),
        ("", *names),
        format_func=lambda key: names.get(key, ""),
        key="object",
        placeholder=_("A port, a route, a project …"),
    )


@remembered_by("language")
def _names(context: Context) -> dict[str, str]:
    """What each selectable thing is called, with its kind where the name alone would not say it."""
    _ = context.language.gettext
    kinds = {"visit": _("Visits"), "route": _("Route"), "project": _("Project"), "flow": _("Freight at sea")}
    tables_of = {
        "place": "places",
        "route": "routes",
        "project": "projects",
        "visit": "countries",
        "flow": "freight_series",
    }
    found = {}
    for key in map_panel.keys(context.dataset):
        kind, code = key.split(":", 1)
        name = context.name(tables_of[kind], code)
        found[key] = f"{name} · {kinds[kind]}" if kind in kinds else name
    return found


def panel(now: Context, key: str, height: int) -> None:
    """The panel of the selected thing, as high in pixels as the map beside it."""
    _ = now.language.gettext
    item = map_panel.panel(now, key)
    with st.container(key="map-panel", border=True, height=height, gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top", gap="xsmall"):
            st.subheader(plain_markdown(item.title), anchor=False)
            st.button(
                _("Close"), icon=":material/close:", type="tertiary", on_click=choose, args=("",), key="close-panel"
            )
        facts = "  \n".join(f":gray[{plain_markdown(name)}:] {plain_markdown(value)}" for name, value in item.facts)
        st.markdown(facts)
        if item.summary:
            st.markdown(plain_markdown(item.summary))
        if item.chart is not None:
            st.caption(plain_markdown(item.chart_title))
            st.plotly_chart(
                item.chart, theme=None, key="panel-chart", alt=item.chart_text, config={"displayModeBar": False}
            )
        if item.milestones:
            lines = "  \n".join(f"**{plain_markdown(when)}** {plain_markdown(what)}" for when, what in item.milestones)
            heading = item.milestones_title or _("Milestones")
            st.markdown(f"**{plain_markdown(heading)}**\n\n{lines}")
        for heading, lines in item.lists:
            st.markdown(_list(heading, tuple(text for _key, text in lines), now.language, MOST_LINES))
        card.rows_and_sources(tuple(part for part in item.rows if len(part[1])), "map-object", "", {})
        if item.page:
            label = _("On the page: {page}").format(page=site.titles(now.language)[item.page])
            site.link(item.page, label, item.query, icon=":material/arrow_forward:")


def _list(heading: str, lines: tuple[str, ...], language: Language, most: int) -> str:
    """A heading and its lines as one piece of Markdown."""
    items = "\n".join(f"- {plain_markdown(text)}" for text in lines[:most])
    more = len(lines) - most
    if more > 0:
        items += "\n- " + language.gettext("and {n} more").format(n=language.number(more))
    return f"**{plain_markdown(heading)}** ({language.number(len(lines))})\n\n{items}"


def alat(now: Context) -> None:
    """The port of Alat by year, and what belongs to it."""
    _ = now.language.gettext
    st.header(_("The port of Alat"), anchor=False)
    items = map_alat.cards(now)
    for pair in (items[:2], items[2:]):
        for column, item in zip(st.columns(2, gap="large"), pair, strict=True):
            with column:
                card.card(item)
    lists = map_alat.lists(now)
    for column, (heading, lines) in zip(st.columns(len(lists), gap="large"), lists, strict=True):
        column.markdown(_list(heading, tuple(text for _key, text in lines), now.language, 50))


def finder(now: Context) -> Answer | None:
    """The finder's controls, drawn before the map so that the way can be marked on it; what it answers."""
    _ = now.language.gettext
    names = _ends(now)
    lines = {"operating": _("Operating lines"), "all": _("All lines")}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="map-finder"):
        for key, label in (("from", _("From")), ("to", _("To"))):
            st.selectbox(label, ("", *names), format_func=lambda code: names.get(code, "–"), key=key, width="stretch")
        st.segmented_control(_("Along"), LINES, format_func=lines.__getitem__, required=True, key="lines")
    return asked(now)


def asked(now: Context) -> Answer | None:
    """The answer to what the finder is asked; None where an end is not chosen."""
    state = st.session_state
    if not state["from"] or not state["to"]:
        return None
    return map_finder.answer(now, state["from"], state["to"], state["lines"] == "all")


@remembered_by("language")
def _ends(context: Context) -> dict[str, str]:
    return {code: context.name("places", code) for code in routes.ends(context.dataset)}


def finder_answer(found: Answer, now: Context) -> None:
    """The way in words, its legs and its other ways."""
    _ = now.language.gettext
    for sentence in found.sentences:
        st.markdown(card.finding(sentence))
    if found.journey is None:
        return
    st.dataframe(found.legs, hide_index=True)
    if len(found.others):
        heading = _("By each port across the sea")
        st.markdown(f"**{heading}**")
        st.dataframe(found.others, hide_index=True, width="content")
    card.rows_and_sources(found.rows, "map-way", "", {})


def table(now: Context, shown: Scene) -> None:
    """The same as a table, with downloads; nothing is computed while it is closed."""
    _ = now.language.gettext
    opened = st.expander(_("The map as a table"), icon=":material/table_rows:", key="map-table", on_change="rerun")
    if not opened.open:
        return
    with opened:
        rows = cards.rows(now, shown)
        if not rows:
            st.info(_("Nothing is shown on the map."))
            return
        for name, part in rows:
            st.markdown(
                f"**{plain_markdown(tables.table_name(name, now.language))}** ({now.language.number(len(part))})"
            )
            st.dataframe(tables.readable(now, part, name), hide_index=True, height=280)
        with st.container(horizontal=True, gap="small"):
            for name, part in rows:
                st.download_button(
                    f"{tables.table_name(name, now.language)}, CSV",
                    data=lambda name=name, part=part: tables.csv_for_people(part, name, now.dataset),
                    file_name=f"map-{name}.csv",
                    mime="text/csv",
                    icon=":material/download:",
                    type="tertiary",
                    on_click="ignore",
                    key=f"csv-map-table-{name}",
                )
            st.download_button(
                _("All as GeoJSON"),
                data=lambda: cards.geojson(now, shown),
                file_name="trans-caspian-map.geojson",
                mime="application/geo+json",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key="geojson",
            )
