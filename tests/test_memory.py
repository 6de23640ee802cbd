"""Results kept on the dataset: shared, bounded, gone with it."""

import gc
import weakref
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset, load
from caspian.data.memory import Memory, remembered, size_of
from caspian.filters import Filters
from caspian.text import language
from tests.support import context


@dataclass(eq=False)
class Data:
    """Something that results can be kept on."""

    memory: Memory = field(default_factory=Memory)


def test_a_result_is_made_once_for_all_who_ask_alike() -> None:
    calls = []

    @remembered
    def double(data: Data, number: int, *, plus: int = 0) -> int:
        calls.append((number, plus))
        return number * 2 + plus

    one, other = Data(), Data()
    assert [double(one, 2), double(one, 2), double(one, 2, plus=1), double(other, 2)] == [4, 4, 5, 4]
    assert calls == [(2, 0), (2, 1), (2, 0)]  # the other dataset has results of its own


def test_what_raises_is_not_remembered() -> None:
    calls = []

    @remembered
    def fail(data: Data) -> None:
        calls.append(1)
        raise ValueError("no")

    data = Data()
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            fail(data)
    assert len(calls) == 2
    assert len(data.memory) == 0


def test_what_was_not_asked_for_longest_goes_when_room_is_short() -> None:
    memory = Memory(bound=3_500)
    made = []

    def page(name: str) -> np.ndarray:
        # An array of 1,000 bytes counts 1,100: three fit.
        return memory.result(name, lambda: made.append(name) or np.zeros(1000, dtype="uint8"))

    for name in ("a", "b", "c", "a", "d", "a", "b"):
        page(name)
    assert made == ["a", "b", "c", "d", "b"]  # "d" pushed "b" out, "a" had been asked for since
    assert memory.size == 3_300


def test_a_result_larger_than_the_bound_is_given_all_the_same() -> None:
    memory = Memory(bound=10)
    assert memory.result("a", lambda: "a" * 100) == "a" * 100


def test_results_die_with_their_dataset() -> None:
    @remembered
    def table(data: Data) -> pd.DataFrame:
        return pd.DataFrame({"n": [1, 2, 3]})

    data = Data()
    kept = weakref.ref(table(data))
    assert kept() is not None
    del data
    gc.collect()
    assert kept() is None


def test_a_loaded_dataset_needs_no_collector_to_go() -> None:
    gc.disable()
    try:
        dataset = load()
        gone = weakref.ref(dataset)
        del dataset
        assert gone() is None
    finally:
        gc.enable()


def test_sizes_count_cells_and_what_they_hold_once() -> None:
    words = ["x" * 1000] * 5
    assert 1_000 < size_of(words[0]) < 1_100
    table = pd.DataFrame({"value": np.zeros(1000), "codes": [("AZE", "KAZ")] * 1000})
    assert 8_000 < size_of(table) < 80_000
    shared = list(range(1000))
    assert size_of([shared, shared]) < 1.1 * size_of([shared])


def test_a_result_is_told_apart_by_the_parts_that_it_depends_on(dataset: Dataset) -> None:
    calls = []

    @remembered_by("language")
    def title(context: Context) -> str:
        calls.append(context.language.code)
        return context.language.code

    view = context(dataset)
    assert title(view) == title(view.with_filters(Filters(("KAZ",)))) == "en"
    assert title(context(dataset, language=language("ru"))) == "ru"
    assert calls == ["en", "ru"]


def test_a_result_cannot_depend_on_a_part_that_it_is_not_kept_by(dataset: Dataset) -> None:
    @remembered_by("language")
    def years(context: Context) -> tuple[int, int]:
        return context.filters.period

    @remembered_by("filters")
    def outer(context: Context) -> tuple[int, int]:
        return inner(context)

    @remembered_by("filters", "theme")
    def inner(context: Context) -> tuple[int, int]:
        return context.filters.period

    for function in (years, outer):
        with pytest.raises(LookupError, match="not among the parts"):
            function(context(dataset))
