"""`--add-ignores`: what it writes, what it leaves, and that nothing of it comes up again."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("pages")

ROW = b"| Rotate keys | | <!-- resp-lint: ignore RSP501: %s --> |\n"
ONLY = ("--select", "RSP5,RSP9")
DONE = "resp-lint: suppressed 1 finding in 1 page\n"


@pytest.fixture
def page(pages: Path) -> Path:
    """A page whose one row nobody owns."""
    return pages / "docs/faulty.md"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--add-ignores", "docs"), b"old finding"),
        (("docs", "--add-ignores"), b"old finding"),
        (("--add-ignores=", "docs"), b"old finding"),
        (("--add-ignores=until June", "docs"), b"until June"),
        (("check", "--add-ignores", "--", "docs"), b"old finding"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_findings_are_suppressed(page: Path, command: Command, arguments: tuple[str, ...], reason: bytes) -> None:
    head = arguments[: arguments[0] == "check"]
    result = command(*head, *ONLY, *arguments[len(head) :])
    assert (result.code, result.out, result.err) == (0, "Checked 2 pages (1 other skipped): all good.\n", DONE)
    assert ROW % reason in page.read_bytes()


def test_after_two_hyphens_it_is_a_file(page: Path, command: Command) -> None:
    shutil.copy(page, "--add-ignores")
    result = command(*ONLY, "--", "--add-ignores")
    assert (result.code, result.err) == (1, "")
    assert result.out.startswith("--add-ignores:16:3: RSP501 ")


def test_a_second_run_has_nothing_to_do(page: Path, command: Command) -> None:
    assert command("--strict", "docs").code == 1
    command("--strict", "--add-ignores", "docs")
    assert command("--strict", "docs").code == 0
    once, at = page.read_bytes(), page.stat().st_mtime_ns
    result = command("--strict", "--add-ignores=again", "docs")
    assert (result.code, result.err) == (0, "resp-lint: nothing to suppress\n")
    assert (page.read_bytes(), page.stat().st_mtime_ns) == (once, at)


def test_what_is_left_is_reported_and_no_failure(page: Path, command: Command) -> None:
    page.write_bytes(page.read_bytes().replace(b"| Rotate", b"<!-- resp-lint: ignore RSP999 -- why -->\n\n| Rotate"))
    result = command(*ONLY, "-q", "--add-ignores", "docs")
    assert result.code == 0
    assert "RSP903" in result.out
    told = command(*ONLY, "--add-ignores", "docs")
    assert told.err == "resp-lint: suppressed nothing; 1 finding is left\n"
    assert (result.err, told.out.splitlines()[:-1]) == ("", result.out.splitlines())


def test_what_the_baseline_knows_is_not_suppressed(pages: Path, page: Path, command: Command) -> None:
    (pages / ".git").mkdir()
    before = page.read_bytes()
    command("baseline")
    assert command("--add-ignores", "docs").err == "resp-lint: nothing to suppress\n"
    assert page.read_bytes() == before
    result = command("--no-baseline", "--add-ignores", "docs")
    assert page.read_bytes() != before
    assert result.err.startswith("resp-lint: suppressed ")


def test_line_ends_and_the_byte_order_mark_stay(page: Path, command: Command) -> None:
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    assert command("--add-ignores", "docs/faulty.md").code == 0
    data = page.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def refused(pages: Path, name: str) -> None:
    """A page that is not to be written into."""
    path = pages / "docs" / f"{name}.md"
    shutil.copy(pages / "docs/faulty.md", path)
    match name:
        case "twin":
            os.link(path, path.with_suffix(".link"))
        case "fixed":
            path.chmod(0o444)
        case _:
            path.write_bytes(path.read_bytes() + b"\xff")


@pytest.mark.skipif(os.name != "posix", reason="hard links and modes as POSIX has them")
@pytest.mark.parametrize(
    ("name", "said"), [("twin", "it has 2 hard links"), ("fixed", "it is read-only"), ("bytes", "not UTF-8: byte 0xff")]
)
def test_what_cannot_be_written_is_told_and_the_rest_is_done(
    pages: Path, page: Path, command: Command, name: str, said: str
) -> None:
    refused(pages, name)
    before = (pages / f"docs/{name}.md").read_bytes()
    result = command(*ONLY, "--add-ignores", f"docs/{name}.md", "docs/faulty.md")
    assert result.code == 2
    assert said in result.out + result.err
    assert (pages / f"docs/{name}.md").read_bytes() == before
    assert ROW % b"old finding" in page.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fix",), "--add-ignores fixes nothing; fix first, then suppress what is left"),
        (("--diff",), "--add-ignores fixes nothing; fix first, then suppress what is left"),
        (("--staged",), "leave --since and --staged out"),
        (("-",), "name them instead of standard input"),
    ],
    ids=" ".join,
)
def test_what_does_not_go_together(page: Path, command: Command, arguments: tuple[str, ...], said: str) -> None:
    before = page.read_bytes()
    result = command("--add-ignores", *arguments, "docs")
    assert (result.code, result.out, page.read_bytes()) == (2, "", before)
    assert result.err.startswith("resp-lint: error: --add-ignores ")
    assert result.err.endswith(f"{said}\n")
