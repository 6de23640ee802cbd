"""How trade is written: amounts, reporters, and which partners are shown."""

import pandas as pd

from caspian.cards import Rows
from caspian.context import Context, remembered_by
from caspian.data.dataset import Dataset
from caspian.filters import shown_countries
from caspian.measures import trade as measures
from caspian.text import Language

OURS = "Σ"
"""Before an amount: the sum of exports and imports is ours, since the source states the parts only."""


@remembered_by("filters")
def partners(context: Context) -> tuple[str, ...]:
    """The countries shown: those chosen, else all partner states and any other that the table has rows of."""
    return shown_countries(context.dataset, context.filters, measures.partners(context.dataset))


def amount(value: float, language: Language) -> str:
    """USD million, with one decimal where it is not whole; two below one, none from a thousand."""
    size = abs(value)
    decimals = 2 if size < 1 else 1 if size < 1000 else 0
    return language.number(value, 0 if round(value, decimals) == round(value) else decimals)


def ours(value: float, summed: bool, language: Language) -> str:
    """An amount, marked where the sum is ours."""
    return f"{OURS} {amount(value, language)}" if summed else amount(value, language)


def ours_note(language: Language) -> str:
    return language.gettext("{sign}: our sum of exports and imports.").format(sign=OURS)


def flow_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "turnover": _("Turnover"),
        "exports": _("Exports of Azerbaijan"),
        "imports": _("Imports of Azerbaijan"),
        "balance": _("Balance: exports less imports"),
    }


def side_names(language: Language) -> dict[str, str]:
    """What to call figures by who reports them."""
    _ = language.gettext
    return {
        "own": _("as Azerbaijan reports"),
        "mirror": _("as the partner reports"),
        "other": _("as a third country reports"),
    }


def rows_of(dataset: Dataset, lines: pd.Index | pd.Series) -> Rows:
    """Rows of the table as they stand in the file, by their lines."""
    table = dataset.trade
    return (("trade", table[table.index.isin(lines)]),)
