"""What changed hands for people at a terminal: by service, the weightiest first, old and new below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.model import ChangeKind, Task
from resp_lint.report.changes_words import LABELS, compare_texts, group_by_service, name_task, say_change, shown_changes
from resp_lint.report.format import BOLD, CYAN, LEVEL_STYLES
from resp_lint.report.summary import format_count
from resp_lint.report.wrap import wrap_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import ChangeSet
    from resp_lint.ownership.model import Change
    from resp_lint.report.format import Screen

_WEIGHTY = {ChangeKind.OWNERSHIP, ChangeKind.REMOVED, ChangeKind.ADDED, ChangeKind.PAGE_REMOVED, ChangeKind.PAGE_ADDED}
_LABEL = max(map(len, LABELS.values()))
_INDENT = " " * (_LABEL + 4)


def render(changes: ChangeSet, screen: Screen) -> Iterator[str]:
    shown = shown_changes(changes)
    for service, group in group_by_service(shown).items():
        yield screen.paint(screen.text(service), BOLD)
        for change in sorted(group, key=lambda one: list(ChangeKind).index(one.change)):
            yield from _tell(change, screen)
        yield ""
    yield summarize(shown)


def summarize(changes: list[Change]) -> str:
    """How many changes there are, by kind."""
    if not changes:
        return "nothing changed hands"
    kinds = [change.change for change in changes]
    parts = ", ".join(f"{kinds.count(kind)} {kind.value}" for kind in ChangeKind if kind in kinds)
    return f"{format_count(len(kinds), 'change')}: {parts}"


def _tell(change: Change, screen: Screen) -> Iterator[str]:
    style = LEVEL_STYLES["warning"] if change.change in _WEIGHTY else CYAN
    label = screen.paint(f"{LABELS[change.change]:<{_LABEL}}", style)
    place = ", ".join(filter(None, (change.area, _line(change))))
    yield f"  {label}  {screen.text(name_task(change))}{f' ({screen.text(place)})' if place else ''}"
    yield from _wrap(say_change(change), screen)
    for party, old, new in compare_texts(change):
        yield from _wrap(f"- {party}: {old}", screen)
        yield from _wrap(f"+ {party}: {new}", screen)


def _line(change: Change) -> str:
    task = change.new or change.old
    return f"{change.path}:{task.line}" if isinstance(task, Task) else ""


def _wrap(text: str, screen: Screen) -> Iterator[str]:
    room = max(30, screen.width - len(_INDENT))
    yield from (f"{_INDENT}{line}" for line in wrap_text(screen.text(text), room, room - 2))
