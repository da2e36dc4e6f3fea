"""Applies edits to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.page.finding import Edit, Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> tuple[str, tuple[Fix, ...]]:
    """The text with fixes applied in the order of their places, and the fixes that were.

    A fix is applied as a whole or, where one of its edits meets an edit applied before, not at all: it is left for
    another round, on the text as it then is.
    """
    applied: list[Fix] = []
    taken: list[Edit] = []
    for fix in sorted(fixes, key=lambda fix: min((edit.start, edit.end) for edit in fix.edits)):
        if not any(_meet(edit, other) for edit in fix.edits for other in taken):
            applied.append(fix)
            taken += fix.edits
    for edit in sorted(taken, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text, tuple(applied)


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same text; two insertions at one place do."""
    return one.start < other.end and other.start < one.end or one.start == other.start
