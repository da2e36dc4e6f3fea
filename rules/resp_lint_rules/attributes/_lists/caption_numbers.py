"""The numbers of a page's captions: which of them break the sequence, and the edits that fix it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import Edit, Part
from resp_lint_rules.attributes._lists.captions import is_numbered_otherwise, label_end, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint_rules.attributes._lists.captions import Number


class Slip(Struct, frozen=True):
    """A caption whose number is wrong, and the edits that fix it and what follows from it.

    `skips` says that its number is higher than the one that is next.
    """

    part: Part
    message: str
    edits: list[Edit]
    renumbers: bool = True
    skips: bool = False


class Caption(Struct, frozen=True):
    """A caption's text as written, its number, and the number that it should have."""

    value: Part
    number: Number | None
    wanted: int

    @property
    def number_part(self) -> Part:
        """The caption's number; all of it where it has none."""
        number = self.number
        return (
            Part(self.value.source, self.value.start, self.value.start + number.end - len(number.blanks))
            if number
            else self.value
        )


def is_quoted(value: Part) -> bool:
    """Whether spaces can be written into a value, or into what stands between tags, without ending it."""
    return value.source.text[value.start - 1] in "\"'>"


def find_number_violations(sequence: Sequence[Part | None]) -> list[Slip]:
    """What is wrong with the numbers of captions, given in order with None for a table that has none."""
    captions = _read_captions(sequence)
    numbers = [caption.number for caption in captions if caption.number]
    if not numbers or any(is_numbered_otherwise(caption.value.raw) for caption in captions):
        return []
    if len(numbers) <= len(captions) - len(numbers):
        return [_report_needless_number(caption, caption.number) for caption in captions if caption.number]
    separators = Counter(number.separator for number in numbers)
    separator = max(separators, key=separators.__getitem__)
    return list(_check_sequence(captions, f"{numbers[0].label} ", separator))


def _read_captions(values: Sequence[Part | None]) -> list[Caption]:
    """The captions with the numbers that they should have; a table without one keeps a number free where others do so."""
    written = [(value, number_of(value.raw)) for value in values if value]
    dense = range(1, len(written) + 1)
    sparse = [place for place, value in enumerate(values, 1) if value]

    def hits(wanted: Sequence[int]) -> int:
        return sum(
            number is not None and number.number == one for (_, number), one in zip(written, wanted, strict=True)
        )

    wanted = sparse if hits(sparse) > hits(dense) else dense
    return [Caption(value, number, one) for (value, number), one in zip(written, wanted, strict=True)]


def _report_needless_number(caption: Caption, number: Number) -> Slip:
    start, end = caption.value.start, caption.value.start + number.end
    edits = [Edit(start, end, "")] if end < caption.value.end else []
    return Slip(caption.number_part, "caption is numbered, most of the page's are not; take its number away", edits)


def _check_sequence(captions: Sequence[Caption], label: str, separator: str) -> Iterator[Slip]:
    """What is wrong where most captions are numbered; edits that follow from a slip go with it."""
    found: list[Slip] = []
    written = before = 0
    for caption in captions:
        number, wanted = caption.number, caption.wanted
        start = caption.value.start
        if number is None:
            message = (
                f"caption has no number, most of the page's have one; write “{label}{wanted}{separator}” before it"
            )
            end = start + label_end(caption.value.raw)
            found.append(Slip(caption.value, message, [Edit(start, end, f"{label}{wanted}{separator} ")]))
        elif number.number == wanted:
            found += _check_separator(caption, number, separator)
        elif number.number in {written + 1, written + wanted - before} and found:
            found[-1].edits.append(_renumber(caption, number))
            found += _check_separator(caption, number, separator)
        else:
            edits = [edit for slip in _check_separator(caption, number, separator) for edit in slip.edits]
            message = f"caption is numbered {number.number} where {wanted} is next; write “{label}{wanted}{separator}”"
            skips = number.number > wanted
            found.append(Slip(caption.number_part, message, [_renumber(caption, number), *edits], skips=skips))
        written, before = (number.number if number else written), wanted
    yield from found


def _renumber(caption: Caption, number: Number) -> Edit:
    start = caption.value.start
    return Edit(start + number.digits[0], start + number.digits[1], str(caption.wanted))


def _check_separator(caption: Caption, number: Number, separator: str) -> list[Slip]:
    """What parts a caption's number from its text, where it is not what parts the others."""
    start = caption.value.start
    has_text = start + number.end < caption.value.end
    wanted = f"{separator} " if has_text else number.separator + number.blanks
    edits = [
        Edit(start + left, start + right, text)
        for left, right, text in (
            (number.digits[0] - len(number.gap), number.digits[0], " "),
            (number.digits[1], number.end, wanted),
        )
        if caption.value.raw[left:right] != text
    ]
    told = caption.number_part.raw.strip()
    if number.separator != separator and has_text:
        message = f"“{told}” is not written like the others; write “{number.label} {number.number}{separator}”"
    elif has_text and not number.blanks:
        message = f"no space after “{told}”; write one"
    else:
        message = f"“{told}” has a space too few or too many; write one before the number and one after it"
    return [Slip(caption.number_part, message, edits, renumbers=False)] if edits else []
