"""Addresses from cells: which may be links, and how they stand in Markdown without ending it."""

from urllib.parse import quote

import pandas as pd


def is_web(url: str) -> bool:
    """Whether an address may be a link: only http and https are, whatever else a browser would obey."""
    return url.lower().startswith(("https://", "http://"))


def are_web(urls: pd.Series) -> pd.Series:
    """The same for each address of a column."""
    return urls.str.match(r"https?://", case=False, na=False)


def in_markdown(url: str) -> str:
    """An address that cannot end the link, the table or the line that it stands in."""
    return quote(url, safe="/:?#@!$&'*+,;=%~-._")
