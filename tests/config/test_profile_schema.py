"""The JSON Schema and the reference of profiles say what reading a profile says."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

from resp_lint.config.profile_loader import load_profile
from resp_lint.config.profile_schema import list_tables, make_profile_schema
from resp_lint.errors import ProfileError
from resp_lint.profile import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.plugins import Registry
    from tests.config.conftest import Put


@pytest.fixture(scope="module")
def schema(registry: Registry) -> jsonschema.Draft202012Validator:
    made = make_profile_schema(registry)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def test_every_table_and_every_key_is_documented() -> None:
    tables = list(list_tables())
    assert [table.header for table in tables if not table.doc] == []
    assert [(table.header, key.name) for table in tables for key in table.keys if not key.doc.endswith(".")] == []
    assert {"", "[cells]", "[[columns]]", "[[front-matter.keys]]"} <= {table.header for table in tables}


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_our_own_profiles_are_valid(path: Path) -> None:
    # What they have in common stands in a file that no other profile can extend: no names are asked.
    jsonschema.Draft202012Validator(make_profile_schema()).validate(tomllib.loads(path.read_bytes().decode()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        'extends = "ibm-cloud"\ndialekt = "plain"',
        'extends = "ibm-cloud"\ndialect = "gfm"',
        'name = "x"\n[[columns]]\ntitles = ["Owner"]',
        'name = "x"\n[[columns]]\nrole = "owner"\nmost = -1',
        'name = "x"\n[levels]\nRSP501 = "fatal"',
        'name = "x"\n[cells]\nempty-markers = "N/A"',
    ],
)
def test_what_no_profile_may_hold_is_not_valid(
    text: str, schema: jsonschema.Draft202012Validator, tree: Path, put: Put, registry: Registry
) -> None:
    assert not schema.is_valid(tomllib.loads(text))
    put({"x.toml": text})
    with pytest.raises(ProfileError):
        load_profile(tree / "x.toml", registry.profiles)
