"""What changed, in sentences: “You now …”, “IBM no longer …”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.ownership.keyrefs import show_keyrefs
from resp_lint.ownership.model import Answer, ChangeKind, Ownership, Task
from resp_lint.page.terms import PartyRole
from resp_lint.report.summary import format_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import ChangeSet
    from resp_lint.ownership.model import Change, Party

LABELS = {
    ChangeKind.OWNERSHIP: "owner changed",
    ChangeKind.PAGE_REMOVED: "page removed",
    ChangeKind.REMOVED: "removed",
    ChangeKind.PAGE_ADDED: "page added",
    ChangeKind.ADDED: "added",
    ChangeKind.CROSSED: "duty crossed over",
    ChangeKind.LOSES: "duty removed",
    ChangeKind.GAINS: "duty added",
    ChangeKind.MERGED: "merged",
    ChangeKind.SPLIT: "split",
    ChangeKind.MOVED: "moved",
    ChangeKind.RENAMED: "renamed",
    ChangeKind.REWORDED: "reworded",
    ChangeKind.COSMETIC: "cosmetic",
}
_TEXTS = frozenset({ChangeKind.REWORDED, ChangeKind.OWNERSHIP, ChangeKind.CROSSED, ChangeKind.COSMETIC})
NOBODY = frozenset({Ownership.NONE, Ownership.UNSTATED, Ownership.UNDECIDED})


def shown_changes(changes: ChangeSet) -> list[Change]:
    """The changes with keyrefs as people read them."""

    def show(text: str) -> str:
        return show_keyrefs(text, changes.keyrefs)

    def show_task(task: object) -> object:
        if isinstance(task, tuple):
            return tuple(map(show_task, task))
        if not isinstance(task, Task):
            return task
        parties = tuple(
            replace(one, party=show(one.party), text=show(one.text), statements=tuple(map(show, one.statements)))
            for one in task.parties
        )
        column = None if task.column is None else show(task.column)
        return replace(
            task, task=show(task.task), section=tuple(map(show, task.section)), column=column, parties=parties
        )

    return [
        replace(
            change,
            task=None if change.task is None else show(change.task),
            column=None if change.column is None else show(change.column),
            statements=tuple(map(show, change.statements)),
            old=show_task(change.old),
            new=show_task(change.new),
        )
        for change in changes.changes
    ]


def group_by_service(changes: list[Change]) -> dict[str, list[Change]]:
    """The changes by what people call their service, in the order of the paths."""
    groups: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda one: one.path):
        folder = change.path.replace("\\", "/").rpartition("/")[0]
        groups.setdefault(change.service or folder or change.path, []).append(change)
    return groups


def name_task(change: Change) -> str:
    """A change's task as people call it: with its column, where it is a cell of a matrix."""
    if change.task is None:
        return change.path
    return f"{change.task} ({change.column})" if change.column else change.task


def say_change(change: Change) -> str:  # noqa: PLR0911 -- one sentence for each kind
    """A change in one sentence."""
    name = f"“{name_task(change)}”"
    old = change.old if isinstance(change.old, Task) else None
    new = change.new if isinstance(change.new, Task) else None
    match change.change:
        case ChangeKind.OWNERSHIP if old and new:
            return f"{name}: {say_owner(old)} owned it; now {say_owner(new)} {_owns(new)}."
        case ChangeKind.REMOVED if old:
            return f"{_subject(old)} no longer {_own(old)} {name}: the task is gone."
        case ChangeKind.ADDED if new:
            return f"{_subject(new)} now {_own(new)} {name}: the task is new."
        case ChangeKind.MERGED if new:
            return f"{name} is part of “{new.task}” now."
        case ChangeKind.SPLIT if old:
            return f"{name} was part of “{old.task}”."
        case ChangeKind.MOVED if old and new:
            return f"{name} moved from {old.area or 'no area'} to {new.area or 'no area'}."
        case ChangeKind.RENAMED if old:
            return f"{name} was called “{old.task}”."
        case ChangeKind.GAINS | ChangeKind.LOSES:
            verb = "now" if change.change is ChangeKind.GAINS else "no longer"
            return f"{_capitalize(_name(change.party or ''))} {verb}: {' '.join(change.statements)}"
        case ChangeKind.PAGE_REMOVED | ChangeKind.PAGE_ADDED:
            tasks = change.old or change.new
            number = len(tasks) if isinstance(tasks, tuple) else 0
            state = "gone" if change.change is ChangeKind.PAGE_REMOVED else "new"
            return f"The page {change.path} is {state}, with {format_count(number, 'task')}."
        case _:
            return f"{name}: {LABELS[change.change]}."


def compare_texts(change: Change) -> Iterator[tuple[str, str, str]]:
    """What each party's text was and is, where it is another one and the change does not say so itself."""
    old, new = change.old, change.new
    if change.change not in _TEXTS or not isinstance(old, Task) or not isinstance(new, Task):
        return
    before = {party.party: party.text for party in old.parties}
    after = {party.party: party.text for party in new.parties}
    for party in dict.fromkeys((*before, *after)):
        if before.get(party) != after.get(party) and change.party in {None, party}:
            yield party, before.get(party) or "(blank)", after.get(party) or "(blank)"


def say_owner(task: Task) -> str:
    """Who owns a task, by the names of the parties."""
    if task.ownership in NOBODY:
        return "nobody"
    names = [_name(party.party) for party in _owners(task)]
    return " and ".join(names) or "nobody"


def _owners(task: Task) -> Iterator[Party]:
    yield from (party for party in task.parties if party.answer in {Answer.DOES, Answer.REFERS})


def _name(party: str) -> str:
    return "you" if party == PartyRole.CUSTOMER else party


def _subject(task: Task) -> str:
    return _capitalize(say_owner(task))


def _capitalize(name: str) -> str:
    return name[:1].upper() + name[1:]


def _plural(task: Task) -> bool:
    owner = say_owner(task)
    return owner == "you" or " and " in owner


def _own(task: Task) -> str:
    return "own" if _plural(task) else "owns"


def _owns(task: Task) -> str:
    return "do" if _plural(task) else "does"
