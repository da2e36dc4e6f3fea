"""RSP508."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, RuleSet, normalized, regex, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules.ownership._owner_answers import Answer, place, read_answer

if TYPE_CHECKING:
    from resp_lint import Cell

_NOT_WORDS = regex(r"[\W_]+")


@rule("RSP508", level=Level.INFO, rule_set=RuleSet.STRICT)
def task_as_duty(page: Page, profile: Profile) -> Findings:
    """Checks that an owner's cell says what the owner does, not only the task once more.

    “Rotate keys” beside “Rotate keys” tells who does it, and leaves open how, when and how far.

    It fires on a cell of an owner's own column in a task table whose words are those of its task, whatever their case and
    punctuation.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate keys. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    """
    for table in page.task_tables:
        for row in select_whole_rows(table):
            task = _fold(row.task)
            for cell in row.owner_cells if task else ():
                # In a column that is nobody's own, a cell says who it is, and may be called like what is owned.
                if cell.column.owner and _fold(cell) == task and read_answer(cell, profile) is Answer.WORK:
                    yield cell.at(
                        f"{place(row, cell)} only repeats the task; write what is done, how often, and for what"
                    )


def _fold(cell: Cell) -> str:
    return _NOT_WORDS.sub(" ", normalized(cell.words)).strip()
