"""The misspelt words of a page, where they stand."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint import Cell, Edit, Fix, Part, Role, regex
from resp_lint_rules._shared.prose import split_prose
from resp_lint_rules._shared.text_parts import Stretches
from resp_lint_rules._shared.written_names import collect_names, find_written_names
from resp_lint_rules.spelling.speller import get_speller
from resp_lint_rules.spelling.suspects import find_suspects
from resp_lint_rules.spelling.vocabulary import NAME
from resp_lint_rules.spelling.word_list import is_listed, is_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint import Link, Page, Profile, Source, Violation
    from resp_lint_rules._shared.prose import Word
    from resp_lint_rules.spelling.speller import Correction

SHORT_WORD = 2
"""Words of so few letters are not listed."""
FEW_WORDS = 3
"""So few words in an owner's cell name somebody."""
_BETWEEN = " \t\r\n*_"
_JOINS = frozenset("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}/_@#=\\")
_IDS = regex(r"#[\w-]+")
_SEPARATOR = regex(r"[,;/&()+|\n]|<br\s*/?>|(?<!\w)(?:and|or|with)(?!\w)")
_TRIPLED = regex(r"([a-z])\1\1", re.IGNORECASE)
FREQUENT = 4
"""A word that stands so often on a page is a name or a term of its own, unless it is near to the profile's structure."""


def find_misspelled_words(page: Page, profile: Profile, *, bold: bool) -> dict[str, Correction]:
    """The words of a page that are misspelt if they stand where `bold` says, and are prose there; mostly none."""
    misspelt = get_speller(profile).find_misspelt(find_suspects(page, profile).unknown, bold=bold)
    return {word: meant for word, meant in misspelt.items() if meant.own or not _is_word_of_page(page, word, meant)}


def _is_word_of_page(page: Page, word: str, meant: Correction) -> bool:
    return _is_term(page, word) or (not meant.certain and _is_name_of_owner(page, word))


def _is_term(page: Page, word: str) -> bool:
    """Whether a word is the page's own: it comes again and again, or stands in code."""
    text = page.source.text
    code = (block for block in page.blocks if block.type != "paragraph")
    return text.count(word) >= FREQUENT or f"`{word}`" in text or any(word in block.raw for block in code)


def _is_name_of_owner(page: Page, word: str) -> bool:
    """Whether a word stands in the name of somebody who owns something, on any row of the page."""
    return any(
        word in cell.raw
        and any(found.text == word and _is_name_in_cell(found, cell) for found in split_prose(cell.raw))
        for table in page.tables
        for row in table.rows
        for cell in row.cells
        if cell.column.role is Role.OWNER and not cell.column.owner
    )


def _is_name_in_cell(word: Word, cell: Cell) -> bool:
    """Whether a word of a cell that any owner may stand in belongs to a name: few words between the commas of a list."""
    raw = cell.raw
    start = max((match.end() for match in _SEPARATOR.finditer(raw, 0, word.start)), default=0)
    end = _SEPARATOR.search(raw, word.end)
    return len(split_prose(raw[start : end.start() if end else len(raw)])) <= FEW_WORDS


def locate_words(page: Page, words: Iterable[str]) -> Stretches:
    """Where on a page some words stand, also as parts of others."""
    found = (re.finditer(word, page.source.text) for word in words)
    return Stretches(match.span() for match in chain.from_iterable(found))


def report_misspellings(
    page: Page,
    parts: Iterable[tuple[str, Part]],
    misspelt: dict[str, Correction],
    *,
    bold: bool,
    keyrefs: Mapping[str, str] | None = None,
) -> Iterator[Violation]:
    """A violation for each misspelt word of some parts, each part with what it is; `bold` for the page's structure.

    A word of a name of several words for which there is one of the `keyrefs` is replaced with the name, by its keyref.
    """
    names = collect_names(keyrefs or {})
    for what, part in parts:
        words = split_prose(part.raw)
        for number, word in enumerate(words):
            meant = misspelt.get(word.text)
            if not meant or not _is_slip(word, meant, bold=bold) or _may_be_named(number, words, part, meant):
                continue
            if not _is_in_name_of_link(page.links, part.start + word.start, meant, word.text):
                place = Part(part.source, part.start + word.start, part.start + word.end)
                certain = meant.certain and (_is_reliable(meant, word) or _is_alone_in_prose(number, words, part))
                violation = report_misspelling(what, place, replace(meant, certain=certain), safe=certain)
                edit = _write_keyref(part, word, meant.right, names)
                yield replace(violation, fix=Fix(f"write “{edit.text}”", (edit,), safe=certain)) if edit else violation


