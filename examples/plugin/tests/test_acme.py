"""The plugin's own tests: the examples in its rules' docstrings, and the plugin as its users meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import resp_lint_acme
from resp_lint.cli.main import main
from resp_lint.testing import check_examples

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


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.md"
    path.write_bytes(PAGE.encode())
    return str(path)


@pytest.mark.parametrize("rule", resp_lint_acme.resp_lint_rules(), ids=lambda rule: rule.name)
def test_examples(rule: Rule) -> None:
    check_examples(rule)


def test_rule_profile_and_format_work_together(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", "profile=acme", "--select", "ACM", "--output-format", "tally", page]) == 1
    assert capsys.readouterr().out == "1 ACM001 rotation-without-period\n"


def test_without_the_profile_its_tables_are_not_known(page: str) -> None:
    assert main(["--select", "ACM", page]) == 0
