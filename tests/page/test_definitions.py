"""What attribute lists amount to: ids, joined values, and words that stand for definitions."""

from __future__ import annotations

import pytest

from resp_lint.page.attribute_lists import find_trailing_lists, parse_list
from resp_lint.page.kind import Conventions
from resp_lint.page.parser import parse
from resp_lint.source import Source

HEADING = "\n## x\n"

MERGED: dict[str, tuple[str | None, dict[str, str]]] = {
    "{: #a .b c='d' e}": ("a", {"class": "b", "c": "d", "e": ""}),
    "{: #a #b .c .d e=f e=g}": ("a", {"class": "c d", "e": "f g"}),
    "{:n: .a #lost}\n\n{: n .b}": (None, {"class": "a b"}),
    "{:n: .a}\n\n{:m: n .b}\n\n{: m .c}": (None, {"class": "a b c"}),
    "{:n: .a}\n\n{:n: .b}\n\n{: n}": (None, {"class": "b"}),
    "{: n}": (None, {"n": ""}),
    "{:n: n}\n\n{: n}": (None, {"n": ""}),
}
"""Definitions, and as the last line what stands under the heading; then its id and its attributes."""


@pytest.mark.parametrize("text", MERGED)
def test_merged(text: str) -> None:
    definitions, _, last = text.rpartition("\n\n")
    heading = parse(Source("page.md", f"{definitions}\n{HEADING}{last}\n"), Conventions()).headings[0]
    assert (heading.id, dict(heading.attrs)) == MERGED[text]


def test_a_definition_below_its_use_does_not_count() -> None:
    heading = parse(Source("page.md", f"{HEADING}{{: n}}\n\n{{:n: .a}}\n"), Conventions()).headings[0]
    assert dict(heading.attrs) == {"n": ""}


@pytest.mark.parametrize("leaf", [".a", "#a", "a19"])
def test_definitions_of_definitions_end(leaf: str) -> None:
    definitions = f"{{:a0: {leaf}}}\n\n" + "".join(f"{{:a{n + 1}: {f'a{n} ' * 10}}}\n\n" for n in range(19))
    heading = parse(Source("page.md", f"{definitions}{HEADING}{{: a19}}\n"), Conventions()).headings[0]
    assert len(heading.classes) <= 1_000


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("## x {: #y}", 5),
        ("## x {: #y}{: .z} ", 5),
        ("## x {: #y} {: .z}", 5),
        ("## x {: #y} z", 13),
        ("## x } {: #y}", 7),
        ("## x {: y {: #z}", 5),
        ("## x {y}", 8),
        ("", 0),
        ("}", 1),
        ("{:" * 50_000 + "} x }", 100_005),
    ],
)
def test_lists_at_the_end_of_a_line(line: str, start: int) -> None:
    assert find_trailing_lists(line) == start


def test_long_values_are_read_whole() -> None:
    (item,) = parse_list(f'{{: caption="{"word " * 20_000}"}}').items
    assert (item.key, len(item.value), item.value_end - item.value_start) == ("caption", 100_000, 100_000)
