"""A profile says what a page should be: areas, headers, owners, wordings, links, words.  It is data, never code."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import field

from resp_lint.finding import Level  # noqa: TC001 -- msgspec reads the types of what it decodes
from resp_lint.lazy import cached_property
from resp_lint.page.kind import (
    Area,
    Column,
    Conventions,
    Count,
    Data,
    Dialect,
    DutyWords,
    Marker,
    Owner,
    OwnerNames,
    TableForm,
)
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
    """A key of the front matter, those of nested tables joined by dots, and what its value is.

    `values` are the only ones that there may be, `pattern` is a regular expression for the whole value, and `remedy` is
    what a message advises where the key is missing or wrong.
    """

    name: str
    type: ValueType = ValueType.ANY
    required: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""
    remedy: str = ""


class FrontMatterForm(Data, frozen=True):
    """What the front matter of a page should be.

    Without `use` it is required of pages in kramdown, and optional on others.  `title` is the key whose value is the
    page's title where no heading is.
    """

    use: FrontMatterUse | None = None
    title: str = ""
    keys: tuple[FrontMatterKey, ...] = ()


class Wording(Data, frozen=True):
    """A phrase known to be wrong and the right one; both are compared without regard to case or line breaks."""

    wrong: str
    right: str


class LinkForm(Data, frozen=True):
    """A link's address that is out of date, as the start of the address, and what replaces that start.

    `wrong` may hold `*` for any characters but `?`, `#` and spaces.
    """

    wrong: str
    right: str


class Links(Data, frozen=True):
    """What links a page should have, and how they are written.

    `overview` and `terms` are topics, one of which a page links to; `docs_root` starts every documentation link;
    `external_class` is the word that marks a link out of the documentation; `internal_hosts` need no such mark.
    `term_class` marks a link that shows what a term means; `without_topic` start links that work without a topic.
    """

    overview: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    docs_root: str = ""
    outdated: tuple[LinkForm, ...] = ()
    external_class: str = "external"
    internal_hosts: tuple[str, ...] = ()
    term_class: str = ""
    without_topic: tuple[str, ...] = ()


class Cells(Data, frozen=True):
    """What a cell may say instead of naming work.

    `empty_markers` say that an owner does nothing, `undecided_markers` that nobody has decided; where
    `blank_means_none` is true a blank owner cell is an answer.
    """

    empty_markers: tuple[str, ...] = ()
    undecided_markers: tuple[str, ...] = ()
    blank_means_none: bool = False


class Duties(Data, frozen=True):
    """How a cell says in words whether its party does anything, as regular expressions without regard to case.

    `idle_sentences` are whole sentences that stand for an empty marker (“No action required”), `denials` are found in a
    sentence that says that the party is not responsible, `contrasts` in one that takes that back (“However, …”).
    `handovers` stand before another party's name (“Managed by”), `referrals` begin what says it elsewhere (“See …”).
    `duty_sentences` are found in prose that gives somebody a duty.  `parties` end the names of those that no owner is
    known by.  `negations` are plain words, one of which stands in whatever denies; without any, all is looked at.
    """

    idle_sentences: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    handovers: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    duty_sentences: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class Captions(Data, frozen=True):
    """Where captions may stand; `sides` in the order of preference."""

    sides: tuple[str, ...] = ()


class Attributes(Data, frozen=True, dict=True):
    """The names that attribute lists may hold: keys with a value, those that `may_be_blank`, flags, and classes.

    `table_order` is the order of a table's keys; `definition_list` is the keyref that stands for the definitions of all
    these names.
    """

    keys: tuple[str, ...] = ()
    may_be_blank: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    table_order: tuple[str, ...] = ()
    definition_list: str = ""

    @cached_property
    def known_keys(self) -> frozenset[str]:
        """The keys, to look one up."""
        return frozenset(self.keys)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """What may stand alone: a flag, or a name whose definition, the site's if not the page's, gives a class."""
        return frozenset((*self.flags, *self.classes))


class Template(Data, frozen=True, dict=True):
    """What the template leaves behind when a writer does not fill it in, as regular expressions without regard to case.

    `comments` are sought in comments, `tokens` anywhere, `cells` must match a whole cell's text.
    """

    comments: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    # One by one they start with a letter or sign that is found fast; joined they do not.

    @cached_property
    def _comments(self) -> tuple[re.Pattern[str], ...]:
        return _compile(self.comments)

    @cached_property
    def _tokens(self) -> tuple[re.Pattern[str], ...]:
        return _compile(self.tokens)

    @cached_property
    def _cells(self) -> tuple[re.Pattern[str], ...]:
        return _compile(self.cells)

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
            return any(pattern.fullmatch(text) for pattern in self._cells)


def _compile(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


class Spelling(Data, frozen=True):
    """Words: those of the pages' own structure, others that are right, and misspellings with what they should be."""

    vocabulary: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    misspellings: dict[str, str] = field(default_factory=dict)


