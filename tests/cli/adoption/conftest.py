"""Forty old pages, and the same after two commands; each made once a session and copied for a test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from adopted_tree import Story, entered
from old_tree import commit, old_tree

from resp_lint.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree before anybody thought of a linter."""
    root = tmp_path_factory.mktemp("history")
    old_tree(root)
    return root


@pytest.fixture(scope="session")
def adopted(history: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree after two commands; all that they wrote is committed."""
    root = tmp_path_factory.mktemp("adopted") / "tree"
    shutil.copytree(history, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert [main(["init"]), main(["baseline"])] == [0, 0]
    commit(root)
    return root


@pytest.fixture
def tree(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the old tree, as the current folder."""
    return entered(history, tmp_path, monkeypatch)


@pytest.fixture
def story(adopted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Story:
    return Story(entered(adopted, tmp_path, monkeypatch), command)
