"""The plugin's own tests: the examples in its rules' docstrings, and the plugin as its users meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import resp_lint_acme
from resp_lint import Screen, check_paths
from resp_lint.testing import check_examples, findings_of
from resp_lint_acme.rotation_without_period import rotation_without_period
from resp_lint_acme.tally import tally

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint import Rule

PAGE = """\
# Who does what in Acme Mail
{: #duties}

| Task | Acme duties | Your duties |
|------|-------------|-------------|
| Rotate keys | Nothing | Rotate your keys. |
"""


@pytest.mark.parametrize("rule", resp_lint_acme.resp_lint_rules(), ids=lambda rule: rule.name)
def test_examples(rule: Rule) -> None:
    check_examples(rule)


def test_the_finding_names_the_task() -> None:
    (finding,) = findings_of(rotation_without_period, PAGE, profile="acme")
    assert finding.message == "“Rotate keys” has no period"
    assert (finding.start.line, finding.start.column) == (6, 3)


def test_rule_profile_and_format_work_together(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE.encode())
    (tmp_path / "resp-lint.toml").write_bytes(b'profile = "acme"\nselect = ["ACM"]\n')
    run = check_paths(tmp_path / "page.md")
    assert [*tally.render(run, Screen())] == ["1 ACM001 rotation-without-period"]


def test_without_the_profile_its_tables_are_not_known() -> None:
    assert findings_of(rotation_without_period, PAGE) == []
