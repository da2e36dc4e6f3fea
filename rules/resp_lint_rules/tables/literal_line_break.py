"""RSP310."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Violation, rule
from resp_lint_rules._shared.row_text import shorten
from resp_lint_rules.tables._cell_html import find_line_breaks, find_renderer_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell


@rule("RSP310", level=Level.WARNING, any_page=True, requires=("attribute-lists",))
def literal_line_break(page: Page) -> Findings:
    r"""Checks that no cell holds both `\n` and an HTML tag.

    In a cell with an HTML tag the reader sees a backslash and an “n” where a line should end.

    The renderer takes `\n` in a cell for a line break only where the cell holds no HTML tag; one `<br>`, or one address
    in angle brackets, and each `\n` of the cell is shown as typed (marked-it-core 2.4.2).

    It fires once a cell, on the first `\n` that is meant as a line break. A `\n` in code, and one inside of a word or a
    path such as `C:\new`, are left alone.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Make a key.<br>Store it.  \n Drop the old one. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Make a key.  \n Store it.  \n Drop the old one. |
    | Keep keys | N/A | Keep them in<br>`C:\new` or D:\new. |
    ~~~~
    """
    if not _has_both(page.source.text):
        return
    for table in page.tables:
        for row in table.rows:
            for cell in (*row.cells[: row.written], *row.extra):
                yield from _check_cell(cell)


def _has_both(text: str) -> bool:
    r"""Whether a line holds both a `\n` and what may be a tag."""
    at = text.find("<") if "\\" in text else -1
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text.find("\\n", text.rfind("\n", 0, at) + 1, end) >= 0:
            return True
        at = text.find("<", end)
    return False


def _check_cell(cell: Cell) -> Iterator[Violation]:
    raw = cell.raw
    tag = find_renderer_tag(raw) if "\\n" in raw else ""
    for found in islice(find_line_breaks(raw), 1) if tag else ():
        start = cell.start + found
        message = rf"“\n” beside {shorten(tag)} is shown as typed; write both as “\n”, or both as HTML"
        yield Violation(start, start + 2, message)
