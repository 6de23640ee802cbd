"""One viewer's view: which data, under which filters, as of when, in which language and look."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.text import Language

if TYPE_CHECKING:
    from caspian.style import Theme

P = ParamSpec("P")
R = TypeVar("R")

PARTS = ("filters", "moment", "language", "theme")
"""What tells two contexts of one dataset apart."""


@dataclass(frozen=True)
class Moment:
    """When we speak: the day up to which the rows were searched, and today. Both are midnight, without time zone."""

    reference: pd.Timestamp
    today: pd.Timestamp


@dataclass(frozen=True, eq=False)
class Context:
    """What everything that is shown depends on; it travels as one."""

    dataset: Dataset
    filters: Filters
    moment: Moment
    language: Language
    theme: "Theme"

    def with_filters(self, filters: Filters) -> "Context":
        """The same view under other filters."""
        return replace(self, filters=filters)

    def label(self, kind: str, term: str) -> str:
        """A term of a vocabulary in the viewer's language."""
        return self.dataset.label(kind, term, self.language.code)

    def name(self, table: str, identifier: str) -> str:
        """The name, title or statement of a row in the viewer's language."""
        return self.dataset.name(table, identifier, self.language.code)

    def text(self, row: Any, stem: str) -> str:
        """A text of a row (``title``, ``note`` …) in the viewer's language, in English where it has none."""
        return self.dataset.text(row, stem, self.language.code)

    def texts(self, rows: pd.DataFrame, stem: str) -> pd.Series:
        """The same of every row of a table."""
        return self.dataset.texts(rows, stem, self.language.code)

    def only(self, *parts: str) -> "Context":
        """The same context with every part but the dataset and these out of sight: reading another one raises."""
        hidden = {part: _Hidden(part) for part in PARTS if part not in parts}
        return replace(self, **hidden) if hidden else self  # pyright: ignore[reportArgumentType]


class _Hidden:
    """A part that a remembered function did not say it depends on, and therefore may not read."""

    def __init__(self, part: str) -> None:
        self.__dict__["part"] = part

    def __getattr__(self, name: str) -> Any:
        raise LookupError(f"{self.part}: not among the parts by which this result is remembered")

    def __hash__(self) -> int:
        raise LookupError(f"{self.part}: not among the parts by which this result is remembered")


def remembered_by(
    *parts: str,
) -> Callable[[Callable[Concatenate[Context, P], R]], Callable[Concatenate[Context, P], R]]:
    """Keep a function's results on the dataset of the context, its first argument.

    ``parts`` of the context (of :data:`PARTS`) and the other arguments tell results apart; the function sees no other
    part, so that a result cannot depend on what it is not kept by.
    """
    of = attrgetter(*parts) if parts else lambda context: ()

    def decorate(function: Callable[Concatenate[Context, P], R]) -> Callable[Concatenate[Context, P], R]:
        @wraps(function)
        def recall(context: Context, *args: P.args, **named: P.kwargs) -> R:
            key = (function, of(context), args, tuple(named.items()))
            return context.dataset.memory.result(key, lambda: function(context.only(*parts), *args, **named))

        return recall

    return decorate
