"""Where a table's lists must stand so that the renderer merges them: the edits that put them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint import AttributeList, Source, Table


def find_line_ending(source: Source, line: int) -> str:
    """The line ending that stands at the end of a 1-based line, or, where the page ends there, the page's first."""
    text, after = source.text, source.line_start(line + 1)
    if "\r" not in text:
        return "\n"
    found = text[source.line_start(line) + len(source.line_text(line)) : after]
    if found or line == 1:
        return found or "\n"
    return find_line_ending(source, 1)


def get_margin(source: Source, line: int) -> str:
    """The spaces and quote markers that a 1-based line starts with."""
    text = source.line_text(line)
    return text[: len(text) - len(text.lstrip(" \t>"))]


def get_lists_after(table: Table) -> list[AttributeList]:
    """The table's lists that stand after its last row."""
    return [found for found in table.lists if found.start > table.end]


def insert_missing_spaces(lists: Sequence[AttributeList]) -> Iterator[Edit]:
    """A space after `{:`, without which lists are not merged."""
    for found in lists:
        if not found.raw[2:3].isspace():
            yield Edit(found.start + 2, found.start + 2, " ")


def insert_missing_line_ending(source: Source, lists: Sequence[AttributeList]) -> Iterator[Edit]:
    """A line ending after the last list where the page ends with it."""
    end = len(source.text)
    if lists and not source.text[lists[-1].end : end].strip(" \t"):
        yield Edit(end, end, find_line_ending(source, lists[-1].line))


def stack_lists(table: Table, lists: Sequence[AttributeList]) -> list[Edit] | None:
    """One list a line, right under the table, none further in than its rows; None where something stands between."""
    source = table.source
    wanted = find_line_ending(source, table.end_line) + get_margin(source, table.line + 1)
    edits: list[Edit] = []
    end = table.end
    for found in lists:
        between = source.text[end : found.start]
        if between.strip(" \t\r\n>"):
            return None
        if between != wanted:
            edits.append(make_minimal_edit(end, between, wanted))
        end = found.end
    return edits


def make_minimal_edit(start: int, old: str, new: str) -> Edit:
    """The edit that makes `new` of `old`, without what both have at their ends."""
    left = 0
    while left < min(len(old), len(new)) and old[left] == new[left]:
        left += 1
    right = 0
    while right < min(len(old), len(new)) - left and old[-1 - right] == new[-1 - right]:
        right += 1
    return Edit(start + left, start + len(old) - right, new[left : len(new) - right])
