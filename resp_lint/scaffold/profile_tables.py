"""The part of a profile from pages that is about tables: parties, signs, counts, columns, names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.config.toml import format_value
from resp_lint.likeness import measure_likeness
from resp_lint.page.terms import PartyRole, Per, Role
from resp_lint.page.words import normalized
from resp_lint.scaffold import page_facts as facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.page.model import Page, Row, Table
    from resp_lint.page.terms import Count
    from resp_lint.profile import Profile
    from resp_lint.scaffold.page_facts import ColumnFacts, NamedOwner, Sign

_FEW = 3
_ENOUGH_TO_SORT = 6
_MOST_NAMES = 60
_MANY_BLANK = 0.25
_RARELY = 0.1
_HALF = 0.5
_NEAR = 90
_SAMPLES = 2
_FORMS: tuple[tuple[str, str], ...] = (
    (r"\d{4}-\d{2}-\d{2}", "a date such as 2026-11-21"),
    (r"#[\w-]+", "a channel"),
    (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "an e-mail address"),
)


# --- parties and signs


def write_parties(pages: Sequence[Page], base: Profile) -> Iterator[str]:
    """The parties whose duties stand below their names, where the base does not know the names."""
    lacks_provider = any(owner.name == PartyRole.PROVIDER for owner in base.owners) and not any(
        column.owner == PartyRole.PROVIDER for page in pages for table in page.tables for column in table.columns
    )
    parties = [_strip_owner_words(header, base) for header in _list_party_headers(pages, base)]
    yield from _write_owners(parties, "# Whose duties stand below these headers.", has_provider=not lacks_provider)
    unknown, lacks_provider = facts_of.find_unknown_parties(pages if base.owners else ())
    yield from _write_owners(unknown, "# Who stands in the cells.", has_provider=not lacks_provider)


def _write_owners(parties: Sequence[str], comment: str, *, has_provider: bool) -> Iterator[str]:
    """Owners that the base does not know: the first one is the provider, where no other is."""
    for number, party in enumerate(parties):
        name = party if has_provider or number else PartyRole.PROVIDER.value
        said = "" if number else f"{comment}\n"
        yield f"{said}[[owners]]\nname = {format_value(name)}\nspellings = [{format_value(party)}]"


def _list_party_headers(pages: Sequence[Page], base: Profile) -> list[str]:
    tables = [table for page in pages for table in page.tables] if base.owners else []
    return list(dict.fromkeys(header for table in tables for header in _find_party_headers(table, base)))


def _find_party_headers(table: Table, base: Profile) -> Iterator[str]:
    """The headers that name a party whom the base does not know, beside one that it knows or another such header."""
    roles = [column.role for column in table.columns]
    owned = [n for n, column in enumerate(table.columns) if column.owner and column.role is Role.OWNER]
    if any(column.marked for column in table.columns) or len(owned) + roles.count(Role.DUTIES) < 2 - bool(owned):
        return
    said = {normalized(cell.words) for n in owned for cell in facts_of.list_cells(table, n)} - {""}
    for number, (role, header) in enumerate(zip(roles, table.header.cells, strict=True)):
        texts = [cell.name for cell in facts_of.list_cells(table, number)] if number and role is Role.OTHER else []
        alike = any(normalized(text) in said or base.conventions.read_marks(text) for text in texts)
        if (role is Role.DUTIES and (owned or roles.count(role) > 1)) or (owned and alike):
            yield header.words


def _strip_owner_words(header: str, base: Profile) -> str:
    """A header without the words that make it an owner's: “Acme” of “Acme responsibilities”."""
    words = "|".join(map(re.escape, base.owner_words)) or "(?!)"
    return re.sub(rf"\s*\b(?:{words})\b\s*", " ", header, flags=re.IGNORECASE).strip() or header


def write_signs(pages: Sequence[Page], base: Profile) -> Iterator[str]:
    """The signs, or the parties, that stand in the cells and that the base does not know."""
    signs, are_names = facts_of.find_signs(pages)
    known = {normalized(spelling) for owner in base.owners for spelling in owner.spellings}
    comment = "# Who stands in the cells.\n" if are_names else ""
    for sign in signs:
        mark = format_value(sign.mark)
        if are_names and normalized(sign.mark) not in known:
            yield f"{comment}[[owners]]\nname = {mark}\nspellings = [{mark}]"
            comment = ""
        elif not are_names and not base.conventions.read_marks(sign.mark):
            yield _write_sign(sign)


