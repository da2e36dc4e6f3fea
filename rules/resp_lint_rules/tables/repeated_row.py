"""RSP315."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from resp_lint import Findings, Level, Page, normalized, regex, rule
from resp_lint_rules._shared.row_text import name_row, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell, Row, Violation

_IDENTITY = regex(r"\]\(|\]\[|<https?:|(?<!\w)@\w")


@rule("RSP315", level=Level.WARNING, requires=("plain-markdown",))
def repeated_row(
    page: Page,
    *,
    unique: Annotated[
        tuple[str, ...], Meta(description="Headers of columns in which nothing may stand twice on a page.")
    ] = (),
) -> Findings:
    """Checks that no row stands in two tables of owners.

    Whoever changes one of the two rows leaves the other one as it was, and then nobody knows which is right.

    It compares the rows of a page's task tables that have the same headers, cell by cell and without regard to case, and
    fires on the second and each further one that is the same and holds a link or an account (`@ana`): what these mean is
    one thing, where the steps of two processes may well have the same words. Of one task twice in a table,
    `duplicate-task` speaks.

    In the columns that `unique` names by their headers, of any table of the page, no cell may say what another one says:
    there a person who is a current and a former maintainer at once is found.

    ~~~~bad
    ## Core

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | @keys | See [Rotating keys](rotate.md). |

    ## Extensions

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | @brokers | N/A |
    | Rotate keys | @keys | See [Rotating keys](rotate.md). |
    ~~~~
    ~~~~good
    ## Core

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | @keys | See [Rotating keys](rotate.md). |

    ## Extensions

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys of extensions | @keys | See [Rotating keys](rotate.md). |
    ~~~~
    """
    first_rows: dict[tuple[str, ...], Row] = {}
    repeated: set[Row] = set()
    for table in page.task_tables if page.task_tables[1:] else ():
        headers = [normalized(cell.words) for cell in table.header.cells]
        for row in filter(_is_identity, table.rows):
            # In one table, the row above is the task's.
            first = first_rows.setdefault((*headers, "", *(normalized(cell.raw) for cell in row.cells)), row)
            if first is not row and first.start < table.start:
                repeated.add(row)
                yield row.at(f"{name_row(row)} stands on line {first.line} already; keep one of them")
    yield from _check_unique(page, frozenset(map(normalized, unique)), repeated)


def _is_identity(row: Row) -> bool:
    """Whether a row says what two things cannot share."""
    return _IDENTITY.search(row.raw) is not None


def _check_unique(page: Page, headers: frozenset[str], repeated: set[Row]) -> Iterator[Violation]:
    first_cells: dict[str, Cell] = {}
    for row in (row for table in page.tables for row in table.rows) if headers else ():
        for cell in row.cells if row not in repeated else ():
            if normalized(cell.header) in headers and cell.text:
                first = first_cells.setdefault(normalized(cell.text), cell)
                if first is not cell:
                    message = (
                        f"“{shorten(cell.text)}” stands on line {first.line} already; it may stand in one row only"
                    )
                    yield cell.at(message)
