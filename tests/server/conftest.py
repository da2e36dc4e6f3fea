"""Servers for tests, each gone at the test's end."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from demo_page import PAGE
from language_client import LanguageClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., LanguageClient]]:
    """Start a server with some arguments, in the test's folder."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(LanguageClient(*arguments, cwd=tmp_path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with one responsibility page."""
    root = tmp_path / "docs"
    (root / ".git").mkdir(parents=True)
    (root / "responsibilities.md").write_bytes(PAGE.encode())
    return root


@pytest.fixture
def page(folder: Path) -> Path:
    return folder / "responsibilities.md"
