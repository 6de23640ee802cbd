"""The map: tables of the dataset in, a deck.gl picture out. Nothing is drawn on a page here.

Only the map's page imports this package, so that no other page loads the map library.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caspian.measures.routes import Journey


@dataclass(frozen=True)
class Camera:
    """Where a view looks: the middle in degrees, and the zoom (each step doubles the scale)."""

    lon: float
    lat: float
    zoom: float


VIEWS: Mapping[str, Camera] = MappingProxyType(
    {
        "region": Camera(56.2, 42.6, 3.72),
        "caspian": Camera(51.4, 41.4, 5.15),
        "alat": Camera(49.75, 40.2, 7.6),
        "caucasus": Camera(45.2, 40.9, 5.85),
        "zangezur": Camera(46.0, 39.35, 6.85),
        "asia": Camera(66.4, 42.6, 4.25),
    }
)
"""The camera presets; their names on screen are in ``cards.map``."""

LAYERS = ("others", "ports", "names", "projects", "visits", "flows")
"""What the viewer can switch: other corridors, ports and nodes, names, projects, visits, freight on the sea legs."""

DEFAULT_LAYERS = ("others", "ports", "names")

DEFAULT_CORRIDORS = ("middle_corridor",)

MIN_ZOOM, MAX_ZOOM = 2.6, 11.0


@dataclass(frozen=True)
class Scene:
    """What the viewer asks of the map besides the filters.

    ``year``: the last year told of visits and projects; None for the whole period. ``selected``: kind and code of
    what was clicked, as ``port:alat``. ``journey``: the way to be marked. ``turn``: how often something was clicked;
    the browser forgets its own marking when the layers' names change with it. ``look``: how often the viewer asked
    to be taken back to the view.
    """

    view: str = "region"
    corridors: tuple[str, ...] = DEFAULT_CORRIDORS
    layers: tuple[str, ...] = DEFAULT_LAYERS
    unit: str = "trucks"
    year: int | None = None
    selected: str = ""
    journey: Journey | None = None
    turn: int = 0
    look: int = 0

    @property
    def camera(self) -> Camera:
        return VIEWS[self.view]
