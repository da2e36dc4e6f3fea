"""What a rule's docstring says, as a page for readers: its examples titled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.regex import regex
from resp_lint.report.safe import safe

if TYPE_CHECKING:
    from resp_lint.rule import Rule

TITLES = {"bad": "Reported:", "good": "Fine:", "fixed": "After `--fix`:"}
_EXAMPLE = regex(r"^(~{3,}|`{3,})[ \t]*(bad|good|fixed)\b.*$", re.MULTILINE)


def body(rule: Rule) -> str:
    """A rule's docstring in Markdown that every renderer shows."""
    return safe(_EXAMPLE.sub(_titled, rule.doc))


def _titled(fence: re.Match[str]) -> str:
    return f"**{TITLES[fence[2]]}**\n\n{fence[1]}markdown"
