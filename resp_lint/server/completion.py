"""What can be written at a place: attributes and their values, areas, owners, markers, keyrefs, ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.page.attribute_lists import OPENING
from resp_lint.regex import regex
from resp_lint.server import structures as lsp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.page.model import Page, Table
    from resp_lint.profile import Profile
    from resp_lint.server.documents import Document
    from resp_lint.tree import Tree

TEXT, PROPERTY, VALUE, ENUM_MEMBER, REFERENCE, CONSTANT = 1, 10, 12, 20, 18, 21
_LIST = regex(r"\{:[^{}]*$")
_VALUE = regex(r'([\w-]+)="([^"]*)$')
_WORD = regex(r"[.#]?[\w-]*$")
_KEYREF = regex(r"\{\{[^{}]*$")
_LINK = regex(r"\]\(#([^)\s]*)$")
_HEADING = regex(r"^#{2,6}[ \t]+(.*)$")
_CELL = regex(r"\|[ \t]*([^|]*)$")
_NO_ID = regex(r"[^a-z0-9]+")


class Completer:
    """What is offered at one place of a page."""

    def __init__(self, page: Page, document: Document, profile: Profile, tree: Tree) -> None:
        self.page, self.document, self.profile, self.tree = page, document, profile, tree

    def complete(self, offset: int) -> list[lsp.CompletionItem]:
        """The items for an offset; none where nothing is known to belong there."""
        source = self.document.source
        line = source.position(offset).line
        before = source.text[source.line_start(line) : offset]
        return list(self._offer(before, line, offset))

    def _offer(self, before: str, line: int, offset: int) -> Iterator[lsp.CompletionItem]:
        if match := _KEYREF.search(before):
            yield from self._replace(match[0], offset, self._keyrefs(), CONSTANT)
        elif match := _LIST.search(before):
            yield from self._offer_attributes(match[0][len(OPENING) :], line, offset)
        elif match := _LINK.search(before):
            yield from self._replace(match[1], offset, ((it, "") for it in self._ids()), REFERENCE)
        elif match := _HEADING.match(before):
            yield from self._replace(match[1], offset, self._missing_areas(), TEXT)
        elif (table := self._table_at(line)) and (match := _CELL.search(before)):
            words = self._owners() if line == table.line else self._markers()
            yield from self._replace(match[1], offset, words, VALUE)

    def _replace(
        self, written: str, offset: int, words: Iterable[tuple[str, str]], kind: int
    ) -> Iterator[lsp.CompletionItem]:
        """Items that take the place of what is written already."""
        place = self.document.range(offset - len(written), offset)
        for number, (word, detail) in enumerate(words):
            yield lsp.CompletionItem(
                word, kind, detail, filter_text=word, sort_text=f"{number:04d}", text_edit=lsp.TextEdit(place, word)
            )

    # --- attribute lists

    def _offer_attributes(self, written: str, line: int, offset: int) -> Iterator[lsp.CompletionItem]:
        if match := _VALUE.search(written):
            yield from self._replace(match[2], offset, self._values(match[1], line), VALUE)
            return
        word = _WORD.search(written)
        typed = word[0] if word else ""
        if typed.startswith("#"):
            ids = ((f"#{it}", "id made of the heading") for it in self._new_ids(line))
            yield from self._replace(typed, offset, ids, REFERENCE)
        elif typed.startswith("."):
            yield from self._replace(typed, offset, ((f".{it}", "class") for it in self._classes()), ENUM_MEMBER)
        else:
            yield from self._replace(typed, offset, self._names(), PROPERTY)

    def _names(self) -> Iterator[tuple[str, str]]:
        attributes = self.profile.attributes
        first = [it for it in attributes.table_order if it in attributes.known_keys or it in attributes.flags]
        for name in dict.fromkeys((*first, *attributes.flags, *attributes.keys)):
            yield (name, "attribute") if name in attributes.flags else (f'{name}=""', "attribute")
        yield from ((name, "class") for name in attributes.classes)

    def _classes(self) -> Iterable[str]:
        return dict.fromkeys((*self.profile.attributes.classes, self.profile.links.external_class))

    def _values(self, name: str, line: int) -> Iterator[tuple[str, str]]:
        """Values of an attribute: for the table above, those that its section and its headers make."""
        if name == "caption-side":
            yield from ((side, "") for side in self.profile.captions.sides)
        table = self._table_above(line)
        if table and name == "caption":
            yield from self._captions(table)
        if table and name == "summary":
            yield from self._summaries(table)

    def _captions(self, table: Table) -> Iterator[tuple[str, str]]:
        title = self._title(table)
        if title and self.profile.new_page.caption:
            yield self.profile.new_page.caption.replace("{area}", title.lower()), "made of the heading"
        if title:
            yield title, "the heading"

    def _summaries(self, table: Table) -> Iterator[tuple[str, str]]:
        if table.kind == "task" and self.profile.new_page.summary and len(table.header.cells) == self._usual_width:
            yield self.profile.new_page.summary.replace("{area}", self._title(table).lower()), "the profile's"
        headers = [_attribute_text(cell.text) for cell in table.header.cells]
        ordinals = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
        said = [f"The {it} column is “{header}”." for it, header in zip(ordinals, headers, strict=False) if header]
        yield " ".join(said), "made of the headers"

    @property
    def _usual_width(self) -> int:
        return len(self.profile.new_page.header)

    def _title(self, table: Table) -> str:
        return _attribute_text(table.section.heading.text) if table.section else ""

    # --- words

    def _missing_areas(self) -> Iterator[tuple[str, str]]:
        present = {id(it.area.area) for it in self.page.area_sections if it.area}
        yield from ((area.title, "area") for area in self.profile.areas if id(area) not in present)

    def _owners(self) -> Iterator[tuple[str, str]]:
        columns = [column for form in self.profile.table_forms for column in form.columns]
        known = (title for column in columns for title in column.titles if title)
        yield from ((title, "header") for title in dict.fromkeys((*self.profile.new_page.header, *known)))

    def _markers(self) -> Iterator[tuple[str, str]]:
        yield from ((it, "no work") for it in self.profile.cells.empty_markers)
        spellings = (owner.spellings[0] for owner in self.profile.owners if owner.spellings)
        yield from ((it, "owner") for it in spellings)

    def _keyrefs(self) -> Iterator[tuple[str, str]]:
        prefix = self.profile.tree.keyref_prefix
        yield from self.page.conventions.keyrefs.items()
        for keyrefs in self.tree.find_keyrefs(self.page.path):
            yield from ((f"{{{{{prefix}{name}}}}}", keyrefs.path) for name in sorted(keyrefs.names))

    def _ids(self) -> Iterator[str]:
        yield from (heading.id for heading in self.page.headings if heading.id)

    def _new_ids(self, line: int) -> Iterator[str]:
        above = [heading for heading in self.page.headings if heading.line <= line]
        if above and (made := _NO_ID.sub("-", above[-1].text.casefold()).strip("-")):
            yield made

    # --- tables

    def _table_at(self, line: int) -> Table | None:
        return next((it for it in self.page.tables if it.line <= line <= it.end_line and line != it.line + 1), None)

    def _table_above(self, line: int) -> Table | None:
        """The table that a list on a line is meant for: the last one above it, in the same section."""
        above = [it for it in self.page.tables if it.line <= line]
        return above[-1] if above else None


def _attribute_text(text: str) -> str:
    """Text that can stand in a value: neither a quote nor a brace of its own ends it."""
    return text.replace('"', "”").strip()
