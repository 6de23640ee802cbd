"""One project on the projects page: facts, steps, what is next, what is related, where it lies, sources."""

import pandas as pd
import streamlit as st

from caspian.cards import sources_of
from caspian.cards.projects import one as projects_one
from caspian.cards.projects import timeline as projects_timeline
from caspian.cards.projects.one import Profile, Step
from caspian.context import Context
from caspian.links import in_markdown
from caspian.text import Language, plain_markdown
from caspian.ui import card, site
from caspian.ui.projects import tracker


def one(now: Context, project: str, shown: pd.DataFrame) -> None:
    """The page of one project, with the way to the previous and the next of those shown."""
    _ = now.language.gettext
    found = projects_one.profile(now, project)
    neighbours(now, project, list(shown["project_id"]))
    st.header(plain_markdown(found.name), anchor=False)
    st.markdown(_head(found))
    facts, beside = st.columns([3, 2], gap="large")
    with facts:
        st.markdown(_facts(found.facts))
    with beside:
        st.markdown(_ahead(found, now.language))
        related(found, now)
        claims(found, now)
    card.card(projects_timeline.of_one(now, project))
    st.subheader(_("Milestones"), anchor=False)
    st.markdown(_steps(found.steps, now.language))
    if found.on_map:
        where(now, project)
    sources(found, now)
    tracker.downloads(found.rows, project, _("One project: {name}").format(name=found.name), now)


def neighbours(now: Context, project: str, ids: list[str]) -> None:
    """Back to the list, and to the projects before and after this one in it."""
    _ = now.language.gettext
    place = ids.index(project) if project in ids else None
    with st.container(horizontal=True, gap="small", key="neighbours"):
        site.link("projects", _("All projects"), {"project": []}, icon=":material/arrow_upward:")
        if place is not None and place > 0:
            site.link("projects", _("Previous"), {"project": ids[place - 1]}, icon=":material/arrow_back:")
        if place is not None and place + 1 < len(ids):
            site.link("projects", _("Next"), {"project": ids[place + 1]}, icon=":material/arrow_forward:")


def _head(found: Profile) -> str:
    lines = [f"**{plain_markdown(found.status)}**", plain_markdown(found.summary)]
    lines += [f":red-badge[{plain_markdown(name)}] {plain_markdown(basis)}" for name, basis in found.signals]
    return "\n\n".join(lines)


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    """The facts as a table of two columns."""
    head, *rows = [f"| **{plain_markdown(label)}** | {plain_markdown(value)} |" for label, value in facts]
    return "\n".join([head, "| --- | --- |", *rows])


def _ahead(found: Profile, language: Language) -> str:
    _ = language.gettext
    lines = [f"- {plain_markdown(line)}" for line in found.ahead] or ["- " + _("No date ahead is known.")]
    return "\n".join(["**" + _("What is next") + "**", "", *lines])


def related(found: Profile, now: Context) -> None:
    _ = now.language.gettext
    if not found.related:
        return
    st.markdown("**" + _("Related projects") + "**")
    with st.container(key="board-related", gap="xsmall"):
        st.html(tracker.WRAPPED_LINKS)
        for project, name, shared in found.related:
            label = f"{plain_markdown(name)} :small[:gray[{plain_markdown(shared)}]]"
            site.link("projects", label, {"project": project})


def claims(found: Profile, now: Context) -> None:
    _ = now.language.gettext
    if not found.claims:
        return
    lines = [f"- {plain_markdown(claim)}: {plain_markdown(statement)}" for claim, statement in found.claims]
    st.markdown("\n".join(["**" + _("Claims of the review that name it") + "**", "", *lines]))
    for claim, _statement in found.claims:
        label = _("Claim {claim}").format(claim=claim)
        site.link("claims", label, {"claim": claim}, icon=":material/fact_check:")


def _steps(steps: tuple[Step, ...], language: Language) -> str:
    """The milestones as a list, newest first, each with its source."""
    _ = language.gettext
    lines = []
    for step in steps:
        title = plain_markdown(step.title)
        linked = f"[{title}]({in_markdown(step.url)})" if step.url else title
        about = " · ".join([step.kind, *([_("known from a report of that day")] if step.report else [])])
        lines.append(f"- **{plain_markdown(step.when)}** {linked} :small[:gray[{plain_markdown(about)}]]")
    return "\n".join(lines) or _("No milestone is on record.")


def where(now: Context, project: str) -> None:
    """The small map, drawn when it is opened."""
    _ = now.language.gettext
    shown = st.expander(_("Routes and places on a map"), icon=":material/map:", key="project-map", on_change="rerun")
    if not shown.open:
        return
    words = projects_one.where_text(now, project)
    with shown, st.container(key="chart-project-map"):
        st.markdown(plain_markdown(words))
        st.plotly_chart(
            projects_one.where(now, project),
            theme=None,
            key="figure-project-map",
            alt=words,
            config={"displayModeBar": False, "responsive": True},
        )
        st.caption(_("Routes are schematic; borders and names imply no position."))
        site.link("map", _("Open the map"), {"project": project}, icon=":material/map:")


def sources(found: Profile, now: Context) -> None:
    """All sources of the project and its milestones, newest first."""
    _ = now.language.gettext
    listed = sources_of(now.dataset, found.rows)
    st.subheader(_("Sources: {n}").format(n=now.language.number(len(listed))), anchor=False)
    card.source_list(listed, now)
