"""`resp-lint profile`: the profiles there are, what one holds, what is wrong with it, and a new one from pages."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.files import write_new
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.config.errors import shorten_path
from resp_lint.config.find import find_root
from resp_lint.config.profile_check import check_profile_file
from resp_lint.config.profile_schema import make_profile_schema
from resp_lint.config.profiles import format_profile, read_profile
from resp_lint.errors import UsageError
from resp_lint.io import read_file
from resp_lint.plugins import load_registry
from resp_lint.scaffold.profile import choose_base, write_profile
from resp_lint.source import Source

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.plugins import Registry
    from resp_lint.profile import Profile

ACTIONS = ("list", "show", "check", "new", "schema")
DESCRIPTION = """\
Lists, shows, checks and writes profiles. A profile is a TOML file that says what pages should be.

list: the names of the profiles there are. show: a profile with all that it extends. check: what is wrong with a
profile, one line each. new: a profile with comments, read off pages that are as they should be. schema: a JSON Schema
of profiles, for editors.
"""
SUFFIX = ".toml"


def make_command_parser() -> Parser:
    """The command line of `resp-lint profile`."""
    made = make_parser("resp-lint profile", "resp-lint profile [OPTION...] ACTION [PROFILE]", DESCRIPTION)
    made.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    made.add_argument("profile", nargs="?", default="", metavar="PROFILE", help="a profile's name, or its file")
    group = made.add_argument_group("new")
    group.add_argument(
        "--from",
        dest="paths",
        nargs="+",
        action="extend",
        default=[],
        metavar="PAGE",
        help="pages to read headers, sections, owners, markers and front matter off",
    )
    group.add_argument(
        "-o", "--output", default="", metavar="FILE", help="where to write (default: PROFILE.toml); - for the screen"
    )
    return made


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument says."""
    found = parse(make_command_parser(), arguments)
    registry = load_registry()
    if found.action != "new" and (found.paths or found.output):
        raise UsageError(f"--from and --output are for “profile new”, not for “profile {found.action}”")
    if found.action in {"list", "schema"}:
        if found.profile:
            raise UsageError(f"profile {found.action} takes no profile (try: resp-lint profile --help)")
        _show(found, _list_profiles(registry) if found.action == "list" else _format_schema(registry))
        return 0
    if not found.profile:
        raise UsageError(f"profile {found.action} needs the name of a profile, or its file")
    if found.action == "check":
        return _check(found, registry)
    if found.action == "new":
        return _write(found, registry)
    _show(found, format_profile(_read(found.profile, registry)).rstrip("\n").split("\n"))
    return 0


def _show(found: argparse.Namespace, lines: Sequence[str]) -> None:
    show(lines, make_screen(sys.stdout, os.environ, found.color))


def _list_profiles(registry: Registry) -> list[str]:
    width = max(map(len, registry.profiles))
    profiles = ((name, registry.profile(name)) for name in sorted(registry.profiles))
    return [f"{name:{width}}  {profile.dialect:8}  {profile.about}".rstrip() for name, profile in profiles]


def _format_schema(registry: Registry) -> list[str]:
    return json.dumps(make_profile_schema(registry), indent=2, ensure_ascii=True).split("\n")


def _check(found: argparse.Namespace, registry: Registry) -> int:
    path, name = _locate(found.profile, registry), found.profile
    problems = check_profile_file(path, registry, find_root(str(path)))
    _show(found, problems or [f"{name}: all good"])
    return int(bool(problems))


def _read(name: str, registry: Registry) -> Profile:
    path = _locate(name, registry)
    if name in registry.profiles:
        return registry.profile(name)
    return read_profile(path, registry.profiles, find_root(name))


def _locate(name: str, registry: Registry) -> Path:
    """The file of a profile.

    Raises `ProfileError` for a name that no profile has.
    """
    if name.endswith(SUFFIX):
        return Path(name)
    registry.profile(name)
    return registry.profiles[name]


# --- a new one


def _write(found: argparse.Namespace, registry: Registry) -> int:
    """Write a profile where there is none yet, and say how to go on."""
    target = found.output or f"{found.profile.removesuffix(SUFFIX)}{SUFFIX}"
    name = os.path.basename(found.profile.removesuffix(SUFFIX))
    if name in registry.profiles:
        raise UsageError(f"there is a profile “{name}” already; take another name")
    sources = [_read_page(path) for path in found.paths]
    profiles = {known: registry.profile(known) for known in registry.profiles}
    base, dialect = choose_base(sources, profiles)
    text = write_profile(name, base, profiles[base], dialect, sources)
    if target == "-":
        _show(found, text.rstrip("\n").split("\n"))
        return 0
    write_new(target, text.encode())
    shown = shorten_path(target)
    pages = " ".join(found.paths) or "PAGE..."
    _show(
        found,
        [
            f"{shown}: written; it goes on from the profile “{base}”",
            "Read it, then see what it finds:",
            f"  resp-lint --isolated --config profile={shown} {pages}",
        ],
    )
    return 0


def _read_page(path: str) -> Source:
    try:
        return Source.from_bytes(path, read_file(path))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
