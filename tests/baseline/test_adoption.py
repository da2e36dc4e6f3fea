"""A tree of forty pages adopts the linter, and goes on being edited: what is old sleeps, what is new is reported."""

# ruff: noqa: E501 -- rows of tables are read as they are

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from resp_lint.baseline import locate_baseline
from resp_lint.baseline.compare import Compared, compare
from resp_lint.baseline.file import determine_scope, format_baseline, read_baseline
from resp_lint.baseline.model import Scope, make_baseline, prune_baseline
from resp_lint.config.configuration import Configurations
from resp_lint.finding import Level
from resp_lint.linter import CheckedPage, Run, check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.scaffold.configuration import NAME, choose_profile, look, write_configuration
from resp_lint.source import Source
from resp_lint.suppressions.apply import Suppressor
from resp_lint.vcs.changed import find_changes_since, find_staged_changes
from resp_lint.vcs.new_findings import keep_new_findings, needs_old

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.vcs.changed import Changes

REGISTRY = load_registry()
NAMES = {rule.code: rule.name for rule in REGISTRY.rules}
HEADER = "| Task | {{site.data.keyword.IBM_notm}} responsibilities | Your responsibilities |\n|---|---|---|\n"
AREAS = REGISTRY.profile("ibm-cloud").areas


def page(number: int) -> str:
    """A page with a few old faults: a missing summary, a blank cell, a section without an id."""
    service = f"Kiln {number}"
    front = f'---\n\ncopyright:\n  years: 2024, 2025\nlastupdated: "2025-03-0{number % 9 + 1}"\n\nkeywords: kiln, {number}\n\nsubcollection: kiln-{number}\n\n---\n\n'
    head = (
        f"# Understanding your responsibilities when using {service}\n{{: #kiln-{number}}}\n\n"
        f"{service} fires clay. See [who does what](/docs/overview?topic=overview-shared-responsibilities) and the [terms](/docs/overview?topic=overview-terms).\n{{: shortdesc}}\n\n"
    )
    return front + head + "\n".join(section(number, at) for at in range(len(AREAS)))


def section(number: int, at: int) -> str:
    title = AREAS[at].title
    old = (number + at) % 5
    heading = f"## {title}\n" + ("" if old == 0 else f"{{: #kiln-{number}-{AREAS[at].ids[0]}}}\n")
    rows = f"| Fire the clay {at} | {'' if old == 1 else 'IBM heats the kiln.'} | You fill the kiln. |\n| Cool the clay {at} | IBM opens the kiln. | N/A |\n"
    lists = (
        f'{{: row-headers}}\n{{: caption="Responsibilities for {title[0].lower()}{title[1:]}" caption-side="bottom"}}\n'
    )
    summary = "" if old == 2 else '{: summary="The first column names a task, the others say who does what for it."}\n'
    return f"{heading}\n{AREAS[at].sentence}\n\n{HEADER}{rows}{lists}{summary}"


class Tree:
    """A repository of pages, and what the linter says of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str) -> None:
        settings = ("user.name=a", "user.email=a@b", "init.defaultBranch=main", "commit.gpgsign=false")
        command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
        subprocess.run(command, cwd=self.root, check=True, capture_output=True)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_bytes().decode()
        assert text.count(old) == 1, old
        path.write_bytes(text.replace(old, new).encode())

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message", "a")

    def check(self, changes: Changes | None = None) -> list[CheckedPage]:
        """All pages, or those that changed with what the change brought, as a run checks them."""
        configurations = Configurations(REGISTRY)
        checked = []
        for path in sorted(self.root.glob("docs/**/*.md")):
            name = str(path.relative_to(self.root))
            plan = configurations.of(name).plan(name)
            keep = Suppressor(plan.rules, plan.settings, REGISTRY.rules)

            def one(data: bytes, name: str = name, keep: Suppressor = keep) -> CheckedPage:
                parsed = parse(Source.from_bytes(name, data), keep.settings.conventions)
                return keep(parsed, check_page(parsed, keep.rules, keep.settings))

            if changes is None:
                checked.append(one(path.read_bytes()))
            elif change := changes.get(str(path)):
                assert change.new is not None
                now = one(change.new)
                old = one(change.old) if change.old is not None and needs_old(now, change) else None
                checked.append(keep_new_findings(now, old, change) if old else now)
        return checked

    def scope(self) -> Scope:
        return determine_scope(str(self.root), lambda _: frozenset(NAMES), (str(self.root),))

    def adopt(self) -> None:
        """What `init` and `baseline` do."""
        pages = self.check()
        scope = self.scope()
        profile = choose_profile([it.source for it in pages], {it: REGISTRY.profile(it) for it in REGISTRY.profiles})
        found = look(profile, pages, Level.WARNING, scope.name)
        (self.root / NAME).write_bytes(write_configuration(found, held=True).encode())
        baseline = make_baseline(self.check(), scope.name)
        (self.root / ".resp-lint-baseline.json").write_bytes(format_baseline(baseline, NAMES))

    def compared(self) -> Compared:
        baseline = read_baseline(locate_baseline(str(self.root)))
        return compare(self.check(), baseline, self.scope())

    def new(self) -> list[tuple[str, str]]:
        return codes(self.compared().pages)


def codes(pages: tuple[CheckedPage, ...] | list[CheckedPage]) -> list[tuple[str, str]]:
    """The codes and paths of the findings that can make a run fail."""
    return [(it.code, it.path) for it in Run(tuple(pages)).findings if it.level is not Level.INFO]


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree in which everything is committed, the configuration and the baseline too."""
    root = tmp_path_factory.mktemp("tree")
    (root / "docs").mkdir()
    for number in range(40):
        (root / f"docs/kiln-{number}-responsibilities.md").write_bytes(page(number).encode())
    tree = Tree(root)
    tree.git("init", "--quiet")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        tree.adopt()
    tree.commit()
    return root


