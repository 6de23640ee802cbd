"""Charts of what a verdict depends on: counting rules, windows, series, statements, events, projects."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import Drawing, figure, plain, uncovered
from caspian.charts.claims.summary import wrapped
from caspian.measures.visits import CITIES, LEVELS, TRIPS, Rule
from caspian.style import Theme, text_on

Names = Mapping[str, str]


def rules(by_rule: Mapping[Rule, int], names: Names, stated: float, theme: Theme) -> go.Figure:
    """The count under each of the eight rules: leaders and trips down, cities across; the stated number boxed."""
    rows = [(level, trips) for level in LEVELS for trips in TRIPS]
    values = [[by_rule[Rule(level, trips, city)] for city in CITIES] for level, trips in rows]
    labels = [f"{plain(names[level])}<br>{plain(names[trips])}" for level, trips in rows]
    return _matrix(
        values,
        [plain(names[city]) for city in CITIES],
        labels,
        [[str(value) for value in row] for row in values],
        [[value == stated for value in row] for row in values],
        (0, 0),
        theme,
        row_height=44,
    )


def _matrix(
    values: Sequence[Sequence[float | None]],
    columns: Sequence[str],
    rows: Sequence[str],
    texts: Sequence[Sequence[str]],
    fitting: Sequence[Sequence[bool]],
    own: tuple[int, int] | None,
    theme: Theme,
    row_height: int = 36,
) -> Drawing:
    """Numbers in cells: those that fit the statement filled, the default (row, column) in a frame."""
    drawing = figure(theme, 46 + row_height * len(rows), margin={"l": 8, "r": 8, "t": 30, "b": 8})
    fills = [
        [None if value is None else int(fit) for value, fit in zip(*pair, strict=True)]
        for pair in zip(values, fitting, strict=True)
    ]
    drawing.add_heatmap(
        z=fills,
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        colorscale=[[0, theme.panel], [1, theme.accent]],
        zmin=0,
        zmax=1,
        xgap=3,
        ygap=3,
        showscale=False,
        hoverinfo="skip",
    )
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            fit = fitting[row][column]
            drawing.add_annotation(
                x=column,
                y=row,
                text=f"<b>{plain(text)}</b>" if fit else plain(text),
                showarrow=False,
                font={"size": 14, "color": text_on(theme.accent) if fit else theme.ink},
            )
    if own is not None:
        row, column = own
        drawing.add_shape(
            type="rect",
            x0=column - 0.48,
            x1=column + 0.48,
            y0=row - 0.46,
            y1=row + 0.46,
            line={"color": theme.ink, "width": 2},
        )
    drawing.update_xaxes(tickvals=list(range(len(columns))), ticktext=list(columns), side="top", showline=False)
    drawing.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=list(rows),
        autorange="reversed",
        showgrid=False,
        ticklabelstandoff=8,
    )
    return drawing


def windows(
    ends: pd.Series, counts: pd.Series, cards: Sequence[str], own: pd.Timestamp, words: Names, theme: Theme
) -> go.Figure:
    """Counts in windows as long as the claim's, by the day they end on, with the own one and the stated number marked.

    ``words`` has ``stated`` (the line's label), ``own``, ``fits`` and ``not_covered``; ``counts`` are NaN where
    the window was not searched to its end. ``counts.attrs["stated"]`` is the number stated.
    """
    drawing = figure(theme, 270, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    stated = counts.attrs["stated"]
    covered = counts.notna()
    fit = covered & (counts == stated)
    drawing.add_hline(y=stated, line={"color": theme.warning, "width": 1.5, "dash": "dash"})
    drawing.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=stated,
        yanchor="top",
        text=plain(words["stated"]),
        showarrow=False,
        font={"size": 12, "color": theme.warning},
    )
    drawing.add_scatter(
        x=ends[covered],
        y=counts[covered],
        mode="lines+markers",
        line={"color": theme.accent, "width": 2},
        marker={
            "size": [11 if hit else 6 for hit in fit[covered]],
            "color": theme.accent,
            "symbol": ["diamond" if hit else "circle" for hit in fit[covered]],
        },
        customdata=[card for card, shown in zip(cards, covered, strict=True) if shown],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    drawing.add_vline(x=own, line={"color": theme.ink, "width": 1})
    drawing.add_annotation(
        x=own,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=plain(words["own"]),
        showarrow=False,
        font={"size": 12, "color": theme.ink},
    )
    if not covered.all():
        last = ends[covered].max()
        uncovered(drawing, theme, last, ends.max(), plain(words["not_covered"]))
    drawing.update_xaxes(dtick="M6", tickformat="%m.%Y", range=[ends.min(), ends.max()])
    drawing.update_yaxes(range=[0, max(counts.max(), stated) * 1.15])
    return drawing


def growth_by_series(
    values: pd.Series,
    titles: Sequence[str],
    texts: Sequence[str],
    estimated: Sequence[bool],
    stated: float,
    word: str,
    theme: Theme,
) -> go.Figure:
    """Growth of each series (the tested one first, estimates lighter) against the stated growth, a line."""
    drawing = figure(theme, 60 + 60 * len(values), margin={"l": 8, "r": 8, "t": 30, "b": 8})
    other = theme.sectors["economy"]
    places = list(range(len(values)))
    drawing.add_bar(
        y=places,
        x=values.fillna(0),
        orientation="h",
        width=0.6,
        marker={
            "color": [theme.accent if place == 0 else other for place in places],
            "opacity": [0.45 if light else 1 for light in estimated],
        },
        hoverinfo="skip",
        showlegend=False,
    )
    span = max(values.max(), stated, 0) - min(values.min(), 0)
    for place, (value, text) in enumerate(zip(values.fillna(0), texts, strict=True)):
        drawing.add_annotation(
            x=max(value, 0),
            y=place,
            xanchor="left",
            xshift=5,
            align="left",
            text=text,
            bgcolor=theme.paper,
            borderpad=1,
            showarrow=False,
            font={"size": 13, "color": theme.ink},
        )
    drawing.add_vline(x=stated, line={"color": theme.warning, "width": 1.5, "dash": "dash"}, layer="below")
    drawing.add_annotation(
        x=stated,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=plain(word),
        showarrow=False,
        font={"size": 12, "color": theme.warning},
    )
    drawing.add_vline(x=0, line={"color": theme.muted, "width": 1})
    drawing.update_xaxes(
        visible=False, range=[min(values.min(), 0) - 0.03 * span, max(values.max(), stated) + 0.7 * span]
    )
    drawing.update_yaxes(
        tickvals=places,
        ticktext=[wrapped(title, 30) for title in titles],
        autorange="reversed",
        showgrid=False,
        ticklabelstandoff=6,
    )
    return drawing


def growth_by_years(
    values: Mapping[tuple[int, int], float],
    own: tuple[int, int],
    fitting: set,
    say: Callable[[float], str],
    theme: Theme,
) -> go.Figure:
    """Growth between each pair of years: from down, to across; pairs that fit filled, the claim's own framed."""
    firsts = sorted({first for first, _last in values})
    lasts = sorted({last for _first, last in values})
    cells = [[values.get((first, last)) for last in lasts] for first in firsts]
    texts = [["" if value is None else say(value) for value in row] for row in cells]
    fits = [[(first, last) in fitting for last in lasts] for first in firsts]
    frame = (firsts.index(own[0]), lasts.index(own[1])) if own in values else None
    rows, columns = [f"{first} →" for first in firsts], [f"→ {last}" for last in lasts]
    return _matrix(cells, columns, rows, texts, fits, frame, theme)


def saved_time(
    pairs: pd.DataFrame, labels: Sequence[str], texts: Sequence[str], words: tuple[str, str], theme: Theme
) -> go.Figure:
    """Each stated pair of delivery times in days: earlier bounds pale, later ones solid; statements that fit bold.

    ``words`` name earlier and later.
    """
    drawing = figure(theme, 76 + 40 * len(pairs), margin={"l": 8, "r": 8, "t": 34, "b": 8})
    for (low, high), colour, word in (
        (("before_low", "before_high"), theme.pale, words[0]),
        (("low", "high"), theme.accent, words[1]),
    ):
        x, y = [], []
        for place, (first, last) in enumerate(zip(pairs[low], pairs[high], strict=True)):
            # A single number is a short stroke, or it could not be seen.
            x += [first - 0.3, last + 0.3, None]
            y += [place, place, None]
        drawing.add_scatter(
            x=x, y=y, mode="lines", line={"color": colour, "width": 14}, name=plain(word), hoverinfo="skip"
        )
    for place, (end, text, fit) in enumerate(zip(pairs["before_high"], texts, pairs["fits"], strict=True)):
        drawing.add_annotation(
            x=end + 1,
            y=place,
            xanchor="left",
            text=f"<b>{plain(text)}</b>" if fit else plain(text),
            showarrow=False,
            font={"size": 13, "color": theme.ink},
        )
    drawing.update_xaxes(range=[0, pairs["before_high"].max() * 1.5], showgrid=True)
    drawing.update_yaxes(
        tickvals=list(range(len(pairs))),
        ticktext=[plain(label) for label in labels],
        range=[len(pairs) - 0.4, -0.6],
        showgrid=False,
        ticklabelstandoff=8,
    )
    return drawing


def event_lanes(
    events: pd.DataFrame, countries: Names, cards: pd.Series, expected: pd.Series, nothing: str, theme: Theme
) -> go.Figure:
    """Events by date, a lane for each expected country; hollow: of another kind. A lane without one says so."""
    drawing = figure(theme, 50 + 40 * len(countries))
    for lane, country in enumerate(countries):
        mine = [country in cell for cell in events["countries"]]
        shown = events[mine]
        colour = theme.countries.get(country, theme.accent)
        drawing.add_scatter(
            x=shown["date"],
            y=[lane] * len(shown),
            mode="markers",
            marker={
                "symbol": ["diamond" if hit else "diamond-open" for hit in expected[mine]],
                "size": 13,
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            customdata=cards[mine],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
        if not expected[mine].any():
            drawing.add_annotation(
                x=0.02,
                xref="paper",
                xanchor="left",
                y=lane,
                text=plain(nothing),
                bgcolor=theme.paper,
                showarrow=False,
                font={"size": 13, "color": theme.warning},
            )
    drawing.update_xaxes(dtick="M12", tickformat="%Y", showgrid=True)
    drawing.update_yaxes(
        tickvals=list(range(len(countries))),
        ticktext=[plain(name) for name in countries.values()],
        range=[len(countries) - 0.5, -0.5],
        ticklabelstandoff=8,
    )
    return drawing


def status_ladder(
    projects: pd.DataFrame,
    names: Sequence[str],
    statuses: Names,
    expected: tuple[str, ...],
    say: Callable[[float], str],
    theme: Theme,
) -> go.Figure:
    """Each project on the ladder of statuses, with its progress where one is stated; the expected steps are shaded."""
    drawing = figure(theme, 100 + 56 * len(projects), margin={"l": 8, "r": 44, "t": 80, "b": 8})
    steps = list(statuses)
    for status in expected:
        if status in steps:
            place = steps.index(status)
            drawing.add_vrect(x0=place - 0.5, x1=place + 0.5, fillcolor=theme.panel, line_width=0, layer="below")
    places = [steps.index(status) for status in projects["status"].astype(str)]
    met = projects["status"].isin(expected).to_numpy()
    drawing.add_scatter(
        x=places,
        y=list(range(len(projects))),
        mode="markers+text",
        marker={
            "size": 17,
            "symbol": ["circle" if hit else "circle-open" for hit in met],
            "color": theme.accent,
            "line": {"width": 2.5, "color": theme.accent},
        },
        text=["" if pd.isna(value) else say(value / 100) for value in projects["progress_pct"]],
        textposition="middle right",
        textfont={"size": 13, "color": theme.ink},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    drawing.update_xaxes(
        tickvals=list(range(len(steps))),
        ticktext=[plain(statuses[status]) for status in steps],
        tickangle=-35,
        ticklabeloverflow="allow",
        tickfont={"size": 12},
        side="top",
        range=[-0.5, len(steps) - 0.35],
        showgrid=False,
        showline=False,
    )
    drawing.update_yaxes(
        tickvals=list(range(len(projects))),
        ticktext=[wrapped(name, 28) for name in names],
        range=[len(projects) - 0.5, -0.5],
        ticklabelstandoff=8,
    )
    return drawing
