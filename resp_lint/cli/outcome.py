"""How a run went: what kept it from being complete, what of it the baseline knows, and its exit status."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.cli.commands import load_module
from resp_lint.cli.output import complain
from resp_lint.report.summary import format_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.cli.options import Options
    from resp_lint.cli.session import Session
    from resp_lint.engine.runner import Task
    from resp_lint.linter import CheckedPage, Run
    from resp_lint.rule import Level

INCOMPLETE = 2


def report_problems(tasks: Iterable[Task], run: Run, options: Options) -> None:
    """Say what was wrong with the paths and, where somebody wants to know, which files were skipped."""
    for problem in run.problems:
        complain(f"error: {_add_hint(problem)}")
    if options.verbosity > 0:
        checked = {page.source.path for page in run.pages}
        for task in tasks:
            if task.path not in checked:
                complain(f"skipped {task.path}: not a responsibility page")
        for page in run.pages:
            for excused in page.excused:
                complain(f"excused from {excused.code} {excused.name}: {page.source.path}: {excused.reason}")


def _add_hint(problem: str) -> str:
    path = problem.removesuffix(": no such file or folder")
    if path == problem:
        return problem
    hint: str = load_module("hints").hint_path(path)
    return f"{problem}; {hint}" if hint else problem


def warn_misnamed(session: Session) -> None:
    """Say which files look like a configuration, and are not read.

    Raises `ConfigError`.
    """
    for path in session.configurations.misnamed():
        where = "settings stand in resp-lint.toml, or in [tool.resp-lint] of pyproject.toml"
        complain(f"warning: {os.path.relpath(path)} is not read; {where}")


def drop_baseline(
    session: Session, run: Run, find_codes: Callable[[str], frozenset[str]] | None = None, *, quiet: bool = False
) -> Run:
    """A run without what the baselines know; what of that is gone is said.

    Raises `ConfigError`.
    """
    kept, gone = session.subtract_baseline(run, find_codes)
    if gone and not quiet and session.options.verbosity >= 0 and not run.problems:
        verb = "occurs" if gone == 1 else "occur"
        complain(
            f"{format_count(gone, 'finding')} of the baseline no longer {verb}; drop with: resp-lint baseline --prune"
        )
    return kept


def decide_exit(session: Session, run: Run) -> int:
    """The exit status of a run."""
    return compute_exit_code(run, session.find_limit, exit_zero=session.options.exit_zero)


def compute_exit_code(run: Run, find_limit: Callable[[str], Level | None], *, exit_zero: bool = False) -> int:
    """2 where the run is not complete; else 1 where a finding is as bad as the limit of its page."""
    if not run.complete:
        return INCOMPLETE
    return int(not exit_zero and any(is_failing(page, find_limit(page.source.path)) for page in run.pages))


def is_failing(page: CheckedPage, limit: Level | None) -> bool:
    """Whether a page has a finding as bad as a level; None stands for never."""
    return limit is not None and any(finding.level.rank <= limit.rank for finding in page.findings)
