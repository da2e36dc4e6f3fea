"""YAML that somebody else wrote: read as nodes, never constructed, and never more of it than is safe.

libyaml crashes on deep nesting, and aliases can grow a few lines into gigabytes: the bounds come before composing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import Event, Node

MAX_BYTES = 64 * 1024
MAX_DEPTH = 64
MAX_NODES = 10_000


class YamlLimitError(Exception):
    """A bound of the reader was reached; the message says which, for people."""


class YamlError(Exception):
    """The text is not YAML: what is wrong, and on which 0-based line."""

    def __init__(self, what: str, line: int) -> None:
        """Remember the place."""
        super().__init__(what)
        self.line = line


def compose(text: str, max_bytes: int = MAX_BYTES, max_nodes: int = MAX_NODES) -> Node | None:
    """The root node of a YAML text, None where it holds nothing.

    Raises `YamlLimitError` and `YamlError`.
    """
    if len(text) > max_bytes or len(text.encode("utf-8", "replace")) > max_bytes:
        raise YamlLimitError(f"is over {max_bytes // 1024} KiB")
    # A run on pages without front matter need not pay for the import.
    import yaml  # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_bounds(yaml.parse(text, Loader=loader), max_nodes)
        root: Node | None = yaml.compose(text, Loader=loader)
    except YamlLimitError:
        raise
    except Exception as error:  # noqa: BLE001 -- PyYAML lets ValueError, KeyError and IndexError escape
        raise YamlError(getattr(error, "problem", None) or "it cannot be read", _get_problem_line(error)) from None
    return root


def kind(node: Node) -> str:
    """What a node is: `scalar`, `mapping` or `sequence`."""
    return str(node.id)  # type: ignore[attr-defined]  # the stubs leave it out


def convert_node(node: Node) -> Any:  # noqa: ANN401 -- whatever the YAML says
    """A node as dictionaries, lists and the scalars' own text."""
    if kind(node) == "mapping":
        return {key.value: convert_node(value) for key, value in node.value if kind(key) == "scalar"}
    if kind(node) == "sequence":
        return [convert_node(item) for item in node.value]
    return node.value


def _get_problem_line(error: Exception) -> int:
    """The 0-based line of a problem: of a bracket or a quote that is not closed, the line on which it opens."""
    mark = getattr(error, "problem_mark", None)
    if re.search("flow|quoted", getattr(error, "context", None) or ""):
        mark = getattr(error, "context_mark", None) or mark
    return int(mark.line) if mark is not None else 0


def _check_bounds(events: Iterator[Event], max_nodes: int) -> None:
    from yaml import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent  # noqa: PLC0415 -- as above

    depth = 0
    for number, event in enumerate(events):
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        elif isinstance(event, AliasEvent):
            raise YamlLimitError("holds an alias, which is not followed")
        elif isinstance(event, ScalarEvent) and event.value == "<<" and event.implicit[0]:
            raise YamlLimitError("holds a merge key (“<<”)")
        if depth > MAX_DEPTH or number >= max_nodes:
            raise YamlLimitError("is nested too deeply or too large to be read safely")
