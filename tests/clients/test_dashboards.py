"""GitLab, reviewdog, JUnit, Checkstyle and comments: on all pages, what others read is what was found."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.clients.conftest import Run

HERE = Path(__file__).parent
Findings = list[dict[str, Any]]


@pytest.mark.parametrize("name", ["rdjson", "gitlab"])
def test_schema(run: Run, clients: Path, reports: Path, name: str) -> None:
    check = clients / "bin/check-jsonschema"
    done = run(check, "--schemafile", HERE / f"{name}.schema.json", reports / name)
    assert done.code == 0, done.out[:2000]


def test_gitlab(reports: Path, findings: Findings) -> None:
    issues = json.loads((reports / "gitlab").read_bytes())
    assert not (reports / "gitlab").read_bytes().startswith(b"\xef\xbb\xbf")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert [(issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues] == [
        (finding["path"], finding["line"]) for finding in findings
    ]


def test_gitlab_fingerprints_stay_when_lines_move(
    resp_lint: Run, pages: tuple[Path, str], findings: Findings, tmp_path: Path
) -> None:
    """Lines come in below the title of one real page: whatever is found below them keeps its name."""
    path = next(f["path"] for f in findings if f["path"].endswith("responsibilities.md") and f["line"] > 40)
    text = (pages[0] / path).read_bytes()
    title = re.search(rb"(?m)^# .*\n(?:\{:.*\n)*", text)
    assert title

    def names(data: bytes) -> dict[str, int]:
        (tmp_path / "page.md").write_bytes(data)
        done = resp_lint("--strict", "--output-format=gitlab", "page.md", cwd=tmp_path)
        return {issue["fingerprint"]: issue["location"]["lines"]["begin"] for issue in json.loads(done.out)}

    before = names(text)
    after = names(text[: title.end()] + b"\nA sentence more.\n\nAnd one more.\n" + text[title.end() :])
    below = {name: line + 4 for name, line in before.items() if line > text[: title.end()].count(b"\n") + 2}
    assert len(below) > 3
    assert below.items() <= after.items()


def offset(data: bytes, position: dict[str, int]) -> int:
    """The byte that a position of reviewdog's stands at."""
    starts = [0, *(ending.end() for ending in re.finditer(rb"\r\n|\n|\r", data))]
    return starts[position["line"] - 1] + position["column"] - 1


def test_rdjson(reports: Path, findings: Findings, pages: tuple[Path, str]) -> None:
    """Positions are those of the bytes, and a suggestion does what the fix does."""
    diagnostics = json.loads((reports / "rdjson").read_bytes())["diagnostics"]
    assert len(diagnostics) == len(findings)
    for diagnostic, finding in zip(diagnostics, findings, strict=True):
        data = (pages[0] / diagnostic["location"]["path"]).read_bytes()
        lines = re.split("\r\n|\n|\r", data.decode(errors="replace"))
        place = diagnostic["location"]["range"]
        start, end = offset(data, place["start"]), offset(data, place["end"])
        if finding["line"] == finding["end_line"]:
            marked = lines[finding["line"] - 1][finding["column"] - 1 : finding["end_column"] - 1]
            assert data[start:end].decode(errors="replace") == marked
        if finding["fix"]:
            (suggestion,) = diagnostic["suggestions"]
            start, end = (offset(data, suggestion["range"][key]) for key in ("start", "end"))
            fixed = data[:start] + suggestion["text"].encode() + data[end:]
            assert fixed.decode() == applied(data.decode(), finding["fix"]["edits"])


def applied(text: str, edits: Findings) -> str:
    for edit in sorted(edits, key=itemgetter("start"), reverse=True):
        text = text[: edit["start"]] + edit["text"] + text[edit["end"] :]
    return text


def test_junit(run: Run, clients: Path, reports: Path, findings: Findings) -> None:
    done = run(clients / "bin/python", HERE / "junit.py", reports / "junit")
    assert done.code == 0, done.err
    suites = {suite["name"]: suite for suite in json.loads(done.out)}
    by_page = {path: list(group) for path, group in groupby(findings, key=itemgetter("path"))}
    for path, found in by_page.items():
        suite = suites[path]
        cases = suite["cases"]
        assert len({case[0] for case in cases}) == len(cases) == len(found)
        assert [case[1] for case in cases] == [path] * len(cases)
        kinds = Counter(case[2][0] for case in cases)
        assert suite["counts"] == [len(cases), kinds["Failure"], kinds["Error"], kinds["Skipped"]]
        assert kinds["Skipped"] == sum(finding["level"] == "info" for finding in found)
        assert [case[2][2] for case in cases] == [finding["level"] for finding in found]
    for path in suites.keys() - by_page.keys():
        assert suites[path]["counts"] == [1, 0, 0, 0]


def test_checkstyle(reports: Path, findings: Findings) -> None:
    root = ET.fromstring((reports / "checkstyle").read_bytes())  # noqa: S314 -- our own
    assert [
        (file.attrib["name"], int(error.attrib["line"]), int(error.attrib["column"]), error.attrib["severity"])
        for file in root
        for error in file
    ] == [(f["path"], f["line"], f["column"], f["level"]) for f in findings]


HOSTILE = [
    *("[a](https://example.com)", "<https://example.com>", "https://example.com", "www.example.com", "a@example.com"),
    *(
        "<b>x</b>",
        "<!-- x -->",
        "`x`",
        "*x*",
        "__x__",
        "~~x~~",
        "![a](b)",
        "[^1]",
        "a | b",
        "\\|",
        "&lt;",
        "xmpp:a@b.c",
    ),
    *("# x", "- x", "1. x", "> x", "```", "| - |", "\n\n# x", "<script>x</script>", "[a]: https://example.com"),
]


def test_github_shows_text_as_text(run: Run, clients: Path, resp_lint: Run, tmp_path: Path) -> None:
    """Each of these stands in a title, which is quoted, and in the page's name; none becomes markup or a link."""
    for number, text in enumerate(HOSTILE):
        name = re.sub(r"[/\n]", "_", f"{number} {text}-responsibilities.md")
        title = text.replace("\n", " ")
        (tmp_path / name).write_bytes(f"# Responsibilites {title}\n".encode())
    done = resp_lint("--output-format=markdown", "--strict", ".", cwd=tmp_path)
    assert done.code == 1
    html = run(clients / "bin/python", HERE / "gfm.py", stdin=done.out).out.decode()
    tags = {tag.strip() for tag in re.findall(r"</?([^>]*)>", html)}
    assert tags == {"p", "strong", "h4", "table", "thead", "tbody", "tr", "th", "td"}
    assert "www.example.com" in html.replace("\u200b", "")
    assert html.count("<h4>") == len(HOSTILE)
    assert html.count("<tr>") == done.out.count(b"\n|") - len(HOSTILE)


def test_github_shows_all_pages(run: Run, clients: Path, reports: Path) -> None:
    html = run(clients / "bin/python", HERE / "gfm.py", stdin=(reports / "markdown").read_bytes()).out.decode()
    assert {tag.split()[0] for tag in re.findall(r"</?([^>]*)>", html)} == {
        *("p", "strong", "h4", "table", "thead", "tbody", "tr", "th", "td", "a")
    }
    assert set(re.findall(r'href="(.*?)[^/]*"', html)) == {"https://example.com/rules/"}
    assert (reports / "markdown").stat().st_size <= 65_536
