"""Old findings stay asleep whatever happens around them; a new one is reported, and so is one that is gone."""

# ruff: noqa: E501, Q003 -- rows of tables are read as they are

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from resp_lint.baseline.compare import compare
from resp_lint.baseline.file import determine_scope, format_baseline, read_baseline
from resp_lint.baseline.fingerprint import compute_digests
from resp_lint.baseline.model import Baseline, Scope, make_baseline, prune_baseline, update_baseline
from resp_lint.errors import UsageError
from resp_lint.linter import check_page, report_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from word_rules import Lint

    from resp_lint.baseline.compare import Compared
    from resp_lint.linter import CheckedPage

HEADER = "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n"
INTRO = "# Understanding your responsibilities when using Kiln\n{: #kiln}\n\nWho fires the kiln.\n{: shortdesc}\n\n"
SECTIONS = (
    f"## Change management\n{{: #kiln-change}}\n\n{HEADER}| Stack the kiln | | |\n| Clean the kiln | N/A | TBD |\n\n",
    f"## Disaster recovery\n\n{HEADER}| Put out the fire | | You run. |\n{{: caption=\"Responsibilites\"}}\n\nIf asccount fails.\n\n",
    f"## Identity and access management\n{{: #kiln-iam}}\n\n{HEADER}| Hand out keys | N/A | You ask. | more |\n| Ask for a key | IBM says. | You ask. |\n| Take keys back | | |\n\n",
)  # fmt: skip
PAGE = INTRO + "".join(SECTIONS)
# What moving sections around, or dropping them, brings up by itself.
ORDERED = {"RSP201", "RSP202"}


class Tree:
    """Pages by path, checked by all rules."""

    def __init__(self, lint: Lint, pages: Mapping[str, str], *, without: frozenset[str] = frozenset()) -> None:
        self.names = {rule.code: rule.name for rule in lint.registry.rules}
        self.rules = tuple(rule for rule in lint.rules if rule.code not in without)
        self.pages = [check_page(lint.page(text, path), self.rules, lint.settings) for path, text in pages.items()]

    @property
    def scope(self) -> Scope:
        paths = {page.source.path for page in self.pages}
        codes = frozenset(rule.code for rule in self.rules)
        return Scope(lambda path: path, lambda _: codes, paths.__contains__, lambda _: True)

    @property
    def baseline(self) -> Baseline:
        return make_baseline(self.pages, self.scope.name)

    def against(self, baseline: Baseline) -> Compared:
        return compare(self.pages, baseline, self.scope)


def new(compared: Compared) -> list[tuple[str, str]]:
    """The rule and the text of what is new."""
    return [
        (it.code, page.source.text[page.source.offset(it.start) : page.source.offset(it.end)])
        for page in compared.pages
        for it in page.findings
    ]


def gone(compared: Compared) -> list[tuple[str, str, int]]:
    return [(it.mark.rule, it.mark.text, it.count) for it in compared.gone]


def test_everything_is_known_at_once(every: Lint) -> None:
    tree = Tree(every, {"raci.md": PAGE})
    compared = tree.against(tree.baseline)
    assert len(tree.pages[0].findings) > 10
    assert (new(compared), gone(compared)) == ([], [])
    assert compared.known == len(tree.pages[0].findings) == tree.baseline.count


# What becomes of the page without any old finding waking up.
EDITS = {
    "text above": ("Who fires the kiln.", "Who fires the kiln, and who cleans it.\n\nMore words.\n\n- a list\n"),
    "another title": ("responsibilities when using Kiln", "responsibilities when using Kiln Pro"),
    "a heading in other words": ("## Disaster recovery", "## Disaster recovery for kilns"),
    "a row above": ("| Stack the kiln |", "| Buy a kiln | N/A | You pay. |\n| Stack the kiln |"),
    "another cell of the row": ("| You run. |", "| You run, and you call. |"),
    "the name of the row": ("| Put out the fire |", "| Put out every fire |"),
    "spaces in the row": ("| Stack the kiln | | |", "|  Stack the kiln  |  |  |"),
    "the header": ("| Your responsibilities |\n|---|---|---|\n| Put", "| Your responsibility |\n|---|---|---|\n| Put"),
    "a caption": ('{: caption="Responsibilites"}', '{: caption="Responsibilites in a fire"}'),
    "words beside a misspelt one": ("If asccount fails.", "If your asccount fails twice."),
}


