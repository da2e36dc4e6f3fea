"""What a suppression covers in each place, and what is said of one that cannot work."""

# ruff: noqa: E501 -- a page and its lines are read side by side

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from resp_lint.finding import Level
from resp_lint.fix.edits import apply_fixes
from resp_lint.linter import check_page
from resp_lint.plugins import load_registry
from resp_lint.rule import Finding
from resp_lint.settings import Settings
from resp_lint.source import Position
from resp_lint.suppressions.apply import Suppressor
from resp_lint.suppressions.find import find_suppressions
from resp_lint.suppressions.parse import read_directives
from resp_lint.suppressions.rendering import describe_rendering
from resp_lint.testing import Example, read_examples

if TYPE_CHECKING:
    from word_rules import Lint

C = "<!-- resp-lint: ignore ACM201 -- why -->"
START, END = "<!-- resp-lint: ignore-start ACM201 -- why -->", "<!-- resp-lint: ignore-end -->"
START2 = START.replace("ACM201", "ACM202")
FORMS = "write “ignore”, “ignore-file”, “ignore-next-line”, “ignore-start” or “ignore-end”"
TABLE = "| FAULT | b |\n|---|---|\n| FAULT | 2 |\n| FAULT | 4 |\n"
FAULT = "ACM201"
UNUSED, UNKNOWN, UNEXPLAINED = "RSP902", "RSP903", "RSP904"
PLACES = json.loads((Path(__file__).parent / "places.json").read_bytes())

