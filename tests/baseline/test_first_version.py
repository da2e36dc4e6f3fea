"""A baseline that the first version wrote, for pages that have not changed since, still knows all that it holds.

`first_version/` is never written anew: a finding whose fingerprint changes would come back to everybody who has adopted
resp-lint.  It may only lose a finding that a rule no longer has, with a reason in the commit.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from msgspec.structs import replace

from resp_lint.baseline.fingerprint import mark
from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

FIRST = Path(__file__).parent / "first_version"
LISTS = Path(__file__).parent / "first_version_lists"
CODES = 47
"""How many rules the baseline has findings of."""
LOST = 4
"""How many attribute lists the other baseline knows to be lost."""


def test_a_baseline_of_the_first_version_knows_its_findings(tmp_path: Path) -> None:
    shutil.copytree(FIRST, tmp_path, dirs_exist_ok=True)
    (tmp_path / ".git").mkdir()
    held = json.loads((FIRST / ".resp-lint-baseline.json").read_bytes())
    codes = {finding["rule"] for page in held["pages"].values() for finding in page["findings"]}
    assert len(codes) == CODES
    command = [sys.executable, "-m", "resp_lint", "--no-cache", "--output-format", "concise"]
    rules = [option for code in sorted(codes) for option in ("--select", code)]
    done = subprocess.run([*command, *rules], cwd=tmp_path, capture_output=True, check=False)
    assert "257 known" in done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_baseline_of_the_first_version_knows_lists_that_text_follows(tmp_path: Path) -> None:
    # The message says today what follows a list; the first version did not.
    shutil.copytree(LISTS, tmp_path, dirs_exist_ok=True)
    (tmp_path / ".git").mkdir()
    held = json.loads((LISTS / ".resp-lint-baseline.json").read_bytes())
    lists = [finding for page in held["pages"].values() for finding in page["findings"] if finding["rule"] == "RSP412"]
    command = [sys.executable, "-m", "resp_lint", "--no-cache", "--output-format", "concise", "--select", "RSP412"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert f"{len(lists)} known" in done.stdout.decode()
    assert len(lists) == LOST
    assert (done.returncode, done.stderr) == (0, b"")


def test_words_of_a_message_are_no_part_of_a_fingerprint() -> None:
    registry = load_registry()
    settings = Settings(registry.profile("ibm-cloud"), all_pages=True, rule_set=RuleSet.STRICT)
    rules = registry.select(settings)
    changed = 0
    for path in sorted(FIRST.glob("docs/*.md")):
        source = Source.from_bytes(str(path), path.read_bytes())
        for finding in check_page(parse(source, settings.conventions), rules, settings).findings:
            said, semicolon, remedy = finding.message.partition(";")
            parts = re.split("(“[^“”]*”)", said)
            reworded = "".join(part if part.startswith("“") else part.upper() for part in parts)
            message = reworded + (semicolon and f"{semicolon} DO {remedy}")
            changed += message != finding.message
            assert mark(replace(finding, message=message), source) == mark(finding, source)
    assert changed > 200
