"""What a plugin can give: rules, formats and profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from resp_lint.rule import Rule

PROJECT = "resp_lint"

FINDINGS = "findings"
"""What formats show that name no other sort of data."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def resp_lint_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """The plugin's rules."""


@hookspec
def resp_lint_precedence() -> Mapping[str, tuple[str, ...]]:  # type: ignore[empty-body]
    """Which rules give way: a code, and the codes of those that say it more exactly where both find something."""


@hookspec
def resp_lint_formats() -> Iterable[Any]:  # type: ignore[empty-body]
    """The plugin's output formats, as `resp_lint.report.format.Format`."""


@hookspec
def resp_lint_profiles() -> Mapping[str, Path]:  # type: ignore[empty-body]
    """The plugin's profiles: TOML files by name."""
