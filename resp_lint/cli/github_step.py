"""What a step on GitHub shows besides its log: a summary, and a mark where a run could not be made."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from resp_lint.cli.output import append_file, show
from resp_lint.cli.screens import make_file_screen, make_screen
from resp_lint.errors import UsageError
from resp_lint.report.github import make_command
from resp_lint.report.markdown import cut, escape_text, render_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen

SUMMARY_BYTES = 1_000_000


def summarize_run(path: str, run: Run, screen: Screen) -> None:
    """Put the findings of a run into the summary of the step."""
    summarize(path, render_tables(run, screen), screen)


def summarize(path: str, lines: Iterable[str], screen: Screen) -> None:
    """Put lines of Markdown into the summary of the step, as many as it takes."""
    append_file(path, cut(lines, SUMMARY_BYTES), screen)


def report_failure(message: str, environ: Mapping[str, str]) -> None:
    """On GitHub, mark a run that could not be made, and say so in the summary of the step.

    It goes to standard error, where the runner reads commands, too, and no report of ours stands.
    """
    screen = make_screen(sys.stderr, environ)
    text = screen.text(message)
    with suppress(UsageError):
        if sys.stderr is not None:
            show([make_command("error", {"title": "resp-lint"}, text)], screen, sys.stderr)
        if path := environ.get("GITHUB_STEP_SUMMARY"):
            append_file(
                path, ["**resp-lint could not check the pages**", "", escape_text(text)], make_file_screen(environ)
            )
