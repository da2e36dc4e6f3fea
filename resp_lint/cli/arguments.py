"""The command line in argparse's words, and its help: enough to start without any other text."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from resp_lint.cli.options import NEVER, Options
from resp_lint.cli.output import show
from resp_lint.cli.screens import screen_for
from resp_lint.rule import Level
from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_OPTION = "\0"
_ADD_IGNORES = "--add-ignores"
USAGE = "resp-lint [check] [OPTION...] [PATH...]"
DESCRIPTION = """\
Checks responsibility pages of documentation: sections, tables, attributes,
owners and wording.

A PATH is a file, which is always checked, or a folder, of which those Markdown
files are checked that are responsibility pages and that .gitignore does not
leave out.  Without any PATH it is the current folder; `-` is standard input.
"""
EPILOG = """\
other commands (they come first):
  resp-lint init          write a configuration and a baseline for a tree
  resp-lint new PAGE      write a new page from the profile
  resp-lint config PAGE   the settings in force and where each came from
  resp-lint profile show|check PROFILE
                          what a page should be, with all that a profile extends
  resp-lint baseline      keep what is found today, and report only what is new
  resp-lint rules         a table of all rules
  resp-lint explain RULE  why a rule exists, with good and bad examples
  resp-lint inspect PAGE  what the linter sees: sections, tables, attributes
Each has its own --help.  A folder that is called like a command:
  resp-lint ./rules       or: resp-lint check rules

examples:
  all responsibility pages below a folder
    resp-lint docs/
  the rules about table attributes, but one
    resp-lint --select RSP4 --ignore caption-side docs/
  all rules; only errors make it fail
    resp-lint --strict --fail-on error page.md
  for other programs, and for people at the same time
    resp-lint --output-format full --output-format json:report.json docs/
  mend what is safe, and look at the rest first
    resp-lint --fix docs/
    resp-lint --unsafe-fixes --diff docs/
  what a branch brought, and what a commit is about to bring
    resp-lint --since origin/main
    resp-lint --staged
  for editors
    resp-lint - --stdin-filename docs/page.md < page.md

environment:
  NO_COLOR, FORCE_COLOR  colours nowhere, or everywhere; --color counts more
  FORCE_HYPERLINK        links in terminals not known to show them; 0 for none
  COLUMNS                how wide the terminal is
  RESP_LINT_DOCS_URL     where the pages about rules stand, for links to them:
                         https://docs.example.com/rules/{name}.html, or {code}
  GITHUB_ACTIONS         the report is annotations; GITHUB_STEP_SUMMARY gets all

exit status:
  0  nothing to fail on
  1  findings
  2  wrong usage, something that cannot be read, or an internal error
"""


class Parser(argparse.ArgumentParser):
    """An argparse parser whose words leave through our gate."""

    def error(self, message: str) -> NoReturn:
        command = self.prog.removesuffix(" check")
        raise UsageError(f"{message} (try: {command} --help)")

    def format_help(self) -> str:
        return super().format_help().replace(" [=", "[=")

    def print_help(self, file: object = None) -> None:
        del file
        show(self.format_help().rstrip().split("\n"), screen_for(sys.stdout, os.environ, "never"))


def parser(prog: str, usage: str, description: str, epilog: str = "") -> Parser:
    """A parser with nothing but `--color` and `--debug`, which every command has."""
    made = Parser(
        prog,
        usage,
        description,
        epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    vars(made)["color"] = False  # from Python 3.14 on, argparse colours by rules of its own
    group = made.add_argument_group("the program")
    group.add_argument("-h", "--help", action="help", help="show this and leave")
    group.add_argument("-V", "--version", action="store_true", help=argparse.SUPPRESS)
    group.add_argument("--debug", action="store_true", help="show a traceback where the program itself fails")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        metavar="WHEN",
        help="colours: auto (the default: on a terminal; NO_COLOR and FORCE_COLOR count), always, never",
    )
    return made


def parse(made: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse arguments, options and paths in any order; what stands behind `--` is no option, whatever it looks like.

    Raises `UsageError`.
    """
    # argparse forgets about `--` where paths and options are mixed; a mark that no argument can hold reminds it.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = [f"{it}=" if it == _ADD_IGNORES else it for it in arguments[:end]]  # its value never stands apart
    marked = [*options, *(f"{_NO_OPTION}{argument}" for argument in arguments[end + 1 :])]
    found = vars(made.parse_intermixed_args(marked))
    return argparse.Namespace(**{name: _unmarked(value) for name, value in found.items()})


def _unmarked(value: object) -> object:
    if isinstance(value, list):
        return [_unmarked(part) for part in value]
    return value.removeprefix(_NO_OPTION) if isinstance(value, str) else value


def names(text: str) -> list[str]:
    """The parts of a list with commas; an empty one selects nothing by mistake, so it is refused."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    if not found:
        raise argparse.ArgumentTypeError("give a code, a prefix of codes or a name")
    return found


def check_parser() -> Parser:
    """The command line of `resp-lint check`, which is that of the program where no command is named."""
    made = parser("resp-lint check", USAGE, DESCRIPTION, EPILOG)
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input")
    _choose_rules(made)
    _choose_pages(made)
    _choose_changes(made)
    _choose_configuration(made)
    _choose_fixes(made)
    _choose_suppressions(made)
    _choose_report(made)
    return made


def check_options(arguments: Sequence[str]) -> Options:
    """The options of `resp-lint check`.

    Raises `UsageError`.
    """
    found: dict[str, Any] = vars(parse(check_parser(), arguments))
    if found.pop("version"):
        raise UsageError("--version comes alone: resp-lint --version")
    found["verbosity"] = found.pop("verbose") - found.pop("quiet")
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
            option, action="extend", type=names, default=[], metavar="RULE[,RULE...]", help=f"{what}; can be repeated"
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
        "--force-exclude",
        action="store_true",
        help="leave out what .gitignore or the configuration excludes, even if it is named (for hooks)",
    )
    group.add_argument("--watch", action="store_true", help="check again whenever a page or the configuration changes")
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
    group.add_argument(
        "--config",
        action="append",
        default=[],
        metavar="FILE|KEY=VALUE",
        help="the only configuration file, or one setting; can be repeated",
    )
    group.add_argument("--isolated", action="store_true", help="read no configuration file")
    group.add_argument("--no-baseline", action="store_true", help="report old findings of the baseline too")


def _choose_fixes(made: Parser) -> None:
    group = made.add_argument_group(
        "fixes", "A page is mended as a whole or left as it was; what a fix does stands on its rule's page."
    )
    group.add_argument("--fix", action="store_true", help="mend what can be mended safely")
    group.add_argument("--unsafe-fixes", action="store_true", help="mend that and what should be looked at afterwards")
    group.add_argument("--diff", action="store_true", help="change nothing, show what would change; exit 1 if anything")
    group.add_argument("--show-fixes", action="store_true", help="say what was mended, by page and rule")
    group.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 if anything was mended")
    for option, what in (("--fixable", "mend only what these rules find"), ("--unfixable", "mend nothing of these")):
        group.add_argument(
            option, action="extend", type=names, default=[], metavar="RULE[,RULE...]", help=f"{what}; can be repeated"
        )


def _choose_suppressions(made: Parser) -> None:
    group = made.add_argument_group("suppressions")
    group.add_argument(
        _ADD_IGNORES,
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
    group.add_argument("--profile", action="store_true", help="say at the end where the time went, by phase and rule")
    group.add_argument("-v", "--verbose", action="count", default=0, help="say which files were passed over")
    group.add_argument("-q", "--quiet", action="count", default=0, help="findings only, no closing line")
