"""A tree to configure, and a registry with one rule that has options of every type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import jsonschema  # type: ignore[import-untyped]
import pytest
from msgspec import Meta
from msgspec.structs import replace

from resp_lint.config.configuration import Configuration, Configurations, Request
from resp_lint.config.schema import make_schema
from resp_lint.finding import Level
from resp_lint.plugins import Registry, load_registry
from resp_lint.rule import Findings, rule

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.page.model import Page

Files = Mapping[str, str | bytes]
Put = Callable[[Files], None]
Configure = Callable[..., Configuration]


@rule("ACM101")
def tuned_rule(  # noqa: PLR0913 -- an option of every type
    page: Page,
    *,
    limit: Annotated[int, Meta(ge=1)] = 3,
    exact: bool = False,
    share: float = 0.5,
    known_words: tuple[str, ...] = (),
    worst: Level = Level.ERROR,
) -> Findings:
    """A rule that can be tuned."""
    del page, limit, exact, share, known_words, worst
    return ()


@pytest.fixture(scope="session")
def registry() -> Registry:
    real = load_registry()
    return replace(real, rules=(*real.rules, tuned_rule), plugins={**real.plugins, tuned_rule.code: "acme"})


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, which is the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def put(tree: Path) -> Put:
    """Write files into the tree."""

    def written(files: Files) -> None:
        for name, content in files.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return written


@pytest.fixture
def configure(put: Put, registry: Registry) -> Configure:
    """Write files and say what counts for `docs/page.md`."""

    def made(files: Files, request: Request | None = None, page: str = "docs/page.md") -> Configuration:
        put({"docs/.keep": "", **files})
        return Configurations(registry, request).of(page)

    return made


@pytest.fixture(scope="session")
def validator(registry: Registry) -> jsonschema.Draft202012Validator:
    """The JSON Schema of a configuration, ready to be asked."""
    schema = make_schema(registry)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)
