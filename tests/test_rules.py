"""What every built-in rule promises: its docstring's examples hold, and an injected fault of its kind is found."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import resp_lint
import resp_lint_rules
from resp_lint.plugins import load_registry
from resp_lint.rule import FixKind, rule
from resp_lint.testing import check_examples, make_example_tests

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from resp_lint import Findings, Page, Rule

REGISTRY = load_registry()
RULES = [it for it in REGISTRY.rules if REGISTRY.name_plugin(it) == "rules"]
WITH_EXAMPLES = [it for it in RULES if not it.own]

test_examples = make_example_tests(RULES)


def opposites(checked: Rule) -> Iterator[str]:
    """The docstring of a rule, each time with one example turned into its opposite; with all of a set of pages."""
    doc = checked.check.__doc__ or ""
    if checked.docset:
        yield re.sub("~~~~(bad|good)", lambda fence: "~~~~good" if fence[1] == "bad" else "~~~~bad", doc)
        return
    for fence in re.finditer("~~~~(bad|good)", doc):
        yield f"{doc[: fence.start()]}~~~~{'good' if fence[1] == 'bad' else 'bad'}{doc[fence.end() :]}"


@pytest.mark.parametrize("checked", WITH_EXAMPLES, ids=lambda it: it.code)
def test_an_example_turned_into_its_opposite_fails(checked: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    turned = list(opposites(checked))
    assert turned
    for doc in turned:
        monkeypatch.setattr(checked.check, "__doc__", doc)
        with pytest.raises(AssertionError):
            check_examples(checked)


def modules() -> list[ModuleType]:
    """Every module of the framework and of the rules that shows in `>>>` what a function does."""
    found = []
    for package in (resp_lint, resp_lint_rules):
        folder = Path(package.__file__ or "").parent
        for path in sorted(folder.rglob("*.py")):
            if b">>> " in path.read_bytes():
                parts = path.relative_to(folder).with_suffix("").parts
                found.append(
                    import_module(".".join([package.__name__, *(part for part in parts if part != "__init__")]))
                )
    return found


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_what_a_function_shows_is_what_it_does(module: ModuleType) -> None:
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert result.attempted
    assert not result.failed


def test_a_rule_without_its_fix_in_the_examples_fails() -> None:
    @rule("XYZ001", fix=FixKind.SAFE)
    def never(page: Page) -> Findings:  # noqa: ARG001 -- a rule takes a page
        """Checks nothing.

        ~~~~bad
        # Text
        ~~~~
        ~~~~good
        # Text
        ~~~~
        """
        return ()

    with pytest.raises(AssertionError, match="lacks an example of: fixed"):
        check_examples(never)