# A page, and the lines on which a fault is still reported.
COVERED: dict[str, tuple[str, list[int]]] = {
    "a heading alone, with its id": (f"{C}\n## FAULT\n{{: #FAULT}}\n\nFAULT\n\n## FAULT\n", [5, 7]),
    "a heading after a blank line": (f"{C}\n\n## FAULT\n\nFAULT\n", [5]),
    "an underlined heading": (f"{C}\n\nFAULT\nFAULT\n=====\nFAULT\n", [6]),
    "a table with rows and lists": (f"FAULT\n\n{C}\n\n{TABLE}{{: caption='FAULT'}}\n{{: summary='FAULT'}}\n\nFAULT\n", [1, 12]),
    "a table whose list stands after a blank line": (f"{C}\n\n{TABLE}\n{{: caption='FAULT'}}\n\nFAULT\n", [10]),
    "a paragraph": (f"FAULT\n\n{C}\nFAULT\nFAULT\n{{: FAULT}}\n\nFAULT\n", [1, 8]),
    "a whole list": (f"{C}\n- FAULT\n\n  FAULT\n- FAULT\n  - FAULT\n{{: FAULT}}\n\nFAULT\n", [9]),
    "one part of a list item": (f"- a\n\n  {C}\n\n  FAULT\n\n  FAULT\n- FAULT\n", [7, 8]),
    "a table in a list item": (f"- a\n\n  {C}\n\n" + "".join(f"  {it}\n" for it in TABLE.split("\n")[:-1]) + "- FAULT\n", [9]),
    "code": (f"{C}\n\n```\nFAULT\n```\n{{: FAULT}}\n\nFAULT\n", [8]),
    "a quote": (f"{C}\n\n> FAULT\n>\n> FAULT\n\nFAULT\n", [7]),
    "inside a quote": (f"> {C}\n>\n> FAULT\n>\n> FAULT\n", [5]),
    "another comment": (f"{C}\n<!-- FAULT -->\n\nFAULT\n", [4]),
    "a definition list": (f"{C}\n\nFAULT\n:   FAULT\n\n:   FAULT\n\nFAULT\n", [8]),
    "a list of attributes that hangs in the air": (f"FAULT\n\n{C}\n\n{{: FAULT}}\n\nFAULT\n", [1, 7]),
    "a row": ("| FAULT | b |\n|---|---|\n| FAULT | 2 <!-- resp-lint: ignore ACM201: why --> |\n| FAULT | 4 |\n", [1, 4]),
    "a row, from a blank cell": ("| a | b |\n|---|---|\n| FAULT | <!-- resp-lint: ignore ACM201: why --> |\n", []),
    "a row, from its first cell": ("| a | b |\n|---|---|\n| FAULT <!-- resp-lint: ignore ACM201 — why --> | FAULT |\n", []),
    "a header row": ("| FAULT <!-- resp-lint: ignore ACM201: why --> | b |\n|---|---|\n| FAULT | 2 |\n", [3]),
    "a paragraph, from inside it": ("FAULT <!-- resp-lint: ignore ACM201: why -->\nFAULT\n\nFAULT\n", [4]),
    "a heading, from inside it": ("## FAULT <!-- resp-lint: ignore ACM201: why -->\n{: #FAULT}\n\nFAULT\n", [4]),
    "the file": ("<!-- resp-lint: ignore-file ACM201 -- why -->\n\n# FAULT\n\nFAULT\n", []),
    "the file, from below the title": ("# FAULT\n\n<!-- resp-lint: ignore-file ACM201 -- why -->\n\nFAULT\n\n## FAULT\n", []),
    "two in a row": (f"{C}\n<!-- resp-lint: ignore slip-word -- why -->\n\nFAULT SLIP\n\nFAULT\n", [6]),
    "several names": ("<!-- resp-lint: ignore ACM201, slip-word -- why -->\n\nFAULT SLIP\n\nFAULT\n", [5]),
    "several names without commas": ("<!-- resp-lint: ignore acm201 ACM202 -- why -->\n\nFAULT SLIP\n\nFAULT\n", [5]),
    "over several lines": ("<!-- resp-lint: ignore\n  ACM201,\n  ACM202\n  -- why\n-->\n\nFAULT SLIP\n\nFAULT\n", [9]),
    "without spaces": ("<!--resp-lint:ignore ACM201--why-->\n\nFAULT\n\nFAULT\n", [5]),
    "other line ends": (f"{C}\r\n\r\nFAULT\r\n\r\nFAULT\r\n", [5]),
    "the next line": ("FAULT\n<!-- resp-lint: ignore-next-line ACM201 -- why -->\nFAULT\nFAULT\n", [1, 4]),
    "the next line after blank ones": ("<!-- resp-lint: ignore-next-line ACM201\n-- why -->\n\n  \nFAULT\nFAULT\n", [6]),
    "the next row": ("| a |\n|---|\n| FAULT <!-- resp-lint: ignore-next-line ACM201: why --> |\n| FAULT |\n| FAULT |\n", [3, 5]),
    "from start to end": (f"FAULT\n\n{START}\n\n## FAULT\n\nFAULT\n\n{END}\n\nFAULT\n", [1, 11]),
    "from start to the end that names the same": (
        f"{START}\n\nFAULT\n\n{START2}\n\nSLIP\n\n<!-- resp-lint: ignore-end acm201 -->\n\nFAULT SLIP\n\n{END}\n",
        [11],
    ),
    "one start inside another": (f"{START}\n\nFAULT\n\n{START}\n\nFAULT\n\n{END}\n\nFAULT\n\n{END}\n\nFAULT\n", [15]),
    "front matter, a mapping": ("---\nresp-lint: {ignore: [ACM201], reason: why}\n---\n\n# FAULT\n", []),
    "front matter, over several lines": ("---\nresp-lint:\n  ignore:\n    - ACM201\n  reason: why\n---\n\n# FAULT\n", []),
    "front matter, a list": ("---\nresp-lint:\n- ACM201 -- why\n---\n\n# FAULT\n", []),
    "front matter, a text": ('---\nresp-lint: "ignore fault-word -- why"\n---\n\n# FAULT\n', []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), COVERED.values(), ids=COVERED)
def test_what_is_covered(text: str, lines: list[int], words: Lint) -> None:
    result = words.suppress(text)
    left = [finding for finding in result.findings if finding.code != "ACM202"]
    assert [(finding.code, finding.start.line) for finding in left] == [(FAULT, line) for line in lines]
    everything = words.findings(text)
    assert sorted((*left, *result.suppressed), key=str) == sorted(everything, key=str)


