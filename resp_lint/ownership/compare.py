"""What changed between two versions of a page: who owns a task, what its parties do, which tasks came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rapidfuzz import fuzz

from resp_lint.ownership.match import fold_words, match_tasks
from resp_lint.ownership.model import Answer, Change, ChangeKind, Ownership

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint.ownership.match import Known, Matched
    from resp_lint.ownership.model import PageOwnership, Party, Task

WEIGHTS = {kind: weight for weight, kind in enumerate(ChangeKind)}
# Of 100: so alike are a statement and what became of it, and one and the same that another task or party has now.
_REWORDED = 60
_SAME = 85
# So much of a statement's words a text holds that says it in another way.
_HELD = 80
_HALF = 0.5


def compare_ownership(old: PageOwnership | None, new: PageOwnership | None) -> tuple[Change, ...]:
    """What changed from one version of a page to another, the weightiest first.

    None stands for a page that does not exist: one that comes or goes is one change, with its tasks.
    """
    if old is None or new is None:
        return tuple(_compare_existence(old, new))
    matched = match_tasks(old, new)
    changes = list(_Comparison(old, new, matched).changes())
    changes.sort(key=lambda change: (WEIGHTS[change.change], _line(change)))
    return tuple(changes)


def _compare_existence(old: PageOwnership | None, new: PageOwnership | None) -> Iterator[Change]:
    for page, kind in ((old, ChangeKind.PAGE_REMOVED), (new, ChangeKind.PAGE_ADDED)):
        if page is not None:
            before, after = (page.tasks, None) if kind is ChangeKind.PAGE_REMOVED else (None, page.tasks)
            yield Change(kind, page.path, page.service, None, None, None, None, before, after)


def _line(change: Change) -> int:
    task = change.new or change.old
    return 0 if task is None or isinstance(task, tuple) else task.line


class _Statement(Struct, frozen=True):
    """A duty of a party, as written and for comparison."""

    party: str
    text: str
    words: str


class _Diff(Struct, frozen=True):
    """The statements that a task lost and gained, by party, and whether others were put in other words."""

    lost: tuple[_Statement, ...]
    gained: tuple[_Statement, ...]


class _Comparison:
    """The comparison of two versions whose tasks are put together."""

    def __init__(self, old: PageOwnership, new: PageOwnership, matched: Matched) -> None:
        self.old, self.new, self.matched = old, new, matched
        self.keyrefs: Mapping[str, str] = {**old.keyrefs, **new.keyrefs}
        self.diffs = [self._diff(one.task, other.task) for one, other in matched.pairs]
        self.uneven = [number for number, diff in enumerate(self.diffs) if diff.lost or diff.gained]
        # Statements that went to another task, by the number of the pair that has or had them.
        self.arrived: dict[int, list[_Statement]] = {}
        self.departed: dict[int, list[_Statement]] = {}

    def changes(self) -> Iterator[Change]:
        """All changes, in no order."""
        for gone in self.matched.removed:
            yield self._explain_removed(gone)
        for came in self.matched.added:
            yield self._explain_added(came)
        for number, (one, other) in enumerate(self.matched.pairs):
            yield from self._compare_pair(number, one, other)

    def _change(  # noqa: PLR0913 -- what a change holds
        self,
        kind: ChangeKind,
        old: Task | None,
        new: Task | None,
        *,
        named: Task | None = None,
        party: str | None = None,
        statements: Iterable[str] = (),
    ) -> Change:
        task = named or new or old
        return Change(
            kind,
            self.new.path,
            self.new.service or self.old.service,
            task.area if task else None,
            task.task if task else None,
            task.column if task else None,
            party,
            old,
            new,
            tuple(statements),
        )

    # --- tasks that came and went

    def _explain_removed(self, gone: Known) -> Change:
        """Where a task went: into another that has its statements now, or away."""
        mine = self._statements(gone.task)
        for number in self._by_nearness(gone):
            moved = _find_all(mine, self.diffs[number].gained)
            if mine and len(moved) >= _HALF * len(mine):
                self.arrived.setdefault(number, []).extend(moved)
                target = self.matched.pairs[number][1].task
                said = (statement.text for statement in moved)
                return self._change(ChangeKind.MERGED, gone.task, target, named=gone.task, statements=said)
        return self._change(ChangeKind.REMOVED, gone.task, None, statements=(one.text for one in mine))

    def _explain_added(self, came: Known) -> Change:
        """Where a task came from: out of another that had its statements, or from nowhere."""
        mine = self._statements(came.task)
        for number in self._by_nearness(came):
            moved = _find_all(mine, self.diffs[number].lost)
            if mine and len(moved) >= _HALF * len(mine):
                self.departed.setdefault(number, []).extend(moved)
                source = self.matched.pairs[number][0].task
                said = (statement.text for statement in moved)
                return self._change(ChangeKind.SPLIT, source, came.task, statements=said)
        return self._change(ChangeKind.ADDED, None, came.task, statements=(one.text for one in mine))

    def _by_nearness(self, known: Known) -> list[int]:
        """The numbers of the pairs that lost or gained anything, those of the task's own area first."""
        area = known.task.area
        return sorted(self.uneven, key=lambda number: self.matched.pairs[number][1].task.area != area)

    # --- tasks that stayed

    def _compare_pair(self, number: int, one: Known, other: Known) -> Iterator[Change]:
        old, new = one.task, other.task
        found = False
        for change in self._weigh_pair(number, one, other):
            found = True
            yield change
        if not found and _shown(old) != _shown(new):
            yield self._change(ChangeKind.COSMETIC, old, new)

    def _weigh_pair(self, number: int, one: Known, other: Known) -> Iterator[Change]:
        old, new = one.task, other.task
        if old.ownership is not new.ownership:
            yield self._change(ChangeKind.OWNERSHIP, old, new)
        elif _doers(old) != _doers(new):
            yield self._change(ChangeKind.CROSSED, old, new)
        if self._is_moved(one, other):
            yield self._change(ChangeKind.MOVED, old, new)
        if one.name != other.name:
            yield self._change(ChangeKind.RENAMED, old, new)
        yield from self._compare_statements(number, old, new)
        diff = self.diffs[number]
        spoken = {one.party for one in (*diff.lost, *diff.gained)}
        reworded = _find_asked(old, new) if one.bare and other.bare else self._find_reworded(old, new, spoken)
        for party in reworded:
            yield self._change(ChangeKind.REWORDED, old, new, party=party)

    def _is_moved(self, one: Known, other: Known) -> bool:
        """Whether a task stands in another area, or in another section although both were there before.

        A heading that no longer names an area moves no task.
        """
        if one.section == other.section:
            return False
        if one.task.area != other.task.area:
            return True
        return (
            one.task.area is None
            and one.section in {after.section for _, after in self.matched.pairs}
            and other.section in {before.section for before, _ in self.matched.pairs}
        )

    def _compare_statements(self, number: int, old: Task, new: Task) -> Iterator[Change]:
        diff = self.diffs[number]
        lost = [one for one in diff.lost if not _find(one, self.departed.get(number, ()), any_party=True)]
        gained = [one for one in diff.gained if not _find(one, self.arrived.get(number, ()), any_party=True)]
        crossed = [(one, other) for one in lost if (other := _find_across(one, gained))]
        if old.ownership is not new.ownership or _doers(old) != _doers(new):
            # That the task has another owner says so already.
            crossed = []
        if crossed:
            yield self._change(ChangeKind.CROSSED, old, new, statements=(other.text for _, other in crossed))
        lost = [one for one in lost if one not in {before for before, _ in crossed}]
        gained = [one for one in gained if one not in {after for _, after in crossed}]
        for kind, statements in ((ChangeKind.LOSES, lost), (ChangeKind.GAINS, gained)):
            for party in dict.fromkeys(statement.party for statement in statements):
                said = (statement.text for statement in statements if statement.party == party)
                yield self._change(kind, old, new, party=party, statements=said)

    def _find_reworded(self, old: Task, new: Task, spoken: set[str]) -> Iterator[str]:
        """The parties whose text is another one, those aside of whom more is said."""
        before, after = _by_party(old), _by_party(new)
        for name, one in before.items():
            other = after.get(name)
            if name in spoken or other is None or one.answer is other.answer is Answer.NONE:
                continue
            if fold_words(one.text, self.keyrefs) != fold_words(other.text, self.keyrefs):
                yield name

    # --- statements

    def _statements(self, task: Task) -> list[_Statement]:
        name = fold_words(task.task, self.keyrefs)
        statements = (
            _Statement(party.party, text, fold_words(text, self.keyrefs))
            for party in task.parties
            for text in party.statements
        )
        # An item of a list says nothing but its name.
        return [statement for statement in statements if statement.words != name]

    def _diff(self, old: Task, new: Task) -> _Diff:
        lost: list[_Statement] = []
        gained: list[_Statement] = []
        before, after = self._statements(old), self._statements(new)
        for party in dict.fromkeys(one.party for one in (*before, *after)):
            mine = [one for one in before if one.party == party]
            theirs = [one for one in after if one.party == party]
            gone, came = _align(mine, theirs)
            lost += [one for one in gone if not _is_held(one, theirs)]
            gained += [one for one in came if not _is_held(one, mine)]
        return _Diff(tuple(lost), tuple(gained))


