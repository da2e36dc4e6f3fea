"""RSP605."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import name

from resp_lint import Edit, Findings, Fix, FixKind, Page, Violation, regex, rule
from resp_lint_rules._shared.code_places import Code
from resp_lint_rules.language._characters import find_non_ascii

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RUNS = regex("[{0}][{0}]*".format("".join(sorted(_CONTROLS))))  # found faster than by `[…]+`
_REFERENCES = regex(r"&#(?:x20(?:2[a-e]|6[6-9])|823[4-8]|829[4-7]);", re.IGNORECASE)


@rule("RSP605", fix=FixKind.SAFE, any_page=True)
def hidden_direction_control(page: Page) -> Findings:
    """Checks that no invisible characters change the direction of text.

    A character that nobody sees can make a sentence, or a command, read otherwise than it is.

    The controls of the bidirectional algorithm that embed, override or isolate (U+202A to U+202E, U+2066 to U+2069) reorder
    the text after them: what a reviewer approves is not what a reader sees or copies (“Trojan Source”, CVE-2021-42574).
    Pages in English have no use for them. They are reported everywhere, in code too, each run once; their numeric
    references, such as `&#x202e;`, outside of code. The marks U+200E, U+200F and U+061C reorder nothing around them and are
    let be. Unicode's technical report 36 names the danger.

    ~~~~bad
    Grant the role &#x202e;nimda&#x202c; to nobody.
    ~~~~
    ~~~~fixed
    Grant the role nimda to nobody.
    ~~~~
    ~~~~good
    Grant the role admin to nobody, and never write `&#x202e;`.
    ~~~~
    """
    for start, end, controls in _find_controls(page):
        names = ", ".join(dict.fromkeys(name(control).lower() for control in controls))
        fix = Fix("remove it", (Edit(start, end, ""),))
        yield Violation(start, end, f"hidden direction control ({names}); remove it", fix=fix)


def _find_controls(page: Page) -> Iterator[tuple[int, int, str]]:
    text, code = page.source.text, Code(page)
    if not _CONTROLS.isdisjoint(find_non_ascii(text)):
        yield from ((*match.span(), match[0]) for match in _RUNS.finditer(text))
    if "&#" in text:
        for match in _REFERENCES.finditer(text):
            if match.start() not in code:
                number = match[0][2:-1].lower()
                yield *match.span(), chr(int(number[1:], 16) if number[0] == "x" else int(number))
