"""Measure what a page costs that somebody has made to hurt, and hold it to what is promised.

Each family is a page made of one thing over and over.  It is checked by the parser and all rules, and fixed with all
fixes, in a process of its own: first as a page of 125 KB.  Where that takes long or much memory, it is measured at 31
and 500 KB too, the slowest first, until the CPU time is up that the whole may take.  The exponent says by which power
of the size the CPU time grows: 1 is linear, and no family may be above 1.15.  Memory is that of the whole process,
with Python and all that is imported.  No rule may fail.

`make fuzz` runs it and writes HOSTILE.md; `make bench` fits the growth of pages that nobody made to hurt.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import resource
import sys
import traceback
from itertools import product
from pathlib import Path
from random import Random
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from growth import exponent

from resp_lint.fix.apply import Wanted, fix_page
from resp_lint.linter import INTERNAL_ERROR, check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source
from resp_lint.testing import read_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from resp_lint.linter import CheckedPage

EXPONENT = 1.15
SLOW = 1.0
"""Seconds for the largest size from which on it matters how the cost grows."""
CPU_LIMIT = 120
"""Seconds after which a measurement is stopped."""
SIZES = (31_250, 125_000, 500_000)
FIRST = SIZES[1]
"""The size at which every family is measured."""
MINUTES = 20.0
MEGABYTE = 1_000_000
BASE_MEMORY = 60 * MEGABYTE
MEMORY_A_BYTE = 400
TABLE_FILE = Path(__file__).parent / "HOSTILE.md"
HEAD = "---\nsubcollection: x\n---\n\n# Understanding your responsibilities\n{: #x}\n\n"
TABLE = "| Task | IBM responsibilities | Your responsibilities |\n|------|------|------|\n"


def repeated(unit: str, around: str = "%s") -> Callable[[int], str]:
    """A family: a unit over and over, with a number in place of `#n`, inside of something."""

    def make(size: int) -> str:
        count = max(1, size // len(unit))
        units = [unit.replace("#n", str(number)) for number in range(count)] if "#n" in unit else [unit] * count
        return HEAD + around.replace("%s", "".join(units))

    return make


def nested(opening: str, closing: str) -> Callable[[int], str]:
    """A family: brackets of a kind around brackets."""

    def make(size: int) -> str:
        count = size // (len(opening) + len(closing))
        return HEAD + opening * count + "x" + closing * count

    return make


def staircase(step: str, line: str) -> Callable[[int], str]:
    """A family: lines each of which is indented one step more than the one before, up to a depth, and again."""

    def make(size: int) -> str:
        lines: list[str] = []
        length = 0
        while length < size:
            lines.append(step * (len(lines) % 60) + line)
            length += len(lines[-1]) + 1
        return HEAD + "\n".join(lines)

    return make


def runs(unit: str) -> Callable[[int], str]:
    """A family: runs of a character, each longer than the one before, so that none closes another."""

    def make(size: int) -> str:
        parts: list[str] = []
        length = 0
        while length < size:
            parts.append(unit * (len(parts) + 1))
            length += len(parts[-1]) + 1
        return HEAD + " ".join(parts)

    return make


def front_matter(unit: str) -> Callable[[int], str]:
    """A family: YAML of one kind, over and over."""
    return lambda size: "---\n" + unit * (size // len(unit)) + "\n---\n\n# X\n"


FAMILIES: dict[str, Callable[[int], str]] = {
    "quotes in one line": repeated("> "),
    "quotes in lines": repeated("> x\n"),
    "quotes ever deeper": staircase("> ", "> x"),
    "quotes and lists": repeated("> - "),
    "lists in one line": repeated("- "),
    "lists in lines": repeated("- x\n"),
    "lists ever deeper": staircase("  ", "- x"),
    "lists of different marks": repeated("- x\n* y\n+ z\n"),
    "numbered lists": repeated("#n. x\n"),
    "loose lists": repeated("- x\n\n"),
    "headings": repeated("## Change management #n\n{: #x-#n}\n\n"),
    "headings of one id": repeated("## Change management\n{: #x}\n\n"),
    "headings without id": repeated("### x\n"),
    "underlined headings": repeated("x\n===\n"),
    "underlines": repeated("=\n"),
    "pipes in one row": repeated("|", TABLE + "%s\n"),
    "cells in one row": repeated(" x |", TABLE + "|%s\n"),
    "escaped pipes in one row": repeated("\\|", TABLE + "| %s | | |\n"),
    "escaped pipes in the header": repeated("\\|", "| %s | B |\n|---|---|\n| a | b |\n"),
    "backslashes in one row": repeated("\\", TABLE + "| %s | | |\n"),
    "pipes in the header": repeated("|", "%s\n%s\n| a |\n"),
    "a wide table": lambda size: HEAD + "| x " * (size // 8) + "|\n" + "| - " * (size // 8) + "|\n",
    "owner columns": lambda size: (
        HEAD
        + "| Task "
        + "| Your responsibilities " * (size // 30)
        + "|\n"
        + "|--" * (size // 30 + 1)
        + "|\n| a | b |\n"
    ),
    "rows below a wide header": lambda size: (
        HEAD + "| x " * (size // 12) + "|\n" + "|--" * (size // 12) + "|\n" + "| a |\n" * (size // 15)
    ),
    "delimiters": repeated("|-", "| a |\n%s|\n"),
    "delimiter rows": repeated("|---|---|\n"),
    "rows": repeated("| Rotate keys #n | N/A | You rotate them. |\n", TABLE + "%s"),
    "equal rows": repeated("| Rotate keys | | You rotate them. |\n", TABLE + "%s"),
    "short rows": repeated("| a\n", TABLE + "%s"),
    "rows without pipes": repeated("word\n", TABLE + "%s"),
    "tables": repeated("| Task | IBM responsibilities | Your responsibilities |\n|--|--|--|\n| a #n | | c |\n\n"),
    "tables with lists": repeated('| A | B |\n|--|--|\n| a | b |\n{: caption="Table #n. X" caption-side="bottom"}\n\n'),
    "tables in a list": repeated("- | A | B |\n  |--|--|\n  | a | b |\n"),
    "a cell of code spans": repeated("`x` ", TABLE + "| %s | b | c |\n"),
    "a cell of line breaks": repeated("- x \\n ", TABLE + "| %s | b | c |\n"),
    "a cell of tags": repeated("<br>", TABLE + "| %s | b | c |\n"),
    "a cell of open tags": repeated("<", TABLE + "| %s | b | c |\n"),
    "a cell of links": repeated("[a](b) ", TABLE + "| %s | b | c |\n"),
    "a cell of one word": repeated("responsibilities", TABLE + "| %s | b | c |\n"),
    "a cell of words": repeated("respnsibilities ", TABLE + "| %s | b | c |\n"),
    "opening brackets": repeated("["),
    "closing brackets": repeated("]"),
    "nested brackets": nested("[", "]"),
    "nested links": nested("[", "](x)"),
    "nested images": nested("![", "](x)"),
    "links that never end": repeated("[a](b"),
    "links in angles that never end": repeated("[a](<b"),
    "titles that never end": repeated('[a](b "c'),
    "images": repeated("![a](b)"),
    "image marks": repeated("!["),
    "links": repeated("[a](/docs/overview/terms-of-use?topic=#n) "),
    "external links": repeated("[a](https://example.com/#n) "),
    "anchors": repeated("[a](#x#n) "),
    "references": repeated("[a#n][b#n] ", "%s\n\n[b1]: c\n"),
    "definitions of links": repeated("[a#n]: b\n"),
    "definitions of links that never end": repeated("[a#n]:\n"),
    "footnotes": repeated("[^#n] ", "%s\n\n[^1]: x\n"),
    "definitions of footnotes": repeated("[^#n]: x\n\n"),
    "inline footnotes": repeated("^["),
    "backticks": repeated("` "),
    "backticks in runs": runs("`"),
    "fences": repeated("```\n"),
    "fences in runs": lambda size: HEAD + "\n".join("`" * (3 + n % 200) for n in range(size // 100)),
    "stars": repeated("*"),
    "stars and words": repeated("*a "),
    "stars closed": repeated("*a**b"),
    "underscores": repeated("_a "),
    "tildes": repeated("~a"),
    "carets": repeated("^a"),
    "angles": repeated("<"),
    "tags that never end": repeated("<a "),
    "tags with quotes that never end": repeated('<a b="'),
    "comments that never end": repeated("<!-- "),
    "comments that never end, in lines": repeated("<!-- \n"),
    "comments": repeated("<!-- x -->\n"),
    "comments in a paragraph": repeated("a <!-- x --> "),
    "instructions that never end": repeated("x <? "),
    "autolinks": repeated("<https://x> "),
    "autolinks that never end": repeated("<https://x"),
    "entities": repeated("&quot;"),
    "ampersands": repeated("&"),
    "backslashes": repeated("\\"),
    "keyrefs": repeated("{{site.data.keyword.x}} "),
    "retired keyrefs": repeated("{{site.data.keyword.Bluemix}} "),
    "keyrefs that never end": repeated("{{"),
    "keyrefs that never end, in lines": repeated("{{x\n"),
    "keyrefs in a table": repeated("{{a}}", TABLE + "| %s | | |\n"),
    "braces": repeated("{"),
    "attribute lists": repeated("{: .a}\n"),
    "attribute lists in one line": repeated("{: .a}"),
    "attribute lists spaced in one line": repeated("{: .a} "),
    "blank attribute lists in one line": repeated("{:}"),
    "attribute lists that never end": repeated("{: "),
    "attribute lists after a paragraph": repeated("x\n{: .a}\n"),
    "attribute lists after a table": repeated("{: .a}\n", TABLE + "| a | b | c |\n%s"),
    "attribute lists between rows": repeated("{: .a}\n| a | b | c |\n", TABLE + "%s"),
    "attribute lists after a heading": repeated("{: .a}\n", "## x\n%s"),
    "definitions of attributes": repeated("{:a#n: .b}\n"),
    "definitions that look like slips": repeated("{:abcd#n: .abce#n}\n"),
    "references that look like slips": repeated("{:abcdefgh#n: .b}\n{: abcdefgx#n}\n\n"),
    "definitions of one attribute": repeated("{:a: .b}\n\n"),
    "references to attributes": repeated("{:a#n: a#n .b}\n{: a#n}\n\n"),
    "definitions of definitions": lambda size: (
        HEAD
        + "{:a0: .b}\n"
        + "".join(f"{{:a{n + 1}: {f'a{n} ' * 9}}}\n" for n in range(size // 40))
        + f"\n## x\n{{: a{size // 40}}}\n"
    ),
    "items in one list": repeated(".a ", "x\n{: %s}\n"),
    "items of one table": repeated('caption="x" ', TABLE + "| a | b | c |\n{: %s}\n"),
    "quotes in one list": repeated('"', "x\n{: caption=%s}\n"),
    "single quotes in one list": repeated("='", "x\n{: caption%s}\n"),
    "escaped quotes in one list": repeated("\\'", "x\n{: caption='%s}\n"),
    "a long value": repeated("word ", TABLE + '| a | b | c |\n{: caption="%s"}\n'),
    "markup in a value": repeated("*a* ", TABLE + '| a | b | c |\n{: caption="%s"}\n'),
    "equals signs in one list": repeated("=", "x\n{: a%s}\n"),
    "terms": repeated("Term\n: x\n"),
    "terms in one line": repeated(": "),
    "lines": repeated("\n"),
    "words": repeated("word "),
    "one word": repeated("a"),
    "unknown words": repeated("wrod#n "),
    "a word with hyphens": repeated("respnsib-"),
    "equal words": repeated("the the "),
    "spaces": repeated(" ", "a%sb"),
    "tabs": repeated("\t", "a%sb"),
    "tabs at the start": repeated("\t- x\n"),
    "unusual spaces": repeated("\u00a0\u200b"),
    "letters decoded wrongly": repeated("â€™"),
    "carriage returns": repeated("x\r"),
    "zero bytes": repeated("\0"),
    "sentences": repeated("Change management includes tasks such as deployment. "),
    "dashes": repeated("-"),
    "rules": repeated("---\n"),
    "front matter": front_matter("a: b\n"),
    "front matter of brackets": front_matter("["),
    "front matter of quotes": front_matter('"'),
    "front matter of lists": front_matter("- "),
    "front matter of aliases": front_matter("- &a [*a]\n"),
    "front matter of keys": front_matter("? "),
    "front matter that never ends": lambda size: "---\n" + "a: b\n" * (size // 5),
}

INLINE = (
    *(
        "[",
        "]",
        "](",
        "[a](b",
        "![",
        "[^1]",
        "[a]",
        "^[",
        "`",
        "`x",
        "``x` ",
        "*",
        "*a ",
        "**a*",
        "_a ",
        "a_",
        "~a~",
        "^a",
        "~~a",
    ),
    *(
        "<",
        "<a ",
        '<a b="',
        "<!--",
        "<x:",
        "&",
        "&quot;",
        "\\",
        "\\n",
        "{: .a}",
        "{:",
        "{{",
        "{{a}}",
        "|",
        "\\|",
        "a-",
        "a b ",
    ),
)
for _unit in INLINE:
    FAMILIES[f"a heading of {_unit!r}"] = repeated(_unit, "## x%s\n{: #y}\n")
    FAMILIES[f"a cell of {_unit!r}"] = repeated(_unit, TABLE + "| x%s | b | c |\n")
    FAMILIES[f"a header of {_unit!r}"] = repeated(_unit, "| x%s | IBM responsibilities |\n|---|---|\n| a | b |\n")
    FAMILIES[f"a caption of {_unit!r}"] = repeated(_unit, TABLE + '| a | b | c |\n{: caption="x%s"}\n')
    FAMILIES[f"a paragraph of {_unit!r}"] = repeated(_unit, "x%s\n")

SETTINGS = Settings(load_registry().profile("ibm-cloud"), rule_set=RuleSet.STRICT, all_pages=True)
RULES = load_registry().select(SETTINGS)
WANTED = Wanted(frozenset(rule.code for rule in RULES), unsafe=True)

# What each rule reports, over and over: whatever scans text meets what it is looking for.
for _rule in RULES:
    for _number, _example in enumerate(item for item in read_examples(_rule) if item.kind == "bad"):
        FAMILIES[f"{_rule.code} {_rule.name} {_number + 1}"] = repeated(_example.text.rstrip("\n") + "\n\n")
        FAMILIES[f"{_rule.code} {_rule.name} {_number + 1}, joined"] = repeated(_example.text.replace("\n", " "))


def check(text: str) -> CheckedPage:
    return check_page(parse(Source("responsibilities.md", text), SETTINGS.conventions), RULES, SETTINGS)


def fix(text: str) -> CheckedPage:
    page = parse(Source("responsibilities.md", text), SETTINGS.conventions)
    return fix_page(page, RULES, SETTINGS, WANTED).checked


MODES: dict[str, Callable[[str], CheckedPage]] = {"check": check, "fix": fix}


class Cost(NamedTuple):
    """What one page took: CPU seconds, bytes of memory, and what went wrong."""

    seconds: float
    memory: int
    problem: str = ""


def run_alone(do: Callable[[str], CheckedPage], text: str) -> Cost:
    """Check or fix a page in a child, which inherits all imports."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        gc.disable()  # as a run does
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))
        try:
            findings = do(text).findings
            problem = next((found.message for found in findings if found.code == INTERNAL_ERROR[0]), "")
        except BaseException:  # noqa: BLE001 -- the parent says what it was
            problem = traceback.format_exc().rstrip().rpartition("\n")[2]
        os.write(into, problem.encode("utf-8", "replace")[:4000])
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as answer:
        problem = answer.read().decode("utf-8", "replace")
    _, status, used = os.wait4(child, 0)
    problem = problem or (f"ended with status {status}" if status else "")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, problem)


