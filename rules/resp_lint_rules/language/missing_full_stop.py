"""RSP611."""

from itertools import zip_longest
from typing import Annotated

from msgspec import Meta

from resp_lint import Cell, Edit, Findings, Fix, FixKind, Level, Page, RuleSet, rule

_ENDS = (".", "!", "?", ":", ";", "。", "…")
_CLOSING = ")]}*_\"'”’`"


@rule("RSP611", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.UNSAFE)
def missing_full_stop(
    page: Page,
    *,
    share: Annotated[
        float, Meta(ge=0, le=1, description="From which share of a column's sentences on the others are reported.")
    ] = 0.75,
    shortest: Annotated[int, Meta(ge=1, description="With how many words a cell holds a sentence.")] = 5,
) -> Findings:
    """Checks that a sentence in an owner's column ends with a full stop where most of the column's sentences do.

    A screen reader pauses at a full stop; without one, two cells are read as one sentence, and a reader wonders whether the
    rest was lost.

    Cells with fewer words than `shortest` are no sentences, nor are those that begin with a link or end with a list, code or
    an image. The fix
    is unsafe: a sentence that breaks off needs more than a full stop.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Back up | IBM backs up all the data. | N/A |
    | Restore | IBM restores the data on request. | N/A |
    | Upgrade | IBM upgrades the software each month. | N/A |
    | Monitor | IBM monitors the service all day | N/A |
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Back up | IBM backs up all the data. | N/A |
    | Restore | IBM restores the data on request. | N/A |
    | Upgrade | IBM upgrades the software each month. | N/A |
    | Monitor | IBM monitors the service all day. | N/A |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Back up | Daily backups of all regions | N/A |
    | Monitor | IBM monitors the service all day | N/A |
    ~~~~
    """
    for table in page.task_tables:
        for column in zip_longest(*(row.owner_cells for row in table.rows)):
            sentences = [cell for cell in column if cell and _is_sentence(cell, shortest)]
            bare = [cell for cell in sentences if not _is_ended(cell)]
            if bare and len(bare) <= (1 - share) * len(sentences):
                yield from (cell.at(_MESSAGE, fix=_make_fix(cell)) for cell in bare)


_MESSAGE = "this sentence has no full stop, as most of its column have; add one"


def _is_sentence(cell: Cell, shortest: int) -> bool:
    raw = cell.raw
    return len(cell.text.split()) >= shortest and not raw.startswith("[") and raw[-1] not in "`>}" and "\\n" not in raw


def _is_ended(cell: Cell) -> bool:
    return cell.text.rstrip(_CLOSING + " ").endswith(_ENDS) or cell.text.endswith(_ENDS)


def _make_fix(cell: Cell) -> Fix:
    return Fix("Add a full stop", (Edit(cell.end, cell.end, "."),))
