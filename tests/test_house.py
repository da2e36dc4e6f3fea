"""Rules of this house that no linter of ours can hold: what the source code must not say."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import grimp
import pytest

import resp_lint

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "resp_lint").rglob("*.py"), *(ROOT / "rules").rglob("*.py")])
RULES = sorted((ROOT / "rules").rglob("*.py"))

LINE_END_NAMES = {
    "linesep": "is the machine's; a page keeps its own line ends",
    "splitlines": "breaks lines at ten characters; lines of a page end at \\r\\n, \\n and \\r only",
    "read_text": "changes line ends; use read_bytes and decode strictly",
    "write_text": "changes line ends; encode and use write_bytes",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def line_end_slips(tree: ast.AST) -> Iterator[str]:
    """Every use of something that would change, or misread, the line ends of a page."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in LINE_END_NAMES:
            yield f"line {node.lineno}: {node.attr} {LINE_END_NAMES[node.attr]}"
        elif isinstance(node, ast.ImportFrom) and any(alias.name == "linesep" for alias in node.names):
            yield f"line {node.lineno}: linesep {LINE_END_NAMES['linesep']}"
        elif isinstance(node, ast.Call) and opens_text(node):
            yield f"line {node.lineno}: open in text mode changes line ends; say 'rb' or 'wb'"


def opens_text(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr="open", value=ast.Name(id="os" | "webbrowser")):
            return False
        case ast.Name(id="open") | ast.Attribute(attr="open", value=ast.Name(id="io")) | ast.Attribute(attr="fdopen"):
            mode_at = 1
        case ast.Attribute(attr="open"):
            mode_at = 0
        case _:
            return False
    modes = [*call.args[mode_at : mode_at + 1], *(word.value for word in call.keywords if word.arg == "mode")]
    return not any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes)


def inside_imports(tree: ast.AST) -> Iterator[str]:
    """Every import from inside the framework: rules see what `resp_lint` itself offers."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="resp_lint", names=names):
                yield from (f"line {node.lineno}: {it.name}" for it in names if it.name not in resp_lint.__all__)
            case ast.ImportFrom(module=str(module)) if module.startswith("resp_lint."):
                yield f"line {node.lineno}: from {module}"
            case ast.Import(names=names):
                yield from (f"line {node.lineno}: {it.name}" for it in names if it.name.startswith("resp_lint."))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_line_ends_are_nobodys_but_the_pages(path: Path) -> None:
    assert list(line_end_slips(ast.parse(path.read_bytes()))) == []


@pytest.mark.parametrize("path", RULES, ids=name)
def test_rules_import_the_front_door_only(path: Path) -> None:
    assert list(inside_imports(ast.parse(path.read_bytes()))) == []


@pytest.mark.parametrize(
    "slip",
    [
        "text.splitlines()",
        "os.linesep",
        "from os import linesep",
        "path.read_text()",
        "path.write_text(text)",
        "open(path)",
        "open(path, 'w')",
        "path.open()",
        "path.open(mode='r')",
        "os.fdopen(number, 'w')",
        "io.open(path, encoding='utf-8')",
    ],
)
def test_a_slip_is_seen(slip: str) -> None:
    assert list(line_end_slips(ast.parse(slip)))


@pytest.mark.parametrize(
    "fine",
    ["open(path, 'rb')", "path.open('wb')", "path.open(mode='rb')", "os.open(path, flags)", "os.fdopen(n, 'wb')"],
)
def test_bytes_are_fine(fine: str) -> None:
    assert not list(line_end_slips(ast.parse(fine)))


@pytest.mark.parametrize(
    "inside",
    [
        "from resp_lint.rule import rule",
        "import resp_lint.page",
        "import re, resp_lint.x",
        "from resp_lint import page",
    ],
)
def test_an_import_from_inside_is_seen(inside: str) -> None:
    assert list(inside_imports(ast.parse(inside)))
    assert not list(inside_imports(ast.parse("from resp_lint import rule\nimport resp_lint_rules.x")))


def test_no_circle_of_files() -> None:
    """Nobody imports, late or for types alone, what imports it: import-linter allows it inside a layer."""
    graph = grimp.build_graph("resp_lint", "resp_lint_rules", cache_dir=None)
    TopologicalSorter({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}).prepare()
