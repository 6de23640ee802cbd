"""Ruined letters are faults: lost, unseen, or read in the wrong encoding. Texts in another alphabet are warnings."""

from datetime import date

import pytest

from caspian.data import files, letters, validate
from caspian.data.dataset import load
from tests.damage import Copy

TODAY = date(2026, 11, 24)

LOST_MARK = "has lost letters, for which U+FFFD stands: export the original anew as CSV UTF-8"
LOST = 'has lost letters, for which "?" stands: export the original anew as CSV UTF-8'
MISREAD = "is UTF-8 that was read in another encoding: export the original anew as CSV UTF-8"


def unseen(code: str) -> str:
    return f"holds U+{code}, which nobody sees: delete it"


RUINED = [
    ("title_ru", "Порт\ufffdБаку", LOST_MARK),
    ("note", "Port\x85", "holds a control character"),
    ("note", "Port\x00", "holds a NUL byte"),
    ("title_en", "Port\u200b of Baku", unseen("200B")),
    ("title_en", "\ufeffPort of Baku", unseen("FEFF")),
    ("source_ids", "trend-2025\u2060", unseen("2060")),
    ("title_en", "Port \u202eukaB", unseen("202E")),
    ("title_en", "Port \u2067Baku", unseen("2067")),
    ("title_en", "Port\u200e of Baku", unseen("200E")),  # no letter in it is written from right to left
    ("title_az", "Ba\u00adkı", unseen("00AD")),
    ("title_en", "\uf0b7 Port of Baku", unseen("F0B7")),
    ("name_az", "Qaz?xıstan", LOST),
    ("title_az", "?mid", LOST),
    ("title_az", "Bak? limanı", LOST),
    ("title_az", "Bakı ? Aktau qatarı", LOST),
    ("title_ru", "???? ??????????", LOST),
    ("statement_az", "2015?2019", LOST),
    ("name_az", "Xiv?", LOST),
    ("other_names", "Merv;????", LOST),
    ("title", "Az?rbaycan", LOST),
    ("title_en", "MÃ¼ller", MISREAD),
    ("title_az", "BakÄ± LimanÄ±", MISREAD),
    ("title_az", "É™", MISREAD),
    ("name_ru", "Ð\u00a0ÑƒÐ¼Ñ‹Ð½Ð¸Ñ", MISREAD),
    ("name_ru", "Р‘Р°РєСѓ", MISREAD),
    ("name_az", "QazaxД±stan", MISREAD),
    ("title_en", "AshgabatвЂ“Tejen", MISREAD),
    ("title_en", "Ashgabatâ€“Tejen", MISREAD),
    ("name_ru", "Ğ°Ğ·Ğµ", MISREAD),
]


@pytest.mark.parametrize(("column", "text", "rule"), RUINED, ids=[ascii(f"{c}: {t}") for c, t, _ in RUINED])
def test_ruined_letters_are_told(column: str, text: str, rule: str) -> None:
    assert letters.ruin(text, column) == (text, rule)


RIGHT = [
    ("title_en", "Who carries it? Nobody knows."),
    ("title_ru", "Кто везёт? Порт Баку."),
    ("statement_ru", "«Кто везёт?» — спросил министр"),
    ("title", "Why is it late?"),
    ("url", "https://trend.az/?p=5&q=a"),
    ("statement_en", "See https://trend.az/page?id=7 for more"),
    ("note", "is it 5?6 or ?mid"),
    ("evidence_note_en", "13 or 14?? trips"),
    ("title_ru", "Рёбра жёсткости «СНГ»"),  # read as cp1251, "Рё" would be a letter of UTF-8, and so would "Г»"
    ("title_ru", "В\u00a02024 году, с\u00a01\u00a0мая"),
    ("title_az", "«QARABAĞ» – Bakı"),  # and "Ğ»" in cp1254
    ("title_az", "Ələt, Şuşa, Gəncə, İsmayıllı, Göyçay, Çıraqqala"),
    ("title", "São Paulo, Curaçao, Ağdam’da, Čeština, Österreich »Ö«"),
    ("title", "\u200fباکو\u200e 2024"),  # marks of direction belong to Persian and Arabic
    ("title", "می\u200cخواهم"),  # and the joiner to Persian
    ("title", "Familie 👩\u200d👩\u200d👧"),
    ("name_en", "Turkmenbashi–Baku, 1\u00a0000\u00a0km², No. 5"),
    ("note", "one\ntwo\ttabs"),
]


