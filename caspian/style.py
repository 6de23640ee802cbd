"""The look: one palette and one plotly template for each theme. Colours live here and in ``config.toml`` only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

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
    warning: str
    countries: Palette
    sectors: Palette
    status: Palette
    visit_types: Palette
    source_kinds: Palette

    def __hash__(self) -> int:
        return hash(self.name)


LIGHT_MUTED, DARK_MUTED = "#5B6870", "#9FB0B8"

LIGHT = Theme(
    name="light",
    paper="#FCFBF8",
    panel="#F2EFE8",
    ink="#17262E",
    muted=LIGHT_MUTED,
    line="#DDD8CC",
    accent="#0B6E78",
    pale="#A9CBCC",
    warning="#B4432B",
    countries=Palette(
        LIGHT_MUTED,
        {
            "KAZ": "#0072B2",
            "UZB": "#009E73",
            "TKM": "#D55E00",
            "KGZ": "#B5578E",
            "TJK": "#9A7B1C",
            "AZE": "#0B6E78",
        },
    ),
    sectors=Palette(
        LIGHT_MUTED,
        {
            "politics": "#4C5A9E",
            "transport": "#0B6E78",
            "energy": "#C07A00",
            "digital": "#3D8FC4",
            "economy": "#8A5A3C",
            "culture": "#B3446C",
        },
    ),
    status=Palette(
        LIGHT_MUTED,
        {
            "announced": "#E3DED2",
            "study": "#CFC5B2",
            "agreed": "#AFC6C5",
            "construction": "#5DA0A5",
            "operating": "#0B6E78",
            "completed": "#07434A",
            "stalled": "#B4432B",
            "cancelled": "#7A2E1D",
        },
    ),
    visit_types=Palette(LIGHT_MUTED, {"state": "#0B6E78", "official": "#6FB1B5", "summit": "#D8D1C1"}),
    source_kinds=Palette(
        LIGHT_MUTED,
        {
            "official": "#07434A",
            "organisation": "#0B6E78",
            "research": "#5DA0A5",
            "news": "#A9CBCC",
        },
    ),
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
    warning="#EE7B5F",
    countries=Palette(
        DARK_MUTED,
        {
            "KAZ": "#56B4E9",
            "UZB": "#2EC4A0",
            "TKM": "#F08A4B",
            "KGZ": "#DB8FBE",
            "TJK": "#D9B84A",
            "AZE": "#58C4CF",
        },
    ),
    sectors=Palette(
        DARK_MUTED,
        {
            "politics": "#8F9BDB",
            "transport": "#58C4CF",
            "energy": "#F0B04A",
            "digital": "#7CC0EE",
            "economy": "#C99878",
            "culture": "#E583A8",
        },
    ),
    status=Palette(
        DARK_MUTED,
        {
            "announced": "#2C3A42",
            "study": "#43525A",
            "agreed": "#2F6C73",
            "construction": "#3D949D",
            "operating": "#58C4CF",
            "completed": "#A8E5EA",
            "stalled": "#EE7B5F",
            "cancelled": "#B85A45",
        },
    ),
    visit_types=Palette(DARK_MUTED, {"state": "#58C4CF", "official": "#2F7C86", "summit": "#3A4A53"}),
    source_kinds=Palette(
        DARK_MUTED,
        {
            "official": "#A8E5EA",
            "organisation": "#58C4CF",
            "research": "#3D949D",
            "news": "#2F5F68",
        },
    ),
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
        corridors=Palette(
            LIGHT_MUTED,
            {
                "middle_corridor": "#0B6E78",
                "zangezur": "#C4511B",
                "green_energy": "#4B8B2B",
                "digital_silk_road": "#6C4AB6",
                "north_south": "#A33A6B",
                "oil_gas": "#6E5A45",
                "southern": "#A07800",
            },
        ),
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
        corridors=Palette(
            DARK_MUTED,
            {
                "middle_corridor": "#58C4CF",
                "zangezur": "#F0884E",
                "green_energy": "#8FCB5E",
                "digital_silk_road": "#B39BF0",
                "north_south": "#E28AB5",
                "oil_gas": "#BCA78F",
                "southern": "#DDB63F",
            },
        ),
    ),
}
"""The map's colours by theme."""
