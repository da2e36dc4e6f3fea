"""RSP311."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from resp_lint import Fault, Findings, Page, delimiter_columns, rule, split_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Block

_BOXED = re.compile(r"[ \t>]*\|.*\|[ \t]*\r?$")
_BLANKS = re.compile(r"[ \t\r\n>]*")
_NO_PARAGRAPH = {
    "code_block": "the table is indented by four spaces or more, so it is shown as code; take the indentation back",
    "html_block": "the table belongs to an HTML block, so it is shown as typed; put a blank line before it",
}
_AS_TYPED = ("<!--", "<pre", "<script", "<style", "<textarea", "<?", "<![", "<!")


@rule("RSP311", any_page=True)
def lost_table(page: Page) -> Findings:
    """Rows that are no table are shown as one paragraph of words and pipes, and all that they said is lost.

    A table needs a header row and, right below it, a delimiter row of as many columns; a blank line ends it; and what
    is indented by four spaces is code (GitHub Flavored Markdown, 4.10; the renderer does the same).

    It fires on the first row, where a paragraph holds a delimiter row or two rows with a pipe at both ends, where a
    single such row is parted from a table by a blank line, and where indented code or an HTML block holds a header row
    with its delimiter row. Fenced code and comments are left alone.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |
    ~~~~
    ~~~~bad
    | Task | Owner |
    |------|-------|
    | Rotate keys | Customer |

    | Patch brokers | IBM |
    ~~~~
    ~~~~bad
    The tasks:

        | Task | Owner |
        |------|-------|
        | Rotate keys | Customer |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |

    ```text
    | id | state |
    | 1  | ready |
    ```
    ~~~~
    """
    if "|" not in page.source.text:
        return
    ends = sorted(table.end for table in page.tables)
    for run in _merged(page, [run for block in page.blocks for run in _runs(block)]):
        above = bisect_right(ends, run.start)
        behind_table = above > 0 and _only_blank(page, ends[above - 1], run.start)
        if message := _what_is_wrong(run, behind_table=behind_table):
            yield _fault(run, message)


def _fault(run: _Run, message: str) -> Fault:
    row = run.rows[0].rstrip("\r")
    start = run.start + len(row) - len(row.lstrip(" \t>"))
    return Fault(start, run.start + len(row), message)


class _Run(NamedTuple):
    """Consecutive lines of a block that look like rows."""

    start: int
    end: int
    rows: list[str]
    kind: str

    @property
    def delimiter(self) -> int:
        """The index of the first delimiter row, or -1."""
        return next((n for n, row in enumerate(self.rows) if _delimiter(row)), -1)


def _delimiter(line: str) -> int:
    return delimiter_columns(line.strip(" \t>\r")) if "|" in line else 0


def _runs(block: Block) -> Iterator[_Run]:
    raw = block.raw
    if "|" not in raw or block.type == "fence" or raw[:10].lower().startswith(_AS_TYPED):
        return
    offset, start = block.start, block.start
    rows: list[str] = []
    lines = raw.split("\n")
    for line, following in pairwise((*lines, "")):
        if _BOXED.match(line) or _delimiter(line) or ("|" in line and _delimiter(following)):
            start = start if rows else offset
            rows.append(line)
        elif rows:
            yield _Run(start, offset - 1, rows, block.type)
            rows = []
        offset += len(line) + 1
    if rows:
        yield _Run(start, offset - 1, rows, block.type)


def _only_blank(page: Page, start: int, end: int) -> bool:
    """Whether nothing but blanks and the markers of a quote stand between two offsets."""
    return start < end and _BLANKS.fullmatch(page.source.text, start, end) is not None


def _merged(page: Page, runs: list[_Run]) -> list[_Run]:
    """The runs, those that blank lines part taken together."""
    merged: list[_Run] = []
    for run in runs:
        if merged and _only_blank(page, merged[-1].end, run.start):
            last = merged[-1]
            last.rows.extend(run.rows)
            merged[-1] = last._replace(end=run.end)
        else:
            merged.append(run)
    return merged


def _what_is_wrong(run: _Run, *, behind_table: bool) -> str:
    """What keeps a run of rows from being a table; blank where it need not be one."""
    at = run.delimiter
    if run.kind != "paragraph":
        return _NO_PARAGRAPH.get(run.kind, "") if at > 0 else ""
    if at > 0:
        columns, cells = _delimiter(run.rows[at]), len(split_row(run.rows[at - 1].strip(" \t>\r")))
        if columns != cells:
            return (
                f"the header has {cells} cells and the row of dashes {columns}, so this is no table; give both the same"
            )
        return (
            "the row of dashes is parted from the header by a blank line or its indent, so this is no table; move it up"
        )
    if at == 0:
        return "the row of dashes has no header row right above it, so this is no table; write one"
    if behind_table:
        return "a blank line parts these rows from the table above, so they are shown as text; take it out"
    return "the rows have no row of dashes below the first one, so this is no table; write one" if run.rows[1:] else ""
