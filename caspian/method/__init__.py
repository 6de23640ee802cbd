"""How the data were made, in the reader's language: a short text with what the data themselves say filled in.

The text is in ``en.md``, ``ru.md`` and ``az.md``, of one structure. A name in braces is filled from the dataset and
its description: within a sentence by words and numbers, alone on a line by a whole block.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from caspian import citation, tables
from caspian.context import Context, remembered_by
from caspian.data.vocabulary import (
    NEWS,
    PRECISION,
    PROJECT_STATUS,
    VALUE_STATUS,
    VISIT_TYPE,
    Vocabulary,
    ordered,
)
from caspian.filters import focus_countries
from caspian.languages import FALLBACK
from caspian.links import in_markdown, is_web
from caspian.map.words import corridor_names
from caspian.measures.quality import quality, totals
from caspian.measures.verdicts import TOLERANCE
from caspian.measures.visits import every_rule
from caspian.tables import heading_of, listed_word, meaning
from caspian.text import NO_BREAK_SPACE, Language, plain_markdown

CODE_BLOCKS = ("citation", "bibtex")
"""Blocks that a reader copies: shown as they are, not as Markdown."""


@dataclass(frozen=True)
class Part:
    """A piece of the text: Markdown, or lines to be copied (``code``) of a language that may be empty."""

    text: str
    code: bool = False


@remembered_by("language")
def parts(context: Context) -> tuple[Part, ...]:
    """The method, ready to be drawn; texts of the data in it are escaped."""
    blocks = _blocks(context)
    words = _words(context)
    found: list[Part] = []
    for paragraph in source(context.language.code).split("\n\n"):
        name = paragraph.strip().strip("{}")
        if paragraph.strip() == f"{{{name}}}":
            found.append(Part(blocks[name](), code=name in CODE_BLOCKS))
        else:
            found.append(Part(paragraph.strip().format(**words)))
    return tuple(_joined(found))


def _joined(found: list[Part]) -> Iterator[Part]:
    """Neighbouring pieces of Markdown as one: a single element costs a page less than many."""
    waiting: list[str] = []
    for part in found:
        if part.code:
            yield Part("\n\n".join(waiting))
            waiting = []
            yield part
        elif part.text:
            waiting.append(part.text)
    if waiting:
        yield Part("\n\n".join(waiting))


@cache
def source(code: str) -> str:
    """The text of a language as it is written, with its names in braces; the English one where it has none."""
    own, english = (Path(__file__).parent / f"{one}.md" for one in (code, FALLBACK))
    return (own if own.exists() else english).read_text(encoding="utf-8")


def placeholders(text: str) -> list[str]:
    """The names in braces of a text, in their order."""
    return re.findall(r"{(\w+)}", text)


def _words(context: Context) -> dict[str, str]:
    """What stands within sentences."""
    dataset, language = context.dataset, context.language
    number, pages = language.number, quality(dataset, "sources")
    rows, several, official = totals(dataset)
    news = int((dataset.sources["kind"] == NEWS).sum())

    def labels(vocabulary: Vocabulary) -> str:
        used = list(dataset.terms.loc[dataset.terms["kind"] == vocabulary.name, "term"])
        shown = [term for term in ordered(vocabulary, used) if term in used]
        return ", ".join(language.lower(context.label(vocabulary.name, term)) for term in shown)

    words = {
        "pages": number(pages.rows),
        "partners": ", ".join(context.name("countries", iso) for iso in focus_countries(dataset)),
        "publishers": number(dataset.sources["publisher"].nunique()),
        "rules": number(len(list(every_rule())) - 1),
        "tolerance": number(TOLERANCE * 100),
        "visit_types": labels(VISIT_TYPE),
        "corridors": "; ".join(corridor_names(context).values()),
        "value_statuses": labels(VALUE_STATUS),
        "project_statuses": labels(PROJECT_STATUS),
        "precisions": labels(PRECISION),
        "one": language.share(rows - several, rows),
        "official": language.share(official, rows),
        "news": language.share(news, pages.rows),
        "undated": language.share(pages.undated, pages.rows),
    }
    return {name: plain_markdown(text or language.gettext("none")) for name, text in words.items()}


def _blocks(context: Context) -> dict[str, Callable[[], str]]:
    """What stands on a line of its own."""
    return {
        "coverage": lambda: _coverage(context),
        "tables": lambda: _tables(context),
        "breaks": lambda: _breaks(context),
        "licence": lambda: _licence(context),
        "attributions": lambda: _attributions(context),
        "citation": lambda: citation.text(context),
        "bibtex": lambda: citation.bibtex(context.dataset),
    }


def _coverage(context: Context) -> str:
    language = context.language
    headings = (heading_of(context, "coverage", column) for column in ("table", "covered_from", "covered_to", "note"))
    head = " | ".join(map(plain_markdown, headings))
    lines = [f"| {head} |", "| --- | --- | --- | --- |"]
    for row in context.dataset.coverage.itertuples():
        names = [language.gettext(listed_word(word)) for word in (str(row.table), str(row.part)) if word]
        days = [_day(day, language).replace(" ", NO_BREAK_SPACE) for day in (row.covered_from, row.covered_to)]
        cells = [language.capital(": ".join(names)), *days, context.text(row, "note")]
        lines.append("| " + " | ".join(map(plain_markdown, cells)) + " |")
    return "\n".join(lines)


def _day(day: object, language: Language) -> str:
    return language.short_day(day) if isinstance(day, pd.Timestamp) else "–"


def _tables(context: Context) -> str:
    """Every table with its meaning, as the description has it."""
    return "\n".join(
        f"- **{plain_markdown(context.language.capital(tables.table_name(table, context.language)))}:** "
        f"{plain_markdown(meaning(context, table))}"
        for table in context.dataset.table_names
    )


def _breaks(context: Context) -> str:
    """The series that count more from a day on, with what their notes say of it."""
    series = context.dataset.freight_series
    lines = []
    for _line, row in series[series["break_date"].notna()].iterrows():
        day = context.language.short_day(row["break_date"])
        text = f"{context.text(row, 'title')} ({day}): {context.text(row, 'note')}"
        lines.append(f"- {plain_markdown(text)}")
    return "\n".join(lines) or plain_markdown(context.language.gettext("none"))


def _licence(context: Context) -> str:
    licence = citation.licence(context.dataset)
    name = plain_markdown(context.language.gettext(licence.title) or citation.short_licence(context.dataset))
    return f"[{name}]({in_markdown(licence.url)})" if is_web(licence.url) else name


def _attributions(context: Context) -> str:
    lines = []
    for made_from in citation.attributions(context.dataset):
        title, url = str(made_from.get("title", "")), str(made_from.get("path", ""))
        title = plain_markdown(context.language.gettext(title))
        lines.append(f"- [{title}]({in_markdown(url)})" if is_web(url) else f"- {title}")
    return "\n".join(lines)
