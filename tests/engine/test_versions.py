"""What is told of the code at work: whenever a file of it changes, it is another."""

from __future__ import annotations

import os
import sys
from importlib import import_module, invalidate_caches
from typing import TYPE_CHECKING

import pytest
from msgspec import msgpack

from resp_lint.engine import versions as module
from resp_lint.engine.versions import UnknownCodeError, collect_versions
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from resp_lint.rule import Rule

HOUR = 3600 * 1_000_000_000
SOURCE = b'from resp_lint import rule\n\n@rule("RSP380")\ndef anything(page):\n    yield from ()\n'


@pytest.fixture(autouse=True)
def old_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever works on these files may have saved one a moment ago."""
    monkeypatch.setattr(module, "JUST_NOW", 0)


def packed(rules: tuple[Rule, ...]) -> bytes:
    return msgpack.encode(collect_versions(rules))


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a rule, a word list and a helper beside it, as a developer has it."""
    folder = tmp_path / "acme_words"
    (folder / "deep").mkdir(parents=True)
    (folder / "__init__.py").write_bytes(SOURCE)
    (folder / "deep/words.txt").write_bytes(b"one\n")
    (tmp_path / "acme_helper.py").write_bytes(b"")
    for path in tmp_path.rglob("*.*"):
        os.utime(path, ns=(HOUR, HOUR))
    monkeypatch.syspath_prepend(tmp_path)
    invalidate_caches()
    yield tmp_path
    for name in ("acme_words", "acme_helper"):
        sys.modules.pop(name, None)


def rules() -> tuple[Rule, ...]:
    import_module("acme_helper")
    return (*load_registry().rules, import_module("acme_words").anything)


CHANGES: dict[str, tuple[bool, Callable[[Path], object]]] = {
    "nothing": (True, lambda _: None),
    "a rule's time": (False, lambda it: os.utime(it / "acme_words/__init__.py", ns=(HOUR, HOUR + 1))),
    "a word more": (False, lambda it: (it / "acme_words/deep/words.txt").write_bytes(b"one\ntwo\n")),
    "a file more": (False, lambda it: (it / "acme_words/deep/more.txt").write_bytes(b"")),
    "a helper": (False, lambda it: (it / "acme_helper.py").write_bytes(b"1\n")),
    "another distribution": (False, lambda it: (it / "other-1.0.dist-info").mkdir()),
    "compiled": (True, lambda it: (it / "acme_words/__pycache__").mkdir(exist_ok=True)),
    "something else": (True, lambda it: (it / "README.md").write_bytes(b"")),
}


@pytest.mark.parametrize(("same", "change"), CHANGES.values(), ids=CHANGES)
def test_code_that_changes_is_another(plugin: Path, *, same: bool, change: Callable[[Path], object]) -> None:
    before = packed(rules())
    change(plugin)
    assert (packed(rules()) == before) == same


def test_a_new_version_is_another(plugin: Path) -> None:
    (plugin / "acme-1.0.dist-info").mkdir()
    before = packed(rules())
    (plugin / "acme-1.0.dist-info").rename(plugin / "acme-1.1.dist-info")
    assert packed(rules()) != before


@pytest.mark.usefixtures("plugin")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("MOST_FILES", 1, "has more than 1 files"), ("JUST_NOW", 10**20, "has just changed")],
)
def test_what_cannot_be_told_is_not_guessed(monkeypatch: pytest.MonkeyPatch, name: str, value: int, said: str) -> None:
    monkeypatch.setattr(module, name, value)
    with pytest.raises(UnknownCodeError, match=said):
        collect_versions(rules())


def test_a_package_that_is_gone(plugin: Path) -> None:
    known = rules()
    (plugin / "acme_words/__init__.py").unlink()
    (plugin / "acme_words").rename(plugin / "renamed")
    with pytest.raises(UnknownCodeError, match="acme_words: cannot be seen: No such file"):
        collect_versions(known)
