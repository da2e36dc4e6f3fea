"""What a profile says of rules, of owners' names in files, and how that is shown and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.config.configuration import Configurations, Request
from resp_lint.config.owner_files import OwnerFileError, read_owner_file
from resp_lint.config.show import show_settings
from resp_lint.errors import UsageError
from resp_lint.rule import Level

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.plugins import Registry
    from tests.config.conftest import Configure, Files, Put

F = "resp-lint.toml"
OURS = {F: "profile = 'mine.toml'\n", "mine.toml": "extends = 'base.toml'\n"}
BASE = "extends = 'service-ownership'\n"


def test_a_profile_says_which_rules_are_used_and_a_configuration_has_the_last_word(configure: Configure) -> None:
    configuration = configure(
        {
            F: "profile = 'mine.toml'\nlevels.RSP503 = 'info'\nextend-select = ['RSP606']",
            "base.toml": BASE + "ignore = ['RSP606', 'RSP607']\n[levels]\nRSP501 = 'warning'\nRSP503 = 'warning'",
            "mine.toml": (
                "extends = 'base.toml'\nextend-select = ['RSP513']\nrules.ACM101.limit = 7\nlevels.RSP101 = 'info'"
            ),
        }
    )
    codes = {rule.code for rule in configuration.rules}
    assert {"RSP513", "RSP606"} <= codes
    assert "RSP607" not in codes
    assert configuration.settings.levels == {
        "row-without-owner": Level.WARNING,
        "undecided-owner": Level.INFO,
        "missing-title": Level.INFO,
    }
    assert configuration.settings.options == {"tuned-rule": {"limit": 7}}
    shown = {line.partition("#")[0].strip(): line.rpartition("# ")[2] for line in show_settings(configuration)}
    assert shown['levels.undecided-owner = "info"'] == "resp-lint.toml:2"
    assert shown['levels.row-without-owner = "warning"'] == "base.toml:4"
    assert shown['levels.missing-title = "info"'] == "mine.toml:4"
    assert shown["rules.tuned-rule.limit = 7"] == "mine.toml:3"
    assert shown['ignore = ["RSP607"]'] == "base.toml:2"
    assert shown['extend-select = ["RSP513", "RSP606"]'] == "mine.toml:2, resp-lint.toml:3"


def test_a_list_of_rules_goes_on_or_is_replaced(configure: Configure) -> None:
    files = OURS | {"base.toml": BASE + "select = ['RSP501']\nignore = ['RSP502']"}
    assert [rule.code for rule in configure(files).rules] == ["RSP501"]
    files["mine.toml"] += "select = ['RSP502', 'RSP503']"
    assert [rule.code for rule in configure(files).rules] == ["RSP501", "RSP503"]
    files["mine.toml"] = "extends = 'base.toml'\nreplace = ['select', 'ignore']\nselect = ['RSP502']"
    assert [rule.code for rule in configure(files).rules] == ["RSP502"]


MISTAKES = {
    "select = ['RSP999']": 'mine.toml:2: select[0] = "RSP999": unknown rule; did you mean “RSP109”?',
    "ignore = ['row-without-owners']": (
        'mine.toml:2: ignore[0] = "row-without-owners": unknown rule; did you mean “row-without-owner”?'
    ),
    "levels.RSP501 = 'bad'": 'mine.toml:2: levels.RSP501 = "bad": must be one of error, warning, info',
    "rules.ACM101.limt = 1": "mine.toml:2: rules.ACM101.limt = 1: unknown option; did you mean “limit”?",
    "dialect = 'gfm'": 'mine.toml:2: dialect = "gfm": must be one of kramdown, plain',
    "[front-matter]\nuse = 'always'": (
        'mine.toml:3: front-matter.use = "always": must be one of required, optional, none'
    ),
    "[[front-matter.keys]]\nname = 'a'\ntype = 'dat'": (
        'mine.toml:4: front-matter.keys[0].type = "dat": must be one of any, text, name, number, boolean, date, years, '
        "list, table; did you mean “date”?"
    ),
    "[[columns]]\nrole = 'ownr'": (
        'mine.toml:3: columns[0].role = "ownr": must be one of task, owner, duties, contact, area, other; '
        "did you mean “owner”?"
    ),
    "[[table-forms]]\ncolumns = [\n{role = 'owner'}]": (
        'mine.toml:4: table-forms[0].columns[0] = {role = "owner"}: lacks the key “titles”; '
        "write the headers that the column may bear"
    ),
    "[[columns]]\nrole = 'owner'\ntitles = ['A']\npattern = '*'": (
        'mine.toml:5: columns[0].pattern = "*": not a regular expression: nothing to repeat at position 0'
    ),
    "[[markers]]\nname = 'a'": 'mine.toml:2: markers[0] = {name = "a"}: lacks the key “marks”',
    "[[counts]]\ninvolvement = 'accountable'\nmin = -1": "mine.toml:4: counts[0].min = -1: must be at least 0",
    "[owner-names]\nfiles = ['OWNERS']": 'mine.toml:3: owner-names.files[0] = "OWNERS": no such file',
    "[owner-names]\nfiles = ['../x']": 'mine.toml:3: owner-names.files[0] = "../x": leads out of the tree',
    "[owner-names]\nfiles = ['empty.txt']": 'mine.toml:3: owner-names.files[0] = "empty.txt": names nobody',
    "[owner-names]\npatterns = ['*']": (
        'mine.toml:3: owner-names.patterns[0] = "*": not a regular expression: nothing to repeat at position 0'
    ),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_in_a_profile_is_one_line(text: str, put: Put, registry: Registry) -> None:
    put({F: "profile = 'mine.toml'", "mine.toml": BASE + text, "empty.txt": "# nobody\n"})
    with pytest.raises(UsageError) as error:
        Configurations(registry, Request()).of("page.md")
    assert str(error.value) == MISTAKES[text]


NAMES = {
    "owners.txt": (b"\xef\xbb\xbf# ours\nAnn Smith\r\n@bob  # since May\n\nAnn Smith\n", ["Ann Smith", "@bob"]),
    "CODEOWNERS": (b"* @org/all ann@x.io\n[Docs][2] @d\n/a\n# @no\n", ["@org/all", "ann@x.io", "@d"]),
    "o.yaml": (b"owners: [ann, bob]\nname: x\nmore:\n  - carl\n  - {a: [dora]}\n", ["ann", "bob", "carl", "dora"]),
}


@pytest.mark.parametrize("name", NAMES)
def test_files_of_names(name: str, tmp_path: Path) -> None:
    data, names = NAMES[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert read_owner_file(str(path)) == names


REFUSED = {
    "big.txt": (b"a\n" * 600_000, "larger than 1 MB"),
    "many.txt": (b"".join(b"%d\n" % number for number in range(20_001)), "holds more than 20000 names"),
    "latin.txt": (b"\xe9", "not UTF-8: byte 0xe9"),
    "bad.yml": (b"a: [b\n", "not YAML: "),
    "bomb.yml": (b"a: &a [x]\nb: [*a]\n", "holds an alias, which is not followed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_files_of_names_that_cannot_be_used(name: str, tmp_path: Path) -> None:
    data, problem = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(OwnerFileError) as error:
        read_owner_file(str(path))
    assert str(error.value).startswith(problem)


def test_names_in_files_count_and_are_watched(configure: Configure, tree: Path, registry: Registry) -> None:
    files: Files = {
        F: "profile = 'conf/mine.toml'",
        "conf/mine.toml": BASE + "[owner-names]\nnames = ['Ann']\nfiles = ['../OWNERS.yaml']",
        "OWNERS.yaml": "- bob\n",
    }
    assert configure(files).settings.profile.owner_names.names == ("Ann", "bob")
    configurations = Configurations(registry, Request())
    configurations.of("page.md")
    assert configurations.files == {str(tree / name) for name in files}
