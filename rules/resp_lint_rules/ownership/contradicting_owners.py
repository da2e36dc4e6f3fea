"""RSP506."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, RuleSet, normalized, read_ownership, rule
from resp_lint_rules._shared.places import locate_line
from resp_lint_rules._shared.row_text import shorten

if TYPE_CHECKING:
    from resp_lint import Task

_OWNERS = {
    "provider": "the provider",
    "customer": "the customer",
    "shared": "both sides",
    "third-party": "a third party",
}


@rule("RSP506", level=Level.WARNING, rule_set=RuleSet.STRICT)
def contradicting_owners(page: Page) -> Findings:
    """Checks that the resource matrix of a page and its task tables name the same owner.

    The matrix is what a reader looks at first, the tables are what a contract refers to; where they differ, each side can
    point at the one that suits it.

    It fires on a row of a task table where the matrix gives the resource of the same name, in the same area, to somebody
    else: to IBM in the one and to the customer in the other, or to both in one of them. What is blank or undecided in
    either is reported by the rules for that.

    ~~~~bad
    | Resource | Change management | Disaster recovery |
    |----------|-------------------|-------------------|
    | Queues | IBM | You |

    ## Change management
    {: #changes}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Queues | N/A | Change your queues. |
    ~~~~
    ~~~~good
    | Resource | Change management | Disaster recovery |
    |----------|-------------------|-------------------|
    | Queues | IBM | You |

    ## Change management
    {: #changes}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Queues | Change the queues every month. | N/A |
    ~~~~
    """
    if not page.matrices or not page.task_tables:
        return
    tasks = read_ownership(page).tasks
    by_matrix = {_make_key(task): task for task in tasks if task.column and str(task.ownership) in _OWNERS}
    for task in tasks:
        other = None if task.column else by_matrix.get(_make_key(task))
        if other and str(task.ownership) in _OWNERS and other.ownership != task.ownership:
            message = (
                f"“{shorten(task.task)}” is owned by {_OWNERS[task.ownership]} here, and by {_OWNERS[other.ownership]}"
                f" in the matrix on line {other.line}; write the same in both"
            )
            yield locate_line(page, task.line).at(message)


def _make_key(task: Task) -> tuple[str | None, str]:
    """What a row of a task table and a cell of a matrix have in common where they speak of one thing."""
    return task.area, normalized(task.task)
