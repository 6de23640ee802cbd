"""Rows one by one, for cards that tell of each, and where a row is told of."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered
from caspian.links import are_web

Row = Mapping[Any, Any]
"""One row of a table by its columns: a dictionary, which is far cheaper to make than a Series."""


def records(rows: pd.DataFrame) -> list[Row]:
    """The rows of a table one by one."""
    return list(rows.to_dict("records"))


def lined(rows: pd.DataFrame) -> list[tuple[int, Row]]:
    """The rows of a table one by one, each with its line in the file."""
    return list(zip(rows.index, records(rows), strict=True))


def first_url(source_ids: tuple[str, ...], dataset: Dataset) -> str:
    """The address of the first source that has one that a browser opens; else nothing."""
    urls = _urls(dataset)
    return next((urls[code] for code in source_ids if urls.get(code)), "")


@remembered
def _urls(dataset: Dataset) -> dict[str, str]:
    sources = dataset.sources
    return dict(zip(sources["source_id"], sources["url"].where(are_web(sources["url"]), ""), strict=True))
