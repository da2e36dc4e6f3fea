"""Puts the attribute lists of a heading where the renderer gives them to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Fix, Slip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint import AttributeList, Heading, Page


def reattach_lists(
    page: Page, heading: Heading, own: Sequence[AttributeList], below: Sequence[AttributeList]
) -> Fix | None:
    """Put each list, on the heading's line or below it, where it works; None where no place works, or where it takes a writer to choose an id."""
    nested = all(section.heading is not heading for section in page.sections)
    ids = {item.value for found in (*own, *below) if (item := found.get("id"))}
    if nested or len(ids) > 1 or not all(found.raw.endswith("}") for found in below):
        return None
    edits = _move_after_text(heading, below) if heading.setext else _move_right_below(heading, own, below)
    return Fix("Put the list where it reaches the heading", tuple(edits)) if edits else None


def _move_after_text(heading: Heading, below: Sequence[AttributeList]) -> list[Edit]:
    """Move the only list from under the underline to the end of the heading's text."""
    source = heading.source
    start = source.line_start(source.position(heading.end).line + 2)
    found = below[0]
    alone = len(below) == 1 and found.slip is Slip.SETEXT and source.text[start : found.start].strip(" \t") == ""
    if not alone:
        return []
    underline = start - len(_get_ending(heading, start))
    return [Edit(heading.end, heading.end, f" {found.raw}"), Edit(underline, found.end, "")]


def _move_right_below(heading: Heading, own: Sequence[AttributeList], below: Sequence[AttributeList]) -> list[Edit]:
    """Take away what stands between heading and lists, and what stands before either."""
    source = heading.source
    text, start = source.text, source.line_start(heading.line)
    position = start + len(source.line_text(heading.line))
    ending = _get_ending(heading, source.line_start(heading.line + 1))
    indent = len(text[start : heading.start]) - len(text[start : heading.start].lstrip(" \t"))
    edits = [Edit(start, start + indent, "")] if indent else []
    if own and below:
        edits.append(Edit(heading.end, own[0].start, ending))
    edits += [Edit(found.start + 2, found.start + 2, " ") for found in (*own, *below) if not found.raw[2:3].isspace()]
    for found in below:
        between = text[position : found.start]
        if between.strip():
            return []
        wanted = ending if "\n" in between or "\r" in between else ""
        if between != wanted:
            edits.append(Edit(position, found.start, wanted))
        position = found.end
    return edits + _end_line(heading, position, ending)


def _end_line(heading: Heading, position: int, ending: str) -> list[Edit]:
    """End the line after the last list where text goes on, or the page ends."""
    source = heading.source
    rest = source.text[position : source.line_start(source.position(position).line + 1)]
    if rest.strip():
        return [Edit(position, position + len(rest) - len(rest.lstrip(" \t")), ending)]
    return [] if rest.endswith(("\n", "\r")) else [Edit(position, position, ending)]


def _get_ending(heading: Heading, line_start: int) -> str:
    """The line ending before an offset at which a line starts."""
    text = heading.source.text
    for ending in ("\r\n", "\n", "\r"):
        if text.endswith(ending, 0, line_start):
            return ending
    return "\n"
