"""What a rule's docstring says, as a page for readers: its examples titled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.regex import regex
from resp_lint.report.safe import clean_text
from resp_lint.rule import FixKind

if TYPE_CHECKING:
    from resp_lint.rule import Rule

HOME = "https://resp-lint.github.io/resp-lint/"
"""Where the documentation stands, as pyproject.toml says it: `make docs` writes it here.

The addresses of rules below it stay what they are from version to version.
"""
_OWN_CODES = "RSP"
TITLES = {"bad": "Reported:", "good": "Fine:", "fixed": "After `--fix`:"}
UNSAFELY_FIXED = "After `--unsafe-fixes`:"
PROFILE = "With this profile:"
_EXAMPLE = regex(r"^(~{3,}|`{3,})[ \t]*(bad|good|fixed|profile)\b(?:.*\bprofile=([\w-]+))?.*$", re.MULTILINE)


def find_rule_page(code: str, name: str) -> str:
    """The address of the page about a rule of ours; empty for a plugin's.

    >>> find_rule_page("RSP501", "row-without-owner")
    'https://resp-lint.github.io/resp-lint/rules/row-without-owner.html'
    """
    return f"{HOME}rules/{name}.html" if code.startswith(_OWN_CODES) else ""


def render_body(rule: Rule) -> str:
    """A rule's docstring in Markdown that every renderer shows."""

    def title(fence: re.Match[str]) -> str:
        if fence[2] == "profile":
            return f"{PROFILE}\n\n{fence[1]}toml"
        if fence[3]:
            return f"**{TITLES[fence[2]].removesuffix(':')}** with the profile `{fence[3]}`:\n\n{fence[1]}markdown"
        unsafe = fence[2] == "fixed" and rule.fix is FixKind.UNSAFE
        return f"**{UNSAFELY_FIXED if unsafe else TITLES[fence[2]]}**\n\n{fence[1]}markdown"

    return clean_text(_EXAMPLE.sub(title, rule.doc))
