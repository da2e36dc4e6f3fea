"""Reads the items of an attribute list tolerantly: what is no item, what was meant by it, and the edits that fix it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import regex

if TYPE_CHECKING:
    from collections.abc import Iterator


class Flaw(Struct, frozen=True):
    """A place where a list breaks, by offsets relative to it; `edits` are empty where only the author can fix it."""

    start: int
    end: int
    message: str
    edits: tuple[tuple[int, int, str], ...] = ()


_QUOTES = "\"'“”‘’„"
_ITEM = rf"""[^\s{_QUOTES}={{]+(?:=(?:"[^"]*"|'[^'"]*'|[^\s{_QUOTES}={{]+)?)?(?=[ \t]|$)"""
_ALL_ITEMS = regex(rf"[ \t]*(?>{_ITEM}[ \t]*)*$")
_ONE_ITEM = regex(_ITEM)
_TOKEN = regex(r"\S+")
_SPACED = regex(rf"[^\s{_QUOTES}={{]+(?:[ \t]+=|=[ \t]+(?=[{_QUOTES}])|==)")
_KEY = regex(rf"([\w.-]+)([ \t]*[=:]+[ \t]*|(?=[{_QUOTES}]))")
_CLOSED = regex(r"""("[^"]*"|'[^'"]*'|“[^“”"]*”|‘[^‘’"]*’)(?=[ \t]|$)""")
_LATE_QUOTE = regex(rf"""[\w-]+=[^\s{_QUOTES}={{][^"=]*"(?=[ \t]|$)""")
_RUN_INTO = regex(r"""("[^"]*"|'[^'"]*')(?=[\w-]+=["']|[.#][\w-]+(?:[ \t]|$))""")


def scan(body: str, keys: frozenset[str], flags: tuple[str, ...]) -> tuple[Flaw, ...]:
    """What breaks a list, given without its closing brace and with its keyrefs masked."""
    if _ALL_ITEMS.match(body, 2) and not (_may_swallow(body) and _compile_swallowed_key(keys).search(body)):
        return ()
    return tuple(_Scan(body, keys, flags).run())


def _may_swallow(body: str) -> bool:
    """Whether a list has what `_compile_swallowed_key` begins and ends with: most have not, and it takes time to compile."""
    return '="' in body and any(f"={quote}" in body for quote in "'‘’“”")


def _compile_swallowed_key(keys: frozenset[str]) -> re.Pattern[str]:
    """A value that ends in another key's quotes, because its own were not closed before it."""
    known = "|".join(map(re.escape, sorted(keys))) or r"(?!)"
    return re.compile(rf"""="[^"]*[ \t](?:{known})=['‘’“”]""")


def _compile_next_item(keys: frozenset[str], flags: tuple[str, ...]) -> re.Pattern[str]:
    """Where, inside a value whose quote is not closed, another item seems to begin."""
    known = "|".join(map(re.escape, sorted(keys))) or r"(?!)"
    hyphened = "|".join(re.escape(flag) for flag in flags if "-" in flag) or r"(?!)"
    return re.compile(
        rf"(?<=[ \t])(?:[\w-]+[ \t]*=[ \t]*[{_QUOTES}]|(?:{known})[ \t]*=|(?:{hyphened})(?:[ \t]|$)|[.#][\w-]+[ \t]*$)"
    )


class _Scan:
    """One pass over a list's items; what is not one is read up to where the next one begins."""

    def __init__(self, body: str, keys: frozenset[str], flags: tuple[str, ...]) -> None:
        self.body = body
        self.keys = keys
        self.next_item = _compile_next_item(keys, flags)
        self.may_swallow = _may_swallow(body)

    def run(self) -> Iterator[Flaw]:
        """What breaks the list, in order."""
        position = 2
        while token := _TOKEN.search(self.body, position):
            position = token.start()
            item = _ONE_ITEM.match(self.body, position)
            if item and not self._is_half(position):
                position = item.end()
            else:
                flaw = self._make_flaw(position, token.end())
                yield flaw
                position = flaw.end

    def _is_half(self, start: int) -> bool:
        """Whether what looks like an item is a part of what was meant as one."""
        body = self.body
        return bool(_SPACED.match(body, start) or _LATE_QUOTE.match(body, start) or self._has_swallowed_key(start))

    def _has_swallowed_key(self, start: int) -> bool:
        if not self.may_swallow:
            return False
        key = _KEY.match(self.body, start)
        return key is not None and _compile_swallowed_key(self.keys).match(self.body, key.end() - 1) is not None

    def _make_flaw(self, start: int, token_end: int) -> Flaw:
        key = _KEY.match(self.body, start)
        if key is None or not (key[2] or key[1] in self.keys):
            token = self.body[start:token_end]
            return Flaw(start, token_end, f"“{token}” belongs to no key; fix the quotes around it")
        if "=" in key[2] and (value := _RUN_INTO.match(self.body, key.end())):
            end = value.end()
            return Flaw(
                start, end, f"value of “{key[1]}” runs into the next item; put a space between", ((end, end, " "),)
            )
        return self._check_value(start, key[1], key.start(2), key.end())

    def _check_value(self, start: int, key: str, separator: int, begin: int) -> Flaw:
        closed = None if self._has_swallowed_key(start) else _CLOSED.match(self.body, begin)
        following = None if closed else self.next_item.search(self.body, begin + 1)
        stop = closed.end() if closed else following.start() if following else len(self.body)
        value = self.body[begin:stop].rstrip(" \t")
        unopened = value.lstrip(_QUOTES)
        inner = unopened.rstrip(",;").rstrip(_QUOTES)
        left, end = begin + len(value) - len(unopened), begin + len(value)
        right = left + len(inner)
        message = _describe_value_flaw(
            key, self.body[separator:begin], self.body[begin:left], self.body[right:end], inner
        )
        fixed = ((separator, left, '="'), (right, end, '"'))
        edits = tuple((s, e, text) for s, e, text in fixed if self.body[s:e] != text)
        return Flaw(start, max(end, start + 1), message, () if '"' in inner else edits)


def _describe_value_flaw(key: str, separator: str, opening: str, closing: str, inner: str) -> str:
    """What is wrong with a value, by what stands before it, its quotes, and what is inside."""
    told, quotes = f"value of “{key}”", closing.rstrip(",;")
    cases = (
        (separator.strip() == "=" != separator, f'“{key}{separator.rstrip()}” has spaces beside “=”; write {key}="…"'),
        (separator != "=", f'“{key}” is not followed by “=” alone; write {key}="…"'),
        ('"' in inner, f"{told} has straight quotes inside; write “…” there"),
        (set(opening + quotes) - set("\"'"), f"{told} stands in typographic quotes; use straight ones"),
        ("'" in opening and "'" in inner, f"{told} has an apostrophe inside single quotes; use double ones"),
        (not opening, f"{told} has no opening quote; add it"),
        (not quotes, f"{told} has no closing quote; add it"),
        (quotes != closing, f"“{closing[-1:]}” follows the value of “{key}”; items are parted by spaces alone"),
        (opening[:1] != closing[-1:], f"{told} opens with {opening[:1]} and closes with {closing[-1:]}; use one kind"),
        (True, f"{told} has a quote too many; take it away"),
    )
    return next(text for wrong, text in cases if wrong)
