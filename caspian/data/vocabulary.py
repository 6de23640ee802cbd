"""Which codes of the data the code decides on, and what a code gets that it does not know.

Every list of codes in the code comes from here, or from ``colours.py`` where the code decides on a colour alone. A
vocabulary that is not here (cities, people, kinds of events and projects, measures …) is open: its codes are shown by
their labels and decide nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from caspian import colours


@dataclass(frozen=True)
class Vocabulary:
    """The codes of one vocabulary that the code knows, in the order in which they are shown.

    `name`: the kind in terms.csv, or what else the codes are. `unknown`: "refused" where a code decides whether or
    how a number counts, so that a row with another one is a fault; "neutral" where it needs only a look and a place,
    and another one is counted all the same. `instead`: what that other one gets, in words. `where`: the columns, as
    ``table.column``, in which the code decides on it.
    """

    name: str
    known: tuple[str, ...]
    unknown: Literal["refused", "neutral"]
    where: tuple[str, ...]
    instead: str = ""


def ordered(vocabulary: Vocabulary, occurring: Iterable[object]) -> tuple[str, ...]:
    """All codes to be shown: those known in their order, then others that occur in the order given, each once.

    Empty cells are passed over. Known codes are there whether they occur or not.
    """
    others = (str(code) for code in occurring if code)
    return tuple(dict.fromkeys((*vocabulary.known, *others)))


# Refused: they decide whether or how a number counts.

HAPPENED = ("actual", "preliminary", "estimate")
"""Statuses of a value that was counted, the firmest first."""

PLANNED = ("target", "forecast")

VALUE_STATUS = Vocabulary("value_status", (*HAPPENED, *PLANNED), "refused", ("freight.status", "trade.status"))

DAY, MONTH, YEAR = "day", "month", "year"

PRECISION = Vocabulary(
    "precision",
    (DAY, MONTH, YEAR),
    "refused",
    (
        "milestones.precision",
        "projects.start_precision",
        "projects.target_precision",
        "projects.completed_precision",
    ),
)

REPORT = "report"

DATE_BASIS = Vocabulary("date_basis", ("event", REPORT), "refused", ("milestones.date_basis",))

QUALITATIVE = "qualitative"
"""The metric of a claim that no figure can settle."""

CLAIM_METRIC = Vocabulary(
    "metric",
    (
        "visits_outbound",
        "visits_inbound",
        "titr_freight_growth",
        "titr_transit_time",
        "trade_growth",
        "event",
        "project_status",
        QUALITATIVE,
    ),
    "refused",
    ("claims.metric",),
)

STATED_METRIC = Vocabulary(
    "metric of stated figures",
    ("visits_outbound", "visits_inbound", "freight_growth", "transit_time", "block_trains", "other"),
    "refused",
    ("stated_figures.metric",),
)

HOME = "home"
"""The role of the country whose visits, trade and projects these are."""

ROLE = Vocabulary("role", (HOME, "focus", "other", "aggregate"), "refused", ("countries.role",))

COVERAGE_PART = Vocabulary("part", ("outbound", "inbound"), "refused", ("coverage.part",))

SCENE_FIGURE = Vocabulary(
    "figure",
    (
        "title",
        "headline",
        "themes",
        "map_region",
        "map_alat",
        "visits_count",
        "visits_rolling",
        "freight_growth",
        "freight_target",
        "freight_ports",
        "transit_time",
        "projects_status",
        "projects_timeline",
        "projects_next",
        "trade",
        "claims",
        "sources",
        "text",
    ),
    "refused",
    ("scenes.figure",),
)

SERIES_GROUP = Vocabulary(
    "series_group",
    (
        "corridor",
        "corridor-containers",
        "other-counts",
        "azerbaijan",
        "modes",
        "corridors",
        "corridors-total",
        "ports",
        "alat-cargo",
        "alat-containers",
        "alat-kinds",
        "alat-trucks",
        "alat-wagons",
        "btk",
        "btk-containers",
        "rail",
        "rail-containers",
        "trains",
        "journeys",
        "transit-time",
    ),
    "refused",
    ("freight_series.group",),
)

BOUNDS = ("low", "high", "before_low", "before_high")
"""What the series of the group "transit-time" state, by rank: the first one, of rank 1, the lower bound."""

# Neutral: a code not known is counted like any other.

OPERATING, COMPLETED, CANCELLED = "operating", "completed", "cancelled"

PROJECT_STATUS = Vocabulary(
    "project_status",
    ("announced", "study", "agreed", "construction", OPERATING, COMPLETED, "stalled", CANCELLED),
    "neutral",
    ("projects.status",),
    "projects with it come last, in a muted colour, and count as not finished",
)
"""From an idea to a finished work; the last two left that road."""

MODE = Vocabulary(
    "mode",
    ("rail", "sea", "road", "pipeline", "power", "fibre"),
    "neutral",
    ("routes.mode",),
    "it is drawn as a thin muted line, and no journey of goods takes it",
)

ROUTE_STATUS = Vocabulary(
    "route_status",
    ("operating", "construction", "planned", "study"),
    "neutral",
    ("routes.status",),
    "it is drawn as a dotted line, and counts as not operating",
)

CORRIDOR = Vocabulary(
    "corridor",
    tuple(colours.CORRIDORS),
    "neutral",
    ("routes.corridor",),
    "it is drawn in a muted colour",
)

PLACE_KIND = Vocabulary(
    "place_kind",
    ("seaport", "dry_port", "capital", "border_crossing", "rail_node", "city", "site"),
    "neutral",
    ("places.kind",),
    "it is drawn like a site",
)

SUMMIT = "summit"
"""The type of a trip that is not bilateral."""

VISIT_TYPE = Vocabulary(
    "visit_type",
    ("state", "official", SUMMIT),
    "neutral",
    ("visits.visit_type",),
    "it is drawn in a muted colour, and counts as bilateral, as all but summits do",
)

HEAD_OF_STATE = "head_of_state"

LEVEL = Vocabulary(
    "level",
    (HEAD_OF_STATE, "other"),
    "neutral",
    ("visits.level",),
    "such visits count with those of other leaders, not with those of heads of state",
)

DELAY = "delay"

BEGUN = ("agreement", "start")
"""The steps with which a project counts as begun."""

MILESTONE_KIND = Vocabulary(
    "milestone_kind",
    ("announcement", "agreement", "funding", "start", "progress", "opening", "completion", DELAY),
    "neutral",
    ("milestones.kind",),
    "it is drawn as a small open dot",
)

OFFICIAL, NEWS = "official", "news"

SOURCE_KIND = Vocabulary(
    "source_kind",
    (OFFICIAL, "organisation", "research", NEWS),
    "neutral",
    ("sources.kind",),
    "it comes last, in a muted colour, and counts as not official",
)
"""The closer to the event's own actors, the earlier."""

