"""RSP510."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, find_within, list_accounts, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell

_LEAST = 4
_EDITS = 2


@rule("RSP510")
def account_mismatch(page: Page) -> Findings:
    """Checks that a link to an owner's account shows that account.

    A reader who follows the link asks somebody else, or finds nobody.

    It fires on a link in an owner cell of a task table whose address names an account, or a team, on one of the hosts in
    the profile's `owner-names.accounts`, and whose text is another account: one that begins with “@”, or one that is
    nearly the same. Where the profile says that linked accounts are owners, any one word that differs is reported. Case
    makes no difference, and a person's full name may stand for the account.

    ~~~~bad profile=service-ownership
    | Service | Owner |
    |---------|-------|
    | Queues | [annsmith](https://github.com/annsmiht) |
    ~~~~
    ~~~~good profile=service-ownership
    | Service | Owner |
    |---------|-------|
    | Queues | [AnnSmith](https://github.com/annsmith), [Bob Jones](https://github.com/bj-2) |
    ~~~~
    """
    if not page.conventions.names.accounts:
        return
    for cell in _list_owner_cells(page):
        for link, account in list_accounts(page, cell):
            if _is_other_account(link.text, account, strict=page.conventions.names.linked_accounts):
                message = f"the link says “{link.text}”, its address “{account}”; correct one of them"
                yield link.at(message)


def _list_owner_cells(page: Page) -> Iterator[Cell]:
    for table in page.task_tables:
        if table.owner_columns:
            for row in select_whole_rows(table):
                yield from row.owner_cells


def _is_other_account(text: str, account: str, *, strict: bool) -> bool:
    """Whether a link's text is an account, and another one."""
    shown, known = text.strip().lstrip("@").casefold(), account.casefold()
    forms = (known, known.rpartition("/")[2])
    if not shown or " " in shown or shown in forms:
        return False
    if strict or text.strip().startswith("@"):
        return True
    return len(shown) >= _LEAST and bool(find_within(shown, forms, _EDITS))
