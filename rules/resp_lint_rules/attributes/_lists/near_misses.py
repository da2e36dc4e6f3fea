"""Lines that were meant for attribute lists and are none, because they do not begin like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import Part, regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Page, Profile, Table

# One search takes half the time of two for words.
_SLIPPED = regex(r"\{(?::: | +:)")
_IN_TEXT = regex(r"^[ \t>]*((\{ +:|\{::(?= ))[^{}\r\n]*\})[ \t]*\r?$", re.MULTILINE)


def find_in_paragraphs(page: Page) -> Iterator[tuple[Part, int]]:
    """Lines of paragraphs that would be lists but for a space or a colon, and how long their beginning is."""
    if not _SLIPPED.search(page.source.text):
        return
    for block in page.blocks:
        for match in _IN_TEXT.finditer(block.raw) if block.type == "paragraph" else ():
            yield Part(page.source, block.start + match.start(1), block.start + match.end(1)), len(match[2])


def find_after_tables(page: Page, profile: Profile) -> dict[Table, list[tuple[Part, int]]]:
    """The tables at whose end there are lines that would be lists, with these and how long their beginning is."""
    keys = profile.attributes.known_keys
    found = ((table, _find_after_table(table, keys)) for table in page.tables)
    return {table: lines for table, lines in found if lines}


def _find_after_table(table: Table, keys: frozenset[str]) -> list[tuple[Part, int]]:
    if _is_well_ended(table):
        return []
    found: list[tuple[Part, int]] = []
    for line in reversed(table.row_lines):
        if (one := _read(table, line, keys)) is None:
            break
        found.insert(0, one)
    source, line = table.source, table.end_line + 1
    while text := source.line_text(line).strip(" \t>"):
        if one := _read(table, line, keys):
            found.append(one)
        elif not text.startswith("{:"):
            break
        line += 1
    return found


def _is_well_ended(table: Table) -> bool:
    """Whether the last row ends with a pipe, with nothing but lists between it and a blank line, as most do."""
    text, at = table.source.text, table.end
    if not text.endswith("|", 0, at):
        return False
    for found in table.lists:
        if found.start == at + 1:
            at = found.end
    return text.startswith("\n\n", at)


def _read(table: Table, line: int, keys: frozenset[str]) -> tuple[Part, int] | None:
    source = table.source
    text = source.line_text(line).strip(" \t>")
    if not (text.endswith("}") or text.startswith(("{", ":"))) or _is_list(text) or "|" in text:
        return None
    match = _compile_table_list(keys).match(text)
    if match is None:
        return None
    start = source.line_start(line) + source.line_text(line).index(text)
    return Part(table.source, start, start + len(text)), len(match[1])


def _is_list(text: str) -> bool:
    return text.startswith("{:") and not text.startswith("{::")


def _compile_table_list(keys: frozenset[str]) -> re.Pattern[str]:
    """A line that gives a key a value, after what may have been meant for the beginning of a list."""
    known = "|".join(map(re.escape, sorted(keys)))
    return re.compile(rf"((?:\{{[ \t]*:*|:)?[ \t]*)(?:{known})[ \t]*=[ \t]*[\"'“]")
