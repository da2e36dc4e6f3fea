"""How a suppression goes without a trace: nothing that a reader sees may change with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.finding import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from resp_lint.page.links import Comment
    from resp_lint.page.model import Page
    from resp_lint.suppressions.apply import Suppression

_BLANKS = " \t"
_CONTAINERS = frozenset({"bullet_list_close", "ordered_list_close", "dl_close", "footnote_block_close"})
# Behind a list these would become a part of it, were it not for the comment in between.
_JOINING = frozenset({"bullet_list_open", "ordered_list_open", "dl_open", "code_block"})


def removal(page: Page, one: Suppression) -> Fix | None:
    """The fix that removes a suppression as a whole; None where the comment holds apart what stands around it."""
    edit = _of_key(page, one) if one.comment is None else _of_comment(page, one.comment, one.block)
    return Fix("Remove the suppression", (edit,)) if edit else None


def _of_key(page: Page, one: Suppression) -> Edit | None:
    """The key of the front matter with its value; None where what belongs to it cannot be told from what follows."""
    directive = one.directive
    lines = page.source.text[directive.start : directive.end].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1]
    if any(not line.strip() or line.lstrip().startswith("#") for line in lines):
        return None
    return Edit(directive.start, directive.end, "")


def _of_comment(page: Page, comment: Comment, block: int) -> Edit | None:
    source = page.source
    first, last = comment.line, source.position(comment.end).line
    start, end = source.line_start(first), source.line_start(last) + len(source.line_text(last))
    if source.text[start : comment.start].strip(_BLANKS) or source.text[comment.end : end].strip(_BLANKS):
        return _inside_line(page, comment)
    if block < 0 or _would_join(page.tokens[block - 1 : block], page.tokens[block + 1 : block + 2]):
        return None
    above = not source.line_text(first - 1).strip() if first > 1 else True
    below = not source.line_text(last + 1).strip()
    if above and below:
        return Edit(start, source.line_start(last + 2), "")
    if above or below:
        return Edit(start, source.line_start(last + 1), "")
    return Edit(start, end, "")


def _inside_line(page: Page, comment: Comment) -> Edit:
    """The comment and the blanks before it, or behind it where the cell holds nothing else."""
    text = page.source.text
    before = text[page.source.line_start(comment.line) : comment.start]
    written = before.rstrip(_BLANKS)
    if not written or written.endswith("|"):
        behind = text[comment.end : comment.end + 1]
        return Edit(comment.start, comment.end + (behind != "" and behind in _BLANKS), "")
    return Edit(comment.start - (len(before) - len(written)), comment.end, "")


def _would_join(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether what stands around a comment would become one without it."""
    if not before or not behind:
        return False
    return behind[0].type == "attribute_lists" or (before[0].type in _CONTAINERS and behind[0].type in _JOINING)
