"""RSP314."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, rule
from resp_lint_rules._shared.row_text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint import Table, Violation


@rule("RSP314", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def similar_headers(page: Page) -> Findings:
    """Checks that tables with the same columns name them alike.

    “Contact” in one table and “Contacts” in the next make a reader ask whether two things are meant, and a script that
    reads the tables takes them for two columns.

    It compares the tables of a page whose headers differ in nothing but case, spaces, punctuation, or a plural, whatever
    the tables hold. Each header that is written otherwise than in most of them has a finding; where two spellings are
    equally frequent, the first one counts. Of task tables in a form of the profile, `inconsistent-headers` speaks too, and
    of a typo `misspelled-structure`.

    ~~~~bad
    | Service | On call | Contact |
    |---------|---------|---------|
    | Billing | Ana | #billing |

    | Service | On-Call | Contacts |
    |---------|---------|----------|
    | Search | Ben | #search |
    ~~~~
    ~~~~good
    | Service | On call | Contact |
    |---------|---------|---------|
    | Billing | Ana | #billing |

    | Service | On call | Backup |
    |---------|---------|--------|
    | Search | Ben | Cem |
    ~~~~
    """
    by_form: dict[tuple[str, ...], list[Table]] = {}
    for table in page.tables if page.tables[1:] else ():
        by_form.setdefault(tuple(map(_fold, _get_headers(table))), []).append(table)
    for tables in by_form.values():
        if tables[1:]:
            yield from _compare(tables)


def _get_headers(table: Table) -> tuple[str, ...]:
    return tuple(" ".join(cell.words.replace("’", "'").split()) for cell in table.header.cells)


def _fold(header: str) -> str:
    """What stays of a header without case, punctuation and the ending of a plural."""
    letters = "".join(letter for letter in header.casefold() if letter.isalnum())
    return letters.removesuffix("s") or header


def _compare(tables: Sequence[Table]) -> Iterator[Violation]:
    """The headers of tables of one form that differ from those of most of them."""
    all_headers = [_get_headers(table) for table in tables]
    for column, names in enumerate(zip(*all_headers, strict=True)):
        usual, count = Counter(names).most_common(1)[0]
        for table, name in zip(tables, names, strict=True):
            if name != usual:
                most = f"“{shorten(usual)}”, {count} of {len(tables)}"
                message = f"header “{shorten(name)}” differs from that of the page's tables of this form ({most})"
                yield table.header.cells[column].at(f"{message}; write the same in all")
