"""Words as a quick look at a text sees them: as a close look would, and a few more."""

from __future__ import annotations

from resp_lint import regex

_SKIPPED = (
    ("{{", regex(r"\{\{[^{}]*\}\}")),
    ("`", regex(r"`[^`]*`")),
    ("](", regex(r"\]\([^()]*\)?")),
    ("<", regex(r"</?[A-Za-z][^<>]*>")),
)
_LETTERS = regex(r"[A-Za-z]{3,}")
_WORDS = regex(r"(?:(?<![\w@$%\\.&-])|(?<=\d\.))[A-Za-z]+(?:['’-][A-Za-z]+)*(?![^\W\d]|[@\\=]|\.\w)")
MARKUP = "\1"
"""Stands where markup may begin that is no word to a reader: an address, a tag, an entity, an attribute list, a footnote."""
BRACE = "\2"
"""Stands in place of braces where a text is cut at a keyref."""
_BLANK = b"\2!\"#$%'()*+,-/;=>?@[\\_`{}~"
_MARKS = b"]<&:^"
_FOLDED = bytes.maketrans(_BLANK + _MARKS, b" " * len(_BLANK) + MARKUP.encode() * len(_MARKS))
_SIGNS = regex(r"[^\x00-\x7f\w]+")


def split_letters(word: str) -> list[str]:
    """The words that the letters of what stands between spaces make; shorter ones than of three are never slips."""
    if word.isascii() and word.isalpha():
        return [word] if len(word) > 2 else []  # noqa: PLR2004 -- three
    return _LETTERS.findall(word)


def find_words(chunk: str) -> list[str]:
    """The words of a chunk between spaces that can be prose."""
    for mark, pattern in _SKIPPED:
        if mark in chunk:
            chunk = pattern.sub("X" if mark in {"{{", "`"} else " ", chunk)
    chunk = chunk.replace("_", " ").replace("\\n", " ")
    if "/" in chunk:
        chunk = chunk.replace("/", " ") if chunk.count("/") == 1 and chunk[0] != "/" else ""
    return [word for words in _WORDS.findall(chunk) for word in _LETTERS.findall(words)]


def fold(text: str) -> str:
    """A text without punctuation; borders of cells, full stops and markup stand apart; bytes are faster."""
    if not text.isascii():
        text = _SIGNS.sub(" ", text)
    line = text.replace("\\n", " ").encode("utf-8", "surrogatepass").translate(_FOLDED)
    return line.decode("utf-8", "surrogatepass").replace(".", " . ").replace(MARKUP, f" {MARKUP} ")
