"""Projects: how far each is, what is late or quiet, and what is known of one."""

import streamlit as st

from caspian.cards.projects import table as projects_table
from caspian.cards.projects import timeline as projects_timeline
from caspian.cards.projects import tracker as projects_tracker
from caspian.ui import address, card
from caspian.ui.projects import one as project
from caspian.ui.projects import tracker
from caspian.ui.session import view

now = view()
_ = now.language.gettext

st.title(_("Projects"), anchor=False)

controls = tracker.controls(now)
address.restore(*controls.values())
boxes = projects_tracker.signal_boxes(now, tracker.choice())
place = st.container()
if not st.session_state["project"]:  # with one open, the list's filters only say which are its neighbours
    place = tracker.narrowing(now)
    tracker.choose_signal(now, boxes)
choice = tracker.choice()
rows = projects_tracker.shown(now, choice)
tracker.choose_one(now, rows, place)
# Links to this page from others lead to the list as it was left, not to the one project that was open.
address.on_page(*(control for key, control in controls.items() if key != "project"))
address.publish(controls["project"])

if opened := st.session_state["project"]:
    project.one(now, opened, rows)
else:
    found = projects_tracker.found_text(now, choice)
    match st.session_state["view"]:
        case "timeline":
            card.card(projects_timeline.timeline(now, choice))
        case "matrix":
            card.card(projects_tracker.matrix(now, choice))
        case _none if rows.empty:
            card.nothing("projects", found)
        case "board":
            tracker.finding(found, now)
            tracker.board(projects_tracker.board(now, choice), now)
        case "table":
            tracker.finding(found, now)
            tracker.table(projects_table.table(now, choice, tuple(st.session_state["column"])), now)
    if not rows.empty:
        st.caption(projects_tracker.quality_text(now, choice))
        words = tracker.choice_in_words(now, choice)
        tracker.downloads(projects_tracker.rows_shown(now, choice), "projects", words, now)
    tracker.signal_boxes(boxes)
