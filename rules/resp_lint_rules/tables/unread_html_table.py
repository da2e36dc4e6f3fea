"""RSP316."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Part, Role, regex, rule
from resp_lint_rules._shared.row_text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Violation

_TABLE = regex(r"<table\b", re.IGNORECASE)
_FIRST_ROW_END = regex(r"</tr\s*>", re.IGNORECASE)
_CELL = regex(r"<t[hd]\b[^<>]*>", re.IGNORECASE)
_TAG = regex(r"<[^<>]*>")
LONGEST_ROW = 4_000
"""A first row of so many characters is no header."""


@rule("RSP316", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def unread_html_table(page: Page) -> Findings:
    """Checks that tables that name owners are written in Markdown.

    A table in HTML is shown like any other, but it is not read: nobody learns that a cell of its owners is blank.

    It fires on each `<table>` whose first row has a header that the profile knows for an owner's column. Other tables may
    be written in HTML.

    ~~~~bad
    <table>
    <tr><th>Task</th><th>IBM responsibilities</th><th>Your responsibilities</th></tr>
    <tr><td>Rotate keys</td><td></td><td></td></tr>
    </table>
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |

    <table>
    <tr><th>Plan</th><th>Limit</th></tr>
    <tr><td>Lite</td><td>5</td></tr>
    </table>
    ~~~~
    """
    for block in page.blocks if "<t" in page.source.text.lower() else ():
        if block.type == "html_block":
            yield from _check_block(page, block)


def _check_block(page: Page, block: Part) -> Iterator[Violation]:
    text, at = block.raw, 0
    while tag := _TABLE.search(text, at):
        end = _FIRST_ROW_END.search(text, tag.end(), tag.end() + LONGEST_ROW)
        at = end.end() if end else tag.end() + LONGEST_ROW
        headers = [*_read_headers(text[tag.end() : end.start()])] if end else []
        owner = next((header for header in headers if _names_owner(page, header)), "")
        if owner and headers[1:]:
            place = Part(page.source, block.start + tag.start(), block.start + tag.end())
            message = f"the table with “{shorten(owner)}” is written in HTML and was not checked"
            yield place.at(f"{message}; write it in Markdown")


def _read_headers(row: str) -> Iterator[str]:
    """The texts of the cells of a table's first row."""
    for cell in _CELL.split(row)[1:]:
        yield " ".join(unescape(_TAG.sub(" ", cell)).split())


def _names_owner(page: Page, header: str) -> bool:
    return bool(header) and page.conventions.determine_column(header).role is Role.OWNER
