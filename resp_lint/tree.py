"""The files of a tree that are no pages but say something of them: a table of contents, a map of keyrefs.

They are read by whoever reads files and handed in as bytes.  As other people's YAML they are held to the bounds of
`safe_yaml`, and what cannot be read is reported, not raised.
"""

from __future__ import annotations

from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from resp_lint.page.safe_yaml import YamlError, YamlLimitError, compose, convert_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.profile import TreeFiles


class TableOfContents(Struct, frozen=True):
    """A file that lists a folder's pages: their paths, written as those of the pages are, and the subcollection."""

    path: str
    topics: frozenset[str]
    subcollection: str


class KeyrefMap(Struct, frozen=True):
    """A file that says what keyrefs stand for: their names, such as `keyword.cloud`, and the maps that hold them."""

    path: str
    names: frozenset[str]
    maps: frozenset[str]


class Tree(Struct, frozen=True):
    """The files around the pages, by their folder, and what kept others from being read: lines for people."""

    contents: Mapping[str, TableOfContents] = field(default_factory=dict)
    keyrefs: Mapping[str, KeyrefMap] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def find_contents(self, path: str) -> TableOfContents | None:
        """The nearest table of contents at or above a page."""
        return next((self.contents[folder] for folder in list_folders_above(path) if folder in self.contents), None)

    def find_keyrefs(self, path: str) -> tuple[KeyrefMap, ...]:
        """All maps of keyrefs at or above a page."""
        return tuple(self.keyrefs[folder] for folder in list_folders_above(path) if folder in self.keyrefs)


def list_folders_above(path: str) -> tuple[str, ...]:
    """The folder of a page, and those above it as far as the path tells; the current folder is blank.

    >>> list_folders_above("docs/core/x.md"), list_folders_above("./x.md"), list_folders_above("../a/x.md")
    (('docs/core', 'docs', ''), ('',), ('../a', '..'))
    """
    return tuple(_walk_upwards(dirname(_normalize_path(path))))


def _walk_upwards(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        if basename(folder) == ".." or dirname(folder) == folder:
            return
        folder = dirname(folder)
    yield ""


def _normalize_path(path: str) -> str:
    path = normpath(path.replace("\\", "/"))
    return "" if path == "." else path


def read_tree(files: Mapping[str, bytes], names: TreeFiles) -> Tree:
    """The tree of files given by path with their bytes; nothing is raised, problems are reported in the result."""
    contents: dict[str, TableOfContents] = {}
    keyrefs: dict[str, KeyrefMap] = {}
    problems: list[str] = []
    for path, data in sorted(files.items()):
        folder, name = dirname(_normalize_path(path)), basename(path)
        read = _read_yaml(data)
        if isinstance(read, str):
            problems.append(f"{path}: {read}")
        elif name in names.contents:
            contents[folder] = _read_contents(path, folder, read)
        elif name in names.keyrefs:
            keyrefs[folder] = _merge_maps(keyrefs.get(folder), _read_keyrefs(path, read))
    return Tree(contents, keyrefs, tuple(problems))


def _read_yaml(data: bytes) -> object:
    """What a file of YAML holds; a text where it cannot be read, which says why."""
    try:
        node = compose(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
    except YamlLimitError as error:
        return f"the file {error}"
    except YamlError as error:
        return f"not YAML: {error} (line {error.line + 1})"
    value = convert_node(node) if node is not None else None
    return {} if isinstance(value, str) else value


def _read_contents(path: str, folder: str, read: object) -> TableOfContents:
    """The pages that a table of contents lists, however deep: every value that ends like a page's name."""
    listed = (value.partition("#")[0].strip() for value in _find_scalars(read))
    topics = frozenset(_normalize_path(join(folder, value)) for value in listed if value.endswith((".md", ".markdown")))
    properties = _get_value(_get_value(read, "toc"), "properties")
    subcollection = _get_value(properties, "subcollection")
    return TableOfContents(path, topics, subcollection if isinstance(subcollection, str) else "")


def _find_scalars(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _find_scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _find_scalars(inner)


def _get_value(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _read_keyrefs(path: str, read: object) -> KeyrefMap:
    maps = {key: inner for key, inner in read.items() if isinstance(inner, dict)} if isinstance(read, dict) else {}
    names = frozenset(f"{key}.{name}" for key, inner in maps.items() for name in inner)
    return KeyrefMap(path, names, frozenset(maps))


def _merge_maps(one: KeyrefMap | None, other: KeyrefMap) -> KeyrefMap:
    return KeyrefMap(one.path, one.names | other.names, one.maps | other.maps) if one else other