@pytest.mark.parametrize(("before", "after"), EDITS.values(), ids=EDITS)
def test_an_edit_wakes_nothing(before: str, after: str, every: Lint) -> None:
    assert before in PAGE
    old, now = Tree(every, {"raci.md": PAGE}), Tree(every, {"raci.md": PAGE.replace(before, after, 1)})
    known = {(it.code, it.message) for it in old.pages[0].findings}
    # An edit may bring a true fault of another kind, such as a header unlike the others.
    woken = [it for it in now.against(old.baseline).pages[0].findings if it.code in {code for code, _ in known}]
    assert [it.message for it in woken if "headers" not in it.name] == []


@given(
    st.permutations(SECTIONS),
    st.lists(st.sampled_from(["More words.\n\n", "- a\n- b\n\n", "```\ncode\n```\n\n", "\n"]), min_size=3, max_size=3),
    st.sampled_from(["raci.md", "docs/raci-of-kilns.md"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_moving_renaming_and_filling_in_wakes_nothing(
    every: Lint, sections: list[str], between: list[str], path: str, ending: str
) -> None:
    moved = INTRO + "".join(part for pair in zip(between, sections, strict=True) for part in pair)
    old = Tree(every, {"raci.md": PAGE}, without=frozenset(ORDERED))
    now = Tree(every, {path: moved.replace("\n", ending)}, without=frozenset(ORDERED))
    compared = now.against(old.baseline)
    assert (new(compared), gone(compared)) == ([], [])


# A fault that is brought in, and what is reported.
FAULTS = {
    "a second blank row": ("| Clean the kiln | N/A |", "| Sweep the floor | | |\n| Clean the kiln | N/A |"),
    "a row that owned something": ("| Ask for a key | IBM says. | You ask. |", "| Ask for a key | | |"),
    "a section without its id": ("\n{: #kiln-change}", ""),
    "another misspelt word": ("Who fires", "Who fires the isntance"),
    "an undecided owner": ("| You run. |", "| TODO |"),
}


@pytest.mark.parametrize(("before", "after"), FAULTS.values(), ids=FAULTS)
def test_a_new_fault_is_reported_and_nothing_else(before: str, after: str, every: Lint) -> None:
    assert before in PAGE
    old, now = Tree(every, {"raci.md": PAGE}), Tree(every, {"raci.md": PAGE.replace(before, after, 1)})
    alone = {it.message for it in now.pages[0].findings} - {it.message for it in old.pages[0].findings}
    reported = {it.message for page in now.against(old.baseline).pages for it in page.findings}
    assert reported
    assert reported <= alone


def test_a_fixed_one_is_told_and_can_be_dropped(every: Lint) -> None:
    old = Tree(every, {"raci.md": PAGE})
    now = Tree(
        every, {"raci.md": PAGE.replace("| Put out the fire | | You run. |", "| Put out the fire | N/A | You run. |")}
    )
    compared = now.against(old.baseline)
    assert new(compared) == []
    assert [it.mark.row for it in compared.gone if it.mark.rule == "RSP502"] == ["Put out the fire"]
    left = prune_baseline(old.baseline, compared.gone)
    assert left.count == old.baseline.count - sum(it.count for it in compared.gone)
    assert gone(now.against(left)) == []
    assert new(old.against(left)) != []


def test_one_fixed_and_another_one_broken_are_told_apart(every: Lint) -> None:
    swapped = PAGE.replace("| Take keys back | | |", "| Take keys back | IBM does. | You do. |").replace(
        "| Ask for a key | IBM says. | You ask. |", "| Ask for a key | | |"
    )
    compared = Tree(every, {"raci.md": swapped}).against(Tree(every, {"raci.md": PAGE}).baseline)
    assert new(compared) == [("RSP501", "Ask for a key")]
    assert gone(compared) == [("RSP501", "Take keys back", 1)]


def test_how_often_something_stands_counts(words: Lint) -> None:
    once, thrice = Tree(words, {"a.md": "FAULT\n"}), Tree(words, {"a.md": "FAULT\n\nFAULT FAULT\n"})
    assert len(new(thrice.against(once.baseline))) == 2
    assert gone(once.against(thrice.baseline)) == [("ACM201", "FAULT", 2)]


def test_pages_and_rules_that_were_not_looked_at_are_not_gone(words: Lint) -> None:
    both = Tree(words, {"a.md": "FAULT SLIP\n", "b.md": "FAULT\n"})
    one = Tree(words, {"a.md": "SLIP\n"}, without=frozenset({"ACM201"}))
    scope = replace(one.scope, exists=lambda path: path in {"a.md", "b.md"})
    assert compare(one.pages, both.baseline, scope).gone == ()
    assert update_baseline(both.baseline, one.pages, scope) == both.baseline
    scope = replace(both.scope, exists=lambda path: path == "a.md")
    assert {it.path for it in compare(one.pages, both.baseline, scope).gone} == {"a.md", "b.md"}
    assert set(
        update_baseline(both.baseline, one.pages, replace(scope, rules=lambda _: frozenset({"ACM202"}))).pages
    ) == {"a.md"}


def test_a_page_of_another_name_is_known_by_its_title(words: Lint) -> None:
    old = Tree(words, {"a.md": "# Kiln\n\nFAULT\n\nSLIP\n", "b.md": "# Loom\n\nFAULT\n"})
    now = Tree(words, {"x.md": "# Kiln\n\nFAULT\n", "b.md": "# Loom\n\nFAULT\n"})
    compared = now.against(old.baseline)
    assert (new(compared), gone(compared)) == ([], [("ACM202", "SLIP", 1)])


def test_another_page_is_not(words: Lint) -> None:
    old = Tree(words, {"a.md": "# Kiln\n\nFAULT\n\n## More\n\nSLIP\n\n## Even more\n\nSLIP\n"})
    now = Tree(words, {"x.md": "# Loom\n\n## More\n\nSLIP\n"})
    assert new(now.against(old.baseline)) == [("ACM202", "SLIP")]
    # A copy is not a rename: the page is still there.
    now = Tree(words, {"a.md": "# Kiln\n\nFAULT\n", "x.md": "# Kiln\n\nFAULT\n"})
    assert new(now.against(Tree(words, {"a.md": "# Kiln\n\nFAULT\n"}).baseline)) == [("ACM201", "FAULT")]


def test_what_could_not_be_read_is_never_old(words: Lint) -> None:
    page: CheckedPage = report_unreadable("a.md", "gone")
    assert make_baseline([page], str).pages == {}
    scope = Tree(words, {}).scope
    assert compare([page], Baseline(), scope).pages == (page,)


# --- the file


def test_the_file_is_read_back(every: Lint, tmp_path: Path) -> None:
    tree = Tree(every, {"raci.md": PAGE, 'docs/“q"\\ \u202e.md': PAGE})
    data = format_baseline(tree.baseline, tree.names)
    (tmp_path / "b.json").write_bytes(data)
    assert read_baseline(str(tmp_path / "b.json")) == tree.baseline
    assert set(json.loads(data)["pages"]) == set(tree.baseline.pages)
    assert data.decode().isprintable() or set(filter(lambda it: not it.isprintable(), data.decode())) == {"\n"}
    assert format_baseline(read_baseline(str(tmp_path / "b.json")), tree.names) == data


def test_a_line_can_be_reviewed(words: Lint) -> None:
    tree = Tree(words, {"b.md": "# B\n\nFAULT FAULT\n", "a.md": "# A\n\n## S\n\n| t | u |\n|---|---|\n| r | SLIP |\n"})
    assert (
        format_baseline(tree.baseline, tree.names).decode()
        == """\
{
  "version": 1,
  "pages": {
    "a.md": {
      "title": "A",
      "findings": [
        {"rule": "ACM202", "name": "slip-word", "section": "S", "row": "r", "column": "u", "text": "SLIP"}
      ]
    },
    "b.md": {
      "title": "B",
      "findings": [
        {"rule": "ACM201", "name": "fault-word", "section": "B", "text": "FAULT", "count": 2}
      ]
    }
  }
}
"""
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "b.json: not JSON; fix it, or write it anew: resp-lint baseline"),
        (b'{"version": 1,\n "pages": {x}}', "b.json:2: not JSON; fix it, or write it anew: resp-lint baseline"),
        (b"{\n<<<<<<< HEAD\n", "b.json:2: a merge is not finished; fix it, or write it anew: resp-lint baseline"),
        (
            b'{"version": 2, "pages": {}}',
            "b.json: version = 2: a version that this program does not know; it knows 1",
        ),
        (
            b'{"pages": {}}',
            "b.json: not a baseline: object missing required field `version`; write it anew: resp-lint baseline",
        ),
        (
            b'{"version": 1, "pages": {"a.md": {"title": "", "findings": [{"rule": 1}]}}}',
            "b.json: not a baseline: expected `str`, got `int` - at `$.pages[...].findings[0].rule`; write it anew: resp-lint baseline",
        ),
        (b'{"version": 1, "pages": {"\xff": 1}}', "b.json: not JSON; fix it, or write it anew: resp-lint baseline"),
    ],
)
def test_a_broken_file_is_told(data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.json").write_bytes(data)
    with pytest.raises(UsageError) as raised:
        read_baseline("b.json")
    assert str(raised.value) == message


def test_two_branches_merge(words: Lint, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main", *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    def write(pages: dict[str, str]) -> None:
        tree = Tree(words, pages)
        (tmp_path / "b.json").write_bytes(format_baseline(tree.baseline, tree.names))
        git("add", "b.json")
        git("commit", "-m", "a")

    pages = {f"{name}.md": f"# {name}\n\n## S\n\nFAULT\n\n## T\n\nFAULT SLIP\n" for name in "bdf"}
    git("init")
    write(pages)
    git("switch", "-c", "other")
    write({**pages, "e.md": "# e\n\nFAULT\n"})
    git("switch", "main")
    write({**pages, "a.md": "# a\n\nFAULT\n", "b.md": "# b\n\n## S\n\nFAULT\n"})
    git("merge", "other")
    assert set(read_baseline(str(tmp_path / "b.json")).pages) == {"a.md", "b.md", "d.md", "e.md", "f.md"}


def test_paths_start_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_bytes(b"")
    monkeypatch.chdir(tmp_path / "docs")
    scope = determine_scope(str(tmp_path), lambda _: frozenset(), ())
    assert scope.name("a.md") == scope.name(str(tmp_path / "docs/a.md")) == scope.name("../docs/a.md") == "docs/a.md"
    assert scope.exists("docs/a.md")
    assert not scope.exists("a.md")
    (tmp_path / "docs" / "caf\udce9.md").write_bytes(b"")
    assert scope.name("caf\udce9.md") == "docs/caf\\xe9.md"
    assert scope.exists("docs/caf\\xe9.md")


# --- fingerprints


def test_fingerprints_are_stable_and_apart(words: Lint) -> None:
    before = Tree(words, {"a.md": "# A\n\nFAULT FAULT SLIP\n"}).pages[0]
    after = Tree(words, {"a.md": "# A\n\nmore\n\nmore  FAULT   FAULT\n\nSLIP\n"}).pages[0]
    assert compute_digests(before.findings, before.source) == compute_digests(after.findings, after.source)
    assert len(set(compute_digests(before.findings, before.source))) == 3
    assert set(compute_digests(before.findings, before.source, "b.md")).isdisjoint(
        compute_digests(before.findings, before.source)
    )
