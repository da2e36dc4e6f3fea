"""Every format says the same of the same pages, to the byte, wherever and however often it is asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-c", "import sys; from resp_lint.cli.main import main; sys.exit(main())"]
FORMATS = sorted(load_registry().formats)
ENVIRONMENTS = {
    "again": {},
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "a third hash seed": {"PYTHONHASHSEED": "4242"},
    "C": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "another day and zone": {"TZ": "Pacific/Kiritimati"},
    "a wide terminal elsewhere": {"TERM": "xterm-kitty", "COLORTERM": "truecolor"},
}


@pytest.fixture(scope="module")
def pages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages whose names sort in different ways in different places."""
    folder = tmp_path_factory.mktemp("pages")
    texts = sorted((root / "examples").glob("*/*-responsibilities.md"))
    for name in ("b.md", "B.md", "a.md", "ä.md", "z/a.md", "Z/a.md", "a/b.md", "i.md", "İ.md", "10.md", "9.md"):
        for text in texts:
            path = folder / "docs" / text.stem / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(text, path)
    return folder


def reports(pages: Path, out: Path, *paths: str, **environment: str) -> dict[str, bytes]:
    out.mkdir()
    chosen = [f"--output-format={name}:{out / name}" for name in FORMATS]
    clean = {key: value for key, value in os.environ.items() if not re.match("LC_|LANG|GITHUB_|PYTHONHASHSEED", key)}
    done = subprocess.run(
        [*PROGRAM, "--strict", "--all-pages", *chosen, *paths],
        cwd=pages,
        env={**clean, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    return {name: (out / name).read_bytes() for name in FORMATS}


@pytest.fixture(scope="module")
def first(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return reports(pages, tmp_path_factory.mktemp("first") / "out", "docs")


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_same_bytes(pages: Path, first: dict[str, bytes], tmp_path: Path, environment: dict[str, str]) -> None:
    assert reports(pages, tmp_path / "out", "docs", **environment) == first


@pytest.mark.parametrize("jobs", ["1", "2", "5", "auto"])
def test_any_number_of_processes(pages: Path, first: dict[str, bytes], tmp_path: Path, jobs: str) -> None:
    assert reports(pages, tmp_path / "out", "--jobs", jobs, "docs") == first


def test_the_order_of_the_arguments_is_nothing(pages: Path, first: dict[str, bytes], tmp_path: Path) -> None:
    folders = sorted(str(path.relative_to(pages)) for path in (pages / "docs").iterdir())
    assert len(folders) > 1
    assert reports(pages, tmp_path / "out", *reversed(folders)) == first


def test_findings_are_in_order(first: dict[str, bytes]) -> None:
    lines = first["concise"].decode().split("\n")
    found = [re.fullmatch(r"(.*?):(\d+):(\d+): (\w+) .*", line) for line in lines]
    places = [(match[1], int(match[2]), int(match[3]), match[4]) for match in found if match]
    assert len(places) > 100
    assert places == sorted(places)
