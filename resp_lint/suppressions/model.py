"""What a suppression is: a comment or a key of the front matter, the rules it names, and the lines it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.page.model import Comment

MARK = "resp-lint:"
KEY = MARK.rstrip(":")
IGNORE = "ignore"
IGNORE_FILE = "ignore-file"
IGNORE_NEXT_LINE = "ignore-next-line"
IGNORE_START = "ignore-start"
IGNORE_END = "ignore-end"
ACTIONS = (IGNORE, IGNORE_FILE, IGNORE_NEXT_LINE, IGNORE_START, IGNORE_END)

UNUSED = "RSP902"
"""The code of a suppression that suppresses nothing."""

UNSUPPRESSIBLE = "RSP9"
"""How the codes of what the linter says of itself start; no page can silence that."""

Lines = tuple[int, int]
"""The first and the last of some 1-based lines."""

NOTHING: Lines = (1, 0)


class Name(Struct, frozen=True):
    """A rule as a suppression names it, and the offsets between which the name stands."""

    text: str
    start: int
    end: int


class Directive(Struct, frozen=True):
    """A comment or key that is meant to suppress: its action, the rules that it names, why, and where it stands.

    `near_miss` is the first word of one that is written in another form, or for another linter; `dashed` says that two
    hyphens stand inside it, at which a comment inside a line ends for the renderer.
    """

    action: str
    names: tuple[Name, ...]
    reason: str
    start: int
    end: int
    dashed: bool = False
    in_front_matter: bool = False
    near_miss: str = ""
    foreign: bool = False

    @property
    def rules(self) -> frozenset[str]:
        """What it names, as it is compared with others."""
        return frozenset(name.text.casefold() for name in self.names)


class Misuse(Struct, frozen=True):
    """Why a directive suppresses nothing, and what to do."""

    message: str
    help: str = ""


class Suppression(Struct, frozen=True):
    """A directive with the lines that it covers, its comment, and the index of that comment's block.

    The index is -1 where the comment stands inside other text, and where there is none.  `closing` is the suppression
    that ends an `ignore-start`.
    """

    directive: Directive
    comment: Comment | None
    lines: Lines
    block: int
    misuse: Misuse | None = None
    closing: Suppression | None = None


class Facts(Struct, frozen=True):
    """What was found out about suppressions.

    `used` holds the codes that each of them suppressed, by its number, `ran` those that could have come up, and `known`
    all there are by what a page may call them.
    """

    used: Mapping[int, set[str]]
    ran: frozenset[str]
    known: Mapping[str, str]
