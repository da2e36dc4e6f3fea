"""Who is named in a cell: its pieces between separators, each as a reader sees it and where it stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from resp_lint.page.inline import render_cell, render_plain
from resp_lint.page.model import Part, between
from resp_lint.page.terms import Dialect
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import Cell, Link, Page

MAX_NAMES = 200
"""How many owners of one cell are told apart."""
_BREAK = "<br>"
_SURE = frozenset({",", ";", "|", _BREAK})
_OPENING, _CLOSING = frozenset("[({"), frozenset("])}")
_BULLET = regex(r"(?:[*+•·–-]|\d{1,3}[.)])[ \t]+")
_ADDRESS = regex(r"(?:https?:)?//(?:www\.)?([^/?#\s]{1,200})/([^?#\s]{1,500})")
_TEAM = regex(r"orgs/([^/]+)/teams/([^/]+)")


class OwnerName(Part, frozen=True, eq=False):
    """Somebody who is named in a cell: `text` is what a reader sees of it."""

    text: str


def read_owner_names(cell: Cell, conventions: Conventions, *, surely: bool = False) -> tuple[OwnerName, ...]:
    """Those whom a cell names, in order; separators inside of brackets, code and links part nobody from another.

    With `surely`, what may stand inside of one name does not part it: “Product & Safety lead” is one owner.
    """
    found: list[OwnerName] = []
    separators = conventions.names.separators
    if surely:
        separators = tuple([separator for separator in separators if separator in _SURE])
    for start, end in _split(cell.raw, separators):
        left, right = _trim(cell.raw, start, end)
        if left < right:
            left, right = cell.start + left, cell.start + right
            text = _show(cell.source.text[left:right], conventions)
            if text.strip(" .,;"):
                found.append(OwnerName(cell.source, left, right, text))
        if len(found) >= MAX_NAMES:
            break
    return tuple(found)


def _show(raw: str, conventions: Conventions) -> str:
    shown = render_plain(raw) if conventions.dialect is Dialect.PLAIN else render_cell(raw)
    return conventions.replace_keyrefs(shown)


def _trim(raw: str, start: int, end: int) -> tuple[int, int]:
    """A piece without white space around it and without the bullet that it begins with."""
    piece = raw[start:end]
    left = start + len(piece) - len(piece.lstrip())
    if bullet := _BULLET.match(raw, left, end):
        left = bullet.end()
    return left, start + len(piece.rstrip())


@lru_cache(maxsize=8)
def _compile_separators(separators: tuple[str, ...]) -> re.Pattern[str]:
    """What may stand between owners, and what a separator inside of is none: escapes, code, teams, tags, brackets."""
    signs = "".join(re.escape(sign) for sign in separators if len(sign) == 1)
    words = [re.escape(word) for word in separators if len(word) > 1 and word != _BREAK]
    parts = [r"\\.|`[^`]*`", r"@[\w-]+/[\w.-]+", r"(?P<line><br[ \t]{0,9}/?>)", r"<[^<>]*>", r"(?P<bracket>[\[\](){}])"]
    if signs:
        parts.append(f"(?P<sign>[{signs}])")
    if words:
        parts.append(rf"(?P<word>(?<!\S)(?:{'|'.join(words)})(?!\S))")
    return re.compile("|".join(parts), re.IGNORECASE)


def _split(raw: str, separators: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The spans between separators; where lines are broken, each line names one owner."""
    breaks: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    depth = 0
    for match in _compile_separators(separators).finditer(raw):
        kind = match.lastgroup
        if kind == "bracket":
            depth = depth + 1 if match[0] in _OPENING else max(0, depth - 1)
        elif kind == "line" and _BREAK in separators:
            breaks.append(match.span())
        elif kind in {"sign", "word"} and not depth:
            others.append(match.span())
    start = 0
    for left, right in breaks or others:
        yield start, left
        start = right
    yield start, len(raw)


# --- accounts


def find_account(target: str, hosts: Sequence[str]) -> str:
    """The account or the team that an address on one of some hosts names; empty where it names none.

    >>> find_account("https://github.com/fetja", ["github.com"]), find_account("https://github.com/a/b", ["github.com"])
    ('fetja', '')
    >>> find_account("https://github.com/orgs/acme/teams/docs", ["github.com"])
    'acme/docs'
    """
    address = _ADDRESS.match(target)
    if address is None or address[1].casefold() not in hosts:
        return ""
    path = address[2].strip("/")
    if team := _TEAM.match(path):
        return f"{team[1]}/{team[2]}"
    return path if "/" not in path else ""


def list_accounts(page: Page, cell: Cell) -> Iterator[tuple[Link, str]]:
    """The links of a cell that lead to accounts, each with the account."""
    hosts = [host.casefold() for host in page.conventions.names.accounts]
    for link in between(page.links, cell.start, cell.end) if hosts else ():
        if not link.image and (account := find_account(link.target, hosts)):
            yield link, account