# A page, and what is reported of its suppressions: code, line, column, message.
SAID: dict[str, tuple[str, list[tuple[str, int, int, str]]]] = {
    "nothing to suppress": (
        f"{C}\n\nfine\n",
        [(UNUSED, 1, 1, "the suppression of “ACM201” suppresses nothing; remove it")],
    ),
    "nothing after it": (
        f"SLIP\n\n{C}\n",
        [(UNUSED, 3, 1, "the suppression of “ACM201” suppresses nothing; remove it")],
    ),
    "nothing after it in its list item": (
        f"- SLIP\n\n  {C}\n\nfine\n",
        [(UNUSED, 3, 3, "the suppression of “ACM201” suppresses nothing; remove it")],
    ),
    "one of two names": (
        "<!-- resp-lint: ignore ACM201, ACM202 -- why -->\n\nFAULT\n",
        [(UNUSED, 1, 32, "the suppression of “ACM202” suppresses nothing; remove the name")],
    ),
    "both names": (
        "<!-- resp-lint: ignore ACM201, ACM202 -- why -->\n\nfine\n",
        [(UNUSED, 1, 1, "the suppression of “ACM201”, “ACM202” suppresses nothing; remove it")],
    ),
    "the inner one suffices": (
        f"<!-- resp-lint: ignore-file ACM201 -- why -->\n\n{C}\n\nFAULT\n",
        [(UNUSED, 1, 1, "the suppression of “ACM201” suppresses nothing; remove it")],
    ),
    "the same twice": (
        f"{C}\n{C}\n\nFAULT\n",
        [(UNUSED, 2, 1, "the suppression of “ACM201” suppresses nothing; remove it")],
    ),
    "in front matter": (
        "---\ntitle: x\nresp-lint: {ignore: [ACM201], reason: why}\n---\n\n# fine\n",
        [(UNUSED, 3, 1, "the suppression of “ACM201” suppresses nothing; remove it")],
    ),
    "one of two in front matter": (
        "---\nresp-lint:\n  ignore: [ACM201, ACM202]\n  reason: why\n---\n\n# SLIP\n",
        [(UNUSED, 3, 12, "the suppression of “ACM201” suppresses nothing; remove the name")],
    ),
    "a rule that did not run": ("<!-- resp-lint: ignore RSP502 -- why -->\n\nfine\n", []),
    "no such rule": (
        "<!-- resp-lint: ignore ACM2O1 -- why -->\n\nfine\n",
        [(UNKNOWN, 1, 24, "“ACM2O1” is no rule, so that nothing is suppressed; did you mean “ACM201”?")],
    ),
    "nothing like a rule": (
        "<!-- resp-lint: ignore xyzzy -- why -->\n\nfine\n",
        [(UNKNOWN, 1, 24, "“xyzzy” is no rule, so that nothing is suppressed; write a rule's code or name")],
    ),
    "the start of codes": (
        "<!-- resp-lint: ignore ACM2 -- why -->\n\nFAULT\n",
        [
            (UNKNOWN, 1, 24, "“ACM2” is no rule, so that nothing is suppressed; did you mean “ACM201”?"),
            (FAULT, 3, 1, "“FAULT” stands here"),
        ],
    ),
    "no name": (
        "<!-- resp-lint: ignore -->\n\nFAULT\n",
        [
            (UNKNOWN, 1, 1, "“ignore” names no rule; write the codes or names of rules after it"),
            (FAULT, 3, 1, "“FAULT” stands here"),
        ],
    ),
    "no instruction": (
        "<!-- resp-lint: disable ACM201 -- why -->\n\nfine\n",
        [(UNKNOWN, 1, 1, f"“disable” is no instruction; {FORMS}")],
    ),
    "nothing at all": (
        "<!-- resp-lint: -->\n\nfine\n",
        [(UNKNOWN, 1, 1, f"“resp-lint:” gives no instruction; {FORMS}")],
    ),
    "the linter itself": (
        "<!-- resp-lint: ignore internal-error -- why -->\n\nfine\n",
        [
            (
                UNKNOWN,
                1,
                24,
                "“internal-error” cannot be suppressed in a page; exclude the rule in the configuration",
            )
        ],
    ),
    "for the file, too far down": (
        "# a\n\n## b\n\n<!-- resp-lint: ignore-file ACM201 -- why -->\n\nFAULT\n",
        [
            (UNKNOWN, 5, 1, "“ignore-file” stands too far down; move it above the second heading"),
            (FAULT, 7, 1, "“FAULT” stands here"),
        ],
    ),
    "hyphens in a cell": (
        "| a | b |\n|---|---|\n| FAULT | 2 <!-- resp-lint: ignore ACM201 -- why --> |\n",
        [
            (FAULT, 3, 3, "“FAULT” stands here"),
            (
                UNKNOWN,
                3,
                13,
                "readers see this suppression, as “--” ends a comment inside a line; write “:” before the reason",
            ),
        ],
    ),
    "no reason": (
        "<!-- resp-lint: ignore ACM201 -->\n\nFAULT\n",
        [(UNEXPLAINED, 1, 1, "the suppression gives no reason; say why the finding may stay")],
    ),
    "no reason in front matter": (
        "---\nresp-lint: {ignore: [ACM201]}\n---\n\n# FAULT\n",
        [(UNEXPLAINED, 2, 1, "the suppression gives no reason; say why the finding may stay")],
    ),
    "a start without an end": (
        f"{START}\n\nFAULT\n",
        [
            (UNKNOWN, 1, 1, "“ignore-start” has no end; write “<!-- resp-lint: ignore-end -->” where it is to end"),
            (FAULT, 3, 1, "“FAULT” stands here"),
        ],
    ),
    "an end without a start": (
        f"{END}\n\n<!-- resp-lint: ignore-end RSP501 -->\n",
        [
            (
                UNKNOWN,
                line,
                1,
                "“ignore-end” ends nothing; write “ignore-start” with the same rules above it, or remove it",
            )
            for line in (1, 3)
        ],
    ),
    "a stretch without any": (
        f"{START}\n\nfine\n\n{END}\n",
        [(UNUSED, 1, 1, "the suppression of “ACM201” suppresses nothing; remove it")],
    ),
    "in code": ("`<!-- resp-lint: ignore ACM2O1 -->`\n\n```\n<!-- resp-lint: ignore nonsense -->\n```\n", []),
    "no suppression": ("<!-- see resp-lint: ignore nothing -->\n\nresp-lint: ignore nothing\n", []),
}


