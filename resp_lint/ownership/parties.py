"""Who a header, a heading or a cell means: an owner that the profile knows, several, or a third party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.terms import PartyRole, Role
from resp_lint.page.words import normalized
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.page.kind import Conventions
    from resp_lint.page.terms import Column, Owner

# What may stand beside an owner without being one: footnote marks, remarks in brackets.
_REMARKS = regex(r"\[[^\[\]]*\]|\([^()]*\)|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]|(?<=\s)\d+$")
_BETWEEN_NAMES = regex(r"\s*(?:[/,;&+|]|\b(?:and|or|with|plus)\b)\s*")
_OWNER_AT_START = regex(r"(?:the |an? )?")
_MOST_WORDS = 5
_MOST_LABEL_WORDS = 12


class Named(Struct, frozen=True):
    """Somebody who is named."""

    party: str
    role: PartyRole


def expand_owner(owner: Owner, conventions: Conventions) -> tuple[Named, ...]:
    """The parties that an owner of the profile stands for: itself, or its parts."""
    if not owner.parts:
        return (Named(owner.name, owner.role),)
    return tuple(Named(other.name, other.role) for other in conventions.owners if other.name in owner.parts)


def strip_remarks(text: str) -> str:
    """A name without what may stand beside it: footnote marks, remarks in brackets, emphasis."""
    return " ".join(_REMARKS.sub(" ", text).split()).strip(" .:*_`")


def read_names(text: str, conventions: Conventions) -> tuple[Named, ...]:
    """The parties that a cell names, where it does nothing else; an unknown name is a third party's."""
    shown = _REMARKS.sub(" ", conventions.replace_keyrefs(text)).strip(" .:*_`")
    if owner := conventions.find_owner(shown):
        return expand_owner(owner, conventions)
    if len(shown.split()) > _MOST_WORDS * 2:
        return ()
    named: list[Named] = []
    for piece in _BETWEEN_NAMES.split(shown):
        name = piece.strip(" .:")
        if not name:
            continue
        if owner := conventions.find_owner(name.removeprefix("the ").removeprefix("The ")):
            named.extend(expand_owner(owner, conventions))
        elif len(name.split()) <= _MOST_WORDS:
            named.append(Named(name, PartyRole.THIRD_PARTY))
        else:
            return ()
    return tuple(dict.fromkeys(named))


def is_party_name(text: str, conventions: Conventions, ending: str) -> bool:
    """Whether a cell names parties, one of them in a known way: an owner, or a “provider”."""
    names = read_names(text, conventions)
    return any(name.role is not PartyRole.THIRD_PARTY or _ends_like_party(name.party, ending) for name in names)


def _ends_like_party(name: str, ending: str) -> bool:
    return bool(ending) and regex(rf"(?:.*\W)?(?:{ending})").fullmatch(normalized(name)) is not None


def read_header(header: str, column: Column, conventions: Conventions, ending: str) -> tuple[Named, ...]:
    """The parties that an owner column's header names."""
    if column.role is Role.OWNER:
        owners = [owner for owner in conventions.owners if owner.name == column.owner]
        if owners:
            return expand_owner(owners[0], conventions)
        role = PartyRole(column.owner) if column.owner in set(PartyRole) else PartyRole.THIRD_PARTY
        return (Named(column.owner, role),) if column.owner else ()
    if column.role is Role.OTHER:
        owners = list(conventions.find_owners(header))
        if len(owners) == 1:
            return expand_owner(owners[0], conventions)
        name = conventions.replace_keyrefs(header).strip(" *_:")
        if not owners and name and _ends_like_party(name, ending):
            return (Named(name, PartyRole.THIRD_PARTY),)
    return ()


def read_label(text: str, conventions: Conventions) -> tuple[Named, ...]:
    """The parties whose duties a label or a heading announces: “Your responsibilities:”, “IBM is responsible for”."""
    if len(text.split()) > _MOST_LABEL_WORDS or not conventions.is_about_responsibilities(_plain(text)):
        return ()
    owners = conventions.find_owners(text)
    if not owners or len({owner.role for owner in owners}) > 1:
        return ()
    words = normalized(conventions.replace_keyrefs(text))
    begins = _OWNER_AT_START.match(words)
    start = words[begins.end() if begins else 0 :].lstrip("*_ ")
    if any(start.startswith(normalized(spelling)) for spelling in owners[0].spellings):
        return expand_owner(owners[0], conventions)
    # “Responsibilities of IBM”
    rest = regex(r".*(?:responsibilit(?:y|ies)|duties|tasks) (?:of|for) (?:the )?(.*)").fullmatch(words.strip(" *_:"))
    owner = conventions.find_owner(rest[1]) if rest else None
    return expand_owner(owner, conventions) if owner else ()


def complete_headers(
    headers: Sequence[tuple[str, Column]], conventions: Conventions, ending: str
) -> Iterator[tuple[int, tuple[Named, ...]]]:
    """The owner columns of a task table by their numbers.

    A header that speaks of responsibilities and names nobody whom the profile knows stands for a product of the
    provider's where the only other owner is the customer, and the other way round.
    """
    known = {
        n: named
        for n, (text, column) in enumerate(headers)
        if (named := read_header(text, column, conventions, ending))
    }
    unknown = [
        n
        for n, (text, column) in enumerate(headers)
        if n not in known and column.role is Role.OTHER and conventions.is_about_responsibilities(text)
    ]
    roles = {name.role for named in known.values() for name in named}
    if len(unknown) == len(roles) == 1 and len(known) == 1:
        wanted = {PartyRole.CUSTOMER: PartyRole.PROVIDER, PartyRole.PROVIDER: PartyRole.CUSTOMER}.get(roles.pop())
        other = next((owner for owner in conventions.owners if owner.role is wanted and not owner.parts), None)
        if other:
            known[unknown[0]] = expand_owner(other, conventions)
    for n in unknown:
        name = headers[n][0].strip(" *_:")
        known.setdefault(n, (Named(name, PartyRole.THIRD_PARTY),))
    yield from sorted(known.items())


def _plain(text: str) -> str:
    return text.strip(" *_:").replace("responsible", "responsibility")
