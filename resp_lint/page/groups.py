"""Rows that head a group of others: only their first cell says anything, and it stands out from the others' cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.page.model import Row

_EMPHASIS = regex(r"(\*\*\*|\*\*|\*|___|__|_|<(?:b|strong|em|i)>)\S.*\S(?:\1|</(?:b|strong|em|i)>):?$", flags=0)


def find_groups(rows: Sequence[Row]) -> frozenset[int]:
    """The numbers of the rows that head groups.

    Such a row is written in bold, in capitals or with a colon, or it holds one cell and no more, while most rows that
    say more do not look so: a row all of whose other cells were forgotten is none.
    """
    alone = [number for number, row in enumerate(rows) if _stands_alone(row)]
    if not alone:
        return frozenset()
    set_apart = frozenset(alone)
    others = [row for number, row in enumerate(rows) if number not in set_apart]
    found: set[int] = set()
    for looks in (_is_emphasized, _is_capital, _ends_in_colon):
        if sum(map(looks, others)) * 2 <= len(others) and others:
            found |= {number for number in alone if looks(rows[number])}
    short = [number for number in alone if rows[number].written == 1 and _begins_with_pipe(rows[number])]
    if len(short) > 1 and others:
        # The last row heads nothing, and two such rows in a row are something else.
        found |= {n for n in short if n + 1 < len(rows) and n + 1 not in set_apart}
    return frozenset(found)


def _stands_alone(row: Row) -> bool:
    return bool(row.cells) and not row.cells[0].blank and all(cell.blank for cell in (*row.cells[1:], *row.extra))


def _begins_with_pipe(row: Row) -> bool:
    return row.source.line_text(row.line).lstrip(" \t>").startswith("|")


def _is_emphasized(row: Row) -> bool:
    return bool(row.cells) and _EMPHASIS.match(row.cells[0].raw) is not None


def _is_capital(row: Row) -> bool:
    text = row.cells[0].text if row.cells else ""
    return text.isupper() and len(text) > 3  # noqa: PLR2004 -- “SLA” is a task as any other


def _ends_in_colon(row: Row) -> bool:
    return bool(row.cells) and row.cells[0].text.endswith(":")