@pytest.mark.parametrize(("text", "said"), SAID.values(), ids=SAID)
def test_what_is_said(text: str, said: list[tuple[str, int, int, str]], words: Lint) -> None:
    findings = [finding for finding in words.suppress(text).findings if finding.code != "ACM202"]
    assert [(it.code, it.start.line, it.start.column, it.message) for it in findings] == said


# What is no form of ours suppresses nothing, and is reported where it would suppress one of our rules.
NEAR_MISSES = {
    "<!-- resp-lint: enable ACM201 -->": f"“enable” is no instruction; {FORMS}",
    "<!-- resp-lint: see ACM201 -->": f"“see” is no instruction; {FORMS}",
    "<!-- resp-lint: Ignore ACM201 -- why -->": f"“Ignore” is no instruction; {FORMS}",
    "<!-- resp-lint-disable ACM201 -->": ("resp-lint-disable", "ignore RULES -- the reason"),
    "<!-- resp-lint-ignore-next-line -->": ("resp-lint-ignore-next-line", "ignore-next-line RULES -- the reason"),
    "<!-- resp-lint ignore ACM201 -->": ("resp-lint", "ignore RULES -- the reason"),
    "<!-- resp_lint = off -->": ("resp_lint", "ignore RULES -- the reason"),
    "<!-- RESP-LINT: ignore ACM201 -- why -->": ("RESP-LINT", "ignore RULES -- the reason"),
    "<!-- resplint: ACM201 -- why -->": ("resplint", "ignore RULES -- the reason"),
    "<!-- resplint: ignore ACM201 -- why -->": ("resplint", "ignore RULES -- the reason"),
    "<!-- markdownlint-disable MD013 fault-word -->": ("markdownlint-disable", "ignore RULES -- the reason"),
    "<!-- markdownlint-disable-next-line ACM201 -->": ("markdownlint-disable-next-line", "ignore-next-line RULES -- the reason"),
    "<!-- markdownlint-enable ACM201 -->": ("markdownlint-enable", "ignore-end"),
    "<!-- rumdl-disable-file ACM201 -->": ("rumdl-disable-file", "ignore-file RULES -- the reason"),
    "<!-- vale ACM201 = NO -->": ("vale", "ignore RULES -- the reason"),
    "<!-- noqa: ACM201 -->": ("noqa", "ignore RULES -- the reason"),
}  # fmt: skip


