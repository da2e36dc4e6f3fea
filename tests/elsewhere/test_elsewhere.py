"""Pages of other organisations, each with a profile of its own: what is reported on them, and what fixing leaves."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cmarkgfm
import pytest
from elsewhere_pages import (
    NOT_FOUND,
    NOT_OWNERS,
    PAGES,
    RULES,
    TRUE,
    Fault,
    Page,
    load_pages,
)

from resp_lint import Role
from resp_lint.cli.main import main
from resp_lint.config.profiles import read_profile
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    import resp_lint

ALL = load_pages()
FAULTS = [fault for page in ALL for fault in page.faults]
ENOUGH = 27
"""So many of the listed faults are found at least."""
MARKER = "TBD"

pytestmark = pytest.mark.skipif(
    not ALL,
    reason="../shared is not here: no page of another organisation can be checked",
)

each_page = pytest.mark.parametrize("page", ALL, ids=str)


class Found(NamedTuple):
    """A finding: its line, its code, and the name of its rule."""

    line: int
    code: str
    name: str


class Check:
    """Runs the program on copies of pages with a page's profile."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, list[Found]] = {}

    def find(self, page: Page) -> list[Found]:
        """What is found on a page as it is."""
        if page.name not in self._found:
            (self._found[page.name],) = self.run(page, page.text)
        return self._found[page.name]

    def run(self, page: Page, *texts: str) -> list[list[Found]]:
        """What is found on each of some texts of a page."""
        paths = [self._write(page, text, number) for number, text in enumerate(texts)]
        report = self._folder / "report.json"
        self._call(page, "--output-format", f"json:{report}", *map(str, paths))
        found = defaultdict(list)
        for finding in json.loads(report.read_bytes())["findings"]:
            found[Path(finding["path"]).parent.name].append(Found(finding["line"], finding["code"], finding["name"]))
        return [found[path.parent.name] for path in paths]

    def fix(self, page: Page, option: str) -> str:
        """A page after its fixes."""
        path = self._write(page, page.text, 0)
        self._call(page, option, str(path))
        return path.read_bytes().decode()

    def _write(self, page: Page, text: str, number: int) -> Path:
        # The file keeps its name: a page may be known by it.
        path = self._folder / str(number) / page.path.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def _call(self, page: Page, *arguments: str) -> None:
        shutil.copy(page.profile, self._folder / "profile.toml")
        config = self._folder / "resp-lint.toml"
        config.write_bytes(b'profile = "profile.toml"\n')
        assert (
            main(
                (
                    "check",
                    "--config",
                    str(config),
                    "--no-cache",
                    "--exit-zero",
                    *arguments,
                )
            )
            == 0
        )


@pytest.fixture(scope="session")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    return Check(tmp_path_factory.mktemp("elsewhere"))


@each_page
def test_nothing_false_is_reported(page: Page, check: Check) -> None:
    listed = {(line, name) for fault in page.faults for line in fault.lines for name in RULES.get(fault.kind, ())}
    found = check.find(page)
    known = listed | {(line, name) for page_name, line, name in TRUE if page_name == page.name}
    false = [one for one in found if (one.line, one.name) not in known]
    assert not false
    if page.clean:
        assert not found


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_listed_fault_is_reported_at_its_line(fault: Fault, check: Check) -> None:
    page = next(page for page in ALL if page.name == fault.page)
    found = check.find(page)
    reported = any(one.line == fault.line and one.name in RULES.get(fault.kind, ()) for one in found)
    assert reported is (fault.key not in NOT_FOUND), f"{fault}: {fault.what}"


def test_enough_of_the_listed_faults_are_found() -> None:
    assert NOT_FOUND.keys() <= {fault.key for fault in FAULTS}
    assert len(FAULTS) - len(NOT_FOUND) >= ENOUGH


@each_page
def test_what_was_read_as_true_is_still_reported(page: Page, check: Check) -> None:
    found = check.find(page)
    reported = {(one.line, one.name) for one in found}
    assert {(line, name) for page_name, line, name in TRUE if page_name == page.name} <= reported


# --- rows that lose their owners


def parse_page(page: Page) -> resp_lint.Page:
    profile = read_profile(page.profile, load_registry().profiles)
    return parse(Source(page.path.name, page.text), profile.conventions)


def list_owners(row: resp_lint.Row) -> list[tuple[resp_lint.Cell, ...]]:
    """The cells that say who owns something, or of a role that has duties, the role and the duties."""
    if row.owner_cells:
        return [row.owner_cells]
    duties = tuple(cell for cell in row.cells if cell.column.role is Role.DUTIES)
    return [(row.task,), duties] if duties else []


def replace_cells(text: str, cells: Sequence[resp_lint.Cell], new: str) -> str:
    """A page that says something else in each of some cells that say something."""
    for cell in reversed(cells):
        if not cell.blank:
            text = text[: cell.start] + new + text[cell.end :]
    return text


@each_page
def test_every_table_of_owners_is_read_as_one(page: Page) -> None:
    tables = [table for table in parse_page(page).tables if table.rows]
    owned = {table.line for table in tables if any(map(list_owners, table.rows))}
    assert owned == {table.line for table in tables} - NOT_OWNERS.get(page.name, frozenset())


@pytest.mark.parametrize("new", ["", MARKER], ids=["blank", MARKER])
@each_page
def test_a_row_that_loses_its_owners_is_reported(page: Page, new: str, check: Check) -> None:
    rows = [row for table in parse_page(page).tables for row in table.rows]
    owned = [(row.line, cells) for row in rows for cells in list_owners(row) if any(not cell.blank for cell in cells)]
    lost = [(line, replace_cells(page.text, cells, new)) for line, cells in owned]
    assert lost
    after = check.run(page, *(text for _, text in lost))
    before = check.find(page)
    unnoticed = [line for (line, _), found in zip(lost, after, strict=True) if not find_new(before, found, line)]
    assert not unnoticed


def find_new(before: list[Found], after: list[Found], line: int) -> list[Found]:
    """What is found of owners on a line that was not found there before."""
    return [one for one in after if one.line == line and one.code.startswith("RSP5") and one not in before]


# --- fixes


@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes"])
@each_page
def test_fixes_change_nothing_that_is_shown_but_the_fault(page: Page, option: str, check: Check) -> None:
    before, after = page.text.split("\n"), check.fix(page, option).split("\n")
    assert len(after) == len(before)
    faulty = {line for fault in page.faults for line in fault.lines} | {
        line for name, line, _ in TRUE if name == page.name
    }
    kept = [old if number in faulty else new for number, (old, new) in enumerate(zip(before, after, strict=True), 1)]
    assert render("\n".join(kept)) == render(page.text)


def render(text: str) -> str:
    """What GitHub makes of a page."""
    html: str = cmarkgfm.github_flavored_markdown_to_html(text)
    return html


def test_each_page_has_a_profile() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {page.name for page in ALL}
    assert all(page.profile.is_file() for page in ALL)
