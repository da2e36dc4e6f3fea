"""Real pages and pairs of versions, against what people read in them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from owned import read_page

from resp_lint import Change, PageOwnership, Task, compare_ownership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Where we read a page or a pair in another way than the people who wrote the truth, and why, by the page's words.
DISAGREEMENTS: dict[tuple[str, str], str] = {}
WEIGHTY = {"ownership", "removed", "added"}

Truth = dict[str, Any]


def load(shared: Path, name: str) -> Any:  # noqa: ANN401 -- JSON
    return json.loads((shared / "ownership" / name).read_bytes())


def read(path: Path) -> PageOwnership:
    return read_page(path.read_bytes(), path.name)


def words(text: str | None) -> str:
    """Texts compare by their words, links by their texts."""
    return " ".join(re.findall(r"\w+", re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text or "").casefold()))


def accepted(value: Any) -> list[Any]:  # noqa: ANN401 -- JSON
    """A list stands for the values that are accepted."""
    return value if isinstance(value, list) else [value]


def agrees(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same; the truth may shorten one."""
    mine, theirs = words(one), words(other)
    return mine == theirs or bool(theirs and mine.startswith(theirs)) or bool(mine and theirs.startswith(mine))


def test_pages(shared: Path) -> None:
    """Every row at its line and no other, every state of an area, and at most one answer in a hundred wrong."""
    wrong, answers, rows = [], 0, 0
    for name, truth in load(shared, "pages.json").items():
        page = read(shared / "pages" / name)
        assert page.service == truth["service"], name
        assert {area.area: area.state for area in page.areas if area.area in truth["areas"]} == {
            area: next((state for state in accepted(states) if state in _states(page, area)), states)
            for area, states in truth["areas"].items()
        }, name
        left = list(page.tasks)
        for row in truth["tasks"]:
            task = next((task for task in left if _is_row(task, row)), None)
            if task is None:
                assert row.get("optional"), (name, row)
                continue
            left.remove(task)
            rows += 1
            assert task.area in accepted(row["area"]), (name, row)
            answers += 1 + len(row.get("parties", {}))
            wrong += [(name, row["line"], *found) for found in _wrong_answers(task, row)]
        assert not left, (name, [(task.line, task.task) for task in left])
        for first, last in truth.get("skipped", ()):
            assert any(first <= skipped.line <= last for skipped in page.skipped), (name, first, last)
    assert rows > 900
    assert {(name, str(line)) for name, line, *_ in wrong} == {key for key in DISAGREEMENTS if key[0].endswith(".md")}
    assert len(wrong) <= answers / 100, wrong


def _states(page: PageOwnership, area: str) -> set[str]:
    return {found.state.value for found in page.areas if found.area == area}


def _is_row(task: Task, row: Truth) -> bool:
    column = words(row.get("column"))
    return task.line == row["line"] and words(task.column) == column and agrees(task.task, row["task"])


def _wrong_answers(task: Task, row: Truth) -> Iterator[tuple[str, str, str]]:
    if task.ownership not in accepted(row["ownership"]):
        yield "ownership", task.ownership, row["ownership"]
    for party, answer in row.get("parties", {}).items():
        found = next((one.answer.value for one in task.parties if one.party == party), "nothing")
        if found not in accepted(answer):
            yield party, found, answer


def test_changes(shared: Path) -> None:
    """Every change that people saw, and no weighty one that they did not."""
    wrong: list[tuple[str, str]] = []
    expected = 0
    for pair in load(shared, "changes.json"):
        old, new = (read(shared / "ownership" / pair[side]) if pair[side] else None for side in ("old", "new"))
        left = list(compare_ownership(old, new))
        for wanted in pair["expected"]:
            expected += 1
            found = next((change for change in left if _is_change(change, wanted)), None)
            if found is None:
                wrong.append((pair["name"], f"lacks {wanted}"))
            else:
                left.remove(found)
        bad = WEIGHTY | set(pair["none_of"])
        fine = pair.get("allowed", ())
        rest = [change for change in left if not any(_is_change(change, allowed) for allowed in fine)]
        wrong += [(pair["name"], f"{change.change} {change.task}") for change in rest if change.change in bad]
    assert expected > 100
    assert [found for found in wrong if found not in DISAGREEMENTS] == []
    assert len(wrong) == sum(not key[0].endswith(".md") for key in DISAGREEMENTS)


def _is_change(change: Change, wanted: Truth) -> bool:
    tasks = [task for task in (change.old, change.new) if isinstance(task, Task)]
    old = change.old.ownership.value if isinstance(change.old, Task) else None
    new = change.new.ownership.value if isinstance(change.new, Task) else None
    return (
        change.change.value in accepted(wanted["change"])
        and ("area" not in wanted or any(task.area in accepted(wanted["area"]) for task in tasks))
        and ("task" not in wanted or any(agrees(task.task, wanted["task"]) for task in tasks))
        and ("like" not in wanted or re.search(wanted["like"], change.task or "") is not None)
        and wanted.get("party") in {None, change.party}
        and wanted.get("old_ownership") in {None, old}
        and wanted.get("new_ownership") in {None, new}
        and ("into" not in wanted or (isinstance(change.new, Task) and agrees(change.new.task, wanted["into"])))
    )


def test_nothing_is_inverted(shared: Path) -> None:
    """No cell of a real page that says that its party is not responsible counts as its duty."""
    denial = re.compile(
        r"^(?:the )?(?:ibm|customers?|you|client)\b[^.]*\b(?:is|are) not responsible\b[^.]*\.?$", re.IGNORECASE
    )
    seen = 0
    for path in sorted([*(shared / "pages" / "head").glob("*.md"), *(shared / "pages" / "seeds").glob("*.md")]):
        for task in read(path).tasks:
            for party in task.parties:
                if denial.match(party.text.replace("{{site.data.keyword.IBM_notm}}", "IBM")):
                    seen += 1
                    assert party.answer == "denies", (path.name, task.line, party.text)
    assert seen


@pytest.mark.parametrize("folder", ["seeds", "head"])
def test_a_page_equals_itself(shared: Path, folder: str) -> None:
    for path in sorted((shared / "pages" / folder).glob("*.md")):
        assert compare_ownership(read(path), read(path)) == (), path.name
