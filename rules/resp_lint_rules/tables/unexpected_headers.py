"""RSP302."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, PageKind, Profile, Role, TableKind, normalized, rule
from resp_lint_rules.tables._header_forms import find_odd_headers, insert_keyrefs, map_words_to_keyrefs, match_form

if TYPE_CHECKING:
    from resp_lint import Table
    from resp_lint_rules.tables._header_forms import Match


@rule("RSP302", level=Level.WARNING, any_page=True)
def unexpected_headers(page: Page, profile: Profile) -> Findings:
    """Checks that task tables take one of the profile's forms.

    Readers who know one page find their tasks on all others, as long as the columns are the same everywhere.

    “What IBM offers” and “What you might need” leave open who answers for what, and a table without a column for one of
    the two cannot say it at all.

    It fires on the header of a task table that takes none of the profile's table forms: the task first, then the owners
    in any order unless the form is `ordered`, in the words that the profile knows. Keyrefs count as their words, a typo is `misspelled-structure`,
    a blank cell `blank-header-cell`. In a section on an area it fires, too, on a table whose first header is a form's
    own (“Task”) and that has no owner column. Other tables may have any headers.

    ~~~~bad path=queue-responsibilities.md
    | Task | What IBM offers | What you might need |
    |------|-----------------|---------------------|
    | Rotate keys | A reminder. | New keys. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |
    ~~~~

    A column is missing:

    ~~~~bad
    | Task | IBM responsibilities |
    |------|----------------------|
    | Patch brokers | Patch them every week. |
    ~~~~
    ~~~~good
    | Broker | Port |
    |--------|------|
    | Default | 9093 |
    ~~~~

    In another order:

    ~~~~profile
    extends = "service-ownership"
    [[table-forms]]
    ordered = true
    columns = [
      { role = "task", titles = ["Service"] },
      { role = "owner", titles = ["Owner"] },
      { role = "contact", titles = ["Contact"] },
    ]
    ~~~~
    ~~~~bad
    | Service | Contact | Owner |
    |---------|---------|-------|
    | Queues | #queues | Ann |
    ~~~~
    ~~~~good
    | Service | Owner | Contact |
    |---------|-------|---------|
    | Queues | Ann | #queues |
    ~~~~
    """
    if page.kind is not PageKind.RESPONSIBILITY:
        return
    tables = (table for table in page.tables if _needs_form(table, profile))
    for table in find_odd_headers(page, tables, lambda table: _is_without_form(table, profile)):
        if match := match_form(table, profile):
            yield table.header.at(_describe_mismatch(match, profile))


def _needs_form(table: Table, profile: Profile) -> bool:
    return table.kind is TableKind.TASK or (table.kind is TableKind.OTHER and _is_without_owners(table, profile))


def _is_without_form(table: Table, profile: Profile) -> bool:
    match = match_form(table, profile)
    if match is None:
        return False
    return not match.complete or (profile.table_forms[match.form].ordered and not match.in_order)


def _is_without_owners(table: Table, profile: Profile) -> bool:
    """Whether a table in a section on an area begins like a task table and names no owner."""
    first = table.header.cells[0]
    return (
        table.area is not None
        and normalized(first.words) in _list_first_titles(profile)
        and all(column.role is not Role.OWNER for column in table.columns)
    )


def _list_first_titles(profile: Profile) -> frozenset[str]:
    """What stands above the tasks in each of the profile's forms."""
    return frozenset(normalized(form.columns[0].titles[0]) for form in profile.table_forms)


def _describe_mismatch(match: Match, profile: Profile) -> str:
    keyrefs = map_words_to_keyrefs(profile)
    if match.complete:
        order = " | ".join(match.cells[number].text for number in sorted(match.cells))
        return f"the columns stand in another order than on other pages; write “{order}”"
    foreign = ", ".join(f"“{cell.text}”" for cell in match.foreign)
    missing = ", ".join(f"“{insert_keyrefs(column.titles[0], keyrefs)}”" for column in match.missing)
    if not foreign:
        return f"the task table has no column {missing}; add it"
    if not missing:
        return f"no task table has a column {foreign}; leave it out"
    return f"{foreign}: not what a task table's columns are called; write {missing}"
