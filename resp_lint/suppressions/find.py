"""The suppressions of a page: what each covers, and why one suppresses nothing at all.

Only what is documented suppresses.  Anything else that begins like a suppression covers no line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.suppressions.model import (
    ACTIONS,
    IGNORE,
    IGNORE_END,
    IGNORE_FILE,
    IGNORE_NEXT_LINE,
    IGNORE_START,
    MARK,
    NOTHING,
    Misuse,
    Suppression,
)
from resp_lint.suppressions.parse import read_directives
from resp_lint.suppressions.scope import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint.page.model import Comment, Page
    from resp_lint.suppressions.model import Directive

    Read = tuple[Directive, Comment | None]

FORMS = ", ".join(f"“{action}”" for action in ACTIONS[:-1]) + f" or “{IGNORE_END}”"
_NO_START = Misuse("“ignore-end” ends nothing; write “ignore-start” with the same rules above it, or remove it")
_NO_END = Misuse("“ignore-start” has no end; write “<!-- resp-lint: ignore-end -->” where it is to end")


def find_suppressions(page: Page) -> tuple[Suppression, ...]:
    """The suppressions of a page in order, each with the lines that it covers; a misused one covers none."""
    coverage = Coverage(page)
    read = read_directives(page)
    ends = dict(_pair_ends(read))
    closed = set(ends.values())
    found: dict[int, Suppression] = {}
    for at, (directive, comment) in reversed(list(enumerate(read))):
        misuse = find_misuse(page, directive, comment)
        if misuse is None and directive.action == IGNORE_START and at not in ends:
            misuse = _NO_END
        elif misuse is None and directive.action == IGNORE_END and at not in closed:
            misuse = _NO_START
        closing = found.get(ends.get(at, -1))
        block = coverage.find_block(comment) if comment else -1
        lines = NOTHING
        if misuse is None and directive.action == IGNORE_START and comment and closing and closing.comment:
            lines = (comment.line, closing.comment.line)
        elif misuse is None:
            lines = coverage.find_lines(directive, comment)
        found[at] = Suppression(directive, comment, lines, block, misuse, closing)
    return tuple(found[at] for at in range(len(read)))


def _pair_ends(read: Sequence[Read]) -> Iterator[tuple[int, int]]:
    """Each `ignore-start` with its `ignore-end`: the next one that names the same rules, or none at all."""
    open_starts: list[int] = []
    for at, (directive, _) in enumerate(read):
        if directive.action == IGNORE_START and directive.names:
            open_starts.append(at)
        elif directive.action == IGNORE_END:
            fitting = (
                start for start in reversed(open_starts) if directive.rules in {frozenset(), read[start][0].rules}
            )
            if (start := next(fitting, None)) is not None:
                open_starts.remove(start)
                yield start, at


def find_misuse(page: Page, directive: Directive, comment: Comment | None) -> Misuse | None:
    """Why a directive suppresses nothing; None where it is written as it must be, whatever it names."""
    if directive.near_miss:
        return _describe_near_miss(directive)
    if directive.action not in ACTIONS:
        action = directive.action
        problem = f"“{action}” is no instruction" if action else f"“{MARK}” gives no instruction"
        return Misuse(f"{problem}; write {FORMS}")
    if not directive.names and directive.action != IGNORE_END:
        action = IGNORE if directive.in_front_matter else directive.action
        return Misuse(f"“{action}” names no rule; write the codes or names of rules after it")
    return None if comment is None else _find_misplacement(page, directive, comment)


def _find_misplacement(page: Page, directive: Directive, comment: Comment) -> Misuse | None:
    if directive.action == IGNORE_FILE and any(heading.start < comment.start for heading in page.headings[1:2]):
        return Misuse("“ignore-file” stands too far down; move it above the second heading")
    if directive.dashed and not _is_alone(page, comment):
        return Misuse(
            "readers see this suppression, as “--” ends a comment inside a line; write “:” before the reason",
            "the renderer takes two hyphens in a comment only where it has lines of its own",
        )
    return None


def _is_alone(page: Page, comment: Comment) -> bool:
    return not page.source.text[page.source.line_start(comment.line) : comment.start].strip(" \t>")


def _describe_near_miss(directive: Directive) -> Misuse:
    if directive.in_front_matter:
        return Misuse(f"the key “{directive.near_miss}” suppresses nothing; write “{MARK.rstrip(':')}”")
    return Misuse(f"a comment that starts with “{directive.near_miss}” suppresses nothing; {_propose_form(directive)}")


def _propose_form(directive: Directive) -> str:
    said = directive.near_miss.casefold()
    forms = {
        "next": IGNORE_NEXT_LINE,
        "file": IGNORE_FILE,
        "start": IGNORE_START,
        "end": IGNORE_END,
        "enable": IGNORE_END,
    }
    action = next((form for word, form in forms.items() if word in said.replace("_", "-").split("-")), IGNORE)
    rest = "" if action == IGNORE_END else " RULES -- the reason"
    return f"write “<!-- {MARK} {action}{rest} -->”"


def has_any(directive: Directive, known: Mapping[str, str]) -> bool:
    """Whether a comment names one of some rules, whatever stands around the name."""
    return any(_strip(name.text) in known for name in directive.names)


def _strip(word: str) -> str:
    return word.strip("\"'`“”()[]{};:=.").casefold()


def list_codes(directive: Directive, known: Mapping[str, str]) -> Iterable[str]:
    """The codes of the rules that a directive names, as far as there are such rules."""
    return {known[name] for name in directive.rules if name in known}
