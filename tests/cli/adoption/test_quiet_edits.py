"""Edits, moves and splits wake nothing that is old; what was fixed is reported."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from adopted_tree import BASELINE, RULE, Story, calm, moved, with_row
from clean import AREAS
from old_tree import clean_page, git, path_of, put

if TYPE_CHECKING:
    from collections.abc import Callable


def first_row_edited(text: str) -> str:
    """A page with a word more in the first row that has two owners."""
    return re.sub(
        r"^(\| (?!Task|-)[^|]+\| [^|]+[.] \| You [^|]*)[.] \|$", r"\1, each day. |", text, count=1, flags=re.MULTILINE
    )


def heading_put_before(text: str) -> str:
    """A page with a heading after its short description; one that has none there would lose it to the new section."""
    introduction, found, rest = text.partition("\nCompare other")
    if not found or "{: shortdesc}" not in introduction:
        return text
    return f"{introduction}\n## Before you start\n{{: #before-you-start}}\n\nRead this.\n{found}{rest}"


HARMLESS: dict[str, Callable[[str], str]] = {
    "a paragraph above": lambda text: text.replace(
        "\nCompare other", "\nThe clay comes from the river.\n\nCompare other"
    ),
    "a paragraph before each table": lambda text: text.replace("\n\n| Task |", "\n\nSee who does what:\n\n| Task |"),
    "a paragraph below": lambda text: text + "\nAsk us if you miss something.\n",
    "front matter": lambda text: text.replace('"2026-03-12"', '"2026-05-01"').replace("2024, 2026", "2024, 2025, 2026"),
    "reflowed": lambda text: text.replace(" This page lists", "\nThis page lists").replace(" the line ", " the\nline "),
    "tables aligned": lambda text: RULE.sub("|:-----|:-----|:-----|", text),
    "cells padded": lambda text: re.sub(r"^\| (?!-)(.*) \|$", r"|   \1   |", text, flags=re.MULTILINE),
    "a row more": lambda text: with_row(text, "| Sweep the floor | We sweep it at night. | You sweep it at noon. |"),
    "a row edited": first_row_edited,
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "a section more": lambda text: text + "\n## Kiln safety\n{: #kiln-safety}\n\nWear gloves.\n",
    "a heading before the first": heading_put_before,
    "a comment": lambda text: text.replace("\nCompare other", "\n<!-- by the kiln team -->\n\nCompare other"),
    "the service renamed": lambda text: text.replace("using Kiln ", "using Oven "),
}


def change_all(story: Story, change: Callable[[str], str]) -> None:
    """Make a change on each page that has a place for it, which most have."""
    changed = 0
    for number in range(40):
        path = story.root / path_of(number)
        before = path.read_bytes().decode()
        after = change(before)
        changed += after != before
        path.write_bytes(after.encode())
    assert changed > 20


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_edits_wake_nothing(change: Callable[[str], str], story: Story) -> None:
    change_all(story, change)
    assert story.found() == []
    assert story.found("--since", "HEAD") == []


@pytest.mark.parametrize("name", ["a paragraph above", "cells padded", "the service renamed", "a row edited"])
def test_pages_that_move_wake_nothing(name: str, story: Story) -> None:
    change_all(story, HARMLESS[name])
    moved(story.root)
    assert story.found() == []
    assert story.found("--since", "HEAD") == []
    git(story.root, "add", "--all")
    assert story.found("--staged") == []
    assert story.command("baseline").code == 0
    assert calm(story.command())


def test_a_page_that_is_split_wakes_nothing(story: Story) -> None:
    """The old findings of sections that go to a page of their own go with them."""
    path = story.root / path_of(13)
    text = path.read_bytes().decode()
    at = text.index("## Security")
    assert "| |" in text[at:]
    path.write_bytes(text[:at].encode())
    head = clean_page(13).head().replace("kiln-13-resp", "kiln-13-more-resp").replace("Kiln 13", "Kiln 13 at night")
    put(story.root, "docs/more/kiln-13-more-responsibilities.md", head + "\n" + text[at:])
    assert Counter(name for name, _, _ in story.found()) == {"missing-section": len(AREAS)}


def test_two_pages_of_one_title(story: Story) -> None:
    story.edit(3, lambda text: text.replace("Kiln 3", "Kiln"))
    story.edit(7, lambda text: text.replace("Kiln 7", "Kiln"))
    (story.root / "docs/one").mkdir()
    for number in (3, 7):
        git(story.root, "mv", path_of(number), f"docs/one/{10 - number}-responsibilities.md")
    assert story.found() == []


def test_what_is_fixed_is_told_and_dropped(story: Story) -> None:
    story.edit(1, lambda text: text.replace("| |", "| N/A |", 1))
    result = story.command()
    assert result.code == 0
    assert (
        result.err == "resp-lint: 1 finding of the baseline no longer occurs; drop with: resp-lint baseline --prune\n"
    )
    before = json.loads((story.root / BASELINE).read_bytes())["pages"]
    assert story.command("baseline", "--prune").code == 0
    after = json.loads((story.root / BASELINE).read_bytes())["pages"]
    assert {path for path in before if before[path] != after.get(path)} == {path_of(1)}
    assert calm(story.command())
    git(story.root, "checkout", "--", path_of(1))
    assert [name for name, _, _ in story.found()] == ["blank-owner-cell"]


@pytest.mark.parametrize(
    ("arguments", "fixed", "rules"),
    [
        ((), 1, "RSP"),
        (("--since", "HEAD"), 1, "RSP"),
        ((path_of(3),), 0, "RSP"),
        (("--select", "RSP502"), 1, "RSP502"),
        (("docs/part-3",), 0, "RSP"),
        (("docs/part-0", "docs/part-2"), 0, "none"),
    ],
    ids=str,
)
def test_a_run_over_some_pages_or_rules_tells_of_theirs_alone(
    arguments: tuple[str, ...], fixed: int, rules: str, story: Story
) -> None:
    """One fault of a page that moved is fixed, and all of a page that stays."""
    page = json.loads((story.root / BASELINE).read_bytes())["pages"][path_of(3)]
    gone = fixed + sum(it.get("count", 1) for it in page["findings"] if it["rule"].startswith(rules))
    story.edit(1, lambda text: text.replace("| |", "| N/A |", 1))
    put(story.root, path_of(3), clean_page(3).text())
    moved(story.root)
    result = story.command(*arguments)
    told = f"resp-lint: {gone} findings of the baseline no longer occur"
    assert (result.code, result.err.partition(";")[0]) == (0, told if gone else "")
