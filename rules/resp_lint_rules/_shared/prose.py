"""Words as they stand in a part of a page: prose alone, without code, keyrefs, tags, addresses, names of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_KEYREF = regex(r"\{\{[^\n{}]*\}\}")
_MARKUP = regex(
    r"</?[A-Za-z][^<>]*>|<[^\s<>]+>"  # tags and addresses in angle brackets
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\[\]\n]*\]|\[\^[^\[\]\n]*\]"  # where links and footnotes lead
    r"|\{:[^{}\n]*\}|&\w+;|\\n(?![a-z])"  # attribute lists, entities, a cell's line breaks
)
# Emphasis inside a word, **A**cronym, breaks nothing.
_EMPHASIS = regex(r"(?<=\w)\*+(?=\w)")
_BACKTICKS = regex(r"`+")
# What stands between spaces and such is prose where nothing but letters is in it; `a.b`, `--flag`, `a/b/c` are not.
_CHUNK = regex(r"[^\s|,;!?()\[\]{}\"“”„*…–—<>]+")
_EDGE = regex(r"\d+\.(?=[A-Z])|\.\.+|[:'‘’_~]+")
_PROSE = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:/[^\W\d_]+(?:['’-][^\W\d_]+)*)?")
_LETTERS = regex(r"[^\W\d_]+")
_NEAR = 20  # as far as a sentence's end is looked for before a word
_APOSTROPHES = ("'", "’")


class Word(Struct, frozen=True):
    """A word and its place in a text; `opens` says that a sentence, or the text, starts with it."""

    text: str
    start: int
    end: int
    opens: bool


def find_code_spans(text: str) -> Iterator[tuple[int, int]]:
    """The code spans of a text, backticks included: a run of backticks up to the next run of the same length."""
    runs = [match.span() for match in _BACKTICKS.finditer(text)] if "`" in text else []
    ends: dict[int, list[int]] = {}
    for number in reversed(range(len(runs))):
        ends.setdefault(runs[number][1] - runs[number][0], []).append(number)
    number = 0
    while number < len(runs):
        same = ends[runs[number][1] - runs[number][0]]
        while same and same[-1] <= number:
            same.pop()
        if same:
            yield runs[number][0], runs[same[-1]][1]
            number = same[-1]
        number += 1


def mask_markup(text: str) -> str:
    """A text with all that is not prose made unreadable, every word in its place; remembered, for slips are copied."""
    if "`" in text:
        text = _mask_spans(text, find_code_spans(text), "X")
    if "<!--" in text:
        text = _mask_spans(text, _find_comments(text), " ")
    return _EMPHASIS.sub(_name, _MARKUP.sub(_blank, _KEYREF.sub(_name, text)))


def _mask_spans(text: str, spans: Iterator[tuple[int, int]], letter: str) -> str:
    pieces = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], letter * (end - start)]
        done = end
    return "".join(pieces) + text[done:]


def _find_comments(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (after := text.find("-->", start)) >= 0:
        end = after + 3
        yield start, end


def _name(match: re.Match[str]) -> str:
    # A keyref is a name to the words beside it: “{{x}}-managed”.
    return "X" * (match.end() - match.start())


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def split_prose(text: str) -> tuple[Word, ...]:
    """The words of a text that are prose, those joined by hyphens one by one; remembered like the text."""
    return tuple(_find_words(mask_markup(text)))


def _find_words(blanked: str) -> Iterator[Word]:
    for chunk in _CHUNK.finditer(blanked):
        start, end = chunk.span()
        edge = _EDGE.match(blanked, start, end)
        start = edge.end() if edge else start
        core = blanked[start:end].rstrip(".:'‘’_~")
        if _PROSE.fullmatch(core):
            for word in _LETTERS.finditer(core):
                if core[word.start() - 1 : word.start()] not in _APOSTROPHES:
                    opens = word.start() > 0 or is_start_of_sentence(blanked, start)
                    yield Word(word[0], start + word.start(), start + word.end(), opens)


def is_start_of_sentence(text: str, start: int) -> bool:
    """Whether a sentence, or the text, starts at an offset."""
    before = text[max(0, start - _NEAR) : start].rstrip(" \t\r\n*_\"“'‘(")
    return not before or before[-1] in ".:!?|-"
