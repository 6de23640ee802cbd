"""The look: each theme's colours and its plotly template.

Colours live here, in ``colours.py`` (those of codes of the data) and in ``config.toml`` only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

from caspian import colours

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", Arial, "Liberation Sans", sans-serif'
HEADING_FONT = '"Source Serif", "Source Serif 4", "Source Serif Pro", "DejaVu Serif", serif'


class Palette(dict[str, str]):
    """Colours by code, as CSS hex; a code without one of its own has the neutral colour."""

    def __init__(self, neutral: str, colours: Mapping[str, str]) -> None:
        super().__init__(colours)
        self.neutral = neutral

    def __missing__(self, code: str) -> str:
        return self.neutral


@dataclass(frozen=True)
class Theme:
    """Colours of one theme, as CSS hex. Pairs of figure and ground reach 4.5:1 where they carry text."""

    name: str
    paper: str
    panel: str
    ink: str
    muted: str
    line: str
    accent: str
    pale: str
    second: str
    """Beside the accent, where a picture sets two things against each other."""
    warning: str
    countries: Palette
    sectors: Palette
    status: Palette
    visit_types: Palette
    source_kinds: Palette

    def __hash__(self) -> int:
        return hash(self.name)


LIGHT_MUTED, DARK_MUTED = "#5B6870", "#9FB0B8"


def _light(pairs: Mapping[str, tuple[str, str]]) -> Palette:
    return Palette(LIGHT_MUTED, {code: light for code, (light, _dark) in pairs.items()})


def _dark(pairs: Mapping[str, tuple[str, str]]) -> Palette:
    return Palette(DARK_MUTED, {code: dark for code, (_light, dark) in pairs.items()})


LIGHT = Theme(
    name="light",
    paper="#FCFBF8",
    panel="#F2EFE8",
    ink="#17262E",
    muted=LIGHT_MUTED,
    line="#DDD8CC",
    accent="#0B6E78",
    pale="#A9CBCC",
    second="#8A5A3C",
    warning="#B4432B",
    countries=_light(colours.COUNTRIES),
    sectors=_light(colours.SECTORS),
    status=_light(colours.PROJECT_STATUS),
    visit_types=_light(colours.VISIT_TYPES),
    source_kinds=_light(colours.SOURCE_KINDS),
)

DARK = Theme(
    name="dark",
    paper="#0E1A21",
    panel="#16262F",
    ink="#E6EDEF",
    muted=DARK_MUTED,
    line="#2A3D47",
    accent="#58C4CF",
    pale="#2F5F68",
    second="#C99878",
    warning="#EE7B5F",
    countries=_dark(colours.COUNTRIES),
    sectors=_dark(colours.SECTORS),
    status=_dark(colours.PROJECT_STATUS),
    visit_types=_dark(colours.VISIT_TYPES),
    source_kinds=_dark(colours.SOURCE_KINDS),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def text_on(colour: str) -> str:
    """Black or white ink, whichever contrasts more with a background (WCAG relative luminance)."""

    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#FFFFFF" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "#10181C"


def mixed(first: str, second: str, share: float) -> str:
    """Two CSS hex colours mixed; ``share`` is the part of the second, 0 to 1."""
    one, other = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (first, second))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(one, other, strict=True))


@cache
def template(theme: Theme) -> go.layout.Template:
    """Charts without boxes: a quiet grid, direct labels, no plot background."""
    axis = {
        "gridcolor": theme.line,
        "linecolor": theme.muted,
        "tickcolor": theme.line,
        "zerolinecolor": theme.muted,
        "tickfont": {"color": theme.muted, "size": 13},
        "title": {"font": {"color": theme.muted, "size": 13}},
        "automargin": True,
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "color": theme.ink, "size": 14},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": {**axis, "showgrid": False, "showline": True, "zeroline": False},
            "yaxis": {**axis, "showline": False, "zeroline": False},
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1.0,
                "yanchor": "bottom",
                "font": {"size": 13},
                "itemclick": False,
                "itemdoubleclick": False,
                "traceorder": "normal",
            },
            "hoverlabel": {
                "bgcolor": theme.panel,
                "bordercolor": theme.line,
                "font": {"family": FONT, "color": theme.ink, "size": 13},
                "align": "left",
            },
            "colorway": list(theme.countries.values()),
            "bargap": 0.28,
            "dragmode": False,
        }
    )


@dataclass(frozen=True)
class MapColours:
    """Colours of the map in one theme, as CSS hex: the ground, and one for each corridor."""

    sea: str
    land: str
    state: str
    border: str
    state_border: str
    river: str
    plate: str
    place_name: str
    sea_name: str
    port: str
    way: str
    inbound: str
    corridors: Palette


MAP = {
    "light": MapColours(
        sea="#D3E4E9",
        land="#EDE9DF",
        state="#FBF9F3",
        border="#CFC8B8",
        state_border="#A39A85",
        river="#B9D3DB",
        plate="#FBF9F3",
        place_name="#8A8371",
        sea_name="#5C8695",
        port="#C4511B",
        way="#F2B632",
        inbound="#B4432B",
        corridors=_light(colours.CORRIDORS),
    ),
    "dark": MapColours(
        sea="#0A151B",
        land="#16242C",
        state="#20333E",
        border="#2C3F49",
        state_border="#53707D",
        river="#1D3742",
        plate="#16242C",
        place_name="#7F98A3",
        sea_name="#4F7685",
        port="#F0884E",
        way="#8A6B1A",
        inbound="#EE7B5F",
        corridors=_dark(colours.CORRIDORS),
    ),
}
"""The map's colours by theme."""
