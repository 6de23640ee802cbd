"""The freight page and its cards, run without a browser. Expected values: tests/data/small/README.md."""

from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from caspian import style, text
from caspian.cards import Card
from caspian.cards.freight import comparisons, growth, picker, series, transit_time, what_if
from caspian.cards.freight.growth import Sought
from caspian.cards.freight.what_if import Assumed
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.languages import LANGUAGES
from caspian.measures.freight import series as measures
from tests import small as small_data
from tests.pages import charts, open_page, texts
from tests.support import context

pytestmark = pytest.mark.usefixtures("on_small")

ALL = Filters(period=(2019, 2026))
SHORT = Filters(period=(2024, 2025))
CLAIMED = Sought(90, (2022, 2025))


@pytest.fixture(scope="module")
def now(small: Dataset) -> Context:
    return context(small, filters=ALL)


def bars(figure: Any) -> list[Any]:
    return [trace for trace in figure.to_dict()["data"] if trace["type"] == "bar"]


def said(card: Card) -> str:
    return card.takeaway.replace("\u00a0", " ")


@pytest.mark.parametrize("code", ["en", "ru", "az"])
def test_the_page_in_each_language(code: str) -> None:
    run = open_page("freight", lang=code)
    assert run.title[0].value == {"en": "Freight", "ru": "Грузоперевозки", "az": "Yükdaşımalar"}[code]
    # 4119 / 4484 = 0.919; 4.119 / 5.2 = 0.792
    figures = {"en": ("4.12 Mt", "5.2 Mt"), "ru": ("4,12 млн т", "5,2 млн т"), "az": ("4,12 mln t", "5,2 mln t")}[code]
    takeaway = next(iter(charts(run))).replace("\u00a0", " ")
    assert [part in takeaway for part in (*figures, "2025", "−8 %", "2024", "−21 %")] == [True] * 6
    assert len(charts(run)) == 5
    assert "{" not in "".join(charts(run)) + texts(run)


@pytest.mark.parametrize(
    ("view", "code", "figures", "tables"),
    [
        ("azerbaijan", "ru", 4, 0),
        ("time", "az", 2, 1),
        ("ports", "ru", 6, 0),
        ("rail", "az", 5, 0),
        ("growth", "ru", 2, 2),
        ("series", "az", 1, 1),
        ("whatif", "ru", 1, 0),
    ],
)
def test_each_part_of_the_page(view: str, code: str, figures: int, tables: int) -> None:
    run = open_page("freight", view=view, lang=code)
    assert len(charts(run)) == figures
    assert len(run.dataframe) == tables
    assert "{" not in "".join(charts(run)) + texts(run)


def test_nonsense_in_the_address_is_dropped() -> None:
    run = open_page(
        "freight", view="growth", series="nope", stated="ninety", window=["1", "2"], rate="x", entity="?", beside="no"
    )
    assert any(alt.startswith("Nearest to +90\u00a0% inside 2022–2025") for alt in charts(run))
    assert len(charts(open_page("freight", view="nowhere"))) == 5


def test_the_explorer_marks_the_nearest_pairs_and_hatches_those_across_the_break(now: Context) -> None:
    card = growth.explorer(now, "titr-freight-t", CLAIMED, "total")
    assert said(card) == (
        "Nearest to +90 % inside 2022–2025: +86.1 % (2022 → 2023); outside it: +95.7 % (2019 → 2022). "
        "Over the window: +177.4 % (2022 → 2025 across the break), compound +40.5 % a year."
    )
    assert card.figure is not None
    (cells,) = bars(card.figure)
    assert len(cells["x"]) == 10  # five full years: 2019, 2022 to 2025
    assert list(cells["marker"]["pattern"]["shape"]).count("/") == 6  # from 2019, 2022, 2023 to 2024 and 2025
    frames = card.figure.layout.to_plotly_json()["shapes"]
    assert {(frame["line"]["dash"], round(frame["x0"] + 0.475), round(frame["y0"] + 0.46)) for frame in frames} == {
        ("dot", 0, 0),  # column 2022, row 2019
        ("solid", 1, 1),  # column 2023, row 2022
    }


