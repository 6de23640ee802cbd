"""Who made the data, under which licence, and how to cite them: all from the data's own description."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caspian.context import Context
from caspian.data.dataset import Dataset


@dataclass(frozen=True)
class Licence:
    """A licence by its short name and title, with the address of its text."""

    name: str
    title: str
    url: str


def licence(dataset: Dataset) -> Licence:
    """The first licence of the description; empty where it names none."""
    first = next(iter(dataset.description.get("licenses", ())), {})
    return Licence(*(str(first.get(key, "")) for key in ("name", "title", "path")))


def short_licence(dataset: Dataset) -> str:
    """The licence as it is spoken of: ``CC BY 4.0`` for ``CC-BY-4.0``."""
    name = licence(dataset).name
    return name.replace("-", " ") if name.startswith("CC-") else name


def authors(dataset: Dataset) -> str:
    return ", ".join(str(person.get("title", "")) for person in dataset.description.get("contributors", ()))


def attributions(dataset: Dataset) -> tuple[Mapping[str, Any], ...]:
    """What the data were made from, as the description lists it (``title``, and ``path`` where there is one)."""
    return tuple(dataset.description.get("sources", ()))


def year(dataset: Dataset) -> str:
    return str(dataset.description.get("created", ""))[:4]


def text(context: Context) -> str:
    """One line to cite the data by, as of the version on screen."""
    dataset = context.dataset
    return context.language.gettext("{authors} ({year}). {title}, version {version} [data set]. {licence}.").format(
        authors=authors(dataset),
        year=year(dataset),
        title=dataset.description.get("title", ""),
        version=dataset.description.get("version", ""),
        licence=short_licence(dataset),
    )


def bibtex(dataset: Dataset) -> str:
    """The same as an entry for BibTeX."""
    described = dataset.description
    fields = {
        "author": "{" + _tex(authors(dataset)) + "}",
        "title": _tex(str(described.get("title", ""))),
        "year": year(dataset),
        "version": _tex(str(described.get("version", ""))),
        "note": _tex(f"Data set, {short_licence(dataset)}"),
    }
    key = re.sub(r"[^a-z0-9]+", "-", str(described.get("name", "data")).lower()).strip("-")
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@misc{{{key}-{year(dataset)},\n" + ",\n".join(lines) + "\n}\n"


def _tex(value: str) -> str:
    """A value in which TeX obeys nothing."""
    value = re.sub(r"[{}\\~^]", " ", value)
    return re.sub(r"([#$%&_])", r"\\\1", " ".join(value.split()))
