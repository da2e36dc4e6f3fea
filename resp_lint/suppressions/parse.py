"""What suppressions say: `resp-lint: ignore RSP502, missing-summary -- the reason`, in comments and in front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resp_lint.regex import regex
from resp_lint.suppressions.model import IGNORE, IGNORE_FILE, KEY, MARK, Directive, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.page.model import Comment, Page

_DIRECTIVE = regex(rf"\s*{MARK}\s*([\w-]*)")
# A reason starts after two hyphens, a dash or a colon; no name holds any of them.
_REASON = regex(r"--+|[—–:]")
_NAME = regex(r"[^\s,]+")
# What other linters call themselves in comments, and what comes near to our own name.
_LINTERS = "markdownlint|rumdl|mdl|pyml|pymarkdown|vale|textlint|remark|lint|noqa|nolint|eslint"
_VERBS = "ignore|disable|enable|suppress|skip|exclude|allow|off|on|noqa|nolint"
_SIMILAR = regex(
    rf"\s*(?P<word>resp[\s_-]?lint(?:[-_](?:{_VERBS})[\w-]*)?)(?P<verb>[\s:=_-]+(?:{_VERBS})\b)?", re.IGNORECASE
)
_FOREIGN = regex(rf"\s*(?P<word>(?:{_LINTERS})\b[\w-]*)", re.IGNORECASE)
_MAYBE = regex(rf"<!--\s*(?:resp[\s_-]?lint|(?:{_LINTERS})\b)", re.IGNORECASE)
_SIMILAR_KEYS = frozenset({"resplint", "resp_lint"})
_OTHER_VERB = regex(rf"\s*({_VERBS}|see)\s", re.IGNORECASE)


def read_directives(page: Page) -> tuple[tuple[Directive, Comment | None], ...]:
    """The suppressions of a page in order, those in its front matter first, and what is only meant to be one."""
    text = page.source.text
    in_comments = (
        [(directive, comment) for comment in page.comments if (directive := read_directive(comment))]
        if "<!--" in text and _MAYBE.search(text)
        else ()
    )
    return (*((directive, None) for directive in _read_front_matter(page)), *in_comments)


def read_directive(comment: Comment) -> Directive | None:
    """The suppression that a comment is, or is meant to be; None for any other comment."""
    raw = comment.raw
    inner_end = len(raw) - 3 if raw.endswith("-->") else len(raw)
    match = _DIRECTIVE.match(raw, 4, inner_end)
    if match is None:
        return _read_near_miss(comment, inner_end)
    names, reason = _read_names(raw, match.end(), inner_end, comment.start)
    dashed = "--" in raw[4:inner_end] or raw[:inner_end].endswith("-")
    return Directive(match[1], names, reason, comment.start, comment.end, dashed)


def _read_near_miss(comment: Comment, end: int) -> Directive | None:
    """A comment that would suppress in a form that is not ours; whether it names a rule is for others to say."""
    raw = comment.raw
    similar = _SIMILAR.match(raw, 4, end)
    match = similar or _FOREIGN.match(raw, 4, end)
    if match is None:
        return None
    sure = similar is not None and (similar["verb"] is not None or similar["word"].casefold() not in _PLAIN)
    names = _list_names(raw, match.end("word"), end, comment.start)
    return Directive("", names, "", comment.start, comment.end, near_miss=match["word"], foreign=not sure)


_PLAIN = frozenset({"resp-lint", "resp_lint", "resplint", "resp lint"})


def _read_names(text: str, start: int, end: int, offset: int) -> tuple[tuple[Name, ...], str]:
    """The names and the reason in a stretch of text that starts at an offset of the page."""
    reason = _REASON.search(text, start, end)
    names = _list_names(text, start, reason.start() if reason else end, offset)
    return names, " ".join(text[reason.end() : end].split()) if reason else ""


def _list_names(text: str, start: int, end: int, offset: int) -> tuple[Name, ...]:
    return tuple(
        Name(match[0], offset + match.start(), offset + match.end()) for match in _NAME.finditer(text, start, end)
    )


# --- front matter


def _read_front_matter(page: Page) -> Iterator[Directive]:
    """The key `resp-lint` of the front matter, as one suppression for the whole page, and keys that are nearly that."""
    data = page.front_matter.data
    if not data:
        return
    for key, entry in page.front_matter.entries.items():
        if key == KEY:
            yield _read_key(page, data.get(KEY), *_find_key(page, entry.line))
        elif key.casefold() in _SIMILAR_KEYS:
            start = page.source.line_start(entry.line)
            yield Directive("", (), "", start, start + len(key), in_front_matter=True, near_miss=key)


def _find_key(page: Page, line: int) -> tuple[int, int]:
    """The offsets between which a key of the front matter stands with its value."""
    below = (other.line for other in page.front_matter.entries.values() if "." not in other.key)
    end = min((other for other in below if other > line), default=page.front_matter.end_line)
    return page.source.line_start(line), page.source.line_start(end)


def _read_key(page: Page, value: Any, start: int, end: int) -> Directive:  # noqa: ANN401 -- front matter holds anything
    reason = ""
    if isinstance(value, dict):
        reason, value = str(value.get("reason") or ""), value.get(IGNORE)
    texts = _list_texts(value)
    if verb := next((found for text in texts if (found := _OTHER_VERB.match(text)) and found[1] != IGNORE), None):
        return Directive(verb[1], (), "", start, end, in_front_matter=True)
    read = [_read_names(text, _skip_action(text), len(text), 0) for text in texts]
    if not reason and all(own for _, own in read):
        reason = "; ".join(own for _, own in read)
    names = tuple(_place_names(page.source.text, [name.text for found, _ in read for name in found], start, end))
    return Directive(IGNORE_FILE, names, reason, start, end, in_front_matter=True)


def _skip_action(text: str) -> int:
    """Where the names begin in a text that may say `ignore` before them, as a comment does."""
    action = re.match(rf"{IGNORE}(?:-file)?\s", text)
    return action.end() if action else 0


def _place_names(text: str, names: list[str], start: int, end: int) -> Iterator[Name]:
    """Names where they stand, in their order; at the place of the one before where YAML writes one in another way."""
    for name in names:
        found = text.find(name, start, end)
        start = found if found >= 0 else start
        yield Name(name, start, min(start + len(name), end))


def _list_texts(value: Any) -> list[str]:  # noqa: ANN401 -- front matter holds anything
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    return [] if value is None else [str(value)]


def index_names(rules: Mapping[str, str]) -> Mapping[str, str]:
    """The codes of rules by code and by name, as suppressions may write them."""
    return {key.casefold(): code for code, name in rules.items() for key in (code, name)}
