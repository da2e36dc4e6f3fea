"""The built-in rules: a plugin like any other.  One rule, one file; a new file in one of the folders is found by itself."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from resp_lint import Rule, hookimpl
from resp_lint_rules._shared.precedence import PRECEDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator


_HELPERS = {"_shared", "spelling", "__pycache__"}


@hookimpl
def resp_lint_rules() -> Iterator[Rule]:
    """All rules of this package."""
    here = os.path.dirname(__file__)  # noqa: PTH120 -- every start passes here
    families = sorted(entry.name for entry in os.scandir(here) if entry.is_dir() and entry.name not in _HELPERS)
    for family in families:
        for file in sorted(os.listdir(os.path.join(here, family))):  # noqa: PTH118, PTH208 -- as above
            if file.endswith(".py") and not file.startswith("_"):
                module = import_module(f"{__name__}.{family}.{file.removesuffix('.py')}")
                yield from (value for value in vars(module).values() if isinstance(value, Rule))


@hookimpl
def resp_lint_precedence() -> dict[str, tuple[str, ...]]:
    """Which of our rules give way to which."""
    return PRECEDENCE
