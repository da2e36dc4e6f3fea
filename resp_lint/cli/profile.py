"""`resp-lint profile`: the profiles there are, what one holds, and what is wrong with it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.config.find import find_root
from resp_lint.config.profile_check import check_profile_file
from resp_lint.config.profile_schema import make_profile_schema
from resp_lint.config.profiles import format_profile, read_profile
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.plugins import Registry
    from resp_lint.profile import Profile

ACTIONS = ("list", "show", "check", "schema")
DESCRIPTION = """\
Shows and checks profiles. A profile is a TOML file that says what pages should be.

list: the names of the profiles there are. show: a profile with all that it extends. check: what is wrong with a
profile, one line each. schema: a JSON Schema of profiles, for editors.
"""


def make_command_parser() -> Parser:
    """The command line of `resp-lint profile`."""
    made = make_parser("resp-lint profile", "resp-lint profile [OPTION...] ACTION [PROFILE]", DESCRIPTION)
    made.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    made.add_argument("profile", nargs="?", default="", metavar="PROFILE", help="a profile's name, or its file")
    return made


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument says."""
    found = parse(make_command_parser(), arguments)
    registry = load_registry()
    if found.action in {"list", "schema"}:
        if found.profile:
            raise UsageError(f"profile {found.action} takes no profile (try: resp-lint profile --help)")
        _show(found, _list_profiles(registry) if found.action == "list" else _format_schema(registry))
        return 0
    if not found.profile:
        raise UsageError(f"profile {found.action} needs the name of a profile, or its file")
    if found.action == "check":
        return _check(found, registry)
    _show(found, format_profile(_read(found.profile, registry)).rstrip("\n").split("\n"))
    return 0


def _show(found: argparse.Namespace, lines: Sequence[str]) -> None:
    show(lines, make_screen(sys.stdout, os.environ, found.color))


def _list_profiles(registry: Registry) -> list[str]:
    width = max(map(len, registry.profiles))
    profiles = ((name, registry.profile(name)) for name in sorted(registry.profiles))
    return [f"{name:{width}}  {profile.dialect}  {profile.about}".rstrip() for name, profile in profiles]


def _format_schema(registry: Registry) -> list[str]:
    return json.dumps(make_profile_schema(registry), indent=2, ensure_ascii=True).split("\n")


def _check(found: argparse.Namespace, registry: Registry) -> int:
    path, name = _locate(found.profile, registry), found.profile
    problems = check_profile_file(path, registry, find_root(str(path)))
    _show(found, problems or [f"{name}: all good"])
    return int(bool(problems))


def _read(name: str, registry: Registry) -> Profile:
    path = _locate(name, registry)
    return (
        registry.profile(name) if name in registry.profiles else read_profile(path, registry.profiles, find_root(name))
    )


def _locate(name: str, registry: Registry) -> Path:
    """The file of a profile.

    Raises `UsageError` for a name that no profile has.
    """
    if name.endswith(".toml"):
        return Path(name)
    registry.profile(name)
    return registry.profiles[name]
