"""What SARIF says of the rules whose findings it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.plugins import load_registry
from resp_lint.report.rule_page import body, find_rule_page
from resp_lint.report.safe import safe, safe_line
from resp_lint.rule import Level

if TYPE_CHECKING:
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding, Rule

MAX_TEXT = 1024
"""How long it lets a rule's description be."""
LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "recommendation"}


def rule_of(finding: Finding, screen: Screen) -> dict[str, Any]:
    """What is known of a finding's rule; of those that the linter reports on itself it may be little."""
    rule = {rule.code: rule for rule in load_registry().rules}.get(finding.code)
    described = {
        "id": safe_line(finding.code),
        "name": _pascal(finding.name),
        "shortDescription": {"text": sentence(_words(finding.name))},
        "fullDescription": {"text": sentence(rule.summary if rule else _words(finding.name))},
        "help": _help(rule) if rule else {"text": sentence(finding.help or _words(finding.name))},
        "defaultConfiguration": {"level": LEVELS[rule.level if rule else finding.level]},
        "properties": _properties(finding, rule),
    }
    url = screen.rule_page(finding) or find_rule_page(finding.code, finding.name)
    return {**described, "helpUri": url} if url else described


def _help(rule: Rule) -> dict[str, str]:
    return {"text": safe(rule.doc), "markdown": body(rule)}


def _properties(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    return {
        "tags": ["documentation", *([str(rule.rule_set)] if rule else [])],
        "precision": "high",
        "problem.severity": SEVERITIES[rule.level if rule else finding.level],
    }


def _words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _pascal(name: str) -> str:
    return safe_line("".join(part[:1].upper() + part[1:] for part in name.split("-")))


def sentence(text: str) -> str:
    """A text with a full stop, short enough, in which no `[…](…)` becomes a link."""
    text = safe_line(text).replace("](", "] (")
    text = text if len(text) < MAX_TEXT else text[: MAX_TEXT - 2] + "…"
    return text if text.endswith((".", "!", "?")) else f"{text}."
