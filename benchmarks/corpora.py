"""Builds the corpora that everything is measured on, and says what they are: the same bytes every time.

`one`: a seed page as it is.  `pages`: 500 distinct responsibility pages.  `distinct`: the same with every cell
changed, so that two in five are distinct, as on real pages a third are.  `tree`: 5,172 Markdown files, 43 of them
responsibility pages.  `many`: `pages` forty times, for memory.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from made import findings_page, growing_page
from vary import Variation, varied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "pages"
PAGES, TREE, IN_TREE = 500, 5172, 43
TIMES = 40
CELLS = 0.08
"""The share of cells that say a thing in another word."""
LEAST_BYTES = 5000
"""A responsibility page that is smaller is a stub, and no model for others."""
SAMPLES = {"pages-sample": ("pages", 10), "tree-sample": ("tree", 50), "tree-tenth": ("tree", 10)}
DOUBLINGS = 4


@dataclass(frozen=True)
class Models:
    """The pages that others are made after, each with its name, and whether they are real ones."""

    responsibilities: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    real: bool


def models() -> Models:
    """The real pages; where there are none, the examples and our own documentation."""
    if REAL.is_dir():
        owned = [*sorted((REAL / "seeds").glob("*.md")), *sorted((REAL / "head").glob("*.md"))]
        others = sorted((REAL / "other").glob("*.md"))
    else:
        owned = sorted((ROOT / "examples").glob("*/*.md"))
        others = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("**/*.md"))]
    large = [path for path in owned if path.stat().st_size >= LEAST_BYTES] or owned
    return Models(_read(large), _read(others), REAL.is_dir())


def _read(paths: list[Path]) -> tuple[tuple[str, str], ...]:
    return tuple((path.name, path.read_bytes().decode("utf-8", "surrogateescape")) for path in paths)


def responsibility_pages(models: Models, count: int, cells: float) -> Iterator[tuple[str, str]]:
    """Names and texts of responsibility pages that differ from each other."""
    for number in range(count):
        name, text = models.responsibilities[number % len(models.responsibilities)]
        how = Variation(f"s{number:03}", cells)
        yield f"service-{number:03}/{name.rpartition('__')[2]}", varied(text, how, _seeded(f"page {number}"))


def tree_pages(models: Models) -> Iterator[tuple[str, str]]:
    """Names and texts of a tree of documentation: the same repositories over and over, each time another service's."""
    yield from responsibility_pages(models, IN_TREE, CELLS)
    for number in range(TREE - IN_TREE):
        copy, at = divmod(number, len(models.others))
        name, text = models.others[at]
        how = Variation(f"s{copy:02}", lines=0.3, sections=0.1)
        yield f"copy-{copy:02}/{name.replace('__', '/')}", varied(text, how, _seeded(f"tree {number}"))


def _seeded(seed: str) -> Random:
    return Random(seed)  # noqa: S311 -- the same bytes every time is what it is for


def write(folder: Path, pages: Iterator[tuple[str, str]]) -> None:
    for name, text in pages:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


def facts(folder: Path) -> dict[str, object]:
    """What a corpus is: how many files and bytes, a checksum of names and bytes, its cells and how many differ."""
    digest, size, cells = hashlib.sha256(), 0, 0
    distinct: set[bytes] = set()
    paths = sorted(folder.rglob("*.md"), key=lambda path: path.relative_to(folder).as_posix())
    for path in paths:
        data = path.read_bytes()
        size += len(data)
        digest.update(b"%s\0%d\0%s" % (path.relative_to(folder).as_posix().encode(), len(data), data))
        for row in re.findall(rb"^\|(?!\s*:?-)(.*)\|\s*$", data, re.MULTILINE):
            found = [cell.strip() for cell in row.split(b"|")]
            cells += len(found)
            distinct.update(found)
    checksum = digest.hexdigest()[:16]
    return {"files": len(paths), "bytes": size, "sha256": checksum, "cells": cells, "distinct cells": len(distinct)}


def sampled(folder: Path, name: str) -> None:
    """Every so many-th file of a corpus, for peers that would need hours on all of it."""
    corpus, step = SAMPLES[name]
    for path in sorted((folder / corpus).rglob("*.md"))[step // 2 :: step]:
        copy = folder / name / path.relative_to(folder / corpus)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def repeat(folder: Path, name: str, times: int) -> None:
    """A folder with the pages of another again and again; links would be one page."""
    for path in sorted((folder / name).rglob("*.md")):
        for number in range(times):
            copy = folder / "many" / f"{number:02}" / path.relative_to(folder / name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


def growth(folder: Path, models: Models) -> Iterator[tuple[str, int]]:
    """Three families that double four times: the folder of each size, and how much there is of what grows."""
    count = 2 * len(models.responsibilities)
    make: dict[str, tuple[int, Callable[[int], Iterator[tuple[str, str]]]]] = {
        "bytes": (400_000, lambda size: iter([("responsibilities.md", growing_page(size))])),
        "files": (count, lambda size: responsibility_pages(models, size, CELLS)),
        # Two findings a task; no rule may have more than 1000 on one page.
        "findings": (2000, lambda size: (findings_page(page, size // 40) for page in range(20))),
    }
    for family, (least, pages) in make.items():
        for size in (least << doubling for doubling in range(DOUBLINGS + 1)):
            write(folder / f"{family}-{size}", pages(size))
            yield family, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where they go; what is there is removed")
    folder: Path = parser.parse_args().folder
    shutil.rmtree(folder, ignore_errors=True)
    # What .gitignore files above say of this folder does not count, as a repository starts anew.
    (folder / ".git").mkdir(parents=True)
    using = models()
    first = using.responsibilities[0]
    write(folder / "one", iter([first]))
    write(folder / "pages", responsibility_pages(using, PAGES, CELLS))
    write(folder / "distinct", responsibility_pages(using, PAGES, 1.0))
    write(folder / "tree", tree_pages(using))
    repeat(folder, "pages", TIMES)
    for name in SAMPLES:
        sampled(folder, name)
    told = {name: facts(folder / name) for name in ("one", "pages", "distinct", "tree", *SAMPLES)}
    sizes = [*growth(folder / "growth", using)]
    print(json.dumps({"real": using.real, "first": f"one/{first[0]}", "corpora": told, "growth": sizes}))


if __name__ == "__main__":
    main()
