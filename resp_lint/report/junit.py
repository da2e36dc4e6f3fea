"""JUnit's XML: a suite for each page, a failed test for each finding, a passed one where there is none.

An info is a skipped test: it is shown and fails nothing.  Where the linter itself failed, the test has an error.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from resp_lint.linter import INTERNAL_ERROR, LIMIT_REACHED, UNREADABLE
from resp_lint.report.paths import make_relative
from resp_lint.report.xml import DECLARATION, make_element, make_start_tag, render_lines
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from resp_lint.linter import CheckedPage, Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

_OWN = frozenset(code for code, _ in (UNREADABLE, LIMIT_REACHED, INTERNAL_ERROR))


def render(run: Run, screen: Screen) -> Iterator[str]:
    yield DECLARATION
    pages = (_make_page(page, make_relative(page.source.path, screen.root)) for page in run.pages)
    yield make_start_tag("testsuites", {"name": "resp-lint"})
    for suite in chain(pages, _make_problems(run)):
        yield from render_lines(suite)
    yield "</testsuites>"


def _make_problems(run: Run) -> Iterator[Element]:
    """What kept the run from being complete."""
    results = [_make_result("error", "incomplete", problem) for problem in run.problems]
    if results:
        cases = [_make_case(f"complete run {number}", "resp-lint", result) for number, result in enumerate(results, 1)]
        yield _make_suite("resp-lint", cases)


def _make_page(page: CheckedPage, path: str) -> Element:
    seen: Counter[str] = Counter()
    cases = [_make_finding(finding, path, seen) for finding in page.findings]
    return _make_suite(path, cases or [_make_case("resp-lint", path)])


def _make_suite(name: str, cases: Sequence[Element]) -> Element:
    """A suite with its counts, which some readers trust more than its tests."""
    results = [child.tag for case in cases for child in case]
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    attributes = {key: str(results.count(tag)) for key, tag in counts.items()}
    return make_element("testsuite", {"name": name, "tests": str(len(cases)), **attributes, "time": "0"}, *cases)


def _make_case(name: str, path: str, *results: Element) -> Element:
    return make_element("testcase", {"name": name, "classname": path, "time": "0"}, *results)


def _make_finding(finding: Finding, path: str, seen: Counter[str]) -> Element:
    """A finding's test, under a name that no other test of the suite has: readers would take them for one."""
    place = f"{finding.start.line}:{finding.start.column}"
    name = f"{finding.code} {finding.name} {place}"
    seen[name] += 1
    tag = "error" if finding.code in _OWN else "skipped" if finding.level is Level.INFO else "failure"
    remedy = f" ({finding.help})" if finding.help else ""
    result = _make_result(tag, str(finding.level), finding.message, f"{path}:{place}: {finding.message}{remedy}")
    return _make_case(name if seen[name] == 1 else f"{name} #{seen[name]}", path, result)


def _make_result(tag: str, kind: str, message: str, text: str = "") -> Element:
    return make_element(tag, {"message": message, "type": kind}, text=text)
