"""The freight page and its cards, run without a browser. Expected values are worked out from freight.csv."""

import shutil
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from caspian import style, text
from caspian.cards.freight import corridor as freight
from caspian.cards.freight import growth as freight_growth
from caspian.cards.freight import picker as freight_picker
from caspian.cards.freight import series as freight_series
from caspian.cards.freight import transit_time as freight_time
from caspian.cards.freight import what_if as freight_what_if
from caspian.data.dataset import Dataset, load
from caspian.filters import Filters
from tests.pages import charts, open_page, texts
from tests.support import context

ENGLISH, LIGHT = text.language("en"), style.LIGHT
ALL = Filters(period=(2019, 2026))
SHORT = Filters(period=(2024, 2025))


def bars(figure: Any) -> list[Any]:
    return [trace for trace in figure.to_dict()["data"] if trace["type"] == "bar"]


@pytest.mark.parametrize("code", text.NAMES)
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


def test_the_explorer_marks_the_nearest_pairs_and_hatches_those_across_the_break(dataset: Dataset) -> None:
    card = freight_growth.explorer(
        context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), freight.CORRIDOR, 90, (2022, 2025), "total"
    )
    assert card.takeaway.replace("\u00a0", " ") == (
        "Nearest to +90 % inside 2022–2025: +86.1 % (2022 → 2023); outside it: +89.7 % (2020 → 2022). "
        "Over the window: +177.4 % (2022 → 2025 across the break), compound +40.5 % a year."
    )
    assert card.figure is not None
    (cells,) = bars(card.figure)
    assert len(cells["x"]) == 21  # seven full years, 2019 to 2025
    assert list(cells["marker"]["pattern"]["shape"]).count("/") == 10  # from 2019..2023 to 2024 and 2025
    frames = card.figure.layout.to_plotly_json()["shapes"]
    assert [(frame["line"]["dash"], round(frame["x0"] + 0.475), round(frame["y0"] + 0.46)) for frame in frames] == [
        ("dot", 2, 1),  # column 2022, row 2020
        ("solid", 3, 3),  # column 2023, row 2022
    ]


def test_the_explorer_follows_the_stated_figure_and_the_period(dataset: Dataset) -> None:
    build = freight_growth.explorer
    halved = build(context(dataset, filters=ALL), freight.CORRIDOR, 50, (2022, 2025), "total")
    assert "+49.0\u00a0% (2023 → 2025 across the break)" in halved.takeaway
    short = build(context(dataset, filters=SHORT), freight.CORRIDOR, 90, (2022, 2025), "total")
    assert "outside it: no pair of years" in short.takeaway
    assert "−8.1\u00a0% (2024 → 2025)" in short.takeaway


def test_a_series_without_two_full_years_says_so(dataset: Dataset) -> None:
    card = freight_growth.explorer(
        context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), "titr-rail-t", 90, (2022, 2025), "total"
    )
    assert card.figure is None
    assert card.takeaway.endswith("Its full years: 2024.")


def test_the_claim_meets_azerbaijani_series_too(dataset: Dataset) -> None:
    readings = [
        reading.replace("\u00a0", " ") for reading in freight_growth.readings(context(dataset, language=ENGLISH))
    ]
    assert readings[0].startswith("+177.4 % (2022 → 2025 across the break); nearest +86.1 % (2022 → 2023)")
    assert readings[2].startswith("−17.9 % (2022 → 2024). Azerbaijan Railways: East-West")
    assert readings[3].startswith("≈+21.8 % (2022 → 2024). Azerbaijan: transit freight")


def test_statements_stand_beside_full_years_of_their_own_window(dataset: Dataset) -> None:
    table = freight_growth.statement_table(context(dataset, language=ENGLISH))
    said = table[(table["Date"].astype(str) == "2024-01-24") & (table["Stated"] == "+86\u00a0%")]
    assert said["Full years in the window"].tolist() == ["+86.1\u00a0% (2022 → 2023)"]


