"""Front matter: the short way of reading it says what the YAML library says, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resp_lint.page import front_matter
from resp_lint.page.front_matter import FrontMatter, read_front_matter
from resp_lint.page.plain_yaml import MAX_LENGTH, read_plain
from resp_lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = """\
copyright:
  years: 2019, 2026
lastupdated: "2026-11-20"

# what readers search for
keywords: keys, vault's door, C#
subcollection: 'harbor-vault'
toc-group:
"""

ODD = st.one_of(
    st.sampled_from(["<<: x", "- a: x", "1: x", "a b: x", ": x", "é: x", "? x", '"a": x', "[a]: x", "{a: x", "a : x"]),
    st.sampled_from(["a: x # y", "a: x #", "a: x: y", "a: x:", "a: | ", "a: - x", "a: *x", "a: &a x", "a: !t x"]),
    st.sampled_from(["a: {x: y}", "a: [x]", 'a: "x\\n"', "a: 'x''y'", 'a: "x" y', "a: x\ty", "a: \tx", "a: ~", "a:x"]),
    st.sampled_from(["...", "--- ", "  x", "x", "\t", "%YAML 1.1", "a: x\rb: y", "    a: x", "  - x", " a: x", 'a: "']),
    st.text("ab:#'\"-[]{},&*!|>%@` \\\t.?\u00e9\u2028\n", max_size=12),
)
INDENTS = st.sampled_from(["", "", "  "])
KEYS = st.sampled_from(["a", "b-c", "D_1", "copyright", "true"])
VALUES = st.sampled_from(["", "x", " x", " 2019, 2026 ", ' "x"', " 'x' ", " ''", ' "  "', " x 'y'", " C#", " http://x"])
ORDINARY = st.one_of(st.builds("{}{}:{}".format, INDENTS, KEYS, VALUES), st.sampled_from(["", " ", "# x", "  # x"]))
TEXTS = st.lists(ORDINARY, max_size=6).flatmap(
    lambda lines: st.one_of(
        st.just(lines),
        st.builds(lambda at, odd: [*lines[:at], odd, *lines[at:]], st.integers(0, len(lines)), ODD),
    )
)


def both(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[FrontMatter, FrontMatter]:
    """What a page's front matter is by the short way, and by the library alone."""
    source = Source("page.md", f"---\n{text}---\n\n# Title\n")
    short = read_front_matter(source)
    with monkeypatch.context() as patch:
        patch.setattr(front_matter, "read_plain", lambda _: None)
        return short, read_front_matter(source)


def test_what_most_pages_have_is_read_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(read_plain(PLAIN) or ()) == PLAIN.count(":")
    short, whole = both(PLAIN, monkeypatch)
    assert short == whole
    assert short.data == {
        "copyright": {"years": "2019, 2026"},
        "lastupdated": "2026-11-20",
        "keywords": "keys, vault's door, C#",
        "subcollection": "harbor-vault",
        "toc-group": "",
    }


@given(TEXTS.map(lambda lines: "".join(f"{line}\n" for line in lines)))
@example("a:\n  b: x\n\n  c: y\nd: z\na: w\n")
@example("a:\n  b:\n    c: x\n")
@example("a: ''\n  a: x\n")
@example("a: x\r\nb:\r\n  c: 'y'\r\n")
@example("a: x\rb: y\n")
def test_both_ways_say_the_same(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        short, whole = both(text, patch)
    assert short == whole


def test_real_pages_are_read_alike_both_ways(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [Source.from_bytes(path.name, path.read_bytes()) for path in (shared / "pages").rglob("*.md")]
    short = [read_front_matter(source) for source in sources]
    monkeypatch.setattr(front_matter, "read_plain", lambda _: None)
    assert short == [read_front_matter(source) for source in sources]


def test_what_is_long_is_left_to_the_library() -> None:
    assert read_plain("a: x\n" * MAX_LENGTH) is None
