"""The README: its commands do what it says, its links lead somewhere, and it fits on a screen."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_bytes().decode()
RESP_LINT = Path(sys.executable).with_name("resp-lint")
COMMANDS = re.findall(r"^\$ (resp-lint [^#\n]*)", README, re.MULTILINE)
GIT = ("git", "-c", "user.name=A Writer", "-c", "user.email=writer@example.com", "-c", "commit.gpgsign=false")
STATUS = {"resp-lint docs/": 1, "resp-lint --fix docs/": 1}  # what cannot be fixed is left


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with pages and a tag, as the commands suppose it."""
    shutil.copytree(ROOT / "examples/faulty", tmp_path / "docs")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Pages"), ("tag", "v2.0")):
        subprocess.run([*GIT, *command], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("line", COMMANDS, ids=str.strip)
def test_every_command_works(line: str, tree: Path) -> None:
    _, *arguments = shlex.split(line)
    done = subprocess.run([RESP_LINT, *arguments], cwd=tree, capture_output=True, check=False)
    assert done.returncode == STATUS.get(line.strip(), 0), (done.stdout + done.stderr).decode()
    assert done.stdout


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) > 5
    targets = set(re.findall(r"^\$ make (\S+)", README, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_bytes().decode()
    assert targets
    assert [target for target in targets if f"\n{target}:" not in makefile] == []


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_it_fits_on_a_screen() -> None:
    assert README.count("\n") <= 60
