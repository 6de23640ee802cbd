"""The stage: every scene is drawn on one of 960 x 540, which the browser enlarges to the screen.

At 1920 x 1080 a pixel of the stage is two of the screen, so that 12 here are 24 there: nothing is smaller.
"""

import copy
import re
from typing import Any

import plotly.graph_objects as go

from caspian.charts import Drawing

WIDTH, HEIGHT = 960, 540
PICTURE_WIDTH, PICTURE_HEIGHT = 912, 352
SMALLEST = 12
"""The smallest text, in pixels of the stage."""

SIZE_IN_TEXT = re.compile(r"font-size:\s*([\d.]+)px")


def fitted(figure: go.Figure) -> go.Figure:
    """A card's figure at the size of the stage, no text smaller than :data:`SMALLEST`."""
    drawn = copy.deepcopy(go.Figure.to_dict(figure))
    drawn = {"data": [_enlarged(trace) for trace in drawn["data"]], "layout": _enlarged(drawn["layout"])}
    made = Drawing(drawn)
    made.update_layout(
        width=PICTURE_WIDTH,
        height=PICTURE_HEIGHT,
        autosize=False,
        # A number that would have to shrink to fit into its bar is left out.
        uniformtext={"mode": "hide", "minsize": SMALLEST},
    )
    return made


def _enlarged(part: Any, font: bool = False) -> Any:
    if isinstance(part, dict):
        return {
            key: _size(value) if font and key == "size" else _enlarged(value, font=str(key).endswith("font"))
            for key, value in part.items()
        }
    if isinstance(part, list | tuple):
        return [_enlarged(item) for item in part]
    if isinstance(part, str):
        return SIZE_IN_TEXT.sub(lambda found: f"font-size:{max(float(found[1]), SMALLEST):g}px", part)
    return part


def _size(size: Any) -> Any:
    return max(size, SMALLEST) if isinstance(size, int | float) else [max(one, SMALLEST) for one in size]
