"""RSP504."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, Violation, rule
from resp_lint_rules._shared.row_text import blank_space
from resp_lint_rules.ownership._owner_answers import Answer, find_half_idle_rows, find_usual_marker, is_plain

if TYPE_CHECKING:
    from resp_lint import Cell


@rule("RSP504", level=Level.INFO, fix=FixKind.UNSAFE)
def mixed_empty_markers(page: Page, profile: Profile) -> Findings:
    """Checks that a page says in one way that an owner has nothing to do.

    Two ways to say “nothing to do” on one page look like two different answers.

    Is “None” final and “N/A” not? Is the blank cell a third thing? Seen on 7 of 74 pages, most often as blank cells
    beside “N/A”.

    It looks at the owner cells of rows in which another owner has work. Each marker that is not the page's most
    frequent one is reported where it first stands; blank cells beside markers are reported where the page first
    changes from one to the other, unless that is a `blank-owner-cell`. Case makes a difference (“N/A” and “n/a”),
    and so does an owner's name (“IBM N/A”); markup does not. The fix writes the most frequent marker in all these cells.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    | Scale brokers | Add brokers. | N/A |
    | Rotate keys | None | Rotate your keys every 90 days. |
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    | Scale brokers | Add brokers. | N/A |
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    | Rotate keys | `N/A` | Rotate your keys every 90 days. |
    ~~~~
    """
    ways: dict[str, list[Cell]] = {}
    for row in find_half_idle_rows(page, profile):
        for cell, answer in row.told:
            if answer in {Answer.BLANK, Answer.NOTHING} and not cell.column.optional:
                ways.setdefault("" if answer is Answer.BLANK else cell.text, []).append(cell)
    if len(ways) < 2:  # noqa: PLR2004 -- one way is what we want
        return
    blank = ways.pop("", [])
    marker = find_usual_marker(page, profile)
    usual = max(ways, key=lambda way: (is_plain(ways[way][0], profile), len(ways[way])))
    told_of = set()
    for way, cells in ways.items():
        if way != usual:
            told_of.add(cells[0])
            yield _make_violation(cells[0], f"“{way}”", cells, f"“{usual}” (line {ways[usual][0].line})", marker)
    first = min((cells[0] for cells in ways.values()), key=lambda cell: cell.start)
    if blank and blank[0].start < first.start and first not in told_of:
        yield _make_violation(first, f"“{first.text}”", blank, f"a blank cell in line {blank[0].line}", marker)
    elif blank and blank[0].start > first.start:
        yield _make_violation(blank[0], "a blank cell", blank, f"“{first.text}” in line {first.line}", marker)


def _make_violation(at: Cell, here: str, cells: list[Cell], there: str, marker: str) -> Violation:
    edits = []
    for cell in cells:
        start, end = blank_space(cell)
        edits.append(Edit(start, end, f" {marker} ".ljust(end - start) if cell.blank else f" {marker} "))
    fix = Fix(f"Write “{marker}” in all", tuple(edits), safe=False)
    return at.at(f"{here} here and {there} both mean that there is nothing to do; write the same in all", fix=fix)
