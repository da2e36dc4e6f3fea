"""A profile says what a page should be: areas, headers, owners, wordings, links, words.  It is data, never code."""

from __future__ import annotations

import re
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import field

from resp_lint.finding import Level  # noqa: TC001 -- msgspec reads the types of what it decodes
from resp_lint.lazy import cached_property
from resp_lint.page.kind import Conventions
from resp_lint.page.terms import Area, Column, Count, Data, Dialect, DutyWords, Marker, Owner, OwnerNames, TableForm
from resp_lint.time_limit import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BUILT_IN = Path(__file__).parent / "profiles"


class PagePart(StrEnum):
    """What pages of some profiles have and others do not; a rule says which of these it needs.

    Attribute lists, ids and captions are those of kramdown; other pages are plain Markdown.  A profile has areas where
    it names some, and front matter unless it wants none; `keywords` stands for the front matter's key of that name.
    """

    ATTRIBUTE_LISTS = "attribute-lists"
    IDS = "ids"
    CAPTIONS = "captions"
    FRONT_MATTER = "front-matter"
    KEYWORDS = "keywords"
    AREAS = "areas"
    PLAIN_MARKDOWN = "plain-markdown"


class FrontMatterUse(StrEnum):
    """Whether pages begin with front matter: all, some, or none of them."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class ValueType(StrEnum):
    """What the value of a key of the front matter is; a name is a text without spaces."""

    ANY = "any"
    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    YEARS = "years"
    LIST = "list"
    TABLE = "table"


class FrontMatterKey(Data, frozen=True):
    """A key of the front matter, and what its value is."""

    name: str
    """The key; those of nested tables are joined by dots."""
    type: ValueType = ValueType.ANY
    """What kind of value it has."""
    required: bool = False
    """Whether every page must have it."""
    values: tuple[str, ...] = ()
    """The only values that there may be."""
    pattern: str = ""
    """A regular expression that the whole value matches."""
    remedy: str = ""
    """What a message advises where the key is missing or wrong."""
    examples: tuple[str, ...] = ()
    """Values that `pattern` matches, for `resp-lint profile check`."""


class FrontMatterForm(Data, frozen=True):
    """What the front matter of a page should be."""

    use: FrontMatterUse | None = None
    """Whether pages have front matter; by default it is required of pages in kramdown, and optional on others."""
    title: str = ""
    """The key whose value is the page's title where no heading is."""
    keys: tuple[FrontMatterKey, ...] = ()
    """The keys that are known."""


class Wording(Data, frozen=True):
    """A phrase known to be wrong and the right one; both are compared without regard to case or line breaks."""

    wrong: str
    """The wrong phrase."""
    right: str
    """The right one."""


class LinkForm(Data, frozen=True):
    """A link's address that is out of date, and what replaces it."""

    wrong: str
    """How the old address starts; `*` stands for any characters but `?`, `#` and spaces."""
    right: str
    """What replaces that start."""


class Links(Data, frozen=True):
    """What links a page should have, and how they are written."""

    overview: tuple[str, ...] = ()
    """Topics that explain shared responsibilities, one of which a page links to."""
    terms: tuple[str, ...] = ()
    """Topics with the terms of use, one of which a page links to."""
    docs_root: str = ""
    """How every link into the documentation starts."""
    outdated: tuple[LinkForm, ...] = ()
    """Addresses that are out of date."""
    external_class: str = "external"
    """The class that marks a link out of the documentation."""
    internal_hosts: tuple[str, ...] = ()
    """Hosts whose links need no such mark."""
    term_class: str = ""
    """The class that marks a link which shows what a term means."""
    without_topic: tuple[str, ...] = ()
    """How links start that work without a topic."""


class Cells(Data, frozen=True):
    """What a cell may say instead of naming work."""

    empty_markers: tuple[str, ...] = ()
    """Texts that say that an owner does nothing: “N/A”."""
    undecided_markers: tuple[str, ...] = ()
    """Texts that say that nobody has decided: “TBD”."""
    blank_means_none: bool = False
    """Whether a blank owner cell says that the owner does nothing."""


class Duties(Data, frozen=True):
    """How a cell says in words whether its party does anything, as regular expressions without regard to case."""

    idle_sentences: tuple[str, ...] = ()
    """Whole sentences that stand for an empty marker: “No action required”."""
    negations: tuple[str, ...] = ()
    """Plain words, one of which stands in whatever denies; without any, every sentence is looked at."""
    denials: tuple[str, ...] = ()
    """Found in a sentence that says that the party is not responsible."""
    contrasts: tuple[str, ...] = ()
    """Found in a sentence that takes a denial back: “However, …”."""
    handovers: tuple[str, ...] = ()
    """Stand before the name of another party: “Managed by”."""
    referrals: tuple[str, ...] = ()
    """Begin a sentence that refers to another place: “See …”."""
    duty_sentences: tuple[str, ...] = ()
    """Found in prose that gives somebody a duty."""
    parties: tuple[str, ...] = ()
    """How the names of parties end that no owner is known by: “provider”."""


