"""Which task of one version of a page is which of another.

Tasks are known by their area, section, column and name; a name alone stands for several tasks on many pages, so what is
the same in more ways is put together first, and only what is left over is compared by how alike it is.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from resp_lint.ownership.model import PageOwnership, Task

_KEYREF = re.compile(r"\{\{[^{}]*\}\}")
_WORD = re.compile(r"[^\W_]+")
_FORMS = re.compile(r"(?:_?(?:short|long|full|notm))+$")
# Of 100: so alike are two tasks of one area, or of two, to be the same.  Measured on real pairs of versions.
_SAME_AREA = 60
_OTHER_AREA = 72
_SAME_TEXT = 85
_LONG_TEXT = 60
# Names alone say less than names and texts.
_NAMES_ALONE = 72
_OTHER_OWNER = 10
# Tasks of one name in two sections that both versions have are the same only where their texts are alike.
_SAME_NAME = 60


class Known(Struct, frozen=True, eq=False):
    """A task with what it is compared by: its words, without markup, case and punctuation.

    `bare` says that its name is all it says, as in a list, in a matrix, and beside an owner's name; `roles` are the
    sides that it names.
    """

    task: Task
    section: int
    name: str
    text: str
    order: int
    bare: bool
    roles: frozenset[str]


class Matched(Struct, frozen=True):
    """The tasks of two versions that are the same, and those that only one has."""

    pairs: tuple[tuple[Known, Known], ...]
    removed: tuple[Known, ...]
    added: tuple[Known, ...]


class Sections(Struct, frozen=True):
    """The sections of two versions by number: those that are the same have the same one."""

    old: tuple[int, ...]
    new: tuple[int, ...]

    @property
    def kept(self) -> frozenset[int]:
        """The sections that both versions have."""
        return frozenset(self.old) & frozenset(self.new)


def fold_words(text: str, keyrefs: Mapping[str, str]) -> str:
    """A text for comparison: keyrefs as their words or their names, no case, no punctuation.

    >>> fold_words("Back-up of {{x.IBM}} `data`.", {"{{x.IBM}}": "IBM"})
    'back up of ibm data'
    >>> fold_words("{{site.data.keyword.satelliteshort}} hosts", {}) == fold_words("Satellite hosts", {})
    True
    """
    if "{{" in text:
        text = _KEYREF.sub(lambda found: keyrefs.get(found[0]) or _name_keyref(found[0]), text)
    return " ".join(_WORD.findall(text)).casefold()


def _name_keyref(keyref: str) -> str:
    """What a keyref that nobody explains most likely stands for: its name, without what tells its forms apart."""
    name = keyref.strip("{} ").rpartition(".")[2]
    return _FORMS.sub("", name) or name


def match_tasks(old: PageOwnership, new: PageOwnership) -> Matched:
    """Put the tasks of two versions together."""
    keyrefs = {**old.keyrefs, **new.keyrefs}
    sections = _number_sections(old, new, keyrefs)
    left = _known(old, sections.old, keyrefs)
    right = _known(new, sections.new, keyrefs)
    pairs: list[tuple[Known, Known]] = []
    for key, fits in _PASSES:
        found = list(_pair_by_key(left, right, key, partial(fits, kept=sections.kept)))
        pairs += found
        left = _without(left, {one.order for one, _ in found})
        right = _without(right, {other.order for _, other in found})
    found = _pair_by_likeness(left, right)
    pairs += found
    left = _without(left, {one.order for one, _ in found})
    right = _without(right, {other.order for _, other in found})
    pairs.sort(key=lambda pair: pair[1].order)
    return Matched(tuple(pairs), tuple(left), tuple(right))


def _known(page: PageOwnership, sections: tuple[int, ...], keyrefs: Mapping[str, str]) -> list[Known]:
    return [
        _know(task, section, order, keyrefs)
        for order, (task, section) in enumerate(zip(page.tasks, sections, strict=True))
    ]


def _know(task: Task, section: int, order: int, keyrefs: Mapping[str, str]) -> Known:
    name, text = fold_words(task.task, keyrefs), _fold_parties(task, keyrefs)
    silent = not any(party.statements for party in task.parties)
    bare = task.column is not None or not text or text == name or silent
    return Known(task, section, name, text, order, bare, frozenset(party.role.value for party in task.parties))


def _fold_parties(task: Task, keyrefs: Mapping[str, str]) -> str:
    return " ".join(filter(None, (fold_words(party.text, keyrefs) for party in task.parties)))


def _without(tasks: list[Known], orders: set[int]) -> list[Known]:
    return [task for task in tasks if task.order not in orders]


def _number_sections(old: PageOwnership, new: PageOwnership, keyrefs: Mapping[str, str]) -> Sections:
    """The sections of both versions, the same by their ids or, where those changed, by their words."""

    def paths(page: PageOwnership) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        ids = page.section_ids or ((),) * len(page.tasks)
        texts = (tuple(fold_words(title, keyrefs) for title in task.section) for task in page.tasks)
        return list(zip(texts, ids, strict=True))

    by_id: dict[str, int] = {}
    by_text: dict[tuple[str, ...], int] = {}
    numbers: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    olds: list[int] = []
    for path in paths(old):
        number = numbers.setdefault(path, len(numbers))
        by_text.setdefault(path[0], number)
        if path[1] and path[1][-1]:
            by_id.setdefault(path[1][-1], number)
        olds.append(number)
    taken: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    news: list[int] = []
    for path in paths(new):
        if path not in taken:
            number = by_id.get(path[1][-1], -1) if path[1] else -1
            number = by_text.get(path[0], -1) if number < 0 else number
            taken[path] = len(numbers) + len(taken) if number < 0 else number
        news.append(taken[path])
    return Sections(tuple(olds), tuple(news))


# --- what is the same


class _Fits(Protocol):
    """Whether two tasks with one key are the same; `kept` are the sections that both versions have."""

    def __call__(self, one: Known, other: Known, *, kept: frozenset[int]) -> bool: ...


def _always(one: Known, other: Known, *, kept: frozenset[int]) -> bool:  # noqa: ARG001 -- as the others
    return True


def _is_same_task(one: Known, other: Known, *, kept: frozenset[int]) -> bool:
    """Whether tasks of one name and area in two sections are the same: a section went or came, or they are alike."""
    if one.section not in kept or other.section not in kept:
        return one.bare or fuzz.ratio(one.text, other.text) >= _SAME_NAME // 2
    return not one.bare and fuzz.ratio(one.text, other.text) >= _SAME_NAME


# From the same in all ways to the same in some; each with what has to be so besides.
_PASSES: tuple[tuple[Callable[[Known], Hashable], _Fits], ...] = (
    (lambda task: (task.task.area, task.section, task.task.column, task.name, task.text), _always),
    (lambda task: (task.task.area, task.section, task.task.column, task.name), _always),
    (lambda task: (task.task.area, task.section, task.task.column and task.task.area, task.name), _always),
    (lambda task: (task.task.area, task.task.column, task.name, task.text), _always),
    (lambda task: (task.task.area, task.task.column, task.name), _is_same_task),
    (lambda task: (task.section, task.task.column, task.name, task.text), _always),
    (lambda task: (task.section, task.task.column, task.name), _always),
    (lambda task: (task.task.column, task.name, "" if task.bare else task.text), _always),
)


def _pair_by_key(
    old: list[Known],
    new: list[Known],
    key: Callable[[Known], Hashable],
    fits: Callable[[Known, Known], bool],
) -> Iterator[tuple[Known, Known]]:
    """The tasks that have a key in common, where several have it those that are most alike."""
    groups: dict[Hashable, list[Known]] = {}
    for task in new:
        groups.setdefault(key(task), []).append(task)
    mine: dict[Hashable, list[Known]] = {}
    for task in old:
        if (found := key(task)) in groups:
            mine.setdefault(found, []).append(task)
    for found, ones in mine.items():
        others = groups[found]
        if len(ones) == len(others) == 1:
            candidates = [(0.0, ones[0], others[0])]
        else:
            candidates = [(_likeness(one, other), one, other) for one in ones for other in others]
        yield from _take_best([(score, one, other) for score, one, other in candidates if fits(one, other)])


# --- what is alike


def _likeness(one: Known, other: Known, least: float = 0) -> float:
    """How alike two tasks are, of 100: half by their names and half by their texts, where they have any.

    Below `least` it need not be exact.
    """
    name = fuzz.ratio(one.name, other.name)
    if one.bare or other.bare or (name + 100 < 2 * least and one.section != other.section):
        return name
    text = fuzz.ratio(one.text, other.text)
    both = (name + text) / 2
    # A row of the same section that says the same at length is the same row under another name.
    if one.section == other.section and text >= _SAME_TEXT and min(len(one.text), len(other.text)) >= _LONG_TEXT:
        return max(both, _SAME_AREA)
    return both


def _least(one: Known, other: Known) -> float:
    """How alike two tasks must be to be the same."""
    least = _SAME_AREA if one.task.area == other.task.area else _OTHER_AREA
    if one.bare or other.bare:
        least = max(least, _NAMES_ALONE)
    return least if one.roles == other.roles else least + _OTHER_OWNER


def _pair_by_likeness(old: list[Known], new: list[Known]) -> list[tuple[Known, Known]]:
    candidates = []
    for one in old:
        for other in new:
            if one.task.column != other.task.column:
                continue
            least = _least(one, other)
            score = _likeness(one, other, least)
            if score >= least:
                candidates.append((score, one, other))
    return list(_take_best(candidates))


def _take_best(candidates: list[tuple[float, Known, Known]]) -> Iterator[tuple[Known, Known]]:
    """Pairs by descending likeness, the nearest places first where it is equal; each task once."""
    candidates.sort(key=lambda found: (-found[0], found[1].order, found[2].order))
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, one, other in candidates:
        if one.order not in used_old and other.order not in used_new:
            used_old.add(one.order)
            used_new.add(other.order)
            yield one, other
