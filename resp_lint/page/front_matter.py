"""The YAML between two `---` lines at the top of a page, read as nodes and never constructed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from resp_lint.page.keyrefs import mask, unmask
from resp_lint.page.plain_yaml import read_plain
from resp_lint.page.safe_yaml import YamlError, YamlLimitError, compose, convert_node, kind
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yaml import Mark, Node

    from resp_lint.page.plain_yaml import Spanned
    from resp_lint.source import Source

_FENCE = regex(r"---[ \t]*$")


class Entry(Struct, frozen=True):
    """One key of the front matter with its scalar value as written; nested keys are joined by dots.

    Lines are 1-based lines of the page; `start` and `end` span the value, or the key where the value is blank.
    `value` is None for a mapping or a sequence.
    """

    key: str
    value: str | None
    line: int
    start: int
    end: int


class FrontMatter(Struct, frozen=True):
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


def read_front_matter(source: Source) -> FrontMatter:
    """Find and read a page's front matter; nothing is raised, problems are reported in the result."""
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
            return _add_problem(read, f"the {what} “---” of the front matter has spaces after it", line)
    return _add_problem(read, "a byte order mark stands before the front matter", 1) if bom else read


def _add_problem(read: FrontMatter, problem: str, line: int) -> FrontMatter:
    return FrontMatter(read.line, read.end_line, read.entries, read.data, problem, line)


def _read(source: Source, first: int, last: int) -> FrontMatter:
    # The renderer replaces keyrefs before it reads the YAML, to which their braces are a mapping.
    start = source.line_start(first + 1)
    text, keyrefs = mask(source.text[start : source.line_start(last)])
    if (found := read_plain(text)) is not None:
        entries = tuple(Entry(key, value, first + 1 + line, start + s, start + e) for key, value, line, s, e in found)
        return _check_front_matter(first, last, entries, _build_data(found))
    try:
        node = compose(text)
    except YamlLimitError as error:
        return FrontMatter(first, last, problem=f"front matter {error}", problem_line=first, limit_reached=True)
    except YamlError as error:
        line = min(first + 1 + error.line, last)
        return FrontMatter(first, last, problem=f"front matter is not YAML: {error}", problem_line=line)
    if node is None:
        return FrontMatter(first, last, data={})
    if kind(node) != "mapping":
        return FrontMatter(
            first, last, problem="front matter is not a mapping of keys to values", problem_line=first + 1
        )
    if keyrefs:
        _restore(node, keyrefs)
    return _check_front_matter(first, last, tuple(_read_entries(source, node, first, "")), convert_node(node))


def _build_data(entries: list[Spanned]) -> dict[str, Any]:
    """What entries amount to, as the library has it."""
    data: dict[str, Any] = {}
    for entry in entries:
        key, _, below = entry.key.partition(".")
        if below:
            data[key][below] = entry.value
        else:
            data[key] = {} if entry.value is None else entry.value
    return data


def _check_front_matter(first: int, last: int, entries: tuple[Entry, ...], data: Mapping[str, Any]) -> FrontMatter:
    """Front matter that could be read; PyYAML takes the last of equal keys, the renderer's js-yaml refuses them all."""
    read = FrontMatter(first, last, {entry.key: entry for entry in entries}, data)
    again = _find_repeated(entries)
    return _add_problem(read, f"the key “{again.key}” stands twice in the front matter", again.line) if again else read


def _find_repeated(entries: tuple[Entry, ...]) -> Entry | None:
    """The first entry whose key stood before."""
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            return entry
        seen.add(entry.key)
    return None


def _read_entries(source: Source, node: Node, first: int, prefix: str) -> Iterator[Entry]:
    for key, value in node.value:
        if kind(key) != "scalar":
            continue
        name = prefix + key.value
        scalar = value.value if kind(value) == "scalar" else None
        shown = value if scalar else key
        yield Entry(
            name,
            scalar,
            first + 1 + key.start_mark.line,
            _get_offset(source, first, shown.start_mark),
            _get_offset(source, first, shown.end_mark),
        )
        if kind(value) == "mapping":
            yield from _read_entries(source, value, first, name + ".")


def _get_offset(source: Source, first: int, mark: Mark) -> int:
    # A mark's own index counts a line ending as PyYAML sees it; line and column do not shift.
    line = first + 1 + mark.line
    return min(source.line_start(line) + int(mark.column), len(source.text))


def _restore(node: Node, keyrefs: tuple[str, ...]) -> None:
    """Put the keyrefs back into the scalars."""
    if kind(node) == "scalar":
        node.value = unmask(node.value, keyrefs)
        return
    for child in node.value:
        for one in child if isinstance(child, tuple) else (child,):
            _restore(one, keyrefs)
