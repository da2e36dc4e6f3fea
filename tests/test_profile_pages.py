"""The pages about profiles: their examples are clean, and what they advise to write is a profile."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from resp_lint.cli.main import main
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted((DOCS / "profiles").glob("*.md"))
_PATH = re.compile(r"it stands in `(examples/[^`]+)`")
_EXAMPLE = re.compile(r"^~~~~markdown\n(.*?)^~~~~$", re.MULTILINE | re.DOTALL)
_TOML = re.compile(r"^( *)```toml\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


class Snippet(NamedTuple):
    """TOML on a page: where it stands, and its text."""

    place: str
    text: str

    def __str__(self) -> str:
        return self.place


def find_snippets() -> Iterator[Snippet]:
    for page in (DOCS / "profiles.md", *PAGES):
        text = page.read_bytes().decode()
        for found in _TOML.finditer(text):
            yield Snippet(f"{page.name}:{text[: found.start()].count(chr(10)) + 1}", found[2])


def test_each_built_in_profile_has_a_page() -> None:
    assert {page.stem for page in PAGES} == {*load_registry().profiles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_example_of_a_page_is_clean(page: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = page.read_bytes().decode()
    example, path = _EXAMPLE.search(text), _PATH.search(text)
    assert example
    assert path
    assert example[1].encode() == (ROOT / path[1]).read_bytes()
    options = ["--isolated", "--no-cache", "--config", f"profile={page.stem}", "--fail-on", "info"]
    code = main([*options, str(ROOT / path[1])])
    out = capfdbinary.readouterr().out.decode()
    assert (code, out) == (0, "Checked 1 page: all good.\n")


@pytest.mark.parametrize("snippet", list(find_snippets()), ids=str)
def test_what_is_advised_is_a_profile(
    snippet: Snippet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "CODEOWNERS").write_bytes(b"* @acme/docs\n")
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    head = "" if "extends" in snippet.text else 'name = "ours"\nextends = "raci"\n'
    Path("ours.toml").write_bytes((head + snippet.text).encode())
    code = main(["profile", "check", "ours.toml"])
    captured = capfdbinary.readouterr()
    assert (code, (captured.out + captured.err).decode()) == (0, "ours.toml: all good\n")
