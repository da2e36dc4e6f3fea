"""The command line of `resp-lint check`, which is that of the program: enough to start without any other text."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from resp_lint.cli.arguments import ADD_IGNORES, Parser, choose_configuration, get_width, make_parser, parse, split_list
from resp_lint.cli.manual import COMMAND_LIST, DESCRIPTION, MORE, show_section
from resp_lint.cli.options import NEVER, Options
from resp_lint.errors import UsageError
from resp_lint.rule import Level
from resp_lint.time_limit import DEFAULT_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = "resp-lint [check] [OPTION...] [PATH...]\n       resp-lint COMMAND [OPTION...]\n       resp-lint --version"

MAX_SECONDS = 1_000_000


def parse_jobs(text: str) -> int:
    """How many processes are asked for; 0 where it is left to us."""
    if text == "auto":
        return 0
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of processes; give 1 or more, or auto")
    return int(text)


def parse_seconds(text: str) -> float:
    """How long something may take; 0 for as long as it wants."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds; give 0 for no limit, or more")
    return seconds


class RenamedOption(argparse.Action):
    """An option of earlier versions, whose name means something else today."""

    def __call__(self, *_: object) -> NoReturn:
        raise UsageError("--profile is called --timing now, as a profile says what a page should be")


def make_check_parser() -> Parser:
    """The command line of `resp-lint check`, which is that of the program where no command is named."""
    head = f"{DESCRIPTION}\n{show_section(COMMAND_LIST, get_width())}"
    made = make_parser(
        "resp-lint check", USAGE, head, "\n\n".join(show_section(section, get_width()) for section in MORE)
    )
    made.add_argument_group("pages").add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input"
    )
    _choose_rules(made)
    _choose_pages(made)
    _choose_changes(made)
    _choose_configuration(made)
    _choose_fixes(made)
    _choose_suppressions(made)
    _choose_report(made)
    _choose_processes(made)
    return made


def parse_check_options(arguments: Sequence[str]) -> Options:
    """The options of `resp-lint check`.

    Raises `UsageError`.
    """
    found: dict[str, Any] = vars(parse(make_check_parser(), arguments))
    if found.pop("version"):
        raise UsageError("--version comes alone: resp-lint --version")
    found["verbosity"] = found.pop("verbose") - found.pop("quiet")
    found.pop("profile")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}
    return Options(**values)


def _choose_rules(made: Parser) -> None:
    group = made.add_argument_group("which rules", "A RULE is a code (RSP401), the start of codes (RSP4), or a name.")
    for option, what in (
        ("--select", "use only these rules"),
        ("--extend-select", "use these rules too"),
        ("--ignore", "leave these rules out"),
    ):
        group.add_argument(
            option,
            action="extend",
            type=split_list,
            default=[],
            metavar="RULE[,RULE...]",
            help=f"{what}; can be repeated",
        )
    group.add_argument("--strict", action="store_true", help="use all rules, not only the recommended ones")


def _choose_pages(made: Parser) -> None:
    group = made.add_argument_group("which pages")
    group.add_argument(
        "--all-pages",
        action="store_true",
        help="check every Markdown file in a folder, with the rules that serve any page",
    )
    group.add_argument(
        "--exclude",
        action="extend",
        type=split_list,
        default=[],
        metavar="PATTERN[,PATTERN...]",
        help="skip what matches in folders, as in .gitignore, from the current folder; can be repeated",
    )
    group.add_argument(
        "--force-exclude",
        action="store_true",
        help="treat files that are named like those in a folder: skip what is no responsibility page, and what "
        ".gitignore or the configuration excludes (for hooks)",
    )
    group.add_argument("--show-files", action="store_true", help="list the files that a run would check, and no more")
    group.add_argument(
        "--watch",
        action="store_true",
        help="check again whenever a page or the configuration changes; needs the package watchfiles",
    )
    group.add_argument(
        "--stdin-filename", default="", metavar="PATH", help="the path of the page that comes from standard input"
    )


def _choose_changes(made: Parser) -> None:
    group = made.add_argument_group(
        "what changed", "What is reported stands on changed lines, or was not there before the change."
    ).add_mutually_exclusive_group()
    group.add_argument("--since", metavar="REV", help="only what changed since the branch left REV")
    group.add_argument("--staged", action="store_true", help="only what is staged, as it is staged (for hooks)")


