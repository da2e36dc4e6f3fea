"""SARIF, GitLab's, reviewdog's, Checkstyle's and JUnit's forms: what others read in them is what was found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.cli.main import main
from resp_lint.linter import INTERNAL_ERROR, CheckedPage, Run
from resp_lint.plugins import load_registry
from resp_lint.report import checkstyle, gitlab, junit, rdjson, sarif
from resp_lint.report.format import Screen
from resp_lint.report.rule_page import HOME, find_rule_page
from resp_lint.report.sarif_rules import make_sentence
from resp_lint.rule import Edit, Finding, Fix, Level
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[2]
TEXT = "# T\n\n| ü😀 | b |\n"
WIDE = (7, 9)  # “ü😀”


def list_keys(value: object) -> set[str]:
    """The names of all fields in some data."""
    match value:
        case dict():
            return {*value}.union(*map(list_keys, value.values()))
        case list():
            return set[str]().union(*map(list_keys, value))
    return set()


def test_every_field_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    docs = (ROOT / "docs/reports.md").read_bytes().decode()
    documented = {name for span in re.findall(r"`([^`\n]+)`", docs) for name in re.findall(r"\w+", span)}
    page = str(ROOT / "examples/faulty/harbor-vault-responsibilities.md")
    for options in (["json"], ["json", "--statistics"], ["gitlab"], ["rdjson"]):
        main(["--no-cache", "--output-format", *options, page])
        keys = list_keys(json.loads(capsys.readouterr().out))
        assert len(keys) > 5
        assert keys - documented == set(), options


def read(lines: Iterable[str]) -> Any:  # noqa: ANN401 -- what JSON holds
    text = "\n".join(lines)
    assert text.isascii()
    return json.loads(text)


def parsed(lines: Iterable[str]) -> ET.Element:
    return ET.fromstring("\n".join(lines).encode())  # noqa: S314 -- our own


def test_sarif(run_of: Callable[..., Run]) -> None:
    fix = Fix("write it", (Edit(8, 9, "x"),))
    (run,) = read(sarif.render(run_of(TEXT, WIDE, path="docs/a b.md", fix=fix), Screen()))["runs"]
    (result,) = run["results"]
    place = {"artifactLocation": {"uri": "docs/a%20b.md", "uriBaseId": "PROJECT"}}
    assert result == {
        "ruleId": "RSP401",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "the table has no caption. write one below it."},
        "locations": [
            {"physicalLocation": place | {"region": {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 6}}}
        ],
        "fixes": [
            {
                "description": {"text": "write it."},
                "artifactChanges": [
                    place
                    | {
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 6},
                                "insertedContent": {"text": "x"},
                            }
                        ]
                    }
                ],
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": result["partialFingerprints"]["primaryLocationLineHash"]},
    }
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["automationDetails"] == {"id": "resp-lint/"}
    assert list(run["originalUriBaseIds"]) == ["PROJECT"]
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_sarif_tells_about_the_rules(run_of: Callable[..., Run]) -> None:
    screen = Screen(docs="https://example.com/rules/{name}")
    driver = read(sarif.render(run_of("x", (0, 1)), screen))["runs"][0]["tool"]["driver"]
    (rule,) = driver["rules"]
    assert (driver["name"], driver["informationUri"]) == ("resp-lint", "https://example.com/rules/")
    assert (rule["id"], rule["name"]) == ("RSP401", "MissingCaption")
    assert rule["shortDescription"] == {"text": "Missing caption."}
    assert rule["helpUri"] == "https://example.com/rules/missing-caption"
    assert "**Reported:**" in rule["help"]["markdown"]
    assert rule["properties"]["problem.severity"] in {"error", "warning", "recommendation"}
    assert "security-severity" not in rule["properties"]


@pytest.mark.parametrize(
    ("code", "name", "page"), [("RSP401", "missing-caption", "rules/missing-caption.html"), ("ACM201", "x", None)]
)
def test_sarif_leads_to_our_documentation(code: str, name: str, page: str | None, run_of: Callable[..., Run]) -> None:
    driver = read(sarif.render(run_of("x", (0, 1), code=code, name=name), Screen()))["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == HOME
    assert driver["rules"][0].get("helpUri") == (page and HOME + page)


def test_each_rule_has_the_page_that_reports_lead_to(root: Path) -> None:
    for rule in load_registry().rules:
        if rule.code.startswith("RSP"):
            page = find_rule_page(rule.code, rule.name).removeprefix(HOME)
            assert (root / "docs" / page).with_suffix(".md").is_file()


def test_sarif_of_a_rule_that_nobody_knows(run_of: Callable[..., Run]) -> None:
    run = run_of("x", (0, 1), code="X1", name="of-a-plugin", help="", level=Level.INFO)
    read_run = read(sarif.render(run, Screen()))["runs"][0]
    assert read_run["results"][0]["level"] == "note"
    assert read_run["tool"]["driver"]["rules"][0]["help"] == {"text": "Of a plugin."}


def test_sarif_points_into_its_rules(checked: Callable[..., CheckedPage]) -> None:
    pages = tuple(checked(f"{code}.md", "x", (0, 1), code=code) for code in ("RSP501", "RSP101", "RSP501"))
    run = read(sarif.render(Run(pages), Screen()))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["RSP101", "RSP501"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["RSP501", "RSP101", "RSP501"]


def test_sarif_of_a_run_that_is_not_complete() -> None:
    run = Run((), problems=("x.md: no such file or folder",))
    (invocation,) = read(sarif.render(run, Screen()))["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note == {"level": "error", "message": {"text": "x.md: no such file or folder."}}


def test_sarif_keeps_the_worst(monkeypatch: pytest.MonkeyPatch, checked: Callable[..., CheckedPage]) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    levels = (Level.INFO, Level.ERROR, Level.WARNING, Level.INFO, Level.ERROR)
    run = Run(tuple(checked(f"{i}.md", "x", (0, 1), level=level) for i, level in enumerate(levels)))
    document = read(sarif.render(run, Screen()))["runs"][0]
    assert [result["level"] for result in document["results"]] == ["error", "warning", "error"]
    (note,) = document["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("2 findings omitted")
    assert note["level"] == "warning"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "a."),
        ("a.", "a."),
        ("a?", "a?"),
        ("[click](https://example.com)", "[click] (https://example.com)."),
        ("a\n\u202eb", "a\\n\\u202eb."),
        ("x" * 2000, "x" * 1022 + "…."),
    ],
    ids=lambda text: ascii(text[:10]),
)
def test_sarif_messages_are_sentences(text: str, said: str) -> None:
    assert make_sentence(text) == said
    assert len(said) <= 1024


def test_gitlab(run_of: Callable[..., Run]) -> None:
    (issue,) = read(gitlab.render(run_of(TEXT, WIDE, level=Level.WARNING), Screen()))
    assert re.fullmatch("[0-9a-f]{32}", issue.pop("fingerprint"))
    assert issue == {
        "description": "the table has no caption",
        "check_name": "RSP401 missing-caption",
        "severity": "minor",
        "location": {"path": "docs/a.md", "lines": {"begin": 3}},
    }


def fingerprints(*pages: CheckedPage) -> list[str]:
    return [issue["fingerprint"] for issue in read(gitlab.render(Run(pages), Screen()))]


def test_gitlab_fingerprints_differ(checked: Callable[..., CheckedPage]) -> None:
    pages = [checked(f"{name}.md", "x\nx\ny\n", (0, 1), (0, 1), (2, 3), (4, 5)) for name in "ab"]
    assert len(set(fingerprints(*pages))) == 8


def test_gitlab_fingerprints_stay_when_lines_move(checked: Callable[..., CheckedPage]) -> None:
    before = fingerprints(checked("a.md", "x\ny\n", (0, 1), (2, 3)))
    after = fingerprints(checked("a.md", "new\n\n  x\nother\ny\n", (7, 8), (15, 16)))
    assert after == before


def test_rdjson(run_of: Callable[..., Run]) -> None:
    fix = Fix("write it", (Edit(8, 9, "x"), Edit(12, 13, "")))
    screen = Screen(docs="https://example.com/{code}")
    document = read(rdjson.render(run_of(TEXT, WIDE, fix=fix, level=Level.INFO), screen))
    assert document["source"] == {"name": "resp-lint"}
    assert document["diagnostics"] == [
        {
            "message": "the table has no caption\nwrite one below it",
            "location": {
                "path": "docs/a.md",
                "range": {"start": {"line": 3, "column": 3}, "end": {"line": 3, "column": 9}},
            },
            "severity": "INFO",
            "code": {"value": "RSP401", "url": "https://example.com/RSP401"},
            "suggestions": [
                {"range": {"start": {"line": 3, "column": 5}, "end": {"line": 3, "column": 13}}, "text": "x | "}
            ],
        }
    ]


def test_checkstyle(checked: Callable[..., CheckedPage]) -> None:
    pages = (checked("docs/ü&.md", TEXT, WIDE, message='a < b & "c"\x1b\n##[error]'), checked("b.md", ""))
    lines = list(checkstyle.render(Run(pages), Screen()))
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert not any("##[" in line for line in lines)
    root = parsed(lines)
    ((file,), (error,)) = root, root[0]
    assert (root.tag, root.attrib, file.attrib) == ("checkstyle", {"version": "4.3"}, {"name": "docs/ü&.md"})
    assert error.attrib == {
        "line": "3",
        "column": "3",
        "severity": "error",
        "message": 'a < b & "c"\\x1b\\n##[error]',
        "source": "resp-lint.RSP401",
    }


def test_junit(checked: Callable[..., CheckedPage]) -> None:
    code, name = INTERNAL_ERROR
    pages = (
        checked("a.md", "x", (0, 1), (0, 1)),
        checked("b.md", "x", (0, 1), level=Level.INFO),
        checked("c.md", "x", (0, 1), code=code, name=name),
        checked("d.md", "x"),
    )
    root = parsed(junit.render(Run(pages, problems=("e.md: no such file or folder",)), Screen()))
    counted = [[suite.attrib[key] for key in ("name", "tests", "failures", "errors", "skipped")] for suite in root]
    assert counted == [
        ["a.md", "2", "2", "0", "0"],
        ["b.md", "1", "0", "0", "1"],
        ["c.md", "1", "0", "1", "0"],
        ["d.md", "1", "0", "0", "0"],
        ["resp-lint", "1", "0", "1", "0"],
    ]
    names = [case.attrib["name"] for case in root.iter("testcase")]
    assert names[:2] == ["RSP401 missing-caption 1:1", "RSP401 missing-caption 1:1 #2"]
    failure = root[0][0][0]
    assert failure.attrib == {"message": "the table has no caption", "type": "error"}
    assert failure.text == "a.md:1:1: the table has no caption (write one below it)"


ANY = st.text(st.characters(codec=None), max_size=20)


@given(ANY, ANY, ANY, ANY)
def test_any_text_can_be_read_back(path: str, message: str, name: str, text: str) -> None:
    source = Source(path.replace("\0", "") or "x", text.encode("utf-8", "replace").decode() or "x")
    start, end = source.position(0), source.position(len(source.text))
    fix = Fix(message, (Edit(0, len(source.text), "x"),))
    finding = Finding("X1", name, Level.ERROR, source.path, start, end, message, name, fix)
    run = Run((CheckedPage(source, (finding,)),))
    for form in (sarif, gitlab, rdjson):
        read(Screen().line(line) for line in form.render(run, Screen()))
    for xml_form in (checkstyle, junit):
        parsed(Screen(github=True).line(line) for line in xml_form.render(run, Screen()))
