"""`resp-lint inspect PAGE`: what the linter sees of a page."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from resp_lint.cli.arguments import choose_configuration, get_options, make_parser, parse
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.cli.session import Session
from resp_lint.errors import UsageError
from resp_lint.io import limit_reached, read_file
from resp_lint.page.model import Heading
from resp_lint.page.parser import parse as parse_page
from resp_lint.report.format import BLUE, BOLD
from resp_lint.report.json import encode
from resp_lint.report.summary import format_count
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.page.model import Page, Table
    from resp_lint.report.format import Screen


def make_command_parser() -> Parser:
    """The command line of `resp-lint inspect`."""
    made = make_parser(
        "resp-lint inspect", "resp-lint inspect [OPTION...] PAGE", "Shows what the linter sees of a page."
    )
    made.add_argument("page", metavar="PAGE", help="a file")
    made.add_argument(
        "--output-format", choices=("tree", "json"), default="tree", metavar="FORMAT", help="tree (the default) or json"
    )
    choose_configuration(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Print a page's tree, or the same as JSON."""
    options = parse(make_command_parser(), arguments)
    settings = Session(get_options(options)).find_configuration(options.page).settings
    page = parse_page(read(options.page), settings.conventions)
    screen = make_screen(sys.stdout, os.environ, options.color)
    show(format_json(page) if options.output_format == "json" else format_tree(page, screen), screen)
    return 0


def read(path: str) -> Source:
    """A page's source.

    Raises `UsageError` where it cannot be read.
    """
    try:
        data = read_file(path)
        if reason := limit_reached(data):
            raise UsageError(f"{path}: {reason}")
        return Source.from_bytes(path, data)
    except (OSError, ValueError) as error:  # not UTF-8, or a NUL in the path
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def format_json(page: Page) -> Iterator[str]:
    yield encode(collect_data(page))


def collect_data(page: Page) -> dict[str, Any]:
    """A page as plain data, with the names and in the order that the document promises."""
    return {
        "path": page.path,
        "kind": str(page.kind),
        "title": page.title.text if page.title else None,
        "front_matter": page.front_matter.data,
        "headings": [_describe_heading(heading) for heading in page.headings],
        "tables": [_describe_table(table) for table in page.tables],
    }


def _describe_heading(heading: Heading) -> dict[str, Any]:
    return {
        "level": heading.level,
        "text": heading.text,
        "id": heading.id,
        "line": heading.line,
        "attrs": dict(heading.attrs),
    }


def _describe_table(table: Table) -> dict[str, Any]:
    return {
        "kind": str(table.kind),
        "area": table.area.area.title if table.area else None,
        "line": table.line,
        "end_line": table.end_line,
        "header": [cell.text for cell in table.header.cells],
        "rows": [[cell.text for cell in row.cells] + [""] * (row.width - len(row.cells)) for row in table.rows],
        "id": table.id,
        "classes": list(table.classes),
        "attrs": {key: value for key, value in table.attrs.items() if key != "class"},
    }


def format_tree(page: Page, screen: Screen) -> Iterator[str]:
    """Headings indented by their level, each with its line, and the tables below them with what they carry."""
    kind = "a responsibility page" if page.kind == "responsibility" else "not a responsibility page"
    yield screen.paint(f"{screen.text(page.path)}: {kind}", BOLD)
    if page.front_matter.present:
        keys = ", ".join(page.front_matter.entries) or page.front_matter.problem
        yield f"{_number(page.front_matter.line, screen)} front matter: {screen.text(keys)}"
    depth = 0
    parts: list[Heading | Table] = [*page.headings, *page.tables]
    for part in sorted(parts, key=lambda part: part.start):
        if isinstance(part, Heading):
            depth = part.level
            yield _format_heading(part, screen)
        else:
            yield from _format_table(part, "  " * depth, screen)


def _format_heading(heading: Heading, screen: Screen) -> str:
    marks = "  " * (heading.level - 1) + "#" * heading.level
    id_shown = f"  #{screen.text(heading.id)}" if heading.id else "  (no id)"
    return f"{_number(heading.line, screen)} {marks} {screen.text(heading.text)}{id_shown}"


def _format_table(table: Table, indent: str, screen: Screen) -> Iterator[str]:
    area = f", area “{table.area.area.title}”" if table.area else ""
    size = f"{format_count(len(table.header.cells), 'column')}, {format_count(len(table.rows), 'row')}"
    yield f"{_number(table.line, screen)} {indent}{_name_kind(table)}{screen.text(area)}: {size}"
    header = " | ".join(cell.text for cell in table.header.cells)
    for key, value in {"header": header, **_list_attributes(table)}.items():
        yield f"{' ' * 6} {indent}  {screen.text(key)}: {screen.text(value)}".rstrip(": ")


def _name_kind(table: Table) -> str:
    return {"task": "task table", "matrix": "resource matrix"}.get(table.kind, "table")


def _list_attributes(table: Table) -> Mapping[str, str]:
    return {"id": table.id, **table.attrs} if table.id else table.attrs


def _number(line: int, screen: Screen) -> str:
    return screen.paint(f"{line:>6}", BLUE)
