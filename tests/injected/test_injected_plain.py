"""Injected faults in plain Markdown: a clean page gets one fault of one rule, and that rule alone reports it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from resp_lint import Column, Role, lint_text
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings

REGISTRY = load_registry()
COLUMNS = (
    Column(Role.TASK, ("Task",)),
    Column(Role.TASK, ("Role",), sections=True),
    Column(Role.DUTIES, ("Duties",)),
    Column(Role.OWNER, ("Owner",), any_owner=True),
    Column(Role.OWNER, ("Account",), any_owner=True, sorted=True),
    Column(Role.CONTACT, ("Channel",), pattern=r"#[\w-]+"),
)
PROFILE = replace(REGISTRY.profile("raci"), columns=COLUMNS)
STRICT = Settings(PROFILE, rule_set=RuleSet.STRICT)
RULES = REGISTRY.select(STRICT)
HEADER = ["| Task | Owner | Notes |", "|------|-------|-------|"]
TASKS = ("Rotate the keys", "Patch the brokers", "Watch the queues", "Answer a case", "Restore a backup", "Review logs")
OWNERS = ("@keys", "@brokers", "Vera", "the storage team", "@on-call")
NOTES = ("See the [runbook](https://example.com/runbook).", "Every week.", "")
AREAS = ("Core services", "Extensions", "Archive")


@dataclass(frozen=True)
class PlainPage:
    """A page as its sections, each with the rows of its table."""

    sections: tuple[tuple[str, ...], ...]

    def list_lines(self) -> list[str]:
        """The lines of the page."""
        contents = [f"- [{area}](#{area.lower().replace(' ', '-')})" for area in AREAS]
        lines = ["# Who is responsible for Nimbus", "", "Each task has one team.", "", *contents]
        for area, rows in zip(AREAS, self.sections, strict=True):
            lines += ["", f"## {area}", "", *HEADER, *rows]
        return lines


@st.composite
def plain_pages(draw: st.DrawFn) -> PlainPage:
    """Pages whose tasks all differ."""
    tasks = iter(draw(st.permutations(TASKS)))
    row = st.tuples(st.sampled_from(OWNERS), st.sampled_from(NOTES))
    return PlainPage(tuple(tuple(f"| {next(tasks)} | {' | '.join(draw(row))} |" for _ in range(2)) for _ in AREAS))


Injected = tuple[list[str], int]
Inject = Callable[[list[str], st.DataObject], Injected]
PLAIN_FAULTS: dict[str, Inject] = {}
"""By rule: what puts its fault into the lines of a page; gives the new lines and the 1-based line of the finding."""


def fault(name: str) -> Callable[[Inject], Inject]:
    def register(inject: Inject) -> Inject:
        assert name not in PLAIN_FAULTS
        PLAIN_FAULTS[name] = inject
        return inject

    return register


def find_places(lines: list[str]) -> Counter[tuple[str, int]]:
    findings = lint_text("\n".join(lines) + "\n", RULES, STRICT, "raci.md")
    return Counter((finding.name, finding.start.line) for finding in findings)


def pick(lines: list[str], start: str, data: st.DataObject) -> int:
    """The number of one of the lines that start so."""
    return data.draw(st.sampled_from([at for at, line in enumerate(lines) if line.startswith(start)]))


def pick_row(lines: list[str], data: st.DataObject) -> int:
    """The number of the line of a table's row."""
    rows = [at for at, line in enumerate(lines) if line.startswith("| ") and line not in HEADER]
    return data.draw(st.sampled_from(rows))


def swap(lines: list[str], at: int, *new: str) -> Injected:
    """Replace a line by others, the first of which is the fault's."""
    return [*lines[:at], *new, *lines[at + 1 :]], at + 1


