"""Codes that the code knows have their look; a code that it does not know has the neutral one, and a place."""

from collections.abc import Collection

import pandas as pd
import pytest

from caspian.charts.projects.timeline import SYMBOLS
from caspian.data import vocabulary
from caspian.data.dataset import Dataset
from caspian.data.vocabulary import VOCABULARIES, Vocabulary, ordered
from caspian.map.lines import DASH, WIDTH
from caspian.map.marks import RADIUS
from caspian.scenes.figures import FIGURES
from caspian.style import MAP, THEMES, Palette


def palettes() -> list[tuple[str, Vocabulary, Palette, str]]:
    """Theme, vocabulary, its palette in that theme, and the theme's muted colour."""
    return [
        (theme.name, of, palette, theme.muted)
        for theme in THEMES.values()
        for of, palette in (
            (vocabulary.COUNTRY, theme.countries),
            (vocabulary.SECTOR, theme.sectors),
            (vocabulary.PROJECT_STATUS, theme.status),
            (vocabulary.VISIT_TYPE, theme.visit_types),
            (vocabulary.SOURCE_KIND, theme.source_kinds),
            (vocabulary.CORRIDOR, MAP[theme.name].corridors),
        )
    ]


@pytest.mark.parametrize(
    ("of", "palette", "muted"),
    [rest for _, *rest in palettes()],
    ids=[f"{theme}, {of.name}" for theme, of, *_ in palettes()],
)
def test_known_codes_have_colours_and_any_other_the_muted_one(of: Vocabulary, palette: Palette, muted: str) -> None:
    assert set(palette) == set(of.known)
    assert palette["a code of tomorrow"] == muted
    assert list(pd.Series([of.known[0], "new"], dtype="category").map(palette)) == [palette[of.known[0]], muted]


@pytest.mark.parametrize(
    ("of", "looks"),
    [
        (vocabulary.MODE, WIDTH),
        (vocabulary.ROUTE_STATUS, DASH),
        (vocabulary.PLACE_KIND, RADIUS),
        (vocabulary.MILESTONE_KIND, SYMBOLS),
        (vocabulary.SCENE_FIGURE, FIGURES),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_known_codes_have_their_width_dash_size_mark_or_figure(of: Vocabulary, looks: Collection[str]) -> None:
    assert set(looks) == set(of.known)


def test_closed_lists_of_the_description_are_those_that_the_code_knows(dataset: Dataset) -> None:
    for of in (vocabulary.ROLE, vocabulary.DATE_BASIS, vocabulary.STATED_METRIC, vocabulary.COVERAGE_PART):
        (where,) = of.where
        assert set(dataset.field(*where.split("."))["constraints"]["enum"]) == set(of.known)


@pytest.mark.parametrize("of", VOCABULARIES, ids=lambda of: of.name)
def test_vocabularies_point_to_columns_and_say_what_an_unknown_code_gets(of: Vocabulary, dataset: Dataset) -> None:
    assert all(dataset.field(*where.split(".")) for where in of.where)
    assert bool(of.instead) == (of.unknown == "neutral")


def test_order_is_the_codes_own_and_then_that_of_the_rows() -> None:
    colours = Vocabulary("colour", ("red", "green"), "neutral", (), "grey")
    occurring = ["blue", "", "green", "amber", "blue"]
    assert ordered(colours, occurring) == ("red", "green", "blue", "amber")
    assert ordered(colours, pd.Series(occurring, dtype="category")) == ("red", "green", "blue", "amber")
