"""Every way in which a configuration can be wrong gives one line: file, line, key, value, and what is right."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

import pytest
from wrong_configurations import ALONE, TOGETHER, F, Files

from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import jsonschema  # type: ignore[import-untyped]

    from resp_lint.config.configuration import Request
    from tests.config.conftest import Configure


def message(configure: Configure, files: Files, request: Request | None = None) -> str:
    with pytest.raises(UsageError) as raised:
        configure(files, request)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(("text", "line"), ALONE.items(), ids=ALONE)
def test_a_mistake_is_told_in_one_line(text: str, line: str, configure: Configure) -> None:
    assert message(configure, {F: text}) == line


# What only reading can know: files, other places, the same thing said twice.
ONLY_READ = (
    "leads out",
    "no such file",
    "a folder",
    "goes round",
    "the same rule",
    "pattern:",
    "not TOML",
    "stands in pyproject",
)


@pytest.mark.parametrize("text", [text for text, line in ALONE.items() if not any(it in line for it in ONLY_READ)])
def test_the_schema_sees_it_too(text: str, validator: jsonschema.Draft202012Validator) -> None:
    data = {key: str(value) if key == "exclude" else value for key, value in tomllib.loads(text).items()}
    assert not validator.is_valid(data)


@pytest.mark.parametrize(("files", "request_", "line"), TOGETHER.values(), ids=TOGETHER)
def test_a_mistake_in_what_belongs_together(
    files: Files, request_: Request | None, line: str, configure: Configure
) -> None:
    assert message(configure, files, request_) == line


def test_the_table_is_long_enough() -> None:
    assert len(ALONE) + len(TOGETHER) >= 60


def test_a_pipe_is_not_opened(tree: Path, configure: Configure) -> None:
    os.mkfifo(tree / F)
    assert message(configure, {}) == "resp-lint.toml: cannot be read: not a regular file"


def test_a_file_that_may_not_be_read(tree: Path, configure: Configure) -> None:
    (tree / F).symlink_to("gone.toml")
    assert message(configure, {}) == "resp-lint.toml: cannot be read: No such file or directory"


def test_a_link_out_of_the_tree_is_not_followed(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, configure: Configure
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "base.toml"
    outside.write_bytes(b"")
    (tree / "base.toml").symlink_to(outside)
    line = 'resp-lint.toml:1: extends = "base.toml": leads out of the tree'
    assert message(configure, {F: "extends = 'base.toml'"}) == line


@pytest.mark.parametrize("name", ["resp-lint.toml", "pyproject.toml"])
def test_a_configuration_is_no_link_out_of_the_tree(
    name: str, tree: Path, tmp_path_factory: pytest.TempPathFactory, configure: Configure
) -> None:
    secret = tmp_path_factory.mktemp("home") / "credentials.toml"
    secret.write_bytes(b"[tool.resp-lint]\ntoken = 'hunter2'\n")
    (tree / name).symlink_to(secret)
    said = message(configure, {})
    assert said == f"{name}: a link leads out of the tree; name the file it leads to: --config FILE"


@pytest.mark.parametrize("text", ['a = "x.x"\n' * 2, "# " + "a." * 40, "profile = '''" + "a." * 40 + "'''"])
def test_dots_in_a_text_are_no_long_key(text: str, configure: Configure) -> None:
    assert "parts" not in message(configure, {F: text + "\nzzz = 1"})


def test_regular_expressions_that_take_long_to_compile(configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resp_lint.config.profiles.COMPILE_SECONDS", -1)
    files: Files = {F: "profile = 'mine.toml'", "mine.toml": "name = 'mine'\npage-words = ['ok']\n"}
    late = "the regular expressions up to here take too long to compile"
    assert message(configure, files) == f'mine.toml:2: page-words[0] = "ok": {late}'