UNIT = Vocabulary(
    "unit",
    ("t", "TEU", "trucks", "wagons", "trains", "days"),
    "neutral",
    ("freight_series.unit",),
    "its label stands behind the number as it is, without thousands or millions",
)

POLITICS = "politics"
"""The sector that visits, which name none, stand with."""

SECTOR = Vocabulary(
    "sector",
    tuple(colours.SECTORS),
    "neutral",
    ("projects.sector", "events.sector", "claims.sector"),
    "it is drawn in a muted colour",
)

COUNTRY = Vocabulary(
    "country",
    tuple(colours.COUNTRIES),
    "neutral",
    (),  # not every country needs a colour: see the rules on countries
    "it is drawn in a muted colour",
)

VOCABULARIES = (
    VALUE_STATUS,
    PRECISION,
    DATE_BASIS,
    CLAIM_METRIC,
    STATED_METRIC,
    ROLE,
    COVERAGE_PART,
    SCENE_FIGURE,
    SERIES_GROUP,
    PROJECT_STATUS,
    MODE,
    ROUTE_STATUS,
    CORRIDOR,
    PLACE_KIND,
    VISIT_TYPE,
    LEVEL,
    MILESTONE_KIND,
    SOURCE_KIND,
    UNIT,
    SECTOR,
    COUNTRY,
)
