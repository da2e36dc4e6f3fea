"""The table for comments and for the summary of a step: all is said, and no text of a page is more than text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from resp_lint.linter import CheckedPage, Run
from resp_lint.report.format import Screen
from resp_lint.report.markdown import COMMENT_BYTES, cut, render, render_tables
from resp_lint.report.safe import clean_line
from resp_lint.rule import Finding, Fix, Level
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

MESSAGE = "&#96;x&#96; &#124; &lt;b&gt;y&lt;/b&gt; &amp; &#42;z&#42;"


def test_the_tables(run_of: Callable[..., Run]) -> None:
    run = run_of("a", (0, 1), path="docs/a_b.md", message="`x` | <b>y</b> & *z*", help="")
    assert list(render_tables(run, Screen())) == [
        "**Checked 1 page: 1 error, 0 warnings, 0 info.**",
        "",
        "#### docs/a&#95;b.md",
        "",
        "| Place | Level | Rule | What is wrong |",
        "| --- | --- | --- | --- |",
        f"| 1:1 | error | RSP401 missing-caption | {MESSAGE} |",
    ]


def test_links(run_of: Callable[..., Run]) -> None:
    screen = Screen(web="https://github.com/o/r/blob/abc", docs="https://example.com/{name}.html")
    row = list(render_tables(run_of("a\nb", (0, 3), path="docs/a (b).md"), screen))[-1]
    assert row.startswith(
        "| [1:1](https://github.com/o/r/blob/abc/docs/a%20%28b%29.md?plain=1#L1-L2) |"
        " error | [RSP401 missing-caption](https://example.com/missing-caption.html) |"
    )


@pytest.mark.parametrize("path", ["../a.md", "/srv/a.md"])
def test_what_lies_elsewhere_has_no_link(run_of: Callable[..., Run], path: str) -> None:
    row = list(render_tables(run_of("a", (0, 1), path=path), Screen(web="https://github.com/o/r/blob/abc")))[-1]
    assert "http" not in row


def test_what_can_be_fixed(run_of: Callable[..., Run]) -> None:
    run = run_of("a", (0, 1), fix=Fix("x", ()))
    assert list(render_tables(run, Screen(fixes=True)))[1:3] == ["", "1 fixable with --fix."]


@pytest.mark.parametrize("number", [1, 100, 1000])
def test_the_table_is_cut_below_its_limit(number: int) -> None:
    lines = list(cut(("ü" * 20 for _ in range(number)), 1000))
    size = len("".join(f"{line}\n" for line in lines).encode())
    assert size <= 1000
    assert (number > 21) == lines[-1].endswith("may not be longer.")
    assert sum(line.startswith("ü") for line in lines) + int(lines[-1].split()[0] if number > 21 else 0) == number


def test_a_comment_has_room_for_it(run_of: Callable[..., Run]) -> None:
    lines = list(render(run_of("a", *[(0, 1)] * 1000, message="long " * 20), Screen()))
    assert 0.9 * COMMENT_BYTES < len("\n".join(lines).encode()) <= COMMENT_BYTES
    assert lines[-1].endswith("more lines are cut here, as a text may not be longer.")


GITHUB_LIKE = MarkdownIt("gfm-like", {"linkify": False, "html": True})
CALL = re.compile(r"[@#]\w|:[\w+-]+:|://|www\.", re.IGNORECASE)
ANY = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("`*_[]()<>&|\\#~!@$:;-=+.\n\r\t")), max_size=30)


@given(ANY, ANY)
def test_text_stays_text(path: str, message: str) -> None:
    source = Source("x" + path.replace("\0", ""), "x")
    place = source.position(0)
    finding = Finding("RSP1", "n", Level.ERROR, source.path, place, place, f"m{message}", "", None)
    tokens = GITHUB_LIKE.parse("\n".join(render_tables(Run((CheckedPage(source, (finding,)),)), Screen())))
    cells = [token for token in tokens if token.type == "inline"][1:]
    assert all(child.type in {"text", "text_special"} for cell in cells for child in cell.children or ())
    shown = ["".join(child.content for child in cell.children or ()) for cell in cells]
    read = [text.replace("\u200b", "").strip() for text in shown]
    headers = ["Place", "Level", "Rule", "What is wrong"]
    assert read == [
        clean_line(source.path).strip(),
        *headers,
        "1:1",
        "error",
        "RSP1 n",
        clean_line(f"m{message}").strip(),
    ]
    assert not any(CALL.search(text) for text in shown)
