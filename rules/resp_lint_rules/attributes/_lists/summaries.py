"""Writes the summary of a table from its headers and its area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import TableKind, regex

if TYPE_CHECKING:
    from resp_lint import Cell, Table

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# In a value, these would end it, or make a table row of the list.
_UNFIT = regex(r"""["'“”’|<>*`~^\[\]\\]|&\w+;""")


def write_summary(table: Table) -> str:
    """What each column holds, in words; empty where the headers do not tell, or cannot stand in a list."""
    first, *others = table.header.cells
    if table.kind is TableKind.OTHER or len(others) not in range(1, len(_ORDINALS)):
        return ""
    if any(cell.blank or _UNFIT.search(cell.text) for cell in others) or _UNFIT.search(first.text):
        return ""
    area = f" for {_lower_first(table.area.area.title)}" if table.area else ""
    subject = "resource" if table.kind is TableKind.MATRIX else "task"
    opening = f"The first column names the {subject if first.blank else _lower_first(first.text)}."
    if table.kind is TableKind.MATRIX:
        return f"{opening} The other columns say who is responsible for {_enumerate(others)}."
    clauses = [
        f"the {ordinal} column describes {_lower_first(cell.text)}"
        for ordinal, cell in zip(_ORDINALS[1:], others, strict=False)
    ]
    text = clauses[0] if not clauses[1:] else f"{', '.join(clauses[:-1])}, and {clauses[-1]}"
    return f"{opening} {text[:1].upper()}{text[1:]}{area}."


def _enumerate(cells: list[Cell]) -> str:
    names = [_lower_first(cell.text) for cell in cells]
    if not names[1:]:
        return names[0]
    return f"{', '.join(names[:-1])}{',' if names[2:] else ''} and {names[-1]}"


def _lower_first(text: str) -> str:
    """A title within a sentence: its first letter in lower case, but for names of capitals.

    >>> _lower_first("Your responsibilities"), _lower_first("IBM responsibilities")
    ('your responsibilities', 'IBM responsibilities')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
