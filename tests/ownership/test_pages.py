"""Pages with what is read of them: `pages/NAME.md` and `NAME.txt`; `pytest --rewrite` writes the latter anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from owned import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lint import PageOwnership

PAGES = sorted((Path(__file__).parent / "pages").glob("*.md"))


def describe(page: PageOwnership) -> Iterator[str]:
    yield f"service: {page.service}"
    for area in page.areas:
        yield f"area {area.area}: {area.state} {area.line}"
    for task in page.tasks:
        place = " > ".join(task.section)
        yield f"{task.line}-{task.end_line} [{task.area}] {place} | {task.task!r} | {task.column} | {task.ownership}"
        for party in task.parties:
            yield f"    {party.party!r} ({party.role}) {party.answer}: {party.text!r} {list(party.statements)}"
    for skipped in page.skipped:
        yield f"skipped {skipped.line}: {skipped.reason}"


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_page(path: Path, golden: Callable[[Path, str], None]) -> None:
    page = read_page(path.read_bytes(), path.name)
    golden(path.with_suffix(".txt"), "".join(f"{line}\n" for line in describe(page)))