def test_the_explorer_follows_the_stated_figure_and_the_period(small: Dataset) -> None:
    halved = growth.explorer(context(small, filters=ALL), "titr-freight-t", Sought(50, (2022, 2025)), "total")
    assert "+49.0\u00a0% (2023 → 2025 across the break)" in halved.takeaway
    short = growth.explorer(context(small, filters=SHORT), "titr-freight-t", CLAIMED, "total")
    assert "outside it: no pair of years" in short.takeaway
    assert "−8.1\u00a0% (2024 → 2025)" in short.takeaway


def test_a_series_without_two_full_years_says_so(now: Context) -> None:
    card = growth.explorer(now, "titr-rail-t", CLAIMED, "total")
    assert card.figure is None
    assert card.takeaway.endswith("Its full years: 2024.")


def test_the_claim_meets_azerbaijani_series_too(now: Context) -> None:
    readings = [reading.replace("\u00a0", " ") for reading in growth.readings(now)]
    assert readings[0].startswith("+177.4 % (2022 → 2025 across the break); nearest +86.1 % (2022 → 2023)")
    assert readings[2].startswith("−17.9 % (2022 → 2024). Azerbaijan Railways: East-West")
    assert readings[3].startswith("≈+21.8 % (2022 → 2024). Azerbaijan: transit freight")


def test_statements_stand_beside_full_years_of_their_own_window(now: Context) -> None:
    table = growth.statement_table(now)
    stated = table[(table["Date"].astype(str) == "2024-01-23") & (table["Stated"] == "+86\u00a0%")]
    assert stated["Full years in the window"].tolist() == ["+86.1\u00a0% (2022 → 2023)"]


def test_the_break_is_marked_with_its_note(now: Context) -> None:
    card = comparisons.by_year(now, "corridor")
    assert "apparently adds Kazakh oil" in card.note
    layout = card.figure.layout.to_plotly_json()  # pyright: ignore[reportOptionalMemberAccess]
    (line,) = [shape for shape in layout["shapes"] if shape.get("line", {}).get("dash") == "dot"]
    assert line["x0"] == 4.5  # before the sixth year from 2019, which is 2024
    assert any("wider count from 2024" in note.get("text", "") for note in layout["annotations"])
    ticks = layout["xaxis"]["ticktext"]
    assert ">(+62\u202f%)<" in ticks[5]  # across the break: in brackets
    assert ">−8\u202f%<" in ticks[6]
    assert "apparently" not in comparisons.corridor(now).note  # the overview keeps it short


def test_plans_beyond_the_period_stay(small: Dataset) -> None:
    card = comparisons.by_year(context(small, filters=Filters(period=(2023, 2025))), "corridor")
    ticks = card.figure.layout.to_plotly_json()["xaxis"]["ticktext"]  # pyright: ignore[reportOptionalMemberAccess]
    assert [tick[:4] for tick in ticks] == ["2023", "2024", "2025", "…", "2030"]


def test_a_part_year_is_hatched_and_says_its_months(now: Context) -> None:
    card = series.by_year(now, "x", "x", ("titr-trains-sent",))  # 292 in January to October 2025
    assert card.figure is not None
    hatched = [bar for bar in bars(card.figure) if (bar["marker"].get("pattern") or {}).get("shape") == "\\"]
    assert [list(bar["y"]) for bar in hatched if bar["x"][0] is not None] == [[292]]
    texts_drawn = [str(t) for trace in card.figure.to_dict()["data"] for t in trace.get("text") or ()]
    assert any("292" in t and "Jan–Oct" in t for t in texts_drawn)
    part = card.numbers().set_index("Period").loc["Jan–Oct 2025"]
    assert (part["Year"], part["Value"], part["Unit"]) == (2025, 292, "trains")


