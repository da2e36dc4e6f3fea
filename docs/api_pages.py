"""The API reference: what `resp_lint` exports, read off the source by griffe, with its docstrings in Markdown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import griffe

import resp_lint

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTIONS = {
    "Check pages": [
        "lint",
        "lint_text",
        "parse",
        "check_paths",
        "fix_text",
        "Run",
        "CheckedPage",
        "Finding",
        "Level",
        "Source",
        "Settings",
        "make_default_settings",
        "load_registry",
        "Registry",
        "UsageError",
    ],
    "Write rules": ["rule", "docset", "hookimpl", "Rule", "RuleSet", "FixKind", "Findings", "Violation", "Fix", "Edit"],
    "Compare texts": ["normalized", "measure_likeness", "find_nearest", "find_within", "regex"],
    "Who owns what": ["read_ownership", "compare_ownership"],
}
"""What comes first, in the order in which a reader needs it; all else is sorted below "Pages and their parts"."""


def api_reference() -> str:
    """The reference as one page of Markdown."""
    package = griffe.load("resp_lint", resolve_aliases=True)
    exported = set(resp_lint.__all__)
    parts: list[str] = []
    for title, names in SECTIONS.items():
        parts += describe_all(title, package, [name for name in names if name in exported])
        exported -= set(names)
    parts += describe_all("Pages and their parts", package, sorted(exported))
    testing = package["testing"]
    checks = [name for name in ("check_examples", "make_example_tests", "findings_of") if name in testing.members]
    parts += describe_all("Test rules: `resp_lint.testing`", testing, checks)
    return "\n".join(parts)


def describe_all(title: str, module: griffe.Object | griffe.Alias, names: list[str]) -> Iterator[str]:
    """A section of the reference, if there is anything to put into it."""
    if names:
        yield f"## {title}\n"
    for name in names:
        yield from describe(find_source(module, name), name)


def find_source(module: griffe.Object | griffe.Alias, name: str) -> griffe.Object | griffe.Alias:
    """Where a name is defined: some functions are called like a module, which griffe would take for them."""
    home = getattr(getattr(import_module(module.path), name), "__module__", module.path)
    return module.modules_collection[home][name] if home.startswith("resp_lint") else module[name]


def describe(thing: griffe.Object | griffe.Alias, name: str) -> Iterator[str]:
    """A function, or a class with its public members: first as they are declared, then what is said of each."""
    shown = list(public_members(thing)) if thing.is_class else []
    lines = [declaration(thing, name), *(f"    {declaration(member, member.name)}" for member in shown)]
    yield f"### {name}\n\n```python\n" + "\n".join(lines) + "\n```\n"
    if thing.docstring:
        yield thing.docstring.value + "\n"
    for member in shown:
        if member.docstring:
            yield f"`{member.name}`\n: " + member.docstring.value.replace("\n", "\n  ") + "\n"


def public_members(thing: griffe.Object | griffe.Alias) -> Iterator[griffe.Object | griffe.Alias]:
    """The attributes, properties and methods of a class that are its own and do not begin with an underscore."""
    return (member for name, member in thing.members.items() if not name.startswith("_") and not member.is_alias)


def declaration(thing: griffe.Object | griffe.Alias, name: str) -> str:
    """A definition on one line, as the source has it."""
    if thing.is_class:
        return f"class {name}:"
    if not thing.is_function:
        return f"{name}: {thing.annotation}" if thing.annotation is not None else f"{name} = {thing.value}"
    if any("property" in str(decorator.value) for decorator in thing.decorators):
        return f"{name}: {thing.returns}"
    return f"def {thing.signature(name=name)}"
