"""`--since` and `--staged` in a repository of git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

BLANK = b"| Rotate keys | | |\n"
ONE = ("--select", "RSP501", "-q")


def git(folder: Path, *arguments: str) -> None:
    settings = ("user.name=a", "user.email=a@b", "init.defaultBranch=main", "commit.gpgsign=false")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def repository(pages: Path) -> Path:
    git(pages, "init", "--quiet")
    git(pages, "add", "--all")
    git(pages, "commit", "--message", "a")
    return pages


def edit(pages: Path) -> None:
    page = pages / "docs/faulty.md"
    page.write_bytes(page.read_bytes().replace(BLANK, BLANK + b"| Keep keys | | |\n"))


def test_nothing_changed(command: Command) -> None:
    assert command("--since", "HEAD").out == "Checked 0 pages: nothing to check.\n"
    assert command("--staged", "docs").code == 0


def test_only_the_new_line_is_reported(pages: Path, command: Command) -> None:
    edit(pages)
    result = command(*ONE, "--since", "HEAD", "docs")
    assert (result.code, result.out.count("\n"), result.err) == (1, 1, "")
    assert result.out.startswith("docs/faulty.md:17:3: RSP501 ")
    assert command(*ONE, "--staged").code == 0
    git(pages, "add", "--all")
    (pages / "docs/faulty.md").write_bytes(b"# Something else\n")
    assert command(*ONE, "--staged").out == result.out


def test_a_fault_elsewhere_that_a_change_causes(pages: Path, command: Command) -> None:
    page = pages / "docs/clean.md"
    page.write_bytes(page.read_bytes().replace(b'{: caption="Change management"}\n', b""))
    result = command("--select", "RSP401", "-q", "--since", "HEAD")
    assert (result.code, result.out.count("docs/clean.md")) == (1, 1)


def test_the_baseline_counts_too(pages: Path, command: Command) -> None:
    edit(pages)
    command("baseline")
    assert command("--since", "HEAD").code == 0
    assert command(*ONE, "--since", "HEAD", "--no-baseline").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "nowhere"), "“nowhere” is no revision that git knows here"),
        (("--since", ""), "“” is no revision"),
        (("--since", "HEAD", "--staged"), "not allowed with"),
        (("--since", "HEAD", "--fix"), "leave --since and --staged out"),
        (("--staged", "-"), "standard input has no history"),
    ],
    ids=str,
)
def test_a_mistake_is_one_line(command: Command, arguments: tuple[str, ...], said: str) -> None:
    result = command(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err


# --- rules that see all pages


ALONE = ("--select", "RSP8", "-q")


def listed(pages: Path, *names: str) -> None:
    lines = "".join(f"    - {name}\n" for name in names)
    (pages / "docs/toc.yaml").write_bytes(f"toc:\n  entries:\n{lines}    - start.md\n".encode())


@pytest.fixture
def apart(pages: Path) -> Path:
    """The pages with ids of their own, listed in a table of contents, and committed."""
    page = pages / "docs/clean.md"
    page.write_bytes(page.read_bytes().replace(b"#responsibilities", b"#clean-responsibilities"))
    listed(pages, "clean.md", "faulty.md")
    git(pages, "add", "--all")
    git(pages, "commit", "--message", "b")
    return pages


def both(command: Command, pages: Path) -> list[str]:
    """What `--since` and, once all is staged, `--staged` report alike: page and rule."""
    since = command(*ALONE, "--since", "HEAD")
    git(pages, "add", "--all")
    staged = command(*ALONE, "--staged")
    assert (since.out, since.err, since.code) == (staged.out, "", staged.code)
    return [f"{line.split(':')[0]} {line.split()[1]}" for line in since.out.splitlines()]


def test_a_page_that_gets_the_id_of_an_unchanged_one(apart: Path, command: Command) -> None:
    page = apart / "docs/faulty.md"
    page.write_bytes(page.read_bytes().replace(b"#responsibilities", b"#clean-responsibilities"))
    assert both(command, apart) == ["docs/faulty.md RSP801"]


def test_an_unchanged_page_whose_id_another_one_takes(apart: Path, command: Command) -> None:
    page = (apart / "docs/faulty.md").read_bytes()
    (apart / "docs/a.md").write_bytes(page)
    listed(apart, "clean.md", "faulty.md", "a.md")
    assert both(command, apart) == ["docs/faulty.md RSP801"]


def test_an_unchanged_page_that_is_no_longer_listed(apart: Path, command: Command) -> None:
    listed(apart, "clean.md")
    assert both(command, apart) == ["docs/faulty.md RSP802"]


def test_what_was_wrong_with_the_set_before_is_old(apart: Path, command: Command) -> None:
    listed(apart, "none.md")
    git(apart, "commit", "--all", "--message", "c")
    edit(apart)
    git(apart, "mv", "docs/clean.md", "docs/clear.md")
    assert both(command, apart) == []


def test_the_other_page_of_a_pair_is_renamed(pages: Path, command: Command) -> None:
    assert "as docs/clean.md has" in command("--select", "RSP801", "docs").out
    git(pages, "mv", "docs/clean.md", "docs/dear.md")
    assert both(command, pages) == []


def test_a_pair_is_kept_apart_by_a_page_that_goes(apart: Path, command: Command) -> None:
    (apart / "docs/clean.md").unlink()
    assert both(command, apart) == []


def test_a_suppression_of_what_the_set_has_is_used(pages: Path, command: Command) -> None:
    page = pages / "docs/faulty.md"
    comment = b"<!-- resp-lint: ignore-file RSP801 -- they are one page -->\n\n"
    page.write_bytes(page.read_bytes().replace(b"# Your", comment + b"# Your"))
    result = command("--select", "RSP801,RSP902", "-q", "--since", "HEAD")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_the_baseline_knows_of_sets_too(pages: Path, command: Command) -> None:
    command("baseline")
    edit(pages)
    assert [line.split()[1] for line in command("-q", "--since", "HEAD").out.splitlines()] == ["RSP501"]


# --- what the index has, and the folder has not


def test_what_is_staged_counts_although_the_folder_lacks_it(apart: Path, command: Command) -> None:
    edit(apart)
    git(apart, "add", "--all")
    (apart / "docs/faulty.md").unlink()
    for paths in ((), ("docs",), ("docs/faulty.md",), ("docs/faulty.md", "docs/clean.md")):
        result = command(*ONE, "--staged", *paths)
        assert (result.code, result.err) == (1, "")
        assert result.out.startswith("docs/faulty.md:17:3: RSP501 ")


def test_a_folder_that_stands_in_the_index_alone(apart: Path, command: Command) -> None:
    edit(apart)
    git(apart, "add", "--all")
    for name in ("clean", "faulty", "start"):
        (apart / f"docs/{name}.md").unlink()
    result = command(*ONE, "--staged", "docs")
    assert (result.code, result.err, result.out.count("\n")) == (1, "", 1)


def test_what_is_not_staged_does_not_count(apart: Path, command: Command) -> None:
    edit(apart)
    git(apart, "add", "--all")
    # A page with the same id, a table of contents that lists nothing, and other words: none of them is staged.
    (apart / "docs/a.md").write_bytes((apart / "docs/faulty.md").read_bytes())
    listed(apart)
    (apart / "docs/clean.md").write_bytes((apart / "docs/faulty.md").read_bytes())
    assert command(*ALONE, "--staged").out == ""


def test_a_path_that_neither_has_is_told(command: Command) -> None:
    result = command("--staged", "gone.md")
    assert (result.code, result.err) == (2, "resp-lint: error: gone.md: no such file or folder\n")
