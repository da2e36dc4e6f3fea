"""Makes pages of a page: distinct ones, as services have that write theirs after one model.

What changes, on every page: the name of the service in `subcollection`, in the title's identifier and in its own
keyrefs outside of tables; dates and numbers in prose.  In tables: of twenty rows one is left out, one changes places
with the next, and some cells say a thing with another word of the same page.  Of pages that are not about
responsibilities, sections are left out and words are changed in paragraphs; code blocks stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|[\s:|-]+$")
_WORD = re.compile(r"(?<![\w{.(/#&-])[a-z]{6,}(?![\w}.(/-]|\])")
_NUMBER = re.compile(r"(?<![\w{.(/#&-])\d{2,}(?![\w}(/-])")
_SUBCOLLECTION = re.compile(r"^(subcollection: *)([\w-]+)", re.MULTILINE)
_ID = re.compile(r"^\{: *#([\w-]+)")
_KEYREF = re.compile(r"\{\{site\.data\.keyword\.(?!cloud|IBM|Bluemix|attribute)([\w-]+?)((?:_\w+)?)\}\}")
_LATE = 0.05
"""Of how many rows one is left out, or changes places."""


@dataclass(frozen=True)
class Variation:
    """How far a page is taken from its model: the share of cells, lines and sections that change."""

    service: str
    cells: float = 0.0
    lines: float = 0.0
    sections: float = 0.0


def varied(text: str, how: Variation, rng: Random) -> str:
    """A page after the model of another; the same one for the same `how` and the same state of `rng`."""
    text = _SUBCOLLECTION.sub(rf"\1\2-{how.service}", text, count=1)
    words = sorted(set(_WORD.findall(text))) or ["service"]
    lines = _with_own_title(text.split("\n"), how.service)
    lines = _rows_moved(_sections_dropped(lines, how, rng), rng)
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= line.lstrip().startswith("```")
        if not fenced:
            lines[number] = _line_varied(line, lines[number - 1 : number + 2], words, how, rng)
    return "\n".join(lines)


def _with_own_title(lines: list[str], service: str) -> list[str]:
    """The lines with another identifier after the title: two topics never share theirs."""
    for number, line in enumerate(lines):
        if line.startswith("# "):
            below = lines[number + 1 : number + 2]
            if below and _ID.match(below[0]):
                lines[number + 1] = _ID.sub(rf"{{: #\1-{service}", below[0])
            break
    return lines


def _sections_dropped(lines: list[str], how: Variation, rng: Random) -> list[str]:
    kept: list[str] = []
    fenced = dropping = False
    for line in lines:
        fenced ^= line.lstrip().startswith("```")
        if line.startswith("## ") and not fenced:
            dropping = rng.random() < how.sections
        if not dropping:
            kept.append(line)
    return kept


def _rows_moved(lines: list[str], rng: Random) -> list[str]:
    moved: list[str] = []
    body = False
    for line in lines:
        body = bool(_RULE.match(line)) or (body and bool(_ROW.match(line)))
        if not body or _RULE.match(line) or not moved or _RULE.match(moved[-1]):
            moved.append(line)
        elif (chance := rng.random()) < _LATE:
            moved.insert(len(moved) - 1, line)
        elif chance >= 2 * _LATE:
            moved.append(line)
    return moved


def _line_varied(line: str, around: list[str], words: list[str], how: Variation, rng: Random) -> str:
    if not _ROW.match(line):
        line = _KEYREF.sub(rf"{{{{site.data.keyword.\1-{how.service}\2}}}}", line)
        return _said_otherwise(line, words, rng) if line[:1].isalpha() and rng.random() < how.lines else line
    if _RULE.match(line) or any(_RULE.match(near) for near in around[2:]):
        return line
    return "|".join(
        _said_otherwise(cell, words, rng) if cell.strip() and rng.random() < how.cells else cell
        for cell in line.split("|")
    )


def _said_otherwise(text: str, words: list[str], rng: Random) -> str:
    """The text with one of its longer words replaced by another of the page, and its numbers by others."""
    found = [*_WORD.finditer(text)]
    if found:
        there = found[int(rng.random() * len(found))]
        text = text[: there.start()] + words[int(rng.random() * len(words))] + text[there.end() :]
    return _NUMBER.sub(lambda number: str(int(rng.random() * 10 ** len(number[0]))), text)
