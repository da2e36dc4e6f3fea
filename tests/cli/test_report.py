"""`resp-lint report`, and the other reports in HTML: one file each, that loads and runs nothing of a page's."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_matrix import commit, tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

__all__ = ["tree"]  # a fixture
PAGE = "docs/vault/responsibilities.md"
HOSTILE = "`<script>alert(1)</script>` {{ 7 * 7 }} </td></table> \u202e"


def check_policy(html: str) -> None:
    """The policy lets in the one style and the one script that the file holds, and nothing else."""
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    for kind in ("style", "script"):
        (text,) = re.findall(rf"<{kind}>(.*?)</{kind}>", html, re.DOTALL)
        name = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{name}&#39;;" in policy
    assert policy.startswith("default-src &#39;none&#39;;")


def test_all_parts(tree: Path, command: Command) -> None:
    commit(tree)
    page = tree / PAGE
    page.write_bytes(page.read_bytes().replace(b"| N/A | Rotate keys. Store them. |", b"| Rotate keys. | N/A |"))
    result = command("report", "docs", "--since", "HEAD", "-o", "r.html", "-q")
    assert (result.code, result.out, result.err) == (0, "", "")
    html = (tree / "r.html").read_bytes().decode()
    check_policy(html)
    assert "What changed since HEAD" in html
    assert "“Rotate \u2039vault\u203a keys”: you owned it; now IBM does." in html
    assert '<th scope="rowgroup" colspan="5">Change management</th>' in html
    assert '<a href="#task-1-0">Go to the task' in html
    assert html.count('<tr id="task-1-0"') == 1
    assert "error RSP" in html
    assert "says none" in html


@pytest.mark.parametrize(
    "arguments",
    [
        ("matrix", "--output-format", "html:r.html"),
        ("report", "-o", "r.html"),
        ("check", "--strict", "--exit-zero", "--output-format", "html:r.html"),
    ],
)
def test_nothing_of_a_page_becomes_markup(tree: Path, command: Command, arguments: tuple[str, ...]) -> None:
    page = tree / PAGE
    page.write_bytes(page.read_bytes().replace(b"Patch hosts.", HOSTILE.encode()).replace(b"# Under", b"# <b>Under"))
    assert command(*arguments).code == 0
    html = (tree / "r.html").read_bytes().decode()
    check_policy(html)
    assert html.count("<script>") == html.count("</script>") == 1
    assert html.count("<table") == html.count("</table>")
    assert "\u202e" not in html
    assert "<b>" not in html


def test_changes_in_html(tree: Path, command: Command) -> None:
    commit(tree)
    (tree / PAGE).unlink()
    assert command("changes", "HEAD", "--output-format", "html:c.html").code == 0
    html = (tree / "c.html").read_bytes().decode()
    check_policy(html)
    assert f"The page {PAGE} is gone, with 2 tasks." in html


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say where the report goes: -o FILE"),
        (("-o", PAGE), "does not replace a page that is read"),
        (("-o", "r.html", "--since", "nowhere"), "“nowhere” is no revision that git knows here"),
    ],
)
def test_what_is_wrong_is_one_line(tree: Path, command: Command, arguments: tuple[str, ...], message: str) -> None:
    commit(tree)
    result = command("report", *arguments)
    assert (result.code, message in result.err, result.err.count("\n")) == (2, True, 1)
    assert not (tree / "r.html").exists()
