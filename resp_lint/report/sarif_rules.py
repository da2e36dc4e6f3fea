"""What SARIF says of the rules whose findings it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.plugins import load_registry
from resp_lint.report.rule_page import find_rule_page, render_body
from resp_lint.report.safe import clean_line, clean_text
from resp_lint.rule import Level

if TYPE_CHECKING:
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding, Rule

MAX_TEXT = 1024
"""How long it lets a rule's description be."""
LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "recommendation"}


def describe_rule(finding: Finding, screen: Screen) -> dict[str, Any]:
    """What is known of a finding's rule; of those that the linter reports on itself it may be little."""
    rule = {rule.code: rule for rule in load_registry().rules}.get(finding.code)
    described = {
        "id": clean_line(finding.code),
        "name": _convert_to_pascal(finding.name),
        "shortDescription": {"text": make_sentence(_split_words(finding.name))},
        "fullDescription": {"text": make_sentence(rule.summary if rule else _split_words(finding.name))},
        "help": _make_help(rule) if rule else {"text": make_sentence(finding.help or _split_words(finding.name))},
        "defaultConfiguration": {"level": LEVELS[rule.level if rule else finding.level]},
        "properties": _make_properties(finding, rule),
    }
    url = screen.rule_page(finding) or find_rule_page(finding.code, finding.name)
    return {**described, "helpUri": url} if url else described


def _make_help(rule: Rule) -> dict[str, str]:
    return {"text": clean_text(rule.doc), "markdown": render_body(rule)}


def _make_properties(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    return {
        "tags": ["documentation", *([str(rule.rule_set)] if rule else [])],
        "precision": "high",
        "problem.severity": SEVERITIES[rule.level if rule else finding.level],
    }


def _split_words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _convert_to_pascal(name: str) -> str:
    return clean_line("".join(part[:1].upper() + part[1:] for part in name.split("-")))


def make_sentence(text: str) -> str:
    """A text with a full stop, short enough, in which no `[…](…)` becomes a link."""
    text = clean_line(text).replace("](", "] (")
    text = text if len(text) < MAX_TEXT else text[: MAX_TEXT - 2] + "…"
    return text if text.endswith((".", "!", "?")) else f"{text}."
