"""What may stand for an argument of ours, by what is typed of it: for shells that complete it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from argcomplete.completers import FilesCompleter

from resp_lint.cli.commands import COMMANDS
from resp_lint.config.model import Form
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from resp_lint.cli.arguments import Parser

    Completer = Callable[..., Mapping[str, str]]
    """Values, each with what it means, for what is typed so far."""

PAGES = ("md", "markdown")
CONFIGURATION = ("toml",)


def attach(made: Parser, *, first: bool) -> None:
    """Give each argument of a command line what completes it; where it is the `first` word, commands are offered."""
    completers: Mapping[str, Completer] = {
        "paths": complete_first_word if first else complete_pages,
        "page": complete_pages,
        "stdin_filename": complete_pages,
        "rules": complete_rules,
        "select": complete_list(complete_rules),
        "extend_select": complete_list(complete_rules),
        "ignore": complete_list(complete_rules),
        "fixable": complete_list(complete_rules),
        "unfixable": complete_list(complete_rules),
        "config": complete_settings,
        "output_format": complete_formats,
        "profile": complete_profiles,
        "command": complete_commands,
    }
    for action in made._actions:  # noqa: SLF001 -- argparse has no other way to its actions, and argcomplete goes it, too
        if action.choices is None:
            vars(action)["completer"] = completers.get(action.dest, complete_nothing)


def complete_nothing(prefix: str, **_: object) -> Mapping[str, str]:
    """What nobody can know, such as a reason."""
    del prefix
    return {}


def complete_files(prefix: str, suffixes: Iterable[str]) -> Mapping[str, str]:
    """The files of some kinds, and the folders; those that hide only where a dot is typed."""
    hidden = os.path.basename(prefix).startswith(".")
    found = FilesCompleter(suffixes)(prefix)
    return {path: "" for path in found if hidden or not os.path.basename(path.rstrip(os.sep)).startswith(".")}


def complete_pages(prefix: str, **_: object) -> Mapping[str, str]:
    return complete_files(prefix, PAGES)


def complete_commands(prefix: str, **_: object) -> Mapping[str, str]:
    del prefix
    return COMMANDS


def complete_first_word(prefix: str, **_: object) -> Mapping[str, str]:
    return {**COMMANDS, **complete_files(prefix, PAGES)}


def complete_rules(prefix: str, **_: object) -> Mapping[str, str]:
    """Codes where one is begun, else names; both together would be two lines a rule."""
    found = load_registry().rules
    if prefix[:1].isupper():
        return {rule.code: f"{rule.name}: {rule.summary}" for rule in found}
    return {rule.name: rule.summary for rule in found}


def complete_formats(prefix: str, **_: object) -> Mapping[str, str]:
    """The formats; a file after the colon is completed by name."""
    name, colon, file = prefix.partition(":")
    if colon:
        return {f"{name}:{path}": "" for path in complete_files(file, ())}
    return dict.fromkeys(load_registry().formats, "")


def complete_profiles(prefix: str, **_: object) -> Mapping[str, str]:
    return {**dict.fromkeys(load_registry().profiles, ""), **complete_files(prefix, CONFIGURATION)}


def complete_settings(prefix: str, **_: object) -> Mapping[str, str]:
    """The keys of settings, and files that hold some."""
    keys = {f"{name}=": "" for name in Form.__struct_encode_fields__}
    return {**keys, **complete_files(prefix, CONFIGURATION)}


def complete_list(one: Completer) -> Completer:
    """What completes the last part of a list with commas."""

    def several(prefix: str, **known: object) -> Mapping[str, str]:
        before, comma, last = prefix.rpartition(",")
        return {f"{before}{comma}{value}": told for value, told in one(last, **known).items()}

    return several
