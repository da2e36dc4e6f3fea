"""The JSON Schema says of a configuration what reading it says."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

from resp_lint.config.schema import config_schema
from tests.config.test_mistakes import ALONE

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.plugins import Registry
    from tests.config.conftest import Configure

GOOD = [
    "",
    'profile = "ibm-cloud"\nset = "strict"\nfail-on = "never"\nall-pages = true',
    'profile = "profiles/ours.toml"\nextends = "../base.toml"',
    'select = ["RSP4", "missing-title", "RSP501", "all"]\nextend-select = ["RSP3"]\nignore = []',
    '[levels]\nRSP401 = "info"\nmissing-summary = "error"',
    'include = ["docs/**/*.md"]\nexclude = ["old/"]\nresponsibility-pages = ["who-*.md"]',
    '[per-file-ignores]\n"docs/*.md" = ["RSP4", "missing-title"]',
    "[rules.tuned-rule]\nlimit = 4\nexact = true\nshare = 0.25\nknown-words = ['x']\nworst = 'info'",
    'output = ["full", "json:report.json"]',
    'output = "github"',
]
# What only reading can know: files, other places, the same thing said twice.
ONLY_READ = ("leads out", "no such file", "goes round", "the same rule", "pattern:", "not TOML", "stands in pyproject")


@pytest.fixture(scope="session")
def validator(registry: Registry) -> jsonschema.Draft202012Validator:
    schema = config_schema(registry)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("text", GOOD)
def test_good_configurations_are_valid(
    text: str, validator: jsonschema.Draft202012Validator, configure: Configure, tree: Path
) -> None:
    validator.validate(tomllib.loads(text))
    (tree / "profiles").mkdir()
    (tree / "profiles/ours.toml").write_bytes(b'extends = "ibm-cloud"')
    (tree / "base.toml").write_bytes(b"")
    configure({"docs/resp-lint.toml": text.replace("profiles/", "../profiles/")})


@pytest.mark.parametrize("text", [text for text, line in ALONE.items() if not any(it in line for it in ONLY_READ)])
def test_wrong_configurations_are_not(text: str, validator: jsonschema.Draft202012Validator) -> None:
    data = {key: str(value) if key == "exclude" else value for key, value in tomllib.loads(text).items()}
    assert not validator.is_valid(data)
