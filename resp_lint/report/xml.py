"""XML by the standard library, line by line, in which no text of a page is more than text.

A report is made of many small elements, so that a large one is never held whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from resp_lint.report.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def make_element(tag: str, attributes: Mapping[str, str], *children: ET.Element, text: str = "") -> ET.Element:
    """An element whose attributes and text hold nothing that XML forbids or that hides."""
    made = ET.Element(tag, {name: clean_line(value) for name, value in attributes.items()})
    made.text = clean_line(text) if text else None
    made.extend(children)
    return made


def make_start_tag(tag: str, attributes: Mapping[str, str]) -> str:
    """The start tag of an element whose children are written one by one."""
    return _render_text(make_element(tag, attributes)).removesuffix(" />") + ">"


def render_lines(made: ET.Element, level: int = 1) -> Iterator[str]:
    """An element in lines, indented."""
    ET.indent(made, level=level)
    yield from ("  " * level + _render_text(made)).split("\n")


def _render_text(made: ET.Element) -> str:
    """An element as XML; GitHub's runner would take `##[` for the start of a command."""
    return ET.tostring(made, encoding="unicode").replace("##[", "&#35;#[")
