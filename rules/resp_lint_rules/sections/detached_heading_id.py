"""RSP210."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import AttributeList, Findings, FixKind, Heading, Page, Slip, rule
from resp_lint_rules.sections._heading_lists import reattach_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

_REMEDIES = {
    Slip.BLANK_LINE: "put it on the line right below the heading",
    Slip.INDENT: "begin heading and list at the first column",
    Slip.NO_SPACE: "write “{: ” with a space",
    Slip.SETEXT: "put it after the heading's text",
    Slip.SAME_LINE: "put each list on a line of its own",
    Slip.TEXT_AFTER: "begin the text on the next line",
    Slip.NO_FINAL_NEWLINE: "end the line",
    Slip.NOTHING: "put it on the line right below the heading",
}


@rule("RSP210", fix=FixKind.SAFE, any_page=True, requires=("ids",))
def detached_heading_id(page: Page) -> Findings:
    """Checks that the id of each heading reaches its heading.

    An id that does not reach its heading leaves every link to it dead, and nobody sees why: the page looks right.

    The renderer, marked-it-core 2.4.2, gives an attribute list to a heading only from the line right below it, both at the
    first column, with white space after `{:` and a line ending after `}`, or from the end of the heading's own line where
    no list follows below. Otherwise the heading gets an id made of its words, and the list is lost or shown as text.

    Reported is, once a heading, the first list meant for it that is lost: after a blank line or a comment, indented (or
    under an indented heading), without the space, under an underlined heading, with text after it, after another list on
    one line, or at the end of the page without a line ending. Headings in lists and quotes cannot have an id at all. Lists
    of a heading for which none holds an id are RSP412's, a list that is not closed is RSP411's.

    The fix moves the list to where it works; under an underlined heading, that is after the heading's text.

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
        if _is_plain(heading):
            continue
        own, below = _split_lists(heading)
        if not any(found.get("id") for found in (*own, *below)):
            continue
        closed = (found for found in below if found.slip in _REMEDIES and found.raw.endswith("}"))
        lost = own[0] if own and below else next(closed, None)
        if lost:
            slip = Slip.SAME_LINE if lost in own else lost.slip or Slip.NOTHING
            why = "another list follows below it" if lost in own else slip
            what = _describe_lists(lost, [*own, *below] if slip is Slip.SAME_LINE else [])
            message = f"{what} does not reach heading “{heading.text}” ({why}); {_REMEDIES[slip]}"
            yield lost.at(message, "links to it find nothing", reattach_lists(page, heading, own, below))


def _is_plain(heading: Heading) -> bool:
    """Whether a heading has one list at most, and that one reaches it."""
    return not heading.stray and len(heading.lists) < 2 and all(found.slip is None for found in heading.lists)  # noqa: PLR2004


def _describe_lists(lost: AttributeList, along: Sequence[AttributeList]) -> str:
    """The list in words; lists on one line are lost along with it."""
    item = next((item for found in (lost, *along) if (item := found.get("id"))), None)
    return f"id “{item.value}”" if item else "the attribute list"


def _split_lists(heading: Heading) -> tuple[list[AttributeList], list[AttributeList]]:
    """The lists on the line on which the heading's text ends, and those below it."""
    lists = sorted((*heading.lists, *heading.stray), key=lambda found: found.start)
    last = heading.source.position(heading.end).line
    own = [found for found in lists if found.line == last]
    return own, lists[len(own) :]
