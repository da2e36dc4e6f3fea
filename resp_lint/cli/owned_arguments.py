"""The options that `matrix`, `changes` and `report` have in common."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from resp_lint.cli.arguments import choose_configuration
from resp_lint.cli.check_arguments import parse_jobs
from resp_lint.cli.options import Options

if TYPE_CHECKING:
    from resp_lint.cli.arguments import Parser


def choose_pages(made: Parser) -> None:
    """Give a command the options that say which pages are read, and where that is done."""
    group = made.add_argument_group("which pages")
    group.add_argument("--all-pages", action="store_true", help="read every Markdown file in a folder")
    group.add_argument(
        "--force-exclude", action="store_true", help="treat files that are named like those in a folder (for hooks)"
    )
    group.add_argument(
        "--keyrefs",
        action="append",
        default=[],
        metavar="FILE",
        help="a YAML file that says what keyrefs stand for, beside those in the tree; can be repeated",
    )
    choose_configuration(made.add_argument_group("configuration"))
    group = made.add_argument_group("where it runs")
    group.add_argument("-j", "--jobs", type=parse_jobs, default=0, metavar="N", help="use N processes; or auto")
    group.add_argument(
        "--executor", default="", metavar="ENGINE", help="have others read the pages: processes[:N], dask:HOST:PORT"
    )
    group.add_argument("-v", "--verbose", action="count", default=0, help="show what was skipped, too")
    group.add_argument("-q", "--quiet", action="count", default=0, help="say nothing on standard error")


def choose_format(made: Parser, formats: str, default: str) -> None:
    """Give a command `--output-format`."""
    made.add_argument_group("report").add_argument(
        "--output-format",
        action="append",
        default=[],
        metavar="FORMAT[:FILE]",
        help=f"{formats}; or a plugin's; can be repeated (default: {default})",
    )


def options_of(found: argparse.Namespace, paths: tuple[str, ...]) -> Options:
    """What such a command line says of a check's options."""
    given: dict[str, Any] = {
        name: getattr(found, name) for name in ("isolated", "all_pages", "force_exclude", "jobs", "executor", "color")
    }
    return Options(
        paths=paths,
        config=tuple(found.config),
        output_format=tuple(getattr(found, "output_format", ())),
        verbosity=found.verbose - found.quiet,
        **given,
    )


def names_in(choices: tuple[str, ...]) -> Any:  # noqa: ANN401 -- what argparse calls
    """A type for a list with commas of some words."""

    def split(text: str) -> list[str]:
        names = [name.strip() for name in text.split(",") if name.strip()]
        wrong = [name for name in names if name not in choices]
        if wrong or not names:
            raise argparse.ArgumentTypeError(f"“{', '.join(wrong) or text}” is none of {', '.join(choices)}")
        return names

    return split
