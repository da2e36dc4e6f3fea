"""RSP709."""

import re

from resp_lint import Findings, Level, Page, Violation, regex, rule
from resp_lint_rules._shared.code_places import Code

_MARK = regex(r"(?<!\\)\[\^([^\s\[\]]+)\](:)?")


@rule("RSP709", level=Level.INFO, any_page=True)
def unused_note(page: Page) -> Findings:
    """Checks that each footnote has a mark in the text, and each mark its footnote.

    A note that no mark refers to is not shown at all; a mark without a note is shown as it is written, `[^1]`, and the
    reader looks for what it means. It happens when a table is split or a row is removed.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys[^keys]. |
    ~~~~
    ~~~~bad
    You rotate your keys.

    [^keys]: Every 90 days.
    ~~~~
    ~~~~good
    You rotate your keys[^keys]; the pattern is `[^x]`.

    [^keys]: Every 90 days.
    ~~~~
    """
    text = page.source.text
    if "[^" not in text:
        return
    code = Code(page)
    found = [match for match in _MARK.finditer(text) if match.start() not in code]
    notes: list[re.Match[str]] = []
    marks: list[re.Match[str]] = []
    for match in found:
        (notes if match[2] and _is_at_line_start(match) else marks).append(match)
    defined, used = ({match[1] for match in matches} for matches in (notes, marks))
    for match in marks:
        if match[1] not in defined:
            message = f"the page has no note “{match[1]}”; write one, “[^{match[1]}]: …”, or remove the mark"
            yield Violation(match.start(), match.end(1) + 1, message)
    for match in notes:
        if match[1] not in used:
            message = f"nothing refers to the note “{match[1]}”, so it is not shown; add its mark, or remove the note"
            yield Violation(match.start(), match.end(), message)


def _is_at_line_start(match: re.Match[str]) -> bool:
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    return not line.strip(" \t>")
