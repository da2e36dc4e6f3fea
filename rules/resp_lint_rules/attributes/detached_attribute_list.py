"""RSP412."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, FixKind, Page, Profile, Slip, rule
from resp_lint_rules.attributes._lists.grammar import find_flaws
from resp_lint_rules.attributes._lists.moves import COMMENT_END, get_text_after, move_after, move_under_table
from resp_lint_rules.attributes._lists.near_misses import find_after_tables
from resp_lint_rules.attributes._lists.stray_words import find_definition_flaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import AttributeList, Fix, Table, Violation

_SHOWN = 40
_TAKEN = frozenset(("table", "heading"))
# What is wrong with the place, and what to do; the other slips are told by the rules for them.
PLACES = {
    Slip.BLANK_LINE: "stands after a blank line; put it right under what it belongs to",
    Slip.INDENT: "is indented; write it as far left as what it belongs to",
    Slip.NO_SPACE: "has no space after “{:”; write one",
    Slip.SAME_LINE: "stands after another list on its line; write it on a line of its own",
    Slip.NO_FINAL_NEWLINE: "ends the page without a line ending; add one",
    Slip.TEXT_AFTER: "is followed by text; put a blank line between them",
    Slip.SECOND: "stands after a second blank line; put it right under the list above it",
    Slip.SETEXT: "stands under an underlined heading, which takes none; write the heading with “#”",
    Slip.NOTHING: "belongs to nothing; put it right under what it is meant for, or take it away",
}
WHY = {
    Slip.BLANK_LINE: "after a table it is taken by luck, anywhere else it is lost",
    Slip.NO_SPACE: "only lists that begin with “{:” and a space are merged with others, or reach a heading",
    Slip.NO_FINAL_NEWLINE: "a list that is not ended is not merged with the one above it, which becomes a blank row",
    Slip.TEXT_AFTER: "the renderer takes list and text together, and shows both",
}


@rule("RSP412", fix=FixKind.SAFE, any_page=True, requires=("attribute-lists",))
def detached_attribute_list(page: Page, profile: Profile) -> Findings:
    """Checks that each attribute list reaches what it belongs to.

    A list that does not reach its table takes caption and summary with it, or shows itself to readers as text.

    The renderer is strict about where a list stands, and says nothing: one line too far down, two spaces too far in, and
    the table has no name; of two lists that are not merged, the first becomes a blank row.

    Reported, once for lists that stand together: a list after a blank line (after a table it works, by luck, until the
    next edit puts a second one there), further in than its table, without the space after `{:` where another list stands
    beside it, after another one on a line, without a line ending at the end of the page, followed by text or by another
    row, under an underlined heading, or after nothing that could take it. Definitions need nothing to stand after; a
    heading's id that misses its heading is the business of `detached-heading-id`. Read off marked-it-core 2.4.2; 8 of 99
    responsibility pages once had one, and their authors fixed 7 of them.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |

    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {:row-headers}
    {:caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: row-headers}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~bad
    Keys open locks.

    {: note}
    ~~~~
    ~~~~fixed
    Keys open locks.
    {: note}
    ~~~~
    ~~~~good
    {:note: .note}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}

    Keys open locks.
    {: note}
    ~~~~
    """
    if all(found.slip is None for found in page.attribute_lists):
        return
    detached = {table: found for table in page.tables if (found := _select_detached(table.lists, profile))}
    after_tables = find_after_tables(page, profile) if detached else {}
    for table, slipped in detached.items():
        # A line that was meant for a list is reported as that, and not also as text after one.
        if slipped[0].slip is not Slip.TEXT_AFTER or table not in after_tables:
            yield _make_violation(slipped, move_under_table(table), table)
    for heading in page.headings:
        lists = (*heading.lists, *heading.stray)
        if not any(found.get("id") for found in lists) and (slipped := _select_detached(lists, profile)):
            yield _make_violation(slipped, move_after(page, slipped))
    for run in _group_lists(page):
        if slipped := _select_detached(run, profile):
            yield _make_violation(slipped, move_after(page, slipped))


def _select_detached(lists: Iterable[AttributeList], profile: Profile) -> list[AttributeList]:
    """Those whose place is wrong; what is malformed is reported as that, and a definition needs no place."""
    return [
        found
        for found in lists
        if found.slip in PLACES
        and (found.slip is Slip.TEXT_AFTER or not found.name)
        and found.raw.endswith("}")
        and not (found.slip is Slip.TEXT_AFTER and find_flaws(found, profile))
        and not find_definition_flaw(found)
    ]


def _group_lists(page: Page) -> Iterator[list[AttributeList]]:
    """Lists that slipped and stand on consecutive lines, those of tables and headings apart."""
    run: list[AttributeList] = []
    for found in page.attribute_lists:
        if found.slip is None or found.target in _TAKEN or (found.slip is Slip.NOTHING and found.name):
            continue
        if run and found.line > run[-1].line + 1:
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _make_violation(slipped: list[AttributeList], fix: Fix | None, table: Table | None = None) -> Violation:
    """One violation for lists that slipped together, at the first; of definitions at the last, which the text follows."""
    found = slipped[-1] if slipped[0].name else slipped[0]
    shown = found.raw if len(found.raw) <= _SHOWN else f"{found.raw[:_SHOWN]}…"
    slip = found.slip or Slip.NOTHING
    what = PLACES[slip]
    if table and found.start < table.end:
        what = "stands between the table's rows; put it under the last one"
    elif slip is Slip.TEXT_AFTER and (text := get_text_after(found)):
        # What follows the list is quoted after the semicolon: it is no part of what a baseline knows the finding by.
        what = f"is followed by text on its line; {_suggest_correction(text)}"
    elif slip is Slip.INDENT and found.source.position(found.start).column == 1:
        what = "stands under an indented heading; write the heading at the start of its line"
    return found.at(f"“{shown}” {what}", WHY.get(slip, ""), fix)


def _suggest_correction(text: str) -> str:
    """What to do about the text after a list: the end of a comment that began nowhere, or more."""
    return f"take “{text}” away, it ends no comment" if text == COMMENT_END else f"put a blank line before “{text}”"
