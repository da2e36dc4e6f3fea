"""A profile read off pages: which one it goes on from, what it says beyond that, and what it finds on the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = """\
# Who runs what

P = primary, B = backup, W = watches.

| Job | Anna | Boris | Chen |
|-----|------|-------|------|
| Restore a backup | P | B | |
| Rotate certificates | B | P | W |
| Patch brokers | W | P | B |
| Answer pages | P | | B |
"""
PARTIES = """\
# Responsibilities for Acme Queues

## Change management

| Task | Acme responsibilities | Your responsibilities |
|------|-----------------------|-----------------------|
| Patch brokers | Patch them monthly. | Choose a window. |
| Scale | Watch the load. | Ask for more. |
"""
MATRIX = """\
# Ownership by environment

| Service | Staging | Production |
|---------|---------|------------|
| Queue | Team Red | Team Blue |
| Vault | Team Red | Team Green |
| Search | Team Green | Team Blue |
| Mail | Team Blue | Team Blue |
"""
ROTA = """\
# Rota

| Week | Person | Slack |
|------|--------|-------|
| 1 | @ann | #q-help |
| 2 | @bob | #q-help |
| 3 | @cho | #v-help |
| 4 | @ann | #v-help |
| 5 | @dee | #v-help |
"""
DECISIONS = """\
# Who decides on the move

| Decision | Product | Platform | Security |
|----------|---------|----------|----------|
| Region | A | D | C |
| Vendor | D | C | A |
| Price | A, D | I | |
"""
LEADS = """\
# Teams

| Team | Lead | Deputy | Duties |
|------|------|--------|--------|
| Queues | Ann Smith | Bob Ray | Runs the queues. |
| Vault | Cho Lee | N/A | Keeps the keys. |
| Search | Dee Poe | Eve Fox | Finds things. |
| Mail | Ann Smith | | Sends mail. |
"""
PERSONS = """\
# Who to ask

| Topic | Person in charge | Since |
|-------|------------------|-------|
| Billing | Ann Smith | 2024 |
| Search | Bob Ray | 2023 |
| Mail | Ann Smith | 2025 |
| Login | Cho Lee | 2021 |
| Docs | Bob Ray | 2022 |
"""
PATHS = """\
# Code owners

| Path | Owners | Channel | Reviewed |
|------|--------|---------|----------|
| /api | @acme/api, @ann | #api | 2026-01-02 |
| /web | @acme/web | #web | 2026-02-03 |
| /docs | @acme/docs | #docs | 2025-12-31 |
| /ops | @bob | #ops | 2026-03-01 |
"""
BACKUPS = """\
# Incident roles

