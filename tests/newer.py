"""The shipped data as they may stand in a year: one more row in every table, some with codes of their own."""

from pathlib import Path

from tests.damage import Copy
from tests.small import Change, Row, like, where


def folder(to: Path) -> Path:
    """A copy of the shipped data with a new row in each table, faultless to the check."""
    data = Copy(to)
    for table, change in CHANGES.items():
        data.change(f"{table}.csv", change)
    return data.folder


def also(*added: Row) -> Change:
    return lambda rows: [*rows, *(dict.fromkeys(rows[0], "") | row for row in added)]


def three(stem: str, text: str) -> Row:
    return {f"{stem}_en": text, f"{stem}_ru": f"{text} (по-русски)", f"{stem}_az": f"{text} (azərbaycanca)"}


SOURCE = "example-20260901-new"
NEW_TERMS = [
    ("person", "A. New Leader"),
    ("city", "New City"),
    ("event", "New Summit"),
    ("entity", "New Line"),
    ("project_status", "suspended"),
    ("project_kind", "hospital"),
    ("visit_type", "working"),
    ("milestone_kind", "tender"),
    ("event_kind", "congress"),
    ("mode", "air"),
    ("route_status", "closed"),
    ("corridor", "lapis_lazuli"),
    ("place_kind", "airport"),
]

CHANGES: dict[str, Change] = {
    "countries": also({"iso3": "MNG", "iso2": "MN", "role": "other", **three("name", "Mongolia")}),
    "sectors": also({"sector_id": "health", **three("name", "Health")}),
    "terms": also(*({"kind": kind, "term": term, **three("label", term)} for kind, term in NEW_TERMS)),
    "sources": also(
        {
            "source_id": SOURCE,
            "publisher": "Example",
            "title": "News of the year",
            "url": "https://example.org/2026/new",
            "published": "2026-09-01",
            "language": "en",
            "kind": "news",
        }
    ),
    "coverage": where(table="visits")(covered_to="2026-10-31", newest_source="2026-10-31"),
    "places": also(
        {
            "place_id": "new_airport",
            "kind": "airport",
            "country": "KAZ",
            "lat": "43.86",
            "lon": "51.09",
            "rank": "2",
            "source_ids": SOURCE,
            **three("name", "New airport"),
        }
    ),
    "routes": also(
        {
            "route_id": "air_aktau_baku",
            "corridor": "lapis_lazuli",
            "mode": "air",
            "status": "closed",
            "countries": "AZE;KAZ",
            "length_geo_km": "400",
            "source_ids": SOURCE,
            **three("name", "Air bridge"),
            **three("summary", "Air bridge"),
        }
    ),
    "waypoints": also(
        {"route_id": "air_aktau_baku", "seq": "1", "place_id": "new_airport", "lat": "43.86", "lon": "51.09"},
        {"route_id": "air_aktau_baku", "seq": "2", "place_id": "baku", "lat": "40.3777", "lon": "49.892"},
    ),
    "chains": also(
        {"chain_id": "air", "seq": "1", "route_id": "air_aktau_baku", "place_id": "new_airport"}
        | {"lat": "43.86", "lon": "51.09"},
        {"chain_id": "air", "seq": "2", "route_id": "air_aktau_baku", "place_id": "baku"}
        | {"lat": "40.3777", "lon": "49.892"},
    ),
    "visits": also(
        {
            "visit_id": "2026-09-01-tkm-aze",
            "start_date": "2026-09-01",
            "end_date": "2026-09-02",
            "visitor": "A. New Leader",
            "visitor_country": "TKM",
            "host_country": "AZE",
            "city": "New City",
            "level": "head_of_state",
            "visit_type": "working",
            "event": "New Summit",
            "source_ids": SOURCE,
            **three("title", "A visit of next year"),
        }
    ),
    "freight_series": also(
        {
            "series_id": "new-air-t",
            "entity": "New Line",
            "country": "UZB",
            "measure": "freight",
            "mode": "air",
            "unit": "t",
            **three("title", "Freight by air"),
        }
    ),
    "freight": lambda rows: also(
        {"series_id": "new-air-t", "period_start": "2025-01-01", "period_end": "2025-12-31", "value": "1200"}
        | {"status": "actual", "source_ids": SOURCE}
    )(
        like(series_id="titr-freight-t", period_start="2025-01-01", period_end="2025-06-30")(
            period_start="2026-01-01", period_end="2026-06-30", value="2400000", growth_pct="4", source_ids=SOURCE
        )(rows)
    ),
    "trade": also(
        {"partner": "TJK", "period_start": "2025-01-01", "period_end": "2025-12-31", "turnover_usd_m": "12.5"}
        | {"reporter": "AZE", "status": "preliminary", "source_ids": SOURCE}
    ),
    "projects": also(
        {
            "project_id": "new-hospital",
            "sector": "health",
            "kind": "hospital",
            "countries": "AZE;TJK;KGZ",
            "status": "suspended",
            "target_date": "2027-12-31",
            "target_precision": "year",
            "in_article": "no",
            "as_of": "2026-03-01",
            "source_ids": SOURCE,
            **three("name", "New hospital"),
            **three("lead_orgs", "Ministry of Health"),
            **three("summary", "A hospital."),
        }
    ),
    "milestones": also(
        {"project_id": "new-hospital", "date": "2026-09-01", "precision": "day", "date_basis": "report"}
        | {"kind": "tender", "source_ids": SOURCE, **three("title", "A tender is opened")}
    ),
    "events": also(
        {"event_id": "EV-20260901-1", "date": "2026-09-01", "countries": "AZE;TKM", "sector": "health"}
        | {"kind": "congress", "in_article": "no", "source_ids": SOURCE, **three("title", "A congress")}
    ),
    "claims": also(
        {
            "claim_id": "C99",
            "sector": "health",
            "metric": "qualitative",
            "window_end": "2026-01-05",
            "source_ids": "dayaz-20260105-review",
            **three("statement", "Health is a field of the future"),
            **three("evidence_note", "Nothing to count."),
        }
    ),
    "subjects": also(
        {"subject_id": "health", "position": "99", "claim_ids": "C99", "page": "claims", **three("name", "Health")}
    ),
    "stated_figures": also(
        {"statement_id": "st-20260901-new", "date": "2026-09-01", "subject": "freight", "metric": "other", "unit": "t"}
        | {"stated_value": "5", "source_ids": SOURCE, **three("speaker", "A. New Leader"), **three("statement", "5 t")}
    ),
    "scenes": also(
        {"scene_id": "new-words", "position": "175", "figure": "text", **three("title", "News"), **three("text", "N")}
    ),
}
