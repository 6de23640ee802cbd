"""The translation catalogues: what is extracted from where, and how they are brought up to date.

``python -m caspian.messages`` extracts the texts of the code (calls of ``_`` and ``ngettext``) and of the data
description (headings, meanings, units, listed words), and merges them into ``locale/*/LC_MESSAGES/messages.po``. The
English catalogue answers with the text itself; in the others, new texts are left empty for a translator,
and a test fails until they are filled.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from caspian.languages import LANGUAGES
from caspian.tables import listed_word, plain_description, plain_title
from caspian.text import LOCALE_DIR

ROOT = Path(__file__).parents[1]

KEYWORDS = {**DEFAULT_KEYWORDS, "n": (1, 2)}
"""What marks a text in the code; ``n`` is our short name for ``ngettext``."""

SHOWN_AS_THEY_ARE = frozenset({"%", "TEU"})


def extract_datapackage(
    file: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extraction method for ``datapackage.json``: headings, meanings, units, listed words, terms of use."""
    description = json.load(file)
    seen = set()
    for kind in ("licenses", "sources"):
        for one in description.get(kind, ()):
            yield 1, "gettext", one["title"], [kind]
    for resource in description["resources"]:
        fields = resource.get("schema", {}).get("fields", ())
        found = [(message, f"column {field['name']}") for field in fields for message in _messages(field)]
        if fields:
            found.append((listed_word(resource["name"]), "table"))
            found.append((plain_description(resource["description"]), f"table {resource['name']}"))
        for message, where in found:
            if message not in seen:
                seen.add(message)
                yield 1, "gettext", message, [where]


def _messages(field: dict[str, Any]) -> Iterator[str]:
    yield plain_title(field["title"])
    yield plain_description(field["description"], field["name"])
    if field.get("unit") and field["unit"] not in SHOWN_AS_THEY_ARE:
        yield field["unit"]
    if "caspian:terms" not in field:
        yield from map(listed_word, field.get("constraints", {}).get("enum", ()))
    if field["type"] == "boolean":
        yield from ("true", "false")


def extracted() -> Catalog:
    """All texts that the product shows, as a template without translations."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _line, message, comments, context in found:
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalogue


def path(code: str) -> Path:
    return LOCALE_DIR / code / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    """The catalogue as it stands; an empty one for a new language."""
    if not path(code).exists():
        return Catalog(locale=code)
    with path(code).open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str, template: Catalog) -> Catalog:
    """The catalogue of a language with exactly the template's texts, in their order, its translations kept."""
    before = read(code)
    catalogue = Catalog(locale=code)
    for message in template:
        if message.id:
            known = before.get(message.id, message.context)
            string = message.id if code == "en" else known.string if known else ""
            catalogue.add(
                message.id,
                string,
                locations=message.locations,
                auto_comments=message.auto_comments,
                user_comments=known.user_comments if known else (),
                flags=(known.flags if known else set()) & {"fuzzy"},
                context=message.context,
            )
    return catalogue


def main() -> int:
    template = extracted()
    for code in LANGUAGES:
        catalogue = updated(code, template)
        path(code).parent.mkdir(parents=True, exist_ok=True)
        with path(code).open("wb") as file:
            write_po(file, catalogue, sort_output=True, include_lineno=False, omit_header=True, width=110)
        missing = sum(1 for message in catalogue if message.id and not all(_texts(message.string)))
        print(f"{code}: {len(catalogue)} texts, {missing} without a translation")
    return 0


def _texts(string: object) -> tuple[object, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (string,)


if __name__ == "__main__":
    sys.exit(main())
