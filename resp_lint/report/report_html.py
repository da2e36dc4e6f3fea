"""One HTML file of all that is known of some pages: who owns what, what changed hands, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.report.changes_html import view_changes
from resp_lint.report.changes_words import shown_changes
from resp_lint.report.html_page import build_page
from resp_lint.report.matrix_html import name_anchor, view_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import Run
    from resp_lint.ownership.export import ChangeSet, Matrix
    from resp_lint.report.format import Screen


def render_report(matrix: Matrix, changes: ChangeSet | None, run: Run, screen: Screen) -> Iterator[str]:
    """The lines of the file."""
    view = view_matrix(matrix, screen, {page.source.path: page.findings for page in run.pages})
    if changes is not None:
        anchors = {
            (page.path, task.line, task.column): name_anchor(number, order)
            for number, page in enumerate(matrix.pages)
            for order, task in enumerate(page.tasks)
        }
        shown = shown_changes(changes)
        view = replace(
            view,
            numbers=(*view.numbers, ("Changes", len(shown))),
            changes_title=f"What changed since {changes.old}",
            changes=view_changes(shown, anchors),
        )
    yield from build_page(view)
