"""Languages: catalogues without gaps, numbers and dates as each is written, text that stays text."""

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_string
from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from caspian import messages, text
from caspian.data.dataset import Dataset
from caspian.languages import LANGUAGES

PLACEHOLDER = re.compile(r"{\w+}")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.extracted()


@pytest.fixture(scope="module")
def catalogues() -> dict[str, Catalog]:
    return {code: messages.read(code) for code in LANGUAGES}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_message_is_missing_fuzzy_or_left_over(code: str, template: Catalog, catalogues: dict[str, Catalog]) -> None:
    catalogue = catalogues[code]
    wanted = {messages.strings(message.id) for message in template if message.id}
    known = {messages.strings(message.id): message for message in catalogue if message.id}
    assert set(known) == wanted, "run: python -m caspian.messages"
    empty = [id_ for id_, message in known.items() if not all(messages.strings(message.string))]
    assert not empty
    assert not [id_ for id_, message in known.items() if message.fuzzy]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_keeps_the_places_for_figures(code: str, catalogues: dict[str, Catalog]) -> None:
    for message in catalogues[code]:
        if message.id:
            wanted = set(PLACEHOLDER.findall(messages.strings(message.id)[-1]))
            for string in filter(None, messages.strings(message.string)):
                assert set(PLACEHOLDER.findall(string)) == wanted, message.id


def template_of(*texts: str | tuple[str, str]) -> Catalog:
    catalogue = Catalog()
    for one in texts:
        catalogue.add(one, locations=[("caspian/cards/port.py", 0)])
    return catalogue


def test_a_changed_text_keeps_its_translation_for_a_translator_to_read() -> None:
    catalogue = messages.begun("ru")
    catalogue.add("The port of {place} is open.", "Порт {place} открыт.")
    catalogue.add("No longer said anywhere in the product", "Больше не говорится")
    messages.update(catalogue, template_of("The port of {place} is open again.", "Ferries"))
    changed = catalogue["The port of {place} is open again."]
    assert (changed.string, changed.fuzzy) == ("Порт {place} открыт.", True)
    assert (messages.strings(catalogue["Ferries"].string), catalogue["Ferries"].fuzzy) == (("",), False)
    assert "No longer" not in messages.written(catalogue).decode()


def test_what_nobody_has_read_is_shown_in_english() -> None:
    catalogue = messages.begun("ru")
    catalogue.add("Open", "Закрыт", flags=["fuzzy"])
    catalogue.add("Ferries", "Паромы")
    catalogue.add("Ports", "")
    said = text.translations(catalogue)
    assert [said.gettext(one) for one in ("Open", "Ferries", "Ports")] == ["Open", "Паромы", "Ports"]


def test_the_english_catalogue_answers_with_the_text_itself_whatever_it_was_before() -> None:
    catalogue = messages.begun("en")
    catalogue.add("The port is open.", "The port is open.")
    messages.update(catalogue, template_of("The port is open again.", ("{n} port", "{n} ports")))
    assert catalogue["The port is open again."].string == "The port is open again."
    assert catalogue["{n} port"].string == ("{n} port", "{n} ports")
    assert not any(message.fuzzy for message in catalogue)


FROM_POEDIT = """\
# Translators, 2026
msgid ""
msgstr ""
"Project-Id-Version: Trans-Caspian Monitor\\n"
"POT-Creation-Date: 2020-01-02 03:04+0000\\n"
"PO-Revision-Date: 2021-02-03 04:05+0000\\n"
"Last-Translator: A. Reader\\n"
"Language: ru\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>19) ? 1 : 2);\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# Said of harbours
#: caspian/gone.py:12
#, fuzzy
#| msgid "The harbour is open."
msgid "The port is open."
msgstr "Гавань открыта."

#~ msgid "Gone"
#~ msgstr "Ушло"
"""


def test_a_catalogue_saved_by_a_translators_program_is_kept_and_a_second_run_changes_nothing() -> None:
    template = template_of("The port is open.", ("{n} port", "{n} ports"), "Share, % of all")
    files, file = [], FROM_POEDIT.encode()
    for _run in range(2):
        catalogue = read_po(BytesIO(file), locale="ru")
        messages.update(catalogue, template)
        file = messages.written(catalogue)
        files.append(file)
    assert files[0] == files[1]
    written = file.decode()
    for kept in ("2020-01-02", "2021-02-03", "A. Reader", "nplurals=3", "# Said of harbours", "#, fuzzy", "Гавань"):
        assert kept in written
    for left in ("harbour is open", "gone.py", "Gone", "python-format"):
        assert left not in written


