"""The files around pages: which of them are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.engine.trees import tree_around
from resp_lint.profile import TreeFiles

if TYPE_CHECKING:
    from pathlib import Path

NAMES = TreeFiles(contents=("toc.yaml",), keyrefs=("keyref.yaml",))
TABLE = b"toc:\n  properties:\n    subcollection: secret\n  entries:\n    - page.md\n"


@pytest.mark.parametrize("name", ["toc.yaml", "keyref.yaml"])
@pytest.mark.parametrize("target", ["../elsewhere.yaml", "../.git/keys.yaml", "../../outside.yaml"])
@pytest.mark.parametrize("in_repository", [True, False])
def test_a_link_out_of_the_repository_is_not_read(
    tmp_path: Path, name: str, target: str, *, in_repository: bool
) -> None:
    root = tmp_path / "checkout"
    (root / "docs").mkdir(parents=True)
    (root / (".git" if in_repository else "other")).mkdir()
    for file in ("outside.yaml", "checkout/elsewhere.yaml", "checkout/.git/keys.yaml"):
        if (tmp_path / file).parent.is_dir():
            (tmp_path / file).write_bytes(TABLE)
    (root / "docs" / name).symlink_to(target)
    page = str(root / "docs" / "page.md")
    tree = tree_around({page: str(root / "docs")}, [NAMES])
    if not (root / "docs" / name).exists():  # a link that leads nowhere is no file
        assert tree == tree_around({page: str(root / "docs")}, [])
    elif in_repository and target == "../elsewhere.yaml":
        assert not tree.problems
        assert tree.contents or tree.keyrefs
    else:
        assert tree.problems == (f"{root / 'docs' / name}: not read: a link leads out of the repository",)
        assert not tree.contents
        assert not tree.keyrefs


def test_a_link_below_the_folder_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "shared.yaml").write_bytes(TABLE)
    (tmp_path / "docs" / "toc.yaml").symlink_to("../shared.yaml")
    tree = tree_around({str(tmp_path / "docs" / "page.md"): str(tmp_path)}, [NAMES])
    assert not tree.problems
    assert [table.subcollection for table in tree.contents.values()] == ["secret"]
