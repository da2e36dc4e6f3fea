"""Text as a reader sees it: inline Markdown and table cells, rendered when somebody asks."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.common.utils import unescapeAll
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from resp_lint.page.footnotes import resolve_references
from resp_lint.page.keyrefs import mask, unmask
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MAX_NESTING = 100
MAX_MARKS = 20_000
"""How many characters that may be markup are read of one page; no page of 872 has more than 900."""
MAX_MARKS_OF_ONE = 1_000
"""How many of them are read of one heading, cell or link."""
_LINKS = 3
"""How many times a page's length the texts of its links may have together."""
_MARKS = "[]*_`<~^!&\\"
_BRACKET = regex(r"!?\[|\]")


def _parse_attribute_list(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it calls its rules so
    """The inline rule: a list right after a link, an image, code or emphasis belongs to it and is not shown."""
    if not state.src.startswith("{:", state.pos):
        return False
    end = state.src.find("}", state.pos)
    after = state.tokens[-1] if state.tokens and not state.pending else None
    if end < 0 or after is None or not (after.nesting < 0 or after.type in {"image", "code_inline"}):
        return False
    if not silent:
        state.pos = end + 1
    return True


@cache
def _make_parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    footnote_plugin(md)
    deflist_plugin(md)
    sub_plugin(md)
    superscript_plugin(md)
    md.inline.ruler.before("link", "attribute_list", _parse_attribute_list)
    # A link's address is compared as it is written.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


@cache
def _make_plain_parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("strikethrough")
    footnote_plugin(md)
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # as above
    return md


_SPAN_WITH_LIST = regex(r"\[([^\[\]]*)\]\{:[^}\n]*\}")
# Text without any of these is the same before and after rendering, if it does not start like a block.
_PLAIN = regex(r"(?![-+>#=*]|\d+[.)])[^\\`*_{}\[\]<>#+!|~^&\n]*$")
_TAG = regex(r"<[^>]+>")
_CODE_SPAN = regex(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_LIST_AT_END = regex(r"(?<![)`*_\]])\{:[^{}]*\}$")
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")
_LINE_BREAK = regex(r"(^|[^\\])\\n")


# Tags that part what stands before them from what follows; all others show nothing.
_BLOCK_TAG = regex(r"</?(?:br|d[dlt]|div|h[1-6r]|li|ol|p|pre|t[dhr]|table|tbody|thead|ul)\b[^>]*>", re.IGNORECASE)


def _show_tags(html: str) -> str:
    """What a reader sees of HTML."""
    return _TAG.sub("", _BLOCK_TAG.sub(" ", html))


def _join_text(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "html_inline":
            parts.append(_show_tags(token.content))
        elif token.type in {"fence", "code_block"}:
            parts.append(token.content + " ")
        elif token.type == "html_block":
            parts.append(_show_tags(token.content))
        elif token.children and token.type != "image":
            parts.append(_join_text(token.children) + " ")
    return "".join(parts)


# Code and links in which nothing but themselves can matter, lists after links included: `code`, [text](target){: list}
_SIMPLE = regex(
    r"(?<!`)`(?P<code>[^`\s\\<](?:[^`\n\\<]*[^`\s\\<])?)`(?!`)"
    r"|\[(?P<text>[^\\`*_{}\[\]<>#+!|~^&\n]*)\]\((?P<target>[^ ()\\<>`;\x00-\x1f\x7f]*)\)(?:\{:[^}`\n\\]*\})*"
)


@lru_cache(maxsize=8192)
def _show_simply(markdown: str) -> str | None:
    """What a reader sees of text that holds nothing but words, code and links; None where it may hold more.

    Most marked-up cells are so, and a thirtieth of the time is enough for them.
    """
    if _PLAIN.match(markdown):
        return " ".join(markdown.split())
    masked, keyrefs = mask(markdown)
    if not _PLAIN.match(_SIMPLE.sub("x", masked)):
        return None
    if not all(validateLink(found["target"] or "") for found in _SIMPLE.finditer(masked)):
        return None
    text = _SIMPLE.sub(lambda found: found["code"] or found["text"] or "", masked)
    return " ".join(unmask(text, keyrefs).split())


def _render_text(parse: Callable[[str], Sequence[Token]], markdown: str) -> str:
    masked, keyrefs = mask(markdown)
    text = _join_text(parse(_SPAN_WITH_LIST.sub(r"\1", masked)))
    return " ".join(unmask(text, keyrefs).split())


def _show_thoroughly(markdown: str) -> str:
    if _count_marks(markdown) > MAX_MARKS_OF_ONE:  # not every caller has a page's budget
        return " ".join(markdown.split())
    return _render_text(_make_parser().parseInline, markdown)


_BREAK_TAG = regex(r"<br ?/?>", re.IGNORECASE)
_ITEM = ("- ", "* ", "+ ")


def _show_lines(markdown: str) -> str | None:
    """What a reader sees of a cell whose lines and list items hold words, code and links; None where it may hold more.

    Nine of ten cells that are more than one such line are so; no parser is needed for them, and on most pages for none.
    """
    lines = _BREAK_TAG.split(markdown) if "<" in markdown else _split_items(markdown)
    if not markdown.isprintable() or "&" in markdown or any("\\" in line for line in lines):
        return None
    shown = [_show_simply(line) for line in lines]
    return None if None in shown or not shown else " ".join(filter(None, shown))


def _split_items(markdown: str) -> list[str]:
    """The lines of a cell without the marks of its lists; none where one of them may mean more to its neighbours."""
    found: list[str] = []
    for line in _LINE_BREAK.sub("\\1\n", markdown).split("\n"):
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        if text.startswith(_ITEM):
            text = text[2:] or ":"
        if indent > 3 or text[:1] in {" ", ":"}:  # noqa: PLR2004 -- code is indented so; a colon begins a definition
            return []
        found.append(text)
    return found


@lru_cache(maxsize=8192)
def _show_cell_thoroughly(markdown: str) -> str:
    if _count_marks(markdown) > MAX_MARKS_OF_ONE:
        return " ".join(markdown.split())
    shown = _show_lines(markdown)
    return _parse_cell(markdown) if shown is None else shown


def _parse_cell(markdown: str) -> str:
    if has_html(markdown):
        return render_inline(markdown.replace("\\|", "|"))
    if "\\" in markdown or "&" in markdown:
        markdown = _unescape(markdown)
    return _render_text(_make_parser().parse, _LINE_BREAK.sub("\\1  \n", markdown))


def _unescape(markdown: str) -> str:
    """A cell as it is rendered the second time: without escapes, and outside of code without entities."""
    pieces: list[str] = []
    end = 0
    for code in _CODE_SPAN.finditer(markdown):
        pieces += [unescapeAll(markdown[end : code.start()]), _ESCAPE.sub(r"\1", code[0])]
        end = code.end()
    return "".join([*pieces, unescapeAll(markdown[end:])])


def _show_plain(markdown: str) -> str:
    """What a reader sees of text without attribute lists, `~sub~` and `^super^`; a cell's pipes are escaped in it."""
    if _count_marks(markdown) > MAX_MARKS_OF_ONE:
        return " ".join(markdown.split())
    masked, keyrefs = mask(markdown.replace("\\|", "|"))
    return " ".join(unmask(_join_text(_make_plain_parser().parseInline(masked)), keyrefs).split())


def render_plain(markdown: str) -> str:
    """The text that a reader sees of a line or a cell of plain Markdown, white space folded.

    >>> render_plain("[Keys](u){: external} and 2^10^")
    'Keys{: external} and 2^10^'
    """
    return " ".join(markdown.split()) if _PLAIN.match(markdown) else _show_plain(markdown)


def render_inline(markdown: str) -> str:
    """The text that a reader sees of a heading or a line, white space folded.

    >>> render_inline("[Keys](u){: external} and `code`")
    'Keys and code'
    """
    shown = _show_simply(markdown)
    return _show_thoroughly(markdown) if shown is None else shown


def render_cell(markdown: str) -> str:
    r"""The text that a reader sees of a table cell, white space folded.

    A cell is rendered as Markdown of its own with `\n` for line breaks, unless it holds an HTML tag outside of code
    (marked-it-core 2.4.2, `htmlGenerator2.js`).

    >>> render_cell(r"- a \n - b"), render_cell(r"a<br>b \n c")
    ('a b', 'a b \\n c')
    """
    shown = _show_simply(markdown)
    return _show_cell_thoroughly(markdown) if shown is None else shown


class InlineReader:
    """Shows the text of a page's headings, cells and links, with its footnotes and link references resolved.

    To parse a bracket can take as long as to parse a line, so there is an end to how much markup is read of a page:
    what comes after it is shown as it is written, and `limited` says so.
    """

    def __init__(
        self, length: int, marks: Mapping[int, str], references: Collection[str], *, plain: bool = False
    ) -> None:
        self._marks = marks
        self._references = references
        self._left = MAX_MARKS
        self._room = _LINKS * length
        self.plain = plain
        self.limited = False

    def show(self, raw: str, start: int) -> str:
        """The text that a reader sees of a heading at an offset."""
        return self._show(raw, start, _show_thoroughly)

    def show_link(self, text: str, start: int, end: int) -> str:
        """The text that a reader sees of a link between two offsets of a page.

        Images in images hold the same text again and again, so it has an end.
        """
        if end - start > self._room:
            self.limited = True
            return ""
        self._room -= end - start
        return self._show(text[start:end], start, _show_thoroughly)

    def show_cell(self, raw: str, start: int) -> str:
        """The text that a reader sees of a table cell at an offset, without the list at its end, which is its own."""
        if not self.plain and raw.endswith("}") and (own := _LIST_AT_END.search(raw)):
            raw = raw[: own.start()].rstrip()
        return self._show(raw, start, _show_cell_thoroughly)

    def _show(self, raw: str, start: int, show_thoroughly: Callable[[str], str]) -> str:
        if "[" in raw and (self._marks or self._references):
            raw = resolve_references(raw, start, self._marks, self._references)
        if self.plain:
            shown, show_thoroughly = " ".join(raw.split()) if _PLAIN.match(raw) else None, _show_plain
        else:
            shown = _show_simply(raw)
        if shown is not None:
            return shown
        return show_thoroughly(raw) if self._afford(raw) else " ".join(raw.split())

    def has_markup(self, text: str) -> bool:
        """Whether text, read as inline Markdown, is more than text; not of more text than is read."""
        return self._afford(text) and has_markup(text)

    def _afford(self, raw: str) -> bool:
        """Whether text is to be read as Markdown: there is an end to how much is."""
        marks = _count_marks(raw)
        self._left -= marks
        if marks <= MAX_MARKS_OF_ONE and self._left >= 0:
            return True
        self.limited = True
        return False


def _count_marks(raw: str) -> int:
    """How many characters may be markup; an image inside images counts for more: each of them parses it again."""
    marks = sum(map(raw.count, _MARKS))
    if raw.count("![") > 1:
        around = 0
        open_brackets: list[bool] = []
        for bracket in _BRACKET.finditer(raw):
            if bracket[0] != "]":
                open_brackets.append(bracket[0] == "![")
                around += open_brackets[-1]
                marks += around**3 if open_brackets[-1] else 0
            elif open_brackets:
                around -= open_brackets.pop()
    return marks


def has_html(markdown: str) -> bool:
    """Whether a cell holds an HTML tag outside of code."""
    if "<" not in markdown:
        return False
    text = _CODE_SPAN.sub("", markdown)
    # After the last bracket there is no end to look for, again and again.
    return _TAG.search(text, 0, text.rfind(">") + 1) is not None


def has_markup(markdown: str) -> bool:
    """Whether text, read as inline Markdown, is more than text: emphasis, code, a link, a tag, an entity.

    >>> has_markup("a * b"), has_markup("the *best*"), has_markup("~2~")
    (False, True, True)
    """
    tokens = _make_parser().parseInline(mask(markdown)[0])
    return any(child.type not in {"text", "softbreak"} for token in tokens for child in token.children or ())
