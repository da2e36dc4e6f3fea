"""The reference of profiles: a section for each table, with its keys, from the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.config.profile_schema import list_tables, list_values
from resp_lint.config.profiles import OWN_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.config.profile_schema import Key, TableDoc

HEAD = """\
# Reference of profiles

All keys that a profile's file may hold, by their tables. A key may be left out unless it is *required*. How to write a
profile: [Profiles](profiles.md). For editors there is a [JSON Schema](static/profile.schema.json), which
`resp-lint profile schema` prints with the names of all rules.
"""
FIRST = ("name", "about", *OWN_KEYS, "dialect")


def write_reference(_: str) -> str:
    """The page."""
    return "\n".join([HEAD, *_write_tables(), *_write_values()])


def _write_tables() -> Iterator[str]:
    seen: dict[tuple[Key, ...], str] = {}
    for table in sorted(list_tables(), key=lambda table: table.path):
        title = f"`{table.header}`" if table.path else "Top of the file"
        yield f"## {title}\n"
        yield f"{table.doc}\n"
        if table.keys in seen:
            yield f"The keys are those of {seen[table.keys]}.\n"
            continue
        seen[table.keys] = title
        yield from _write_keys(table)


def _write_keys(table: TableDoc) -> Iterator[str]:
    keys = table.keys if table.path else sorted(table.keys, key=_rank)
    yield "| key | value | what for |"
    yield "|-----|-------|----------|"
    yield from (f"| `{key.name}` | {_describe_value(key)} | {_escape(key.doc)} |" for key in keys)
    yield ""


def _rank(key: Key) -> tuple[int, str]:
    return (FIRST.index(key.name), "") if key.name in FIRST else (len(FIRST), key.name)


def _describe_value(key: Key) -> str:
    default = f"; default: `{_escape(key.default)}`" if key.default else ""
    return _escape(key.holds) + default + ("; *required*" if key.required else "")


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


def _write_values() -> Iterator[str]:
    yield "## Values\n"
    for _, doc, words in sorted(list_values()):
        yield f"- {', '.join(f'`{word}`' for word in words)}: {' '.join(doc.split())}"
    yield ""