def _write_keyref(part: Part, word: Word, right: str, names: Mapping[str, str]) -> Edit | None:
    """The edit that replaces a name, of which a word spelled right is a part, with its keyref."""
    corrected = part.raw[: word.start] + right + part.raw[word.end :]
    for name in find_written_names(corrected, names):
        if name.start() <= word.start < name.end():
            end = name.end() - len(right) + len(word.text)
            return Edit(part.start + name.start(), part.start + end, names[name[0]])
    return None


def _is_reliable(meant: Correction, word: Word) -> bool:
    """Whether a correction is right wherever the word stands: of a known slip, or of a long word of the structure."""
    return meant.listed or (meant.own and len(word.text) >= NAME)


def _is_alone_in_prose(number: int, words: Sequence[Word], part: Part) -> bool:
    """Whether an unknown word stands among known ones in a sentence, and nowhere else on its page.

    In a list of names, a command or a table of values there are no known words beside it; a name comes again.
    """
    word = words[number]
    # Code and keyrefs are masked with a letter: they say nothing about the word beside them.
    beside = [words[at] for at in _find_neighbors(number, words, part) if words[at].text.strip("X")]
    if not beside or any(_is_unlisted(other.text) for other in beside) or _is_joined(word, part):
        return False
    return (word.text.islower() or _is_start_of_sentence(word, beside)) and _is_unique(part.source, word.text)


def _find_neighbors(number: int, words: Sequence[Word], part: Part) -> Iterator[int]:
    """The words directly before and after one, with nothing but spaces or emphasis between."""
    if number and not part.raw[words[number - 1].end : words[number].start].strip(_BETWEEN):
        yield number - 1
    if number + 1 < len(words) and not part.raw[words[number].end : words[number + 1].start].strip(_BETWEEN):
        yield number + 1


def _is_joined(word: Word, part: Part) -> bool:
    """Whether a word is a part of a compound, an address or an identifier."""
    return not _JOINS.isdisjoint(part.raw[max(0, word.start - 1) : word.start] + part.raw[word.end : word.end + 1])


def _is_start_of_sentence(word: Word, beside: Sequence[Word]) -> bool:
    """Whether a word with a capital has it from the sentence that it begins."""
    return word.opens and len(word.text) > NAME and word.text.istitle() and beside[-1].text.islower()


def _is_unique(source: Source, word: str) -> bool:
    """Whether a word stands nowhere else on a page, in another one neither; ids are made of the words of headings."""
    return _IDS.sub("", source.text).lower().count(word.lower()) == 1


def _may_be_named(number: int, words: Sequence[Word], part: Part, meant: Correction) -> bool:
    """Whether a word is rather a name where it stands: as an owner, beside other names."""
    word = words[number]
    if meant.own or meant.listed:
        return False
    if " " in meant.right and _is_joined(word, part):
        return True
    if isinstance(part, Cell) and part.column.role is Role.OWNER:
        named = len(words) <= FEW_WORDS if part.column.owner else _is_name_in_cell(word, part)
        if named:
            return True
    neighbors = [words[at].text for at in _find_neighbors(number, words, part)]
    return word.text[0].isupper() and any(other[0].isupper() and _is_unlisted(other) for other in neighbors)


def _is_in_name_of_link(links: Sequence[Link], start: int, meant: Correction, word: str) -> bool:
    """Whether a word stands in the text of a link that is a name."""
    if meant.own or meant.listed:
        return False
    around = (link for link in links if link.text_span[0] <= start < link.text_span[1])
    return any(_is_name_of(link, word) for link in around)


def _is_unlisted(word: str) -> bool:
    """Whether no list has a word of three letters or more."""
    lower = word.lower()
    return len(word) > SHORT_WORD and not is_listed(lower) and not is_made(lower)


def _is_name_of(link: Link, word: str) -> bool:
    """Whether the text of a link is what its address calls it or, of one out of the documentation, no more than one word."""
    outside = "://" in link.target or link.target.startswith("mailto:")
    return word.lower() in link.target.lower() or (outside and len(link.text.split()) == 1)


def report_misspelling(what: str, word: Part, meant: Correction, *, safe: bool) -> Violation:
    """The violation that a word is misspelt, with its fix."""
    advice = f"write “{meant.right}”" if meant.certain else f"did you mean “{meant.right}”?"
    fix = Fix(f"write “{meant.right}”", (Edit(word.start, word.end, meant.right),), safe=safe)
    return word.at(f"{what} says “{word.raw}”; {advice}", fix=fix)


def _is_slip(word: Word, meant: Correction, *, bold: bool) -> bool:
    """Whether a word is a slip where it stands, and no name."""
    named = word.text[0].isupper() and not word.opens
    if meant.own:
        return bold or not named or len(word.text) >= NAME
    if meant.name:
        named = named and word.text.istitle() and len(word.text) <= NAME
    if bold and meant.usual:
        named = named and len(word.text) < NAME
    short = len(word.text) < NAME and word.text.istitle()
    return not named and (not short or _TRIPLED.search(word.text) is not None)
