"""Keyrefs, `{{site.data.keyword.x}}`: replaced before the page is parsed, so they must not disturb the parse.

A keyref is masked by a run of private-use characters of the same length that carries its number: lines and columns
stay true, the run behaves like a word, and unmasking gives the keyref back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.regex import regex

if TYPE_CHECKING:
    import re

# No keyref is as long; without a bound, each of many braces that nothing closes would be followed to its line's end.
KEYREF = regex(r"(\{\{[^\r\n]{0,300}?\}\})")
_FIRST = "\ue000"
_DIGITS = 0xE001  # 4,096 digits follow
_BASE = 0x1000
_MASK = regex("\ue000[\ue001-\uf000]+")


def mask(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its keyrefs masked, and the keyrefs in order.

    >>> masked, keyrefs = mask("a {{x.y}} b")
    >>> len(masked), unmask(masked, keyrefs)
    (11, 'a {{x.y}} b')
    """
    if "{{" not in text:
        return text, ()
    pieces = KEYREF.split(text)
    keyrefs = tuple(pieces[1::2])
    pieces[1::2] = map(_run, range(len(keyrefs)), map(len, keyrefs))
    return "".join(pieces), keyrefs


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
