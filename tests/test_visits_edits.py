"""Edits that the check accepts, on the pages of visits, trade and claims: nothing breaks, and every row is counted."""

from pathlib import Path

import pytest

from caspian.data import validate
from caspian.measures.statements import METRICS
from caspian.measures.trade import FLOWS
from tests import small as small_data
from tests.pages import open_page, showing
from tests.small import Change, like, where, without

NOTHING: Change = lambda rows: []  # noqa: E731
NEW_TERM = {"label_en": "New", "label_ru": "Новое", "label_az": "Yeni"}

EDITS: dict[str, dict[str, Change]] = {
    "a country more is a partner": {"countries": where(iso3="GEO")(role="focus")},
    "another type of visit": {
        "terms": like(kind="visit_type", term="state")(term="working", **NEW_TERM),
        "visits": where(visit_id="2025-10-20-aze-kaz")(visit_type="working"),
    },
    "another level": {
        "terms": like(kind="level", term="other")(term="envoy", **NEW_TERM),
        "visits": where(visit_id="2025-10-20-aze-kaz")(level="envoy"),
    },
    "another sector": {
        "sectors": like(sector_id="culture")(sector_id="sport", name_en="Sport", name_ru="Спорт", name_az="İdman"),
        "claims": where(claim_id="C05")(sector="sport"),
    },
    "no visits": {"visits": NOTHING},
    "no trade": {"trade": NOTHING},
    "no claims": {"claims": NOTHING, "subjects": where()(claim_ids="")},
    "no statements": {"stated_figures": NOTHING},
    "a claim whose series has no values": {"freight": without(series_id="titr-freight-t")},
    "no freight": {"freight": NOTHING},
    "a trip to another country": {"visits": where(visit_id="2025-10-20-aze-kaz")(host_country="TUR")},
    "another reporter": {
        "trade": like(partner="KAZ", reporter="KAZ", period_start="2023-01-01")(reporter="RUS"),
    },
    "another partner": {"trade": like(partner="UZB", reporter="AZE", period_end="2023-12-31")(partner="TUR")},
    "one period twice": {
        "trade": like(partner="UZB", reporter="AZE", period_end="2023-12-31")(
            status="preliminary", turnover_usd_m="170"
        )
    },
    "a trade target": {"trade": where(partner="UZB", reporter="AZE", period_end="2024-12-31")(status="target")},
    "no total": {"countries": without(iso3="WLD"), "trade": without(partner="WLD")},
    "claims that name too little": {
        "claims": where()(stated_value="", series_ids="", project_ids="", expects_kinds="")
    },
    "claims without a beginning": {"claims": where()(window_start="")},
    "claims about another time": {"claims": where()(window_start="1995-01-01", window_end="1996-12-31")},
    "statements that name too little": {
        "stated_figures": where()(window_start="", window_end="", series_ids="", date="", country="")
    },
    "visits searched for a year": {"coverage": where(table="visits")(covered_from="2025-01-01")},
    "visits searched for half a year": {
        "coverage": where(table="visits")(covered_from="2025-01-01", covered_to="2025-06-30")
    },
    "visits searched from ever": {"coverage": where(table="visits")(covered_from="")},
}
CLAIMS = ("C01", "C05", "C06", "C09", "C10", "C12", "C21")
QUERIES = [
    ("visits", {}),
    ("visits", {"leaders": "all", "trips": "bilateral", "cities": "capital", "country": "KAZ"}),
    ("visits", {"period": ["2016", "2018"]}),
    *(("trade", {"amount": flow}) for flow in FLOWS),
    ("trade", {"country": ["KAZ"]}),
    *(("claims", {"claim": claim, "metric": metric}) for claim, metric in zip(CLAIMS, METRICS, strict=False)),
    *(("claims", {"claim": claim}) for claim in CLAIMS[len(METRICS) :]),
]


@pytest.mark.parametrize("edit", EDITS)
def test_every_page_opens(tmp_path: Path, edit: str) -> None:
    small_data.edited(tmp_path, **EDITS[edit])
    assert validate.faults(str(tmp_path)) == []
    with showing(tmp_path):
        for page, query in QUERIES:
            open_page(page, **query)