def _align(old: Sequence[_Statement], new: Sequence[_Statement]) -> tuple[list[_Statement], list[_Statement]]:
    """The statements that only one side has: neither the same nor in other words on the other."""
    words = [one.words for one in new]
    left: list[_Statement] = []
    for one in old:
        if one.words in words:
            words.remove(one.words)
        else:
            left.append(one)
    rest = list(words)
    right = [one for one in new if _take(one.words, rest)]
    alike = sorted(
        ((fuzz.ratio(one.words, other.words), i, j) for i, one in enumerate(left) for j, other in enumerate(right)),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for score, i, j in alike:
        if score >= _REWORDED and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
    return (
        [one for i, one in enumerate(left) if i not in used_old],
        [one for j, one in enumerate(right) if j not in used_new],
    )


def _take(words: str, rest: list[str]) -> bool:
    """Whether words are among the rest, from which they are then taken."""
    if words in rest:
        rest.remove(words)
        return True
    return False


def _is_held(statement: _Statement, others: Sequence[_Statement]) -> bool:
    """Whether the other version says a statement as a part of longer ones."""
    mine = set(statement.words.split())
    held = {word for other in others for word in other.words.split()}
    if 100 * len(mine & held) < _HELD * len(mine):
        return False
    return any(fuzz.partial_ratio(statement.words, other.words) >= _SAME for other in others)


def _find(statement: _Statement, others: Iterable[_Statement], *, any_party: bool = False) -> _Statement | None:
    for other in others:
        if (any_party or statement.party == other.party) and fuzz.ratio(statement.words, other.words) >= _SAME:
            return other
    return None


def _find_all(mine: Sequence[_Statement], others: Sequence[_Statement]) -> list[_Statement]:
    """Those of the others that are one of mine."""
    return [other for other in others if _find(other, mine)]


def _find_across(statement: _Statement, others: Iterable[_Statement]) -> _Statement | None:
    """The same statement in the hands of another party."""
    return _find(statement, (other for other in others if other.party != statement.party), any_party=True)


def _by_party(task: Task) -> dict[str, Party]:
    return {party.party: party for party in task.parties}


def _find_asked(old: Task, new: Task) -> Iterator[str]:
    """The parties that own as much of a task as before and take part in it in another way, such as being informed."""
    before, after = _by_party(old), _by_party(new)
    for name in (name for name in before if name in after):
        one, other = before[name], after[name]
        owns_alike = bool(one.involvement and other.involvement) and one.owns == other.owns
        if owns_alike and {*one.involvement} != {*other.involvement}:
            yield name


def _doers(task: Task) -> frozenset[tuple[str, frozenset[str]]]:
    """Who a task names as its owners, and how each owns it; nothing to compare by where the profile knows them."""
    if task.ownership is not Ownership.THIRD_PARTY:
        return frozenset()
    return frozenset((party.party, party.owns) for party in task.parties if party.answer is Answer.DOES)


def _shown(task: Task) -> tuple[str, str | None, tuple[str, ...]]:
    return task.task, task.column, tuple(party.text for party in task.parties)
