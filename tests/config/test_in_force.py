"""What `resp-lint explain` says of a rule in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.config.configuration import Request
from resp_lint.config.show import show_rule

if TYPE_CHECKING:
    from tests.config.conftest import Configure

F = "resp-lint.toml"
OFF = "not used: the configuration leaves it out"
# The name of a rule, a configuration, and what is said first of the rule in it.
USED = {
    "by default": ("RSP501", "", "used"),
    "of the strict set": ("RSP804", "", "not used: --strict or `extend-select` of “copied-page” adds it"),
    "strict": ("RSP804", "set = 'strict'", "used"),
    "added": ("RSP804", "extend-select = ['copied-page']", "used"),
    "ignored": ("RSP501", "ignore = ['RSP5']", OFF),
    "of the strict set, and ignored": ("RSP804", "ignore = ['RSP8']", OFF),
    "not selected": ("RSP804", "select = ['RSP5']", OFF),
}


@pytest.mark.parametrize(("name", "text", "said"), USED.values(), ids=USED)
def test_whether_a_rule_is_used(configure: Configure, name: str, text: str, said: str) -> None:
    configuration = configure({F: text})
    assert next(show_rule(configuration.registry.find(name), configuration)) == said


def test_every_option_has_its_value_and_its_place(configure: Configure) -> None:
    files = {
        "base.toml": "[rules.ACM101]\nlimit = 5\nshare = 0.1\n[levels]\ntuned-rule = 'info'\n",
        F: "extends = 'base.toml'\n[rules.tuned-rule]\nlimit = 7\n[per-file-ignores]\n'old/*.md' = ['ACM']\n",
    }
    configuration = configure(files, Request(config=("rules.ACM101.exact=true",)))
    assert list(show_rule(configuration.registry.find("ACM101"), configuration)) == [
        "used",
        "not used on pages that match `old/*.md` (resp-lint.toml:5)",
        "level: info (base.toml:5; by default error)",
        "`limit = 7` (resp-lint.toml:3; by default 3)",
        "`exact = true` (--config; by default false)",
        "`share = 0.1` (base.toml:3; by default 0.5)",
        "`known-words = []` (default)",
        '`worst = "error"` (default)',
    ]
