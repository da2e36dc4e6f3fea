"""Forty pages of our own as ten years leave them: most with old faults of every family, ten without any."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING

from clean import AREAS, OURS, TASKS, YOURS, CleanPage, Section, sentences
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from test_injected import FAULTS

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = range(30, 40)
"""The pages without a fault."""
LISTED = range(34, 40)
"""Those of them that stand under a table of contents and a map of keyrefs."""


@dataclass(frozen=True)
class Written(CleanPage):
    """A page whose text is given, so that one fault can be put beside another."""

    words: str

    def text(self) -> str:
        return self.words


def clean_page(number: int) -> CleanPage:
    """A page without a fault; no two are alike."""
    known = sentences()
    sections = tuple(
        Section(key, title, known[title], rows(number + at)) for at, (key, title) in enumerate(AREAS.items())
    )
    return CleanPage(f"Kiln {number}", sections)


def rows(start: int) -> tuple[tuple[str, str, str], ...]:
    """Three tasks with somebody who does something for each."""
    tasks = islice(cycle(TASKS), start, start + 3)
    return tuple((task, OURS[(start + at) % 4], YOURS[(start + 3 * at) % 3]) for at, task in enumerate(tasks))


def with_fault(page: CleanPage, name: str) -> tuple[str, int]:
    """A page's text with a fault, always the same one, and the line of the finding."""
    drawn: list[tuple[str, int]] = []

    @settings(
        max_examples=3,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def draw(data: st.DataObject) -> None:
        drawn.append(FAULTS[name](page, data))

    draw()
    return drawn[-1]


def worn(number: int) -> CleanPage:
    """A page as habit leaves it: blanks for “nothing to do”, tables without summaries, sections without ids."""
    page = clean_page(number)
    text = page.text()
    text = text.replace("| N/A |", "| |") if number % 2 else text
    text = re.sub(r"^\{: summary=.*\n", "", text, flags=re.MULTILINE) if number % 3 == 0 else text
    text = re.sub(r"^(## .*\n)\{: #.*\n", r"\1", text, flags=re.MULTILINE) if number % 5 == 0 else text
    return Written(page.service, page.sections, text)


def old_page(number: int) -> str:
    """A worn page with up to six faults, each put in as far as the ones before it leave a place for it."""
    page = worn(number)
    names = islice(cycle(FAULTS), number * 6, number * 6 + 6)
    for name in names:
        try:
            page = Written(page.service, page.sections, with_fault(page, name)[0])
        except (HypothesisException, IndexError, AssertionError, ValueError):
            continue
    return page.text()


def path_of(number: int) -> str:
    """Where a page stands."""
    folder = "listed" if number in LISTED else f"part-{number % 4}"
    return f"docs/{folder}/kiln-{number}-responsibilities.md"


def text_of(number: int) -> str:
    """What a page says."""
    return clean_page(number).text() if number in CLEAN else old_page(number)


def git(folder: Path, *arguments: str) -> str:
    """What git prints in a folder."""
    options = ("user.name=a", "user.email=a@b", "init.defaultBranch=main", "commit.gpgsign=false")
    command = ["git", *(word for option in options for word in ("-c", option)), *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode()


def commit(folder: Path) -> None:
    """Commit whatever there is."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a")


def put(folder: Path, name: str, text: str) -> None:
    """Write a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def old_tree(root: Path) -> None:
    """Write a repository of forty pages whose history has four commits."""
    git(root, "init", "--quiet")
    for number in range(20):
        put(root, path_of(number), clean_page(number).text())
    commit(root)
    for number in range(30):
        put(root, path_of(number), text_of(number))
    put(root, "docs/part-1/start.md", "# Getting started\n\nFire it.\n")
    commit(root)
    for number in range(30, 40):
        put(root, path_of(number), text_of(number))
    commit(root)
    listed = "".join(f"    - kiln-{number}-responsibilities.md\n" for number in LISTED)
    put(root, "docs/listed/toc.yaml", f"toc:\n  entries:\n{listed}")
    put(root, "docs/listed/keyref.yaml", "keyword:\n  IBM_notm: IBM\n")
    commit(root)
