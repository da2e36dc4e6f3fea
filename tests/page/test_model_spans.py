"""Whatever the text: every part lies in the page, parts lie in one another, and a page read twice is the same page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.page.kind import Conventions
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.page.model import AttributeList, Page, Part, Row, Table

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*-responsibilities.md"))
TEXTS = [path.read_bytes().decode() for path in EXAMPLES]
CONVENTIONS = load_registry().profile("ibm-cloud").conventions

# What a page can be broken with: every character that means something somewhere, and lines that mean something.
PIECES = st.sampled_from(
    [
        *(
            "|",
            "\\|",
            "\\",
            "`",
            "``",
            "```\n",
            "*",
            "_",
            "~",
            "[",
            "](",
            ")",
            "<",
            ">",
            "<!--",
            "-->",
            "{{",
            "}}",
            "{:",
            "}",
        ),
        *(
            "{: ",
            '"',
            "'",
            "=",
            "#",
            " ",
            "  ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\u2028",
            "\x0b",
            "\x85",
            "\0",
        ),
        *(
            "\ufeff",
            "\u00a0",
            "é",
            "e\u0301",
            "\U0001f600",
            "---\n",
            "***\n",
            "===\n",
            "# ",
            "## x {: #y}\n",
            "- ",
            "1. ",
        ),
        *("> ", ": ", "\n: x\n", "[^1]", "[^1]: ", "[x]: y\n", "|-|-|\n", "| Task | IBM responsibilities |\n|--|--|\n"),
        *("{: #id}\n", "{:x: .y}\n", '{: caption="x" caption-side="bottom"}\n', "{: row-headers}\n", "{{a.b}}", "<br>"),
        *("- a\n  - b\n    | c |\n    |-|\n", "&quot;", "\\n", "copyright:\n", "subcollection: x\n", "a: [", "? :\n"),
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """One of our pages with stretches replaced, moved or doubled."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        piece = draw(st.one_of(PIECES, st.just(text[start:end] * 2), st.just(text[: draw(st.integers(0, 200))])))
        text = text[:start] + piece + text[end:]
    return text


TEXT = st.one_of(mutated(), st.lists(PIECES, max_size=40).map("".join), st.text())


def read(text: str) -> Page:
    return parse(Source("page.md", text), CONVENTIONS)


def parts(page: Page) -> Iterator[tuple[str, Part, Part | None]]:
    """Every part of a page with its name and the part that it must lie in, if any."""
    for name, found in (("block", page.blocks), ("link", page.links), ("comment", page.comments)):
        yield from ((name, part, None) for part in found)
    for heading in page.headings:
        yield "heading", heading, None
        yield from lists((*heading.lists, *heading.stray))
    for section in page.sections:
        yield "section", section, section.parent
        yield "section's heading", section.heading, section
    for table in page.tables:
        yield "table", table, table.section
        yield from lists(table.lists)
        yield from rows(table)
    yield from lists(page.attribute_lists)
    for link in page.links:
        yield "link's text", link.text_part, link
        yield "link's target", link.target_part, None
        yield from lists(link.lists)


def lists(found: tuple[AttributeList, ...]) -> Iterator[tuple[str, Part, Part | None]]:
    for one in found:
        yield "list", one, None
        for item in one.items:
            yield "item", item, one
            yield "item's value", item.value_part, one


def rows(table: Table) -> Iterator[tuple[str, Part, Part | None]]:
    for row in (table.header, *table.rows):
        yield "row", row, table
        yield from (("cell", cell, table) for cell in cells(row))


def cells(row: Row) -> tuple[Part, ...]:
    return (*row.cells, *row.extra)


def told(page: Page) -> list[object]:
    """All that a page says of itself."""
    front = page.front_matter
    return [
        *((name, part.start, part.end) for name, part, _ in parts(page)),
        (front.line, front.end_line, front.problem, front.problem_line, sorted(front.entries)),
        (page.kind, page.blank, page.limits, page.title.text if page.title else None),
        *((heading.level, heading.text, heading.id, dict(heading.attrs)) for heading in page.headings),
        *((table.kind, table.id, dict(table.attrs), table.row_lines) for table in page.tables),
        *((cell.text, cell.blank, cell.words) for table in page.tables for row in table.rows for cell in row.cells),
        *((link.text, link.target, link.classes) for link in page.links),
        *((section.own_area, len(page.tables_in(section)), len(page.blocks_in(section))) for section in page.sections),
        *((one.slip, one.reaches, one.name) for one in page.attribute_lists),
        *(comment.text for comment in page.comments),
    ]


def check(text: str) -> None:
    page = read(text)
    for name, part, outer in parts(page):
        assert 0 <= part.start <= part.end <= len(text), name
        assert part.raw == text[part.start : part.end]
        assert 1 <= part.line <= len(page.source.line_starts), name
        if outer is not None:
            assert outer.start <= part.start <= part.end <= outer.end, name
    for entry in page.front_matter.entries.values():
        assert 0 <= entry.start <= entry.end <= len(text)
        assert page.front_matter.line < entry.line < page.front_matter.end_line
    for table in page.tables:
        check_table(table)
    assert told(read(text)) == told(page)


def check_table(table: Table) -> None:
    """Rows have the header's columns, and their cells stand in order, without the spaces around them."""
    assert len(table.columns) == len(table.header.cells)
    for row in (table.header, *table.rows):
        assert row.width == len(table.header.cells)
        assert len(row.cells) == min(row.written, row.width)
        starts = [cell.start for cell in cells(row)]
        assert starts == sorted(starts)
        assert all(cell.raw == cell.raw.strip(" \t") for cell in row.cells)
        assert not any(end in cell.raw for cell in row.cells for end in "\r\n")


@pytest.mark.fuzz
@given(TEXT)
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in EXAMPLES])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r\n", 20),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n\n",
        lambda text: text.replace(" ", "\0 ", 30),
        lambda text: text.replace("e", "\U0001f600"),
        lambda text: text.replace("\n", "\u2028"),
        lambda text: "\n" + text,
        lambda text: text[len(text) // 2 :],
    ],
)
def test_variants_of_our_pages(text: str, change: object) -> None:
    assert callable(change)
    check(change(text))


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in EXAMPLES])
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_change_nothing_but_offsets(text: str, ending: str) -> None:
    ours, theirs = read(text), read(text.replace("\n", ending))
    assert [(name, part.line, part.raw) for name, part, _ in parts(ours)] == [
        (name, part.line, part.raw.replace(ending, "\n")) for name, part, _ in parts(theirs)
    ]
    assert told(ours)[-50:] == told(theirs)[-50:]


@pytest.mark.fuzz
@given(st.text(alphabet=st.sampled_from("|-: \\`\n{}a"), max_size=60))
def test_what_looks_like_a_table(text: str) -> None:
    check(text)


@pytest.mark.fuzz
@given(st.text(alphabet=st.sampled_from("{:}#.=\"' \nax|-"), max_size=60))
def test_what_looks_like_an_attribute_list(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text", ["", "\n", "\r", "\r\n", "\ufeff", "\0", "a", "#", "# ", "|", "{:", "---", "---\n---", "\n---\na: b\n---"]
)
def test_hardly_any_text(text: str) -> None:
    check(text)


def test_no_conventions_at_all() -> None:
    for text in TEXTS:
        page = parse(Source("page.md", text), Conventions())
        assert page.headings
        assert not page.area_sections
