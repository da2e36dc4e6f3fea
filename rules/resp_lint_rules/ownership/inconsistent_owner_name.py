"""RSP513."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, Role, RuleSet, normalized, read_owner_names, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import shorten
from resp_lint_rules.ownership._owner_answers import Answer, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import OwnerName

_USUAL = 3
"""How often a name stands on a page before another can be a slip for it."""


@rule("RSP513", level=Level.WARNING, rule_set=RuleSet.STRICT)
def inconsistent_owner_name(page: Page, profile: Profile) -> Findings:
    """Checks that a page calls one owner by one name.

    “Agency” beside five times “Agency contact” leaves the reader to guess whether somebody else is meant.

    It looks at the names in those owner cells of task tables that may hold any name. It fires on a name that differs from
    another only in case, or that is only the beginning of another, where the other stands on the page at least three
    times and at least twice as often; of each such name the first place is reported. Names that the profile's
    `owner-names.names` or `owners` list are right.

    ~~~~bad profile=service-ownership
    | Step | Owner |
    |------|-------|
    | Apply | Agency contact |
    | Sign | Agency contact |
    | Pay | Agency contact |
    | Return | Agency |
    ~~~~
    ~~~~good profile=service-ownership
    | Step | Owner |
    |------|-------|
    | Apply | Agency contact |
    | Sign | Agency contact |
    | Pay | Agency contact |
    | Return | Supervisor |
    ~~~~
    """
    names = list(_list_names(page, profile))
    counts = Counter(name.text for name in names)
    usual = [text for text, count in counts.items() if count >= _USUAL]
    known = {normalized(text) for text in profile.owner_names.names}
    known |= {normalized(text) for owner in profile.owners for text in owner.spellings}
    reported: set[str] = set()
    for name in names if usual and len(counts) > 1 else ():
        if name.text in reported or normalized(name.text) in known:
            continue
        other = next(
            (text for text in usual if _is_slip(name.text, text) and counts[text] >= 2 * counts[name.text]), ""
        )
        if other:
            reported.add(name.text)
            message = f"“{shorten(name.text)}” here, “{shorten(other)}” {counts[other]} times on the page"
            yield name.at(f"{message}; call one owner by one name")


def _list_names(page: Page, profile: Profile) -> Iterator[OwnerName]:
    for table in page.task_tables:
        numbers = [n for n, column in enumerate(table.columns) if column.role is Role.OWNER and not column.owner]
        for row in select_whole_rows(table) if numbers else ():
            for cell in (row.cells[n] for n in numbers[: bisect_left(numbers, len(row.cells))]):
                if read_answer(cell, profile) in {Answer.WORK, Answer.TAKES_PART}:
                    yield from read_owner_names(cell, page.conventions)


def _is_slip(name: str, usual: str) -> bool:
    """Whether a name differs from another in case only, or is the beginning of it.

    >>> _is_slip("Agency", "Agency PoC"), _is_slip("Supervisor", "Detailee's supervisor"), _is_slip("HR", "Hr")
    (True, False, True)
    """
    one, other = normalized(name), normalized(usual)
    return name != usual and (one == other or other.startswith(f"{one} "))
