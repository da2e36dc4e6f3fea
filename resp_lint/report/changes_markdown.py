"""What changed hands as release notes: a heading for each service, a sentence for each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.model import ChangeKind
from resp_lint.report.changes_words import LABELS, group_by_service, name_task, say_change, shown_changes
from resp_lint.report.markdown import COMMENT_BYTES, cut, escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import ChangeSet
    from resp_lint.ownership.model import Change
    from resp_lint.report.format import Screen

_SPLIT = frozenset({ChangeKind.GAINS, ChangeKind.LOSES})


def render(changes: ChangeSet, screen: Screen) -> Iterator[str]:
    """What fits into a comment."""
    return cut(tell_changes(changes, screen), COMMENT_BYTES)


def tell_changes(changes: ChangeSet, _screen: Screen) -> Iterator[str]:
    """All changes."""
    shown = shown_changes(changes)
    yield f"# Changes in responsibilities from {escape_text(changes.old)} to {escape_text(changes.new)}"
    if not shown:
        yield ""
        yield "Nothing changed hands."
    for service, group in group_by_service(shown).items():
        yield ""
        yield f"## {escape_text(service)}"
        for kind in ChangeKind:
            some = [change for change in group if change.change is kind]
            if some:
                yield ""
                yield f"### {LABELS[kind].capitalize()}"
                yield ""
                yield from (f"- {_say(change)}" for change in some)


def _say(change: Change) -> str:
    area = f" *({escape_text(change.area)})*" if change.area else ""
    if change.change in _SPLIT:
        return f"**{escape_text(name_task(change))}**: {escape_text(say_change(change))}{area}"
    return f"{escape_text(say_change(change))}{area}"