def _write_sign(sign: Sign) -> str:
    check = "" if sign.explained else "# How does a party take part whose cell holds this?  Check the involvement.\n"
    meaning, mark = format_value(sign.meaning), format_value(sign.mark)
    return f'{check}[[markers]]\nname = {meaning}\nmarks = [{mark}]\ninvolvement = "{sign.involvement}"'


# --- counts


def write_replaced(pages: Sequence[Page], base: Profile) -> Iterator[str]:
    """What of the base does not hold for the pages: counts that many rows break."""
    if broken := _find_broken_counts(pages, base):
        named = " and ".join(str(count.involvement) for count in broken)
        yield f'# Many rows have another number of parties that are {named}: none is asked for.\nreplace = ["counts"]'


def write_kept_counts(pages: Sequence[Page], base: Profile) -> Iterator[str]:
    """The counts of the base that hold, where others do not."""
    if broken := _find_broken_counts(pages, base):
        for count in base.counts:
            if count not in broken:
                limits = f"min = {count.min}" + (f"\nmax = {count.max}" if count.max else "")
                yield f'[[counts]]\ninvolvement = "{count.involvement}"\nper = "{count.per}"\n{limits}'


def _find_broken_counts(pages: Sequence[Page], base: Profile) -> list[Count]:
    """The counts of the base that more rows break than an exception or two."""
    rows = [
        row
        for page in pages
        for table in page.task_tables
        if any(column.marked for column in table.columns)
        for row in table.rows
        if any(not cell.blank for cell in row.owner_cells)
    ]
    counts = [count for count in base.counts if count.per is Per.ROW]
    return [count for count in counts if sum(_keeps(count, row, base) for row in rows) < len(rows) * facts_of.MOST]


def _keeps(count: Count, row: Row, base: Profile) -> bool:
    parts = [{mark.involvement for mark in base.conventions.read_marks(cell.name)} for cell in row.owner_cells]
    number = sum(count.involvement in part for part in parts)
    return count.min <= number and (not count.max or number <= count.max)


# --- columns


def write_columns(pages: Sequence[Page], base: Profile) -> Iterator[str]:
    """The columns of which the pages say more than the base does, but for those that `write_parties` writes."""
    columns = facts_of.read_columns(pages)
    parties = _list_party_headers(pages, base)
    answers = _list_answers(pages)
    others: list[str] = []
    for facts in columns:
        role = _guess_role(facts)
        extra = list(_describe_column(facts, role, answers))
        if extra or (role is Role.OWNER and not facts.known):
            yield _write_column(facts, role, extra)
        elif role is Role.OTHER and facts.header not in parties:
            others.append(facts.header)
    if others:
        yield f"# Columns of which nothing is asked: {', '.join(f'“{header}”' for header in others)}."


def _list_answers(pages: Sequence[Page]) -> frozenset[str]:
    """The texts of cells that name nobody: nothing to do, undecided."""
    duties = [page.conventions.duties for page in pages[:1]]
    return frozenset(normalized(text) for one in duties for text in (*one.empty_markers, *one.undecided_markers))


def _guess_role(facts: ColumnFacts) -> Role:
    """What a column holds: by its header, or else by what stands in it."""
    column = facts.column
    if facts.known or column.marked:
        return column.role
    if facts_of.names_accounts(facts.cells) or (facts.alone and not facts.first and facts_of.names_people(facts)):
        return Role.OWNER
    return column.role


def _write_column(facts: ColumnFacts, role: Role, extra: list[str]) -> str:
    column = facts.column
    comments = [line for line in extra if line.startswith("#")]
    lines = ["[[columns]]", f'role = "{role}"', f"titles = [{format_value(facts.header)}]"]
    lines += [f'involvement = "{column.involvement}"'] if column.involvement else []
    return "\n".join([*comments, *lines, *(line for line in extra if not line.startswith("#"))])


def _describe_column(facts: ColumnFacts, role: Role, answers: frozenset[str]) -> Iterator[str]:
    """What a profile says of a column beyond its role, each with a comment that says why."""
    if facts.column.marked or facts.column.owner:
        return
    idle = sum(cell.blank or normalized(cell.words) in answers for _, cell in facts.cells)
    if role is Role.OWNER and facts.column.required is None and not facts.alone and idle > len(facts.cells) * _RARELY:
        yield "# Nobody need be named here."
        yield "required = false"
    if role is Role.CONTACT and len(facts.cells) > _FEW and not idle:
        yield "# Each row has one."
        yield "required = true"
    if role in {Role.TASK, Role.OTHER} and facts_of.names_sections(facts):
        yield "# Each has a section of the page."
        yield "sections = true"
    if _are_sorted(facts):
        yield "# The rows are in this order."
        yield "sorted = true"
    texts = [cell.name for cell in facts.said if normalized(cell.words) not in answers]
    for pattern, what in _FORMS if len(texts) > _FEW and not facts.column.pattern else ():
        if all(re.fullmatch(pattern, text) for text in texts):
            yield f"# Each is {what}."
            yield f"pattern = {format_pattern(pattern)}"
            yield f"examples = {format_value(list(dict.fromkeys(texts))[:_SAMPLES])}"


