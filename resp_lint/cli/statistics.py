"""`--statistics`: how many findings there are of what, in place of the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.cli.options import SUMMED_UP
from resp_lint.engine.runner import Task
from resp_lint.errors import UsageError
from resp_lint.page.parser import parse
from resp_lint.report.format import Format
from resp_lint.report.statistics import render_json, render_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.cli.session import Session
    from resp_lint.linter import CheckedPage, Run
    from resp_lint.page.model import Page
    from resp_lint.report.format import Screen

TEXTS = ("full", "grouped", "concise")
JSON = "json"


def make_statistics(name: str, session: Session) -> Format:
    """Statistics as a format that stands in the place of another; of none where `name` is blank.

    Raises `UsageError` for what cannot be counted.
    """
    if session.options.diff:
        raise UsageError("--diff shows changes and no statistics; leave one of them out")
    if name not in {"", JSON, *TEXTS}:
        raise UsageError(f"--statistics are text or JSON; leave {name} out, or give it a file: {name}:FILE")

    def page_of(checked: CheckedPage) -> Page:
        return parse(checked.source, session.find_checker(Task(checked.source.path)).settings.conventions)

    def render(run: Run, screen: Screen) -> Iterator[str]:
        return render_json(run, page_of) if name == JSON else render_text(run, screen, page_of)

    return Format(name or SUMMED_UP, "how many findings there are of what", render)
