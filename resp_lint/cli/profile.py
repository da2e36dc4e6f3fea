"""`resp-lint profile show|check`: a profile with all that it extends, and what contradicts itself in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import parse, parser
from resp_lint.cli.output import show
from resp_lint.cli.screens import screen_for
from resp_lint.config.find import root_of
from resp_lint.config.profiles import profile_problems, profile_toml, read_profile
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
DESCRIPTION = "Shows a profile with all that it extends, or checks it."


def command_parser() -> Parser:
    """The command line of `resp-lint profile`."""
    made = parser("resp-lint profile", "resp-lint profile [OPTION...] show|check PROFILE", DESCRIPTION)
    made.add_argument("action", choices=("show", "check"), metavar="show|check", help="print it, or look for mistakes")
    made.add_argument("profile", metavar="PROFILE", help="a profile's name, or its file")
    return made


def main(arguments: Sequence[str]) -> int:
    """Print the profile, or what contradicts itself in it."""
    found = parse(command_parser(), arguments)
    registry = load_registry()
    if found.profile.endswith(".toml"):
        profile = read_profile(Path(found.profile), registry.profiles, root_of(found.profile))
    else:
        profile = registry.profile(found.profile)
    problems = list(profile_problems(profile)) if found.action == "check" else []
    lines = profile_toml(profile).rstrip("\n").split("\n") if found.action == "show" else problems
    show(lines or [f"{found.profile}: all good"], screen_for(sys.stdout, os.environ, found.color))
    return int(bool(problems))