class Row(NamedTuple):
    """What a family costs at the largest size at which it was measured, and by which power it grows from size to size.

    The exponent is None where one size was measured alone.
    """

    family: str
    mode: str
    size: int
    cost: Cost
    exponent: float | None = None

    @property
    def suspect(self) -> bool:
        """Whether the other sizes are to be looked at: a quarter of what counts, of the time and of the memory."""
        expected = SLOW * self.size / SIZES[-1]
        return bool(self.cost.problem) or self.cost.seconds >= expected or self.cost.memory > _allow(self.size) * 0.75

    @property
    def problems(self) -> Iterator[str]:
        """How this is more than is promised."""
        if self.cost.problem:
            yield self.cost.problem
        if self.exponent and self.exponent > EXPONENT and self.cost.seconds >= SLOW:
            yield f"exponent above {EXPONENT}"
        if self.cost.memory > _allow(self.size):
            yield f"more than 60 MB and {MEMORY_A_BYTE} bytes a byte"

    def __str__(self) -> str:
        """The row of a table in Markdown."""
        family = self.family.replace("|", "\\|").replace("\n", "\\n")
        grown = "" if self.exponent is None else f"{self.exponent:.2f}"
        figures = f"{self.size // 1000} | {self.cost.seconds:.2f} | {self.cost.memory / MEGABYTE:.0f} | {grown}"
        return f"| {family} | {self.mode} | {figures} | {'; '.join(self.problems)} |"


