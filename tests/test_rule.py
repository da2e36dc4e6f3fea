"""A rule's function is looked at when the rule is loaded: what nobody could call is one clear error."""

# ruff: noqa: ANN401 -- functions that nobody calls

from __future__ import annotations

from functools import lru_cache, partial, wraps
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from msgspec import Meta

from resp_lint import hookimpl
from resp_lint.errors import PluginError
from resp_lint.hookspecs import PROJECT
from resp_lint.plugins import load_registry
from resp_lint.rule import Rule, describe_problem, docset, rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint import DocSet, Page, Profile

    class Unknown: ...


TAKES = "its function takes “page” and, if it needs it, “profile”; its options stand after “*”"
WRAPPED = "its function is wrapped; put @rule or @docset above all other decorators, and use no others"


def passing(check: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(check)
    def call(*arguments: object, **options: object) -> object:
        return check(*arguments, **options)

    return call


def plain(page: Page) -> Any: ...
def with_profile(page: Page, profile: Profile, *, limit: Annotated[int, Meta(ge=1)] = 20) -> Any: ...
def unknown(page: Page, settings: object) -> Any: ...
def swapped(profile: Profile, page: Page) -> Any: ...
def without_page() -> Any: ...
def anything(page: Page, *rest: object) -> Any: ...
def any_options(page: Page, **options: object) -> Any: ...
def no_default(page: Page, *, limit: int) -> Any: ...
def wrong_default(page: Page, *, limit: int = "many") -> Any: ...  # type: ignore[assignment]
def no_data(page: Page, *, limit: Callable[[], int] | None = None) -> Any: ...
def not_there(page: Page, *, limit: Unknown | None = None) -> Any: ...
def of_set(pages: DocSet, profile: Profile) -> Any: ...


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (plain, ""),
        (with_profile, ""),
        (unknown, TAKES),
        (swapped, TAKES),
        (without_page, TAKES),
        (anything, TAKES),
        (any_options, TAKES),
        (of_set, TAKES),
        (passing(plain), WRAPPED),
        (lru_cache(plain), WRAPPED),
        (partial(with_profile, limit=3), WRAPPED),
        (no_default, "its option “limit” has no default"),
        (
            wrong_default,
            "its option “limit” cannot be set, or its default is of another type: Expected `int`, got `str`",
        ),
        (no_data, "the types of its options cannot be told: NameError: name 'Callable' is not defined"),
        (not_there, "the types of its options cannot be told: NameError: name 'Unknown' is not defined"),
    ],
)
def test_what_is_wrong_with_a_function(check: Callable[..., Any], problem: str) -> None:
    assert describe_problem(rule("TST001")(check)) == problem


def test_a_rule_of_the_set_takes_pages() -> None:
    assert describe_problem(docset("TST001")(of_set)) == ""
    assert "takes “pages”" in describe_problem(docset("TST001")(plain))


def test_it_is_told_when_the_plugin_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plugin:
        """A plugin with a rule that nobody can call."""

        @hookimpl
        def resp_lint_rules(self) -> list[Rule]:
            return [rule("TST001")(unknown)]

    class Point:
        """Where it is offered."""

        name = PROJECT

        @staticmethod
        def load() -> Plugin:
            return Plugin()

    monkeypatch.setattr("resp_lint.plugins.find_entry_points", lambda: (Point(),))
    with pytest.raises(PluginError, match=f"plugin “{PROJECT}”: rule TST001 unknown: {TAKES[:20]}"):
        load_registry.__wrapped__()
