"""Who owns what by a page: one walk over its headings, tables and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.ownership.answers import AnswerReader
from resp_lint.ownership.known_tables import KnownTableReader
from resp_lint.ownership.lists import read_list
from resp_lint.ownership.model import (
    Answer,
    Area,
    AreaState,
    PageOwnership,
    Party,
    Skipped,
    Task,
    decide_ownership,
)
from resp_lint.ownership.parties import read_label
from resp_lint.ownership.tables import Place, TableReader, Unread
from resp_lint.page.inline import render_inline
from resp_lint.page.model import Table
from resp_lint.page.terms import Role, TableKind
from resp_lint.page.words import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.lists import Item, ItemList
    from resp_lint.ownership.parties import Named
    from resp_lint.page.model import Block, Page, Section

_TITLE_LEVEL = 1
_BOLD = re.compile(r"(\*\*|__)(.+)\1:?", re.DOTALL)
_LINK_ITEM = re.compile(r"\[[^\[\]]*\]\([^()]*\)(?:\{:[^}]*\})*\.?")


def read_ownership(page: Page) -> PageOwnership:
    """Who owns what by a page, whatever kind of page it is.

    Nothing is raised and nothing that looks like a task is dropped: what is not read is in `skipped`, with the reason.
    """
    return _PageReader(page).read()


class _PageReader:
    """One walk over a page; `label` is whose what stands below is, by a heading or by a line above it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.conventions = page.conventions
        self.reader = AnswerReader(page.conventions)
        self.duty = _any_of(page.conventions.duties.duty_sentences)
        self.tasks: list[tuple[Task, Place]] = []
        self.skipped: list[Skipped] = []
        self.place = Place(None, (), ())
        self.heading_label: tuple[Named, ...] = ()
        self.label: tuple[Named, ...] = ()

    def read(self) -> PageOwnership:
        for part in self._parts():
            if isinstance(part, Table):
                self._read_table(part)
            elif isinstance(part, tuple):
                self._read_block(*part)
            else:
                self._enter(part)
        data, title = self.page.front_matter.data, self.page.title
        service = data.get("subcollection") if isinstance(data, dict) else None
        areas, known = tuple(self._areas()), self.conventions.keyrefs
        if not self.tasks and not self.skipped and not any(area.state is AreaState.NONE_STATED for area in areas):
            self._skip(title.line if title else 1, "nothing on the page says who owns what")
        return PageOwnership(
            path=self.page.path,
            service=service.strip() or None if isinstance(service, str) else None,
            title=title.text if title else "",
            areas=areas,
            tasks=tuple(task for task, _ in self.tasks),
            skipped=tuple(self.skipped),
            section_ids=tuple(place.section_ids for _, place in self.tasks),
            keyrefs={keyref: known[keyref] for keyref in self.page.keyrefs if keyref in known},
        )

    def _parts(self) -> Iterator[Section | Table | tuple[tuple[Block, ...], int]]:
        """Headings, tables and blocks in order; a block as its number among all, so that a list can be read on."""
        page = self.page
        numbered: list[tuple[int, int, Section | Table | tuple[tuple[Block, ...], int]]] = [
            *((section.start, 0, section) for section in page.sections),
            *((table.start, 1, table) for table in page.tables),
            *((block.start, 2, (page.blocks, number)) for number, block in enumerate(page.blocks)),
        ]
        numbered.sort(key=lambda part: part[:2])
        self.end_of_list = 0
        for _, _, part in numbered:
            if not isinstance(part, tuple) or part[1] >= self.end_of_list:
                yield part

    # --- headings

    def _enter(self, section: Section) -> None:
        headings = []
        above: Section | None = section
        while above:
            if above.heading.level > _TITLE_LEVEL:
                headings.append(above.heading)
            above = above.parent
        headings.reverse()
        area = section.area.area.title if section.area else None
        ids = tuple(heading.id or "" for heading in headings)
        self.place = Place(area, tuple(heading.text for heading in headings), ids)
        named = (read_label(heading.text, self.conventions) for heading in reversed(headings))
        # “Shared responsibilities” heads a section on how they are shared, not a list of such.
        self.heading_label = next((label for label in named if len(label) == 1), ())
        self.label = self.heading_label

    # --- tables

    def _read_table(self, table: Table) -> None:
        # A caption or a header may hold a whole table's worth of names: only what its cells say counts.
        if table.kind is TableKind.TASK and self.conventions.knows_columns:
            self._read_known_table(table)
            return
        found = list(TableReader(self.page, table, self.reader, self.place, self.label).read())
        for part in found:
            if isinstance(part, Unread):
                self._skip(part.line, part.reason)
            else:
                self.tasks.append((part, self.place))
        if not found and table.kind is TableKind.OTHER and self._names_owners(table):
            self._skip(table.line, "a table none of whose columns is an owner's")
        self.label = self.heading_label

    def _read_known_table(self, table: Table) -> None:
        for part in KnownTableReader(self.page, table, self.reader, self.place).read():
            if isinstance(part, Skipped):
                self.skipped.append(part)
            else:
                self.tasks.append((part, self.place))
        self.label = self.heading_label

    def _names_owners(self, table: Table) -> bool:
        rows = table.rows
        named = sum(any(self.conventions.find_owners(cell.text) for cell in row.cells[1:]) for row in rows)
        return named * 4 >= len(rows) > 0

    # --- paragraphs and lists

    def _read_block(self, blocks: tuple[Block, ...], number: int) -> None:
        block = blocks[number]
        if block.in_list:
            items, self.end_of_list = read_list(self.page, blocks, number)
            if items and self.label:
                self._read_items(items)
            else:
                self._look_at_prose(blocks[number : self.end_of_list], "a list that no label gives to an owner")
            return
        if block.type == "html_block":
            if "<table" in block.raw.lower() and not block.raw.lstrip().startswith("<!--"):
                self._skip(block.line, "a table written in HTML")
            return
        if block.type != "paragraph":
            return
        self.label = self._read_label(block) or self.heading_label
        if not self.label:
            self._look_at_prose((block,), "prose")

    def _read_label(self, block: Block) -> tuple[Named, ...]:
        """Whose the list or the table below a paragraph is, where the paragraph is a label."""
        raw = block.raw.strip()
        text = render_inline(raw)
        if not text.endswith(":") and not _BOLD.fullmatch(raw):
            return ()
        return read_label(text, self.conventions)

    def _read_items(self, items: ItemList) -> None:
        for item in items.items:
            if self.reader.is_marker(item.text):
                self._skip(item.line, "an item that names no task")
            elif self.reader.is_filler(item.text):
                self._skip(item.line, "text of the template that nobody filled in")
            elif self._is_reference(item):
                self._skip(item.line, "an item that only says where more is written")
            elif item.text:
                self.tasks.append((self._task(item), self.place))

    def _is_reference(self, item: Item) -> bool:
        """Whether an item is nothing but a link or tells where more is written."""
        raw = self.page.source.line_text(item.line).strip().lstrip("-*+ ")
        if _LINK_ITEM.fullmatch(raw):
            return True
        return all(self.reader.read(item.text, name.role) is Answer.REFERS for name in self.label)

    def _task(self, item: Item) -> Task:
        duties = item.inner or (item.text,)
        parties = tuple(
            Party(name.party, name.role, self.reader.read(item.text, name.role), item.text, duties)
            for name in self.label
        )
        ownership = decide_ownership(parties)
        place = self.place
        return Task(place.area, place.section, item.text, None, ownership, parties, item.line, item.end_line)

    def _look_at_prose(self, blocks: tuple[Block, ...], reason: str) -> None:
        """Say where prose gives somebody a duty, which nobody can make a table of."""
        for block in blocks:
            text = self.conventions.replace_keyrefs(render_inline(block.raw)) if block.type == "paragraph" else ""
            if self.duty.search(text) and self.conventions.find_owners(text):
                self._skip(blocks[0].line, f"{reason}: “{_shorten(text)}”")
                return

    def _skip(self, line: int, reason: str) -> None:
        self.skipped.append(Skipped(self.page.path, line, reason))

    # --- areas

    def _areas(self) -> Iterator[Area]:
        listed = {task.area for task, _ in self.tasks}
        for area in self.conventions.areas:
            sections = [one for one in self.page.area_sections if one.own_area and one.own_area.area is area]
            line = sections[0].heading.line if sections else self._line_of_column(area.title)
            if area.title in listed:
                yield Area(area.title, AreaState.LISTED, line or self._line_of_task(area.title))
            elif any(map(self._states_none, sections)):
                yield Area(area.title, AreaState.NONE_STATED, line)
            else:
                yield Area(area.title, AreaState.NO_TABLE if line else AreaState.MISSING, line)

    def _line_of_column(self, title: str) -> int | None:
        for table in self.page.tables:
            for column, cell in zip(table.columns, table.header.cells, strict=True):
                if column.role is Role.AREA:
                    match = self.conventions.find_area(cell.text)
                    if match and match.area.title == title:
                        return table.line
        return None

    def _line_of_task(self, title: str) -> int | None:
        return next((task.line for task, _ in self.tasks if task.area == title), None)

    def _states_none(self, section: Section) -> bool:
        none = _any_of(self.conventions.duties.none_stated)
        return any(
            none.search(normalized(self.conventions.replace_keyrefs(block.raw)))
            for block in self.page.blocks_in(section)
        )


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


def _shorten(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
