"""Suppressions that we write: every finding is silent afterwards, and the page looks the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.suppressions.rendering import describe_rendering
from resp_lint.suppressions.write import add_ignores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from word_rules import Lint

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*-responsibilities.md"))

# A page with faults, and the page with suppressions.
WRITTEN: dict[str, tuple[str, str]] = {
    "before a heading": (
        "a\n\n## FAULT\n{: #a}\n",
        "a\n\n<!-- resp-lint: ignore ACM201 -- old -->\n## FAULT\n{: #a}\n",
    ),
    "before the table of a caption": (
        "| a |\n|---|\n| b |\n{: caption='FAULT SLIP'}\n",
        "<!-- resp-lint: ignore ACM201, ACM202 -- old -->\n| a |\n|---|\n| b |\n{: caption='FAULT SLIP'}\n",
    ),
    "at the end of a row": (
        "| a | b |\n|---|---|\n| FAULT | SLIP |\n| FAULT | |\n",
        (
            "| a | b |\n|---|---|\n| FAULT | SLIP <!-- resp-lint: ignore ACM201, ACM202: old --> |\n"
            "| FAULT | <!-- resp-lint: ignore ACM201: old --> |\n"
        ),
    ),
    "in the cell that is rendered once": (
        "| a | b |\n|---|---|\n| FAULT | - one \\n - two |\n",
        "| a | b |\n|---|---|\n| FAULT <!-- resp-lint: ignore ACM201: old --> | - one \\n - two |\n",
    ),
    "before a table with no such cell": (
        "| a | b |\n|---|---|\n| - FAULT | - one \\n - two |\n",
        "<!-- resp-lint: ignore ACM201 -- old -->\n| a | b |\n|---|---|\n| - FAULT | - one \\n - two |\n",
    ),
    "before a table with a ragged row": (
        "| a | b |\n|---|---|\n| FAULT |\n",
        "<!-- resp-lint: ignore ACM201 -- old -->\n| a | b |\n|---|---|\n| FAULT |\n",
    ),
    "before a list": (
        "a\n\n- FAULT\n- b\n{: .c}\n",
        "a\n\n<!-- resp-lint: ignore ACM201 -- old -->\n- FAULT\n- b\n{: .c}\n",
    ),
    "inside a list item": (
        "- a\n\n  FAULT\n- b\n",
        "- a\n\n  <!-- resp-lint: ignore ACM201 -- old -->\n  FAULT\n- b\n",
    ),
    "above the page, after front matter": (
        "---\na: FAULT\n---\n\n# b\n",
        "---\na: FAULT\n---\n\n<!-- resp-lint: ignore-file ACM201 -- old -->\n\n# b\n",
    ),
    "with the page's line ends": (
        "# a\r\n\r\nFAULT\r\n",
        "# a\r\n\r\n<!-- resp-lint: ignore ACM201 -- old -->\r\nFAULT\r\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_where_they_are_written(text: str, expected: str, words: Lint) -> None:
    added = add_ignores(words.page(text), words.findings(text), "old")
    assert added.text == expected
    assert (added.number, added.left) == (len(words.findings(text)), ())
    assert words.kept(added.text) == []


@pytest.mark.parametrize("reason", ["a -- b", "a --> b", "x | y", "{: .c}", "`a", "two\nlines", "-", " ", "a-"])
def test_a_reason_does_no_harm(reason: str, words: Lint) -> None:
    text = "| a | b |\n|---|---|\n| FAULT | c |\n\nFAULT\n"
    added = add_ignores(words.page(text), words.findings(text), reason)
    assert added.left == ()
    assert words.kept(added.text) == []
    assert describe_rendering(words.page(added.text)) == describe_rendering(words.page(text))


def test_what_has_no_harmless_place_is_left(every: Lint) -> None:
    text = "---\nnot: closed\n"
    added = add_ignores(every.page(text), every.findings(text))
    assert "RSP103" in {finding.code for finding in added.left} or added.left == ()
    assert describe_rendering(every.page(added.text)) == describe_rendering(every.page(text))


def test_front_matter_stays_front_matter(every: Lint) -> None:
    text = "---\nsubcollection: kiln\na: b: c\n---\n\n## Your responsibilities\n\nFire the clay.\n"
    added = add_ignores(every.page(text), every.findings(text))
    assert added.text.startswith("---\nsubcollection: kiln\na: b: c\n---\n")
    holds(every, text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_finding_of_the_examples(path: Path, every: Lint) -> None:
    holds(every, path.read_bytes().decode())


def holds(lint: Lint, text: str) -> None:
    """What is written silences what it was written for, adds nothing, and changes nothing that a reader sees."""
    added = add_ignores(lint.page(text), lint.findings(text))
    result = lint.suppress(added.text)
    assert sorted(it.code for it in result.findings) == sorted(it.code for it in added.left)
    assert describe_rendering(lint.page(added.text)) == describe_rendering(lint.page(text))


LINES = st.sampled_from(
    [
        *("FAULT", "SLIP FAULT", "# FAULT", "## SLIP", "FAULT\n===", "{: #FAULT}", "  {: .a}", "{: caption='FAULT'}"),
        *("| FAULT | b |\n|---|---|", "| a | SLIP |", "| FAULT |", "| - a \\n FAULT | `x` |", "| a | FAULT | c |"),
        *("- FAULT", "  - SLIP", "  FAULT", "    FAULT", "1. FAULT", "> FAULT", "> - SLIP", ":   FAULT", "[^1]: FAULT"),
        *("```", "---", "***", "<div>FAULT", "</div>", "<!-- FAULT -->", "<!--", "-->", "a [^1]", "", "", ""),
    ]
)


@given(st.lists(LINES, max_size=25).map("\n".join), st.sampled_from(["\n", "\r\n"]))
def test_any_page(words: Lint, text: str, ending: str) -> None:
    holds(words, text.replace("\n", ending))


def test_real_pages(shared: Path, every: Lint) -> None:
    pages: Iterable[Path] = sorted((shared / "pages").glob("seeds/*.md"))
    for page in pages:
        holds(every, page.read_bytes().decode())
