"""Which files count for a page, and what layers come to."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from resp_lint.config.configuration import Configurations, Request
from resp_lint.finding import Level
from resp_lint.page.parser import parse
from resp_lint.page.terms import PageKind
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.plugins import Registry
    from tests.config.conftest import Configure, Put

F = "resp-lint.toml"


def codes(configure: Configure, *texts: str, request: Request | None = None) -> set[str]:
    """The codes in use where the last text extends the one before it, and so on."""
    files = {f"layer{number}.toml": text for number, text in enumerate(texts[:-1])}
    for number, name in enumerate(list(files)[1:]):
        files[name] = f"extends = 'layer{number}.toml'\n{files[name]}"
    last = f"extends = 'layer{len(files) - 1}.toml'\n" if files else ""
    return {rule.code for rule in configure({**files, F: last + texts[-1]}, request).rules}


# --- which file


def test_without_any_file_everything_is_as_it_always_is(configure: Configure, registry: Registry) -> None:
    configuration, base = configure({}), registry.profile("ibm-cloud")
    assert replace(configuration.settings, profile=base) == Settings(base)
    assert configuration.settings.profile.name == base.name
    assert configuration.covers("docs/page.md")
    assert configuration.output == ()


@pytest.mark.parametrize(
    ("files", "level"),
    [
        ({F: "fail-on = 'error'"}, Level.ERROR),
        ({".resp-lint.toml": "fail-on = 'error'"}, Level.ERROR),
        ({"pyproject.toml": "[tool.resp-lint]\nfail-on = 'error'"}, Level.ERROR),
        ({F: "fail-on = 'error'", "docs/resp-lint.toml": "fail-on = 'info'"}, Level.INFO),
        ({F: "fail-on = 'error'", "docs/pyproject.toml": "[project]\ndependencies = ['resp-lint']"}, Level.ERROR),
        ({F: "fail-on = 'error'", "docs/pyproject.toml": "not TOML, and none of our business"}, Level.ERROR),
        ({F: "fail-on = 'error'", "other/resp-lint.toml": "fail-on = 'info'"}, Level.ERROR),
        ({F: "fail-on = 'error'", "docs/.git/x": ""}, Level.WARNING),
        ({F: "fail-on = 'never'"}, None),
    ],
)
def test_the_nearest_file_up_to_the_root_counts(
    files: dict[str, str], level: Level | None, configure: Configure
) -> None:
    assert configure(files).settings.fail_on == level


def test_what_lies_above_the_repository_does_not_count(put: Put, registry: Registry) -> None:
    put({F: "fail-on = 'error'", "inner/.git/x": "", "inner/docs/page.md": ""})
    assert Configurations(registry).of("inner/docs/page.md").settings.fail_on is Level.WARNING


def test_each_folder_is_looked_at_once(put: Put, registry: Registry) -> None:
    put({F: "", "a/b/x.md": "", "a/c/x.md": ""})
    configurations = Configurations(registry)
    first = configurations.of("a/b/x.md")
    put({"a/resp-lint.toml": "fail-on = 'error'"})
    assert configurations.of("a/b/y.md") is first
    assert configurations.of("a/c/x.md") is configurations.find_in_folder("a/c")


def test_isolated_reads_no_file(configure: Configure) -> None:
    files = {F: "fail-on = 'error'\nselect = ['nonsense']"}
    assert configure(files, Request(isolated=True)).settings.fail_on is Level.WARNING
    request = Request(config=("fail-on='info'",), isolated=True)
    assert configure(files, request).settings.fail_on is Level.INFO


@pytest.mark.parametrize("written", ['profile="raci"', "profile='raci'", "profile=raci", " profile = raci "])
def test_a_word_needs_no_quotes_on_the_command_line(configure: Configure, written: str) -> None:
    assert configure({}, Request(config=(written,))).settings.profile.name == "raci"


def test_who_types_a_path_may_name_any_profile(tmp_path_factory: pytest.TempPathFactory, configure: Configure) -> None:
    own = tmp_path_factory.mktemp("outside") / "own.toml"
    own.write_bytes(b"extends = 'raci'\nname = 'outside'\n")
    assert configure({}, Request(config=(f"profile={own}",))).settings.profile.name == "outside"


def test_a_named_file_is_the_only_one(configure: Configure) -> None:
    files = {F: "set = 'strict'", "ci/strict.toml": "fail-on = 'info'\nexclude = ['/docs/old/']"}
    configuration = configure(files, Request(config=("ci/strict.toml",)))
    assert configuration.settings.fail_on is Level.INFO
    assert configuration.settings.rule_set is RuleSet.RECOMMENDED
    assert not configuration.covers("docs/old/x.md")


def test_the_command_line_is_nearer_than_files(configure: Configure) -> None:
    request = Request(config=("fail-on='info'", "all-pages=true"), options={"fail-on": "error"})
    settings = configure({F: "fail-on = 'never'\nlevels.RSP401 = 'info'"}, request).settings
    assert (settings.fail_on, settings.all_pages, settings.levels) == (Level.ERROR, True, {"missing-caption": "info"})


# --- what layers come to


def test_what_is_left_out_adds_up(configure: Configure) -> None:
    found = codes(configure, "ignore = ['RSP101']", "ignore = ['RSP103']")
    assert not found & {"RSP101", "RSP103"}
    assert "RSP501" in found


def test_select_starts_anew(configure: Configure) -> None:
    assert codes(configure, "select = ['RSP1']\nignore = ['RSP101']", "select = ['RSP101', 'RSP501']") == {
        "RSP101",
        "RSP501",
    }


def test_extend_select_brings_back(configure: Configure) -> None:
    found = codes(configure, "select = ['RSP1']\nignore = ['RSP101', 'RSP103']", "extend-select = ['RSP101', 'RSP501']")
    assert {"RSP101", "RSP501"} <= found
    assert "RSP103" not in found


def test_a_set_takes_back_a_select_and_nothing_else(configure: Configure) -> None:
    found = codes(configure, "select = ['RSP1']\nignore = ['RSP101']", "set = 'strict'")
    assert {"RSP102", "RSP501"} <= found
    assert "RSP101" not in found


def test_options_select_over_files(configure: Configure) -> None:
    assert codes(configure, "ignore = ['RSP501']", request=Request(options={"select": ("RSP501",)})) == {"RSP501"}
    assert "RSP501" not in codes(configure, "", request=Request(options={"ignore": ("RSP501",)}))


def test_levels_and_options_merge(configure: Configure) -> None:
    configuration = configure(
        {
            "base.toml": "[levels]\nRSP401 = 'info'\nRSP402 = 'info'\n[rules.ACM101]\nlimit = 7\nexact = true",
            F: "extends = 'base.toml'\n[levels]\nmissing-caption = 'error'\n"
            "[rules.tuned-rule]\nlimit = 8\nknown-words = ['x']\nworst = 'info'",
        }
    )
    assert configuration.settings.levels == {"missing-caption": Level.ERROR, "missing-summary": Level.INFO}
    assert configuration.settings.options == {
        "tuned-rule": {"limit": 8, "exact": True, "known_words": ("x",), "worst": Level.INFO}
    }


def test_patterns_start_from_the_folder_of_their_file(configure: Configure) -> None:
    configuration = configure(
        {
            "conf/base.toml": "exclude = ['/x.md']\ninclude = ['/y.md']",
            "docs/resp-lint.toml": "extends = '../conf/base.toml'\nexclude = ['/old/']\ninclude = ['/**/*.md']",
        }
    )
    covered = ["docs/a.md", "docs/x.md", "docs/b/old/a.md"]
    assert [path for path in (*covered, "docs/old/a.md", "conf/x.md") if configuration.covers(path)] == covered


def test_rules_are_left_out_for_some_pages(configure: Configure) -> None:
    configuration = configure({F: "[per-file-ignores]\n'docs/legacy-*.md' = ['RSP4']\n'*.md' = ['missing-title']"})
    legacy, other = configuration.plan("docs/legacy-a.md"), configuration.plan("docs/a.md")
    assert {"RSP101", "RSP401"}.isdisjoint(rule.code for rule in legacy.rules)
    assert "RSP401" in {rule.code for rule in other.rules}
    assert configuration.plan("docs/b.md") is other
    assert configuration.plan("docs/legacy-b.md") is legacy


def test_pages_can_be_said_to_be_responsibility_pages(configure: Configure) -> None:
    conventions = configure({F: "responsibility-pages = ['docs/who-*.md']"}).settings.conventions
    assert parse(Source("docs/who-does-what.md", "x"), conventions).kind is PageKind.RESPONSIBILITY
    assert parse(Source("docs/other.md", "x"), conventions).kind is PageKind.OTHER
    assert parse(Source("docs/raci.md", "x"), conventions).kind is PageKind.RESPONSIBILITY


@pytest.mark.parametrize(("value", "output"), [("'json'", ("json",)), ("['json', 'full']", ("json", "full"))])
def test_reports(value: str, output: tuple[str, ...], configure: Configure) -> None:
    assert configure({F: f"output = {value}"}).output == output


# --- what it costs


def test_without_a_file_nothing_is_imported(tree: Path) -> None:
    program = (
        "import sys; from resp_lint.plugins import load_registry; registry = load_registry()\n"
        "from resp_lint.config.configuration import Configurations\n"
        "Configurations(registry).of('page.md').plan('page.md')\n"
        "print(*(name for name in sys.modules if name.startswith('resp_lint.config.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tree, capture_output=True, check=True)
    light = ("configuration", "errors", "find", "patterns", "profile_loader", "toml")
    assert set(done.stdout.decode().split()) == {f"resp_lint.config.{name}" for name in light}
