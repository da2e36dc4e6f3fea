"""Which changes on disk lead to another check, and that none is lost; nothing here waits for a disk."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from resp_lint.engine.watch import Inputs, select_relevant, watch_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = frozenset({"/r", "/r/docs"})
PAGES = frozenset({"/r/docs/a.md", "/r/docs/b.md"})
BEFORE = Inputs(DOCS, PAGES, frozenset({"/else/words.txt"}), frozenset({".gitignore", "toc.yaml"}))


def inputs(*pages: str, folders: frozenset[str] = DOCS) -> Inputs:
    return Inputs(folders, frozenset(pages), BEFORE.files, BEFORE.names)


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("/r/docs/a.md", True),
        ("/r/docs/ignored.md", False),
        ("/r/docs/a.md~", False),
        ("/r/docs/.a.md.swp", False),
        ("/r/resp-lint.toml", True),
        ("/r/docs/.resp-lint.toml", True),
        ("/r/pyproject.toml", True),
        ("/r/docs/toc.yaml", True),
        ("/r/docs/other.yaml", False),
        ("/r/.gitignore", True),
        ("/r/hidden/resp-lint.toml", False),
        ("/else/words.txt", True),
        ("/else/resp-lint.toml", False),
        ("/r/docs", False),
    ],
)
def test_what_matters(path: str, matters: bool) -> None:  # noqa: FBT001 -- a case
    assert select_relevant([path], BEFORE, BEFORE) == (frozenset({path}) if matters else frozenset())


def test_pages_that_come_and_go_matter_whatever_is_heard_of_them() -> None:
    now = inputs("/r/docs/a.md", "/r/docs/c.md")
    assert select_relevant(["/r/docs"], BEFORE, now) == {"/r/docs/b.md", "/r/docs/c.md"}


class Disk:
    """What is looked at and heard, as a test says: each look and each listening takes the next of its list."""

    def __init__(self, looks: list[Inputs], *heard: list[set[str]]) -> None:
        self.looks = looks
        self.heard = list(heard)
        self.listened: list[frozenset[str]] = []

    def look(self) -> Inputs:
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def listen(self, folders: frozenset[str]) -> Iterator[frozenset[str]]:
        self.listened.append(folders)
        if not self.heard:
            raise KeyboardInterrupt
        yield from map(frozenset, self.heard.pop(0))


@pytest.fixture
def rounds() -> Callable[[Disk], list[set[str]]]:
    """All sets of changes until the user stops it."""

    def collect(disk: Disk) -> list[set[str]]:
        found: list[set[str]] = []
        with suppress(KeyboardInterrupt):
            for changes in watch_changes(disk.look, disk.listen):
                found.append(set(changes))  # noqa: PERF401 -- what a comprehension has found is gone with the exception
        return found

    return collect


A, B, NEW = "/r/docs/a.md", "/r/docs/b.md", "/r/docs/new"
MORE = DOCS | {NEW}


@pytest.mark.parametrize(
    ("disk", "expected"),
    [
        (Disk([inputs(A)], [set()]), [set()]),
        (Disk([inputs(A)], [set(), set(), set()]), [set()]),
        (Disk([inputs(A)], [set(), {A}, set(), {A, "/r/docs/x"}]), [set(), {A}, {A}]),
        (Disk([inputs(A)], [{A}, {"/r/docs/x"}]), [{A}]),
        (Disk([inputs(A, B), inputs(A, B), inputs(A)], [set(), {B}]), [set(), {B}]),
        (Disk([inputs(A), inputs(A), inputs(B)], [set(), {A, B}]), [set(), {A, B}]),
    ],
    ids=["at once", "nothing", "a page, among others", "while it starts", "deleted", "renamed"],
)
def test_rounds(rounds: Callable[[Disk], list[set[str]]], disk: Disk, expected: list[set[str]]) -> None:
    assert rounds(disk) == expected
    assert set(disk.listened) == {DOCS}


def test_a_new_folder_is_heard_before_its_pages_are_checked(rounds: Callable[[Disk], list[set[str]]]) -> None:
    page = f"{NEW}/c.md"
    disk = Disk([inputs(A), inputs(A), inputs(A, page, folders=MORE)], [set(), {NEW}], [set(), {page}])
    assert rounds(disk) == [set(), {page}, {page}]
    assert disk.listened == [DOCS, MORE, MORE]


def test_a_folder_that_comes_between_looking_and_listening(rounds: Callable[[Disk], list[set[str]]]) -> None:
    disk = Disk([inputs(A), inputs(A, folders=MORE)], [set()], [set()])
    assert rounds(disk) == [set()]
    assert disk.listened == [DOCS, MORE, MORE]


def test_another_folder_of_the_same_name_is_listened_to_anew(rounds: Callable[[Disk], list[set[str]]]) -> None:
    disk = Disk([inputs(A)], [set(), {"/r/docs"}], [set(), {A}])
    assert rounds(disk) == [set(), set(), {A}]
    assert disk.listened == [DOCS, DOCS, DOCS]