def test_the_break_is_marked_with_its_note(dataset: Dataset) -> None:
    card = freight.tonnage(context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT))
    assert "apparently adds Kazakh oil" in card.note
    layout = card.figure.layout.to_plotly_json()  # pyright: ignore[reportOptionalMemberAccess]
    (line,) = [shape for shape in layout["shapes"] if shape.get("line", {}).get("dash") == "dot"]
    assert line["x0"] == 4.5  # before the sixth year from 2019, which is 2024
    assert any("wider count from 2024" in note.get("text", "") for note in layout["annotations"])
    ticks = layout["xaxis"]["ticktext"]
    assert ">(+62\u202f%)<" in ticks[5]  # across the break: in brackets
    assert ">−8\u202f%<" in ticks[6]
    assert (
        "apparently" not in freight.corridor(context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT)).note
    )  # the overview keeps it short


def test_plans_beyond_the_period_stay(dataset: Dataset) -> None:
    card = freight.tonnage(context(dataset, filters=Filters(period=(2023, 2025)), language=ENGLISH, theme=LIGHT))
    ticks = card.figure.layout.to_plotly_json()["xaxis"]["ticktext"]  # pyright: ignore[reportOptionalMemberAccess]
    assert [tick[:4] for tick in ticks] == ["2023", "2024", "2025", "2026", "…", "2030"]


def test_a_part_year_is_hatched_and_says_its_months(dataset: Dataset) -> None:
    card = freight_series.yearly(context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), "ady-eastwest-t")
    assert card.figure is not None
    hatched = [bar for bar in bars(card.figure) if (bar["marker"].get("pattern") or {}).get("shape") == "\\"]
    assert [list(bar["y"]) for bar in hatched if bar["x"][0] is not None] == [[2_651_000]]
    texts_drawn = [str(t) for trace in card.figure.to_dict()["data"] for t in trace.get("text") or ()]
    assert any(t.startswith("2.65<br>") and "Jan–Sept" in t for t in texts_drawn)


def test_capacity_against_use(dataset: Dataset) -> None:
    card = freight_series.against_capacity(
        context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), "baku-port-cargo-t"
    )
    assert card.takeaway.replace("\u00a0", " ") == (  # 8.1922 / 15 = 0.546
        "8.19 Mt in 2025, 55 % of the capacity of 15 Mt (as stated for 2025); planned capacity: 25 Mt (2030)."
    )


def test_a_chart_never_mixes_units(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="one unit"):
        freight_series.side_by_side(
            context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT),
            "x",
            "x",
            (freight.CORRIDOR, "titr-containers-teu"),
        )
    run = open_page("freight", view="series", beside=["titr-containers-teu", "titr-rail-t"])
    assert run.multiselect[0].value == ["titr-rail-t"]


def test_a_series_of_another_country_is_dimmed_and_not_hidden(dataset: Dataset) -> None:
    ids = ("titr-freight-t", "titr-ports-t")
    filters = Filters(countries=("TKM",), period=(2019, 2026))
    card = freight_series.side_by_side(context(dataset, filters=filters, language=ENGLISH, theme=LIGHT), "x", "x", ids)
    assert card.figure is not None
    opacities = {bar["yaxis"]: bar.get("opacity") for bar in bars(card.figure) if bar["x"][0] is not None}
    assert opacities == {"y": None, "y2": 0.3}  # the corridor concerns all; the ports count is Kazakhstan's
    assert "Dimmed, of a country that is not chosen: TITR: cargo handled at Aktau and Kuryk" in card.note


def test_the_picker_reaches_every_series() -> None:
    run = open_page("freight", view="series")
    assert len(run.selectbox[2].options) == 112
    narrowed = open_page("freight", view="series", entity="Port of Kuryk", measure="trucks")
    assert len(narrowed.selectbox[2].options) == 2  # kuryk-china-trucks, kuryk-vehicles
    assert narrowed.selectbox[2].value == "kuryk-china-trucks"


def test_every_series_has_a_card_in_the_readers_language(dataset: Dataset) -> None:
    languages = cycle([text.language(code) for code in text.NAMES])
    for series in dataset.freight_series.to_dict("records"):
        language = next(languages)
        card = freight_picker.chosen(
            context(dataset, filters=ALL, language=language, theme=LIGHT), series["series_id"], ()
        )
        assert card.takeaway
        assert series[f"title_{language.code}"] in card.title
        if card.figure is not None:
            assert card.note == series[f"note_{language.code}"]
            assert card.figure.to_dict()["data"]
        else:
            assert "2019–2026" in card.takeaway


