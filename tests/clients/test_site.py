"""The documentation site, built by `make site`, in a real browser: it loads nothing, and axe-core finds nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.clients.conftest import Run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SITE = ROOT / "docs/build/html"
PAGES = [
    *(path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in sorted((ROOT / "docs").glob("*.md"))),
    "generated/api.html",
    "generated/command-line.html",
    "rules/README.html",
    "rules/missing-caption.html",
    "rules/row-without-owner.html",
    "search.html",
]


@pytest.fixture(scope="module")
def faults(run: Run, clients: Path) -> dict[str, list[str]]:
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("chromium is not here: apt-get install chromium")
    axe = clients / "node_modules/axe-core/axe.min.js"
    done = run(clients / "bin/python", HERE / "site.py", axe, chromium, *(SITE / page for page in PAGES))
    assert done.code == 0, done.err.decode()
    found: dict[str, list[str]] = json.loads(done.out)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_accessible_and_loads_nothing(page: str, faults: dict[str, list[str]]) -> None:
    assert faults[str(SITE / page)] == []
