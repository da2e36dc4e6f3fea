"""Who is named in a cell, and whether the profile knows them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from resp_lint.page.kind import Conventions
from resp_lint.page.owner_cells import list_accounts, read_owner_names
from resp_lint.page.parser import parse
from resp_lint.page.terms import OwnerNames
from resp_lint.plugins import load_registry
from resp_lint.source import Source

CELLS = {
    "Ann": ["Ann"],
    "Ann, Bob; Carl": ["Ann", "Bob", "Carl"],
    "Ann and Bob & Carl": ["Ann", "Bob", "Carl"],
    "Band leader": ["Band leader"],
    "[ann](https://a.io/x,y), [bob](https://b.io)": ["ann", "bob"],
    "Ann ([@ann](u) / Slack: `@a`), Bob (a, b)": ["Ann (@ann / Slack: @a)", "Bob (a, b)"],
    "* [Ann](u), Acme<br>* [Bob](u), Red and Co<br>": ["Ann, Acme", "Bob, Red and Co"],
    "`a, b`, c": ["a, b", "c"],
    r"a\, b": [r"a, b"],
    "Ann (, Bob": ["Ann (, Bob"],
    "<b>Ann</b>, Bob": ["Ann", "Bob"],
    ", ,": [],
}


def make_conventions(names: OwnerNames) -> Conventions:
    return replace(load_registry().profile("service-ownership").conventions, names=names)


@pytest.mark.parametrize("cell", CELLS)
def test_the_owners_of_a_cell(cell: str) -> None:
    conventions = make_conventions(OwnerNames())
    page = parse(Source("page.md", f"| Service | Owner |\n|-|-|\n| a | {cell} |\n"), conventions)
    owners = read_owner_names(page.tables[0].rows[0].cells[1], conventions)
    assert [owner.text for owner in owners] == CELLS[cell]
    for owner in owners:
        assert owner.raw == owner.raw.strip()
        assert page.source.text.find(owner.raw) >= 0


def test_a_name_that_holds_a_separator_is_one_where_that_must_be_sure() -> None:
    conventions = make_conventions(OwnerNames())
    cell = "Product & Safety lead, Dev/Ops"
    page = parse(Source("page.md", f"| Service | Owner |\n|-|-|\n| a | {cell} |\n"), conventions)
    owners = read_owner_names(page.tables[0].rows[0].cells[1], conventions, surely=True)
    assert [owner.text for owner in owners] == ["Product & Safety lead", "Dev/Ops"]


def test_no_more_owners_are_told_apart_than_anybody_writes() -> None:
    conventions = make_conventions(OwnerNames())
    page = parse(Source("page.md", f"| Service | Owner |\n|-|-|\n| a | {'x,' * 5000} |\n"), conventions)
    assert len(read_owner_names(page.tables[0].rows[0].cells[1], conventions)) == 200


KNOWN = {
    "Ann Smith": True,
    "ann  smith": True,
    "Ann Smith (until May)": True,
    "Ann Smith – deputy: Bob": True,
    "Ann Smith*": True,
    "@bob": True,
    "carl": True,
    "@Carl": True,
    "Ann Smithers": False,
    "bob": False,
    "": False,
}


@pytest.mark.parametrize("text", KNOWN)
def test_who_is_known(text: str) -> None:
    conventions = Conventions(names=OwnerNames(names=("Ann Smith", "@carl"), patterns=(r"@[\w-]+",)))
    assert conventions.name_book.knows(text) is KNOWN[text]


ADDRESSES = {
    "https://github.com/ann": "ann",
    "http://www.GitHub.com/ann/": "ann",
    "//github.com/ann?tab=x": "ann",
    "https://github.com/orgs/acme/teams/docs": "acme/docs",
    "https://github.com/ann/repo": "",
    "https://example.com/ann": "",
    "ann.md": "",
}


@pytest.mark.parametrize("target", ADDRESSES)
def test_the_account_of_an_address(target: str) -> None:
    conventions = make_conventions(OwnerNames(accounts=("github.com",)))
    page = parse(Source("page.md", f"| Service | Owner |\n|-|-|\n| a | [x]({target}) |\n"), conventions)
    found = list_accounts(page, page.tables[0].rows[0].cells[1])
    assert [account for _, account in found] == [ADDRESSES[target]] * bool(ADDRESSES[target])
