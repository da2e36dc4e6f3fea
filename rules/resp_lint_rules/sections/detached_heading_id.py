"""RSP210."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import AttributeList, Edit, Findings, Fix, FixKind, Heading, Page, Slip, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

_REMEDIES = {
    Slip.BLANK_LINE: "put it on the line right below the heading",
    Slip.INDENT: "begin heading and list at the first column",
    Slip.NO_SPACE: "write “{: ” with a space",
    Slip.SETEXT: "put it behind the heading's text",
    Slip.SAME_LINE: "put each list on a line of its own",
    Slip.TEXT_AFTER: "begin the text on the next line",
    Slip.NO_FINAL_NEWLINE: "end the line",
    Slip.NOTHING: "put it on the line right below the heading",
}


@rule("RSP210", fix=FixKind.SAFE)
def detached_heading_id(page: Page) -> Findings:
    """An id that does not reach its heading leaves every link to it dead, and nobody sees why: the page looks right.

    The renderer, marked-it-core 2.4.2, gives an attribute list to a heading only from the line right below it, both at the
    first column, with white space behind `{:` and a line ending behind `}`, or from the end of the heading's own line where
    no list follows below. Otherwise the heading gets an id made of its words, and the list is lost or shown as text.

    Reported is, once a heading, the first list meant for it that is lost: behind a blank line or a comment, indented (or
    under an indented heading), without the space, under an underlined heading, with text behind it, behind another list on
    one line, or at the end of the page without a line ending. Headings in lists and quotes cannot have an id at all. A list
    that is not closed is RSP411's.

    The fix moves the list to where it works; under an underlined heading, that is behind the heading's text.

    ~~~~bad
    ## Disaster recovery

    {:#disaster-recovery}

    You own your backups.
    ~~~~
    ~~~~fixed
    ## Disaster recovery
    {: #disaster-recovery}

    You own your backups.
    ~~~~
    ~~~~bad
    Disaster recovery
    -----------------
    {: #disaster-recovery}
    ~~~~
    ~~~~fixed
    Disaster recovery {: #disaster-recovery}
    -----------------
    ~~~~
    ~~~~good
    ## Disaster recovery
    {: #disaster-recovery}

    You own your backups.

    ## Change management {: #change-management}
    ~~~~
    """
    for heading in page.headings:
        own, below = _lists(heading)
        closed = (found for found in below if found.slip in _REMEDIES and found.raw.endswith("}"))
        lost = own[0] if own and below else next(closed, None)
        if lost:
            slip = Slip.SAME_LINE if lost in own else lost.slip or Slip.NOTHING
            why = "another list follows below it" if lost in own else slip
            what = _what(lost, [*own, *below] if slip is Slip.SAME_LINE else [])
            message = f"{what} does not reach heading “{heading.text}” ({why}); {_REMEDIES[slip]}"
            yield lost.at(message, "links to it find nothing", _fix(heading, own, below))


def _what(lost: AttributeList, along: Sequence[AttributeList]) -> str:
    """The list in words; lists on one line are lost along with it."""
    item = next((item for found in (lost, *along) if (item := found.get("id"))), None)
    return f"id “{item.value}”" if item else "the attribute list"


def _lists(heading: Heading) -> tuple[list[AttributeList], list[AttributeList]]:
    """The lists on the line on which the heading's text ends, and those below it."""
    lists = sorted((*heading.lists, *heading.stray), key=lambda found: found.start)
    last = heading.page.source.position(heading.end).line
    own = [found for found in lists if found.line == last]
    return own, lists[len(own) :]


def _fix(heading: Heading, own: Sequence[AttributeList], below: Sequence[AttributeList]) -> Fix | None:
    """Put each list where it works; None where no place works, or where it takes a writer to choose an id."""
    page = heading.page
    nested = all(section.heading is not heading for section in page.sections)
    ids = {item.value for found in (*own, *below) if (item := found.get("id"))}
    if nested or len(ids) > 1 or not all(found.raw.endswith("}") for found in below):
        return None
    edits = _behind_text(heading, below) if heading.setext else _right_below(heading, own, below)
    return Fix("Put the list where it reaches the heading", tuple(edits)) if edits else None


def _behind_text(heading: Heading, below: Sequence[AttributeList]) -> list[Edit]:
    """Move the only list from under the underline to the end of the heading's text."""
    source = heading.page.source
    start = source.line_start(source.position(heading.end).line + 2)
    found = below[0]
    alone = len(below) == 1 and found.slip is Slip.SETEXT and source.text[start : found.start].strip(" \t") == ""
    if not alone:
        return []
    underline = start - len(_ending(heading, start))
    return [Edit(heading.end, heading.end, f" {found.raw}"), Edit(underline, found.end, "")]


def _right_below(heading: Heading, own: Sequence[AttributeList], below: Sequence[AttributeList]) -> list[Edit]:
    """Take away what stands between heading and lists, and what stands before either."""
    source = heading.page.source
    text, start = source.text, source.line_start(heading.line)
    position = start + len(source.line_text(heading.line))
    ending = _ending(heading, source.line_start(heading.line + 1))
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
    return edits + _ended(heading, position, ending)


def _ended(heading: Heading, position: int, ending: str) -> list[Edit]:
    """End the line behind the last list where text goes on, or the page ends."""
    source = heading.page.source
    rest = source.text[position : source.line_start(source.position(position).line + 1)]
    if rest.strip():
        return [Edit(position, position + len(rest) - len(rest.lstrip(" \t")), ending)]
    return [] if rest.endswith(("\n", "\r")) else [Edit(position, position, ending)]


def _ending(heading: Heading, line_start: int) -> str:
    """The line ending before an offset at which a line starts."""
    text = heading.page.source.text
    for ending in ("\r\n", "\n", "\r"):
        if text.endswith(ending, 0, line_start):
            return ending
    return "\n"
