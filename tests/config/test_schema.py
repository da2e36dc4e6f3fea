"""The JSON Schema says of a configuration what reading it says."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from resp_lint.config.show import show_settings
from resp_lint.scaffold.configuration import LeftOut, Look, write_configuration

if TYPE_CHECKING:
    from pathlib import Path

    import jsonschema  # type: ignore[import-untyped]

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
    'output = ["full"]',
    'output = "github"',
]


@pytest.mark.parametrize("text", GOOD)
def test_good_configurations_are_valid(
    text: str, validator: jsonschema.Draft202012Validator, configure: Configure, tree: Path
) -> None:
    validator.validate(tomllib.loads(text))
    (tree / "profiles").mkdir()
    (tree / "profiles/ours.toml").write_bytes(b'extends = "ibm-cloud"')
    (tree / "base.toml").write_bytes(b"")
    configure({"docs/resp-lint.toml": text.replace("profiles/", "../profiles/")})


FOUND = Look("raci", 3, (LeftOut("RSP401", "missing-caption", 2, ("docs/[a].md",)),), 1)


@pytest.mark.parametrize("held", [False, True], ids=["left out", "held"])
def test_what_init_writes_is_valid(
    held: bool,  # noqa: FBT001 -- a case
    validator: jsonschema.Draft202012Validator,
    configure: Configure,
) -> None:
    text = write_configuration(FOUND, held=held)
    validator.validate(tomllib.loads(text))
    configure({"resp-lint.toml": text})


def test_what_config_shows_is_valid(validator: jsonschema.Draft202012Validator, configure: Configure) -> None:
    shown = "\n".join(show_settings(configure({"resp-lint.toml": GOOD[1] + "\n" + GOOD[5]})))
    data = tomllib.loads(shown)
    validator.validate(data)
    assert data["set"] == "strict"
