"""The one configured markdown-it-py: the blocks of a page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from resp_lint.page.attachment import Lines, OutlineReader
from resp_lint.page.attribute_lists import use_attribute_lists
from resp_lint.page.block_rules import use_first_character_rules
from resp_lint.page.collector import pause_collector
from resp_lint.page.footnotes import find_footnote_marks
from resp_lint.page.front_matter import read_front_matter
from resp_lint.page.inline import InlineReader
from resp_lint.page.keyrefs import mask
from resp_lint.page.links import LinkReader
from resp_lint.page.model import BrokenFence, Page, Part
from resp_lint.page.readings import Blocks, read_meant, read_plain
from resp_lint.page.tables import use_tables
from resp_lint.page.terms import Dialect, PageKind, Role, TableKind
from resp_lint.source import LINE_ENDING

if TYPE_CHECKING:
    from markdown_it.token import Token

    from resp_lint.page.front_matter import FrontMatter
    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import Heading, Section, Table
    from resp_lint.page.readings import Meant
    from resp_lint.source import Source

# markdown-it's presets stop at 20 and drop what lies deeper without a word.
MAX_NESTING = 100


@cache
def _make_block_parser(dialect: Dialect) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    footnote_plugin(md)
    if dialect is Dialect.KRAMDOWN:
        deflist_plugin(md)
        use_attribute_lists(md)
    use_tables(md, plain=dialect is Dialect.PLAIN)
    use_first_character_rules(md)
    return md


class _Unread:
    """What block rules write to a token and nobody reads: it is not kept."""

    def __get__(self, token: object, owner: object = None) -> None: ...

    def __set__(self, token: object, value: object) -> None: ...


class _BlockToken(Struct, gc=False):
    """What `Page.tokens` is read for of a `Token`, made in a fraction of the time: a page has one for two bytes."""

    type: str
    tag: str
    nesting: int
    level: int
    map: list[int] | None = None
    content: str = ""
    markup: str = ""
    meta: dict[Any, Any] | None = None

    attrs, block, children, hidden, info = (_Unread() for _ in range(5))


class _State(StateBlock):
    """The state of a parse whose tokens are light: a page has a hundred of them."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token, as `StateBlock` does."""
        self.level -= nesting < 0
        token: Any = _BlockToken(ttype, tag, nesting, self.level)
        self.level += nesting > 0
        self.tokens.append(token)
        return cast("Token", token)


def _parse_blocks(text: str, first_line: int, dialect: Dialect) -> Blocks:
    """The blocks of `text` from a 0-based line on."""
    md = _make_block_parser(dialect)
    tokens: list[Token] = []
    references: dict[str, Any] = {}
    state = _State(text, md, {"references": references}, tokens)
    try:
        md.block.tokenize(state, first_line, state.lineMax)
    except RecursionError:
        return Blocks(tokens, references, cut_short=True)
    return Blocks(tokens, references, any(token.level >= MAX_NESTING - 1 for token in tokens))


def parse(source: Source, conventions: Conventions) -> Page:
    """Parse a page.

    `conventions` say what the profile calls an area, an owner, a task table.  Nothing is raised: the page says what
    cannot be read (`front_matter.problem`) and what is not read in full (`limits`).
    """
    front_matter = read_front_matter(source)
    text = source.text
    if "\r" in text:
        text = LINE_ENDING.sub("\n", text)
    masked, keyrefs = mask(text.replace("\0", "\ufffd"))
    first_line = front_matter.end_line if front_matter.data is not None else 0
    dialect = conventions.dialect
    read = read_meant if dialect is Dialect.KRAMDOWN else read_plain
    with pause_collector():
        meant = read(masked, first_line, lambda text: _parse_blocks(text, first_line, dialect))
        return _build(source, conventions, front_matter, (masked, keyrefs), meant)


def _build(
    source: Source,
    conventions: Conventions,
    front_matter: FrontMatter,
    masking: tuple[str, tuple[str, ...]],
    meant: Meant,
) -> Page:
    """A page with all its parts."""
    masked, keyrefs = masking
    text, blocks = source.text, meant.blocks
    texts = LINE_ENDING.split(text) if "\r" in text else text.split("\n")
    references = {label: (found["map"][0], found["map"][1]) for label, found in blocks.references.items()}
    marks = find_footnote_marks(text)
    inline = InlineReader(len(text), marks, references, plain=conventions.dialect is Dialect.PLAIN)
    lines = Lines(source.line_starts, texts, masked.split("\n"))
    outline = OutlineReader(source, conventions, blocks.tokens, lines, inline).read()
    links, comments = LinkReader(source, masked, blocks.tokens, references, outline, inline).read()
    title = next((heading for heading in outline.headings if heading.level == 1), None)
    task_tables = tuple([table for table in outline.tables if table.kind is TableKind.TASK])
    limits = [
        *(["blocks are nested too deeply"] if blocks.cut_short else []),
        *([front_matter.problem] if front_matter.limit_reached else []),
        *(["headings, cells, links or attributes hold too much markup"] if inline.limited else []),
    ]
    return Page(
        source=source,
        conventions=conventions,
        front_matter=front_matter,
        masked=masked,
        keyrefs=keyrefs,
        lines=texts,
        tokens=tuple(blocks.tokens),
        references=references,
        footnote_marks=marks,
        limits=tuple(limits),
        kind=_determine_kind(source.path, conventions, title, task_tables),
        title=title,
        headings=outline.headings,
        sections=outline.sections,
        area_sections=tuple([section for section in outline.sections if _is_area_section(section)]),
        tables=outline.tables,
        task_tables=task_tables,
        matrices=tuple([table for table in outline.tables if table.kind is TableKind.MATRIX]),
        blocks=outline.blocks,
        links=links,
        comments=comments,
        attribute_lists=outline.attribute_lists,
        definitions=outline.definitions.by_name,
        merged_tables=outline.merged_tables,
        broken_fences=tuple([BrokenFence(source, *lines.written(line), flaw) for line, flaw in meant.flaws]),
        lost_rows=tuple([Part(source, *lines.written(line)) for line in meant.lost_rows]),
    )


_OWNING = frozenset({Role.OWNER, Role.DUTIES})


def _determine_kind(
    path: str, conventions: Conventions, title: Heading | None, task_tables: tuple[Table, ...]
) -> PageKind:
    """Responsibility page or other: by path, title or id, or by holding a task table."""
    if (
        # Words that a title holds as they are cost least, patterns of them most.
        any(column.role in _OWNING for table in task_tables for column in table.columns)
        or (title and conventions.has_responsibilities(title.text + " " + (title.id or "")))
        or conventions.claims(path)
    ):
        return PageKind.RESPONSIBILITY
    return PageKind.OTHER


def _is_area_section(section: Section) -> bool:
    """Whether a section stands for an area, and is no part of one that names it again."""
    area = section.own_area
    if area is None or section.area is not area:
        return False
    above = section.parent.area if section.parent else None
    return above is None or above.area is not area.area
