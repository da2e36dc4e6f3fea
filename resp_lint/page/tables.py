"""Pipe tables, one token a table: the block rule that finds them, and the slicing of their rows into cells.

The rule reads tables as markdown-it-py's own does (GFM), but leaves the cells to be cut when somebody asks; its rows
end before an attribute list, and lists after the table are taken into its token, whether they reach it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.page.attribute_lists import is_list_line
from resp_lint.regex import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_DELIMITER_ROW = regex(r"[-:|][-:| \t]*$")
_DELIMITER_CELL = regex(r":?-+:?$")
_CELL_BORDER = regex(r"(?<!\\)\|")
_BLANKS = " \t"
# No block that ends a table starts with another character.
_MAY_START_A_BLOCK = frozenset("-*+_0123456789><#`~[{:!")


def _split_cells(line: str) -> tuple[int, list[str]]:
    """Where a row's first cell starts, and its cells between their pipes, spaces included."""
    stripped = line.lstrip(_BLANKS)
    start = len(line) - len(stripped)
    stripped = stripped.rstrip(_BLANKS)
    cells = _CELL_BORDER.split(stripped) if "\\" in stripped else stripped.split("|")
    if not cells[0]:
        del cells[0]
        start += stripped != ""
    if cells and not cells[-1]:
        del cells[-1]
    return start, cells


def split_row(line: str) -> list[tuple[int, int]]:
    r"""The spans of a row's cells between their pipes, relative to the line, spaces included.

    Raises nothing: a line without a pipe is a row of one cell.

    >>> [r"| a | b \| c |"[s:e] for s, e in split_row(r"| a | b \| c |")]
    [' a ', ' b \\| c ']
    >>> split_row("|| B |")
    [(1, 1), (2, 5)]
    """
    start, cells = _split_cells(line)
    spans: list[tuple[int, int]] = []
    for cell in cells:
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    return spans


def find_cell_spans(line: str, offset: int) -> list[tuple[int, int]]:
    """The spans of a row's cells without the spaces around them, where the row's line starts at an offset.

    >>> find_cell_spans("| a |  | b c |", 100)
    [(102, 103), (107, 107), (109, 112)]
    """
    start, cells = _split_cells(line)
    start += offset
    spans: list[tuple[int, int]] = []
    for cell in cells:
        text = cell.lstrip(_BLANKS)
        end = start + len(cell)
        left = end - len(text)
        spans.append((left, left + len(text.rstrip(_BLANKS))))
        start = end + 1
    return spans


def count_delimiter_columns(line: str) -> int:
    """How many columns a delimiter row has; 0 where the line is none.

    >>> count_delimiter_columns("|---|:-:|"), count_delimiter_columns("- | -"), count_delimiter_columns("| a |")
    (2, 0, 0)
    """
    line = line.strip(_BLANKS)
    if len(line) < 2 or not _DELIMITER_ROW.match(line) or (line[0] == "-" and line[1] in _BLANKS):  # noqa: PLR2004 -- a list item, not a row
        return 0
    cells = [cell.strip(_BLANKS) for cell in line.split("|")]
    if not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return len(cells) if all(map(_DELIMITER_CELL.match, cells)) else 0


def _get_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _is_end_of_table(state: StateBlock, line: int, end_line: int, text: str) -> bool:
    """Whether a line inside the table's container starts something else."""
    if not text or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return True
    if text[0] not in _MAY_START_A_BLOCK:
        return False
    return any(rule(state, line, end_line, True) for rule in state.md.block.ruler.getRules("blockquote"))  # noqa: FBT003 -- markdown-it's signature


def _list_lines(state: StateBlock, start: int, end_line: int) -> tuple[list[int], int]:
    """The lines of attribute lists from `start` on, and the line after them; any indentation counts."""
    line = start
    while line < end_line and is_list_line(_get_line(state, line)):
        line += 1
    return list(range(start, line)), line


def _find_lists_after(state: StateBlock, start: int, end_line: int) -> tuple[list[int], list[int], int]:
    """The list lines right after the table, those of the one paragraph after blank lines, and where they end."""
    direct, after = _list_lines(state, start, end_line)
    line = after
    while line < end_line and not _get_line(state, line):
        line += 1
    if line == after or line >= end_line or state.sCount[line] < state.blkIndent:
        return direct, [], after
    following, end = _list_lines(state, line, end_line)
    return (direct, following, end) if following else (direct, [], after)


def _is_table(state: StateBlock, start_line: int, end_line: int) -> bool:
    """Whether a header row and a delimiter row of as many columns start here."""
    delimiter = start_line + 1
    if delimiter >= end_line or state.sCount[delimiter] < state.blkIndent or state.is_code_block(delimiter):
        return False
    columns = count_delimiter_columns(_get_line(state, delimiter))
    if not columns or state.is_code_block(start_line):
        return False
    header = _get_line(state, start_line)
    return "|" in header and len(_split_cells(header)[1]) == columns


def _parse_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it calls its rules so
    if not _is_table(state, start_line, end_line):
        return False
    if silent:
        return True
    parent_type, state.parentType = state.parentType, "table"
    rows: list[int] = []
    misplaced: list[int] = []
    merged = dashes = False
    line = start_line + 2
    while line < end_line:
        text = _get_line(state, line)
        if is_list_line(text):
            lists, after = _list_lines(state, line, end_line)
            # Rows go on after the lists: they were put too early.
            merged = after < end_line and _is_table(state, after, end_line)
            if merged or after >= end_line or not _get_line(state, after).startswith("|"):
                break
            misplaced += lists
            line = after
        elif _is_end_of_table(state, line, end_line, text):
            break
        elif not dashes and count_delimiter_columns(text):
            # The first row of dashes below two rows or more is another table's, which begins right above it.
            dashes = True
            if len(rows) > 1 and rows[-1] == line - 1 and _is_table(state, line - 1, end_line):
                line, merged = rows.pop(), True
                break
            rows.append(line)
            line += 1
        else:
            rows.append(line)
            line += 1
    end = line
    direct, following, line = _find_lists_after(state, line, end_line)
    state.parentType = parent_type
    state.line = line
    token = state.push("table", "table", 0)
    token.map = [start_line, end]
    token.meta = {"rows": rows, "misplaced": misplaced, "direct": direct, "after": following, "merged": merged}
    return True


def _parse_plain_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 -- as above
    """The block rule for tables of plain Markdown, where a line that looks like an attribute list is a row."""
    if not _is_table(state, start_line, end_line):
        return False
    if silent:
        return True
    parent_type, state.parentType = state.parentType, "table"
    line = start_line + 2
    while line < end_line and not _is_end_of_table(state, line, end_line, _get_line(state, line)):
        line += 1
    rows = list(range(start_line + 2, line))
    state.parentType = parent_type
    state.line = line
    token = state.push("table", "table", 0)
    token.map = [start_line, line]
    token.meta = {"rows": rows, "misplaced": [], "direct": [], "after": [], "merged": False}
    return True


def use_tables(md: MarkdownIt, *, plain: bool) -> None:
    """Replace markdown-it's table rule by the one that makes one `table` token."""
    md.block.ruler.at("table", _parse_plain_table if plain else _parse_table, {"alt": ["paragraph", "reference"]})
