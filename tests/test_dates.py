"""Dates known to their month or year only."""

import pandas as pd

from caspian.measures.dates import first_day, last_day


def test_a_date_means_the_whole_of_its_month_or_year() -> None:
    dates = pd.Series(["2024-02-10", "2024-02-01", "2024-01-01", None], dtype="datetime64[us]")
    precision = pd.Series(["day", "month", "year", ""])
    assert list(first_day(dates, precision).dt.strftime("%F").fillna("")) == [
        "2024-02-10",
        "2024-02-01",
        "2024-01-01",
        "",
    ]
    assert list(last_day(dates, precision).dt.strftime("%F").fillna("")) == [
        "2024-02-10",
        "2024-02-29",
        "2024-12-31",
        "",
    ]
