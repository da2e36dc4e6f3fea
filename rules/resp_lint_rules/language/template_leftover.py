"""RSP608."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, PageKind, Part, Profile, regex, rule
from resp_lint_rules._shared.code_places import Code, is_inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell, Row, Violation


SHOWN = 60
"""How much of a comment a message shows."""
# What no cell ends with that says all it was meant to say.
_NEVER_LAST = frozenset(
    ("the", "an", "of", "and", "or", "your", "our", "their", "its", "because", "whether", "including")
)
_THREE_WORDS = regex(r"\S \S.* \w+$")


@rule("RSP608", any_page=True)
def template_leftover(page: Page, profile: Profile) -> Findings:
    """Checks that nothing of the template's text is left on a page.

    What the template says to its writers is published with the page, and tells readers that nobody filled it in.

    A row “Task 3 | IBM responsibility description | Customer responsibility description” tells an auditor that nobody owns
    anything; `_service-name_` stands where the product should; and a comment is in the page's source for everyone. Reported
    is each comment, each token and each row once: comments that say what the profile's `template.comments` say, tokens
    (`template.tokens`) anywhere but in code and in such comments and rows, and on responsibility pages rows with a cell
    that is nothing but one of `template.cells`: the row, or the one cell where the row's task and other cells are filled in.
    So is a cell whose sentence breaks off (“Route events to the”). One more pattern needs no code. Seen on 16 of 99 real pages; authors fixed
    41 of them.

    ~~~~bad
    # Understanding your responsibilities when using _service-name_
    {: #your-id}

    <!-- Use this section description exactly as worded. -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Task 1 | IBM responsibility description | Customer responsibility description |
    | Rotate keys | N/A | Customer responsibility description |
    | Rotate logs | Rotate logs and move them to the | N/A |
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus Queue
    {: #nimbus-responsibilities}

    <!-- Checked in May. -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    """
    told = [*_check_comments(page, profile), *_check_rows(page, profile)]
    yield from told
    code, taken = Code(page), sorted((violation.start, violation.end) for violation in told)
    for match in profile.template.find_tokens(page.source.text):
        start, end = match.span()
        if not is_inside(taken, start) and start not in code:
            yield Part(page.source, start, end).at(f"“{match[0]}” is the template's; write what it stands for")


def _check_comments(page: Page, profile: Profile) -> Iterator[Violation]:
    for comment in page.comments if "<!--" in page.source.text else ():
        text = " ".join(comment.text.split())
        if profile.template.is_comment(text):
            shown = text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
            yield comment.at(f"comment “{shown}” is the template's; remove it")


def _check_rows(page: Page, profile: Profile) -> Iterator[Violation]:
    is_left = profile.template.is_cell
    for table in page.tables if page.kind is PageKind.RESPONSIBILITY else ():
        for row in table.rows:
            left = [cell for cell in (*row.cells, *row.extra) if is_left(_replace_keyrefs(page, cell))]
            if left and left[0] not in row.extra:
                yield _report_left(row, left)
            for cell in row.cells:
                if _breaks_off(cell.text):
                    end = cell.text.rpartition(" ")[2]
                    yield cell.at(f"the sentence breaks off after “{end}”; finish it, or take away what is too much")


def _breaks_off(text: str) -> bool:
    """Whether a text of three words or more ends with one that no sentence ends with."""
    return text.rpartition(" ")[2] in _NEVER_LAST and bool(_THREE_WORDS.search(text))


def _report_left(row: Row, left: list[Cell]) -> Violation:
    """The row where nothing of it is filled in; the one cell that is not, where the task and all else are real."""
    cell = left[0]
    if left[1:] or row.task.blank or cell is row.task or not row.owner_cells:
        said = f"row “{row.task.text}”: “{cell.text}” is the template's"
        return row.at(f"{said}; fill the row in, or drop it")
    return cell.at(f"“{cell.text}” is the template's; write who does what for “{row.task.text}”")


def _replace_keyrefs(page: Page, cell: Cell) -> str:
    """A cell's text with known keyrefs in words and without comments, which cost nothing where there are none."""
    return page.conventions.replace_keyrefs(cell.text if "<!--" in cell.raw else cell.raw)