def _are_sorted(facts: ColumnFacts) -> bool:
    longest = max(map(len, facts.by_table), default=0)
    is_long = longest >= _ENOUGH_TO_SORT and len({*facts.by_table[0]}) > 1
    return is_long and all(facts_of.is_sorted(texts) for texts in facts.by_table)


# --- names


def write_owner_names(pages: Sequence[Page], base: Profile) -> Iterator[str]:
    """Who may own: links to accounts, a pattern, or names, as most of the cells of owners have it."""
    columns = [
        facts
        for facts in facts_of.read_columns(pages)
        if _guess_role(facts) is Role.OWNER and not facts.column.marked and not facts.column.owner
    ]
    names = facts_of.count_owners(columns, _list_answers(pages))
    total = sum(name.times for name in names)
    if total <= _FEW:
        return
    if sum(name.times for name in names if name.linked) >= total * facts_of.MOST:
        yield "[owner-names]\n# Owners are links to accounts, whose text is the account.\nlinked-accounts = true"
    elif sum(name.times for name in names if facts_of.is_handle(name.text)) >= total * facts_of.MOST:
        samples = [name.text for name in names if facts_of.is_handle(name.text)][:_SAMPLES]
        pattern = format_pattern(r"@[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
        yield f"[owner-names]\n# Owners are accounts.\npatterns = [{pattern}]\nexamples = {format_value(samples)}"
    else:
        yield from _write_names(names, total, base)


def _write_names(names: Sequence[NamedOwner], total: int, base: Profile) -> Iterator[str]:
    """A list of names where most stand again and again; else the same as a comment, so that anybody may own."""
    spellings = {normalized(text) for owner in base.owners for text in owner.spellings}
    doubtful = [name for name in names if _is_doubtful(name, names)]
    listed = [name for name in names if name not in doubtful and normalized(name.text) not in spellings]
    if _FEW <= len(names) <= min(_MOST_NAMES, total * _HALF) and not base.owners:
        lines = ["[owner-names]", '# Who may own; a file of names is another way: files = ["OWNERS.yaml"]', "names = ["]
        lines += [f"  {format_value(name)}," for name in sorted((name.text for name in listed), key=str.casefold)]
        lines.append("]")
        if doubtful:
            shown = ", ".join(f"“{name.text}”" for name in doubtful)
            lines.append(f"# Left out, as these are near to others that stand there more often: {shown}")
        yield "\n".join(lines)
    elif often := [name.text for name in listed if name.times > 1]:
        shown = ", ".join(format_value(name) for name in often[:_FEW])
        yield f"# Anybody may own.  To name those who may:\n# [owner-names]\n# names = [{shown}]"


def _is_doubtful(name: NamedOwner, others: Sequence[NamedOwner]) -> bool:
    """Whether a name is near to one that is used more often, or its beginning: “Agency” of “Agency PoC”."""
    often = [normalized(other.text) for other in others if other.times >= _FEW * name.times]
    text = normalized(name.text)
    return any(other.startswith(f"{text} ") or measure_likeness(text, other) >= _NEAR for other in often)


def write_cells(pages: Sequence[Page]) -> Iterator[str]:
    """Whether a blank cell is an answer: where several parties have columns and many of their cells are blank."""
    cells = [
        cell
        for page in pages
        for table in page.tables
        if _has_parties(table)
        for number in range(1, len(table.columns))
        for cell in facts_of.list_cells(table, number)
    ]
    if cells and sum(cell.blank for cell in cells) >= len(cells) * _MANY_BLANK:
        yield "[cells]\n# A party whose cell is blank takes no part.\nblank-means-none = true"


def _has_parties(table: Table) -> bool:
    return any(column.owner and not column.marked for column in table.columns)


def format_pattern(pattern: str) -> str:
    """A regular expression as TOML, without escapes where there can be none."""
    return f"'{pattern}'" if "'" not in pattern and pattern.isprintable() else format_value(pattern)


def format_patterns(patterns: Sequence[str]) -> str:
    """A list of regular expressions as TOML."""
    return f"[{', '.join(map(format_pattern, patterns))}]"
