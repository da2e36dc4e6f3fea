"""How git is called: with nothing of the repository or of the environment that could make it do more than answer."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from resp_lint.vcs.git import run_git

if TYPE_CHECKING:
    from pathlib import Path

POLLUTED = {
    "GIT_DIR": "/elsewhere",
    "GIT_WORK_TREE": "/elsewhere",
    "GIT_INDEX_FILE": "/elsewhere/index",
    "GIT_OBJECT_DIRECTORY": "/elsewhere",
    "GIT_EXTERNAL_DIFF": "/elsewhere/program",
    "GIT_PAGER": "/elsewhere/program",
    "GIT_ALLOW_PROTOCOL": "ext",
    "GIT_NO_LAZY_FETCH": "0",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.fsmonitor",
    "GIT_CONFIG_VALUE_0": "/elsewhere/program",
}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The arguments and the environment that a git gets in whose place a program stands that prints them."""
    program = tmp_path / "git"
    program.write_bytes(b'#!/bin/sh\nfor word; do echo "$word"; done\n/usr/bin/env\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    for name, value in POLLUTED.items():
        monkeypatch.setenv(name, value)
    return run_git(str(tmp_path), "ls-files", "-z", "--", "x").decode().split("\n")


def test_the_environment_names_no_other_repository(told: list[str]) -> None:
    assert sorted(line for line in told if line.startswith("GIT_")) == [
        "GIT_ALLOW_PROTOCOL=",
        "GIT_NO_LAZY_FETCH=1",
        "GIT_OPTIONAL_LOCKS=0",
        "GIT_TERMINAL_PROMPT=0",
    ]
    assert told[-1] == ""


@pytest.mark.parametrize(
    ("setting", "theirs", "ours"),
    [
        ("core.hooksPath", "hooks", os.devnull),
        ("core.fsmonitor", "./program", "false"),
        ("core.alternateRefsCommand", "./program", ""),
        ("safe.bareRepository", "all", "explicit"),
        ("submodule.recurse", "true", "false"),
    ],
)
def test_what_a_repository_sets_is_off(tmp_path: Path, setting: str, theirs: str, ours: str) -> None:
    git = shutil.which("git")
    assert git
    subprocess.run([git, "init", "--quiet", str(tmp_path)], check=True)
    subprocess.run([git, "-C", str(tmp_path), "config", setting, theirs], check=True)
    assert run_git(str(tmp_path), "config", "--get", setting).decode().rstrip("\n") == ours


def test_no_pager_is_asked_for(told: list[str]) -> None:
    assert told[0] == "--no-pager"
    assert told[told.index("-C") + 2 :][:4] == ["ls-files", "-z", "--", "x"]
