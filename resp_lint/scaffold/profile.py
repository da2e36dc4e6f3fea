"""A profile from pages: which of ours it goes on from, and what these pages have beyond it, with comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.config.toml import format_value
from resp_lint.page.parser import parse
from resp_lint.page.terms import Dialect, PageKind
from resp_lint.profile import FrontMatterUse
from resp_lint.report.rule_page import HOME
from resp_lint.scaffold import page_facts as facts_of
from resp_lint.scaffold.profile_tables import (
    format_pattern,
    format_patterns,
    write_cells,
    write_columns,
    write_kept_counts,
    write_owner_names,
    write_parties,
    write_replaced,
    write_signs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.page.model import Page
    from resp_lint.profile import Profile
    from resp_lint.source import Source

SCHEMA = f"{HOME}_static/profile.schema.json"
REFERENCE = f"{HOME}profile-reference.html"
DEFAULT_BASE = "service-ownership"
_FEW = 3
_SAID_OF_USE = {
    FrontMatterUse.REQUIRED: "All pages have it.",
    FrontMatterUse.OPTIONAL: "Some pages have it.",
    FrontMatterUse.NONE: "No page has any.",
}
_VALUE_FORMS = (r"\d{1,2}/\d{1,2}/\d{4}",)
_DIGITS = re.compile(r"\d+")


def choose_base(sources: Sequence[Source], profiles: Mapping[str, Profile]) -> tuple[str, Dialect]:
    """The profile that reads most of some pages, and the Markdown that they are written in."""
    kramdown = next((it.conventions for it in profiles.values() if it.dialect is Dialect.KRAMDOWN), None)
    dialect = facts_of.determine_dialect(sources, kramdown)
    fits = {name: facts_of.measure_fit(sources, it) for name, it in profiles.items() if it.dialect is dialect}
    if not any(fits.values()):
        fits = {name: facts_of.measure_fit(sources, it) for name, it in profiles.items() if it.dialect is Dialect.PLAIN}
    return max(sorted(fits), key=lambda name: (fits[name], name == DEFAULT_BASE), default=""), dialect


def write_profile(name: str, base_name: str, base: Profile, dialect: Dialect, sources: Sequence[Source]) -> str:
    """The text of a profile that goes on from another with what some pages have."""
    pages = [parse(source, base.conventions) for source in sources]
    top = [
        _write_head(name, base_name, pages),
        *([_DIALECT.format(dialect)] if dialect is not base.dialect else []),
        *_write_page_words(pages),
        *write_replaced(pages, base),
    ]
    tables = [
        *_write_front_matter(pages, base),
        *_write_areas(pages),
        *write_parties(pages, base),
        *write_signs(pages, base),
        *write_kept_counts(pages, base),
        *write_columns(pages, base),
        *write_owner_names(pages, base),
        *write_cells(pages),
    ]
    return "\n\n".join([*top, *tables, _LAST]) + "\n"


_DIALECT = """\
# Attribute lists stand on these pages.
dialect = "{}\""""
_LAST = """\
# More to say: who may own, in [owner-names]; words that are right, in [spelling]; rules that these pages need not
# follow, in `ignore = []` above the first table.  `resp-lint profile check` finds what contradicts itself."""


def _write_head(name: str, base: str, pages: Sequence[Page]) -> str:
    shown = ", ".join(page.path for page in pages[:_FEW]) + (", …" if len(pages) > _FEW else "")
    lines = [
        f"#:schema {SCHEMA}",
        f"# What pages should be{', read off ' + shown if shown else ''}: read it, and delete what is chance.",
        f"# To use it, write in resp-lint.toml: profile = {format_value(name + '.toml')}",
        f"# All keys: {REFERENCE}",
        f"name = {format_value(name)}",
        "",
        f"# What stands here is added to this profile; `resp-lint profile show {base}` shows all of it.",
        f"extends = {format_value(base)}",
    ]
    return "\n".join(lines)


# --- pages


def _write_page_words(pages: Sequence[Page]) -> Iterator[str]:
    """By what the pages are known that neither their file names nor their titles say are about owners."""
    unknown = [page for page in pages if page.kind is not PageKind.RESPONSIBILITY]
    if unknown:
        stems = dict.fromkeys(_make_file_word(page.path) for page in unknown)
        yield f"# These pages are known by their file names.\nfile-words = {format_patterns(list(stems))}"


def _make_file_word(path: str) -> str:
    r"""A pattern for a file's name and for those that differ from it in numbers alone.

    >>> _make_file_word("docs/release-team-1.27.md")
    '^release-team-\\d+\\.\\d+\\.md$'
    """
    name = path.replace("\\", "/").rpartition("/")[2].casefold()
    return "^" + r"\d+".join(re.escape(part).replace(r"\-", "-") for part in _DIGITS.split(name)) + "$"


def _write_front_matter(pages: Sequence[Page], base: Profile) -> Iterator[str]:
    """Whether pages have front matter, and the keys that the base does not know."""
    use = _determine_use(pages)
    if use is not base.front_matter_use:
        yield f'[front-matter]\n# {_SAID_OF_USE[use]}\nuse = "{use}"'
    known = {key.name for key in base.front_matter.keys}
    keys = {key: values for key, values in facts_of.read_front_matter_keys(pages).items() if key not in known}
    certain = len(pages) > 1
    if keys and not certain:
        yield "# One page does not tell which keys all pages have: write `required = true` below those."
    for key, values in keys.items():
        kind, pattern = _describe_values(values)
        lines = ["[[front-matter.keys]]", f"name = {format_value(key)}", f'type = "{kind}"']
        lines += [f"pattern = {format_pattern(pattern)}", f"examples = {format_value(values[:1])}"] if pattern else []
        lines += ["required = true"] if certain and len(values) == len(pages) else []
        yield "\n".join(lines)


def _determine_use(pages: Sequence[Page]) -> FrontMatterUse:
    present = sum(page.front_matter.present for page in pages)
    if not pages or 0 < present < len(pages):
        return FrontMatterUse.OPTIONAL
    return FrontMatterUse.REQUIRED if present else FrontMatterUse.NONE


def _describe_values(values: Sequence[object]) -> tuple[str, str]:
    """The type of a key's values, and a pattern that all of them match, where there is one."""
    texts = [value.strip() for value in values if isinstance(value, str)]
    if len(texts) < len(values):
        kinds = {
            "list" if isinstance(value, list) else "table" if isinstance(value, dict) else "any" for value in values
        }
        return (kinds.pop() if len(kinds) == 1 and not texts else "any"), ""
    for pattern in _VALUE_FORMS:
        if all(re.fullmatch(pattern, text) for text in texts):
            return "text", pattern
    forms = ((r"\d{4}-\d{2}-\d{2}", "date"), (r"true|false", "boolean"), (r"\d+", "number"))
    kind = next((kind for form, kind in forms if all(re.fullmatch(form, text) for text in texts)), "text")
    return (kind if all(texts) else "any"), ""


def _write_areas(pages: Sequence[Page]) -> Iterator[str]:
    """The sections with tables of owners that most pages have."""
    comment = "# Sections that the pages have in common.\n"
    for heading, everywhere in facts_of.find_common_sections(pages):
        required = "" if everywhere else "\nrequired = false"
        yield f"{comment}[[areas]]\ntitle = {format_value(heading)}{required}"
        comment = ""
