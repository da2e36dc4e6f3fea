"""Findings and runs for the tests of reports, made without any rule or parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.linter import CheckedPage, Run
from resp_lint.page.where import NOWHERE, Where
from resp_lint.rule import Finding, Level
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint.rule import Fix


def found(  # noqa: PLR0913 -- one finding has this many parts
    source: Source,
    start: int,
    end: int,
    *,
    code: str = "RSP401",
    name: str = "missing-caption",
    level: Level = Level.ERROR,
    message: str = "the table has no caption",
    help: str = "write one below it",  # noqa: A002 -- the field's name
    fix: Fix | None = None,
    where: Where = NOWHERE,
) -> Finding:
    """A finding between two offsets of a source."""
    place = source.position(start), source.position(end)
    return Finding(code, name, level, source.path, *place, message, help, fix, where)


def checked(path: str, text: str, *spans: tuple[int, int], **parts: object) -> CheckedPage:
    """A page with a finding at each span."""
    source = Source(path, text)
    return CheckedPage(source, tuple(found(source, start, end, **parts) for start, end in spans))  # type: ignore[arg-type]


@pytest.fixture(name="checked")
def checked_fixture() -> Callable[..., CheckedPage]:
    return checked


@pytest.fixture
def run_of() -> Callable[..., Run]:
    """A run over one page of this text, with one finding at each span."""

    def make(text: str, *spans: tuple[int, int], path: str = "docs/a.md", **parts: object) -> Run:
        return Run((checked(path, text, *spans, **parts),))

    return make
