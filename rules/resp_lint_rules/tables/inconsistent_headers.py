"""RSP301."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, normalized, regex, rule
from resp_lint_rules.tables._header_forms import get_written_headers, insert_keyrefs, map_words_to_keyrefs, match_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint import Cell, TableForm, Violation

T = TypeVar("T")
_KEYREF = regex(r"\{\{[^{}]*\}\}")


@rule("RSP301", level=Level.WARNING, fix=FixKind.UNSAFE, any_page=True)
def inconsistent_headers(page: Page, profile: Profile) -> Findings:
    """Checks that the task tables of a page have the same headers.

    Two spellings of one header make a reader ask whether two things are meant.

    A script that reads the tables takes them for two columns. Seen on 9 of 74 pages, most often as
    “Your Responsibilities” beside “Your responsibilities”.

    It compares the task tables of a page that take the same form, column by column: wording, case, and which keyref
    stands for a name. The spelling of most tables is the page's; where two are equally frequent, the one that comes
    first. A misspelt header is never the one to follow, however frequent it is. Each table that differs has one finding, at its first header that does. A plain name beside a keyref is no
    difference but a `hard-coded-owner-name`, whichever is more frequent; a blank header is a `blank-header-cell`, a
    table of no known form has `unexpected-headers`, and a typo is `misspelled-structure`.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |

    | Task | IBM responsibilities | Your Responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |

    | Task | {{site.data.keyword.IBM_notm}} responsibilities | Your responsibilities |
    |------|-------------------------------------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    ~~~~
    """
    written = get_written_headers(page)
    if len({written[table] for table in page.task_tables}) < 2:  # noqa: PLR2004 -- all the same
        return
    by_form: dict[int, list[dict[int, Cell]]] = {}
    for table in page.task_tables:
        match = match_form(table, profile)
        if match and match.complete:
            by_form.setdefault(match.form, []).append(match.cells)
    keyrefs = map_words_to_keyrefs(profile)
    for form, headers in by_form.items():
        usual = _find_usual(headers, profile.table_forms[form])
        for header in headers:
            differing = [
                (cell, usual[column])
                for column, cell in header.items()
                if column in usual and _is_different(cell, usual[column])
            ]
            if differing:
                yield _make_violation(sorted(differing, key=lambda pair: pair[0].start), keyrefs)


class _Usual(Struct, frozen=True):
    """The spelling of a header that most tables have: in words, with which keyrefs, a cell with it, how many of all."""

    words: str
    keyrefs: tuple[str, ...]
    cell: Cell
    agreeing: int
    all: int


def _get_words(cell: Cell) -> str:
    return cell.words.replace("’", "'")


def _find_keyrefs(cell: Cell) -> tuple[str, ...]:
    raw = cell.raw
    return tuple(_KEYREF.findall(raw)) if "{{" in raw else ()


def _find_usual(headers: Sequence[dict[int, Cell]], form: TableForm) -> dict[int, _Usual]:
    """By column, the spelling that most of a form's headers have; none for a column that they all misspell."""
    found: dict[int, _Usual] = {}
    for number, column in enumerate(form.columns):
        cells = [header[number] for header in headers if number in header]
        titles = {normalized(title) for title in column.titles}
        right = [words for cell in cells if normalized(words := _get_words(cell)) in titles]
        if right:
            found[number] = _usual(cells, right)
    return found


def _usual(cells: Sequence[Cell], right: Sequence[str]) -> _Usual:
    """The spelling that most of these cells have, among those that are right."""
    all_words = [_get_words(cell) for cell in cells]
    words, count = _find_most_frequent(right)
    same = [(cell, _find_keyrefs(cell)) for cell, own in zip(cells, all_words, strict=True) if own == words]
    keyrefs = [own for _, own in same if own]
    usual = _find_most_frequent(keyrefs)[0] if keyrefs else ()
    return _Usual(words, usual, next(cell for cell, own in same if own == usual), count, len(cells))


def _find_most_frequent(values: Sequence[T]) -> tuple[T, int]:
    """The value that occurs most often, the first of those that do, and how often."""
    if values.count(values[0]) == len(values):
        return values[0], len(values)
    return max(Counter(values).items(), key=itemgetter(1))


def _is_different(cell: Cell, usual: _Usual) -> bool:
    own = _find_keyrefs(cell)
    return _get_words(cell) != usual.words or bool(own and usual.keyrefs and own != usual.keyrefs)


def _make_violation(differing: list[tuple[Cell, _Usual]], keyrefs: dict[str, str]) -> Violation:
    cell, usual = differing[0]
    edits = []
    for odd, other in differing:
        # What is a keyref stays one, even where the other tables have the plain name.
        text = insert_keyrefs(other.cell.raw, keyrefs) if _find_keyrefs(odd) else other.cell.raw
        edits.append(Edit(odd.start, odd.end, text))
    same_words = _get_words(cell) == usual.words
    shown, expected = (cell.text, usual.cell.text) if same_words else (cell.words, usual.cell.words)
    others = f"that of the page's other tables (“{expected}”, {usual.agreeing} of {usual.all})"
    message = f"header “{shown}” differs from {others}; write the same in all"
    return cell.at(message, fix=Fix("Write the headers as in the other tables", tuple(edits), safe=False))
