"""What the rules about HTML in cells share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELEMENTS = (
    "a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|br|button|caption|center|cite|code|col|colgroup|dd|del"
    "|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li"
    "|main|mark|nav|ol|p|pre|q|s|samp|script|section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td"
    "|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr"
)
_TAG = regex(rf"</?(?:{_ELEMENTS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_CODE = regex(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
# What the renderer takes for a tag: anything in angle brackets, a comment and an address too.
_ANY_TAG = regex(r"<[^>]+>")
_LINE_BREAK = regex(r"(?<![\\\w:/])\\n|(?<!\\)\\n(?![a-z])")


def _mask_code(raw: str) -> str:
    """A cell's text with code replaced by as many spaces."""
    return _CODE.sub(lambda code: " " * len(code[0]), raw) if "`" in raw else raw


def find_html_tags(raw: str) -> Iterator[re.Match[str]]:
    """The tags of HTML elements in a cell, those in code aside."""
    return _TAG.finditer(_mask_code(raw)) if "<" in raw else iter(())


def find_renderer_tag(raw: str) -> str:
    """The first thing in a cell that the renderer takes for an HTML tag; empty where there is none."""
    if "<" not in raw:
        return ""
    text = _mask_code(raw)
    # After the last bracket there is no end to look for, again and again.
    tag = _ANY_TAG.search(text, 0, text.rfind(">") + 1)
    return tag[0] if tag else ""


def find_line_breaks(raw: str) -> Iterator[int]:
    r"""Where a cell holds a `\n` that is meant as a line break."""
    return (found.start() for found in _LINE_BREAK.finditer(_mask_code(raw)))
