"""RSP606."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING
from unicodedata import name

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Violation, regex, rule
from resp_lint_rules._shared.code_places import Code
from resp_lint_rules.language._characters import find_non_ascii

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

# No-break and other odd spaces, line separators, and characters without width; U+200C and U+200D join emoji and letters.
_ODD = frozenset("\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff").union(map(chr, range(0x2000, 0x200C)))
_RUNS = regex("[{0}][{0}]*".format("".join(sorted(_ODD))))  # found faster than by `[…]+`
_FAR = 200  # as far as the start of a line is looked for
_NO_WIDTH = "\u200b\u2060\ufeff"


@rule("RSP606", level=Level.INFO, fix=FixKind.SAFE, any_page=True)
def unusual_space(page: Page) -> Findings:
    """Checks that no unusual spaces, such as no-break or zero-width ones, stand on a page.

    A no-break or zero-width space looks like nothing, and keeps a search, a link or a copied command from working.

    It comes along when text is pasted from a web page or a word processor: “IBM Cloud” with a no-break space is not found
    by a search for “IBM Cloud”, and a line breaks where nobody expects it. Each line with such characters is reported once,
    in prose, cells, attributes and front matter; code is left alone, and so is the entity `&nbsp;`, which says what it
    means. The fix is an ordinary space, or nothing where one stands there already or the character has no width; at the
    start of a line it is unsafe, for spaces there have a meaning. Seen on 11 of 99 real pages.

    ~~~~bad
    Nimbus\N{NO-BREAK SPACE}Queue keeps\N{NO-BREAK SPACE} your mes\N{ZERO WIDTH SPACE}sages.
    ~~~~
    ~~~~fixed
    Nimbus Queue keeps your messages.
    ~~~~
    ~~~~good
    Nimbus Queue keeps your&nbsp;messages, and `a\N{NO-BREAK SPACE}b` as well.
    ~~~~
    """
    text, code = page.source.text, Code(page)
    by_line: dict[tuple[int, bool], list[re.Match[str]]] = {}
    for match in () if _ODD.isdisjoint(find_non_ascii(text)) else _RUNS.finditer(text, text.startswith("\ufeff")):
        if match.start() not in code:
            line = bisect_right(page.source.line_starts, match.start())
            by_line.setdefault((line, _is_at_line_start(match)), []).append(match)
    yield from (_make_violation(matches, opens=opens) for (_, opens), matches in by_line.items())


def _make_violation(matches: Sequence[re.Match[str]], *, opens: bool) -> Violation:
    """The violation of a line, at its first unusual space."""
    edits = tuple(Edit(*match.span(), _replace_run(match)) for match in matches)
    ways = dict.fromkeys("write an ordinary space" if edit.text else "remove it" for edit in edits)
    more = f", and {len(matches) - 1} more on the line" if len(matches) > 1 else ""
    fix = Fix("; ".join(ways), edits, safe=not opens)
    start, end = matches[0].span()
    return Violation(start, end, f"{_name_run(matches[0][0])}{more}; {' or '.join(ways)}", fix=fix)


def _replace_run(match: re.Match[str]) -> str:
    start, end = match.span()
    before, after = match.string[start - 1 : start] if start else "\n", match.string[end : end + 1] or "\n"
    bare = not match[0].strip(_NO_WIDTH)
    return "" if bare or before.isspace() or after.isspace() else " "


def _is_at_line_start(match: re.Match[str]) -> bool:
    """Whether nothing but spaces stands before a run on its line, where they have a meaning."""
    return not match.string[max(0, match.start() - _FAR) : match.start()].rpartition("\n")[2].strip()


def _name_run(run: str) -> str:
    """What a run of spaces is: “no-break space”, “2 no-break spaces”."""
    names = [name(space, f"U+{ord(space):04X}").lower() for space in run]
    if len(set(names)) > 1:
        return f"{len(run)} unusual spaces ({', '.join(dict.fromkeys(names))})"
    return f"{len(run)} {names[0]}s" if len(run) > 1 else names[0]
