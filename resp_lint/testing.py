"""Runs the examples in rule docstrings: ours, and those of a plugin with one line in its tests.

    test_examples = make_example_tests(my_rules)

An example is a fence of the docstring with the word `bad`, `good` or `fixed` after its tildes.  Each `bad` must make
the rule report, each `good` must not, and a `fixed` is what the rule's fixes make of the `bad` before it.  `path=…`
after the word gives the example a path, `profile=…` the name of the profile that it is held against.  A fence with the
word `profile` holds a profile in TOML, against which the examples below it are held.

For a rule that sees the set of pages, fences of one kind that follow one another are one example: its pages, and the
files of its tree, by their paths.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from msgspec import Struct

from resp_lint.config.profile_loader import load_profile
from resp_lint.docset import collect_page_facts, lint_docset
from resp_lint.fix.edits import apply_fixes
from resp_lint.linter import make_subject, run_rule
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import FixKind
from resp_lint.settings import Settings
from resp_lint.source import Source
from resp_lint.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.profile import Profile
    from resp_lint.rule import Finding, Rule

KINDS = frozenset({"bad", "good", "fixed"})


class Example(Struct, frozen=True):
    """An example of a rule's docstring: its kind, its page, and the path that the page is to have.

    `profile` is the name of a profile or, of several lines, a profile itself; empty for that of all the examples.
    """

    kind: str
    text: str
    path: str
    profile: str = ""


def read_examples(rule: Rule) -> tuple[Example, ...]:
    """The examples of a rule's docstring in order."""
    found: list[Example] = []
    profile = ""
    for token in MarkdownIt("commonmark").parse(rule.doc):
        info = token.info.split() if token.type == "fence" else []
        if info[:1] == ["profile"]:
            profile = token.content
        elif info and info[0] in KINDS:
            found.append(_make_example(info, token.content, profile))
    return tuple(found)


def _make_example(info: list[str], text: str, profile: str) -> Example:
    said = dict(word.partition("=")[::2] for word in info[1:])
    return Example(info[0], text, said.get("path", "page.md"), said.get("profile", profile))


def load_example_profile(example: Example, default: str = "ibm-cloud") -> Profile:
    """The profile that an example is held against."""
    registry = load_registry()
    if "\n" not in example.profile:
        return registry.profile(example.profile or default)
    with TemporaryDirectory() as folder:
        file = Path(folder, "profile.toml")
        file.write_bytes(example.profile.encode())
        return load_profile(file, registry.profiles)


def findings_of(rule: Rule, page: Example | str, profile: str = "ibm-cloud", **options: object) -> list[Finding]:
    """What a rule alone finds on a page, with the rule's options as a configuration would set them.

        assert not findings_of(rotation_without_period, page, most=30)

    Raises `AssertionError` where the rule fails.
    """
    example = Example("bad", page, "page.md") if isinstance(page, str) else page
    settings = Settings(load_example_profile(example, profile), options={rule.name: options})
    parsed = parse(Source(example.path, example.text), settings.profile.conventions)
    outcome = run_rule(rule, make_subject(parsed), settings)
    assert outcome.complete, outcome.findings[-1].message  # noqa: S101 -- this module is for tests
    return outcome.findings


def find_docset_findings(rule: Rule, files: Iterable[Example], profile: str = "ibm-cloud") -> list[Finding]:
    """What a rule that sees the set of pages finds on an example of several files.

    Raises `AssertionError` where the rule fails.
    """
    settings = Settings(load_registry().profile(profile))
    texts = {file.path: file.text for file in files}
    others = {path: text.encode() for path, text in texts.items() if not path.endswith(".md")}
    tree = read_tree(others, settings.profile.tree)
    assert not tree.problems, tree.problems  # noqa: S101 -- this module is for tests
    sources = (Source(path, text) for path, text in texts.items() if path not in others)
    pages = (parse(source, settings.profile.conventions) for source in sources)
    result = lint_docset([collect_page_facts(page, frozenset(rule.facts)) for page in pages], tree, [rule], settings)
    findings = [finding for found in result.findings.values() for finding in found]
    assert result.complete, findings[-1].message  # noqa: S101
    return findings


def check_examples(rule: Rule, profile: str = "ibm-cloud") -> None:
    """Hold a rule against its docstring.

    Raises `AssertionError` with the example that does not hold, or where the docstring lacks one it must have.
    """
    told = read_examples(rule)
    kinds = {example.kind for example in told}
    needed = {"bad", "good"} | ({"fixed"} if rule.fix is not FixKind.NONE else set())
    missing = ", ".join(sorted(needed - kinds))
    assert not missing, f"{rule.code} {rule.name}: its docstring lacks an example of: {missing}"  # noqa: S101
    if rule.docset:
        for kind, files in groupby(told, key=lambda example: example.kind):
            _check_set(rule, kind, list(files), profile)
        return
    for number, example in enumerate(told):
        if example.kind == "fixed":
            _check_fixed(rule, told[number - 1], example, profile)
        else:
            fired = bool(findings_of(rule, example, profile))
            expected = example.kind == "bad"
            assert fired == expected, _format_complaint(rule, example, "reported" if fired else "not reported")  # noqa: S101


def _check_set(rule: Rule, kind: str, files: list[Example], profile: str) -> None:
    fired = bool(find_docset_findings(rule, files, profile))
    assert fired == (kind == "bad"), _format_complaint(rule, files[0], "reported" if fired else "not reported")  # noqa: S101


def _check_fixed(rule: Rule, bad: Example, fixed: Example, profile: str) -> None:
    found = [finding.fix for finding in findings_of(rule, bad, profile) if finding.fix]
    fixes = [fix for fix in found if fix.safe or rule.fix is not FixKind.SAFE]
    text, _ = apply_fixes(bad.text, fixes)
    assert text == fixed.text, _format_complaint(rule, fixed, f"the fixes make this of the bad one:\n{text}")  # noqa: S101


def _format_complaint(rule: Rule, example: Example, what: str) -> str:
    return f"{rule.code} {rule.name}: {what}\n--- {example.kind} example\n{example.text}"


def make_example_tests(rules: Iterable[Rule], profile: str = "ibm-cloud") -> Callable[..., None]:
    """A pytest test that holds each rule against its docstring; the linter's own rules have no examples."""
    import pytest  # noqa: PLC0415 -- needed by tests only

    told = [rule for rule in rules if not rule.own]

    @pytest.mark.parametrize("rule", told, ids=[f"{rule.code}-{rule.name}" for rule in told])
    def test_examples(rule: Rule) -> None:
        check_examples(rule, profile)

    return test_examples
