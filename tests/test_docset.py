"""Rules that see the set of pages: what they see, what they report, and that one that fails costs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from resp_lint import DocSet, Finding, Level, PageViolation, docset
from resp_lint.docset import KEYREFS, TASKS, PageFacts, Spot, collect_page_facts, collect_wanted_facts, lint_docset
from resp_lint.linter import add_findings, check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.profile import TreeFiles
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Position, Source
from resp_lint.tree import Tree, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = Settings(load_registry().profile("ibm-cloud"), rule_set=RuleSet.STRICT)
RULES = load_registry().rules
NAMES = SETTINGS.profile.tree


def page_text(subcollection: str = "nimbus", topic: str = "nimbus-responsibilities", body: str = "") -> str:
    return (
        f"---\nsubcollection: {subcollection}\n---\n\n# Understanding your responsibilities\n{{: #{topic}}}\n\n{body}\n"
    )


def report(files: dict[str, str], *codes: str, settings: Settings = SETTINGS) -> list[str]:
    """What the rules report on a tree given as text, as `path:line:column code` with the words in quotes."""
    tree = read_tree({path: text.encode() for path, text in files.items() if not path.endswith(".md")}, NAMES)
    rules = [rule for rule in RULES if rule.code in codes]
    pages = (
        parse(Source(path, text), settings.profile.conventions) for path, text in files.items() if path.endswith(".md")
    )
    result = lint_docset(
        [collect_page_facts(page, collect_wanted_facts(rules, tree)) for page in pages], tree, rules, settings
    )
    assert result.complete
    found = [finding for path in sorted(result.findings) for finding in result.findings[path]]
    return [f"{one.path}:{one.start.line}:{one.start.column} {one.code}" for one in found]


# --- facts


def test_facts_of_a_page() -> None:
    table = "| Task | IBM responsibilities | Your responsibilities |\n|-|-|-|\n| a | b | c |\n| d | | |\n| a | b | c |"
    page = parse(
        Source("a/b.md", page_text(body=f"{{{{site.data.keyword.x}}}}\n\n{table}")), SETTINGS.profile.conventions
    )
    facts = collect_page_facts(page, frozenset({KEYREFS, TASKS}))
    assert (facts.path, facts.folder, facts.is_responsibility) == ("a/b.md", "a", True)
    assert (facts.subcollection, facts.topic_id) == ("nimbus", "nimbus-responsibilities")
    assert facts.top == Spot(Position(5, 3), Position(5, 38))
    assert facts.subcollection_spot == Spot(Position(2, 16), Position(2, 22))
    assert facts.topic_id_spot == Spot(Position(6, 5), Position(6, 28))
    assert facts.keyrefs == (("{{site.data.keyword.x}}", Spot(Position(8, 1), Position(8, 24))),)
    assert len(facts.tasks) == 2
    assert len(set(facts.tasks)) == 1
    assert collect_page_facts(page) == replace(facts, keyrefs=(), tasks=())


def test_facts_of_a_page_without_anything() -> None:
    facts = collect_page_facts(parse(Source("x.md", ""), SETTINGS.profile.conventions), frozenset({KEYREFS, TASKS}))
    assert facts == PageFacts("x.md", is_responsibility=False, top=Spot(Position(1, 1), Position(1, 1)))


def test_the_same_task_has_the_same_number_in_any_process() -> None:
    table = "| Task | IBM responsibilities | Your responsibilities |\n|-|-|-|\n| Rotate  keys | N/A | You do. |"
    page = parse(Source("x.md", table), SETTINGS.profile.conventions)
    assert collect_page_facts(page, frozenset({TASKS})).tasks == (144_796_044_800_122,)


@given(st.text(max_size=300))
def test_facts_can_be_written_and_read_back(text: str) -> None:
    facts = collect_page_facts(parse(Source("x.md", text), SETTINGS.profile.conventions), frozenset({KEYREFS, TASKS}))
    assert msgspec.json.decode(msgspec.json.encode(facts), type=PageFacts) == facts


def test_costly_facts_are_taken_only_where_they_are_asked_for() -> None:
    keyrefs = read_tree({"keyref.yaml": b"keyword:\n  x: X\n"}, NAMES)
    recommended = load_registry().select(replace(SETTINGS, rule_set=RuleSet.RECOMMENDED))
    assert collect_wanted_facts(recommended, Tree()) == frozenset()
    assert collect_wanted_facts(recommended, keyrefs) == {KEYREFS}
    assert collect_wanted_facts(RULES, Tree()) == {TASKS}


# --- the tree


def test_what_a_table_of_contents_lists() -> None:
    toc = """\
toc:
  properties:
    subcollection: nimbus
  entries:
  - navgroup:
      id: learn
      topics:
      - a.md
      - topic: ./core/b.md
        navtitle: c.md is a name here
      - topicgroup:
          label: Deeper
          topics:
          - include: ../cumulus/d.md#part
          - /other/link
      - link:
          href: https://example.com/x.md?raw