@pytest.mark.parametrize(("comment", "message"), NEAR_MISSES.items(), ids=NEAR_MISSES)
def test_a_near_miss_suppresses_nothing_and_is_reported(
    comment: str, message: str | tuple[str, str], words: Lint
) -> None:
    if not isinstance(message, str):
        word, form = message
        message = f"a comment that starts with “{word}” suppresses nothing; write “<!-- resp-lint: {form} -->”"
    for text in (f"{comment}\nFAULT\n", f"| a |\n|---|\n| FAULT {comment} |\n"):
        found = [(finding.code, finding.message) for finding in words.suppress(text).findings]
        assert sorted(found) == [(FAULT, "“FAULT” stands here"), (UNKNOWN, message)]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- markdownlint-disable MD013 -->",
        "<!-- resp-lint finds this every day -->",
        "<!-- resp-linting is fun -->",
        "<!-- vale off -->",
        "<!-- a lint remark on ACM201 -->",
        "<!-- linted with ACM201 -->",
    ],
)
def test_a_comment_about_something_else_is_nobodys_business(comment: str, words: Lint) -> None:
    assert words.kept(f"{comment}\n\nfine\n") == []


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("resp_lint: {ignore: [ACM201], reason: why}", "the key “resp_lint” suppresses nothing; write “resp-lint”"),
        ("resplint: ACM201 -- why", "the key “resplint” suppresses nothing; write “resp-lint”"),
        ("resp-lint: disable ACM201 -- why", f"“disable” is no instruction; {FORMS}"),
        ("resp-lint: {disable: [ACM201]}", "“ignore” names no rule; write the codes or names of rules after it"),
    ],
)
def test_a_near_miss_in_front_matter(key: str, message: str, words: Lint) -> None:
    findings = words.suppress(f"---\n{key}\n---\n\n# FAULT\n").findings
    assert [(it.code, it.start.line) for it in findings] == [(UNKNOWN, 2), (FAULT, 5)]
    assert findings[0].message == message


