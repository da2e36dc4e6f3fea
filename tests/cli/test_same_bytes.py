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
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Running = subprocess.Popen[bytes]

PROGRAM = [sys.executable, "-c", "import sys; from resp_lint.cli.main import main; sys.exit(main())"]
# The files of this program may have been changed a moment ago; then it would use no cache.
CACHING = "import sys; from resp_lint.engine import runner, versions; versions.JUST_NOW = 0"
MAIN = "from resp_lint.cli.main import main; sys.exit(main())"
WITH_CACHE = [sys.executable, "-c", f"{CACHING}; {MAIN}"]
# Such a program fails where there is a page to parse.
ALL_KNOWN = [sys.executable, "-c", f"{CACHING}; runner.load = None; {MAIN}"]
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
    return finished(started(pages, out, "--no-cache", *paths, **environment), out)


def started(pages: Path, out: Path, *paths: str, program: Sequence[str] = PROGRAM, **environment: str) -> Running:
    out.mkdir()
    chosen = [f"--output-format={name}:{out / name}" for name in FORMATS]
    clean = {key: value for key, value in os.environ.items() if not re.match("LC_|LANG|GITHUB_|PYTHONHASHSEED", key)}
    return subprocess.Popen(
        [*program, "--strict", "--all-pages", *chosen, *paths],
        cwd=pages,
        env={**clean, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finished(running: Running, out: Path) -> dict[str, bytes]:
    said = running.communicate()
    assert (running.returncode, *said) == (1, b"", b"")
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


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


ODD: dict[str, Callable[[bytes], bytes]] = {
    "as it was": lambda data: data,
    "truncated": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "only its head": lambda data: data[:60],
    "a bit flipped in a message": lambda data: flipped(data, data.index(b"message") + 12),
    "a bit flipped in its key": lambda data: flipped(data, 30),
    "another version": lambda data: data.replace(b"cache 2", b"cache 3", 1),
    "something after it": lambda data: data + b"x",
    "garbage": lambda data: b"\xc1" * len(data),
}


@pytest.fixture(scope="module")
def warm(pages: Path, first: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """The name of the cache's file, and what it holds when all pages have been seen once."""
    folder = tmp_path_factory.mktemp("warm")
    cold = started(pages, folder / "out", "docs", program=WITH_CACHE, RESP_LINT_CACHE_DIR=str(folder / "cache"))
    assert finished(cold, folder / "out") == first
    (file,) = (folder / "cache").iterdir()
    return file.name, file.read_bytes()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_whatever_the_cache_holds(  # noqa: PLR0913, PLR0917 -- one parameter a fixture
    pages: Path,
    first: dict[str, bytes],
    warm: tuple[str, bytes],
    tmp_path: Path,
    odd: Callable[[bytes], bytes],
    jobs: str,
) -> None:
    name, data = warm
    file = tmp_path / "cache" / name
    file.parent.mkdir()
    file.write_bytes(odd(data))
    assert file.read_bytes() != data or odd is ODD["as it was"]
    environment = {"RESP_LINT_CACHE_DIR": str(file.parent)}
    run = started(pages, tmp_path / "once", "--jobs", jobs, "docs", program=WITH_CACHE, **environment)
    assert finished(run, tmp_path / "once") == first
    again = started(pages, tmp_path / "again", "--jobs", jobs, "docs", program=ALL_KNOWN, **environment)
    assert finished(again, tmp_path / "again") == first
    assert [*file.parent.iterdir()] == [file]


def test_two_runs_at_once(pages: Path, first: dict[str, bytes], tmp_path: Path) -> None:
    environment = {"RESP_LINT_CACHE_DIR": str(tmp_path / "cache")}
    for some in ("cold", "warm"):
        outs = [tmp_path / f"{some} {number}" for number in (1, 2)]
        runs = [started(pages, out, "docs", program=WITH_CACHE, **environment) for out in outs]
        assert [finished(run, out) for run, out in zip(runs, outs, strict=True)] == [first, first]
    assert len([*(tmp_path / "cache").iterdir()]) == 1


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
