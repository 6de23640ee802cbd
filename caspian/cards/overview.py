"""The overview's headline figures, the review's themes, what is newest, and the search."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from caspian.cards import Rows, Tile, remembered
from caspian.cards import freight as freight_cards
from caspian.cards import projects as project_cards
from caspian.cards import visits as visit_cards
from caspian.charts import sparkline
from caspian.dataset import Dataset
from caspian.filters import Filters, focus_countries, narrow
from caspian.measures import freight, projects, trade, transit_time, visits
from caspian.style import Theme
from caspian.text import Language, fold


@remembered
def tiles(dataset: Dataset, filters: Filters, language: Language, theme: Theme) -> tuple[Tile, ...]:
    """The headline: visits each way, freight, transit time, projects, trade."""
    return (
        _visits(dataset, filters, "outbound", language, theme),
        _visits(dataset, filters, "inbound", language, theme),
        _freight(dataset, filters, language, theme),
        _transit_time(dataset, language),
        _projects(dataset, filters, language),
        _trade(dataset, filters, language),
    )


def _visits(dataset: Dataset, filters: Filters, direction: visits.Direction, language: Language, theme: Theme) -> Tile:
    _ = language.gettext
    rows = visits.going(visit_cards.trips(dataset, filters, visits.Rule()), direction)
    covered_to = visits.covered_to(dataset)
    years = range(
        max(filters.period[0], visits.covered_from(dataset).year), min(filters.period[1], covered_to.year) + 1
    )
    label = {
        "outbound": _("Visits from Azerbaijan, heads of state"),
        "inbound": _("Visits to Azerbaijan, heads of state"),
    }[direction]
    name = f"visits-{direction}"
    if not years:
        return Tile(name, label, "–", _("not searched in this period"), (("visits", rows),), "visits")
    totals = rows["year"].value_counts().reindex(list(years), fill_value=0)
    last = years[-1]
    detail = _("in {year}; {total} in {period}").format(
        year=last, total=language.number(len(rows)), period=language.years(years[0], last)
    )
    change = visit_cards.compared(int(totals[last] - totals[last - 1]), last - 1, language) if len(years) > 1 else ""
    ends = (f"{years[0]}: {totals[years[0]]}", f"{last}: {totals[last]}")
    drawing = sparkline({str(year): n for year, n in totals.items()}, ends, theme) if len(years) > 1 else None
    return Tile(
        name,
        label,
        language.number(int(totals[last])),
        detail,
        (("visits", rows),),
        "visits",
        change,
        drawing,
    )


def _freight(dataset: Dataset, filters: Filters, language: Language, theme: Theme) -> Tile:
    _ = language.gettext
    rows = freight.values(dataset, freight_cards.CORRIDOR)
    annual = freight.annual(rows)
    shown = annual[(annual.index >= filters.period[0]) & (annual.index <= filters.period[1])]
    label = _("Middle Corridor freight, million tonnes a year")
    if shown.empty:
        return Tile("freight", label, "–", _("no full year in this period"), (("freight", rows),), "freight")
    year, change = freight.latest_change(shown["value"])
    first = int(shown.index[0])

    def say(at: int) -> str:
        return language.number(shown["value"][at] / freight_cards.TONNES_IN_MEGATONNE, 2)

    drawing = (
        sparkline(
            {str(y): value for y, value in shown["value"].items()},
            (f"{first}: {say(first)}", f"{year}: {say(year)}"),
            theme,
        )
        if len(shown) > 1
        else None
    )
    return Tile(
        "freight",
        label,
        freight_cards.megatonnes(shown["value"][year], language),
        _("in {year}").format(year=year),
        (("freight", shown),),
        "freight",
        _("{change} on {year}").format(change=language.signed_percent(change, 1), year=year - 1)
        if change is not None
        else "",
        drawing,
    )


def _transit_time(dataset: Dataset, language: Language) -> Tile:
    """As last stated, a range against the earlier range; journeys differ, so never a line."""
    _ = language.gettext
    pairs = transit_time.stated_pairs(dataset)
    label = _("Middle Corridor delivery time, days, as stated")
    if pairs.empty:
        return Tile("transit-time", label, "–", _("no statement with both ranges"), (), "freight")
    stated_on, latest = pairs.index[-1], pairs.iloc[-1]
    return Tile(
        "transit-time",
        label,
        _("{range} days").format(range=language.span(latest["low"], latest["high"])),
        _("stated on {date}; said of earlier: {range} days").format(
            date=language.short_day(stated_on),
            range=language.span(latest["before_low"], latest["before_high"]),
        ),
        (("freight", transit_time.rows_of(dataset, stated_on)),),
        "freight",
    )


def _projects(dataset: Dataset, filters: Filters, language: Language) -> Tile:
    _ = language.gettext
    active = projects.active(dataset, filters)
    counts = projects.status_counts(active)
    leading = counts.sort_values(ascending=False, kind="stable").head(3)
    return Tile(
        "projects",
        _("Joint projects, active in {period}").format(period=language.years(*filters.period)),
        language.number(len(active)),
        project_cards.status_text(leading, dataset, language) if len(active) else _("none fits the filter"),
        (("projects", active),),
        "projects",
    )


def _trade(dataset: Dataset, filters: Filters, language: Language) -> Tile:
    _ = language.gettext
    partners = filters.countries or focus_countries(dataset)
    label = _("Trade turnover, USD million, as Azerbaijan reports it")
    found = trade.latest_comparison(dataset, partners)
    names = visit_cards.country_names(dataset, language)
    if found is None:
        return Tile(
            "trade",
            label,
            "–",
            _("no partner chosen has the same months in two years"),
            (("trade", narrow(trade.own_turnover(dataset), "trade", dataset, filters)),),
            "trade",
        )
    later, earlier = found.later["turnover_usd_m"].sum(), found.earlier["turnover_usd_m"].sum()
    period, before = (
        language.period(rows["period_start"].iloc[0], rows["period_end"].iloc[0])
        for rows in (found.later, found.earlier)
    )
    detail = _("{period} against {before}").format(period=period, before=before)
    if found.missing:
        detail += "; " + _("without {partners}: no such months").format(
            partners=", ".join(names[code] for code in found.missing)
        )
    return Tile(
        "trade",
        label,
        language.number(later),
        detail,
        (("trade", found.rows),),
        "trade",
        _("{change} on {amount}").format(
            change=language.signed_percent(later / earlier - 1), amount=language.number(earlier)
        ),
    )


@dataclass(frozen=True)
class Subject:
    """A subject of the review: the claims that speak of it, and words in the titles of events of their kinds."""

    key: str
    claims: tuple[str, ...] = ()
    event_words: str = ""
    series: str = ""
    page: str = "projects"
    sector: str = ""


THEMES = (
    Subject("alat", ("C11",), series="baku-port-cargo-t", page="freight"),
    Subject("corridor", ("C09",), series=freight_cards.CORRIDOR, page="freight"),
    Subject("zangezur", ("C12",), sector="transport"),
    Subject("digital", ("C13", "C14"), sector="digital"),
    Subject("ustyurt", ("C15", "C16", "C17"), sector="energy"),
    Subject("green", ("C18", "C19", "C20"), sector="energy"),
    Subject("funds", ("C22", "C23"), sector="economy"),
    Subject("culture", ("C24", "C25", "C26"), sector="culture"),
    Subject("meetings", ("C03",), event_words="consultative meeting", page="calendar", sector="politics"),
)
"""The subjects of the review of 5 January 2026, in its order; their rows are those that its claims name."""


@dataclass(frozen=True, eq=False)
class ThemeLine:
    """One computed line on a subject of the review."""

    key: str
    name: str
    sentence: str
    rows: Rows
    page: str
    query: dict[str, str]


def _theme_names(language: Language) -> dict[str, str]:
    _ = language.gettext
    return {
        "alat": _("Port of Alat (Alyat)"),
        "corridor": _("Middle Corridor"),
        "zangezur": _("Zangezur direction (TRIPP)"),
        "digital": _("Digital Silk Road"),
        "ustyurt": _("Ustyurt"),
        "green": _("Green energy corridor"),
        "funds": _("Investment funds and joint production"),
        "culture": _("Culture and education"),
        "meetings": _("Consultative Meetings"),
    }


@remembered
def themes(dataset: Dataset, language: Language) -> tuple[ThemeLine, ...]:
    """One line a subject of the review, from all its rows: the filters do not bear on it."""
    names = _theme_names(language)
    return tuple(
        ThemeLine(
            subject.key,
            names[subject.key],
            " ".join(_sentences(subject, dataset, language)),
            _theme_rows(subject, dataset),
            subject.page,
            {"sector": subject.sector} if subject.sector else {},
        )
        for subject in THEMES
    )


def _named(subject: Subject, dataset: Dataset, column: str) -> set[str]:
    claims = dataset.claims[dataset.claims["claim_id"].isin(subject.claims)]
    return {code for cell in claims[column] for code in cell}


def _theme_projects(subject: Subject, dataset: Dataset) -> pd.DataFrame:
    return dataset.projects[dataset.projects["project_id"].isin(_named(subject, dataset, "project_ids"))]


def _theme_events(subject: Subject, dataset: Dataset) -> pd.DataFrame:
    events = dataset.events
    named = events["event_id"].isin(_named(subject, dataset, "event_ids"))
    if subject.event_words:
        kinds = _named(subject, dataset, "expects_kinds")
        named |= events["title_en"].str.contains(subject.event_words, case=False) & events["kind"].isin(kinds)
    return events[named].sort_values("date")


def _theme_rows(subject: Subject, dataset: Dataset) -> Rows:
    series = freight.values(dataset, subject.series) if subject.series else dataset.freight.iloc[:0]
    candidates = (
        ("freight", series),
        ("projects", _theme_projects(subject, dataset)),
        ("events", _theme_events(subject, dataset)),
    )
    return tuple((table, rows) for table, rows in candidates if len(rows))


def _sentences(subject: Subject, dataset: Dataset, language: Language) -> Iterator[str]:
    if subject.series:
        rows = freight.values(dataset, subject.series)
        yield freight_cards.annual_takeaway(freight.annual(rows), freight.annual(rows, freight.PLANNED), language)
    found = _theme_projects(subject, dataset)
    if len(found):
        yield _projects_sentence(found, dataset, language)
    events = _theme_events(subject, dataset)
    if len(events):
        yield _events_sentence(events, subject.event_words != "", language)


def _projects_sentence(found: pd.DataFrame, dataset: Dataset, language: Language) -> str:
    """How many projects have which status, how far they are said to be, and as of when."""
    _ = language.gettext
    counts = projects.status_counts(found)
    if len(found) == 1:
        row = found.iloc[0]
        status = dataset.label("project_status", str(row["status"]), language.code)
        return _("Status: {status} (as of {date}).").format(
            status=language.lower(status), date=language.short_day(row["as_of"])
        )
    sentence = _("{projects}: {statuses}").format(
        projects=project_cards.project_count(len(found), language),
        statuses=project_cards.status_text(counts, dataset, language),
    )
    stated = found[found["progress_pct"].notna()]
    progress = "; ".join(
        f"{row[f'name_{language.code}']} {language.percent(row['progress_pct'] / 100)}" for _i, row in stated.iterrows()
    )
    return f"{sentence}; {progress}." if progress else f"{sentence}."


def _events_sentence(events: pd.DataFrame, counted: bool, language: Language) -> str:
    _ = language.gettext
    last = events.iloc[-1]
    latest = _("Latest: {title} ({date}).").format(
        title=last[f"title_{language.code}"], date=language.short_day(last["date"])
    )
    if len(events) == 1:
        return latest
    number = language.ngettext("{n} event since {year}.", "{n} events since {year}.", len(events)).format(
        n=language.number(len(events)), year=events.iloc[0]["date"].year
    )
    return f"{number} {latest}"


@dataclass(frozen=True, eq=False)
class Item:
    """A dated line with where it comes from: a milestone, an event, or something that a search found."""

    when: pd.Timestamp | None
    title: str
    about: str
    url: str


@remembered
def latest(dataset: Dataset, filters: Filters, language: Language, count: int = 8) -> tuple[Item, ...]:
    """The newest milestones and events that the filters keep, newest first."""
    kept = projects.active(dataset, filters)
    milestones = narrow(projects.milestones_of(dataset, kept), "milestones", dataset, filters)
    events = narrow(dataset.events, "events", dataset, filters)
    title = f"title_{language.code}"
    both = pd.concat(
        [
            milestones.assign(
                title=milestones[title],
                about=[dataset.name("projects", code, language.code) for code in milestones["project_id"]],
            ),
            events.assign(
                title=events[title],
                about=[dataset.label("event_kind", str(kind), language.code) for kind in events["kind"]],
            ),
        ]
    )
    both = both.sort_values("date", ascending=False, kind="stable").head(count)
    cells = zip(both["date"], both["title"], both["about"], both["source_ids"], strict=True)
    return tuple(Item(when, name, about, first_url(sources, dataset)) for when, name, about, sources in cells)


def first_url(source_ids: tuple[str, ...], dataset: Dataset) -> str:
    """The address of the first source that has one that a browser opens; else nothing."""
    urls = _urls(dataset)
    return next((urls[code] for code in source_ids if urls.get(code)), "")


@remembered
def _urls(dataset: Dataset) -> dict[str, str]:
    sources = dataset.sources
    return {
        code: url if url.startswith(("https://", "http://")) else ""
        for code, url in zip(sources["source_id"], sources["url"].fillna("").astype(str), strict=True)
    }


SEARCHED = {
    "projects": ("name", "summary"),
    "events": ("title",),
    "visits": ("title",),
    "places": ("name",),
    "claims": ("statement",),
}
"""Where the search looks: the columns of each table that exist in three languages."""


@dataclass(frozen=True, eq=False)
class Found:
    """What a search found in one table: how many rows, and the first of them."""

    table: str
    count: int
    items: tuple[Item, ...]


@remembered
def search(dataset: Dataset, words: str, language: Language, most: int = 8) -> tuple[Found, ...]:
    """Rows that hold every word of the search in one of the three languages, by table.

    Case does not matter, in any of the alphabets, nor do the dots of the Azerbaijani İ and ı.
    """
    wanted = fold(words).split()
    if not wanted:
        return ()
    found = []
    for table, haystack in _haystacks(dataset).items():
        rows = dataset.table(table)[[all(word in text for word in wanted) for text in haystack]]
        if len(rows):
            first = rows.sort_values(_date_column(rows), ascending=False) if _date_column(rows) else rows
            items = tuple(_item(row, table, dataset, language) for _i, row in first.head(most).iterrows())
            found.append(Found(table, len(rows), items))
    return tuple(found)


@remembered
def _haystacks(dataset: Dataset) -> dict[str, list[str]]:
    """The searchable text of each row, all languages in one string."""
    texts = {}
    for table, stems in SEARCHED.items():
        rows = dataset.table(table)
        columns = [f"{stem}_{code}" for stem in stems for code in ("en", "ru", "az")]
        texts[table] = [fold("\n".join(cells)) for cells in rows[columns].astype(str).itertuples(index=False)]
    return texts


def _date_column(rows: pd.DataFrame) -> str:
    return next((column for column in ("date", "start_date", "as_of") if column in rows.columns), "")


def _item(row: pd.Series, table: str, dataset: Dataset, language: Language) -> Item:
    stem = SEARCHED[table][0]
    column = {"projects": "as_of", "events": "date", "visits": "start_date"}.get(table)
    about = {
        "projects": lambda: dataset.label("project_status", str(row["status"]), language.code),
        "events": lambda: dataset.label("event_kind", str(row["kind"]), language.code),
        "visits": lambda: dataset.label("visit_type", str(row["visit_type"]), language.code),
        "places": lambda: dataset.label("place_kind", str(row["kind"]), language.code),
        "claims": lambda: dataset.name("sectors", str(row["sector"]), language.code),
    }[table]()
    when = row[column] if column else None
    return Item(when, str(row[f"{stem}_{language.code}"]), about, first_url(row["source_ids"], dataset))