# A page, and what is left of it when the unused suppression is removed; None where it must stay.
REMOVED: dict[str, tuple[str, str | None]] = {
    "between blank lines": (f"a\n\n{C}\n\nb\n", "a\n\nb\n"),
    "above a heading": (f"a\n\n{C}\n## b\n", "a\n\n## b\n"),
    "below a paragraph": (f"a\n{C}\n\nb\n", "a\n\nb\n"),
    "between two paragraphs": (f"a\n{C}\nb\n", "a\n\nb\n"),
    "first": (f"{C}\n\n# a\n", "# a\n"),
    "first, other line ends": (f"{C}\r\n\r\n# a\r\n", "# a\r\n"),
    "last": (f"a\n\n{C}\n", "a\n\n"),
    "last, without a line end": (f"a\n\n{C}", "a\n\n"),
    "over several lines": ("a\n\n<!-- resp-lint: ignore\nACM201 -- why -->\n\nb\n", "a\n\nb\n"),
    "in a list item": (f"- a\n\n  {C}\n\n  b\n", "- a\n\n  b\n"),
    "between two lists": (f"- a\n\n{C}\n\n- b\n", None),
    "before a list of attributes": (f"a\n\n{C}\n\n{{: b}}\n", None),
    "at the end of a cell": (
        "| a |\n|---|\n| b <!-- resp-lint: ignore ACM201: why --> |\n",
        "| a |\n|---|\n| b |\n",
    ),
    "in a blank cell": (
        "| a |\n|---|\n| <!-- resp-lint: ignore ACM201: why --> |\n",
        "| a |\n|---|\n| |\n",
    ),
    "inside text": ("a <!-- resp-lint: ignore ACM201: why -->\nb\n", "a\nb\n"),
    "a stretch": (f"a\n\n{START}\n\nb\n\n{END}\n\nc\n", "a\n\nb\n\nc\n"),
    "a stretch that holds lists apart": (f"a\n\n{START}\n\n- b\n\n{END}\n\n- c\n", None),
    "a line": ("a\n\n<!-- resp-lint: ignore-next-line ACM201 -- why -->\nb\n", "a\n\nb\n"),
    "a name": ("<!-- resp-lint: ignore ACM201, ACM202 -- why -->\n\nSLIP\n", "<!-- resp-lint: ignore ACM202 -- why -->\n\nSLIP\n"),
    "the last name": ("<!-- resp-lint: ignore ACM202 ACM201: why -->\n\nSLIP\n", "<!-- resp-lint: ignore ACM202: why -->\n\nSLIP\n"),
    "a key": ("---\na: b\nresp-lint: ACM201 -- why\nc: d\n---\n\nx\n", "---\na: b\nc: d\n---\n\nx\n"),
    "a key over several lines": ("---\nresp-lint:\n  ignore:\n  - ACM201\n  reason: why\n---\n\nx\n", "---\n---\n\nx\n"),
    "a key with a comment": ("---\nresp-lint: ACM201 -- why\n# c\nc: d\n---\n\nx\n", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REMOVED.values(), ids=REMOVED)
def test_an_unused_suppression_goes(text: str, expected: str | None, words: Lint) -> None:
    findings = [finding for finding in words.suppress(text).findings if finding.code == UNUSED]
    fixes = [finding.fix for finding in findings if finding.fix]
    assert len(findings) == 1
    if expected is None:
        assert fixes == []
        return
    fixed, _ = apply_fixes(text, fixes)
    assert fixed == expected
    assert describe_rendering(words.page(fixed)) == describe_rendering(words.page(text))
    assert UNUSED not in {code for code, _ in words.kept(fixed)}


# --- the renderer


@pytest.mark.parametrize("place", PLACES, ids=[place["name"] for place in PLACES])
def test_a_comment_changes_the_page_where_the_renderer_says_so(place: dict[str, Any], words: Lint) -> None:
    """`places.json` holds what marked-it-core 2.4.2 made of each page with and without the comment."""
    if "cell escaped" in place["name"]:
        pytest.skip("what is escaped twice is read twice by the renderer and once by us; nothing is written there")
    same = describe_rendering(words.page(place["page"])) == describe_rendering(words.page(place["without"]))
    assert same == place["same"]


def test_hyphens_that_readers_see_are_told(words: Lint) -> None:
    pairs = [(it, it["page"].replace(" -- ", ": ")) for it in PLACES if not it["same"] and " -- " in it["page"]]
    shown = [
        it
        for it, undashed in pairs
        if describe_rendering(words.page(undashed)) == describe_rendering(words.page(it["without"]))
    ]
    assert len(shown) > 5
    for place in shown:
        messages = [finding.message for finding in words.suppress(place["page"]).findings]
        assert any("readers see" in message for message in messages), place["name"]


# --- the rules


@pytest.mark.parametrize("code", [UNUSED, UNKNOWN, UNEXPLAINED])
def test_examples(code: str, every: Lint) -> None:
    told: list[Example] = list(read_examples(every.registry.find(code)))
    assert {"bad", "good"} <= {example.kind for example in told}
    for number, example in enumerate(told):
        findings = [finding for finding in every.suppress(example.text).findings if finding.code == code]
        if example.kind == "fixed":
            before = every.suppress(told[number - 1].text).findings
            fixes = [finding.fix for finding in before if finding.fix and finding.code == code]
            assert apply_fixes(told[number - 1].text, fixes)[0] == example.text
        else:
            assert bool(findings) == (example.kind == "bad"), example.text


def test_what_is_said_can_be_left_out_and_changed(words: Lint) -> None:
    settings = Settings(words.settings.profile, select=("ACM",))
    suppressor = Suppressor(words.registry.select(settings), settings, words.registry.rules)
    page = words.page(f"{C}\n\nfine\n")
    assert suppressor(page, check_page(page, suppressor.rules, settings)).findings == ()

    settings = Settings(words.settings.profile, select=("ACM", "RSP902"), levels={"unused-suppression": Level.INFO})
    suppressor = Suppressor(words.registry.select(settings), settings, words.registry.rules)
    assert [it.level for it in suppressor(page, check_page(page, suppressor.rules, settings)).findings] == [Level.INFO]


def test_what_the_linter_says_of_itself_stays(words: Lint) -> None:
    text = "---\na: *b\n---\n\n<!-- resp-lint: ignore-file RSP905 -- why -->\n\n# a\n"
    assert "RSP905" in {code for code, _ in words.kept(text)}


def test_rules_about_the_set_of_pages_come_later(words: Lint) -> None:
    settings = Settings(words.settings.profile, select=("ACM", "RSP8", "RSP9"))
    suppressor = Suppressor(words.registry.select(settings), settings, words.registry.rules)
    text = "<!-- resp-lint: ignore-file RSP801, RSP802, ACM201 -- why -->\n\n# a\n\nFAULT\n"
    page = words.page(text)
    alone = suppressor.suppress(page, check_page(page, suppressor.rules, settings).findings)
    assert alone.findings == ()
    found = Finding(
        "RSP801", "duplicate-topic-id", Level.ERROR, page.path, Position(3, 1), Position(3, 2), "x", "", None
    )
    result = suppressor.suppress_of_set(page, (found,))
    assert result.suppressed == (found,)
    assert [it.message for it in result.findings] == ["the suppression of “RSP802” suppresses nothing; remove the name"]


# --- what it costs


def test_a_page_without_any_costs_nothing(words: Lint) -> None:
    page = words.page("# a\n\nFAULT\n")
    findings = check_page(page, words.rules, words.settings).findings
    suppressor = Suppressor(words.rules, words.settings, load_registry().rules)
    checked = check_page(page, words.rules, words.settings)
    assert suppressor(page, checked) is checked
    assert read_directives(page) == ()
    assert findings


def test_many_cost_little(words: Lint) -> None:
    def seconds(number: int) -> float:
        page = words.page(f"{C}\n\nSLIP\n\n" * number)
        findings = check_page(page, words.rules, words.settings).findings
        start = time.process_time()
        Suppressor(words.rules, words.settings, words.registry.rules)(page, check_page(page, (), words.settings))
        assert findings
        return time.process_time() - start

    few = min(seconds(100) for _ in range(3))
    assert min(seconds(800) for _ in range(3)) < 8 * few * 3


def test_a_flood_is_cut_and_told(words: Lint) -> None:
    page = words.page("<!-- resp-lint: ignore " + "xyzzy " * 2_000 + "-- why -->\n\nfine\n")
    suppressor = Suppressor(words.rules, words.settings, words.registry.rules)
    checked = suppressor(page, check_page(page, words.rules, words.settings))
    assert not checked.complete
    assert [it.code for it in checked.findings].count(UNKNOWN) == 1_000
    assert "RSP905" in {it.code for it in checked.findings}


def test_many_in_a_row_cost_little(words: Lint) -> None:
    def seconds(number: int) -> float:
        page = words.page(f"{C}\n" * number + "\nFAULT\n")
        start = time.process_time()
        assert len(find_suppressions(page)) == number
        return time.process_time() - start

    seconds(10)
    few = min(seconds(500) for _ in range(3))
    assert min(seconds(4_000) for _ in range(3)) < 8 * few * 3
