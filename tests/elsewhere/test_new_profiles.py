"""A profile that `resp-lint profile new` reads off pages of another organisation is a start that can be used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from resp_lint.cli.main import main
from resp_lint.config.profiles import read_profile
from resp_lint.page.parser import parse
from resp_lint.page.terms import Role
from resp_lint.plugins import load_registry
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.page.model import Cell, Page, Row, Table

PAGES = Path(__file__).parents[3] / "shared" / "pages" / "elsewhere"
LISTED = json.loads((PAGES / "pages.json").read_bytes())["pages"] if PAGES.is_dir() else []
NAMES = [page["name"] for page in LISTED]
ALIKE = [
    ("opensearch-security__maintainers", "valkey__maintainers"),
    ("algosup__raci-matrix", "octoacme__raci-matrix"),
    ("kubernetes__community-membership", "dsacms__maintainers", "sourcegraph__security-incident-response"),
    ("istio__admins", "opentelemetry__release", "kubeflow__wg-list"),
]
NO_OWNERS = {
    "algosup__raci-matrix": {26},
    "opentelemetry__release": {13},
    "sourcegraph__security-incident-response": {104},
}
"""The lines of the headers of tables that say nothing of owners; all others do."""
MARKERS = ["", "TBD"]

pytestmark = pytest.mark.skipif(not LISTED, reason="../shared is not here: no page of another organisation can be read")


class Found(NamedTuple):
    """A finding: its line, its code, and what it says."""

    line: int
    code: str
    message: str


class Start:
    """A profile that was read off pages, in a folder of its own."""

    def __init__(self, folder: Path, names: Iterable[str], screen: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.screen = folder, screen
        self.path = folder / "ours.toml"
        pages = [str(PAGES / f"{name}.md") for name in names]
        assert main(["profile", "new", "ours", "--from", *pages, "-o", str(self.path)]) == 0

    def check(self, texts: dict[str, str]) -> dict[str, list[Found]]:
        """What is found on pages by their paths: a folder, and the name that a page may be known by."""
        for path, text in texts.items():
            (self.folder / path).parent.mkdir(exist_ok=True)
            (self.folder / path).write_bytes(text.encode())
        (self.folder / "resp-lint.toml").write_bytes(b'profile = "ours.toml"\n')
        self.screen.readouterr()
        configured = ["--config", str(self.folder / "resp-lint.toml"), "--no-cache", "--exit-zero"]
        assert (
            main(["check", *configured, "--output-format", "json", *(str(self.folder / path) for path in texts)]) == 0
        )
        found: dict[str, list[Found]] = {path: [] for path in texts}
        for one in json.loads(self.screen.readouterr().out)["findings"]:
            path = "/".join(one["path"].split("/")[-2:])
            found[path].append(Found(one["line"], one["code"], one["message"]))
        return found

    def read(self, name: str) -> Page:
        profile = read_profile(self.path, load_registry().profiles)
        return parse(Source(f"{name}.md", read_text(name)), profile.conventions)


def read_text(name: str) -> str:
    return (PAGES / f"{name}.md").read_bytes().decode()


def list_faulty_lines(name: str) -> set[int]:
    """The lines of a page on which a reader saw something wrong: “also on lines 14, 15 and 17”, “(25 to 29)”."""
    lines: set[int] = set()
    for fault in next(page["faults"] for page in LISTED if page["name"] == name):
        also = re.search(r"also on lines? ([\d, and]+)", fault["what"])
        lines |= {fault["line"], *map(int, re.findall(r"\d+", also[1] if also else ""))}
        if rows := re.search(r"\((\d+) to (\d+)\)", fault["what"]):
            lines.update(range(int(rows[1]), int(rows[2]) + 1))
    return lines


def find_owner_cells(page: Page, table: Table, row: Row) -> list[Cell]:
    """The cells by which a row has an owner: of owners, of a matrix, or of the duties of a role."""
    if page.matrices and table in page.matrices:
        return list(row.cells[1:])
    return list(row.owner_cells) or [cell for cell in row.cells if cell.column.role is Role.DUTIES]


def list_owner_tables(page: Page) -> list[Table]:
    return [table for table in page.tables if any(find_owner_cells(page, table, row) for row in table.rows)]


@pytest.fixture
def start(request: pytest.FixtureRequest, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Start:
    return Start(tmp_path, request.param, capfdbinary)


each_page = pytest.mark.parametrize(
    ("start", "name"), [((name,), name) for name in NAMES], indirect=["start"], ids=NAMES
)


@each_page
def test_the_profile_holds_no_contradiction(start: Start, name: str) -> None:
    start.screen.readouterr()
    assert main(["profile", "check", str(start.path)]) == 0, start.screen.readouterr().out.decode()
    assert name in start.path.read_text(), "the profile says which pages it was read off"


@pytest.mark.parametrize("start", [*((name,) for name in NAMES), *ALIKE], indirect=True, ids=str)
def test_only_what_is_wrong_is_found(start: Start, request: pytest.FixtureRequest) -> None:
    names = request.node.callspec.params["start"]
    found = start.check({f"page/{name}.md": read_text(name) for name in names})
    false = {
        name: [one for one in found[f"page/{name}.md"] if one.line not in list_faulty_lines(name)] for name in names
    }
    assert false == {name: [] for name in names}


@each_page
def test_a_row_without_its_owners_is_found(start: Start, name: str) -> None:
    page, text = start.read(name), read_text(name)
    tables = list_owner_tables(page)
    with_rows = {table.line for table in page.tables if table.rows}
    assert {table.line for table in tables} == with_rows - NO_OWNERS.get(name, set())
    texts, lines = {f"page/{name}.md": text}, {}
    for table in tables:
        rows = [row for row in table.rows if any(not cell.blank for cell in find_owner_cells(page, table, row))]
        for row in {rows[0], rows[len(rows) // 2], rows[-1]}:
            for marker in MARKERS:
                path = f"{row.line}{marker or '-'}/{name}.md"
                texts[path], lines[path] = replace_cells(text, find_owner_cells(page, table, row), marker), row.line
    found = start.check(texts)
    before = found.pop(f"page/{name}.md")
    unnoticed = [path for path, ones in found.items() if not find_new(before, ones, lines[path])]
    assert lines
    assert not unnoticed


def replace_cells(text: str, cells: list[Cell], new: str) -> str:
    for cell in reversed(cells):
        if not cell.blank:
            text = text[: cell.start] + new + text[cell.end :]
    return text


def find_new(before: list[Found], after: list[Found], line: int) -> list[Found]:
    """What is found of owners on a line that was not found there before."""
    return [one for one in after if one.line == line and one.code.startswith("RSP5") and one not in before]
