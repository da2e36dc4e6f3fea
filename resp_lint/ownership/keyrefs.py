"""What keyrefs stand for, by files that say so; and texts with those that nobody explains shown by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.page.inline import render_inline
from resp_lint.page.keyrefs import KEYREF
from resp_lint.page.safe_yaml import compose, convert_node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resp_lint.ownership.model import PageOwnership, Party, Task

# The map that all services share has thousands of names.
MAX_BYTES = 4 * 1024 * 1024
MAX_NODES = 200_000
OPEN, CLOSE = "\u2039\u203a"  # single quotation marks that point outwards
_ROOT = "site.data."
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_keyrefs(text: str) -> dict[str, str]:
    """The keyrefs of a file of maps, such as `keyword: {cloud: IBM Cloud}`, with the words that they stand for.

    Raises `YamlError` and `YamlLimitError`.
    """
    node = compose(text, MAX_BYTES, MAX_NODES)
    data = convert_node(node) if node is not None else None
    maps = data.items() if isinstance(data, dict) else ()
    return {
        f"{{{{{_ROOT}{key}.{name}}}}}": render_inline(_COMMENT.sub("", value))
        for key, names in maps
        if isinstance(names, dict)
        for name, value in names.items()
        if isinstance(value, str)
    }


def find_keyrefs(page: PageOwnership) -> list[str]:
    """The keyrefs in a page's texts, each as often as it stands there."""
    found: list[str] = []

    def note(text: str) -> str:
        found.extend(KEYREF.findall(text))
        return text

    map_texts(page, note)
    return found


def show_keyrefs(text: str, known: Mapping[str, str], *, names: bool = True) -> str:
    """A text with keyrefs as their words and, with `names`, those that nobody explains as their names in quotes.

    >>> show_keyrefs("Use {{a.b}} and {{x.y_z}}.", {"{{a.b}}": "Nimbus"}) == f"Use Nimbus and {OPEN}y_z{CLOSE}."
    True
    """
    if "{{" not in text:
        return text
    return KEYREF.sub(lambda found: known.get(_trim(found[0])) or (_name(found[0]) if names else found[0]), text)


def _trim(keyref: str) -> str:
    return f"{{{{{keyref[2:-2].strip()}}}}}"


def _name(keyref: str) -> str:
    return f"{OPEN}{keyref[2:-2].strip().rpartition('.')[2]}{CLOSE}"


def map_texts(page: PageOwnership, change: Callable[[str], str]) -> PageOwnership:
    """A page with all its texts changed, paths and areas apart."""
    return replace(
        page,
        title=change(page.title),
        tasks=tuple(_map_task(task, change) for task in page.tasks),
        skipped=tuple(replace(one, reason=change(one.reason)) for one in page.skipped),
    )


def _map_task(task: Task, change: Callable[[str], str]) -> Task:
    return replace(
        task,
        section=tuple(map(change, task.section)),
        task=change(task.task),
        column=None if task.column is None else change(task.column),
        parties=tuple(_map_party(party, change) for party in task.parties),
    )


def _map_party(party: Party, change: Callable[[str], str]) -> Party:
    statements = tuple(map(change, party.statements))
    return replace(party, party=change(party.party), text=change(party.text), statements=statements)