"""
    tree = read_tree({"docs/toc.yaml": toc.encode()}, NAMES)
    contents = tree.find_contents("docs/core/x.md")
    assert contents is tree.find_contents("./docs/x.md")
    assert contents is not None
    assert contents.subcollection == "nimbus"
    assert {"docs/a.md", "docs/core/b.md", "cumulus/d.md"} <= contents.topics
    assert tree.find_contents("elsewhere/x.md") is None
    assert tree.problems == ()


def test_keyref_files_of_one_folder_count_together() -> None:
    files = {
        "d/keyref.yaml": b"keyword:\n  a: A\n",
        "d/keyrefs.yml": b"keyword:\n  b: B\ncontent: {c: C}\n",
        "keyref.yaml": b"x",
    }
    tree = read_tree(files, NAMES)
    maps = tree.find_keyrefs("d/e/x.md")
    assert [one.names for one in maps] == [{"keyword.a", "keyword.b", "content.c"}, frozenset()]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a: [b", "not YAML"),
        (b"a: \xff", "not UTF-8: byte 0xff at offset 3"),
        (b"a: &x [1]\nb: *x", "holds an alias"),
        (b"<<: {a: 1}", "merge key"),
        (b"[" * 100 + b"]" * 100, "nested too deeply"),
        (b"- x\n" * 12_000, "too large"),
        (b"# " + b"x" * 70_000, "over 64 KiB"),
        (b"a: \x01", "not YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(data: bytes, problem: str) -> None:
    tree = read_tree({"toc.yaml": data, "d/keyref.yaml": b"keyword:\n  a: A\n"}, NAMES)
    (told,) = tree.problems
    assert told.startswith("toc.yaml: ")
    assert problem in told
    assert tree.find_contents("x.md") is None
    assert tree.find_keyrefs("d/x.md")


@pytest.mark.parametrize(
    "data", [b"", b"x", b"- a\n- b", b"toc: x", b"toc: [x]", b"toc:\n  properties: x", b"? [a]\n: b"]
)
def test_a_file_of_another_form_says_nothing(data: bytes) -> None:
    tree = read_tree({"toc.yaml": data, "keyref.yaml": data}, NAMES)
    assert tree.problems == ()
    assert (
        report({"toc.yaml": data.decode(), "keyref.yaml": data.decode(), "r.md": page_text()}, "RSP802", "RSP803") == []
    )


@given(st.binary(max_size=200))
def test_any_file_of_the_tree_can_be_read(data: bytes) -> None:
    tree = read_tree({"toc.yaml": data, "keyref.yaml": data}, NAMES)
    assert len(tree.problems) in {0, 2}


# --- the rules


def test_duplicate_topic_id() -> None:
    assert report({"b.md": page_text(), "a.md": page_text(), "c.md": page_text()}, "RSP801") == [
        "b.md:6:5 RSP801",
        "c.md:6:5 RSP801",
    ]
    assert report({"a.md": page_text(), "b.md": page_text("cumulus")}, "RSP801") == []
    assert report({"a.md": page_text(), "b.md": page_text(topic="other")}, "RSP801") == []
    assert report({"a.md": page_text(""), "b.md": page_text("")}, "RSP801") == []
    assert report({"a.md": page_text().replace("{:", "x"), "b.md": page_text().replace("{:", "x")}, "RSP801") == []


def test_duplicate_topic_id_with_a_page_that_is_none_of_ours() -> None:
    other = page_text().replace("responsibilities", "keys").replace("#nimbus-keys", "#nimbus-responsibilities")
    assert report(
        {"a.md": page_text(topic="nimbus"), "z.md": other.replace("#nimbus-responsibilities", "#nimbus")}, "RSP801"
    ) == ["a.md:6:5 RSP801"]


TOC = "toc:\n  entries:\n  - navgroup:\n      topics:\n      - a.md\n      - core/b.md\n"


@pytest.mark.parametrize(
    ("toc", "page", "reported"),
    [
        ("docs/toc.yaml", "docs/a.md", False),
        ("docs/toc.yaml", "./docs/a.md", False),
        ("docs/toc.yaml", "docs/core/b.md", False),
        ("docs/toc.yaml", "docs/b.md", True),
        ("docs/toc.yaml", "docs/core/a.md", True),
        ("docs/toc.yaml", "docs/A.md", True),
        ("docs/toc.yaml", "other/c.md", False),
        ("toc.yaml", "core/c.md", True),
        ("/x/docs/toc.yaml", "/x/docs/a.md", False),
        ("/x/docs/toc.yaml", "/x/docs/c.md", True),
        ("../docs/toc.yml", "../docs/c.md", True),
        ("../docs/toc.yml", "../docs/a.md", False),
        ("toc.yaml", "../a.md", False),
        ("docs/contents.yaml", "docs/c.md", False),
    ],
)
def test_unlisted_page(toc: str, page: str, reported: bool) -> None:  # noqa: FBT001 -- a column of the table above
    assert report({toc: TOC, page: page_text()}, "RSP802") == ([f"{page}:5:3 RSP802"] if reported else [])


def test_the_nearest_table_of_contents_counts() -> None:
    files = {
        "toc.yaml": TOC,
        "core/toc.yaml": "toc:\n  entries:\n  - c.md\n",
        "core/b.md": page_text(),
        "core/c.md": page_text(),
    }
    assert report(files, "RSP802") == ["core/b.md:5:3 RSP802"]


def test_foreign_subcollection() -> None:
    pages = {f"{name}.md": page_text("nimbus") for name in "abc"}
    assert report({**pages, "d.md": page_text("cumulus")}, "RSP803") == ["d.md:2:16 RSP803"]
    assert report({**pages, "x/d.md": page_text("cumulus")}, "RSP803") == []
    assert report({"a.md": page_text("nimbus"), "b.md": page_text("cumulus")}, "RSP803") == []
    assert report({**pages, "d.md": page_text("")}, "RSP803") == []
    named = {"toc.yaml": "toc:\n  properties:\n    subcollection: nimbus\n", "x/d.md": page_text("cumulus")}
    assert report(named, "RSP803") == ["x/d.md:2:16 RSP803"]
    assert report({**pages, "toc.yaml": TOC, "x/d.md": page_text("cumulus")}, "RSP803") == ["x/d.md:2:16 RSP803"]
    services = {f"{name}/r.md": page_text(name) for name in "abcdef"}
    assert report(services, "RSP803") == []
    assert report({f"{name}.md": page_text(name) for name in "abcdef"}, "RSP803") == []
    settings = replace(SETTINGS, options={"foreign-subcollection": {"least": 5}})
    assert report({**pages, "d.md": page_text("cumulus")}, "RSP803", settings=settings) == []


def tasks(*names: str, owner: str = "You do.") -> str:
    rows = "".join(f"| {name} | IBM does. | {owner} |\n" for name in names)
    return f"| Task | IBM responsibilities | Your responsibilities |\n|-|-|-|\n{rows}"


def test_copied_page() -> None:
    ours = page_text("nimbus", body=tasks(*"abcdefgh"))
    assert report({"a.md": ours, "b.md": page_text("cumulus", body=tasks(*"abcde"))}, "RSP804") == ["b.md:5:3 RSP804"]
    assert report({"b.md": ours, "a.md": page_text("cumulus", body=tasks(*"abcde"))}, "RSP804") == ["a.md:5:3 RSP804"]
    assert report({"b.md": ours, "a.md": page_text("cumulus", body=tasks(*"abcdefgh"))}, "RSP804") == [
        "b.md:5:3 RSP804"
    ]
    assert report({"a.md": ours, "b.md": page_text("nimbus", body=tasks(*"abcde"))}, "RSP804") == []
    assert report({"a.md": ours, "b.md": page_text("cumulus", body=tasks(*"abcd"))}, "RSP804") == []
    assert report({"a.md": ours, "b.md": page_text("cumulus", body=tasks(*"abcxyz"))}, "RSP804") == []
    assert (
        report({"a.md": ours, "b.md": page_text("cumulus", body=tasks(*"abcdefgh", owner="You don't."))}, "RSP804")
        == []
    )
    assert report({"a.md": ours, "b.md": page_text("cumulus", body=tasks(*"ABCDE"))}, "RSP804") == ["b.md:5:3 RSP804"]
    settings = replace(SETTINGS, options={"copied-page": {"share": 0.5, "least": 3}})
    assert report({"a.md": ours, "b.md": page_text("cumulus", body=tasks(*"abcxyz"))}, "RSP804", settings=settings) == [
        "b.md:5:3 RSP804"
    ]


MAP = "keyword:\n  IBM_notm: IBM\n  nimbus_short: Nimbus\n  kube_120_date: today\n"


@pytest.mark.parametrize(
    ("keyref", "reported"),
    [
        ("{{site.data.keyword.nimbus_short}}", False),
        ("{{site.data.keyword.nimbus_full}}", True),
        ("{{ site.data.keyword.nimbus_full }}", True),
        ("`{{site.data.keyword.nimbus_full}}`", True),
        ("{{site.data.keyword.cloud_notm}}", False),  # the profile knows it
        ("{{site.data.keyword.Bluemix_notm}}", False),  # 706 speaks of it
        ("{{site.data.keyword.attribute-definition-list}}", False),
        ("{{site.data.content.nimbus}}", False),  # of another map, which is not here
        ("{{ .Tag }} {{end}} {{../x.md}}", False),
        ("{{site.data.keyword.IBM}}", False),
    ],
)
def test_unknown_keyref(keyref: str, reported: bool) -> None:  # noqa: FBT001 -- a column of the table above
    files = {"docs/keyref.yaml": MAP, "docs/core/r.md": page_text(body=keyref)}
    column = keyref.index("{{") + 1
    assert report(files, "RSP705") == ([f"docs/core/r.md:8:{column} RSP705"] if reported else [])
    assert report({"other/keyref.yaml": MAP, "docs/core/r.md": page_text(body=keyref)}, "RSP705") == []


@pytest.mark.parametrize(
    ("keyref", "reported"),
    [
        ("nimbus_full", False),  # may stand in the map that all services share
        ("nimbus_shrot", True),
        ("nimbus_shor", True),
        ("nimbus_short", False),
        ("kube_121_date", False),
        ("kube_120_dates", True),
    ],
)
def test_a_map_that_only_adds_to_another(keyref: str, reported: bool) -> None:  # noqa: FBT001 -- as above
    adds = MAP.replace("  IBM_notm: IBM\n", "")
    body = f"{{{{site.data.keyword.IBM_notm}}}} {{{{site.data.keyword.{keyref}}}}}"
    files = {"keyref.yaml": adds, "r.md": page_text(body=body)}
    assert report(files, "RSP705") == (["r.md:8:32 RSP705"] if reported else [])
    whole = replace(SETTINGS, options={"unknown-keyref": {"whole_map": True}})
    known = {"nimbus_short"}
    assert bool(report(files, "RSP705", settings=whole)) == (keyref not in known)


def test_any_page_may_hold_an_unknown_keyref() -> None:
    files = {"keyref.yaml": MAP, "keys.md": "# Keys\n\n{{site.data.keyword.nimbus_full}}\n"}
    assert report(files, "RSP705") == ["keys.md:3:1 RSP705"]


# --- running them


def test_a_rule_that_fails_costs_its_own_findings_only() -> None:
    @docset("XYZ801")
    def broken(pages: DocSet) -> Iterator[PageViolation]:
        yield pages.pages[0].at(None, "found before")
        raise KeyError("x")

    @docset("XYZ802", level=Level.INFO)
    def fine(pages: DocSet) -> Iterator[PageViolation]:
        yield from (page.at(None, "found") for page in pages.pages)

    pages = [
        collect_page_facts(parse(Source(path, page_text()), SETTINGS.profile.conventions)) for path in ("b.md", "a.md")
    ]
    result = lint_docset(pages, Tree(), [broken, fine], SETTINGS)
    assert not result.complete
    assert [finding.code for finding in result.findings["a.md"]] == ["XYZ801", "RSP906", "XYZ802"]
    assert [finding.code for finding in result.findings["b.md"]] == ["XYZ802"]
    assert "rule XYZ801 broken" in result.findings["a.md"][1].message
    assert result.findings["b.md"][0].level is Level.INFO


def test_a_rule_reports_on_the_pages_that_it_serves() -> None:
    @docset("XYZ803")
    def everywhere(pages: DocSet) -> Iterator[PageViolation]:
        yield from (page.at(None, "found") for page in pages.pages)

    pages = [
        collect_page_facts(parse(Source(path, "# X"), SETTINGS.profile.conventions)) for path in ("keys.md", "raci.md")
    ]
    assert list(lint_docset(pages, Tree(), [everywhere], SETTINGS).findings) == ["raci.md"]
    assert list(lint_docset([], Tree(), [everywhere], SETTINGS).findings) == []


def test_findings_join_those_of_the_page() -> None:
    page = parse(Source("a.md", page_text()), SETTINGS.profile.conventions)
    checked = check_page(page, RULES, SETTINGS)
    assert not {"RSP705", "RSP801", "RSP802", "RSP803", "RSP804"} & {finding.code for finding in checked.findings}
    place = Position(6, 5)
    one = Finding("RSP801", "duplicate-topic-id", Level.ERROR, "a.md", place, place, "x", "", None)
    joined = add_findings(checked, [one], RULES)
    assert [finding for finding in joined.findings if finding is not one] == list(checked.findings)
    assert [finding.start for finding in joined.findings] == sorted(finding.start for finding in joined.findings)
    assert add_findings(checked, [], RULES) is checked


def test_names_of_files_are_data() -> None:
    names = TreeFiles(contents=("nav.yml",), keyrefs=("words.yml",))
    tree = read_tree({"toc.yaml": TOC.encode(), "nav.yml": TOC.encode(), "words.yml": MAP.encode()}, names)
    assert tree.contents[""].path == "nav.yml"
    assert tree.keyrefs[""].path == "words.yml"
