"""Keyrefs, `{{site.data.keyword.x}}`: replaced before the page is parsed, so they must not disturb the parse.

A keyref is masked by a run of private-use characters of the same length that carries its number: lines and columns
stay true, the run behaves like a word, and unmasking gives the keyref back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

KEYREF = regex(r"(\{\{[^\r\n]{0,300}?\}\})")
"""What `find_keyrefs` finds; for short texts, as it follows each of many braces that nothing closes."""
_LONGEST = 300
_FIRST = "\ue000"
_DIGITS = 0xE001  # 4,096 digits follow
_BASE = 0x1000
_MASK = regex("\ue000[\ue001-\uf000]+")


def find_keyrefs(text: str) -> list[tuple[int, int]]:
    r"""Where keyrefs stand, in order: each from the first braces that can open it to the first ones that close it.

    >>> find_keyrefs("{{a}} {{ {{b}} }}"), find_keyrefs("{{x\n}} {{y")
    ([(0, 5), (6, 14)], [])
    """
    found: list[tuple[int, int]] = []
    start = 0
    close = text.find("}}", text.find("{{") + 2) if "{{" in text else -1
    while close >= 0:
        first = max(start, close - _LONGEST - len("{{"))
        line = max(text.rfind("\n", first, close), text.rfind("\r", first, close)) + 1
        opening = text.find("{{", max(first, line), close)
        if opening >= 0:
            start = close + 2
            found.append((opening, start))
        close = text.find("}}", close + 2 if opening >= 0 else close + 1)
    return found


def replace_keyrefs(text: str, replace: Callable[[str], str]) -> str:
    """Text with each keyref replaced by what stands for it."""
    if len(text) <= _LONGEST:  # most cells are short, and take half the time so
        return KEYREF.sub(lambda match: replace(match[0]), text)
    pieces: list[str] = []
    end = 0
    for left, right in find_keyrefs(text):
        pieces += (text[end:left], replace(text[left:right]))
        end = right
    return "".join((*pieces, text[end:])) if pieces else text


def mask(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its keyrefs masked, and the keyrefs in order.

    >>> masked, keyrefs = mask("a {{x.y}} b")
    >>> len(masked), unmask(masked, keyrefs)
    (11, 'a {{x.y}} b')
    """
    if "{{" not in text:
        return text, ()
    keyrefs: list[str] = []

    def number(keyref: str) -> str:
        keyrefs.append(keyref)
        return _run(len(keyrefs) - 1, len(keyref))

    return replace_keyrefs(text, number), tuple(keyrefs)


def _run(index: int, length: int) -> str:
    """The run of characters that masks the keyref of this number."""
    high, low = divmod(index, _BASE)
    return (_FIRST + chr(_DIGITS + min(high, _BASE - 1)) + chr(_DIGITS + low)).ljust(length, chr(_DIGITS))


def unmask(masked: str, keyrefs: tuple[str, ...]) -> str:
    """The text with each mask replaced by its keyref; private-use characters that mask nothing stay."""
    if not keyrefs or _FIRST not in masked:
        return masked

    def keyref(match: re.Match[str]) -> str:
        run = match[0]
        if len(run) < len("{{}}"):
            return run
        index = (ord(run[1]) - _DIGITS) * _BASE + ord(run[2]) - _DIGITS
        return keyrefs[index] if index < len(keyrefs) and len(keyrefs[index]) == len(run) else run

    return _MASK.sub(keyref, masked)
