"""What each line of a page is: the shape that edits have to leave as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from resp_lint.page.model import AttributeList, Page, Table


class Line(Struct, frozen=True, gc=False):
    """What a line is: its kind, the number that goes with it, and its attribute lists, each with its owner's line.

    The number is a heading's level, how many columns a header has, or how far a row is from having as many cells.
    """

    kind: str = ""
    number: int = 0
    lists: tuple[tuple[AttributeList, int], ...] = ()

    def __str__(self) -> str:
        """The line in a few words."""
        match self.kind:
            case "heading":
                return f"a heading of level {self.number}"
            case "header" | "delimiter":
                return f"the {self.kind} of a table of {self.number} columns"
            case "row":
                return f"a table row{_off(self.number)}"
            case "":
                return "an attribute list" if self.lists else "text of no block"
            case kind:
                return f"a line of {kind.replace('_', ' ')}"


def _off(number: int) -> str:
    """How far a row is from having as many cells as its header, in words."""
    cells = "cell" if abs(number) == 1 else "cells"
    return f" with {abs(number)} {cells} too {'many' if number > 0 else 'few'}" if number else ""


def lines_of(page: Page) -> dict[int, Line]:
    """The lines of a page that are something, by number."""
    lines: dict[int, Line] = {}
    if page.front_matter.data is not None:
        lines |= dict.fromkeys(range(page.front_matter.line, page.front_matter.end_line + 1), Line("front_matter"))
    position = page.source.position
    for block in page.blocks:
        lines |= dict.fromkeys(range(block.line, position(block.end).line + 1), Line(block.type))
    for heading in page.headings:
        lines[heading.line] = Line("heading", heading.level)
    for table in page.tables:
        lines |= _table_lines(table)
    for line, lists in _lists(page).items():
        held = lines.get(line, Line())
        lines[line] = Line(held.kind, held.number, tuple(lists))
    return lines


def _table_lines(table: Table) -> dict[int, Line]:
    columns = len(table.header.cells)
    kinds = {number: Line("row", number - columns) for number in {row.written for row in table.rows}}
    lines = {line: kinds[row.written] for line, row in zip(table.row_lines, table.rows, strict=True)}
    return lines | {table.line: Line("header", columns), table.line + 1: Line("delimiter", columns)}


def _lists(page: Page) -> dict[int, list[tuple[AttributeList, int]]]:
    owners = {id(one): part.line for part in (*page.headings, *page.tables) for one in part.lists}
    lists: dict[int, list[tuple[AttributeList, int]]] = {}
    for one in page.attribute_lists:
        lists.setdefault(one.line, []).append((one, owners.get(id(one), 0)))
    return lists
