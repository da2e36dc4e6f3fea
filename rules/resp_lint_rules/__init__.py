"""The built-in rules: a plugin like any other.  One rule, one file; a new file in one of the folders is found by itself."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint import Rule, hookimpl
from resp_lint_rules.precedence import PRECEDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator


@hookimpl
def resp_lint_rules() -> Iterator[Rule]:
    """All rules of this package."""
    here = Path(__file__).parent
    for path in sorted(here.glob("*/[!_]*.py")):
        module = import_module(f"{__name__}.{path.parent.name}.{path.stem}")
        yield from (value for value in vars(module).values() if isinstance(value, Rule))


@hookimpl
def resp_lint_precedence() -> dict[str, tuple[str, ...]]:
    """Which of our rules give way to which."""
    return PRECEDENCE
