"""A new page from a profile: nothing is wrong with it but its placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resp_lint.errors import UsageError
from resp_lint.page.terms import Dialect
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from resp_lint.profile import NewPage, Profile

_NO_ID = regex(r"[^a-z0-9]+")
_DEFAULT = "new-page"


class Section(NamedTuple):
    """A section of a new page: its title, its id without the page's, and the sentence that opens it."""

    title: str
    id: str
    text: str


def write_new_page(profile: Profile, file_name: str, subcollection: str, today: date) -> str:
    """The text of a new page, whose ids come from the name of its file.

    Raises `UsageError` where the profile does not say what a new page looks like.
    """
    words = profile.new_page
    if not words.title or not words.header:
        raise UsageError(f"profile “{profile.name}” does not say what a new page looks like; add the table [new-page]")
    if profile.dialect is Dialect.PLAIN:
        return _write_plain_page(profile)
    topic = make_slug(file_name.rpartition(".")[0] or file_name) or _DEFAULT
    parts = [
        _write_front_matter(words, subcollection or topic, today),
        *words.preamble,
        f"# {words.title}\n{{: #{topic}}}",
        *([f"{words.short_description}\n{{: shortdesc}}"] if words.short_description else []),
        *words.introduction,
        *(part for section in _list_sections(profile) for part in _write_section(section, topic, profile)),
    ]
    return "\n\n".join(parts) + "\n"


def _write_plain_page(profile: Profile) -> str:
    """The text of a new page without attribute lists and front matter."""
    words = profile.new_page
    table = "\n".join(_write_table(words))
    parts = [
        *words.preamble,
        f"# {words.title}",
        *([words.short_description] if words.short_description else []),
        *words.introduction,
        *(
            part
            for section in _list_sections(profile)
            for part in (f"## {section.title}", *([section.text] if section.text else []), table)
        ),
    ]
    return "\n\n".join(parts) + "\n"


def make_slug(text: str) -> str:
    """A text as an id.

    >>> make_slug("Incident & operations")
    'incident-operations'
    """
    return _NO_ID.sub("-", text.casefold()).strip("-")


def _write_front_matter(words: NewPage, subcollection: str, today: date) -> str:
    lines = ["---", "", "copyright:", f"  years: {today.year}", f'lastupdated: "{today.isoformat()}"', ""]
    lines += [f"keywords: {words.keywords or subcollection}", "", f"subcollection: {subcollection}", "", "---"]
    return "\n".join(lines)


def _list_sections(profile: Profile) -> Iterator[Section]:
    words = profile.new_page
    if profile.areas:
        for area in profile.areas:
            ids = area.ids or (make_slug(area.title),)
            yield Section(area.title, ids[0], area.sentence or words.section_text)
    else:
        yield from (Section(title, make_slug(title), words.section_text) for title in words.sections)


def _write_section(section: Section, topic: str, profile: Profile) -> Iterator[str]:
    yield f"## {section.title}\n{{: #{topic}-{section.id}}}"
    if section.text:
        yield section.text
    yield "\n".join([*_write_table(profile.new_page), *_write_lists(section, profile)])


def _write_table(words: NewPage) -> list[str]:
    return [_write_row(words.header), "|" + "---|" * len(words.header), _write_row(words.row)]


def _write_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _write_lists(section: Section, profile: Profile) -> Iterator[str]:
    """The attribute lists of a table in the profile's order."""
    area = section.title[:1].lower() + section.title[1:]
    side = f' caption-side="{profile.captions.sides[0]}"' if profile.captions.sides else ""
    written = {
        "row-headers": "{: row-headers}",
        "caption": f'{{: caption="{_fill_text(profile.new_page.caption, area)}"{side}}}',
        "summary": f'{{: summary="{_fill_text(profile.new_page.summary, area)}"}}',
    }
    order = [key for key in profile.attributes.table_order if key in written]
    yield from (written[key] for key in dict.fromkeys((*order, *written)))


def _fill_text(text: str, area: str) -> str:
    # `str.format` would take the braces of keyrefs for its own.
    return text.replace("{area}", area)
