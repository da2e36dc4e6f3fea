"""What columns hold on anybody's pages: by their headers, by what stands in them, by what the profile says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.page.kind import Conventions
from resp_lint.page.parser import parse
from resp_lint.page.terms import Involvement, Marker, Role, TableKind
from resp_lint.plugins import load_registry
from resp_lint.source import Source

if TYPE_CHECKING:
    from resp_lint.page.model import Table

HEADERS = {
    "Service | Purpose | Responsible Adults": "task other owner",
    "**Team/Role** | **Lead Name** (**Slack ID**) | Alumni": "task owner other",
    "Name | Label | Chairs | Contact | Meetings": "task other owner contact other",
    "Role | Responsibilities | Requirements": "task duties other",
    "Roles | Responsibilites": "task duties",
    "Maintainer | GitHub ID | Affiliation": "task owner other",
    "Repository | Release Doc | Frequency | Release Maintainers": "task other other owner",
    "Version | Expected Release Date | Release Responsibles": "task other owner",
    "ACTION | OWNER | TIME": "task owner other",
    "Owner | Service | Owner contact": "owner task contact",
    "# | Task | Owned by | Notes": "other task owner other",
    "Owner | Remarks": "owner other",
    "System | Owner / contact | Backup owner": "task owner owner",
    "Service | Contact": "task owner",
    "Name | Email | Phone": "other contact contact",
    "Team | Members | Slack channel": "task owner contact",
    "Responsibility | Owner(s)": "task owner",
    "Version | Date | Author | Approved by": "other other other other",
}


def read_table(rows: str, profile: str) -> Table:
    conventions = load_registry().profile(profile).conventions
    return parse(Source("page.md", f"# A\n\n{rows}\n"), conventions).tables[0]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_say_what_columns_hold(header: str) -> None:
    width = header.count("|") + 1
    table = read_table(f"| {header} |\n|{'---|' * width}\n|{' a |' * width}", "service-ownership")
    assert " ".join(column.role.value for column in table.columns) == HEADERS[header]
    owned = {"owner", "duties"} & {*HEADERS[header].split()}
    assert table.kind is (TableKind.TASK if owned else TableKind.OTHER)


def test_who_helps_out_need_not_be_named() -> None:
    table = read_table("| System | Owner | Backup owner |\n|-|-|-|\n| a | b | |", "service-ownership")
    assert [column.optional for column in table.columns] == [False, False, True]


def test_letters_make_parties_of_columns_whatever_they_are_called() -> None:
    table = read_table("| Name | PM | QA | Notes |\n|-|-|-|-|\n| a | A / R | C | x y |\n| b | I | AR | |", "raci")
    assert [column.role for column in table.columns] == [Role.TASK, Role.OWNER, Role.OWNER, Role.OTHER]
    assert [column.owner for column in table.columns] == ["", "PM", "QA", ""]


@pytest.mark.parametrize(
    "rows",
    [
        "| Letter | Name | Meaning |\n|-|-|-|\n| R | Responsible | works |\n| A | Accountable | signs |",
        "| Letter | Meaning |\n|-|-|\n| R | Responsible |\n| A | Accountable |\n| | None |",
    ],
)
def test_a_legend_is_no_table_of_tasks(rows: str) -> None:
    assert read_table(rows, "raci").kind is TableKind.OTHER


def test_a_table_of_ticks_says_who_may_do_what() -> None:
    rows = "| Action | Member | Maintainer | Admin |\n|-|-|-|-|\n| Merge | | ✅ | ✅ |\n| Delete | ❌ | | ✅ |"
    assert read_table(rows, "service-ownership").kind is TableKind.OTHER
    rows = "| Task | Provider | Customer |\n|-|-|-|\n| Merge | | ✅ |\n| Delete | ✅ | |"
    assert read_table(rows, "shared-responsibility").kind is TableKind.TASK


GROUPS = {
    "| Task | PM | QA |\n|-|-|-|\n| **First** |\n| a | R | A |\n| **Second** | | |\n| b | R | A |": ["First", "Second"],
    "| Task | PM | QA |\n|-|-|-|\n| FIRST PART | | |\n| a | R | A |\n| b | R | A |": ["FIRST PART"],
    "| Task | PM | QA |\n|-|-|-|\n| First: | | |\n| a | R | A |\n| b | R | A |": ["First:"],
    "| Task | PM | QA |\n|-|-|-|\n| First |\n| a | R | A |\n| Second |\n| b | R | A |": ["First", "Second"],
    "| Task | PM | QA |\n|-|-|-|\n| First | | |\n| a | R | A |\n| b | R | A |": [],
    "| Task | PM | QA |\n|-|-|-|\n| **First** | | |\n| **a** | R | A |\n| **b** | R | A |": [],
    "| Task | PM | QA |\n|-|-|-|\n| a | R | A |\nText below.": [],
    "| Task | PM | QA |\n|-|-|-|\n| **First** | | |": [],
}


@pytest.mark.parametrize("rows", GROUPS)
def test_rows_that_head_others(rows: str) -> None:
    table = read_table(rows, "raci")
    assert [group.task.text for group in table.groups] == GROUPS[rows]
    assert len(table.rows) + len(table.groups) == rows.count("\n") - 1
    assert len(table.rows) == len(table.row_lines)


MARKS = {
    "R": "r",
    "r": "r",
    "A/R": "a r",
    "A / R": "a r",
    "RA": "r a",
    "R, A and I": "r a i",
    "R (lead)": "r",
    "R*": "r",
    "R<sup>1</sup>": "",
    "Responsible": "r",
    "✅ Owns it": "a",
    "Ra": "",
    "is": "",
    "R or not": "",
    "X": "",
    "": "",
}


@pytest.mark.parametrize("text", MARKS)
def test_marks_of_a_cell(text: str) -> None:
    conventions = Conventions(
        markers=(
            Marker("r", ("R", "Responsible")),
            Marker("a", ("A", "✅ *"), Involvement.ACCOUNTABLE),
            Marker("i", ("I",), Involvement.INFORMED),
        )
    )
    assert " ".join(marker.name for marker in conventions.read_marks(text)) == MARKS[text]
