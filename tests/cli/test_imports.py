"""What a run over one page imports, to the letter: `imports.toml` says it, with the reason for each."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
LISTED: dict[str, dict[str, dict[str, str]]] = tomllib.loads((HERE / "imports.toml").read_bytes().decode())
PAGES = {
    "clean": EXAMPLES / "clean" / "nimbus-queue-responsibilities.md",
    "faulty": EXAMPLES / "faulty" / "harbor-vault-responsibilities.md",
}
PACKAGES, STANDARD_LIBRARY = "packages", "standard-library"
# msgspec imports typing_extensions where it is installed, as it is for mypy; resp-lint does not need it.
PROGRAM = """
import sys
sys.modules["typing_extensions"] = None
before = set(sys.modules)
from resp_lint.cli.main import main
main(sys.argv[1:])
names = {name.partition(".")[0] for name in set(sys.modules) - before}
print("", *sorted(name for name in names if not name.startswith("_")))
"""


@cache
def imported(page: str) -> frozenset[str]:
    """The names of all public top-level modules that a run over a page imports, in a process of its own.

    There is no configuration: that of this project, above the examples, would have to be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(PAGES[page], folder)
        command = [sys.executable, "-c", PROGRAM, copy]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return frozenset(done.stdout.decode().rstrip("\n").rpartition("\n")[2].split())


def listed(page: str, kind: str) -> frozenset[str]:
    """What is said to be imported for a page."""
    first = LISTED["clean"][kind]
    return frozenset(first if page == "clean" else first | LISTED[page][kind])


@pytest.mark.parametrize("page", PAGES)
def test_packages(page: str) -> None:
    assert imported(page) - sys.stdlib_module_names == listed(page, PACKAGES)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other versions import other parts of themselves")
@pytest.mark.parametrize("page", PAGES)
def test_the_standard_library(page: str) -> None:
    assert imported(page) & sys.stdlib_module_names == listed(page, STANDARD_LIBRARY)


def test_each_import_has_a_reason() -> None:
    assert all(reason for page in LISTED.values() for names in page.values() for reason in names.values())
