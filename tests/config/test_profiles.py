"""A profile's file goes on from another: what a team adds, changes and starts anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import asdict as fields_of
from msgspec.structs import replace

from resp_lint.config.profile_check import check_profile_file, find_contradictions
from resp_lint.config.profile_loader import load_profile
from resp_lint.config.profiles import format_profile
from resp_lint.profile import BUILT_IN, Profile, Template

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.plugins import Registry
    from tests.config.conftest import Put


Extend = Callable[[str], Profile]


@pytest.fixture
def profile(tree: Path, put: Put, registry: Registry) -> Extend:
    """What a file that extends `ibm-cloud` by a text comes to."""

    def made(text: str) -> Profile:
        put({"ours.toml": 'extends = "ibm-cloud"\n' + text})
        return load_profile(tree / "ours.toml", registry.profiles, str(tree))

    return made


@pytest.fixture(scope="session")
def base(registry: Registry) -> Profile:
    return registry.profile("ibm-cloud")


def asdict(profile: Profile) -> dict[str, object]:
    """All that a profile says, wherever it was read."""
    return {key: value for key, value in fields_of(profile).items() if key != "files"}


def test_nothing_said_is_nothing_changed(profile: Extend, base: Profile) -> None:
    assert asdict(profile("")) == asdict(base)


def test_an_area_comes_last(profile: Extend, base: Profile) -> None:
    ours = profile('[[areas]]\ntitle = "Data residency"\nids = ["residency"]')
    assert [area.title for area in ours.areas] == [*(area.title for area in base.areas), "Data residency"]


def test_an_area_is_changed_in_its_place(profile: Extend, base: Profile) -> None:
    text = '[[areas]]\ntitle = "Change management"\nrequired = false\nvariants = ["Changes"]'
    ours = profile(text)
    assert [area.title for area in ours.areas] == [area.title for area in base.areas]
    before, after = base.areas[1], ours.areas[1]
    assert not after.required
    assert after.variants == (*before.variants, "Changes")
    assert after.sentence == before.sentence


def test_words_and_links_are_added(profile: Extend, base: Profile) -> None:
    ours = profile(
        '[spelling]\nright = ["frobnicate"]\n[spelling.misspellings]\nclustre = "cluster"\n'
        '[[links.outdated]]\nwrong = "/old/"\nright = "/new/"\n'
        '[[table-forms]]\ncolumns = [{role = "task", titles = ["Duty"]}, {role = "owner", titles = ["Who"]}]\n',
    )
    assert {"frobnicate"} == set(ours.spelling.right) - set(base.spelling.right)
    assert ours.spelling.misspellings["clustre"] == "cluster"
    assert ours.links.outdated[-1].wrong == "/old/"
    assert len(ours.links.outdated) == len(base.links.outdated) + 1
    assert ours.links.docs_root == base.links.docs_root
    assert ours.table_forms[:-1] == base.table_forms


def test_an_owner_gets_another_name(profile: Extend, base: Profile) -> None:
    ours = profile('[[owners]]\nname = "customer"\nspellings = ["Tenant"]')
    known = next(owner for owner in base.owners if owner.name == "customer")
    assert replace(known, spellings=(*known.spellings, "Tenant")) in ours.owners


def test_what_is_replaced_starts_empty(profile: Extend, base: Profile) -> None:
    ours = profile(
        'replace = ["areas", "cells.empty-markers"]\n[[areas]]\ntitle = "All"\n[cells]\nempty-markers = ["none"]',
    )
    assert [area.title for area in ours.areas] == ["All"]
    assert ours.cells.empty_markers == ("none",)
    assert ours.cells.undecided_markers == base.cells.undecided_markers


def test_the_base_itself_is_not_changed(profile: Extend, registry: Registry, base: Profile) -> None:
    profile('replace = ["cells.empty-markers"]')
    assert asdict(registry.profile("ibm-cloud")) == asdict(base)


def test_a_name_of_its_own(profile: Extend) -> None:
    assert profile('name = "ours"').name == "ours"


def test_what_extends_may_lie_in_another_folder(tree: Path, put: Put, registry: Registry) -> None:
    put({"a/b.toml": "extends = '../c.toml'", "c.toml": "extends = 'ibm-cloud'\nname = 'c'"})
    assert load_profile(tree / "a/b.toml", registry.profiles, str(tree)).name == "c"


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_our_own_are_read_the_quick_way_and_the_careful_way(path: Path, registry: Registry, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    (tmp_path / "_plain.toml").write_bytes((BUILT_IN / "_plain.toml").read_bytes())
    assert asdict(load_profile(copy, registry.profiles)) == asdict(load_profile(path))
    assert load_profile(path).name == path.stem


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_a_profile_is_shown_as_a_file_that_says_the_same(path: Path, registry: Registry, tmp_path: Path) -> None:
    profile = load_profile(path)
    shown = tmp_path / "shown.toml"
    shown.write_bytes(format_profile(profile).encode())
    assert asdict(load_profile(shown, registry.profiles)) == asdict(profile)
    assert list(find_contradictions(profile)) == []


def test_a_contradiction_is_shown_with_its_line_key_and_value(tree: Path, put: Put, registry: Registry) -> None:
    put({"ours.toml": CONTRADICTIONS})
    assert "\n".join(check_profile_file(tree / "ours.toml", registry, str(tree))) + "\n" == CONTRADICTED


CONTRADICTIONS = """\
extends = "ibm-cloud"
[[areas]]
title = "Changes"
variants = ["Change management"]
ids = ["dr", "changes"]
[[owners]]
name = "team"
spellings = ["You"]
[[owners]]
name = "both"
spellings = ["Both of us"]
parts = ["team", "custommer"]
[[columns]]
role = "owner"
titles = ["Lead"]
owner = "teem"
[[columns]]
role = "other"
titles = ["Lead", "Notes"]
words = ["remark"]
[[columns]]
role = "contact"
words = ["remark"]
pattern = "#[a-z]+"
examples = ["#help", "help"]
[[columns]]
role = "other"
[[markers]]
name = "responsible"
marks = ["R", "TBD"]
[[markers]]
name = "reviewer"
marks = ["R"]
[[counts]]
involvement = "responsible"
min = 2
max = 1
[[counts]]
involvement = "accountable"
max = 1
[cells]
empty-markers = ["TBD"]
[owner-names]
patterns = ["@[a-z]+", "team-[a-z]+"]
examples = ["@ann"]
[spelling]
right = ["clustre"]
misspellings = { clustre = "cluster" }
[new-page]
title = "Something else"
row = ["one more"]
"""
CONTRADICTED = """\
ours.toml:4: areas[0].variants[0] = "Change management": names the areas “Change management” and “Changes”
ours.toml:8: owners[0].spellings[0] = "You": names the owners “customer” and “team”
ours.toml:12: owners[1].parts[1] = "custommer": no owner has this name; did you mean “customer”?
ours.toml:19: columns[1].titles[0] = "Lead": heads columns with the roles “owner” and “other”
ours.toml:23: columns[2].words[0] = "remark": marks columns with the roles “other” and “contact”
ours.toml:16: columns[0].owner = "teem": no owner has this name; did you mean “team”?
ours.toml:27: columns[3].role = "other": the column has neither titles nor words to know it by
ours.toml:33: markers[1].marks[0] = "R": means “responsible” and “reviewer”
ours.toml:42: cells.empty-markers[0] = "TBD": means “responsible” and “nothing to do”
ours.toml:30: markers[0].marks[1] = "TBD": means “responsible” and “undecided”
ours.toml:36: counts[0].min = 2: more than the “max” of 1
ours.toml:39: counts[1].involvement = "accountable": no marker and no column says who takes part like this
ours.toml:48: spelling.misspellings.clustre = "cluster": the word stands among the right ones, too
ours.toml:24: columns[2].pattern = "#[a-z]+": does not match its example “help”
ours.toml:44: owner-names.patterns[1] = "team-[a-z]+": matches none of “examples”
ours.toml:50: new-page.title = "Something else": matches none of “title-wordings”
ours.toml:51: new-page.row[0] = "one more": the row has 4 cells, the header 3
"""


def test_all_mistakes_of_a_file_are_shown_at_once(tree: Path, put: Put, registry: Registry) -> None:
    text = 'extends = "ibm-cloud"\ndialekt = "plain"\n[[counts]]\nper = "colum"\nmin = -1\n[cells]\nempty = ["-"]\n'
    put({"ours.toml": text})
    assert check_profile_file(tree / "ours.toml", registry, str(tree)) == [
        'ours.toml:2: dialekt = "plain": unknown key; did you mean “dialect”?',
        'ours.toml:4: counts[0].per = "colum": must be one of row, column; did you mean “column”?',
        "ours.toml:5: counts[0].min = -1: must be at least 0",
        'ours.toml:3: counts[0] = {per = "colum", min = -1}: lacks the key “involvement”',
        'ours.toml:7: cells.empty = ["-"]: unknown key; there are: empty-markers, undecided-markers, blank-means-none',
    ]


def test_rules_that_there_are_not(tree: Path, put: Put, registry: Registry) -> None:
    put({"ours.toml": 'extends = "ibm-cloud"\nignore = ["RSP5O1"]\n'})
    assert check_profile_file(tree / "ours.toml", registry, str(tree)) == [
        'ours.toml:2: ignore[0] = "RSP5O1": unknown rule; did you mean “RSP501”?',
    ]


@pytest.mark.parametrize(
    "cells",
    [("Task \\d+", "To do"), ("(a|b) c", "To do"), ("Task \\d+", "(?-i:To do)"), ("x|Task \\d", "To do")],
    ids=str,
)
def test_a_cell_is_the_templates_as_a_whole(cells: tuple[str, ...]) -> None:
    template = Template(cells=cells)
    alone = [re.compile(cell, re.IGNORECASE) for cell in cells]
    for text in ("Task 1", "task 12", "To do", "to do", "To do it", "x", "xTask 1", "a c", ""):
        assert template.is_cell(text) == any(pattern.fullmatch(text) for pattern in alone), text
    assert not Template().is_cell("")