def _allow(size: int) -> int:
    """How many bytes of memory a page of a size may take."""
    return BASE_MEMORY + MEMORY_A_BYTE * size


def measure(family: str, mode: str, size: int) -> Row:
    """Measure a family at one size."""
    text = FAMILIES[family](size)
    return Row(family, mode, len(text.encode()), run_alone(MODES[mode], text))


def measure_growth(first: Row) -> Row:
    """Measure a family at the other sizes too."""
    rows = {FIRST: first} | {size: measure(first.family, first.mode, size) for size in SIZES if size != FIRST}
    costs = [rows[size].cost.seconds for size in SIZES]
    return rows[SIZES[-1]]._replace(exponent=exponent(SIZES, costs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", help="only those whose name holds one of these words")
    parser.add_argument("--mode", choices=MODES, action="append", help="only check, or only fix")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="CPU time that all may take (%(default)g)")
    parser.add_argument(
        "--seed", type=int, default=0, help="which families come first, should there be too little time"
    )
    parser.add_argument("--write", action="store_true", help=f"write {TABLE_FILE.name}")
    options = parser.parse_args()
    for do in MODES.values():
        do(HEAD + TABLE)  # imports that wait until something needs them
    names = [name for name in FAMILIES if not options.families or any(word in name for word in options.families)]
    if unknown := [word for word in options.families if not any(word in name for name in FAMILIES)]:
        parser.error(f"no family has “{unknown[0]}” in its name")
    wanted = [*product(names, options.mode or MODES)]
    Random(options.seed).shuffle(wanted)  # noqa: S311 -- the same order in every run
    rows: list[Row] = []
    for name, mode in wanted:
        if compute_used_minutes() < options.minutes / 2:
            rows.append(measure(name, mode, FIRST))
    rows.sort(key=lambda row: -row.cost.seconds)
    for number, row in enumerate(rows):
        if row.suspect and compute_used_minutes() < options.minutes:
            rows[number] = measure_growth(row)
            print(rows[number], flush=True)
    if options.write:
        TABLE_FILE.write_bytes(render(rows, len(wanted), options.families).encode())
    bad = sum(1 for row in rows if any(row.problems))
    sys.exit(f"{bad} of {len(rows)} measurements are above what is promised" if bad else 0)


def compute_used_minutes() -> float:
    """How many minutes of CPU time all measurements took so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) / 60


def render(rows: list[Row], wanted: int, families: Sequence[str]) -> str:
    """The table of HOSTILE.md: those rows first that cost most."""
    grown = [row for row in rows if row.exponent is not None]
    left = [row for row in rows if row.exponent is None and row.suspect]
    shown = [row for row in rows if row in grown or row in left or any(row.problems)]
    bad = sum(1 for row in rows if any(row.problems))
    smallest, largest = SIZES[0] // 1000, SIZES[-1] // 1000
    chosen = f" whose names hold {', '.join(f'“{word}”' for word in families)}" if families else ""
    pairs = len(FAMILIES) * len(MODES)
    measured = (
        f"`hostile.py` wrote this with Python {platform.python_version()}. Of {pairs} pairs of a family and a mode, it "
        f"was to measure the {wanted}{chosen}, and measured {len(rows)}: pages of {FIRST // 1000} KB that are checked, "
        f"or fixed, by all rules in a process of their own. {len(grown) + len(left)} of them took at least "
        f"{SLOW * FIRST / SIZES[-1]:g} s of CPU time, or three quarters of the memory that a page of that size may "
        f"take; {len(grown)} of those were measured at {smallest} and {largest} KB as well, {len(left)} were not, as "
        "time was up. The exponent is fitted to the CPU times of all three sizes."
    )
    promised = (
        f"The promise: where a page of {largest} KB takes over {SLOW:.0f} s, an exponent of at most {EXPONENT}; at "
        f"most 60 MB of memory and {MEMORY_A_BYTE} bytes a byte of the page; no rule fails. {bad} measurements are "
        "above it."
    )
    about = (fill(measured, 120), "", fill(promised, 120))
    header = ("| family | mode | KB | s | MB | exponent | above |", "| --- | --- | --- | --- | --- | --- | --- |")
    shown.sort(key=lambda row: -row.cost.seconds / row.size)
    return "\n".join(["# Pages made to hurt", "", *about, "", *header, *map(str, shown), ""])


if __name__ == "__main__":
    main()
