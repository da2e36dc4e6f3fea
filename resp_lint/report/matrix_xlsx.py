"""A matrix as a workbook: a sheet of tasks, one of areas by service, one of what was skipped.

Everything is written as text, so that no cell is run; the same matrix makes the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from resp_lint.errors import UsageError
from resp_lint.report.matrix_rows import STATES, make_headers, make_rows, name_service, shown_pages
from resp_lint.report.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resp_lint.ownership.export import Matrix
    from resp_lint.ownership.model import PageOwnership
    from resp_lint.report.format import Screen

_LONGEST_CELL = 32_767
_WIDTHS = {"Task": 40, "Provider": 60, "Customer": 60, "Third parties": 40, "Section": 30, "Title": 30, "Line": 8}
_WIDTH = 20


def render(matrix: Matrix, _screen: Screen) -> Iterator[bytes]:
    try:
        import xlsxwriter  # an extra
    except ImportError:
        raise UsageError("the format xlsx needs one more package: pip install 'resp-lint[xlsx]'") from None
    data = BytesIO()
    pages = list(shown_pages(matrix))
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_urls": False}) as book:
        # A file that says when it was made is another one each time.
        book.set_properties({"title": "Who owns what", "created": datetime(2000, 1, 1, tzinfo=UTC)})
        styles = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
        _write(book.add_worksheet("Tasks"), make_headers(matrix), list(make_rows(matrix)), styles)
        areas = list(dict.fromkeys(area.area for page in pages for area in page.areas))
        grid = [_grid_row(page, areas) for page in pages]
        _write(book.add_worksheet("Areas"), ("Service", "Page", *areas), grid, styles)
        skipped = [(one.path, one.line, one.reason) for page in pages for one in page.skipped]
        _write(book.add_worksheet("Skipped"), ("Page", "Line", "Reason"), skipped, styles)
    yield data.getvalue()


def _grid_row(page: PageOwnership, areas: Iterable[str]) -> tuple[str, ...]:
    return (name_service(page), page.path, *(count_area(page, area) for area in areas))


def count_area(page: PageOwnership, area: str) -> str:
    """What a page says of an area in a few words: how many tasks are whose, or why there are none."""
    state = next((one.state for one in page.areas if one.area == area), None)
    if state is not None and state != "listed":
        return STATES[state]
    owners = [task.ownership.value for task in page.tasks if task.area == area]
    return ", ".join(f"{owners.count(owner)} {owner}" for owner in dict.fromkeys(owners))


def _write(sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[str | int]], styles: tuple[Any, Any]) -> None:  # noqa: ANN401 -- XlsxWriter has no types
    head, body = styles
    for number, header in enumerate(headers):
        sheet.set_column(number, number, _WIDTHS.get(header, _WIDTH))
        sheet.write_string(0, number, clean_line(header), head)
    for line, row in enumerate(rows, 1):
        for number, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, number, cell, body)
            else:
                sheet.write_string(line, number, clean_line(cell)[:_LONGEST_CELL], body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(headers) - 1)
