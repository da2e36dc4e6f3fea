"""RSP503."""

from resp_lint import Findings, Page, Profile, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import shorten
from resp_lint_rules.ownership._owner_answers import Answer, find_idle_rows, place, read_answer


@rule("RSP503")
def undecided_owner(page: Page, profile: Profile) -> Findings:
    """Checks that no owner cell is left undecided.

    “TBD” tells the reader that even the provider does not know who does this.

    What is published is taken for the agreement between the two sides; an open question in it is a gap that an auditor
    writes down.

    It fires on an owner cell of a task table, and on a cell of a resource matrix, that says nothing but one of the
    profile's undecided markers (`TBD`, `TODO`, `???`, `...`), without regard to case, markup, and punctuation around it.
    Where the other owners of the task have nothing to do either, the row is a `row-without-owner`.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | **TBD**. | Rotate your keys every 90 days. |
    ~~~~
    ~~~~bad
    | Resource | Change management | Disaster recovery |
    |----------|-------------------|-------------------|
    | Brokers | IBM | ??? |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Remind you of keys with a TODO. | Rotate your keys every 90 days. |
    ~~~~
    """
    for idle in find_idle_rows(page, profile):
        for cell in idle.cells(Answer.UNDECIDED) if idle.works else ():
            yield cell.at(f"{place(idle.row, cell)} says “{shorten(cell.text)}”; write who owns it")
    for table in page.matrices:
        for row in select_whole_rows(table):
            for cell in row.cells[1 : row.written]:
                if read_answer(cell, profile) is Answer.UNDECIDED:
                    yield cell.at(f"{place(row, cell)} says “{shorten(cell.text)}”; write who owns it")
