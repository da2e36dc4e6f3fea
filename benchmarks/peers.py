"""What is measured: resp-lint as its users have it, and the peers, each as its own documentation runs it in CI."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Case

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = Path(__file__).parents[1] / ".bench"
OURS, FLOOR = "resp-lint", "import markdown_it, pluggy, yaml"
ONE_JOB = "resp-lint, one job"
FIRST, SECOND = "resp-lint, first run with a cache", "resp-lint, second run"
RUMDL_FIRST, RUMDL_SECOND = "rumdl, first run with a cache", "rumdl, second run"
CONCISE, FULL = "resp-lint concise, to a terminal", "resp-lint full, to a terminal"
MATRIX, CHANGES = "resp-lint matrix", "resp-lint changes"
CACHE_FOLDER = "RESP_LINT_CACHE_DIR"
PYTHON = str(HOME / "own/bin/python")
RESP_LINT = str(HOME / "own/bin/resp-lint")
TABLES = "MD001,MD003,MD022,MD023,MD024,MD025,MD041,MD043,MD055,MD056,MD058,MD060"


@dataclass(frozen=True)
class Tool:
    """A program: how it is asked for nothing, how for a file or a folder, and which exit statuses mean it did that."""

    name: str
    start: tuple[str, ...]
    check: Callable[[str], tuple[str, ...]]
    fine: tuple[int, ...] = (0, 1)

    def case(self, target: str, rounds: int, scale: float = 1.0) -> Case:
        """The tool on a path; on an empty one it is asked for its version."""
        return Case(self.name, self.check(target) if target else self.start, rounds, self.fine, scale)


def _peer(name: str) -> str:
    return str(HOME / "peers/bin" / name)


def _glob(target: str) -> str:
    return target if target.endswith(".md") else f"{target}/**/*.md"


_MARKDOWNLINT = str(HOME / "node_modules/.bin/markdownlint-cli2")
_RUMDL = (_peer("rumdl"), "check", "--no-cache", "--no-config")

TOOLS = {
    tool.name: tool
    for tool in (
        Tool(OURS, (RESP_LINT, "--version"), lambda target: (RESP_LINT, target)),
        Tool("rumdl", (_peer("rumdl"), "--version"), lambda target: (*_RUMDL, target)),
        Tool(
            "rumdl, heading and table rules",
            (_peer("rumdl"), "--version"),
            lambda target: (*_RUMDL, "--enable", TABLES, target),
        ),
        Tool("typos", (_peer("typos"), "--version"), lambda target: (_peer("typos"), "--isolated", target), (0, 2)),
        Tool("codespell", (_peer("codespell"), "--version"), lambda target: (_peer("codespell"), target), (0, 65)),
        Tool("markdownlint-cli2", (_MARKDOWNLINT, "--help"), lambda target: (_MARKDOWNLINT, _glob(target)), (0, 1, 2)),
        Tool(
            "pymarkdown",
            (_peer("pymarkdown"), "version"),
            lambda target: (_peer("pymarkdown"), "scan", "-r", target),
        ),
    )
}


# Who owns what by some pages, and what changed hands between them and others of the same names.
_DATA = ("--quiet", "--output-format", "json")
OWNERSHIP_TOOLS = (
    Tool(MATRIX, (RESP_LINT, "--version"), lambda target: (RESP_LINT, "matrix", *_DATA, target), (0,)),
    Tool(CHANGES, (RESP_LINT, "--version"), lambda target: (RESP_LINT, "changes", *_DATA, target, "distinct"), (0,)),
)


def runs_with_cache(target: str, rounds: int) -> tuple[Case, ...]:
    """Runs that keep what they find, and runs that find it kept; in turn, as the first start with no cache at all."""
    folder, theirs = str(HOME / "cache"), str(HOME / "rumdl-cache")
    ours, environ = (RESP_LINT, target), {CACHE_FOLDER: folder}
    rumdl = (_peer("rumdl"), "check", "--no-config", "--cache-dir", theirs, target)
    return (
        Case(FIRST, ours, rounds, environ=environ, without=folder),
        Case(SECOND, ours, rounds, environ=environ),
        Case(RUMDL_FIRST, rumdl, rounds, without=theirs),
        Case(RUMDL_SECOND, rumdl, rounds),
    )


def runs_on_terminal(target: str, rounds: int) -> tuple[Case, Case]:
    """The report that people get on a terminal, and the short one there."""
    concise, full = (
        Case(name, (RESP_LINT, "--output-format", form, target), rounds, terminal=True)
        for name, form in ((CONCISE, "concise"), (FULL, "full"))
    )
    return concise, full


def run_in_one_job(target: str, rounds: int) -> Case:
    """All pages in one process."""
    return Case(ONE_JOB, (RESP_LINT, "--jobs", "1", target), rounds)


BARE_TOOLS = (
    Tool("python -c pass", (PYTHON, "-c", "pass"), lambda _: (PYTHON, "-c", "pass"), (0,)),
    Tool(FLOOR, (PYTHON, "-c", FLOOR), lambda _: (PYTHON, "-c", FLOOR), (0,)),
)
