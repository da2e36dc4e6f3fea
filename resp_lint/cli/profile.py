"""`resp-lint profile show|check`: a profile with all that it extends, and what contradicts itself in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.config.find import find_root
from resp_lint.config.profiles import find_contradictions, format_profile, read_profile
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
DESCRIPTION = "Shows a profile with all that it extends, or checks it."


def make_command_parser() -> Parser:
    """The command line of `resp-lint profile`."""
    made = make_parser("resp-lint profile", "resp-lint profile [OPTION...] show|check PROFILE", DESCRIPTION)
    made.add_argument("action", choices=("show", "check"), metavar="show|check", help="print it, or look for mistakes")
    made.add_argument("profile", metavar="PROFILE", help="a profile's name, or its file")
    return made


def main(arguments: Sequence[str]) -> int:
    """Print the profile, or what contradicts itself in it."""
    found = parse(make_command_parser(), arguments)
    registry = load_registry()
    if found.profile.endswith(".toml"):
        profile = read_profile(Path(found.profile), registry.profiles, find_root(found.profile))
    else:
        profile = registry.profile(found.profile)
    problems = list(find_contradictions(profile)) if found.action == "check" else []
    lines = format_profile(profile).rstrip("\n").split("\n") if found.action == "show" else problems
    show(lines or [f"{found.profile}: all good"], make_screen(sys.stdout, os.environ, found.color))
    return int(bool(problems))
