"""The links and the comments in a stretch of text, in one pass.

The scan knows what of CommonMark 0.31 decides whether a bracket makes a link: escapes, code spans, autolinks, tags, and
that a link holds no other link.  Each character is looked at a bounded number of times, whatever stands there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_RE
from markdown_it.common.normalize_url import validateLink
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline.autolink import EMAIL_RE
from msgspec import Struct

from resp_lint.lazy import cached_property
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from resp_lint.page.model import Span

BLANKS = " \t\r\n"
_SPECIAL = regex(r"[\\`<\]]|!?\[")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TICKS = regex(r"`+")
_AUTOLINK = regex(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*)>")
_ANGLED = regex(r"<([^<>]*)>")
_DECLARATION = regex(r"<![A-Za-z]")
_BARE_TARGET = regex(r"[^ ()\\\x00-\x1f\x7f]+|\\[^ \n]?|[()]")
_ANGLED_TARGET = regex(r"<((?:[^<>\\\r\n]|\\.)*)>")
_TITLE = regex(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)", re.DOTALL)
_LABEL = regex(r"\[((?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
_MAX_PARENTHESES = 32
_MAX_LABEL = 999
_PLAIN_LINK = regex(r"(!?)\[([^\[\]]*)\]\(([^ ()\\<>\x00-\x1f\x7f]*)\)")
_NOT_PLAIN = regex(r"[`\\<]|\^\[")
# An autolink or a comment; of a tag that is neither, only the brackets in it matter.
USEFUL_ANGLE = regex(r"<(?:!--|[^<>\s:@]*[:@])")
_TAG = regex(HTML_OPEN_CLOSE_TAG_RE.pattern.removeprefix("^"))


class Found(Struct, frozen=True):
    """A link in a stretch of text, by offsets relative to it; `label` where it is a reference."""

    start: int
    end: int
    image: bool
    text: Span
    target: Span
    label: str = ""
    auto: bool = False


class Scanned(Struct, frozen=True):
    """What a stretch of text holds, by offsets relative to it."""

    links: Sequence[Found]
    comments: Sequence[Span]


def scan(text: str, labels: Collection[str]) -> Scanned:
    """The links and the comments of a text; `labels` are those that the page defines, normalized.

    >>> [text[slice(*link.target)] for text in ["a [b](c `d`) [e](f)"] for link in scan(text, ()).links]
    ['f']
    """
    links = _find_plain_links(text)
    if links is not None:
        return Scanned(links, ())
    thorough = _Scan(text, labels)
    thorough.run()
    return Scanned(thorough.links, thorough.comments)


@lru_cache(maxsize=4096)
def scan_alone(text: str) -> Scanned:
    """The links and the comments of a text on a page that defines no labels: cells with links repeat."""
    return scan(text, ())


def find_comments(text: str) -> Iterator[Span]:
    """The HTML comments of a text that is HTML throughout."""
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 2)
        end = len(text) if end < 0 else end + 3
        yield start, end
        start = text.find("<!--", end)


def _find_plain_links(text: str) -> list[Found] | None:
    """The links of a text in which nothing but brackets can matter; None where something else might."""
    if _NOT_PLAIN.search(text):
        return None
    found = [
        Found(match.start(), match.end(), bool(match[1]), match.span(2), match.span(3))
        for match in _PLAIN_LINK.finditer(text)
    ]
    fine = text.count("[") == len(found) == text.count("]")
    return found if fine and all(validateLink(text[one.target[0] : one.target[1]]) for one in found) else None


def skip_blanks(text: str, position: int, blanks: str = BLANKS) -> int:
    while position < len(text) and text[position] in blanks:
        position += 1
    return position


def find_target(text: str, position: int) -> Span | None:
    """The span of the address at a position, angle brackets apart; None where there is none."""
    if text.startswith("<", position):
        angled = _ANGLED_TARGET.match(text, position)
        return angled.span(1) if angled else None
    start, depth = position, 0
    while match := _BARE_TARGET.match(text, position):
        if match[0] == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return None
        elif match[0] == ")":
            if not depth:
                break
            depth -= 1
        position = match.end()
    return (start, position) if position > start and not depth else None


def _find_title_end(text: str, position: int) -> int:
    """Where the title at a position ends; the position itself where there is none."""
    match = _TITLE.match(text, position)
    return match.end() if match else position


class _Scan:
    """One pass over a stretch of text with a stack of the brackets that are open."""

    def __init__(self, text: str, labels: Collection[str]) -> None:
        self.text = text
        self.labels = labels
        self.links: list[Found] = []
        self.comments: list[Span] = []
        self.open: list[tuple[int, bool]] = []  # where brackets opened, and whether for an image
        self.inactive = 0  # so many of the open brackets hold a link already, so that they can make none
        self.last_bracket = -1
        self.notes: set[int] = set()  # where `^[` opens a footnote
        self.find_absent: set[str] = set()  # what is known not to come any more

    def run(self) -> None:
        """Read the text from its start to its end."""
        position = escaped = 0
        while match := _SPECIAL.search(self.text, position):
            start, character = match.start(), match[0]
            if character == "\\":
                position = escaped = start + (2 if self.text[start + 1 : start + 2] in _ESCAPABLE else 1)
            elif character == "`":
                position = self._skip_code(start)
            elif character == "<":
                position = self._skip_angle(start)
            elif character == "]":
                position = self._close(start)
            else:
                self.open.append((start, character[0] == "!"))
                self.last_bracket = position = match.end()
                if self.text.startswith("^[", start - 1) and start != escaped:
                    self.notes.add(start - 1)

    # --- code and HTML

    @cached_property
    def _ticks(self) -> dict[int, list[int]]:
        """Where runs of backticks start, by their length, the last one first."""
        runs: dict[int, list[int]] = {}
        for match in _TICKS.finditer(self.text):
            runs.setdefault(match.end() - match.start(), []).append(match.start())
        for starts in runs.values():
            starts.reverse()
        return runs

    def _skip_code(self, start: int) -> int:
        """Where the code span that backticks open ends; after them where nothing closes it."""
        match = _TICKS.match(self.text, start)
        end = match.end() if match else start + 1
        closers = self._ticks.get(end - start, [])
        while closers and closers[-1] < end:
            closers.pop()
        return closers[-1] + end - start if closers else end

    def _skip_angle(self, start: int) -> int:
        """Where an autolink, a comment or a tag ends; after the `<` where it is none of them."""
        text = self.text
        auto = _AUTOLINK.match(text, start) or self._match_email(start)
        if auto and validateLink(auto[1]):
            self.links.append(Found(start, auto.end(), False, auto.span(1), auto.span(1), auto=True))  # noqa: FBT003 -- no image
            return auto.end()
        if text.startswith("<!--", start):
            end = self._find_after("-->", start + 2)
            if end:
                self.comments.append((start, end))
            return end or start + 1
        for opening, closing in (("<?", "?>"), ("<![CDATA[", "]]>")):
            if text.startswith(opening, start):
                return self._find_after(closing, start + 2) or start + 1
        if _DECLARATION.match(text, start):
            return self._find_after(">", start + 2) or start + 1
        # The pattern is anchored by `^`, so it needs a text of its own; a tag holds no `<` but in quotes.
        return self._tag_end(start)

    def _match_email(self, start: int) -> re.Match[str] | None:
        match = _ANGLED.match(self.text, start)
        return match if match and EMAIL_RE.search(match[1]) else None

    def _find_after(self, closing: str, position: int) -> int:
        """The offset after the next `closing`, or 0; asked once in vain, it does not look again."""
        if closing in self.find_absent:
            return 0
        found = self.text.find(closing, position)
        if found < 0:
            self.find_absent.add(closing)
            return 0
        return found + len(closing)

    def _tag_end(self, start: int) -> int:
        match = _TAG.match(self.text, start)
        return match.end() if match else start + 1

    # --- brackets

    def _close(self, end: int) -> int:
        """Where the link that a `]` closes ends; after the `]` where it makes none."""
        direct = self.last_bracket
        self.last_bracket = -1
        if not self.open:
            return end + 1
        start, image = self.open.pop()
        active = (image or len(self.open) >= self.inactive) and start - 1 not in self.notes
        self.inactive = min(self.inactive, len(self.open))
        if not active:
            return end + 1
        text = (start + 1 + image, end)
        found = self._read_inline(start, image, text) or self._read_reference(
            start, image, text, plain=direct == text[0]
        )
        if found is None:
            return end + 1
        self.links.append(found)
        if not image:
            self.inactive = len(self.open)
        return found.end

    def _read_inline(self, start: int, image: bool, text: Span) -> Found | None:  # noqa: FBT001 -- what the bracket was
        """`(target "title")` after a bracket."""
        source = self.text
        if not source.startswith("(", text[1] + 1):
            return None
        begin = position = skip_blanks(source, text[1] + 2)
        target = find_target(source, position)
        if target:
            position = target[1] + (source[begin] == "<")
            after = skip_blanks(source, position)
            title_end = _find_title_end(source, after) if after > position else after
            position = skip_blanks(source, title_end)
            if not validateLink(source[target[0] : target[1]]):
                return None
        if not source.startswith(")", position):
            return None
        return Found(start, position + 1, image, text, target or (begin, begin))

    def _read_reference(self, start: int, image: bool, text: Span, *, plain: bool) -> Found | None:  # noqa: FBT001
        """`[label]` after a bracket, or nothing, where the text itself is the label."""
        if not self.labels:
            return None
        match = _LABEL.match(self.text, text[1] + 1)
        label, end = (match[1], match.end()) if match else ("", text[1] + 1)
        if not label and plain and text[1] - text[0] <= _MAX_LABEL:
            label = self.text[text[0] : text[1]]
        label = normalizeReference(label) if label and len(label) <= _MAX_LABEL else ""
        return Found(start, end, image, text, text, label) if label in self.labels else None
