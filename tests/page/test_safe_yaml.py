"""YAML of strangers: bounds come before the library builds anything, and nothing of it becomes an object."""

from __future__ import annotations

import pytest
import yaml

from resp_lint.linter import LIMIT_REACHED, lint_text
from resp_lint.page.safe_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, YamlError, YamlLimitError, compose, convert_node

NESTED = "is nested too deeply or too large to be read safely"
BEYOND = {
    "too many bytes": ("x" * (MAX_BYTES + 1), "is over 64 KiB"),
    "too many bytes in UTF-8": ("é" * (MAX_BYTES // 2 + 1), "is over 64 KiB"),
    "too deep": ("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, NESTED),
    "deep enough to crash libyaml": ("[" * 30_000, NESTED),
    "keys in keys": ("? " * 30_000, NESTED),
    "too many nodes": ("- x\n" * MAX_NODES, NESTED),
    "an alias": ("a: &x y\nb: *x", "holds an alias, which is not followed"),
    "an alias to itself": ("a: &x [*x]", "holds an alias, which is not followed"),
    "a merge key": ("a: {<<: {b: c}}", "holds a merge key (“<<”)"),
}
WITHIN = {
    "bytes": "x" * MAX_BYTES,
    "depth": "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1),
    "nodes": "- x\n" * (MAX_NODES - 10),
    "a merge key that is text": 'a: "<<"',
}


@pytest.fixture(autouse=True)
def nothing_is_constructed(monkeypatch: pytest.MonkeyPatch) -> None:
    def construct(*_: object, **__: object) -> None:
        pytest.fail("an object was constructed")

    for loader in {yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}:
        for name in ("get_data", "get_single_data", "construct_document", "construct_object"):
            monkeypatch.setattr(loader, name, construct)


@pytest.mark.parametrize(("text", "reason"), BEYOND.values(), ids=BEYOND)
def test_what_is_beyond_a_bound_is_never_composed(text: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "compose", lambda *_, **__: pytest.fail("it was composed"))
    with pytest.raises(YamlLimitError) as raised:
        compose(text)
    assert str(raised.value) == reason


@pytest.mark.parametrize("text", WITHIN.values(), ids=WITHIN)
def test_what_is_within_the_bounds_is_read(text: str) -> None:
    assert compose(text) is not None


@pytest.mark.parametrize(("text", "reason"), BEYOND.values(), ids=BEYOND)
def test_a_page_whose_front_matter_is_beyond_a_bound_says_so(text: str, reason: str) -> None:
    findings = lint_text(f"---\n{text}\n---\n\n# Responsibilities\n")
    limits = [finding.message for finding in findings if finding.code == LIMIT_REACHED[0]]
    assert limits[0] == f"front matter {reason}; the page is not checked in full"


@pytest.mark.parametrize(
    "text", ["!!python/object/apply:os.getpid []", "!!python/name:os.getpid", "2026-13-45", "!!int x", "!!float ''"]
)
def test_a_tag_makes_no_object_and_a_scalar_stays_text(text: str) -> None:
    root = compose(f"a: {text}")
    assert root is not None
    assert str(convert_node(root)["a"]).strip("[]'") in text


@pytest.mark.parametrize("text", ["a: 'b", "a: [", "\x00", "a:\n\t- b", "%YAML x"])
def test_what_is_no_yaml_is_one_error(text: str) -> None:
    with pytest.raises(YamlError):
        compose(text)