class Captions(Data, frozen=True):
    """Where the captions of tables stand."""

    sides: tuple[str, ...] = ()
    """The sides of a table that they may stand on, the preferred one first."""


class Attributes(Data, frozen=True, dict=True):
    """The names that attribute lists of kramdown may hold."""

    keys: tuple[str, ...] = ()
    """Keys with a value."""
    may_be_blank: tuple[str, ...] = ()
    """Keys whose value may be blank."""
    flags: tuple[str, ...] = ()
    """Words that stand alone."""
    classes: tuple[str, ...] = ()
    """Names of classes."""
    table_order: tuple[str, ...] = ()
    """The order of a table's keys."""
    definition_list: str = ""
    """The keyref that stands for the definitions of all these names."""

    @cached_property
    def known_keys(self) -> frozenset[str]:
        """The keys, to look one up."""
        return frozenset(self.keys)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """What may stand alone: a flag, or a name whose definition, the site's if not the page's, gives a class."""
        return frozenset((*self.flags, *self.classes))


class Template(Data, frozen=True, dict=True):
    """What is left of a template that a writer did not fill in, as regular expressions without regard to case."""

    comments: tuple[str, ...] = ()
    """Found in comments."""
    tokens: tuple[str, ...] = ()
    """Found anywhere."""
    cells: tuple[str, ...] = ()
    """Match the whole text of a cell."""

    # One by one they start with a letter or sign that is found fast; joined they do not.

    @cached_property
    def _comments(self) -> tuple[re.Pattern[str], ...]:
        return _compile(self.comments)

    @cached_property
    def _tokens(self) -> tuple[re.Pattern[str], ...]:
        return _compile(self.tokens)

    @cached_property
    def _cells(self) -> tuple[re.Pattern[str], ...]:
        return _join(_compile(self.cells))

    def is_comment(self, text: str) -> bool:
        """Whether a comment's text is the template's."""
        with name_key("template.comments"):
            return any(pattern.search(text) for pattern in self._comments)

    def find_tokens(self, text: str) -> Iterator[re.Match[str]]:
        """The template's tokens in a text, those of one kind after those of another."""
        with name_key("template.tokens"):
            for pattern in self._tokens:
                yield from pattern.finditer(text)

    def is_cell(self, text: str) -> bool:
        """Whether a cell's text is the template's."""
        with name_key("template.cells"):
            for pattern in self._cells:
                if pattern.fullmatch(text):
                    return True
        return False


