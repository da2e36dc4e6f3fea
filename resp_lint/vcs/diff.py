"""What git says of changed files: their old and new contents, by id, and which lines of them changed."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

REGULAR = "100"
"""How the mode of a regular file starts; links and submodules hold no pages."""

_HUNK = regex(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_SECTION = regex(rb"^(?:diff --git |\* Unmerged path )", re.MULTILINE)
OPTIONS = (
    *("--raw", "--patch", "-z", "--unified=0", "--no-abbrev", "--find-renames", "--text", "--inter-hunk-context=0"),
    *("--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--submodule=short", "--ignore-submodules=all"),
    f"-O{os.devnull}",
)


class Hunk(NamedTuple):
    """Lines that were replaced: the first old one and how many, the first new one and how many."""

    old: int
    old_count: int
    new: int
    new_count: int


class Change(Struct, frozen=True):
    """A file that changed: its path from the repository's root, and the ids of its contents before and after.

    An id is blank where there was no file, or where it is not in the repository yet.  `whole` says that every line
    counts as changed; `before` is the path that the file had, `gone` that there is none any more.
    """

    path: str
    old: str
    new: str
    hunks: tuple[Hunk, ...] = ()
    whole: bool = False
    before: str = ""
    gone: bool = False

    def changed(self, first: int, last: int) -> bool:
        """Whether one of some lines of the new file changed, or some between them are gone."""
        return self.whole or any(
            it.new <= last and first < it.new + it.new_count if it.new_count else first <= it.new < last
            for it in self.hunks
        )

    def old_line(self, line: int) -> int:
        """The line that a line which did not change had before."""
        moved = 0
        for it in self.hunks:
            # Where a hunk has no lines, it stands behind the line that it names.
            behind = it.new + (it.new_count or 1)
            if behind > line:
                break
            moved = it.old + (it.old_count or 1) - behind
        return line + moved


class Record(Struct, frozen=True):
    """One line of git's raw format; the mode is the old one where the file is gone."""

    status: str
    mode: str
    old: str
    new: str
    path: str
    before: str


def changes(output: bytes) -> list[Change] | str:
    """The regular files in the output of a diff with `OPTIONS`; the path of one that is not merged yet."""
    raw, _, patch = output.partition(b"\0\0")
    found = list(_records(raw))
    if unmerged := [record.path for record in found if record.status == "U"]:
        return unmerged[0]
    sections = list(_sections(patch, found))
    known = len(sections) == len(found)
    return [
        Change(
            record.path,
            record.old,
            record.new,
            sections[at] if known else (),
            whole=not known or not record.old,
            before=record.before,
            gone=record.status == "D",
        )
        for at, record in enumerate(found)
        if record.mode.startswith(REGULAR)
    ]


def _records(raw: bytes) -> Iterator[Record]:
    words = iter(raw.split(b"\0"))
    for head in words:
        if not head.startswith(b":"):
            continue
        old_mode, new_mode, old, new, status = head[1:].decode("ascii").split(" ")
        before = path = next(words, b"")
        if status[0] in "RC":
            path = next(words, b"")
        mode = old_mode if status[0] == "D" else new_mode
        ids = (old.strip("0") and old, new.strip("0") and new)
        yield Record(status[0], mode, *ids, os.fsdecode(path), os.fsdecode(before))


def _sections(patch: bytes, records: list[Record]) -> Iterator[tuple[Hunk, ...]]:
    """The hunks of each record; a file that became another kind of file has a section for each kind."""
    starts = [match.start() for match in _SECTION.finditer(patch)]
    texts = [patch[start:end] for start, end in pairwise([*starts, len(patch)])]
    at = 0
    for record in records:
        at += record.status == "T"
        if at >= len(texts):
            return
        yield tuple(map(_hunk, _HUNK.finditer(texts[at])))
        at += 1
    if at < len(texts):
        yield ()


def _hunk(match: re.Match[bytes]) -> Hunk:
    old, old_count, new, new_count = (1 if number is None else int(number) for number in match.groups())
    return Hunk(old, old_count, new, new_count)