| Role | Primary | Backup |
|------|---------|--------|
| Commander | [Ann](https://github.com/ann) | [Bob](https://github.com/bob) |
| Scribe | [Cho](https://github.com/cho) | |
| Ops | [Eve](https://github.com/eve) | [Ann](https://github.com/ann) |
"""
MODELS = """\
# Shared responsibility

| Layer | Own hardware | Hosted | Managed |
|-------|--------------|--------|---------|
| Data | Customer | Customer | Customer |
| Apps | Customer | Shared | Acme |
| Hosts | Customer | Acme | Acme |
"""
SERVICE = """\
---
title: Ownership of {name}
owner: team-{name}
reviewed: 2026-01-0{number}
---

## Components

| Component | Owner | Contact |
|-----------|-------|---------|
| API of {name} | Team {name} | a@acme.example |
| Worker of {name} | Team {name} | b@acme.example |

## Escalation

| Step | Owner |
|------|-------|
| First | Team {name} |
"""
PAGES: dict[str, tuple[dict[str, str], str, str]] = {
    "letters of a house": ({"letters.md": LETTERS}, "service-ownership", "| P | B | |"),
    "a provider by its name": (
        {"acme.md": PARTIES},
        "shared-responsibility",
        "| Patch them monthly. | Choose a window. |",
    ),
    "a matrix of teams": ({"teams.md": MATRIX}, "service-ownership", "| Team Red | Team Blue |"),
    "accounts": ({"rota-2026.md": ROTA}, "service-ownership", "| @bob |"),
    "decisions": ({"decisions.md": DECISIONS}, "raci", "| A | D | C |"),
    "leads and deputies": ({"teams.md": LEADS}, "service-ownership", "| Cho Lee | N/A |"),
    "persons": ({"who-to-ask.md": PERSONS}, "service-ownership", "| Cho Lee |"),
    "paths and teams": ({"code-owners.md": PATHS}, "service-ownership", "| @acme/api, @ann |"),
    "backups": (
        {"incident-roles.md": BACKUPS},
        "service-ownership",
        "| [Cho](https://github.com/cho) | |",
    ),
    "a provider in a matrix": ({"models.md": MODELS}, "shared-responsibility", "| Customer | Acme | Acme |"),
    "pages alike": (
        {
            f"{name}.md": SERVICE.format(name=name, number=number)
            for number, name in enumerate(("abc", "def", "ghi"), 1)
        },
        "service-ownership",
        "| Team def |",
    ),
}
"""By what is special about them, pages, the profile that theirs goes on from, and the owners' cells of a row."""


class Home:
    """A folder with pages, where commands run."""

    def __init__(self, folder: Path, screen: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.screen = folder, screen

    def run(self, *arguments: str) -> tuple[int, str]:
        self.screen.readouterr()
        code = main(list(arguments))
        captured = self.screen.readouterr()
        return code, (captured.out + captured.err).decode()

    def check(self, *pages: str) -> list[tuple[str, int, str]]:
        code, out = self.run(
            "--isolated", "--config", "profile=x.toml", "--output-format", "json", "--exit-zero", *pages
        )
        assert code == 0, out
        return [(one["path"], one["line"], one["code"]) for one in json.loads(out)["findings"]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Home:
    monkeypatch.chdir(tmp_path)
    return Home(tmp_path, capfdbinary)


def write(home: Home, pages: dict[str, str]) -> None:
    for name, text in pages.items():
        (home.folder / name).write_bytes(text.encode())


@pytest.mark.parametrize(("pages", "base", "cells"), PAGES.values(), ids=list(PAGES))
def test_the_pages_pass_and_a_row_without_owners_does_not(
    home: Home, pages: dict[str, str], base: str, cells: str
) -> None:
    write(home, pages)
    code, out = home.run("profile", "new", "x", "--from", *pages)
    assert code == 0, out
    assert f"it goes on from the profile “{base}”" in out
    assert home.run("profile", "check", "x.toml") == (0, "x.toml: all good\n")
    assert home.check(*pages) == []
    blanked = "|".join("" if cell == "" else " " for cell in cells.split("|"))
    name, text = next((name, text) for name, text in pages.items() if cells in text)
    line = text[: text.index(cells)].count("\n") + 1
    (home.folder / name).write_bytes(text.replace(cells, blanked, 1).encode())
    assert {(path, at) for path, at, code in home.check(*pages) if code.startswith("RSP50")} == {(name, line)}


def test_what_is_written_about_pages_that_are_alike(home: Home) -> None:
    pages = PAGES["pages alike"][0]
    write(home, pages)
    code, out = home.run("profile", "new", "services", "--from", *pages, "-o", "-")
    assert code == 0
    assert out.partition("\n\n")[2].rpartition("\n\n# More")[0] == ALIKE.strip("\n")


ALIKE = r"""
# What stands here is added to this profile; `resp-lint profile show service-ownership` shows all of it.
extends = "service-ownership"

[front-matter]
# All pages have it.
use = "required"

[[front-matter.keys]]
name = "title"
type = "text"
required = true

[[front-matter.keys]]
name = "owner"
type = "text"
required = true

[[front-matter.keys]]
name = "reviewed"
type = "date"
required = true

# Sections that the pages have in common.
[[areas]]
title = "Components"

[[areas]]
title = "Escalation"

# Each row has one.
# Each is an e-mail address.
[[columns]]
role = "contact"
titles = ["Contact"]
required = true
pattern = '[\w.+-]+@[\w-]+(?:\.[\w-]+)+'
examples = ["a@acme.example", "b@acme.example"]

[owner-names]
# Who may own; a file of names is another way: files = ["OWNERS.yaml"]
names = [
  "Team abc",
  "Team def",
  "Team ghi",
]
"""


def test_a_column_is_spoken_of_once(home: Home) -> None:
    """A party's column is not one of which nothing is asked, too."""
    rows = "| Encryption | ✅ | Chooses keys | at rest |\n| Access | ✅ | ✅ | |\n"
    write(home, {"a.md": f"# Shared responsibilities\n\n| Area | Acme | Customer | Remark |\n|--|--|--|--|\n{rows}"})
    code, out = home.run("profile", "new", "x", "--from", "a.md", "-o", "-")
    assert code == 0
    assert 'spellings = ["Acme"]' in out
    assert out.count("Acme") == 1


def test_a_profile_without_pages_is_a_start(home: Home) -> None:
    assert home.run("profile", "new", "x")[0] == 0
    assert home.run("profile", "check", "x.toml") == (0, "x.toml: all good\n")


def test_nothing_is_overwritten(home: Home) -> None:
    (home.folder / "x.toml").write_bytes(b"mine")
    assert home.run("profile", "new", "x") == (2, "resp-lint: error: x.toml: exists already\n")
    assert (home.folder / "x.toml").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("profile", "new"), "profile new needs the name of a profile, or its file"),
        (("profile", "new", "raci"), "there is a profile “raci” already; take another name"),
        (("profile", "new", "x", "--from", "none.md"), "none.md: cannot be read: No such file or directory"),
        (("profile", "show", "raci", "--from", "a.md"), "--from and --output are for “profile new”"),
        (("init", "--profile", "acme"), "unknown profile “acme”; there are: "),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(home: Home, arguments: tuple[str, ...], said: str) -> None:
    code, out = home.run(*arguments)
    assert (code, out.count("\n")) == (2, 1)
    assert out.startswith(f"resp-lint: error: {said}")


def test_init_takes_the_profile_that_it_is_given(home: Home) -> None:
    (home.folder / ".git").mkdir()
    write(home, {"owners.md": LEADS})
    assert home.run("profile", "new", "x", "--from", "owners.md")[0] == 0
    assert home.run("init", "--profile", "x.toml")[0] == 0
    assert 'profile = "x.toml"' in (home.folder / "resp-lint.toml").read_text()
    assert home.run("profile", "check", "x.toml")[0] == home.run()[0] == 0
