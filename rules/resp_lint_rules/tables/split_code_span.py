"""RSP308."""

from resp_lint import Edit, Findings, Fix, FixKind, Page, Violation, rule
from resp_lint_rules._shared.broken_rows import find_uneven_tables, select_whole_rows
from resp_lint_rules._shared.row_text import shorten
from resp_lint_rules.tables._split_code_spans import find_inner_pipes, split_code_spans


@rule("RSP308", fix=FixKind.SAFE, any_page=True)
def split_code_span(page: Page) -> Findings:
    r"""Checks that no pipe splits a code span in a cell.

    A pipe ends the cell even inside of a code span: half of the code is shown, and what follows moves one column on.

    In a table `\|` is a pipe and `|` is a border, in code as elsewhere (GitHub Flavored Markdown, 4.10). The backtick
    is shown as typed, and the last cell of the row is dropped.

    It fires where a row has more cells than the header, and has just as many once the pipes in its code spans are
    escaped; so a stray backtick in a row that is otherwise right is left alone. The fix escapes these pipes.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Find errors | N/A | Run `tail app.log | grep error`. |
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Find errors | N/A | Run `tail app.log \| grep error`. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Find errors in `app.log | Keep the log for `30 days`. | Read the log. |
    ~~~~
    """
    for table in find_uneven_tables(page):
        for row in select_whole_rows(table):
            for start, end in split_code_spans(row):
                edits = tuple(Edit(pipe, pipe, "\\") for pipe in find_inner_pipes(row, start, end))
                code = shorten(page.source.text[start:end])
                message = f"the pipe in {code} splits the cell; write “\\|”"
                yield Violation(start, end, message, fix=Fix("Escape the pipe", edits))