def split(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


@given(page=plain_pages())
def test_clean_pages_are_clean(page: PlainPage) -> None:
    assert find_places(page.list_lines()) == Counter()


@fault("heading-jump")
def _(lines: list[str], data: st.DataObject) -> Injected:
    level = data.draw(st.integers(4, 6))
    return [*lines, "", f"{'#' * level} More"], len(lines) + 2


@fault("missing-from-contents")
def _(lines: list[str], _data: st.DataObject) -> Injected:
    return [*lines, "", "## More", "", "There is more."], len(lines) + 2


@fault("empty-table")
def _(lines: list[str], data: st.DataObject) -> Injected:
    header = data.draw(st.sampled_from([HEADER, ["| Former owner |", "|---|"]]))
    return [*lines, "", "More:", "", *header], len(lines) + 4


@fault("similar-headers")
def _(lines: list[str], _data: st.DataObject) -> Injected:
    tables = [
        "| Service | Contact |",
        "|---|---|",
        "| Queue | #queue |",
        "",
        "| Service | Contacts |",
        "|---|---|",
        "| Keys | #keys |",
    ]
    return [*lines, "", *tables], len(lines) + 6


@fault("repeated-row")
def _(lines: list[str], data: st.DataObject) -> Injected:
    at = pick(lines, "## Archive", data)
    row = lines[pick_row(lines[:at], data)]
    task = split(row)[0]
    linked = f"| {task} | @keys | See the [runbook](https://example.com/runbook). |"
    return [*(linked if line == row else line for line in lines), linked], len(lines) + 1


@fault("unread-html-table")
def _(lines: list[str], data: st.DataObject) -> Injected:
    tag = data.draw(st.sampled_from(["th", "td", "TH"]))
    table = [
        "<table>",
        f"<tr><{tag}>Task</{tag}><{tag}>Owner</{tag}></tr>",
        "<tr><td>Scale</td><td></td></tr>",
        "</table>",
    ]
    return [*lines, "", *table], len(lines) + 2


@fault("undecided-cell")
def _(lines: list[str], data: st.DataObject) -> Injected:
    at = pick_row(lines, data)
    task, owner, _ = split(lines[at])
    new = data.draw(st.sampled_from([f"| TBD | {owner} | |", f"| {task} | {owner} | From May ?, 2027 on |"]))
    return swap(lines, at, new)


@fault("unfinished-text")
def _(lines: list[str], data: st.DataObject) -> Injected:
    text = data.draw(st.sampled_from(["**Note:** work in progress", "This page is incomplete.", "Coming soon"]))
    return swap(lines, 2, text)


@fault("unclosed-emphasis")
def _(lines: list[str], data: st.DataObject) -> Injected:
    mark = data.draw(st.sampled_from(["*", "**"]))
    return swap(lines, 2, f"Each task has {mark}one team.")


@fault("link-without-address")
def _(lines: list[str], data: st.DataObject) -> Injected:
    address = data.draw(st.sampled_from(["", "<>", "TBD", "#"]))
    return swap(lines, 2, f"Each task has [one team]({address}).")


def add(lines: list[str], *more: str, at: int) -> Injected:
    """Lines below a page; the fault is on the one of a number, counted from 0."""
    return [*lines, "", *more], len(lines) + 2 + at


@fault("inconsistent-owner-name")
def _(lines: list[str], data: st.DataObject) -> Injected:
    wrong = data.draw(st.sampled_from(["Platform", "platform team"]))
    rows = [f"| Task of number {number} | Platform Team | |" for number in range(3)]
    return [*lines, *rows, f"| Task of the last number | {wrong} | |"], len(lines) + 4


@fault("account-mismatch")
def _(lines: list[str], data: st.DataObject) -> Injected:
    at = pick_row(lines, data)
    task, _, note = split(lines[at])
    return swap(lines, at, f"| {task} | [@ana](https://github.com/anna) | {note} |")


@fault("wrong-owner-count")
def _(lines: list[str], data: st.DataObject) -> Injected:
    wrong = data.draw(st.sampled_from(["| Scale | R | C |", "| Scale | A/R | A |"]))
    return add(lines, "| Task | Development | Operation |", "|---|---|---|", "| Move | A | R |", wrong, at=3)


@fault("blank-required-cell")
def _(lines: list[str], data: st.DataObject) -> Injected:
    blank = data.draw(st.sampled_from(["", "TBD"]))
    return add(lines, "| Task | Duties |", "|---|---|", "| Move | Moves it. |", f"| Scale | {blank} |", at=3)


@fault("malformed-cell")
def _(lines: list[str], data: st.DataObject) -> Injected:
    channel = data.draw(st.sampled_from(["help", "# help", "#help, #ops"]))
    return add(lines, "| Task | Owner | Channel |", "|---|---|---|", f"| Scale | Vera | {channel} |", at=2)


@fault("unsorted-rows")
def _(lines: list[str], data: st.DataObject) -> Injected:
    first = data.draw(st.sampled_from(["@zoe", "@a10"]))
    return add(lines, "| Task | Account |", "|---|---|", f"| Scale | {first} |", "| Move | @a2 |", at=3)


ROLES = [
    "| Role | Duties |",
    "|---|---|",
    "| Reviewer | Reviews. |",
    "| Approver | Approves. |",
    "",
    "### Reviewer",
    "",
]


@fault("row-without-section")
def _(lines: list[str], _data: st.DataObject) -> Injected:
    return add(lines, *ROLES, "Reviews.", at=3)


@fault("section-without-row")
def _(lines: list[str], _data: st.DataObject) -> Injected:
    return add(lines, *ROLES, "Reviews.", "", "### Chair", "", "Leads.", "", "### Approver", "", "Approves.", at=9)


@pytest.mark.parametrize("name", sorted(PLAIN_FAULTS))
@settings(max_examples=15)
@given(page=plain_pages(), data=st.data())
def test_fault(name: str, page: PlainPage, data: st.DataObject) -> None:
    lines, line = PLAIN_FAULTS[name](page.list_lines(), data)
    assert find_places(lines) == Counter({(name, line): 1})
