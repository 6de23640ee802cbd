"""The translation catalogues: what is extracted from where, and how they are brought up to date.

``python -m caspian.messages`` extracts the texts of the code (calls of ``_`` and ``ngettext``) and of the data
description (headings, meanings, units, listed words), and merges them into ``locale/*/LC_MESSAGES/messages.po``. The
English catalogue answers with the text itself. In the others a new text is left empty for a translator, or,
where it resembles one that was there, "fuzzy" with that one's translation; a test fails until somebody has read it.
"""

import json
import sys
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from caspian.languages import FALLBACK, LANGUAGES, SPOKEN
from caspian.tables import listed_word, plain_description, plain_title
from caspian.terminal import say
from caspian.text import catalogue_file

ROOT = Path(__file__).parents[1]

KEYWORDS = {**DEFAULT_KEYWORDS, "n": (1, 2)}
"""What marks a text in the code; ``n`` is our short name for ``ngettext``."""

COMMENT = "# Trans-Caspian Monitor. After a change of a text in the code or the data description: make messages"

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


def begun(code: str) -> Catalog:
    """The catalogue of a new language: a header, and no text yet."""
    catalogue = Catalog(locale=code, header_comment=COMMENT, fuzzy=False)
    catalogue.mime_headers = [
        ("Project-Id-Version", "Trans-Caspian Monitor"),
        ("Report-Msgid-Bugs-To", ""),
        ("Last-Translator", "Trans-Caspian Monitor contributors"),
        ("Language-Team", SPOKEN[code].english_name),
    ]
    catalogue.revision_date = catalogue.creation_date
    return catalogue


def read(code: str) -> Catalog:
    """The catalogue as it stands; one without texts for a new language."""
    if not catalogue_file(code).exists():
        return begun(code)
    with catalogue_file(code).open("rb") as file:
        return read_po(file, locale=code)


def update(catalogue: Catalog, template: Catalog) -> None:
    """Give a catalogue exactly the template's texts, with the translations that it has.

    A new text that resembles a known one takes its translation over and is marked "fuzzy": the product
    shows English until somebody has read it and taken the mark off. Texts that are gone leave the catalogue
    (its history keeps them), and its header stays as it is: a second run changes nothing.
    """
    english = catalogue.locale_identifier == FALLBACK
    # A copy, because the catalogue takes the template's messages themselves, which the next one gets too.
    catalogue.update(deepcopy(template), no_fuzzy_matching=english, update_creation_date=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        message.flags.discard("python-format")  # a "%" in our texts is a percent: figures stand in {}
        # What the text was before ("#| …"), as Poedit and Weblate note it; Babel reads it as a remark.
        message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]
        if english and message.id:
            message.string = message.id


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file: sorted, and without line numbers, so that a moved line changes nothing in it."""
    file = BytesIO()
    write_po(file, catalogue, sort_output=True, include_lineno=False, width=110)
    return file.getvalue()


def main() -> int:
    template = extracted()
    for code in LANGUAGES:
        catalogue = read(code)
        update(catalogue, template)
        file = catalogue_file(code)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(catalogue))
        texts = [message for message in catalogue if message.id]
        empty = sum(not all(strings(message.string)) for message in texts)
        fuzzy = sum(message.fuzzy for message in texts)
        say([f"{code}: {len(texts)} texts, {empty} without a translation, {fuzzy} to be read (fuzzy)"])
    return 0


def strings(value: object) -> tuple[str, ...]:
    """The texts of a message's ``id`` or ``string``: one, or one for each plural form; empty where there is none."""
    return tuple(value) if isinstance(value, list | tuple) else (str(value or ""),)


if __name__ == "__main__":
    sys.exit(main())
