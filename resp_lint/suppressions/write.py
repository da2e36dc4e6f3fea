"""Writes suppressions into a page, in places where the page looks the same with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.inline import has_html
from resp_lint.page.parser import parse
from resp_lint.regex import regex
from resp_lint.source import LINE_ENDING, Source
from resp_lint.suppressions.find import find_suppressions
from resp_lint.suppressions.model import IGNORE, IGNORE_FILE, MARK, UNSUPPRESSIBLE
from resp_lint.suppressions.parse import index_names
from resp_lint.suppressions.rendering import describe_rendering
from resp_lint.suppressions.scope import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resp_lint.page.model import Page, Row
    from resp_lint.rule import Finding

REASON = "old finding"
# With a comment in it a cell is not rendered a second time, so what only that changes must not stand there.
_TWICE_RENDERED = regex(r"[\\&`]|\]:|\s*(?:[-+*>#=:|]|\d+[.)]|~~~)")
_UNSAFE = {"--": "–", "|": "/", "{": "(", "}": ")", "<": "(", ">": ")", "`": "'"}


class Added(Struct, frozen=True):
    """A page's text with suppressions, how many findings they cover, and those for which there is no harmless place."""

    text: str
    number: int
    left: tuple[Finding, ...]


class Place(Struct, frozen=True):
    """Where a suppression can stand: an offset, and what is written before and after it there.

    One in a cell can hold no two hyphens, as the renderer ends a comment inside a line at them.
    """

    offset: int
    before: str
    after: str
    action: str = IGNORE
    in_cell: bool = False

    def write(self, codes: Iterable[str], reason: str) -> str:
        """The suppression of some codes as it is to stand there."""
        said = f"{MARK} {self.action} {', '.join(sorted(set(codes)))}"
        return f"{self.before}<!-- {said}{':' if self.in_cell else ' --'} {reason} -->{self.after}"

    @property
    def lines(self) -> int:
        """By how many lines it pushes down what follows."""
        return len(LINE_ENDING.findall(self.before + self.after))


def add_ignores(page: Page, findings: Iterable[Finding], reason: str = REASON) -> Added:
    """Suppress findings of a page; what the linter says of itself stays.

    Every suppression is tried: where the page would look different with it, or where it would not cover its finding, it
    goes to the next wider place, and in the end nowhere.
    """
    reason = _clean_reason(reason) or REASON
    wanted = [finding for finding in findings if not finding.code.startswith(UNSUPPRESSIBLE)]
    places = _Places(page)
    choices = [list(places.of(finding)) for finding in wanted]
    while True:
        chosen = [(finding, options[0]) for finding, options in zip(wanted, choices, strict=True) if options]
        text = _insert_suppressions(page, chosen, reason)
        if not chosen or _holds(page, text, chosen):
            left = tuple(it for it, options in zip(wanted, choices, strict=True) if not options)
            return Added(text, len(chosen), left)
        bad = {place for place in {place for _, place in chosen} if not _is_enough(page, chosen, place, reason)}
        # Together they fail, but none does alone: the widest way out is to give them all up.
        bad = bad or {place for _, place in chosen}
        choices = [options[1:] if options[:1] and options[0] in bad else options for options in choices]


def _clean_reason(reason: str) -> str:
    """A reason without what could end the comment, split a cell or look like an attribute list."""
    for character, instead in _UNSAFE.items():
        reason = reason.replace(character, instead)
    return " ".join(reason.split()).strip("-")


def _insert_suppressions(page: Page, chosen: Sequence[tuple[Finding, Place]], reason: str) -> str:
    codes: dict[Place, list[str]] = {}
    for finding, place in chosen:
        codes.setdefault(place, []).append(finding.code)
    text = page.source.text
    for place in sorted(codes, key=lambda place: place.offset, reverse=True):
        text = text[: place.offset] + place.write(codes[place], reason) + text[place.offset :]
    return text


def _is_enough(page: Page, chosen: Sequence[tuple[Finding, Place]], place: Place, reason: str) -> bool:
    own = [(finding, it) for finding, it in chosen if it == place]
    return _holds(page, _insert_suppressions(page, own, reason), own)


