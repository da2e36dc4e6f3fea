"""Each promise on the security page names a test that there is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall((ROOT / "docs/security.md").read_bytes().decode())
    assert len(named) >= 20
    for file, name in named:
        tree = ast.parse((ROOT / file).read_bytes())
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_each_promise_is_there() -> None:
    promises = (ROOT / "docs/security.md").read_bytes().decode().partition("## The promises one by one")[2]
    numbers = re.findall(r"^(\d+)\. (?:.|\n)*?`tests/", promises, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 15)]
