"""Charts of what a count depends on: the counting rule and the window; and the matrix that growth is shown in too."""

import pandas as pd
import plotly.graph_objects as go

from caspian.charts import Drawing, figure, plain, uncovered
from caspian.style import Theme, text_on


def matrix(cells: pd.DataFrame, theme: Theme, row_height: int = 36) -> Drawing:
    """Numbers in cells: those that fit the statement filled, the default in a frame.

    ``cells`` has ``row`` and ``column`` (headings, with lines broken by ``<br>``), ``text``, ``fits`` and ``own``.
    """
    rows, columns = list(cells["row"].unique()), list(cells["column"].unique())
    down, across = cells["row"].map(rows.index), cells["column"].map(columns.index)
    fills: list[list[int | None]] = [[None] * len(columns) for _row in rows]
    for y, x, fits in zip(down, across, cells["fits"], strict=True):
        fills[y][x] = int(fits)
    drawing = figure(theme, 46 + row_height * len(rows), margin={"l": 8, "r": 8, "t": 30, "b": 8})
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
    drawing.update_layout(
        annotations=[
            {
                "x": x,
                "y": y,
                "text": f"<b>{plain(text)}</b>" if fits else plain(text),
                "showarrow": False,
                "font": {"size": 14, "color": text_on(theme.accent) if fits else theme.ink},
            }
            for y, x, text, fits in zip(down, across, cells["text"], cells["fits"], strict=True)
        ],
        shapes=[
            {
                "type": "rect",
                "x0": x - 0.48,
                "x1": x + 0.48,
                "y0": y - 0.46,
                "y1": y + 0.46,
                "line": {"color": theme.ink, "width": 2},
            }
            for y, x in zip(down[cells["own"]], across[cells["own"]], strict=True)
        ],
    )
    drawing.update_xaxes(tickvals=list(range(len(columns))), ticktext=columns, side="top", showline=False)
    drawing.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=rows,
        autorange="reversed",
        showgrid=False,
        ticklabelstandoff=8,
    )
    return drawing


def windows(table: pd.DataFrame, stated: tuple[float, str], own: str, not_covered: str, theme: Theme) -> go.Figure:
    """Counts in windows as long as the claim's, by the day they end on, with the own one and the stated number marked.

    ``table`` has a row a window: ``end``, ``number`` (NaN where it was not searched from end to end), ``fits``,
    ``own`` and ``card`` (hover text). ``stated`` is the number stated and what to call it.
    """
    drawing = figure(theme, 270, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    known = table[table["number"].notna()]
    drawing.add_hline(y=stated[0], line={"color": theme.warning, "width": 1.5, "dash": "dash"})
    drawing.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=stated[0],
        yanchor="top",
        text=plain(stated[1]),
        showarrow=False,
        font={"size": 12, "color": theme.warning},
    )
    drawing.add_scatter(
        x=known["end"],
        y=known["number"],
        mode="lines+markers",
        line={"color": theme.accent, "width": 2},
        marker={
            "size": [11 if fits else 6 for fits in known["fits"]],
            "color": theme.accent,
            "symbol": ["diamond" if fits else "circle" for fits in known["fits"]],
        },
        customdata=known["card"],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    when = table.loc[table["own"], "end"].iloc[0]
    drawing.add_vline(x=when, line={"color": theme.ink, "width": 1})
    drawing.add_annotation(
        x=when,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=plain(own),
        showarrow=False,
        font={"size": 12, "color": theme.ink},
    )
    span = table["end"].iloc[[0, -1]].tolist()
    for start, end in ((span[0], known["end"].iloc[0]), (known["end"].iloc[-1], span[1])):
        if start < end:
            uncovered(drawing, theme, start, end, plain(not_covered))
    drawing.update_xaxes(dtick="M6", tickformat="%m.%Y", range=span)
    drawing.update_yaxes(range=[0, max(known["number"].max(), stated[0]) * 1.15])
    return drawing
