"""Where a cache stands, when there is one, and what is said where there cannot be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli import caching
from resp_lint.cli.caching import FEWEST
from resp_lint.engine import cache, runner, versions
from resp_lint.engine.cache import find_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

PAGES = 30
NO_CACHE = "resp-lint: no cache: "


@pytest.fixture
def many(pages: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with enough pages, and one for caches beside it."""
    monkeypatch.setenv(cache.FOLDER, str(pages / "caches"))
    monkeypatch.setattr(versions, "JUST_NOW", 0)
    caching._identify_code.cache_clear()
    for number in range(PAGES):
        (pages / f"docs/{number}.md").write_bytes((pages / "docs/faulty.md").read_bytes())
    return pages


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "/home/me/.cache/resp-lint"),
        ("linux", {"XDG_CACHE_HOME": "/var/me"}, "/var/me/resp-lint"),
        ("linux", {"XDG_CACHE_HOME": "not/absolute"}, "/home/me/.cache/resp-lint"),
        ("darwin", {"XDG_CACHE_HOME": "/var/me"}, "/home/me/Library/Caches/resp-lint"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/resp-lint/Cache"),
        ("win32", {}, ""),
        ("linux", {"RESP_LINT_CACHE_DIR": "/some/where", "XDG_CACHE_HOME": "/var/me"}, "/some/where"),
        ("linux", {"RESP_LINT_CACHE_DIR": ""}, "/home/me/.cache/resp-lint"),
    ],
)
def test_folders(monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], folder: str) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert find_folder(environ, platform) == folder


def test_nobody_without_a_home_has_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert find_folder({}, "linux") == ""


def test_a_second_run_parses_nothing(many: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    first = command("docs")
    assert first.out.count("RSP501") == PAGES + 1
    assert [path.suffix for path in (many / "caches").iterdir()] == [".cache"]
    monkeypatch.setattr(runner, "parse", None)
    assert command("docs") == first


@pytest.mark.parametrize(
    "arguments",
    [
        ["docs", "--no-cache"],
        ["docs", "--timing"],
        ["docs", "--diff"],
        ["docs", "--executor", "processes:1"],
        [f"docs/{number}.md" for number in "123"],
        ["docs", "--add-ignores"],
    ],
    ids=lambda arguments: arguments[-1],
)
def test_runs_without_a_cache(many: Path, command: Command, arguments: list[str]) -> None:
    assert command(*arguments).code in {0, 1}
    assert not (many / "caches").exists()


@pytest.mark.usefixtures("many")
def test_the_null_device_keeps_nothing(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.FOLDER, os.devnull)
    assert command("-v", "docs").err == "resp-lint: skipped docs/start.md: not a responsibility page\n"


def test_few_pages_are_fewer_than_many() -> None:
    assert len("123") < FEWEST < PAGES


def spoilt(many: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "a file":
        (many / "caches").write_bytes(b"")
    elif how == "others write":
        (many / "caches").mkdir()
        (many / "caches").chmod(0o777)
    elif how == "just changed":
        monkeypatch.setattr(versions, "JUST_NOW", 10**20)
        caching._identify_code.cache_clear()
    else:
        monkeypatch.delenv(cache.FOLDER)
        monkeypatch.setattr(os.path, "expanduser", lambda path: path)
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("a file", "caches: File exists\n"),
        ("others write", "caches: it is a link, not yours, or others can write there\n"),
        ("just changed", " has just changed, and may be another than the one in use\n"),
        ("no home", "there is no folder for it\n"),
    ],
)
def test_what_stands_in_the_way_is_told_to_those_who_ask(
    many: Path, command: Command, monkeypatch: pytest.MonkeyPatch, how: str, said: str
) -> None:
    fine = command("--no-cache", "docs")
    spoilt(many, how, monkeypatch)
    assert command("docs") == fine
    told = command("--verbose", "docs").err
    assert told.startswith(NO_CACHE)
    assert said in told
    caching._identify_code.cache_clear()


def test_a_disk_that_is_full_is_told_to_those_who_ask(
    many: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MAX_BYTES", 10)
    fine = command("docs")
    assert (fine.code, fine.err) == (1, "")
    assert "nothing kept for the next run: it would be larger than" in command("-v", "docs").err
    assert not [*(many / "caches").iterdir()]