def test_use_against_capacity(now: Context) -> None:
    (card,) = comparisons.against_capacity(now, "alat-cargo")
    # 8.1922 / 15 = 0.546
    assert said(card) == (
        "8.19 Mt in 2025, 55 % of the capacity of 15 Mt (as stated for 2025); planned capacity: 25 Mt (2030)."
    )
    capacity = card.numbers()[card.numbers()["Series"] == "Port of Baku (Alat): cargo capacity"]
    assert list(zip(capacity["Year"], capacity["Value"], strict=True)) == [(2025, 15_000_000), (2030, 25_000_000)]
    (btk,) = comparisons.against_capacity(now, "btk")  # of the two series, one has a capacity
    assert btk.title.startswith("Baku-Tbilisi-Kars railway: cargo (ADY): use against capacity")
    assert comparisons.against_capacity(now, "rail") == ()


def test_a_comparison_is_drawn_by_rank(now: Context) -> None:
    drawn = comparisons.by_year(now, "rail").table
    assert drawn is not None
    assert list(drawn["series_id"].unique()) == ["ady-freight-t", "ady-eastwest-t", "ady-transit-t"]
    ports = comparisons.latest(now, "ports")
    assert said(ports).startswith("11.3 Mt (2021): Port of Turkmenbashi: cargo handled; 8.19 Mt (2025): Port of Baku")


def test_words_table_and_rows_of_a_card_are_the_same_values(now: Context) -> None:
    for group, names in measures.groups(now.dataset).items():
        if group not in ("transit-time", "journeys"):
            card = comparisons.by_year(now, group)
            assert card.table is not None
            lines = dict(card.rows)["freight"]
            assert sorted(card.table["value"]) == sorted(lines["value"]), group
            assert set(lines["series_id"]) == set(card.table["series_id"]) <= set(names), group


def test_a_chart_never_mixes_units(now: Context) -> None:
    with pytest.raises(ValueError, match="one unit"):
        series.by_year(now, "x", "x", ("titr-freight-t", "titr-containers-teu"))
    run = open_page("freight", view="series", beside=["titr-containers-teu", "titr-rail-t"])
    assert run.multiselect[0].value == ["titr-rail-t"]


def test_other_counts_stand_beside_the_corridors(now: Context) -> None:
    run = open_page("freight", counts="titr-ports-t")
    (alt,) = [alt for alt in charts(run) if "Aktau and Kuryk" in alt]
    assert "1.7\u00a0Mt in 2022, +102\u00a0% on 2021 – TITR: cargo handled at Aktau and Kuryk" in alt  # 1700 / 840


def test_a_series_of_another_country_is_dimmed_and_not_hidden(small: Dataset) -> None:
    filters = Filters(countries=("TKM",), period=(2019, 2026))
    card = series.by_year(context(small, filters=filters), "x", "x", ("titr-freight-t", "titr-ports-t"))
    assert card.figure is not None
    opacities = {bar["yaxis"]: bar.get("opacity") for bar in bars(card.figure) if bar["x"][0] is not None}
    assert opacities == {"y": None, "y2": 0.3}  # the corridor concerns all; the ports count is Kazakhstan's
    assert "Dimmed, of a country that is not chosen: TITR: cargo handled at Aktau and Kuryk" in card.note


def test_the_picker_reaches_every_series(small: Dataset) -> None:
    run = open_page("freight", view="series")
    assert len(run.selectbox[2].options) == len(small.freight_series) == 53
    narrowed = open_page("freight", view="series", entity="Port of Aktau", measure="capacity")
    assert narrowed.selectbox[2].value == "aktau-capacity-t"
    assert len(narrowed.selectbox[2].options) == 1


def test_every_series_has_a_card_in_the_readers_language(shipped: Dataset) -> None:
    languages = cycle([text.language(code) for code in LANGUAGES])
    for row in shipped.freight_series.to_dict("records"):
        language = next(languages)
        view = context(shipped, filters=ALL, language=language, theme=style.LIGHT)
        card = picker.chosen(view, row["series_id"], ())
        assert card.takeaway
        assert row[f"title_{language.code}"] in card.title
        if card.figure is not None:
            assert card.note == row[f"note_{language.code}"]
            assert card.figure.to_dict()["data"]
            assert len(card.numbers()) == len(dict(card.rows)["freight"])
        else:
            assert "2019–2026" in card.takeaway


