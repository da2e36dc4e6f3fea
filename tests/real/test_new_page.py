"""`resp-lint new` among published pages: whose subcollection it takes, and what is wrong with the page it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint import check_paths
from resp_lint.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def published(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with a folder for each service, as published pages stand in one."""
    for page in sorted((shared / "pages/head").glob("*__*.md")):
        service, *folders, name = page.name.split("__")
        target = tmp_path.joinpath(service, *folders, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page.read_bytes())
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("page", "subcollection"),
    [
        ("key-protect/gen2-responsibilities.md", "key-protect"),
        ("cis/security/deep/responsibilities.md", "cis"),
        ("planning-analytics/new/responsibilities.md", "planning-analytics"),
    ],
)
def test_a_new_page_lacks_nothing_but_what_is_filled_in(published: Path, page: str, subcollection: str) -> None:
    assert main(["new", page]) == 0
    assert f"\nsubcollection: {subcollection}\n" in (published / page).read_bytes().decode()
    found = [finding.name for finding in check_paths().findings if finding.path == page]
    assert set(found) == {"template-leftover"}
