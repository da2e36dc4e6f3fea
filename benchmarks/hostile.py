"""Measure how the cost of a page grows with its size where somebody has made it to hurt.

Each family is checked at four sizes, each twice the one before, by the parser and all rules.  The exponent says by
which power of the size the CPU time grows over the three doublings: 1 is linear, and no family may be above 1.15.
`make bench` fits the growth of pages that nobody made to hurt.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from typing import TYPE_CHECKING

from growth import exponent

from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 1.15
DOUBLINGS = 3
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
    "attribute lists that never end": repeated("{: "),
    "attribute lists behind a paragraph": repeated("x\n{: .a}\n"),
    "attribute lists behind a table": repeated("{: .a}\n", TABLE + "| a | b | c |\n%s"),
    "attribute lists between rows": repeated("{: .a}\n| a | b | c |\n", TABLE + "%s"),
    "attribute lists behind a heading": repeated("{: .a}\n", "## x\n%s"),
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


def cpu_seconds(text: str, settings: Settings, repeats: int) -> float:
    """What parsing a page and checking it with all rules takes, the best of a few runs."""
    rules = load_registry().select(settings)
    best = math.inf
    for _ in range(repeats):
        gc.collect()
        start = time.process_time()
        check_page(parse(Source("responsibilities.md", text), settings.profile.conventions), rules, settings)
        best = min(best, time.process_time() - start)
    return best


def growth(make: Callable[[int], str], size: int, settings: Settings, repeats: int) -> tuple[list[float], float]:
    """The seconds at each size, and the exponent over all doublings."""
    seconds = [cpu_seconds(make(size << doubling), settings, repeats) for doubling in range(DOUBLINGS + 1)]
    return seconds, exponent([size << doubling for doubling in range(DOUBLINGS + 1)], seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", help="only those whose name holds one of these words")
    parser.add_argument("--size", type=int, default=16_000, help="the smallest size in characters (default 16000)")
    parser.add_argument("--repeats", type=int, default=3, help="how often each page is checked (default 3)")
    options = parser.parse_args()
    settings = Settings(load_registry().profile("ibm-cloud"), rule_set=RuleSet.STRICT, all_pages=True)
    cpu_seconds(HEAD + TABLE, settings, 1)  # imports that wait until something needs them
    above = 0
    for name, make in FAMILIES.items():
        if options.families and not any(word in name for word in options.families):
            continue
        seconds, exponent = growth(make, options.size, settings, options.repeats)
        above += exponent > LIMIT
        times = "".join(f"{1000 * one:>9.1f}" for one in seconds)
        print(f"{name:<42}{times} ms{exponent:>7.2f}{'  above ' + str(LIMIT) if exponent > LIMIT else ''}", flush=True)
    sys.exit(f"{above} families grow faster than {LIMIT}" if above else 0)


if __name__ == "__main__":
    main()
