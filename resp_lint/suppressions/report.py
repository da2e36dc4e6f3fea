"""What the linter says of suppressions: those that suppress nothing, that cannot work, or that give no reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.where import where
from resp_lint.rule import Finding
from resp_lint.suppressions.apply import UNUSED
from resp_lint.suppressions.parse import ACTIONS, IGNORE_FILE, MARK
from resp_lint.suppressions.removal import removal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.finding import Fix
    from resp_lint.page.model import Page
    from resp_lint.rule import Rule
    from resp_lint.settings import Settings
    from resp_lint.suppressions.apply import Facts, Suppression
    from resp_lint.suppressions.parse import Name

UNKNOWN = "RSP903"
UNEXPLAINED = "RSP904"
OWN = "RSP9"


class Saying(Struct, frozen=True):
    """What is said of a suppression, between which offsets."""

    code: str
    start: int
    end: int
    message: str
    help: str
    fix: Fix | None = None


def own_findings(
    page: Page, found: Sequence[Suppression], facts: Facts, own_rules: Mapping[str, Rule], settings: Settings
) -> Iterator[Finding]:
    """What is said of a page's suppressions, as far as the rules that say it are in use."""
    for number, one in enumerate(found):
        for said in _sayings(page, one, facts.used.get(number, set()), facts):
            if rule := own_rules.get(said.code):
                yield _finding(page, rule, said, settings)


def _finding(page: Page, rule: Rule, said: Saying, settings: Settings) -> Finding:
    position = page.source.position
    return Finding(
        rule.code,
        rule.name,
        settings.levels.get(rule.name, rule.level),
        page.path,
        position(said.start),
        position(said.end),
        said.message,
        said.help,
        said.fix,
        where(page, said.start, said.end),
    )


def _sayings(page: Page, one: Suppression, used: set[str], facts: Facts) -> Iterator[Saying]:
    directive, known = one.directive, facts.known
    if directive.action not in ACTIONS and not directive.in_front_matter:
        yield _unknown_action(one)
        return
    if not directive.names:
        yield _cannot(one, f"“{directive.action}” names no rule; write the codes or names of rules behind it")
        return
    yield from _misplaced(page, one)
    yield from (_unknown_name(name, known) for name in directive.names if not _suppressible(name, known))
    yield from _unused(page, one, used, facts)
    if not directive.reason:
        help_text = "write it behind two hyphens in a comment of its own, behind a colon inside a line"
        message = "the suppression gives no reason; say why the finding may stay"
        yield Saying(UNEXPLAINED, directive.start, _line_end(page, one), message, help_text)


def _line_end(page: Page, one: Suppression) -> int:
    """Where a suppression ends, or its first line in front matter."""
    if not one.directive.in_front_matter:
        return one.directive.end
    return one.directive.start + len(page.source.line_text(page.source.position(one.directive.start).line))


# --- 903


def _cannot(one: Suppression, message: str, help_text: str = "") -> Saying:
    return Saying(UNKNOWN, one.directive.start, one.directive.end, message, help_text)


def _unknown_action(one: Suppression) -> Saying:
    action = one.directive.action
    said = f"“{action}” is no instruction" if action else f"“{MARK}” gives no instruction"
    return _cannot(one, f"{said}; write “ignore” or “ignore-file”")


def _misplaced(page: Page, one: Suppression) -> Iterator[Saying]:
    directive, comment = one.directive, one.comment
    if comment is None:
        return
    if directive.action == IGNORE_FILE and any(heading.start < comment.start for heading in page.headings[1:2]):
        yield _cannot(one, "“ignore-file” stands too far down; move it above the second heading")
    if directive.dashed and not _on_its_own(page, one):
        message = "readers see this suppression, as “--” ends a comment inside a line; write “:” before the reason"
        yield _cannot(one, message, "the renderer takes two hyphens in a comment only where it has lines of its own")


def _on_its_own(page: Page, one: Suppression) -> bool:
    comment = one.comment
    return comment is None or page.source.text[page.source.line_start(comment.line) : comment.start].strip(" \t>") == ""


def _suppressible(name: Name, known: Mapping[str, str]) -> bool:
    code = known.get(name.text.casefold(), OWN)
    return not code.startswith(OWN)


def _unknown_name(name: Name, known: Mapping[str, str]) -> Saying:
    if name.text.casefold() in known:
        message = f"“{name.text}” cannot be suppressed in a page; leave the rule out in the configuration"
        return Saying(UNKNOWN, name.start, name.end, message, "a page cannot silence what the linter says of itself")
    message = f"“{name.text}” is no rule, so that nothing is suppressed{_near(name.text, known)}"
    return Saying(UNKNOWN, name.start, name.end, message, "“resp-lint rules” lists all rules; each is named in full")


def _near(wrong: str, known: Mapping[str, str]) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only a mistake pays for it

    names = [*dict.fromkeys(known.values()), *(name for name in known if "-" in name)]
    near = process.extractOne(wrong, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    return f"; did you mean “{near[0]}”?" if near else "; write a rule's code or name"


# --- 902


def _unused(page: Page, one: Suppression, used: set[str], facts: Facts) -> Iterator[Saying]:
    directive = one.directive
    codes = [facts.known.get(name.text.casefold(), "") for name in directive.names]
    idle = [name for name, code in zip(directive.names, codes, strict=True) if code in facts.ran - used]
    help_text = "what it suppressed was mended, or stands elsewhere now"
    if len(idle) == len(directive.names):
        what = ", ".join(f"“{name.text}”" for name in idle)
        message = f"the suppression of {what} suppresses nothing; remove it"
        fix = removal(page, one)
        yield Saying(UNUSED, directive.start, _line_end(page, one), message, help_text, fix)
        return
    for name in idle:
        message = f"the suppression of “{name.text}” suppresses nothing; remove the name"
        yield Saying(UNUSED, name.start, name.end, message, help_text, _without(directive.names, name, one))


def _without(names: tuple[Name, ...], name: Name, one: Suppression) -> Fix | None:
    """Take one name out of several."""
    from resp_lint.finding import Edit, Fix  # noqa: PLC0415 -- only an unused name needs them

    if one.directive.in_front_matter:
        return None
    at = names.index(name)
    start, end = (name.start, names[1].start) if at == 0 else (names[at - 1].end, name.end)
    return Fix(f"Remove “{name.text}” from the suppression", (Edit(start, end, ""),))
