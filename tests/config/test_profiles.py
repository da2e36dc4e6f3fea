"""A profile's file goes on from another: what a team adds, changes and starts anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import asdict as fields_of
from msgspec.structs import replace

from resp_lint.config.profile_loader import load_profile
from resp_lint.config.profiles import find_contradictions, format_profile
from resp_lint.profile import BUILT_IN, Profile

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
    assert asdict(load_profile(copy, registry.profiles)) == asdict(load_profile(path))
    assert load_profile(path).name == path.stem


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_a_profile_is_shown_as_a_file_that_says_the_same(path: Path, registry: Registry, tmp_path: Path) -> None:
    profile = load_profile(path)
    shown = tmp_path / "shown.toml"
    shown.write_bytes(format_profile(profile).encode())
    assert asdict(load_profile(shown, registry.profiles)) == asdict(profile)
    assert list(find_contradictions(profile)) == []


def test_what_contradicts_itself_is_told(profile: Extend) -> None:
    ours = profile(
        '[[areas]]\ntitle = "Changes"\nvariants = ["Change management"]\n'
        '[[owners]]\nname = "team"\nspellings = ["You"]\n'
        '[cells]\nempty-markers = ["TBD"]\n'
        '[spelling]\nright = ["clustre"]\nmisspellings = { clustre = "cluster" }\n'
        '[new-page]\nrow = ["one more"]\n'
    )
    assert list(find_contradictions(ours)) == [
        "area title “Change management” stands for “Change management” and for “Changes”",
        "owner spelling “You” stands for “customer” and for “team”",
        "cell marker “TBD” stands for “empty” and for “undecided”",
        "“clustre” stands among the right words and among the misspellings (of “cluster”)",
        "new-page: 3 headers, but 4 cells",
    ]
