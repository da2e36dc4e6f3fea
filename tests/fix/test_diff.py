"""What `--diff` shows."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.fix.diff import unified_diff

if TYPE_CHECKING:
    from pathlib import Path


def test_a_diff_names_the_page_and_shows_the_lines_around() -> None:
    before = "".join(f"line {number}\n" for number in range(9))
    after = before.replace("line 4", "line four")
    assert list(unified_diff("docs/page.md", before, after)) == [
        "--- a/docs/page.md",
        "+++ b/docs/page.md",
        "@@ -2,7 +2,7 @@",
        *(" line 1", " line 2", " line 3", "-line 4", "+line four", " line 5", " line 6", " line 7"),
    ]


def test_nothing_is_shown_of_a_page_that_stays() -> None:
    assert list(unified_diff("page.md", "a\n", "a\n")) == []


def test_line_endings_show() -> None:
    assert list(unified_diff("page.md", "a\r\nb\r\n", "a\r\nc\n"))[3:] == [" a\r", "-b\r", "+c"]
    assert list(unified_diff("page.md", "a\rb", "a\rc"))[3:] == [
        "-a\rb",
        "\\ No newline at end of file",
        "+a\rc",
        "\\ No newline at end of file",
    ]


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_what_ends_no_line_of_a_page_ends_none_of_the_diff(separator: str) -> None:
    assert list(unified_diff("p", f"a{separator}b\n", f"a{separator}c\n"))[3:] == [f"-a{separator}b", f"+a{separator}c"]


def test_an_absolute_path_has_no_double_slash() -> None:
    assert next(unified_diff("/tmp/p.md", "a", "b")) == "--- a/tmp/p.md"  # noqa: S108 -- nothing is written


@pytest.mark.parametrize("number", [1, 39, 100])
def test_only_what_changes_is_shown(number: int) -> None:
    before = [f"line {it}" for it in range(2000)]
    more = [f"more {it}" for it in range(number)]
    after = [*before[:500], *more, *before[500:1000], "other", *before[1001:1500], *before[1500 + number :]]
    shown = list(unified_diff("p", "\n".join(before), "\n".join(after)))
    assert [line for line in shown if line[0] == "+"] == ["+++ b/p", *(f"+{it}" for it in more), "+other"]
    assert len([line for line in shown if line[0] == "-"]) == 2 + number
    assert len([line for line in shown if line[0] == "@"]) == 3


LINES = st.lists(st.sampled_from(["a", "b", "", "a\r", "\u2028", "\x0b"]), max_size=12)


@pytest.mark.fuzz
@given(LINES, LINES)
def test_git_makes_of_one_text_the_other(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str]
) -> None:
    before, after = "\n".join(["first", *old]), "\n".join(["first", *new])
    folder: Path = tmp_path_factory.mktemp("diff")
    page = folder / "page.md"
    page.write_bytes(before.encode())
    patch = "".join(f"{line}\n" for line in unified_diff("page.md", before, after))
    if patch:
        subprocess.run(["git", "apply", "--whitespace=nowarn"], cwd=folder, input=patch.encode(), check=True)  # noqa: S607
    assert page.read_bytes() == after.encode()
