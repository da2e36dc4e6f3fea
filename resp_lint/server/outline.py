"""The outline of a page, sections with their tables and tasks, and what of it can be folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.server import structures as lsp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.page.model import Page, Row, Section, Table
    from resp_lint.server.documents import Document

NAMESPACE, STRUCT, FUNCTION = 3, 23, 12


def list_symbols(page: Page, document: Document) -> tuple[lsp.DocumentSymbol, ...]:
    """Sections in each other, tables in sections, tasks in tables."""
    tops = [it for it in page.sections if it.parent is None]
    loose = [_describe_table(it, document) for it in page.tables if it.section is None]
    return (*loose, *(_describe_section(it, page, document) for it in tops))


def _describe_section(section: Section, page: Page, document: Document) -> lsp.DocumentSymbol:
    heading = section.heading
    tables = [_describe_table(it, document) for it in page.tables if it.section is section]
    below = [_describe_section(it, page, document) for it in page.sections if it.parent is section]
    start = min(section.start, heading.start)
    end = _trim(page, start, max(section.end, heading.end))
    return lsp.DocumentSymbol(
        heading.text.strip() or "(no text)",
        NAMESPACE,
        document.range(start, end),
        document.range(heading.start, heading.end),
        f"#{heading.id}" if heading.id else "",
        (*tables, *below),
    )


def _describe_table(table: Table, document: Document) -> lsp.DocumentSymbol:
    tasks = [_describe_row(row, document) for row in table.rows if row.cells] if table.kind == "task" else []
    name = table.caption.value if table.caption else ", ".join(cell.text for cell in table.header.cells)
    whole = document.range(table.start, table.end)
    header = document.range(table.header.start, table.header.end)
    return lsp.DocumentSymbol(name.strip() or "(table)", STRUCT, whole, header, "", tuple(tasks))


def _describe_row(row: Row, document: Document) -> lsp.DocumentSymbol:
    detail = " | ".join(cell.text for cell in row.owner_cells)
    task = document.range(row.task.start, max(row.task.end, row.task.start))
    return lsp.DocumentSymbol(
        row.task.text.strip() or "(blank)", FUNCTION, document.range(row.start, row.end), task, detail
    )


def flatten_symbols(symbols: tuple[lsp.DocumentSymbol, ...], uri: str, above: str = "") -> Iterator[dict[str, object]]:
    """The same for editors that know no trees."""
    for symbol in symbols:
        location = lsp.Location(uri, symbol.range)
        yield {"name": symbol.name, "kind": symbol.kind, "location": location, "containerName": above}
        yield from flatten_symbols(symbol.children, uri, symbol.name)


def list_folds(page: Page) -> Iterator[lsp.FoldingRange]:
    """The front matter, sections and tables, where they have more than one line."""
    if page.front_matter.present and page.front_matter.end_line > page.front_matter.line:
        yield lsp.FoldingRange(page.front_matter.line - 1, page.front_matter.end_line - 1)
    for section in page.sections:
        first = section.heading.line
        last = page.source.position(_trim(page, section.start, section.end)).line
        if last > first:
            yield lsp.FoldingRange(first - 1, last - 1)
    for table in page.tables:
        if table.end_line > table.line:
            yield lsp.FoldingRange(table.line - 1, table.end_line - 1)


def _trim(page: Page, start: int, end: int) -> int:
    """The end of a stretch without the blank lines at its end."""
    return start + len(page.source.text[start:end].rstrip(" \t\r\n"))
