"""Lists under a label that names an owner: “Your responsibilities:”, one task an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.inline import render_inline
from resp_lint.regex import regex

if TYPE_CHECKING:
    from resp_lint.page.model import Block, Page

_ITEM = regex(r"(?P<indent>[ \t>]*)(?P<marker>[-*+]|\d{1,9}[.)])[ \t]+")
_DEFINITION = regex(r"[ \t]*:[ \t]+")


class Item(Struct, frozen=True):
    """An item of a list with all below it: its text, the texts of the items inside, and its lines."""

    text: str
    inner: tuple[str, ...]
    line: int
    end_line: int


class ItemList(Struct, frozen=True):
    """A list that stands in no other."""

    items: tuple[Item, ...]
    start: int


def read_list(page: Page, blocks: tuple[Block, ...], index: int) -> tuple[ItemList | None, int]:
    """The list that begins with the block at an index, and the index after its last block."""
    first = _ITEM.match(blocks[index].raw)
    if not first:
        return None, index + 1
    indent = len(first["indent"])
    groups: list[list[Block]] = []
    end = index
    while end < len(blocks) and blocks[end].in_list:
        found = _ITEM.match(blocks[end].raw)
        if found and len(found["indent"]) <= indent + 1:
            if groups and _is_apart(groups[-1][-1], blocks[end]):
                break
            groups.append([])
        elif not groups or _DEFINITION.match(blocks[end].raw):
            break
        groups[-1].append(blocks[end])
        end += 1
    return ItemList(tuple(_item(page, group) for group in groups), blocks[index].start), max(end, index + 1)


def _is_apart(above: Block, below: Block) -> bool:
    """Whether something else than blank lines and attribute lists stands between two blocks."""
    between = above.source.text[above.end : below.start]
    return any(line.strip() and not line.strip().startswith("{:") for line in between.split("\n"))


def _item(page: Page, blocks: list[Block]) -> Item:
    texts = [_show(page, block) for block in blocks if block.type == "paragraph"]
    first = texts[0] if texts else ""
    return Item(first, tuple(texts[1:]), blocks[0].line, blocks[-1].source.position(blocks[-1].end).line)


def _show(page: Page, block: Block) -> str:
    marker = _ITEM.match(block.raw)
    raw = block.raw[marker.end() :] if marker else block.raw.strip()
    return render_inline(page.resolve(raw, block.start) if "[" in raw else raw)
