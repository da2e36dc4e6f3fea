"""RSP507."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, RuleSet, read_ownership, rule
from resp_lint_rules._shared.places import locate_line
from resp_lint_rules._shared.row_text import shorten

if TYPE_CHECKING:
    from resp_lint import Task

_DOES_NOTHING = frozenset(("denies", "none", "blank"))


@rule("RSP507", level=Level.WARNING, rule_set=RuleSet.STRICT)
def denied_by_all(page: Page) -> Findings:
    """Checks that somebody is left who does a task that a party says is not its own.

    “IBM is not responsible for your backups” beside a blank cell names nobody: the reader knows who does not, and has to
    guess who does.

    It fires on a task that at least one party denies in a sentence, and that all others deny, leave blank, or answer with
    a marker such as “N/A”. A row of markers alone is a `row-without-owner`. A sentence that denies one thing and takes on
    another (“… not responsible for X. However, …”) takes something on.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Back up queues | IBM is not responsible for backups. | N/A |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Back up queues | IBM is not responsible for backups. | Back up your queues. |
    ~~~~
    """
    for task in read_ownership(page).tasks:
        if _is_denied(task):
            message = f"“{shorten(task.task)}”: whoever is named says no; write who does it, or drop the task"
            yield locate_line(page, task.line).at(message)


def _is_denied(task: Task) -> bool:
    answers = {str(party.answer) for party in task.parties}
    return "denies" in answers and answers <= _DOES_NOTHING and len(task.parties) > 1
