"""Fixing published pages with faults put in: a second run changes nothing, and nothing new is wrong after the first.

A mutant is a published page with a few lines changed as writers change them by accident; its number is its seed.
Each is fixed in one way in every run; `make fuzz` tries a thousand, in all ways.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fix_results import list_refusals
from hypothesis import settings
from msgspec.structs import replace

from resp_lint import RuleSet
from resp_lint.fix.apply import Wanted, fix_page
from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint.fix.apply import Fixed

PAGES = sorted((Path(__file__).parents[3] / "shared" / "pages").glob("*/*.md"))
MUTANTS = 1_000
WAYS = [(everywhere, unsafe) for everywhere in (False, True) for unsafe in (False, True)]
REGISTRY = load_registry()
SETTINGS = {
    everywhere: Settings(
        REGISTRY.profile("ibm-cloud"),
        rule_set=RuleSet.STRICT if everywhere else RuleSet.RECOMMENDED,
        all_pages=everywhere,
    )
    for everywhere in (False, True)
}


def drop_character(chance: random.Random, line: str) -> str:
    at = chance.randrange(len(line) or 1)
    return line[:at] + line[at + 1 :]


def double_word(chance: random.Random, line: str) -> str:
    words = line.split(" ")
    at = chance.randrange(len(words))
    return " ".join([*words[: at + 1], *words[at:]])


def drop_one_of(characters: str) -> Callable[[random.Random, str], str]:
    def change(chance: random.Random, line: str) -> str:
        places = [at for at, character in enumerate(line) if character in characters]
        if not places:
            return line
        at = chance.choice(places)
        return line[:at] + line[at + 1 :]

    return change


def replace_by(before: str, after: str) -> Callable[[random.Random, str], str]:
    return lambda _chance, line: line.replace(before, after, 1)


# What a change does to a line; a line may become none, or several.
ANYWHERE: list[Callable[[random.Random, str], str]] = [
    lambda _chance, _line: "",
    lambda _chance, line: f"{line}\n{line}",
    lambda _chance, line: f"\n{line}",
    lambda _chance, line: f"{line}\n\n",
    lambda chance, line: " " * chance.randint(1, 4) + line,
    lambda chance, line: line + chance.choice([" ", "\t", " {: note}", " -->", "|", "\xa0", "\u200b"]),
    lambda _chance, line: line.casefold(),
    lambda chance, line: chance.choice(["```", "~~~", "<!--", "-->", "---", "> ", "1. ", "| "]) + line,
    lambda _chance, line: line + "\n```\n{: codeblock}",
    drop_character,
    drop_character,
    double_word,
]
ON_TABLES_AND_LISTS: list[Callable[[random.Random, str], str]] = [
    drop_one_of("|"),
    drop_one_of('"'),
    drop_one_of("{}:#"),
    drop_one_of("-"),
    replace_by("{: ", "{:"),
    replace_by('="', '=""'),
    replace_by("caption", "captoin"),
    replace_by("summary", "sumary"),
    replace_by("row-headers", "row-header"),
    replace_by("esponsibilit", "esponsibilt"),
    replace_by("{{site", "{site"),
    replace_by("/docs/", "https://cloud.ibm.com/docs/"),
    replace_by(" | ", " | | "),
    replace_by("shortdesc", "#shortdesc"),
]


def mutate(text: str, seed: int) -> str:
    """A page with one to five of its lines changed, most of them in tables and attribute lists."""
    chance = random.Random(seed)  # noqa: S311 -- the same mutants in every run
    lines = text.split("\n")
    telling = [number for number, line in enumerate(lines) if "|" in line or "{" in line or line.startswith("#")]
    for _ in range(chance.randint(1, 5)):
        inside = bool(telling) and chance.random() < 0.7
        number = chance.choice(telling) if inside else chance.randrange(len(lines))
        changes = [*ANYWHERE, *ON_TABLES_AND_LISTS] if inside else ANYWHERE
        lines[number] = chance.choice(changes)(chance, lines[number])
    return "\n".join(lines)


def fix(text: str, *, everywhere: bool, unsafe: bool) -> tuple[Fixed, Wanted]:
    chosen = SETTINGS[everywhere]
    rules = REGISTRY.select(chosen)
    wanted = Wanted(frozenset(rule.code for rule in rules), unsafe)
    page = parse(Source("nimbus-responsibilities.md", text), chosen.conventions)
    return fix_page(page, rules, chosen, wanted), wanted


def count_everything(source: Source, *, everywhere: bool) -> Counter[str]:
    """How many findings of each rule a page has, those that give way to others among them."""
    chosen = SETTINGS[everywhere]
    rules = [replace(rule, yields_to=()) for rule in REGISTRY.select(chosen)]
    findings = check_page(parse(source, chosen.conventions), rules, chosen).findings
    return Counter(finding.code for finding in findings)


def assert_held(text: str, *, everywhere: bool, unsafe: bool) -> None:
    once, wanted = fix(text, everywhere=everywhere, unsafe=unsafe)
    after = Counter(finding.code for finding in once.checked.findings if finding.code != "RSP907")
    assert not after - count_everything(once.before, everywhere=everywhere)
    twice, _ = fix(once.checked.source.text, everywhere=everywhere, unsafe=unsafe)
    assert not twice.changed
    if not list_refusals(once):
        assert not wanted.count(once.checked.findings)
        assert len(once.applied) == wanted.count(once.found.findings)
        assert twice.checked.findings == once.checked.findings


@pytest.mark.fuzz
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("seed", range(40))
def test_fixing_mutants(seed: int) -> None:
    many = settings().max_examples > 1000
    for number in range(seed, MUTANTS, 40) if many else [seed]:
        text = mutate(PAGES[number * 7919 % len(PAGES)].read_bytes().decode(), number)
        for everywhere, unsafe in WAYS if many else [WAYS[number % 4]]:
            assert_held(text, everywhere=everywhere, unsafe=unsafe)
