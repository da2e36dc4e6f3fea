"""Removes a suppression: nothing that a reader sees may change with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.finding import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from resp_lint.page.model import Comment, Page
    from resp_lint.suppressions.model import Suppression

_SPACES = " \t"
_CONTAINERS = frozenset({"bullet_list_close", "ordered_list_close", "dl_close", "footnote_block_close"})
# After a list these would become a part of it, were it not for the comment in between.
_JOINING = frozenset({"bullet_list_open", "ordered_list_open", "dl_open", "code_block"})


def build_removal(page: Page, suppression: Suppression) -> Fix | None:
    """The fix that removes a suppression as a whole; None where the comment holds apart what stands around it."""
    ends = [end for end in (suppression, suppression.closing) if end]
    edits = [_remove_comment(page, end.comment, end.block) if end.comment else _remove_key(page, end) for end in ends]
    return Fix("Remove the suppression", tuple(filter(None, edits))) if all(edits) else None


def _remove_key(page: Page, suppression: Suppression) -> Edit | None:
    """The key of the front matter with its value; None where what belongs to it cannot be told from what follows."""
    directive = suppression.directive
    lines = page.source.text[directive.start : directive.end].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1]
    if any(not line.strip() or line.lstrip().startswith("#") for line in lines):
        return None
    return Edit(directive.start, directive.end, "")


def _remove_comment(page: Page, comment: Comment, block: int) -> Edit | None:
    source = page.source
    first, last = comment.line, source.position(comment.end).line
    start, end = source.line_start(first), source.line_start(last) + len(source.line_text(last))
    if source.text[start : comment.start].strip(_SPACES) or source.text[comment.end : end].strip(_SPACES):
        return _remove_inside_line(page, comment)
    if block < 0 or _must_separate(page.tokens[block - 1 : block], page.tokens[block + 1 : block + 2]):
        return None
    above = not source.line_text(first - 1).strip() if first > 1 else True
    below = not source.line_text(last + 1).strip()
    if above and below:
        return Edit(start, source.line_start(last + 2), "")
    if above or below:
        return Edit(start, source.line_start(last + 1), "")
    return Edit(start, end, "")


def _remove_inside_line(page: Page, comment: Comment) -> Edit:
    """The comment and the spaces before it, or after it where the cell holds nothing else."""
    text = page.source.text
    before = text[page.source.line_start(comment.line) : comment.start]
    written = before.rstrip(_SPACES)
    if not written or written.endswith("|"):
        after = text[comment.end : comment.end + 1]
        return Edit(comment.start, comment.end + (after != "" and after in _SPACES), "")
    return Edit(comment.start - (len(before) - len(written)), comment.end, "")


def _must_separate(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether what stands around a comment would become one without it."""
    if not before or not after:
        return False
    return after[0].type == "attribute_lists" or (before[0].type in _CONTAINERS and after[0].type in _JOINING)