def _compile(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _join(patterns: tuple[re.Pattern[str], ...]) -> tuple[re.Pattern[str], ...]:
    """One expression for all that match whole texts, where that can be: every cell of a page is held against them."""
    if not any(pattern.groups for pattern in patterns):  # a group may be named, or referred to by its number
        with suppress(re.error):  # flags may stand only at the start
            return _compile(("|".join(f"(?:{pattern.pattern})" for pattern in patterns),)) if patterns else ()
    return patterns


class Spelling(Data, frozen=True):
    """Words that are right, and words that are not."""

    vocabulary: tuple[str, ...] = ()
    """Words that such pages are built of: a word near to one of them is a typo even where a name could stand."""
    right: tuple[str, ...] = ()
    """Other words that are right, such as names."""
    misspellings: dict[str, str] = field(default_factory=dict)
    """Misspelled words, and what they should be."""


class TreeFiles(Data, frozen=True):
    """The names of files of a tree that are no pages."""

    contents: tuple[str, ...] = ()
    """Tables of contents: they list the pages that readers find."""
    keyrefs: tuple[str, ...] = ()
    """Files that say what keyrefs stand for."""
    keyref_prefix: str = ""
    """How the keyrefs in these files start."""
    given_keyrefs: tuple[str, ...] = ()
    """Keyrefs that are known wherever a page is built."""


class NewPage(Data, frozen=True):
    """What `resp-lint new` writes, with tokens of the template where a writer has something to fill in."""

    title: str = ""
    """The title of the page."""
    short_description: str = ""
    """The short description below the title."""
    keywords: str = ""
    """The keywords in the front matter."""
    preamble: tuple[str, ...] = ()
    """Paragraphs right below the front matter."""
    introduction: tuple[str, ...] = ()
    """Paragraphs below the short description."""
    sections: tuple[str, ...] = ()
    """The headings of sections, where the profile has no areas."""
    section_text: str = ""
    """The text that opens a section which has no set sentence."""
    header: tuple[str, ...] = ()
    """The header row of each table."""
    row: tuple[str, ...] = ()
    """The first row of each table."""
    caption: str = ""
    """The caption of a table; `{area}` stands for the title of the section in lower case."""
    summary: str = ""
    """The summary of a table; `{area}` stands for the title of the section in lower case."""


class Profile(Data, frozen=True, dict=True, eq=False):
    """What pages should be; every part may be left out."""

    name: str
    """What messages call the profile."""
    title_wordings: tuple[str, ...] = ()
    """The titles that a page may bear, as regular expressions without regard to case."""
    page_words: tuple[str, ...] = ()
    """Found in the file name, the title, or the id of a page of this kind, as regular expressions."""
    file_words: tuple[str, ...] = ()
    """More of them for the file name alone."""
    no_responsibilities: tuple[str, ...] = ()
    """Found in a sentence that says that a page or an area has nothing to list, as regular expressions."""
    owner_words: tuple[str, ...] = ()
    """Words that, with the name of an owner, make a header an owner column: “IBM responsibilities”."""
    areas: tuple[Area, ...] = ()
    """The areas that a page has sections for, in order."""
    owners: tuple[Owner, ...] = ()
    """Those who can own a task."""
    table_forms: tuple[TableForm, ...] = ()
    """The forms that a whole task table may take."""
    keyrefs: dict[str, str] = field(default_factory=dict)
    """The words that keyrefs stand for."""
    retired_keyrefs: dict[str, str] = field(default_factory=dict)
    """Keyrefs that are no longer used, and what replaces each."""
    cells: Cells = Cells()
    """What a cell may say instead of naming work."""
    duties: Duties = Duties()
    """How a cell says in words whether its party does anything."""
    captions: Captions = Captions()
    """Where the captions of tables stand."""
    attributes: Attributes = Attributes()
    """The names that attribute lists may hold."""
    wordings: tuple[Wording, ...] = ()
    """Wrong phrases."""
    links: Links = Links()
    """What links a page should have, and how they are written."""
    template: Template = Template()
    """What is left of a template that a writer did not fill in."""
    spelling: Spelling = Spelling()
    """Words that are right, and words that are not."""
    tree: TreeFiles = TreeFiles()
    """The names of files of a tree that are no pages."""
    new_page: NewPage = NewPage()
    """What `resp-lint new` writes."""
    dialect: Dialect = Dialect.KRAMDOWN
    """The Markdown that the pages are written in."""
    select: tuple[str, ...] = ()
    """Only these rules, as in a configuration, which overrides this."""
    extend_select: tuple[str, ...] = ()
    """These rules too."""
    ignore: tuple[str, ...] = ()
    """Not these rules."""
    levels: dict[str, Level] = field(default_factory=dict)
    """How bad the findings of a rule are."""
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The options of rules, by the name of the rule."""
    front_matter: FrontMatterForm = FrontMatterForm()
    """What the front matter should be."""
    columns: tuple[Column, ...] = ()
    """The columns that any table may have, in any order."""
    markers: tuple[Marker, ...] = ()
    """The signs that may stand in the cells of owners."""
    counts: tuple[Count, ...] = ()
    """How many parties take part in one way, in each row or column."""
    owner_names: OwnerNames = OwnerNames()
    """Who may stand in an owner cell, beside `owners`."""
    about: str = ""
    """Which pages the profile is for, in a few words, for `resp-lint profile list`."""

    @property
    def says_rules(self) -> bool:
        """Whether it says anything of rules that a configuration can say."""
        return bool(self.select or self.extend_select or self.ignore or self.levels or self.rules)

    @property
    def front_matter_use(self) -> FrontMatterUse:
        """Whether pages have front matter."""
        default = FrontMatterUse.REQUIRED if self.dialect is Dialect.KRAMDOWN else FrontMatterUse.OPTIONAL
        return self.front_matter.use or default

    @cached_property
    def parts(self) -> frozenset[PagePart]:
        """What its pages have of what rules may need."""
        parts: set[PagePart] = set()
        if self.dialect is Dialect.KRAMDOWN:
            parts |= {PagePart.ATTRIBUTE_LISTS, PagePart.IDS, PagePart.CAPTIONS}
        else:
            parts.add(PagePart.PLAIN_MARKDOWN)
        if self.front_matter_use is not FrontMatterUse.NONE:
            parts.add(PagePart.FRONT_MATTER)
            if any(key.name == "keywords" for key in self.front_matter.keys):
                parts.add(PagePart.KEYWORDS)
        if self.areas:
            parts.add(PagePart.AREAS)
        return frozenset(parts)

    @property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """By keys whose values are regular expressions, the files beside our own that give some."""
        return {}

    @cached_property
    def conventions(self) -> Conventions:
        """What reading a page needs of the profile."""
        return Conventions(
            areas=self.areas,
            owners=self.owners,
            forms=self.table_forms,
            keyrefs=self.keyrefs,
            page_words=self.page_words,
            file_words=self.file_words,
            owner_words=self.owner_words,
            dialect=self.dialect,
            columns=self.columns,
            markers=self.markers,
            names=self.owner_names,
            duties=DutyWords(
                empty_markers=self.cells.empty_markers,
                undecided_markers=self.cells.undecided_markers,
                fillers=self.template.cells,
                idle_sentences=self.duties.idle_sentences,
                negations=self.duties.negations,
                denials=self.duties.denials,
                contrasts=self.duties.contrasts,
                handovers=self.duties.handovers,
                referrals=self.duties.referrals,
                duty_sentences=self.duties.duty_sentences,
                none_stated=self.no_responsibilities,
                parties=self.duties.parties,
            ),
        )


class FileProfile(Profile, frozen=True, kw_only=True):
    """A profile that was read from files."""

    files: dict[str, tuple[str, ...]]

    @property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        return self.files
