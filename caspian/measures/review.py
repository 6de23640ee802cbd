"""The review: the article whose statements the claims are."""

import pandas as pd

from caspian.data.dataset import Dataset
from caspian.data.memory import remembered


@remembered
def reviewed(dataset: Dataset) -> pd.Series | None:
    """Its row of the sources; None without claims.

    Every claim rests on it first, before whatever else speaks for or against the claim.
    """
    first = next((cited[0] for cited in dataset.claims["source_ids"]), "")
    article = dataset.sources[dataset.sources["source_id"] == first]
    return None if article.empty else article.iloc[0]


def rest_on_it(dataset: Dataset, table: pd.DataFrame) -> pd.Series:
    """Which statements are its own: they rest on it alone."""
    article = reviewed(dataset)
    alone = () if article is None else (article["source_id"],)
    return pd.Series([cited == alone for cited in table["source_ids"]], index=table.index, dtype=bool)