@pytest.fixture
def tree(adopted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A copy of the tree, for one test to change."""
    copy = Tree(tmp_path / "tree")
    shutil.copytree(adopted, copy.root)
    monkeypatch.chdir(copy.root)
    return copy


PAGE = "docs/kiln-7-responsibilities.md"
CAPTION = '{: caption="Responsibilities for change management" caption-side="bottom"}\n'
FAULTS = {
    "RSP104": ('lastupdated: "2025-03-08"\n', ""),
    "RSP208": ("{: #kiln-7-incident-and-ops}\n", ""),
    "RSP304": ("| Fire the clay 1 | IBM heats the kiln. |", "| Fire the clay 1 | IBM heats | the kiln. |"),
    "RSP401": (CAPTION, ""),
    "RSP501": ("| Cool the clay 2 | IBM opens the kiln. | N/A |", "| Cool the clay 2 | | |"),
    "RSP601": ('caption="Responsibilities for change', 'caption="Responsibilites for change'),
    "RSP703": ("See [who", "See [below](#nowhere) and [who"),
}


def test_nothing_is_reported_on_the_first_day(tree: Tree) -> None:
    assert len(codes(tree.check())) > 50
    assert tree.new() == []
    assert tree.compared().gone == ()


@pytest.mark.parametrize("code", FAULTS)
def test_one_fault_is_reported_alone(code: str, tree: Tree) -> None:
    tree.edit(PAGE, *FAULTS[code])
    assert tree.new() == [(code, PAGE)]
    assert codes(tree.check(find_changes_since("HEAD", str(tree.root)))) == [(code, PAGE)]
    assert codes(tree.check(find_staged_changes(str(tree.root)))) == []
    tree.git("add", "--all")
    assert codes(tree.check(find_staged_changes(str(tree.root)))) == [(code, PAGE)]


def test_pages_that_move_and_grow_wake_nothing(tree: Tree) -> None:
    for number in range(0, 40, 2):
        old = tree.root / f"docs/kiln-{number}-responsibilities.md"
        text = old.read_bytes().decode().replace("fires clay.", "fires clay, and glass.")
        text = text.replace("{: shortdesc}\n", "{: shortdesc}\n\nIt takes a while.\n")
        (tree.root / "docs/new").mkdir(exist_ok=True)
        (tree.root / f"docs/new/responsibilities-{number}.md").write_bytes(text.encode())
        old.unlink()
    compared = tree.compared()
    assert (codes(compared.pages), compared.gone) == ([], ())


def test_a_fixed_fault_is_told(tree: Tree) -> None:
    name = "docs/kiln-0-responsibilities.md"
    tree.edit(name, "| Fire the clay 1 |  |", "| Fire the clay 1 | IBM heats the kiln. |")
    compared = tree.compared()
    assert [(it.path, it.mark.rule, it.mark.row) for it in compared.gone] == [(name, "RSP502", "Fire the clay 1")]
    assert codes(compared.pages) == []
    left = prune_baseline(read_baseline(locate_baseline(str(tree.root))), compared.gone)
    (tree.root / ".resp-lint-baseline.json").write_bytes(format_baseline(left, NAMES))
    assert tree.compared().gone == ()
    tree.git("checkout", "--", name)
    assert tree.new() == [("RSP502", name)]