def _holds(page: Page, text: str, chosen: Sequence[tuple[Finding, Place]]) -> bool:
    """Whether the page looks as before and each finding is covered where it then stands."""
    new = parse(Source(page.path, text), page.conventions)
    if describe_rendering(new) != describe_rendering(page):
        return False
    known = index_names({finding.code: finding.name for finding, _ in chosen})
    found = [
        (one.lines, {known.get(name.text.casefold()) for name in one.directive.names}) for one in find_suppressions(new)
    ]
    moves = [(place.offset, place.lines) for place in {place for _, place in chosen}]
    for finding, _ in chosen:
        start = page.source.line_start(finding.start.line)
        line = finding.start.line + sum(lines for offset, lines in moves if offset <= start)
        if not any(first <= line <= last and finding.code in codes for (first, last), codes in found):
            return False
    return True


class _Places:
    """Where suppressions of a page's findings can stand, the narrowest first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.source = page.source
        self.coverage = Coverage(page)

    def of(self, finding: Finding) -> Iterator[Place]:
        line = finding.start.line
        if self._is_of_start(finding):
            yield from self._place_at_top()
        if row := self._find_row(line):
            yield from self._find_in_row(row)
        yield from dict.fromkeys(map(self._place_before, self._find_block_starts(line)))
        yield from self._place_at_top()

    def _is_of_start(self, finding: Finding) -> bool:
        """Whether a finding is of the page's start, not of the heading there: it stays when the heading moves down."""
        return (finding.start.line, finding.start.column) == (1, 1) and self.source.text.startswith("#")

    def _find_row(self, line: int) -> Row | None:
        table = next((table for table in self.page.tables if line in table.row_lines), None)
        return table.rows[table.row_lines.index(line)] if table else None

    def _find_in_row(self, row: Row) -> Iterator[Place]:
        """The ends of the row's cells, the last one first."""
        if row.extra or row.written < row.width:
            return
        for cell in reversed(row.cells):
            if cell.start == cell.end:
                blank_before = self.source.text[cell.start - 1 : cell.start] in {" ", "\t"}
                yield Place(cell.start, "" if blank_before else " ", " ", in_cell=True)
            elif cell.blank or has_html(cell.raw) or not _TWICE_RENDERED.search(cell.raw):
                yield Place(cell.end, " ", "", in_cell=True)

    def _find_block_starts(self, line: int) -> list[int]:
        """The first lines of the blocks that hold a line, or an attribute list on it; the innermost first."""
        latest: dict[int, int] = {}
        for index, token in enumerate(self.page.tokens):
            if token.map and token.nesting >= 0 and token.type != "attribute_lists" and token.map[0] < line:
                latest = {level: it for level, it in latest.items() if level < token.level} | {token.level: index}
        spans = (self.coverage.measure_block(index) for _, index in sorted(latest.items(), reverse=True))
        # Broken front matter is text to the renderer, and a comment in it would be there still when it is fixed.
        top = self.page.front_matter.end_line
        return [first for first, last in spans if top < first <= line <= last]

    def _place_before(self, line: int) -> Place:
        """The line before a block, as far to the right as the block."""
        text = self.source.line_text(line)
        indent = text[: len(text) - len(text.lstrip(" \t"))]
        return Place(self.source.line_start(line), indent, self._get_ending(line))

    def _place_at_top(self) -> Iterator[Place]:
        """After the front matter, or before the first block where there is none."""
        front_matter = self.page.front_matter
        if front_matter.data is not None:
            ending = self._get_ending(front_matter.end_line)
            yield Place(self.source.line_start(front_matter.end_line + 1), ending, ending, IGNORE_FILE)
        elif not front_matter.present and self.page.tokens:
            first = (self.page.tokens[0].map or (0, 0))[0] + 1
            yield Place(self.source.line_start(first), "", self._get_ending(first) * 2, IGNORE_FILE)

    def _get_ending(self, line: int) -> str:
        start = self.source.line_start(line)
        return self.source.text[start + len(self.source.line_text(line)) : self.source.line_start(line + 1)] or "\n"
