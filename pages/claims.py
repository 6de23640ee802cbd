"""Claims: what is said, and what the rows say to it."""

import streamlit as st

from caspian.cards import review
from caspian.cards.claims import said, summary, tested
from caspian.measures.finding import VERDICTS
from caspian.measures.statements import METRICS
from caspian.tables import heading_of
from caspian.ui import address, card
from caspian.ui import claims as parts
from caspian.ui.session import view

now = view()
_ = now.language.gettext

st.title(_("Claims"), anchor=False)
st.caption(
    _(
        "Checkable statements of a news review, in our paraphrase, each tested by one rule against the rows. "
        "Where only another rule or window gives the stated figure, the claim is partly borne out."
    )
    + " "
    + review.linked(now)
)

verdict = address.many_of("verdict", VERDICTS)
metric = address.one_of("metric", METRICS, METRICS[0])
controls: list[address.Control] = [verdict, metric]
address.restore(*controls)
parts.verdict_filter(verdict.key)
card.card(summary.summary(now))

shown = summary.shown(now, tuple(st.session_state[verdict.key]))
if shown:
    claim = address.one_of("claim", shown, shown[0])
    controls.append(claim)
    address.restore(claim)
    if st.session_state[claim.key] not in shown:
        st.session_state[claim.key] = shown[0]
    left, right = st.columns([5, 7], gap="large")
    with left:
        parts.choose(shown, claim.key)
    with right:
        code = st.session_state[claim.key]
        parts.full(
            summary.opened(now, code),
            tested.cards(now, code),
        )
else:
    parts.nothing(verdict.key)

st.header(_("Who said what, and when"), anchor=False)
names = said.metric_names(now.language)
st.segmented_control(
    _("Figure"),
    METRICS,
    format_func=names.__getitem__,
    required=True,
    key=metric.key,
    label_visibility="collapsed",
)
address.on_page(*controls)
what = st.session_state[metric.key]
if what != "other":
    card.card(said.timeline(now, what))
    card.words("claims-side-by-side", said.side_by_side(now, what), said.rows_of(now.dataset, what))
speaker = heading_of(now, "stated_figures", "speaker")
st.dataframe(
    said.table(now, what), hide_index=True, column_config={speaker: st.column_config.TextColumn(width="medium")}
)
