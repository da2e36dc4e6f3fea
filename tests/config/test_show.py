"""What `resp-lint config` shows: all that is in force, where it came from, and a configuration that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.config.configuration import Configuration, Configurations, Request
from resp_lint.config.patterns import PathPatterns, explain_problem, move_pattern
from resp_lint.config.profiles import format_profile
from resp_lint.config.show import find_home, show_settings

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.plugins import Registry
    from tests.config.conftest import Configure, Files

F = "resp-lint.toml"
D = "docs/resp-lint.toml"
UP = "extends = '../base.toml'\n"


def test_every_setting_says_where_it_came_from(configure: Configure) -> None:
    configuration = configure(
        {
            "base.toml": "ignore = ['RSP206']\nfail-on = 'error'\n[levels]\nRSP401 = 'info'",
            D: UP + "\nignore = [\n  'RSP105',\n]\nper-file-ignores = { 'a*.md' = ['RSP4'] }\nrules.ACM101.limit = 4",
        },
        Request(config=("fail-on='info'",), options={"set": "strict"}),
    )
    assert [line.rstrip() for line in show_settings(configuration)] == [
        '# Patterns and paths start from "docs/".',
        'profile = "ibm-cloud"                # default',
        'set = "strict"                       # --strict',
        "# select: the whole set              # default",
        "extend-select = []                   # default",
        'ignore = ["RSP206", "RSP105"]        # base.toml:1, docs/resp-lint.toml:3',
        'fail-on = "info"                     # --config',
        "include = []                         # default",
        "exclude = []                         # default",
        "responsibility-pages = []            # default",
        "all-pages = false                    # default",
        "output = []                          # default",
        'levels.missing-caption = "info"      # base.toml:4',
        'per-file-ignores."a*.md" = ["RSP4"]  # docs/resp-lint.toml:6',
        "rules.tuned-rule.limit = 4           # docs/resp-lint.toml:7",
    ]


def test_what_a_select_made_void_is_not_shown(configure: Configure) -> None:
    files = {"base.toml": "ignore = ['RSP206']", F: "extends = 'base.toml'\nselect = ['RSP4']"}
    shown = list(show_settings(configure(files)))
    assert any(line.startswith("ignore = []  ") and line.endswith("# default") for line in shown)
    assert any(line.startswith("select = [") and line.endswith("# resp-lint.toml:2") for line in shown)


# --- it is a configuration itself

SET_UPS: dict[str, tuple[Files, Request | None]] = {
    "nothing": ({}, None),
    "one file": ({F: "set = 'strict'\nignore = ['RSP4']\nexclude = ['old/']\nfail-on = 'never'"}, None),
    "the table of a shared file": ({"pyproject.toml": "[tool.resp-lint]\nselect = ['RSP4', 'missing-title']"}, None),
    "patterns of a folder": (
        {D: "include = ['*.md', '/new/']\nresponsibility-pages = ['who-*.md']\nexclude = ['new/draft.md']"},
        None,
    ),
    "patterns of two folders": (
        {"base.toml": "exclude = ['/docs/old/', 'x.md']", D: UP + "exclude = ['/draft.md']\ninclude = ['*.md']"},
        None,
    ),
    "no pattern that a base includes": ({"base.toml": "include = ['new/']", D: UP + "include = []"}, None),
    "what a list takes back for itself alone": (
        {"base.toml": "exclude = ['keep.md']", D: UP + "exclude = ['*.md', '!keep.md', '!page.md']"},
        None,
    ),
    "a folder that looks like a pattern": (
        {"docs/[a]!/resp-lint.toml": "exclude = ['*.md']", "docs/[a]!/x.md": ""},
        None,
    ),
    "ignored far, brought back near": (
        {
            "base.toml": "ignore = ['RSP4', 'RSP206']",
            D: UP + "extend-select = ['RSP401', 'RSP308']\nignore = ['RSP105']",
        },
        None,
    ),
    "added far, ignored near": ({"base.toml": "extend-select = ['RSP308']", D: UP + "ignore = ['RSP3']"}, None),
    "selected far, a set near": (
        {"base.toml": "select = ['RSP4']\nignore = ['RSP401']", D: UP + "set = 'strict'"},
        None,
    ),
    "one rule by both its names": (
        {
            "base.toml": "levels.RSP401 = 'info'\nrules.ACM101.limit = 4\nrules.ACM101.exact = true",
            D: UP + "levels.missing-caption = 'error'\nrules.tuned-rule.limit = 5",
        },
        None,
    ),
    "one pattern for two lists": (
        {
            "base.toml": "[per-file-ignores]\n'docs/**/*.md' = ['RSP4']\n'*.md' = ['RSP206']",
            D: UP + "[per-file-ignores]\n'*.md' = ['RSP105']\n'/page.md' = ['RSP1']",
        },
        None,
    ),
    "a profile of a folder": ({D: "profile = './ours.toml'", "docs/ours.toml": "extends = 'ibm-cloud'"}, None),
    "a profile above": (
        {"base.toml": "profile = 'ours.toml'", "ours.toml": "extends = 'raci'", D: UP + "exclude = ['draft.md']"},
        None,
    ),
    "the command line": (
        {D: "exclude = ['draft.md']\nselect = ['RSP5']"},
        Request(config=("exclude=['x.md']", "profile=raci"), options={"set": "strict", "output": ("json", "full")}),
    ),
    "a file that is named": (
        {"etc/ours.toml": "exclude = ['docs/old/']\nprofile = 'p.toml'", "etc/p.toml": "extends = 'raci'"},
        Request(config=("etc/ours.toml",)),
    ),
    "text that TOML escapes": (
        {F: "exclude = ['a\"b.md', '\\#x.md', 'ü*.md']\n[per-file-ignores]\n'a b.md' = []"},
        None,
    ),
}
PATHS = tuple(
    folder + name
    for folder in ("", "docs/", "docs/old/", "docs/new/", "docs/[a]!/")
    for name in ("page.md", "keep.md", "draft.md", "x.md", "who-1.md", 'a"b.md', "#x.md", "über.md", "a b.md")
)


def effect(configuration: Configuration, below: str) -> dict[str, Any]:
    """What a configuration comes to, for the pages below a folder."""
    settings = configuration.settings
    paths = [path for path in PATHS if path.startswith(below)]
    return {
        "profile": format_profile(settings.profile),
        "rules": [rule.code for rule in configuration.rules],
        "levels": settings.levels,
        "options": settings.options,
        "others": (settings.all_pages, settings.fail_on, configuration.output),
        "covered": [path for path in paths if configuration.covers(path)],
        "claimed": [path for path in paths if any(it.match(path) for it in settings.responsibility_pages)],
        "plans": {path: [rule.code for rule in configuration.plan(path).rules] for path in paths},
    }


@pytest.mark.parametrize(("files", "request_"), SET_UPS.values(), ids=SET_UPS)
def test_what_is_shown_says_the_same(
    files: Files, request_: Request | None, configure: Configure, registry: Registry, tree: Path
) -> None:
    folder = next((name.rpartition("/")[0] for name in files if name.endswith(F)), "docs")
    shown_for = configure(files, request_, page=f"{folder}/page.md" if folder else "page.md")
    wanted = effect(shown_for, folder)
    home = tree / find_home(shown_for.layers)
    text = "\n".join(show_settings(shown_for)) + "\n"
    for name in ("docs/[a]!/", "docs/", ""):
        (tree / name / F).unlink(missing_ok=True)
    (tree / "pyproject.toml").unlink(missing_ok=True)
    (home / F).write_bytes(text.encode())
    pasted = Configurations(registry).of(f"{folder}/page.md" if folder else "page.md")
    assert [layer.document.path for layer in pasted.layers] == [str(home / F)]
    assert effect(pasted, folder) == wanted
    again = [line.split("  # ")[0].rstrip() for line in show_settings(pasted)]
    assert again == [line.split("  # ")[0].rstrip() for line in text.rstrip("\n").split("\n")]


NAMES = st.text("ab.*?[]!# \\/-", min_size=1, max_size=8)


@given(pattern=NAMES.filter(lambda it: not explain_problem(it)), folder=NAMES, path=NAMES)
def test_a_moved_pattern_matches_what_it_matched(pattern: str, folder: str, path: str) -> None:
    names = [name for name in folder.split("/") if name.strip(". ")]
    base = "/".join(["/r", *names])
    page = f"{base}/{path.strip('/ ')}"
    before = PathPatterns(base, (pattern,)).match(page)
    assert PathPatterns("/r", (move_pattern(pattern, base, "/r"),)).match(page) == before
