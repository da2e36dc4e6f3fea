"""The terms of a profile that pages are read by: kinds of pages and tables, areas, owners, columns, markers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

ANY_TITLE = "*"
"""The title of a column that stands for every header that nothing else knows."""


class PageKind(StrEnum):
    """Whether a page says who is responsible for what."""

    RESPONSIBILITY = "responsibility"
    OTHER = "other"


class TableKind(StrEnum):
    """What a table says: who does which task, who owns which resource in each area, or something else."""

    TASK = "task"
    MATRIX = "matrix"
    OTHER = "other"


class Dialect(StrEnum):
    """Which Markdown pages are written in: kramdown has attribute lists, in plain (GitHub's) they are text."""

    KRAMDOWN = "kramdown"
    PLAIN = "plain"


class Role(StrEnum):
    """What a column holds: what is owned, who owns it, what owners do, how to reach them, an area, or anything else."""

    TASK = "task"
    OWNER = "owner"
    DUTIES = "duties"
    CONTACT = "contact"
    AREA = "area"
    OTHER = "other"


class Involvement(StrEnum):
    """How somebody takes part in a task; whoever is responsible or accountable owns it."""

    RESPONSIBLE = "responsible"
    ACCOUNTABLE = "accountable"
    SUPPORTING = "supporting"
    CONSULTED = "consulted"
    INFORMED = "informed"
    NONE = "none"

    @property
    def owns(self) -> bool:
        """Whether who takes part like this owns the task."""
        return self in {Involvement.RESPONSIBLE, Involvement.ACCOUNTABLE}


class Data(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename="kebab"):
    """What a profile holds, read from TOML: keys are written with hyphens, unknown ones are refused."""


class Area(Data, frozen=True):
    """An area of responsibility, for which a page has a section."""

    title: str
    """The heading of its section."""
    variants: tuple[str, ...] = ()
    """Other headings that are as good."""
    ids: tuple[str, ...] = ()
    """Parts of heading ids by which the section is known, whatever its heading says."""
    sentence: str = ""
    """The sentence that opens the section on every page."""
    required: bool = True
    """Whether every page must have the section."""


class PartyRole(StrEnum):
    """On which side of the contract a party stands."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    THIRD_PARTY = "third-party"


class Owner(Data, frozen=True):
    """Somebody who can own a task."""

    name: str
    """The name in messages and in the matrix."""
    spellings: tuple[str, ...]
    """What means this owner in a cell or a header, without regard to case."""
    role: PartyRole = PartyRole.THIRD_PARTY
    """On which side of the contract this owner stands."""
    parts: tuple[str, ...] = ()
    """The names of the owners that this one stands for, where it is several at once (“Shared”)."""


class Column(Data, frozen=True):
    """A column of a table, known by its header."""

    role: Role
    """What its cells hold."""
    titles: tuple[str, ...] = ()
    """The headers that it may bear; the title `*` stands for every header that nothing else knows."""
    owner: str = ""
    """Whose column it is, where all its cells are about one owner: a name in `owners`."""
    any_owner: bool = False
    """Whether its cells may name anybody, and not only the profile's owners."""
    words: tuple[str, ...] = ()
    """Words one of which its header holds, whatever else the header says."""
    involvement: Involvement | None = None
    """How those whom its cells name take part."""
    most: Annotated[int, Meta(ge=0)] = 0
    """How many owners a cell may name; 0 for any number."""
    required: bool | None = None
    """Whether its cells may be neither blank nor undecided; by default, those of owners and of duties may not."""
    marked: bool = False
    """Whether its cells hold markers; a column most of whose cells do is marked in any case."""
    pattern: str = ""
    """A regular expression that the whole text of a cell matches."""
    sorted: bool = False
    """Whether the rows are in the order of this column."""
    sections: bool = False
    """Whether each of its cells names a section of the page."""
    examples: tuple[str, ...] = ()
    """Texts that `pattern` matches, for `resp-lint profile check`."""

    @property
    def optional(self) -> bool:
        """Whether a blank cell of an owner column needs no answer."""
        return self.required is False


class Marker(Data, frozen=True):
    """A sign in a cell that says how the party of its column takes part: a letter (“R”), a word, “✅”.

    Several may stand in one cell, as in “A/R”.
    """

    name: str
    """What the sign means, for messages."""
    marks: tuple[str, ...]
    """How the sign is written; a `*` stands for any text (“✅ *”)."""
    involvement: Involvement = Involvement.RESPONSIBLE
    """How the party takes part whose column holds the sign."""


class Per(StrEnum):
    """What is counted in."""

    ROW = "row"
    COLUMN = "column"


class Count(Data, frozen=True):
    """How many parties take part in one way, in each row or each column: exactly one accountable in a row."""

    involvement: Involvement
    """The way of taking part that is counted."""
    per: Per = Per.ROW
    """What it is counted in."""
    min: Annotated[int, Meta(ge=0)] = 0
    """The least number."""
    max: Annotated[int, Meta(ge=0)] = 0
    """The greatest number; 0 for any."""


class OwnerNames(Data, frozen=True):
    """Who may stand in an owner cell, beside the profile's `owners`.

    Where neither these nor `owners` say anything, anybody may own.
    """

    names: tuple[str, ...] = ()
    """Names as they are written."""
    files: tuple[str, ...] = ()
    """Files of names, from the profile's folder: one name a line, a CODEOWNERS, or lists in YAML."""
    patterns: tuple[str, ...] = ()
    """Regular expressions, each for a whole name as a reader sees it."""
    accounts: tuple[str, ...] = ()
    """Hosts whose addresses name accounts (`github.com`): the text of such a link must be the account."""
    linked_accounts: bool = False
    """Whether a link to an account on one of these hosts is an owner."""
    separators: tuple[str, ...] = (",", ";", "/", "&", "+", "|", "and", "or", "<br>")
    """What stands between the owners that one cell names."""
    examples: tuple[str, ...] = ()
    """Names that these know, for `resp-lint profile check`: each pattern matches one of them at least."""


class TableForm(Data, frozen=True):
    """A form that a whole task table may take."""

    columns: tuple[Column, ...]
    """Its columns in order."""
    ordered: bool = False
    """Whether a table has them in this order; else the owners' columns may stand in any."""


class DutyWords(Struct, frozen=True):
    """By what words a cell, or a section, says who does something: markers as they are, all else regular expressions.

    `empty_markers` and `undecided_markers` make up a whole cell, as do `fillers`, which a template leaves, and
    `idle_sentences`; `denials` and `referrals` are sought in a sentence, `contrasts` after a denial, `handovers` before
    a name, and `duty_sentences` in prose.  One of the `negations` stands in whatever denies.  By `none_stated` a
    section says that it has nothing to list; `parties` are words that mean somebody.
    """

    empty_markers: tuple[str, ...] = ()
    undecided_markers: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    idle_sentences: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    handovers: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    none_stated: tuple[str, ...] = ()
    duty_sentences: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class AreaMatch(Struct, frozen=True):
    """Which area a heading names, and in what words.

    `words` are those of the heading that name the area, as `normalized` gives them; they are blank where its id alone
    tells.  `title` is the title or variant that they stand for, and `accepted` says whether they are the same words.
    """

    area: Area
    accepted: bool
    words: str = ""
    title: str = ""
