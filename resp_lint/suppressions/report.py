"""What the linter says of suppressions: those that suppress nothing, that cannot work, or that give no reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.finding import Edit, Fix
from resp_lint.likeness import find_nearest
from resp_lint.page.where import where
from resp_lint.rule import Finding
from resp_lint.suppressions.find import has_any
from resp_lint.suppressions.model import IGNORE_END, UNSUPPRESSIBLE, UNUSED
from resp_lint.suppressions.removal import build_removal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.page.model import Page
    from resp_lint.rule import Rule
    from resp_lint.settings import Settings
    from resp_lint.suppressions.model import Facts, Name, Suppression

UNKNOWN = "RSP903"
UNEXPLAINED = "RSP904"


class Problem(Struct, frozen=True):
    """What is said of a suppression, between which offsets."""

    code: str
    start: int
    end: int
    message: str
    help: str
    fix: Fix | None = None


def report_suppressions(
    page: Page, found: Sequence[Suppression], facts: Facts, own_rules: Mapping[str, Rule], settings: Settings
) -> Iterator[Finding]:
    """What is said of a page's suppressions, as far as the rules that say it are in use."""
    for number, suppression in enumerate(found):
        for said in _find_problems(page, suppression, facts.used.get(number, set()), facts):
            if rule := own_rules.get(said.code):
                yield _build_finding(page, rule, said, settings)


def _build_finding(page: Page, rule: Rule, said: Problem, settings: Settings) -> Finding:
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


def _find_problems(page: Page, suppression: Suppression, used: set[str], facts: Facts) -> Iterator[Problem]:
    directive, known = suppression.directive, facts.known
    if directive.foreign and not has_any(directive, known):
        return
    if suppression.misuse:
        yield Problem(
            UNKNOWN, directive.start, _find_end(page, suppression), suppression.misuse.message, suppression.misuse.help
        )
        return
    yield from (_report_name(name, known) for name in directive.names if not _is_suppressible(name, known))
    if directive.action == IGNORE_END:
        return
    yield from _report_unused(page, suppression, used, facts)
    if not directive.reason:
        help_text = "write it after two hyphens in a comment of its own, after a colon inside a line"
        message = "the suppression gives no reason; say why the finding may stay"
        yield Problem(UNEXPLAINED, directive.start, _find_end(page, suppression), message, help_text)


def _find_end(page: Page, suppression: Suppression) -> int:
    """Where a suppression ends, or its first line in front matter."""
    if not suppression.directive.in_front_matter:
        return suppression.directive.end
    return suppression.directive.start + len(
        page.source.line_text(page.source.position(suppression.directive.start).line)
    )


# --- 903


def _is_suppressible(name: Name, known: Mapping[str, str]) -> bool:
    code = known.get(name.text.casefold(), UNSUPPRESSIBLE)
    return not code.startswith(UNSUPPRESSIBLE)


def _report_name(name: Name, known: Mapping[str, str]) -> Problem:
    if name.text.casefold() in known:
        message = f"“{name.text}” cannot be suppressed in a page; exclude the rule in the configuration"
        return Problem(UNKNOWN, name.start, name.end, message, "a page cannot silence what the linter says of itself")
    message = f"“{name.text}” is no rule, so that nothing is suppressed{_suggest_name(name.text, known)}"
    return Problem(UNKNOWN, name.start, name.end, message, "“resp-lint rules” lists all rules; each is named in full")


def _suggest_name(wrong: str, known: Mapping[str, str]) -> str:
    names = [*dict.fromkeys(known.values()), *(name for name in known if "-" in name)]
    near = find_nearest(wrong, names)
    return f"; did you mean “{near}”?" if near else "; write a rule's code or name"


# --- 902


def _report_unused(page: Page, suppression: Suppression, used: set[str], facts: Facts) -> Iterator[Problem]:
    directive = suppression.directive
    codes = [facts.known.get(name.text.casefold(), "") for name in directive.names]
    idle = [name for name, code in zip(directive.names, codes, strict=True) if code in facts.ran - used]
    help_text = "what it suppressed was fixed, or stands elsewhere now"
    if len(idle) == len(directive.names):
        what = ", ".join(f"“{name.text}”" for name in idle)
        message = f"the suppression of {what} suppresses nothing; remove it"
        fix = build_removal(page, suppression)
        yield Problem(UNUSED, directive.start, _find_end(page, suppression), message, help_text, fix)
        return
    for name in idle:
        message = f"the suppression of “{name.text}” suppresses nothing; remove the name"
        yield Problem(
            UNUSED, name.start, name.end, message, help_text, _remove_name(directive.names, name, suppression)
        )


def _remove_name(names: tuple[Name, ...], name: Name, suppression: Suppression) -> Fix | None:
    """Take one name out of several."""
    if suppression.directive.in_front_matter or (suppression.closing and suppression.closing.directive.names):
        return None
    at = names.index(name)
    start, end = (name.start, names[1].start) if at == 0 else (names[at - 1].end, name.end)
    return Fix(f"Remove “{name.text}” from the suppression", (Edit(start, end, ""),))
