"""What was computed from a dataset, kept on that dataset: when new data replace it, its results go with it.

Everything kept is bounded in bytes (:data:`BOUND`), whatever the number of functions that remember: what was not asked
for longest goes first. A result is shared by all viewers and must not be changed.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")
D = TypeVar("D")

BOUND = 112 * 2**20
"""Bytes that the results kept on a dataset may take, as :func:`size_of` counts them."""

FIGURE_FACTOR = 4
"""What a plotly figure takes beside the dictionaries it is made of: its objects, and the dictionary that is sent."""


class Memory:
    """Results by key, within a bound of bytes; safe to use from several threads."""

    def __init__(self, bound: int = BOUND) -> None:
        self._bound = bound
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes that are kept now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._kept)

    def result(self, key: Hashable, make: Callable[[], R]) -> R:
        """The result kept under a key; made, and kept, where there is none. What ``make`` raises is raised."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found[0]
        value = make()  # outside the lock: making may ask for other results
        size = size_of(value)
        with self._lock:
            if key in self._kept:  # another thread was faster: all share its result
                return self._kept[key][0]
            self._kept[key] = (value, size)
            self._bytes += size
            while self._bytes > self._bound and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1][1]
        return value


def remembered(function: Callable[Concatenate[D, P], R]) -> Callable[Concatenate[D, P], R]:
    """Keep a function's results on the dataset, its first argument; the others are hashable and tell results apart."""

    @wraps(function)
    def recall(dataset: Any, *args: P.args, **named: P.kwargs) -> R:
        key = (function, args, tuple(named.items())) if named else (function, args)
        return dataset.memory.result(key, lambda: function(dataset, *args, **named))

    return recall


def size_of(value: object) -> int:
    """About how many bytes a result takes, all that it refers to included; what it refers to twice counts once."""
    return _size(value, set())


def _size(value: object, seen: set[int]) -> int:
    if value is None or isinstance(value, bool | int | float):
        return 8
    if isinstance(value, str | bytes):
        return sys.getsizeof(value)
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, pd.DataFrame):
        return 500 + sum(_size(value[column], seen) for column in value.columns) + _size(value.index, seen)
    if isinstance(value, pd.Series | pd.Index):
        return 200 + _cells(value, seen)
    if isinstance(value, np.ndarray):
        return 100 + value.nbytes
    if isinstance(value, Mapping):
        return sys.getsizeof(value) + _all(value.keys(), seen) + _all(value.values(), seen)
    if isinstance(value, list | tuple | set | frozenset):
        return sys.getsizeof(value) + _all(value, seen)
    made_of = [getattr(value, part, None) for part in ("_data", "_layout")]
    if None not in made_of:  # a plotly figure, which this layer does not import
        return FIGURE_FACTOR * _all(made_of, seen)
    if is_dataclass(value):
        return 100 + _all((getattr(value, field.name) for field in fields(value)), seen)
    return sys.getsizeof(value) + _size(getattr(value, "__dict__", None), seen)


def _all(values: Iterable[object], seen: set[int]) -> int:
    return sum(_size(value, seen) for value in values)


def _cells(values: "pd.Series | pd.Index", seen: set[int]) -> int:
    """A column's cells; of objects (lists of codes, hover texts) each."""
    return _all(values, seen) if values.dtype == object else int(values.memory_usage(deep=False))
