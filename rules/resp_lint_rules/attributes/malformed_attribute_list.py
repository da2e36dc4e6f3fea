"""RSP411."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Page, Part, Profile, rule
from resp_lint_rules.attributes._lists.facts import collect_lists, collect_lists_after_links
from resp_lint_rules.attributes._lists.grammar import find_flaws
from resp_lint_rules.attributes._lists.names import Names
from resp_lint_rules.attributes._lists.near_misses import find_after_tables, find_in_paragraphs
from resp_lint_rules.attributes._lists.stray_words import find_definition_flaw, find_word_flaws

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import AttributeList, Violation
    from resp_lint_rules.attributes._lists.item_scanner import Flaw


@rule("RSP411", fix=FixKind.UNSAFE, any_page=True, requires=("attribute-lists",))
def malformed_attribute_list(page: Page, profile: Profile) -> Findings:
    """Checks that attribute lists follow their grammar.

    A list that breaks its own grammar gives the table, or the paragraph, something else than its author wrote.

    A quote that is not closed swallows what follows it, so that a caption ends with “caption-side=bottom” or is not
    there at all; a reader sees a table without a name, and a screen reader has nothing to announce.

    Reported, once a list: a quote that is missing, mixed with another, or typographic; quotes or a brace inside a value;
    a brace too many or none at the end; spaces beside `=`; no space between two items; a value of several words without
    quotes; a space inside a name (`caption side=`) or an id; a dot before a key; a definition without its colon
    (`{:note .note}`), or right after a paragraph; a list over two lines; `{ :note}`, `{:: note}` and `{ caption="…"}`, which
    are no lists at all. What an old boilerplate defines (`{:table: .aria-labeledby="caption"}`) is left alone, and so is
    a definition in a block of them that nothing on the page uses: nothing is lost by it.

    The grammar is that of marked-it-core 2.4.2: a list ends at its first `}`, even inside quotes, and there is no escape.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys caption-side='bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~bad
    {:note .note}
    ~~~~
    ~~~~fixed
    {:note: .note}
    ~~~~
    ~~~~bad
    ## Keys
    {: #rotating keys}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for “hot” keys" caption-side='bottom' #keys .wide row-headers}
    ~~~~
    """
    for attribute_list in collect_lists(page, profile).unsound:
        found = find_flaws(attribute_list, profile)
        if not found and (flaw := find_definition_flaw(attribute_list)):
            found = (flaw,)
        # A quote that is not closed makes words of anything, so they count only where nothing else is wrong.
        if not found and not attribute_list.name:
            found = tuple(find_word_flaws(attribute_list, Names.of(page, profile), profile))
        if found and not _is_unused_definition(page, attribute_list):
            yield _make_violation(attribute_list, found)
    yield from (_report_almost_list(part, beginning) for part, beginning in _find_almost_lists(page, profile))


def _is_unused_definition(page: Page, attribute_list: AttributeList) -> bool:
    """Whether a list is meant for a definition, stands in a block of them, and no list of the page needs it."""
    items = attribute_list.items
    if attribute_list.raw[2:3].isspace() or not (attribute_list.name or (items and items[0].bare)):
        return False
    name = (attribute_list.name or items[0].key).partition(":")[0]
    others = [found for defining in page.definitions.values() for found in defining if found is not attribute_list]
    in_block = any(abs(found.line - attribute_list.line) == 1 for found in others)
    if not in_block or any(found.name == name for found in others):
        return in_block
    using = (found for found in (*page.attribute_lists, *collect_lists_after_links(page)) if found.raw[2:3].isspace())
    return not any(item.bare and item.key == name for found in using for item in found.items)


def _find_almost_lists(page: Page, profile: Profile) -> Iterator[tuple[Part, int]]:
    """Lines that were meant for lists, each once, without those that go on with a list above them."""
    of_tables = (one for found in find_after_tables(page, profile).values() for one in found)
    if not (almost := [*of_tables, *find_in_paragraphs(page)]):
        return
    lines = {found.line + 1 for found in page.attribute_lists if not found.raw.endswith("}")}
    for part, beginning in almost:
        if part.line not in lines:
            lines.add(part.line)
            yield part, beginning


def _report_almost_list(part: Part, beginning: int) -> Violation:
    """A line that was meant for a list, by its first characters, as many as are wrong."""
    edits = [Edit(part.start, part.start + beginning, "{: ")]
    if not part.raw.endswith("}"):
        edits.append(Edit(part.end, part.end, "}"))
    wrong = part.raw[:beginning]
    what = "has a colon too many" if "::" in wrong else "is no list, and readers see it"
    shown = part.raw if len(part.raw) <= _SHOWN else f"{part.raw[:_SHOWN]}…"
    fix = Fix("fix the attribute list", tuple(edits), safe=False)
    return part.at(f"“{shown}” {what}; begin it with “{{:”", fix=fix)


_SHOWN = 40


def _make_violation(attribute_list: AttributeList, found: tuple[Flaw, ...]) -> Violation:
    """One violation a list, with all that fixes it: a quote that is not closed makes flaws of what follows it."""
    first, start = found[0], attribute_list.start
    edits = tuple(Edit(start + s, start + e, text) for flaw in found for s, e, text in flaw.edits)
    fix = Fix("fix the attribute list", edits, safe=False) if all(flaw.edits for flaw in found) else None
    return Part(attribute_list.source, start + first.start, start + first.end).at(first.message, fix=fix)
