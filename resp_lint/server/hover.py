"""What a place on a page means: the rule of a finding, who owns a row, a keyref's value, what a screen reader says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from resp_lint.io import read_file
from resp_lint.page.keyrefs import KEYREF
from resp_lint.page.safe_yaml import YamlError, compose, convert_node
from resp_lint.report.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import Page, Row, Table
    from resp_lint.tree import Tree

PREFIX = "site.data."


def describe_place(page: Page, offset: int, tree: Tree, folder: str) -> tuple[str, tuple[int, int]] | None:
    """What stands at an offset, in Markdown, and the offsets between which it stands."""
    for start, end, keyref in find_keyrefs(page, offset):
        value = find_value(keyref, page, tree, folder)
        meaning = f"is “{clean_line(value)}”" if value else "has no value that is known here"
        return f"`{clean_line(keyref)}` {meaning}", (start, end)
    table = next((it for it in page.tables if it.start <= offset <= it.end or _is_on_lists(it, offset)), None)
    if table is None:
        return None
    for item in (table.caption, table.summary):
        if item and item.start <= offset <= item.end:
            return describe_table(table, page.conventions), (item.start, item.end)
    row = next((it for it in table.rows if it.start <= offset <= it.end), None)
    if row and table in page.task_tables:
        return describe_row(row, page), (row.start, row.end)
    return None


def _is_on_lists(table: Table, offset: int) -> bool:
    return any(it.start <= offset <= it.end for it in table.lists)


# --- keyrefs


def find_keyrefs(page: Page, offset: int) -> Iterator[tuple[int, int, str]]:
    """The keyref at an offset, with its start and its end."""
    line = page.source.position(offset).line
    start = page.source.line_start(line)
    for match in KEYREF.finditer(page.source.line_text(line)):
        if start + match.start() <= offset <= start + match.end():
            yield start + match.start(), start + match.end(), match[0]


def find_value(keyref: str, page: Page, tree: Tree, folder: str) -> str:
    """What a keyref stands for, by the files around the page, else by the profile; empty where nobody says."""
    name = keyref.strip("{}").strip().removeprefix(PREFIX)
    for keyrefs in tree.find_keyrefs(page.path):
        if value := _read_values(os.path.join(folder, keyrefs.path)).get(name):
            return value
    return page.conventions.keyrefs.get(keyref, "")


def _read_values(path: str) -> dict[str, str]:
    """The scalars of a map of keyrefs by their names, such as `keyword.cloud`; none where it cannot be read."""
    try:
        node = compose(read_file(path).decode())
    except (OSError, ValueError, YamlError):
        return {}
    read: Any = convert_node(node) if node is not None else None
    maps = read.items() if isinstance(read, dict) else ()
    return {
        f"{key}.{name}": value
        for key, inner in maps
        if isinstance(inner, dict)
        for name, value in inner.items()
        if isinstance(value, str)
    }


# --- tables


def describe_table(table: Table, conventions: Conventions) -> str:
    """What a screen reader says where it comes to a table, in the order in which it says it."""
    caption, summary = table.caption, table.summary
    size = f"table with {len(table.header.cells)} columns and {len(table.rows) + 1} rows"
    said = [caption.value if caption else "", summary.value if summary else "", size]
    headers = ", ".join(_say(cell.text, conventions) or "blank" for cell in table.header.cells)
    lines = [f"> {clean_line(_say(it, conventions))}" for it in said if it]
    return "\n".join(["**A screen reader says:**", "", *lines, f"> Columns: {clean_line(headers)}"])


def describe_row(row: Row, page: Page) -> str:
    """Who owns a task, and what each party does for it."""
    from resp_lint.ownership.extract import read_ownership

    conventions, line = page.conventions, row.line
    task = next((it for it in read_ownership(page).tasks if it.line <= line <= it.end_line), None)
    if task is None:
        return f"**{clean_line(_say(row.task.text, conventions))}**"
    said = (
        f"- **{clean_line(party.party)}**: {clean_line(_say(party.text, conventions)) or party.answer}"
        for party in task.parties
    )
    return "\n".join([f"**{clean_line(_say(task.task, conventions))}** – owner: {task.ownership}", "", *said])


def _say(text: str, conventions: Conventions) -> str:
    return conventions.replace_keyrefs(text)
