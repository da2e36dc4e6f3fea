"""`--fix` and its companions: what is written, what is shown, and how the run ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("pages")

TYPO = b"Responsibilites for keys"
RIGHT = b"Responsibilities for keys"
ONLY = ("--select", "RSP601,RSP403")


@pytest.fixture
def page(pages: Path) -> Path:
    """A page with a typo that can be fixed safely, one in an id that cannot, and a table without row headers."""
    path = pages / "docs/clean.md"
    text = path.read_bytes().replace(b'caption="Change management"', b'caption="%s"' % TYPO)
    path.write_bytes(text.replace(b"{: #change-management}", b"{: #change-managment}"))
    return path


def test_fix_fixes_what_is_safe(page: Path, command: Command) -> None:
    result = command(*ONLY, "--fix", "docs/clean.md")
    assert RIGHT in page.read_bytes()
    assert b"{: row-headers}\n" in page.read_bytes()
    assert b"#change-managment}" in page.read_bytes()
    assert result.code == 1
    assert result.out.startswith("docs/clean.md:12:12: RSP601 warning misspelled-structure: id says")
    assert result.err == "resp-lint: fixed 2 findings in 1 page; 1 more with --unsafe-fixes, to be looked at\n"


def test_unsafe_fixes_fix_all(page: Path, command: Command) -> None:
    result = command(*ONLY, "--unsafe-fixes", "docs/clean.md")
    assert b"#change-management}" in page.read_bytes()
    assert (result.code, result.err) == (0, "resp-lint: fixed 3 findings in 1 page\n")


def test_a_second_run_has_nothing_to_do(page: Path, command: Command) -> None:
    command(*ONLY, "--unsafe-fixes", "docs")
    once = page.read_bytes()
    result = command(*ONLY, "--unsafe-fixes", "docs")
    assert (result.code, result.err, page.read_bytes()) == (0, "resp-lint: nothing to fix\n", once)


def test_show_fixes_says_what_and_where(page: Path, command: Command) -> None:
    result = command(*ONLY, "--fix", "--show-fixes", str(page))
    assert f"resp-lint: {page}: RSP403 missing-row-headers × 1\n" in result.err
    assert f"resp-lint: {page}: RSP601 misspelled-structure × 1\n" in result.err


@pytest.mark.parametrize(
    ("arguments", "changed"),
    [
        (("--fixable", "RSP601"), {TYPO: RIGHT}),
        (("--unfixable", "missing-row-headers"), {TYPO: RIGHT}),
        (("--unfixable", "RSP"), {}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_some_rules_only(page: Path, command: Command, arguments: tuple[str, ...], changed: dict[bytes, bytes]) -> None:
    wanted = page.read_bytes()
    for old, new in changed.items():
        wanted = wanted.replace(old, new)
    command(*ONLY, "--fix", *arguments, "docs/clean.md")
    assert page.read_bytes() == wanted


def test_diff_changes_nothing(page: Path, command: Command) -> None:
    before = page.read_bytes()
    result = command(*ONLY, "--diff", "docs")
    assert page.read_bytes() == before
    assert result.code == 1
    assert result.out.startswith("--- a/docs/clean.md\n+++ b/docs/clean.md\n@@ ")
    assert f'+{{: caption="{RIGHT.decode()}"}}\n' in result.out


def test_diff_of_pages_that_are_right(command: Command) -> None:
    result = command("--select", "RSP601", "--diff", "docs")
    assert (result.code, result.out, result.err) == (0, "", "resp-lint: nothing to fix\n")


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(("extra", "code"), [((), 0), (("--exit-non-zero-on-fix",), 1)])
def test_exit_non_zero_on_fix(command: Command, extra: tuple[str, ...], code: int) -> None:
    assert command("--select", "RSP403", "--fix", *extra, "docs/clean.md").code == code


def test_standard_input_goes_to_standard_output(page: Path, command: Command) -> None:
    data = page.read_bytes()
    result = command(*ONLY, "--fix", "--ignore", "RSP403", "-", stdin=data)
    assert result.out.encode() == data.replace(TYPO, RIGHT)
    assert "<stdin>:12:12: RSP601" in result.err


def test_what_cannot_be_read_is_passed_on(command: Command) -> None:
    result = command("--fix", "-", stdin=b"\xc3\x28")
    assert result.out.encode(errors="surrogateescape") == b"\xc3\x28"
    assert result.code == 2


def test_standard_input_comes_alone(command: Command) -> None:
    result = command("--fix", "-", "docs", stdin=b"")
    assert result.code == 2
    assert "name no other pages with it" in result.err


@pytest.mark.skipif(os.name != "posix", reason="hard links as POSIX has them")
def test_what_cannot_be_written_is_told(page: Path, command: Command) -> None:
    os.link(page, page.with_name("twin.md"))
    before = page.read_bytes()
    result = command(*ONLY, "--fix", str(page))
    assert (result.code, page.read_bytes()) == (2, before)
    assert f"resp-lint: error: {page}: not written: it has 2 hard links" in result.err
    assert "resp-lint: 1 page could not be written" in result.err
    assert TYPO.decode() in before.decode()
