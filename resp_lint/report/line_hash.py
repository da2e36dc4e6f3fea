"""GitHub's name for a line: a hash of what stands from there on, so that it stays when lines above it come and go.

As code scanning computes `primaryLocationLineHash`: a polynomial, modulo 2^64, of the next hundred UTF-16 units that
are neither space nor tab, every line ending counted as a line feed; equal ones are numbered.
"""

from __future__ import annotations

import sys
from collections import Counter

from resp_lint.regex import regex

_WINDOW = 100
_FACTOR = 37
_MASK = (1 << 64) - 1
_LEAVING = pow(_FACTOR, _WINDOW, 1 << 64)
_END = 0xFFFF
_LINE_FEED = 0x0A
_ENDING = regex("\r\n?")


def compute_line_hashes(text: str) -> list[str]:
    """The hash of each line."""
    units = [*_encode_units(text), _END]
    ahead = units + [0] * _WINDOW
    value = 0
    for unit in ahead[:_WINDOW]:
        value = (value * _FACTOR + unit) & _MASK
    seen: Counter[int] = Counter()
    hashes: list[str] = []
    at_start = True
    for unit, coming in zip(units, ahead[_WINDOW:], strict=True):
        if at_start:
            seen[value] += 1
            hashes.append(f"{value:x}:{seen[value]}")
        at_start = unit == _LINE_FEED
        value = (value * _FACTOR + coming - unit * _LEAVING) & _MASK
    return hashes


def _encode_units(text: str) -> memoryview[int]:
    """The UTF-16 units that count."""
    text = _ENDING.sub("\n", text).replace(" ", "").replace("\t", "")
    order = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
    return memoryview(text.encode(order, "surrogatepass")).cast("H")
