"""RSP501."""

from resp_lint import Findings, Page, Profile, rule
from resp_lint_rules.ownership._answers import Answer, answers
from resp_lint_rules.tables._rows import even_rows, row_name


@rule("RSP501")
def row_without_owner(page: Page, profile: Profile) -> Findings:
    """A task that nobody owns is a task that nobody does.

    An auditor who asks for it finds a row and no name, and each side takes the other for the owner. Seen on 1 of 74
    pages today, and mended by authors 6 times.

    It fires on a row of a task table in which every owner cell is blank, says that its owner does nothing (“N/A”), or
    says that nothing is decided yet (“TBD”); the profile lists the markers. A row that is blank altogether is such a
    row. `blank-owner-cell` and `undecided-owner` say nothing about it; a row that lacks cells is a `ragged-row`, and one
    that goes on in the next line a `broken-row`.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | | |
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | TBD |
    ~~~~
    ~~~~bad
    | Responsibilities | Ownership |
    |------------------|-----------|
    | Rotate keys | |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    """
    for table in page.task_tables:
        for row in even_rows(table):
            told = [answer for _, answer in answers(row, profile)]
            if not told or Answer.WORK in told:
                continue
            if row.task.blank and all(answer is Answer.BLANK for answer in told):
                yield row.at("a blank row: it names no task and no owner; fill it in or drop it")
            else:
                part = row if row.task.blank else row.task
                yield part.at(f"{row_name(row)}: nobody owns it; write who does what, or drop the row")
