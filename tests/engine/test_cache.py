"""What is kept of a run: the next one says the same, whatever has changed, and looks again at what did."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from resp_lint import Page, docset, rule
from resp_lint.engine.cache import SPARE, Cache
from resp_lint.engine.runner import NO_TREE, Lost, Task, WithoutText, check_all, make_checker
from resp_lint.io import read_file
from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.rule import Level
from resp_lint.tree import KeyrefMap, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from resp_lint.docset import DocSet, PageViolation
    from resp_lint.engine.runner import Checker, Found
    from resp_lint.finding import Violation
    from resp_lint.linter import Run
    from resp_lint.rule import Rule

PAGE = """\
---
copyright:
  years: 2024
lastupdated: "2024-05-01"
---

# Your responsibilities {number}
{{: #responsibilities}}

## Change management

| Task | IBM responsibilities | Your responsibilities |
|------|----------------------|-----------------------|
| Rotate keys {number} | | |
"""
OTHER = "# Getting started {number}\n\nIt is your responsibility.\n"
# To tell this one from a responsibility page takes more than a look at its bytes.
ANOTHER = "# Getting started {number}\n\n~~~~\n# Your responsibilities\n~~~~\n"
SUPPRESSED = PAGE + "\n<!-- resp-lint: ignore-file RSP501, duplicate-topic-id -- why -->\n"
UNUSED = PAGE + "\n<!-- resp-lint: ignore-file RSP503, duplicate-topic-id -- why -->\n"
TEXTS = (
    PAGE,
    OTHER,
    ANOTHER,
    SUPPRESSED,
    UNUSED,
    "# Responsibilities\x00\n",
    "\ufeff" + PAGE,
    PAGE.replace("\n", "\r\n"),
    "",
)


def checker(*rules: Rule, **changes: object) -> Checker:
    every = load_registry().rules
    return make_checker(rules or every, replace(make_default_settings(), **changes), every)


EVERYTHING = checker()


class Runs:
    """Runs in a folder with a cache, and what was looked at in the last of them."""

    def __init__(self, folder: Path, key: bytes = b"key") -> None:
        self.folder = folder
        self.key = key
        self.looked: list[str] = []

    def open(self) -> Cache:
        return Cache(str(self.folder / "cache"), "all", self.key)

    def write(self, pages: Sequence[bytes | str]) -> None:
        for number, page in enumerate(pages):
            text = page.format(number=number).encode() if isinstance(page, str) else page
            (self.folder / f"{number}.md").write_bytes(text)

    def tasks(self, *, named: bool = False) -> list[Task]:
        return [Task(str(path), named) for path in sorted(self.folder.glob("*.md"))]

    def run(self, used: Checker = EVERYTHING, tree: Tree = NO_TREE, *, named: bool = False) -> Run:
        """A run that must say what one without a cache says."""
        tasks = self.tasks(named=named)
        cache = self.open()
        run = self.check(cache, tasks, used, tree)
        assert told(run) == told(check_all(tasks, lambda _: used, tree))
        assert cache.problem == ""
        return run

    def check(self, cache: Cache, tasks: Sequence[Task], used: Checker, tree: Tree = NO_TREE) -> Run:
        self.looked = []

        def watch(task: Task, checker: Checker, tree: Tree) -> Found:
            found = cache.check(task, checker, tree)
            if found is not None and (found.entry or not found.key):
                self.looked.append(os.path.basename(task.path))  # noqa: PTH119 -- as they are
            return found

        return check_all(tasks, lambda _: used, tree, each=cache.around(map), check_one=watch)


def told(run: Run) -> object:
    pages = [(page.source.path, page.source.text, page.findings, page.complete) for page in run.pages]
    return pages, run.skipped, run.problems


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


def test_a_second_run_looks_at_nothing(runs: Runs) -> None:
    runs.write([PAGE, SUPPRESSED, UNUSED])
    assert runs.run().findings
    assert runs.looked == ["0.md", "1.md", "2.md"]
    before = (runs.folder / "cache/all.cache").stat()
    assert runs.run().findings
    assert runs.looked == []
    assert (runs.folder / "cache/all.cache").stat() == before


def test_pages_that_are_skipped_are_known_too(runs: Runs) -> None:
    runs.write([PAGE, ANOTHER])
    looked = []
    for _ in range(2):
        runs.run()
        looked.append(runs.looked)
    assert looked == [["0.md", "1.md"], []]


# A page is one of some texts; at each step some of them change.
STEPS = st.lists(st.lists(st.sampled_from(TEXTS) | st.binary(max_size=40), min_size=3, max_size=6), max_size=4)


@given(STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_whatever_changes_the_report_is_that_of_a_run_without_a_cache(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[bytes | str]]
) -> None:
    runs = Runs(tmp_path_factory.mktemp("runs"))
    for step in [*steps, *steps[-1:]]:
        runs.write(step)
        runs.run()


def test_only_what_changed_is_looked_at(runs: Runs) -> None:
    runs.write([PAGE, PAGE, PAGE])
    runs.run()
    (runs.folder / "1.md").write_bytes(b"# Responsibilities\n")
    runs.run()
    assert runs.looked == ["1.md"]
    runs.write([PAGE, PAGE])
    runs.run()
    assert runs.looked == []


def test_pages_that_swap_their_names(runs: Runs) -> None:
    runs.write([PAGE, SUPPRESSED])
    runs.run()
    (runs.folder / "0.md").rename(runs.folder / "2.md")
    (runs.folder / "1.md").rename(runs.folder / "0.md")
    runs.run()
    assert runs.looked == ["0.md", "2.md"]


@rule("RSP380")
def one_heading(page: Page) -> Iterator[Violation]:
    yield from (heading.at("a heading") for heading in page.headings)


@rule("RSP380")
def other_heading(page: Page) -> Iterator[Violation]:
    yield from (heading.at("another") for heading in page.headings)


@docset("RSP381", facts=("keyrefs",))
def whole_set(pages: DocSet) -> Iterator[PageViolation]:
    yield from (page.at(None, f"{len(pages.pages)} {page.keyrefs}") for page in pages.served)


KEYREFS = Tree(keyrefs={"": KeyrefMap("keyref.yaml", frozenset({"a.b"}), frozenset({"a"}))})
DIFFERENT: dict[str, Callable[[Runs], object]] = {
    "rules": lambda runs: runs.run(checker(one_heading, whole_set)),
    "a rule of the same code": lambda runs: runs.run(checker(other_heading)),
    "levels": lambda runs: runs.run(checker(one_heading, levels={"one-heading": Level.INFO})),
    "options": lambda runs: runs.run(checker(one_heading, options={"anything": {"limit": 1}})),
    "all pages": lambda runs: runs.run(checker(one_heading, all_pages=True)),
    "profile": lambda runs: runs.run(checker(one_heading, profile=load_registry().profile("raci"))),
    "named": lambda runs: runs.run(checker(one_heading), named=True),
    "code": lambda runs: again(runs, b"other"),
}


def again(runs: Runs, key: bytes) -> None:
    other = Runs(runs.folder, key)
    other.run(checker(one_heading))
    runs.looked = other.looked


@pytest.mark.parametrize("different", DIFFERENT.values(), ids=DIFFERENT)
def test_what_a_page_is_checked_with_counts(runs: Runs, different: Callable[[Runs], object]) -> None:
    runs.write([PAGE, PAGE])
    runs.run(checker(one_heading))
    runs.run(checker(one_heading))
    assert runs.looked == []
    different(runs)
    assert runs.looked == ["0.md", "1.md"]


def test_what_is_asked_of_pages_counts(runs: Runs) -> None:
    used = checker(whole_set)
    runs.write([PAGE + "{{{{site.data.a.b}}}}"])
    found = (runs.run(used, tree).findings for tree in (NO_TREE, KEYREFS, KEYREFS))
    texts = [[finding.message for finding in some] for some in found]
    assert "a.b" in texts[1][0]
    assert texts[0] != texts[1] == texts[2]
    assert runs.looked == []


@rule("RSP382")
def fails(page: Page) -> Iterator[Violation]:
    raise MemoryError(page.path)


@rule("RSP383")
def says_no_text(page: Page) -> Iterator[Violation]:
    yield from (replace(heading.at(""), message=object()) for heading in page.headings)


NEVER_KEPT: dict[str, tuple[bytes, tuple[Rule, ...], dict[str, object]]] = {
    "a rule failed": (PAGE.encode(), (fails,), {}),
    "not UTF-8": (PAGE.encode() + b"\xff", (one_heading,), {}),
    "a line too long": (PAGE.encode() + b"x" * 1_000_001, (one_heading,), {}),
    "nothing that can be written": (PAGE.encode(), (says_no_text,), {}),
    "a vast option": (PAGE.encode(), (one_heading,), {"options": {"any": {"limit": 2**70}}}),
}


@pytest.mark.parametrize(("data", "rules", "changes"), NEVER_KEPT.values(), ids=NEVER_KEPT)
def test_what_is_never_kept(tmp_path: Path, data: bytes, rules: tuple[Rule, ...], changes: dict[str, object]) -> None:
    (tmp_path / "0.md").write_bytes(data)
    (tmp_path / "1.md").write_bytes(PAGE.encode())
    used = checker(*rules, **changes)
    tasks = [Task(str(tmp_path / "0.md"))]
    runs = Runs(tmp_path)
    for _ in range(2):
        runs.check(runs.open(), tasks, used)
        assert runs.looked == ["0.md"]


def test_a_name_that_is_not_utf8(runs: Runs) -> None:
    path = os.path.join(os.fsencode(runs.folder), b"caf\xe9.md")  # noqa: PTH118 -- bytes
    try:
        with open(path, "wb") as file:  # noqa: PTH123 -- bytes
            file.write(PAGE.encode())
    except OSError:
        pytest.skip("names are UTF-8 here")
    runs.run()
    runs.run()


def test_what_was_lost_is_looked_at_again(runs: Runs) -> None:
    runs.write([PAGE, PAGE])
    cache = runs.open()

    def loses(do: Callable[[Task], Found], tasks: Iterable[Task]) -> list[Found | Lost]:
        first, second = tasks
        return [do(first), Lost(second, "it was killed")]

    run = check_all(runs.tasks(), lambda _: EVERYTHING, each=cache.around(loses), check_one=cache.check)
    assert not run.complete
    runs.run()
    assert runs.looked == ["1.md"]


@pytest.mark.parametrize(("before", "meanwhile"), [(ANOTHER, PAGE), (PAGE, ANOTHER), (PAGE, SUPPRESSED)])
def test_a_page_that_changes_while_it_is_checked_is_kept_as_what_it_was(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, before: str, meanwhile: str
) -> None:
    """It is read once: whoever writes it afterwards, and writes it back, comes too late."""
    runs.write([before])

    def read_then_write(path: str) -> bytes:
        data = read_file(path)
        runs.write([meanwhile])
        return data

    with monkeypatch.context() as patched:
        patched.setattr("resp_lint.engine.cache.read_file", read_then_write)
        runs.check(runs.open(), runs.tasks(), EVERYTHING)
    runs.write([before])
    runs.run()
    assert runs.looked == []


def test_a_run_that_lets_texts_go_keeps_the_same(runs: Runs) -> None:
    runs.write([PAGE, SUPPRESSED])
    cache = runs.open()
    check_one = WithoutText(cache.check)
    run = check_all(runs.tasks(), lambda _: EVERYTHING, each=cache.around(map), check_one=check_one)
    assert [bool(page.source.text) for page in run.pages] == [False, True]
    assert run.findings == runs.run().findings
    assert runs.looked == []


def test_every_page_is_shown_once(runs: Runs) -> None:
    runs.write([PAGE] * 5)
    runs.run()
    runs.write([OTHER] * 2)
    shown = iter(runs.tasks())
    cache = runs.open()
    check_all(shown, lambda _: EVERYTHING, each=cache.around(map), check_one=cache.check)
    assert next(shown, None) is None


def test_pages_that_a_run_does_not_see_stay_up_to_a_bound(runs: Runs) -> None:
    runs.write([PAGE] * 3)
    runs.run()
    for path in runs.folder.glob("[01].md"):
        path.unlink()
    (runs.folder / "2.md").write_bytes(b"# Responsibilities\n")
    runs.run()
    runs.write([PAGE] * 3)
    runs.run()
    assert runs.looked == []
    (runs.folder / "0.md").write_bytes(b"# Responsibilities again\n")
    cache = runs.open()
    entry = next(iter(cache.entries.values()))
    cache.write({number.to_bytes(32, "big"): entry for number in range(3 * SPARE)} | cache.entries)
    runs.run()
    assert len(runs.open().entries) == SPARE + 6
