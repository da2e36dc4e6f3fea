"""The options of commands that read the configuration in force, and nothing else of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.config.configuration import Request

if TYPE_CHECKING:
    import argparse


def choose_configuration(made: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Give a command `--config` and `--isolated`."""
    made.add_argument(
        "--config",
        action="append",
        default=[],
        metavar="FILE|KEY=VALUE",
        help="the only configuration file, or one setting; can be repeated",
    )
    made.add_argument("--isolated", action="store_true", help="read no configuration file")


def request_of(found: argparse.Namespace) -> Request:
    """What those options say."""
    return Request(found.config, isolated=found.isolated)
