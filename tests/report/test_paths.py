"""Paths as others want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.report.paths import make_address, make_relative

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "root", "shown"),
    [
        ("a.md", "", "a.md"),
        ("./a.md", "", "a.md"),
        ("docs/a.md", "{cwd}", "docs/a.md"),
        ("{cwd}/docs/a.md", "{cwd}", "docs/a.md"),
        ("a.md", "{cwd}/..", "{name}/a.md"),
        ("../a.md", "{cwd}", "../a.md"),
        ("a,b:c%.md", "{cwd}", "a,b:c%.md"),
        ("a\nb\udcff.md", "{cwd}", "a\nb\udcff.md"),
    ],
    ids=ascii,
)
def test_paths_are_the_workspaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, root: str, shown: str
) -> None:
    monkeypatch.chdir(tmp_path)
    here = {"cwd": str(tmp_path), "name": tmp_path.name}
    assert make_relative(path.format(**here), root.format(**here)) == shown.format(**here)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a.md", "docs/a.md"),
        ("a b%20.md", "a%20b%2520.md"),
        ("c:d.md", "c%3Ad.md"),
        ("ü?#.md", "%C3%BC%3F%23.md"),
        ("\udcff\n.md", "%FF%0A.md"),
        ("../a.md", "../a.md"),
        ("/srv/a.md", "file:///srv/a.md"),
    ],
    ids=ascii,
)
def test_addresses_are_bytes(path: str, uri: str) -> None:
    assert make_address(path) == uri