@pytest.mark.parametrize(("column", "text"), RIGHT, ids=[ascii(f"{c}: {t}") for c, t in RIGHT])
def test_unusual_but_sound_letters_pass(column: str, text: str) -> None:
    assert letters.ruin(text, column) is None


@pytest.mark.parametrize("encoding", ["cp1251", "cp1252", "cp1254"])
def test_names_read_in_a_wrong_encoding_are_found_whatever_they_are(encoding: str) -> None:
    """UTF-8 opened as a Russian, Western or Turkish text: every name that is more than ASCII is told."""
    for code in ("ru", "az"):
        for name in load().countries[f"name_{code}"]:
            read = "".join(
                bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in name.encode()
            )
            assert (letters.ruin(read, f"name_{code}") is None) == name.isascii(), read


def test_of_a_long_text_the_spot_is_shown(data: Copy) -> None:
    data.set("visits.csv", 2, title_en="a " * 50 + "Qaz?xistan" + " b" * 50)
    (fault,) = validate.faults(data.location, TODAY)
    shown = "… a a a a a a a a a a Qaz?xistan b b b b b b b b …"
    assert str(fault) == f'visits.csv, line 2, column title_en: "{shown}" {LOST}'


def test_many_ruined_cells_of_a_column_are_one_line(data: Copy) -> None:
    data.change("visits.csv", lambda rows: [row | {"title_az": "Bak? şəhəri"} for row in rows])
    found = validate.faults(data.location, TODAY)
    assert len(found) == len(data.rows("visits.csv")) - 1
    (line,) = validate.grouped(found)
    assert f'"Bak? şəhəri" {LOST}; {len(found)} faults of this kind' in str(line)


def test_the_description_must_be_sound_too(data: Copy) -> None:
    data.change_bytes(files.DESCRIPTION, lambda old: old.replace(b'"Visits', '"Visits\u200b'.encode(), 1))
    (fault,) = validate.faults(data.location, TODAY)
    assert fault.file == files.DESCRIPTION
    assert fault.rule == unseen("200B")


ODD = [
    ("visits.csv", "title_ru", "Trip to Baku", 'column title_ru: "Trip to Baku" has no Cyrillic letters'),
    ("terms.csv", "label_ru", "Aghdam", 'column label_ru: "Aghdam" has no Cyrillic letters'),
    ("projects.csv", "summary_ru", "A port in Alat.", "has no Cyrillic letters: is it in Russian?"),
    ("visits.csv", "title_az", "Визит в Баку", 'column title_az: "Визит в Баку" holds Cyrillic letters'),
    ("visits.csv", "title_az", "Bаkı", "holds Cyrillic letters: is it in Azerbaijani?"),  # its first a is Cyrillic
    ("terms.csv", "label_ru", "COP29", ""),
    ("projects.csv", "lead_orgs_ru", "SOCAR; BTC Co.", ""),
    ("visits.csv", "title_ru", "Визит в SOCAR", ""),
    ("visits.csv", "title_ru", "2024", ""),
]


@pytest.mark.parametrize(("file", "column", "text", "told"), ODD, ids=[ascii(f"{c}: {t}") for _, c, t, _ in ODD])
def test_a_text_in_other_letters_than_its_languages_is_a_warning(
    data: Copy, file: str, column: str, text: str, told: str
) -> None:
    before = set(validate.examine(files.read(data.location), TODAY).warnings)
    data.set(file, 2, **{column: text})
    faults, warnings = validate.examine(files.read(data.location), TODAY)
    new = [str(one) for one in warnings if one not in before]
    assert faults == []
    assert [told in one for one in new] == ([True] if told else [])
