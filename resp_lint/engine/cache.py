"""What earlier runs found on pages that have not changed since: such pages are read, but not parsed.

What was found on a page is looked up by everything that it comes from: its bytes, its path, what it is checked with.
The code that does it is in the key of the whole file (`versions`).  A page that was not checked in full is never kept:
what failed once is tried again.
"""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Raw, Struct, msgpack

from resp_lint.docset import PageFacts  # noqa: TC001 -- a struct tells its fields
from resp_lint.engine.page_keys import PageKeys
from resp_lint.engine.runner import Result
from resp_lint.io import read_file
from resp_lint.linter import CheckedPage, Excused
from resp_lint.rule import Finding  # noqa: TC001 -- a struct tells its fields
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from resp_lint.engine.cache_file import Shelf
    from resp_lint.engine.runner import Checker, Each, Lost, Task
    from resp_lint.tree import Tree

    Stamp = tuple[int, ...]
    Found = Result | Lost | None

SPARE = 1000
"""How many entries of pages that a run did not see are kept beside those that it saw, and as many again as it saw."""


class Entry(Struct, frozen=True, array_like=True):
    """What is kept of a page: what was found and excused, and its facts; of one that was passed over, no findings."""

    findings: tuple[Finding, ...] | None = None
    facts: tuple[PageFacts, ...] = ()
    excused: tuple[Excused, ...] = ()


_ENCODER = msgpack.Encoder(order="deterministic")
_DECODER = msgpack.Decoder(Entry)
_ODD = (MsgspecError, TypeError, ValueError, OverflowError)
"""What cannot be written down: a name that is not UTF-8, a vast number, what a stranger's rule says instead of text."""
_PASSED_OVER = Raw(_ENCODER.encode(Entry()))


class Looked(Struct, frozen=True):
    """A page that was looked up: its key and what the system said of its file; both are blank where nobody looked.

    `found` is what is known of it, where `known`.
    """

    task: Task
    key: bytes = b""
    stamp: Stamp = ()
    known: bool = False
    found: Result | None = None


class Cache:
    """What is known of some pages, taken from a shelf, and put back there with what a run finds."""

    def __init__(self, shelf: Shelf, tasks: Sequence[Task], checker_of: Callable[[Task], Checker], tree: Tree) -> None:
        """Look all pages up; nothing is raised for what is not there or cannot be read."""
        self._shelf = shelf
        self._checker_of = checker_of
        self._keys = PageKeys(tree)
        self._entries = shelf.read()
        self._looked = [self._look(task) for task in tasks]

    @property
    def problem(self) -> str:
        """Why nothing could be kept, where that is so."""
        return self._shelf.problem

    @property
    def missing(self) -> tuple[Task, ...]:
        """The pages of which nothing is known."""
        return tuple(one.task for one in self._looked if not one.known)

    def around(self, each: Each) -> Each:
        """A function like `map` for all pages that leaves to `each`, which is one for those missing, only these."""

        def every(do: Callable[[Task], Result | None], items: Iterable[Task]) -> list[Found]:
            shown = iter(items)
            known = sum(one.known for one in self._looked)
            for _ in islice(shown, known):
                pass
            new = iter(each(do, _show_progress(self.missing, shown)))
            results: list[Found] = [one.found if one.known else next(new) for one in self._looked]
            self._keep(results)
            return results

        return every

    def _look(self, task: Task) -> Looked:
        if task.data is not None or not self._entries:
            return Looked(task)
        checker = self._checker_of(task)
        try:
            stamp = _make_stamp(task.path)
            data = read_file(task.path)
        except OSError:
            return Looked(task)
        if not (task.named or checker.settings.all_pages or checker.sniffer.may_be(task.path, data)):
            return Looked(task, known=True)
        try:
            key = self._keys.of(task, checker, data)
        except _ODD:
            return Looked(task)
        try:
            entry = _DECODER.decode(self._entries[key])
            found = None if entry.findings is None else _make_result(task, data, entry)
        except (KeyError, MsgspecError, UnicodeDecodeError):
            return Looked(task, key, stamp)
        return Looked(task, key, stamp, known=True, found=found)

    def _keep(self, results: list[Found]) -> None:
        """Put everything on the shelf: what was there before and was not seen first, as it is the first to go."""
        seen: dict[bytes, Raw] = {}
        new = False
        for one, result in zip(self._looked, results, strict=True):
            if one.known and one.key:
                seen[one.key] = self._entries[one.key]
            else:
                kept = dict(self._select_entries(one, result))
                seen |= kept
                new = new or bool(kept)
        if not new:
            self._shelf.touch()
            return
        others = [(key, entry) for key, entry in self._entries.items() if key not in seen]
        self._shelf.write({**dict(others[-len(seen) - SPARE :]), **seen})

    def _select_entries(self, one: Looked, result: Found) -> Iterator[tuple[bytes, Raw]]:
        """What is to be kept of a page under which key; it may be another page by now than the one looked up."""
        if result is None:
            # Nobody says of which bytes this is true, but those that were looked up, if they are still the same.
            if one.key and _read_stamp(one.task.path) == one.stamp:
                yield one.key, _PASSED_OVER
        elif isinstance(result, Result) and result.checked.complete and one.task.data is None:
            data = result.checked.source.text.encode()
            try:
                key = self._keys.of(one.task, self._checker_of(one.task), data)
                yield key, Raw(_ENCODER.encode(Entry(result.checked.findings, result.facts, result.checked.excused)))
            except _ODD:
                return


def _show_progress(tasks: Iterable[Task], shown: Iterator[Task]) -> Iterator[Task]:
    """The tasks; for each of them, an item is shown."""
    for task in tasks:
        next(shown, None)
        yield task


def _make_result(task: Task, data: bytes, entry: Entry) -> Result:
    checked = CheckedPage(Source.from_bytes(task.path, data), entry.findings or (), excused=entry.excused)
    return Result(task, checked, entry.facts)


def _make_stamp(path: str) -> Stamp:
    found = os.stat(path)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _read_stamp(path: str) -> Stamp:
    try:
        return _make_stamp(path)
    except OSError:
        return ()
