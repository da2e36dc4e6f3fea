"""What changed hands as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.model import ChangeKind, Task
from resp_lint.report.changes_words import LABELS, compare_texts, group_by_service, say_change, shown_changes
from resp_lint.report.html_page import ChangeGroup, ChangeView, TextPair, View, build_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.ownership.export import ChangeSet
    from resp_lint.ownership.model import Change
    from resp_lint.report.format import Screen


def render(changes: ChangeSet, _screen: Screen) -> Iterator[str]:
    shown = shown_changes(changes)
    kinds = [change.change for change in shown]
    numbers = [("Changes", len(kinds))]
    numbers += [(LABELS[kind].capitalize(), kinds.count(kind)) for kind in ChangeKind if kind in kinds]
    yield from build_page(
        View(
            title="What changed hands",
            subtitle=f"From {changes.old} to {changes.new}",
            numbers=tuple(numbers),
            changes_title="Changes by service",
            changes=view_changes(shown, {}),
        )
    )


def view_changes(changes: list[Change], anchors: Mapping[tuple[str, int, str | None], str]) -> tuple[ChangeGroup, ...]:
    """Changes by service; `anchors` are those of the tasks that stand in the same file, by path, line and column."""
    return tuple(
        ChangeGroup(name, tuple(_view(change, anchors) for change in group))
        for name, group in group_by_service(changes).items()
    )


def _view(change: Change, anchors: Mapping[tuple[str, int, str | None], str]) -> ChangeView:
    new = change.new if isinstance(change.new, Task) else None
    return ChangeView(
        label=LABELS[change.change].capitalize(),
        area=change.area or "",
        text=say_change(change),
        anchor=anchors.get((change.path, new.line, new.column), "") if new else "",
        line=new.line if new else 0,
        texts=tuple(TextPair(*texts) for texts in compare_texts(change)),
    )
