"""A quick look at a text before a close one: on most pages it ends here."""

from __future__ import annotations

from functools import lru_cache

from resp_lint import regex

_SKIPPED = (
    ("{{", regex(r"\{\{[^{}]*\}\}")),
    ("`", regex(r"`[^`]*`")),
    ("](", regex(r"\]\([^()]*\)?")),
    ("<", regex(r"</?[A-Za-z][^<>]*>")),
)
_LETTERS = regex(r"[A-Za-z]{3,}")
_WORDS = regex(r"(?:(?<![\w@$%\\.&-])|(?<=\d\.))[A-Za-z]+(?:['’-][A-Za-z]+)*(?![^\W\d]|[@\\=]|\.\w)")
_MARKS = b'!"#$%&()*+,/:;<=>?@[\\]^_`{}~'
_PUNCTUATION = bytes.maketrans(_MARKS, b" " * len(_MARKS))


def words_in(chunk: str) -> list[str]:
    """The words of a chunk between blanks that can be prose, as a close look would find them and a few more."""
    for mark, pattern in _SKIPPED:
        if mark in chunk:
            chunk = pattern.sub("X" if mark in {"{{", "`"} else " ", chunk)
    chunk = chunk.replace("_", " ").replace("\\n", " ")
    if "/" in chunk:
        chunk = chunk.replace("/", " ") if chunk.count("/") == 1 and chunk[0] != "/" else ""
    return [word for words in _WORDS.findall(chunk) for word in _LETTERS.findall(words)]


def fold(text: str) -> list[bytes]:
    """A text's words in lower case without markup, with cells' borders and full stops between them; bytes are faster."""
    if not text.isascii():
        for sign in "“”‘’…–—\xa0":
            text = text.replace(sign, " ")
    line = text.encode("utf-8", "surrogatepass").lower().translate(_PUNCTUATION)
    return line.replace(b"|", b" | ").replace(b".", b" . ").split()


folded = lru_cache(maxsize=4)(fold)
"""The same, remembered: several rules ask for a page's words."""


@lru_cache(maxsize=4)
def _folded_once(text: str) -> tuple[frozenset[bytes], bytes]:
    return frozenset(folded(text)), b" %b " % b" ".join(folded(text))


def can_hold(text: str, phrase: tuple[bytes, ...]) -> bool:
    """Whether words, folded, can stand side by side in a text: no if it says no."""
    words, line = _folded_once(text)
    return words.issuperset(phrase) and b" %b " % b" ".join(phrase) in line
