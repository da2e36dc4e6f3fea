"""`resp-lint rules`: all rules in a table, those of plugins too."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from resp_lint.cli.arguments import parse, parser
from resp_lint.cli.output import show
from resp_lint.cli.screens import screen_for
from resp_lint.plugins import load_registry
from resp_lint.report.format import BOLD, LEVEL_STYLES
from resp_lint.report.wrap import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.plugins import Registry
    from resp_lint.report.format import Screen

COLUMNS = ("code", "name", "level", "set", "fix", "summary")
NO_FIX = {"none": "-"}
_LEVEL = COLUMNS.index("level")


def command_parser() -> Parser:
    """The command line of `resp-lint rules`."""
    made = parser("resp-lint rules", "resp-lint rules [OPTION...]", "Lists all rules, those of plugins too.")
    made.add_argument(
        "--output-format",
        choices=("table", "json"),
        default="table",
        metavar="FORMAT",
        help="table (the default) or json",
    )
    return made


def main(arguments: Sequence[str]) -> int:
    """Print the table, or the same as JSON."""
    options = parse(command_parser(), arguments)
    screen = screen_for(sys.stdout, os.environ, options.color)
    registry = load_registry()
    show(as_json(registry) if options.output_format == "json" else as_table(registry, screen), screen)
    return 0


def as_data(registry: Registry) -> list[dict[str, Any]]:
    return [
        {
            "code": rule.code,
            "name": rule.name,
            "level": str(rule.level),
            "set": str(rule.rule_set),
            "fix": str(rule.fix),
            "summary": rule.summary,
            "plugin": registry.plugin_of(rule),
        }
        for rule in registry.rules
    ]


def as_json(registry: Registry) -> Iterator[str]:
    from resp_lint.report.json import encoded  # noqa: PLC0415 -- a table needs no json

    data = as_data(registry)
    yield '{"version": 1, "rules": ['
    yield from (encoded(rule) + ("," if rule is not data[-1] else "") for rule in data)
    yield "]}"


def as_table(registry: Registry, screen: Screen) -> Iterator[str]:
    """Aligned columns; on a terminal a summary ends where the line does."""
    rows = [_row(rule, screen) for rule in as_data(registry)]
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    yield screen.paint(_aligned(COLUMNS, widths), BOLD)
    for row in rows:
        before = _aligned(row[:-1], widths)
        room = max(screen.width - len(before) - 2, 20) if _on_terminal() else len(row[-1])
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[_LEVEL] = screen.paint(cells[_LEVEL], LEVEL_STYLES[row[_LEVEL]])
        yield "  ".join([*cells[:-1], shortened(row[-1], room)])


def _row(rule: dict[str, Any], screen: Screen) -> tuple[str, ...]:
    return tuple(screen.text(NO_FIX.get(rule[column], rule[column])) for column in COLUMNS)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip()


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
