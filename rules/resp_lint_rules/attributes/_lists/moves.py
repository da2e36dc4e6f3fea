"""The moves that bring a list to what it belongs to; None where more than spaces would have to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import Edit, Fix, Slip
from resp_lint_rules.attributes._lists.placement import (
    find_line_ending,
    get_lists_after,
    get_margin,
    insert_missing_line_ending,
    insert_missing_spaces,
    make_minimal_edit,
    stack_lists,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint import AttributeList, Page, Source, Table

# These are in the lists themselves, and no move fixes them.
_INSIDE = frozenset({Slip.PIPE, Slip.MARKUP, Slip.ENTITY, Slip.UNCLOSED})


def move_under_table(table: Table) -> Fix | None:
    """All lists of a table right under its last row, one a line."""
    following = get_lists_after(table)
    if len(following) < len(table.lists):
        return _move_below_rows(table)
    edits = stack_lists(table, following)
    if edits is None or any(found.slip in _INSIDE for found in following):
        return None
    if len(following) > 1:
        edits += [*insert_missing_spaces(following), *insert_missing_line_ending(table.source, following)]
    if following[-1].slip is Slip.TEXT_AFTER:
        if _has_lists_below(following[-1]):
            return None
        edits.append(_separate_from_text(following[-1]))
    return _fix(edits, safe=not get_text_after(following[-1]))


def _move_below_rows(table: Table) -> Fix | None:
    """The lists between a table's rows, which cut it short, below them."""
    source = table.source
    if get_lists_after(table) or any(
        found.slip is not Slip.TEXT_AFTER or get_text_after(found) for found in table.lists
    ):
        return None
    lines = sorted({found.line for found in table.lists})
    taken = [Edit(source.line_start(line), source.line_start(line + 1), "") for line in lines]
    texts = [source.line_text(line) for line in lines]
    ending = find_line_ending(source, table.line)
    if len(lines) > 1:
        texts = [re.sub(r"\{:(?=\S)", "{: ", text) for text in texts]
    moved = "".join(ending + text for text in texts)
    last = ending if len(lines) > 1 and table.end == len(source.text) else ""
    return _fix([*taken, Edit(table.end, table.end, moved + last)])


def move_after(page: Page, lists: Sequence[AttributeList]) -> Fix | None:
    """A run of lists, with the same slip, right under the line above it."""
    source, first, last = page.source, lists[0], lists[-1]
    edits: list[Edit] = []
    match first.slip:
        case Slip.BLANK_LINE:
            edits = _join_to_block(source, first)
        case Slip.SECOND:
            edits = [
                *_join_to_block(source, first),
                *insert_missing_spaces(lists),
                *insert_missing_line_ending(source, lists),
            ]
        case Slip.NOTHING if _is_after_heading(page, first.line):
            edits = [
                *_join_to_block(source, first),
                *insert_missing_spaces(lists),
                *insert_missing_line_ending(source, lists),
            ]
        case Slip.INDENT:
            starts = {source.line_start(found.line): found.start for found in reversed(lists)}
            edits = [Edit(start, end, "") for start, end in starts.items() if start < end]
        case Slip.NO_SPACE:
            edits = [*insert_missing_spaces(lists), *insert_missing_line_ending(source, lists)]
        case Slip.NO_FINAL_NEWLINE:
            edits = list(insert_missing_line_ending(source, lists))
        case Slip.TEXT_AFTER if (last.target or last.name) and not _list_follows(last):
            return _fix([_separate_from_text(last)], safe=last.name is not None)
        case _:
            pass
    return _fix(edits)


def _fix(edits: list[Edit], *, safe: bool = True) -> Fix | None:
    ordered = sorted((e for e in edits if e.start < e.end or e.text), key=lambda edit: (edit.start, edit.end))
    return Fix("put the list where it belongs", tuple(ordered), safe=safe) if ordered else None


def _find_last_text_line(source: Source, line: int) -> int:
    """The last line above a 1-based line that holds more than spaces and quote markers; 0 where there is none."""
    line -= 1
    while line and not source.line_text(line).strip(" \t>"):
        line -= 1
    return line


def _join_to_block(source: Source, first: AttributeList) -> list[Edit]:
    """The blank lines above a list taken away."""
    line = _find_last_text_line(source, first.line)
    if not line:
        return []
    start = source.line_start(line) + len(source.line_text(line))
    wanted = find_line_ending(source, line) + get_margin(source, first.line)
    return [make_minimal_edit(start, source.text[start : first.start], wanted)]


def _is_after_heading(page: Page, line: int) -> bool:
    """Whether nothing but blank lines stands between a heading, or its lists, and a line."""
    above = _find_last_text_line(page.source, line)
    lines = {(heading.lists[-1] if heading.lists else heading).line for heading in page.headings if not heading.setext}
    return above in lines


def _has_lists_below(found: AttributeList) -> bool:
    """Whether more lists stand below the text that follows a list: parted from it they would miss their table."""
    source, line = found.source, found.line + 1
    while text := source.line_text(line).strip():
        if text.startswith("{:"):
            return True
        line += 1
    return False


def _list_follows(found: AttributeList) -> bool:
    """Whether another list stands on the next line."""
    return found.source.line_text(found.line + 1).lstrip().startswith("{:")


COMMENT_END = "-->"
_MOST_SHOWN = 40


def get_text_after(found: AttributeList) -> str:
    """The text that follows a list on its line, shortened; empty where none does, or where it is another list."""
    after = found.source.line_start(found.line + 1)
    text = found.source.text[found.end : after].strip()
    if text.startswith("{:"):
        return ""
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _separate_from_text(last: AttributeList) -> Edit:
    """A blank line between a list and the text after it."""
    source = last.source
    before, ending = get_margin(source, last.line), find_line_ending(source, last.line)
    line = source.line_text(last.line)
    start = source.line_start(last.line)
    if text := get_text_after(last):
        following = line[last.end - start :]
        if text == COMMENT_END:
            return Edit(last.end, last.end + len(following.rstrip()), "")
        begin = last.end + len(following) - len(following.lstrip())
        return Edit(last.end, begin, f"{ending}{before.rstrip()}{ending}{before}")
    return Edit(start + len(line), start + len(line), ending + before.rstrip())
