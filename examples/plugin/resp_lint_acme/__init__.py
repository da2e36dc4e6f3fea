"""What the docs team of Acme Cloud, an invented company, adds to resp-lint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint import hookimpl
from resp_lint_acme.rotation_without_period import rotation_without_period
from resp_lint_acme.tally import tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resp_lint import Format, Rule


@hookimpl
def resp_lint_rules() -> Iterable[Rule]:
    """One rule; `rules = ["ACM"]` in a configuration would select all of ours."""
    return [rotation_without_period]


@hookimpl
def resp_lint_profiles() -> Mapping[str, Path]:
    """What a page of Acme Cloud should be: chosen with `--config profile=acme`."""
    return {"acme": Path(__file__).with_name("acme.toml")}


@hookimpl
def resp_lint_formats() -> Iterable[Format]:
    """A report as short as can be: chosen with `--output-format tally`."""
    return [tally]
