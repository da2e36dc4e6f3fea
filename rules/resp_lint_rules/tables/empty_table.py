"""RSP313."""

from resp_lint import Findings, Level, Page, rule
from resp_lint_rules._shared.row_text import shorten


@rule("RSP313", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def empty_table(page: Page) -> Findings:
    """Checks that every table has a row.

    A header without rows leaves open whether there is nothing to list, or whether somebody forgot to.

    A screen reader announces a table and then has nothing to read. Write a sentence that says so (“There are none.”), or
    take the table away. It fires on a header with no row below it, and on a table all of whose cells are blank.

    ~~~~bad
    ## Former maintainers

    | Maintainer | Account |
    |------------|---------|
    ~~~~
    ~~~~good
    ## Former maintainers

    There are none.
    ~~~~
    """
    for table in page.tables:
        if not table.groups and all(cell.blank for row in table.rows for cell in row.cells):
            headers = ", ".join(f"“{shorten(cell.text)}”" for cell in table.header.cells if cell.text)
            which = f"the table with {headers}" if headers else "the table"
            yield table.header.at(f"{which} has no rows; fill it in, or say that there is nothing to list")