class TreeFiles(Data, frozen=True):
    """The names of files of a tree that are no pages.

    `contents` list the pages that readers find, `keyrefs` say what keyrefs stand for: those that start with
    `keyref_prefix`.  `given_keyrefs` are known wherever a page is built.
    """

    contents: tuple[str, ...] = ()
    keyrefs: tuple[str, ...] = ()
    keyref_prefix: str = ""
    given_keyrefs: tuple[str, ...] = ()


class NewPage(Data, frozen=True):
    """The words of a new page, with the tokens that the template leaves behind where a writer has something to say.

    `preamble` stands right below the front matter, `introduction` below the short description.  There is a section for
    each of the profile's areas or, where it has none, for each of `sections`; `section_text` opens one that has no set
    sentence.  In `caption` and `summary`, `{area}` stands for the section's title in lower case.
    """

    title: str = ""
    short_description: str = ""
    keywords: str = ""
    preamble: tuple[str, ...] = ()
    introduction: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    section_text: str = ""
    header: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    caption: str = ""
    summary: str = ""


class Profile(Data, frozen=True, dict=True, eq=False):
    """All that a profile holds; every part may be left out.

    `dialect` is the Markdown that its pages are written in.  `select`, `extend_select`, `ignore`, `levels` and `rules`
    say of rules what a configuration says, which overrides them.  `columns` are those that any table may have,
    `table_forms` whole tables; `markers`, `counts` and `owner_names` say what stands in the cells of owners.
    `title_wordings` and `no_responsibilities` are regular expressions without regard to case: the titles that a page
    may bear, and the sentences by which a page or an area says that it has nothing to list.
    """

    name: str
    title_wordings: tuple[str, ...] = ()
    page_words: tuple[str, ...] = ()
    file_words: tuple[str, ...] = ()
    no_responsibilities: tuple[str, ...] = ()
    owner_words: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    owners: tuple[Owner, ...] = ()
    table_forms: tuple[TableForm, ...] = ()
    keyrefs: dict[str, str] = field(default_factory=dict)
    retired_keyrefs: dict[str, str] = field(default_factory=dict)
    cells: Cells = Cells()
    duties: Duties = Duties()
    captions: Captions = Captions()
    attributes: Attributes = Attributes()
    wordings: tuple[Wording, ...] = ()
    links: Links = Links()
    template: Template = Template()
    spelling: Spelling = Spelling()
    tree: TreeFiles = TreeFiles()
    new_page: NewPage = NewPage()
    dialect: Dialect = Dialect.KRAMDOWN
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: dict[str, Level] = field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    front_matter: FrontMatterForm = FrontMatterForm()
    columns: tuple[Column, ...] = ()
    markers: tuple[Marker, ...] = ()
    counts: tuple[Count, ...] = ()
    owner_names: OwnerNames = OwnerNames()

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
