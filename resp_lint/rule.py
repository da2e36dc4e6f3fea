"""`@rule` makes a rule of a function; `Finding` is what it found, ready to be reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, get_type_hints

from msgspec import Struct, ValidationError, convert

from resp_lint.finding import Edit, Excuse, Fix, Level, Violation
from resp_lint.lazy import cached_property
from resp_lint.page.where import NOWHERE, Where
from resp_lint.profile import PagePart
from resp_lint.source import Position  # noqa: TC001 -- whoever keeps findings reads them back by their types

__all__ = [
    "Edit",
    "Excuse",
    "Finding",
    "Findings",
    "Fix",
    "FixKind",
    "Level",
    "Rule",
    "RuleSet",
    "Violation",
    "docset",
    "rule",
]

Findings = Iterable[Violation | Excuse]
"""What a rule function returns or yields."""


class RuleSet(StrEnum):
    """The sets a rule can belong to: `strict` holds all rules, `recommended` those for everyone."""

    RECOMMENDED = "recommended"
    STRICT = "strict"


class FixKind(StrEnum):
    """Whether a rule has a fix, and whether it can be trusted without a look."""

    NONE = "none"
    SAFE = "safe"
    UNSAFE = "unsafe"


class Finding(Struct, frozen=True):
    """A violation with its rule, its level and its place, as reports show it."""

    code: str
    name: str
    level: Level
    path: str
    start: Position
    end: Position
    message: str
    help: str
    fix: Fix | None
    where: Where = NOWHERE


class Rule(Struct, frozen=True, dict=True):
    """A rule: one violation that a page can have, and the function that finds it.

    `check` takes `page`, and `profile` where it names it; its keyword-only parameters are the rule's options.
    `yields_to` holds the codes of the rules that speak for it where both have a finding in one place.
    Where `docset` is true, `check` takes `pages` instead, the whole set, and asks for these `facts` of each page.
    It runs where pages have what it `requires` by the profile.
    """

    code: str
    level: Level
    rule_set: RuleSet
    fix: FixKind
    any_page: bool
    own: bool
    check: Callable[..., Iterable[Any]]
    yields_to: tuple[str, ...] = ()
    docset: bool = False
    facts: tuple[str, ...] = ()
    requires: tuple[PagePart, ...] = ()

    @cached_property
    def name(self) -> str:
        """The violation in words joined by hyphens, from the function's name: `row-without-owner`."""
        return self.check.__name__.replace("_", "-")

    @property
    def doc(self) -> str:
        """The rule's page in Markdown: why it matters, with bad and good examples."""
        return strip_indent(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first paragraph of the rule's page, on one line."""
        return " ".join(self.doc.partition("\n\n")[0].split())

    @property
    def option_names(self) -> tuple[str, ...]:
        """The names of the options that a configuration can set."""
        code = self.check.__code__
        return code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]

    @cached_property
    def needs_profile(self) -> bool:
        """Whether `check` takes the profile too."""
        return self.check.__code__.co_argcount > 1

    @property
    def package(self) -> str:
        """The package that the rule comes from."""
        return self.check.__module__.partition(".")[0]


def describe_problem(rule: Rule) -> str:
    """What is wrong with a rule's function, in words; empty where it can be called."""
    code = getattr(rule.check, "__code__", None)
    if code is None or hasattr(rule.check, "__wrapped__"):
        return "its function is wrapped; put @rule or @docset above all other decorators, and use no others"
    subject = "pages" if rule.docset else "page"
    given = code.co_varnames[: code.co_argcount]
    if code.co_flags & (_VARARGS | _VARKEYWORDS) or given not in {(subject,), (subject, "profile")}:
        return f"its function takes “{subject}” and, if it needs it, “profile”; its options stand after “*”"
    defaults = rule.check.__kwdefaults__ or {}
    if lacking := [name for name in rule.option_names if name not in defaults]:
        return f"its option “{lacking[0]}” has no default"
    try:
        types = get_option_types(rule)
    except Exception as error:  # noqa: BLE001 -- an annotation is a stranger's code
        return f"the types of its options cannot be told: {type(error).__name__}: {error}"
    for name, kind in types.items():
        try:
            convert(defaults[name], kind)
        except (TypeError, ValidationError) as error:
            return f"its option “{name}” cannot be set, or its default is of another type: {error}"
    return ""


def get_option_types(rule: Rule) -> dict[str, Any]:
    """The types of a rule's options by parameter."""
    # Those of its other parameters are often there for a type checker only.
    annotations = {name: rule.check.__annotations__.get(name, Any) for name in rule.option_names}
    if not annotations:
        return {}
    return get_type_hints(SimpleNamespace(__annotations__=annotations), rule.check.__globals__, include_extras=True)


# What `inspect` calls CO_VARARGS and CO_VARKEYWORDS; no run needs the rest of it.
_VARARGS, _VARKEYWORDS = 0x04, 0x08


def strip_indent(doc: str) -> str:
    """A docstring without the indentation of its lines after the first.

    `inspect.cleandoc` does the same and costs an import that a run does not need.
    """
    first, _, rest = doc.partition("\n")
    lines = rest.split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join([first.strip(), *(line[margin:].rstrip() for line in lines)]).strip()


def rule(  # noqa: PLR0913 -- what a catalogue says of a rule
    code: str,
    *,
    level: Level = Level.ERROR,
    rule_set: RuleSet = RuleSet.RECOMMENDED,
    fix: FixKind = FixKind.NONE,
    any_page: bool = False,
    own: bool = False,
    requires: tuple[str, ...] = (),
) -> Callable[[Callable[..., Findings]], Rule]:
    """Make a rule of a function that yields violations; its name is that of the rule, its docstring the rule's page.

    `any_page` says that the rule serves any documentation page, not only responsibility pages; `own` that the linter
    itself reports it, so that its function never yields anything.  `requires` names what pages must have by the profile
    for the rule to be used: `attribute-lists`, `ids`, `captions`, `front-matter`, `keywords`, `areas`, or
    `plain-markdown`.
    """

    def make(check: Callable[..., Findings]) -> Rule:
        parts = tuple(map(PagePart, requires))
        return Rule(code, Level(level), RuleSet(rule_set), FixKind(fix), any_page, own, check, requires=parts)

    return make


def docset(  # noqa: PLR0913 -- what a catalogue says of a rule
    code: str,
    *,
    level: Level = Level.ERROR,
    rule_set: RuleSet = RuleSet.RECOMMENDED,
    any_page: bool = False,
    facts: tuple[str, ...] = (),
    requires: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterable[Any]]], Rule]:
    """Make a rule of a function that sees the set of pages (a `DocSet`) and yields violations, best by `facts.at(…)`.

    `any_page` says that it may report on any documentation page, not only on responsibility pages; `facts` names what
    it needs to know of each page beyond what costs nothing: `keyrefs`, `tasks`.  `requires` is that of `rule`.
    """

    def make(check: Callable[..., Iterable[Any]]) -> Rule:
        return Rule(
            code,
            Level(level),
            RuleSet(rule_set),
            FixKind.NONE,
            any_page,
            own=False,
            check=check,
            docset=True,
            facts=facts,
            requires=tuple(map(PagePart, requires)),
        )

    return make
