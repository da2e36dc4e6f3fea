"""`resp-lint explain RULE`: why a rule exists, with the examples of its docstring."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import choose_configuration, get_options, make_parser, parse
from resp_lint.cli.commands import load_module
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.cli.session import Session
from resp_lint.config.options import describe_options
from resp_lint.config.show import show_rule
from resp_lint.plugins import load_registry
from resp_lint.report.rule_page import render_body
from resp_lint.report.safe import clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.config.configuration import Configuration
    from resp_lint.plugins import Registry
    from resp_lint.rule import Rule

FIXES = {"none": "no fix", "safe": "safe fix", "unsafe": "unsafe fix"}


def make_command_parser() -> Parser:
    """The command line of `resp-lint explain`."""
    made = make_parser(
        "resp-lint explain",
        "resp-lint explain [OPTION...] RULE...",
        "Says why a rule exists, with examples, and what the configuration in the current folder makes of it.",
    )
    made.add_argument("rules", nargs="+", metavar="RULE", help="a code (RSP401) or a name (missing-caption)")
    choose_configuration(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Print the page of each rule that is named."""
    options = parse(make_command_parser(), arguments)
    registry = load_registry()
    rules = [registry.find(name) for name in options.rules]
    configuration = Session(get_options(options), registry).find_configuration()
    text = "\n\n".join(f"{render_page(rule, registry)}\n\n{describe_here(rule, configuration)}" for rule in rules)
    screen = make_screen(sys.stdout, os.environ, options.color)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    show((load_module("markdown").render_markdown(text, screen) if terminal else text).split("\n"), screen)
    return 0


def render_page(rule: Rule, registry: Registry) -> str:
    """A rule's page in Markdown: its facts, why it exists, its examples, its options."""
    facts = (rule.level, rule.rule_set, FIXES[rule.fix], f"from plugin {registry.name_plugin(rule)}")
    pages = "any page" if rule.any_page else "responsibility pages"
    head = f"# {rule.code} {rule.name}\n\n{' · '.join(facts)} · for {pages}"
    return "\n\n".join(filter(None, (clean_text(head), render_body(rule), clean_text(describe_options(rule)))))


def describe_here(rule: Rule, configuration: Configuration) -> str:
    """What the configuration makes of a rule, as the end of its page."""
    return clean_text("\n".join(["**In force here:**", "", *(f"- {item}" for item in show_rule(rule, configuration))]))
