"""Why an attribute list misses what its author meant: the renderer's demands (marked-it-core 2.4.2), one by one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.inline import has_markup
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.page.lines import Lines


class Slip(StrEnum):
    """Why an attribute list does not reach, or reaches only by luck, what its author meant."""

    BLANK_LINE = "blank line before it"
    INDENT = "indented"
    NO_SPACE = "no space after “{:”"
    SAME_LINE = "behind another list on one line, with a space between"
    NO_FINAL_NEWLINE = "no line ending at the end of the page"
    TEXT_AFTER = "text right after it"
    MARKUP = "markup in a value"
    PIPE = "a pipe in a value"
    ENTITY = "&quot; in a value"
    SETEXT = "under an underlined heading"
    SECOND = "a second paragraph of lists"
    NOTHING = "nothing that it could belong to"
    UNCLOSED = "no closing brace"


_MAY_BE_MARKUP = regex(r"[*_`~^<\[&\\]")


def value_slip(masked: str) -> Slip | None:
    """What in a list's values makes a table row of the whole line, which is given with keyrefs masked."""
    if "|" in masked:
        return Slip.PIPE
    if "&quot;" in masked or "&#34;" in masked:
        return Slip.ENTITY
    if _MAY_BE_MARKUP.search(masked) and has_markup(masked.strip()):
        return Slip.MARKUP
    return None


def table_slips(lines: Lines, table_line: int, group: Sequence[int], *, nested: bool) -> list[Slip | None]:
    """What is wrong with each of a group of consecutive lists behind a table; `nested` tables may be indented."""
    if not group:
        return []
    indent = lines.indent(group[0])
    # Only lists that are merged must be spaced and ended; one alone need not.
    merged = len(group) > 1
    too_deep = not nested and indent > max(1, lines.indent(table_line))
    return [
        value_slip(lines.lists(line))
        or (Slip.NO_SPACE if merged and not lines.spaced(line) else None)
        or (Slip.INDENT if too_deep or lines.indent(line) != indent else None)
        or (Slip.NO_FINAL_NEWLINE if merged and lines.is_last(line) else None)
        for line in group
    ]


class HeadingPlace(Struct, frozen=True):
    """Where a heading stands: its first line, the line behind it, and how it is written."""

    line: int
    after: int
    setext: bool
    has_own_list: bool


def heading_slip(lines: Lines, heading: HeadingPlace, line: int, expected: int) -> Slip | None:
    """What keeps a list on a line from a heading above it; `expected` is the line where it should stand."""
    if line != expected:
        return Slip.BLANK_LINE
    if heading.setext:
        return Slip.SETEXT
    if lines.indent(line) or not lines.texts[heading.line].startswith("#"):
        return Slip.INDENT
    if not lines.spaced(line):
        return Slip.NO_SPACE
    if heading.has_own_list:
        return Slip.SAME_LINE
    return Slip.NO_FINAL_NEWLINE if lines.is_last(line) else None


def loose_slip(before: str, *, same_level: bool) -> Slip:
    """Why a list behind this type of token belongs to nothing."""
    if before == "table":
        return Slip.SECOND
    if before in {"paragraph_close", "fence"} and same_level:
        return Slip.BLANK_LINE
    return Slip.NOTHING