def _choose_configuration(made: Parser) -> None:
    group = made.add_argument_group(
        "configuration",
        "The nearest resp-lint.toml counts, or [tool.resp-lint] in pyproject.toml, from a page upwards.",
    )
    choose_configuration(group)
    group.add_argument("--no-baseline", action="store_true", help="report old findings of the baseline too")


def _choose_fixes(made: Parser) -> None:
    group = made.add_argument_group(
        "fixes", "A page is fixed as a whole or left as it was; what a fix does stands on its rule's page."
    )
    group.add_argument("--fix", action="store_true", help="fix what can be fixed safely")
    group.add_argument("--unsafe-fixes", action="store_true", help="fix also what somebody should review afterwards")
    group.add_argument(
        "--diff", action="store_true", help="change nothing, show what would change; exit with 1 if anything would"
    )
    group.add_argument("--show-fixes", action="store_true", help="say what was fixed, by page and rule")
    group.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 if anything was fixed")
    for option, what in (
        ("--fixable", "fix only what these rules find"),
        ("--unfixable", "fix nothing that these rules find"),
    ):
        group.add_argument(
            option,
            action="extend",
            type=split_list,
            default=[],
            metavar="RULE[,RULE...]",
            help=f"{what}; can be repeated",
        )


def _choose_suppressions(made: Parser) -> None:
    group = made.add_argument_group("suppressions")
    group.add_argument(
        ADD_IGNORES,
        nargs="?",
        metavar="=REASON",
        help="suppress what is found today by comments in the pages, and report what cannot be suppressed; exit 0",
    )


def _choose_report(made: Parser) -> None:
    group = made.add_argument_group("report and exit status")
    group.add_argument(
        "--output-format",
        action="append",
        default=[],
        metavar="FORMAT[:FILE]",
        help="full, grouped, concise, markdown; github, gitlab, sarif, rdjson, junit, checkstyle, json; or a plugin's; "
        "can be repeated, as one can go to the terminal and others to files (default: full on a terminal, github in "
        "GitHub Actions, else concise)",
    )
    group.add_argument(
        "--statistics",
        action="store_true",
        help="instead of the findings, count them by page, area and rule; as text, or with --output-format json",
    )
    group.add_argument(
        "--fail-on",
        choices=(*map(str, Level), NEVER),
        default="",
        metavar="LEVEL",
        help="the least level that makes the exit status 1: error, warning (the default), info, never",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    group.add_argument("--timing", action="store_true", help="say at the end where the time went, by phase and rule")
    group.add_argument("--profile", action=RenamedOption, nargs=0, help=argparse.SUPPRESS)
    group.add_argument("-v", "--verbose", action="count", default=0, help="say which files were skipped")
    group.add_argument("-q", "--quiet", action="count", default=0, help="findings only, no closing line")


def _choose_processes(made: Parser) -> None:
    group = made.add_argument_group("where it runs")
    group.add_argument(
        "-j",
        "--jobs",
        type=parse_jobs,
        default=0,
        metavar="N",
        help="check many pages in N processes; auto (the default): one for each core, where that is worth it",
    )
    group.add_argument(
        "--page-timeout",
        type=parse_seconds,
        default=DEFAULT_SECONDS,
        metavar="SECONDS",
        help=f"how long a page may take, {DEFAULT_SECONDS:g} by default; what takes longer is reported; 0: no limit",
    )
    group.add_argument(
        "--executor",
        default="",
        metavar="ENGINE",
        help="have others check the pages: dask:HOST:PORT, whose workers see the same files; processes[:N] is --jobs",
    )
    group.add_argument(
        "--executor-timeout",
        type=parse_seconds,
        default=DEFAULT_SECONDS,
        metavar="SECONDS",
        help=f"how long to wait for workers where all are gone, {DEFAULT_SECONDS:g} by default",
    )
    group.add_argument(
        "--no-cache",
        action="store_true",
        help="check every page anew; else what was found on many pages is kept for the next run, in your cache folder",
    )
