r"""The only way out: what no page, file name or plugin may do to the terminal, or to whatever else reads our output.

A character that hides, moves or reorders text is shown as its escape instead, `\x1b`, `\u202e`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.regex import regex

if TYPE_CHECKING:
    import re

_HIDING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but for tab and line feed, DEL, C1
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # shown as nothing: soft hyphen, joiners, fillers
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, line and paragraph separators, bidi controls
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U0001d173-\U0001d17a"  # fillers, byte order mark, annotations
    "\U000e0000-\U000e0fff"  # tags and other selectors that carry text nobody sees
    "\ud800-\udfff"  # lone surrogates: bytes of a file name that are not UTF-8
)
_LINK = r"\x1b\]8;;(?:(?:https?|file)://[!-~]*)?\x1b\\"
_HIDDEN = regex(f"[{_HIDING}]")
_HIDDEN_ON_LINE = regex(f"[\t\n{_HIDING}]")
_LONE_SURROGATE = regex("[\ud800-\udfff]")
# Most lines have several colours: those are not even found.
_GATES = {
    (colors, links): regex(f"{_LINK}|" * links + f"[\n{_HIDING}]" + r"(?!(?<=\x1b)\[[0-9;]*m)" * colors)
    for colors in (False, True)
    for links in (False, True)
}
_COMMAND_START = regex(r"(\s*:)(?=:)")
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_BYTES = range(0xDC80, 0xDD00)  # where `surrogateescape` puts the bytes 0x80 to 0xFF
_ASCII = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "×": "x", "→": "->"})


def clean_text(text: str) -> str:
    """A text of several lines, with nothing in it that hides or moves; tabs and line feeds stay."""
    return _HIDDEN.sub(_escape, text)


def clean_line(text: str) -> str:
    """A path, a message or a name: the same, and it stays on its line."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN_ON_LINE.sub(_escape, text)


def replace_surrogates(text: str) -> str:
    r"""A text that UTF-8 can carry: bytes of a file name that are not UTF-8 show as `\xff`."""
    return _LONE_SURROGATE.sub(_escape, text)


def reduce_to_ascii(text: str) -> str:
    """A text for a terminal that knows nothing but ASCII."""
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")


def filter_line(line: str, *, colors: bool = False, links: bool = False) -> str:
    """A finished line, as the last gate lets it through: what a stranger's format yields is held to our promise.

    Of all control sequences, none passes but colours and links where the terminal is to have them.
    """
    if line.isascii() and line.isprintable():
        return line
    return _GATES[colors, links].sub(_escape_hidden, line)


def escape_commands(line: str) -> str:
    """A line in which GitHub's runner finds no command: `::` counts at its start, `##[` anywhere."""
    line = line.replace("##[", "#\u200b#[")
    return _COMMAND_START.sub("\\1\u200b", line, count=1) if line.lstrip().startswith("::") else line


def _escape_hidden(found: re.Match[str]) -> str:
    return _escape(found) if len(found[0]) == 1 else found[0]


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if character in _NAMED:
        return _NAMED[character]
    if code in _BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:  # noqa: PLR2004 -- the largest that two digits can say
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 -- the same, with four digits
