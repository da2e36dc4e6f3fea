"""The YAML between two `---` lines at the top of a page, read as nodes and never constructed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resp_lint.page.keyrefs import mask, unmask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.page.source import Source

# libyaml crashes on deep nesting, and aliases can grow a few lines into gigabytes: bounds come before composing.
MAX_BYTES = 64 * 1024
MAX_DEPTH = 64
MAX_NODES = 10_000

_FENCE = re.compile(r"---[ \t]*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the front matter with its scalar value as written; nested keys are joined by dots.

    Lines are 1-based lines of the page; `start` and `end` span the value, or the key where the value is blank.
    `value` is None for a mapping or a sequence.
    """

    key: str
    value: str | None
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class FrontMatter:
    """Front matter as it stands: its lines (1-based, fences included), its entries, and what is wrong with it.

    `problem` is blank where the renderer can read it; otherwise it says why not, and `problem_line` where.
    """

    line: int = 1
    end_line: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict)
    data: Mapping[str, Any] | None = None
    problem: str = ""
    problem_line: int = 1
    limit_reached: bool = False

    @property
    def present(self) -> bool:
        """Whether there is an opening fence at the top of the page."""
        return self.end_line > 0


class _TooMuchError(Exception):
    """A bound of the reader was reached."""


def read_front_matter(source: Source) -> FrontMatter:
    """Find and read a page's front matter; nothing is raised, problems are told in the result."""
    lines = len(source.line_starts)
    first = 1
    # The renderer tolerates one blank line before the fence.
    if lines > 1 and not source.line_text(1).strip():
        first = 2
    opening = source.line_text(first)
    bom = opening.startswith("\ufeff")
    if not _FENCE.match(opening.lstrip("\ufeff")):
        return FrontMatter(problem="the page has no front matter")
    last = next((n for n in range(first + 1, lines + 1) if _FENCE.match(source.line_text(n))), 0)
    if not last:
        # Without a closing fence the whole page would be front matter: it is text instead, and the reader sees it.
        return FrontMatter(first, first, problem="front matter is not closed by “---”", problem_line=first)
    read = _read(source, first, last)
    if read.problem:
        return read
    for line, what in ((first, "opening"), (last, "closing")):
        if source.line_text(line).lstrip("\ufeff") != "---":
            return _with_problem(read, f"the {what} “---” of the front matter has spaces behind it", line)
    return _with_problem(read, "a byte order mark stands before the front matter", 1) if bom else read


def _with_problem(read: FrontMatter, problem: str, line: int) -> FrontMatter:
    return FrontMatter(read.line, read.end_line, read.entries, read.data, problem, line)


def _read(source: Source, first: int, last: int) -> FrontMatter:
    # The renderer replaces keyrefs before it reads the YAML, to which their braces are a mapping.
    text, keyrefs = mask(source.text[source.line_start(first + 1) : source.line_start(last)])
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return FrontMatter(
            first, last, problem=f"front matter is over {MAX_BYTES // 1024} KiB", problem_line=first, limit_reached=True
        )
    # A run on pages without front matter need not pay for the import.
    import yaml  # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_bounds(yaml, yaml.parse(text, Loader=loader))
        node = yaml.compose(text, Loader=loader)
    except _TooMuchError as error:
        return FrontMatter(first, last, problem=str(error), problem_line=first, limit_reached=True)
    except Exception as error:  # noqa: BLE001 -- PyYAML lets ValueError, KeyError and IndexError escape
        what = getattr(error, "problem", None) or "it cannot be read"
        line = first + 1 + _line_of(error)
        return FrontMatter(first, last, problem=f"front matter is not YAML: {what}", problem_line=min(line, last))
    if node is None:
        return FrontMatter(first, last, data={})
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter(
            first, last, problem="front matter is not a mapping of keys to values", problem_line=first + 1
        )
    if keyrefs:
        _restore(yaml, node, keyrefs)
    entries = tuple(_entries(source, yaml, node, first, ""))
    read = FrontMatter(first, last, {entry.key: entry for entry in entries}, _plain(yaml, node))
    again = _repeated(entries)
    # PyYAML takes the last one; the renderer's js-yaml refuses them all.
    return _with_problem(read, f"the key “{again.key}” stands twice in the front matter", again.line) if again else read


def _repeated(entries: tuple[Entry, ...]) -> Entry | None:
    """The first entry whose key stood before."""
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            return entry
        seen.add(entry.key)
    return None


def _line_of(error: Exception) -> int:
    """The 0-based line of a fault: of a bracket or a quote that is not closed, the line on which it opens."""
    mark = getattr(error, "problem_mark", None)
    if re.search("flow|quoted", getattr(error, "context", None) or ""):
        mark = getattr(error, "context_mark", None) or mark
    return int(mark.line) if mark is not None else 0


def _check_bounds(yaml: Any, events: Iterator[Any]) -> None:
    depth = nodes = 0
    for event in events:
        nodes += 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise _TooMuchError("front matter holds an alias, which is not followed")  # noqa: EM101, TRY003
        elif isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
            raise _TooMuchError("front matter holds a merge key (“<<”)")  # noqa: EM101, TRY003
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise _TooMuchError("front matter is nested too deeply or too large to be read safely")  # noqa: EM101, TRY003


def _entries(source: Source, yaml: Any, node: Any, first: int, prefix: str) -> Iterator[Entry]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        name = prefix + key.value
        scalar = value.value if isinstance(value, yaml.ScalarNode) else None
        shown = value if scalar else key
        yield Entry(
            name,
            scalar,
            first + 1 + key.start_mark.line,
            _offset(source, first, shown.start_mark),
            _offset(source, first, shown.end_mark),
        )
        if isinstance(value, yaml.MappingNode):
            yield from _entries(source, yaml, value, first, name + ".")


def _offset(source: Source, first: int, mark: Any) -> int:
    # A mark's own index counts a line ending as PyYAML sees it; line and column do not shift.
    line = first + 1 + mark.line
    return min(source.line_start(line) + int(mark.column), len(source.text))


def _restore(yaml: Any, node: Any, keyrefs: tuple[str, ...]) -> None:
    """Put the keyrefs back into the scalars."""
    if isinstance(node, yaml.ScalarNode):
        node.value = unmask(node.value, keyrefs)
        return
    for child in node.value:
        for one in child if isinstance(child, tuple) else (child,):
            _restore(yaml, one, keyrefs)


def _plain(yaml: Any, node: Any) -> Any:
    """The nodes as dictionaries, lists and the scalars' own text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(yaml, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(yaml, item) for item in node.value]
    return node.value
