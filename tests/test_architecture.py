"""The floors of the house: imports go one way, only the last floor knows Streamlit, no code names a row of the data."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from caspian.data.dataset import Dataset

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted([*(ROOT / "caspian").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])

FLOORS = (
    ("languages", "colours", "terminal"),
    ("data",),
    ("text", "words", "style", "geo", "filters", "context", "links", "tables", "citation"),
    ("measures",),
    ("charts", "map"),
    ("cards",),
    ("scenes", "slides", "export", "package", "method", "messages", "validate", "compare", "tidy", "web"),
    ("ui",),
    ("pages", "app"),
)
"""From left to right: what stands on a floor imports from its own and from those before it."""


def part(module: str) -> str:
    """The part of the house that a module belongs to: ``cards`` of ``caspian.cards.visits.counts``."""
    steps = module.split(".")
    return steps[1] if steps[0] == "caspian" and len(steps) > 1 else steps[0]


def name(path: Path) -> str:
    """``caspian.cards.rows`` of its file; a package is called by its folder."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that a file imports, wherever in it; ``from caspian import text`` is ``caspian.text``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def trees() -> Mapping[str, ast.Module]:
    """Every file of the product, parsed, by its module."""
    return {name(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def floor(module: str) -> int:
    """How far to the right a module stands; -1 for what stands on no floor."""
    return next((number for number, parts in enumerate(FLOORS) if part(module) in parts), -1)


def test_every_module_stands_on_a_floor(trees: Mapping[str, ast.Module]) -> None:
    assert [module for module in trees if floor(module) < 0] == ["caspian"]


def test_no_import_runs_back_up(trees: Mapping[str, ast.Module]) -> None:
    wrong = [
        f"{module} imports {imported}"
        for module, tree in trees.items()
        for imported in imports(tree)
        if floor(imported) > floor(module)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_last_floors_know_streamlit(trees: Mapping[str, ast.Module]) -> None:
    knowing = {part(module) for module, tree in trees.items() for it in imports(tree) if it.startswith("streamlit")}
    assert knowing <= {"ui", "pages", "app"}


def test_nothing_is_kept_by_dataset_outside_its_memory(trees: Mapping[str, ast.Module]) -> None:
    """A cache of the process would keep every dataset that it has ever seen."""
    cached = [
        f"{module}.{node.name}"
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(re.search(r"\b(lru_)?cache\b", ast.unparse(decorator)) for decorator in node.decorator_list)
        and re.search(r"\b(Dataset|Context)\b", ast.unparse(node.args))
    ]
    assert not cached


KEYS = {
    "freight_series": "series_id",
    "projects": "project_id",
    "claims": "claim_id",
    "events": "event_id",
    "sources": "source_id",
    "routes": "route_id",
    "visits": "visit_id",
    "stated_figures": "statement_id",
}
"""Tables whose rows the code must not know one by one, with their identifiers."""


def test_no_code_names_a_row(dataset: Dataset, trees: Mapping[str, ast.Module]) -> None:
    identifiers = {key for table, column in KEYS.items() for key in dataset.table(table)[column]}
    telling = {key for key in identifiers if re.search(r"[-_\d]", key)}  # "baku" is a word like others
    named = {
        f"{module}, line {node.lineno}: {node.value}"
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in telling
    }
    assert not named, "\n".join(sorted(named))


BY_LANGUAGE = ("caspian.data.", "caspian.languages", "caspian.measures.calendar")
"""Where a column's name is put together of a stem and a language; all else asks for the text by its stem."""


def test_texts_of_rows_are_asked_for_by_their_stem(trees: Mapping[str, ast.Module]) -> None:
    """A column that is picked by the reader's language is missing as soon as there is another language."""
    picked = [
        f"{module}, line {node.lineno}: {ast.unparse(node)}"
        for module, tree in trees.items()
        if not module.startswith(BY_LANGUAGE)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and re.search(r"_{([\w.]+\.)?(code|lang|language)}", ast.unparse(node))
    ]
    assert not picked, "\n".join(picked)
