"""What suppressions say: `resp-lint: ignore RSP502, missing-summary -- the reason`, in comments and in front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.page.links import Comment
    from resp_lint.page.model import Page

MARK = "resp-lint:"
IGNORE = "ignore"
IGNORE_FILE = "ignore-file"
ACTIONS = (IGNORE, IGNORE_FILE)
KEY = MARK.rstrip(":")

_DIRECTIVE = regex(rf"\s*{MARK}\s*([\w-]*)")
# A reason starts behind two hyphens, a dash or a colon; no name holds any of them.
_REASON = regex(r"--+|[—–:]")
_NAME = regex(r"[^\s,]+")


class Name(Struct, frozen=True):
    """A rule as a suppression names it, and the offsets between which the name stands."""

    text: str
    start: int
    end: int


class Directive(Struct, frozen=True):
    """One suppression: what it is to do, which rules it names, why, and the offsets between which it stands.

    `dashed` says that two hyphens stand inside it, at which a comment inside a line ends for the renderer.
    """

    action: str
    names: tuple[Name, ...]
    reason: str
    start: int
    end: int
    dashed: bool = False
    in_front_matter: bool = False


def directives(page: Page) -> tuple[tuple[Directive, Comment | None], ...]:
    """The suppressions of a page in order, those in its front matter first; a page without any costs one search."""
    if MARK not in page.source.text:
        return ()
    read = ((directive_of(comment), comment) for comment in page.comments if MARK in comment.raw)
    in_comments = ((directive, comment) for directive, comment in read if directive)
    return (*((directive, None) for directive in _in_front_matter(page)), *in_comments)


def directive_of(comment: Comment) -> Directive | None:
    """The suppression that a comment is, or None."""
    raw = comment.raw
    inner_end = len(raw) - 3 if raw.endswith("-->") else len(raw)
    match = _DIRECTIVE.match(raw, 4, inner_end)
    if match is None:
        return None
    names, reason = _said(raw, match.end(), inner_end, comment.start)
    dashed = "--" in raw[4:inner_end] or raw[:inner_end].endswith("-")
    return Directive(match[1], names, reason, comment.start, comment.end, dashed)


def _said(text: str, start: int, end: int, offset: int) -> tuple[tuple[Name, ...], str]:
    """The names and the reason in a stretch of text that starts at an offset of the page."""
    reason = _REASON.search(text, start, end)
    names_end = reason.start() if reason else end
    found = (match for match in _NAME.finditer(text, start, names_end))
    names = tuple(Name(match[0], offset + match.start(), offset + match.end()) for match in found)
    return names, " ".join(text[reason.end() : end].split()) if reason else ""


# --- front matter


def _in_front_matter(page: Page) -> Iterator[Directive]:
    """The key `resp-lint` of the front matter, as one suppression for the whole page."""
    data = page.front_matter.data
    entry = page.front_matter.entries.get(KEY)
    if not data or entry is None:
        return
    start = page.source.line_start(entry.line)
    below = (other.line for other in page.front_matter.entries.values() if "." not in other.key)
    end = page.source.line_start(min((line for line in below if line > entry.line), default=page.front_matter.end_line))
    reason, value = "", data.get(KEY)
    if isinstance(value, dict):
        reason, value = str(value.get("reason") or ""), value.get(IGNORE)
    said = [_said(text, _action_end(text), len(text), 0) for text in _texts(value)]
    if not reason and all(own for _, own in said):
        reason = "; ".join(own for _, own in said)
    names = tuple(_placed(page.source.text, [name.text for found, _ in said for name in found], start, end))
    yield Directive(IGNORE_FILE, names, reason, start, end, in_front_matter=True)


def _action_end(text: str) -> int:
    """Where the names begin in a text that may say `ignore` before them, as a comment does."""
    action = re.match(rf"{IGNORE}(?:-file)?\s", text)
    return action.end() if action else 0


def _placed(text: str, names: list[str], start: int, end: int) -> Iterator[Name]:
    """Names where they stand, in their order; at the place of the one before where YAML writes one in another way."""
    for name in names:
        found = text.find(name, start, end)
        start = found if found >= 0 else start
        yield Name(name, start, min(start + len(name), end))


def _texts(value: Any) -> list[str]:  # noqa: ANN401 -- front matter holds anything
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    return [] if value is None else [str(value)]


def known_names(rules: Mapping[str, str]) -> Mapping[str, str]:
    """The codes of rules by code and by name, as suppressions may write them."""
    return {key.casefold(): code for code, name in rules.items() for key in (code, name)}
