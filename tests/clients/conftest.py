"""The programs that read what resp-lint writes, as `make test-clients` installs them, and what they are to read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / ".clients"
RESP_LINT = Path(sys.executable).with_name("resp-lint")
EMPTY: Mapping[str, str] = {}
OURS = ("GITHUB_", "CI", "RUNNER_", "PRE_COMMIT", "PREK_", "GIT_", "RESP_LINT_")


@dataclass(frozen=True)
class Done:
    """What a program said and how it ended."""

    code: int
    out: bytes
    err: bytes


Environment = Mapping[str, str]


class Run(Protocol):
    """Runs a program to its end."""

    def __call__(
        self, *command: str | Path, cwd: Path = ..., stdin: bytes = ..., environment: Environment = ...
    ) -> Done: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the programs there is nothing to test, and a test that cannot run must not pass."""
    if items and not (CLIENTS / ".ready").exists():
        pytest.exit("the programs are not here; `make test-clients` installs them", returncode=2)


def run_program(*command: str | Path, cwd: Path = ROOT, stdin: bytes = b"", environment: Environment = EMPTY) -> Done:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    done = subprocess.run(
        command, cwd=cwd, input=stdin, env={**clean, **environment}, capture_output=True, timeout=600, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def clients() -> Path:
    """The folder that the programs are installed in."""
    return CLIENTS


@pytest.fixture(scope="session")
def run() -> Run:
    return run_program


@pytest.fixture(scope="session")
def resp_lint(run: Run) -> Run:
    """Runs resp-lint with arguments."""

    def call(*command: str | Path, cwd: Path = ROOT, stdin: bytes = b"", environment: Environment = EMPTY) -> Done:
        return run(RESP_LINT, *command, cwd=cwd, stdin=stdin, environment=environment)

    return call


@pytest.fixture(scope="session")
def node(run: Run) -> Run:
    """Runs a script of this folder with node; it finds its modules in CLIENTS."""

    def call(*command: str | Path, cwd: Path = ROOT, stdin: bytes = b"", environment: Environment = EMPTY) -> Done:
        script, *arguments = command
        program = shutil.which("node") or "node"
        there = {"CLIENTS": str(CLIENTS / "node_modules"), **environment}
        return run(program, Path(__file__).parent / script, *arguments, cwd=cwd, stdin=stdin, environment=there)

    return call


@pytest.fixture(scope="session")
def pages(root: Path) -> tuple[Path, str]:
    """A folder to run in and the folder of pages below it: the real ones, or else the examples."""
    shared = root.parent / "shared"
    return (shared, "pages") if (shared / "pages").is_dir() else (root, "examples")


@pytest.fixture(scope="session")
def reports(pages: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A folder with a report in each format on all pages; a file's name is the format's."""
    folder = tmp_path_factory.mktemp("reports")
    formats = ("json", "sarif", "gitlab", "rdjson", "junit", "checkstyle", "markdown")
    chosen = [f"--output-format={name}:{folder / name}" for name in formats]
    docs = "https://example.com/rules/{name}"
    done = run(
        RESP_LINT, "--strict", "--all-pages", *chosen, pages[1], cwd=pages[0], environment={"RESP_LINT_DOCS_URL": docs}
    )
    assert done.code in {1, 2}, done.err  # some of the pages cannot be read in full
    return folder


@pytest.fixture(scope="session")
def findings(reports: Path) -> list[dict[str, Any]]:
    """All findings, as our own JSON has them."""
    found: list[dict[str, Any]] = json.loads((reports / "json").read_bytes())["findings"]
    assert len(found) > 10
    return found


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The project as a git repository of one commit, with what is written but not committed yet."""
    folder = tmp_path_factory.mktemp("project") / "resp-lint"
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).out
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    commit_all(folder)
    return folder


def commit_all(folder: Path) -> None:
    """Make a git repository of a folder, or a commit of what has changed in it."""
    author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com"}
    committer = {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com"}
    for arguments in (
        ("init", "--quiet"),
        ("add", "--all"),
        ("commit", "--quiet", "--allow-empty", "--no-verify", "--message", "x"),
    ):
        done = run_program("git", *arguments, cwd=folder, environment={**author, **committer})
        assert done.code == 0, done.err
