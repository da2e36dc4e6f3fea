"""The one configured markdown-it-py: the blocks of a page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from resp_lint.page.attribute_lists import attribute_lists_plugin
from resp_lint.page.block_rules import by_first_character_plugin
from resp_lint.page.collector import paused_collector
from resp_lint.page.front_matter import read_front_matter
from resp_lint.page.keyrefs import mask
from resp_lint.page.model import Page
from resp_lint.page.readings import Blocks, read_meant
from resp_lint.page.tables import tables_plugin
from resp_lint.source import LINE_ENDING

if TYPE_CHECKING:
    from markdown_it.token import Token

    from resp_lint.page.kind import Conventions
    from resp_lint.source import Source

# markdown-it's presets stop at 20 and drop what lies deeper without a word.
MAX_NESTING = 100


@cache
def _blocks() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    footnote_plugin(md)
    deflist_plugin(md)
    attribute_lists_plugin(md)
    tables_plugin(md)
    by_first_character_plugin(md)
    return md


class _BlockToken(Struct):
    """What block rules write to and `Page.tokens` is read for of a `Token`, made in a fraction of the time."""

    type: str
    tag: str
    nesting: int
    level: int = 0
    map: list[int] | None = None
    content: str = ""
    markup: str = ""
    info: str = ""
    attrs: dict[str, Any] | None = None
    children: list[Token] | None = None
    meta: dict[Any, Any] | None = None
    block: bool = True
    hidden: bool = False


class _State(StateBlock):
    """The state of a parse whose tokens are light: a page has a hundred of them."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token, as `StateBlock` does."""
        self.level -= nesting < 0
        token: Any = _BlockToken(ttype, tag, nesting, self.level)
        self.level += nesting > 0
        self.tokens.append(token)
        return cast("Token", token)


def _parse_blocks(text: str, first_line: int) -> Blocks:
    """The blocks of `text` from a 0-based line on."""
    md = _blocks()
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

    `conventions` say what the profile calls an area, an owner, a task table.  Nothing is raised: what cannot be read is
    told by the page (`front_matter.problem`, `cut_short`).
    """
    front_matter = read_front_matter(source)
    text = source.text
    if "\r" in text:
        text = LINE_ENDING.sub("\n", text)
    masked, keyrefs = mask(text.replace("\0", "\ufffd"))
    first_line = front_matter.end_line if front_matter.data is not None else 0
    with paused_collector():
        meant = read_meant(masked, first_line, lambda text: _parse_blocks(text, first_line))
    blocks = meant.blocks
    lines = {label: (found["map"][0], found["map"][1]) for label, found in blocks.references.items()}
    return Page(
        source,
        conventions,
        front_matter,
        masked,
        keyrefs,
        tuple(blocks.tokens),
        lines,
        blocks.cut_short,
        meant.flaws,
        meant.lost_rows,
    )
