"""What somebody may mean who types what there is not: options, commands and values as other linters call them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.cli.commands import COMMANDS
from resp_lint.config.errors import suggest_nearest
from resp_lint.engine.discovery import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OPTIONS: Mapping[str, str] = {
    **dict.fromkeys(("--disable", "--skip", "--exclude-rules", "--extend-ignore", "--disable-rules"), "--ignore"),
    **dict.fromkeys(("--enable", "--rule", "--rules", "--only"), "--select"),
    **dict.fromkeys(("--format", "--formatter", "--reporter", "--output", "-f", "-o"), "--output-format"),
    **dict.fromkeys(("--ignore-path", "--ignore-pattern", "--extend-exclude", "--exclude-dir"), "--exclude"),
    **dict.fromkeys(("--config-file", "-c"), "--config"),
    **dict.fromkeys(("--no-config", "--no-config-lookup"), "--isolated"),
    **dict.fromkeys(("--fix-dry-run", "--check", "--dry-run"), "--diff"),
    **dict.fromkeys(("--max-warnings", "--error-level", "--min-severity", "--severity"), "--fail-on"),
    **dict.fromkeys(("--stdin-file-path", "--stdin-filepath", "--stdin"), "--stdin-filename"),
    **dict.fromkeys(("--no-color", "--no-colour", "--colour"), "--color"),
    **dict.fromkeys(("--add-noqa", "--suppress-all"), "--add-ignores"),
    **dict.fromkeys(("--list-rules", "--list"), "resp-lint rules"),
    "--show-settings": "resp-lint config",
    "--print-config": "resp-lint config",
    "--init": "resp-lint init",
    "--explain": "resp-lint explain",
    "--processes": "--jobs",
}
_COMMANDS: Mapping[str, str] = {
    "fix": "resp-lint --fix",
    "format": "resp-lint --fix",
    "lint": "resp-lint check",
    "list": "resp-lint rules",
    "watch": "resp-lint --watch",
    "version": "resp-lint --version",
    "rule": "resp-lint explain",
    "diff": "resp-lint --diff",
}


def hint_option(option: str, known: Iterable[str]) -> str:
    """What may be meant by an option that there is not; empty where nothing comes near.

    >>> hint_option("--disable", ()), hint_option("--slect", ("--select",))
    ('did you mean “--ignore”?', 'did you mean “--select”?')
    """
    if option in OPTIONS:
        return f"did you mean “{OPTIONS[option]}”?"
    hint = suggest_nearest(option, known)
    return hint if hint.startswith("did") else ""


def hint_value(value: str, known: Iterable[str]) -> str:
    """What may be meant by a value that an option does not take."""
    hint = suggest_nearest(value, known)
    return hint if hint.startswith("did") else ""


def hint_command(word: str) -> str:
    """The command that may be meant by a word; empty where nothing comes near."""
    if word in _COMMANDS:
        return f"did you mean “{_COMMANDS[word]}”?"
    hint = suggest_nearest(word, COMMANDS)
    return hint if hint.startswith("did") else ""


def hint_path(path: str) -> str:
    """The page or folder that may be meant by a path that leads nowhere; empty where nothing comes near."""
    folder, name = os.path.split(path.rstrip(os.sep))
    try:
        found = os.listdir(folder or os.curdir)
    except (OSError, ValueError):
        return ""
    names = [it for it in found if it.lower().endswith(SUFFIXES) or os.path.isdir(os.path.join(folder, it))]
    hint = suggest_nearest(name, sorted(names)) if name else ""
    return hint.replace("“", f"“{os.path.join(folder, '')}") if hint.startswith("did") else ""