def test_delivery_times_name_who_said_them_and_when(dataset: Dataset) -> None:
    card = freight_time.dumbbell(context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT))
    assert card.takeaway.replace("\u00a0", " ") == (
        # middles: 15 / 30; 17 / 53 = 0.321; 21 / 45.5 = 0.462; 14 / 59 = 0.237; 23 / 53 = 0.434
        "13–17 days stated against 28–32 days earlier, −50 % (10 Mar 2026, Ministry of Transport of Kazakhstan); "
        "over 5 statements the change runs from −50 % to −76 %."
    )
    assert card.figure is not None
    headings = [note["text"] for note in card.figure.layout.to_plotly_json()["annotations"]]
    assert any("23 Dec 2024 · Marat Karabayev" in heading for heading in headings)


def test_the_projection_says_its_assumption_and_what_the_target_needs(dataset: Dataset) -> None:
    card = freight_what_if.projection(
        context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), freight.CORRIDOR, "own", 10, (2022, 2025)
    )
    said = card.takeaway.replace("\u00a0", " ")
    # 4.119 * 1.1 ** 5 = 6.634; 6.634 / 10 = 0.663; capacity 11.4: 0.582; 2027: 4.984 of 10
    assert said.startswith("At +10.0 % a year from 4.12 Mt in 2025: 6.63 Mt in 2030; −34 % against the plan of 10 Mt")
    assert "(it needs +19.4 % a year)" in said
    assert "58 % of the capacity of 11.4 Mt planned for 2030" in said
    assert card.note.startswith("Your assumption")
    past = freight_what_if.projection(
        context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), freight.CORRIDOR, "past", 10, (2022, 2025)
    )
    assert "+40.5\u00a0% a year" in past.takeaway
    assert "crosses the break of 2024" in past.note


def test_a_rate_without_two_years_or_too_steep_is_refused(dataset: Dataset) -> None:
    build = freight_what_if.projection
    none = build(context(dataset, filters=ALL), "titr-rail-t", "past", 10, (2022, 2025))
    steep = build(context(dataset, filters=ALL), "titr-trains-sent", "past", 10, (2022, 2025))  # 11 to 358 trains
    nothing = build(context(dataset, filters=ALL), "titr-assoc-t", "own", 10, (2022, 2025))  # half a year only
    assert none.figure is steep.figure is nothing.figure is None
    assert "too steep" in steep.takeaway


def test_several_statuses_and_plans_for_one_year_break_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(Path(__file__).parents[1] / "data", data)
    with (data / "freight.csv").open("a", encoding="utf-8") as file:
        for status, value in (("estimate", 4_000_000), ("preliminary", 4_100_000), ("forecast", 5_300_000)):
            file.write(f"titr-freight-t,2025-01-01,2025-12-31,{value},{status},,report-20260310-titr7y,\n")
        file.write("titr-time-low-days,2026-03-10,2026-03-10,14,estimate,,report-20260310-titr7y,\n")
        file.write("titr-capacity-t,2027-01-01,2027-12-31,11000000,forecast,,report-20260310-titr7y,\n")
    dataset = load(str(data))
    card = freight.tonnage(context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT))
    assert card.takeaway.startswith("4.12\u00a0Mt in 2025")
    assert "target of 5.2\u00a0Mt" in card.takeaway
    assert "forecast of 5.3\u00a0Mt" in card.takeaway
    explorer = freight_growth.explorer(
        context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), freight.CORRIDOR, 90, (2022, 2025), "total"
    )
    assert "+177.4\u00a0% (2022 → 2025" in explorer.takeaway
    assert (
        freight_series.against_capacity(
            context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), freight.CORRIDOR
        ).figure
        is not None
    )
    projected = freight_what_if.projection(
        context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT), freight.CORRIDOR, "own", 10, (2022, 2025)
    )
    assert projected.figure is not None
    assert freight_time.dumbbell(context(dataset, filters=ALL, language=ENGLISH, theme=LIGHT)).takeaway.startswith(
        "13–17 days"
    )
