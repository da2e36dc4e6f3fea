"""A matrix as CSV (RFC 4180), with the byte order mark by which spreadsheets know UTF-8.

Spreadsheets run what begins with `=`, `+`, `-`, `@`, a tab or a carriage return; an apostrophe before it keeps it text.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from resp_lint.report.matrix_rows import make_headers, make_rows
from resp_lint.report.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import Matrix
    from resp_lint.report.format import Screen

_RUN = ("=", "+", "-", "@", "\t", "\r")


def render(matrix: Matrix, _screen: Screen) -> Iterator[bytes]:
    yield "\ufeff".encode()
    yield _line(make_headers(matrix))
    yield from map(_line, make_rows(matrix))


def _line(cells: tuple[str | int, ...]) -> bytes:
    text = StringIO()
    csv.writer(text).writerow([cell if isinstance(cell, int) else _keep_text(cell) for cell in cells])
    return text.getvalue().encode()


def _keep_text(text: str) -> str:
    """A cell that no spreadsheet runs.

    >>> _keep_text("=1+1"), _keep_text("a-b")
    ("'=1+1", 'a-b')
    """
    kept = f"'{text}" if text.startswith(_RUN) else text
    return clean_line(kept)
