"""Nothing of the current folder runs: neither modules nor plugins that lie there."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TRACE = b"open('trace', 'a').write(__name__ + '\\n')\n"
PLUGIN = b"[resp_lint]\nacme = acme\n"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with modules that leave a trace, and a plugin."""
    for name in ("yaml", "msgspec", "markdown_it", "typing", "tomllib", "acme", "resp_lint_rules"):
        (tmp_path / f"{name}.py").write_bytes(TRACE)
    (tmp_path / "acme-1.dist-info").mkdir()
    (tmp_path / "acme-1.dist-info/entry_points.txt").write_bytes(PLUGIN)
    (tmp_path / "responsibilities.md").write_bytes(b"---\na: [b]\n---\n\n# Responsibilities\n")
    (tmp_path / "resp-lint.toml").write_bytes(b"all-pages = true\n")
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = (*arguments, "responsibilities.md")
    return subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, check=False)


def test_the_program_as_a_module_runs_no_module_of_the_current_folder(hostile: Path) -> None:
    ended = run(hostile, sys.executable, "-m", "resp_lint")
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert b"RSP1" in ended.stdout
    assert not (hostile / "trace").exists()


@pytest.mark.parametrize("entry", ["", ".", "../{name}", "sub"])
def test_a_plugin_of_the_current_folder_is_not_loaded(hostile: Path, entry: str) -> None:
    for name in ("yaml", "msgspec", "markdown_it", "typing", "tomllib", "resp_lint_rules"):
        (hostile / f"{name}.py").unlink()  # whoever names a folder as Python's path runs its modules
    if entry == "sub":
        (hostile / "sub").mkdir()
        (hostile / "acme-1.dist-info").rename(hostile / "sub/acme-1.dist-info")
        (hostile / "acme.py").rename(hostile / "sub/acme.py")
    path = entry.format(name=hostile.name) + os.pathsep
    ended = run(hostile, sys.executable, "-c", "from resp_lint.cli.main import main; main()", PYTHONPATH=path)
    assert b"acme" not in ended.stderr
    assert b"RSP1" in ended.stdout
    assert not (hostile / "trace").exists()


def test_a_plugin_of_a_folder_that_is_named_is_loaded(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "responsibilities.md").write_bytes(b"# Responsibilities\n")
    (hostile / "typing.py").unlink()
    site = other / "site"
    site.mkdir()
    (hostile / "acme.py").rename(site / "acme.py")
    (hostile / "acme-1.dist-info").rename(site / "acme-1.dist-info")
    run(other, sys.executable, "-m", "resp_lint", PYTHONPATH=str(site))
    assert (other / "trace").read_bytes() == b"acme\n"
