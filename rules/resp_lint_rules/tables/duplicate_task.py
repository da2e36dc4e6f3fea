"""RSP307."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, normalized, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import Row, Violation


@rule("RSP307", level=Level.WARNING, any_page=True)
def duplicate_task(page: Page, profile: Profile) -> Findings:
    """Checks that no task stands twice in a table.

    Whoever looks a task up reads its first row, and misses what the second one says.

    An auditor cannot tell which of the two rows holds. Rows that share a task are one row, or need two names.

    It fires on the second and each further row of a task table whose task is the same as above: as a reader sees it,
    without regard to case, with keyrefs as the words that they stand for. Blank tasks and those that only say that
    nothing is decided yet do not count, nor does the same task in two tables.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | N/A |
    | Patch brokers | Patch them every week. | N/A |
    | Rotate keys | N/A | Rotate your keys. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Remind of keys | Send a reminder. | N/A |
    | Rotate keys | N/A | Rotate your keys. |
    ~~~~
    """
    in_words = page.conventions.replace_keyrefs
    for table in page.task_tables:
        rows = select_whole_rows(table)
        tasks = [normalized(in_words(row.task.text)) for row in rows]
        if len(set(tasks)) < len(tasks):
            yield from _find_repeated(rows, tasks, profile)


def _find_repeated(rows: Iterable[Row], tasks: Iterable[str], profile: Profile) -> Iterator[Violation]:
    """The tasks that stand in a row above already."""
    no_tasks = {normalized(marker) for marker in (*profile.cells.empty_markers, *profile.cells.undecided_markers)}
    lines: dict[str, int] = {}
    for row, task in zip(rows, tasks, strict=True):
        if not task or task in no_tasks:
            continue
        if task in lines:
            message = f"task “{shorten(row.task.text)}” stands in line {lines[task]} already"
            yield row.task.at(f"{message}; make one row of the two, or say how the tasks differ")
        lines.setdefault(task, row.line)