def test_delivery_times_name_who_said_them_and_when(now: Context) -> None:
    card = transit_time.dumbbell(now)
    # middles: 15 / 30 = 0.5; 21 / 45.5 = 0.462
    assert said(card) == (
        "13–17 days stated against 28–32 days earlier, −50 % (10 Mar 2026, The Astana Times); "
        "over 2 statements the change runs from −50 % to −54 %."
    )
    assert card.figure is not None
    headings = [note["text"] for note in card.figure.layout.to_plotly_json()["annotations"]]
    assert any("22 Oct 2025 · Ali Asadov" in heading for heading in headings)
    assert list(card.numbers()["days"]) == [28, 32, 13, 17, 15, 15, 38, 53, 19, 23]


def test_named_journeys_are_single_values(now: Context) -> None:
    card = comparisons.days(now, "journeys")
    assert list(card.numbers()["Value"]) == [11, 17, 8, 10]
    assert said(card).startswith("17 days (Dec 2025): Xi'an - Baku")


def test_the_projection_says_its_assumption_and_what_the_target_needs(now: Context) -> None:
    card = what_if.projection(now, "titr-freight-t", Assumed("own", 10, (2022, 2025)))
    # 4.119 * 1.1 ** 5 = 6.634; 6.634 / 10 = 0.663; 2027: 4.119 * 1.21 = 4.984 of a capacity of 10
    assert said(card).startswith(
        "At +10.0 % a year from 4.12 Mt in 2025: 6.63 Mt in 2030; −34 % against the plan of 10 Mt"
    )
    assert "(it needs +19.4 % a year)" in said(card)
    assert "50 % of the capacity of 10 Mt planned for 2027" in said(card)
    assert card.note.startswith("Your assumption")
    past = what_if.projection(now, "titr-freight-t", Assumed("past", 10, (2022, 2025)))
    assert "+40.5\u00a0% a year" in past.takeaway
    assert "crosses the break of 2024" in past.note


def test_a_rate_without_two_years_or_too_steep_is_refused(now: Context) -> None:
    past = Assumed("past", 10, (2019, 2025))
    none = what_if.projection(now, "titr-rail-t", past)
    steep = what_if.projection(now, "titr-containers-teu", Assumed("past", 10, (2023, 2024)))  # 20.5 to 56.5
    nothing = what_if.projection(now, "titr-assoc-t", Assumed("own", 10, (2022, 2025)))  # half a year only
    assert none.figure is steep.figure is nothing.figure is None
    assert "too steep" in steep.takeaway


def test_several_statuses_and_plans_for_one_year_break_nothing(tmp_path: Path) -> None:
    def more(rows: list[small_data.Row]) -> list[small_data.Row]:
        actual = next(row for row in rows if row["series_id"] == "titr-freight-t" and row["status"] == "actual")
        year = {"period_start": "2025-01-01", "period_end": "2025-12-31", "growth_pct": ""}
        counts = (("estimate", "4000000"), ("preliminary", "4100000"), ("forecast", "5300000"))
        return [*rows, *(actual | year | {"status": status, "value": value} for status, value in counts)]

    now = context(small_data.edited(tmp_path, freight=more), filters=ALL)
    card = comparisons.by_year(now, "corridor")
    assert said(card).startswith("4.12 Mt in 2025")  # as counted, not as estimated
    assert "target of 5.2 Mt" in said(card)
    assert "forecast of 5.3 Mt" in said(card)  # 4.119 / 5.3
    assert "+177.4 % (2022 → 2025" in said(growth.explorer(now, "titr-freight-t", CLAIMED, "total"))
    assert all(card.figure for card in comparisons.against_capacity(now, "corridor"))
    assert what_if.projection(now, "titr-freight-t", Assumed("own", 10, (2022, 2025))).figure is not None