@pytest.mark.parametrize(("code", "forms"), [("en", 2), ("ru", 3), ("az", 2)])
def test_a_catalogue_says_what_it_is_to_the_programs_of_translators(code: str, forms: int) -> None:
    """In the file's own header, whatever Babel would suppose without it."""
    header = text.catalogue_file(code).read_text(encoding="utf-8").split('msgstr ""\n')[1].split("\n\n")[0]
    said = message_from_string("".join(line.strip('"').replace("\\n", "\n") for line in header.splitlines()))
    assert said["Language"] == code
    assert said["Plural-Forms"].startswith(f"nplurals={forms};")
    assert said["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_term_that_a_table_uses_has_a_label(shipped: Dataset, code: str) -> None:
    labelled = set(zip(shipped.terms["kind"].astype(str), shipped.terms["term"].astype(str), strict=True))
    missing = {use for use in used_terms(shipped) if use not in labelled}
    assert not missing
    assert all(shipped.label(kind, term, code) for kind, term in labelled)


def used_terms(dataset: Dataset) -> Iterator[tuple[str, str]]:
    for resource in dataset.description["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            if "caspian:terms" in field:
                cells = dataset.table(resource["name"])[field["name"]]
                for cell in cells:
                    terms = cell if isinstance(cell, tuple) else (cell,)
                    yield from ((field["caspian:terms"], str(term)) for term in terms if term and term == term)


@pytest.mark.parametrize(
    ("code", "number", "change", "percent"),
    [
        ("en", "1,234.50", "−3", "86 %"),
        ("ru", "1 234,50", "−3", "86 %"),
        ("az", "1.234,50", "−3", "86 %"),
    ],
)
def test_numbers_in_each_language(code: str, number: str, change: str, percent: str) -> None:
    language = text.language(code)
    assert language.number(1234.5, 2).replace("\u00a0", " ").replace("\u202f", " ") == number
    assert language.signed(-3) == change
    assert language.percent(0.861).replace("\u00a0", " ") == percent


def test_a_change_that_rounds_to_nothing_has_no_sign() -> None:
    english = text.language("en")
    assert english.signed(-0.4) == "0"
    assert english.signed_percent(0.004).replace("\u00a0", " ") == "0 %"
    assert english.signed(0.4, 1) == "+0.4"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 1, 1), date(2025, 10, 31), "Jan–Oct 2025"),
        (date(2026, 1, 1), date(2026, 1, 31), "Jan 2026"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (date(2026, 3, 10), date(2026, 3, 10), "10 Mar 2026"),
        (date(2022, 11, 16), date(2025, 11, 16), "16 Nov 2022 – 16 Nov 2025"),
        (date(2016, 12, 1), date(2017, 10, 19), "1 Dec 2016 – 19 Oct 2017"),
    ],
)
def test_a_part_of_a_year_never_reads_like_a_year(start: date, end: date, written: str) -> None:
    assert text.language("en").period(start, end) == written


@pytest.mark.parametrize(
    ("tags", "code"),
    [(["az-Latn-AZ"], "az"), (["ru"], "ru"), (["de", "ru-RU"], "ru"), (["fr"], "en"), ([""], "en"), ([], "en")],
)
def test_the_browsers_first_language_that_we_speak(tags: list[str], code: str) -> None:
    assert text.preferred(tags) == code


def test_azerbaijani_lower_case_keeps_the_dots() -> None:
    assert text.language("az").lower("İSTİQAMƏT QIRMIZI") == "istiqamət qırmızı"
    assert text.language("en").lower("In") == "in"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_text_from_a_cell_is_shown_letter_for_letter(cell: str) -> None:
    shown = MarkdownIt("commonmark").renderInline(text.plain_markdown(cell))
    unescaped = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    # Spaces that do not break are kept as they are; any other white space is one space.
    breakable = "".join(" " if mark.isspace() and mark not in "\u00a0\u202f" else mark for mark in cell)
    assert unescaped.replace(text.WORD_JOINER, "") == re.sub(" +", " ", breakable).strip().replace(text.WORD_JOINER, "")


@pytest.mark.parametrize("cell", ["$x$ and $y$", ":red[x]", ":material/home:", "[a](javascript:x)", "<b>x</b>", "# x"])
def test_marks_of_the_framework_are_shown_too(cell: str) -> None:
    assert re.fullmatch(r"(\\[!-/:-@\[-`{-~]|[^!-/:-@\[-`{-~])*", text.plain_markdown(cell))
