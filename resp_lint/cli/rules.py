"""`resp-lint rules`: all rules in a table, those of plugins too."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from resp_lint.cli.arguments import make_parser, parse, split_list
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.plugins import load_registry
from resp_lint.report.format import BOLD, LEVEL_STYLES
from resp_lint.report.json import encode
from resp_lint.report.wrap import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.plugins import Registry
    from resp_lint.report.format import Screen

COLUMNS = ("code", "name", "level", "set", "fix", "summary")
NO_FIX = {"none": "-"}
LEAST_SUMMARY = 24
"""How many characters of a summary are worth showing."""
_LEVEL = COLUMNS.index("level")


def make_command_parser() -> Parser:
    """The command line of `resp-lint rules`."""
    made = make_parser("resp-lint rules", "resp-lint rules [OPTION...]", "Lists all rules, those of plugins too.")
    made.add_argument(
        "--output-format",
        choices=("table", "json"),
        default="table",
        metavar="FORMAT",
        help="table (the default) or json",
    )
    made.add_argument(
        "--select",
        action="extend",
        type=split_list,
        default=[],
        metavar="RULE[,RULE...]",
        help="only these: codes, starts of codes, or names; can be repeated",
    )
    return made


def main(arguments: Sequence[str]) -> int:
    """Print the table, or the same as JSON."""
    options = parse(make_command_parser(), arguments)
    screen = make_screen(sys.stdout, os.environ, options.color)
    registry = load_registry()
    codes = registry.match_selectors(options.select)
    rules = [rule for rule in collect_data(registry) if not options.select or rule["code"] in codes]
    show(format_json(rules) if options.output_format == "json" else format_table(rules, screen), screen)
    return 0


def collect_data(registry: Registry) -> list[dict[str, Any]]:
    return [
        {
            "code": rule.code,
            "name": rule.name,
            "level": str(rule.level),
            "set": str(rule.rule_set),
            "fix": str(rule.fix),
            "summary": rule.summary,
            "plugin": registry.name_plugin(rule),
        }
        for rule in registry.rules
    ]


def format_json(data: list[dict[str, Any]]) -> Iterator[str]:
    yield '{"version": 1, "rules": ['
    yield from (encode(rule) + ("," if rule is not data[-1] else "") for rule in data)
    yield "]}"


def format_table(data: list[dict[str, Any]], screen: Screen) -> Iterator[str]:
    """Aligned columns; on a terminal a summary ends where the line does, and a narrow one has none."""
    rows = [_format_row(rule, screen) for rule in data]
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    room = screen.width - sum(widths[:-1]) - 2 * len(widths[:-1]) if screen.wraps else max(widths)
    is_narrow = room < LEAST_SUMMARY
    yield screen.paint(_align_columns(COLUMNS[:-1] if is_narrow else COLUMNS, widths), BOLD)
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[_LEVEL] = screen.paint(cells[_LEVEL], LEVEL_STYLES[row[_LEVEL]])
        yield "  ".join(cells[:-1] if is_narrow else [*cells[:-1], shorten(row[-1], room)]).rstrip()
    if is_narrow:
        yield "What a rule checks: resp-lint explain RULE"


def _format_row(rule: dict[str, Any], screen: Screen) -> tuple[str, ...]:
    return tuple(screen.text(NO_FIX.get(rule[column], rule[column])) for column in COLUMNS)


def _align_columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip()
